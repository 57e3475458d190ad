//! Whether a proof holds. Each is good once: a code's step, a recovery code, a challenge.

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::challenge::{self, Purpose};
use super::totp;
use super::views::{Assertion, FactorProof};
use super::webauthn::{RelyingParty, Signed, counts_on};
use crate::access::Door;
use crate::http::caller::load_actor;
use crate::http::manners::log_security;
use crate::http::{Code, FieldError, Problem};
use crate::kernel::dates;
use crate::kernel::words::{FactorKind, SignInMethod};
use crate::store::entities::{recovery_code, second_factor};
use crate::store::{Call, Change, Fault, Site, Upkeep, Work};

/// What a challenge was given for: its purpose and what it is bound to.
#[derive(Clone, Copy)]
pub struct Bound<'a> {
    pub purpose: Purpose,
    pub to: &'a [&'a [u8]],
}

/// Which proof was sent; exactly one.
pub enum Shown<'a> {
    Totp(&'a str),
    Recovery(&'a str),
    Passkey(&'a Assertion),
}

impl FactorProof {
    pub fn shown(&self) -> Result<Shown<'_>, Problem> {
        match (&self.totp, &self.recovery_code, &self.passkey) {
            (Some(code), None, None) => Ok(Shown::Totp(code)),
            (None, Some(code), None) => Ok(Shown::Recovery(code)),
            (None, None, Some(assertion)) => Ok(Shown::Passkey(assertion)),
            _ => Err(Problem::invalid(vec![FieldError::new(
                "/proof",
                "one_proof",
                "Gửi đúng một cách: mã ứng dụng, mã khôi phục hoặc khóa truy cập.",
                "Send exactly one: a code, a recovery code or a passkey.",
            )])),
        }
    }
}

/// How the person proved it, if the proof is theirs and holds.
pub async fn holds(
    site: &Site,
    user: Uuid,
    shown: &Shown<'_>,
    bound: Bound<'_>,
    request_id: &str,
) -> Result<Option<SignInMethod>, Problem> {
    Ok(match shown {
        Shown::Totp(code) => totp_holds(site, user, code).await?.then_some(SignInMethod::PasswordTotp),
        Shown::Recovery(code) => recovery_holds(site, user, code, request_id).await?.then_some(SignInMethod::PasswordRecovery),
        Shown::Passkey(assertion) => {
            let of = passkey_holds(site, Some(user), assertion, bound, request_id).await?;
            of.map(|_| SignInMethod::PasswordPasskey)
        }
    })
}

/// A code of one of the person's apps, of a step that is later than the last one accepted.
pub async fn totp_holds(site: &Site, user: Uuid, code: &str) -> Result<bool, Fault> {
    // People type the gap that apps show.
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let now = site.clock.now();
    for factor in super::of(site.read(), user).await?.into_iter().filter(|f| f.kind == FactorKind::Totp) {
        let secret = totp::unseal(site, user, &factor.secret)?;
        let Some(step) = totp::step(&secret, &code, now.timestamp()).filter(|step| *step > factor.counter) else {
            continue;
        };
        return used(site, &factor, step).await;
    }
    Ok(false)
}

/// `false`: another request with the same proof was first.
async fn used(site: &Site, factor: &second_factor::Model, counter: i64) -> Result<bool, Fault> {
    let upkeep = Upkeep::begin(site).await?;
    match upkeep.factor_used(factor.id, factor.counter, counter, site.clock.now()).await {
        Ok(()) => upkeep.commit().await.map(|()| true),
        Err(Fault::Stale) => Ok(false),
        Err(fault) => Err(fault),
    }
}

/// The person whose passkey signed a challenge of this site that was bound so. With `user`, only theirs.
pub async fn passkey_holds(
    site: &Site,
    user: Option<Uuid>,
    sent: &Assertion,
    bound: Bound<'_>,
    request_id: &str,
) -> Result<Option<Uuid>, Problem> {
    let Some((factor, given, counter)) = check(site, user, sent, bound).await? else {
        return Ok(None);
    };
    if !counts_on(factor.counter, counter) {
        // Two devices hold one key, or somebody replays: the owner should know.
        let event = "passkey_counter".to_owned();
        log_security(site, &event, Some(factor.user_id), Some(factor.id.to_string()), None, Some(request_id.to_owned())).await?;
        return Ok(None);
    }
    Ok((given.spend(site).await? && used(site, &factor, counter.into()).await?).then_some(factor.user_id))
}

async fn check(
    site: &Site,
    user: Option<Uuid>,
    sent: &Assertion,
    bound: Bound<'_>,
) -> Result<Option<(second_factor::Model, challenge::Given, u32)>, Problem> {
    let decoded = || {
        let rp = RelyingParty::of(&site.settings.public_url)?;
        let signed = Signed {
            client_data: challenge::bytes(&sent.client_data_json)?,
            authenticator_data: challenge::bytes(&sent.authenticator_data)?,
            signature: challenge::bytes(&sent.signature)?,
        };
        let told = rp.challenge(&signed.client_data, "webauthn.get")?;
        let given = challenge::read(site, bound.purpose, bound.to, &told)?;
        let id = challenge::text(&challenge::bytes(&sent.id)?);
        Some((rp, signed, given, id))
    };
    let Some((rp, signed, given, id)) = decoded() else {
        return Ok(None);
    };
    let factor = second_factor::Entity::find()
        .filter(second_factor::Column::CredentialId.eq(id))
        .filter(second_factor::Column::RevokedAt.is_null())
        .one(site.read())
        .await?;
    let Some(factor) = factor.filter(|f| user.is_none_or(|user| f.user_id == user)) else {
        return Ok(None);
    };
    let handle = sent.user_handle.as_deref().filter(|handle| !handle.is_empty());
    if handle.is_some_and(|handle| challenge::bytes(handle).as_deref() != Some(factor.user_id.as_bytes().as_slice())) {
        return Ok(None);
    }
    Ok(rp.verified(&factor.secret, &signed).map(|counter| (factor, given, counter)))
}

/// What is kept of a recovery code: hashed with the site's key, for its person.
pub fn recovery_hash(site: &Site, user: Uuid, code: &str) -> String {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    hex::encode(site.secrets.tag("recovery-code", &[user.as_bytes(), plain.as_bytes()]))
}

/// Uses up one of the person's recovery codes.
async fn recovery_holds(site: &Site, user: Uuid, code: &str, request_id: &str) -> Result<bool, Problem> {
    let today = dates::to_vn(site.clock.now()).date_naive();
    let actor = load_actor(site.read(), user, today, Door::Http).await?.ok_or_else(|| Problem::new(Code::Unauthenticated))?;
    let mut work = Work::begin(site, Call::new(actor, request_id)).await?;
    let mine =
        || recovery_code::Entity::find().filter(recovery_code::Column::UserId.eq(user)).filter(recovery_code::Column::UsedAt.is_null());
    let gone = recovery_code::Entity::update_many()
        .col_expr(recovery_code::Column::UsedAt, sea_orm::sea_query::Expr::value(work.now))
        .filter(recovery_code::Column::UserId.eq(user))
        .filter(recovery_code::Column::CodeHash.eq(recovery_hash(site, user, code)))
        .filter(recovery_code::Column::UsedAt.is_null())
        .exec(work.db())
        .await?;
    if gone.rows_affected != 1 {
        return Ok(false);
    }
    let left = mine().count(work.db()).await?;
    work.record(Change::RecoveryCodeUsed { user, left });
    work.commit().await?;
    Ok(true)
}
