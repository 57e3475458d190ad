//! Deciding: field review, the Secretariat's editing, the board.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::hands::{in_my_hands, open};
use super::publishing::{release_revision, schedule_revision};
use super::submitting::EDITING_REASON;
use super::{add_remark, advance_item, ahead, cancel_others, close_task, freeze_revision, move_item, needed_text, open_task};
use crate::features::newsroom::content::Frozen;
use crate::features::newsroom::desk::{self, OnDesk, find_revision, reference};
use crate::features::newsroom::{flagging, policy, requirements};
use crate::http::{Code, FieldError, IfMatch, Problem};
use crate::kernel::dates::to_vn;
use crate::kernel::words::{Basis, FlagCode, RevisionReason, Stage, State, TaskState, Verb};
use crate::store::changes::Release;
use crate::store::entities::{approval, review_task, revision};
use crate::store::{Change, Work};

/// What an approval says besides yes.
#[derive(Clone, Debug)]
pub struct Approval {
    pub remark: Option<String>,
    /// The reviewer confirms the list of Điều 8.
    pub checklist_confirmed: bool,
    /// The automatic flags that the reviewer has looked at; those that ask for it must be among them.
    pub confirmed_flags: Vec<FlagCode>,
    /// Of the board's approval only.
    pub release: Release,
    pub publish_at: Option<DateTime<Utc>>,
    /// The version of the item that was looked at; the Secretariat sends up no text that it has not seen.
    pub seen: Option<IfMatch>,
    /// Decides this step alone, also where the next ones are the actor's too.
    pub only_this_step: bool,
}

pub(super) const BOARD_REASON: &str = "Điều 11 khoản 3 điểm b: Trưởng hoặc Phó Trưởng Ban duyệt trước khi đăng";

/// Says yes: a unit to its field, the Secretariat by sending up, the board to the revision it saw. The steps after it that
/// are the actor's too are decided with it, each recorded as its own.
pub async fn approve_task(work: &mut Work<'_>, task_id: Uuid, said: Approval) -> Result<(), Problem> {
    let (task, mut on, _) = open(work, task_id).await?;
    in_my_hands(work, &task).await?;
    if task.stage == Stage::Editing {
        let seen = said.seen.unwrap_or(IfMatch(on.item.version));
        send_up(work, on.item.id, seen).await?;
        // The board's approval needs its own word.
        return if said.checklist_confirmed { carry_on(work, on.item.id, &said).await } else { Ok(()) };
    }
    let revision = find_revision(work.db(), on.item.id, task.revision_id).await?;
    confirm(work, &task, &on, &revision, &said).await?;
    decide(work, &task, &mut on, &revision, &said).await
}

/// The confirmation of Điều 8, and what the decider adds.
pub(super) async fn confirm(
    work: &mut Work<'_>,
    task: &review_task::Model,
    on: &OnDesk,
    revision: &revision::Model,
    said: &Approval,
) -> Result<(), Problem> {
    if !said.checklist_confirmed {
        let fault = FieldError::new(
            "/checklist_confirmed",
            "required",
            "Hãy xác nhận nội dung không vi phạm các điều cấm của Điều 8.",
            "Confirm that the content holds nothing that Điều 8 forbids.",
        );
        return Err(Problem::invalid(vec![fault]));
    }
    confirm_flags(work, on, revision, task.stage, &said.confirmed_flags).await?;
    if let Some(remark) = said.remark.as_deref().filter(|r| !r.trim().is_empty()) {
        add_remark(work, task, "approve", needed_text(remark, "/remark", 5000)?).await?;
    }
    Ok(())
}

/// Approves `revision` in the task's stage, and what follows.
pub(super) async fn decide(
    work: &mut Work<'_>,
    task: &review_task::Model,
    on: &mut OnDesk,
    revision: &revision::Model,
    said: &Approval,
) -> Result<(), Problem> {
    if task.stage == Stage::BoardReview {
        return approve_board(work, task, on, revision, said).await;
    }
    approve_field(work, task, on, revision).await?;
    carry_on(work, on.item.id, said).await
}

/// A person who holds several roles decides once (`domain.md` §1): consecutive steps that are theirs too are taken with it.
/// Stops where the text is not the one they saw, lacks something, is in other hands, or is theirs alone.
async fn carry_on(work: &mut Work<'_>, item: Uuid, said: &Approval) -> Result<(), Problem> {
    if said.only_this_step {
        return Ok(());
    }
    loop {
        let mut on = OnDesk::find_locked(work, item).await?;
        let Some((task, revision)) = next_of_mine(work, &on).await? else { return Ok(()) };
        match task.stage {
            Stage::FieldReview => approve_field(work, &task, &mut on, &revision).await?,
            Stage::Editing => {
                let lying = desk::freeze(work.db(), &on.item, on.content.clone()).await?;
                let changed = lying.seal()?.1 != revision.hash;
                let written = super::leases::refuse_held(work.db(), &work.actor, item, work.now).await.is_err();
                if changed || written || !requirements::to_publish(&lying).is_empty() {
                    return Ok(());
                }
                send_up(work, item, IfMatch(on.item.version)).await?;
            }
            Stage::BoardReview => {
                // A flag that they did not see stops here: the board's task stays open.
                return match confirm_flags(work, &on, &revision, task.stage, &said.confirmed_flags).await {
                    Ok(()) => approve_board(work, &task, &mut on, &revision, said).await,
                    Err(unseen) if unseen.code == Code::Invalid => Ok(()),
                    Err(problem) => Err(problem),
                };
            }
        }
    }
}

