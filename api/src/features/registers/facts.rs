//! Facts of Điều 3 that changed (Đ6.7): an update task for the owning unit at once; the pages that show the old fact are
//! stale until a new edition of each is public.

use chrono::{Datelike, NaiveDate};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QuerySelect};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::logs::{log_keeper, unit_kept};
use super::reach::Reach;
use crate::http::form::Form;
use crate::http::{Code, IfMatch, Problem};
use crate::kernel::dates::to_vn;
use crate::kernel::words::{ClockSubject, Fact};
use crate::store::clocks::{self, Start};
use crate::store::entities::{fact_change, fact_change_item, item, publication, revision};
use crate::store::scope::visible_items;
use crate::store::{Change, Work};

/// A changed fact as somebody writes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenFact {
    /// The unit that answers for the fact and mends its pages.
    pub unit_id: Uuid,
    pub fact: Fact,
    #[schema(min_length = 1, max_length = 1000, example = "Đổi số điện thoại bộ phận một cửa")]
    pub what: String,
    #[schema(example = "2026-11-20")]
    pub changed_on: NaiveDate,
    /// Published items that still show the old fact.
    #[schema(max_items = 50)]
    pub items: Vec<Uuid>,
}

/// Says that a fact changed.
pub async fn changed(work: &mut Work<'_>, written: &WrittenFact) -> Result<fact_change::Model, Problem> {
    let reach = log_keeper(work).await?;
    let mut faults = Form::default();
    let what = faults.block("/what", &written.what, 1, 1000);
    unit_kept(work, &reach, &mut faults, written.unit_id).await?;
    if written.changed_on > to_vn(work.now).date_naive() || written.changed_on.year() < 1990 {
        faults.say(
            "/changed_on",
            "date_out_of_range",
            "Ngày thay đổi phải từ năm 1990 đến hôm nay.",
            "The day must lie between 1990 and today.",
        );
    }
    let mut items = written.items.clone();
    items.sort_unstable();
    items.dedup();
    if items.len() > 50 {
        faults.say("/items", "too_long", "Tối đa 50 bài.", "At most 50 items.");
    } else {
        let known = item::Entity::find().filter(item::Column::Id.is_in(items.iter().copied())).filter(visible_items(&work.actor));
        if known.count(work.db()).await? != items.len() as u64 {
            faults.say("/items", "unknown", "Có bài không tìm thấy.", "Some of the items are not there.");
        }
    }
    faults.done()?;
    let row = fact_change::Model {
        id: work.id(),
        unit_id: written.unit_id,
        fact: written.fact,
        what,
        changed_on: written.changed_on,
        typed_by: work.actor.person,
        created_at: work.now,
        closed_at: None,
        closed_by: None,
        closing_note: None,
        version: 1,
    };
    fact_change::Entity::insert(row.clone().into_active_model()).exec_without_returning(work.db()).await?;
    for item_id in &items {
        let shown = fact_change_item::Model { fact_change_id: row.id, item_id: *item_id, renewed_at: None };
        fact_change_item::Entity::insert(shown.into_active_model()).exec_without_returning(work.db()).await?;
    }
    work.record(Change::FactChanged { fact_change: row.id, unit: row.unit_id, fact: row.fact, shown_on: items });
    // Điều 7.1 sets no limit ("at once"); a ward that sets one as a rule of this name has its clock.
    let new = Start {
        subject: ClockSubject::FactChange,
        subject_id: row.id,
        rule: "fact_change",
        unit: row.unit_id,
        responsible: None,
        item: None,
        trigger: work.now,
    };
    clocks::start(work, new).await?;
    Ok(row)
}

/// Closes it by hand, with a note: nothing shows the old fact any more.
pub async fn close(work: &mut Work<'_>, id: Uuid, seen: IfMatch, note: &str) -> Result<(), Problem> {
    let reach = Reach::of(work.db(), &work.actor).await?;
    let found = fact_change::Entity::find_by_id(id).lock_exclusive().one(work.db()).await?;
    let row = found.filter(|row| reach.read.holds(row.unit_id)).ok_or_else(Problem::not_found)?;
    if !reach.log.holds(row.unit_id) {
        return Err(Problem::forbidden("Bạn không ghi sổ cho đơn vị này.", "You do not keep this unit's log."));
    }
    seen.check(row.version)?;
    if row.closed_at.is_some() {
        return Err(Problem::new(Code::Conflict).detail("Việc cập nhật này đã khép.", "It is closed already."));
    }
    let mut faults = Form::default();
    let note = faults.block("/note", note, 1, 1000);
    faults.done()?;
    end(work, row, Some(note)).await
}

async fn end(work: &mut Work<'_>, mut row: fact_change::Model, note: Option<String>) -> Result<(), Problem> {
    let renewed = note.is_none();
    row.closed_at = Some(work.now);
    row.closed_by = work.actor.person;
    row.closing_note = note;
    row.version += 1;
    row.clone().into_active_model().reset_all().update(work.db()).await?;
    clocks::stop(work, ClockSubject::FactChange, row.id).await?;
    work.record(Change::FactChangeClosed { fact_change: row.id, unit: row.unit_id, fact: row.fact, renewed });
    Ok(())
}

/// The worker's step after an item's publication: what it showed is renewed; when nothing stale is left, the task closes.
/// Returns whether anything was done.
pub async fn renew(work: &mut Work<'_>, item: Uuid) -> Result<bool, Problem> {
    let stale = fact_change_item::Entity::find()
        .filter(fact_change_item::Column::ItemId.eq(item))
        .filter(fact_change_item::Column::RenewedAt.is_null())
        .all(work.db())
        .await?;
    // A text that was frozen before anybody knew of the change says nothing new of it.
    let live = publication::Entity::find_by_id(item).one(work.db()).await?;
    let frozen_at = match live {
        Some(row) => revision::Entity::find_by_id(row.revision_id).one(work.db()).await?.map(|row| row.created_at),
        None => None,
    };
    let mut done = false;
    for mut shown in stale {
        let id = shown.fact_change_id;
        let open =
            fact_change::Entity::find_by_id(id).filter(fact_change::Column::ClosedAt.is_null()).lock_exclusive().one(work.db()).await?;
        let Some(open) = open.filter(|open| frozen_at.is_some_and(|at| open.created_at <= at)) else { continue };
        done = true;
        shown.renewed_at = Some(work.now);
        shown.into_active_model().reset_all().update(work.db()).await?;
        work.record(Change::FactRenewed { fact_change: id, unit: open.unit_id, fact: open.fact, renewed_on: item });
        let left = fact_change_item::Entity::find()
            .filter(fact_change_item::Column::FactChangeId.eq(id))
            .filter(fact_change_item::Column::RenewedAt.is_null())
            .count(work.db())
            .await?;
        if left == 0 {
            end(work, open, None).await?;
        }
    }
    Ok(done)
}
