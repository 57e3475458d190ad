//! The HTTP door of consultations.

mod desk;
mod public;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn configure(cfg: &mut ServiceConfig) {
    public::configure(cfg);
    desk::configure(cfg);
}
