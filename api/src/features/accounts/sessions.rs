//! Sessions: opened by a password, kept alive by a refresh token that changes at every use, ended by their owner, by
//! idleness, by age, or because a token came back that had been changed already.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, Set, UpdateMany};
use uuid::Uuid;

use super::cookies::RefreshToken;
use super::throttle::{Client, Wait};
use super::views::Login;
use super::{ACTIVE, Accounts, factors, queries};
use crate::http::manners::log_security;
use crate::http::{Code, Problem};
use crate::kernel::ids;
use crate::kernel::words::SignInMethod;
use crate::store::entities::{app_user, security_log, session};
use crate::store::{Fault, Site, Upkeep};

/// The longest a session lives without a refresh. The desk locks after ten idle minutes and open pages refresh every
/// few: what is silent for a quarter of an hour was left behind, perhaps on a shared computer.
pub const IDLE: TimeDelta = TimeDelta::minutes(15);
/// The longest a session lives at all: a working day with its evening, never the next morning.
pub const ABSOLUTE: TimeDelta = TimeDelta::hours(12);
/// How long after a change the token before it is still answered: two tabs that refresh at the same moment are not a
/// thief. It gets an access token, never a new refresh token, so a stolen one gains these seconds and no more.
pub const GRACE: TimeDelta = TimeDelta::seconds(10);
/// Browsers introduce themselves at length; the list of sessions needs the beginning.
const USER_AGENT_MAX: usize = 200;

/// A request as sign-in sees it, besides its body.
pub struct Visit<'a> {
    pub client: std::net::IpAddr,
    pub user_agent: &'a str,
    /// The refresh token that came along: this browser's last session.
    pub token: Option<&'a RefreshToken>,
    pub request_id: &'a str,
    pub operation: &'a str,
}

/// An open session; `token` is to be set as cookie when there is a new one.
pub struct Opened {
    pub user: Uuid,
    pub session: Uuid,
    pub token: Option<RefreshToken>,
}

/// Signs a person in, or asks for their second factor. Unknown names, wrong passwords and disabled accounts answer alike and take as long.
pub async fn sign_in(site: &Site, accounts: &Accounts, login: Login, from: Visit<'_>) -> Result<Opened, Problem> {
    let account = queries::account(site.read(), &login.username).await?;
    let held = match &account {
        Some(account) => proven_session_of(site, account.id, from.token).await?,
        None => None,
    };
    // Counted by what was typed, known or not: otherwise the brake would tell which names exist.
    let name = login.username.trim().to_lowercase();
    let client = Client { address: crate::http::client_address::subscriber(from.client), session: held };
    let pass = accounts.throttle.admit(&site.settings.host, &name, client, site.clock.now()).map_err(too_many)?;
    let stored = account.as_ref().map(|a| a.password_hash.clone());
    let matches = accounts.hashing.verify(login.password, stored).await?;
    if let (Some(account), true) = (account.as_ref().filter(|a| a.state == ACTIVE), matches) {
        let factors = factors::of(site.read(), account.id).await?;
        if !factors.is_empty() {
            pass.succeeded(site.clock.now());
            return Err(factors::step_needed(site, account, &factors)?);
        }
    }
    let opened = match (account, matches) {
        (Some(account), true) => open(site, &account, SignInMethod::Password, false, &from).await?,
        (account, _) => {
            let subject = account.map_or_else(|| "-".to_owned(), |a| a.username);
            refused(site, None, subject, &from).await;
            None
        }
    };
    match opened {
        Some(opened) => {
            pass.succeeded(site.clock.now());
            Ok(opened)
        }
        None => {
            pass.failed(site.clock.now());
            Err(Problem::new(Code::BadCredentials).detail(
                "Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra phím Caps Lock và bộ gõ tiếng Việt.",
                "Wrong user name or password. Check Caps Lock and the Vietnamese keyboard.",
            ))
        }
    }
}

/// Opens the session if the account still stands as it was verified. The browser's last session ends with it.
pub(super) async fn open(
    site: &Site,
    seen: &app_user::Model,
    method: SignInMethod,
    strong: bool,
    from: &Visit<'_>,
) -> Result<Option<Opened>, Problem> {
    let now = site.clock.now();
    let upkeep = Upkeep::begin(site).await?;
    let account = app_user::Entity::find_by_id(seen.id).one(upkeep.db()).await?;
    let stands = account.is_some_and(|a| a.state == ACTIVE && a.password_hash == seen.password_hash);
    if !stands {
        drop(upkeep);
        refused(site, Some(seen.id), seen.username.clone(), from).await;
        return Ok(None);
    }
    if let Some(token) = from.token {
        let last = Condition::all().add(session::Column::Id.eq(token.session)).add(holds(&token.hash()));
        upkeep.update(ending(now, "replaced").filter(last)).await?;
    }
    let id = ids::new_id(now);
    let token = RefreshToken::new(id)?;
    upkeep
        .insert(session::ActiveModel {
            id: Set(id),
            user_id: Set(seen.id),
            refresh_hash: Set(token.hash()),
            previous_hash: Set(None),
            rotated_at: Set(None),
            created_at: Set(now),
            last_used_at: Set(now),
            expires_at: Set(now + ABSOLUTE),
            user_agent: Set(from.user_agent.chars().take(USER_AGENT_MAX).collect()),
            revoked_at: Set(None),
            revoked_because: Set(None),
            method: Set(method),
            strong: Set(strong),
        })
        .await?;
    note(&upkeep, now, "sign_in", seen.id, Some(seen.username.clone()), from).await?;
    upkeep.commit().await?;
    Ok(Some(Opened { user: seen.id, session: id, token: Some(token) }))
}

