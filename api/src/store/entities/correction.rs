//! A visible correction of something published.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "correction")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub item_id: Uuid,
    pub revision_id: Uuid,
    pub note: String,
    pub at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
