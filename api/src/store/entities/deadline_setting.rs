//! Which calendar the ward counts on, and when who is told; from a day on.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "deadline_setting")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub valid_from: Date,
    pub calendar: String,
    /// Percent of the working time after which the responsible person is warned.
    pub warning_share: i64,
    /// Working hours past the due date after which the unit's head is told, and then the Secretariat and the chief.
    pub unit_head_hours: i64,
    pub secretariat_hours: i64,
    pub decision: Option<String>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
