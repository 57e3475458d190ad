//! A fact of Điều 3 that changed (Đ6.7): an update task for its unit until every page that shows it is renewed.

use sea_orm::entity::prelude::*;

use crate::kernel::words::Fact;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "fact_change")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub unit_id: Uuid,
    pub fact: Fact,
    pub what: String,
    pub changed_on: Date,
    pub typed_by: Option<Uuid>,
    pub created_at: DateTimeUtc,
    pub closed_at: Option<DateTimeUtc>,
    pub closed_by: Option<Uuid>,
    pub closing_note: Option<String>,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
