//! The duty roster.

use actix_web::web::Path;
use actix_web::{HttpResponse, delete, get, post, put};
use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::features::newsroom::urgent::queries;
use crate::features::newsroom::urgent::roster::{self, Shift};
use crate::features::newsroom::urgent::views::{Copied, DutyPersonView, RosterView};
use crate::http::page::Whole;
use crate::http::{Body, Caller, IfMatch, Problem, Query, Reply};
use crate::kernel::dates::to_vn;
use crate::store::Work;

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(read_roster).service(list_people).service(add_shift).service(copy_week).service(change_shift).service(remove_shift);
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct WeekQuery {
    /// The Monday; this week when not said.
    #[param(example = "2026-11-23")]
    week: Option<NaiveDate>,
}

/// A week of the roster, the hours without anybody, and who is on duty now.
#[utoipa::path(get, path = "/api/v1/desk/duty", operation_id = "read_roster", tag = "urgent", params(WeekQuery), responses((status = 200, body = RosterView)), security(("bearer" = [])))]
#[get("/api/v1/desk/duty")]
async fn read_roster(caller: Caller, query: Query<WeekQuery>) -> Result<HttpResponse, Problem> {
    let now = caller.site.clock.now();
    let today = to_vn(now).date_naive();
    let monday = query.week.unwrap_or(today - TimeDelta::days(today.weekday().num_days_from_monday().into()));
    Ok(Reply::ok(&queries::roster_week(caller.site.read(), &caller.actor, monday, now).await?)?.send())
}

/// Who can be put on duty.
#[utoipa::path(get, path = "/api/v1/desk/duty/people", operation_id = "list_duty_people", tag = "urgent", responses((status = 200, body = Whole<DutyPersonView>)), security(("bearer" = [])))]
#[get("/api/v1/desk/duty/people")]
async fn list_people(caller: Caller) -> Result<HttpResponse, Problem> {
    Ok(Reply::ok(&Whole { data: queries::duty_people(caller.site.read(), &caller.actor).await? })?.send())
}

/// A shift; at most seven days.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ShiftBody {
    user: Uuid,
    /// May act in the same time.
    #[serde(default)]
    substitute: Option<Uuid>,
    #[schema(example = "2026-11-23T17:00:00+07:00")]
    from: DateTime<Utc>,
    #[schema(example = "2026-11-24T07:30:00+07:00")]
    to: DateTime<Utc>,
}

impl From<ShiftBody> for Shift {
    fn from(body: ShiftBody) -> Self {
        Self { user: body.user, substitute: body.substitute, from: body.from, to: body.to }
    }
}

/// The week in which `at` lies, as this work leaves it.
async fn answer(caller: &Caller, work: Work<'_>, at: DateTime<Utc>, status: u16) -> Result<HttpResponse, Problem> {
    let day = to_vn(at).date_naive();
    let monday = day - TimeDelta::days(day.weekday().num_days_from_monday().into());
    let view = queries::roster_week(work.db(), &caller.actor, monday, work.now).await?;
    Reply::json(status, &view)?.after(work).await
}

/// Puts a person on duty. Answers with the week of the shift.
#[utoipa::path(post, path = "/api/v1/desk/duty/shifts", operation_id = "add_shift", tag = "urgent",
    params(("Idempotency-Key" = Option<String>, Header)),
    request_body = ShiftBody, responses((status = 201, body = RosterView)), security(("bearer" = [])))]
#[post("/api/v1/desk/duty/shifts")]
async fn add_shift(caller: Caller, body: Body<ShiftBody>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let shift = Shift::from(body.value);
    let from = shift.from;
    roster::add(&mut work, shift).await?;
    answer(&caller, work, from, 201).await
}

/// Changes a shift that is not over.
#[utoipa::path(put, path = "/api/v1/desk/duty/shifts/{id}", operation_id = "change_shift", tag = "urgent",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)),
    request_body = ShiftBody, responses((status = 200, body = RosterView)), security(("bearer" = [])))]
#[put("/api/v1/desk/duty/shifts/{id}")]
async fn change_shift(caller: Caller, id: Path<Uuid>, seen: IfMatch, body: Body<ShiftBody>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let shift = Shift::from(body.value);
    let from = shift.from;
    roster::change(&mut work, *id, seen, shift).await?;
    answer(&caller, work, from, 200).await
}

/// Takes a shift off the roster; one that has begun ends now.
#[utoipa::path(delete, path = "/api/v1/desk/duty/shifts/{id}", operation_id = "remove_shift", tag = "urgent",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)), responses((status = 204)), security(("bearer" = [])))]
#[delete("/api/v1/desk/duty/shifts/{id}")]
async fn remove_shift(caller: Caller, id: Path<Uuid>, seen: IfMatch) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call("")).await?;
    roster::remove(&mut work, *id, seen).await?;
    work.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CopyWeek {
    /// The Monday of the week to fill; the week before is copied.
    #[schema(example = "2026-11-30")]
    week: NaiveDate,
}

/// Copies the week before. What stands there already stays.
#[utoipa::path(post, path = "/api/v1/desk/duty/copy", operation_id = "copy_week", tag = "urgent",
    params(("Idempotency-Key" = Option<String>, Header)),
    request_body = CopyWeek, responses((status = 200, body = Copied)), security(("bearer" = [])))]
#[post("/api/v1/desk/duty/copy")]
async fn copy_week(caller: Caller, body: Body<CopyWeek>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let copied = roster::copy_week(&mut work, body.week).await?;
    Reply::ok(&Copied { copied })?.after(work).await
}
