//! Changing who may sign in and what they may do. The same actions serve requests, commands and the demo.

use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QuerySelect, Set};
use uuid::Uuid;
use validator::ValidateEmail;

use super::sessions::ending;
use crate::access::{Actor, Permission};
use crate::http::{Code, FieldError, Problem};
use crate::kernel::text::clean_line;
use crate::kernel::words::{Field, Role};
use crate::store::entities::{app_user, org_unit, role_assignment, section, session};
use crate::store::{Change, Work};

pub use super::passwords::{HashCost, hash_password, random_password};

/// A person to be given an account.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// 2–50 of `a-z 0-9 . _ -`, beginning with a letter or digit; capitals are made small.
    pub username: String,
    pub display_name: String,
    pub position: String,
    pub email: Option<String>,
    pub unit_id: Option<Uuid>,
    /// From [`hash_password`].
    pub password_hash: String,
}

/// A role to be held from a day on, by a decision.
#[derive(Clone, Debug)]
pub struct NewAssignment {
    pub user: Uuid,
    pub role: Role,
    /// The unit it is held in; the person's own when not said.
    pub unit: Option<Uuid>,
    /// Empty means every field.
    pub fields: Vec<Field>,
    /// Empty means every section.
    pub sections: Vec<Uuid>,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub decision_number: Option<String>,
    pub decision_date: Option<NaiveDate>,
}

/// What a user name looks like; nothing else is ever looked up.
pub fn is_username(text: &str) -> bool {
    let letter = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    (2..=50).contains(&text.len()) && text.bytes().all(|b| letter(b) || b"._-".contains(&b)) && letter(text.as_bytes()[0])
}

/// Gives a person an account. It can do nothing until a role is assigned.
pub async fn add_user(work: &mut Work<'_>, new: NewUser) -> Result<Uuid, Problem> {
    may_manage(&work.actor)?;
    let username = new.username.trim().to_ascii_lowercase();
    let mut errors = vec![];
    if !is_username(&username) {
        errors.push(FieldError::new(
            "/username",
            "bad_username",
            "Tên đăng nhập gồm 2–50 chữ cái không dấu, chữ số, dấu . _ - và bắt đầu bằng chữ hoặc số.",
            "A user name has 2-50 of a-z, 0-9, '.', '_', '-' and begins with a letter or digit.",
        ));
    } else if app_user::Entity::find().filter(app_user::Column::Username.eq(&username)).count(work.db()).await? > 0 {
        errors.push(FieldError::new("/username", "taken", "Tên đăng nhập đã có người dùng.", "The user name is taken."));
    }
    let display_name = line(&mut errors, "/display_name", &new.display_name, 1, 120);
    let position = line(&mut errors, "/position", &new.position, 0, 200);
    let email = new.email.map(|e| e.trim().to_owned()).filter(|e| !e.is_empty());
    if email.as_ref().is_some_and(|e| e.len() > 254 || !e.validate_email()) {
        errors.push(FieldError::new("/email", "bad_email", "Địa chỉ thư không hợp lệ.", "Not an e-mail address."));
    }
    known_unit(work, &mut errors, "/unit_id", new.unit_id).await?;
    if !new.password_hash.starts_with("$argon2id$") {
        errors.push(FieldError::new("/password_hash", "not_hashed", "Mật khẩu chưa được băm.", "The password is not hashed."));
    }
    if !errors.is_empty() {
        return Err(Problem::invalid(errors));
    }
    let (id, now) = (work.id(), work.now);
    let row = app_user::ActiveModel {
        id: Set(id),
        username: Set(username),
        display_name: Set(display_name),
        position: Set(position),
        email: Set(email),
        unit_id: Set(new.unit_id),
        password_hash: Set(new.password_hash),
        state: Set(super::ACTIVE.into()),
        created_at: Set(now),
        password_changed_at: Set(now),
    };
    app_user::Entity::insert(row).exec_without_returning(work.db()).await?;
    work.record(Change::UserAdded { user: id, unit: new.unit_id });
    Ok(id)
}

