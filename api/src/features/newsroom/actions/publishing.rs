//! Letting out and taking away. What the public gets is made in `project.rs`.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::submitting::EDITING_REASON;
use super::{ahead, move_item, needed_text, open_task};
use crate::features::newsroom::content::Frozen;
use crate::features::newsroom::desk::{OnDesk, find_revision, reference};
use crate::features::newsroom::queries::in_use;
use crate::features::newsroom::{consulting, freshness, project, references, relations};
use crate::http::{IfMatch, Problem};
use crate::kernel::words::{Kind, PublicationStatus, Stage, State, Verb};
use crate::kernel::workflow;
use crate::store::entities::{approval, revision};
use crate::store::{Change, Work, clocks, publications};

/// The board's approval of that very text; without one nothing goes out (decision 7).
async fn board_approval(work: &Work<'_>, on: &OnDesk, revision: &revision::Model) -> Result<approval::Model, Problem> {
    let found = approval::Entity::find()
        .filter(approval::Column::ItemId.eq(on.item.id))
        .filter(approval::Column::Stage.eq(Stage::BoardReview))
        .filter(approval::Column::Hash.eq(revision.hash.clone()))
        .order_by_desc(approval::Column::At)
        .one(work.db())
        .await?;
    found.ok_or_else(|| on.illegal(&work.actor))
}

/// Puts an approved revision before the public and closes the edition. The caller moves the item.
pub(in crate::features::newsroom) async fn release_revision(
    work: &mut Work<'_>,
    on: &mut OnDesk,
    revision: &revision::Model,
    approval: &approval::Model,
) -> Result<(), Problem> {
    let correction = on.item.correction_note.take();
    if let Some(note) = &correction {
        publications::note_correction(work, on.item.id, revision.id, note.clone()).await?;
    }
    let frozen = Frozen::open(&revision.content)?;
    let faced = on.publication.as_ref().map(|row| (row.status, row.summary_json.clone()));
    let mut others = relations::keep(work, on.item.id, &frozen).await?;
    freshness::came_out(work, &on.item, &frozen).await?;
    let out = project::publish(work, &on.item, revision, approval).await?;
    references::keep_live(work, on.item.id, &frozen.content).await?;
    on.item.scheduled_for = None;
    on.item.approved_revision_id = None;
    on.item.revision_id = Some(revision.id);
    work.record(Change::Published {
        item: on.facts(),
        revision: reference(revision),
        approval: approval.id,
        first: out.first,
        correction: correction.is_some(),
        display_until: out.display_until,
    });
    clocks::stop_for_item(work, on.item.id).await?;
    others.extend(consulting::published(work, &on.item, revision, &frozen).await?);
    if on.item.kind == Kind::ReceptionReport {
        relations::show_anew(work, std::mem::take(&mut others)).await?;
    }
    if on.item.kind == Kind::Document {
        // Those who name it show its number and title: told anew when it comes out, comes back or is called otherwise.
        let same = faced.is_some_and(|(status, summary)| status == PublicationStatus::Live && relations::same_face(&summary, &frozen));
        if !same {
            others.extend(relations::naming(work.db(), on.item.id).await?);
        }
        relations::show_anew(work, others).await?;
    }
    Ok(())
}

pub(super) fn schedule_revision(
    work: &mut Work<'_>,
    on: &mut OnDesk,
    revision: &revision::Model,
    at: DateTime<Utc>,
) -> Result<(), Problem> {
    on.item.scheduled_for = Some(at);
    work.record(Change::Scheduled { item: on.facts(), revision: reference(revision), at });
    Ok(())
}

async fn approved_revision(work: &Work<'_>, on: &OnDesk) -> Result<revision::Model, Problem> {
    let id = on.item.approved_revision_id.ok_or_else(|| on.illegal(&work.actor))?;
    find_revision(work.db(), on.item.id, id).await
}

/// Publishes an approved or scheduled item now.
pub async fn publish(work: &mut Work<'_>, id: Uuid, seen: IfMatch) -> Result<(), Problem> {
    let mut on = OnDesk::find_locked(work, id).await?;
    let to = on.step(&work.actor, Verb::Publish)?;
    seen.check(on.item.version)?;
    let revision = approved_revision(work, &on).await?;
    let approval = board_approval(work, &on, &revision).await?;
    release_revision(work, &mut on, &revision, &approval).await?;
    move_item(work, &mut on.item, to).await?;
    Ok(())
}

/// Sets or changes the moment at which an approved item comes out.
pub async fn schedule(work: &mut Work<'_>, id: Uuid, seen: IfMatch, at: DateTime<Utc>) -> Result<(), Problem> {
    let mut on = OnDesk::find_locked(work, id).await?;
    let to = on.step(&work.actor, Verb::Schedule)?;
    seen.check(on.item.version)?;
    let at = ahead(work, at, "/publish_at")?;
    let revision = approved_revision(work, &on).await?;
    schedule_revision(work, &mut on, &revision, at)?;
    move_item(work, &mut on.item, to).await?;
    Ok(())
}

