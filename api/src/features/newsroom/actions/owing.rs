//! The clock of an item: started, corrected or let go by what its text says of event, issue or approval (Đ7).

use crate::features::newsroom::content::Content;
use crate::features::newsroom::kinds::Details;
use crate::http::Problem;
use crate::kernel::words::{ClockSubject, Origin};
use crate::store::Work;
use crate::store::clocks::{self, Start};
use crate::store::entities::item;

/// Brings the item's own clock in line with its text. What was imported with its past owes nothing again; what a register
/// row owes already is not owed twice. Called when an item is made and when it is handed in.
pub(super) async fn keep_clock(work: &mut Work<'_>, item: &item::Model, content: &Content) -> Result<(), Problem> {
    // What is said again in another language is owed once: by the original.
    if item.translation_of.is_some() || matches!(item.origin, Origin::LegalDocuments | Origin::Procedures) {
        return Ok(());
    }
    let owed = Details::read(item.kind, &content.details).ok().and_then(|details| details.owed(content));
    if owed.is_none() && item.submitted_at.is_none() {
        return Ok(());
    }
    let mut kept = false;
    for clock in clocks::running_of_item(work.db(), item.id).await? {
        match owed.filter(|owed| owed.rule == clock.rule) {
            Some(owed) if clock.subject == ClockSubject::Item && clock.trigger_at != owed.trigger => {
                clocks::retrigger(work, clock, owed.trigger).await?;
                kept = true;
            }
            Some(_) => kept = true,
            None if clock.subject == ClockSubject::Item => drop(clocks::cancel_one(work, clock, None).await?),
            None => {}
        }
    }
    if let Some(owed) = owed.filter(|_| !kept) {
        let start = Start {
            subject: ClockSubject::Item,
            subject_id: item.id,
            rule: owed.rule,
            unit: item.unit_id,
            responsible: item.created_by,
            item: Some(item.id),
            trigger: owed.trigger,
        };
        clocks::start(work, start).await?;
    }
    Ok(())
}
