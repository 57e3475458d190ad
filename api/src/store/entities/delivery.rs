//! One e-mail to one person and how its delivery goes.

use sea_orm::entity::prelude::*;

use crate::kernel::notices::DeliveryState;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "delivery")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Uuid,
    /// Absent for a morning digest.
    pub notice_id: Option<Uuid>,
    pub digest_on: Option<Date>,
    pub state: DeliveryState,
    pub attempts: i64,
    pub due_at: DateTimeUtc,
    /// A stable code or the server's reply code, never an address.
    pub last_error: Option<String>,
    pub created_at: DateTimeUtc,
    pub sent_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
