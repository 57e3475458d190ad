//! An event of the log (Đ16): planned in the leaders' schedule, or typed when it took place.

use sea_orm::entity::prelude::*;

use crate::kernel::words::{EventSource, Happening};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "logged_event")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub unit_id: Uuid,
    pub title: String,
    pub place: Option<String>,
    pub starts_at: DateTimeUtc,
    pub ends_at: Option<DateTimeUtc>,
    pub happening: Happening,
    pub source: EventSource,
    pub not_subject_reason: Option<String>,
    pub legal_basis: Option<String>,
    pub item_id: Option<Uuid>,
    pub typed_by: Option<Uuid>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
