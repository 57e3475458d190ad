//! What keeps the house safe from its own people: nobody widens their own rights, and somebody can always give rights.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, Iterable, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::access::{Actor, Permission, permissions};
use crate::http::{Code, Problem};
use crate::kernel::dates::to_vn;
use crate::kernel::words::Role;
use crate::store::entities::{app_user, role_assignment};
use crate::store::roles::{ACTIVE, on};
use crate::store::{Fault, Work};

pub fn today(work: &Work<'_>) -> NaiveDate {
    to_vn(work.now).date_naive()
}

pub fn need(actor: &Actor, any: &[Permission]) -> Result<(), Problem> {
    if actor.is_system() || any.iter().any(|p| actor.may(*p)) {
        return Ok(());
    }
    Err(Problem::forbidden("Vai trò của bạn không có quyền này.", "None of your roles allows this."))
}

/// Nobody gives themselves a role, stands in by their own word, or moves to another unit.
pub fn not_oneself(actor: &Actor, user: Uuid) -> Result<(), Problem> {
    if actor.person == Some(user) {
        return Err(Problem::new(Code::Forbidden).member("reason", "own_rights").detail(
            "Không ai tự mở rộng quyền của mình. Hãy nhờ người khác có thẩm quyền.",
            "Nobody widens their own rights. Ask somebody else who may do it.",
        ));
    }
    Ok(())
}

/// Who may say who stands in for `holder` in an assignment held in `unit`: the Secretariat and the board everywhere, a unit
/// head in their own unit (Đ6.10).
pub fn may_set_cover(actor: &Actor, unit: Option<Uuid>) -> bool {
    if actor.is_system() || actor.may(Permission::TaskAssign) {
        return actor.is_system() || actor.may(Permission::CoverSet);
    }
    unit.is_some_and(|unit| actor.units_with(Permission::CoverSet).contains(&unit))
}

/// The roles that open `permission`.
fn roles_with(permission: Permission) -> Vec<Role> {
    Role::iter().filter(|r| permissions::of(*r).contains(&permission)).collect()
}

const KEEPERS: [Permission; 2] = [Permission::UserManage, Permission::RoleAssign];

/// Which keys are held on `day`, by persons who may act. Its rows are locked, so that two cannot give away the last two.
pub async fn keys_held(work: &Work<'_>, day: NaiveDate) -> Result<Vec<Permission>, Fault> {
    let mut held = vec![];
    for permission in KEEPERS {
        let rows = role_assignment::Entity::find()
            .filter(role_assignment::Column::Role.is_in(roles_with(permission)))
            .filter(role_assignment::Column::DelegatedBy.is_null())
            .lock_exclusive()
            .all(work.db())
            .await?;
        let ids: Vec<Uuid> = rows.iter().map(|r| r.id).collect();
        if somebody_holds(work.db(), ids, day).await? {
            held.push(permission);
        }
    }
    Ok(held)
}

async fn somebody_holds(db: &impl ConnectionTrait, rows: Vec<Uuid>, day: NaiveDate) -> Result<bool, Fault> {
    let holders = role_assignment::Entity::find().filter(role_assignment::Column::Id.is_in(rows)).filter(on(day)).all(db).await?;
    let found = app_user::Entity::find()
        .filter(app_user::Column::Id.is_in(holders.iter().map(|r| r.user_id)))
        .filter(app_user::Column::State.eq(ACTIVE))
        .one(db)
        .await?;
    Ok(found.is_some())
}

/// Refuses a change after which nobody would hold a key that somebody held before it.
pub async fn still_held(work: &Work<'_>, before: &[Permission], day: NaiveDate) -> Result<(), Problem> {
    let after = keys_held(work, day).await?;
    if before.iter().all(|p| after.contains(p)) {
        return Ok(());
    }
    Err(Problem::new(Code::Conflict).member("reason", "last_one").detail(
        "Đây là người cuối cùng có quyền này. Hãy giao cho người khác trước.",
        "This is the last person with this right. Give it to somebody else first.",
    ))
}
