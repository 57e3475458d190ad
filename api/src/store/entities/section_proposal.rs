//! A change of the section tree that somebody proposes (Đ11.3b, Đ13.8) and the board decides.

use sea_orm::entity::prelude::*;

use crate::kernel::words::{ProposalState, SectionAction};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "section_proposal")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub action: SectionAction,
    /// Of a section that is to be opened: set when it is.
    pub section_id: Option<Uuid>,
    /// JSON: what is wanted, `features/directory/sections/wanted.rs`.
    pub content: String,
    pub reason: String,
    pub state: ProposalState,
    pub version: i64,
    pub proposed_by: Option<Uuid>,
    pub proposed_at: DateTimeUtc,
    pub decided_by: Option<Uuid>,
    pub decided_at: Option<DateTimeUtc>,
    pub note: Option<String>,
    pub decision_number: Option<String>,
    pub decision_date: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}
