//! What the working copy of an item uses. Derived from it and written with it.

use sea_orm::entity::prelude::*;

use crate::kernel::words::{ReferenceManner, ReferenceTarget};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "working_reference")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub item_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub ordinal: i64,
    pub target: ReferenceTarget,
    pub manner: ReferenceManner,
    /// Of a publication or a section: its path on this site.
    pub path: Option<String>,
    pub media_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
