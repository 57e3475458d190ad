//! Telling people: the in-app inbox, e-mail, quiet hours, the morning list.

use utoipa_actix_web::service_config::ServiceConfig;

/// Operations of this room.
pub fn configure(_cfg: &mut ServiceConfig) {}
