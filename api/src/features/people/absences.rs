//! Leave: set by the secretary, the board or the unit head; the absent person need not sign in. While it lasts the cover holds
//! what the absent person holds (`store/roles.rs`). Nobody stands in for somebody who stands in.

use std::collections::HashSet;

use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use uuid::Uuid;

use super::assignments::known_person;
use super::{guards, users};
use crate::access::Permission;
use crate::http::form::Form;
use crate::http::{Code, Problem};
use crate::store::entities::{absence, absence_cover, role_assignment};
use crate::store::roles::can_be_held_for;
use crate::store::{Change, Fault, Work};

/// Somebody stands in: in one assignment, or in all that no other cover names.
#[derive(Clone, Copy, Debug)]
pub struct Cover {
    pub person: Uuid,
    pub assignment: Option<Uuid>,
}

#[derive(Clone, Debug)]
pub struct Leave {
    pub user: Uuid,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub covers: Vec<Cover>,
}

/// Enters a leave.
pub async fn set(work: &mut Work<'_>, leave: Leave) -> Result<Uuid, Problem> {
    check(work, None, &leave).await?;
    let id = work.id();
    let row = absence::ActiveModel {
        id: Set(id),
        user_id: Set(leave.user),
        from_day: Set(leave.from),
        to_day: Set(leave.to),
        set_by: Set(work.actor.person),
        created_at: Set(work.now),
        cancelled_at: Set(None),
        cancelled_by: Set(None),
    };
    absence::Entity::insert(row).exec_without_returning(work.db()).await?;
    put_covers(work, id, &leave.covers).await?;
    told(work, id, &leave);
    Ok(id)
}

/// Other days or other covers. The old leave is cancelled and stays on record; the new one takes its place.
pub async fn replace(work: &mut Work<'_>, id: Uuid, from: NaiveDate, to: NaiveDate, covers: Vec<Cover>) -> Result<Uuid, Problem> {
    let row = standing(work, id).await?;
    let leave = Leave { user: row.user_id, from, to, covers };
    check(work, Some(id), &leave).await?;
    cancel_row(work, row).await?;
    set(work, leave).await
}

/// The person is there after all.
pub async fn cancel(work: &mut Work<'_>, id: Uuid) -> Result<(), Problem> {
    let row = standing(work, id).await?;
    may_set_for(work, row.user_id).await?;
    cancel_row(work, row).await
}

async fn cancel_row(work: &mut Work<'_>, row: absence::Model) -> Result<(), Problem> {
    let (absence, user) = (row.id, row.user_id);
    let mut row = row.into_active_model();
    row.cancelled_at = Set(Some(work.now));
    row.cancelled_by = Set(work.actor.person);
    row.update(work.db()).await?;
    work.record(Change::AbsenceCancelled { absence, user });
    Ok(())
}

async fn standing(work: &Work<'_>, id: Uuid) -> Result<absence::Model, Problem> {
    guards::need(&work.actor, &[Permission::CoverSet])?;
    let row = absence::Entity::find_by_id(id).one(work.db()).await?.ok_or_else(Problem::not_found)?;
    if row.cancelled_at.is_some() || row.to_day < guards::today(work) {
        return Err(Problem::new(Code::IllegalTransition).detail("Kỳ nghỉ này đã qua hoặc đã hủy.", "This leave is over or cancelled."));
    }
    Ok(row)
}

async fn may_set_for(work: &Work<'_>, user: Uuid) -> Result<(), Problem> {
    guards::need(&work.actor, &[Permission::CoverSet])?;
    let person = users::locked(work, user).await?;
    if guards::may_set_cover(&work.actor, person.unit_id) {
        return Ok(());
    }
    Err(Problem::forbidden("Chỉ sắp xếp người thay trong đơn vị của mình.", "Only within one's own unit."))
}

