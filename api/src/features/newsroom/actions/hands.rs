//! Whose hands a task is in: claim, release, hand on, give, re-route; and what happens to one that nobody touches.

use chrono::NaiveDate;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set,
};
use uuid::Uuid;

use super::{add_remark, close_task, needed_text};
use crate::access::{Actor, Door};
use crate::features::newsroom::desk::{OnDesk, find_revision, four_eyes_refusal};
use crate::features::newsroom::{limits, policy};
use crate::http::caller::load_actor;
use crate::http::{Code, FieldError, Problem};
use crate::kernel::dates::{rfc3339_vn, to_vn};
use crate::kernel::words::{Field, Role, Stage, TaskState};
use crate::store::entities::{app_user, item, org_unit, review_alternate, review_task, role_assignment};
use crate::store::{Change, Fault, Work};

/// A task with its item, both locked, and those whose text it asks about. The item's lock comes first everywhere; the task is
/// read again behind it.
async fn locked(work: &Work<'_>, task_id: Uuid) -> Result<(review_task::Model, OnDesk, Vec<Uuid>), Problem> {
    let task = review_task::Entity::find_by_id(task_id).one(work.db()).await?.ok_or_else(Problem::not_found)?;
    let on = OnDesk::find_locked(work, task.item_id).await?;
    let task = on.tasks.iter().find(|t| t.id == task_id).cloned().ok_or_else(Problem::not_found)?;
    let writers: Vec<Uuid> = serde_json::from_str(&find_revision(work.db(), on.item.id, task.revision_id).await?.writers)?;
    Ok((task, on, writers))
}

/// An open task that the actor may decide.
pub(super) async fn open(work: &Work<'_>, task_id: Uuid) -> Result<(review_task::Model, OnDesk, Vec<Uuid>), Problem> {
    let (task, on, writers) = locked(work, task_id).await?;
    if !policy::may_decide(&work.actor, &task, &writers) {
        let elsewhere = policy::may_decide(&work.actor, &task, &[Uuid::nil()]);
        return Err(if elsewhere { four_eyes_refusal() } else { not_yours() });
    }
    still_open(work, &task).await?;
    Ok((task, on, writers))
}

fn not_yours() -> Problem {
    Problem::forbidden("Việc này không thuộc bạn.", "This task is not yours.")
}

/// Whoever comes second is told who was first, when, and what they did.
async fn still_open(work: &Work<'_>, task: &review_task::Model) -> Result<(), Problem> {
    if task.state == TaskState::Open {
        return Ok(());
    }
    let by = name_of(work, task.closed_by).await?;
    let who = by.clone().unwrap_or_else(|| "Hệ thống".into());
    Err(Problem::new(Code::AlreadyDecided)
        .member("decided_by", by)
        .member("decided_at", task.closed_at.map(rfc3339_vn))
        .member("state", task.state)
        .detail(format!("{who} đã xử lý việc này trước bạn."), format!("{who} was first.")))
}

async fn name_of(work: &Work<'_>, person: Option<Uuid>) -> Result<Option<String>, Problem> {
    Ok(match person {
        Some(id) => app_user::Entity::find_by_id(id).one(work.db()).await?.map(|u| u.display_name),
        None => None,
    })
}

/// Refuses what a colleague has taken in hand, and says who.
pub(super) async fn in_my_hands(work: &Work<'_>, task: &review_task::Model) -> Result<(), Problem> {
    if policy::at_hand(&work.actor, task) {
        return Ok(());
    }
    let who = name_of(work, task.assignee_id).await?.unwrap_or_default();
    Err(Problem::new(Code::Conflict)
        .member("held_by", &who)
        .detail(format!("{who} đã nhận việc này; hãy nhận lại trước khi quyết định."), format!("{who} has taken it; claim it first.")))
}

