//! Reading for the desk. Every list is scoped by who asks: `visible_items` is in each query.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, Query as Sql};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::content::Frozen;
use super::desk::{self, OnDesk};
use super::views::*;
use super::{policy, requirements};
use crate::access::{Actor, Permission};
use crate::http::page::{self, Cursor, PageRequest};
use crate::http::{Page, Problem};
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::words::{Kind, Stage, State, TaskState};
use crate::kernel::{diff, html};
use crate::store::entities::{app_user, item, lease, org_unit, publication, remark, review_task, revision, section};
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
impl Cursor for ByUpdate {}

#[derive(Serialize, Deserialize)]
struct ByTitle(String, Uuid);
impl Cursor for ByTitle {}

/// Items of the desk, newest first or by title. Discarded drafts that were never public are not listed.
pub async fn items(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &ItemFilter,
    page: &PageRequest,
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
    Ok(Page { data: summaries(db, &rows).await?, next_cursor })
}

fn after(column: item::Column, value: impl Into<sea_orm::Value> + Clone, id: Uuid, descending: bool) -> Condition {
    let beyond = |c: item::Column, v: sea_orm::Value| if descending { c.lt(v) } else { c.gt(v) };
    Condition::any()
        .add(beyond(column, value.clone().into()))
        .add(Condition::all().add(column.eq(value.into())).add(beyond(item::Column::Id, id.into())))
}

async fn summaries(db: &impl ConnectionTrait, rows: &[item::Model]) -> Result<Vec<ItemSummary>, Problem> {
    let names =
        Names::load(db, rows.iter().filter_map(|r| r.created_by), rows.iter().map(|r| r.unit_id), rows.iter().filter_map(|r| r.section_id))
            .await?;
    let public = publication::Entity::find().filter(publication::Column::Id.is_in(rows.iter().map(|r| r.id))).all(db).await?;
    let summaries = rows.iter().map(|row| {
        let live = public.iter().find(|p| p.id == row.id);
        ItemSummary {
            id: row.id,
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
        }
    });
    Ok(summaries.collect())
}

/// Names looked up together, so that no list asks row by row.
pub struct Names {
    people: BTreeMap<Uuid, String>,
    units: BTreeMap<Uuid, String>,
    sections: BTreeMap<Uuid, SectionView>,
}

impl Names {
    async fn load(
        db: &impl ConnectionTrait,
        people: impl Iterator<Item = Uuid>,
        units: impl Iterator<Item = Uuid>,
        sections: impl Iterator<Item = Uuid>,
    ) -> Result<Self, Problem> {
        let (people, units, sections): (BTreeSet<_>, BTreeSet<_>, BTreeSet<_>) = (people.collect(), units.collect(), sections.collect());
        let mut names = Self { people: BTreeMap::new(), units: BTreeMap::new(), sections: BTreeMap::new() };
        if !people.is_empty() {
            let rows = app_user::Entity::find().filter(app_user::Column::Id.is_in(people)).all(db).await?;
            names.people = rows.into_iter().map(|u| (u.id, u.display_name)).collect();
        }
        if !units.is_empty() {
            let rows = org_unit::Entity::find().filter(org_unit::Column::Id.is_in(units)).all(db).await?;
            names.units = rows.into_iter().map(|u| (u.id, u.name)).collect();
        }
        if !sections.is_empty() {
            let rows = section::Entity::find().filter(section::Column::Id.is_in(sections)).all(db).await?;
            names.sections = rows.into_iter().map(|s| (s.id, SectionView { id: s.id, slug: s.slug, name: s.name })).collect();
        }
        Ok(names)
    }

    fn person(&self, id: Uuid) -> PersonView {
        PersonView { id, display_name: self.people.get(&id).cloned().unwrap_or_default() }
    }

