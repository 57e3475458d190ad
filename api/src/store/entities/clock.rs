//! Something owed by a moment.

use sea_orm::entity::prelude::*;

use crate::kernel::words::{ClockLevel, ClockState, ClockSubject};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "clock")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub subject: ClockSubject,
    pub subject_id: Uuid,
    /// The item whose publication pays it, once there is one.
    pub item_id: Option<Uuid>,
    pub rule: String,
    pub rule_id: Uuid,
    pub unit_id: Uuid,
    pub responsible_id: Option<Uuid>,
    pub trigger_at: DateTimeUtc,
    pub due_at: DateTimeUtc,
    pub first_due_at: DateTimeUtc,
    pub calendar: String,
    /// The newest version of the calendar that was known when `due_at` was counted.
    pub calendar_no: i64,
    pub state: ClockState,
    pub done_at: Option<DateTimeUtc>,
    pub extensions: i64,
    /// Who has been told so far.
    pub level: Option<ClockLevel>,
    /// When the next level is to be told; none when nobody is any more.
    pub next_at: Option<DateTimeUtc>,
    pub version: i64,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
