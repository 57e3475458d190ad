//! A role held by a person from one day to another, by a decision (Đ5.1, Đ11).

use sea_orm::entity::prelude::*;

use crate::kernel::words::Role;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "role_assignment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Uuid,
    pub role: Role,
    pub unit_id: Option<Uuid>,
    pub fields: String,
    pub sections: String,
    pub valid_from: Date,
    pub valid_to: Option<Date>,
    pub decision_number: Option<String>,
    pub decision_date: Option<Date>,
    pub delegated_by: Option<Uuid>,
    /// The assignment that this one delegates: it counts only while that one does.
    pub source_id: Option<Uuid>,
    /// The body whose forming opened it.
    pub body_id: Option<Uuid>,
    pub assigned_by: Option<Uuid>,
    pub ended_by: Option<Uuid>,
    pub ended_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
