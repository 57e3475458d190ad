//! How documents bear on one another. What one states is kept for both ends when it is published; the other end is shown
//! anew at once, without a new approval (decision 12).

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use serde_json::Value;
use uuid::Uuid;

use super::content::Frozen;
use super::kinds::{Details, Document};
use super::{desk, project};
use crate::http::Problem;
use crate::kernel::public::RelatedDocument;
use crate::kernel::validity::{self, Dates};
use crate::kernel::words::{Kind, PublicationStatus};
use crate::store::entities::{document_relation, item, publication};
use crate::store::publications::{Key, KeyValue};
use crate::store::{Change, Fault, Work};

/// Keeps the pairs that this document states from now on. Returns the other ends, those it no longer names among them.
pub async fn keep(work: &Work<'_>, id: Uuid, frozen: &Frozen) -> Result<BTreeSet<Uuid>, Problem> {
    if frozen.kind != Kind::Document {
        return Ok(BTreeSet::new());
    }
    let mut others = drop_stated(work, id).await?;
    let Ok(Details::Document(document)) = frozen.details() else { return Ok(others) };
    for (ordinal, stated) in document.relations.iter().enumerate() {
        let (Some(relation), Some(other)) = (stated.relation, stated.target_id.filter(|other| *other != id)) else { continue };
        if item::Entity::find_by_id(other).filter(item::Column::Kind.eq(Kind::Document)).one(work.db()).await?.is_none() {
            continue;
        }
        let effective_on = stated.effective_on.or(document.effective_on).or(document.issued_on);
        let ordinal = i64::try_from(ordinal).unwrap_or(i64::MAX);
        for (item_id, other_id, relation) in [(id, other, relation), (other, id, relation.inverse())] {
            let row = document_relation::Model {
                stated_by: id,
                ordinal,
                item_id,
                other_id,
                relation,
                provision: stated.provision.clone(),
                effective_on,
            };
            document_relation::Entity::insert(row.into_active_model()).exec_without_returning(work.db()).await?;
        }
        others.insert(other);
    }
    Ok(others)
}

/// Forgets what a document stated; returns the other ends.
async fn drop_stated(work: &Work<'_>, id: Uuid) -> Result<BTreeSet<Uuid>, Fault> {
    let stated = document_relation::Column::StatedBy.eq(id);
    let rows = document_relation::Entity::find().filter(stated.clone()).all(work.db()).await?;
    document_relation::Entity::delete_many().filter(stated).exec(work.db()).await?;
    Ok(rows.into_iter().map(|row| if row.item_id == id { row.other_id } else { row.item_id }).collect())
}

/// A withdrawn document bears on nothing any more.
pub async fn withdrawn(work: &mut Work<'_>, id: Uuid, kind: Kind) -> Result<(), Problem> {
    if kind == Kind::Document {
        let mut others = drop_stated(work, id).await?;
        others.extend(naming(work.db(), id).await?);
        show_anew(work, others).await?;
    }
    Ok(())
}

/// The documents that name this one.
pub async fn naming(db: &impl ConnectionTrait, id: Uuid) -> Result<BTreeSet<Uuid>, Fault> {
    let named = Condition::all().add(document_relation::Column::ItemId.eq(id)).add(document_relation::Column::StatedBy.ne(id));
    let rows = document_relation::Entity::find().filter(named).all(db).await?;
    Ok(rows.into_iter().map(|row| row.stated_by).collect())
}

/// Whether a publication's summary calls the document what this text calls it.
pub fn same_face(summary: &str, frozen: &Frozen) -> bool {
    let before: Value = serde_json::from_str(summary).unwrap_or_default();
    before["title"] == frozen.content.title.as_str()
        && before["number"] == frozen.content.details.get("number").cloned().unwrap_or_default()
}

