//! Đôn đốc (Đ11.2b, đ): a unit is reminded of what it owes or is late with; who reminded whom of what, and when, is kept.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::{HttpResponse, get, post};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::access::{Actor, Permission};
use crate::http::page::{self, sane_instant};
use crate::http::{Body, Caller, Cursor, FieldError, Page, PageRequest, Problem, Query, Reply};
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::text::clean_block;
use crate::kernel::words::ClockState;
use crate::store::entities::{app_user, clock, org_unit, reminder};
use crate::store::{Change, Work};

const MOST_CLOCKS: usize = 100;
const NOTE: usize = 500;

/// A reminder to a unit.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewReminder {
    /// Whose duties they are.
    unit: Uuid,
    /// The running clocks it is about, all of that unit.
    #[schema(min_items = 1, max_items = 100)]
    clocks: Vec<Uuid>,
    /// A word along with it; seen at the desk by that unit and those who remind.
    #[serde(default)]
    #[schema(max_length = 500, example = "Đề nghị đăng trước 16 giờ hôm nay.")]
    note: Option<String>,
}

/// A reminder as it was sent.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReminderView {
    id: Uuid,
    #[schema(example = "2026-11-23T08:00:00+07:00")]
    at: String,
    unit_id: Uuid,
    #[schema(example = "Phòng Văn hóa - Xã hội")]
    unit_name: String,
    #[schema(example = "Tổ Thư ký")]
    sent_by: String,
    clocks: Vec<Uuid>,
    note: Option<String>,
}

/// Remind a unit of what it owes (Đ11.2b, đ)
#[utoipa::path(post, path = "/api/v1/reminders", operation_id = "remind_unit", tag = "notices", request_body = NewReminder,
    responses((status = 201, body = ReminderView)), security(("bearer" = [])))]
#[post("/api/v1/reminders")]
pub async fn remind(caller: Caller, body: Body<NewReminder>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::ClockManage)?;
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let row = send(&mut work, &body, caller.user).await?;
    let view = views(work.db(), vec![row.clone()]).await?.pop();
    Reply::created(&view, format!("/api/v1/reminders?unit={}", row.unit_id))?.after(work).await
}

async fn send(work: &mut Work<'_>, new: &NewReminder, sender: Uuid) -> Result<reminder::Model, Problem> {
    let mut faults = vec![];
    let note = match new.note.as_deref().map(clean_block).transpose() {
        Ok(note) => note.filter(|text| !text.is_empty()),
        Err(fault) => {
            faults.push(FieldError::text("/note", fault));
            None
        }
    };
    if note.as_ref().is_some_and(|text| text.chars().count() > NOTE) {
        faults.push(FieldError::new("/note", "too_long", "Tối đa 500 ký tự.", "At most 500 characters."));
    }
    let clocks: BTreeSet<Uuid> = new.clocks.iter().copied().collect();
    if clocks.is_empty() || new.clocks.len() > MOST_CLOCKS {
        faults.push(FieldError::new("/clocks", "length", "Chọn từ 1 đến 100 việc.", "Choose 1 to 100 duties."));
    } else {
        let running = clock::Entity::find()
            .filter(clock::Column::Id.is_in(clocks.clone()))
            .filter(clock::Column::UnitId.eq(new.unit))
            .filter(clock::Column::State.eq(ClockState::Running));
        if running.all(work.db()).await?.len() != clocks.len() {
            let (vi, en) = ("Có việc đã xong hoặc không thuộc đơn vị này.", "Some of it is done or not that unit's.");
            faults.push(FieldError::new("/clocks", "not_owed", vi, en));
        }
    }
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let clocks: Vec<Uuid> = clocks.into_iter().collect();
    let row =
        reminder::Model { id: work.id(), unit_id: new.unit, clocks: serde_json::to_string(&clocks)?, note, sent_by: sender, at: work.now };
    let set = reminder::ActiveModel {
        id: Set(row.id),
        unit_id: Set(row.unit_id),
        clocks: Set(row.clocks.clone()),
        note: Set(row.note.clone()),
        sent_by: Set(row.sent_by),
        at: Set(row.at),
    };
    reminder::Entity::insert(set).exec_without_returning(work.db()).await?;
    work.record(Change::Reminded { reminder: row.id, unit: row.unit_id, clocks });
    Ok(row)
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct RemindersQuery {
    unit: Option<Uuid>,
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    cursor: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct ByTime(DateTime<Utc>, Uuid);
impl Cursor for ByTime {
    fn sane(&self) -> bool {
        sane_instant(self.0)
    }
}

/// Reminders, newest first: all for who reads all clocks, those of one's units for the others
#[utoipa::path(get, path = "/api/v1/reminders", operation_id = "list_reminders", tag = "notices", params(RemindersQuery),
    responses((status = 200, body = Page<ReminderView>)), security(("bearer" = [])))]
