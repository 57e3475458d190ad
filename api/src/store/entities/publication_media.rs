//! The pictures and attachments that a publication lets out (decision 17).

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "publication_media")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub publication_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub media_id: Uuid,
    pub public_json: String,
    /// JSON: the files besides renditions, by name (`file`, `captions`), as they were when it was published.
    pub files: String,
}

impl ActiveModelBehavior for ActiveModel {}
