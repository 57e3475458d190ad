//! The HTTP door of urgent notices, their templates and the duty roster.

mod notices;
mod roster;
mod templates;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn configure(cfg: &mut ServiceConfig) {
    notices::configure(cfg);
    templates::configure(cfg);
    roster::configure(cfg);
}
