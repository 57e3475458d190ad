//! Who is writing now. A lease is a courtesy with teeth: it refuses others' saves, and can be taken over with notice.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use crate::access::Actor;
use crate::features::newsroom::desk::OnDesk;
use crate::http::{Code, Problem};
use crate::store::entities::{app_user, lease};
use crate::store::{Site, Upkeep};

/// Long enough for a pause in typing, short enough for a closed laptop.
const LENGTH: TimeDelta = TimeDelta::minutes(2);

/// Takes or renews the lease; with `take_over` also from somebody who holds it.
pub async fn hold_lease(site: &Site, actor: &Actor, id: Uuid, take_over: bool) -> Result<lease::Model, Problem> {
    let upkeep = Upkeep::begin(site).await?;
    let on = OnDesk::find_locked_for_saving(&upkeep, actor, id).await?;
    on.need_writing(actor)?;
    let row = take(&upkeep, actor, id, site.clock.now(), take_over).await?;
    upkeep.commit().await?;
    Ok(row)
}

/// Gives the lease back, if it is the actor's.
pub async fn release_lease(site: &Site, actor: &Actor, id: Uuid) -> Result<(), Problem> {
    let upkeep = Upkeep::begin(site).await?;
    OnDesk::find(upkeep.db(), actor, id).await?;
    if let Some(person) = actor.person {
        upkeep.delete(lease::Entity::delete_many().filter(lease::Column::ItemId.eq(id)).filter(lease::Column::UserId.eq(person))).await?;
    }
    Ok(upkeep.commit().await?)
}

pub(super) async fn take_for_writing(upkeep: &Upkeep, actor: &Actor, id: Uuid, now: DateTime<Utc>) -> Result<(), Problem> {
    take(upkeep, actor, id, now, false).await.map(|_| ())
}

/// Refuses what would change the text under somebody who is writing on it.
pub(super) async fn refuse_held(db: &impl ConnectionTrait, actor: &Actor, id: Uuid, now: DateTime<Utc>) -> Result<(), Problem> {
    match lease::Entity::find_by_id(id).one(db).await?.filter(|l| Some(l.user_id) != actor.person && l.expires_at > now) {
        Some(other) => Err(held_by(db, &other).await?),
        None => Ok(()),
    }
}

async fn held_by(db: &impl ConnectionTrait, other: &lease::Model) -> Result<Problem, Problem> {
    let name = app_user::Entity::find_by_id(other.user_id).one(db).await?.map(|u| u.display_name).unwrap_or_default();
    Ok(Problem::new(Code::LeaseHeld)
        .member("held_by", &name)
        .member("expires_at", crate::kernel::dates::rfc3339_vn(other.expires_at))
        .detail(format!("{name} đang sửa. Bạn có thể tiếp quản nếu đã trao đổi."), format!("{name} is writing. You may take over.")))
}

async fn take(upkeep: &Upkeep, actor: &Actor, id: Uuid, now: DateTime<Utc>, take_over: bool) -> Result<lease::Model, Problem> {
    let person = actor.person.ok_or_else(|| Problem::new(Code::Forbidden))?;
    let held = lease::Entity::find_by_id(id).one(upkeep.db()).await?;
    let others = held.as_ref().filter(|l| l.user_id != person && l.expires_at > now);
    if let Some(other) = others.filter(|_| !take_over) {
        return Err(held_by(upkeep.db(), other).await?);
    }
    let since = held.as_ref().filter(|l| l.user_id == person).map_or(now, |l| l.acquired_at);
    let row = lease::Model { item_id: id, user_id: person, acquired_at: since, expires_at: now + LENGTH };
    let fresh =
        lease::ActiveModel { item_id: Set(id), user_id: Set(person), acquired_at: Set(row.acquired_at), expires_at: Set(row.expires_at) };
    if held.is_some() {
        upkeep.update(lease::Entity::update_many().set(fresh).filter(lease::Column::ItemId.eq(id))).await?;
    } else {
        upkeep.insert(fresh).await?;
    }
    Ok(row)
}
