//! A report of content that breaks the rules. What was written and by whom is sealed.

use sea_orm::entity::prelude::*;

use crate::kernel::words::{ViolationOutcome, ViolationReason, ViolationState};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "violation_report")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub code: String,
    pub secret_tag: String,
    pub challenge_tag: String,
    pub fingerprint: String,
    /// The page, as it was addressed then.
    pub path: String,
    /// Not for the portal's own pages.
    pub publication_id: Option<Uuid>,
    pub reason: ViolationReason,
    pub state: ViolationState,
    pub received_at: DateTimeUtc,
    pub sealed: Vec<u8>,
    pub has_email: bool,
    pub assignee_id: Option<Uuid>,
    pub outcome: Option<ViolationOutcome>,
    pub outcome_reason: Option<String>,
    pub decided_by: Option<Uuid>,
    pub decided_at: Option<DateTimeUtc>,
    pub told_at: Option<DateTimeUtc>,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