/// The same for a browser that may hold none.
pub(super) async fn proven_session_of(site: &Site, user: Uuid, token: Option<&RefreshToken>) -> Result<Option<Uuid>, Fault> {
    match token {
        Some(token) => proven_session(site, user, token).await,
        None => Ok(None),
    }
}

/// The account's session that this browser proves to hold, ended or not.
async fn proven_session(site: &Site, user: Uuid, token: &RefreshToken) -> Result<Option<Uuid>, Fault> {
    let row = session::Entity::find_by_id(token.session)
        .filter(session::Column::UserId.eq(user))
        .filter(holds(&token.hash()))
        .one(site.read())
        .await?;
    Ok(row.map(|s| s.id))
}

fn holds(hash: &str) -> Condition {
    Condition::any().add(session::Column::RefreshHash.eq(hash)).add(session::Column::PreviousHash.eq(hash))
}

/// What a refresh token that names this session deserves.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    /// A new one in its place.
    Rotate,
    /// An access token; the refresh token changed a moment ago.
    Repeat,
    /// It was changed already: somebody has a copy.
    Reused,
    Ended,
}

fn judge(session: &session::Model, hash: &str, now: DateTime<Utc>) -> Verdict {
    if session.revoked_at.is_some() || now >= session.expires_at || now - session.last_used_at > IDLE {
        return Verdict::Ended;
    }
    let fresh = session.rotated_at.is_some_and(|at| now - at < GRACE);
    let present = session.refresh_hash == hash;
    let previous = session.previous_hash.as_deref() == Some(hash);
    match (present, previous, fresh) {
        // Not again within the grace, or a slow third tab would hold a token two changes old.
        (true, _, true) | (false, true, true) => Verdict::Repeat,
        (true, _, false) => Verdict::Rotate,
        _ => Verdict::Reused,
    }
}

/// Exchanges a refresh token.
pub async fn refresh(site: &Site, from: Visit<'_>) -> Result<Opened, Problem> {
    let token = from.token.ok_or_else(signed_out)?;
    let hash = token.hash();
    // Read first: garbage and old cookies must not queue for the writer.
    let seen = session::Entity::find_by_id(token.session).one(site.read()).await?.ok_or_else(signed_out)?;
    let repeated = Opened { user: seen.user_id, session: seen.id, token: None };
    match judge(&seen, &hash, site.clock.now()) {
        Verdict::Ended => return Err(signed_out()),
        Verdict::Repeat => return Ok(repeated),
        Verdict::Rotate | Verdict::Reused => {}
    }
    let upkeep = Upkeep::begin(site).await?;
    let now = site.clock.now();
    let row = session::Entity::find_by_id(token.session).lock_exclusive().one(upkeep.db()).await?;
    let row = row.ok_or_else(signed_out)?;
    match judge(&row, &hash, now) {
        Verdict::Ended => Err(signed_out()),
        Verdict::Repeat => Ok(repeated),
        Verdict::Rotate => {
            let new = RefreshToken::new(row.id)?;
            let turn = session::Entity::update_many()
                .set(session::ActiveModel {
                    refresh_hash: Set(new.hash()),
                    previous_hash: Set(Some(hash)),
                    rotated_at: Set(Some(now)),
                    last_used_at: Set(now),
                    ..Default::default()
                })
                .filter(session::Column::Id.eq(row.id));
            upkeep.update(turn).await?;
            upkeep.commit().await?;
            Ok(Opened { token: Some(new), ..repeated })
        }
        Verdict::Reused => {
            upkeep.update(ending(now, "refresh_reuse").filter(session::Column::Id.eq(row.id))).await?;
            note(&upkeep, now, "refresh_reuse", row.user_id, None, &from).await?;
            upkeep.commit().await?;
            Err(Problem::new(Code::Unauthenticated).detail(
                "Phiên đã bị kết thúc vì mã làm mới được dùng lại. Hãy đăng nhập lại.",
                "The session was ended because its refresh token was used twice. Sign in again.",
            ))
        }
    }
}

/// Ends the session that the cookie names, else that of the access token. Nothing to end is no fault.
pub async fn sign_out(site: &Site, signed: Option<(Uuid, Uuid)>, from: Visit<'_>) -> Result<(), Problem> {
    let of_cookie = match from.token {
        Some(token) => session::Entity::find_by_id(token.session).one(site.read()).await?.map(|s| (s.user_id, s.id)),
        None => None,
    };
    let Some((user, id)) = of_cookie.or(signed) else {
        return Ok(());
    };
    end(site, user, Some(id), "logout", &from).await?;
    Ok(())
}

