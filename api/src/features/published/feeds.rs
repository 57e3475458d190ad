//! Atom feeds: everything, or one section. Addresses are absolute, entries whole, pages linked by `rel="next"` (RFC 5005).

use actix_web::{HttpRequest, HttpResponse, get};
use atom_syndication::{Category, Content, Entry, Feed, FixedDateTime, Link, Person, Text};
use chrono::DateTime;
use serde::Deserialize;
use utoipa::IntoParams;

use super::list;
use super::params::{Filters, ListQuery, View, is_slug};
use super::routes::params;
use crate::http::Problem;
use crate::http::public::{self, Draft, Outcome};
use crate::kernel::public::PublicationFull;
use crate::kernel::words::Lang;
use crate::store::SiteProfile;
use crate::store::{Fault, Site, sections};

/// Entries of one page of a feed.
const PAGE: u64 = 20;
const ALL: &str = "all";

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FeedParams {
    /// From the link `next` of the page before.
    #[param(max_length = 4096)]
    cursor: Option<String>,
}

/// The newest publications of a section, or of all sections (`all`).
#[utoipa::path(get, path = "/feeds/{section}.atom", operation_id = "get_feed", tag = "public",
    params(
        ("section" = String, Path, description = "Slug of a section, or `all`", pattern = "^[a-z0-9-]{1,100}$", example = "all"),
        FeedParams),
    responses(
        (status = 200, description = "An Atom feed", content_type = "application/atom+xml", body = String,
            headers(("ETag" = String, description = "Strong, differs by content coding"))),
        (status = 304, description = "Unchanged since the ETag in If-None-Match")))]
#[get("/feeds/{section}.atom")]
pub async fn get_feed(request: HttpRequest) -> HttpResponse {
    let slug = request.match_info().get("section").unwrap_or_default().to_owned();
    let cursor = match params::<FeedParams>(&request).await {
        Ok(params) => params.cursor,
        Err(problem) => return public::refuse(problem),
    };
    if !is_slug(&slug) {
        return public::refuse(Problem::not_found());
    }
    let filters = Filters { section: (slug != ALL).then(|| slug.clone()), ..Filters::default() };
    let mut query = ListQuery { view: View::Full, ..ListQuery::newest(filters, PAGE) };
    if let Some(cursor) = &cursor {
        match query.read_cursor(cursor) {
            Ok(place) => query.after = Some(place),
            Err(problem) => return public::refuse(problem),
        }
    }
    let key = format!("feed {}", query.cache_key());
    public::serve(&request, &key, async |site| Ok(Outcome::Ready(feed(site, &slug, &query, cursor.as_deref()).await?))).await
}

/// What the pages and feeds say of the site itself.
pub struct Masthead {
    pub name: String,
    pub name_en: String,
    pub slogan: String,
    pub attribution: String,
}

impl Masthead {
    /// From the settings; a site that was not yet set up still has a name.
    pub async fn read(site: &Site) -> Result<Self, Fault> {
        let told = SiteProfile::today(site).await?;
        Ok(Self {
            name_en: told.name_en.unwrap_or_else(|| told.name.clone()),
            slogan: told.slogan.unwrap_or_default(),
            attribution: told.attribution_line,
            name: told.name,
        })
    }
}

