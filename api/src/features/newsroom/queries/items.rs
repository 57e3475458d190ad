//! Items: the list and the one.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, Query as Sql};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::clocks::clock_faces;
use super::tasks::task_views;
use super::{Names, remark_views};
use crate::access::Actor;
use crate::features::newsroom::desk::{self, OnDesk};
use crate::features::newsroom::requirements;
use crate::features::newsroom::views::{ItemSummary, ItemView, LeaseView, PublicationState};
use crate::http::page::{self, Cursor, PageRequest};
use crate::http::{Page, Problem};
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::words::{Kind, State};
use crate::store::entities::{item, lease, publication, remark};
use crate::store::scope::visible_items;

/// Filters of the desk's list.
#[derive(Clone, Debug, Default)]
pub struct ItemFilter {
    pub state: Option<State>,
    pub kind: Option<Kind>,
    pub section: Option<Uuid>,
    pub mine: bool,
    pub q: Option<String>,
    pub by_title: bool,
}

#[derive(Serialize, Deserialize)]
struct ByUpdate(DateTime<Utc>, Uuid);
impl Cursor for ByUpdate {
    fn sane(&self) -> bool {
        page::sane_instant(self.0)
    }
}

#[derive(Serialize, Deserialize)]
struct ByTitle(String, Uuid);
impl Cursor for ByTitle {
    fn sane(&self) -> bool {
        !self.0.contains('\0')
    }
}

