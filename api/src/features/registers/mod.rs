//! What is owed: the register of outgoing documents (sổ văn bản đi), the event log (Đ16), approvals of plans and projects.

use utoipa_actix_web::service_config::ServiceConfig;

/// Operations of this room.
pub fn configure(_cfg: &mut ServiceConfig) {}
