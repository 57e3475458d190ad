//! Second factors: what a person has besides a password, and how they prove it.
//!
//! *Factor*: an authenticator app (TOTP) or a passkey. *Recovery code*: stands in for a lost phone, once. *Step*: the moment
//! between a right password and the second factor. *Proof*: a code, a recovery code or a passkey's signature, of this request.
//!
//! | file | |
//! |---|---|
//! | `routes.rs`, `views.rs` | the endpoints under `/api/v1/auth/factors`, and what they take and show |
//! | `sign_in.rs` | the second step of a sign-in, and the sign-in by passkey alone |
//! | `proof.rs` | whether a proof holds; every door asks here |
//! | `decision.rs` | the proof that a decision from a link needs |
//! | `actions.rs` | add, rename, revoke, reset; recovery codes |
//! | `challenge.rs` | challenges that need no table until they are spent |
//! | `webauthn.rs`, `totp.rs` | the two standards, without tables |

pub mod actions;
pub mod challenge;
pub mod decision;
pub mod proof;
mod routes;
mod sign_in;
pub mod totp;
pub mod views;
pub mod webauthn;

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::kernel::words::FactorKind;
use crate::store::entities::{second_factor, spent_challenge};
use crate::store::{Fault, Site, Upkeep};

pub use sign_in::step_needed;

pub fn configure(cfg: &mut ServiceConfig) {
    routes::configure(cfg);
    sign_in::configure(cfg);
}

/// The factors that a person can prove today, the oldest first.
pub async fn of(db: &impl ConnectionTrait, user: Uuid) -> Result<Vec<second_factor::Model>, Fault> {
    let rows = second_factor::Entity::find()
        .filter(second_factor::Column::UserId.eq(user))
        .filter(second_factor::Column::RevokedAt.is_null())
        .order_by_asc(second_factor::Column::Id)
        .all(db)
        .await?;
    Ok(rows)
}

/// The credential ids among them.
pub fn credentials(factors: &[second_factor::Model]) -> Vec<String> {
    factors.iter().filter(|f| f.kind == FactorKind::Passkey).filter_map(|f| f.credential_id.clone()).collect()
}

/// Challenges that have ended need not be remembered as spent. For the worker's timetable.
pub async fn forget_spent(site: &Site, now: DateTime<Utc>) -> Result<u64, Fault> {
    let upkeep = Upkeep::begin(site).await?;
    let gone = upkeep.delete(spent_challenge::Entity::delete_many().filter(spent_challenge::Column::ExpiresAt.lt(now))).await?;
    upkeep.commit().await?;
    Ok(gone)
}
