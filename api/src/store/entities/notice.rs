//! What a person is told, in ids: its words are made when it is read.

use sea_orm::entity::prelude::*;

use crate::kernel::notices::NoticeKind;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notice")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The change it is about.
    pub seq: i64,
    pub user_id: Uuid,
    pub kind: NoticeKind,
    /// Quiet hours do not hold it back.
    pub urgent: bool,
    pub item_id: Option<Uuid>,
    /// Task, clock, comment or whatever the kind is about.
    pub subject_id: Option<Uuid>,
    pub unit_id: Option<Uuid>,
    pub actor_id: Option<Uuid>,
    pub at: DateTimeUtc,
    pub unread: bool,
    pub read_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
