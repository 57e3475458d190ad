//! Atom feeds and JSON feeds: everything, or one section. Addresses are absolute, entries whole, pages linked by `rel="next"`
//! (RFC 5005) or `next_url`. Every entry ends with the line of attribution (Đ19.3) and the address that it stands at.

use actix_web::{HttpRequest, HttpResponse, get};
use atom_syndication::{Category, Content, Entry, Feed, FixedDateTime, Link, Person, Text};
use chrono::DateTime;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::list;
use super::params::{Filters, ListQuery, View, is_slug};
use super::routes::params;
use super::seo::escape;
use crate::http::Problem;
use crate::http::public::{self, Draft, Outcome};
use crate::kernel::public::{Attachment, PublicationFull};
use crate::kernel::words::{Kind, Lang};
use crate::store::SiteProfile;
use crate::store::entities::section;
use crate::store::{Fault, Site};

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
    answer(request, Format::Atom).await
}

/// The newest publications of a section, or of all sections (`all`), as JSON Feed 1.1.
#[utoipa::path(get, path = "/feeds/{section}.json", operation_id = "get_json_feed", tag = "public",
    params(
        ("section" = String, Path, description = "Slug of a section, or `all`", pattern = "^[a-z0-9-]{1,100}$", example = "all"),
        FeedParams),
    responses(
        (status = 200, description = "A JSON Feed", content_type = "application/feed+json", body = JsonFeed,
            headers(("ETag" = String, description = "Strong, differs by content coding"))),
        (status = 304, description = "Unchanged since the ETag in If-None-Match")))]
#[get("/feeds/{section}.json")]
pub async fn get_json_feed(request: HttpRequest) -> HttpResponse {
    answer(request, Format::Json).await
}

#[derive(Clone, Copy)]
enum Format {
    Atom,
    Json,
}

impl Format {
    fn ending(self) -> &'static str {
        match self {
            Self::Atom => "atom",
            Self::Json => "json",
        }
    }
}

