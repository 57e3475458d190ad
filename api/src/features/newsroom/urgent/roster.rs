//! The duty roster (lịch trực). A shift makes its person, and the substitute, `duty_approver` while it lasts:
//! `http/caller.rs` asks it at every call.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::access::Permission;
use crate::http::{FieldError, IfMatch, Problem};
use crate::kernel::dates::vn_instant;
use crate::store::entities::{app_user, duty_shift};
use crate::store::{Change, Work};

/// The longest shift.
pub const LONGEST: TimeDelta = TimeDelta::days(7);

/// A shift as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Shift {
    pub user: Uuid,
    pub substitute: Option<Uuid>,
    pub from: DateTime<Utc>,
    pub to: DateTime<Utc>,
}

fn need(work: &Work<'_>) -> Result<(), Problem> {
    if work.actor.may(Permission::UrgentManage) || work.actor.is_system() {
        return Ok(());
    }
    Err(Problem::forbidden("Vai trò của bạn không xếp lịch trực.", "None of your roles keeps the duty roster."))
}

/// Puts a person on duty.
pub async fn add(work: &mut Work<'_>, shift: Shift) -> Result<Uuid, Problem> {
    need(work)?;
    check(work, &shift, None).await?;
    let row = duty_shift::Model {
        id: work.id(),
        user_id: shift.user,
        substitute_id: shift.substitute,
        starts_at: shift.from,
        ends_at: shift.to,
        version: 1,
        created_at: work.now,
    };
    say(work, &row);
    let id = row.id;
    duty_shift::Entity::insert(row.into_active_model()).exec_without_returning(work.db()).await?;
    Ok(id)
}

/// Changes a shift that is not over.
pub async fn change(work: &mut Work<'_>, id: Uuid, seen: IfMatch, shift: Shift) -> Result<(), Problem> {
    need(work)?;
    let mut row = find_locked(work, id).await?;
    seen.check(row.version)?;
    check(work, &shift, Some(id)).await?;
    (row.user_id, row.substitute_id) = (shift.user, shift.substitute);
    (row.starts_at, row.ends_at) = (shift.from, shift.to);
    row.version += 1;
    say(work, &row);
    row.into_active_model().reset_all().update(work.db()).await?;
    Ok(())
}

/// Takes a shift off the roster. One that has begun ends now, so that it can be seen later who was on duty.
pub async fn remove(work: &mut Work<'_>, id: Uuid, seen: IfMatch) -> Result<(), Problem> {
    need(work)?;
    let mut row = find_locked(work, id).await?;
    seen.check(row.version)?;
    work.record(Change::DutyShiftRemoved { shift: id, user: row.user_id });
    if row.starts_at < work.now {
        row.ends_at = work.now;
        row.version += 1;
        row.into_active_model().reset_all().update(work.db()).await?;
    } else {
        duty_shift::Entity::delete_by_id(id).exec(work.db()).await?;
    }
    Ok(())
}

/// Copies the week before `monday` into the week that begins with it. What is there already stays; returns how many came.
pub async fn copy_week(work: &mut Work<'_>, monday: NaiveDate) -> Result<usize, Problem> {
    need(work)?;
    let week = TimeDelta::days(7);
    let (from, to) = week_of(monday)?;
    let mut copied = 0;
    for row in shifts(work.db(), from - week, to - week).await? {
        let begins_there = row.starts_at >= from - week;
        let shift = Shift { user: row.user_id, substitute: row.substitute_id, from: row.starts_at + week, to: row.ends_at + week };
        // Past shifts, people who have left and hours taken already are left out, not refused.
        if begins_there && check(work, &shift, None).await.is_ok() {
            add(work, shift).await?;
            copied += 1;
        }
    }
    if copied == 0 {
        return Err(Problem::new(crate::http::Code::Conflict)
            .detail("Không có ca nào của tuần trước để chép sang tuần này.", "The week before has no shift to copy into this one."));
    }
    Ok(copied)
}

/// A week of the roster: Monday, 00:00, to the next.
pub fn week_of(monday: NaiveDate) -> Result<(DateTime<Utc>, DateTime<Utc>), Problem> {
    use chrono::Datelike;
    let begins =
        (monday.weekday() == chrono::Weekday::Mon && (2000..2200).contains(&monday.year())).then(|| vn_instant(monday, 0, 0)).flatten();
    let fault = || FieldError::new("/week", "not_a_monday", "Tuần bắt đầu bằng thứ Hai.", "A week begins with its Monday.");
    let from = begins.ok_or_else(|| Problem::invalid(vec![fault()]))?;
    Ok((from, from + TimeDelta::days(7)))
}

