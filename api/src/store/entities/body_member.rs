//! A member of a body, their position in it, and the assignment it opened.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "body_member")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub body_id: Uuid,
    pub user_id: Uuid,
    pub position: String,
    pub assignment_id: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}