/// The worker's step at the set moment: publishes if that revision is still the scheduled one and the moment has come.
/// Returns whether anything was done.
pub async fn publish_due(work: &mut Work<'_>, id: Uuid, revision_id: Uuid) -> Result<bool, Problem> {
    let mut on = OnDesk::find_locked(work, id).await?;
    let due = on.item.scheduled_for.is_some_and(|at| at <= work.now) && on.item.approved_revision_id == Some(revision_id);
    let Some(to) = workflow::step(on.item.state, Verb::Publish, on.public_status()).filter(|_| due) else { return Ok(false) };
    let revision = approved_revision(work, &on).await?;
    let approval = board_approval(work, &on, &revision).await?;
    release_revision(work, &mut on, &revision, &approval).await?;
    move_item(work, &mut on.item, to).await?;
    Ok(true)
}

/// Takes a publication away: lists, home and feeds drop it, its id and path answer 410 with the reason (Đ8.1c). What other
/// public texts lead to goes only when `in_use_confirmed` says that the places were seen.
pub async fn withdraw(work: &mut Work<'_>, id: Uuid, seen: IfMatch, reason: &str, in_use_confirmed: bool) -> Result<(), Problem> {
    let reason = needed_text(reason, "/reason", 1000)?;
    end(work, id, Some(seen), Verb::Withdraw, Some(reason)).await?;
    if in_use_confirmed {
        return Ok(());
    }
    in_use(work.db(), id).await
}

/// Sets a publication aside: it stays readable at its address, out of the lists.
pub async fn archive(work: &mut Work<'_>, id: Uuid, seen: IfMatch) -> Result<(), Problem> {
    end(work, id, Some(seen), Verb::Archive, None).await
}

/// The worker's step when the time of display is over. Returns whether anything was done.
pub async fn expire_due(work: &mut Work<'_>, id: Uuid) -> Result<bool, Problem> {
    // The item's lock comes first everywhere.
    OnDesk::find_locked(work, id).await?;
    let Some(row) = publications::find_locked(work, id).await? else { return Ok(false) };
    let due = row.status == PublicationStatus::Live && row.display_until.is_some_and(|until| until <= work.now);
    if due {
        end(work, id, None, Verb::Expire, None).await?;
    }
    Ok(due)
}

/// Ends the display now. Whether the actor may is asked by the caller: urgent notices are ended by who is on duty.
pub(in crate::features::newsroom) async fn expire_now(work: &mut Work<'_>, on: &mut OnDesk) -> Result<(), Problem> {
    let row = publications::find_locked(work, on.item.id).await?.ok_or_else(Problem::not_found)?;
    let to = workflow::public_step(row.status, Verb::Expire).ok_or_else(|| on.illegal(&work.actor))?;
    let full = project::ended(&row, to)?;
    let found = full.is_some().then(|| project::found(&row)).transpose()?;
    publications::end(work, row, to, None, full, found).await?;
    freshness::ended(work, on.item.id).await?;
    let state = on.item.state;
    move_item(work, &mut on.item, state).await?;
    work.record(Change::Expired { item: on.facts() });
    Ok(())
}

async fn end(work: &mut Work<'_>, id: Uuid, seen: Option<IfMatch>, verb: Verb, reason: Option<String>) -> Result<(), Problem> {
    let mut on = OnDesk::find_locked(work, id).await?;
    if !on.allowed(&work.actor).contains(&verb) {
        let known = workflow::public_step(on.public_status().unwrap_or(PublicationStatus::Redirected), verb).is_some();
        return Err(if known {
            Problem::forbidden("Bạn không có quyền làm bước này.", "You may not do this.")
        } else {
            ended_refusal(&on, work, verb)
        });
    }
    if let Some(seen) = seen {
        seen.check(on.item.version)?;
    }
    let row = publications::find_locked(work, id).await?.ok_or_else(Problem::not_found)?;
    let to = workflow::public_step(row.status, verb).ok_or_else(|| on.illegal(&work.actor))?;
    let full = project::ended(&row, to)?;
    let found = full.is_some().then(|| project::found(&row)).transpose()?;
    publications::end(work, row, to, reason, full, found).await?;
    freshness::ended(work, id).await?;
    if verb == Verb::Withdraw {
        references::drop_live(work, id).await?;
        relations::withdrawn(work, id, on.item.kind).await?;
        consulting::withdrawn(work, &on.item).await?;
    }
    let pending = verb == Verb::Withdraw && matches!(on.item.state, State::Approved | State::Scheduled);
    if pending {
        // What was taken away must not come back by itself: the approved edition goes back to the Secretariat.
        let revision = approved_revision(work, &on).await?;
        on.item.scheduled_for = None;
        on.item.approved_revision_id = None;
        open_task(work, &on.item, revision.id, Stage::Editing, None, EDITING_REASON.into()).await?;
        work.record(Change::SentBack { item: on.facts(), revision: reference(&revision) });
    }
    let state = if pending { State::Editing } else { on.item.state };
    move_item(work, &mut on.item, state).await?;
    let item = on.facts();
    work.record(match verb {
        Verb::Withdraw => Change::Withdrawn { item },
        Verb::Archive => Change::Archived { item },
        _ => Change::Expired { item },
    });
    Ok(())
}

/// 403 to those who never could, 409 to those who could in another state.
fn ended_refusal(on: &OnDesk, work: &Work<'_>, _verb: Verb) -> Problem {
    if work.actor.may(crate::access::Permission::ItemWithdraw) {
        on.illegal(&work.actor)
    } else {
        Problem::forbidden("Bạn không có quyền làm bước này.", "You may not do this.")
    }
}
