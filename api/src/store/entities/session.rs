//! A signed-in browser. Only the hash of its refresh token is kept, and of the one before it, to catch reuse.

use sea_orm::entity::prelude::*;

use crate::kernel::words::SignInMethod;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Uuid,
    pub refresh_hash: String,
    pub previous_hash: Option<String>,
    pub rotated_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    pub last_used_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    pub user_agent: String,
    pub revoked_at: Option<DateTimeUtc>,
    pub revoked_because: Option<String>,
    /// How the person proved who they are.
    pub method: SignInMethod,
    /// A second factor, or a passkey that verified its user, stood behind it.
    pub strong: bool,
}

impl ActiveModelBehavior for ActiveModel {}
