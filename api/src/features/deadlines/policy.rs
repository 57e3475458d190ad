//! Whose clocks one may see: those of all for who reads what is submitted or audits, of one's unit for who answers for it,
//! and what one is responsible for oneself.

use sea_orm::{ColumnTrait, Condition};
use uuid::Uuid;

use crate::access::{Actor, Permission};
use crate::store::entities::clock;
use crate::store::scope::not_sealed_from;

/// The clocks that the actor may know of, as a condition.
pub fn visible_clocks(actor: &Actor) -> Condition {
    let unsealed = not_sealed_from(actor, clock::Column::SubjectId);
    if reads_all(actor) {
        return unsealed;
    }
    let units: Vec<Uuid> = actor.units_with(Permission::ClockRead).into_iter().collect();
    let own = Condition::any().add(clock::Column::UnitId.is_in(units)).add(clock::Column::ResponsibleId.eq(actor.person));
    Condition::all().add(own).add(unsealed)
}

fn reads_all(actor: &Actor) -> bool {
    actor.is_system()
        || actor.may(Permission::ClockManage)
        || actor.may(Permission::ClockRead) && (actor.may(Permission::ItemReadSubmitted) || actor.may(Permission::AuditRead))
}
