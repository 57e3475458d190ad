//! Where something is used, and which links of public texts lead nowhere.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::access::Actor;
use crate::features::newsroom::desk::OnDesk;
use crate::features::newsroom::references;
use crate::features::newsroom::text_views::{Broken, BrokenView, SectionUsesView, UseView, UsedMediaView, UsesView};
use crate::http::page::{self, Cursor, PageRequest};
use crate::http::{FieldError, Page, Problem};
use crate::kernel::public::PublicationSummary;
use crate::kernel::words::{PublicationStatus, ReferenceManner, ReferenceTarget, State};
use crate::store::entities::{item, live_reference, media, publication, publication_count, section, working_reference};
use crate::store::scope::{visible_items, visible_media};
use crate::store::sql;

/// Places told of; nobody reads more.
const MOST: u64 = 100;
/// References looked at to find them.
const LOOKED_AT: u64 = 1_000;

/// What is asked about: the paths that lead there, or a picture.
enum Target {
    Paths(Vec<String>),
    Media(Uuid),
}

/// Where an item is used.
pub async fn item_uses(db: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Result<UsesView, Problem> {
    OnDesk::find(db, actor, id).await?;
    let mut uses = uses(db, actor, &Target::Paths(references::paths_of(db, id).await?), Some(id)).await?;
    let other = item::Entity::find()
        .filter(visible_items(actor))
        .filter(item::Column::TranslationOf.eq(id))
        .order_by_asc(item::Column::Id)
        .limit(MOST)
        .all(db)
        .await?;
    uses.translations = other.into_iter().map(|row| working_use(row, ReferenceManner::Details)).collect();
    Ok(uses)
}

/// Where a picture is used.
pub async fn media_uses(db: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Result<UsesView, Problem> {
    let known = media::Entity::find_by_id(id).filter(visible_media(actor)).one(db).await?;
    known.ok_or_else(Problem::not_found)?;
    uses(db, actor, &Target::Media(id), None).await
}

/// What stands in a section, and what links to it.
pub async fn section_uses(db: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Result<SectionUsesView, Problem> {
    let row = section::Entity::find_by_id(id).one(db).await?.ok_or_else(Problem::not_found)?;
    let counts = publication_count::Entity::find().filter(publication_count::Column::SectionId.eq(id)).all(db).await?;
    let items = item::Entity::find()
        .filter(visible_items(actor))
        .filter(item::Column::SectionId.eq(id))
        .filter(item::Column::State.ne(State::None))
        .count(db)
        .await?;
    let target = Target::Paths(vec![format!("/chuyen-muc/{}", row.slug)]);
    Ok(SectionUsesView { listed: counts.iter().map(|c| c.listed).sum(), items, links: uses(db, actor, &target, None).await? })
}

/// Refuses, with the places, when public texts lead to this item.
pub async fn in_use(db: &impl ConnectionTrait, id: Uuid) -> Result<(), Problem> {
    let places = live_uses(db, &Target::Paths(references::paths_of(db, id).await?), Some(id)).await?;
    if places.is_empty() {
        return Ok(());
    }
    let told = places.iter().map(|place| {
        let path = place.path.as_deref().unwrap_or_default();
        FieldError::new(
            "/in_use_confirmed",
            "in_use",
            format!("Đang được dẫn tới từ “{}” ({path}).", place.title),
            format!("“{}” ({path}) leads to it.", place.title),
        )
    });
    Err(Problem::invalid(told.collect())
        .detail(
            format!("Nội dung đang được dùng ở {} nơi; xem các nơi đó rồi xác nhận để gỡ.", places.len()),
            format!("It is used in {} places; look at them, then confirm.", places.len()),
        )
        .member("reason", "in_use"))
}

async fn uses(db: &impl ConnectionTrait, actor: &Actor, target: &Target, except: Option<Uuid>) -> Result<UsesView, Problem> {
    let (working, hidden) = working_uses(db, actor, target, except).await?;
    Ok(UsesView { live: live_uses(db, target, except).await?, working, hidden, translations: vec![] })
}

async fn live_uses(db: &impl ConnectionTrait, target: &Target, except: Option<Uuid>) -> Result<Vec<UseView>, Problem> {
    let mut asked = live_reference::Entity::find().filter(match target {
        Target::Paths(paths) => live_reference::Column::Path.is_in(paths.clone()),
        Target::Media(id) => live_reference::Column::MediaId.eq(*id),
    });
    if let Some(own) = except {
        asked = asked.filter(live_reference::Column::ItemId.ne(own));
    }
    let rows =
        asked.order_by_asc(live_reference::Column::ItemId).order_by_asc(live_reference::Column::Ordinal).limit(LOOKED_AT).all(db).await?;
    let manners = first_manners(rows.into_iter().map(|r| (r.item_id, r.manner)));
    if manners.is_empty() {
        return Ok(vec![]);
    }
    let rows = publication::Entity::find()
        .filter(publication::Column::Id.is_in(manners.keys().copied()))
        .filter(publication::Column::Status.ne(PublicationStatus::Withdrawn))
        .order_by_desc(publication::Column::PublishedAt)
        .order_by_asc(publication::Column::Id)
        .limit(MOST)
        .all(db)
        .await?;
    let each = rows.into_iter().map(|row| {
        let summary: PublicationSummary = serde_json::from_str(&row.summary_json)?;
        let manner = manners.get(&row.id).copied().unwrap_or(ReferenceManner::Link);
        Ok(UseView { item_id: row.id, kind: row.kind, title: summary.title, manner, path: Some(row.path), state: State::None })
    });
    each.collect()
}

/// Texts being written: those the actor may know of, and how many others.
async fn working_uses(
    db: &impl ConnectionTrait,
    actor: &Actor,
    target: &Target,
    except: Option<Uuid>,
) -> Result<(Vec<UseView>, u64), Problem> {
    let mut asked = working_reference::Entity::find().filter(match target {
        Target::Paths(paths) => working_reference::Column::Path.is_in(paths.clone()),
        Target::Media(id) => working_reference::Column::MediaId.eq(*id),
    });
    if let Some(own) = except {
        asked = asked.filter(working_reference::Column::ItemId.ne(own));
    }
    let rows = asked
        .order_by_asc(working_reference::Column::ItemId)
        .order_by_asc(working_reference::Column::Ordinal)
        .limit(LOOKED_AT)
        .all(db)
        .await?;
    let manners = first_manners(rows.into_iter().map(|r| (r.item_id, r.manner)));
    if manners.is_empty() {
        return Ok((vec![], 0));
    }
    // A closed edition is what is public: told of there.
    let open = || item::Entity::find().filter(item::Column::Id.is_in(manners.keys().copied())).filter(item::Column::State.ne(State::None));
    let seen = open().filter(visible_items(actor)).order_by_desc(item::Column::UpdatedAt).order_by_asc(item::Column::Id).all(db).await?;
    let hidden = open().count(db).await?.saturating_sub(u64::try_from(seen.len()).unwrap_or(u64::MAX));
    let each = seen.into_iter().take(usize::try_from(MOST).unwrap_or(usize::MAX)).map(|row| {
        let manner = manners.get(&row.id).copied().unwrap_or(ReferenceManner::Link);
        working_use(row, manner)
    });
    Ok((each.collect(), hidden))
}

fn first_manners(rows: impl Iterator<Item = (Uuid, ReferenceManner)>) -> BTreeMap<Uuid, ReferenceManner> {
    let mut manners = BTreeMap::new();
    for (item, manner) in rows {
        manners.entry(item).or_insert(manner);
    }
    manners
}

fn working_use(row: item::Model, manner: ReferenceManner) -> UseView {
    UseView { item_id: row.id, kind: row.kind, title: row.title, manner, path: None, state: row.state }
}

#[derive(Serialize, Deserialize)]
struct ByPlace(Uuid, i64);
impl Cursor for ByPlace {}

#[derive(FromQueryResult)]
struct BrokenRow {
    item_id: Uuid,
    ordinal: i64,
    target: ReferenceTarget,
    manner: ReferenceManner,
    path: Option<String>,
    media_id: Option<Uuid>,
    led_to: Option<PublicationStatus>,
}

const BROKEN: &str = "
SELECT r.item_id, r.ordinal, r.target, r.manner, r.path, r.media_id, led.status AS led_to
FROM live_reference r
LEFT JOIN public_path p ON p.path = r.path
LEFT JOIN publication led ON led.id = p.publication_id
LEFT JOIN publication_media m ON m.publication_id = r.item_id AND m.media_id = r.media_id
WHERE ((r.target IN ('publication', 'unknown') AND (led.id IS NULL OR led.status = 'withdrawn'))
  OR (r.target = 'section' AND NOT EXISTS (
    SELECT 1 FROM section_slug x JOIN section s ON s.id = x.section_id
    WHERE x.slug = substr(r.path, 13) AND s.valid_from <= ? AND (s.valid_to IS NULL OR s.valid_to >= ?)))
  OR (r.target = 'media' AND m.media_id IS NULL))";

/// Links of public texts to own pages that are withdrawn or were never there, and pictures that are missing. Links to other
/// sites are not asked.
pub async fn broken_links(db: &impl ConnectionTrait, today: NaiveDate, page: &PageRequest) -> Result<Page<BrokenView>, Problem> {
    let limit = page.limit()?;
    let mut text = BROKEN.to_owned();
    let mut values: Vec<sea_orm::Value> = vec![today.into(), today.into()];
    if let Some(ByPlace(item, ordinal)) = page.after::<ByPlace>()? {
        text.push_str(" AND (r.item_id > ? OR (r.item_id = ? AND r.ordinal > ?))");
        values.extend([item.into(), item.into(), ordinal.into()]);
    }
    text.push_str(&format!(" ORDER BY r.item_id, r.ordinal LIMIT {}", limit + 1));
    let rows = BrokenRow::find_by_statement(sql::statement(db.get_database_backend(), &text, values)).all(db).await?;
    let (rows, next_cursor) = page::cut(rows, limit, |r| ByPlace(r.item_id, r.ordinal));
    let owners = publication::Entity::find().filter(publication::Column::Id.is_in(rows.iter().map(|r| r.item_id))).all(db).await?;
    let owners: BTreeMap<Uuid, publication::Model> = owners.into_iter().map(|row| (row.id, row)).collect();
    let mut data = vec![];
    for row in rows {
        let Some(owner) = owners.get(&row.item_id) else { continue };
        let summary: PublicationSummary = serde_json::from_str(&owner.summary_json)?;
        data.push(BrokenView {
            item_id: row.item_id,
            kind: owner.kind,
            title: summary.title,
            path: owner.path.clone(),
            status: owner.status,
            manner: row.manner,
            target: row.target,
            href: row.path.or_else(|| row.media_id.map(|id| format!("/api/v1/media/{id}"))).unwrap_or_default(),
            why: match row.target {
                ReferenceTarget::Media => Broken::PictureMissing,
                _ if row.led_to.is_some() => Broken::Withdrawn,
                _ => Broken::NotFound,
            },
        });
    }
    Ok(Page { data, next_cursor })
}

#[derive(FromQueryResult)]
struct Counted {
    media_id: Uuid,
    publications: i64,
}

/// The pictures that most public texts use.
pub async fn most_used_media(db: &impl ConnectionTrait) -> Result<Vec<UsedMediaView>, Problem> {
    let text = "SELECT media_id, COUNT(DISTINCT item_id) AS publications FROM live_reference WHERE media_id IS NOT NULL
GROUP BY media_id ORDER BY publications DESC, media_id LIMIT 20";
    let counted = Counted::find_by_statement(sql::statement(db.get_database_backend(), text, vec![])).all(db).await?;
    let rows = media::Entity::find().filter(media::Column::Id.is_in(counted.iter().map(|c| c.media_id))).all(db).await?;
    let each = counted.into_iter().filter_map(|count| {
        let row = rows.iter().find(|row| row.id == count.media_id)?;
        Some(UsedMediaView { media_id: row.id, filename: row.filename.clone(), alt: row.alt.clone(), publications: count.publications })
    });
    Ok(each.collect())
}
