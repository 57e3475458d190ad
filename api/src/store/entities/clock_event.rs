//! A due date that moved: by whom, from when to when, and why.

use sea_orm::entity::prelude::*;

use crate::kernel::words::ClockEventKind;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "clock_event")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub clock_id: Uuid,
    pub kind: ClockEventKind,
    pub at: DateTimeUtc,
    pub actor_id: Option<Uuid>,
    pub old_due: DateTimeUtc,
    pub new_due: DateTimeUtc,
    pub reason: Option<String>,
    pub notice: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
