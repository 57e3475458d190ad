//! Threads of comments with their passages found again in the text that is asked about.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::Names;
use super::revisions::{Compared, side};
use crate::access::Actor;
use crate::features::newsroom::content::Content;
use crate::features::newsroom::desk::{self, OnDesk};
use crate::features::newsroom::text_views::{AnchorState, PlaceView, PostView, ThreadView};
use crate::features::newsroom::{flagging, passages};
use crate::http::Problem;
use crate::kernel::anchor::{Fit, Looked, Quote};
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::flags::Flag;
use crate::kernel::words::CommentState;
use crate::store::entities::{comment_post, comment_thread, revision};

/// The most threads of an item.
pub const THREADS_MAX: u64 = 300;

/// All threads of an item, oldest first, against one state of its text.
pub async fn threads(db: &impl ConnectionTrait, actor: &Actor, id: Uuid, on_text: Compared) -> Result<Vec<ThreadView>, Problem> {
    let on = OnDesk::find(db, actor, id).await?;
    let content = side(db, &on, on_text).await?.1.content;
    let rows = comment_thread::Entity::find()
        .filter(comment_thread::Column::ItemId.eq(id))
        .order_by_asc(comment_thread::Column::OpenedAt)
        .order_by_asc(comment_thread::Column::Id)
        .limit(THREADS_MAX)
        .all(db)
        .await?;
    views(db, actor, &on, content, rows).await
}

/// One thread against the working copy.
pub async fn thread(db: &impl ConnectionTrait, actor: &Actor, id: Uuid, thread: Uuid) -> Result<ThreadView, Problem> {
    let on = OnDesk::find(db, actor, id).await?;
    let row = find_thread(db, id, thread).await?;
    let content = on.content.clone();
    views(db, actor, &on, content, vec![row]).await?.pop().ok_or_else(Problem::not_found)
}

pub async fn find_thread(db: &impl ConnectionTrait, item: Uuid, thread: Uuid) -> Result<comment_thread::Model, Problem> {
    let found = comment_thread::Entity::find_by_id(thread).filter(comment_thread::Column::ItemId.eq(item)).one(db).await?;
    found.ok_or_else(Problem::not_found)
}

async fn views(
    db: &impl ConnectionTrait,
    actor: &Actor,
    on: &OnDesk,
    content: Content,
    rows: Vec<comment_thread::Model>,
) -> Result<Vec<ThreadView>, Problem> {
    if rows.is_empty() {
        return Ok(vec![]);
    }
    let posts = comment_post::Entity::find()
        .filter(comment_post::Column::ThreadId.is_in(rows.iter().map(|r| r.id)))
        .order_by_asc(comment_post::Column::At)
        .order_by_asc(comment_post::Column::Id)
        .all(db)
        .await?;
    let people = posts.iter().map(|p| p.author_id).chain(rows.iter().filter_map(|r| r.settled_by));
    let names = Names::load(db, people, std::iter::empty(), std::iter::empty()).await?;
    let numbers: BTreeMap<Uuid, i64> = revision::Entity::find()
        .select_only()
        .columns([revision::Column::Id, revision::Column::No])
        .filter(revision::Column::Id.is_in(rows.iter().filter_map(|r| r.revision_id)))
        .into_tuple::<(Uuid, i64)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let may = on.may_comment(actor);
    let found = find_again(content, rows).await?;
    let views = found.into_iter().map(|(row, anchor, place)| ThreadView {
        id: row.id,
        item_id: row.item_id,
        state: row.state,
        revision_no: row.revision_id.and_then(|id| numbers.get(&id).copied()),
        anchor,
        place,
        opened_at: rfc3339_vn(row.opened_at),
        settled_by: row.settled_by.map(|id| names.person(id)),
        settled_at: row.settled_at.map(rfc3339_vn),
        version: row.version,
        allowed: match (may, row.state) {
            (false, _) => vec![],
            (true, CommentState::Open) => vec!["reply".into(), "resolve".into()],
            (true, CommentState::Resolved) => vec!["reply".into(), "reopen".into()],
        },
        posts: posts
            .iter()
            .filter(|p| p.thread_id == row.id)
            .map(|p| PostView { id: p.id, at: rfc3339_vn(p.at), author: names.person(p.author_id), body: p.body.clone() })
            .collect(),
        part: row.part,
        quote: row.quote,
    });
    Ok(views.collect())
}

type Found = (comment_thread::Model, AnchorState, Option<PlaceView>);

/// Work for the processor when texts are long: off the event loop.
async fn find_again(content: Content, rows: Vec<comment_thread::Model>) -> Result<Vec<Found>, Problem> {
    let found = tokio::task::spawn_blocking(move || {
        let texts: BTreeMap<String, Looked> =
            passages::parts(&content).into_iter().map(|part| (part.name, Looked::new(&part.text))).collect();
        let each = rows.into_iter().map(|row| {
            let quote = Quote {
                exact: row.quote.clone(),
                prefix: row.prefix.clone(),
                suffix: row.suffix.clone(),
                position: usize::try_from(row.position).unwrap_or(0),
            };
            let looked = texts.get(&row.part);
            match looked.and_then(|text| Some((text, text.find(&quote)?))) {
                None => (row, AnchorState::Detached, None),
                Some((text, place)) => {
                    let now = text.quote(place);
                    let state = if place.fit == Fit::Same { AnchorState::Same } else { AnchorState::Changed };
                    let view = PlaceView { start: place.start, end: place.end, exact: now.exact, prefix: now.prefix, suffix: now.suffix };
                    (row, state, Some(view))
                }
            }
        });
        each.collect()
    });
    found.await.map_err(|_| Problem::new(crate::http::Code::Internal))
}

/// What the program notices in one state of an item's text.
pub async fn flags(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: Uuid,
    on_text: Compared,
    today: chrono::NaiveDate,
) -> Result<Vec<Flag>, Problem> {
    let on = OnDesk::find(db, actor, id).await?;
    let frozen = side(db, &on, on_text).await?.1;
    Ok(flagging::flags_of(db, &frozen, today).await?)
}

/// The same of the working copy inside a dry run, whoever may see it.
pub async fn working_flags(db: &impl ConnectionTrait, actor: &Actor, id: Uuid, today: chrono::NaiveDate) -> Result<Vec<Flag>, Problem> {
    let on = OnDesk::find(db, actor, id).await?;
    let frozen = desk::freeze(db, &on.item, on.content.clone()).await?;
    Ok(flagging::flags_of(db, &frozen, today).await?)
}