    fn unit(&self, id: Uuid) -> UnitView {
        UnitView { id, name: self.units.get(&id).cloned().unwrap_or_default() }
    }
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
        tasks: task_views(db, actor, open).await?,
        writable: on.may_write(actor),
        allowed: on.allowed(actor),
        blockers: requirements::to_publish(&frozen),
        lease: lease.map(|l| LeaseView {
            user: names.person(l.user_id),
            expires_at: rfc3339_vn(l.expires_at),
            mine: Some(l.user_id) == actor.person,
        }),
        remarks: remark_views(db, remarks, &names).await?,
        content: on.content,
    })
}

async fn remark_views(db: &impl ConnectionTrait, rows: Vec<remark::Model>, names: &Names) -> Result<Vec<RemarkView>, Problem> {
    let ids: BTreeSet<Uuid> = rows.iter().map(|r| r.revision_id).collect();
    let numbers: BTreeMap<Uuid, i64> = revision::Entity::find()
        .select_only()
        .columns([revision::Column::Id, revision::Column::No])
        .filter(revision::Column::Id.is_in(ids))
        .into_tuple::<(Uuid, i64)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let views = rows.into_iter().map(|r| RemarkView {
        id: r.id,
        at: rfc3339_vn(r.at),
        author: names.person(r.author_id),
        stage: r.stage,
        kind: r.kind,
        body: r.body,
        revision_no: numbers.get(&r.revision_id).copied().unwrap_or_default(),
    });
    Ok(views.collect())
}

/// Which tasks a person is asked for.
#[derive(Clone, Debug)]
pub struct TaskFilter {
    pub state: TaskState,
    pub stage: Option<Stage>,
    /// Only those in the actor's own hands.
    pub mine: bool,
}

#[derive(Serialize, Deserialize)]
struct ByOpening(DateTime<Utc>, Uuid);
impl Cursor for ByOpening {}

/// The tasks that the actor may decide, oldest first.
pub async fn tasks(db: &impl ConnectionTrait, actor: &Actor, filter: &TaskFilter, page: &PageRequest) -> Result<Page<TaskView>, Problem> {
    let limit = page.limit()?;
    let mut query = review_task::Entity::find().filter(inbox(actor)).filter(review_task::Column::State.eq(filter.state));
    if let Some(stage) = filter.stage {
        query = query.filter(review_task::Column::Stage.eq(stage));
    }
    if filter.mine {
        query = query.filter(review_task::Column::AssigneeId.eq(actor.person));
    }
    if let Some(ByOpening(at, id)) = page.after::<ByOpening>()? {
        let beyond = Condition::any()
            .add(review_task::Column::OpenedAt.gt(at))
            .add(Condition::all().add(review_task::Column::OpenedAt.eq(at)).add(review_task::Column::Id.gt(id)));
        query = query.filter(beyond);
    }
    let rows = query
        .order_by(review_task::Column::OpenedAt, Order::Asc)
        .order_by(review_task::Column::Id, Order::Asc)
        .limit(limit + 1)
        .all(db)
        .await?;
    let (rows, next_cursor) = page::cut(rows, limit, |r: &review_task::Model| ByOpening(r.opened_at, r.id));
    Ok(Page { data: task_views(db, actor, rows).await?, next_cursor })
}

/// Tasks of the stages that the actor's roles decide; field reviews only of their units.
fn inbox(actor: &Actor) -> Condition {
    let mut any = Condition::any().add(review_task::Column::AssigneeId.eq(actor.person));
    if actor.may(Permission::FieldReview) {
        let units: Vec<Uuid> = actor.units().into_iter().collect();
        any =
            any.add(Condition::all().add(review_task::Column::Stage.eq(Stage::FieldReview)).add(review_task::Column::UnitId.is_in(units)));
    }
    if actor.may(Permission::ItemSendUp) {
        any = any.add(review_task::Column::Stage.eq(Stage::Editing));
    }
    if actor.may(Permission::BoardApprove) {
        any = any.add(review_task::Column::Stage.eq(Stage::BoardReview));
    }
    any
}