/// Takes a task in hand, also from a colleague who may not come to it.
pub async fn claim(work: &mut Work<'_>, task_id: Uuid) -> Result<(), Problem> {
    let (task, on, _) = open(work, task_id).await?;
    let person = work.actor.person.ok_or_else(|| Problem::new(Code::Forbidden))?;
    put_into(work, &task, Some(person), None).await?;
    work.record(Change::TaskClaimed { item: on.facts(), task: task.id, stage: task.stage, assignee: person });
    Ok(())
}

/// Puts a task back into the unit's inbox.
pub async fn release(work: &mut Work<'_>, task_id: Uuid) -> Result<(), Problem> {
    let (task, on, _) = open(work, task_id).await?;
    in_my_hands(work, &task).await?;
    put_into(work, &task, None, None).await?;
    work.record(Change::TaskReleased { item: on.facts(), task: task.id, stage: task.stage });
    Ok(())
}

/// Hands a task to a named colleague who may decide it: whoever holds it, the head of the unit, or who assigns tasks.
pub async fn delegate(work: &mut Work<'_>, task_id: Uuid, to: Uuid, note: Option<&str>) -> Result<(), Problem> {
    let (task, on, writers) = locked(work, task_id).await?;
    let by_head = policy::may_give(&work.actor, &task);
    // Also somebody whose own text it is may hand it on.
    if !by_head && !policy::may_decide(&work.actor, &task, &[Uuid::nil()]) {
        return Err(not_yours());
    }
    still_open(work, &task).await?;
    if !by_head {
        in_my_hands(work, &task).await?;
    }
    let invalid = |code: &str, vi: &str, en: &str| Problem::invalid(vec![FieldError::new("/to", code, vi, en)]);
    let colleague = load_actor(work.db(), to, today(work), Door::Http).await?;
    let colleague = colleague.ok_or_else(|| invalid("unknown", "Không có người này.", "There is no such person."))?;
    if !policy::may_decide(&colleague, &task, &writers) {
        return Err(invalid("may_not_decide", "Người này không được quyết định việc này.", "They may not decide this task."));
    }
    if task.assignee_id == Some(to) {
        return Err(invalid("has_it", "Người này đang giữ việc này.", "They have it already."));
    }
    put_into(work, &task, Some(to), work.actor.person).await?;
    if let Some(note) = note.filter(|n| !n.trim().is_empty()) {
        add_remark(work, &task, "note", needed_text(note, "/note", 5000)?).await?;
    }
    work.record(Change::TaskGiven { item: on.facts(), task: task.id, stage: task.stage, assignee: to, by_head });
    Ok(())
}

async fn put_into(work: &Work<'_>, task: &review_task::Model, person: Option<Uuid>, given_by: Option<Uuid>) -> Result<(), Fault> {
    let mut row = task.clone().into_active_model();
    row.assignee_id = Set(person);
    row.given_by = Set(given_by.filter(|g| Some(*g) != person));
    row.version = Set(task.version + 1);
    row.update(work.db()).await?;
    Ok(())
}

/// Sends an open field review to another unit, with the reason. The task ends as `rerouted`, one of the other unit goes on.
pub async fn reroute(work: &mut Work<'_>, task_id: Uuid, to: Uuid, reason: &str) -> Result<(), Problem> {
    let (task, on, _) = locked(work, task_id).await?;
    if !policy::may_reroute(&work.actor, &task) {
        return Err(not_yours());
    }
    still_open(work, &task).await?;
    let reason = needed_text(reason, "/reason", 5000)?;
    let invalid = |code: &str, vi: &str, en: &str| Problem::invalid(vec![FieldError::new("/unit", code, vi, en)]);
    let day = today(work);
    let unit = org_unit::Entity::find_by_id(to).one(work.db()).await?;
    if unit.is_none_or(|u| u.valid_from > day || u.valid_to.is_some_and(|end| end < day)) {
        return Err(invalid("unknown", "Không có đơn vị này.", "There is no such unit."));
    }
    if task.unit_id == Some(to) {
        return Err(invalid("same_unit", "Việc đang ở đơn vị này.", "The task is there already."));
    }
    if !has_reviewer(work.db(), to, day).await? {
        return Err(invalid("no_reviewer", "Đơn vị này chưa có ai được giao kiểm duyệt.", "Nobody reviews for this unit."));
    }
    add_remark(work, &task, "reroute", reason).await?;
    send_on(work, &on, &task, to).await
}

