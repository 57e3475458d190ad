//! The items of `api/demo/items.json`, each walked to its state by the people it names.

use std::collections::HashMap;

use anyhow::{Context, bail};
use chrono::{DateTime, Datelike, TimeDelta, Utc};
use indicatif::ProgressBar;
use rust_embed::RustEmbed;
use sea_orm::{ColumnTrait, EntityTrait, Iterable, QueryFilter};
use serde::Deserialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::letters::Letters;
use super::{actor, consultations, files, kinds, urgent};
use crate::access::Actor;
use crate::features::media;
use crate::features::newsroom::actions::{self, Approval, NewItem};
use crate::features::newsroom::content::{AttachmentRef, Author, Content, LeadImage};
use crate::http::{IfMatch, Problem};
use crate::kernel::dates::{to_vn, vn_instant};
use crate::kernel::public::Source;
use crate::kernel::words::{Field, FlagCode, Genre, InfoClass, Kind, Lang, Origin, Stage, State, TaskState};
use crate::store::changes::Release;
use crate::store::entities::{item, org_unit, review_task, section};
use crate::store::{Call, Site, Work};

#[derive(RustEmbed)]
#[folder = "demo/pictures"]
struct Pictures;

const SECRETARY: &str = "tothuky";
const DEPUTY: &str = "photruongban";

#[derive(Clone, Deserialize)]
struct Item {
    no: u32,
    kind: Kind,
    info_class: InfoClass,
    genre: Option<Genre>,
    section: String,
    unit: String,
    author: String,
    authors: Vec<String>,
    fields: Vec<Field>,
    title: String,
    summary: String,
    body_html: String,
    details: Map<String, Value>,
    source: Source,
    picture: Option<Picture>,
    inline_pictures: Vec<Picture>,
    #[serde(default)]
    files: Vec<files::DemoFile>,
    state: String,
    published_offset_days: Option<i64>,
    /// Counted from this week's Monday instead.
    #[serde(default)]
    published_week_days: Option<i64>,
    scheduled_offset_days: Option<i64>,
    remark: Option<String>,
    correction_note: Option<String>,
    ended_reason: Option<String>,
    reviewed_by: Option<String>,
    #[serde(default)]
    tags: Vec<String>,
}

#[derive(Clone, Deserialize)]
struct Picture {
    file: String,
    alt: String,
    caption: Option<String>,
    #[serde(default)]
    credit: Option<String>,
}

/// Tells the whole story, oldest first; the site's clock is moved along. `today` is the day of installation.
pub async fn tell(site: &Site, today: DateTime<Utc>) -> anyhow::Result<()> {
    let year = to_vn(today).format("%Y").to_string();
    let text = include_str!("../../../demo/items.json").replace("{year}", &year);
    let mut items: Vec<Item> = serde_json::from_str(&text).context("items.json")?;
    let kinds = include_str!("../../../demo/kinds.json").replace("{year}", &year);
    items.extend(serde_json::from_str::<Vec<Item>>(&kinds).context("kinds.json")?);
    let consultations = include_str!("../../../demo/consultations.json");
    items.extend(serde_json::from_str::<Vec<Item>>(consultations).context("consultations.json")?);
    let directory = include_str!("../../../demo/directory.json").replace("{year}", &year);
    items.extend(serde_json::from_str::<Vec<Item>>(&directory).context("directory.json")?);
    let since_monday = i64::from(to_vn(today).date_naive().weekday().num_days_from_monday());
    for item in &mut items {
        item.published_offset_days = item.published_week_days.map(|days| days - since_monday).or(item.published_offset_days);
    }
    items.sort_by_key(|i| i.published_offset_days.unwrap_or(0));
    let bar = ProgressBar::new(items.len() as u64).with_message("nội dung minh họa");
    // Nine days ago at eleven at night.
    let night = vn_instant(to_vn(today).date_naive() - TimeDelta::days(9), 23, 0).context("time")?;
    let mut told = false;
    let mut letters = Letters::default();
    for (n, item) in items.iter().enumerate() {
        // What is public came out at half past nine of its day, the rest was handed in within these last hours.
        let at = match item.published_offset_days {
            Some(days) if days < 0 => (to_vn(today).date_naive() + TimeDelta::days(days)).and_hms_opt(2, 30, 0).context("time")?.and_utc(),
            _ => today - TimeDelta::hours(3),
        };
        let at = (at + TimeDelta::minutes(i64::try_from(n)?)).max(site.clock.now());
        tell_letters(site, today, at, &mut letters).await?;
        if at > night && !told {
            told = true;
            site.clock.set(night.max(site.clock.now()));
            urgent::tell_the_past(site).await.context("an urgent notice of the past")?;
        }
        site.clock.set(at.max(site.clock.now()).min(today));
        Teller { site, today }.walk(item).await.with_context(|| format!("demo item {}: {}", item.no, item.title))?;
        consultations::speak(site, item.no).await.with_context(|| format!("comments on item {}", item.no))?;
        bar.inc(1);
    }
    tell_letters(site, today, today, &mut letters).await?;
    consultations::answer(site).await.context("a reception report")?;
    urgent::tell_the_present(site, today).await.context("an urgent notice")?;
    bar.finish_and_clear();
    Ok(())
}

