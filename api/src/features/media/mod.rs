//! Pictures and attachments: taken in, made harmless, described, shown on the desk. The public gets them only through a
//! publication that uses them (decision 17). Of a picture, the original as it came never leaves the house; documents, films
//! and recordings are kept and given out byte for byte.
//!
//! | file | what it does |
//! |---|---|
//! | `incoming.rs` | an upload arrives: limits, a nameless file on the disk, flat memory |
//! | `uploads.rs` | uploads that go on where a bad line broke off (tus) |
//! | `sniff.rs`, `limits.rs` | what the bytes are, how large each kind may be |
//! | `clamd.rs` | the virus scanner, where one is set up |
//! | `files.rs`, `extract/` | attachments: kept, measured, their words read with bounds |
//! | `prepare.rs` | pictures: bytes → pixels → renditions without EXIF; bombs refused; off the event loop, two at a time |
//! | `blur.rs` | a new picture with faces made unrecognisable |
//! | `redact.rs`, `redaction.rs` | a copy of a file with personal data masked |
//! | `docx_html.rs`, `proposal.rs` | a dropped document fills a form; old fonts by run |
//! | `actions.rs` | add a picture, describe it |
//! | `policy.rs` | who may see it, who may describe it |
//! | `queries.rs` | find one, list those one may see |
//! | `views.rs`, `routes.rs` | the desk's picture of it |
//!
//! Words: an *original* is what was uploaded; a *rendition* is a re-encoded copy of a bounded width.

pub mod actions;
mod blur;
mod clamd;
mod docx_html;
mod extract;
mod files;
mod incoming;
mod limits;
mod policy;
pub mod prepare;
mod proposal;
pub mod queries;
mod redact;
mod redaction;
mod routes;
mod sniff;
pub mod uploads;
pub mod views;

use utoipa_actix_web::service_config::ServiceConfig;

pub use prepare::{Prepared, Rendition, prepare};

pub use prepare::harmless as harmless_picture;

/// The routes of this room.
pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(routes::upload)
        .service(routes::list)
        .service(routes::one)
        .service(routes::describe)
        .service(routes::whole_file)
        .service(proposal::propose)
        .service(routes::bytes);
    cfg.service(proposal::convert_text).service(blur::blur).service(redaction::redact_media);
    cfg.service(uploads::begin).service(uploads::read).service(uploads::resume).service(uploads::end);
}
