//! The unit's work (Đ7.5b): take, draft, hand in, approve and send; a progress notice with its promised date; closing.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};
use uuid::Uuid;

use super::{InHand, invalid, later};
use crate::features::questions::private::{self, Said};
use crate::features::questions::{mail, settings, views};
use crate::http::form::Form;
use crate::http::{IfMatch, Problem};
use crate::kernel::letters::{LetterMessageKind, LetterState, LetterVerb};
use crate::kernel::messages::MessageName;
use crate::kernel::words::{ClockStop, ClockSubject};
use crate::store::entities::letter_private;
use crate::store::{Change, Work, clocks};

pub const ANSWER_MAX: usize = 20_000;
/// Nobody is put off for longer in one step.
const LONGEST: TimeDelta = TimeDelta::days(366);

/// Not this unit's matter: back to intake with the reason.
pub async fn hand_back(work: &mut Work<'_>, id: Uuid, seen: IfMatch, reason: &str) -> Result<(), Problem> {
    let mut hand = InHand::find(work, id, LetterVerb::HandBack, seen).await?;
    let mut form = Form::default();
    let text = form.block("/reason", reason, 1, 2000);
    form.done()?;
    hand.say(work, LetterMessageKind::HandedBack, &Said { text, ..Said::default() }).await?;
    let from_unit = hand.row.unit_id.take();
    hand.row.handler_id = None;
    hand.moved(work).await?;
    if let Some(unit) = crate::features::questions::intake::intake_unit(work.db(), views::day(work.now)).await? {
        for clock in clocks::running_of(work, ClockSubject::Letter, id).await? {
            clocks::hand_over(work, clock, unit.id, None).await?;
        }
    }
    work.record(Change::LetterHandedBack { letter: hand.facts(), from_unit });
    Ok(())
}

/// Begins to answer: the letter is in the actor's hands.
pub async fn take(work: &mut Work<'_>, id: Uuid, seen: IfMatch) -> Result<(), Problem> {
    let mut hand = InHand::find(work, id, LetterVerb::Take, seen).await?;
    let handler = work.actor.person.ok_or_else(Problem::not_found)?;
    hand.row.handler_id = Some(handler);
    hand.moved(work).await?;
    if let Some(unit) = hand.row.unit_id {
        for clock in clocks::running_of(work, ClockSubject::Letter, id).await? {
            clocks::hand_over(work, clock, unit, Some(handler)).await?;
        }
    }
    work.record(Change::LetterTaken { letter: hand.facts(), handler });
    Ok(())
}

/// Keeps the answer in the making.
pub async fn draft(work: &mut Work<'_>, id: Uuid, seen: IfMatch, text: &str) -> Result<(), Problem> {
    let mut hand = InHand::find(work, id, LetterVerb::Draft, seen).await?;
    let mut form = Form::default();
    let text = form.block("/text", text, 0, ANSWER_MAX);
    form.done()?;
    keep_draft(work, id, Some(&text)).await?;
    hand.moved(work).await?;
    work.record(Change::LetterAnswerDrafted { letter: hand.facts() });
    Ok(())
}

async fn keep_draft(work: &Work<'_>, id: Uuid, text: Option<&str>) -> Result<(), Problem> {
    let opened = private::need(work.db(), work.site, id).await?;
    let sealed = text.map(|text| opened.key.seal(private::DRAFT, text.as_bytes())).transpose()?;
    let mut row: letter_private::ActiveModel = opened.row.into_active_model();
    row.draft = Set(sealed);
    row.update(work.db()).await?;
    Ok(())
}

/// Puts the drafted answer before the head of the unit.
pub async fn submit_answer(work: &mut Work<'_>, id: Uuid, seen: IfMatch) -> Result<(), Problem> {
    let mut hand = InHand::find(work, id, LetterVerb::SubmitAnswer, seen).await?;
    let draft = private::need(work.db(), work.site, id).await?.draft()?;
    if draft.is_none_or(|text| text.trim().is_empty()) {
        return Err(invalid("/text", "required", "Chưa có nội dung trả lời.", "There is no answer yet."));
    }
    hand.moved(work).await?;
    work.record(Change::LetterAnswerSubmitted { letter: hand.facts() });
    Ok(())
}

/// Back to whoever drafted it, with a remark that stays inside.
pub async fn return_answer(work: &mut Work<'_>, id: Uuid, seen: IfMatch, remark: &str) -> Result<(), Problem> {
    let mut hand = InHand::find(work, id, LetterVerb::ReturnAnswer, seen).await?;
    let mut form = Form::default();
    let text = form.block("/remark", remark, 1, 2000);
    form.done()?;
    hand.say(work, LetterMessageKind::Returned, &Said { text, ..Said::default() }).await?;
    hand.moved(work).await?;
    work.record(Change::LetterAnswerReturned { letter: hand.facts(), handler: hand.row.handler_id });
    Ok(())
}