async fn feed(site: &Site, slug: &str, query: &ListQuery, cursor: Option<&str>) -> Result<Draft, Problem> {
    let base = &site.settings.public_url;
    let masthead = Masthead::read(site).await?;
    let (title, page) = if slug == ALL {
        (masthead.name.clone(), format!("{base}/"))
    } else {
        let found = sections::by_slug(site.read(), slug).await?;
        let found = found.ok_or_else(Problem::not_found)?;
        (format!("{} – {}", found.name, masthead.name), format!("{base}/chuyen-muc/{slug}"))
    };
    let own = format!("{base}/feeds/{slug}.atom");
    let fragments = list::fragments(site, query).await?;
    let publications = fragments.data.iter().map(|f| serde_json::from_str(f)).collect::<Result<Vec<PublicationFull>, _>>()?;
    let mut links = vec![
        link(cursor.map_or(own.clone(), |c| format!("{own}?cursor={c}")), "self", "application/atom+xml"),
        link(page, "alternate", "text/html"),
    ];
    if let Some(next) = &fragments.next_cursor {
        links.push(link(format!("{own}?cursor={next}"), "next", "application/atom+xml"));
    }
    let feed = Feed {
        title: Text::plain(title),
        id: own,
        // Nothing in the bytes depends on the present: a feed without entries has stood still for ever.
        updated: publications.iter().map(|p| instant(&p.summary.updated_at)).max().unwrap_or_default(),
        authors: vec![Person { name: masthead.name.clone(), ..Person::default() }],
        links,
        rights: Some(Text::plain(masthead.attribution)),
        subtitle: (!masthead.slogan.is_empty()).then(|| Text::plain(masthead.slogan)),
        lang: Some("vi".into()),
        base: Some(format!("{base}/")),
        entries: publications.iter().map(|p| entry(base, p)).collect(),
        ..Feed::default()
    };
    Ok(Draft::typed("application/atom+xml; charset=utf-8", feed.to_string()))
}

fn entry(base: &str, publication: &PublicationFull) -> Entry {
    let head = &publication.summary;
    let lang = if head.lang == Lang::En { "en" } else { "vi" };
    let names = if head.authors.is_empty() { std::slice::from_ref(&head.unit.name) } else { &head.authors[..] };
    Entry {
        title: Text::plain(head.title.clone()),
        id: format!("urn:uuid:{}", head.id),
        updated: instant(&head.updated_at),
        published: Some(instant(&head.published_at)),
        authors: names.iter().map(|name| Person { name: name.clone(), ..Person::default() }).collect(),
        categories: vec![Category { term: head.section.slug.clone(), label: Some(head.section.name.clone()), ..Category::default() }],
        links: vec![link(format!("{base}{}", head.path), "alternate", "text/html")],
        rights: Some(Text::plain(publication.attribution.clone())),
        summary: (!head.summary.is_empty()).then(|| Text::plain(head.summary.clone())),
        content: Some(Content {
            lang: Some(lang.into()),
            value: Some(absolute(&publication.body_html, base)),
            content_type: Some("html".into()),
            ..Content::default()
        }),
        ..Entry::default()
    }
}

fn link(href: String, rel: &str, mime_type: &str) -> Link {
    Link { href, rel: rel.into(), mime_type: Some(mime_type.into()), ..Link::default() }
}

fn instant(text: &str) -> FixedDateTime {
    DateTime::parse_from_rfc3339(text).unwrap_or_default()
}

/// The body with absolute addresses: most readers know nothing of `xml:base`. The body is our own sanitised HTML, where `<`
/// always opens a tag and values stand in double quotes.
pub fn absolute(body: &str, base: &str) -> String {
    let mut out = String::with_capacity(body.len() + 256);
    let mut rest = body;
    while let Some(start) = rest.find('<') {
        let (text, tag) = rest.split_at(start);
        out.push_str(text);
        let mut quoted = false;
        let end = tag.bytes().position(|b| {
            quoted ^= b == b'"';
            b == b'>' && !quoted
        });
        let (tag, after) = tag.split_at(end.map_or(tag.len(), |e| e + 1));
        let tag = tag.replace(" src=\"/", &format!(" src=\"{base}/")).replace(" href=\"/", &format!(" href=\"{base}/"));
        out.push_str(&tag);
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_absolute_in_tags_only() {
        let body = r#"<p>viết src="/x" và <a href="/a" title="1 > 0 href=&quot;/b">b</a></p><img alt="" src="/api/v1/media/1/full"><a href="https://a.vn/">c</a>"#;
        let want = r#"<p>viết src="/x" và <a href="https://p.vn/a" title="1 > 0 href=&quot;/b">b</a></p><img alt="" src="https://p.vn/api/v1/media/1/full"><a href="https://a.vn/">c</a>"#;
        assert_eq!(absolute(body, "https://p.vn"), want);
        assert_eq!(absolute("<a href=\"/x", "https://p.vn"), "<a href=\"https://p.vn/x");
    }
}
