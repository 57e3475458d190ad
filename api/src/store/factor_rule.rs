//! Which roles need a second factor: the dated setting `second_factor_roles`, and what stands when a ward never set it.

use chrono::NaiveDate;
use sea_orm::ConnectionTrait;

use super::{Fault, settings};
use crate::access::Actor;
use crate::kernel::words::Role;

/// The board, the Secretariat, the technical administrator (Đ8.3), and those who update data for their unit (Đ18).
pub const DEFAULT: [Role; 8] = [
    Role::EditorInChief,
    Role::DeputyEditorInChief,
    Role::BoardSecretary,
    Role::BoardMember,
    Role::SecretariatMember,
    Role::TechnicalAdministrator,
    Role::UnitEditor,
    Role::RecordsClerk,
];

/// Whether one of the actor's roles needs a second factor on `day`.
pub async fn needs_factor(db: &impl ConnectionTrait, actor: &Actor, day: NaiveDate) -> Result<bool, Fault> {
    let roles: Vec<Role> = settings::value(db, "second_factor_roles", day).await?.unwrap_or_else(|| DEFAULT.to_vec());
    Ok(roles.into_iter().any(|role| actor.has_role(role)))
}
