//! What the desk decides of opinions. Their words are never edited: what may not be public is left out, and that shows.

use std::collections::BTreeSet;

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set};
use uuid::Uuid;

use super::views::{Redaction, SetOutcomes};
use super::{policy, sending};
use crate::http::form::Form;
use crate::http::{Code, IfMatch, Problem};
use crate::kernel::personal_data;
use crate::kernel::words::{OpinionOutcome, OpinionState};
use crate::store::entities::opinion;
use crate::store::{Change, Work};

/// What stands where something was left out.
pub const LEFT_OUT: &str = "[lược bỏ]";
/// Passages that may be left out of one opinion.
const REDACTIONS: usize = 100;

async fn waiting(work: &Work<'_>, consultation: Uuid, id: Uuid, seen: IfMatch) -> Result<opinion::Model, Problem> {
    policy::find(work.db(), &work.actor, consultation).await?;
    let found = opinion::Entity::find_by_id(id).lock_exclusive().one(work.db()).await?;
    let row = found.filter(|row| row.consultation_id == consultation).ok_or_else(Problem::not_found)?;
    seen.check(row.version)?;
    if row.state != OpinionState::Received {
        return Err(Problem::new(Code::AlreadyDecided).detail("Ý kiến đã được xử lý.", "The comment was dealt with already."));
    }
    Ok(row)
}

/// Puts an opinion before the public, without the passages that are left out.
pub async fn publish(work: &mut Work<'_>, consultation: Uuid, id: Uuid, seen: IfMatch, redactions: &[Redaction]) -> Result<(), Problem> {
    let row = waiting(work, consultation, id, seen).await?;
    let sealed = sending::open(work.site, &row)?;
    let text = redact(&sealed.text, redactions)?;
    let redacted = !redactions.is_empty();
    let mut row = row.into_active_model();
    row.state = Set(OpinionState::Published);
    row.published_text = Set(Some(text));
    row.published_name = Set(sealed.name.filter(|_| sealed.show_name));
    row.redacted = Set(redacted);
    decided(work, row).await?;
    work.record(Change::OpinionPublished { consultation, opinion: id, redacted });
    Ok(())
}

/// Keeps an opinion from the public; the reason is told to its sender.
pub async fn refuse(work: &mut Work<'_>, consultation: Uuid, id: Uuid, seen: IfMatch, reason: &str) -> Result<(), Problem> {
    let row = waiting(work, consultation, id, seen).await?;
    let mut form = Form::default();
    let reason = form.block("/reason", reason, 3, 1000);
    form.done()?;
    let mut row = row.into_active_model();
    row.state = Set(OpinionState::Refused);
    row.refusal = Set(Some(reason));
    decided(work, row).await?;
    work.record(Change::OpinionRefused { consultation, opinion: id });
    Ok(())
}

async fn decided(work: &Work<'_>, mut row: opinion::ActiveModel) -> Result<(), Problem> {
    row.decided_by = Set(work.actor.person);
    row.decided_at = Set(Some(work.now));
    row.version = Set(row.version.unwrap() + 1);
    row.update(work.db()).await?;
    Ok(())
}

/// The text without the marked passages (characters, `start..end`).
pub fn redact(text: &str, redactions: &[Redaction]) -> Result<String, Problem> {
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut marked: Vec<(usize, usize)> = redactions.iter().map(|r| (r.start, r.end)).collect();
    marked.sort_unstable();
    let whole = marked.iter().all(|(start, end)| start < end && *end < places.len());
    if !whole || redactions.len() > REDACTIONS || marked.windows(2).any(|pair| pair[1].0 < pair[0].1) {
        let mut form = Form::default();
        form.say(
            "/redactions",
            "bad_passage",
            "Đoạn lược bỏ nằm ngoài ý kiến hoặc chồng nhau.",
            "A passage lies outside the comment or over another.",
        );
        form.done()?;
    }
    Ok(personal_data::redact(text, marked.into_iter().map(|(start, end)| places[start]..places[end]), LEFT_OUT))
}

/// Says what became of a group of published opinions; a later word replaces the earlier one until the report is made.
pub async fn answer(work: &mut Work<'_>, consultation: Uuid, asked: &SetOutcomes) -> Result<u64, Problem> {
    let row = policy::find(work.db(), &work.actor, consultation).await?;
    let mut form = Form::default();
    let reason = form.block("/reason", &asked.reason, if asked.outcome == OpinionOutcome::Accepted { 0 } else { 3 }, 4000);
    let ids: BTreeSet<Uuid> = asked.opinions.iter().copied().collect();
    if ids.is_empty() || asked.opinions.len() > 200 {
        form.say("/opinions", "length", "Chọn từ 1 đến 200 ý kiến.", "Choose 1 to 200 comments.");
    }
    form.done()?;
    if row.report_item_id.is_some() {
        return Err(
            Problem::new(Code::Conflict).detail("Báo cáo tiếp thu, giải trình đã công bố.", "The reception report is published already.")
        );
    }
    let found =
        opinion::Entity::find().filter(opinion::Column::Id.is_in(ids.clone())).filter(opinion::Column::ConsultationId.eq(consultation));
    let rows = found.lock_exclusive().all(work.db()).await?;
    if rows.len() != ids.len() {
        return Err(Problem::not_found());
    }
    if rows.iter().any(|row| row.state != OpinionState::Published) {
        return Err(
            Problem::new(Code::Conflict).detail("Chỉ ý kiến đã đăng mới có kết quả tiếp thu.", "Only published comments have an outcome.")
        );
    }
    let opinions = rows.len() as u64;
    for row in rows {
        let version = row.version + 1;
        let mut row = row.into_active_model();
        row.outcome = Set(Some(asked.outcome));
        row.outcome_reason = Set(Some(reason.clone()).filter(|r| !r.is_empty()));
        row.outcome_by = Set(work.actor.person);
        row.outcome_at = Set(Some(work.now));
        row.version = Set(version);
        row.update(work.db()).await?;
    }
    work.record(Change::OpinionsAnswered { consultation, opinions, outcome: asked.outcome });
    Ok(opinions)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(text: &str, marks: &[(usize, usize)]) -> Option<String> {
        redact(text, &marks.iter().map(|(start, end)| Redaction { start: *start, end: *end }).collect::<Vec<_>>()).ok()
    }

    #[test]
    fn what_is_left_out_shows_and_nothing_else_changes() {
        let text = "Ông Tư, số 0912 000 000, đồng ý.";
        assert_eq!(left(text, &[]).as_deref(), Some(text));
        assert_eq!(left(text, &[(11, 23)]).as_deref(), Some("Ông Tư, số [lược bỏ], đồng ý."));
        assert_eq!(left(text, &[(11, 23), (0, 6)]).as_deref(), Some("[lược bỏ], số [lược bỏ], đồng ý."));
        for bad in [&[(5, 5)][..], &[(0, 500)], &[(0, 8), (6, 9)]] {
            assert_eq!(left(text, bad), None, "{bad:?}");
        }
    }
}
