//! A ward with ten thousand publications: the demo's units, sections and persons, and rows put live through the store's
//! own door, so that tables, counters, keys and log have their real shape.

use std::sync::Arc;

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use cong::access::{Actor, Door};
use cong::app::{Config, demo, start};
use cong::features::accounts::HashCost;
use cong::features::newsroom::actions::{self, Approval, NewItem};
use cong::features::newsroom::content::{Author, Content};
use cong::features::newsroom::kinds;
use cong::http::caller::load_actor;
use cong::http::{IfMatch, Problem};
use cong::kernel::clock::Clock;
use cong::kernel::dates::{rfc3339_vn, to_vn};
use cong::kernel::public::{Event, Image, Metadata, PublicationFull, PublicationSummary, Rendition, SectionName, Source, UnitName};
use cong::kernel::words::{Field, Genre, InfoClass, Kind, Lang, Origin, PublicationStatus, Stage, TaskState};
use cong::kernel::{canonical, html, ids, text};
use cong::store::cache::Cache;
use cong::store::changes::Release;
use cong::store::entities::{app_user, item, org_unit, review_task, section};
use cong::store::publications::{self, Key, KeyValue, Rendered};
use cong::store::search::Found;
use cong::store::{Call, Change, ItemFacts, RevisionRef, Site, Work};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use crate::prose;
use crate::random::Random;

/// Publications in one transaction.
const BATCH: usize = 500;
/// Which sections hold what, in parts of a hundred. The first is the one that is measured.
const SHELVES: &[(&str, Kind, usize)] = &[
    ("tin-tuc-su-kien", Kind::Article, 50),
    ("thong-bao", Kind::Notice, 15),
    ("tuyen-truyen-huong-dan", Kind::Article, 10),
    ("van-ban", Kind::Document, 20),
    ("dich-vu-cong", Kind::Procedure, 5),
];
const WRITER: &str = "tothuky";
const BOARD: &str = "photruongban";

/// What the measuring needs to know of the ward.
pub struct Ward {
    /// Ids and paths of all publications.
    pub publications: Vec<(Uuid, String)>,
    /// Slugs of the filled sections; the first is the fullest.
    pub sections: Vec<&'static str>,
    pub section_id: Uuid,
    /// Approved items that wait to be published.
    pub held: Vec<(Uuid, i64)>,
    pub username: &'static str,
    pub password: String,
    pub body_bytes: usize,
}

/// Fills the empty database of `config`.
pub async fn fill(config: &Config, count: usize, held: usize) -> anyhow::Result<Ward> {
    let site = start::open(config.site(), Clock::system(), Arc::new(Cache::new(0))).await?;
    let accounts = demo::furnish(&site, HashCost::Standard).await?;
    let password = accounts.iter().find(|a| a.username == BOARD).context("no such account")?.password.clone();
    let sections = section::Entity::find().all(site.read()).await?;
    let units = org_unit::Entity::find().all(site.read()).await?;
    let mut random = Random::new(20_261_123);
    let mut ward = Ward {
        publications: Vec::with_capacity(count),
        sections: SHELVES.iter().map(|s| s.0).collect(),
        section_id: sections.iter().find(|s| s.slug == SHELVES[0].0).context("no such section")?.id,
        held: vec![],
        username: BOARD,
        password,
        body_bytes: 0,
    };
    // The newest came out an hour ago, the others one every forty minutes before it.
    let newest = site.clock.now() - TimeDelta::hours(1);
    for batch in (0..count).collect::<Vec<_>>().chunks(BATCH) {
        let mut work = Work::begin(&site, Call::new(Actor::system(Door::Command), "bench")).await?;
        for n in batch {
            let at = newest - TimeDelta::minutes(40) * i32::try_from(count - n)?;
            let mut left = random.below(100);
            let shelf = SHELVES
                .iter()
                .find(|s| {
                    left < s.2 || {
                        left -= s.2;
                        false
                    }
                })
                .unwrap_or(&SHELVES[0]);
            let section = sections.iter().find(|s| s.slug == shelf.0).context("no such section")?;
            let unit = random.pick(&units);
            let full = publication(&mut random, shelf.1, section, unit, at);
            ward.publications.push((full.summary.id, full.summary.path.clone()));
            let (rendered, change) = rendered(full, section.id, unit.id, at)?;
            ward.body_bytes += rendered.full_json.len();
            publications::put(&work, rendered).await?;
            work.record(change);
        }
        work.commit().await?;
        eprint!("\rseeding: {} of {count} ", ward.publications.len());
    }
    ward.body_bytes /= count.max(1);
    for n in 0..held {
        ward.held.push(approved(&site, &mut random, ward.section_id, n).await?);
    }
    eprintln!();
    Ok(ward)
}

