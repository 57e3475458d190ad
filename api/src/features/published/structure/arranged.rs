//! What the public sees of arrangements: targets by their address of today; what is not public any more is left out.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::features::published::shell::kind_word;
use crate::http::Problem;
use crate::kernel::layout::{Block, CollectionContent, HomeContent, Link, MenuContent, PinStyle, PinsContent, Target};
use crate::kernel::public::PublicationSummary;
use crate::kernel::words::{ArrangementKind, Kind};
use crate::store::entities::{arrangement, arrangement_version, publication, section};
use crate::store::sections;

/// The frame of every page, and what stands on the home page.
#[derive(Serialize, ToSchema)]
pub struct Layout {
    /// Links of the header; empty: the sections are the menu.
    pub header: Vec<ShownLink>,
    pub footer: Vec<ShownLink>,
    /// Blocks of the home page; empty: the usual ones.
    pub blocks: Vec<ShownBlock>,
    /// There are topics, life events to show.
    pub topics: bool,
    pub life_events: bool,
}

/// A link that leads somewhere.
#[derive(Clone, Serialize, ToSchema)]
#[schema(as = ShownLink)]
pub struct ShownLink {
    #[schema(example = "Văn bản")]
    pub label: String,
    pub label_en: Option<String>,
    /// A path of this portal in Vietnamese, or an outside address.
    #[schema(example = "/van-ban")]
    pub href: String,
    pub outside: bool,
    /// The path of a text: it has no English twin.
    pub text: bool,
}

/// The newest of a section or a kind on the home page.
#[derive(Serialize, ToSchema)]
#[schema(as = ShownBlock)]
pub struct ShownBlock {
    pub label: String,
    pub label_en: Option<String>,
    pub href: String,
    /// Ask `GET /publications` with these.
    pub section: Option<String>,
    pub kind: Option<Kind>,
    pub count: u8,
}

/// Something put first.
#[derive(Serialize, ToSchema)]
#[schema(as = ShownPin)]
pub struct ShownPin {
    pub style: PinStyle,
    pub until: Option<NaiveDate>,
    #[schema(value_type = PublicationSummary)]
    pub publication: Value,
}

/// A topic or life event in a list.
#[derive(Serialize, ToSchema)]
pub struct CollectionSummary {
    #[schema(example = "sinh-con")]
    pub slug: String,
    #[schema(example = "Sinh con")]
    pub title: String,
    pub title_en: Option<String>,
    pub lead: Option<String>,
    pub lead_en: Option<String>,
    /// Texts and links that it leads to.
    #[schema(minimum = 0, example = 4)]
    pub size: usize,
}

/// A topic or life event with what it leads to.
#[derive(Serialize, ToSchema)]
pub struct Collection {
    #[schema(example = "sinh-con")]
    pub slug: String,
    #[schema(example = "Sinh con")]
    pub title: String,
    pub title_en: Option<String>,
    pub lead: Option<String>,
    pub lead_en: Option<String>,
    pub items: Vec<ShownItem>,
    pub links: Vec<ShownLink>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = ShownItem)]
pub struct ShownItem {
    pub note: Option<String>,
    #[schema(value_type = PublicationSummary)]
    pub publication: Value,
}

/// The live content of every arrangement of some kinds, in their order.
async fn live(db: &impl ConnectionTrait, kinds: &[ArrangementKind]) -> Result<Vec<(arrangement::Model, Value)>, Problem> {
    let rows = arrangement::Entity::find()
        .filter(arrangement::Column::Kind.is_in(kinds.iter().copied()))
        .filter(arrangement::Column::LiveNo.is_not_null())
        .order_by_asc(arrangement::Column::Position)
        .order_by_asc(arrangement::Column::Id)
        .all(db)
        .await?;
    let mut found = vec![];
    for row in rows {
        if let Some(content) = live_content(db, &row).await? {
            found.push((row, content));
        }
    }
    Ok(found)
}