/// Ends one session of the person, or all. Returns how many were alive.
pub async fn end(site: &Site, user: Uuid, only: Option<Uuid>, why: &str, from: &Visit<'_>) -> Result<u64, Problem> {
    let now = site.clock.now();
    let upkeep = Upkeep::begin(site).await?;
    let mut which = Condition::all().add(session::Column::UserId.eq(user));
    if let Some(id) = only {
        which = which.add(session::Column::Id.eq(id));
    }
    let ended = upkeep.update(ending(now, why).filter(which)).await?;
    if ended > 0 {
        note(&upkeep, now, why, user, None, from).await?;
        upkeep.commit().await?;
    }
    Ok(ended)
}

/// Deletes sessions that ended more than `older` ago. For the worker's timetable.
pub async fn forget_ended(site: &Site, older: TimeDelta) -> Result<u64, Fault> {
    let upkeep = Upkeep::begin(site).await?;
    let limit = site.clock.now() - older;
    let gone = upkeep.delete(session::Entity::delete_many().filter(session::Column::ExpiresAt.lt(limit))).await?;
    upkeep.commit().await?;
    Ok(gone)
}

/// Marks living sessions as ended; the caller says which.
pub(super) fn ending(now: DateTime<Utc>, why: &str) -> UpdateMany<session::Entity> {
    session::Entity::update_many()
        .col_expr(session::Column::RevokedAt, Expr::value(now))
        .col_expr(session::Column::RevokedBecause, Expr::value(why))
        .filter(session::Column::RevokedAt.is_null())
}

pub(super) fn too_many(Wait(seconds): Wait) -> Problem {
    Problem { retry_after: Some(seconds), ..Problem::new(Code::TooManyAttempts) }.detail(
        format!("Bạn đã thử sai nhiều lần. Hãy đợi {seconds} giây rồi thử lại."),
        format!("Too many wrong attempts. Wait {seconds} seconds and try again."),
    )
}

fn signed_out() -> Problem {
    Problem::new(Code::Unauthenticated).detail("Phiên làm việc đã kết thúc. Hãy đăng nhập lại.", "The session has ended. Sign in again.")
}

async fn note(
    upkeep: &Upkeep,
    now: DateTime<Utc>,
    event: &str,
    user: Uuid,
    subject: Option<String>,
    from: &Visit<'_>,
) -> Result<(), Fault> {
    upkeep
        .insert(security_log::ActiveModel {
            id: Set(ids::new_id(now)),
            at: Set(now),
            event: Set(event.into()),
            actor_id: Set(Some(user)),
            subject: Set(subject),
            operation: Set(Some(from.operation.into())),
            request_id: Set(Some(from.request_id.into())),
        })
        .await
}

/// A refusal is answered even when the log of it cannot be written.
async fn refused(site: &Site, user: Option<Uuid>, subject: String, from: &Visit<'_>) {
    let (operation, request_id) = (from.operation.to_owned(), from.request_id.to_owned());
    let logged = log_security(site, "sign_in_failed", user, Some(subject), Some(operation), Some(request_id)).await;
    if let Err(error) = logged {
        tracing::warn!(%error, "the security log could not be written");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000 + seconds, 0).unwrap()
    }

    fn session(rotated: Option<i64>, used: i64) -> session::Model {
        session::Model {
            id: Uuid::nil(),
            user_id: Uuid::nil(),
            refresh_hash: "present".into(),
            previous_hash: rotated.map(|_| "previous".into()),
            rotated_at: rotated.map(at),
            created_at: at(0),
            last_used_at: at(used),
            expires_at: at(0) + ABSOLUTE,
            user_agent: String::new(),
            revoked_at: None,
            revoked_because: None,
            method: SignInMethod::Password,
            strong: false,
        }
    }

    #[test]
    fn tokens_are_judged() {
        let turned = session(Some(300), 300);
        for (session, hash, second, want) in [
            (&session(None, 0), "present", 1, Verdict::Rotate),
            (&session(None, 0), "other", 1, Verdict::Reused),
            (&turned, "present", 310, Verdict::Rotate),
            (&turned, "present", 309, Verdict::Repeat),
            (&turned, "previous", 309, Verdict::Repeat),
            (&turned, "previous", 310, Verdict::Reused),
            (&turned, "older", 301, Verdict::Reused),
            (&turned, "present", 300 + 900, Verdict::Rotate),
            (&turned, "present", 300 + 901, Verdict::Ended),
            (&turned, "older", 300 + 901, Verdict::Ended),
            (&session(None, 43_000), "present", 43_199, Verdict::Rotate),
            (&session(None, 43_000), "present", 43_200, Verdict::Ended),
            (&session::Model { revoked_at: Some(at(1)), ..turned.clone() }, "present", 310, Verdict::Ended),
        ] {
            assert_eq!(judge(session, hash, at(second)), want, "{hash} at {second}");
        }
    }
}
