//! A unit goes over into another: from a day on its open reviews, routing rules, sections, roles, people and items are the
//! successor's. Several rooms change together, so it is a flow. What was done before keeps its unit.

use actix_web::{HttpResponse, get, post};
use chrono::{Days, NaiveDate};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::access::Permission;
use crate::features::{directory, media, newsroom, people};
use crate::http::{Body, Caller, FieldError, Problem, Query, Reply, Whole};
use crate::kernel::dates::{rfc3339_vn, to_vn};
use crate::kernel::public::UnitName;
use crate::kernel::text::clean_line;
use crate::store::entities::{org_unit, reorganisation};
use crate::store::{Change, Work};

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(list_reorganisations).service(reorganise);
}

/// How much went over, or would.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct Moved {
    /// Open field reviews.
    pub tasks: u64,
    pub routing_rules: u64,
    /// Sections that the unit answered for.
    pub sections: u64,
    /// Roles held in the unit.
    pub assignments: u64,
    /// People whose home unit it was.
    pub people: u64,
    pub items: u64,
    pub pictures: u64,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReorganisationView {
    pub id: Uuid,
    pub unit: UnitName,
    pub successor: UnitName,
    /// The decision behind it.
    pub citation: String,
    /// The first day of the successor.
    pub effective_on: NaiveDate,
    /// Absent while it lies ahead.
    pub done_at: Option<String>,
    pub moved: Option<Moved>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Reorganise {
    unit: Uuid,
    successor: Uuid,
    #[schema(min_length = 1, max_length = 300, example = "Nghị quyết số 12/NQ-HĐND ngày 10/11/2026")]
    citation: String,
    /// Today: at once. Later: on that day, by the program.
    effective_on: NaiveDate,
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct Preview {
    /// `true`: say what would go over, change nothing.
    dry_run: bool,
}

/// Reorganisations, newest first.
#[utoipa::path(get, path = "/api/v1/moderation/reorganisations", operation_id = "list_reorganisations", tag = "moderation", responses((status = 200, body = Whole<ReorganisationView>)), security(("bearer" = [])))]
#[get("/api/v1/moderation/reorganisations")]
async fn list_reorganisations(caller: Caller) -> Result<HttpResponse, Problem> {
    caller.need(Permission::RoutingManage)?;
    let db = caller.site.read();
    let rows = reorganisation::Entity::find().order_by_desc(reorganisation::Column::CreatedAt).order_by_desc(reorganisation::Column::Id);
    let mut data = vec![];
    for row in rows.limit(200).all(db).await? {
        data.push(view(db, row).await?);
    }
    Ok(Reply::ok(&Whole { data })?.send())
}

/// Lets a unit go over into another from a day on, or says what would go over.
#[utoipa::path(post, path = "/api/v1/moderation/reorganisations", operation_id = "reorganise", tag = "moderation", params(("Idempotency-Key" = Option<String>, Header), Preview), request_body = Reorganise, responses((status = 200, body = ReorganisationView)), security(("bearer" = [])))]
#[post("/api/v1/moderation/reorganisations")]
async fn reorganise(caller: Caller, asked: Query<Preview>, body: Body<Reorganise>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::RoutingManage)?;
    let mut call = caller.call(&body.fingerprint);
    if asked.dry_run {
        call.key = None;
    }
    let mut work = Work::begin(&caller.site, call).await?;
    let mut row = plan(&mut work, &body.value).await?;
    if asked.dry_run || row.effective_on == to_vn(work.now).date_naive() {
        row = carry_out(&mut work, row).await?;
    }
    if asked.dry_run {
        row.done_at = None;
    }
    let told = Reply::ok(&view(work.db(), row).await?)?;
    if asked.dry_run { Ok(told.send()) } else { told.after(work).await }
}

async fn view(db: &impl ConnectionTrait, row: reorganisation::Model) -> Result<ReorganisationView, Problem> {
    let units = org_unit::Entity::find().filter(org_unit::Column::Id.is_in([row.unit_id, row.successor_id])).all(db).await?;
    let name = |id: Uuid| UnitName { id, name: units.iter().find(|u| u.id == id).map(|u| u.name.clone()).unwrap_or_default() };
    Ok(ReorganisationView {
        id: row.id,
        unit: name(row.unit_id),
        successor: name(row.successor_id),
        citation: row.citation,
        effective_on: row.effective_on,
        done_at: row.done_at.map(rfc3339_vn),
        moved: row.moved.map(|m| serde_json::from_str(&m)).transpose()?,
    })
}

async fn plan(work: &mut Work<'_>, asked: &Reorganise) -> Result<reorganisation::Model, Problem> {
    let (today, on) = (to_vn(work.now).date_naive(), asked.effective_on);
    let mut faults = vec![];
    if on < today || on > today + Days::new(366) {
        faults.push(FieldError::new("/effective_on", "not_ahead", "Từ hôm nay đến một năm tới.", "From today to a year ahead."));
    }
    if asked.unit == asked.successor {
        faults.push(FieldError::new("/successor", "same_unit", "Chọn một đơn vị khác.", "Choose another unit."));
    }
    for (pointer, id) in [("/unit", asked.unit), ("/successor", asked.successor)] {
        let found = org_unit::Entity::find_by_id(id).one(work.db()).await?;
        if found.is_none_or(|u| u.valid_from >= on || u.valid_to.is_some_and(|end| end < on)) {
            faults.push(FieldError::new(pointer, "unknown", "Ngày đó không có đơn vị này.", "There is no such unit on that day."));
        }
    }
    let planned = reorganisation::Entity::find()
        .filter(reorganisation::Column::UnitId.is_in([asked.unit, asked.successor]))
        .filter(reorganisation::Column::DoneAt.is_null());
    if planned.one(work.db()).await?.is_some() {
        faults.push(FieldError::new("/unit", "planned", "Đã có kế hoạch sắp xếp đơn vị này.", "It is planned to go over already."));
    }
    let citation = clean_line(&asked.citation).ok().filter(|c| (1..=300).contains(&c.chars().count()));
    if citation.is_none() {
        faults.push(FieldError::new(
            "/citation",
            "length",
            "Cần ghi quyết định, tối đa 300 ký tự.",
            "Name the decision in 1 to 300 characters.",
        ));
    }
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let row = reorganisation::Model {
        id: work.id(),
        unit_id: asked.unit,
        successor_id: asked.successor,
        citation: citation.unwrap_or_default(),
        effective_on: on,
        moved: None,
        created_by: work.actor.person,
        created_at: work.now,
        done_at: None,
    };
    reorganisation::Entity::insert(row.clone().into_active_model()).exec_without_returning(work.db()).await?;
    work.record(Change::ReorganisationPlanned { reorganisation: row.id, unit: row.unit_id, successor: row.successor_id, on });
    Ok(row)
}

/// The worker's step on the day. Returns whether there was anything left to do.
pub async fn carry_out_due(work: &mut Work<'_>, id: Uuid) -> Result<bool, Problem> {
    let row = reorganisation::Entity::find_by_id(id).lock_exclusive().one(work.db()).await?;
    let Some(row) = row.filter(|r| r.done_at.is_none() && r.effective_on <= to_vn(work.now).date_naive()) else { return Ok(false) };
    carry_out(work, row).await?;
    Ok(true)
}

async fn carry_out(work: &mut Work<'_>, mut row: reorganisation::Model) -> Result<reorganisation::Model, Problem> {
    let (from, to, on) = (row.unit_id, row.successor_id, row.effective_on);
    // The tasks go first: the people who owed them are still found in the old unit.
    let (tasks, items) = newsroom::actions::succeed_unit(work, from, to).await?;
    let (routing_rules, sections) = directory::succeed_unit(work, from, to, on).await?;
    let (assignments, people) = people::succeed_unit(work, from, to, on).await?;
    let pictures = media::actions::succeed_unit(work, from, to).await?;
    let moved = Moved { tasks, routing_rules, sections, assignments, people, items, pictures };
    row.moved = Some(serde_json::to_string(&moved)?);
    row.done_at = Some(work.now);
    let mut active = row.clone().into_active_model();
    active.moved = Set(row.moved.clone());
    active.done_at = Set(row.done_at);
    active.update(work.db()).await?;
    work.record(Change::Reorganised {
        reorganisation: row.id,
        unit: from,
        successor: to,
        tasks,
        rules: routing_rules,
        sections,
        assignments,
        people,
        items,
    });
    Ok(row)
}
