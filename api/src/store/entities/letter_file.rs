//! A file of a letter: its name sealed, its bytes sealed in a blob of their own.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "letter_file")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub letter_id: Uuid,
    pub position: i64,
    pub name: Vec<u8>,
    pub media_type: String,
    pub bytes: i64,
    pub blob_hash: String,
}

impl ActiveModelBehavior for ActiveModel {}
