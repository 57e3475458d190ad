//! A section (chuyên mục) of the portal, dated, perhaps owned by a unit (Đ12.2).

use sea_orm::entity::prelude::*;

use crate::kernel::words::InfoClass;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "section")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub slug: String,
    pub name: String,
    pub name_en: Option<String>,
    pub parent_id: Option<Uuid>,
    pub position: i64,
    pub info_class: InfoClass,
    pub owner_unit_id: Option<Uuid>,
    pub valid_from: Date,
    pub valid_to: Option<Date>,
    pub created_at: DateTimeUtc,
    /// Of a closed section: where its content went.
    pub merged_into: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
