//! A consultation as its dates and its latest text stand; written by `store/consultations.rs`.

use sea_orm::entity::prelude::*;

use crate::kernel::words::{AskSender, ConsultationForm, ConsultationPhase};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consultation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub item_id: Uuid,
    pub form: ConsultationForm,
    pub sender: AskSender,
    pub unit_id: Uuid,
    pub opens_at: DateTimeUtc,
    pub closes_at: DateTimeUtc,
    pub phase: ConsultationPhase,
    pub next_at: Option<DateTimeUtc>,
    pub version_no: i64,
    pub report_item_id: Option<Uuid>,
    pub document_id: Option<Uuid>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
