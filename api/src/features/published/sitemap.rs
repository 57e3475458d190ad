//! `sitemap.xml`, its pages, and `robots.txt`. A page holds the publications whose numbers lie in one span, so it never
//! costs more than the span, and what is published tomorrow leaves old pages as they are.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;

use actix_web::{HttpRequest, HttpResponse, get};
use chrono::{DateTime, SecondsFormat, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::shell;
use crate::http::Problem;
use crate::http::public::{self, Draft, Outcome};
use crate::store::entities::{publication_count, section, sitemap_page};
use crate::store::publications::SITEMAP_SPAN as SPAN;
use crate::store::{Fault, Site, sql};

const XML: &str = "application/xml; charset=utf-8";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// All public addresses; above 10,000 the list of the pages that hold them.
#[utoipa::path(get, path = "/sitemap.xml", operation_id = "get_sitemap", tag = "public", responses(
    (status = 200, description = "A sitemap, or an index of sitemaps", content_type = "application/xml", body = String),
    (status = 304, description = "Unchanged since the ETag in If-None-Match")))]
#[get("/sitemap.xml")]
pub async fn get_sitemap(request: HttpRequest) -> HttpResponse {
    public::serve(&request, "sitemap", async |site| {
        let pages = pages(site).await?;
        let body = if pages <= 1 { page(site, 1).await? } else { index(site, pages).await? };
        Ok(Outcome::Ready(Draft::typed(XML, body)))
    })
    .await
}

/// One page of the sitemap.
#[utoipa::path(get, path = "/sitemap-{page}.xml", operation_id = "get_sitemap_page", tag = "public",
    params(("page" = i64, Path, minimum = 1, maximum = 100_000, example = 1)),
    responses(
        (status = 200, description = "A sitemap", content_type = "application/xml", body = String),
        (status = 304, description = "Unchanged since the ETag in If-None-Match")))]
#[get("/sitemap-{page}.xml")]
pub async fn get_sitemap_page(request: HttpRequest) -> HttpResponse {
    let number = request.match_info().get("page").unwrap_or_default();
    let number = if number.len() <= 6 && !number.starts_with(['+', '0']) { number.parse().unwrap_or(0) } else { 0 };
    public::serve(&request, &format!("sitemap {number}"), async |site| {
        if number < 1 || number > pages(site).await?.max(1) {
            return Err(Problem::not_found());
        }
        Ok(Outcome::Ready(Draft::typed(XML, page(site, number).await?)))
    })
    .await
}

/// What robots may walk through.
#[utoipa::path(get, path = "/robots.txt", operation_id = "get_robots", tag = "public", responses(
    (status = 200, description = "Rules for robots", content_type = "text/plain", body = String),
    (status = 304, description = "Unchanged since the ETag in If-None-Match")))]
#[get("/robots.txt")]
pub async fn get_robots(request: HttpRequest) -> HttpResponse {
    public::serve(&request, "robots", async |site| {
        let base = &site.settings.public_url;
        let body = format!(
            "User-agent: *\nAllow: /\nDisallow: /ban-lam-viec\nDisallow: /api/v1/auth/\nDisallow: /api/v1/desk/\n\
             Disallow: /api/v1/moderation/\n\nSitemap: {base}/sitemap.xml\n"
        );
        Ok(Outcome::Ready(Draft::typed("text/plain; charset=utf-8", body)))
    })
    .await
}

/// How many pages the numbers given so far fill.
async fn pages(site: &Site) -> Result<i64, Fault> {
    let db = site.read();
    let statement = sql::statement(db.get_database_backend(), "SELECT MAX(n) FROM publication", vec![]);
    let row = db.query_one_raw(statement).await?;
    let last: Option<i64> = row.map(|row| row.try_get_by_index(0)).transpose()?.flatten();
    Ok((last.unwrap_or(0) + SPAN - 1) / SPAN)
}

/// The pages, each with the moment of its latest change, which is kept with every publication (`store/publications.rs`).
async fn index(site: &Site, pages: i64) -> Result<String, Fault> {
    let changed: HashMap<i64, DateTime<Utc>> =
        sitemap_page::Entity::find().all(site.read()).await?.into_iter().map(|row| (row.number, row.changed_at)).collect();
    let mut out = format!("{HEAD}<sitemapindex xmlns=\"{NAMESPACE}\">\n");
    for number in 1..=pages {
        let changed = changed.get(&number).map(|at| format!("<lastmod>{}</lastmod>", instant(*at))).unwrap_or_default();
        // Writing into a String cannot fail.
        let _ = writeln!(out, "<sitemap><loc>{}/sitemap-{number}.xml</loc>{changed}</sitemap>", escaped(&site.settings.public_url));
    }
    out.push_str("</sitemapindex>\n");
    Ok(out)
}

/// The lists that are not empty: of sections and of kinds.
async fn lists(site: &Site) -> Result<Vec<String>, Fault> {
    let counts = publication_count::Entity::find().filter(publication_count::Column::Listed.gt(0)).all(site.read()).await?;
    let kinds: BTreeSet<_> = counts.iter().map(|count| count.kind).collect();
    let sections = section::Entity::find().order_by_asc(section::Column::Position).all(site.read()).await?;
    let sections = sections.into_iter().filter(|row| counts.iter().any(|count| count.section_id == row.id));
    let of_kind = kinds.into_iter().filter_map(|kind| Some(format!("/{}", shell::word_of(kind)?)));
    Ok(sections.map(|row| format!("/chuyen-muc/{}", row.slug)).chain(of_kind).collect())
}

async fn page(site: &Site, number: i64) -> Result<String, Fault> {
    let mut out = format!("{HEAD}<urlset xmlns=\"{NAMESPACE}\">\n");
    if number == 1 {
        for path in ["/", "/en", "/tro-nang", "/en/tro-nang"].map(str::to_owned).into_iter().chain(lists(site).await?) {
            add(&mut out, site, &path, None);
        }
    }
    let db = site.read();
    let text = "SELECT path, updated_at FROM publication WHERE n > ? AND n <= ? AND listed = TRUE ORDER BY n";
    let span = vec![((number - 1) * SPAN).into(), (number * SPAN).into()];
    for row in db.query_all_raw(sql::statement(db.get_database_backend(), text, span)).await? {
        let path: String = row.try_get_by_index(0)?;
        add(&mut out, site, &path, Some(row.try_get_by_index(1)?));
    }
    out.push_str("</urlset>\n");
    Ok(out)
}

fn add(out: &mut String, site: &Site, path: &str, changed: Option<DateTime<Utc>>) {
    let _ = write!(out, "<url><loc>{}{}</loc>", escaped(&site.settings.public_url), escaped(path));
    if let Some(at) = changed {
        let _ = write!(out, "<lastmod>{}</lastmod>", instant(at));
    }
    out.push_str("</url>\n");
}

fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn escaped(text: &str) -> std::borrow::Cow<'_, str> {
    quick_xml::escape::escape(text)
}