/// Letters of the days up to `until`; an answer that was put before the board is approved there.
async fn tell_letters(site: &Site, today: DateTime<Utc>, until: DateTime<Utc>, letters: &mut Letters) -> anyhow::Result<()> {
    letters.go_on(site, today, until).await?;
    if let Some(item) = letters.published.take() {
        Teller { site, today }.decide(&actor(site, DEPUTY).await?, item, Release::Now, None).await.context("the published answer")?;
    }
    Ok(())
}

struct Teller<'a> {
    site: &'a Site,
    today: DateTime<Utc>,
}

impl Teller<'_> {
    async fn walk(&self, it: &Item) -> anyhow::Result<()> {
        let author = actor(self.site, &it.author).await?;
        let mut pictures = HashMap::new();
        for picture in it.picture.iter().chain(&it.inline_pictures) {
            pictures.insert(picture.file.clone(), self.add_picture(&author, picture, &it.unit).await?);
        }
        let attachments = files::add(self.site, &author, &it.files, self.unit(&it.unit).await?).await?;
        let id = self.create(it, &author, &pictures, attachments).await?;
        if it.state == "draft" {
            return Ok(());
        }
        self.as_(&author, |work, seen| Box::pin(actions::submit(work, id, seen)), id).await?;
        if self.state(id).await? == State::FieldReview {
            if it.state == "field_review" {
                return Ok(());
            }
            let reviewer = it.reviewed_by.as_deref().context("reviewed_by is missing")?;
            let reviewer = actor(self.site, reviewer).await?;
            if it.state == "returned" {
                return self.give_back(&reviewer, id, it).await;
            }
            self.decide(&reviewer, id, Release::Now, None).await?;
        }
        let secretary = actor(self.site, SECRETARY).await?;
        match it.state.as_str() {
            "editing" => return Ok(()),
            "returned" => return self.give_back(&secretary, id, it).await,
            // Structure goes straight to the board.
            _ if self.state(id).await? == State::BoardReview => {}
            _ => self.as_(&secretary, |work, seen| Box::pin(actions::send_up(work, id, seen)), id).await?,
        }
        if it.state == "board_review" {
            return Ok(());
        }
        let deputy = actor(self.site, DEPUTY).await?;
        if it.state == "scheduled" {
            let at = self.today + TimeDelta::days(it.scheduled_offset_days.context("scheduled_offset_days is missing")?);
            return self.decide(&deputy, id, Release::At, Some(at)).await;
        }
        self.decide(&deputy, id, Release::Now, None).await?;
        if let Some(note) = &it.correction_note {
            self.site.clock.advance(TimeDelta::minutes(40));
            let note = note.clone();
            self.as_(&secretary, |work, seen| Box::pin(async move { actions::correct(work, id, seen, &note).await }), id).await?;
            self.as_(&author, |work, seen| Box::pin(actions::submit(work, id, seen)), id).await?;
            if self.state(id).await? == State::FieldReview {
                let reviewer = actor(self.site, it.reviewed_by.as_deref().context("reviewed_by is missing")?).await?;
                self.decide(&reviewer, id, Release::Now, None).await?;
            }
            self.as_(&secretary, |work, seen| Box::pin(actions::send_up(work, id, seen)), id).await?;
            self.decide(&deputy, id, Release::Now, None).await?;
        }
        match it.state.as_str() {
            // `expired` comes by itself: the worker runs when the story is told.
            "published" | "expired" => Ok(()),
            "withdrawn" => {
                let reason = it.ended_reason.clone().context("ended_reason is missing")?;
                self.as_(&secretary, |work, seen| Box::pin(async move { actions::withdraw(work, id, seen, &reason, true).await }), id).await
            }
            other => bail!("unknown state `{other}`"),
        }
    }

    async fn create(
        &self,
        it: &Item,
        author: &Actor,
        pictures: &HashMap<String, Uuid>,
        attachments: Vec<AttachmentRef>,
    ) -> anyhow::Result<Uuid> {
        let mut body = it.body_html.clone();
        for (file, id) in pictures {
            body = body.replace(&format!("demo:{file}"), &format!("cong-media:{id}"));
        }
        let lead_image = match &it.picture {
            Some(p) => Some(LeadImage { media_id: *pictures.get(&p.file).context("picture")?, alt: None, caption: None }),
            None => None,
        };
        let content = Content {
            attachments,
            tags: it.tags.clone(),
            title: it.title.clone(),
            summary: it.summary.clone(),
            body_html: body,
            details: kinds::linked(self.site, self.today, &it.details, pictures).await?,
            section_id: Some(self.section(&it.section).await?),
            fields: it.fields.clone(),
            info_class: Some(it.info_class),
            genre: it.genre,
            authors: it.authors.iter().map(|name| Author { name: name.clone(), user_id: None }).collect(),
            source: it.source.clone(),
            lead_image,
            lang: Lang::Vi,
        };
        let content = content.clean(it.kind).map_err(Problem::invalid)?;
        let mut work = Work::begin(self.site, Call::new(author.clone(), "demo")).await.map_err(Problem::from)?;
        let new = NewItem {
            kind: it.kind,
            content,
            origin: Origin::Demo,
            external_id: Some(it.no.to_string()),
            translation_of: None,
            unit: Some(self.unit(&it.unit).await?),
        };
        let row = actions::create(&mut work, new).await?;
        work.commit().await.map_err(Problem::from)?;
        Ok(row.id)
    }

    async fn add_picture(&self, author: &Actor, picture: &Picture, unit: &str) -> anyhow::Result<Uuid> {
        let file = Pictures::get(&picture.file).with_context(|| format!("there is no picture {}", picture.file))?;
        let prepared = media::prepare(self.site, file.data.into_owned()).await?;
        let new = media::actions::NewMedia {
            filename: picture.file.clone(),
            alt: Some(picture.alt.clone()),
            caption: picture.caption.clone(),
            rights_owner: Some(picture.credit.clone().unwrap_or_else(|| "Tranh minh họa của dự án Cổng".into())),
            rights_licence: Some("Apache-2.0".into()),
            rights_permission: None,
            unit_id: author.unit.map_or(self.unit(unit).await?, |home| home),
            derived_from: None,
            created_by: author.person.context("a person")?,
        };
        let mut work = Work::begin(self.site, Call::new(author.clone(), "demo")).await.map_err(Problem::from)?;
        let row = media::actions::add(&mut work, prepared, new).await?;
        work.commit().await.map_err(Problem::from)?;
        Ok(row.id)
    }

    async fn as_<F>(&self, who: &Actor, act: F, id: Uuid) -> anyhow::Result<()>
    where
        F: for<'w, 's> FnOnce(&'w mut Work<'s>, IfMatch) -> std::pin::Pin<Box<dyn Future<Output = Result<(), Problem>> + 'w>>,
    {
        self.site.clock.advance(TimeDelta::minutes(2));
        let version = self.item(id).await?.version;
        let mut work = Work::begin(self.site, Call::new(who.clone(), "demo")).await.map_err(Problem::from)?;
        act(&mut work, IfMatch(version)).await?;
        work.commit().await.map_err(Problem::from)?;
        Ok(())
    }

    async fn decide(&self, who: &Actor, id: Uuid, release: Release, publish_at: Option<DateTime<Utc>>) -> anyhow::Result<()> {
        self.site.clock.advance(TimeDelta::minutes(2));
        // A reviewer decides their own unit's task; the board has one.
        let tasks = self.open_tasks(id).await?;
        let units = who.units();
        let task = tasks.iter().find(|t| t.unit_id.is_some_and(|u| units.contains(&u))).or(tasks.first()).context("no open task")?;
        let said = Approval {
            remark: None,
            checklist_confirmed: true,
            confirmed_flags: FlagCode::iter().collect(),
            release,
            publish_at,
            seen: None,
            only_this_step: false,
        };
        let mut work = Work::begin(self.site, Call::new(who.clone(), "demo")).await.map_err(Problem::from)?;
        actions::approve_task(&mut work, task.id, said).await?;
        work.commit().await.map_err(Problem::from)?;
        Ok(())
    }

    async fn give_back(&self, who: &Actor, id: Uuid, it: &Item) -> anyhow::Result<()> {
        self.site.clock.advance(TimeDelta::minutes(2));
        let task = self.open_tasks(id).await?.into_iter().find(|t| t.stage != Stage::BoardReview).context("no open task")?;
        let remark = it.remark.as_deref().context("remark is missing")?;
        let mut work = Work::begin(self.site, Call::new(who.clone(), "demo")).await.map_err(Problem::from)?;
        actions::return_task(&mut work, task.id, remark).await?;
        work.commit().await.map_err(Problem::from)?;
        Ok(())
    }

    async fn open_tasks(&self, id: Uuid) -> anyhow::Result<Vec<review_task::Model>> {
        let open = review_task::Column::State.eq(TaskState::Open);
        Ok(review_task::Entity::find().filter(review_task::Column::ItemId.eq(id)).filter(open).all(self.site.read()).await?)
    }

    async fn item(&self, id: Uuid) -> anyhow::Result<item::Model> {
        item::Entity::find_by_id(id).one(self.site.read()).await?.context("the item is gone")
    }

    async fn state(&self, id: Uuid) -> anyhow::Result<State> {
        Ok(self.item(id).await?.state)
    }

    async fn section(&self, slug: &str) -> anyhow::Result<Uuid> {
        let row = section::Entity::find().filter(section::Column::Slug.eq(slug)).one(self.site.read()).await?;
        Ok(row.with_context(|| format!("there is no section `{slug}`"))?.id)
    }

    async fn unit(&self, code: &str) -> anyhow::Result<Uuid> {
        let row = org_unit::Entity::find().filter(org_unit::Column::Code.eq(code)).one(self.site.read()).await?;
        Ok(row.with_context(|| format!("there is no unit `{code}`"))?.id)
    }
}
