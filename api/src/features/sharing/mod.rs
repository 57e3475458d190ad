//! One writing, many uses (`domain.md` §10): the text for Zalo, the loudspeaker script, the A4 poster with its QR code.
//! All of it is made from the publication the public has; a draft has no other uses.
//!
//! | file | what it does |
//! |---|---|
//! | `zalo.rs`, `loudspeaker.rs` | the texts, pure |
//! | `queries.rs` | the publication and the list of abbreviations of the day |
//! | `actions.rs` | says how an abbreviation is spoken, from a day on |
//! | `views.rs`, `routes.rs` | the answers |

pub mod actions;
mod loudspeaker;
mod queries;
mod routes;
mod views;
mod zalo;

use utoipa_actix_web::service_config::ServiceConfig;

/// Operations of this room.
pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(routes::sharing).service(routes::qr_code);
    cfg.service(routes::list_abbreviations).service(routes::set_abbreviation).service(routes::end_abbreviation);
}
