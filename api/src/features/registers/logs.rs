//! The event log (Đ16) and approvals of plans, projects and statistics (Đ7.4, Đ7.6).

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QuerySelect};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::duties::{self, Held};
use super::reach::Reach;
use crate::http::form::Form;
use crate::http::{IfMatch, Problem};
use crate::kernel::dates::to_vn;
use crate::kernel::words::{EventSource, Happening, Matter};
use crate::store::entities::{logged_approval, logged_event, org_unit};
use crate::store::{Change, Work};

/// An event as somebody writes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenEvent {
    pub unit_id: Uuid,
    #[schema(min_length = 1, max_length = 300, example = "Hội nghị đối thoại với nhân dân")]
    pub title: String,
    #[serde(default)]
    #[schema(max_length = 300, example = "Hội trường UBND phường")]
    pub place: Option<String>,
    /// The eight working hours for its news begin here (Đ7.1).
    pub starts_at: DateTime<Utc>,
    #[serde(default)]
    pub ends_at: Option<DateTime<Utc>>,
    pub happening: Happening,
    pub source: EventSource,
}

/// An approval as somebody writes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenApproval {
    pub unit_id: Uuid,
    pub matter: Matter,
    #[schema(min_length = 1, max_length = 300, example = "Kế hoạch phát triển kinh tế - xã hội năm 2027")]
    pub title: String,
    #[serde(default)]
    #[schema(max_length = 100, example = "1102/QĐ-UBND")]
    pub decision_number: Option<String>,
    #[serde(default)]
    #[schema(max_length = 300, example = "UBND phường Thành Đông")]
    pub approved_by: Option<String>,
    #[schema(example = "2026-11-16")]
    pub approved_on: NaiveDate,
}

impl WrittenEvent {
    async fn read(&self, work: &Work<'_>, reach: &Reach) -> Result<Self, Problem> {
        let mut faults = Form::default();
        let mut event = self.clone();
        event.title = faults.line("/title", &self.title, 1, 300);
        event.place = faults.optional_line("/place", self.place.as_deref(), 300);
        unit_kept(work, reach, &mut faults, self.unit_id).await?;
        if !(1990..2200).contains(&self.starts_at.year()) {
            faults.say("/starts_at", "date_out_of_range", "Thời gian không hợp lý.", "The time is not plausible.");
        }
        if self.ends_at.is_some_and(|end| end < self.starts_at || end > self.starts_at + TimeDelta::days(366)) {
            faults.say(
                "/ends_at",
                "ends_before_start",
                "Kết thúc phải sau khi bắt đầu, trong vòng một năm.",
                "It must end after it begins, within a year.",
            );
        }
        if self.happening == Happening::Happened && self.starts_at > work.now {
            faults.say("/happening", "not_yet", "Sự kiện chưa đến giờ bắt đầu.", "The event has not begun yet.");
        }
        faults.done()?;
        Ok(event)
    }
}

impl WrittenApproval {
    async fn read(&self, work: &Work<'_>, reach: &Reach) -> Result<Self, Problem> {
        let mut faults = Form::default();
        let mut approval = self.clone();
        approval.title = faults.line("/title", &self.title, 1, 300);
        approval.decision_number = faults.optional_line("/decision_number", self.decision_number.as_deref(), 100);
        approval.approved_by = faults.optional_line("/approved_by", self.approved_by.as_deref(), 300);
        unit_kept(work, reach, &mut faults, self.unit_id).await?;
        if self.approved_on > to_vn(work.now).date_naive() || self.approved_on.year() < 1990 {
            faults.say(
                "/approved_on",
                "date_out_of_range",
                "Ngày phê duyệt phải từ năm 1990 đến hôm nay.",
                "The day must lie between 1990 and today.",
            );
        }
        faults.done()?;
        Ok(approval)
    }
}

/// The unit is there and the actor keeps its log; who keeps none at all is refused before.
pub(super) async fn unit_kept(work: &Work<'_>, reach: &Reach, faults: &mut Form, unit: Uuid) -> Result<(), Problem> {
    if org_unit::Entity::find_by_id(unit).one(work.db()).await?.is_none() {
        faults.say("/unit_id", "unknown", "Không có đơn vị này.", "There is no such unit.");
    } else if !reach.log.holds(unit) {
        faults.say("/unit_id", "not_kept", "Bạn không ghi sổ cho đơn vị này.", "You do not keep this unit's log.");
    }
    Ok(())
}

pub(super) async fn log_keeper(work: &Work<'_>) -> Result<Reach, Problem> {
    let reach = Reach::of(work.db(), &work.actor).await?;
    if reach.log.none() {
        return Err(Problem::forbidden("Vai trò của bạn không ghi nhật ký này.", "None of your roles keeps this log."));
    }
    Ok(reach)
}

