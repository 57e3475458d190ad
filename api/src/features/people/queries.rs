//! People, leaves and bodies as they are shown.

use std::collections::HashSet;

use chrono::{Days, NaiveDate};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::abilities::{names, views};
use super::bodies::role_of;
use super::views::{AbsenceView, AssignmentView, BodyView, CoverView, MemberView, PersonName, UserDetail, UserRow, UserState};
use crate::http::Problem;
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::public::UnitName;
use crate::kernel::text::fold;
use crate::kernel::words::{BodyKind, BodyPosition};
use crate::store::Fault;
use crate::store::entities::{absence, absence_cover, app_user, body, body_member, invitation, org_unit, role_assignment};
use crate::store::roles::held_on;

/// Which people are asked for.
#[derive(Clone, Debug, Default)]
pub struct UserFilter {
    pub q: Option<String>,
    pub state: Option<UserState>,
    pub unit: Option<Uuid>,
    /// User names after this one.
    pub after: Option<String>,
}

/// People by user name; one more than `limit` where there are more. A ward has hundreds at most: names are compared here,
/// with and without tones.
pub async fn users(db: &impl ConnectionTrait, filter: &UserFilter, limit: u64) -> Result<Vec<app_user::Model>, Fault> {
    let mut query = app_user::Entity::find();
    if let Some(unit) = filter.unit {
        query = query.filter(app_user::Column::UnitId.eq(unit));
    }
    let mut rows = query.all(db).await?;
    rows.sort_by(|a, b| a.username.cmp(&b.username));
    let sought = filter.q.as_deref().map(fold).unwrap_or_default();
    let fits = |u: &app_user::Model| {
        filter.state.is_none_or(|s| s == UserState::read(&u.state))
            && filter.after.as_ref().is_none_or(|after| u.username > *after)
            && (u.username.contains(sought.trim()) || fold(&u.display_name).contains(sought.trim()))
    };
    Ok(rows.into_iter().filter(fits).take(usize::try_from(limit).unwrap_or(usize::MAX).saturating_add(1)).collect())
}

pub async fn user_row(db: &impl ConnectionTrait, user: &app_user::Model, today: NaiveDate) -> Result<UserRow, Fault> {
    let unit = match user.unit_id {
        Some(id) => org_unit::Entity::find_by_id(id).one(db).await?.map(|u| UnitName { id: u.id, name: u.name }),
        None => None,
    };
    let away = absence::Entity::find()
        .filter(absence::Column::UserId.eq(user.id))
        .filter(absence::Column::CancelledAt.is_null())
        .filter(absence::Column::FromDay.lte(today))
        .filter(absence::Column::ToDay.gte(today))
        .one(db)
        .await?;
    Ok(UserRow {
        id: user.id,
        username: user.username.clone(),
        display_name: user.display_name.clone(),
        position: user.position.clone(),
        unit,
        state: UserState::read(&user.state),
        roles: views(db, held_on(db, user.id, today).await?).await?,
        away: away.is_some(),
    })
}

/// A person whole. `private`: with their address.
pub async fn user_detail(db: &impl ConnectionTrait, id: Uuid, today: NaiveDate, private: bool) -> Result<UserDetail, Problem> {
    let user = app_user::Entity::find_by_id(id).one(db).await?.ok_or_else(Problem::not_found)?;
    let waiting = invitation::Entity::find()
        .filter(invitation::Column::UserId.eq(id))
        .filter(invitation::Column::UsedAt.is_null())
        .filter(invitation::Column::RevokedAt.is_null())
        .order_by_desc(invitation::Column::CreatedAt)
        .one(db)
        .await?;
    let leaves = absence::Entity::find().filter(absence::Column::UserId.eq(id)).order_by_desc(absence::Column::FromDay).limit(20);
    Ok(UserDetail {
        row: user_row(db, &user, today).await?,
        email: user.email.filter(|_| private),
        assignments: assignments(db, id).await?,
        absences: absences(db, leaves.all(db).await?).await?,
        invited_until: waiting.map(|i| rfc3339_vn(i.expires_at)),
    })
}

async fn assignments(db: &impl ConnectionTrait, user: Uuid) -> Result<Vec<AssignmentView>, Fault> {
    let rows = role_assignment::Entity::find()
        .filter(role_assignment::Column::UserId.eq(user))
        .order_by_desc(role_assignment::Column::ValidFrom)
        .order_by_desc(role_assignment::Column::Id)
        .all(db)
        .await?;
    let people = names(db, rows.iter().filter_map(|r| r.delegated_by)).await?;
    let units = org_unit::Entity::find().filter(org_unit::Column::Id.is_in(rows.iter().filter_map(|r| r.unit_id))).all(db).await?;
    let view = |row: role_assignment::Model| {
        Ok(AssignmentView {
            id: row.id,
            role: row.role,
            unit: row.unit_id.and_then(|id| units.iter().find(|u| u.id == id)).map(|u| UnitName { id: u.id, name: u.name.clone() }),
            fields: serde_json::from_str(&row.fields)?,
            sections: serde_json::from_str(&row.sections)?,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            decision_number: row.decision_number,
            decision_date: row.decision_date,
            delegated_by: row.delegated_by.and_then(|by| people.iter().find(|p| p.id == by)).cloned(),
            by_body: row.body_id.is_some(),
            ended: row.ended_at.is_some(),
        })
    };
    rows.into_iter().map(view).collect()
}

