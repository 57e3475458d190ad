//! Sentences in which two features must succeed together. A flow owns its route; nobody but the router knows it.

pub mod accept_invitation;
pub mod attach_to_opinion;
pub mod open_what_is_owed;
pub mod reorganise;
pub mod report_on_consultation;
pub mod review_link;
pub mod tell_senders;
