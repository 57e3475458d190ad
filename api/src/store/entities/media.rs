//! A picture on the desk. The public reaches its renditions only through `publication_media`.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "media")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub blob_hash: String,
    pub filename: String,
    #[sea_orm(column_name = "type")]
    pub media_type: String,
    pub bytes: i64,
    pub width: i64,
    pub height: i64,
    pub alt: Option<String>,
    pub caption: Option<String>,
    pub rights_owner: Option<String>,
    pub rights_licence: Option<String>,
    pub rights_permission: Option<String>,
    /// Whether children can be recognised on it; none: nobody has said. The consent stands in `rights_permission`.
    pub shows_children: Option<bool>,
    pub renditions: String,
    pub unit_id: Uuid,
    pub created_by: Uuid,
    pub version: i64,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