/// An open task of the item that the actor may decide now, with what it asks about.
async fn next_of_mine(work: &Work<'_>, on: &OnDesk) -> Result<Option<(review_task::Model, revision::Model)>, Problem> {
    for task in on.open_tasks().filter(|t| policy::at_hand(&work.actor, t)) {
        let revision = find_revision(work.db(), on.item.id, task.revision_id).await?;
        let writers: Vec<Uuid> = serde_json::from_str(&revision.writers)?;
        if policy::may_decide(&work.actor, task, &writers) && (task.stage != Stage::BoardReview || policy::four_eyes(&work.actor, &writers))
        {
            return Ok(Some((task.clone(), revision)));
        }
    }
    Ok(None)
}

/// Lets the decision go on when nothing blocks it and every flag was looked at; keeps the codes, never the text.
async fn confirm_flags(
    work: &mut Work<'_>,
    on: &OnDesk,
    revision: &revision::Model,
    stage: Stage,
    said: &[FlagCode],
) -> Result<(), Problem> {
    let flags = flagging::flags_of(work.db(), &Frozen::open(&revision.content)?, to_vn(work.now).date_naive()).await?;
    let codes = flagging::confirmed(&flags, said)?;
    if !codes.is_empty() {
        work.record(Change::FlagsConfirmed { item: on.facts(), revision: reference(revision), stage, codes });
    }
    Ok(())
}

async fn approve_field(work: &mut Work<'_>, task: &review_task::Model, on: &mut OnDesk, revision: &revision::Model) -> Result<(), Problem> {
    close_task(work, task, TaskState::Approved).await?;
    keep_approval(work, task, revision, Stage::FieldReview).await?;
    let by_unit = task.unit_id.unwrap_or(on.item.unit_id);
    let waiting = on.open_tasks().any(|t| t.id != task.id);
    let to = if waiting {
        on.item.state
    } else {
        let to = crate::kernel::workflow::step(on.item.state, Verb::ApproveField, on.public_status());
        let to = to.ok_or_else(|| on.illegal(&work.actor))?;
        open_task(work, &on.item, revision.id, Stage::Editing, None, EDITING_REASON.into()).await?;
        to
    };
    work.record(Change::FieldApproved { item: on.facts(), revision: reference(revision), task: task.id, by_unit });
    advance_item(work, &mut on.item, to).await?;
    Ok(())
}

async fn approve_board(
    work: &mut Work<'_>,
    task: &review_task::Model,
    on: &mut OnDesk,
    revision: &revision::Model,
    said: &Approval,
) -> Result<(), Problem> {
    let verb = match said.release {
        Release::Now => Verb::Approve,
        Release::At => Verb::ApproveAt,
        Release::Hold => Verb::ApproveHold,
    };
    // Four eyes look at the text that is approved, not at what lies on the desk beside it.
    on.writers = serde_json::from_str(&revision.writers)?;
    let to = on.step(&work.actor, verb)?;
    let missing = requirements::to_publish(&Frozen::open(&revision.content)?);
    if !missing.is_empty() {
        return Err(Problem::invalid(missing));
    }
    let at = match said.release {
        Release::At => {
            let said = said.publish_at.ok_or_else(|| {
                Problem::invalid(vec![FieldError::new("/publish_at", "required", "Cần ghi giờ hẹn đăng.", "Say when it shall come out.")])
            })?;
            Some(ahead(work, said, "/publish_at")?)
        }
        _ if said.publish_at.is_some() => {
            let fault = FieldError::new(
                "/publish_at",
                "only_with_at",
                "Giờ hẹn chỉ đi cùng “hẹn giờ đăng”.",
                "A moment goes with `publish: at` only.",
            );
            return Err(Problem::invalid(vec![fault]));
        }
        _ => None,
    };
    close_task(work, task, TaskState::Approved).await?;
    let approval = keep_approval(work, task, revision, Stage::BoardReview).await?;
    on.item.approved_revision_id = Some(revision.id);
    work.record(Change::BoardApproved {
        item: on.facts(),
        revision: reference(revision),
        approval: approval.id,
        basis: approval.basis,
        release: said.release,
    });
    match at {
        Some(at) => schedule_revision(work, on, revision, at)?,
        None if said.release == Release::Now => release_revision(work, on, revision, &approval).await?,
        None => {}
    }
    move_item(work, &mut on.item, to).await?;
    Ok(())
}

