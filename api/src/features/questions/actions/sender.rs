//! What a sender does with their own letter.

use sea_orm::{EntityTrait, QuerySelect};
use uuid::Uuid;

use super::{InHand, illegal, invalid};
use crate::features::questions::private::Said;
use crate::features::questions::{intake, settings, tracking, views};
use crate::http::form::Form;
use crate::http::{Code, Problem};
use crate::kernel::letters::{self, LetterMessageKind, LetterState, LetterVerb};
use crate::kernel::words::ClockSubject;
use crate::store::clocks::{self, Start};
use crate::store::entities::letter;
use crate::store::{Change, Work};

async fn own(work: &Work<'_>, id: Uuid) -> Result<letter::Model, Problem> {
    let row = letter::Entity::find_by_id(id).lock_exclusive().one(work.db()).await?;
    row.filter(|row| row.erased_at.is_none()).ok_or_else(Problem::not_found)
}

/// Asks once more, in time: back to the unit, with a clock of its own.
pub async fn reopen(work: &mut Work<'_>, id: Uuid, reason: &str) -> Result<(), Problem> {
    let row = own(work, id).await?;
    let Some(to) = letters::step(row.state, LetterVerb::Reopen) else { return Err(illegal(&row, vec![])) };
    let mut form = Form::default();
    let text = form.block("/reason", reason, 1, 5000);
    form.done()?;
    if tracking::reopen_until(work.site, &row).await?.is_none() {
        return Err(Problem::new(Code::Conflict).detail(
            "Mỗi thư được đề nghị xem lại một lần, trong thời hạn đã báo. Bạn có thể gửi thư mới.",
            "A letter is reopened once, in time. You may send a new one.",
        ));
    }
    let mut hand = InHand { row, to };
    hand.row.reopened += 1;
    hand.row.next_at = None;
    hand.row.handler_id = None;
    hand.say(work, LetterMessageKind::Reopened, &Said { text, ..Said::default() }).await?;
    hand.moved(work).await?;
    let day = views::day(work.now);
    let kinds = settings::kinds(work.db(), day).await?;
    let rules = kinds.into_iter().find(|k| k.kind == hand.row.kind).map(|k| k.rules).unwrap_or_default();
    let unit = match hand.row.unit_id {
        Some(unit) => Some(unit),
        None => intake::intake_unit(work.db(), day).await?.map(|u| u.id),
    };
    if let Some(unit) = unit {
        for rule in rules.iter().filter(|rule| *rule != "petition_transfer") {
            let start =
                Start { subject: ClockSubject::Letter, subject_id: id, rule, unit, responsible: None, item: None, trigger: work.now };
            clocks::start(work, start).await?;
        }
    }
    work.record(Change::LetterReopened { letter: hand.facts() });
    Ok(())
}

/// How good the answer was, in stars; said once.
pub async fn rate(work: &mut Work<'_>, id: Uuid, stars: i64) -> Result<(), Problem> {
    let row = own(work, id).await?;
    if !matches!(row.state, LetterState::Answered | LetterState::Closed) {
        return Err(illegal(&row, vec![]));
    }
    if !(1..=5).contains(&stars) {
        return Err(invalid("/stars", "out_of_range", "Từ 1 đến 5.", "1 to 5."));
    }
    if row.rating.is_some() {
        return Err(Problem::new(Code::AlreadyDecided).detail("Bạn đã đánh giá rồi.", "You have rated it already."));
    }
    let to = row.state;
    let mut hand = InHand { row, to };
    hand.row.rating = Some(stars);
    hand.kept(work).await?;
    work.record(Change::LetterRated { letter: hand.facts(), stars });
    Ok(())
}
