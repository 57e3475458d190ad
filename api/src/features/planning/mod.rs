//! What the newsroom sets out to do: monthly orientation (Đ14.1), communication plans with quotas (Đ11.3a), assignments.

use utoipa_actix_web::service_config::ServiceConfig;

/// Operations of this room.
pub fn configure(_cfg: &mut ServiceConfig) {}
