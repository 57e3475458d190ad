//! One e-mail to one person and how its delivery goes.

use sea_orm::entity::prelude::*;

use crate::kernel::messages::MessageName;
use crate::kernel::notices::DeliveryState;
use crate::kernel::words::Lang;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "delivery")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Absent for somebody without an account.
    pub user_id: Option<Uuid>,
    /// Absent for a digest.
    pub notice_id: Option<Uuid>,
    pub digest_at: Option<DateTimeUtc>,
    /// To somebody outside: which message in which language, what it is about, the key that keeps it from being sent twice.
    pub message: Option<MessageName>,
    pub lang: Option<Lang>,
    pub about_id: Option<Uuid>,
    pub once: Option<String>,
    /// Address, name and values of such a message, sealed; gone as soon as they are not needed any more.
    pub sealed: Option<Vec<u8>>,
    pub state: DeliveryState,
    pub attempts: i64,
    pub due_at: DateTimeUtc,
    /// A stable code or the server's reply code, never an address.
    pub last_error: Option<String>,
    pub created_at: DateTimeUtc,
    pub sent_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