/// Whether somebody holds a reviewing role in the unit on `day`.
async fn has_reviewer(db: &impl ConnectionTrait, unit: Uuid, day: NaiveDate) -> Result<bool, Fault> {
    let rows = role_assignment::Entity::find()
        .filter(role_assignment::Column::Role.is_in([Role::FieldReviewer, Role::SectionOwner]))
        .filter(role_assignment::Column::ValidFrom.lte(day))
        .filter(Condition::any().add(role_assignment::Column::ValidTo.is_null()).add(role_assignment::Column::ValidTo.gte(day)))
        .all(db)
        .await?;
    let homes = app_user::Entity::find().filter(app_user::Column::Id.is_in(rows.iter().map(|r| r.user_id))).all(db).await?;
    let home = |user: Uuid| homes.iter().find(|u| u.id == user).and_then(|u| u.unit_id);
    Ok(rows.iter().any(|r| r.unit_id.or_else(|| home(r.user_id)) == Some(unit)))
}

/// Ends a unit's task; the other unit's goes on with it: the one it has on the item already, or a new one.
pub(super) async fn send_on(work: &mut Work<'_>, on: &OnDesk, task: &review_task::Model, to: Uuid) -> Result<(), Problem> {
    let from = task.unit_id.unwrap_or(on.item.unit_id);
    close_task(work, task, TaskState::Rerouted).await?;
    let theirs = on.open_tasks().find(|t| t.id != task.id && t.stage == Stage::FieldReview && t.unit_id == Some(to));
    let onward = match theirs {
        Some(theirs) => {
            let mut fields: Vec<Field> = serde_json::from_str(&theirs.fields)?;
            let more: Vec<Field> = serde_json::from_str(&task.fields)?;
            fields.extend(more.into_iter().filter(|f| !fields.contains(f)).collect::<Vec<_>>());
            let mut row = theirs.clone().into_active_model();
            row.fields = Set(serde_json::to_string(&fields)?);
            row.moved_from = Set(Some(task.id));
            row.version = Set(theirs.version + 1);
            row.update(work.db()).await?;
            theirs.id
        }
        None => {
            let limit = limits::of_task(work.db(), on.item.id, task.stage, work.now).await?;
            let row = review_task::Model {
                id: work.id(),
                unit_id: Some(to),
                assignee_id: None,
                given_by: None,
                opened_at: work.now,
                due_at: limit.map(|l| l.due),
                warn_at: limit.map(|l| l.warn),
                warned_at: None,
                passed_at: None,
                moved_from: Some(task.id),
                version: 1,
                ..task.clone()
            };
            let id = row.id;
            review_task::Entity::insert(row.into_active_model()).exec_without_returning(work.db()).await?;
            id
        }
    };
    work.record(Change::TaskRerouted { item: on.facts(), task: task.id, onward, from_unit: from, to_unit: to });
    Ok(())
}