/// The shifts that touch a span, in their order.
pub async fn shifts(db: &impl ConnectionTrait, from: DateTime<Utc>, to: DateTime<Utc>) -> Result<Vec<duty_shift::Model>, Problem> {
    let rows = duty_shift::Entity::find()
        .filter(duty_shift::Column::EndsAt.gt(from))
        .filter(duty_shift::Column::StartsAt.lt(to))
        .order_by_asc(duty_shift::Column::StartsAt)
        .order_by_asc(duty_shift::Column::Id)
        .all(db)
        .await?;
    Ok(rows)
}

/// Hours of the span in which nobody is on duty. `shifts` in their order.
pub fn gaps(shifts: &[duty_shift::Model], from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<(DateTime<Utc>, DateTime<Utc>)> {
    let mut gaps = vec![];
    let mut covered = from;
    for shift in shifts {
        if shift.starts_at > covered {
            gaps.push((covered, shift.starts_at.min(to)));
        }
        covered = covered.max(shift.ends_at);
    }
    if covered < to {
        gaps.push((covered, to));
    }
    gaps
}

async fn check(work: &Work<'_>, shift: &Shift, except: Option<Uuid>) -> Result<(), Problem> {
    let mut faults = vec![];
    let sane = crate::http::page::sane_instant(shift.from) && crate::http::page::sane_instant(shift.to);
    if !sane || shift.to <= shift.from || shift.to - shift.from > LONGEST {
        faults.push(FieldError::new(
            "/to",
            "out_of_range",
            "Ca trực kết thúc sau khi bắt đầu, dài nhất 7 ngày.",
            "A shift ends after it begins, within 7 days.",
        ));
    } else if shift.to <= work.now {
        faults.push(FieldError::new("/to", "not_ahead", "Ca trực này đã qua.", "This shift is over."));
    }
    if shift.substitute == Some(shift.user) {
        faults.push(FieldError::new(
            "/substitute",
            "same_person",
            "Người trực thay phải là người khác.",
            "The substitute must be somebody else.",
        ));
    }
    for (pointer, id) in [("/user", Some(shift.user)), ("/substitute", shift.substitute)] {
        let Some(id) = id else { continue };
        let found = app_user::Entity::find_by_id(id).filter(app_user::Column::State.eq("active")).one(work.db()).await?;
        if found.is_none_or(|u| u.unit_id.is_none()) {
            faults.push(FieldError::new(
                pointer,
                "unknown_person",
                "Không có người này, hoặc tài khoản đã khóa hay chưa thuộc đơn vị nào.",
                "There is no such person, or the account is locked or belongs to no unit.",
            ));
        }
    }
    if faults.is_empty() {
        let mut theirs = duty_shift::Entity::find()
            .filter(duty_shift::Column::UserId.eq(shift.user))
            .filter(duty_shift::Column::EndsAt.gt(shift.from))
            .filter(duty_shift::Column::StartsAt.lt(shift.to));
        if let Some(id) = except {
            theirs = theirs.filter(duty_shift::Column::Id.ne(id));
        }
        if theirs.one(work.db()).await?.is_some() {
            faults.push(FieldError::new(
                "/from",
                "overlaps",
                "Người này đã có ca trực trong giờ đó.",
                "This person is on duty already at that time.",
            ));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Problem::invalid(faults)) }
}

fn say(work: &mut Work<'_>, row: &duty_shift::Model) {
    work.record(Change::DutyShiftSet {
        shift: row.id,
        user: row.user_id,
        substitute: row.substitute_id,
        from: row.starts_at,
        to: row.ends_at,
    });
}

async fn find_locked(work: &Work<'_>, id: Uuid) -> Result<duty_shift::Model, Problem> {
    let found = duty_shift::Entity::find_by_id(id).filter(duty_shift::Column::EndsAt.gt(work.now)).lock_exclusive().one(work.db()).await?;
    found.ok_or_else(Problem::not_found)
}

/// The shifts that cover this moment.
pub async fn now(db: &impl ConnectionTrait, at: DateTime<Utc>) -> Result<Vec<duty_shift::Model>, Problem> {
    let covers = Condition::all().add(duty_shift::Column::StartsAt.lte(at)).add(duty_shift::Column::EndsAt.gt(at));
    Ok(duty_shift::Entity::find().filter(covers).order_by_asc(duty_shift::Column::StartsAt).all(db).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_the_hours_without_anybody() {
        let at = |hour: i64| DateTime::<Utc>::UNIX_EPOCH + TimeDelta::hours(hour);
        let shift = |from, to| duty_shift::Model {
            id: Uuid::nil(),
            user_id: Uuid::nil(),
            substitute_id: None,
            starts_at: at(from),
            ends_at: at(to),
            version: 1,
            created_at: at(0),
        };
        assert_eq!(gaps(&[], at(0), at(5)), [(at(0), at(5))]);
        assert_eq!(gaps(&[shift(-2, 2), shift(1, 3), shift(4, 9)], at(0), at(8)), [(at(3), at(4))]);
        assert_eq!(gaps(&[shift(0, 8)], at(0), at(8)), []);
    }
}
