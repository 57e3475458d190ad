//! Opening a published item again, and closing what is not wanted.

use uuid::Uuid;

use super::items::put_back;
use super::{cancel_others, move_item, needed_text, open_task};
use crate::features::newsroom::desk::{OnDesk, find_revision, reference};
use crate::http::{IfMatch, Problem};
use crate::kernel::words::{Stage, Verb};
use crate::store::{Change, Work};

/// Opens a new edition of a published item; the live revision stays until the new one is approved.
pub async fn new_edition(work: &mut Work<'_>, id: Uuid, seen: IfMatch) -> Result<(), Problem> {
    open_edition(work, id, seen, Verb::NewEdition, None).await
}

/// The same for a correction: its note will stand visibly under the item.
pub async fn correct(work: &mut Work<'_>, id: Uuid, seen: IfMatch, note: &str) -> Result<(), Problem> {
    let note = needed_text(note, "/note", 1000)?;
    open_edition(work, id, seen, Verb::Correct, Some(note)).await
}

async fn open_edition(work: &mut Work<'_>, id: Uuid, seen: IfMatch, verb: Verb, note: Option<String>) -> Result<(), Problem> {
    let mut on = OnDesk::find_locked(work, id).await?;
    let to = on.step(&work.actor, verb)?;
    seen.check(on.item.version)?;
    on.item.edition += 1;
    let correction = note.is_some();
    on.item.correction_note = note;
    if let Some(live) = &on.publication {
        let revision = find_revision(work.db(), id, live.revision_id).await?;
        // Whoever changes it now is its writer; those who wrote what stands do not vouch for a new text.
        put_back(work, &mut on, &revision, vec![]).await?;
    }
    move_item(work, &mut on.item, to).await?;
    work.record(Change::EditionOpened { item: on.facts(), correction });
    Ok(())
}

/// Gives the open edition up. What is public stays as it is; what was never public leaves the lists of the desk.
pub async fn discard_edition(work: &mut Work<'_>, id: Uuid, seen: IfMatch) -> Result<(), Problem> {
    let mut on = OnDesk::find_locked(work, id).await?;
    let to = on.step(&work.actor, Verb::DiscardEdition)?;
    seen.check(on.item.version)?;
    cancel_others(work, &on, None).await?;
    on.item.correction_note = None;
    if let Some(live) = &on.publication {
        let revision = find_revision(work.db(), id, live.revision_id).await?;
        put_back(work, &mut on, &revision, serde_json::from_str(&revision.writers)?).await?;
    }
    move_item(work, &mut on.item, to).await?;
    work.record(Change::EditionDiscarded { item: on.facts() });
    Ok(())
}

/// Asks the board to let out again what was withdrawn or has expired, as it was.
pub async fn restore(work: &mut Work<'_>, id: Uuid, seen: IfMatch) -> Result<(), Problem> {
    let mut on = OnDesk::find_locked(work, id).await?;
    let to = on.step(&work.actor, Verb::Restore)?;
    seen.check(on.item.version)?;
    let live = on.publication.as_ref().ok_or_else(Problem::not_found)?;
    let revision = find_revision(work.db(), id, live.revision_id).await?;
    on.item.edition += 1;
    put_back(work, &mut on, &revision, serde_json::from_str(&revision.writers)?).await?;
    on.item.revision_id = Some(revision.id);
    open_task(
        work,
        &on.item,
        revision.id,
        Stage::BoardReview,
        None,
        "Khôi phục nội dung đã kết thúc hiển thị: Ban Biên tập duyệt lại".into(),
    )
    .await?;
    move_item(work, &mut on.item, to).await?;
    work.record(Change::Restored { item: on.facts(), revision: reference(&revision) });
    Ok(())
}
