//! Accounts as the desk keeps them: added by invitation, changed, disabled and enabled. Nobody ever sees a password.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use chrono::NaiveDate;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QuerySelect, Set,
};
use uuid::Uuid;

use super::guards;
use crate::access::Permission;
use crate::http::form::Form;
use crate::http::{Code, Problem};
use crate::kernel::text::fold;
use crate::kernel::text::is_username;
use crate::kernel::words::{Field, Role};
use crate::store::entities::{app_user, invitation, org_unit, role_assignment, section, session};
use crate::store::roles::ACTIVE;
use crate::store::{Change, Work};

/// `app_user.state` of a person whose invitation waits, and of one who may no longer act.
pub const INVITED: &str = "invited";
pub const DISABLED: &str = "disabled";

/// A person to be invited.
#[derive(Clone, Debug, Default)]
pub struct NewPerson {
    /// Made of the name when not said.
    pub username: Option<String>,
    pub display_name: String,
    pub position: String,
    pub email: Option<String>,
    pub unit: Option<Uuid>,
}

/// A role to be held from a day on, by a decision.
#[derive(Clone, Debug)]
pub struct NewRole {
    pub user: Uuid,
    pub role: Role,
    pub unit: Option<Uuid>,
    pub fields: Vec<Field>,
    pub sections: Vec<Uuid>,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub decision_number: Option<String>,
    pub decision_date: Option<NaiveDate>,
    pub delegated: Option<Delegated>,
    pub body: Option<Uuid>,
}

impl NewRole {
    /// The role in all fields and sections, from a day on, by no decision yet.
    pub fn plain(user: Uuid, role: Role, unit: Option<Uuid>, valid_from: NaiveDate) -> Self {
        Self {
            user,
            role,
            unit,
            fields: vec![],
            sections: vec![],
            valid_from,
            valid_to: None,
            decision_number: None,
            decision_date: None,
            delegated: None,
            body: None,
        }
    }
}

/// Whose assignment, and which.
#[derive(Clone, Copy, Debug)]
pub struct Delegated {
    pub by: Uuid,
    pub source: Uuid,
}

/// Puts a person in, in state `invited`. The caller has asked whether the actor may.
pub async fn put_in(work: &mut Work<'_>, new: NewPerson) -> Result<app_user::Model, Problem> {
    put_in_as(work, new, INVITED, no_password()).await
}

/// Puts a person in with a password of their own: the command line and the demo. `hash` is of argon2id.
pub async fn put_in_with_password(work: &mut Work<'_>, new: NewPerson, hash: String) -> Result<app_user::Model, Problem> {
    put_in_as(work, new, ACTIVE, hash).await
}

async fn put_in_as(work: &mut Work<'_>, new: NewPerson, state: &str, password_hash: String) -> Result<app_user::Model, Problem> {
    let mut form = Form::default();
    let display_name = form.line("/display_name", &new.display_name, 1, 120);
    let position = form.line("/position", &new.position, 0, 200);
    let email = form.email("/email", new.email.as_deref());
    known_unit(work, &mut form, "/unit_id", new.unit).await?;
    let username = match new.username.as_deref().map(str::trim).filter(|u| !u.is_empty()) {
        Some(typed) => {
            let name = typed.to_ascii_lowercase();
            if !is_username(&name) {
                form.say(
                    "/username",
                    "bad_username",
                    "Tên đăng nhập gồm 2–50 chữ cái không dấu, chữ số, dấu . _ - và bắt đầu bằng chữ hoặc số.",
                    "A user name has 2-50 of a-z, 0-9, '.', '_', '-' and begins with a letter or digit.",
                );
            } else if taken(work.db(), &name).await? {
                form.say("/username", "taken", "Tên đăng nhập đã có người dùng.", "The user name is taken.");
            }
            name
        }
        None => free_name(work.db(), &display_name).await?,
    };
    form.done()?;
    let row = app_user::Model {
        id: work.id(),
        username,
        display_name,
        position,
        email,
        unit_id: new.unit,
        password_hash,
        state: state.into(),
        created_at: work.now,
        password_changed_at: work.now,
    };
    app_user::Entity::insert(row.clone().into_active_model()).exec_without_returning(work.db()).await?;
    work.record(Change::UserAdded { user: row.id, unit: row.unit_id });
    Ok(row)
}

