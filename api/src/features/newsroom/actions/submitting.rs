//! Handing in, and taking back.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::owing::keep_clock;
use super::review::BOARD_REASON;
use super::{cancel_others, freeze_revision, move_item, open_task};
use crate::features::newsroom::content::Frozen;
use crate::features::newsroom::desk::{OnDesk, reference};
use crate::features::newsroom::routing::{self, Asked};
use crate::features::newsroom::{flagging, requirements};
use crate::http::{FieldError, IfMatch, Problem};
use crate::kernel::dates::to_vn;
use crate::kernel::words::{RevisionReason, Stage, State, TaskState, Verb};
use crate::kernel::workflow;
use crate::store::entities::{approval, review_task, revision};
use crate::store::{Change, Work, sections};

/// Hands the item in: freezes a revision and routes it to the units that must review it (Điều 12–14), or straight to the
/// Secretariat. A unit that approved this very text before need not do so again.
pub async fn submit(work: &mut Work<'_>, id: Uuid, seen: IfMatch) -> Result<(), Problem> {
    let mut on = OnDesk::find_locked(work, id).await?;
    let submitted = on.step(&work.actor, Verb::Submit)?;
    seen.check(on.item.version)?;
    let (revision, frozen) = freeze_revision(work, &on, RevisionReason::Submit, None).await?;
    let mut missing = requirements::to_submit(&frozen);
    if let Some(id) = on.content.section_id
        && let Some(section) = sections::holder(work.db(), id).await?
        && !sections::stands(&section, to_vn(work.now).date_naive())
    {
        missing.push(FieldError::new(
            "/section_id",
            "closed_section",
            "Chuyên mục này đã đóng; hãy chọn chuyên mục khác.",
            "This section is closed; choose another.",
        ));
    }
    missing.extend(flagging::blocking(&flagging::flags_of(work.db(), &frozen, to_vn(work.now).date_naive()).await?));
    if !missing.is_empty() {
        return Err(Problem::invalid(missing));
    }
    cancel_others(work, &on, None).await?;
    on.item.revision_id = Some(revision.id);
    on.item.submitted_at = Some(work.now);
    on.item.state = submitted;
    work.record(Change::Submitted { item: on.facts(), revision: reference(&revision) });
    if on.publication.is_none() {
        keep_clock(work, &on.item, &on.content).await?;
    }

    if on.item.kind.short_way() {
        return straight_to_the_board(work, on, &revision).await;
    }
    let asked = Asked { from_contributor: on.item.from_contributor, fields: &on.content.fields, section: on.content.section_id };
    let routes = routing::routes(work.db(), &asked, to_vn(work.now).date_naive()).await?;
    let mut approved: Vec<Uuid> = approval::Entity::find()
        .filter(approval::Column::ItemId.eq(id))
        .filter(approval::Column::Hash.eq(revision.hash.clone()))
        .filter(approval::Column::Stage.eq(Stage::FieldReview))
        .all(work.db())
        .await?
        .into_iter()
        .filter_map(|a| a.unit_id)
        .collect();
    // A review that was sent on to another unit counts for the unit that the rules name.
    let onward =
        |t: &review_task::Model| on.tasks.iter().any(|n| n.moved_from == Some(t.id) && n.unit_id.is_some_and(|u| approved.contains(&u)));
    let sent_on: Vec<Uuid> = on.tasks.iter().filter(|t| t.state == TaskState::Rerouted && onward(t)).filter_map(|t| t.unit_id).collect();
    approved.extend(sent_on);
    let (kept, owed): (Vec<_>, Vec<_>) = routes.into_iter().partition(|r| approved.contains(&r.unit));
    for route in &owed {
        open_task(work, &on.item, revision.id, Stage::FieldReview, Some(route), route.reason.clone()).await?;
    }
    let verb = if owed.is_empty() { Verb::RouteToEditing } else { Verb::Route };
    let to = workflow::step(on.item.state, verb, on.public_status()).ok_or_else(|| on.illegal(&work.actor))?;
    if to == State::Editing {
        open_task(work, &on.item, revision.id, Stage::Editing, None, EDITING_REASON.into()).await?;
    }
    let units = |routes: &[routing::Route]| routes.iter().map(|r| r.unit).collect();
    work.record(Change::Routed { item: on.facts(), revision: reference(&revision), units: units(&owed), kept: units(&kept) });
    move_item(work, &mut on.item, to).await?;
    Ok(())
}

/// Items of structure are reviewed by the board alone (decision 13). Publishing must lack nothing: nobody edits in between.
async fn straight_to_the_board(work: &mut Work<'_>, mut on: OnDesk, revision: &revision::Model) -> Result<(), Problem> {
    let missing = requirements::to_publish(&Frozen::open(&revision.content)?);
    if !missing.is_empty() {
        return Err(Problem::invalid(missing));
    }
    let to = workflow::step(on.item.state, Verb::RouteToBoard, on.public_status()).ok_or_else(|| on.illegal(&work.actor))?;
    open_task(work, &on.item, revision.id, Stage::BoardReview, None, BOARD_REASON.into()).await?;
    move_item(work, &mut on.item, to).await?;
    work.record(Change::SentUp { item: on.facts(), revision: reference(revision), edited_since_review: false });
    Ok(())
}

pub(super) const EDITING_REASON: &str = "Điều 11 khoản 3: Tổ Thư ký biên tập, trình Trưởng hoặc Phó Trưởng Ban";

/// Takes back what was handed in, as long as nobody has it in hand.
pub async fn recall(work: &mut Work<'_>, id: Uuid, seen: IfMatch) -> Result<(), Problem> {
    let mut on = OnDesk::find_locked(work, id).await?;
    let to = on.step(&work.actor, Verb::Recall)?;
    seen.check(on.item.version)?;
    cancel_others(work, &on, None).await?;
    move_item(work, &mut on.item, to).await?;
    work.record(Change::Recalled { item: on.facts() });
    Ok(())
}
