//! Facts of Điều 3 that changed.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{asking, reader};
use crate::access::Permission;
use crate::features::registers::facts::{self, WrittenFact};
use crate::features::registers::queries::Asking;
use crate::features::registers::views::FactView;
use crate::http::page::PageRequest;
use crate::http::{Body, Caller, IfMatch, Page, Problem, Query, Reply};
use crate::store::Work;

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(list).service(changed).service(close);
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct FactQuery {
    open: Option<bool>,
    unit: Option<Uuid>,
    /// Only what makes this item stale; for everybody who may see the item.
    item: Option<Uuid>,
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    cursor: Option<String>,
}

/// Changed facts and the pages that show them, newest first
#[utoipa::path(get, path = "/api/v1/desk/fact-changes", operation_id = "list_fact_changes", tag = "registers", params(FactQuery), responses((status = 200, body = Page<FactView>)), security(("bearer" = [])))]
#[get("/api/v1/desk/fact-changes")]
async fn list(caller: Caller, query: Query<FactQuery>) -> Result<HttpResponse, Problem> {
    let Query(asked) = query;
    let asking = asking(&caller).await?;
    match asked.item {
        Some(_) => caller.need(Permission::HistoryRead)?,
        None => reader(&asking)?,
    }
    let page = PageRequest { limit: asked.limit, cursor: asked.cursor };
    Ok(Reply::ok(&asking.facts(asked.open, asked.unit, asked.item, &page).await?)?.send())
}

/// Say that a fact changed
///
/// At once an update task of its unit (Đ6.7); the items named are stale until their next edition is public.
#[utoipa::path(post, path = "/api/v1/desk/fact-changes", operation_id = "report_fact_change", tag = "registers", params(("Idempotency-Key" = Option<String>, Header)), request_body = WrittenFact, responses((status = 201, body = FactView)), security(("bearer" = [])))]
#[post("/api/v1/desk/fact-changes")]
async fn changed(caller: Caller, body: Body<WrittenFact>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let row = facts::changed(&mut work, &body.value).await?;
    let view = Asking::new(work.db(), &caller.actor, work.now).await?.fact(row.id).await?;
    Reply::created(&view, format!("/api/v1/desk/fact-changes/{}", row.id))?.version(row.version).after(work).await
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CloseFact {
    #[schema(min_length = 1, max_length = 1000, example = "Trang liên hệ đã được thay bằng trang mới.")]
    note: String,
}

/// Close an update task by hand
#[utoipa::path(post, path = "/api/v1/desk/fact-changes/{id}/close", operation_id = "close_fact_change", tag = "registers", params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = CloseFact, responses((status = 200, body = FactView)), security(("bearer" = [])))]
#[post("/api/v1/desk/fact-changes/{id}/close")]
async fn close(caller: Caller, id: Path<Uuid>, seen: IfMatch, body: Body<CloseFact>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    facts::close(&mut work, *id, seen, &body.note).await?;
    let view = Asking::new(work.db(), &caller.actor, work.now).await?.fact(*id).await?;
    let version = view.version;
    Reply::ok(&view)?.version(version).after(work).await
}
