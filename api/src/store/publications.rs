//! The one door to the public side. What a row says is decided in `features/newsroom/project.rs`; how it is kept, listed
//! and counted, here. Rows are never deleted: an ended publication keeps its id, its path and a reason.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::entities::{correction, counter, public_path, publication, publication_count, publication_key, publication_media, sitemap_page};
use super::{Fault, Work, search};
use crate::kernel::search::Doc;
use crate::kernel::validity;
use crate::kernel::words::{Genre, InfoClass, Kind, Lang, PublicationStatus};

/// A rendered publication: columns for filters, and the bytes the public gets.
#[derive(Clone, Debug)]
pub struct Rendered {
    pub id: Uuid,
    pub kind: Kind,
    pub info_class: InfoClass,
    pub genre: Option<Genre>,
    pub lang: Lang,
    pub section_id: Uuid,
    pub unit_id: Uuid,
    pub path: String,
    pub sort_title: String,
    pub published_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub display_until: Option<DateTime<Utc>>,
    pub revision_id: Uuid,
    pub revision_hash: String,
    pub approval_id: Uuid,
    pub summary_json: String,
    pub full_json: String,
    /// What a search may find of it.
    pub found: search::Found,
    pub keys: Vec<Key>,
    pub media: Vec<PublicMedia>,
}

/// One value of a kind's own filters (decision 14).
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    pub name: std::borrow::Cow<'static, str>,
    pub value: KeyValue,
}

#[derive(Clone, Debug, PartialEq)]
pub enum KeyValue {
    Text(String),
    Int(i64),
    Date(NaiveDate),
    /// What holds from a day until before another. Of one name each word stands at most once.
    Span {
        word: String,
        from: NaiveDate,
        until: NaiveDate,
    },
}

/// A file of an attachment that the public may have: as it was at publishing, whatever becomes of the medium.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MediaFile {
    /// `file` or `captions`.
    pub name: String,
    pub hash: String,
    #[serde(rename = "type")]
    pub media_type: String,
    pub bytes: u64,
    pub filename: Option<String>,
}

/// A picture or attachment this publication lets out, with what the public may know of it.
#[derive(Clone, Debug)]
pub struct PublicMedia {
    pub media_id: Uuid,
    pub public_json: String,
    pub files: Vec<MediaFile>,
}

/// The row as it stands, locked until the work ends.
pub async fn find_locked(work: &Work<'_>, id: Uuid) -> Result<Option<publication::Model>, Fault> {
    Ok(publication::Entity::find_by_id(id).lock_exclusive().one(work.db()).await?)
}

/// Puts a rendered publication live: a new row the first time, the same row ever after. Returns whether it was the first time.
/// The path given at the first time is frozen; the caller renders with it.
pub async fn put(work: &Work<'_>, rendered: Rendered) -> Result<bool, Fault> {
    let tx = work.db();
    let before = find_locked(work, rendered.id).await?;
    let first = before.is_none();
    let n = match &before {
        Some(row) => row.n,
        None => next(tx, "publication_n").await?,
    };
    if let Some(row) = &before {
        publication_media::Entity::delete_many().filter(publication_media::Column::PublicationId.eq(row.id)).exec(tx).await?;
    }
    let row = publication::Model {
        id: rendered.id,
        n,
        kind: rendered.kind,
        info_class: rendered.info_class,
        genre: rendered.genre,
        lang: rendered.lang,
        section_id: rendered.section_id,
        unit_id: rendered.unit_id,
        status: PublicationStatus::Live,
        listed: true,
        path: before.as_ref().map_or(rendered.path, |row| row.path.clone()),
        sort_title: rendered.sort_title,
        published_at: before.as_ref().map_or(rendered.published_at, |row| row.published_at),
        updated_at: rendered.updated_at,
        ended_at: None,
        ended_reason: None,
        display_until: rendered.display_until,
        replaced_by: None,
        revision_id: rendered.revision_id,
        revision_hash: rendered.revision_hash,
        approval_id: rendered.approval_id,
        summary_json: rendered.summary_json,
        full_json: rendered.full_json,
    };
    recount(tx, before.as_ref(), &row).await?;
    if first {
        publication::Entity::insert(row.clone().into_active_model()).exec_without_returning(tx).await?;
        let path = public_path::Model { path: row.path.clone(), publication_id: row.id, canonical: true };
        public_path::Entity::insert(path.into_active_model()).exec_without_returning(tx).await?;
    } else {
        row.clone().into_active_model().reset_all().update(tx).await?;
    }
    put_keys(tx, &row, rendered.keys).await?;
    for media in rendered.media {
        let row = publication_media::Model {
            publication_id: row.id,
            media_id: media.media_id,
            public_json: media.public_json,
            files: serde_json::to_string(&media.files)?,
        };
        publication_media::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    }
    index(tx, &row, Some(rendered.found)).await?;
    note_sitemap(work, n).await?;
    Ok(first)
}