/// Opens an assignment. The caller has asked whether the actor may.
pub async fn open_role(work: &mut Work<'_>, new: NewRole) -> Result<Uuid, Problem> {
    let id = work.id();
    let (mut fields, mut sections) = (new.fields, new.sections);
    fields.sort_unstable();
    fields.dedup();
    sections.sort_unstable();
    sections.dedup();
    let mut form = Form::default();
    let found = section::Entity::find().filter(section::Column::Id.is_in(sections.iter().copied())).count(work.db()).await?;
    if usize::try_from(found) != Ok(sections.len()) {
        form.unknown("/sections");
    }
    known_unit(work, &mut form, "/unit_id", new.unit).await?;
    form.in_order("/valid_to", new.valid_from, new.valid_to);
    form.done()?;
    let row = role_assignment::ActiveModel {
        id: Set(id),
        user_id: Set(new.user),
        role: Set(new.role),
        unit_id: Set(new.unit),
        fields: Set(serde_json::to_string(&fields)?),
        sections: Set(serde_json::to_string(&sections)?),
        valid_from: Set(new.valid_from),
        valid_to: Set(new.valid_to),
        decision_number: Set(new.decision_number),
        decision_date: Set(new.decision_date),
        delegated_by: Set(new.delegated.map(|d| d.by)),
        source_id: Set(new.delegated.map(|d| d.source)),
        body_id: Set(new.body),
        assigned_by: Set(work.actor.person),
        ended_by: Set(None),
        ended_at: Set(None),
        created_at: Set(work.now),
    };
    role_assignment::Entity::insert(row).exec_without_returning(work.db()).await?;
    let (user, role, unit, from) = (new.user, new.role, new.unit, new.valid_from);
    work.record(match (new.delegated, new.valid_to) {
        (Some(d), Some(to)) => Change::RoleDelegated { assignment: id, user, by: d.by, role, unit, from, to },
        _ => Change::RoleAssigned { user, role, unit, from },
    });
    Ok(id)
}

/// What may be changed of a person; `None` leaves it.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    pub display_name: Option<String>,
    pub position: Option<String>,
    /// Empty takes it away.
    pub email: Option<String>,
    pub unit: Option<Uuid>,
}

pub async fn change(work: &mut Work<'_>, id: Uuid, changes: Changes) -> Result<(), Problem> {
    guards::need(&work.actor, &[Permission::UserManage])?;
    let row = locked(work, id).await?;
    let mut form = Form::default();
    if changes.unit.is_some() && changes.unit != row.unit_id {
        guards::not_oneself(&work.actor, id)?;
        known_unit(work, &mut form, "/unit_id", changes.unit).await?;
    }
    let mut row = row.into_active_model();
    if let Some(name) = &changes.display_name {
        row.display_name = Set(form.line("/display_name", name, 1, 120));
    }
    if let Some(position) = &changes.position {
        row.position = Set(form.line("/position", position, 0, 200));
    }
    if let Some(email) = &changes.email {
        row.email = Set(form.email("/email", Some(email)));
    }
    if let Some(unit) = changes.unit {
        row.unit_id = Set(Some(unit));
    }
    form.done()?;
    let row = row.update(work.db()).await?;
    work.record(Change::UserChanged { user: id, unit: row.unit_id });
    Ok(())
}

/// Takes the account out of use: sessions end at once, invitations die. The roles stay on record.
pub async fn disable(work: &mut Work<'_>, id: Uuid) -> Result<(), Problem> {
    guards::need(&work.actor, &[Permission::UserManage])?;
    guards::not_oneself(&work.actor, id)?;
    let before = guards::keys_held(work, guards::today(work)).await?;
    let row = locked(work, id).await?;
    if row.state == DISABLED {
        return Err(Problem::new(Code::IllegalTransition).detail("Tài khoản đã bị khóa.", "The account is disabled already."));
    }
    set_state(work, row, DISABLED).await?;
    let ended =
        session::ActiveModel { revoked_at: Set(Some(work.now)), revoked_because: Set(Some("disabled".into())), ..Default::default() };
    session::Entity::update_many()
        .set(ended)
        .filter(session::Column::UserId.eq(id))
        .filter(session::Column::RevokedAt.is_null())
        .exec(work.db())
        .await?;
    revoke_invitations(work, id).await?;
    guards::still_held(work, &before, guards::today(work)).await?;
    work.record(Change::UserDisabled { user: id });
    Ok(())
}

