//! One writing, many uses: the text for Zalo, the loudspeaker script, the A4 poster with its QR code.

use utoipa_actix_web::service_config::ServiceConfig;

/// Operations of this room.
pub fn configure(_cfg: &mut ServiceConfig) {}
