//! The HTTP door of this room. Every operation needs a signed-in person: there is no public one.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post, put};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::orientation::{self, NewOrientation, WrittenOrientation};
use super::plans::{self, WrittenAssignment, WrittenPlan};
use super::queries;
use super::views::{OrientationDetail, Orientations, PlanDetail, PlanView};
use crate::http::page::PageRequest;
use crate::http::{Body, Caller, FieldError, IfMatch, Page, Problem, Query, Reply};
use crate::store::Work;

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(list_orientations).service(write_orientation).service(read_orientation).service(revise_orientation);
    cfg.service(list_plans).service(make_plan).service(read_plan).service(change_plan).service(assign).service(report);
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct MonthQuery {
    #[param(pattern = r"^[0-9]{4}-(0[1-9]|1[0-2])$", example = "2026-11")]
    month: Option<String>,
}

/// Orientation notices of the last two years, or of one month (Đ14.1)
///
/// For everybody who signs in at the desk, for nobody else.
#[utoipa::path(get, path = "/api/v1/desk/orientations", operation_id = "list_orientations", tag = "planning", params(MonthQuery), responses((status = 200, body = Orientations)), security(("bearer" = [])))]
#[get("/api/v1/desk/orientations")]
async fn list_orientations(caller: Caller, query: Query<MonthQuery>) -> Result<HttpResponse, Problem> {
    if query.month.as_deref().is_some_and(|m| !orientation::is_month(m)) {
        let fault = FieldError::new("/month", "bad_month", "Tháng viết như 2026-11.", "A month is written like 2026-11.");
        return Err(Problem::invalid(vec![fault]));
    }
    Ok(Reply::ok(&queries::orientations(caller.site.read(), &caller.actor, query.month.as_deref()).await?)?.send())
}

/// Write the notice of a month
#[utoipa::path(post, path = "/api/v1/desk/orientations", operation_id = "write_orientation", tag = "planning", params(("Idempotency-Key" = Option<String>, Header)), request_body = NewOrientation, responses((status = 201, body = OrientationDetail)), security(("bearer" = [])))]
#[post("/api/v1/desk/orientations")]
async fn write_orientation(caller: Caller, body: Body<NewOrientation>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let row = orientation::write(&mut work, &body.value).await?;
    let view = queries::orientation(work.db(), &caller.actor, row.id).await?;
    Reply::created(&view, format!("/api/v1/desk/orientations/{}", row.id))?.version(row.version).after(work).await
}

/// A notice with every version of its words
#[utoipa::path(get, path = "/api/v1/desk/orientations/{id}", operation_id = "read_orientation", tag = "planning", params(("id" = Uuid, Path)), responses((status = 200, body = OrientationDetail)), security(("bearer" = [])))]
#[get("/api/v1/desk/orientations/{id}")]
async fn read_orientation(caller: Caller, id: Path<Uuid>) -> Result<HttpResponse, Problem> {
    let view = queries::orientation(caller.site.read(), &caller.actor, *id).await?;
    let version = view.notice.version;
    Ok(Reply::ok(&view)?.version(version).send())
}

/// Revise a notice
#[utoipa::path(put, path = "/api/v1/desk/orientations/{id}", operation_id = "revise_orientation", tag = "planning", params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = WrittenOrientation, responses((status = 200, body = OrientationDetail)), security(("bearer" = [])))]
#[put("/api/v1/desk/orientations/{id}")]
async fn revise_orientation(
    caller: Caller,
    id: Path<Uuid>,
    seen: IfMatch,
    body: Body<WrittenOrientation>,
) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    orientation::revise(&mut work, *id, seen, &body.value).await?;
    let view = queries::orientation(work.db(), &caller.actor, *id).await?;
    let version = view.notice.version;
    Reply::ok(&view)?.version(version).after(work).await
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct PlansQuery {
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    cursor: Option<String>,
}

