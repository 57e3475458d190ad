//! Changing one's own password. The same action serves requests and commands.

use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set};
use uuid::Uuid;

use super::sessions::ending;
use crate::http::{Code, Problem};
use crate::store::entities::{app_user, session};
use crate::store::{Change, Work};

pub use super::passwords::{HashCost, hash_password, random_password};

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
