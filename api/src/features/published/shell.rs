//! Public pages: the web app's page with the right status, visible content, metadata and the first API answer in it
//! (decision 20). The app draws the same from that answer and takes the content away; readers without it keep it.

use std::fmt::Write;

use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, web};
use sea_orm::ConnectionTrait;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::feeds::Masthead;
use super::opendata::SETS;
use super::params::{Fact, Filters, ListQuery, is_slug};
use super::routes::params;
use super::search::page::content as search_words;
use super::search::params::{SearchParams, SearchQuery};
use super::seo::{self, Head, escape, script_json};
use super::structure::{self, pages::Place};
use super::template::{self, Template};
use super::urgent::{self, UrgentSummary};
use super::{assets, list, moved, queries, visible};
use crate::http::page::Cursor;
use crate::http::public::{self, Draft, Outcome};
use crate::http::{Code, Problem};
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::dates::to_vn;
use crate::kernel::public::PublicationFull;
use crate::kernel::route_table::KIND_WORDS;
use crate::kernel::words::{Kind, Lang, PublicationStatus};
use crate::store::entities::section;
use crate::store::{Fault, Site, sections, sql};

/// Headlines of the home page and of a list: what the app asks first.
const HOME: u64 = 12;
const LIST: u64 = 20;
const DESK: &str = "ban-lam-viec";