fn publication(random: &mut Random, kind: Kind, section: &section::Model, unit: &org_unit::Model, at: DateTime<Utc>) -> PublicationFull {
    let id = ids::new_id(at);
    let title = prose::title(random);
    let path = format!("/{}/{}-{}", kinds::path_word(kind), text::slug(&title), ids::short_id(id));
    let number = (kind == Kind::Document).then(|| format!("{}/QĐ-UBND", 1 + random.below(3000)));
    let image = (kind == Kind::Article && random.chance(60)).then(|| image(random, at));
    let details = match kind {
        Kind::Article => json!({"occurred_at": rfc3339_vn(at - TimeDelta::hours(3)), "place": "Nhà văn hóa phường"}),
        Kind::Notice => json!({"display_until": null, "audience": "Nhân dân trên địa bàn"}),
        Kind::Document => json!({"number": number, "doc_type": "Quyết định", "issuing_body": "UBND phường", "issuer_relation": "own"}),
        Kind::Procedure => json!({"level": "full", "steps": prose::sentences(random, 4), "dossier": prose::sentences(random, 3)}),
        _ => json!({}),
    };
    let event = Event { occurred_at: rfc3339_vn(at - TimeDelta::hours(3)), place: Some("Nhà văn hóa phường".into()) };
    let summary = PublicationSummary {
        id,
        kind,
        info_class: section.info_class,
        genre: (kind == Kind::Article).then(|| *random.pick(&[Genre::NewsBrief, Genre::Article, Genre::Reportage])),
        lang: Lang::Vi,
        title,
        summary: prose::sentence(random),
        path,
        section: SectionName { id: section.id, slug: section.slug.clone(), name: section.name.clone(), name_en: section.name_en.clone() },
        unit: UnitName { id: unit.id, name: unit.name.clone() },
        fields: vec![*random.pick(&[Field::Culture, Field::Society, Field::Economy])],
        authors: vec![unit.name.clone()],
        source: Source::default(),
        status: PublicationStatus::Live,
        published_at: rfc3339_vn(at),
        updated_at: rfc3339_vn(at),
        revised_at: None,
        display_until: None,
        event: (kind == Kind::Article).then_some(event),
        number,
        image,
        kind_name: None,
        kind_name_en: None,
        columns: vec![],
    };
    let body_html = prose::body(random);
    PublicationFull {
        revision_hash: canonical::hash_of(&body_html).unwrap_or_default(),
        body_html,
        details,
        facts: vec![],
        tables: vec![],
        relations: vec![],
        metadata: Metadata::default(),
        attachments: vec![],
        tags: vec![],
        media: summary.image.iter().cloned().collect(),
        corrections: vec![],
        reviewed_on: None,
        stale_since: None,
        status_note: None,
        attribution: "Theo Cổng thông tin điện tử phường Thành Đông".into(),
        summary,
    }
}

fn image(random: &mut Random, at: DateTime<Utc>) -> Image {
    let id = ids::new_id(at);
    let renditions = [("thumb", 320, 213), ("card", 640, 427), ("full", 1600, 1067)].map(|(name, width, height)| Rendition {
        name: name.into(),
        url: format!("/api/v1/media/{id}/{name}"),
        width,
        height,
        media_type: "image/jpeg".into(),
    });
    Image {
        media_id: id,
        alt: prose::title(random),
        caption: Some(prose::sentence(random)),
        credit: Some("UBND phường Thành Đông".into()),
        focal: None,
        width: 1600,
        height: 1067,
        renditions: renditions.into(),
    }
}

