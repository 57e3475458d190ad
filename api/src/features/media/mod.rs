//! Pictures: taken in, made harmless, described, shown on the desk. The public gets a rendition only through a
//! publication that uses it (decision 17); the original as it came never leaves the house.
//!
//! | file | what it does |
//! |---|---|
//! | `incoming.rs` | an upload arrives: limits, a nameless file on the disk, flat memory |
//! | `uploads.rs` | uploads that go on where a bad line broke off (tus) |
//! | `prepare.rs` | bytes → pixels → renditions without EXIF; bombs refused; off the event loop, two at a time |
//! | `actions.rs` | add a picture, describe it |
//! | `policy.rs` | who may see it, who may describe it |
//! | `queries.rs` | find one, list those one may see |
//! | `views.rs`, `routes.rs` | the desk's picture of it |
//!
//! Words: an *original* is what was uploaded; a *rendition* is a re-encoded copy of a bounded width.

pub mod actions;
mod incoming;
mod policy;
pub mod prepare;
pub mod queries;
mod routes;
pub mod uploads;
pub mod views;

use utoipa_actix_web::service_config::ServiceConfig;

pub use prepare::{Prepared, Rendition, prepare};

/// The routes of this room.
pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(routes::upload).service(routes::list).service(routes::one).service(routes::describe).service(routes::bytes);
    cfg.service(uploads::begin).service(uploads::read).service(uploads::resume).service(uploads::end);
}