/// Communication plans and the board's plans of activity, latest first
#[utoipa::path(get, path = "/api/v1/desk/plans", operation_id = "list_plans", tag = "planning", params(PlansQuery), responses((status = 200, body = Page<PlanView>)), security(("bearer" = [])))]
#[get("/api/v1/desk/plans")]
async fn list_plans(caller: Caller, query: Query<PlansQuery>) -> Result<HttpResponse, Problem> {
    plans::may_read(&caller.actor)?;
    let page = PageRequest { limit: query.limit, cursor: query.cursor.clone() };
    Ok(Reply::ok(&queries::plans(caller.site.read(), &caller.actor, &page).await?)?.send())
}

/// Make a plan (Đ11.3a)
#[utoipa::path(post, path = "/api/v1/desk/plans", operation_id = "make_plan", tag = "planning", params(("Idempotency-Key" = Option<String>, Header)), request_body = WrittenPlan, responses((status = 201, body = PlanDetail)), security(("bearer" = [])))]
#[post("/api/v1/desk/plans")]
async fn make_plan(caller: Caller, body: Body<WrittenPlan>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let row = plans::make(&mut work, &body.value).await?;
    let view = queries::plan(work.db(), &caller.actor, row.id).await?;
    Reply::created(&view, format!("/api/v1/desk/plans/{}", row.id))?.version(row.version).after(work).await
}

/// A plan with its progress, counted from publications, and its work
#[utoipa::path(get, path = "/api/v1/desk/plans/{id}", operation_id = "read_plan", tag = "planning", params(("id" = Uuid, Path)), responses((status = 200, body = PlanDetail)), security(("bearer" = [])))]
#[get("/api/v1/desk/plans/{id}")]
async fn read_plan(caller: Caller, id: Path<Uuid>) -> Result<HttpResponse, Problem> {
    plans::may_read(&caller.actor)?;
    let view = queries::plan(caller.site.read(), &caller.actor, *id).await?;
    let version = view.plan.version;
    Ok(Reply::ok(&view)?.version(version).send())
}

/// Change a plan and its quotas
#[utoipa::path(put, path = "/api/v1/desk/plans/{id}", operation_id = "change_plan", tag = "planning", params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = WrittenPlan, responses((status = 200, body = PlanDetail)), security(("bearer" = [])))]
#[put("/api/v1/desk/plans/{id}")]
async fn change_plan(caller: Caller, id: Path<Uuid>, seen: IfMatch, body: Body<WrittenPlan>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    plans::change(&mut work, *id, seen, &body.value).await?;
    let view = queries::plan(work.db(), &caller.actor, *id).await?;
    let version = view.plan.version;
    Reply::ok(&view)?.version(version).after(work).await
}

/// Give work to a person or a unit
#[utoipa::path(post, path = "/api/v1/desk/plans/{id}/assignments", operation_id = "assign_plan_work", tag = "planning", params(("id" = Uuid, Path), ("Idempotency-Key" = Option<String>, Header)), request_body = WrittenAssignment, responses((status = 201, body = PlanDetail)), security(("bearer" = [])))]
#[post("/api/v1/desk/plans/{id}/assignments")]
async fn assign(caller: Caller, id: Path<Uuid>, body: Body<WrittenAssignment>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    plans::assign(&mut work, *id, &body.value).await?;
    let view = queries::plan(work.db(), &caller.actor, *id).await?;
    Reply::created(&view, format!("/api/v1/desk/plans/{id}"))?.version(view.plan.version).after(work).await
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReportWork)]
struct Report {
    #[schema(example = true)]
    done: bool,
    /// The item that the work became.
    #[serde(default)]
    item: Option<Uuid>,
}

/// Report assigned work as done, or as not done after all
///
/// `If-Match` is the version of the assignment.
#[utoipa::path(post, path = "/api/v1/desk/plan-assignments/{id}/report", operation_id = "report_plan_work", tag = "planning", params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = Report, responses((status = 200, body = PlanDetail)), security(("bearer" = [])))]
#[post("/api/v1/desk/plan-assignments/{id}/report")]
async fn report(caller: Caller, id: Path<Uuid>, seen: IfMatch, body: Body<Report>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let plan = plans::report(&mut work, *id, seen, body.done, body.item).await?;
    let view = queries::plan(work.db(), &caller.actor, plan).await?;
    Reply::ok(&view)?.after(work).await
}