/// Gives a person a role.
pub async fn assign_role(work: &mut Work<'_>, new: NewAssignment) -> Result<Uuid, Problem> {
    may_manage(&work.actor)?;
    let mut errors = vec![];
    if app_user::Entity::find_by_id(new.user).count(work.db()).await? == 0 {
        errors.push(unknown("/user"));
    }
    known_unit(work, &mut errors, "/unit", new.unit).await?;
    let (mut fields, mut sections) = (new.fields, new.sections);
    fields.sort_unstable();
    fields.dedup();
    sections.sort_unstable();
    sections.dedup();
    let found = section::Entity::find().filter(section::Column::Id.is_in(sections.iter().copied())).count(work.db()).await?;
    if usize::try_from(found) != Ok(sections.len()) {
        errors.push(unknown("/sections"));
    }
    if new.valid_to.is_some_and(|to| to < new.valid_from) {
        errors.push(FieldError::new("/valid_to", "ends_before_start", "Ngày hết hiệu lực trước ngày bắt đầu.", "Ends before it begins."));
    }
    let number = new.decision_number.map(|n| line(&mut errors, "/decision_number", &n, 1, 100));
    if !errors.is_empty() {
        return Err(Problem::invalid(errors));
    }
    let id = work.id();
    let row = role_assignment::ActiveModel {
        id: Set(id),
        user_id: Set(new.user),
        role: Set(new.role),
        unit_id: Set(new.unit),
        fields: Set(serde_json::to_string(&fields)?),
        sections: Set(serde_json::to_string(&sections)?),
        valid_from: Set(new.valid_from),
        valid_to: Set(new.valid_to),
        decision_number: Set(number),
        decision_date: Set(new.decision_date),
        delegated_by: Set(None),
        source_id: Set(None),
        body_id: Set(None),
        assigned_by: Set(work.actor.person),
        ended_by: Set(None),
        ended_at: Set(None),
        created_at: Set(work.now),
    };
    role_assignment::Entity::insert(row).exec_without_returning(work.db()).await?;
    work.record(Change::RoleAssigned { user: new.user, role: new.role, unit: new.unit, from: new.valid_from });
    Ok(id)
}

/// Changes the actor's own password and ends their other sessions. `seen` is the hash against which the old password was
/// verified before the work began; `hash` that of the new one.
pub async fn change_password(work: &mut Work<'_>, seen: &str, hash: String, keep: Uuid) -> Result<(), Problem> {
    let user = work.actor.person.ok_or_else(|| Problem::new(Code::Unauthenticated))?;
    let row = app_user::Entity::find_by_id(user).lock_exclusive().one(work.db()).await?;
    let row = row.filter(|u| u.password_hash == seen).ok_or_else(|| Problem::new(Code::Conflict))?;
    let mut row = row.into_active_model();
    row.password_hash = Set(hash);
    row.password_changed_at = Set(work.now);
    row.update(work.db()).await?;
    let others = Condition::all().add(session::Column::UserId.eq(user)).add(session::Column::Id.ne(keep));
    ending(work.now, "password_changed").filter(others).exec(work.db()).await?;
    work.record(Change::PasswordChanged { user });
    Ok(())
}

fn may_manage(actor: &Actor) -> Result<(), Problem> {
    if actor.is_system() || actor.may(Permission::UserManage) {
        return Ok(());
    }
    Err(Problem::forbidden("Chỉ người quản trị kỹ thuật quản lý tài khoản.", "Only the technical administrator manages accounts."))
}

async fn known_unit(work: &Work<'_>, errors: &mut Vec<FieldError>, pointer: &str, unit: Option<Uuid>) -> Result<(), Problem> {
    if let Some(id) = unit
        && org_unit::Entity::find_by_id(id).count(work.db()).await? == 0
    {
        errors.push(unknown(pointer));
    }
    Ok(())
}

fn unknown(pointer: &str) -> FieldError {
    FieldError::new(pointer, "unknown", "Không có trong hệ thống.", "There is no such thing here.")
}

fn line(errors: &mut Vec<FieldError>, pointer: &str, text: &str, min: usize, max: usize) -> String {
    match clean_line(text) {
        Ok(line) if (min..=max).contains(&line.chars().count()) => line,
        Ok(_) => {
            errors.push(FieldError::new(
                pointer,
                "length",
                format!("Phải dài từ {min} đến {max} ký tự."),
                format!("Must be {min} to {max} characters long."),
            ));
            String::new()
        }
        Err(fault) => {
            errors.push(FieldError::text(pointer, fault));
            String::new()
        }
    }
}
