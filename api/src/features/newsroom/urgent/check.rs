//! The after-check (hậu kiểm): the board looks, the next working morning, at what went out without it.

use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};
use uuid::Uuid;

use super::blanks::{TEXT_MAX, TITLE_MAX};
use super::notices::{Ground, say};
use super::thread::Open;
use crate::access::Permission;
use crate::features::newsroom::actions;
use crate::features::newsroom::content;
use crate::features::newsroom::desk::four_eyes_refusal;
use crate::http::{Code, FieldError, IfMatch, Problem};
use crate::kernel::words::{Basis, CheckState, ClockSubject, PublicationStatus};
use crate::store::{Change, Work, clocks};

/// What the board found.
#[derive(Clone, Debug)]
pub enum Finding {
    Approve {
        remark: Option<String>,
    },
    /// `note` stands visibly under the notice; title and text replace what was wrong.
    Correct {
        remark: String,
        note: String,
        title: Option<String>,
        text: Option<String>,
    },
    /// The remark is the public reason.
    Withdraw {
        remark: String,
    },
}

/// Closes the after-check. Whoever published it does not check it.
pub async fn check(work: &mut Work<'_>, id: Uuid, seen: IfMatch, finding: Finding) -> Result<(), Problem> {
    let mut open = Open::find(work, id).await?;
    if !work.actor.may(Permission::BoardApprove) {
        return Err(Problem::forbidden("Hậu kiểm là việc của Ban Biên tập.", "The after-check is the board's."));
    }
    if work.actor.person == Some(open.notice.published_by) {
        return Err(four_eyes_refusal());
    }
    seen.check(open.on.item.version)?;
    if open.notice.check_state != CheckState::Open {
        return Err(Problem::new(Code::AlreadyDecided).detail("Tin này đã hậu kiểm.", "This notice was checked already."));
    }
    let (outcome, remark) = match finding {
        Finding::Approve { remark } => {
            let remark = remark.map(|r| actions::needed_text(&r, "/remark", 1000)).transpose()?;
            let state = open.on.item.state;
            actions::move_item(work, &mut open.on.item, state).await?;
            (CheckState::Approved, remark)
        }
        Finding::Correct { remark, note, title, text } => {
            let remark = actions::needed_text(&remark, "/remark", 1000)?;
            correct(work, &mut open, &remark, &note, title, text).await?;
            (CheckState::Corrected, Some(remark))
        }
        Finding::Withdraw { remark } => {
            let remark = actions::needed_text(&remark, "/remark", 1000)?;
            if open.on.public_status() == Some(PublicationStatus::Withdrawn) {
                let state = open.on.item.state;
                actions::move_item(work, &mut open.on.item, state).await?;
            } else {
                // The board has seen it: a wrong warning goes wherever it is linked from.
                actions::withdraw(work, id, seen, &remark, true).await?;
            }
            (CheckState::Withdrawn, Some(remark))
        }
    };
    clocks::stop(work, ClockSubject::UrgentCheck, id).await?;
    let in_time = open.notice.check_due.map(|due| work.now <= due);
    let item = open.on.facts();
    let mut row = open.notice.into_active_model();
    row.check_state = Set(outcome);
    row.checked_by = Set(work.actor.person);
    row.checked_at = Set(Some(work.now));
    row.check_remark = Set(remark);
    row.update(work.db()).await?;
    work.record(Change::UrgentChecked { item, outcome, in_time });
    Ok(())
}

/// Puts right what was wrong, with a visible note; what had ended stays ended.
async fn correct(
    work: &mut Work<'_>,
    open: &mut Open,
    remark: &str,
    note: &str,
    title: Option<String>,
    text: Option<String>,
) -> Result<(), Problem> {
    let mut faults = vec![];
    let note = content::block(note, "/note", 1000, &mut faults);
    if note.is_empty() && faults.is_empty() {
        faults.push(FieldError::new("/note", "required", "Cần ghi lời đính chính cho người đọc.", "The note to readers is needed."));
    }
    let title = title.map(|t| content::line(&t, "/title", TITLE_MAX, &mut faults)).filter(|t| !t.is_empty());
    let text = text.map(|t| content::block(&t, "/text", TEXT_MAX, &mut faults)).filter(|t| !t.is_empty());
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let was = open.on.public_status();
    if !matches!(was, Some(PublicationStatus::Live | PublicationStatus::Expired)) {
        return Err(open.on.illegal(&work.actor));
    }
    open.begin_from_live(work).await?;
    let words = text.unwrap_or_else(|| crate::kernel::html::plain_text(&open.on.content.body_html));
    let title = title.unwrap_or_else(|| open.on.content.title.clone());
    say(&mut open.on.content, &title, &words);
    open.on.item.title = title;
    open.write(work, None).await?;
    open.on.item.correction_note = Some(note);
    let ground = Ground { basis: Basis::Emergency, template_revision: None, reason: Some(remark.to_owned()) };
    open.let_out(work, &ground).await?;
    if was == Some(PublicationStatus::Expired) {
        actions::expire_now(work, &mut open.on).await?;
    }
    Ok(())
}
