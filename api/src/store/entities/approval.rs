//! An approval and the hash it saw (decision 7).

use sea_orm::entity::prelude::*;

use crate::kernel::words::{Basis, Stage};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "approval")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub item_id: Uuid,
    pub revision_id: Uuid,
    pub hash: String,
    pub stage: Stage,
    pub basis: Basis,
    pub unit_id: Option<Uuid>,
    pub fields: String,
    pub template_revision_id: Option<Uuid>,
    pub emergency_reason: Option<String>,
    pub actor_id: Uuid,
    pub at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
