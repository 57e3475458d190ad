//! What the desk keeps of an urgent notice beside its item: on what it rests, what was filled in, and its after-check.

use sea_orm::entity::prelude::*;

use crate::kernel::words::{Basis, CheckState, UrgentSeverity};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "urgent_notice")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub item_id: Uuid,
    pub kind: String,
    pub severity: UrgentSeverity,
    pub basis: Basis,
    pub template_revision_id: Option<Uuid>,
    pub blanks: String,
    pub filled_hash: String,
    pub reason: Option<String>,
    pub unit_id: Uuid,
    pub published_by: Uuid,
    pub published_at: DateTimeUtc,
    pub ended_by: Option<Uuid>,
    pub check_state: CheckState,
    pub check_due: Option<DateTimeUtc>,
    pub checked_by: Option<Uuid>,
    pub checked_at: Option<DateTimeUtc>,
    pub check_remark: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