/// What a unit's successor takes over here: its open tasks (each ends and goes on there), and its items. Closed tasks keep
/// their unit. Returns how many of both.
pub async fn succeed_unit(work: &mut Work<'_>, from: Uuid, to: Uuid) -> Result<(u64, u64), Problem> {
    let tasks: Vec<review_task::Model> = review_task::Entity::find()
        .filter(review_task::Column::State.eq(TaskState::Open))
        .filter(review_task::Column::UnitId.eq(from))
        .order_by_asc(review_task::Column::Id)
        .all(work.db())
        .await?;
    for task in &tasks {
        item::Entity::find_by_id(task.item_id).lock_exclusive().one(work.db()).await?;
        // Whoever reorganises need not know of every item.
        let on = OnDesk::find(work.db(), &Actor::system(work.actor.door), task.item_id).await?;
        if let Some(task) = on.open_tasks().find(|t| t.id == task.id).cloned() {
            send_on(work, &on, &task, to).await?;
        }
    }
    let alternates = review_alternate::Entity::update_many().col_expr(review_alternate::Column::UnitId, Expr::value(to));
    alternates.filter(review_alternate::Column::UnitId.eq(from)).exec(work.db()).await?;
    let items = item::Entity::update_many().col_expr(item::Column::UnitId, Expr::value(to));
    let items = items.filter(item::Column::UnitId.eq(from)).exec(work.db()).await?;
    Ok((tasks.len() as u64, items.rows_affected))
}

fn today(work: &Work<'_>) -> NaiveDate {
    to_vn(work.now).date_naive()
}

/// The worker's step when a task's reminder or limit has come: reminds whoever owes it, or passes it to its alternate. Looks
/// again behind the lock: whoever came between leaves nothing to do. Returns whether anything was done.
pub async fn watch_task(work: &mut Work<'_>, task_id: Uuid) -> Result<bool, Problem> {
    let (task, on, writers) = locked(work, task_id).await?;
    let Some(due) = task.due_at.filter(|_| task.state == TaskState::Open && task.passed_at.is_none()) else { return Ok(false) };
    let mut row = task.clone().into_active_model();
    row.version = Set(task.version + 1);
    if due <= work.now {
        let to = alternate(work, &task, &writers).await?;
        row.passed_at = Set(Some(work.now));
        // Nobody to take it: whoever has it keeps it, and those above are told.
        if to.is_some() {
            row.assignee_id = Set(to);
            row.given_by = Set(None);
        }
        row.update(work.db()).await?;
        work.record(Change::TaskPassed {
            item: on.facts(),
            task: task.id,
            stage: task.stage,
            reviewer_unit: task.unit_id,
            from: task.assignee_id,
            to,
            due,
        });
        return Ok(true);
    }
    if task.warned_at.is_some() || task.warn_at.is_none_or(|at| at > work.now) {
        return Ok(false);
    }
    row.warned_at = Set(Some(work.now));
    row.update(work.db()).await?;
    work.record(Change::TaskWarned {
        item: on.facts(),
        task: task.id,
        stage: task.stage,
        reviewer_unit: task.unit_id,
        assignee: task.assignee_id,
        due,
    });
    Ok(true)
}

/// The alternate of the task's stage and unit today: the first who may decide it and does not have it already.
async fn alternate(work: &Work<'_>, task: &review_task::Model, writers: &[Uuid]) -> Result<Option<Uuid>, Problem> {
    let day = today(work);
    let rows = review_alternate::Entity::find()
        .filter(review_alternate::Column::Stage.eq(task.stage))
        .filter(task.unit_id.map_or(review_alternate::Column::UnitId.is_null(), |unit| review_alternate::Column::UnitId.eq(unit)))
        .filter(review_alternate::Column::ValidFrom.lte(day))
        .filter(Condition::any().add(review_alternate::Column::ValidTo.is_null()).add(review_alternate::Column::ValidTo.gte(day)))
        .order_by_asc(review_alternate::Column::ValidFrom)
        .order_by_asc(review_alternate::Column::Id)
        .all(work.db())
        .await?;
    for row in rows.iter().filter(|r| Some(r.user_id) != task.assignee_id) {
        let person = load_actor(work.db(), row.user_id, day, Door::Worker).await?;
        if person.is_some_and(|p| policy::may_decide(&p, task, writers)) {
            return Ok(Some(row.user_id));
        }
    }
    Ok(None)
}
