//! The Editorial Board or the Secretariat as a decision formed it (Đ5.1, Đ11.1, Đ11.3).

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "body")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: String,
    pub decision_number: String,
    pub decision_date: Date,
    pub valid_from: Date,
    pub valid_to: Option<Date>,
    pub ended_on: Option<Date>,
    pub formed_by: Option<Uuid>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
