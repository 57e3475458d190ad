//! Telling people: the in-app inbox, e-mail, quiet hours, reminders, the morning list.
//!
//! Other rooms only record changes. For each that concerns somebody `app/reactions.rs` enqueues `Job::Tell`; whom it
//! concerns is decided here when the job runs, from the roles, covers and rights of that moment.
//!
//! E-mail to somebody without an account is planned by any room through `store/mail.rs` and leaves by the same job
//! (`deliver.rs`). What is written, to colleagues and to others, stands in `kernel/messages` and may be worded anew here.
//!
//! | file | what |
//! |---|---|
//! | `recipients.rs` | which changes concern whom: the one page for that |
//! | `sentences.rs` | the words, made when they are read or sent: nothing is stored but ids |
//! | `tell.rs` | the job that writes notices and plans e-mails |
//! | `quiet.rs` | quiet hours: what is not urgent waits for the next working morning |
//! | `mail.rs`, `deliver.rs` | a letter; its sending, trying again, giving up |
//! | `inbox.rs` | what a person reads, marks read and chooses |
//! | `reminders.rs` | reminding a unit of what it owes (Đ11.2b, đ) |
//! | `morning.rs` | the list to paste into the group in the morning |
//! | `wordings.rs` | the words of notices and e-mails, kept at the desk |
//! | `deliveries.rs` | how e-mails fare, for who keeps the machine |

use utoipa_actix_web::service_config::ServiceConfig;

mod deliver;
mod deliveries;
mod inbox;
mod mail;
mod morning;
mod quiet;
mod recipients;
mod reminders;
mod sentences;
mod tell;
mod wordings;

pub use deliver::deliver;
pub use deliveries::forget_old;
pub use mail::check as check_mail_settings;
pub use recipients::concerns_somebody;
pub use tell::tell;

/// Operations of this room.
pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(inbox::list_notices).service(inbox::count_notices).service(inbox::read_notice).service(inbox::read_all_notices);
    cfg.service(inbox::read_choice).service(inbox::set_choice);
    cfg.service(morning::morning_list);
    cfg.service(reminders::list_reminders).service(reminders::remind);
    cfg.service(wordings::list_messages).service(wordings::read_wording).service(wordings::set_wording);
    cfg.service(wordings::reset_wording).service(wordings::preview_wording);
    cfg.service(deliveries::list_deliveries).service(deliveries::retry_delivery);
}
