//! The pages of structure: what stands in them before any script runs, and what machines are told.

use std::fmt::Write;

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Value, json};

use super::arranged::{self, Collection, CollectionSummary};
use super::{boundary, hours, officials, week};
use crate::features::published::feeds::Masthead;
use crate::features::published::seo::escape;
use crate::http::{Problem, Whole};
use crate::kernel::dates::to_vn;
use crate::kernel::words::{ArrangementKind, Lang, UnitKind};
use crate::store::profile::SiteProfile;
use crate::store::{Site, boundaries};

/// A page of structure, by its address.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place<'p> {
    About,
    Directory,
    Chart,
    Schedule,
    Hours,
    Map,
    LifeEvents,
    LifeEvent(&'p str),
    Topics,
    Topic(&'p str),
}

/// Words of the route table.
pub const WORDS: [&str; 8] =
    ["gioi-thieu", "danh-ba", "so-do-to-chuc", "lich-lanh-dao", "gio-lam-viec", "ban-do", "su-kien-doi-song", "chu-de"];

impl<'p> Place<'p> {
    pub fn read(parts: &[&'p str]) -> Option<Self> {
        Some(match parts {
            ["gioi-thieu"] => Self::About,
            ["danh-ba"] => Self::Directory,
            ["so-do-to-chuc"] => Self::Chart,
            ["lich-lanh-dao"] => Self::Schedule,
            ["gio-lam-viec"] => Self::Hours,
            ["ban-do"] => Self::Map,
            ["su-kien-doi-song"] => Self::LifeEvents,
            ["su-kien-doi-song", slug] => Self::LifeEvent(slug),
            ["chu-de"] => Self::Topics,
            ["chu-de", slug] => Self::Topic(slug),
            _ => return None,
        })
    }

    fn titles(self) -> (&'static str, &'static str) {
        match self {
            Self::About => ("Giới thiệu", "About the ward"),
            Self::Directory => ("Danh bạ", "Directory"),
            Self::Chart => ("Sơ đồ tổ chức", "Organisation chart"),
            Self::Schedule => ("Lịch làm việc của lãnh đạo", "Leaders’ schedule"),
            Self::Hours => ("Liên hệ, giờ làm việc", "Contacts and opening hours"),
            Self::Map => ("Bản đồ địa giới", "Map of the ward"),
            Self::LifeEvents | Self::LifeEvent(_) => ("Sự kiện đời sống", "Life events"),
            Self::Topics | Self::Topic(_) => ("Chủ đề", "Topics"),
        }
    }

    /// Its path in Vietnamese.
    pub fn bare(self) -> String {
        match self {
            Self::About => "/gioi-thieu".into(),
            Self::Directory => "/danh-ba".into(),
            Self::Chart => "/so-do-to-chuc".into(),
            Self::Schedule => "/lich-lanh-dao".into(),
            Self::Hours => "/gio-lam-viec".into(),
            Self::Map => "/ban-do".into(),
            Self::LifeEvents => "/su-kien-doi-song".into(),
            Self::LifeEvent(slug) => format!("/su-kien-doi-song/{slug}"),
            Self::Topics => "/chu-de".into(),
            Self::Topic(slug) => format!("/chu-de/{slug}"),
        }
    }
}

/// What goes into a page.
pub struct Made {
    pub title: String,
    pub about: String,
    /// Visible before any script runs.
    pub content: String,
    /// What the app asks first: address and answer.
    pub answers: Vec<(String, String)>,
    pub json_ld: Option<Value>,
}

/// Makes a page. Nothing to show is 404: an empty page is never shown.
pub async fn make(site: &Site, lang: Lang, place: Place<'_>) -> Result<Made, Problem> {
    let english = lang == Lang::En;
    let (vi, en) = place.titles();
    let title = if english { en } else { vi }.to_owned();
    let today = to_vn(site.clock.now()).date_naive();
    let masthead = Masthead::read(site).await?;
    let office = json!({"@type": "GovernmentOrganization", "name": masthead.name, "url": format!("{}/", site.settings.public_url)});
    let mut made = Made { about: String::new(), content: format!("<h1>{}</h1>", escape(&title)), title, answers: vec![], json_ld: None };
    match place {
        Place::About => about(site, english, &mut made).await?,
        Place::Directory => directory(site, today, office, &mut made).await?,
        Place::Chart => chart(site, english, today, office, &mut made).await?,
        Place::Schedule => schedule(site, english, today, &mut made).await?,
        Place::Hours => opening(site, today, office, &mut made).await?,
        Place::Map => map(site, english, office, &mut made).await?,
        Place::LifeEvents => collections(site, english, today, ArrangementKind::LifeEvent, &mut made).await?,
        Place::Topics => collections(site, english, today, ArrangementKind::Topic, &mut made).await?,
        Place::LifeEvent(slug) => collection(site, english, today, (ArrangementKind::LifeEvent, slug), &mut made).await?,
        Place::Topic(slug) => collection(site, english, today, (ArrangementKind::Topic, slug), &mut made).await?,
    }
    Ok(made)
}

fn answer(made: &mut Made, address: impl Into<String>, body: &impl Serialize) -> Result<(), Problem> {
    made.answers.push((address.into(), serde_json::to_string(body)?));
    Ok(())
}

/// Writing into a String cannot fail.
macro_rules! put {
    ($made:expr, $($say:tt)*) => { let _ = write!($made.content, $($say)*); };
}

async fn about(site: &Site, english: bool, made: &mut Made) -> Result<(), Problem> {
    let prefix = if english { "/en" } else { "" };
    let has_map = boundaries::is_set(site.read()).await?;
    put!(made, "<ul>");
    for place in [Place::Chart, Place::Directory, Place::Schedule, Place::Hours, Place::Map] {
        if place == Place::Map && !has_map {
            continue;
        }
        let (vi, en) = place.titles();
        put!(made, "<li><a href=\"{prefix}{}\">{}</a></li>", place.bare(), escape(if english { en } else { vi }));
    }
    put!(made, "</ul>");
    Ok(())
}

async fn directory(site: &Site, today: NaiveDate, office: Value, made: &mut Made) -> Result<(), Problem> {
    let found = officials::officials(site, today).await?;
    let mut unit = None;
    let mut people = vec![];
    for one in &found {
        if unit != Some(&one.unit_name) {
            if unit.is_some() {
                put!(made, "</ul>");
            }
            put!(made, "<h2>{}</h2><ul>", escape(&one.unit_name));
            unit = Some(&one.unit_name);
        }
        let tel: String = one.phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        put!(made, "<li><a href=\"{}\">{}</a>, {}", escape(&one.path), escape(&one.full_name), escape(&one.position));
        put!(made, "; <a href=\"tel:{tel}\">{}</a>; <a href=\"mailto:{1}\">{1}</a></li>", escape(&one.phone), escape(&one.email));
        people.push(json!({
            "@type": "Person", "name": one.full_name, "jobTitle": one.position, "telephone": one.phone, "email": one.email,
            "url": format!("{}{}", site.settings.public_url, one.path), "worksFor": {"@type": "GovernmentOrganization", "name": one.unit_name},
        }));
    }
    if unit.is_some() {
        put!(made, "</ul>");
    }
    let mut ward = office;
    ward["@context"] = "https://schema.org".into();
    ward["employee"] = people.into();
    made.json_ld = Some(ward);
    answer(made, "/api/v1/officials", &Whole { data: found })
}

async fn chart(site: &Site, english: bool, today: NaiveDate, office: Value, made: &mut Made) -> Result<(), Problem> {
    let units: Vec<_> = officials::units(site, today).await?.into_iter().filter(|u| u.kind != UnitKind::Person).collect();
    let name = |unit: &crate::store::entities::org_unit::Model| {
        if english { unit.name_en.clone().unwrap_or_else(|| unit.name.clone()) } else { unit.name.clone() }
    };
    put!(made, "<ul>");
    for unit in units.iter().filter(|u| u.parent_id.is_none_or(|p| units.iter().all(|o| o.id != p))) {
        put!(made, "<li>{}", escape(&name(unit)));
        let below: Vec<_> = units.iter().filter(|u| u.parent_id == Some(unit.id)).collect();
        if !below.is_empty() {
            let items = below.iter().map(|u| format!("<li>{}</li>", escape(&name(u))));
            put!(made, "<ul>{}</ul>", items.collect::<String>());
        }
        put!(made, "</li>");
    }
    put!(made, "</ul>");
    let parts = units.iter().map(|u| json!({"@type": "GovernmentOrganization", "name": u.name}));
    let mut ward = office;
    ward["@context"] = "https://schema.org".into();
    ward["subOrganization"] = parts.collect();
    made.json_ld = Some(ward);
    Ok(())
}

async fn schedule(site: &Site, english: bool, today: NaiveDate, made: &mut Made) -> Result<(), Problem> {
    let found = week::of_week(site, week::monday(today)).await?;
    let mut events = vec![];
    for of in &found.schedules {
        put!(made, "<h2>{}</h2><ul>", escape(&of.title));
        for entry in &of.entries {
            let what = entry.what.as_deref().unwrap_or_default();
            let at = entry.starts_at.as_deref().unwrap_or_default();
            let off = if entry.cancelled_at.is_some() { if english { " (cancelled)" } else { " (hoãn, hủy)" } } else { "" };
            put!(made, "<li><time datetime=\"{}\">{}</time>: {}{off}</li>", escape(at), escape(at.get(..16).unwrap_or(at)), escape(what));
            let place = entry.place.as_ref().map(|name| json!({"@type": "Place", "name": name}));
            let status = if entry.cancelled_at.is_some() { "EventCancelled" } else { "EventScheduled" };
            let status = format!("https://schema.org/{status}");
            events.push(json!({"@type": "Event", "name": what, "startDate": at, "endDate": entry.ends_at, "location": place, "eventStatus": status}));
        }
        put!(made, "</ul>");
    }
    let (vi, en) = ("Tuần này chưa có lịch.", "No schedule for this week.");
    if found.schedules.is_empty() {
        put!(made, "<p>{}</p>", if english { en } else { vi });
    }
    if !events.is_empty() {
        made.json_ld = Some(json!({"@context": "https://schema.org", "@graph": events}));
    }
    answer(made, "/api/v1/schedule", &found)
}

async fn opening(site: &Site, today: NaiveDate, office: Value, made: &mut Made) -> Result<(), Problem> {
    let days = hours::days(site, today).await?;
    let contact = SiteProfile::today(site).await?.contact;
    put!(made, "<ul>");
    for day in days.iter().take(7) {
        let sessions: Vec<_> = day.sessions.iter().map(|s| format!("{}–{}", s.from, s.to)).collect();
        let told = if sessions.is_empty() { day.holiday.clone().unwrap_or_else(|| "–".into()) } else { sessions.join(", ") };
        put!(made, "<li>{}: {}</li>", day.date.format("%d/%m/%Y"), escape(&told));
    }
    put!(made, "</ul>");
    let specs = days.iter().flat_map(|day| {
        day.sessions.iter().map(move |s| {
            json!({"@type": "OpeningHoursSpecification", "validFrom": day.date, "validThrough": day.date, "opens": s.from, "closes": s.to})
        })
    });
    let mut ward = office;
    ward["@context"] = "https://schema.org".into();
    ward["@type"] = "GovernmentOffice".into();
    ward["openingHoursSpecification"] = specs.collect();
    ward["address"] = json!(contact.address);
    ward["contactPoint"] =
        json!([{"@type": "ContactPoint", "contactType": "customer service", "telephone": contact.phone, "email": contact.email}]);
    made.json_ld = Some(ward);
    answer(made, "/api/v1/opening-hours", &Whole { data: days })
}

async fn map(site: &Site, english: bool, office: Value, made: &mut Made) -> Result<(), Problem> {
    let (view, outline) = boundary::read(site).await?.ok_or_else(Problem::not_found)?;
    let told = if english { view.description_en.as_ref().unwrap_or(&view.description) } else { &view.description };
    let (path, height) = outline.path(600.0);
    put!(made, "<svg class=\"map\" viewBox=\"-6 -6 612 {:.0}\" role=\"img\" aria-labelledby=\"map-words\">", height + 12.0);
    put!(made, "<path d=\"{path}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"3\" fill-rule=\"evenodd\"/></svg>");
    put!(made, "<p id=\"map-words\">{}</p><p><a href=\"/api/v1/boundary\">GeoJSON</a></p><p>{}</p>", escape(told), escape(&view.source));
    made.about = told.clone();
    let [west, south, east, north] = view.bbox;
    made.json_ld = Some(json!({
        "@context": "https://schema.org", "@type": "AdministrativeArea", "name": office["name"], "description": told,
        "geo": {"@type": "GeoShape", "box": format!("{south} {west} {north} {east}")},
        "hasMap": format!("{}/ban-do", site.settings.public_url),
    }));
    answer(made, "/api/v1/boundary", &view)
}

async fn collections(site: &Site, english: bool, today: NaiveDate, kind: ArrangementKind, made: &mut Made) -> Result<(), Problem> {
    let found = arranged::collections(site.read(), kind, today).await?;
    if found.is_empty() {
        return Err(Problem::not_found());
    }
    let (word, address) = words_of(kind);
    let prefix = if english { "/en" } else { "" };
    put!(made, "<ul>");
    for CollectionSummary { slug, title, title_en, .. } in &found {
        let title = if english { title_en.as_ref().unwrap_or(title) } else { title };
        put!(made, "<li><a href=\"{prefix}/{word}/{}\">{}</a></li>", escape(slug), escape(title));
    }
    put!(made, "</ul>");
    answer(made, address, &Whole { data: found })
}

async fn collection(
    site: &Site,
    english: bool,
    today: NaiveDate,
    (kind, slug): (ArrangementKind, &str),
    made: &mut Made,
) -> Result<(), Problem> {
    let found: Collection = arranged::one(site.read(), kind, slug, today).await?.ok_or_else(Problem::not_found)?;
    made.title = if english { found.title_en.as_ref().unwrap_or(&found.title) } else { &found.title }.clone();
    made.content = format!("<h1>{}</h1>", escape(&made.title));
    let lead = if english { found.lead_en.as_ref().or(found.lead.as_ref()) } else { found.lead.as_ref() };
    if let Some(lead) = lead {
        made.about.clone_from(lead);
        put!(made, "<p>{}</p>", escape(lead));
    }
    put!(made, "<ul>");
    for item in &found.items {
        let said = |name: &str| escape(item.publication[name].as_str().unwrap_or_default());
        put!(made, "<li><a href=\"{}\">{}</a></li>", said("path"), said("title"));
    }
    for link in &found.links {
        put!(made, "<li><a href=\"{}\">{}</a></li>", escape(&link.href), escape(&link.label));
    }
    put!(made, "</ul>");
    let (word, address) = words_of(kind);
    let parts = found.items.iter().map(|i| {
        json!({"@type": "WebPage", "name": i.publication["title"], "url": format!("{}{}", site.settings.public_url, i.publication["path"].as_str().unwrap_or_default())})
    });
    made.json_ld = Some(json!({
        "@context": "https://schema.org", "@type": "CollectionPage", "name": made.title, "description": lead,
        "url": format!("{}/{word}/{slug}", site.settings.public_url), "hasPart": parts.collect::<Value>(),
    }));
    answer(made, format!("{address}/{slug}"), &found)
}

fn words_of(kind: ArrangementKind) -> (&'static str, &'static str) {
    if kind == ArrangementKind::LifeEvent { ("su-kien-doi-song", "/api/v1/life-events") } else { ("chu-de", "/api/v1/topics") }
}

/// The pages that have something to show, for the sitemap.
pub async fn standing(site: &Site) -> Result<Vec<String>, Problem> {
    let today = to_vn(site.clock.now()).date_naive();
    let mut paths: Vec<String> = [Place::About, Place::Directory, Place::Chart, Place::Schedule, Place::Hours].map(Place::bare).into();
    if boundaries::is_set(site.read()).await? {
        paths.push(Place::Map.bare());
    }
    for (kind, list) in [(ArrangementKind::LifeEvent, Place::LifeEvents), (ArrangementKind::Topic, Place::Topics)] {
        let found = arranged::collections(site.read(), kind, today).await?;
        if !found.is_empty() {
            paths.push(list.bare());
        }
        paths.extend(found.iter().map(|one| format!("{}/{}", list.bare(), one.slug)));
    }
    Ok(paths)
}
