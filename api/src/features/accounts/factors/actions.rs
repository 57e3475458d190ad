//! Adding factors and taking them away. Each in a `Work`: the log says who has which kind of factor since when, never what
//! is in it.

use chrono::TimeDelta;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QuerySelect, Set,
};
use uuid::Uuid;

use super::proof::recovery_hash;
use crate::access::Permission;
use crate::features::accounts::sessions::ending;
use crate::http::{Caller, Code, FieldError, Problem};
use crate::kernel::text::clean_line;
use crate::kernel::words::{FactorKind, SignInMethod};
use crate::store::entities::{app_user, recovery_code, second_factor, session};
use crate::store::secrets::random;
use crate::store::{Change, Fault, Work};

/// How old a sign-in may be to change factors without the password.
pub const FRESH: TimeDelta = TimeDelta::minutes(5);
/// Factors of one person.
const MOST: usize = 10;
const CODES: usize = 10;

/// A factor to be added.
pub struct NewFactor {
    pub kind: FactorKind,
    pub label: Option<String>,
    /// As `second_factor.secret` wants it.
    pub secret: Vec<u8>,
    pub credential_id: Option<String>,
    pub counter: i64,
}

/// Adds a factor of the caller's own. With the first one come recovery codes; the caller's session is a strong one from now
/// on, and their other sessions, which were opened with a password alone, end.
pub async fn add(work: &mut Work<'_>, caller: &Caller, new: NewFactor) -> Result<(second_factor::Model, Option<Vec<String>>), Problem> {
    // One at a time for each person: the first factor is first once.
    app_user::Entity::find_by_id(caller.user).lock_exclusive().one(work.db()).await?;
    let held = super::of(work.db(), caller.user).await?;
    let session = session::Entity::find_by_id(caller.session).one(work.db()).await?.ok_or_else(|| Problem::new(Code::Unauthenticated))?;
    if !held.is_empty() && !session.strong {
        return Err(Problem::new(Code::SecondFactorRequired)
            .detail("Hãy đăng nhập lại bằng lớp xác thực đã có.", "Sign in again with the factor that is there."));
    }
    if held.len() >= MOST {
        return Err(Problem::new(Code::Conflict).detail("Mỗi người tối đa 10 lớp xác thực.", "At most ten factors."));
    }
    let word = match new.kind {
        FactorKind::Totp => "Ứng dụng xác thực",
        FactorKind::Passkey => "Khóa truy cập",
    };
    let row = second_factor::Model {
        id: work.id(),
        user_id: caller.user,
        kind: new.kind,
        label: label(new.label.as_deref().filter(|l| !l.trim().is_empty()).unwrap_or(word))?,
        secret: new.secret,
        created_at: work.now,
        last_used_at: None,
        revoked_at: None,
        credential_id: new.credential_id,
        counter: new.counter,
    };
    second_factor::Entity::insert(row.clone().into_active_model()).exec_without_returning(work.db()).await?;
    work.record(Change::FactorAdded { user: caller.user, factor: row.id, kind: row.kind });
    if !held.is_empty() {
        return Ok((row, None));
    }
    let method = match row.kind {
        FactorKind::Totp => SignInMethod::PasswordTotp,
        FactorKind::Passkey => SignInMethod::PasswordPasskey,
    };
    session::Entity::update_many()
        .set(session::ActiveModel { method: Set(method), strong: Set(true), ..Default::default() })
        .filter(session::Column::Id.eq(caller.session))
        .exec(work.db())
        .await?;
    let weak = Condition::all().add(session::Column::UserId.eq(caller.user)).add(session::Column::Strong.eq(false));
    ending(work.now, "factor_added").filter(weak).exec(work.db()).await?;
    let codes = new_codes(work, caller.user).await?;
    Ok((row, Some(codes)))
}

/// Ten codes in place of all before. They are shown once; the store keeps keyed hashes.
pub async fn new_codes(work: &mut Work<'_>, user: Uuid) -> Result<Vec<String>, Problem> {
    recovery_code::Entity::update_many()
        .col_expr(recovery_code::Column::UsedAt, Expr::value(work.now))
        .filter(recovery_code::Column::UserId.eq(user))
        .filter(recovery_code::Column::UsedAt.is_null())
        .exec(work.db())
        .await?;
    let codes = (0..CODES).map(|_| code()).collect::<Result<Vec<_>, _>>()?;
    let rows = codes.iter().map(|code| recovery_code::ActiveModel {
        id: Set(work.id()),
        user_id: Set(user),
        code_hash: Set(recovery_hash(work.site, user, code)),
        created_at: Set(work.now),
        used_at: Set(None),
    });
    recovery_code::Entity::insert_many(rows).exec_without_returning(work.db()).await?;
    work.record(Change::RecoveryCodesMade { user });
    Ok(codes)
}

