//! A plan or project that was approved, or statistics that are to be published (Đ7.4, Đ7.6).

use sea_orm::entity::prelude::*;

use crate::kernel::words::Matter;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "logged_approval")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub unit_id: Uuid,
    pub matter: Matter,
    pub title: String,
    pub decision_number: Option<String>,
    pub approved_by: Option<String>,
    pub approved_on: Date,
    pub not_subject_reason: Option<String>,
    pub legal_basis: Option<String>,
    pub item_id: Option<Uuid>,
    pub typed_by: Option<Uuid>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
