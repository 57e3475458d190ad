//! What a reviewer said, bound to the revision they saw.

use sea_orm::entity::prelude::*;

use crate::kernel::words::Stage;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "remark")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub item_id: Uuid,
    pub revision_id: Uuid,
    pub task_id: Option<Uuid>,
    pub stage: Stage,
    pub kind: String,
    pub author_id: Uuid,
    pub body: String,
    pub anchor: Option<String>,
    pub at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
