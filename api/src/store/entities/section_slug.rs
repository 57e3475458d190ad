//! Every address that a section has or had: it leads to the section that holds its content today.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "section_slug")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub slug: String,
    pub section_id: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}
