//! Who stands in for an absent person: in one of their assignments, or (without one) in all the others.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "absence_cover")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub absence_id: Uuid,
    pub cover_id: Uuid,
    pub assignment_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
