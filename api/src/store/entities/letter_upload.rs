//! A sender's file on its way in. Its pieces lie sealed on the disk under a key that only the sender's token gives.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "letter_upload")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub token_hash: String,
    pub name: Vec<u8>,
    pub length: i64,
    /// Bytes of the file that are safe.
    pub received: i64,
    /// Bytes on the disk that hold them, sealed.
    pub stored: i64,
    /// Told by its bytes, once it is whole.
    pub media_type: Option<String>,
    pub created_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
