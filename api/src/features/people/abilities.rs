//! What a person may do on a day, and why: every permission with the assignments it comes from.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::views::{Abilities, Ability, HeldView, PersonName, ShiftHeld, Via};
use crate::access::{Permission, permissions};
use crate::http::Problem;
use crate::kernel::dates::{rfc3339_vn, vn_instant};
use crate::kernel::public::UnitName;
use crate::kernel::words::Role;
use crate::store::entities::{app_user, body, duty_shift, org_unit};
use crate::store::roles::{self, ACTIVE, Held, held_on};
use crate::store::{Fault, profile};

/// Computed from the same rows as the actor of every call.
pub async fn on(db: &impl ConnectionTrait, user: &app_user::Model, day: NaiveDate) -> Result<Abilities, Problem> {
    let held = held_on(db, user.id, day).await?;
    let shifts = shifts(db, user.id, day).await?;
    let mut permissions: BTreeMap<Permission, Vec<usize>> = BTreeMap::new();
    // Being one of those who take turns is no right yet: the roster says when (`domain.md` §6).
    if !shifts.is_empty() {
        permissions.extend(permissions::of(Role::DutyApprover).iter().map(|p| (*p, vec![])));
    }
    for (n, one) in held.iter().enumerate().filter(|(_, one)| one.row.role != Role::DutyApprover) {
        for permission in permissions::of(one.row.role) {
            permissions.entry(*permission).or_default().push(n);
        }
    }
    Ok(Abilities {
        user: PersonName { id: user.id, display_name: user.display_name.clone() },
        on: day,
        active: user.state == ACTIVE,
        preset: profile::preset(db, day).await?,
        roles: views(db, held).await?,
        shifts,
        permissions: permissions.into_iter().map(|(permission, from)| Ability { permission, from }).collect(),
    })
}

/// The turns on the duty roster that touch the day, in their order.
async fn shifts(db: &impl ConnectionTrait, user: Uuid, day: NaiveDate) -> Result<Vec<ShiftHeld>, Fault> {
    let (Some(begin), Some(end)) = (vn_instant(day, 0, 0), day.succ_opt().and_then(|next| vn_instant(next, 0, 0))) else {
        return Ok(vec![]);
    };
    let theirs = Condition::any().add(duty_shift::Column::UserId.eq(user)).add(duty_shift::Column::SubstituteId.eq(user));
    let rows = duty_shift::Entity::find()
        .filter(theirs)
        .filter(duty_shift::Column::EndsAt.gt(begin))
        .filter(duty_shift::Column::StartsAt.lt(end))
        .order_by_asc(duty_shift::Column::StartsAt)
        .all(db)
        .await?;
    let view = |r: duty_shift::Model| ShiftHeld { from: rfc3339_vn(r.starts_at), to: rfc3339_vn(r.ends_at), substitute: r.user_id != user };
    Ok(rows.into_iter().map(view).collect())
}

/// Roles with the names of what they point at.
pub async fn views(db: &impl ConnectionTrait, held: Vec<Held>) -> Result<Vec<HeldView>, Fault> {
    let people = names(db, held.iter().filter_map(Held::delegated_by)).await?;
    let units = org_unit::Entity::find().filter(org_unit::Column::Id.is_in(held.iter().filter_map(|h| h.row.unit_id))).all(db).await?;
    let bodies = body::Entity::find().filter(body::Column::Id.is_in(held.iter().filter_map(|h| h.row.body_id))).all(db).await?;
    let view = |h: Held| {
        let (valid_from, valid_to) = h.days();
        let via = match h.via {
            roles::Via::Delegation { .. } => Via::Delegation,
            roles::Via::Cover { .. } => Via::Cover,
            roles::Via::Own if h.row.body_id.is_some() => Via::Body,
            roles::Via::Own => Via::Assignment,
        };
        Ok(HeldView {
            assignment_id: h.row.id,
            role: h.row.role,
            via,
            unit: h.row.unit_id.and_then(|id| units.iter().find(|u| u.id == id)).map(|u| UnitName { id: u.id, name: u.name.clone() }),
            fields: serde_json::from_str(&h.row.fields)?,
            sections: serde_json::from_str(&h.row.sections)?,
            valid_from,
            valid_to,
            decision_number: h.row.decision_number.clone(),
            decision_date: h.row.decision_date,
            delegated_by: h.delegated_by().and_then(|by| people.iter().find(|p| p.id == by)).cloned(),
            body: h.row.body_id.and_then(|id| bodies.iter().find(|b| b.id == id)).map(|b| b.decision_number.clone()),
        })
    };
    held.into_iter().map(view).collect()
}

/// Names of persons.
pub async fn names(db: &impl ConnectionTrait, ids: impl IntoIterator<Item = Uuid>) -> Result<Vec<PersonName>, Fault> {
    let rows = app_user::Entity::find().filter(app_user::Column::Id.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().map(|u| PersonName { id: u.id, display_name: u.display_name }).collect())
}
