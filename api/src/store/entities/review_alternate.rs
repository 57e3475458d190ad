//! Who takes over the tasks of a stage (and unit) when their share of the clock is over, from one day to another.

use sea_orm::entity::prelude::*;

use crate::kernel::words::Stage;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "review_alternate")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub stage: Stage,
    /// Of field review only.
    pub unit_id: Option<Uuid>,
    pub user_id: Uuid,
    pub citation: String,
    pub valid_from: Date,
    pub valid_to: Option<Date>,
    pub created_by: Option<Uuid>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
