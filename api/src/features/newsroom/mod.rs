//! The newsroom: items from a contributor's desk to the public page.
//!
//! Words: an *item* has one open *edition* (its working copy), frozen as *revisions*; *tasks* ask for decisions on a
//! revision; an *approval* keeps the hash it saw; *publishing* projects an approved revision to the public side.
//!
//! | file | what |
//! |---|---|
//! | `content.rs` | what a person writes, what a revision freezes, its hash |
//! | `kinds/` | the kinds of information, one file each |
//! | `definitions.rs` | kinds that an administrator defines |
//! | `relations.rs` | how documents bear on one another, at both ends |
//! | `consulting.rs` | what must be true at once when a consultation or its report is published |
//! | `requirements.rs` | what handing in and publishing need |
//! | `routing.rs` | which units review, and why (Điều 12–14) |
//! | `limits.rs` | how long a task may lie: its share of the item's clock |
//! | `attached.rs` | an attachment as the public gets it |
//! | `passages.rs` | its parts as plain text, for comments and flags |
//! | `flagging.rs` | automatic flags: lists in force and pure rules together |
//! | `freshness/` | what is to be looked at again, what is stale |
//! | `references.rs` | what a text uses, kept as an index |
//! | `policy.rs` | who may; pure, ends in deny |
//! | `desk.rs` | an item with its rows; policy and workflow asked together |
//! | `actions/` | one verb, one function |
//! | `project.rs` | the one projection to the public side |
//! | `queries/`, `views.rs`, `text_views.rs` | what the desk reads |
//! | `quick_send/` | a link by which a contributor hands in from a phone |
//! | `urgent/` | urgent notices, their templates, the duty roster |
//! | `routes/` | the HTTP door |

pub mod actions;
pub mod attached;
mod consulting;
pub mod content;
pub mod definitions;
pub mod desk;
pub mod flagging;
pub mod freshness;
pub mod kinds;
pub mod limits;
pub mod passages;
pub mod policy;
pub mod project;
pub mod queries;
mod quick_send;
pub mod references;
mod relations;
pub mod requirements;
pub mod routing;
pub mod text_views;
pub mod urgent;
pub mod views;

mod routes;

/// Every operation of the newsroom.
pub fn configure(cfg: &mut utoipa_actix_web::service_config::ServiceConfig) {
    routes::configure(cfg);
    urgent::configure(cfg);
}