/// What the public sees of one; nothing where that is nothing.
async fn live_content(db: &impl ConnectionTrait, row: &arrangement::Model) -> Result<Option<Value>, Problem> {
    let Some(no) = row.live_no else { return Ok(None) };
    let version = arrangement_version::Entity::find_by_id((row.id, no)).one(db).await?;
    let content = version.map(|v| serde_json::from_str::<Value>(&v.content)).transpose()?;
    Ok(content.filter(|c| !c.is_null()))
}

/// The menus and blocks.
pub async fn layout(db: &impl ConnectionTrait, day: NaiveDate) -> Result<Layout, Problem> {
    let rows = live(db, &[ArrangementKind::Menu, ArrangementKind::Home]).await?;
    let places = Places::read(db, day).await?;
    let mut layout = Layout { header: vec![], footer: vec![], blocks: vec![], topics: false, life_events: false };
    for (row, content) in rows {
        match (row.kind, row.slug.as_str()) {
            (ArrangementKind::Home, _) => {
                let home: HomeContent = serde_json::from_value(content)?;
                layout.blocks = home.blocks.iter().filter_map(|block| places.block(block)).collect();
            }
            (_, "header") => layout.header = places.links(db, serde_json::from_value::<MenuContent>(content)?.links).await?,
            _ => layout.footer = places.links(db, serde_json::from_value::<MenuContent>(content)?.links).await?,
        }
    }
    layout.topics = !collections(db, ArrangementKind::Topic, day).await?.is_empty();
    layout.life_events = !collections(db, ArrangementKind::LifeEvent, day).await?.is_empty();
    Ok(layout)
}

/// What is pinned at a place on a day: `home`, or a section.
pub async fn pins(db: &impl ConnectionTrait, place: &str, day: NaiveDate) -> Result<Vec<ShownPin>, Problem> {
    let row = arrangement::Entity::find()
        .filter(arrangement::Column::Kind.eq(ArrangementKind::Pins))
        .filter(arrangement::Column::Slug.eq(place))
        .one(db)
        .await?;
    let Some(row) = row else { return Ok(vec![]) };
    let Some(content) = live_content(db, &row).await? else { return Ok(vec![]) };
    let pins: PinsContent = serde_json::from_value(content)?;
    let standing: Vec<_> = pins.pins.into_iter().filter(|pin| pin.until.is_none_or(|until| until >= day)).collect();
    let mut texts = texts(db, standing.iter().map(|pin| pin.item)).await?;
    let shown = standing.into_iter().filter_map(|pin| {
        let publication = texts.remove(&pin.item)?;
        Some(ShownPin { style: pin.style, until: pin.until, publication })
    });
    Ok(shown.collect())
}

/// The topics or life events that lead anywhere.
pub async fn collections(db: &impl ConnectionTrait, kind: ArrangementKind, day: NaiveDate) -> Result<Vec<CollectionSummary>, Problem> {
    let mut found = vec![];
    for (row, content) in live(db, &[kind]).await? {
        let it = collection(db, &row.slug, serde_json::from_value(content)?, day).await?;
        let size = it.items.len() + it.links.len();
        // An empty page is never shown.
        if size > 0 {
            let Collection { slug, title, title_en, lead, lead_en, .. } = it;
            found.push(CollectionSummary { slug, title, title_en, lead, lead_en, size });
        }
    }
    Ok(found)
}

/// One topic or life event.
pub async fn one(db: &impl ConnectionTrait, kind: ArrangementKind, slug: &str, day: NaiveDate) -> Result<Option<Collection>, Problem> {
    let row =
        arrangement::Entity::find().filter(arrangement::Column::Kind.eq(kind)).filter(arrangement::Column::Slug.eq(slug)).one(db).await?;
    let Some(row) = row else { return Ok(None) };
    let Some(content) = live_content(db, &row).await? else { return Ok(None) };
    let found = collection(db, &row.slug, serde_json::from_value(content)?, day).await?;
    Ok(Some(found).filter(|it| it.items.len() + it.links.len() > 0))
}

