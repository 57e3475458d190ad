//! A door: what others pull from us. The change feed now; OAI-PMH, webhooks and harvest come to live here.

use utoipa_actix_web::service_config::ServiceConfig;

pub mod changes;

/// The addresses of the door.
pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(changes::list_changes);
}
