//! A communication plan (Đ11.3a) or the board's plan of activity (Đ5.3).

use sea_orm::entity::prelude::*;

use crate::kernel::words::PlanKind;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plan")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: PlanKind,
    pub title: String,
    pub aim: Option<String>,
    pub starts_on: Date,
    pub ends_on: Date,
    pub decision_number: Option<String>,
    pub decision_date: Option<Date>,
    pub made_by: Option<Uuid>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
