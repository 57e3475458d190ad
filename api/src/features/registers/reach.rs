//! Whose rows a person reads and writes. The clerk of an office keeps the register of the whole body it serves: that body
//! and everything under it. What is out of reach is not known of (404).

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait};
use uuid::Uuid;

use crate::access::{Actor, Permission};
use crate::kernel::words::UnitKind;
use crate::store::Fault;
use crate::store::entities::org_unit;

/// Some units, or all.
#[derive(Clone, Debug, PartialEq)]
pub enum Units {
    All,
    Some(BTreeSet<Uuid>),
}

impl Units {
    pub fn holds(&self, unit: Uuid) -> bool {
        match self {
            Units::All => true,
            Units::Some(units) => units.contains(&unit),
        }
    }

    /// As a condition on a unit's column; none of them matches nothing.
    pub fn condition(&self, column: impl ColumnTrait) -> Condition {
        match self {
            Units::All => Condition::all(),
            Units::Some(units) => Condition::all().add(column.is_in(units.iter().copied())),
        }
    }

    pub fn none(&self) -> bool {
        matches!(self, Units::Some(units) if units.is_empty())
    }
}

/// What a person reaches in this room.
#[derive(Clone, Debug)]
pub struct Reach {
    pub read: Units,
    /// Rows of the outgoing register that they keep.
    pub register: Units,
    /// Events, approvals and changed facts that they keep.
    pub log: Units,
}

impl Reach {
    pub async fn of(db: &impl ConnectionTrait, actor: &Actor) -> Result<Self, Fault> {
        let all = |when: bool| when.then_some(Units::All);
        let central = actor.is_system() || (actor.may(Permission::RegisterWrite) && actor.may(Permission::ClockManage));
        let reads_all = actor.is_system()
            || [Permission::ItemReadSubmitted, Permission::ItemReadDecided, Permission::ClockManage].iter().any(|p| actor.may(*p));
        let ward = org_unit::Entity::find().all(db).await?;
        let register = sides(&ward, &actor.units_with(Permission::RegisterWrite));
        let mut log = actor.units_with(Permission::EventWrite);
        log.extend(&register);
        let mut read = actor.units_with(Permission::ClockRead);
        let offices = ward.iter().filter(|u| read.contains(&u.id) && keeps_a_side(u.kind)).map(|u| u.id).collect();
        read.extend(sides(&ward, &offices));
        read.extend(&log);
        Ok(Self {
            read: all(reads_all).unwrap_or(Units::Some(read)),
            register: all(central).unwrap_or(Units::Some(register)),
            log: all(central).unwrap_or(Units::Some(log)),
        })
    }
}

/// Offices that answer for the supply of a whole side: the People's Council and Committee (Đ12), the Party (Đ15).
fn keeps_a_side(kind: UnitKind) -> bool {
    matches!(kind, UnitKind::CouncilCommitteeOffice | UnitKind::PartyCommitteeOffice)
}

/// The bodies that `units` belong to, with everything under them. The Office of the Council and the Committee stands under
/// the Committee and serves the Council too.
fn sides(ward: &[org_unit::Model], units: &BTreeSet<Uuid>) -> BTreeSet<Uuid> {
    let mut tops: BTreeSet<Uuid> = units.iter().map(|unit| top(ward, *unit)).collect();
    if ward.iter().any(|u| units.contains(&u.id) && u.kind == UnitKind::CouncilCommitteeOffice) {
        tops.extend(ward.iter().filter(|u| u.kind == UnitKind::WardPeopleCouncil).map(|u| u.id));
    }
    ward.iter().filter(|u| tops.contains(&top(ward, u.id))).map(|u| u.id).collect()
}

fn top(ward: &[org_unit::Model], unit: Uuid) -> Uuid {
    let mut at = unit;
    // As many steps as there are units: a ring of parents must not hold us.
    for _ in 0..ward.len() {
        match ward.iter().find(|u| u.id == at).and_then(|u| u.parent_id) {
            Some(parent) => at = parent,
            None => break,
        }
    }
    at
}
