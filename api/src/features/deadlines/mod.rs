//! The clock of Điều 7: calendars, rules, running clocks with their explanations, sweeps and escalation.

use utoipa_actix_web::service_config::ServiceConfig;

/// Operations of this room.
pub fn configure(_cfg: &mut ServiceConfig) {}
