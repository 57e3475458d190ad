//! Which roles need a second factor: the dated setting `second_factor_roles`, and what stands when a ward never set it.

use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, EntityTrait};

use super::Fault;
use super::entities::site_setting;
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
    let set = site_setting::Entity::find_by_id("second_factor_roles").one(db).await?;
    let roles: Vec<Role> = match set.filter(|s| s.valid_from <= day) {
        Some(set) => serde_json::from_str(&set.value)?,
        None => DEFAULT.to_vec(),
    };
    Ok(roles.into_iter().any(|role| actor.has_role(role)))
}
