//! A person's authenticator app or passkey.

use sea_orm::entity::prelude::*;

use crate::kernel::words::FactorKind;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "second_factor")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Uuid,
    pub kind: FactorKind,
    pub label: String,
    /// TOTP: the shared secret, sealed with the site's key. Passkey: its public key as COSE has it.
    pub secret: Vec<u8>,
    pub created_at: DateTimeUtc,
    pub last_used_at: Option<DateTimeUtc>,
    pub revoked_at: Option<DateTimeUtc>,
    /// Of a passkey: its credential id in base64url.
    pub credential_id: Option<String>,
    /// TOTP: the last step that was accepted. Passkey: the authenticator's count of signatures.
    pub counter: i64,
}

impl ActiveModelBehavior for ActiveModel {}
