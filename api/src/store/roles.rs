//! Which roles a person holds on a day, and where each comes from: an assignment of their own (perhaps opened by the
//! forming of a body), one delegated to them for a period, or the place of somebody who is away. Computed from dated rows
//! at every call, so that it can be asked of any day.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::Fault;
use super::entities::{absence, absence_cover, app_user, role_assignment};
use crate::kernel::words::Role;

/// `app_user.state` of a person who may act.
pub const ACTIVE: &str = "active";

/// Where a role comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    Own,
    /// One of `by`'s assignments, delegated for a period.
    Delegation {
        by: Uuid,
    },
    /// `by` is away.
    Cover {
        by: Uuid,
        absence: Uuid,
        from: NaiveDate,
        to: NaiveDate,
    },
}

/// A role as held on the day that was asked for.
#[derive(Clone, Debug)]
pub struct Held {
    /// The assignment; under a cover it is the absent person's, with the unit said outright.
    pub row: role_assignment::Model,
    pub via: Via,
}

impl Held {
    /// The first and the last day on which it is held this way.
    pub fn days(&self) -> (NaiveDate, Option<NaiveDate>) {
        match self.via {
            Via::Cover { from, to, .. } => (from.max(self.row.valid_from), Some(self.row.valid_to.map_or(to, |end| end.min(to)))),
            _ => (self.row.valid_from, self.row.valid_to),
        }
    }

    /// The person in whose place it is held.
    pub fn delegated_by(&self) -> Option<Uuid> {
        match self.via {
            Via::Own => None,
            Via::Delegation { by } | Via::Cover { by, .. } => Some(by),
        }
    }
}

/// Roles that somebody else may hold for a while. Looking into everything and managing accounts need a decision of their
/// own; the duty roster names its own people.
pub fn can_be_held_for(role: Role) -> bool {
    !matches!(role, Role::TechnicalAdministrator | Role::Auditor | Role::WardChair | Role::DutyApprover)
}

/// Rows that count on `day`, by their own dates.
pub fn on(day: NaiveDate) -> Condition {
    Condition::all()
        .add(role_assignment::Column::ValidFrom.lte(day))
        .add(Condition::any().add(role_assignment::Column::ValidTo.is_null()).add(role_assignment::Column::ValidTo.gte(day)))
}

/// The roles a person holds on `day`, in a steady order. Says nothing of whether the account may sign in.
pub async fn held_on(db: &impl ConnectionTrait, user: Uuid, day: NaiveDate) -> Result<Vec<Held>, Fault> {
    let rows = role_assignment::Entity::find().filter(role_assignment::Column::UserId.eq(user)).filter(on(day));
    let rows = rows.order_by_asc(role_assignment::Column::Id).all(db).await?;
    let standing = sources(db, &rows, day).await?;
    let mut held: Vec<Held> = vec![];
    for row in rows {
        let via = match (row.delegated_by, row.source_id) {
            (Some(by), Some(source)) if standing.contains(&source) => Via::Delegation { by },
            (Some(_), _) => continue,
            (None, _) => Via::Own,
        };
        held.push(Held { row, via });
    }
    held.extend(covered(db, user, day).await?);
    held.sort_by_key(|h| (h.row.role, h.row.id));
    Ok(held)
}

/// Of the assignments that `rows` delegate, those that stand on `day` themselves and whose holder may act.
async fn sources(db: &impl ConnectionTrait, rows: &[role_assignment::Model], day: NaiveDate) -> Result<HashSet<Uuid>, Fault> {
    let ids: Vec<Uuid> = rows.iter().filter_map(|r| r.source_id).collect();
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    let found = role_assignment::Entity::find()
        .filter(role_assignment::Column::Id.is_in(ids))
        .filter(role_assignment::Column::DelegatedBy.is_null())
        .filter(on(day))
        .all(db)
        .await?;
    let people = app_user::Entity::find().filter(app_user::Column::Id.is_in(found.iter().map(|r| r.user_id))).all(db).await?;
    let acting: HashSet<Uuid> = people.into_iter().filter(|u| u.state == ACTIVE).map(|u| u.id).collect();
    Ok(found.into_iter().filter(|r| acting.contains(&r.user_id)).map(|r| r.id).collect())
}

/// The places of those who are away and whom `user` stands in for. Only what the absent hold themselves: nobody stands in
/// for somebody who stands in.
async fn covered(db: &impl ConnectionTrait, user: Uuid, day: NaiveDate) -> Result<Vec<Held>, Fault> {
    let mine = absence_cover::Entity::find().filter(absence_cover::Column::CoverId.eq(user)).all(db).await?;
    if mine.is_empty() {
        return Ok(vec![]);
    }
    let absences = absence::Entity::find()
        .filter(absence::Column::Id.is_in(mine.iter().map(|c| c.absence_id)))
        .filter(absence::Column::CancelledAt.is_null())
        .filter(absence::Column::FromDay.lte(day))
        .filter(absence::Column::ToDay.gte(day))
        .all(db)
        .await?;
    let mut held = vec![];
    for away in absences {
        let Some(person) = app_user::Entity::find_by_id(away.user_id).one(db).await?.filter(|u| u.state == ACTIVE) else {
            continue;
        };
        let covers = absence_cover::Entity::find().filter(absence_cover::Column::AbsenceId.eq(away.id)).all(db).await?;
        let named: HashMap<Uuid, Uuid> = covers.iter().filter_map(|c| Some((c.assignment_id?, c.cover_id))).collect();
        let all = covers.iter().any(|c| c.assignment_id.is_none() && c.cover_id == user);
        let rows = role_assignment::Entity::find()
            .filter(role_assignment::Column::UserId.eq(away.user_id))
            .filter(role_assignment::Column::DelegatedBy.is_null())
            .filter(on(day))
            .all(db)
            .await?;
        for mut row in rows.into_iter().filter(|r| can_be_held_for(r.role)) {
            if named.get(&row.id).map_or(all, |cover| *cover == user) {
                row.unit_id = row.unit_id.or(person.unit_id);
                held.push(Held { row, via: Via::Cover { by: away.user_id, absence: away.id, from: away.from_day, to: away.to_day } });
            }
        }
    }
    Ok(held)
}
