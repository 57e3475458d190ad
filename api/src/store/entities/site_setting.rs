//! A setting of the site from a day on, with the decision behind it. Rows are never rewritten: `no` counts a name's rows, and
//! of those whose day has come the newest counts.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "site_setting")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub no: i64,
    pub value: String,
    pub valid_from: Date,
    pub decision_number: Option<String>,
    pub decision_date: Option<Date>,
    pub set_by: Option<Uuid>,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
