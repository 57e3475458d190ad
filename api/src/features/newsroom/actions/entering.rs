//! What another room makes for the public enters before the board (decision 13).

use uuid::Uuid;

use super::review::BOARD_REASON;
use super::{NewItem, freeze_revision, insert, move_item, open_task};
use crate::features::newsroom::desk::{OnDesk, reference};
use crate::features::newsroom::requirements;
use crate::http::Problem;
use crate::kernel::words::{RevisionReason, Stage, State};
use crate::store::entities::item;
use crate::store::{Change, Work};

/// Makes an item of `source` (what made it, and of what) and puts it before the board. The caller has asked for the right.
pub async fn enter_at_board(work: &mut Work<'_>, new: NewItem, unit: Uuid, source: (&str, Uuid)) -> Result<item::Model, Problem> {
    let kind = new.kind;
    let content = new.content.clean(kind).map_err(Problem::invalid)?;
    let id = insert(work, NewItem { content, ..new }, unit).await?.id;
    let mut on = OnDesk::find_locked(work, id).await?;
    let (revision, frozen) = freeze_revision(work, &on, RevisionReason::SendUp, None).await?;
    let missing = requirements::to_publish(&frozen);
    if !missing.is_empty() {
        return Err(Problem::invalid(missing));
    }
    on.item.source_type = Some(source.0.into());
    on.item.source_id = Some(source.1);
    on.item.revision_id = Some(revision.id);
    on.item.submitted_at = Some(work.now);
    open_task(work, &on.item, revision.id, Stage::BoardReview, None, BOARD_REASON.into()).await?;
    move_item(work, &mut on.item, State::BoardReview).await?;
    work.record(Change::SentUp { item: on.facts(), revision: reference(&revision), edited_since_review: false });
    Ok(on.item)
}
