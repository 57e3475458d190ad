//! Tasks: the inbox and the one.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::compare::compare;
use super::revisions::{label, revision_views};
use super::{Names, remark_views};
use crate::access::{Actor, Permission};
use crate::features::newsroom::content::Frozen;
use crate::features::newsroom::desk::{self, OnDesk};
use crate::features::newsroom::policy;
use crate::features::newsroom::views::{Checklist, RevisionDetail, TaskDetail, TaskItem, TaskView};
use crate::http::page::{self, Cursor, PageRequest};
use crate::http::{Page, Problem};
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::words::{Stage, TaskState};
use crate::store::entities::{approval, item, remark, review_task, revision};

/// Which tasks a person is asked for.
#[derive(Clone, Debug)]
pub struct TaskFilter {
    pub state: TaskState,
    pub stage: Option<Stage>,
    /// Only those in the actor's own hands.
    pub mine: bool,
}

#[derive(Serialize, Deserialize)]
struct ByOpening(DateTime<Utc>, Uuid);
impl Cursor for ByOpening {
    fn sane(&self) -> bool {
        page::sane_instant(self.0)
    }
}

/// The tasks that the actor may decide, oldest first.
pub async fn tasks(db: &impl ConnectionTrait, actor: &Actor, filter: &TaskFilter, page: &PageRequest) -> Result<Page<TaskView>, Problem> {
    let limit = page.limit()?;
    let mut query = review_task::Entity::find().filter(inbox(actor)).filter(review_task::Column::State.eq(filter.state));
    if let Some(stage) = filter.stage {
        query = query.filter(review_task::Column::Stage.eq(stage));
    }
    if filter.mine {
        query = query.filter(review_task::Column::AssigneeId.eq(actor.person));
    }
    if let Some(ByOpening(at, id)) = page.after::<ByOpening>()? {
        let beyond = Condition::any()
            .add(review_task::Column::OpenedAt.gt(at))
            .add(Condition::all().add(review_task::Column::OpenedAt.eq(at)).add(review_task::Column::Id.gt(id)));
        query = query.filter(beyond);
    }
    let rows = query
        .order_by(review_task::Column::OpenedAt, Order::Asc)
        .order_by(review_task::Column::Id, Order::Asc)
        .limit(limit + 1)
        .all(db)
        .await?;
    let (rows, next_cursor) = page::cut(rows, limit, |r: &review_task::Model| ByOpening(r.opened_at, r.id));
    Ok(Page { data: task_views(db, actor, rows).await?, next_cursor })
}

/// Tasks of the stages that the actor's roles decide; field reviews only of their units.
pub(super) fn inbox(actor: &Actor) -> Condition {
    let mut any = Condition::any().add(Expr::value(false));
    if actor.may(Permission::FieldReview) {
        let units: Vec<Uuid> = actor.units_with(Permission::FieldReview).into_iter().collect();
        any =
            any.add(Condition::all().add(review_task::Column::Stage.eq(Stage::FieldReview)).add(review_task::Column::UnitId.is_in(units)));
    }
    if actor.may(Permission::ItemSendUp) {
        any = any.add(review_task::Column::Stage.eq(Stage::Editing));
    }
    if actor.may(Permission::BoardApprove) {
        any = any.add(review_task::Column::Stage.eq(Stage::BoardReview));
    }
    any
}

pub(super) async fn task_views(db: &impl ConnectionTrait, actor: &Actor, rows: Vec<review_task::Model>) -> Result<Vec<TaskView>, Problem> {
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
    let people = rows.iter().flat_map(|r| r.assignee_id.into_iter().chain(r.closed_by));
    let units = rows.iter().filter_map(|r| r.unit_id).chain(items.iter().map(|i| i.unit_id));
    let names = Names::load(db, people, units, std::iter::empty()).await?;
    let mut views = vec![];
    for row in rows {
        let (Some(item), Some(revision)) = (items.iter().find(|i| i.id == row.item_id), revisions.iter().find(|r| r.0 == row.revision_id))
        else {
            continue;
        };
        let reviewed = approvals.iter().filter(|a| a.item_id == row.item_id).max_by_key(|a| a.at);
        let edited = row.stage == Stage::BoardReview && reviewed.is_some_and(|a| a.hash != revision.2);
        views.push(TaskView {
            id: row.id,
            item: TaskItem { id: item.id, kind: item.kind, title: item.title.clone(), state: item.state, unit: names.unit(item.unit_id) },
            stage: row.stage,
            unit: row.unit_id.map(|u| names.unit(u)),
            fields: serde_json::from_str(&row.fields)?,
            reason: row.reason.clone(),
            state: row.state,
            assignee: row.assignee_id.map(|p| names.person(p)),
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
    if task.state != TaskState::Open || !policy::may_decide(actor, task, writers) {
        return vec![];
    }
    let mine = task.assignee_id.is_some() && task.assignee_id == actor.person;
    let mut verbs = vec![if mine { "release" } else { "claim" }];
    if mine || task.assignee_id.is_none() {
        if task.stage != Stage::BoardReview || policy::four_eyes(actor, writers) {
            verbs.push("approve");
        }
        verbs.extend(["return", "reject"]);
    }
    verbs.into_iter().map(str::to_owned).collect()
}

const CHECKLIST: &str = "Tôi xác nhận nội dung không chứa bí mật nhà nước, không thuộc các hành vi bị cấm, không lộ dữ liệu cá nhân và có quyền sử dụng hình ảnh, tư liệu (Điều 6 khoản 2, Điều 8 của Quy chế).";

/// A task with the text, what changed, and what was said before.
pub async fn task_detail(db: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Result<TaskDetail, Problem> {
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
    let task = task_views(db, actor, vec![row]).await?.pop().ok_or_else(Problem::not_found)?;
    Ok(TaskDetail {
        task,
        revision: RevisionDetail { revision: revision_views(db, vec![row_revision], live).await?.remove(0), content: frozen.content },
        diff,
        remarks: remark_views(db, remarks, &names).await?,
        checklist: Checklist { confirmed_required: true, text: CHECKLIST.into() },
        item_version: on.item.version,
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
