//! A version of an arrangement: proposed, approved (then live until the next one is), or refused.

use sea_orm::entity::prelude::*;

use crate::kernel::words::ProposalState;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "arrangement_version")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub arrangement_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub no: i64,
    pub state: ProposalState,
    /// JSON, by the kind of the arrangement.
    pub content: String,
    pub saved_by: Option<Uuid>,
    pub saved_at: DateTimeUtc,
    pub decided_by: Option<Uuid>,
    pub decided_at: Option<DateTimeUtc>,
    pub note: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
