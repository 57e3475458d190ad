//! One verb, one function: HTTP, worker, import and demo all call these.

mod arrangements;
mod comments;
mod editions;
mod entering;
mod hands;
mod items;
mod leases;
mod old_addresses;
mod owing;
mod publishing;
mod review;
mod sections;
mod small_edit;
mod submitting;
mod word_lists;

pub use arrangements::{NewAlternate, end_alternate, name_alternate, set_review_setting};
pub use comments::{open_thread, reply, settle};
pub use editions::{correct, discard_edition, new_edition, restore};
pub use entering::enter_at_board;
pub use hands::{claim, delegate, release, reroute, succeed_unit, watch_task};
pub use items::{NewItem, SavedCopy, create, name_revision, prepare_copy, restore_revision, save};
pub(in crate::features::newsroom) use items::{insert, put_back};
pub use leases::{hold_lease, release_lease};
pub use old_addresses::{keep_old_addresses, keep_old_targets};
pub use publishing::{archive, expire_due, publish, publish_due, schedule, withdraw};
pub(in crate::features::newsroom) use publishing::{expire_now, release_revision};
pub use review::{Approval, approve_task, reject_task, return_task, send_back, send_up};
pub use sections::show_section_anew;
pub use small_edit::edit_and_approve;
pub use submitting::{recall, submit};
pub use word_lists::{add_word, change_word};

use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use uuid::Uuid;

use super::content::{self, Frozen};
use super::routing::Route;
use super::{desk, limits, references};
use crate::http::Problem;
use crate::kernel::words::{RevisionReason, Stage, State, TaskState};
use crate::store::entities::{item, lease, remark, review_task, revision};
use crate::store::{Fault, Work};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};

/// Freezes the working copy as the item's next revision. Returns it with what was frozen.
pub(in crate::features::newsroom) async fn freeze_revision(
    work: &Work<'_>,
    on: &desk::OnDesk,
    reason: RevisionReason,
    name: Option<String>,
) -> Result<(revision::Model, Frozen), Problem> {
    let frozen = desk::freeze(work.db(), &on.item, on.content.clone()).await?;
    let (json, hash) = frozen.seal()?;
    let last: Option<i64> = revision::Entity::find()
        .select_only()
        .column(revision::Column::No)
        .filter(revision::Column::ItemId.eq(on.item.id))
        .order_by_desc(revision::Column::No)
        .into_tuple()
        .one(work.db())
        .await?;
    let row = revision::Model {
        id: work.id(),
        item_id: on.item.id,
        no: last.unwrap_or(0) + 1,
        edition: on.item.edition,
        hash,
        schema_version: content::SCHEMA_VERSION,
        content: json,
        title: frozen.content.title.clone(),
        writers: on.copy.writers.clone(),
        reason,
        name,
        created_by: work.actor.person,
        created_at: work.now,
    };
    revision::Entity::insert(row.clone().into_active_model()).exec_without_returning(work.db()).await?;
    references::keep_frozen(work, on.item.id, frozen.media.keys().copied()).await?;
    Ok((row, frozen))
}

/// Moves the item to `state`; every verb raises the version, so that stale screens notice. In another state others write:
/// whoever held the lease has let go by saying the verb.
pub(in crate::features::newsroom) async fn move_item(work: &Work<'_>, item: &mut item::Model, state: State) -> Result<(), Fault> {
    if item.state != state {
        lease::Entity::delete_by_id(item.id).exec(work.db()).await?;
    }
    item.state = state;
    item.version += 1;
    item.updated_at = work.now;
    item.clone().into_active_model().reset_all().update(work.db()).await?;
    Ok(())
}

/// The same without a word to the writers: nothing of the text changed, and the Secretariat, which may be writing beside a
/// field review, goes on.
async fn advance_item(work: &Work<'_>, item: &mut item::Model, state: State) -> Result<(), Fault> {
    item.state = state;
    item.updated_at = work.now;
    item.clone().into_active_model().reset_all().update(work.db()).await?;
    Ok(())
}