async fn keep_approval(
    work: &Work<'_>,
    task: &review_task::Model,
    revision: &revision::Model,
    stage: Stage,
) -> Result<approval::Model, Problem> {
    let row = approval::Model {
        id: work.id(),
        item_id: task.item_id,
        revision_id: revision.id,
        hash: revision.hash.clone(),
        stage,
        basis: Basis::Board,
        unit_id: task.unit_id,
        fields: task.fields.clone(),
        template_revision_id: None,
        emergency_reason: None,
        actor_id: work.actor.person.ok_or_else(|| Problem::new(Code::Forbidden))?,
        at: work.now,
    };
    approval::Entity::insert(row.clone().into_active_model()).exec_without_returning(work.db()).await?;
    Ok(row)
}

/// The Secretariat puts its edited text before the board; the field approvals stand, and the board sees what changed since.
pub async fn send_up(work: &mut Work<'_>, id: Uuid, seen: IfMatch) -> Result<(), Problem> {
    let mut on = OnDesk::find_locked(work, id).await?;
    let to = on.step(&work.actor, Verb::SendUp)?;
    seen.check(on.item.version)?;
    let (revision, frozen) = freeze_revision(work, &on, RevisionReason::SendUp, None).await?;
    let mut missing = requirements::to_publish(&frozen);
    missing.extend(flagging::blocking(&flagging::flags_of(work.db(), &frozen, to_vn(work.now).date_naive()).await?));
    if !missing.is_empty() {
        return Err(Problem::invalid(missing));
    }
    let reviewed = approval::Entity::find()
        .filter(approval::Column::ItemId.eq(id))
        .filter(approval::Column::Stage.eq(Stage::FieldReview))
        .all(work.db())
        .await?;
    let edited_since_review = desk::edited_since_review(&on.tasks, &reviewed, on.item.edition, &revision.hash);
    for task in on.open_tasks() {
        close_task(work, task, if task.stage == Stage::Editing { TaskState::SentUp } else { TaskState::Cancelled }).await?;
    }
    on.item.revision_id = Some(revision.id);
    open_task(work, &on.item, revision.id, Stage::BoardReview, None, BOARD_REASON.into()).await?;
    move_item(work, &mut on.item, to).await?;
    work.record(Change::SentUp { item: on.facts(), revision: reference(&revision), edited_since_review });
    Ok(())
}

/// Returns the item to its author with a remark; one return settles all sibling tasks.
pub async fn return_task(work: &mut Work<'_>, task_id: Uuid, remark: &str) -> Result<(), Problem> {
    turn_down(work, task_id, remark, Verb::Return).await
}

/// Rejects the item, with the reason.
pub async fn reject_task(work: &mut Work<'_>, task_id: Uuid, remark: &str) -> Result<(), Problem> {
    turn_down(work, task_id, remark, Verb::Reject).await
}

async fn turn_down(work: &mut Work<'_>, task_id: Uuid, remark: &str, verb: Verb) -> Result<(), Problem> {
    let (task, mut on, _) = open(work, task_id).await?;
    in_my_hands(work, &task).await?;
    let remark = needed_text(remark, "/remark", 5000)?;
    let to = crate::kernel::workflow::step(on.item.state, verb, on.public_status()).ok_or_else(|| on.illegal(&work.actor))?;
    let (kind, state) = if verb == Verb::Return { ("return", TaskState::Returned) } else { ("reject", TaskState::Rejected) };
    close_task(work, &task, state).await?;
    cancel_others(work, &on, Some(task.id)).await?;
    add_remark(work, &task, kind, remark).await?;
    let revision = reference(&find_revision(work.db(), on.item.id, task.revision_id).await?);
    move_item(work, &mut on.item, to).await?;
    let item = on.facts();
    work.record(match verb {
        Verb::Return => Change::Returned { item, revision, stage: task.stage },
        _ => Change::Rejected { item, revision, stage: task.stage },
    });
    Ok(())
}

/// The board gives an item back to the Secretariat, also one it had approved but that is not out yet.
pub async fn send_back(work: &mut Work<'_>, id: Uuid, seen: IfMatch, remark: &str) -> Result<(), Problem> {
    let mut on = OnDesk::find_locked(work, id).await?;
    let to: State = on.step(&work.actor, Verb::SendBack)?;
    seen.check(on.item.version)?;
    let remark = needed_text(remark, "/remark", 5000)?;
    let last = on.tasks.iter().rev().find(|t| t.stage == Stage::BoardReview).cloned();
    let task = last.ok_or_else(|| on.illegal(&work.actor))?;
    add_remark(work, &task, "return", remark).await?;
    if task.state == TaskState::Open {
        close_task(work, &task, TaskState::Returned).await?;
    }
    on.item.scheduled_for = None;
    on.item.approved_revision_id = None;
    open_task(work, &on.item, task.revision_id, Stage::Editing, None, EDITING_REASON.into()).await?;
    let revision = reference(&find_revision(work.db(), id, task.revision_id).await?);
    move_item(work, &mut on.item, to).await?;
    work.record(Change::SentBack { item: on.facts(), revision });
    Ok(())
}