/// Renders the live ones of these anew, from the revisions that are approved. Returns whether any of them changed.
pub async fn show_anew(work: &mut Work<'_>, ids: BTreeSet<Uuid>) -> Result<bool, Problem> {
    let mut changed = false;
    for id in ids {
        let Some(row) = item::Entity::find_by_id(id).one(work.db()).await? else { continue };
        if let Some(revision) = project::again(work, &row).await? {
            work.record(Change::Reprojected { item: desk::facts(&row), revision: desk::reference(&revision) });
            changed = true;
        }
    }
    Ok(changed)
}

/// What a document's readers see: what it states, with the other end's address, and what others state of it.
pub async fn shown(db: &impl ConnectionTrait, id: Uuid, frozen: &Frozen) -> Result<Vec<RelatedDocument>, Problem> {
    let Ok(Details::Document(document)) = frozen.details() else { return Ok(vec![]) };
    let rows = document_relation::Entity::find()
        .filter(document_relation::Column::ItemId.eq(id))
        .filter(document_relation::Column::StatedBy.ne(id))
        .order_by_asc(document_relation::Column::StatedBy)
        .order_by_asc(document_relation::Column::Ordinal)
        .all(db)
        .await?;
    let ids = rows.iter().map(|row| row.other_id).chain(document.relations.iter().filter_map(|r| r.target_id));
    let public = publication::Entity::find().filter(publication::Column::Id.is_in(ids.collect::<BTreeSet<_>>())).all(db).await?;
    let face = |id: Uuid| {
        let row = public.iter().find(|p| p.id == id && p.status != PublicationStatus::Withdrawn)?;
        let summary: Value = serde_json::from_str(&row.summary_json).ok()?;
        let text = |name: &str| summary[name].as_str().map(str::to_owned);
        Some((text("number"), text("title"), row.path.clone()))
    };
    let mut shown: Vec<RelatedDocument> = vec![];
    for stated in &document.relations {
        let Some(relation) = stated.relation else { continue };
        let found = stated.target_id.and_then(face);
        let id = stated.target_id.filter(|_| found.is_some());
        let (number, title, path) = found.map_or((None, None, None), |(number, title, path)| (number, title, Some(path)));
        let (number, title) = (number.or_else(|| stated.number.clone()), title.or_else(|| stated.title.clone()));
        // Of a draft nothing is told but what this document says itself.
        if number.is_none() && title.is_none() {
            continue;
        }
        shown.push(RelatedDocument {
            id,
            relation,
            number,
            title,
            path,
            provision: stated.provision.clone(),
            effective_on: stated.effective_on.or(document.effective_on).or(document.issued_on),
        });
    }
    for row in rows {
        let Some((number, title, path)) = face(row.other_id) else { continue };
        let told = RelatedDocument {
            id: Some(row.other_id),
            relation: row.relation,
            number,
            title,
            path: Some(path),
            provision: row.provision,
            effective_on: row.effective_on,
        };
        let twice = |one: &RelatedDocument| (one.relation, &one.path, &one.provision) == (told.relation, &told.path, &told.provision);
        if !shown.iter().any(twice) {
            shown.push(told);
        }
    }
    shown.extend(super::consulting::beside_document(db, id).await?);
    Ok(shown)
}

/// Filters of a document (decision 14): its force as spans of days, how it bears on others and on which.
pub fn keys(document: &Document, shown: &[RelatedDocument]) -> Vec<Key> {
    let dates = Dates { effective_on: document.effective_on, expires_on: document.expires_on, stated: document.validity_override };
    let force = validity::spans(dates, shown)
        .into_iter()
        .map(|span| Key { name: "validity".into(), value: KeyValue::Span { word: span.force.word(), from: span.from, until: span.until } });
    let text = |name: &'static str, value: String| Key { name: name.into(), value: KeyValue::Text(value) };
    let words: BTreeSet<String> = shown.iter().map(|one| one.relation.word()).collect();
    let others: BTreeSet<String> = shown.iter().filter_map(|one| Some(one.id?.to_string())).collect();
    force.chain(words.into_iter().map(|word| text("relation", word))).chain(others.into_iter().map(|id| text("related_to", id))).collect()
}
