//! Urgent notices (tin khẩn): out within two minutes at any hour, checked by the board the next working morning.
//!
//! Words: a *template* has named *blanks*; the board approves a *revision* of it, and that approval is what a filled notice
//! rests on (decision 7, basis `template`). Beyond templates the editor-in-chief or a deputy publishes at once with a reason
//! (basis `emergency`). Either way the notice is an item of kind `notice`; what makes it urgent is its mark in the details,
//! from which the banner is made. It never lies in a draft state: it is written and let out in one work.
//!
//! | file | what |
//! |---|---|
//! | `blanks.rs` | a template's text and its blanks; pure |
//! | `templates.rs` | templates: written, revised, approved by other eyes, retired |
//! | `notices.rs` | letting out, from a template or at once |
//! | `thread.rs` | updates, another end of display, the end |
//! | `check.rs` | the after-check (hậu kiểm) |
//! | `roster.rs` | the duty roster; who holds a shift is `duty_approver` while it lasts |
//! | `queries.rs`, `views.rs` | what the desk reads |
//! | `routes/` | the HTTP door |

pub mod blanks;
pub mod check;
pub mod notices;
pub mod queries;
pub mod roster;
pub mod templates;
pub mod thread;
pub mod views;

mod routes;

pub use routes::configure;

/// `item.source_type` of an urgent notice.
pub const SOURCE: &str = "urgent";