/// A page of the portal.
#[derive(Debug, PartialEq)]
pub(super) enum Page<'p> {
    Home,
    Section(&'p str),
    Kind(Kind),
    Item,
    Accessibility,
    OpenData,
    Search,
    Structure(Place<'p>),
    /// What bears a tag.
    Tag(&'p str),
    /// A page of the app that lists nothing: a form, or the end of a link with a secret.
    Tool(&'static str),
    /// A page about citizens' letters.
    Letters(&'static LetterPage),
    Desk,
}

/// A page of the app about letters, in both languages.
#[derive(Debug, PartialEq)]
pub(super) struct LetterPage {
    word: &'static str,
    title: (&'static str, &'static str),
    lead: (&'static str, &'static str),
    /// Links with a secret lead to it: nobody's search result.
    secret: bool,
}

static LETTERS: [LetterPage; 3] = [
    LetterPage {
        word: "gui-thu",
        title: ("Gửi câu hỏi, phản ánh, kiến nghị", "Ask, report, propose"),
        lead: ("Viết cho phường, không cần tài khoản; có mã theo dõi và ngày hẹn trả lời.", "Write to the ward without an account."),
        secret: false,
    },
    LetterPage { word: "theo-doi-thu", title: ("Theo dõi thư", "Follow a letter"), lead: ("", ""), secret: true },
    LetterPage {
        word: "ket-qua-thu",
        title: ("Kết quả giải quyết thư", "How letters are answered"),
        lead: ("Số thư nhận được, trả lời đúng hạn, gia hạn, quá hạn theo tháng và đơn vị.", "Letters in figures, by month and unit."),
        secret: false,
    },
];

/// The word of a kind in paths.
pub(super) fn word_of(kind: Kind) -> Option<&'static str> {
    KIND_WORDS.iter().find(|(_, of)| **of == kind).map(|(word, _)| *word)
}

pub fn configure(cfg: &mut web::ServiceConfig) {
    let words = KIND_WORDS.keys().copied().collect::<Vec<_>>().join("|");
    let mut paths = vec!["/".to_owned(), "/en".to_owned(), format!("/{DESK}"), format!("/{DESK}/{{tail:.*}}")];
    paths.extend(["/duyet", "/gui-nhanh", "/loi-moi", "/dang-ky-cung-cap-tin"].map(str::to_owned));
    for lang in ["", "/en"] {
        paths.push(format!("{lang}/chuyen-muc/{{slug}}"));
        paths.push(format!("{lang}/tro-nang"));
        paths.push(format!("{lang}/opendata"));
        paths.push(format!("{lang}/tim-kiem"));
        paths.extend(LETTERS.iter().map(|page| format!("{lang}/{}", page.word)));
        paths.extend(["gop-y", "bao-vi-pham", "bao-vi-pham/tra-cuu"].map(|word| format!("{lang}/{word}")));
        paths.extend(structure::pages::WORDS.map(|word| format!("{lang}/{word}")));
        paths.extend(["su-kien-doi-song", "chu-de", "the"].map(|word| format!("{lang}/{word}/{{slug}}")));
        paths.push(format!("{lang}/{{word:{words}}}"));
        paths.push(format!("{lang}/{{word:{words}}}/{{slug}}"));
    }
    for path in paths {
        cfg.service(web::resource(path).route(web::get().to(page)).default_service(web::to(only_read)));
    }
}

/// A page is read; what else may be asked of it is told.
async fn only_read(request: HttpRequest) -> Result<HttpResponse, Problem> {
    const ALLOW: &str = "GET, HEAD, OPTIONS";
    if request.method() == Method::OPTIONS {
        return Ok(HttpResponse::NoContent().insert_header((header::ALLOW, ALLOW)).finish());
    }
    Err(Problem { allow: Some(ALLOW.into()), ..Problem::new(Code::MethodNotAllowed) })
}

/// For every address that nothing else answers: a file of the web app, a page that was asked for with a slash too many, or
/// a page that says there is none. Programs get a problem instead of a page.
pub async fn fallback(request: HttpRequest) -> HttpResponse {
    let path = request.path();
    let wants_page = request.headers().get(header::ACCEPT).and_then(|h| h.to_str().ok()).is_some_and(|a| a.contains("text/html"));
    if path.starts_with("/api/") {
        return public::refuse(Problem::not_found());
    }
    if let Some(response) = assets::file(&request) {
        return response;
    }
    let trimmed = format!("/{}", path.trim_matches('/'));
    if trimmed != path && classify(&trimmed).is_some() {
        return public::answer(&request, Draft::moved(&trimmed));
    }
    match moved::draft(&request).await {
        Ok(Some(draft)) => return public::answer(&request, draft),
        Ok(None) => {}
        Err(problem) => return public::refuse(problem),
    }
    if wants_page { page(request).await } else { public::refuse(Problem::not_found()) }
}

async fn page(request: HttpRequest) -> HttpResponse {
    let template = match template::current() {
        Ok(template) => template,
        Err(problem) => return public::refuse(problem),
    };
    let path = request.path();
    let Some((lang, wanted)) = classify(path) else {
        return public::answer(&request, none(&template, lang_of(path), path));
    };
    if wanted == Page::Search {
        return search_page(&request, &template, lang).await;
    }
    // All pages of the desk are one: what they show is asked for by the app, with a token.
    let key = if wanted == Page::Desk { "page desk".to_owned() } else { format!("page {path}") };
    let made = public::try_serve(&request, &key, async |site| draft(site, &template, lang, &wanted, path).await.map(Outcome::Ready));
    match made.await {
        Ok(response) => response,
        Err(problem) if problem.code == Code::NotFound => match moved::draft(&request).await {
            Ok(Some(draft)) => public::answer(&request, draft),
            Ok(None) => public::answer(&request, none(&template, lang, path)),
            Err(problem) => public::refuse(problem),
        },
        Err(problem) => public::refuse(problem),
    }
}

fn lang_of(path: &str) -> Lang {
    if path == "/en" || path.starts_with("/en/") { Lang::En } else { Lang::Vi }
}

fn classify(path: &str) -> Option<(Lang, Page<'_>)> {
    let lang = lang_of(path);
    let rest = if lang == Lang::En { &path[3..] } else { path };
    let parts: Vec<_> = rest.strip_prefix('/').unwrap_or(rest).split('/').collect();
    let page = match parts[..] {
        // `/en` has nothing behind it; `/en/` has a slash too many.
        [""] if rest != "/" || lang == Lang::Vi => Page::Home,
        ["chuyen-muc", slug] if is_slug(slug) => Page::Section(slug),
        ["tro-nang"] => Page::Accessibility,
        ["opendata"] => Page::OpenData,
        ["tim-kiem"] => Page::Search,
        ["duyet"] if lang == Lang::Vi => Page::Tool("Duyệt bài"),
        ["gui-nhanh"] if lang == Lang::Vi => Page::Tool("Gửi tin nhanh"),
        ["loi-moi"] if lang == Lang::Vi => Page::Tool("Lời mời"),
        ["dang-ky-cung-cap-tin"] if lang == Lang::Vi => Page::Tool("Đăng ký cung cấp tin"),
        ["gop-y"] => Page::Tool("Tra cứu ý kiến đã gửi"),
        ["bao-vi-pham"] => Page::Tool("Báo nội dung vi phạm"),
        ["bao-vi-pham", "tra-cuu"] => Page::Tool("Tra cứu báo cáo vi phạm"),
        [DESK, ..] if lang == Lang::Vi => Page::Desk,
        ["the", slug] if is_slug(slug) => Page::Tag(slug),
        ["su-kien-doi-song" | "chu-de", slug] if !is_slug(slug) => return None,
        _ if Place::read(&parts).is_some() => Page::Structure(Place::read(&parts)?),
        [word] if LETTERS.iter().any(|page| page.word == word) => Page::Letters(LETTERS.iter().find(|page| page.word == word)?),
        [word] => Page::Kind(*KIND_WORDS.get(word)?),
        [word, slug] if !slug.is_empty() && KIND_WORDS.contains_key(word) => Page::Item,
        _ => return None,
    };
    Some((lang, page))
}

pub(super) async fn draft(site: &Site, template: &Template, lang: Lang, wanted: &Page<'_>, path: &str) -> Result<Draft, Problem> {
    if *wanted == Page::Desk {
        let head = Head { title: "Bàn làm việc".into(), noindex: true, ..Head::default() };
        let page = dressed(template, StatusCode::OK, lang, &head, "");
        return Ok(page.header(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex")));
    }
    let frame = Frame { site, template, lang, urgent: urgent::current(site).await? };
    match wanted {
        Page::Desk | Page::Search => Err(Problem::not_found()),
        Page::Tool(title) => {
            // Links with a secret lead here: such a page is nobody's search result.
            let head = Head { title: (*title).into(), noindex: true, ..Head::default() };
            let page = dressed(template, StatusCode::OK, lang, &head, &frame.shell(&format!("<h1>{title}</h1>"), None));
            Ok(page.header(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex")))
        }
        Page::Letters(page) => letters(&frame, page).await,
        Page::Item => item(&frame, path).await,
        Page::Home => {
            let query = ListQuery::newest(Filters { kind: Some(Kind::Article), lang: only(lang), ..Filters::default() }, HOME);
            let masthead = Masthead::read(site).await?;
            let name = if lang == Lang::En { &masthead.name_en } else { &masthead.name };
            headlines(&frame, "/", (name, &masthead.slogan), &[], &query).await
        }
        Page::Section(slug) => {
            let day = to_vn(site.clock.now()).date_naive();
            let found = sections::by_slug(site.read(), slug).await?.ok_or_else(Problem::not_found)?;
            if found.slug != *slug {
                return Ok(Draft::moved(&path.replace(*slug, &found.slug)));
            }
            let shown = sections::shown(sections::standing(site.read(), day).await?);
            if shown.iter().all(|(section, _)| section.id != found.id) {
                // An empty section is never shown.
                return Err(Problem::not_found());
            }
            let prefix = if lang == Lang::En { "/en" } else { "" };
            let name_of =
                |s: &section::Model| if lang == Lang::En { s.name_en.clone().unwrap_or_else(|| s.name.clone()) } else { s.name.clone() };
            let name = &name_of(&found);
            let filters = Filters { section: Some((*slug).to_owned()), lang: only(lang), ..Filters::default() };
            let bare = format!("/chuyen-muc/{slug}");
            let below = shown.iter().filter(|(s, _)| s.parent_id == Some(found.id)).map(|(s, _)| s);
            let below = below.map(|s| (format!("{prefix}/chuyen-muc/{}", s.slug), name_of(s))).collect::<Vec<_>>();
            headlines(&frame, &bare, (name, ""), &below, &ListQuery::newest(filters, LIST)).await
        }
        Page::Kind(kind) => {
            let filters = Filters { kind: Some(*kind), lang: only(lang), ..Filters::default() };
            let bare = if lang == Lang::En { &path[3..] } else { path };
            headlines(&frame, bare, (kind_name(*kind, lang), ""), &[], &ListQuery::newest(filters, LIST)).await
        }
        Page::Tag(slug) => {
            let name = structure::tags::named(site, slug).await?;
            let filters = Filters { facts: vec![Fact::text("tag", slug)], lang: only(lang), ..Filters::default() };
            let query = ListQuery::newest(filters, LIST);
            headlines(&frame, &format!("/the/{slug}"), (name.as_str(), ""), &[], &query).await
        }
        Page::Structure(place) => {
            let made = structure::pages::make(site, lang, *place).await?;
            let masthead = Masthead::read(site).await?;
            let date = last_change(site).await?;
            let mut head = list_head(site, &masthead, lang, &place.bare(), (&made.title, &made.about), &date);
            head.json_ld = made.json_ld;
            let data: Vec<_> = made.answers.iter().map(|(url, body)| format!("{{\"url\":{},\"body\":{body}}}", json!(url))).collect();
            let data = (!data.is_empty()).then(|| data.join(","));
            Ok(dressed(template, StatusCode::OK, lang, &head, &frame.shell(&made.content, data.as_deref())))
        }
        Page::OpenData => {
            let masthead = Masthead::read(site).await?;
            let title = if lang == Lang::En { "Open data" } else { "Dữ liệu mở" };
            let head = list_head(site, &masthead, lang, "/opendata", (title, ""), &last_change(site).await?);
            let mut content = format!("<h1>{title}</h1><ul>");
            for set in &SETS {
                let name = if lang == Lang::En { set.title_en } else { set.title };
                let _ = write!(content, "<li><h2>{name}</h2><p>{}</p>", set.about);
                let _ = write!(
                    content,
                    "<p><a href=\"/opendata/{0}.csv?bom=true\">CSV</a> <a href=\"/opendata/{0}.json\">JSON</a></p></li>",
                    set.name
                );
            }
            content.push_str("</ul>");
            Ok(dressed(template, StatusCode::OK, lang, &head, &frame.shell(&content, None)))
        }
        Page::Accessibility => {
            let masthead = Masthead::read(site).await?;
            let title = if lang == Lang::En { "Accessibility" } else { "Hỗ trợ tiếp cận" };
            let mut head = list_head(site, &masthead, lang, "/tro-nang", (title, ""), &last_change(site).await?);
            head.json_ld = Some(seo::of_list(&site.settings.public_url, &masthead, &head, "WebPage", &[]));
            let content = frame.shell(&format!("<h1>{title}</h1>"), None);
            Ok(dressed(template, StatusCode::OK, lang, &head, &content))
        }
    }
}

/// A page about letters: title and lead for whoever reads without the app.
async fn letters(frame: &Frame<'_>, page: &LetterPage) -> Result<Draft, Problem> {
    let pick = |(vi, en): (&'static str, &'static str)| if frame.lang == Lang::En { en } else { vi };
    let (title, lead) = (pick(page.title), pick(page.lead));
    let content = frame.shell(&format!("<h1>{title}</h1><p>{lead}</p>"), None);
    if page.secret {
        let head = Head { title: title.into(), noindex: true, ..Head::default() };
        let draft = dressed(frame.template, StatusCode::OK, frame.lang, &head, &content);
        return Ok(draft.header(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex")));
    }
    let masthead = Masthead::read(frame.site).await?;
    let head = list_head(frame.site, &masthead, frame.lang, &format!("/{}", page.word), (title, lead), &last_change(frame.site).await?);
    Ok(dressed(frame.template, StatusCode::OK, frame.lang, &head, &content))
}

/// What was found for the question in the address. Nobody's search result itself, and a question that cannot be read is none.
async fn search_page(request: &HttpRequest, template: &Template, lang: Lang) -> HttpResponse {
    let params = params::<SearchParams>(request).await.ok();
    let query = params.and_then(|params| SearchQuery::read(&params).ok());
    let key = format!("page search {lang} {}", query.as_ref().map(SearchQuery::cache_key).unwrap_or_default());
    public::serve(request, &key, async |site| {
        let frame = Frame { site, template, lang, urgent: urgent::current(site).await? };
        let (content, answer) = search_words(site, lang, query.as_ref()).await?;
        let data = query.as_ref().zip(answer).map(|(query, body)| {
            let url = query.address(query.after.as_ref().map(Cursor::write).as_deref());
            format!("{{\"url\":{},\"body\":{body}}}", json!(url))
        });
        let (vi, en) = ("Tìm kiếm", "Search");
        let title = if lang == Lang::En { en } else { vi };
        let title = query.as_ref().map_or_else(|| title.to_owned(), |query| format!("{} – {title}", query.q));
        let masthead = Masthead::read(site).await?;
        let mut head = list_head(site, &masthead, lang, "/tim-kiem", (title.as_str(), ""), &last_change(site).await?);
        head.noindex = true;
        head.json_ld = Some(seo::of_list(&site.settings.public_url, &masthead, &head, "SearchResultsPage", &[]));
        let page = dressed(template, StatusCode::OK, lang, &head, &frame.shell(&content, data.as_deref()));
        Ok(Outcome::Ready(page.header(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"))))
    })
    .await
}

/// The English face shows what was written in English, the Vietnamese one everything.
fn only(lang: Lang) -> Option<Lang> {
    (lang == Lang::En).then_some(Lang::En)
}

fn kind_name(kind: Kind, lang: Lang) -> &'static str {
    let (vi, en) = kind.names();
    if lang == Lang::En { en } else { vi }
}

/// What a headline needs of a summary.
#[derive(Deserialize)]
struct Headline {
    title: String,
    summary: String,
    path: String,
    lang: Lang,
    updated_at: String,
}

async fn headlines(
    frame: &Frame<'_>,
    bare: &str,
    (title, about): (&str, &str),
    below: &[(String, String)],
    query: &ListQuery,
) -> Result<Draft, Problem> {
    let Frame { site, template, lang, .. } = *frame;
    #[derive(Deserialize)]
    struct Answer {
        data: Vec<Headline>,
    }
    let masthead = Masthead::read(site).await?;
    let (body, _) = list::body(site, query).await?;
    let answer: Answer = serde_json::from_str(&body)?;
    let mut content = format!("<h1>{}</h1>", escape(title));
    if !below.is_empty() {
        let links = below.iter().map(|(path, name)| format!("<li><a href=\"{}\">{}</a></li>", escape(path), escape(name)));
        let _ = write!(content, "<ul>{}</ul>", links.collect::<String>());
    }
    content.push_str("<ul class=\"headlines\">");
    for line in &answer.data {
        let foreign = if line.lang == lang { String::new() } else { format!(" lang=\"{}\"", line.lang) };
        // Writing into a String cannot fail.
        let _ = write!(content, "<li{foreign}><a href=\"{}\"><h2>{}</h2></a>", escape(&line.path), escape(&line.title));
        let _ = write!(content, "<p>{}</p></li>", escape(&line.summary));
    }
    content.push_str("</ul>");
    // A page without a date of its own bears that of its newest line.
    let date = match answer.data.iter().map(|line| line.updated_at.as_str()).max() {
        Some(newest) => newest.to_owned(),
        None => last_change(site).await?,
    };
    let mut head = list_head(site, &masthead, lang, bare, (title, about), &date);
    head.json_ld = Some(if bare == "/" {
        seo::of_site(&site.settings.public_url, &masthead, &head)
    } else {
        let lines: Vec<_> = answer.data.iter().map(|line| (line.title.as_str(), line.path.as_str())).collect();
        seo::of_list(&site.settings.public_url, &masthead, &head, "CollectionPage", &lines)
    });
    let data = format!("{{\"url\":{},\"body\":{body}}}", json!(query.address(None)));
    Ok(dressed(template, StatusCode::OK, lang, &head, &frame.shell(&content, Some(&data))))
}

/// When something public changed last: what a page that lists nothing was made of.
async fn last_change(site: &Site) -> Result<String, Fault> {
    let db = site.read();
    let text = "SELECT at FROM change_log WHERE public = TRUE ORDER BY seq DESC LIMIT 1";
    let row = db.query_one_raw(sql::statement(db.get_database_backend(), text, vec![])).await?;
    let at = row.map(|row| row.try_get_by_index(0)).transpose()?;
    Ok(rfc3339_vn(at.unwrap_or_else(|| site.clock.now())))
}

/// Metadata of a page that lists. `bare` is its path in Vietnamese.
fn list_head(site: &Site, masthead: &Masthead, lang: Lang, bare: &str, (title, about): (&str, &str), date: &str) -> Head {
    let base = &site.settings.public_url;
    let vi = format!("{base}{bare}");
    let en = format!("{base}/en{}", if bare == "/" { "" } else { bare });
    let site_name = if lang == Lang::En { &masthead.name_en } else { &masthead.name };
    let canonical = if lang == Lang::En { &en } else { &vi }.clone();
    let description = if about.is_empty() { format!("{title} – {site_name}") } else { about.to_owned() };
    let dublin_core = vec![
        ("title", title.to_owned()),
        ("creator", masthead.name.clone()),
        ("date", date.to_owned()),
        ("description", description.clone()),
        ("publisher", masthead.name.clone()),
        ("identifier", canonical.clone()),
        ("language", lang.word()),
    ];
    Head {
        title: if title == site_name { title.to_owned() } else { format!("{title} – {site_name}") },
        description,
        canonical: Some(canonical),
        alternates: vec![("vi", vi.clone()), ("en", en), ("x-default", vi)],
        og_type: Some("website"),
        site_name: site_name.clone(),
        locale: seo::locale(lang),
        dublin_core,
        ..Head::default()
    }
}

async fn item(frame: &Frame<'_>, sent: &str) -> Result<Draft, Problem> {
    let Frame { site, template, lang, .. } = *frame;
    let path = queries::normal_path(sent).ok_or_else(Problem::not_found)?;
    let found = queries::by_path(site, &path).await?.ok_or_else(Problem::not_found)?;
    if let (PublicationStatus::Redirected, Some(to)) = (found.status, found.replaced_by) {
        let target = queries::by_id(site, to).await?.ok_or_else(Problem::not_found)?;
        return Ok(Draft::moved(&target.path));
    }
    let address = queries::by_path_address(&path);
    if !queries::is_shown(found.status) {
        return Ok(ended(
            template,
            lang,
            &address,
            &public::gone(found.ended_reason.as_deref(), found.ended_at),
            found.ended_reason.as_deref(),
        ));
    }
    if found.path != sent {
        return Ok(Draft::moved(&found.path));
    }
    let publication: PublicationFull = serde_json::from_str(&found.full_json)?;
    let masthead = Masthead::read(site).await?;
    let alternates = translations(site, found.id, &publication).await?;
    let head = seo::of_publication(&site.settings.public_url, &masthead, &publication, alternates);
    let content = visible::html(&publication);
    let data = format!("{{\"url\":{},\"body\":{}}}", json!(address), found.full_json);
    let page = dressed(template, StatusCode::OK, publication.summary.lang, &head, &frame.shell(&content, Some(&data)));
    Ok(page.last_modified(found.updated_at))
}

/// The same text in other languages, itself among them; empty when there is no other.
async fn translations(site: &Site, id: Uuid, publication: &PublicationFull) -> Result<Vec<(&'static str, String)>, Fault> {
    let db = site.read();
    let text = "SELECT p.lang, p.path FROM publication p WHERE p.listed = TRUE AND p.id IN \
                (SELECT i.id FROM item i WHERE i.translation_of = ? UNION SELECT i.translation_of FROM item i WHERE i.id = ?)";
    let rows = db.query_all_raw(sql::statement(db.get_database_backend(), text, vec![id.into(), id.into()])).await?;
    let word = |lang: Lang| if lang == Lang::En { "en" } else { "vi" };
    let base = &site.settings.public_url;
    let mut found = vec![];
    for row in &rows {
        let (lang, path): (Lang, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        found.push((word(lang), format!("{base}{path}")));
    }
    if !found.is_empty() {
        found.push((word(publication.summary.lang), format!("{base}{}", publication.summary.path)));
        found.sort();
        // Who reads neither language is sent to the original's.
        let original = found.iter().find(|(lang, _)| *lang == "vi").map(|(_, address)| address.clone());
        found.extend(original.map(|address| ("x-default", address)));
    }
    Ok(found)
}

/// What a page is written on: the site, the template, and the urgent notices that stand above everything.
struct Frame<'a> {
    site: &'a Site,
    template: &'a Template,
    lang: Lang,
    urgent: Vec<UrgentSummary>,
}

impl Frame<'_> {
    /// The visible content under the banner, and beside it what the app would ask first.
    fn shell(&self, content: &str, data: Option<&str>) -> String {
        if self.urgent.is_empty() {
            return shell("", content, data);
        }
        let banner = urgent::banner(&self.urgent, self.lang);
        let notices = json!({"url": "/api/v1/urgent", "body": {"data": self.urgent}}).to_string();
        let data = data.map_or_else(|| notices.clone(), |data| format!("[{data},{notices}]"));
        shell(&banner, content, Some(&data))
    }
}

/// The visible content, and the first API answer beside it.
fn shell(banner: &str, content: &str, data: Option<&str>) -> String {
    let mut out = format!("<div id=\"shell\">{banner}<main class=\"portal-main\">{content}</main></div>");
    if let Some(data) = data {
        let _ = write!(out, "<script type=\"application/json\" id=\"initial-data\">{}</script>", script_json(data));
    }
    out
}

/// 404: nothing was ever here. Not kept.
fn none(template: &Template, lang: Lang, path: &str) -> Draft {
    let problem = Problem::not_found();
    let address = queries::by_path_address(path);
    ended(template, lang, &address, &problem, None)
}

/// A page that says why there is nothing to read, with the status that says so too.
fn ended(template: &Template, lang: Lang, address: &str, problem: &Problem, reason: Option<&str>) -> Draft {
    let english = lang == Lang::En;
    let (vi, en) = problem.code.titles();
    let title = if english { en } else { vi };
    let mut document = problem.document(english, "");
    // A kept page answers many requests: it has the id of none.
    if let Some(members) = document.as_object_mut() {
        members.remove("request_id");
    }
    let home = if english { ("/en", "Home") } else { ("/", "Về trang chủ") };
    let reason = reason.map(|r| format!("<p>{}</p>", escape(r))).unwrap_or_default();
    let content = format!("<h1>{}</h1>{reason}<p><a href=\"{}\">{}</a></p>", escape(title), home.0, home.1);
    let data = json!({"url": address, "problem": document}).to_string();
    let head = Head { title: title.to_owned(), noindex: true, ..Head::default() };
    dressed(template, problem.code.status(), lang, &head, &shell("", &content, Some(&data)))
}

/// The page with the headers that every page has.
fn dressed(template: &Template, status: StatusCode, lang: Lang, head: &Head, content: &str) -> Draft {
    const GUARDS: [(&str, &str); 4] = [
        ("referrer-policy", "strict-origin-when-cross-origin"),
        ("permissions-policy", "camera=(), microphone=(), geolocation=(self), payment=(), usb=(), browsing-topics=()"),
        ("x-frame-options", "DENY"),
        ("cross-origin-opener-policy", "same-origin"),
    ];
    let draft = Draft::page(status, template.fill(lang, &head.html(), content));
    let draft = draft.header(header::CONTENT_SECURITY_POLICY, template.policy.clone());
    GUARDS.into_iter().fold(draft, |draft, (name, value)| draft.header(HeaderName::from_static(name), HeaderValue::from_static(value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_apart() {
        for (path, want) in [
            ("/", Some((Lang::Vi, Page::Home))),
            ("/en", Some((Lang::En, Page::Home))),
            ("/en/", None),
            ("/chuyen-muc/tin-tuc", Some((Lang::Vi, Page::Section("tin-tuc")))),
            ("/en/chuyen-muc/tin-tuc", Some((Lang::En, Page::Section("tin-tuc")))),
            ("/chuyen-muc/", None),
            ("/chuyen-muc", None),
            ("/van-ban", Some((Lang::Vi, Page::Kind(Kind::Document)))),
            ("/tin-bai/a-b-1", Some((Lang::Vi, Page::Item))),
            ("/en/tin-bai/a-b-1", Some((Lang::En, Page::Item))),
            ("/tin-bai/a/b", None),
            ("/tin-bai/", None),
            ("/tro-nang", Some((Lang::Vi, Page::Accessibility))),
            ("/danh-ba", Some((Lang::Vi, Page::Structure(Place::Directory)))),
            ("/en/ban-do", Some((Lang::En, Page::Structure(Place::Map)))),
            ("/su-kien-doi-song/sinh-con", Some((Lang::Vi, Page::Structure(Place::LifeEvent("sinh-con"))))),
            ("/chu-de/A b", None),
            ("/danh-ba/x", None),
            ("/the/chuyen-doi-so", Some((Lang::Vi, Page::Tag("chuyen-doi-so")))),
            ("/opendata", Some((Lang::Vi, Page::OpenData))),
            ("/tim-kiem", Some((Lang::Vi, Page::Search))),
            ("/en/tim-kiem", Some((Lang::En, Page::Search))),
            ("/gui-thu", Some((Lang::Vi, Page::Letters(&LETTERS[0])))),
            ("/en/theo-doi-thu", Some((Lang::En, Page::Letters(&LETTERS[1])))),
            ("/ban-lam-viec", Some((Lang::Vi, Page::Desk))),
            ("/ban-lam-viec/viet", Some((Lang::Vi, Page::Desk))),
            ("/en/ban-lam-viec", None),
            ("//evil.example", None),
            ("/enx", None),
            ("/khac", None),
        ] {
            assert_eq!(classify(path), want, "{path}");
        }
    }

    #[test]
    fn the_page_of_nothing_tells_it_and_escapes_the_path() {
        let template = Template::read(template::TINY).unwrap();
        let page = none(&template, Lang::Vi, "/x\"></script><script>alert(1)</script>").text();
        assert!(page.contains("<title data-seo>Không tìm thấy</title>") && page.contains("name=\"robots\" content=\"noindex\""));
        assert_eq!(page.matches("<script").count(), 3, "{page}");
        assert!(page.contains("\"problem\":{\"code\":\"not_found\""), "{page}");
    }
}
