//! Promising another date, and letting go of what is not owed.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{EntityTrait, QuerySelect};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::may_manage;
use crate::http::form::Form;
use crate::http::{Code, Problem};
use crate::kernel::words::{ClockState, ClockSubject};
use crate::store::entities::clock;
use crate::store::{Work, clocks};

/// The longest anybody may be put off in one step.
const LONGEST: TimeDelta = TimeDelta::days(366);

/// An extension: the promised date, why, and the notice that told those who wait.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Extension {
    /// The due date that is extended, as it was seen: another one meanwhile is a conflict.
    #[schema(example = "2026-11-25T16:30:00+07:00")]
    pub old_due: DateTime<Utc>,
    /// After the present due date and in the future, within a year.
    #[schema(example = "2026-11-30T17:00:00+07:00")]
    pub new_due: DateTime<Utc>,
    #[schema(min_length = 1, max_length = 500, example = "Chờ ý kiến của Sở Tư pháp")]
    pub reason: String,
    #[serde(default)]
    #[schema(max_length = 300, example = "Thông báo 12/TB-UBND ngày 23/11/2026")]
    pub notice: Option<String>,
}

/// Why something is not owed after all.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Cancellation {
    #[schema(min_length = 1, max_length = 500, example = "Nhập trùng: sự kiện đã có tin khác")]
    pub reason: String,
}

/// Extends a running clock: an event, counted and shown.
pub async fn extend(work: &mut Work<'_>, id: Uuid, extension: Extension) -> Result<clock::Model, Problem> {
    let row = find_running(work, id).await?;
    let whole = |at: DateTime<Utc>| chrono::SubsecRound::trunc_subsecs(at, 6);
    let mut form = Form::default();
    let reason = form.line("/reason", &extension.reason, 1, 500);
    let notice = form.optional_line("/notice", extension.notice.as_deref(), 300);
    let new_due = whole(extension.new_due);
    if new_due <= row.due_at || new_due <= work.now || new_due > work.now.max(row.due_at) + LONGEST {
        form.say(
            "/new_due",
            "out_of_range",
            "Hạn mới phải sau hạn cũ, sau hiện tại và không quá một năm.",
            "The new date must be after the old one and after now, within a year.",
        );
    }
    form.done()?;
    if whole(extension.old_due) != row.due_at {
        return Err(
            Problem::new(Code::Conflict).detail("Thời hạn vừa được thay đổi: hãy tải lại.", "It was moved meanwhile: load it again.")
        );
    }
    Ok(clocks::extend(work, row, new_due, &reason, notice.as_deref()).await?)
}

/// Cancels a running clock.
pub async fn cancel(work: &mut Work<'_>, id: Uuid, cancellation: Cancellation) -> Result<clock::Model, Problem> {
    let row = find_running(work, id).await?;
    let mut form = Form::default();
    let reason = form.line("/reason", &cancellation.reason, 1, 500);
    form.done()?;
    Ok(clocks::cancel_one(work, row, Some(&reason)).await?)
}

async fn find_running(work: &Work<'_>, id: Uuid) -> Result<clock::Model, Problem> {
    may_manage(&work.actor)?;
    let row = clock::Entity::find_by_id(id).lock_exclusive().one(work.db()).await?.ok_or_else(Problem::not_found)?;
    if matches!(row.subject, ClockSubject::Letter | ClockSubject::DataRight) {
        return Err(Problem::new(Code::Conflict).detail(
            "Thời hạn trả lời thư của người dân chỉ thay đổi bằng thông báo quá trình xử lý gửi người gửi thư.",
            "The deadline of a citizen's letter moves by a progress notice to its sender only.",
        ));
    }
    if row.state == ClockState::Running {
        return Ok(row);
    }
    Err(Problem::new(Code::Conflict).detail("Thời hạn này đã kết thúc.", "This clock does not run any more."))
}
