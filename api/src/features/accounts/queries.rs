//! Finding accounts and sessions.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::sessions::IDLE;
use super::views::{HeldRole, Me};
use crate::access::permissions;
use crate::kernel::public::UnitName;
use crate::kernel::text::is_username;
use crate::store::entities::{app_user, org_unit, session};
use crate::store::roles::{Held, held_on};
use crate::store::{Fault, profile};

/// The account of that name, as typed: capitals do not matter. Text that cannot be a name does not reach the database.
pub async fn account(db: &impl ConnectionTrait, typed: &str) -> Result<Option<app_user::Model>, Fault> {
    let username = typed.trim().to_ascii_lowercase();
    if !is_username(&username) {
        return Ok(None);
    }
    Ok(app_user::Entity::find().filter(app_user::Column::Username.eq(username)).one(db).await?)
}

/// The person as they see themselves on `day`; `None` when the account may not act.
pub async fn me(db: &impl ConnectionTrait, user: Uuid, day: NaiveDate) -> Result<Option<Me>, Fault> {
    let found = app_user::Entity::find_by_id(user).one(db).await?;
    let Some(person) = found.filter(|u| u.state == super::ACTIVE) else {
        return Ok(None);
    };
    let unit = match person.unit_id {
        Some(id) => org_unit::Entity::find_by_id(id).one(db).await?,
        None => None,
    };
    let held = held_on(db, user, day).await?;
    let permissions: BTreeSet<_> = held.iter().flat_map(|h| permissions::of(h.row.role)).copied().collect();
    let others = app_user::Entity::find().filter(app_user::Column::Id.is_in(held.iter().filter_map(Held::delegated_by))).all(db).await?;
    let roles = held.into_iter().map(|h| {
        let (valid_from, valid_to) = h.days();
        Ok(HeldRole {
            role: h.row.role,
            unit_id: h.row.unit_id,
            fields: serde_json::from_str(&h.row.fields)?,
            sections: serde_json::from_str(&h.row.sections)?,
            valid_from,
            valid_to,
            delegated_by: h.delegated_by().and_then(|by| others.iter().find(|u| u.id == by)).map(|u| u.display_name.clone()),
        })
    });
    Ok(Some(Me {
        id: person.id,
        username: person.username,
        display_name: person.display_name,
        position: person.position,
        unit: unit.map(|u| UnitName { id: u.id, name: u.name }),
        roles: roles.collect::<Result<_, Fault>>()?,
        permissions: permissions.into_iter().collect(),
        must_add_factor: false,
        preset: profile::preset(db, day).await?,
    }))
}

/// Sessions of the person that can still be used, the latest first.
pub async fn sessions(db: &impl ConnectionTrait, user: Uuid, now: DateTime<Utc>) -> Result<Vec<session::Model>, Fault> {
    let rows = session::Entity::find()
        .filter(session::Column::UserId.eq(user))
        .filter(session::Column::RevokedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(now))
        .filter(session::Column::LastUsedAt.gte(now - IDLE))
        .order_by_desc(session::Column::LastUsedAt)
        .order_by_desc(session::Column::Id)
        .all(db)
        .await?;
    Ok(rows)
}
