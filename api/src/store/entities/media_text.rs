//! The words that were read from a file: JSON, a list of `kernel::attachment::TextPart`.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "media_text")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub media_id: Uuid,
    pub parts: String,
}

impl ActiveModelBehavior for ActiveModel {}