/// Gives the account back: as it was, or invited again when it never had a password of its own.
pub async fn enable(work: &mut Work<'_>, id: Uuid) -> Result<(), Problem> {
    guards::need(&work.actor, &[Permission::UserManage])?;
    let row = locked(work, id).await?;
    if row.state != DISABLED {
        return Err(Problem::new(Code::IllegalTransition).detail("Tài khoản không bị khóa.", "The account is not disabled."));
    }
    let waiting = invitation::Entity::find().filter(invitation::Column::UserId.eq(id)).filter(invitation::Column::Purpose.eq("join"));
    let waiting = waiting.all(work.db()).await?;
    let never_joined = !waiting.is_empty() && waiting.iter().all(|i| i.used_at.is_none()) && row.password_changed_at == row.created_at;
    set_state(work, row, if never_joined { INVITED } else { ACTIVE }).await?;
    work.record(Change::UserEnabled { user: id });
    Ok(())
}

pub async fn locked(work: &Work<'_>, id: Uuid) -> Result<app_user::Model, Problem> {
    app_user::Entity::find_by_id(id).lock_exclusive().one(work.db()).await?.ok_or_else(Problem::not_found)
}

async fn set_state(work: &Work<'_>, row: app_user::Model, state: &str) -> Result<(), Problem> {
    let mut row = row.into_active_model();
    row.state = Set(state.into());
    row.update(work.db()).await?;
    Ok(())
}

/// Links that were not used open nothing any more.
pub async fn revoke_invitations(work: &Work<'_>, user: Uuid) -> Result<(), Problem> {
    invitation::Entity::update_many()
        .set(invitation::ActiveModel { revoked_at: Set(Some(work.now)), ..Default::default() })
        .filter(invitation::Column::UserId.eq(user))
        .filter(invitation::Column::UsedAt.is_null())
        .filter(invitation::Column::RevokedAt.is_null())
        .exec(work.db())
        .await?;
    Ok(())
}

pub async fn known_unit(work: &Work<'_>, form: &mut Form, pointer: &str, unit: Option<Uuid>) -> Result<(), Problem> {
    if let Some(id) = unit
        && org_unit::Entity::find_by_id(id).count(work.db()).await? == 0
    {
        form.unknown(pointer);
    }
    Ok(())
}

pub async fn taken(db: &impl ConnectionTrait, username: &str) -> Result<bool, Problem> {
    Ok(app_user::Entity::find().filter(app_user::Column::Username.eq(username)).count(db).await? > 0)
}

/// `Nguyễn Văn An` → `annv`, as offices here name accounts; a number follows when it is taken.
async fn free_name(db: &impl ConnectionTrait, display_name: &str) -> Result<String, Problem> {
    let base = name_of(display_name);
    for n in 1..1000 {
        let name = if n == 1 { base.clone() } else { format!("{base}{n}") };
        if is_username(&name) && !taken(db, &name).await? {
            return Ok(name);
        }
    }
    Err(Problem::new(Code::Conflict))
}

/// The given name and the initials of what stands before it.
pub fn name_of(display_name: &str) -> String {
    let folded = fold(display_name);
    let words: Vec<String> = folded.split_whitespace().map(|w| w.chars().filter(char::is_ascii_alphanumeric).collect()).collect();
    let words: Vec<&String> = words.iter().filter(|w| !w.is_empty()).collect();
    let Some((given, before)) = words.split_last() else { return "nguoidung".into() };
    let mut name: String = given.chars().take(30).collect();
    name.extend(before.iter().filter_map(|w| w.chars().next()).take(15));
    if name.len() < 2 { format!("{name}1") } else { name }
}

/// The hash of no password: nobody can type what it verifies.
fn no_password() -> String {
    let salt = STANDARD_NO_PAD.encode(rand::random::<[u8; 16]>());
    let output = STANDARD_NO_PAD.encode(rand::random::<[u8; 32]>());
    format!("$argon2id$v=19$m=19456,t=2,p=1${salt}${output}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_as_offices_make_them() {
        assert_eq!(name_of("Nguyễn Văn An"), "annv");
        assert_eq!(name_of("  Đỗ Thị Hồng-Nhung "), "hongnhungdt");
        assert_eq!(name_of("Y"), "y1");
        assert_eq!(name_of("…"), "nguoidung");
    }
}
