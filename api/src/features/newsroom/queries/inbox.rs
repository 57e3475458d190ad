//! The inbox: which open tasks a person sees, filtered, counted, sorted by due.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, Query as Sql};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::tasks::task_views;
use crate::access::{Actor, Permission};
use crate::features::newsroom::views::{TaskCounts, TaskView};
use crate::http::page::{self, Cursor, PageRequest};
use crate::http::{Page, Problem};
use crate::kernel::words::{Field, Role, Stage, TaskState};
use crate::store::entities::{item, review_task};

/// How a task stands to its limit. `in_time`, `soon` (its reminder has come) and `overdue` of what is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TaskDue {
    InTime,
    Soon,
    Overdue,
}

impl TaskDue {
    pub fn of(task: &review_task::Model, now: DateTime<Utc>) -> Option<Self> {
        let due = task.due_at.filter(|_| task.state == TaskState::Open)?;
        Some(match task.warn_at {
            _ if due <= now => Self::Overdue,
            Some(warn) if warn <= now => Self::Soon,
            _ => Self::InTime,
        })
    }
}

/// Whose hands a task is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Hands {
    /// The caller's own.
    Mine,
    Nobody,
    /// The caller's, because somebody gave it to them.
    GivenToMe,
}

/// Which tasks a person is asked for.
#[derive(Clone, Debug)]
pub struct TaskFilter {
    pub now: DateTime<Utc>,
    pub state: TaskState,
    pub stage: Option<Stage>,
    pub hands: Option<Hands>,
    pub unit: Option<Uuid>,
    pub field: Option<Field>,
    pub section: Option<Uuid>,
    pub due: Option<TaskDue>,
    /// What is due first comes first; otherwise what was opened first.
    pub by_due: bool,
}

impl TaskFilter {
    pub fn open(now: DateTime<Utc>) -> Self {
        Self { now, state: TaskState::Open, stage: None, hands: None, unit: None, field: None, section: None, due: None, by_due: false }
    }
}

#[derive(Serialize, Deserialize)]
struct ByOpening(DateTime<Utc>, Uuid);
impl Cursor for ByOpening {
    fn sane(&self) -> bool {
        page::sane_instant(self.0)
    }
}

/// Tasks without a limit come last.
#[derive(Serialize, Deserialize)]
struct ByDue(Option<DateTime<Utc>>, Uuid);
impl Cursor for ByDue {
    fn sane(&self) -> bool {
        self.0.is_none_or(page::sane_instant)
    }
}

/// The tasks of the actor's inbox, oldest or first due first.
pub async fn tasks(db: &impl ConnectionTrait, actor: &Actor, filter: &TaskFilter, page: &PageRequest) -> Result<Page<TaskView>, Problem> {
    use review_task::Column;
    let limit = page.limit()?;
    let mut query = found(actor, filter);
    if filter.by_due {
        if let Some(ByDue(due, id)) = page.after::<ByDue>()? {
            let same = Condition::all().add(Column::Id.gt(id));
            query = query.filter(match due {
                Some(due) => Condition::any().add(Column::DueAt.gt(due)).add(same.add(Column::DueAt.eq(due))).add(Column::DueAt.is_null()),
                None => same.add(Column::DueAt.is_null()),
            });
        }
        query = query.order_by(Column::DueAt.is_null(), Order::Asc).order_by(Column::DueAt, Order::Asc);
    } else {
        if let Some(ByOpening(at, id)) = page.after::<ByOpening>()? {
            let same = Condition::all().add(Column::OpenedAt.eq(at)).add(Column::Id.gt(id));
            query = query.filter(Condition::any().add(Column::OpenedAt.gt(at)).add(same));
        }
        query = query.order_by(Column::OpenedAt, Order::Asc);
    }
    let rows = query.order_by(Column::Id, Order::Asc).limit(limit + 1).all(db).await?;
    let (rows, next_cursor) = if filter.by_due {
        page::cut(rows, limit, |r: &review_task::Model| ByDue(r.due_at, r.id))
    } else {
        page::cut(rows, limit, |r: &review_task::Model| ByOpening(r.opened_at, r.id))
    };
    Ok(Page { data: task_views(db, actor, rows, filter.now).await?, next_cursor })
}

