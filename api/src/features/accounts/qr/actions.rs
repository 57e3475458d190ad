//! Ask, look, confirm, refuse, take. Rows of `qr_sign_in` are technical: what counts, the sign-in, is in the security log.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use crate::features::accounts::factors::challenge;
use crate::http::{Caller, Code, FieldError, Problem};
use crate::kernel::canonical;
use crate::kernel::ids;
use crate::kernel::words::QrState;
use crate::store::entities::{qr_sign_in, session};
use crate::store::secrets::random;
use crate::store::{Fault, Site, Upkeep};

/// How long a request may be answered.
pub const LIVES: TimeDelta = TimeDelta::minutes(2);
const USER_AGENT_MAX: usize = 200;

/// A request with what only the computer may know, and what its screen shows.
pub struct Asked {
    pub secret: String,
    pub code: String,
    pub number: i64,
    pub ends: DateTime<Utc>,
}

pub async fn ask(site: &Site, user_agent: &str) -> Result<Asked, Fault> {
    let now = site.clock.now();
    let (secret, code) = (challenge::text(&random::<32>()?), challenge::text(&random::<20>()?));
    let number = 10 + i64::from(u32::from_be_bytes(random::<4>()?) % 90);
    let upkeep = Upkeep::begin(site).await?;
    upkeep
        .insert(qr_sign_in::ActiveModel {
            id: Set(ids::new_id(now)),
            code_hash: Set(hash(&code)),
            secret_hash: Set(hash(&secret)),
            number: Set(number),
            user_agent: Set(user_agent.chars().take(USER_AGENT_MAX).collect()),
            state: Set(QrState::Waiting),
            user_id: Set(None),
            strong: Set(false),
            created_at: Set(now),
            expires_at: Set(now + LIVES),
        })
        .await?;
    upkeep.commit().await?;
    Ok(Asked { secret, code, number, ends: now + LIVES })
}

fn hash(text: &str) -> String {
    canonical::sha256_hex(text.as_bytes())
}

/// The computer's own request, ended or not.
pub async fn own(site: &Site, secret: &str) -> Result<qr_sign_in::Model, Problem> {
    let row = qr_sign_in::Entity::find().filter(qr_sign_in::Column::SecretHash.eq(hash(secret))).one(site.read()).await?;
    row.ok_or_else(Problem::not_found)
}

/// The request behind a picture, if it can still be answered by this person.
async fn open(caller: &Caller, code: &str) -> Result<qr_sign_in::Model, Problem> {
    let row = qr_sign_in::Entity::find().filter(qr_sign_in::Column::CodeHash.eq(hash(code))).one(caller.site.read()).await?;
    let now = caller.site.clock.now();
    let open = |row: &qr_sign_in::Model| {
        let mine = row.user_id.is_none_or(|user| user == caller.user);
        mine && now < row.expires_at && matches!(row.state, QrState::Waiting | QrState::Seen)
    };
    row.filter(open).ok_or_else(|| {
        Problem::not_found().detail("Mã này đã hết hạn hoặc đã dùng. Hãy quét mã mới.", "This code is over. Scan the new one.")
    })
}

/// From one state into the next, if nobody was faster.
async fn turn(site: &Site, row: &qr_sign_in::Model, to: QrState, user: Option<Uuid>, strong: bool) -> Result<bool, Fault> {
    let upkeep = Upkeep::begin(site).await?;
    let turn = qr_sign_in::Entity::update_many()
        .col_expr(qr_sign_in::Column::State, Expr::value(to.word()))
        .col_expr(qr_sign_in::Column::UserId, Expr::value(user))
        .col_expr(qr_sign_in::Column::Strong, Expr::value(strong))
        .filter(qr_sign_in::Column::Id.eq(row.id))
        .filter(qr_sign_in::Column::State.eq(row.state));
    let turned = upkeep.update(turn).await? == 1;
    upkeep.commit().await?;
    Ok(turned)
}

/// The phone looks at what asks. From now on nobody else may answer.
pub async fn look(caller: &Caller, code: &str) -> Result<qr_sign_in::Model, Problem> {
    let row = open(caller, code).await?;
    if row.state == QrState::Waiting && !turn(&caller.site, &row, QrState::Seen, Some(caller.user), false).await? {
        return Err(Problem::new(Code::Conflict));
    }
    Ok(row)
}

/// The phone says yes, with the digits of the computer's screen. Wrong digits end the request: they are not to be guessed.
pub async fn confirm(caller: &Caller, code: &str, number: i64) -> Result<(), Problem> {
    let row = open(caller, code).await?;
    let session = session::Entity::find_by_id(caller.session).one(caller.site.read()).await?;
    let session = session.ok_or_else(|| Problem::new(Code::Unauthenticated))?;
    if row.state != QrState::Seen {
        return Err(Problem::new(Code::Conflict).detail("Hãy xem máy nào đang xin trước.", "Look at what asks first."));
    }
    let right = row.number == number;
    let to = if right { QrState::Confirmed } else { QrState::Refused };
    if !turn(&caller.site, &row, to, Some(caller.user), session.strong).await? {
        return Err(Problem::new(Code::Conflict));
    }
    if right {
        return Ok(());
    }
    Err(Problem::invalid(vec![FieldError::new(
        "/number",
        "wrong_number",
        "Số không khớp với màn hình máy tính. Yêu cầu này đã bị hủy; nếu không phải bạn mở máy đó, đừng xác nhận.",
        "Not the number on the computer's screen. The request is cancelled; if it is not you at that computer, do not confirm.",
    )]))
}

pub async fn refuse(caller: &Caller, code: &str) -> Result<(), Problem> {
    let row = open(caller, code).await?;
    turn(&caller.site, &row, QrState::Refused, Some(caller.user), false).await?;
    Ok(())
}

/// The computer takes what was confirmed, once: whom it is signed in as, and whether the phone's session was strong.
pub async fn take(site: &Site, secret: &str) -> Result<(Uuid, bool), Problem> {
    let row = own(site, secret).await?;
    let person = row.user_id.filter(|_| row.state == QrState::Confirmed && site.clock.now() < row.expires_at);
    let person = person.ok_or_else(|| Problem::new(Code::Conflict).detail("Điện thoại chưa xác nhận.", "The phone has not confirmed."))?;
    if !turn(site, &row, QrState::Used, Some(person), row.strong).await? {
        return Err(Problem::new(Code::Conflict));
    }
    Ok((person, row.strong))
}

/// Requests that ended an hour ago say nothing any more. For the worker's timetable.
pub async fn forget_old(site: &Site, now: DateTime<Utc>) -> Result<u64, Fault> {
    let upkeep = Upkeep::begin(site).await?;
    let old = qr_sign_in::Column::ExpiresAt.lt(now - TimeDelta::hours(1));
    let gone = upkeep.delete(qr_sign_in::Entity::delete_many().filter(old)).await?;
    upkeep.commit().await?;
    Ok(gone)
}
