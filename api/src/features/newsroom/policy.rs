//! Who may say which verb to which item. Pure; every match ends in deny.

use crate::access::{Actor, Permission};
use crate::kernel::words::{Role, Stage, State, Verb};
use crate::store::entities::{item, review_task};

/// An item with what its rules look at.
#[derive(Clone, Debug)]
pub struct Standing<'a> {
    pub item: &'a item::Model,
    /// Whose text the open edition is.
    pub writers: &'a [uuid::Uuid],
    /// Units that have or had a task on it.
    pub task_units: &'a [uuid::Uuid],
    /// Something of the open edition is decided or taken in hand.
    pub in_hand: bool,
    pub published: bool,
}

/// Who may see an item on the desk (`domain.md` §1): author, their unit, a unit that had a task on it; from `submitted`
/// on the Secretariat, the board and the auditor; the chair what is decided.
pub fn may_see(actor: &Actor, it: &Standing<'_>) -> bool {
    let item = it.item;
    if actor.is_system() || (item.created_by.is_some() && item.created_by == actor.person) {
        return true;
    }
    // A role in a unit without any newsroom permission (the technical administrator) opens nothing.
    if actor.units_with(Permission::ItemWrite).contains(&item.unit_id) {
        return true;
    }
    // Who is on duty carries every urgent notice on, whoever began it.
    if item.source_type.as_deref() == Some(super::urgent::SOURCE) && actor.may(Permission::UrgentPublish) {
        return true;
    }
    let reviewing = actor.reviewing_units();
    if it.task_units.iter().any(|u| reviewing.contains(u)) {
        return true;
    }
    if item.submitted_at.is_some() && actor.may(Permission::ItemReadSubmitted) {
        return true;
    }
    let decided = it.published || matches!(item.state, State::Approved | State::Scheduled | State::Rejected);
    decided && actor.may(Permission::ItemReadDecided)
}

/// Who may change the working copy now.
pub fn may_write(actor: &Actor, it: &Standing<'_>) -> bool {
    match it.item.state {
        State::Draft | State::Returned => writes_for(actor, it),
        // The Secretariat edits in parallel with field review (`domain.md` §2).
        State::FieldReview | State::Editing => actor.may(Permission::ItemEditSubmitted),
        _ => false,
    }
}

/// Whether there is a state in which the actor writes on it: then a refusal is about the state, not about the person.
pub fn writes_at_times(actor: &Actor, it: &Standing<'_>) -> bool {
    writes_for(actor, it) || actor.may(Permission::ItemEditSubmitted)
}

/// Who may comment on passages: of those who may see it, whoever writes or reviews it. Who only reads (the chair, the
/// auditor) does not.
pub fn may_comment(actor: &Actor, it: &Standing<'_>) -> bool {
    let reviewing = actor.units_with(Permission::FieldReview);
    let reviews = it.task_units.iter().any(|u| reviewing.contains(u));
    may_see(actor, it)
        && !actor.is_system()
        && (reviews || writes_for(actor, it) || actor.may(Permission::ItemEditSubmitted) || actor.may(Permission::BoardApprove))
}

/// The author, or an editor or the head of the item's unit; on what is public also the Secretariat, which mends and updates
/// it (Đ11.3): the new text goes the same way as any other.
fn writes_for(actor: &Actor, it: &Standing<'_>) -> bool {
    let item = it.item;
    let author = actor.person.is_some() && item.created_by == actor.person && actor.may(Permission::ItemWrite);
    let unit = [Role::UnitEditor, Role::UnitHead].into_iter().any(|role| actor.has_role_in(role, item.unit_id));
    author || unit || (it.published && actor.may(Permission::ItemEditSubmitted))
}

/// Whether somebody else than `actor` wrote on it too: nobody decides alone on a text that is theirs alone.
pub fn four_eyes(actor: &Actor, writers: &[uuid::Uuid]) -> bool {
    // What the program brought in (an import) is nobody's own text.
    if writers.is_empty() {
        return true;
    }
    if actor.strict_eyes {
        return writers.iter().all(|w| Some(*w) != actor.person);
    }
    writers.iter().any(|w| Some(*w) != actor.person)
}

