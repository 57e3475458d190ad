//! What the ward decides about review (shares of the clock, limits, four eyes), each value from a day on with its legal basis.

use sea_orm::entity::prelude::*;

use crate::kernel::words::ReviewSetting;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "review_setting")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub name: ReviewSetting,
    pub value: String,
    pub citation: String,
    pub valid_from: Date,
    pub created_by: Option<Uuid>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
