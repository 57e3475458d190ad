//! What a letter says and who sent it, sealed with the letter's own key, which is wrapped by the ring's key `key_id`.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "letter_private")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub letter_id: Uuid,
    pub key_id: String,
    pub wrapped_key: Vec<u8>,
    pub content: Vec<u8>,
    pub sender: Option<Vec<u8>>,
    /// The answer in the making.
    pub draft: Option<Vec<u8>>,
}

impl ActiveModelBehavior for ActiveModel {}