async fn check(work: &Work<'_>, instead_of: Option<Uuid>, leave: &Leave) -> Result<(), Problem> {
    may_set_for(work, leave.user).await?;
    let mut form = Form::default();
    form.day("/from", leave.from);
    form.day("/to", leave.to);
    form.in_order("/to", leave.from, Some(leave.to));
    if leave.to < guards::today(work) {
        form.say("/to", "in_the_past", "Kỳ nghỉ đã qua.", "The leave is over.");
    }
    if form.errors.is_empty() && !overlapping(work.db(), leave.user, leave.from, leave.to, instead_of).await?.is_empty() {
        form.say("/from", "overlaps", "Người này đã có kỳ nghỉ trùng những ngày đó.", "The person is away on some of these days already.");
    }
    let mut seen = HashSet::new();
    for (n, cover) in leave.covers.iter().enumerate() {
        let at = format!("/covers/{n}/cover_id");
        guards::not_oneself(&work.actor, cover.person)?;
        known_person(work, &mut form, &at, cover.person).await?;
        if cover.person == leave.user {
            form.say(&at, "same_person", "Người nghỉ không tự thay mình.", "Nobody stands in for themselves.");
        } else if form.errors.is_empty() && !overlapping(work.db(), cover.person, leave.from, leave.to, None).await?.is_empty() {
            form.say(&at, "cover_is_away", "Người thay cũng nghỉ trong những ngày đó.", "That person is away on some of these days too.");
        }
        if !seen.insert(cover.assignment) {
            form.say(&at, "twice", "Mỗi vai trò chỉ có một người thay.", "One role has one cover.");
        }
        if let Some(assignment) = cover.assignment {
            let row = role_assignment::Entity::find_by_id(assignment).one(work.db()).await?;
            let fits = row.is_some_and(|r| r.user_id == leave.user && r.delegated_by.is_none() && can_be_held_for(r.role));
            if !fits {
                form.unknown(&format!("/covers/{n}/assignment_id"));
            }
        }
    }
    form.done()?;
    let stands_in = stands_in_for(work.db(), leave.user, leave.from, leave.to).await?;
    if !stands_in.is_empty() {
        return Err(Problem::new(Code::Conflict).member("reason", "is_a_cover").detail(
            "Người này đang được phân công thay người khác trong những ngày đó. Hãy đổi người thay trước.",
            "This person stands in for somebody else on some of these days. Change that cover first.",
        ));
    }
    Ok(())
}

/// Leaves of a person that touch the days.
async fn overlapping(
    db: &impl ConnectionTrait,
    user: Uuid,
    from: NaiveDate,
    to: NaiveDate,
    but: Option<Uuid>,
) -> Result<Vec<absence::Model>, Fault> {
    let mut query = absence::Entity::find()
        .filter(absence::Column::UserId.eq(user))
        .filter(absence::Column::CancelledAt.is_null())
        .filter(absence::Column::FromDay.lte(to))
        .filter(absence::Column::ToDay.gte(from));
    if let Some(but) = but {
        query = query.filter(absence::Column::Id.ne(but));
    }
    Ok(query.all(db).await?)
}

/// Leaves of others during these days in which `user` stands in.
async fn stands_in_for(db: &impl ConnectionTrait, user: Uuid, from: NaiveDate, to: NaiveDate) -> Result<Vec<Uuid>, Fault> {
    let covers = absence_cover::Entity::find().filter(absence_cover::Column::CoverId.eq(user)).all(db).await?;
    let touched = absence::Entity::find()
        .filter(absence::Column::Id.is_in(covers.iter().map(|c| c.absence_id)))
        .filter(absence::Column::CancelledAt.is_null())
        .filter(absence::Column::FromDay.lte(to))
        .filter(absence::Column::ToDay.gte(from));
    Ok(touched.all(db).await?.into_iter().map(|a| a.user_id).collect())
}

async fn put_covers(work: &Work<'_>, absence: Uuid, covers: &[Cover]) -> Result<(), Fault> {
    for cover in covers {
        let row = absence_cover::ActiveModel {
            id: Set(work.id()),
            absence_id: Set(absence),
            cover_id: Set(cover.person),
            assignment_id: Set(cover.assignment),
        };
        absence_cover::Entity::insert(row).exec_without_returning(work.db()).await?;
    }
    Ok(())
}

fn told(work: &mut Work<'_>, absence: Uuid, leave: &Leave) {
    let mut covers: Vec<Uuid> = leave.covers.iter().map(|c| c.person).collect();
    covers.dedup();
    work.record(Change::AbsenceSet { absence, user: leave.user, covers, from: leave.from, to: leave.to });
}
