//! The last number and hash of the change log: the last lock of every transaction (decision 8).

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "change_head")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    pub seq: i64,
    pub public_seq: i64,
    pub at: DateTimeUtc,
    pub hash: String,
}

impl ActiveModelBehavior for ActiveModel {}
