//! What is arranged by hand: a menu, the pins, a topic, a life event. Its texts are versions that the board approves.

use sea_orm::entity::prelude::*;

use crate::kernel::words::ArrangementKind;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "arrangement")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: ArrangementKind,
    pub slug: String,
    pub position: i64,
    pub last_no: i64,
    /// The version that the public sees.
    pub live_no: Option<i64>,
    pub version: i64,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
