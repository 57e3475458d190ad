//! A shared computer that asks a phone for a sign-in. Only hashes of the picture's code and of the computer's secret are kept.

use sea_orm::entity::prelude::*;

use crate::kernel::words::QrState;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "qr_sign_in")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub code_hash: String,
    pub secret_hash: String,
    /// The two digits on the computer's screen.
    pub number: i64,
    pub user_agent: String,
    pub state: QrState,
    pub user_id: Option<Uuid>,
    /// Whether the phone's own session was strong.
    pub strong: bool,
    pub created_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
