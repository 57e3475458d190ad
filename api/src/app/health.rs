//! Is it alive, can it serve: for proxies and timetables.

use actix_web::{HttpResponse, get};
use sea_orm::EntityTrait;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::http::{Code, Problem, SiteRef};
use crate::store::entities::change_head;

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(healthz).service(readyz);
}

#[derive(Serialize, ToSchema)]
struct Health {
    #[schema(example = "ok")]
    status: String,
    #[schema(example = "0.1.0")]
    version: String,
}

impl Health {
    fn ok() -> Self {
        Self { status: "ok".into(), version: env!("CARGO_PKG_VERSION").into() }
    }
}

/// Alive: the process answers.
#[utoipa::path(get, path = "/healthz", operation_id = "healthz", tag = "operations", responses((status = 200, body = Health)))]
#[get("/healthz")]
async fn healthz() -> HttpResponse {
    HttpResponse::Ok().json(Health::ok())
}

/// Can serve: the database answers and is migrated, files can be reached. 503 otherwise.
#[utoipa::path(get, path = "/readyz", operation_id = "readyz", tag = "operations", responses((status = 200, body = Health)))]
#[get("/readyz")]
async fn readyz(site: SiteRef) -> Result<HttpResponse, Problem> {
    let away = || Problem { retry_after: Some(2), ..Problem::new(Code::Unavailable) };
    let head = change_head::Entity::find_by_id(1).one(site.read());
    let answered = tokio::time::timeout(std::time::Duration::from_secs(2), head).await;
    let head = answered.map_err(|_| away())?.map_err(|error| Problem { cause: Some(error.to_string()), ..away() })?;
    if head.is_none() || !site.settings.data_dir.is_dir() {
        return Err(away());
    }
    Ok(HttpResponse::Ok().json(Health::ok()))
}
