//! Links by which people set their own password: 256 random bits in the fragment of an address, good once and for a time.
//! The database keeps only the hash; the link is told to whoever makes it, once.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set};
use uuid::Uuid;

use super::users::{self, DISABLED, INVITED};
use crate::http::{Code, Problem};
use crate::kernel::canonical::sha256_hex;
use crate::store::entities::{app_user, invitation, session};
use crate::store::roles::ACTIVE;
use crate::store::{Change, Work};

/// How long a first invitation waits, and how long a link for a new password.
pub const JOIN: TimeDelta = TimeDelta::days(7);
pub const RESET: TimeDelta = TimeDelta::days(1);

/// A link in the hands of its maker.
#[derive(Clone, Debug)]
pub struct Link {
    pub url: String,
    pub expires_at: DateTime<Utc>,
    pub reset: bool,
}

/// Makes a link for somebody, and kills the ones before it.
pub async fn make(work: &mut Work<'_>, user: &app_user::Model) -> Result<Link, Problem> {
    if user.state == DISABLED {
        return Err(Problem::new(Code::IllegalTransition).detail("Tài khoản đã bị khóa.", "The account is disabled."));
    }
    let reset = user.state != INVITED;
    users::revoke_invitations(work, user.id).await?;
    let token = URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>());
    let expires_at = work.now + if reset { RESET } else { JOIN };
    let row = invitation::ActiveModel {
        id: Set(work.id()),
        user_id: Set(user.id),
        token_hash: Set(sha256_hex(token.as_bytes())),
        purpose: Set(if reset { "reset" } else { "join" }.into()),
        created_by: Set(work.actor.person),
        created_at: Set(work.now),
        expires_at: Set(expires_at),
        used_at: Set(None),
        revoked_at: Set(None),
    };
    invitation::Entity::insert(row).exec_without_returning(work.db()).await?;
    work.record(Change::UserInvited { user: user.id, reset });
    Ok(Link { url: format!("{}/loi-moi#{token}", work.site.settings.public_url), expires_at, reset })
}

/// The invitation behind a token that still opens something, and its person.
pub async fn look(db: &impl ConnectionTrait, token: &str, now: DateTime<Utc>) -> Result<(invitation::Model, app_user::Model), Problem> {
    let found = invitation::Entity::find().filter(invitation::Column::TokenHash.eq(sha256_hex(token.as_bytes()))).one(db).await?;
    let Some(row) = found.filter(|i| i.used_at.is_none() && i.revoked_at.is_none() && i.expires_at > now) else {
        return Err(spent());
    };
    let user = app_user::Entity::find_by_id(row.user_id).one(db).await?.filter(|u| u.state != DISABLED);
    Ok((row, user.ok_or_else(spent)?))
}

/// Uses a link: `hash` is that of the password which its holder chose. Ends whatever sessions the person had.
pub async fn accept(work: &mut Work<'_>, token: &str, hash: String) -> Result<Uuid, Problem> {
    let (row, user) = look(work.db(), token, work.now).await?;
    // Of two who use it at once, the second waits here and then finds it used.
    let row = invitation::Entity::find_by_id(row.id).lock_exclusive().one(work.db()).await?;
    let row = row.filter(|i| i.used_at.is_none() && i.revoked_at.is_none()).ok_or_else(spent)?;
    let reset = row.purpose == "reset";
    let mut row = row.into_active_model();
    row.used_at = Set(Some(work.now));
    row.update(work.db()).await?;
    let id = user.id;
    let mut user = user.into_active_model();
    user.password_hash = Set(hash);
    user.password_changed_at = Set(work.now);
    user.state = Set(ACTIVE.into());
    user.update(work.db()).await?;
    let ended =
        session::ActiveModel { revoked_at: Set(Some(work.now)), revoked_because: Set(Some("password_reset".into())), ..Default::default() };
    session::Entity::update_many()
        .set(ended)
        .filter(session::Column::UserId.eq(id))
        .filter(session::Column::RevokedAt.is_null())
        .exec(work.db())
        .await?;
    work.record(Change::InvitationAccepted { user: id, reset });
    Ok(id)
}

fn spent() -> Problem {
    Problem::not_found().detail(
        "Lời mời này đã dùng, đã hết hạn hoặc đã được thay bằng lời mời khác. Hãy xin lời mời mới.",
        "This invitation was used, has run out or was replaced by another. Ask for a new one.",
    )
}
