//! Consultations (lấy ý kiến, Đ3.8): what the public says to a draft or a policy, and what becomes of it.
//!
//! Words: the public face of a consultation is an item of kind `consultation` (decision 13); a comment of the public is an
//! *opinion*. It is read by nobody outside before it is published, never edited, and what is left out of it is marked. Each
//! published opinion gets an *outcome*; the reception report is made of the outcomes.
//!
//! | file | what |
//! |---|---|
//! | `sending.rs` | taking in, adding files, following up by code and secret |
//! | `moderating.rs` | publishing with redactions, refusing, outcomes in groups |
//! | `policy.rs` | who moderates |
//! | `phases.rs` | opening and closing on time |
//! | `report.rs` | the reception report's text, made of the outcomes |
//! | `letters.rs` | what a sender who left an address is told |
//! | `queries.rs` | what everybody reads |
//! | `desk.rs` | what the desk reads |
//! | `open_data.rs` | published opinions as CSV and JSON |
//! | `views.rs` | the shapes of all of it |
//! | `routes/` | the HTTP door |

mod desk;
mod letters;
pub mod moderating;
mod open_data;
mod phases;
pub mod policy;
mod queries;
pub mod report;
mod routes;
pub mod sending;
pub mod views;

pub use letters::tell_senders;
pub use phases::turn_phase;
pub use routes::configure;