async fn answer(request: HttpRequest, format: Format) -> HttpResponse {
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
    let key = format!("feed {} {}", format.ending(), query.cache_key());
    public::serve(&request, &key, async |site| Ok(Outcome::Ready(feed(site, format, &slug, &query, cursor.as_deref()).await?))).await
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

/// A page of a feed, in whatever form.
struct Told {
    title: String,
    /// The page that shows the same.
    page: String,
    /// The address of the feed, of this page of it, and of the next one.
    own: String,
    this: String,
    next: Option<String>,
    masthead: Masthead,
    publications: Vec<PublicationFull>,
}

async fn feed(site: &Site, format: Format, slug: &str, query: &ListQuery, cursor: Option<&str>) -> Result<Draft, Problem> {
    let base = &site.settings.public_url;
    let masthead = Masthead::read(site).await?;
    let (title, page) = if slug == ALL {
        (masthead.name.clone(), format!("{base}/"))
    } else {
        let found = section::Entity::find().filter(section::Column::Slug.eq(slug)).one(site.read()).await?;
        let found = found.ok_or_else(Problem::not_found)?;
        (format!("{} – {}", found.name, masthead.name), format!("{base}/chuyen-muc/{slug}"))
    };
    let own = format!("{base}/feeds/{slug}.{}", format.ending());
    let fragments = list::fragments(site, query).await?;
    let publications = fragments.data.iter().map(|f| serde_json::from_str(f)).collect::<Result<Vec<PublicationFull>, _>>()?;
    let told = Told {
        this: cursor.map_or_else(|| own.clone(), |c| format!("{own}?cursor={c}")),
        next: fragments.next_cursor.map(|next| format!("{own}?cursor={next}")),
        title,
        page,
        own,
        masthead,
        publications,
    };
    match format {
        Format::Atom => Ok(Draft::typed("application/atom+xml; charset=utf-8", atom(base, told).to_string())),
        Format::Json => Ok(Draft::typed("application/feed+json; charset=utf-8", serde_json::to_string(&json_feed(base, told))?)),
    }
}

fn atom(base: &str, told: Told) -> Feed {
    let Told { title, page, own, this, next, masthead, publications } = told;
    let mut links = vec![link(this, "self", "application/atom+xml"), link(page, "alternate", "text/html")];
    links.extend(next.map(|next| link(next, "next", "application/atom+xml")));
    Feed {
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
    }
}

/// JSON Feed 1.1 (jsonfeed.org).
#[derive(Serialize, ToSchema)]
pub struct JsonFeed {
    #[schema(example = "https://jsonfeed.org/version/1.1")]
    version: &'static str,
    title: String,
    home_page_url: String,
    feed_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    next_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    description: Option<String>,
    language: &'static str,
    authors: Vec<JsonAuthor>,
    items: Vec<JsonItem>,
}

#[derive(Serialize, ToSchema)]
pub struct JsonAuthor {
    name: String,
}

#[derive(Serialize, ToSchema)]
pub struct JsonItem {
    #[schema(example = "urn:uuid:0199a0c0-0000-7000-8000-000000000000")]
    id: String,
    url: String,
    title: String,
    content_html: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    summary: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    image: Option<String>,
    date_published: String,
    date_modified: String,
    authors: Vec<JsonAuthor>,
    tags: Vec<String>,
    language: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<JsonAttachment>,
    #[serde(rename = "_cong")]
    cong: JsonExtension,
}

#[derive(Serialize, ToSchema)]
pub struct JsonAttachment {
    url: String,
    mime_type: String,
    title: String,
    size_in_bytes: i64,
}

/// What JSON Feed has no word for.
#[derive(Serialize, ToSchema)]
pub struct JsonExtension {
    /// To be carried along by whoever copies it (Đ19.3).
    #[schema(example = "Theo Cổng thông tin điện tử phường Thành Đông")]
    attribution: String,
    kind: Kind,
}

fn json_feed(base: &str, told: Told) -> JsonFeed {
    let Told { title, page, this, next, masthead, publications, .. } = told;
    JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title,
        home_page_url: page,
        feed_url: this,
        next_url: next,
        description: (!masthead.slogan.is_empty()).then_some(masthead.slogan),
        language: "vi",
        authors: vec![JsonAuthor { name: masthead.name }],
        items: publications.into_iter().map(|publication| json_item(base, publication)).collect(),
    }
}

fn json_item(base: &str, publication: PublicationFull) -> JsonItem {
    let content_html = content(base, &publication);
    let head = publication.summary;
    let authors = if head.authors.is_empty() { vec![head.unit.name] } else { head.authors };
    let of_file = |file: Attachment| JsonAttachment {
        url: format!("{base}{}", file.url),
        mime_type: file.media_type,
        title: file.title,
        size_in_bytes: file.bytes,
    };
    let picture = head.image.and_then(|image| image.renditions.into_iter().find(|r| r.name == "full"));
    JsonItem {
        id: format!("urn:uuid:{}", head.id),
        url: format!("{base}{}", head.path),
        title: head.title,
        content_html,
        summary: head.summary,
        image: picture.map(|picture| format!("{base}{}", picture.url)),
        date_published: head.published_at,
        date_modified: head.updated_at,
        authors: authors.into_iter().map(|name| JsonAuthor { name }).collect(),
        tags: vec![head.section.name],
        language: lang(head.lang),
        attachments: publication.attachments.into_iter().map(of_file).collect(),
        cong: JsonExtension { attribution: publication.attribution, kind: head.kind },
    }
}

/// The text, and below it the line that goes with it wherever it is taken (Đ19.3).
fn content(base: &str, publication: &PublicationFull) -> String {
    let mut body = absolute(&publication.body_html, base);
    let address = format!("{base}{}", publication.summary.path);
    body.push_str(&format!("<p>{} (<a href=\"{1}\">{1}</a>)</p>", escape(&publication.attribution), escape(&address)));
    body
}

fn lang(lang: Lang) -> &'static str {
    if lang == Lang::En { "en" } else { "vi" }
}

fn entry(base: &str, publication: &PublicationFull) -> Entry {
    let head = &publication.summary;
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
            lang: Some(lang(head.lang).into()),
            value: Some(content(base, publication)),
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