/// Logs an event. One that has taken place owes its news from its start.
pub async fn log_event(work: &mut Work<'_>, written: &WrittenEvent) -> Result<logged_event::Model, Problem> {
    let reach = log_keeper(work).await?;
    let new = written.read(work, &reach).await?;
    let row = logged_event::Model {
        id: work.id(),
        unit_id: new.unit_id,
        title: new.title,
        place: new.place,
        starts_at: new.starts_at,
        ends_at: new.ends_at,
        happening: new.happening,
        source: new.source,
        not_subject_reason: None,
        legal_basis: None,
        item_id: None,
        typed_by: work.actor.person,
        created_at: work.now,
        updated_at: work.now,
        version: 1,
    };
    logged_event::Entity::insert(row.clone().into_active_model()).exec_without_returning(work.db()).await?;
    work.record(Change::EventLogged { event: row.id, unit: row.unit_id, happening: row.happening, starts_at: row.starts_at });
    duties::tick(work, &Held::from(&row)).await?;
    Ok(row)
}

/// Corrects an event, says that it took place, or calls it off.
pub async fn correct_event(work: &mut Work<'_>, id: Uuid, seen: IfMatch, written: &WrittenEvent) -> Result<(), Problem> {
    let reach = Reach::of(work.db(), &work.actor).await?;
    let found = logged_event::Entity::find_by_id(id).lock_exclusive().one(work.db()).await?;
    let before = found.filter(|row| reach.read.holds(row.unit_id)).ok_or_else(Problem::not_found)?;
    if !reach.log.holds(before.unit_id) {
        return Err(Problem::forbidden("Bạn không ghi sổ cho đơn vị này.", "You do not keep this unit's log."));
    }
    seen.check(before.version)?;
    let new = written.read(work, &reach).await?;
    let mut row = before.clone();
    (row.unit_id, row.title, row.place) = (new.unit_id, new.title, new.place);
    (row.starts_at, row.ends_at, row.happening, row.source) = (new.starts_at, new.ends_at, new.happening, new.source);
    write_event(work, before, row).await
}

async fn write_event(work: &mut Work<'_>, before: logged_event::Model, mut row: logged_event::Model) -> Result<(), Problem> {
    row.updated_at = work.now;
    row.version += 1;
    row.clone().into_active_model().reset_all().update(work.db()).await?;
    work.record(Change::EventCorrected { event: row.id, unit: row.unit_id, happening: row.happening, starts_at: row.starts_at });
    duties::tick_again(work, &Held::from(&before), &Held::from(&row)).await
}

/// The worker's step when a planned event begins: it takes place, unless it was called off or moved. Returns whether
/// anything was done.
pub async fn takes_place(work: &mut Work<'_>, id: Uuid) -> Result<bool, Problem> {
    let found = logged_event::Entity::find_by_id(id).lock_exclusive().one(work.db()).await?;
    let Some(before) = found.filter(|e| e.happening == Happening::Planned && e.starts_at <= work.now) else { return Ok(false) };
    let mut row = before.clone();
    row.happening = Happening::Happened;
    write_event(work, before, row).await?;
    Ok(true)
}

/// Logs an approval; its clock begins.
pub async fn log_approval(work: &mut Work<'_>, written: &WrittenApproval) -> Result<logged_approval::Model, Problem> {
    let reach = log_keeper(work).await?;
    let new = written.read(work, &reach).await?;
    let row = logged_approval::Model {
        id: work.id(),
        unit_id: new.unit_id,
        matter: new.matter,
        title: new.title,
        decision_number: new.decision_number,
        approved_by: new.approved_by,
        approved_on: new.approved_on,
        not_subject_reason: None,
        legal_basis: None,
        item_id: None,
        typed_by: work.actor.person,
        created_at: work.now,
        updated_at: work.now,
        version: 1,
    };
    logged_approval::Entity::insert(row.clone().into_active_model()).exec_without_returning(work.db()).await?;
    work.record(Change::ApprovalLogged { approval: row.id, unit: row.unit_id, matter: row.matter, approved_on: row.approved_on });
    duties::tick(work, &Held::from(&row)).await?;
    Ok(row)
}

pub async fn correct_approval(work: &mut Work<'_>, id: Uuid, seen: IfMatch, written: &WrittenApproval) -> Result<(), Problem> {
    let reach = Reach::of(work.db(), &work.actor).await?;
    let found = logged_approval::Entity::find_by_id(id).lock_exclusive().one(work.db()).await?;
    let before = found.filter(|row| reach.read.holds(row.unit_id)).ok_or_else(Problem::not_found)?;
    if !reach.log.holds(before.unit_id) {
        return Err(Problem::forbidden("Bạn không ghi sổ cho đơn vị này.", "You do not keep this unit's log."));
    }
    seen.check(before.version)?;
    let new = written.read(work, &reach).await?;
    let mut row = before.clone();
    (row.unit_id, row.matter, row.title) = (new.unit_id, new.matter, new.title);
    (row.decision_number, row.approved_by, row.approved_on) = (new.decision_number, new.approved_by, new.approved_on);
    row.updated_at = work.now;
    row.version += 1;
    row.clone().into_active_model().reset_all().update(work.db()).await?;
    work.record(Change::ApprovalCorrected { approval: id, unit: row.unit_id, matter: row.matter, approved_on: row.approved_on });
    duties::tick_again(work, &Held::from(&before), &Held::from(&row)).await
}