/// How many tasks each filter of the inbox would show, beside those that are set already.
pub async fn task_counts(db: &impl ConnectionTrait, actor: &Actor, filter: &TaskFilter) -> Result<TaskCounts, Problem> {
    let count = async |filter: TaskFilter| found(actor, &filter).count(db).await;
    let hands = async |hands| count(TaskFilter { hands: Some(hands), ..filter.clone() }).await;
    let due = async |due| count(TaskFilter { due: Some(due), ..filter.clone() }).await;
    let stage = async |stage| count(TaskFilter { stage: Some(stage), ..filter.clone() }).await;
    Ok(TaskCounts {
        all: count(filter.clone()).await?,
        mine: hands(Hands::Mine).await?,
        nobody: hands(Hands::Nobody).await?,
        given_to_me: hands(Hands::GivenToMe).await?,
        soon: due(TaskDue::Soon).await?,
        overdue: due(TaskDue::Overdue).await?,
        field_review: stage(Stage::FieldReview).await?,
        editing: stage(Stage::Editing).await?,
        board_review: stage(Stage::BoardReview).await?,
    })
}

/// How many open tasks wait for the actor.
pub async fn waiting(db: &impl ConnectionTrait, actor: &Actor, now: DateTime<Utc>) -> Result<u64, Problem> {
    Ok(found(actor, &TaskFilter::open(now)).count(db).await?)
}

fn found(actor: &Actor, filter: &TaskFilter) -> Select<review_task::Entity> {
    use review_task::Column;
    let mut all = Condition::all().add(inbox(actor)).add(Column::State.eq(filter.state));
    all = all.add_option(filter.stage.map(|stage| Column::Stage.eq(stage)));
    all = all.add_option(filter.unit.map(|unit| Column::UnitId.eq(unit)));
    // The column holds a list of words in quotation marks.
    all = all.add_option(filter.field.map(|field| Column::Fields.contains(format!("\"{field}\""))));
    if let Some(section) = filter.section {
        let items = Sql::select().column(item::Column::Id).from(item::Entity).and_where(item::Column::SectionId.eq(section)).to_owned();
        all = all.add(Column::ItemId.in_subquery(items));
    }
    // A person away counts as whoever stands in for them today.
    let mine = Column::AssigneeId.is_in(actor.person.into_iter().chain(actor.stands_in_for.iter().copied()));
    all = match filter.hands {
        None => all,
        Some(Hands::Mine) => all.add(mine),
        Some(Hands::Nobody) => all.add(Column::AssigneeId.is_null()),
        Some(Hands::GivenToMe) => all.add(mine).add(Column::GivenBy.is_not_null()),
    };
    let (open, later) = (Column::State.eq(TaskState::Open), Column::DueAt.gt(filter.now));
    all = match filter.due {
        None => all,
        Some(TaskDue::Overdue) => all.add(open).add(Column::DueAt.lte(filter.now)),
        Some(TaskDue::Soon) => all.add(open).add(later).add(Column::WarnAt.lte(filter.now)),
        Some(TaskDue::InTime) => all.add(open).add(later).add(Column::WarnAt.gt(filter.now)),
    };
    review_task::Entity::find().filter(all)
}

/// Tasks of the stages that the actor's roles decide; field reviews only of their units, also for the head, who answers for
/// the unit and gives its tasks out.
fn inbox(actor: &Actor) -> Condition {
    use review_task::Column;
    let mut any = Condition::any().add(Expr::value(false));
    if actor.may(Permission::FieldReview) || actor.has_role(Role::UnitHead) {
        let units: Vec<Uuid> = actor.reviewing_units().into_iter().collect();
        any = any.add(Condition::all().add(Column::Stage.eq(Stage::FieldReview)).add(Column::UnitId.is_in(units)));
    }
    if actor.may(Permission::ItemSendUp) {
        any = any.add(Column::Stage.eq(Stage::Editing));
    }
    if actor.may(Permission::BoardApprove) {
        any = any.add(Column::Stage.eq(Stage::BoardReview));
    }
    any
}
