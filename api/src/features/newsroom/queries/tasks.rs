//! One task with all that a decision needs; the inbox is beside it.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::compare::compare;
use super::inbox::TaskDue;
use super::revisions::{label, revision_views};
use super::{Names, remark_views};
use crate::access::{Actor, Door, Permission};
use crate::features::newsroom::content::Frozen;
use crate::features::newsroom::desk::{self, OnDesk};
use crate::features::newsroom::policy;
use crate::features::newsroom::views::{Checklist, PersonView, RevisionDetail, TaskDetail, TaskItem, TaskView};
use crate::http::Problem;
use crate::http::caller::load_actor;
use crate::kernel::dates::{rfc3339_vn, to_vn};
use crate::kernel::words::{Kind, Stage, TaskState};
use crate::store::entities::{app_user, approval, item, remark, review_task, revision};

pub(super) async fn task_views(
    db: &impl ConnectionTrait,
    actor: &Actor,
    rows: Vec<review_task::Model>,
    now: DateTime<Utc>,
) -> Result<Vec<TaskView>, Problem> {
    // A new draft has none: then nothing is asked while the one writer of SQLite waits.
    if rows.is_empty() {
        return Ok(vec![]);
    }
    let items = item::Entity::find().filter(item::Column::Id.is_in(rows.iter().map(|r| r.item_id))).all(db).await?;
    let revisions: Vec<(Uuid, i64, String, String)> = revision::Entity::find()
        .select_only()
        .columns([revision::Column::Id, revision::Column::No, revision::Column::Hash, revision::Column::Writers])
        .filter(revision::Column::Id.is_in(rows.iter().map(|r| r.revision_id)))
        .into_tuple()
        .all(db)
        .await?;
    let approvals = approval::Entity::find()
        .filter(approval::Column::ItemId.is_in(rows.iter().map(|r| r.item_id)))
        .filter(approval::Column::Stage.eq(Stage::FieldReview))
        .all(db)
        .await?;
    let reviewed = review_task::Entity::find()
        .filter(review_task::Column::ItemId.is_in(rows.iter().map(|r| r.item_id)))
        .filter(review_task::Column::Stage.eq(Stage::FieldReview))
        .filter(review_task::Column::State.eq(TaskState::Approved))
        .all(db)
        .await?;
    let people = rows.iter().flat_map(|r| r.assignee_id.into_iter().chain(r.closed_by).chain(r.given_by));
    let units = rows.iter().filter_map(|r| r.unit_id).chain(items.iter().map(|i| i.unit_id));
    let names = Names::load(db, people, units, std::iter::empty()).await?;
    let mut views = vec![];
    for row in rows {
        let (Some(item), Some(revision)) = (items.iter().find(|i| i.id == row.item_id), revisions.iter().find(|r| r.0 == row.revision_id))
        else {
            continue;
        };
        let theirs: Vec<_> = reviewed.iter().filter(|t| t.item_id == row.item_id).cloned().collect();
        let edited = row.stage == Stage::BoardReview && desk::edited_since_review(&theirs, &approvals, row.edition, &revision.2);
        views.push(TaskView {
            id: row.id,
            item: TaskItem { id: item.id, kind: item.kind, title: item.title.clone(), state: item.state, unit: names.unit(item.unit_id) },
            stage: row.stage,
            unit: row.unit_id.map(|u| names.unit(u)),
            fields: serde_json::from_str(&row.fields)?,
            reason: row.reason.clone(),
            state: row.state,
            assignee: row.assignee_id.map(|p| names.person(p)),
            main_reviewer: row.main_reviewer,
            given_by: row.given_by.map(|p| names.person(p)),
            due_at: row.due_at.map(rfc3339_vn),
            due: TaskDue::of(&row, now),
            passed_at: row.passed_at.map(rfc3339_vn),
            opened_at: rfc3339_vn(row.opened_at),
            closed_at: row.closed_at.map(rfc3339_vn),
            closed_by: row.closed_by.map(|p| names.person(p)),
            revision_no: revision.1,
            edited_since_field_review: edited,
            allowed: task_verbs(actor, &row, &serde_json::from_str::<Vec<Uuid>>(&revision.3)?),
        });
    }
    Ok(views)
}

fn task_verbs(actor: &Actor, task: &review_task::Model, writers: &[Uuid]) -> Vec<String> {
    if task.state != TaskState::Open {
        return vec![];
    }
    let mine = task.assignee_id.is_some() && task.assignee_id == actor.person;
    let at_hand = policy::at_hand(actor, task);
    let mut verbs = vec![];
    if policy::may_decide(actor, task, writers) {
        verbs.push(if mine { "release" } else { "claim" });
        if at_hand {
            if task.stage != Stage::BoardReview || policy::four_eyes(actor, writers) {
                verbs.push("approve");
                if task.stage != Stage::Editing && writers_after_edit(actor, writers) {
                    verbs.push("edit_and_approve");
                }
            }
            verbs.extend(["return", "reject"]);
        }
    }
    if policy::may_give(actor, task) || (at_hand && policy::may_decide(actor, task, &[Uuid::nil()])) {
        verbs.push("delegate");
    }
    if policy::may_reroute(actor, task) {
        verbs.push("reroute");
    }
    verbs.into_iter().map(str::to_owned).collect()
}

/// Whether the text would still be somebody else's too once the actor changed it.
fn writers_after_edit(actor: &Actor, writers: &[Uuid]) -> bool {
    let after: Vec<Uuid> = writers.iter().copied().chain(actor.person).collect();
    policy::four_eyes(actor, &after)
}

