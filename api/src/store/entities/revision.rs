//! A frozen state of an item; never changed (decision 6).

use sea_orm::entity::prelude::*;

use crate::kernel::words::RevisionReason;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "revision")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub item_id: Uuid,
    pub no: i64,
    pub edition: i64,
    pub hash: String,
    pub schema_version: i64,
    pub content: String,
    pub title: String,
    pub writers: String,
    pub reason: RevisionReason,
    pub name: Option<String>,
    pub created_by: Option<Uuid>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
