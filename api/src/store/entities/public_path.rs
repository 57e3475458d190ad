//! Every address a publication ever had; one is canonical (decision 2).

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "public_path")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub path: String,
    pub publication_id: Uuid,
    pub canonical: bool,
}

impl ActiveModelBehavior for ActiveModel {}
