//! One decision that somebody owes: a unit, the Secretariat or the board.

use sea_orm::entity::prelude::*;

use crate::kernel::words::{Stage, TaskState};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "review_task")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub item_id: Uuid,
    pub revision_id: Uuid,
    pub edition: i64,
    pub stage: Stage,
    pub unit_id: Option<Uuid>,
    pub fields: String,
    pub reason: String,
    pub state: TaskState,
    pub assignee_id: Option<Uuid>,
    pub opened_at: DateTimeUtc,
    pub closed_at: Option<DateTimeUtc>,
    pub closed_by: Option<Uuid>,
    pub version: i64,
    /// The end of the task's share of the item's clock, or of the default limit of its stage. `None`: no calendar was known.
    pub due_at: Option<DateTimeUtc>,
    /// When whoever owes it is reminded.
    pub warn_at: Option<DateTimeUtc>,
    pub warned_at: Option<DateTimeUtc>,
    /// When it passed to the alternate, because its share of the clock was over.
    pub passed_at: Option<DateTimeUtc>,
    /// Who gave it to the assignee, when they did not take it themselves.
    pub given_by: Option<Uuid>,
    /// The task of another unit that this one goes on with.
    pub moved_from: Option<Uuid>,
    /// Whether the unit is the main reviewer of the item's section (Đ14.1).
    pub main_reviewer: bool,
}

impl ActiveModelBehavior for ActiveModel {}
