//! How many listed publications a section holds of each kind (decision 18).

use sea_orm::entity::prelude::*;

use crate::kernel::words::Kind;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "publication_count")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub section_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: Kind,
    pub listed: i64,
}

impl ActiveModelBehavior for ActiveModel {}
