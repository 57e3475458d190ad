//! An item that shows a changed fact; stale until a new edition of it is public.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "fact_change_item")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub fact_change_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub item_id: Uuid,
    pub renewed_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
