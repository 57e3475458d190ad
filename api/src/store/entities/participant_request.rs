//! An enterprise, co-operative or person asks to publish (Đ1.4). How to reach them is kept apart.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "participant_request")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub code: String,
    pub kind: String,
    pub name: String,
    pub purpose: String,
    pub state: String,
    pub sender_hash: String,
    pub created_at: DateTimeUtc,
    pub decided_at: Option<DateTimeUtc>,
    pub decided_by: Option<Uuid>,
    pub refusal: Option<String>,
    pub unit_id: Option<Uuid>,
    pub user_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
