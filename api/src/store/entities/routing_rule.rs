//! Which unit reviews what (Điều 12–14), as dated data with its citation.

use sea_orm::entity::prelude::*;

use crate::kernel::words::Field;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "routing_rule")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub applies_to: String,
    pub field: Option<Field>,
    pub section_id: Option<Uuid>,
    pub unit_id: Uuid,
    pub citation: String,
    pub valid_from: Date,
    pub valid_to: Option<Date>,
    pub created_at: DateTimeUtc,
    /// The unit is the main reviewer of the section (Đ14.1).
    pub main_reviewer: bool,
    /// The rule that this one follows.
    pub replaces: Option<Uuid>,
    pub created_by: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
