//! Revisions, and what changed between any two states of an item.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::Names;
use super::compare::compare;
use crate::access::Actor;
use crate::features::newsroom::content::Frozen;
use crate::features::newsroom::desk::{self, OnDesk};
use crate::features::newsroom::views::{ApprovalView, DiffView, RevisionDetail, RevisionView};
use crate::http::Problem;
use crate::kernel::dates::rfc3339_vn;
use crate::store::entities::{approval, correction, revision};

pub(super) fn label(row: &revision::Model) -> String {
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
    // An approval is bound to a text: it speaks for every revision of that hash.
    let hashes: Vec<String> = rows.iter().map(|r| r.hash.clone()).collect();
    let approvals = approval::Entity::find()
        .filter(approval::Column::ItemId.is_in(rows.iter().map(|r| r.item_id)))
        .filter(approval::Column::Hash.is_in(hashes))
        .order_by_asc(approval::Column::At)
        .all(db)
        .await?;
    let notes = correction::Entity::find().filter(correction::Column::ItemId.is_in(rows.iter().map(|r| r.item_id))).all(db).await?;
    let people = rows.iter().filter_map(|r| r.created_by).chain(approvals.iter().map(|a| a.actor_id));
    let names = Names::load(db, people, approvals.iter().filter_map(|a| a.unit_id), std::iter::empty()).await?;
    let views = rows.into_iter().map(|r| RevisionView {
        approvals: approvals
            .iter()
            .filter(|a| a.item_id == r.item_id && a.hash == r.hash)
            .map(|a| ApprovalView {
                stage: a.stage,
                basis: a.basis,
                by: names.person(a.actor_id),
                unit: a.unit_id.map(|unit| names.unit(unit)),
                at: rfc3339_vn(a.at),
            })
            .collect(),
        correction: notes.iter().find(|note| note.revision_id == r.id).map(|note| note.note.clone()),
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
    compare(db, from_label, &from, to_label, &to).await
}

pub(super) async fn side(db: &impl ConnectionTrait, on: &OnDesk, which: Compared) -> Result<(String, Frozen), Problem> {
    let id = match which {
        Compared::Working => return Ok(("Bản đang viết".into(), desk::freeze(db, &on.item, on.content.clone()).await?)),
        Compared::Live => on.publication.as_ref().map(|p| p.revision_id).ok_or_else(Problem::not_found)?,
        Compared::Revision(id) => id,
    };
    let row = desk::find_revision(db, on.item.id, id).await?;
    Ok((label(&row), Frozen::open(&row.content)?))
}