async fn collection(db: &impl ConnectionTrait, slug: &str, content: CollectionContent, day: NaiveDate) -> Result<Collection, Problem> {
    let CollectionContent { title, title_en, lead, lead_en, items, links } = content;
    let mut texts = texts(db, items.iter().map(|i| i.item)).await?;
    let items = items.into_iter().filter_map(|one| Some(ShownItem { note: one.note, publication: texts.remove(&one.item)? }));
    let items = items.collect();
    let links = if links.is_empty() { vec![] } else { Places::read(db, day).await?.links(db, links).await? };
    Ok(Collection { slug: slug.to_owned(), title, title_en, lead, lead_en, items, links })
}

/// The summaries of listed texts, as everybody gets them.
async fn texts(db: &impl ConnectionTrait, ids: impl Iterator<Item = Uuid>) -> Result<BTreeMap<Uuid, Value>, Problem> {
    let ids: Vec<Uuid> = ids.collect();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows: Vec<(Uuid, String)> = publication::Entity::find()
        .filter(publication::Column::Id.is_in(ids))
        .filter(publication::Column::Listed.eq(true))
        .select_only()
        .column(publication::Column::Id)
        .column(publication::Column::SummaryJson)
        .into_tuple()
        .all(db)
        .await?;
    rows.into_iter().map(|(id, json)| Ok((id, serde_json::from_str(&json)?))).collect()
}

/// The sections that are shown.
struct Places {
    shown: Vec<section::Model>,
    all: Vec<section::Model>,
}

impl Places {
    async fn read(db: &impl ConnectionTrait, day: NaiveDate) -> Result<Self, Problem> {
        let standing = sections::standing(db, day).await?;
        let shown = sections::shown(standing).into_iter().map(|(s, _)| s).collect();
        Ok(Self { shown, all: section::Entity::find().all(db).await? })
    }

    /// The section that holds the content of `id`, if it is shown.
    fn section(&self, id: Uuid) -> Option<&section::Model> {
        let mut id = id;
        for _ in 0..self.all.len() {
            match self.all.iter().find(|s| s.id == id).and_then(|s| s.merged_into) {
                Some(into) => id = into,
                None => break,
            }
        }
        self.shown.iter().find(|s| s.id == id)
    }

    fn block(&self, block: &Block) -> Option<ShownBlock> {
        let (href, section, kind) = match &block.of {
            Target::Section(id) => self.section(*id).map(|s| (format!("/chuyen-muc/{}", s.slug), Some(s.slug.clone()), None))?,
            Target::Kind(kind) => (format!("/{}", kind_word(*kind)?), None, Some(*kind)),
            _ => return None,
        };
        Some(ShownBlock { label: block.label.clone(), label_en: block.label_en.clone(), href, section, kind, count: block.count })
    }

    async fn links(&self, db: &impl ConnectionTrait, links: Vec<Link>) -> Result<Vec<ShownLink>, Problem> {
        let ids = links.iter().filter_map(|link| if let Target::Item(id) = link.to { Some(id) } else { None });
        let texts = texts(db, ids).await?;
        let each = links.into_iter().filter_map(|link| {
            let (href, outside, text) = match &link.to {
                Target::Section(id) => (format!("/chuyen-muc/{}", self.section(*id)?.slug), false, false),
                Target::Kind(kind) => (format!("/{}", kind_word(*kind)?), false, false),
                Target::Item(id) => (texts.get(id)?["path"].as_str()?.to_owned(), false, true),
                Target::Page(path) => (path.clone(), false, false),
                Target::Web(url) => (url.clone(), true, false),
            };
            Some(ShownLink { label: link.label, label_en: link.label_en, href, outside, text })
        });
        Ok(each.collect())
    }
}
