//! Looks at personal data: who saw what of whom. No personal data itself.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "access_log")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub at: DateTimeUtc,
    pub actor_id: Option<Uuid>,
    pub what: String,
    pub subject_id: Uuid,
    pub request_id: String,
}

impl ActiveModelBehavior for ActiveModel {}