#[get("/api/v1/reminders")]
pub async fn list_reminders(caller: Caller, query: Query<RemindersQuery>) -> Result<HttpResponse, Problem> {
    if !caller.actor.may(Permission::ClockManage) {
        caller.need(Permission::ClockRead)?;
    }
    let page = PageRequest { limit: query.limit, cursor: query.cursor.clone() };
    let (db, limit) = (caller.site.read(), page.limit()?);
    let mut wanted = visible(&caller.actor).add_option(query.unit.map(|unit| reminder::Column::UnitId.eq(unit)));
    if let Some(ByTime(at, id)) = page.after::<ByTime>()? {
        let same = Condition::all().add(reminder::Column::At.eq(at)).add(reminder::Column::Id.lt(id));
        wanted = wanted.add(Condition::any().add(reminder::Column::At.lt(at)).add(same));
    }
    let rows = reminder::Entity::find().filter(wanted).order_by_desc(reminder::Column::At).order_by_desc(reminder::Column::Id);
    let (rows, next_cursor) = page::cut(rows.limit(limit + 1).all(db).await?, limit, |r| ByTime(r.at, r.id));
    Ok(Reply::ok(&Page { data: views(db, rows).await?, next_cursor })?.send())
}

/// The reminders that somebody may read.
fn visible(actor: &Actor) -> Condition {
    if reads_all(actor) {
        return Condition::all();
    }
    let units: Vec<Uuid> = actor.units_with(Permission::ClockRead).into_iter().collect();
    Condition::all().add(reminder::Column::UnitId.is_in(units))
}

/// Reads the duties of every unit.
pub fn reads_all(actor: &Actor) -> bool {
    actor.may(Permission::ClockManage)
        || (actor.may(Permission::ClockRead) && (actor.may(Permission::ItemReadSubmitted) || actor.may(Permission::AuditRead)))
}

async fn views(db: &impl ConnectionTrait, rows: Vec<reminder::Model>) -> Result<Vec<ReminderView>, Problem> {
    let people: BTreeSet<Uuid> = rows.iter().map(|r| r.sent_by).collect();
    let units: BTreeSet<Uuid> = rows.iter().map(|r| r.unit_id).collect();
    let people = app_user::Entity::find().filter(app_user::Column::Id.is_in(people)).all(db).await?;
    let people: BTreeMap<Uuid, String> = people.into_iter().map(|u| (u.id, u.display_name)).collect();
    let units = org_unit::Entity::find().filter(org_unit::Column::Id.is_in(units)).all(db).await?;
    let units: BTreeMap<Uuid, String> = units.into_iter().map(|u| (u.id, u.name)).collect();
    rows.into_iter()
        .map(|row| {
            Ok(ReminderView {
                id: row.id,
                at: rfc3339_vn(row.at),
                unit_id: row.unit_id,
                unit_name: units.get(&row.unit_id).cloned().unwrap_or_default(),
                sent_by: people.get(&row.sent_by).cloned().unwrap_or_default(),
                clocks: serde_json::from_str(&row.clocks)?,
                note: row.note,
            })
        })
        .collect()
}
