//! The one function that renders a publication from its approved revision (decision 12), and the only caller of
//! `store/publications.rs::put`. The bytes hold no host name and nothing that depends on "now".

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::attached::Attached;
use super::content::{Content, Frozen};
use super::definitions;
use super::freshness;
use super::kinds::{self, Details, fields};
use super::relations;
use crate::http::Problem;
use crate::kernel::dates::{rfc3339_vn, to_vn};
use crate::kernel::html::{self, Picture};
use crate::kernel::public::{Correction, Image, Metadata, PublicationFull, PublicationSummary, Rendition, SectionName, UnitName};
use crate::kernel::words::{MediaKind, PublicationStatus};
use crate::kernel::{ids, text};
use crate::store::entities::{approval, correction, item, media, org_unit, publication, revision, section};
use crate::store::profile::SiteProfile;
use crate::store::publications::{self, Key, KeyValue, PublicMedia, Rendered};
use crate::store::search::Found;
use crate::store::{Fault, Work};

/// What came of it.
pub struct Out {
    pub first: bool,
    pub display_until: Option<DateTime<Utc>>,
}

/// Renders the revision and puts it live, in the caller's work. `approval` is the board's, of this very hash.
pub async fn publish(work: &Work<'_>, item: &item::Model, revision: &revision::Model, approval: &approval::Model) -> Result<Out, Problem> {
    if approval.hash != revision.hash {
        return Err(Fault::Defect("the approval is of another text".into()).into());
    }
    let before = publications::find_locked(work, item.id).await?;
    let rendered = render(work, item, revision, approval.id, before.as_ref()).await?;
    let display_until = rendered.display_until;
    let first = publications::put(work, rendered).await?;
    Ok(Out { first, display_until })
}

/// What a search may find of a row, read from the bytes the public gets: the index can be built anew at any time.
pub fn found(row: &publication::Model) -> Result<Found, Problem> {
    let full: PublicationFull = serde_json::from_str(&row.full_json)?;
    Ok(found_of(&full))
}

fn found_of(full: &PublicationFull) -> Found {
    let head = &full.summary;
    let details = full.details.as_object().and_then(|map| kinds::Details::read(head.kind, map).ok());
    let mut lines = vec![head.summary.clone(), head.unit.name.clone()];
    lines.extend(head.authors.iter().cloned());
    lines.extend(details.map(|d| d.search_words()).unwrap_or_default());
    // The facts bring the words of every kind, also of those that the ward defines.
    let cells = full.tables.iter().flat_map(|table| table.rows.iter().flatten()).flatten();
    lines.extend(full.facts.iter().map(|fact| &fact.value).chain(cells).filter(|v| v.is_words()).map(|v| v.value.clone()));
    lines.push(html::plain_text(&full.body_html));
    lines.extend(full.media.iter().filter_map(|image| image.caption.clone()));
    lines.extend(
        full.attachments.iter().flat_map(|file| [Some(file.title.clone()), file.caption.clone(), file.transcript.clone()]).flatten(),
    );
    Found { title: head.title.clone(), number: head.number.clone(), fields: head.fields.clone(), text: lines.join("\n") }
}

/// Shows a live publication anew from its approved revision: what stands beside the text has changed, not the text
/// (decision 12). Returns the revision; nothing where nothing is live, or the answer would be the same.
pub async fn again(work: &Work<'_>, item: &item::Model) -> Result<Option<revision::Model>, Problem> {
    let Some(before) = publications::find_locked(work, item.id).await?.filter(|row| row.status == PublicationStatus::Live) else {
        return Ok(None);
    };
    let found = revision::Entity::find_by_id(before.revision_id).one(work.db()).await?;
    let revision = found.ok_or_else(|| Fault::Defect("a publication without its revision".into()))?;
    let mut rendered = render(work, item, &revision, before.approval_id, Some(&before)).await?;
    let was: PublicationFull = serde_json::from_str(&before.full_json)?;
    let mut full: PublicationFull = serde_json::from_str(&rendered.full_json)?;
    full.summary.revised_at.clone_from(&was.summary.revised_at);
    let now = std::mem::replace(&mut full.summary.updated_at, was.summary.updated_at.clone());
    if full == was {
        return Ok(None);
    }
    full.summary.updated_at = now;
    rendered.summary_json = serde_json::to_string(&full.summary)?;
    rendered.full_json = serde_json::to_string(&full)?;
    publications::put(work, rendered).await?;
    Ok(Some(revision))
}

