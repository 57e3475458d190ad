//! "Sửa nhỏ và duyệt": who decides changes the text and approves it in one act, when somebody else wrote it.

use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};
use uuid::Uuid;

use super::freeze_revision;
use super::hands::{in_my_hands, open};
use super::items::{SavedCopy, check_references, replace_copy};
use super::leases::refuse_held;
use super::review::{Approval, confirm, decide};
use crate::features::newsroom::desk::{self, find_revision, four_eyes_refusal, reference};
use crate::features::newsroom::policy;
use crate::http::{Code, FieldError, IfMatch, Problem};
use crate::kernel::words::{RevisionReason, Stage};
use crate::store::{Change, Work};

/// Puts the changed text in the place of the one that was asked about, as a revision of its own, and approves that: what is
/// published is what was approved. Four eyes hold: the text stays somebody else's too.
pub async fn edit_and_approve(work: &mut Work<'_>, task_id: Uuid, seen: IfMatch, copy: SavedCopy, said: Approval) -> Result<(), Problem> {
    let (task, mut on, mut writers) = open(work, task_id).await?;
    in_my_hands(work, &task).await?;
    if task.stage == Stage::Editing {
        return Err(on.illegal(&work.actor).detail("Tổ Thư ký sửa ngay trong bước biên tập.", "The Secretariat edits in its own step."));
    }
    seen.check(on.item.version)?;
    writers.extend(work.actor.person.filter(|p| !writers.contains(p)));
    if !policy::four_eyes(&work.actor, &writers) {
        return Err(four_eyes_refusal());
    }
    refuse_held(work.db(), &work.actor, on.item.id, work.now).await?;
    let before = find_revision(work.db(), on.item.id, task.revision_id).await?;
    let lying = desk::freeze(work.db(), &on.item, on.content.clone()).await?;
    if lying.seal()?.1 != before.hash {
        return Err(Problem::new(Code::Conflict).detail(
            "Tổ Thư ký đang sửa bài này; hãy duyệt bản bạn đã xem hoặc ghi ý kiến.",
            "The Secretariat is editing this text; approve what you saw, or leave a remark.",
        ));
    }
    let mut content = copy.0;
    content.keep_urgent_mark(on.content.details.get("urgent"));
    if content == on.content {
        let fault = FieldError::new("/content", "unchanged", "Nội dung chưa thay đổi; hãy dùng “Duyệt”.", "Nothing changed: just approve.");
        return Err(Problem::invalid(vec![fault]));
    }
    check_references(work.db(), &work.actor, &content, &on.content.media_ids()).await?;
    replace_copy(work, &mut on, content, writers).await?;
    let (revision, _) = freeze_revision(work, &on, RevisionReason::SmallEdit, None).await?;
    on.item.revision_id = Some(revision.id);
    // The others are asked about the text as it stands now; who has approved already keeps the hash they saw.
    for sibling in on.open_tasks().filter(|t| t.id != task.id) {
        let mut row = sibling.clone().into_active_model();
        row.revision_id = Set(revision.id);
        row.version = Set(sibling.version + 1);
        row.update(work.db()).await?;
    }
    work.record(Change::SmallEdited { item: on.facts(), revision: reference(&revision), before: before.id, stage: task.stage });
    confirm(work, &task, &on, &revision, &said).await?;
    decide(work, &task, &mut on, &revision, &said).await
}
