//! A comment of the public on a consultation. What was written and by whom is sealed; `published_text` is what everybody reads.

use sea_orm::entity::prelude::*;

use crate::kernel::words::{OpinionOutcome, OpinionState};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "opinion")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub consultation_id: Uuid,
    pub code: String,
    pub secret_tag: String,
    pub challenge_tag: String,
    pub fingerprint: String,
    pub version_no: i64,
    pub anchor: Option<String>,
    pub state: OpinionState,
    pub received_at: DateTimeUtc,
    pub sealed: Vec<u8>,
    pub has_email: bool,
    pub published_text: Option<String>,
    pub published_name: Option<String>,
    pub redacted: bool,
    pub refusal: Option<String>,
    pub decided_by: Option<Uuid>,
    pub decided_at: Option<DateTimeUtc>,
    pub outcome: Option<OpinionOutcome>,
    pub outcome_reason: Option<String>,
    pub outcome_by: Option<Uuid>,
    pub outcome_at: Option<DateTimeUtc>,
    pub told_at: Option<DateTimeUtc>,
    pub files: i64,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