/// The answer of a publication that has ended but stays readable; `None` where it does not.
pub fn ended(row: &publication::Model, status: PublicationStatus) -> Result<Option<String>, Problem> {
    let note = match status {
        PublicationStatus::Expired => "Đã hết thời gian hiển thị.",
        PublicationStatus::Archived => "Nội dung lưu trữ.",
        PublicationStatus::Superseded => "Đã có nội dung khác thay thế.",
        _ => return Ok(None),
    };
    let mut full: PublicationFull = serde_json::from_str(&row.full_json)?;
    full.summary.status = status;
    full.status_note = Some(note.into());
    Ok(Some(serde_json::to_string(&full)?))
}

async fn render(
    work: &Work<'_>,
    item: &item::Model,
    revision: &revision::Model,
    approval_id: Uuid,
    before: Option<&publication::Model>,
) -> Result<Rendered, Problem> {
    let db = work.db();
    let frozen = Frozen::open(&revision.content)?;
    let content = &frozen.content;
    let details = frozen.details().map_err(|fault| Problem::invalid(vec![fault]))?;
    let (section_id, info_class) = match (content.section_id, content.info_class) {
        (Some(section), Some(class)) => (section, class),
        _ => return Err(Problem::invalid(super::requirements::to_publish(&frozen))),
    };
    let section = section::Entity::find_by_id(section_id).one(db).await?.ok_or_else(|| Fault::Defect("no such section".into()))?;
    let unit = org_unit::Entity::find_by_id(item.unit_id).one(db).await?.ok_or_else(|| Fault::Defect("no such unit".into()))?;
    let (images, attached) = media_of(db, &frozen).await?;
    let lead = content.lead_image.as_ref().and_then(|l| {
        let mut image = images.get(&l.media_id)?.clone();
        image.alt = l.alt.clone().unwrap_or(image.alt);
        image.caption = l.caption.clone().or(image.caption);
        Some(image)
    });
    let corrections =
        correction::Entity::find().filter(correction::Column::ItemId.eq(item.id)).order_by_asc(correction::Column::At).all(db).await?;
    let path = before.map_or_else(|| first_path(item, &content.title), |row| row.path.clone());
    let published_at = before.map_or(work.now, |row| row.published_at);
    let display_until = details.display_until();
    let earlier: Option<Value> = before.map(|row| serde_json::from_str(&row.full_json)).transpose()?;
    let public_details = details.public_details(earlier.as_ref().map(|full| &full["details"]), work.now);
    let public_details = public_details.unwrap_or_else(|| content.details.clone());
    let (shapes, values) = frozen.described();
    // What may not leave the desk is no fact either.
    let values = if frozen.definition.is_some() { &*values } else { &public_details };
    let summary = PublicationSummary {
        id: item.id,
        kind: item.kind,
        info_class,
        genre: content.genre,
        lang: content.lang,
        title: content.title.clone(),
        summary: if content.summary.is_empty() {
            text::plain_excerpt(&html::plain_text(&content.body_html), 240)
        } else {
            content.summary.clone()
        },
        path: path.clone(),
        section: SectionName { id: section.id, slug: section.slug, name: section.name, name_en: section.name_en },
        unit: UnitName { id: unit.id, name: unit.name },
        fields: content.fields.clone(),
        authors: content.authors.iter().map(|a| a.name.clone()).collect(),
        source: content.source.clone(),
        status: PublicationStatus::Live,
        published_at: rfc3339_vn(published_at),
        updated_at: rfc3339_vn(work.now),
        revised_at: before.map(|_| rfc3339_vn(work.now)),
        display_until: display_until.map(rfc3339_vn),
        event: details.event(),
        number: details.number(),
        image: lead,
        kind_name: frozen.definition.as_ref().map(|d| d.name.clone()),
        kind_name_en: frozen.definition.as_ref().and_then(|d| d.name_en.clone()),
        columns: fields::columns(shapes, values),
    };
    let full = PublicationFull {
        body_html: html::resolve_media(&content.body_html, |id| {
            let full = images.get(&id)?.renditions.iter().find(|r| r.name == "full")?;
            let size = u32::try_from(full.width).ok().zip(u32::try_from(full.height).ok());
            Some(Picture { url: full.url.clone(), size })
        }),
        facts: fields::facts(shapes, values),
        tables: fields::tables(shapes, values),
        relations: relations::shown(db, item.id, &frozen).await?,
        metadata: metadata(&frozen, &details, &summary, &images, &attached),
        details: public_details.clone().into(),
        media: content.picture_ids().iter().filter_map(|id| images.get(id).cloned()).collect(),
        attachments: attached.iter().map(|a| a.view.clone()).collect(),
        corrections: corrections.into_iter().map(|c| Correction { at: rfc3339_vn(c.at), note: c.note }).collect(),
        reviewed_on: freshness::reviewed_on(db, item.id).await?,
        stale_since: freshness::stale_since(db, item.id).await?,
        status_note: None,
        attribution: SiteProfile::read(db, to_vn(work.now).date_naive()).await?.attribution_line,
        revision_hash: revision.hash.clone(),
        summary,
    };
    let keys = keys_of(&full, &details, frozen.definition.as_ref().map(|d| d.code.as_str()), shapes, values);
    Ok(Rendered {
        id: item.id,
        kind: item.kind,
        info_class,
        genre: content.genre,
        lang: content.lang,
        section_id,
        unit_id: item.unit_id,
        path,
        sort_title: text::fold(&content.title),
        published_at,
        updated_at: work.now,
        display_until,
        revision_id: revision.id,
        revision_hash: revision.hash.clone(),
        approval_id,
        summary_json: serde_json::to_string(&full.summary)?,
        full_json: serde_json::to_string(&full)?,
        found: found_of(&full),
        keys,
        media: public_media(&images, &attached)?,
    })
}

