//! The event log and approvals.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post, put};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{asking, reader};
use crate::features::registers::logs::{self, WrittenApproval, WrittenEvent};
use crate::features::registers::queries::{Asking, DutyFilter};
use crate::features::registers::views::{ApprovalView, EventView};
use crate::http::page::PageRequest;
use crate::http::{Body, Caller, IfMatch, Page, Problem, Query, Reply};
use crate::kernel::words::{DutyState, Happening, Matter};
use crate::store::Work;

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(list_events).service(log_event).service(correct_event);
    cfg.service(list_approvals).service(log_approval).service(correct_approval);
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct EventQuery {
    state: Option<DutyState>,
    unit: Option<Uuid>,
    #[param(pattern = r"^[0-9]{4}-(0[1-9]|1[0-2])$", example = "2026-11")]
    month: Option<String>,
    /// Its news is owed and past the due date.
    overdue: Option<bool>,
    happening: Option<Happening>,
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    cursor: Option<String>,
}

/// The event log (Đ16), latest start first
#[utoipa::path(get, path = "/api/v1/desk/events", operation_id = "list_events", tag = "registers", params(EventQuery), responses((status = 200, body = Page<EventView>)), security(("bearer" = [])))]
#[get("/api/v1/desk/events")]
async fn list_events(caller: Caller, query: Query<EventQuery>) -> Result<HttpResponse, Problem> {
    let Query(asked) = query;
    let asking = asking(&caller).await?;
    reader(&asking)?;
    let filter = DutyFilter { state: asked.state, unit: asked.unit, month: asked.month, overdue: asked.overdue.unwrap_or(false) };
    let page = PageRequest { limit: asked.limit, cursor: asked.cursor };
    Ok(Reply::ok(&asking.events(&filter, asked.happening, &page).await?)?.send())
}

/// Log an event
///
/// Planned, or taken place: then its news is owed within 8 working hours from its start (Đ7.1).
#[utoipa::path(post, path = "/api/v1/desk/events", operation_id = "log_event", tag = "registers", params(("Idempotency-Key" = Option<String>, Header)), request_body = WrittenEvent, responses((status = 201, body = EventView)), security(("bearer" = [])))]
#[post("/api/v1/desk/events")]
async fn log_event(caller: Caller, body: Body<WrittenEvent>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let row = logs::log_event(&mut work, &body.value).await?;
    let view = Asking::new(work.db(), &caller.actor, work.now).await?.event(row.id).await?;
    Reply::created(&view, format!("/api/v1/desk/events/{}", row.id))?.version(row.version).after(work).await
}

/// Correct an event, say that it took place, or call it off
#[utoipa::path(put, path = "/api/v1/desk/events/{id}", operation_id = "correct_event", tag = "registers", params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = WrittenEvent, responses((status = 200, body = EventView)), security(("bearer" = [])))]
#[put("/api/v1/desk/events/{id}")]
async fn correct_event(caller: Caller, id: Path<Uuid>, seen: IfMatch, body: Body<WrittenEvent>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    logs::correct_event(&mut work, *id, seen, &body.value).await?;
    let view = Asking::new(work.db(), &caller.actor, work.now).await?.event(*id).await?;
    let version = view.duty.version;
    Reply::ok(&view)?.version(version).after(work).await
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct ApprovalQuery {
    state: Option<DutyState>,
    unit: Option<Uuid>,
    #[param(pattern = r"^[0-9]{4}-(0[1-9]|1[0-2])$", example = "2026-11")]
    month: Option<String>,
    /// Owed and past the due date.
    overdue: Option<bool>,
    matter: Option<Matter>,
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    cursor: Option<String>,
}

/// Approvals of plans and projects, decisions to publish statistics; latest first
#[utoipa::path(get, path = "/api/v1/desk/approvals", operation_id = "list_approvals", tag = "registers", params(ApprovalQuery), responses((status = 200, body = Page<ApprovalView>)), security(("bearer" = [])))]
#[get("/api/v1/desk/approvals")]
async fn list_approvals(caller: Caller, query: Query<ApprovalQuery>) -> Result<HttpResponse, Problem> {
    let Query(asked) = query;
    let asking = asking(&caller).await?;
    reader(&asking)?;
    let filter = DutyFilter { state: asked.state, unit: asked.unit, month: asked.month, overdue: asked.overdue.unwrap_or(false) };
    let page = PageRequest { limit: asked.limit, cursor: asked.cursor };
    Ok(Reply::ok(&asking.approvals(&filter, asked.matter, &page).await?)?.send())
}

/// Log an approval
///
/// Its publication is owed within 10 working days (Đ7.4, Đ7.6).
#[utoipa::path(post, path = "/api/v1/desk/approvals", operation_id = "log_approval", tag = "registers", params(("Idempotency-Key" = Option<String>, Header)), request_body = WrittenApproval, responses((status = 201, body = ApprovalView)), security(("bearer" = [])))]
#[post("/api/v1/desk/approvals")]
async fn log_approval(caller: Caller, body: Body<WrittenApproval>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let row = logs::log_approval(&mut work, &body.value).await?;
    let view = Asking::new(work.db(), &caller.actor, work.now).await?.approval(row.id).await?;
    Reply::created(&view, format!("/api/v1/desk/approvals/{}", row.id))?.version(row.version).after(work).await
}

/// Correct an approval
#[utoipa::path(put, path = "/api/v1/desk/approvals/{id}", operation_id = "correct_approval", tag = "registers", params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = WrittenApproval, responses((status = 200, body = ApprovalView)), security(("bearer" = [])))]
#[put("/api/v1/desk/approvals/{id}")]
async fn correct_approval(caller: Caller, id: Path<Uuid>, seen: IfMatch, body: Body<WrittenApproval>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    logs::correct_approval(&mut work, *id, seen, &body.value).await?;
    let view = Asking::new(work.db(), &caller.actor, work.now).await?.approval(*id).await?;
    let version = view.duty.version;
    Reply::ok(&view)?.version(version).after(work).await
}
