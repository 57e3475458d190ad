//! How a document bears on another, kept for both ends: what one states, and its inverse at the other. Written where the
//! document that states it is published.

use sea_orm::entity::prelude::*;

use crate::kernel::words::Relation as Word;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document_relation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub stated_by: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub ordinal: i64,
    /// The end that shows it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub item_id: Uuid,
    pub other_id: Uuid,
    pub relation: Word,
    pub provision: Option<String>,
    pub effective_on: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}