/// Items of the desk, newest first or by title. Discarded drafts that were never public are not listed.
pub async fn items(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &ItemFilter,
    page: &PageRequest,
    now: DateTime<Utc>,
) -> Result<Page<ItemSummary>, Problem> {
    let limit = page.limit()?;
    let published = Sql::select().column(publication::Column::Id).from(publication::Entity).to_owned();
    let standing = Condition::any().add(item::Column::State.ne(State::None)).add(item::Column::Id.in_subquery(published));
    let mut query = item::Entity::find().filter(visible_items(actor)).filter(standing);
    if let Some(state) = filter.state {
        query = query.filter(item::Column::State.eq(state));
    }
    if let Some(kind) = filter.kind {
        query = query.filter(item::Column::Kind.eq(kind));
    }
    if let Some(section) = filter.section {
        query = query.filter(item::Column::SectionId.eq(section));
    }
    if filter.mine {
        query = query.filter(item::Column::CreatedBy.eq(actor.person));
    }
    if let Some(q) = filter.q.as_deref().map(str::trim).filter(|q| !q.is_empty()) {
        let pattern = format!("%{}%", q.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
        let like = sea_orm::sea_query::LikeExpr::new(pattern.to_lowercase()).escape('\\');
        query = query.filter(Expr::expr(sea_orm::sea_query::Func::lower(Expr::col((item::Entity, item::Column::Title)))).like(like));
    }
    let (rows, next_cursor) = if filter.by_title {
        if let Some(ByTitle(title, id)) = page.after::<ByTitle>()? {
            query = query.filter(after(item::Column::Title, title, id, false));
        }
        let rows = query.order_by_asc(item::Column::Title).order_by_asc(item::Column::Id).limit(limit + 1).all(db).await?;
        page::cut(rows, limit, |r: &item::Model| ByTitle(r.title.clone(), r.id))
    } else {
        if let Some(ByUpdate(at, id)) = page.after::<ByUpdate>()? {
            query = query.filter(after(item::Column::UpdatedAt, at, id, true));
        }
        let rows = query.order_by_desc(item::Column::UpdatedAt).order_by_desc(item::Column::Id).limit(limit + 1).all(db).await?;
        page::cut(rows, limit, |r: &item::Model| ByUpdate(r.updated_at, r.id))
    };
    Ok(Page { data: summaries(db, &rows, now).await?, next_cursor })
}

fn after(column: item::Column, value: impl Into<sea_orm::Value> + Clone, id: Uuid, descending: bool) -> Condition {
    let beyond = |c: item::Column, v: sea_orm::Value| if descending { c.lt(v) } else { c.gt(v) };
    Condition::any()
        .add(beyond(column, value.clone().into()))
        .add(Condition::all().add(column.eq(value.into())).add(beyond(item::Column::Id, id.into())))
}

async fn summaries(db: &impl ConnectionTrait, rows: &[item::Model], now: DateTime<Utc>) -> Result<Vec<ItemSummary>, Problem> {
    let mut faces = clock_faces(db, rows.iter().map(|r| r.id), now).await?;
    let names =
        Names::load(db, rows.iter().filter_map(|r| r.created_by), rows.iter().map(|r| r.unit_id), rows.iter().filter_map(|r| r.section_id))
            .await?;
    let public = publication::Entity::find().filter(publication::Column::Id.is_in(rows.iter().map(|r| r.id))).all(db).await?;
    let summaries = rows.iter().map(|row| {
        let live = public.iter().find(|p| p.id == row.id);
        ItemSummary {
            id: row.id,
            version: row.version,
            kind: row.kind,
            state: row.state,
            title: row.title.clone(),
            section: row.section_id.and_then(|id| names.sections.get(&id).cloned()),
            unit: names.unit(row.unit_id),
            author: row.created_by.map(|id| names.person(id)),
            lang: row.lang,
            updated_at: rfc3339_vn(row.updated_at),
            publication_status: live.map(|p| p.status),
            path: live.map(|p| p.path.clone()),
            origin: row.origin,
            clock: faces.remove(&row.id).and_then(|all| all.into_iter().next()),
        }
    });
    Ok(summaries.collect())
}

/// One item as the actor sees it.
pub async fn item_view(db: &impl ConnectionTrait, actor: &Actor, id: Uuid, now: DateTime<Utc>) -> Result<ItemView, Problem> {
    let on = OnDesk::find(db, actor, id).await?;
    let frozen = desk::freeze(db, &on.item, on.content.clone()).await?;
    let (_, hash) = frozen.seal()?;
    let lease = lease::Entity::find_by_id(id).one(db).await?.filter(|l| l.expires_at > now);
    let remarks = remark::Entity::find().filter(remark::Column::ItemId.eq(id)).order_by_desc(remark::Column::At).limit(100).all(db).await?;
    let people = remarks.iter().map(|r| r.author_id).chain(on.item.created_by).chain(lease.iter().map(|l| l.user_id));
    let names = Names::load(db, people, std::iter::once(on.item.unit_id), std::iter::empty()).await?;
    let open: Vec<_> = on.open_tasks().cloned().collect();
    Ok(ItemView {
        id,
        kind: on.item.kind,
        state: on.item.state,
        origin: on.item.origin,
        external_id: on.item.external_id.clone(),
        translation_of: on.item.translation_of,
        unit: names.unit(on.item.unit_id),
        created_by: on.item.created_by.map(|p| names.person(p)),
        hash,
        version: on.item.version,
        created_at: rfc3339_vn(on.item.created_at),
        updated_at: rfc3339_vn(on.item.updated_at),
        publication: on.publication.as_ref().map(|p| PublicationState {
            status: p.status,
            path: p.path.clone(),
            published_at: rfc3339_vn(p.published_at),
            revision_hash: p.revision_hash.clone(),
            reason: p.ended_reason.clone(),
        }),
        scheduled_for: on.item.scheduled_for.map(rfc3339_vn),
        correction_note: on.item.correction_note.clone(),
        clocks: clock_faces(db, std::iter::once(id), now).await?.remove(&id).unwrap_or_default(),
        tasks: task_views(db, actor, open, now).await?,
        writable: on.may_write(actor),
        allowed: on.allowed(actor),
        blockers: requirements::to_publish(&frozen),
        lease: lease.map(|l| LeaseView {
            user: names.person(l.user_id),
            expires_at: rfc3339_vn(l.expires_at),
            mine: Some(l.user_id) == actor.person,
        }),
        remarks: remark_views(db, remarks, &names).await?,
        definition: frozen.definition,
        content: on.content,
    })
}
