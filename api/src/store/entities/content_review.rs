//! Standing public information: when it was looked at last, and by when it is looked at again (Đ7.1).

use sea_orm::entity::prelude::*;

use crate::kernel::words::InfoClass;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "content_review")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub item_id: Uuid,
    pub unit_id: Uuid,
    pub info_class: InfoClass,
    pub reviewed_on: Date,
    pub reviewed_by: Option<Uuid>,
    pub due_on: Date,
}

impl ActiveModelBehavior for ActiveModel {}