/// Leaves that last, are to come, or ended within ninety days.
pub async fn leaves(db: &impl ConnectionTrait, today: NaiveDate) -> Result<Vec<AbsenceView>, Fault> {
    let since = today.checked_sub_days(Days::new(90)).unwrap_or(today);
    let rows = absence::Entity::find()
        .filter(absence::Column::ToDay.gte(since))
        .order_by_desc(absence::Column::FromDay)
        .order_by_desc(absence::Column::Id)
        .limit(500)
        .all(db)
        .await?;
    absences(db, rows).await
}

pub async fn leave(db: &impl ConnectionTrait, id: Uuid) -> Result<AbsenceView, Problem> {
    let row = absence::Entity::find_by_id(id).one(db).await?.ok_or_else(Problem::not_found)?;
    absences(db, vec![row]).await?.pop().ok_or_else(Problem::not_found)
}

async fn absences(db: &impl ConnectionTrait, rows: Vec<absence::Model>) -> Result<Vec<AbsenceView>, Fault> {
    let covers = absence_cover::Entity::find().filter(absence_cover::Column::AbsenceId.is_in(rows.iter().map(|a| a.id)));
    let covers = covers.order_by_asc(absence_cover::Column::Id).all(db).await?;
    let held = role_assignment::Entity::find().filter(role_assignment::Column::Id.is_in(covers.iter().filter_map(|c| c.assignment_id)));
    let held = held.all(db).await?;
    let everybody: HashSet<Uuid> =
        rows.iter().flat_map(|a| [Some(a.user_id), a.set_by]).flatten().chain(covers.iter().map(|c| c.cover_id)).collect();
    let people = names(db, everybody).await?;
    let name = |id: Uuid| people.iter().find(|p| p.id == id).cloned().unwrap_or(PersonName { id, display_name: String::new() });
    let view = |row: absence::Model| AbsenceView {
        covers: covers
            .iter()
            .filter(|c| c.absence_id == row.id)
            .map(|c| CoverView {
                cover: name(c.cover_id),
                assignment_id: c.assignment_id,
                role: c.assignment_id.and_then(|id| held.iter().find(|r| r.id == id)).map(|r| r.role),
            })
            .collect(),
        id: row.id,
        user: name(row.user_id),
        from: row.from_day,
        to: row.to_day,
        set_by: row.set_by.map(name),
        cancelled: row.cancelled_at.is_some(),
    };
    Ok(rows.into_iter().map(view).collect())
}

/// Bodies, the newest first; one of them, when it is named.
pub async fn bodies(db: &impl ConnectionTrait, only: Option<Uuid>, today: NaiveDate) -> Result<Vec<BodyView>, Fault> {
    let mut query = body::Entity::find();
    if let Some(id) = only {
        query = query.filter(body::Column::Id.eq(id));
    }
    let rows = query.order_by_desc(body::Column::ValidFrom).order_by_desc(body::Column::Id).all(db).await?;
    let all = Condition::all().add(body_member::Column::BodyId.is_in(rows.iter().map(|b| b.id)));
    let members = body_member::Entity::find().filter(all).order_by_asc(body_member::Column::Id).all(db).await?;
    let people = names(db, members.iter().map(|m| m.user_id)).await?;
    let view = |row: body::Model| {
        let kind = BodyKind::read(&row.kind).unwrap_or(BodyKind::EditorialBoard);
        let last = row.ended_on.or(row.valid_to);
        let member = |m: &body_member::Model| {
            let position = BodyPosition::read(&m.position).unwrap_or(BodyPosition::Member);
            let user = people.iter().find(|p| p.id == m.user_id).cloned();
            MemberView {
                user: user.unwrap_or(PersonName { id: m.user_id, display_name: String::new() }),
                position,
                role: role_of(kind, position),
            }
        };
        BodyView {
            current: row.valid_from <= today && last.is_none_or(|last| last >= today),
            members: members.iter().filter(|m| m.body_id == row.id).map(member).collect(),
            id: row.id,
            kind,
            decision_number: row.decision_number,
            decision_date: row.decision_date,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            ended_on: row.ended_on,
        }
    };
    Ok(rows.into_iter().map(view).collect())
}