const CHECKLIST: &str = "Tôi xác nhận nội dung không chứa bí mật nhà nước, không thuộc các hành vi bị cấm, không lộ dữ liệu cá nhân và có quyền sử dụng hình ảnh, tư liệu (Điều 6 khoản 2, Điều 8 của Quy chế).";

/// A task with the text, what changed, and what was said before.
pub async fn task_detail(db: &impl ConnectionTrait, actor: &Actor, id: Uuid, now: DateTime<Utc>) -> Result<TaskDetail, Problem> {
    let row = review_task::Entity::find_by_id(id).one(db).await?.ok_or_else(Problem::not_found)?;
    let on = OnDesk::find(db, actor, row.item_id).await?;
    let row_revision = desk::find_revision(db, on.item.id, row.revision_id).await?;
    // In `editing` the text on the desk moves on; the Secretariat sees what lies there now.
    let frozen = Frozen::open(&row_revision.content)?;
    let before = last_seen(db, &on, &row).await?;
    let diff = match before {
        Some(before) => Some(compare(db, label(&before), &Frozen::open(&before.content)?, label(&row_revision), &frozen).await?),
        None => None,
    };
    let remarks =
        remark::Entity::find().filter(remark::Column::ItemId.eq(on.item.id)).order_by_desc(remark::Column::At).limit(100).all(db).await?;
    let names = Names::load(db, remarks.iter().map(|r| r.author_id), std::iter::empty(), std::iter::empty()).await?;
    let live = on.publication.as_ref().map(|p| p.revision_id);
    let decides_too = steps_after(actor, &on, &row, &row_revision)?;
    let task = task_views(db, actor, vec![row], now).await?.pop().ok_or_else(Problem::not_found)?;
    Ok(TaskDetail {
        task,
        revision: RevisionDetail { revision: revision_views(db, vec![row_revision], live).await?.remove(0), content: frozen.content },
        diff,
        remarks: remark_views(db, remarks, &names).await?,
        checklist: Checklist { confirmed_required: true, text: CHECKLIST.into() },
        item_version: on.item.version,
        decides_too,
    })
}

/// What the reader of a task knew before: the revision last decided on in an earlier round or stage, else the live one.
async fn last_seen(db: &impl ConnectionTrait, on: &OnDesk, task: &review_task::Model) -> Result<Option<revision::Model>, Problem> {
    let decided = on.tasks.iter().rev().find(|t| {
        t.id != task.id
            && t.opened_at <= task.opened_at
            && t.revision_id != task.revision_id
            && matches!(t.state, TaskState::Returned | TaskState::Approved)
    });
    let id = decided.map(|t| t.revision_id).or(on.publication.as_ref().map(|p| p.revision_id)).filter(|id| *id != task.revision_id);
    match id {
        Some(id) => Ok(Some(desk::find_revision(db, on.item.id, id).await?)),
        None => Ok(None),
    }
}

/// The stages that the actor's approval would decide too, because they are theirs (`domain.md` §1), as far as can be seen.
fn steps_after(actor: &Actor, on: &OnDesk, task: &review_task::Model, revision: &revision::Model) -> Result<Vec<Stage>, Problem> {
    let writers: Vec<Uuid> = serde_json::from_str(&revision.writers)?;
    let others = on.open_tasks().any(|t| t.id != task.id && !policy::may_decide(actor, t, &writers));
    if task.state != TaskState::Open || others || !policy::may_decide(actor, task, &writers) {
        return Ok(vec![]);
    }
    let mut stages = vec![];
    if task.stage == Stage::FieldReview && actor.may(Permission::ItemSendUp) {
        stages.push(Stage::Editing);
    }
    let reached = task.stage == Stage::Editing || !stages.is_empty();
    if reached && actor.may(Permission::BoardApprove) && policy::four_eyes(actor, &writers) {
        stages.push(Stage::BoardReview);
    }
    Ok(stages)
}

/// Colleagues who may decide the task today, beside whoever holds it.
pub async fn candidates(db: &impl ConnectionTrait, actor: &Actor, id: Uuid, now: DateTime<Utc>) -> Result<Vec<PersonView>, Problem> {
    let task = review_task::Entity::find_by_id(id).one(db).await?.ok_or_else(Problem::not_found)?;
    let on = OnDesk::find(db, actor, task.item_id).await?;
    if !policy::may_give(actor, &task) && !policy::may_decide(actor, &task, &[Uuid::nil()]) {
        return Err(Problem::forbidden("Việc này không thuộc bạn.", "This task is not yours."));
    }
    let writers: Vec<Uuid> = serde_json::from_str(&desk::find_revision(db, on.item.id, task.revision_id).await?.writers)?;
    let people = app_user::Entity::find()
        .filter(app_user::Column::State.eq("active"))
        .order_by_asc(app_user::Column::DisplayName)
        .order_by_asc(app_user::Column::Id)
        .all(db)
        .await?;
    let (day, mut found) = (to_vn(now).date_naive(), vec![]);
    for person in people.into_iter().filter(|p| Some(p.id) != task.assignee_id) {
        let as_today = load_actor(db, person.id, day, Door::Http).await?;
        if as_today.is_some_and(|a| policy::may_decide(&a, &task, &writers)) {
            found.push(PersonView { id: person.id, display_name: person.display_name });
        }
    }
    Ok(found)
}

/// The kind of the item that a task is about. `NotFound` also for one that the actor may not know of.
pub async fn kind_of_task(db: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Result<Kind, Problem> {
    let task = review_task::Entity::find_by_id(id).one(db).await?.ok_or_else(Problem::not_found)?;
    Ok(OnDesk::find(db, actor, task.item_id).await?.item.kind)
}
