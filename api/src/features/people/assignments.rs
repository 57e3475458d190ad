//! Assignments: given by a decision, ended (never deleted), delegated for a period.

use chrono::{Days, NaiveDate};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set};
use uuid::Uuid;

use super::guards;
use super::users::{self, Delegated, NewRole};
use crate::access::Permission;
use crate::http::form::Form;
use crate::http::{Code, Problem};
use crate::store::entities::{app_user, role_assignment};
use crate::store::roles::{ACTIVE, can_be_held_for};
use crate::store::{Change, Work};

/// Gives a person a role, by a decision (Đ11.2).
pub async fn assign(work: &mut Work<'_>, mut new: NewRole) -> Result<Uuid, Problem> {
    guards::need(&work.actor, &[Permission::RoleAssign])?;
    guards::not_oneself(&work.actor, new.user)?;
    users::locked(work, new.user).await?;
    let mut form = Form::default();
    form.day("/valid_from", new.valid_from);
    form.optional_day("/valid_to", new.valid_to);
    form.optional_day("/decision_date", new.decision_date);
    new.decision_number = form.optional_line("/decision_number", new.decision_number.as_deref(), 100);
    if new.decision_number.is_none() {
        form.say("/decision_number", "required", "Cần số quyết định.", "The number of the decision is needed.");
    }
    form.in_order("/valid_to", new.valid_from, new.valid_to);
    form.done()?;
    users::open_role(work, new).await
}

/// Ends an assignment with `last` as its last day; yesterday ends it at once. What was delegated of it ends with it.
pub async fn end(work: &mut Work<'_>, id: Uuid, last: NaiveDate) -> Result<Uuid, Problem> {
    let row = role_assignment::Entity::find_by_id(id).one(work.db()).await?;
    let row =
        row.filter(|_| work.actor.may(Permission::RoleAssign) || work.actor.may(Permission::CoverSet)).ok_or_else(Problem::not_found)?;
    let holder = app_user::Entity::find_by_id(row.delegated_by.unwrap_or(row.user_id)).one(work.db()).await?;
    let unit = row.unit_id.or(holder.and_then(|h| h.unit_id));
    // Whoever may delegate may take the delegation back.
    let takes_back = row.delegated_by.is_some() && guards::may_set_cover(&work.actor, unit);
    if !takes_back {
        guards::need(&work.actor, &[Permission::RoleAssign])?;
    }
    let today = guards::today(work);
    let mut form = Form::default();
    form.day("/last_day", last);
    let yesterday = today.checked_sub_days(Days::new(1)).unwrap_or(today);
    if last < yesterday {
        form.say(
            "/last_day",
            "in_the_past",
            "Ngày cuối sớm nhất là hôm qua: quyền hết ngay hôm nay.",
            "The earliest last day is yesterday: then it ends at once.",
        );
    }
    form.done()?;
    if row.valid_to.is_some_and(|to| to <= last) {
        return Err(
            Problem::new(Code::IllegalTransition).detail("Phân công này đã hết hạn trước ngày đó.", "It ends before that day already.")
        );
    }
    let after = last.checked_add_days(Days::new(1)).unwrap_or(last);
    let before = guards::keys_held(work, today).await?;
    close(work, row.clone(), last).await?;
    guards::still_held(work, &before, after.max(today)).await?;
    Ok(row.user_id)
}

/// Writes the end. An assignment that has not begun by then never counts, and stays on record with the day before its first.
pub async fn close(work: &mut Work<'_>, row: role_assignment::Model, last: NaiveDate) -> Result<(), Problem> {
    let (assignment, user, role, unit) = (row.id, row.user_id, row.role, row.unit_id);
    let mut row = row.into_active_model();
    row.valid_to = Set(Some(last));
    row.ended_by = Set(work.actor.person);
    row.ended_at = Set(Some(work.now));
    row.update(work.db()).await?;
    work.record(Change::RoleEnded { assignment, user, role, unit, last });
    Ok(())
}

/// Lets somebody else hold an assignment for a period, beside its holder.
pub async fn delegate(work: &mut Work<'_>, id: Uuid, to: Uuid, from: NaiveDate, until: NaiveDate) -> Result<Uuid, Problem> {
    let row = role_assignment::Entity::find_by_id(id).lock_exclusive().one(work.db()).await?;
    let row = row.ok_or_else(Problem::not_found)?;
    let holder = users::locked(work, row.user_id).await?;
    let unit = row.unit_id.or(holder.unit_id);
    if !guards::may_set_cover(&work.actor, unit) {
        guards::need(&work.actor, &[Permission::CoverSet])?;
        return Err(Problem::forbidden("Chỉ ủy quyền trong đơn vị của mình.", "Only within one's own unit."));
    }
    guards::not_oneself(&work.actor, to)?;
    let mut form = Form::default();
    form.day("/from", from);
    form.day("/to", until);
    form.in_order("/to", from, Some(until));
    if until < guards::today(work) {
        form.say("/to", "in_the_past", "Thời gian ủy quyền đã qua.", "The period is over.");
    }
    if from < row.valid_from || row.valid_to.is_some_and(|end| until > end) {
        form.say("/from", "outside", "Ngoài thời gian của phân công.", "Outside the time of the assignment.");
    }
    known_person(work, &mut form, "/to_user", to).await?;
    if to == row.user_id {
        form.say("/to_user", "same_person", "Đó chính là người đang giữ vai trò.", "That person holds it already.");
    }
    if row.delegated_by.is_some() {
        form.say(
            "/assignment",
            "delegated_already",
            "Không ủy quyền lại vai trò được ủy quyền.",
            "What is delegated is not delegated again.",
        );
    }
    if !can_be_held_for(row.role) {
        form.say("/assignment", "not_delegable", "Vai trò này không ủy quyền được.", "This role cannot be delegated.");
    }
    form.done()?;
    let new = NewRole {
        user: to,
        role: row.role,
        unit,
        fields: serde_json::from_str(&row.fields)?,
        sections: serde_json::from_str(&row.sections)?,
        valid_from: from,
        valid_to: Some(until),
        decision_number: row.decision_number,
        decision_date: row.decision_date,
        delegated: Some(Delegated { by: row.user_id, source: row.id }),
        body: None,
    };
    users::open_role(work, new).await
}

/// A person who may act.
pub async fn known_person(work: &Work<'_>, form: &mut Form, pointer: &str, user: Uuid) -> Result<(), Problem> {
    let found = app_user::Entity::find_by_id(user).filter(app_user::Column::State.eq(ACTIVE)).one(work.db()).await?;
    if found.is_none() {
        form.say(
            pointer,
            "not_active",
            "Không có người này, hoặc tài khoản chưa dùng được.",
            "There is no such person, or the account is not in use.",
        );
    }
    Ok(())
}
