//! Who handles the opinions on a consultation: the unit that holds it, the Secretariat and the heads of the board.

use sea_orm::{ConnectionTrait, EntityTrait};
use uuid::Uuid;

use crate::access::{Actor, Permission};
use crate::http::Problem;
use crate::kernel::words::Role;
use crate::store::entities::consultation;

pub fn may_handle(actor: &Actor, row: &consultation::Model) -> bool {
    actor.may(Permission::ItemSendUp) || actor.may(Permission::BoardApprove) || of_unit(actor, row.unit_id)
}

/// Whether there is a consultation that the actor may handle: those of their unit, or all.
pub fn handles_some(actor: &Actor) -> bool {
    actor.may(Permission::ItemSendUp) || actor.may(Permission::BoardApprove) || !units(actor).is_empty()
}

/// The units whose consultations are the actor's.
pub fn units(actor: &Actor) -> Vec<Uuid> {
    actor.units().into_iter().filter(|unit| of_unit(actor, *unit)).collect()
}

fn of_unit(actor: &Actor, unit: Uuid) -> bool {
    [Role::UnitHead, Role::UnitEditor].into_iter().any(|role| actor.has_role_in(role, unit))
}

pub fn refusal() -> Problem {
    Problem::forbidden(
        "Chỉ đơn vị chủ trì lấy ý kiến, Tổ Thư ký và lãnh đạo Ban Biên tập xử lý ý kiến góp ý.",
        "Only the unit that holds the consultation, the Secretariat and the heads of the board handle its comments.",
    )
}

/// The consultation, for who may handle it.
pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Result<consultation::Model, Problem> {
    if !handles_some(actor) {
        return Err(refusal());
    }
    let row = consultation::Entity::find_by_id(id).one(db).await?.ok_or_else(Problem::not_found)?;
    if may_handle(actor, &row) { Ok(row) } else { Err(refusal()) }
}