/// Asks the Secretariat or the board for a decision; a unit is asked by its route.
async fn open_task(
    work: &Work<'_>,
    item: &item::Model,
    revision: Uuid,
    stage: Stage,
    route: Option<&Route>,
    reason: String,
) -> Result<(), Problem> {
    let limit = limits::of_task(work.db(), item.id, stage, work.now).await?;
    let row = review_task::Model {
        id: work.id(),
        item_id: item.id,
        revision_id: revision,
        edition: item.edition,
        stage,
        unit_id: route.map(|r| r.unit),
        fields: serde_json::to_string(route.map_or(&[][..], |r| &r.fields))?,
        reason,
        state: TaskState::Open,
        assignee_id: None,
        opened_at: work.now,
        closed_at: None,
        closed_by: None,
        version: 1,
        due_at: limit.map(|l| l.due),
        warn_at: limit.map(|l| l.warn),
        warned_at: None,
        passed_at: None,
        given_by: None,
        moved_from: None,
        main_reviewer: route.is_some_and(|r| r.main),
    };
    review_task::Entity::insert(row.into_active_model()).exec_without_returning(work.db()).await?;
    Ok(())
}

/// Closes a task that is still open; whoever comes second is told who was first.
async fn close_task(work: &Work<'_>, task: &review_task::Model, state: TaskState) -> Result<(), Fault> {
    let mut row = task.clone().into_active_model();
    row.state = Set(state);
    row.closed_at = Set(Some(work.now));
    row.closed_by = Set(work.actor.person);
    row.version = Set(task.version + 1);
    row.update(work.db()).await?;
    Ok(())
}

/// Cancels what is still open, because one decision settled all.
pub(in crate::features::newsroom) async fn cancel_others(work: &Work<'_>, on: &desk::OnDesk, except: Option<Uuid>) -> Result<(), Fault> {
    for task in on.open_tasks().filter(|t| Some(t.id) != except) {
        close_task(work, task, TaskState::Cancelled).await?;
    }
    Ok(())
}

async fn add_remark(work: &Work<'_>, task: &review_task::Model, kind: &str, body: String) -> Result<(), Fault> {
    let Some(author_id) = work.actor.person else { return Err(Fault::Defect("a remark needs a person".into())) };
    let row = remark::Model {
        id: work.id(),
        item_id: task.item_id,
        revision_id: task.revision_id,
        task_id: Some(task.id),
        stage: task.stage,
        kind: kind.into(),
        author_id,
        body,
        anchor: None,
        at: work.now,
    };
    remark::Entity::insert(row.into_active_model()).exec_without_returning(work.db()).await?;
    Ok(())
}

/// Text of a remark, a reason or a note: cleaned, needed, of bearable length.
pub(in crate::features::newsroom) fn needed_text(value: &str, pointer: &str, max: usize) -> Result<String, Problem> {
    let mut faults = vec![];
    let text = content::block(value, pointer, max, &mut faults);
    if faults.is_empty() && text.is_empty() {
        faults.push(crate::http::FieldError::new(pointer, "required", "Cần ghi rõ nội dung này.", "This text is needed."));
    }
    if faults.is_empty() { Ok(text) } else { Err(Problem::invalid(faults)) }
}

/// A moment that must lie ahead.
fn ahead(work: &Work<'_>, at: DateTime<Utc>, pointer: &str) -> Result<DateTime<Utc>, Problem> {
    if at > work.now && at < work.now + chrono::TimeDelta::days(366) {
        return Ok(at);
    }
    let fault = crate::http::FieldError::new(
        pointer,
        "not_ahead",
        "Thời điểm phải ở phía trước, trong vòng một năm.",
        "The moment must lie ahead, within a year.",
    );
    Err(Problem::invalid(vec![fault]))
}