/// The filters of a row's kind, anew.
pub async fn put_keys(tx: &impl ConnectionTrait, row: &publication::Model, keys: Vec<Key>) -> Result<(), Fault> {
    publication_key::Entity::delete_many().filter(publication_key::Column::PublicationN.eq(row.n)).exec(tx).await?;
    let keys = keys.into_iter().enumerate().map(|(ordinal, key)| {
        let (text, int, date) = match key.value {
            KeyValue::Text(v) => (Some(v), None, None),
            KeyValue::Int(v) => (None, Some(v), None),
            KeyValue::Date(v) => (None, None, Some(v)),
            KeyValue::Span { word, from, until } => (Some(word), Some(validity::number(until)), Some(from)),
        };
        let ordinal = i64::try_from(ordinal).unwrap_or(i64::MAX);
        let (name, published_at) = (key.name.into_owned(), row.published_at);
        publication_key::Model { publication_n: row.n, ordinal, name, text, int, date, published_at }.into_active_model()
    });
    let keys: Vec<_> = keys.collect();
    if !keys.is_empty() {
        publication_key::Entity::insert_many(keys).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Puts into the index what a search may find of a row: with what its files say, as far as it lets them out. Nothing of a row
/// that nobody may read.
pub async fn index(tx: &impl ConnectionTrait, row: &publication::Model, found: Option<search::Found>) -> Result<(), Fault> {
    let readable = !matches!(row.status, PublicationStatus::Withdrawn | PublicationStatus::Redirected);
    let Some(found) = found.filter(|_| readable) else { return search::remove(tx, row.n).await };
    let text = search::attached(tx, row.id, &found.text).await?;
    let doc = Doc {
        n: row.n,
        kind: row.kind,
        section: row.section_id,
        unit: row.unit_id,
        lang: row.lang,
        fields: &found.fields,
        published_at: row.published_at,
        ended: !row.listed,
        number: found.number.as_deref(),
        title: &found.title,
        text: &text,
    };
    search::put(tx, &doc).await
}

/// Ends a publication: out of home, lists and feeds. `full_json` is the row's new answer where it stays readable, `found` what
/// a search finds of it then.
pub async fn end(
    work: &Work<'_>,
    row: publication::Model,
    status: PublicationStatus,
    reason: Option<String>,
    full_json: Option<String>,
    found: Option<search::Found>,
) -> Result<(), Fault> {
    let tx = work.db();
    if row.listed {
        count(tx, &row, -1).await?;
    }
    if status == PublicationStatus::Withdrawn {
        // Its pictures go with it; those that another publication lets out stay reachable through that one.
        publication_media::Entity::delete_many().filter(publication_media::Column::PublicationId.eq(row.id)).exec(tx).await?;
        publication_key::Entity::delete_many().filter(publication_key::Column::PublicationN.eq(row.n)).exec(tx).await?;
    }
    let mut row = row.into_active_model();
    row.status = Set(status);
    row.listed = Set(false);
    row.ended_at = Set(Some(work.now));
    row.ended_reason = Set(reason);
    row.updated_at = Set(work.now);
    if let Some(json) = full_json {
        row.full_json = Set(json);
    }
    let row = row.update(tx).await?;
    note_sitemap(work, row.n).await?;
    index(tx, &row, found).await
}

/// Notes a visible correction; the projection shows all of them.
pub async fn note_correction(work: &Work<'_>, item_id: Uuid, revision_id: Uuid, note: String) -> Result<(), Fault> {
    let row = correction::Model { id: work.id(), item_id, revision_id, note, at: work.now };
    correction::Entity::insert(row.into_active_model()).exec_without_returning(work.db()).await?;
    Ok(())
}

/// Addresses in one file of the sitemap; the protocol allows 50,000.
pub const SITEMAP_SPAN: i64 = 10_000;

/// Notes that the sitemap's page with this publication changed.
async fn note_sitemap(work: &Work<'_>, n: i64) -> Result<(), Fault> {
    let row = sitemap_page::ActiveModel { number: Set((n - 1) / SITEMAP_SPAN + 1), changed_at: Set(work.now) };
    let again = OnConflict::column(sitemap_page::Column::Number).update_column(sitemap_page::Column::ChangedAt).to_owned();
    sitemap_page::Entity::insert(row).on_conflict(again).exec_without_returning(work.db()).await?;
    Ok(())
}

/// The next number of a counter. The row stays locked until the work ends, so numbers have no gaps.
async fn next(tx: &impl ConnectionTrait, name: &str) -> Result<i64, Fault> {
    let row = counter::ActiveModel { name: Set(name.into()), value: Set(1) };
    let up = OnConflict::column(counter::Column::Name)
        .value(counter::Column::Value, Expr::col((counter::Entity, counter::Column::Value)).add(1))
        .to_owned();
    counter::Entity::insert(row).on_conflict(up).exec_without_returning(tx).await?;
    let row = counter::Entity::find_by_id(name.to_owned()).one(tx).await?;
    row.map(|r| r.value).ok_or_else(|| Fault::Defect("counter has no row".into()))
}

/// Counts a row that moves between sections. Always in the same order, so that two that swap do not wait for each other.
async fn recount(tx: &impl ConnectionTrait, before: Option<&publication::Model>, after: &publication::Model) -> Result<(), Fault> {
    let mut steps: Vec<(&publication::Model, i64)> = before.into_iter().map(|row| (row, -1)).chain([(after, 1)]).collect();
    steps.sort_by_key(|(row, _)| (row.section_id, row.kind));
    for (row, by) in steps {
        count(tx, row, by).await?;
    }
    Ok(())
}

async fn count(tx: &impl ConnectionTrait, row: &publication::Model, by: i64) -> Result<(), Fault> {
    if !row.listed {
        return Ok(());
    }
    let new = publication_count::ActiveModel { section_id: Set(row.section_id), kind: Set(row.kind), listed: Set(Ord::max(by, 0)) };
    let add = OnConflict::columns([publication_count::Column::SectionId, publication_count::Column::Kind])
        .value(publication_count::Column::Listed, Expr::col((publication_count::Entity, publication_count::Column::Listed)).add(by))
        .to_owned();
    publication_count::Entity::insert(new).on_conflict(add).exec_without_returning(tx).await?;
    Ok(())
}
