//! The one who acts: a person with dated roles, or the program itself on a timetable.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::permissions::{self, Permission};
use crate::kernel::words::{Field, Role};

/// Through which door an action came. Every door calls the same actions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    Http,
    /// A task decided from the link that opened it.
    ReviewLink,
    Worker,
    Command,
    /// A link that lets one person send texts and pictures in.
    QuickSend,
    /// A public form, without an account.
    Citizen,
}

impl Door {
    pub fn word(self) -> &'static str {
        match self {
            Door::Http => "http",
            Door::ReviewLink => "review_link",
            Door::Worker => "worker",
            Door::Command => "command",
            Door::QuickSend => "quick_send",
            Door::Citizen => "citizen",
        }
    }
}

/// One role as held today.
#[derive(Clone, Debug)]
pub struct Assignment {
    pub role: Role,
    pub unit: Option<Uuid>,
    /// Empty means every field.
    pub fields: BTreeSet<Field>,
    /// Empty means every section.
    pub sections: BTreeSet<Uuid>,
    /// In whose place it is held: by delegation, or while that person is away.
    pub delegated_by: Option<Uuid>,
}

/// Who acts. `person` is `None` for the program itself.
#[derive(Clone, Debug)]
pub struct Actor {
    pub person: Option<Uuid>,
    pub unit: Option<Uuid>,
    pub assignments: Vec<Assignment>,
    pub door: Door,
    /// By the setting in force today this person decides on no text that they wrote on at all (`four_eyes: no_hand`).
    pub strict_eyes: bool,
    /// Persons who are away today and whom this one stands in for: tasks that are theirs are this one's too.
    pub stands_in_for: BTreeSet<Uuid>,
}

impl Actor {
    /// The program on its timetable: carries out what persons have decided.
    pub fn system(door: Door) -> Self {
        Self { person: None, unit: None, assignments: vec![], door, strict_eyes: false, stands_in_for: BTreeSet::new() }
    }

    pub fn is_system(&self) -> bool {
        self.person.is_none()
    }

    pub fn has_role(&self, role: Role) -> bool {
        self.assignments.iter().any(|a| a.role == role)
    }

    /// Holds `role` in exactly this unit.
    pub fn has_role_in(&self, role: Role, unit: Uuid) -> bool {
        self.assignments.iter().any(|a| a.role == role && a.unit.or(self.unit) == Some(unit))
    }

    pub fn may(&self, permission: Permission) -> bool {
        self.assignments.iter().any(|a| permissions::of(a.role).contains(&permission))
    }

    pub fn permissions(&self) -> BTreeSet<Permission> {
        self.assignments.iter().flat_map(|a| permissions::of(a.role)).copied().collect()
    }

    /// The units in which a role with this permission is held: rights of one unit open nothing in another.
    pub fn units_with(&self, permission: Permission) -> BTreeSet<Uuid> {
        self.assignments.iter().filter(|a| permissions::of(a.role).contains(&permission)).filter_map(|a| a.unit.or(self.unit)).collect()
    }

    /// The units whose field reviews are the actor's business: they review there, or answer for the unit as its head.
    pub fn reviewing_units(&self) -> BTreeSet<Uuid> {
        let heads = self.assignments.iter().filter(|a| a.role == Role::UnitHead).filter_map(|a| a.unit.or(self.unit));
        self.units_with(Permission::FieldReview).into_iter().chain(heads).collect()
    }

    /// The home unit and every unit a role is held in.
    pub fn units(&self) -> BTreeSet<Uuid> {
        self.unit.into_iter().chain(self.assignments.iter().filter_map(|a| a.unit)).collect()
    }
}
