//! Intake (Đ7.5a): classify, forward, turn away, seal, merge.

use sea_orm::{ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::{InHand, invalid};
use crate::features::questions::private::Said;
use crate::features::questions::{mail, policy, settings, views};
use crate::http::form::Form;
use crate::http::receipts::read_code;
use crate::http::{IfMatch, Problem};
use crate::kernel::letters::{LetterKind, LetterMessageKind, LetterState, LetterVerb, WHERE_TO_TURN};
use crate::kernel::messages::MessageName;
use crate::kernel::words::{ClockState, ClockStop, ClockSubject, Field};
use crate::store::clocks::{self, Start};
use crate::store::entities::{letter, letter_sealed_from, org_unit};
use crate::store::{Change, Work};

/// What a letter is found to be.
#[derive(Clone, Debug)]
pub struct Classification {
    pub kind: LetterKind,
    pub field: Option<Field>,
    /// At once to this unit.
    pub forward_to: Option<Uuid>,
    pub note: Option<String>,
}

/// Says what the letter is; its clocks are those of the kind, counted from its receipt.
pub async fn classify(work: &mut Work<'_>, id: Uuid, seen: IfMatch, said: Classification) -> Result<(), Problem> {
    let mut hand = InHand::find(work, id, LetterVerb::Classify, seen).await?;
    let mut form = Form::default();
    let note = form.optional_block("/note", said.note.as_deref(), 2000);
    form.done()?;
    if hand.row.kind != said.kind {
        hand.row.kind = said.kind;
        change_clocks(work, &hand.row).await?;
    }
    hand.row.field = said.field;
    hand.moved(work).await?;
    work.record(Change::LetterClassified { letter: hand.facts() });
    match said.forward_to {
        Some(unit) => onward(work, hand, unit, note).await,
        None => note_inside(work, &hand, note).await,
    }
}

/// Running clocks that the new kind does not know are let go; those it knows begin at the receipt.
async fn change_clocks(work: &mut Work<'_>, row: &letter::Model) -> Result<(), Problem> {
    let day = views::day(row.received_at);
    let kinds = settings::kinds(work.db(), day).await?;
    let rules = kinds.into_iter().find(|k| k.kind == row.kind).map(|k| k.rules).unwrap_or_default();
    let mut unit = None;
    for clock in clocks::running_of(work, ClockSubject::Letter, row.id).await? {
        unit = Some(clock.unit_id);
        if !rules.contains(&clock.rule) {
            clocks::cancel_one(work, clock, None).await?;
        }
    }
    let unit = match unit {
        Some(unit) => Some(unit),
        None => crate::features::questions::intake::intake_unit(work.db(), day).await?.map(|u| u.id),
    };
    let Some(unit) = unit else { return Ok(()) };
    for rule in rules {
        let start = Start {
            subject: ClockSubject::Letter,
            subject_id: row.id,
            rule: &rule,
            unit,
            responsible: None,
            item: None,
            trigger: row.received_at,
        };
        clocks::start(work, start).await?;
    }
    Ok(())
}

/// Sends the letter to the unit that is to answer it.
pub async fn forward(work: &mut Work<'_>, id: Uuid, seen: IfMatch, unit: Uuid, note: Option<&str>) -> Result<(), Problem> {
    let hand = InHand::find(work, id, LetterVerb::Forward, seen).await?;
    let mut form = Form::default();
    let note = form.optional_block("/note", note, 2000);
    form.done()?;
    onward(work, hand, unit, note).await
}

async fn onward(work: &mut Work<'_>, mut hand: InHand, unit: Uuid, note: Option<String>) -> Result<(), Problem> {
    if hand.row.unit_id == Some(unit) && hand.row.state == LetterState::Forwarded {
        return Err(invalid("/unit", "same_unit", "Thư đang ở đơn vị này.", "The letter is with this unit already."));
    }
    open_unit(work, unit, "/unit").await?;
    let from_unit = hand.row.unit_id;
    hand.row.unit_id = Some(unit);
    hand.row.handler_id = None;
    hand.to = LetterState::Forwarded;
    hand.moved(work).await?;
    note_inside(work, &hand, note).await?;
    work.record(Change::LetterForwarded { letter: hand.facts(), from_unit });
    clocks::stop_those(work, ClockSubject::Letter, hand.row.id, &[ClockStop::Forwarding]).await?;
    for clock in clocks::running_of(work, ClockSubject::Letter, hand.row.id).await? {
        clocks::hand_over(work, clock, unit, None).await?;
    }
    mail::tell(work, &hand.row, MessageName::LetterForwarded).await
}

async fn note_inside(work: &Work<'_>, hand: &InHand, note: Option<String>) -> Result<(), Problem> {
    match note {
        Some(text) => hand.say(work, LetterMessageKind::Internal, &Said { text, ..Said::default() }).await,
        None => Ok(()),
    }
}

/// A unit that there is today.
async fn open_unit(work: &Work<'_>, unit: Uuid, pointer: &str) -> Result<org_unit::Model, Problem> {
    let day = views::day(work.now);
    let open = Condition::any().add(org_unit::Column::ValidTo.is_null()).add(org_unit::Column::ValidTo.gte(day));
    let found = org_unit::Entity::find_by_id(unit).filter(org_unit::Column::ValidFrom.lte(day)).filter(open).one(work.db()).await?;
    found.ok_or_else(|| invalid(pointer, "unknown", "Không có đơn vị này.", "There is no such unit."))
}

/// Not ours: the sender is told at once why and where to turn (Đ7.5a).
pub async fn out_of_scope(work: &mut Work<'_>, id: Uuid, seen: IfMatch, reason: &str, where_to_turn: &str) -> Result<(), Problem> {
    let mut hand = InHand::find(work, id, LetterVerb::OutOfScope, seen).await?;
    let mut form = Form::default();
    let text = form.block("/reason", reason, 1, 5000);
    let turn = form.block("/where_to_turn", where_to_turn, 1, 2000);
    form.done()?;
    let text = text.replace(WHERE_TO_TURN, &turn);
    hand.say(work, LetterMessageKind::OutOfScope, &Said { text, where_to_turn: Some(turn), promised: None }).await?;
    hand.settle(work).await?;
    hand.moved(work).await?;
    work.record(Change::LetterOutOfScope { letter: hand.facts(), by_mail: hand.row.by_mail });
    mail::tell(work, &hand.row, MessageName::LetterWhereToTurn).await
}

/// What makes a letter a complaint or denunciation, and about whom.
#[derive(Clone, Debug)]
pub struct Referral {
    pub guidance: String,
    pub where_to_turn: String,
    pub accused: Vec<Uuid>,
}

/// A complaint or denunciation: sealed at once, unseen by whom it is about, and its sender told the lawful route.
pub async fn refer(work: &mut Work<'_>, id: Uuid, seen: IfMatch, said: Referral) -> Result<(), Problem> {
    let mut hand = InHand::find(work, id, LetterVerb::Refer, seen).await?;
    let mut form = Form::default();
    let text = form.block("/guidance", &said.guidance, 1, 5000);
    let turn = form.block("/where_to_turn", &said.where_to_turn, 1, 2000);
    if said.accused.len() > 20 {
        form.say("/accused_units", "too_many", "Tối đa 20 đơn vị.", "At most 20 units.");
    }
    form.done()?;
    let mut accused = said.accused;
    // Whoever had it in hand is not asked to keep a secret from themselves: it is taken from them.
    hand.row.unit_id = None;
    hand.row.handler_id = None;
    hand.row.sealed = true;
    let text = text.replace(WHERE_TO_TURN, &turn);
    hand.say(work, LetterMessageKind::Referred, &Said { text, where_to_turn: Some(turn), promised: None }).await?;
    accused.sort();
    accused.dedup();
    for unit in accused {
        open_unit(work, unit, "/accused_units").await?;
        let row = letter_sealed_from::Model { letter_id: id, unit_id: unit };
        letter_sealed_from::Entity::insert(row.into_active_model()).exec_without_returning(work.db()).await?;
    }
    // The clocks end where they stand with intake, not with a unit that must not see them.
    let day = views::day(work.now);
    if let Some(unit) = crate::features::questions::intake::intake_unit(work.db(), day).await? {
        for clock in clocks::running_of(work, ClockSubject::Letter, id).await? {
            clocks::hand_over(work, clock, unit.id, None).await?;
        }
    }
    hand.settle(work).await?;
    hand.moved(work).await?;
    work.record(Change::LetterReferred { letter: hand.facts(), by_mail: hand.row.by_mail });
    mail::tell(work, &hand.row, MessageName::LetterWhereToTurn).await
}

/// Prohibited content or spam: kept with its reason for the retention's time, answered no further.
pub async fn reject(work: &mut Work<'_>, id: Uuid, seen: IfMatch, reason: &str) -> Result<(), Problem> {
    let mut hand = InHand::find(work, id, LetterVerb::Reject, seen).await?;
    let mut form = Form::default();
    let text = form.block("/reason", reason, 1, 2000);
    form.done()?;
    hand.say(work, LetterMessageKind::Rejected, &Said { text, ..Said::default() }).await?;
    for clock in clocks::running_of(work, ClockSubject::Letter, id).await? {
        if clock.state == ClockState::Running {
            clocks::cancel_one(work, clock, None).await?;
        }
    }
    hand.settle(work).await?;
    hand.moved(work).await?;
    work.record(Change::LetterRejected { letter: hand.facts(), by_mail: hand.row.by_mail });
    mail::tell(work, &hand.row, MessageName::LetterRejected).await
}

/// The same matter was written of before: this letter goes into that one, whose answer is its answer.
pub async fn merge(work: &mut Work<'_>, id: Uuid, seen: IfMatch, into: &str) -> Result<(), Problem> {
    let mut hand = InHand::find(work, id, LetterVerb::Merge, seen).await?;
    let unknown = || invalid("/into", "unknown", "Không có thư này.", "There is no such letter.");
    let found = match Uuid::try_parse(into) {
        Ok(id) => letter::Entity::find_by_id(id),
        Err(_) => letter::Entity::find().filter(letter::Column::Code.eq(read_code(into).ok_or_else(unknown)?)),
    };
    let other = found.filter(policy::visible(&work.actor)).one(work.db()).await?.ok_or_else(unknown)?;
    let fits = other.id != id && other.erased_at.is_none() && other.merged_into.is_none() && !other.sealed;
    if !fits || matches!(other.state, LetterState::Rejected | LetterState::OutOfScope) {
        return Err(invalid("/into", "unfit", "Không gộp được vào thư này.", "It cannot be merged into this letter."));
    }
    hand.row.merged_into = Some(other.id);
    let text = "Thư này có cùng nội dung với một thư đã nhận và được trả lời chung với thư đó.".to_owned();
    hand.say(work, LetterMessageKind::Merged, &Said { text, ..Said::default() }).await?;
    for clock in clocks::running_of(work, ClockSubject::Letter, id).await? {
        clocks::cancel_one(work, clock, None).await?;
    }
    hand.settle(work).await?;
    hand.moved(work).await?;
    work.record(Change::LetterMerged { letter: hand.facts(), into: other.id, by_mail: hand.row.by_mail });
    mail::tell(work, &hand.row, MessageName::LetterMerged).await
}