/// The filters of a row (decision 14), read from the bytes the public gets: they too can be made anew at any time.
pub async fn keys(db: &impl ConnectionTrait, row: &publication::Model) -> Result<Vec<Key>, Problem> {
    let full: PublicationFull = serde_json::from_str(&row.full_json)?;
    let map = full.details.as_object().cloned().unwrap_or_default();
    let details = Details::read(row.kind, &map).map_err(|fault| Problem::invalid(vec![fault]))?;
    let definition = definitions::of(db, row.kind, &map).await?;
    let frozen = Frozen { kind: row.kind, content: Content { details: map, ..Content::default() }, media: BTreeMap::new(), definition };
    let (shapes, values) = frozen.described();
    Ok(keys_of(&full, &details, frozen.definition.as_ref().map(|d| d.code.as_str()), shapes, &values))
}

fn keys_of(
    full: &PublicationFull,
    details: &Details,
    definition: Option<&str>,
    shapes: &[fields::FieldShape],
    values: &Map<String, Value>,
) -> Vec<Key> {
    let text = |name: &'static str, value: String| Key { name: name.into(), value: KeyValue::Text(value) };
    let of_field = full.summary.fields.iter().map(|f| text("field", f.word()));
    let of_kind = definition.map(|code| text("definition", code.to_owned()));
    let mut keys: Vec<_> = of_field.chain(of_kind).chain(fields::keys(shapes, values)).chain(details.keys()).collect();
    if let Details::Document(document) = details {
        keys.extend(relations::keys(document, &full.relations));
    }
    keys
}

/// Dublin Core and schema.org as the kind has them; what every page says is added where pages are made.
fn metadata(
    frozen: &Frozen,
    details: &Details,
    summary: &PublicationSummary,
    media: &BTreeMap<Uuid, Image>,
    attached: &[Attached],
) -> Metadata {
    let linked = details.linked(&frozen.content);
    let Value::Object(mut members) = linked.members else { return Metadata::default() };
    if linked.written && !attached.is_empty() {
        members.entry("associatedMedia").or_insert_with(|| attached.iter().map(|file| file.linked()).collect());
    }
    // Where what the placeholders name is to be had.
    let places = |name: &str| {
        let (of, name) = name.trim_matches(['{', '}']).split_once(':')?;
        if of == "file" {
            return attached.iter().find(|file| file.view.kind.word() == name).map(|file| file.view.url.clone());
        }
        let renditions = &media.get(&Uuid::try_parse(name).ok()?)?.renditions;
        Some(renditions.iter().find(|r| r.name == "full").or(renditions.first())?.url.clone())
    };
    let kind = summary.kind_name.clone().unwrap_or_else(|| summary.kind.names().0.to_owned());
    let named = details.dublin_core();
    let of_kind = named.iter().all(|(name, _)| *name != "type").then(|| ("type".to_owned(), kind));
    let dublin_core = named.into_iter().map(|(name, value)| (name.to_owned(), value)).chain(of_kind).collect();
    Metadata {
        dublin_core,
        schema_type: linked.schema_type.into(),
        written: linked.written,
        members: members.into_iter().filter_map(|(name, value)| Some((name, told(value, summary, &places)?))).collect(),
    }
}