/// Sixteen letters and digits without look-alikes: 80 random bits.
fn code() -> Result<String, Fault> {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz123456789";
    let letters: Vec<char> = random::<16>()?.iter().map(|byte| char::from(LETTERS[usize::from(byte & 31)])).collect();
    Ok(letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join("-"))
}

pub async fn codes_left(db: &impl ConnectionTrait, user: Uuid) -> Result<u64, Fault> {
    let left = recovery_code::Entity::find()
        .filter(recovery_code::Column::UserId.eq(user))
        .filter(recovery_code::Column::UsedAt.is_null())
        .count(db)
        .await?;
    Ok(left)
}

async fn mine(work: &Work<'_>, user: Uuid, factor: Uuid) -> Result<second_factor::Model, Problem> {
    let row = second_factor::Entity::find_by_id(factor).lock_exclusive().one(work.db()).await?;
    row.filter(|f| f.user_id == user && f.revoked_at.is_none()).ok_or_else(Problem::not_found)
}

pub async fn rename(work: &mut Work<'_>, user: Uuid, factor: Uuid, to: &str) -> Result<second_factor::Model, Problem> {
    let row = mine(work, user, factor).await?;
    let mut row = row.into_active_model();
    row.label = Set(label(to)?);
    let row = row.update(work.db()).await?;
    work.record(Change::FactorRenamed { user, factor });
    Ok(row)
}

/// Takes one of the person's own factors away: not the last one while a role needs it.
pub async fn revoke(work: &mut Work<'_>, user: Uuid, factor: Uuid, required: bool) -> Result<(), Problem> {
    app_user::Entity::find_by_id(user).lock_exclusive().one(work.db()).await?;
    let row = mine(work, user, factor).await?;
    let last = super::of(work.db(), user).await?.len() == 1;
    if last && required {
        return Err(Problem::new(Code::Conflict).detail(
            "Vai trò của bạn cần xác thực hai lớp: hãy thêm lớp khác trước khi gỡ lớp cuối cùng.",
            "Your role needs a second factor: add another one before you take the last one away.",
        ));
    }
    let kind = row.kind;
    let mut row = row.into_active_model();
    row.revoked_at = Set(Some(work.now));
    row.update(work.db()).await?;
    work.record(Change::FactorRevoked { user, factor, kind });
    if last {
        void_codes(work, user).await?;
    }
    Ok(())
}

/// Somebody lost their phone and their codes: whoever manages accounts takes all factors away, and all sessions end. The
/// next sign-in is by password and leads to a new factor where a role needs one.
pub async fn reset(work: &mut Work<'_>, user: Uuid) -> Result<(), Problem> {
    if !work.actor.is_system() && !work.actor.may(Permission::UserManage) {
        return Err(Problem::forbidden(
            "Chỉ người quản lý tài khoản đặt lại xác thực hai lớp.",
            "Only who manages accounts resets second factors.",
        ));
    }
    if work.actor.person == Some(user) {
        return Err(Problem::new(Code::Conflict)
            .detail("Không tự đặt lại cho chính mình: hãy nhờ người khác.", "Not one's own: somebody else has to do it."));
    }
    app_user::Entity::find_by_id(user).lock_exclusive().one(work.db()).await?.ok_or_else(Problem::not_found)?;
    second_factor::Entity::update_many()
        .col_expr(second_factor::Column::RevokedAt, Expr::value(work.now))
        .filter(second_factor::Column::UserId.eq(user))
        .filter(second_factor::Column::RevokedAt.is_null())
        .exec(work.db())
        .await?;
    void_codes(work, user).await?;
    ending(work.now, "factors_reset").filter(session::Column::UserId.eq(user)).exec(work.db()).await?;
    work.record(Change::FactorsReset { user });
    Ok(())
}

async fn void_codes(work: &Work<'_>, user: Uuid) -> Result<(), Fault> {
    recovery_code::Entity::update_many()
        .col_expr(recovery_code::Column::UsedAt, Expr::value(work.now))
        .filter(recovery_code::Column::UserId.eq(user))
        .filter(recovery_code::Column::UsedAt.is_null())
        .exec(work.db())
        .await?;
    Ok(())
}

fn label(text: &str) -> Result<String, Problem> {
    match clean_line(text) {
        Ok(line) if (1..=60).contains(&line.chars().count()) => Ok(line),
        Ok(_) => Err(Problem::invalid(vec![FieldError::new(
            "/label",
            "length",
            "Phải dài từ 1 đến 60 ký tự.",
            "Must be 1 to 60 characters long.",
        )])),
        Err(fault) => Err(Problem::invalid(vec![FieldError::text("/label", fault)])),
    }
}
