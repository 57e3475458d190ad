//! One version of a calendar: from its first day on, with the decision behind it.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "calendar_version")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub calendar: String,
    pub no: i64,
    pub valid_from: Date,
    pub decision: Option<String>,
    /// A `kernel::calendar::Sheet`.
    pub content: String,
    pub created_at: DateTimeUtc,
    pub created_by: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