async fn task_views(db: &impl ConnectionTrait, actor: &Actor, rows: Vec<review_task::Model>) -> Result<Vec<TaskView>, Problem> {
    let items = item::Entity::find().filter(item::Column::Id.is_in(rows.iter().map(|r| r.item_id))).all(db).await?;
    let revisions: Vec<(Uuid, i64, String, String)> = revision::Entity::find()
        .select_only()
        .columns([revision::Column::Id, revision::Column::No, revision::Column::Hash, revision::Column::Writers])
        .filter(revision::Column::Id.is_in(rows.iter().map(|r| r.revision_id)))
        .into_tuple()
        .all(db)
        .await?;
    let approvals = crate::store::entities::approval::Entity::find()
        .filter(crate::store::entities::approval::Column::ItemId.is_in(rows.iter().map(|r| r.item_id)))
        .filter(crate::store::entities::approval::Column::Stage.eq(Stage::FieldReview))
        .all(db)
        .await?;
    let people = rows.iter().flat_map(|r| r.assignee_id.into_iter().chain(r.closed_by));
    let units = rows.iter().filter_map(|r| r.unit_id).chain(items.iter().map(|i| i.unit_id));
    let names = Names::load(db, people, units, std::iter::empty()).await?;
    let mut views = vec![];
    for row in rows {
        let (Some(item), Some(revision)) = (items.iter().find(|i| i.id == row.item_id), revisions.iter().find(|r| r.0 == row.revision_id))
        else {
            continue;
        };
        let reviewed = approvals.iter().filter(|a| a.item_id == row.item_id).max_by_key(|a| a.at);
        let edited = row.stage == Stage::BoardReview && reviewed.is_some_and(|a| a.hash != revision.2);
        views.push(TaskView {
            id: row.id,
            item: TaskItem { id: item.id, kind: item.kind, title: item.title.clone(), state: item.state, unit: names.unit(item.unit_id) },
            stage: row.stage,
            unit: row.unit_id.map(|u| names.unit(u)),
            fields: serde_json::from_str(&row.fields)?,
            reason: row.reason.clone(),
            state: row.state,
            assignee: row.assignee_id.map(|p| names.person(p)),
            opened_at: rfc3339_vn(row.opened_at),
            closed_at: row.closed_at.map(rfc3339_vn),
            closed_by: row.closed_by.map(|p| names.person(p)),
            revision_no: revision.1,
            edited_since_field_review: edited,
            allowed: task_verbs(actor, &row, &serde_json::from_str::<Vec<Uuid>>(&revision.3)?),
        });
    }
    Ok(views)
}

fn task_verbs(actor: &Actor, task: &review_task::Model, writers: &[Uuid]) -> Vec<String> {
    if task.state != TaskState::Open || !policy::may_decide(actor, task, writers) {
        return vec![];
    }
    let mine = task.assignee_id.is_some() && task.assignee_id == actor.person;
    let mut verbs = vec![if mine { "release" } else { "claim" }];
    if mine || task.assignee_id.is_none() {
        if task.stage != Stage::BoardReview || policy::four_eyes(actor, writers) {
            verbs.push("approve");
        }
        verbs.extend(["return", "reject"]);
    }
    verbs.into_iter().map(str::to_owned).collect()
}

const CHECKLIST: &str = "Tôi xác nhận nội dung không chứa bí mật nhà nước, không thuộc các hành vi bị cấm, không lộ dữ liệu cá nhân và có quyền sử dụng hình ảnh, tư liệu (Điều 6 khoản 2, Điều 8 của Quy chế).";

