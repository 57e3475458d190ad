//! A kind's own filters (decision 14) and the fields, newest first.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "publication_key")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub publication_n: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub ordinal: i64,
    pub name: String,
    pub text: Option<String>,
    pub int: Option<i64>,
    pub date: Option<Date>,
    pub published_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
