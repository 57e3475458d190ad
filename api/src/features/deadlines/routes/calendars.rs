//! Working calendars: read, and changed by whole new versions.

use std::collections::BTreeMap;

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::clocks::DryRun;
use crate::access::{Actor, Permission};
use crate::features::deadlines::actions::{self, Moved, NewVersion};
use crate::features::deadlines::queries::{clock_views, named, names_of_people};
use crate::features::deadlines::views::{CalendarDetail, CalendarVersionView, CalendarView, MovedClock, VersionOutcome};
use crate::http::{Body, Caller, FieldError, Problem, Query, Reply, Whole};
use crate::kernel::calendar::Sheet;
use crate::kernel::dates::{rfc3339_vn, to_vn};
use crate::kernel::words::ClockState;
use crate::store::entities::{calendar, calendar_version, clock};
use crate::store::{Site, Work, working_time};

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(list_calendars).service(read_calendar).service(add_calendar_version).service(read_holidays);
}

/// Working calendars
#[utoipa::path(get, path = "/api/v1/calendars", operation_id = "list_calendars", tag = "deadlines", responses((status = 200, body = Whole<CalendarView>)), security(("bearer" = [])))]
#[get("/api/v1/calendars")]
async fn list_calendars(caller: Caller) -> Result<HttpResponse, Problem> {
    caller.need(Permission::ClockRead)?;
    let rows = calendar::Entity::find().order_by_asc(calendar::Column::Code).all(caller.site.read()).await?;
    Ok(Reply::ok(&Whole { data: views(&caller.site, rows).await? })?.send())
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct VersionQuery {
    /// The newest when not said.
    #[param(minimum = 1)]
    version: Option<i64>,
}

/// A calendar with one of its versions
#[utoipa::path(get, path = "/api/v1/calendars/{code}", operation_id = "read_calendar", tag = "deadlines", params(("code" = String, Path), VersionQuery), responses((status = 200, body = CalendarDetail)), security(("bearer" = [])))]
#[get("/api/v1/calendars/{code}")]
async fn read_calendar(caller: Caller, code: Path<String>, query: Query<VersionQuery>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::ClockRead)?;
    let db = caller.site.read();
    let (row, version) = find(db, &code, query.version).await?;
    let calendar = views(&caller.site, vec![row]).await?.pop().ok_or_else(Problem::not_found)?;
    let detail = CalendarDetail { calendar, shown: version.no, sheet: serde_json::from_str(&version.content)? };
    Ok(Reply::ok(&detail)?.send())
}

/// The next version of a calendar, whole.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AddVersion {
    /// Number of the version it was made from; another one meanwhile is a conflict.
    #[schema(minimum = 1, example = 1)]
    based_on: i64,
    /// What the version says holds from this day on; the days before keep what was said for them.
    valid_from: NaiveDate,
    #[serde(default)]
    #[schema(max_length = 200, example = "Thông báo 6150/TB-BLĐTBXH")]
    decision: Option<String>,
    sheet: Sheet,
}

/// A new version of a calendar: open clocks are counted again, each move is logged
#[utoipa::path(
    post, path = "/api/v1/calendars/{code}/versions", operation_id = "add_calendar_version", tag = "deadlines",
    params(("code" = String, Path), DryRun, ("Idempotency-Key" = Option<String>, Header)), request_body = AddVersion,
    responses((status = 200, description = "Which open clocks move", body = VersionOutcome)), security(("bearer" = [])),
)]
#[post("/api/v1/calendars/{code}/versions")]
async fn add_calendar_version(
    caller: Caller,
    code: Path<String>,
    query: Query<DryRun>,
    body: Body<AddVersion>,
) -> Result<HttpResponse, Problem> {
    caller.need(Permission::ClockManage)?;
    let (dry_run, now) = (query.dry_run.unwrap_or(false), caller.site.clock.now());
    find(caller.site.read(), &code, None).await?;
    let fingerprint = body.fingerprint.clone();
    let AddVersion { based_on, valid_from, decision, sheet } = body.value;
    if !(1945..=2100).contains(&chrono::Datelike::year(&valid_from)) {
        let fault = FieldError::new("/valid_from", "date_out_of_range", "Năm phải từ 1945 đến 2100.", "The year must be 1945 to 2100.");
        return Err(Problem::invalid(vec![fault]));
    }
    let new = NewVersion { calendar: code.into_inner(), based_on, valid_from, decision, sheet };
    let would_move = actions::moved_by(caller.site.read(), &new).await?;
    if dry_run {
        let moved = moved_views(caller.site.read(), &caller.actor, would_move, now).await?;
        return Ok(Reply::ok(&VersionOutcome { no: based_on + 1, kept: false, moved })?.send());
    }
    let mut work = Work::begin(&caller.site, caller.call(&fingerprint)).await?;
    let rows = actions::add_version(&mut work, new).await?;
    let before: BTreeMap<Uuid, _> = would_move.into_iter().map(|m| (m.clock.id, m.clock)).collect();
    let moved = rows.into_iter().filter_map(|row| before.get(&row.id).map(|b| Moved { clock: b.clone(), new_due: row.due_at }));
    let moved = moved_views(work.db(), &work.actor, moved.collect(), work.now).await?;
    Reply::ok(&VersionOutcome { no: based_on + 1, kept: true, moved })?.after(work).await
}

