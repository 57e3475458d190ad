//! The HTTP door of reports and ratings.

mod ratings;
mod violations;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn configure(cfg: &mut ServiceConfig) {
    violations::configure(cfg);
    ratings::configure(cfg);
}
