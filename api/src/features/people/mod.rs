//! Who holds which role when: assignments, delegations and leave, bodies formed by decisions, registers of contributors and participants, invitations, the opening checklist.

use utoipa_actix_web::service_config::ServiceConfig;

/// Operations of this room.
pub fn configure(_cfg: &mut ServiceConfig) {}
