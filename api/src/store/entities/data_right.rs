//! A request of a sender about their own data (law 91/2025).

use sea_orm::entity::prelude::*;

use crate::kernel::letters::{DataRight, DataRightState};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "data_right")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub letter_id: Uuid,
    pub kind: DataRight,
    pub state: DataRightState,
    pub asked_at: DateTimeUtc,
    pub acknowledged_at: Option<DateTimeUtc>,
    pub done_at: Option<DateTimeUtc>,
    pub done_by: Option<Uuid>,
    /// What was asked and answered, sealed with the letter's key; gone with it.
    pub body: Option<Vec<u8>>,
    pub answer: Option<Vec<u8>>,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