/// The row, as `features/newsroom/project.rs` would render it, and the record of its coming out.
fn rendered(full: PublicationFull, section_id: Uuid, unit_id: Uuid, at: DateTime<Utc>) -> anyhow::Result<(Rendered, Change)> {
    let it = &full.summary;
    let revision = RevisionRef { revision: Uuid::new_v4(), no: 1, hash: full.revision_hash.clone() };
    let approval = Uuid::new_v4();
    let item = ItemFacts {
        item: it.id,
        kind: it.kind,
        class: Some(it.info_class),
        genre: it.genre,
        unit: unit_id,
        section: Some(section_id),
        lang: it.lang,
    };
    let words = [it.summary.as_str(), &it.unit.name, &html::plain_text(&full.body_html)].join("\n");
    let rendered = Rendered {
        id: it.id,
        kind: it.kind,
        info_class: it.info_class,
        genre: it.genre,
        lang: it.lang,
        section_id,
        unit_id,
        path: it.path.clone(),
        sort_title: text::fold(&it.title),
        published_at: at,
        updated_at: at,
        display_until: None,
        revision_id: revision.revision,
        revision_hash: revision.hash.clone(),
        approval_id: approval,
        summary_json: serde_json::to_string(it)?,
        full_json: serde_json::to_string(&full)?,
        found: Found { title: it.title.clone(), number: it.number.clone(), fields: it.fields.clone(), text: words },
        keys: it.fields.iter().map(|f| Key { name: "field".into(), value: KeyValue::Text(f.word()) }).collect(),
        media: vec![],
    };
    let change = Change::Published { item, revision, approval, first: true, correction: false, display_until: None };
    Ok((rendered, change))
}

/// An item on the last step before the public: written, sent up and approved, to be published by hand.
async fn approved(site: &Site, random: &mut Random, section_id: Uuid, n: usize) -> anyhow::Result<(Uuid, i64)> {
    let (writer, board) = (person(site, WRITER).await?, person(site, BOARD).await?);
    let content = Content {
        title: prose::title(random),
        summary: prose::sentence(random),
        body_html: prose::body(random),
        section_id: Some(section_id),
        info_class: Some(InfoClass::NewsEvent),
        genre: Some(Genre::NewsBrief),
        authors: vec![Author { name: "Tổ Thư ký".into(), user_id: None }],
        ..Content::default()
    };
    let content = content.clean(Kind::Article).map_err(Problem::invalid)?;
    let mut work = begin(site, &writer).await?;
    let new = NewItem {
        kind: Kind::Article,
        content,
        origin: Origin::Demo,
        external_id: Some(format!("bench-{n}")),
        translation_of: None,
        unit: None,
    };
    let row = actions::create(&mut work, new).await?;
    work.commit().await?;
    let mut work = begin(site, &writer).await?;
    actions::submit(&mut work, row.id, IfMatch(row.version)).await?;
    work.commit().await?;
    let mut work = begin(site, &writer).await?;
    actions::send_up(&mut work, row.id, IfMatch(version(site, row.id).await?)).await?;
    work.commit().await?;
    let task = review_task::Entity::find()
        .filter(review_task::Column::ItemId.eq(row.id))
        .filter(review_task::Column::Stage.eq(Stage::BoardReview))
        .filter(review_task::Column::State.eq(TaskState::Open))
        .one(site.read())
        .await?
        .context("nothing lies before the board")?;
    let mut work = begin(site, &board).await?;
    let said = Approval {
        remark: None,
        checklist_confirmed: true,
        release: Release::Hold,
        publish_at: None,
        seen: None,
        only_this_step: false,
        confirmed_flags: vec![],
    };
    actions::approve_task(&mut work, task.id, said).await?;
    work.commit().await?;
    Ok((row.id, version(site, row.id).await?))
}

async fn begin<'s>(site: &'s Site, actor: &Actor) -> anyhow::Result<Work<'s>> {
    Ok(Work::begin(site, Call::new(actor.clone(), "bench")).await?)
}

async fn version(site: &Site, id: Uuid) -> anyhow::Result<i64> {
    Ok(item::Entity::find_by_id(id).one(site.read()).await?.context("the item is gone")?.version)
}

async fn person(site: &Site, username: &str) -> anyhow::Result<Actor> {
    let row = app_user::Entity::find().filter(app_user::Column::Username.eq(username)).one(site.read()).await?;
    let day = to_vn(site.clock.now()).date_naive();
    let actor = load_actor(site.read(), row.context("no such account")?.id, day, Door::Command).await?;
    actor.context("the account is not active")
}
