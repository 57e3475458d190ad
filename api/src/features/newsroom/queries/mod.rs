//! Reading for the desk. Every list is scoped by who asks: `visible_items` is in each query.

mod arrangements;
mod clocks;
mod comments;
mod compare;
mod inbox;
mod items;
mod revisions;
mod routing;
mod tasks;
mod uses;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, Query as Sql};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::views::{Counts, HomeView, PersonView, RemarkView, SectionView, UnitView};
use crate::access::Actor;
use crate::http::Problem;
use crate::http::page::PageRequest;
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::words::State;
use crate::store::entities::{app_user, item, org_unit, publication, remark, revision, section};

pub use arrangements::arrangements;
pub use comments::{THREADS_MAX, flags, thread, threads, working_flags};
pub use inbox::{Hands, TaskDue, TaskFilter, task_counts, tasks};
pub use items::{ItemFilter, item_view, items};
pub use revisions::{Compared, diff_view, revision_detail, revision_views, revisions};
pub use routing::{routing_of, routing_of_item};
pub use tasks::{candidates, kind_of_task, task_detail};
pub use uses::{broken_links, in_use, item_uses, media_uses, most_used_media, section_uses};
pub use words::{word_view, words};

/// Names looked up together, so that no list asks row by row.
pub struct Names {
    people: BTreeMap<Uuid, String>,
    units: BTreeMap<Uuid, String>,
    sections: BTreeMap<Uuid, SectionView>,
}

impl Names {
    pub(in crate::features::newsroom) async fn load(
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

    pub(in crate::features::newsroom) fn person(&self, id: Uuid) -> PersonView {
        PersonView { id, display_name: self.people.get(&id).cloned().unwrap_or_default() }
    }

    pub(in crate::features::newsroom) fn unit(&self, id: Uuid) -> UnitView {
        UnitView { id, name: self.units.get(&id).cloned().unwrap_or_default() }
    }
}

async fn remark_views(db: &impl ConnectionTrait, rows: Vec<remark::Model>, names: &Names) -> Result<Vec<RemarkView>, Problem> {
    // A new draft has none: then nothing is asked while the one writer of SQLite waits.
    if rows.is_empty() {
        return Ok(vec![]);
    }
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

/// Counts and beginnings for the desk's first screen.
pub async fn home(db: &impl ConnectionTrait, actor: &Actor, now: DateTime<Utc>) -> Result<HomeView, Problem> {
    let first = PageRequest { limit: Some(10), cursor: None };
    let waiting = TaskFilter { by_due: true, ..TaskFilter::open(now) };
    let tasks = tasks(db, actor, &waiting, &first).await?.data;
    let items = items(db, actor, &ItemFilter { mine: true, ..ItemFilter::default() }, &first, now).await?.data;
    let mine = |states: &[State]| {
        item::Entity::find().filter(item::Column::CreatedBy.eq(actor.person)).filter(item::Column::State.is_in(states.to_vec()))
    };
    // Asked item by item: a list of all that is public would grow with the portal.
    let published = Sql::select()
        .expr(Expr::value(1))
        .from(publication::Entity)
        .and_where(Expr::col((publication::Entity, publication::Column::Id)).equals((item::Entity, item::Column::Id)))
        .and_where(publication::Column::Listed.eq(true))
        .to_owned();
    let counts = Counts {
        drafts: mine(&[State::Draft]).count(db).await?,
        returned: mine(&[State::Returned]).count(db).await?,
        in_review: mine(&[State::Submitted, State::FieldReview, State::Editing, State::BoardReview]).count(db).await?,
        published: item::Entity::find().filter(item::Column::CreatedBy.eq(actor.person)).filter(Expr::exists(published)).count(db).await?,
        tasks: inbox::waiting(db, actor, now).await?,
    };
    Ok(HomeView { counts, tasks, items })
}

/// A person's name.
pub async fn person(db: &impl ConnectionTrait, id: Uuid) -> Result<String, Problem> {
    Ok(app_user::Entity::find_by_id(id).one(db).await?.map(|u| u.display_name).unwrap_or_default())
}