/// A task with the text, what changed, and what was said before.
pub async fn task_detail(db: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Result<TaskDetail, Problem> {
    let row = review_task::Entity::find_by_id(id).one(db).await?.ok_or_else(Problem::not_found)?;
    let on = OnDesk::find(db, actor, row.item_id).await?;
    let row_revision = desk::find_revision(db, on.item.id, row.revision_id).await?;
    // In `editing` the text on the desk moves on; the Secretariat sees what lies there now.
    let frozen = Frozen::open(&row_revision.content)?;
    let before = last_seen(db, &on, &row).await?;
    let diff = match before {
        Some(before) => Some(compare(label(&before), &Frozen::open(&before.content)?, label(&row_revision), &frozen)),
        None => None,
    };
    let remarks =
        remark::Entity::find().filter(remark::Column::ItemId.eq(on.item.id)).order_by_desc(remark::Column::At).limit(100).all(db).await?;
    let names = Names::load(db, remarks.iter().map(|r| r.author_id), std::iter::empty(), std::iter::empty()).await?;
    let live = on.publication.as_ref().map(|p| p.revision_id);
    let task = task_views(db, actor, vec![row]).await?.pop().ok_or_else(Problem::not_found)?;
    Ok(TaskDetail {
        task,
        revision: RevisionDetail { revision: revision_views(db, vec![row_revision], live).await?.remove(0), content: frozen.content },
        diff,
        remarks: remark_views(db, remarks, &names).await?,
        checklist: Checklist { confirmed_required: true, text: CHECKLIST.into() },
        item_version: on.item.version,
    })
}

/// What the reader of a task knew before: the revision last decided on in an earlier round or stage, else the live one.
async fn last_seen(db: &impl ConnectionTrait, on: &OnDesk, task: &review_task::Model) -> Result<Option<revision::Model>, Problem> {
    let decided = on.tasks.iter().rev().find(|t| {
        t.id != task.id
            && t.opened_at <= task.opened_at
            && t.revision_id != task.revision_id
            && matches!(t.state, TaskState::Returned | TaskState::Approved)
    });
    let id = decided.map(|t| t.revision_id).or(on.publication.as_ref().map(|p| p.revision_id)).filter(|id| *id != task.revision_id);
    match id {
        Some(id) => Ok(Some(desk::find_revision(db, on.item.id, id).await?)),
        None => Ok(None),
    }
}

fn label(row: &revision::Model) -> String {
    match &row.name {
        Some(name) => format!("Bản {}: {name}", row.no),
        None => format!("Bản {}", row.no),
    }
}

/// The revisions of an item, newest first.
pub async fn revisions(db: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Result<Vec<RevisionView>, Problem> {
    let on = OnDesk::find(db, actor, id).await?;
    let rows =
        revision::Entity::find().filter(revision::Column::ItemId.eq(id)).order_by_desc(revision::Column::No).limit(500).all(db).await?;
    revision_views(db, rows, on.publication.map(|p| p.revision_id)).await
}

pub async fn revision_detail(db: &impl ConnectionTrait, actor: &Actor, id: Uuid, revision_id: Uuid) -> Result<RevisionDetail, Problem> {
    let on = OnDesk::find(db, actor, id).await?;
    let row = desk::find_revision(db, id, revision_id).await?;
    let content = Frozen::open(&row.content)?.content;
    Ok(RevisionDetail { revision: revision_views(db, vec![row], on.publication.map(|p| p.revision_id)).await?.remove(0), content })
}

pub async fn revision_views(
    db: &impl ConnectionTrait,
    rows: Vec<revision::Model>,
    live: Option<Uuid>,
) -> Result<Vec<RevisionView>, Problem> {
    let names = Names::load(db, rows.iter().filter_map(|r| r.created_by), std::iter::empty(), std::iter::empty()).await?;
    let views = rows.into_iter().map(|r| RevisionView {
        live: Some(r.id) == live,
        id: r.id,
        no: r.no,
        name: r.name,
        reason: r.reason,
        hash: r.hash,
        title: r.title,
        created_at: rfc3339_vn(r.created_at),
        created_by: r.created_by.map(|p| names.person(p)),
    });
    Ok(views.collect())
}

/// One side of a comparison.
#[derive(Clone, Copy, Debug)]
pub enum Compared {
    Revision(Uuid),
    Live,
    Working,
}

/// Compares any two states of an item.
pub async fn diff_view(db: &impl ConnectionTrait, actor: &Actor, id: Uuid, from: Compared, to: Compared) -> Result<DiffView, Problem> {
    let on = OnDesk::find(db, actor, id).await?;
    let (from_label, from) = side(db, &on, from).await?;
    let (to_label, to) = side(db, &on, to).await?;
    Ok(compare(from_label, &from, to_label, &to))
}

async fn side(db: &impl ConnectionTrait, on: &OnDesk, which: Compared) -> Result<(String, Frozen), Problem> {
    let id = match which {
        Compared::Working => return Ok(("Bản đang viết".into(), desk::freeze(db, &on.item, on.content.clone()).await?)),
        Compared::Live => on.publication.as_ref().map(|p| p.revision_id).ok_or_else(Problem::not_found)?,
        Compared::Revision(id) => id,
    };
    let row = desk::find_revision(db, on.item.id, id).await?;
    Ok((label(&row), Frozen::open(&row.content)?))
}

fn compare(from_label: String, from: &Frozen, to_label: String, to: &Frozen) -> DiffView {
    let as_fields = |f: &Frozen| {
        let mut value = serde_json::to_value(&f.content).unwrap_or_default();
        if let Some(map) = value.as_object_mut() {
            map.remove("body_html");
            map.insert("media".into(), serde_json::to_value(&f.media).unwrap_or_default());
        }
        value
    };
    let (before, after) = (as_fields(from), as_fields(to));
    let keys = before.as_object().into_iter().flatten().map(|(k, _)| k.clone());
    let fields: Vec<FieldChange> = keys
        .filter(|key| before[key] != after[key])
        .map(|field| FieldChange { before: before[&field].clone(), after: after[&field].clone(), field })
        .collect();
    let same_body = from.content.body_html == to.content.body_html;
    let body = diff::words(&html::plain_text(&from.content.body_html), &html::plain_text(&to.content.body_html));
    DiffView { from: Side { label: from_label }, to: Side { label: to_label }, changed: !fields.is_empty() || !same_body, fields, body }
}

/// Counts and beginnings for the desk's first screen.
pub async fn home(db: &impl ConnectionTrait, actor: &Actor) -> Result<HomeView, Problem> {
    let first = PageRequest { limit: Some(10), cursor: None };
    let waiting = TaskFilter { state: TaskState::Open, stage: None, mine: false };
    let tasks = tasks(db, actor, &waiting, &first).await?.data;
    let items = items(db, actor, &ItemFilter { mine: true, ..ItemFilter::default() }, &first).await?.data;
    let mine = |states: &[State]| {
        item::Entity::find().filter(item::Column::CreatedBy.eq(actor.person)).filter(item::Column::State.is_in(states.to_vec()))
    };
    let published =
        Sql::select().column(publication::Column::Id).from(publication::Entity).and_where(publication::Column::Listed.eq(true)).to_owned();
    let counts = Counts {
        drafts: mine(&[State::Draft]).count(db).await?,
        returned: mine(&[State::Returned]).count(db).await?,
        in_review: mine(&[State::Submitted, State::FieldReview, State::Editing, State::BoardReview]).count(db).await?,
        published: item::Entity::find()
            .filter(item::Column::CreatedBy.eq(actor.person))
            .filter(item::Column::Id.in_subquery(published))
            .count(db)
            .await?,
        tasks: review_task::Entity::find().filter(inbox(actor)).filter(review_task::Column::State.eq(TaskState::Open)).count(db).await?,
    };
    Ok(HomeView { counts, tasks, items })
}

/// A person's name.
pub async fn person(db: &impl ConnectionTrait, id: Uuid) -> Result<String, Problem> {
    Ok(app_user::Entity::find_by_id(id).one(db).await?.map(|u| u.display_name).unwrap_or_default())
}
