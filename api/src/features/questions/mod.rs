//! Citizens' letters (`domain.md` §5): questions, reports, petitions, feedback on the portal, information requests.
//!
//! The facts of a letter are a row of `letter`; what it says and who sent it lies sealed with the letter's own key
//! (`store/letter_keys.rs`) and is opened for its sender (code and secret) and for who handles it, each look noted.
//!
//! | file | what |
//! |---|---|
//! | `settings.rs`, `beginning.json` | what the forms ask for, consent, retention, reopening: dated data |
//! | `private.rs` | what is sealed, and its opening |
//! | `intake.rs` | a letter comes in: checked, sealed, kept by few statements |
//! | `uploads.rs` | files of senders on their way in, sealed piece by piece |
//! | `policy.rs` | who may know of a letter, and who may say which verb |
//! | `actions/` | one verb, one function |
//! | `queries.rs`, `views.rs`, `tracking.rs` | what the desk and the sender see |
//! | `duplicates.rs` | letters that say much the same, compared in memory |
//! | `redaction.rs` | what of a letter may be published, proposed |
//! | `mail.rs` | what the sender is told by e-mail |
//! | `statistics.rs` | letters in figures, from the change log |
//! | `routes/` | the doors |

pub mod actions;
pub mod duplicates;
pub mod intake;
pub mod mail;
pub mod policy;
pub mod private;
pub mod queries;
pub mod redaction;
mod routes;
pub mod settings;
pub mod statistics;
pub mod tracking;
pub mod uploads;
pub mod views;

pub use routes::configure;
