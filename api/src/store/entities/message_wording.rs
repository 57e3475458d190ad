//! How the desk words a message, version by version. Nothing is overwritten; without words it is the standard again.

use sea_orm::entity::prelude::*;

use crate::kernel::messages::MessageName;
use crate::kernel::words::Lang;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "message_wording")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub message: MessageName,
    pub lang: Lang,
    pub no: i64,
    pub current: bool,
    /// Absent: the standard words.
    pub subject: Option<String>,
    pub body: Option<String>,
    pub set_by: Option<Uuid>,
    pub set_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
