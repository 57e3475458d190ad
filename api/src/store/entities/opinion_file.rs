//! A file that came with a comment: its name and its bytes are sealed.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "opinion_file")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub opinion_id: Uuid,
    pub ordinal: i64,
    pub media_type: String,
    pub bytes: i64,
    pub sealed_name: Vec<u8>,
    pub blob: String,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
