//! Commenting on a passage, answering, settling. What is said stays in the private tables; the log has ids only.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::needed_text;
use crate::features::newsroom::content::{Content, Frozen, line};
use crate::features::newsroom::desk::{OnDesk, find_revision};
use crate::features::newsroom::passages;
use crate::features::newsroom::queries::{Compared, THREADS_MAX};
use crate::features::newsroom::text_views::AnchorRequest;
use crate::http::{Code, FieldError, IfMatch, Problem};
use crate::kernel::anchor::{Fit, Looked, QUOTE_MAX, Quote};
use crate::kernel::text;
use crate::kernel::words::CommentState;
use crate::store::entities::{comment_post, comment_thread};
use crate::store::{Change, Work};

/// The longest comment, in characters.
pub const COMMENT_MAX: usize = 5_000;

/// Opens a thread on a passage of a revision, of what is live, or of the working copy. The words must stand there.
pub async fn open_thread(work: &mut Work<'_>, id: Uuid, on_text: Compared, anchor: &AnchorRequest, body: &str) -> Result<Uuid, Problem> {
    let on = find_commentable(work, id).await?;
    let body = needed_text(body, "/body", COMMENT_MAX)?;
    let (revision_id, content) = text_of(work, &on, on_text).await?;
    let known = comment_thread::Entity::find().filter(comment_thread::Column::ItemId.eq(id)).count(work.db()).await?;
    if known >= THREADS_MAX {
        return Err(Problem::new(Code::Conflict).detail("Nội dung này đã có quá nhiều góp ý.", "There are too many comments on this item."));
    }
    let quote = passage(&content, anchor)?;
    let author = person(work)?;
    let row = comment_thread::Model {
        id: work.id(),
        item_id: id,
        revision_id,
        part: anchor.part.clone(),
        quote: quote.exact,
        prefix: quote.prefix,
        suffix: quote.suffix,
        position: i64::try_from(quote.position).unwrap_or(i64::MAX),
        state: CommentState::Open,
        opened_by: author,
        opened_at: work.now,
        settled_by: None,
        settled_at: None,
        version: 1,
    };
    let thread = row.id;
    comment_thread::Entity::insert(row.into_active_model()).exec_without_returning(work.db()).await?;
    add_post(work, thread, author, body).await?;
    work.record(Change::CommentOpened { item: on.facts(), thread, revision: revision_id });
    Ok(thread)
}

/// Answers in a thread; one that was settled is open again.
pub async fn reply(work: &mut Work<'_>, id: Uuid, thread: Uuid, seen: IfMatch, body: &str) -> Result<(), Problem> {
    let on = find_commentable(work, id).await?;
    let row = locked(work, id, thread).await?;
    seen.check(row.version)?;
    let body = needed_text(body, "/body", COMMENT_MAX)?;
    let author = person(work)?;
    add_post(work, thread, author, body).await?;
    let reopens = row.state == CommentState::Resolved;
    turn(work, row, CommentState::Open).await?;
    work.record(Change::CommentAnswered { item: on.facts(), thread });
    if reopens {
        work.record(Change::CommentReopened { item: on.facts(), thread });
    }
    Ok(())
}

/// Settles a thread, or takes it up again.
pub async fn settle(work: &mut Work<'_>, id: Uuid, thread: Uuid, seen: IfMatch, to: CommentState) -> Result<(), Problem> {
    let on = find_commentable(work, id).await?;
    let row = locked(work, id, thread).await?;
    seen.check(row.version)?;
    if row.state == to {
        return Err(Problem::new(Code::Conflict).detail("Góp ý đã ở trạng thái đó.", "The thread stands so already."));
    }
    turn(work, row, to).await?;
    let item = on.facts();
    work.record(match to {
        CommentState::Resolved => Change::CommentResolved { item, thread },
        CommentState::Open => Change::CommentReopened { item, thread },
    });
    Ok(())
}

async fn find_commentable(work: &Work<'_>, id: Uuid) -> Result<OnDesk, Problem> {
    let on = OnDesk::find(work.db(), &work.actor, id).await?;
    if on.may_comment(&work.actor) {
        return Ok(on);
    }
    Err(Problem::forbidden(
        "Chỉ người viết và người kiểm duyệt nội dung này được góp ý.",
        "Only those who write or review this item may comment.",
    ))
}

async fn locked(work: &Work<'_>, item: Uuid, thread: Uuid) -> Result<comment_thread::Model, Problem> {
    let found =
        comment_thread::Entity::find_by_id(thread).filter(comment_thread::Column::ItemId.eq(item)).lock_exclusive().one(work.db()).await?;
    found.ok_or_else(Problem::not_found)
}

async fn turn(work: &Work<'_>, mut row: comment_thread::Model, to: CommentState) -> Result<(), Problem> {
    row.version += 1;
    row.state = to;
    let settled = to == CommentState::Resolved;
    row.settled_by = work.actor.person.filter(|_| settled);
    row.settled_at = settled.then_some(work.now);
    row.into_active_model().reset_all().update(work.db()).await?;
    Ok(())
}

async fn add_post(work: &Work<'_>, thread: Uuid, author: Uuid, body: String) -> Result<(), Problem> {
    let row = comment_post::Model { id: work.id(), thread_id: thread, author_id: author, body, at: work.now };
    comment_post::Entity::insert(row.into_active_model()).exec_without_returning(work.db()).await?;
    Ok(())
}

fn person(work: &Work<'_>) -> Result<Uuid, Problem> {
    work.actor.person.ok_or_else(|| Problem::new(Code::Forbidden))
}

async fn text_of(work: &Work<'_>, on: &OnDesk, on_text: Compared) -> Result<(Option<Uuid>, Content), Problem> {
    let id = match on_text {
        Compared::Working => return Ok((None, on.content.clone())),
        Compared::Live => on.publication.as_ref().map(|p| p.revision_id).ok_or_else(Problem::not_found)?,
        Compared::Revision(id) => id,
    };
    let row = find_revision(work.db(), on.item.id, id).await?;
    Ok((Some(id), Frozen::open(&row.content)?.content))
}

/// The passage as the stored text has it, with its own surroundings.
fn passage(content: &Content, anchor: &AnchorRequest) -> Result<Quote, Problem> {
    let mut faults = vec![];
    line(&anchor.exact, "/anchor/exact", QUOTE_MAX, &mut faults);
    line(&anchor.prefix, "/anchor/prefix", 200, &mut faults);
    line(&anchor.suffix, "/anchor/suffix", 200, &mut faults);
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let asked =
        Quote { exact: text::nfc(&anchor.exact), prefix: text::nfc(&anchor.prefix), suffix: text::nfc(&anchor.suffix), position: 0 };
    let part = passages::parts(content).into_iter().find(|part| part.name == anchor.part);
    let found = part.and_then(|part| {
        let looked = Looked::new(&part.text);
        looked.find(&asked).filter(|place| place.fit == Fit::Same).map(|place| looked.quote(place))
    });
    found.ok_or_else(|| {
        Problem::invalid(vec![FieldError::new(
            "/anchor/exact",
            "not_in_text",
            "Không thấy đoạn này trong bài; hãy chọn lại.",
            "The passage is not in the text; select it again.",
        )])
    })
}
