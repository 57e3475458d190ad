//! A passage of a version, with the anchor that comments hold on to.

use sea_orm::entity::prelude::*;

use crate::kernel::articles::PassageLevel;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consultation_passage")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub consultation_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub no: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub ordinal: i64,
    pub anchor: String,
    pub parent: Option<i64>,
    pub level: PassageLevel,
    pub label: String,
    pub heading: String,
    pub text: String,
}

impl ActiveModelBehavior for ActiveModel {}