/// Whether the role and the object allow the verb. The workflow table is asked afterwards, by the action.
pub fn may(actor: &Actor, verb: Verb, it: &Standing<'_>) -> bool {
    match verb {
        Verb::Submit => writes_for(actor, it) && actor.may(Permission::ItemSubmit),
        Verb::Recall => writes_for(actor, it) && !it.in_hand,
        Verb::DiscardEdition => writes_for(actor, it),
        Verb::NewEdition | Verb::Correct => writes_for(actor, it),
        Verb::SendUp => actor.may(Permission::ItemSendUp),
        Verb::Approve | Verb::ApproveAt | Verb::ApproveHold => actor.may(Permission::BoardApprove) && four_eyes(actor, it.writers),
        Verb::SendBack => actor.may(Permission::BoardApprove),
        Verb::Publish | Verb::Schedule => actor.is_system() || actor.may(Permission::BoardApprove) || actor.may(Permission::ItemSendUp),
        Verb::Withdraw | Verb::Archive | Verb::Restore => actor.may(Permission::ItemWithdraw),
        Verb::Expire => actor.is_system(),
        // Decided task by task, below; the program routes.
        Verb::ApproveField | Verb::Return | Verb::Reject | Verb::Route | Verb::RouteToEditing | Verb::RouteToBoard => false,
    }
}

/// Who may take, decide or give back a task.
pub fn may_decide(actor: &Actor, task: &review_task::Model, writers: &[uuid::Uuid]) -> bool {
    match task.stage {
        Stage::FieldReview => task.unit_id.is_some_and(|unit| reviews_for(actor, task, unit)) && four_eyes(actor, writers),
        Stage::Editing => actor.may(Permission::ItemSendUp),
        Stage::BoardReview => actor.may(Permission::BoardApprove),
    }
}

/// Whether the task is in nobody's hands, in the actor's own, or in those of somebody away whom the actor stands in for.
pub fn at_hand(actor: &Actor, task: &review_task::Model) -> bool {
    task.assignee_id.is_none_or(|by| Some(by) == actor.person || actor.stands_in_for.contains(&by))
}

/// Whether a person decides tasks of a stage (of a unit) at all: whom an alternate may be.
pub fn decides_in(actor: &Actor, stage: Stage, unit: Option<uuid::Uuid>) -> bool {
    match stage {
        Stage::FieldReview => unit.is_some_and(|unit| actor.units_with(Permission::FieldReview).contains(&unit)),
        Stage::Editing => actor.may(Permission::ItemSendUp),
        Stage::BoardReview => actor.may(Permission::BoardApprove),
    }
}

/// Who may give a task to somebody: who assigns tasks, and the head of the unit that owes it.
pub fn may_give(actor: &Actor, task: &review_task::Model) -> bool {
    actor.may(Permission::TaskAssign) || task.unit_id.is_some_and(|unit| actor.has_role_in(Role::UnitHead, unit))
}

/// Who may send a field review to another unit.
pub fn may_reroute(actor: &Actor, task: &review_task::Model) -> bool {
    task.stage == Stage::FieldReview && actor.may(Permission::TaskAssign)
}

/// A reviewer of that unit whose fields, where they are named, cover the task's; or an owner of a section in that unit.
fn reviews_for(actor: &Actor, task: &review_task::Model, unit: uuid::Uuid) -> bool {
    let fields: Vec<crate::kernel::words::Field> = serde_json::from_str(&task.fields).unwrap_or_default();
    actor.assignments.iter().any(|a| match a.role {
        // What was sent on to the unit is reviewed by whoever reviews there: its fields are another unit's.
        Role::FieldReviewer => {
            let covered = task.moved_from.is_some() || a.fields.is_empty() || fields.iter().all(|f| a.fields.contains(f));
            a.unit.or(actor.unit) == Some(unit) && covered
        }
        Role::SectionOwner => a.unit.or(actor.unit) == Some(unit),
        _ => false,
    })
}
