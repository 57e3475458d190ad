//! A unit that goes over into another at a date, and what moved with it.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reorganisation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub unit_id: Uuid,
    pub successor_id: Uuid,
    /// The decision behind it.
    pub citation: String,
    /// The first day of the successor.
    pub effective_on: Date,
    /// Numbers of what moved, JSON; `None` while it lies ahead.
    pub moved: Option<String>,
    pub created_by: Option<Uuid>,
    pub created_at: DateTimeUtc,
    pub done_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
