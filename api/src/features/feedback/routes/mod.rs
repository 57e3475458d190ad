//! The HTTP door of reports and ratings, and the challenge of every form of the public.

mod ratings;
mod violations;

use actix_web::{HttpResponse, get};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::http::effort::{self, Challenge};
use crate::http::{Problem, Reply, SiteRef};

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(get_challenge);
    violations::configure(cfg);
    ratings::configure(cfg);
}

/// Something to work on before a form is sent
///
/// Nobody is remembered by it. Good for one sending within twelve hours.
#[utoipa::path(get, path = "/api/v1/challenge", operation_id = "get_challenge", tag = "public", responses((status = 200, body = Challenge)))]
#[get("/api/v1/challenge")]
async fn get_challenge(site: SiteRef) -> Result<HttpResponse, Problem> {
    Ok(Reply::ok(&effort::challenge(&site)?)?.send())
}
