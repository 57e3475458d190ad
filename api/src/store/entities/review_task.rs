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
}

impl ActiveModelBehavior for ActiveModel {}
