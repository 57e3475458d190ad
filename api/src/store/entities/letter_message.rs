//! What was said in the course of a letter, sealed.

use sea_orm::entity::prelude::*;

use crate::kernel::letters::LetterMessageKind;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "letter_message")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub letter_id: Uuid,
    pub kind: LetterMessageKind,
    pub at: DateTimeUtc,
    pub actor_id: Option<Uuid>,
    pub unit_id: Option<Uuid>,
    pub body: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}
