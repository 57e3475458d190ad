//! Who may know of a letter, and who may say which verb. Personal data is for the handling chain alone: intake, and the unit
//! it was forwarded to; no auditor, no administrator. What is sealed is for intake alone, and for nobody of an accused unit.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, Condition};
use uuid::Uuid;

use crate::access::{Actor, Permission};
use crate::kernel::letters::{self, LetterVerb};
use crate::store::entities::letter;
use crate::store::scope::not_sealed_from;

/// The letters that the actor may know of, as a condition.
pub fn visible(actor: &Actor) -> Condition {
    let mut any = Condition::any();
    if actor.may(Permission::LetterIntake) {
        any = any.add(Condition::all());
    } else {
        let units: Vec<Uuid> = answering_units(actor).into_iter().collect();
        any = any.add(Condition::all().add(letter::Column::UnitId.is_in(units)).add(letter::Column::Sealed.eq(false)));
    }
    Condition::all().add(any).add(not_sealed_from(actor, letter::Column::Id))
}

/// Whether there can be any letter for the actor at all.
pub fn is_of_the_chain(actor: &Actor) -> bool {
    actor.may(Permission::LetterIntake) || actor.may(Permission::LetterAnswer) || actor.may(Permission::LetterApprove)
}

fn answering_units(actor: &Actor) -> BTreeSet<Uuid> {
    let approving = actor.units_with(Permission::LetterApprove);
    actor.units_with(Permission::LetterAnswer).into_iter().chain(approving).collect()
}

/// Whether the actor may say `verb` of a letter that they may know of.
pub fn may(actor: &Actor, row: &letter::Model, verb: LetterVerb) -> bool {
    use LetterVerb::*;
    let intake = actor.may(Permission::LetterIntake);
    let here = |permission| row.unit_id.is_some_and(|unit| actor.units_with(permission).contains(&unit));
    match verb {
        Classify | Forward | OutOfScope | Refer | Reject | Merge => intake,
        HandBack | Take | Draft | SubmitAnswer => here(Permission::LetterAnswer),
        // The board's heads stand in where a unit has no head.
        ReturnAnswer | ApproveAnswer => here(Permission::LetterApprove) || intake && actor.may(Permission::LetterApprove),
        Progress | Close | Publish => intake || here(Permission::LetterAnswer) || here(Permission::LetterApprove),
        // The sender's own.
        Reopen => false,
    }
}

/// The verbs that are the actor's to say now.
pub fn allowed(actor: &Actor, row: &letter::Model) -> Vec<LetterVerb> {
    if row.erased_at.is_some() {
        return vec![];
    }
    letters::verbs(row.state).into_iter().filter(|verb| may(actor, row, *verb)).collect()
}