/// A value without what says nothing; the placeholders of kinds are filled.
fn told(value: Value, summary: &PublicationSummary, places: &dyn Fn(&str) -> Option<String>) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::String(text) if text == "{published_at}" => Some(summary.published_at.clone().into()),
        Value::String(text) if text.starts_with("{media:") || text.starts_with("{file:") => places(&text).map(Value::from),
        Value::String(text) => Some(text.replace("{id}", &summary.id.to_string()).into()),
        Value::Array(values) => {
            let values: Vec<_> = values.into_iter().filter_map(|value| told(value, summary, places)).collect();
            (!values.is_empty()).then(|| values.into())
        }
        Value::Object(members) => {
            let members: Map<_, _> = members.into_iter().filter_map(|(name, value)| Some((name, told(value, summary, places)?))).collect();
            members.keys().any(|name| name != "@type").then(|| members.into())
        }
        other => Some(other),
    }
}

/// `/{kind-word}/{slug}-{short-id}`, under `/en` for English; frozen from then on (decision 2).
fn first_path(item: &item::Model, title: &str) -> String {
    let prefix = if item.lang == crate::kernel::words::Lang::En { "/en" } else { "" };
    format!("{prefix}/{}/{}-{}", kinds::path_word(item.kind), text::slug(title), ids::short_id(item.id))
}

#[derive(serde::Deserialize)]
struct StoredRendition {
    name: String,
    width: i64,
    height: i64,
    #[serde(rename = "type")]
    media_type: String,
}

/// Pictures and attachments as the revision froze their words.
async fn media_of(db: &impl ConnectionTrait, frozen: &Frozen) -> Result<(BTreeMap<Uuid, Image>, Vec<Attached>), Problem> {
    let rows = media::Entity::find().filter(media::Column::Id.is_in(frozen.media.keys().copied())).all(db).await?;
    let mut images = BTreeMap::new();
    let mut attached = vec![];
    for attachment in &frozen.content.attachments {
        if let Some((row, words)) = rows.iter().find(|row| row.id == attachment.media_id).zip(frozen.media.get(&attachment.media_id)) {
            attached.push(Attached::of(row, words, attachment));
        }
    }
    for row in rows.into_iter().filter(|row| row.kind == MediaKind::Picture) {
        let Some(words) = frozen.media.get(&row.id) else { continue };
        let stored: Vec<StoredRendition> = serde_json::from_str(&row.renditions)?;
        let renditions = stored.into_iter().map(|r| Rendition {
            url: format!("/api/v1/media/{}/{}", row.id, r.name),
            name: r.name,
            width: r.width,
            height: r.height,
            media_type: r.media_type,
        });
        let credit: Vec<&str> = [&words.owner, &words.licence].into_iter().flatten().map(String::as_str).collect();
        let image = Image {
            media_id: row.id,
            alt: words.alt.clone().or_else(|| words.caption.clone()).unwrap_or_default(),
            caption: words.caption.clone(),
            credit: (!credit.is_empty()).then(|| credit.join(", ")),
            width: row.width,
            height: row.height,
            renditions: renditions.collect(),
            focal: words.focal,
        };
        images.insert(row.id, image);
    }
    Ok((images, attached))
}

fn public_media(images: &BTreeMap<Uuid, Image>, attached: &[Attached]) -> Result<Vec<PublicMedia>, Problem> {
    let pictures =
        images.iter().map(|(id, image)| Ok(PublicMedia { media_id: *id, public_json: serde_json::to_string(image)?, files: vec![] }));
    let files = attached
        .iter()
        .map(|a| Ok(PublicMedia { media_id: a.view.media_id, public_json: serde_json::to_string(&a.view)?, files: a.files.clone() }));
    pictures.chain(files).collect()
}