/// Approves the answer and sends it: from now on its sender reads it, and the clock stops.
pub async fn approve_answer(work: &mut Work<'_>, id: Uuid, seen: IfMatch) -> Result<(), Problem> {
    let mut hand = InHand::find(work, id, LetterVerb::ApproveAnswer, seen).await?;
    let text = private::need(work.db(), work.site, id).await?.draft()?.unwrap_or_default();
    hand.say(work, LetterMessageKind::Answer, &Said { text, ..Said::default() }).await?;
    keep_draft(work, id, None).await?;
    hand.row.answered_at = Some(work.now);
    let stops = [ClockStop::Answer, ClockStop::Forwarding];
    let stopped = clocks::stop_those(work, ClockSubject::Letter, id, &stops).await?;
    hand.settle(work).await?;
    // By itself it is closed once its sender can ask no more.
    let days = settings::reopening(work.db(), views::day(work.now)).await?.days;
    hand.row.next_at = Some(work.now + TimeDelta::days(i64::from(days)));
    hand.moved(work).await?;
    let due = stopped.iter().map(|clock| clock.due_at).max();
    work.record(Change::LetterAnswered {
        letter: hand.facts(),
        received: hand.row.received_at,
        due,
        on_time: due.map(|due| work.now <= due),
        extensions: hand.row.extensions,
        by_mail: hand.row.by_mail,
    });
    mail::tell(work, &hand.row, MessageName::LetterAnswered).await
}

/// A progress notice: what is going on and until when.
#[derive(Clone, Debug)]
pub struct Promise {
    pub at: DateTime<Utc>,
    pub reason: String,
}

/// Tells the sender what is going on and promises a date, which is the deadline from now on (Đ7.5b).
pub async fn progress(work: &mut Work<'_>, id: Uuid, seen: IfMatch, said: Promise) -> Result<(), Problem> {
    let mut hand = InHand::find(work, id, LetterVerb::Progress, seen).await?;
    let running = clocks::running_of(work, ClockSubject::Letter, id).await?;
    let mut owed = vec![];
    for clock in running {
        if views::answers(&clocks::rule_of(work.db(), &clock).await?) {
            owed.push(clock);
        }
    }
    let mut form = Form::default();
    let text = form.block("/reason", &said.reason, 1, 2000);
    let promised = chrono::SubsecRound::trunc_subsecs(said.at, 6);
    let due = owed.iter().map(|clock| clock.due_at).max();
    let too_soon = due.is_some_and(|due| promised <= due) || promised <= work.now;
    if too_soon || promised > work.now.max(due.unwrap_or(work.now)) + LONGEST {
        form.say(
            "/promised_at",
            "out_of_range",
            "Ngày hẹn phải sau hạn hiện tại, sau lúc này và không quá một năm.",
            "The promised date must be after the present one and after now, within a year.",
        );
    }
    form.done()?;
    for clock in owed {
        // Why stands sealed with the letter, not beside the clock.
        clocks::extend(work, clock, promised, "Thông báo quá trình xử lý", None).await?;
    }
    hand.say(work, LetterMessageKind::Progress, &Said { text, where_to_turn: None, promised: Some(promised) }).await?;
    hand.row.promised_at = Some(promised);
    hand.row.extensions += 1;
    hand.moved(work).await?;
    work.record(Change::LetterProgress { letter: hand.facts(), received: hand.row.received_at, promised, by_mail: hand.row.by_mail });
    mail::tell(work, &hand.row, MessageName::LetterProgress).await
}

/// Ends it before its sender's time to ask again is over, at their word.
pub async fn close(work: &mut Work<'_>, id: Uuid, seen: IfMatch) -> Result<(), Problem> {
    let mut hand = InHand::find(work, id, LetterVerb::Close, seen).await?;
    close_now(work, &mut hand).await
}

pub(super) async fn close_now(work: &mut Work<'_>, hand: &mut InHand) -> Result<(), Problem> {
    let retention = settings::retention(work.db(), views::day(work.now)).await?;
    hand.to = LetterState::Closed;
    hand.row.next_at = retention.months(LetterState::Closed).map(|months| later(work.now, months));
    hand.moved(work).await?;
    work.record(Change::LetterClosed { letter: hand.facts() });
    Ok(())
}
