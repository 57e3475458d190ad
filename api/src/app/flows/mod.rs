//! Sentences in which two features must succeed together. A flow owns its route; nobody but the router knows it.

pub mod accept_invitation;
pub mod attach_to_opinion;
pub mod letter_uploads;
pub mod open_what_is_owed;
pub mod publish_answer;
pub mod reorganise;
pub mod report_on_consultation;
pub mod review_link;
