//! How many publications of a unit, genre and class a plan asks for.

use sea_orm::entity::prelude::*;

use crate::kernel::words::{Genre, InfoClass};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_quota")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub plan_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub ordinal: i64,
    pub unit_id: Option<Uuid>,
    pub genre: Option<Genre>,
    pub info_class: Option<InfoClass>,
    pub target: i64,
}

impl ActiveModelBehavior for ActiveModel {}
