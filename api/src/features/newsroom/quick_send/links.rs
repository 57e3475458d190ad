//! Links: who may have one made, and their end.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use rand::RngExt;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use crate::access::{Actor, Permission};
use crate::http::sender::hash_of;
use crate::http::{FieldError, Problem};
use crate::kernel::dates::to_vn;
use crate::store::entities::{app_user, quick_send_link};
use crate::store::{Change, Work};

/// The longest life of a link.
pub const DAYS_MAX: i64 = 90;

/// For oneself; for others the Secretariat, which knows its contributors.
fn may_make(actor: &Actor, user: Uuid) -> bool {
    actor.person == Some(user) && actor.may(Permission::ItemWrite) || actor.may(Permission::ItemEditSubmitted)
}

/// Makes a link for a person and tells its secret, once.
///
/// # Errors
/// 403; 404 for nobody; 422 for a life out of range or a person who may not write.
pub async fn make(work: &mut Work<'_>, user: Uuid, days: i64) -> Result<(quick_send_link::Model, String), Problem> {
    if !may_make(&work.actor, user) {
        return Err(Problem::forbidden("Chỉ Tổ Thư ký tạo liên kết cho người khác.", "Only the Secretariat makes links for others."));
    }
    if !(1..=DAYS_MAX).contains(&days) {
        let (vi, en) = (format!("Từ 1 đến {DAYS_MAX} ngày."), format!("1 to {DAYS_MAX} days."));
        return Err(Problem::invalid(vec![FieldError::new("/days", "out_of_range", vi, en)]));
    }
    let person = app_user::Entity::find_by_id(user).one(work.db()).await?.ok_or_else(Problem::not_found)?;
    let day = to_vn(work.now).date_naive();
    let theirs = crate::http::caller::load_actor(work.db(), person.id, day, work.actor.door).await?;
    if !theirs.is_some_and(|a| a.may(Permission::ItemSubmit) && a.may(Permission::MediaWrite)) {
        let (vi, en) = ("Người này không có vai trò gửi tin, bài.", "This person has no role that hands items in.");
        return Err(Problem::invalid(vec![FieldError::new("/user_id", "may_not_write", vi, en)]));
    }
    let secret = URL_SAFE_NO_PAD.encode(rand::rng().random::<[u8; 20]>());
    let row = quick_send_link::Model {
        id: work.id(),
        token_hash: hash_of(&secret),
        user_id: user,
        created_by: work.actor.person.ok_or_else(Problem::not_found)?,
        created_at: work.now,
        expires_at: work.now + TimeDelta::days(days),
        revoked_at: None,
        last_used_at: None,
        sent: 0,
    };
    quick_send_link::Entity::insert(row.clone().into_active_model()).exec_without_returning(work.db()).await?;
    work.record(Change::QuickSendLinkMade { link: row.id, user });
    Ok((row, secret))
}

/// The newest hundred: one's own and those one made; the Secretariat sees all. With the name of whom each is for.
pub async fn list(db: &impl ConnectionTrait, actor: &Actor) -> Result<Vec<(quick_send_link::Model, String)>, Problem> {
    let mut query = quick_send_link::Entity::find().order_by_desc(quick_send_link::Column::CreatedAt).limit(100);
    if !actor.may(Permission::ItemEditSubmitted) {
        query = query.filter(quick_send_link::Column::UserId.eq(actor.person));
    }
    let rows = query.all(db).await?;
    let people = app_user::Entity::find().filter(app_user::Column::Id.is_in(rows.iter().map(|r| r.user_id))).all(db).await?;
    let name = |id| people.iter().find(|p| p.id == id).map(|p| p.display_name.clone()).unwrap_or_default();
    Ok(rows.into_iter().map(|row| (name(row.user_id), row)).map(|(name, row)| (row, name)).collect())
}

/// Ends a link at once. Ended already: as it is.
pub async fn revoke(work: &mut Work<'_>, id: Uuid) -> Result<quick_send_link::Model, Problem> {
    let row = quick_send_link::Entity::find_by_id(id).one(work.db()).await?.ok_or_else(Problem::not_found)?;
    if !may_make(&work.actor, row.user_id) {
        return Err(Problem::not_found());
    }
    let user = row.user_id;
    let mut ended = row.clone().into_active_model();
    ended.revoked_at = Set(row.revoked_at.or(Some(work.now)));
    let row = ended.update(work.db()).await?;
    work.record(Change::QuickSendLinkRevoked { link: id, user });
    Ok(row)
}