/// A table of holidays as it is published by year.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Holidays {
    /// `{"years": {"2027": {"off": [{"date", "name", "kind", "status"}], "makeup_working_days": [{"date", "for_day_off"}]}}}`
    #[schema(value_type = Object)]
    table: serde_json::Value,
}

#[derive(Serialize, ToSchema)]
struct WithHolidays {
    /// The newest version with the years of the table put in; nothing is kept yet.
    sheet: Sheet,
}

/// Read a table of holidays into a calendar, to look at before keeping it
#[utoipa::path(
    post, path = "/api/v1/calendars/{code}/holidays", operation_id = "read_holidays", tag = "deadlines",
    params(("code" = String, Path)), request_body = Holidays,
    responses((status = 200, body = WithHolidays)), security(("bearer" = [])),
)]
#[post("/api/v1/calendars/{code}/holidays")]
async fn read_holidays(caller: Caller, code: Path<String>, body: Body<Holidays>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::ClockManage)?;
    let (_, version) = find(caller.site.read(), &code, None).await?;
    let sheet = actions::import_holidays(&serde_json::from_str(&version.content)?, &body.value.table.to_string())?;
    Ok(Reply::ok(&WithHolidays { sheet })?.send())
}

async fn find(db: &impl ConnectionTrait, code: &str, version: Option<i64>) -> Result<(calendar::Model, calendar_version::Model), Problem> {
    if code.contains('\0') {
        return Err(Problem::not_found());
    }
    let row = calendar::Entity::find_by_id(code).one(db).await?.ok_or_else(Problem::not_found)?;
    let mut versions = calendar_version::Entity::find().filter(calendar_version::Column::Calendar.eq(code));
    if let Some(no) = version {
        versions = versions.filter(calendar_version::Column::No.eq(no));
    }
    let version = versions.order_by_desc(calendar_version::Column::No).one(db).await?.ok_or_else(Problem::not_found)?;
    Ok((row, version))
}

async fn views(site: &Site, rows: Vec<calendar::Model>) -> Result<Vec<CalendarView>, Problem> {
    let db = site.read();
    let default = working_time::setting(db, to_vn(site.clock.now()).date_naive()).await?.calendar;
    let versions = calendar_version::Entity::find().order_by_desc(calendar_version::Column::No).all(db).await?;
    let people = names_of_people(db, versions.iter().filter_map(|v| v.created_by)).await?;
    let mut views = vec![];
    for row in rows {
        let of_row = versions.iter().filter(|v| v.calendar == row.code);
        let of_row = of_row.map(|v| CalendarVersionView {
            no: v.no,
            valid_from: v.valid_from,
            decision: v.decision.clone(),
            created_at: rfc3339_vn(v.created_at),
            created_by: v.created_by.map(|p| named(&people, p)),
        });
        let of_row: Vec<_> = of_row.collect();
        let open = clock::Entity::find().filter(clock::Column::State.eq(ClockState::Running));
        views.push(CalendarView {
            is_default: row.code == default,
            no: of_row.first().map_or(0, |v| v.no),
            versions: of_row,
            open_clocks: open.filter(clock::Column::Calendar.eq(&row.code)).count(db).await?,
            code: row.code,
            name: row.name,
            name_en: row.name_en,
        });
    }
    Ok(views)
}

async fn moved_views(
    db: &impl ConnectionTrait,
    actor: &Actor,
    moved: Vec<Moved>,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<Vec<MovedClock>, Problem> {
    let new: BTreeMap<Uuid, String> = moved.iter().map(|m| (m.clock.id, rfc3339_vn(m.new_due))).collect();
    let views = clock_views(db, actor, moved.into_iter().map(|m| m.clock).collect(), now).await?;
    let told = views.into_iter().map(|v| MovedClock {
        new_due: new.get(&v.id).cloned().unwrap_or_default(),
        id: v.id,
        title: v.title,
        rule_name: v.rule_name,
        unit: v.unit,
        old_due: v.due_at,
    });
    Ok(told.collect())
}
