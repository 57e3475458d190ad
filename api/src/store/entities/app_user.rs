//! A person who signs in. Nobody is deleted: `state` says whether they may still act.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "app_user")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub username: String,
    pub display_name: String,
    pub position: String,
    pub email: Option<String>,
    pub unit_id: Option<Uuid>,
    pub password_hash: String,
    pub state: String,
    pub created_at: DateTimeUtc,
    pub password_changed_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
