//! The read side over a database of its own, through HTTP and by its statements.

use std::sync::Arc;

use actix_web::body::MessageBody;
use actix_web::dev::ServiceResponse;
use actix_web::http::{StatusCode, header};
use actix_web::middleware::from_fn;
use actix_web::{App, test, web};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel, Statement};
use serde_json::{Value, json};
use utoipa_actix_web::AppExt;
use uuid::Uuid;

use super::params::{Fact, Filters, Is, ListQuery, Order, PlaceKey};
use super::shell::{self, Page};
use super::template::{TINY, Template};
use super::{list, queries};
use crate::access::Actor;
use crate::http::page::Cursor;
use crate::http::{Sites, manners};
use crate::kernel::public::PublicationFull;
use crate::kernel::words::{Field, Genre, InfoClass, Kind, Lang, MediaKind, PublicationStatus, TextState};
use crate::store::entities::{app_user, media, org_unit, section, section_slug};
use crate::store::publications::{self, Key, KeyValue, PublicMedia, Rendered};
use crate::store::search::Found;
use crate::store::trial::Trial;
use crate::store::{Call, Change, ItemFacts, RevisionRef, Site, Work};

/// A site on an empty database, with one unit, one person and the section `tin-tuc`.
pub(crate) struct Bench {
    pub site: Arc<Site>,
    section: Uuid,
    unit: Uuid,
    _trial: Trial,
}

/// What a test publishes.
#[derive(Clone, Copy)]
pub(crate) struct Text<'t> {
    pub title: &'t str,
    pub kind: Kind,
    pub field: Option<Field>,
    pub media: Option<Uuid>,
}

impl Default for Text<'_> {
    fn default() -> Self {
        Self { title: "Ra quân tổng vệ sinh", kind: Kind::Article, field: None, media: None }
    }
}

impl Bench {
    pub async fn open() -> Self {
        let trial = Trial::open().await;
        let bench = Self { section: Uuid::now_v7(), unit: Uuid::now_v7(), site: trial.site.clone(), _trial: trial };
        bench.furnish().await;
        bench
    }

    async fn work(&self) -> Work<'_> {
        self.site.clock.advance(TimeDelta::seconds(1));
        Work::begin(&self.site, Call::new(Actor::system(crate::access::Door::Http), "test")).await.unwrap()
    }

    async fn furnish(&self) {
        let mut work = self.work().await;
        let unit = json_unit(self.unit, work.now);
        org_unit::Entity::insert(unit.into_active_model()).exec_without_returning(work.db()).await.unwrap();
        let row = section::Model {
            id: self.section,
            slug: "tin-tuc".into(),
            name: "Tin tức & sự kiện".into(),
            name_en: Some("News".into()),
            parent_id: None,
            position: 1,
            info_class: InfoClass::NewsEvent,
            owner_unit_id: None,
            valid_from: work.now.date_naive(),
            valid_to: None,
            created_at: work.now,
            merged_into: None,
        };
        section::Entity::insert(row.into_active_model()).exec_without_returning(work.db()).await.unwrap();
        let slug = section_slug::Model { slug: "tin-tuc".into(), section_id: self.section };
        section_slug::Entity::insert(slug.into_active_model()).exec_without_returning(work.db()).await.unwrap();
        work.record(Change::SectionAdded { section: self.section });
        work.commit().await.unwrap();
    }

    fn facts(&self, id: Uuid, kind: Kind) -> ItemFacts {
        ItemFacts {
            item: id,
            kind,
            class: Some(InfoClass::NewsEvent),
            genre: None,
            unit: self.unit,
            section: Some(self.section),
            lang: Lang::Vi,
        }
    }

    pub async fn publish(&self, id: Uuid, text: Text<'_>) -> String {
        let mut work = self.work().await;
        let path = format!("/tin-bai/x-{}", crate::kernel::ids::short_id(id));
        let at = crate::kernel::dates::rfc3339_vn(work.now);
        let mut full = json!({
            "id": id, "kind": text.kind, "info_class": "news_event", "genre": "news_brief", "lang": "vi",
            "title": text.title, "summary": "Tóm tắt <b>", "path": path,
            "section": {"id": self.section, "slug": "tin-tuc", "name": "Tin tức & sự kiện", "name_en": "News"},
            "unit": {"id": self.unit, "name": "Trung tâm"}, "fields": [], "authors": ["An"],
            "source": {"kind": "own", "name": null, "url": null}, "status": "live",
            "published_at": at, "updated_at": at, "revised_at": null, "display_until": null, "event": null, "number": null, "image": null,
        });
        let summary_json = full.to_string();
        let more = json!({
            "body_html": format!("<p>{}</p><p><a href=\"/trang/a\">a</a></p>", "Nội dung ".repeat(150)), "details": {}, "media": [],
            "corrections": [], "status_note": null, "attribution": "Theo Cổng", "revision_hash": "0".repeat(64),
        });
        full.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        serde_json::from_value::<PublicationFull>(full.clone()).unwrap();
        let key = |field: Field| Key { name: "field".into(), value: KeyValue::Text(field.word()) };
        let rendered = Rendered {
            id,
            kind: text.kind,
            info_class: InfoClass::NewsEvent,
            genre: Some(Genre::NewsBrief),
            lang: Lang::Vi,
            section_id: self.section,
            unit_id: self.unit,
            path: path.clone(),
            sort_title: text.title.to_lowercase(),
            published_at: work.now,
            updated_at: work.now,
            display_until: None,
            revision_id: Uuid::now_v7(),
            revision_hash: "0".repeat(64),
            approval_id: Uuid::now_v7(),
            summary_json,
            full_json: full.to_string(),
            found: Found { title: text.title.into(), ..Found::default() },
            keys: text.field.into_iter().map(key).collect(),
            media: text
                .media
                .into_iter()
                .map(|media_id| PublicMedia { media_id, public_json: json!({"media_id": media_id}).to_string(), files: vec![] })
                .collect(),
        };
        let first = publications::put(&work, rendered).await.unwrap();
        work.record(Change::Published {
            item: self.facts(id, text.kind),
            revision: RevisionRef { revision: Uuid::now_v7(), no: 1, hash: "0".repeat(64) },
            approval: Uuid::now_v7(),
            first,
            correction: false,
            display_until: None,
        });
        work.commit().await.unwrap();
        path
    }

    pub async fn withdraw(&self, id: Uuid, reason: &str) {
        let mut work = self.work().await;
        let row = publications::find_locked(&work, id).await.unwrap().unwrap();
        let kind = row.kind;
        publications::end(&work, row, PublicationStatus::Withdrawn, Some(reason.into()), None, None).await.unwrap();
        work.record(Change::Withdrawn { item: self.facts(id, kind) });
        work.commit().await.unwrap();
    }

    /// Asks the public doors, with the manners of the real application around them.
    pub async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let sites = web::Data::new(Sites::new(self.site.clone(), vec![]));
        let (app, _) = App::new().into_utoipa_app().app_data(sites).configure(super::configure).split_for_parts();
        let app = app.configure(super::pages).default_service(web::to(shell::fallback)).wrap(from_fn(manners::mind));
        let app = test::init_service(app).await;
        let mut request = test::TestRequest::get().uri(path);
        for header in headers {
            request = request.insert_header(*header);
        }
        Answer::of(test::call_service(&app, request.to_request()).await).await
    }
}

fn json_unit(id: Uuid, now: DateTime<Utc>) -> org_unit::Model {
    org_unit::Model {
        id,
        code: "tt".into(),
        kind: crate::kernel::words::UnitKind::PublicServiceUnitCenter,
        name: "Trung tâm".into(),
        name_en: None,
        parent_id: None,
        position: 1,
        valid_from: now.date_naive(),
        valid_to: None,
        created_at: now,
    }
}

pub(crate) struct Answer {
    pub status: StatusCode,
    headers: header::HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    async fn of<B: MessageBody>(response: ServiceResponse<B>) -> Self {
        let (status, headers) = (response.status(), response.headers().clone());
        let body = test::try_read_body(response).await.map(|b| b.to_vec()).unwrap_or_default();
        Self { status, headers, body }
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |h| h.to_str().unwrap())
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }
}

#[actix_web::test]
async fn a_publication_is_read_revalidated_and_withdrawn_at_once() {
    let bench = Bench::open().await;
    let id = Uuid::now_v7();
    let path = bench.publish(id, Text::default()).await;
    let (by_id, by_path) = (format!("/api/v1/publications/{id}"), queries::by_path_address(&path));
    for address in [&by_id, &by_path] {
        let plain = bench.get(address, &[]).await;
        assert_eq!((plain.status.as_u16(), plain.header("content-type")), (200, "application/json"));
        assert_eq!(plain.header("access-control-allow-origin"), "*");
        assert_eq!(plain.header("cache-control"), "public, max-age=0, must-revalidate");
        let coded = bench.get(address, &[("accept-encoding", "gzip, br")]).await;
        assert_eq!((coded.header("content-encoding"), coded.header("vary")), ("br", "Accept-Encoding"));
        assert!(coded.body.len() < plain.body.len() / 2 && coded.header("etag") != plain.header("etag"));
        let again = bench.get(address, &[("if-none-match", plain.header("etag"))]).await;
        assert_eq!((again.status.as_u16(), again.body.len(), again.header("etag")), (304, 0, plain.header("etag")));
        let other = bench.get(address, &[("if-none-match", coded.header("etag"))]).await;
        assert_eq!(other.status, 200);
    }
    let listed = bench.get("/api/v1/publications?section=tin-tuc&count=exact", &[]).await.json();
    assert_eq!((listed["data"][0]["id"].as_str().unwrap(), &listed["total"]), (id.to_string().as_str(), &json!(1)));
    let feed = bench.get("/feeds/tin-tuc.atom", &[]).await;
    assert_eq!(feed.header("content-type"), "application/atom+xml; charset=utf-8");
    for part in [&format!("urn:uuid:{id}"), "https://thanhdong.vidu.vn/trang/a", "rel=\"self\"", "Theo Cổng thông tin"] {
        assert!(feed.text().contains(part), "{part}: {}", feed.text());
    }
    assert!(bench.get("/sitemap.xml", &[]).await.text().contains(&format!("<loc>https://thanhdong.vidu.vn{path}</loc>")));

    bench.withdraw(id, "Sai số liệu").await;
    for address in [&by_id, &by_path] {
        let gone = bench.get(address, &[]).await;
        assert_eq!((gone.status.as_u16(), gone.header("content-type")), (410, "application/problem+json"));
        assert_eq!(gone.header("access-control-allow-origin"), "*");
        let told = gone.json();
        assert_eq!((told["code"].as_str(), told["reason"].as_str()), (Some("gone"), Some("Sai số liệu")));
        assert!(told["withdrawn_at"].is_string() && !gone.text().contains("vệ sinh"));
        assert_ne!(gone.json()["request_id"], bench.get(address, &[]).await.json()["request_id"]);
    }
    assert_eq!(bench.get("/api/v1/publications?count=exact", &[]).await.json()["total"], 0);
    assert!(!bench.get("/feeds/all.atom", &[]).await.text().contains("<entry>"));
    assert!(!bench.get("/sitemap.xml", &[]).await.text().contains(&path));
}

#[actix_web::test]
async fn what_is_not_there_or_not_well_asked() {
    let bench = Bench::open().await;
    let id = Uuid::now_v7();
    let path = bench.publish(id, Text::default()).await;
    for (address, status) in [
        ("/api/v1/publications/0199a0c0-0000-7000-8000-000000000000", 404),
        ("/api/v1/publications/x", 404),
        ("/api/v1/publications/by-path", 422),
        ("/api/v1/publications/by-path?path=", 422),
        ("/api/v1/publications/by-path?path=/tin-bai/khong-co-1", 404),
        ("/api/v1/publications/by-path?path=%00", 404),
        ("/api/v1/publications/by-path?path=/a&x=1", 422),
        ("/api/v1/publications?limit=0", 422),
        ("/api/v1/publications?limit=x", 422),
        ("/api/v1/publications?sort=author", 422),
        ("/api/v1/publications?kind=article&kind=notice", 422),
        ("/api/v1/publications?section=khong-co", 200),
        ("/api/v1/media/0199a0c0-0000-7000-8000-000000000000", 404),
        ("/api/v1/media/0199a0c0-0000-7000-8000-000000000000/full", 404),
        ("/feeds/khong-co.atom", 404),
        ("/feeds/A.atom", 404),
        ("/feeds/all.atom?cursor=x", 422),
        ("/sitemap-1.xml", 200),
        ("/sitemap-2.xml", 404),
        ("/sitemap-x.xml", 404),
        ("/_app/immutable/khong-co.js", 404),
        ("/200.html", 404),
        ("/../Cargo.toml", 404),
        ("/khong-co", 404),
    ] {
        let answer = bench.get(address, &[]).await;
        assert_eq!(answer.status.as_u16(), status, "{address}: {}", String::from_utf8_lossy(&answer.body));
        assert!(status == 200 || answer.header("content-type") == "application/problem+json", "{address}");
    }
    let moved = bench.get(&format!("/api/v1/publications/by-path?path={}/", path.trim_start_matches('/')), &[]).await;
    assert_eq!((moved.status.as_u16(), moved.header("location")), (301, queries::by_path_address(&path).as_str()));
}

#[actix_web::test]
async fn pages_walk_through_every_list_once() {
    let bench = Bench::open().await;
    for n in 0..23u128 {
        let (kind, field) = if n % 3 == 0 { (Kind::Notice, Some(Field::Culture)) } else { (Kind::Article, Some(Field::Economy)) };
        bench.publish(Uuid::from_u128(n + 1), Text { title: &format!("Tin {}", (n * 7) % 10), kind, field, media: None }).await;
    }
    for (filter, count) in [("", 23), ("kind=notice&", 8), ("field=economy&", 15), ("section=tin-tuc&field=culture&", 8), ("lang=en&", 0)] {
        for sort in ["-published_at", "published_at", "title"] {
            let (mut seen, mut cursor) = (vec![], String::new());
            loop {
                let page = bench.get(&format!("/api/v1/publications?{filter}sort={sort}&limit=5{cursor}"), &[]).await;
                assert_eq!(page.status, 200);
                let json = page.json();
                seen.extend(json["data"].as_array().unwrap().iter().map(|p| (p["title"].to_string(), p["published_at"].to_string())));
                let Some(next) = json["next_cursor"].as_str() else {
                    assert_eq!(page.header("link"), "");
                    break;
                };
                assert!(page.header("link").contains(next) && page.header("link").ends_with("rel=\"next\""));
                cursor = format!("&cursor={next}");
            }
            assert_eq!(seen.len(), count, "{filter} {sort}");
            let mut sorted = seen.clone();
            match sort {
                "title" => sorted.sort(),
                "published_at" => sorted.sort_by(|a, b| a.1.cmp(&b.1)),
                _ => sorted.sort_by(|a, b| b.1.cmp(&a.1)),
            }
            assert_eq!(seen, sorted, "{filter} {sort}");
        }
        let counted = bench.get(&format!("/api/v1/publications?{filter}count=exact&limit=1"), &[]).await.json();
        assert_eq!((&counted["total"], &counted["total_is"]), (&json!(count), &json!("exact")), "{filter}");
    }
    let feed = bench.get("/feeds/all.atom", &[]).await.text();
    assert!(feed.matches("<entry>").count() == 20 && feed.contains("rel=\"next\""));
}

/// Every list walks an index in the order asked for: nothing is scanned whole, nothing sorted.
#[actix_web::test]
async fn every_list_has_an_index() {
    let bench = Bench::open().await;
    let at = Some(bench.site.clock.now());
    let (day, last) = ("2026-11-23".parse().unwrap(), "2026-12-23".parse().ok());
    let fact = |name: &'static str, is| Fact { name: name.into(), is, said: name.into() };
    for mask in 0..1u32 << 11 {
        let on = |bit: u32| mask & (1 << bit) != 0;
        let of_facts: Vec<_> = [
            on(8).then(|| fact("status", Is::Text("open".into()))),
            on(9).then(|| fact("issued_on", Is::Days { from: Some(day), to: last })),
            on(10).then(|| fact("validity", Is::On { word: "in_force".into(), day })),
        ]
        .into_iter()
        .flatten()
        .collect();
        let filters = Filters {
            kind: on(0).then_some(Kind::Article),
            section: on(1).then(|| "tin-tuc".to_owned()),
            unit: on(2).then_some(bench.unit),
            field: on(3).then_some(Field::Culture),
            info_class: on(4).then_some(InfoClass::NewsEvent),
            genre: on(5).then_some(Genre::NewsBrief),
            lang: on(6).then_some(Lang::Vi),
            facts: of_facts.clone(),
            from: at.filter(|_| on(7)),
            before: at.filter(|_| on(7)),
        };
        let days = [true, false].map(|latest_first| Order::Day { name: "issued_on", latest_first });
        for sort in [Order::Newest, Order::Oldest, Order::Title].into_iter().chain(days) {
            let first = ListQuery { sort, ..ListQuery::newest(filters.clone(), 20) };
            let key = match sort {
                Order::Title => PlaceKey::Title("x".into()),
                Order::Day { .. } => PlaceKey::Day(day),
                _ => PlaceKey::At(0),
            };
            let next = ListQuery { after: Some(first.place(key, 1)), ..first.clone() };
            assert!(next.after.as_ref().unwrap().write().len() < 200);
            for query in [&first, &next] {
                let plan = plan(&bench, list::list_statement(DbBackend::Sqlite, query)).await;
                assert!(!plan.contains("TEMP B-TREE") && !plan.contains("SCAN"), "{query:?}\n{plan}");
            }
        }
        let (statement, counted) = list::count_statement(DbBackend::Sqlite, &filters);
        let plan = plan(&bench, statement).await;
        assert!(counted || !plan.contains("SCAN p"), "{filters:?}\n{plan}");
    }
    let numbered =
        list::list_statement(DbBackend::Postgres, &ListQuery::newest(Filters { kind: Some(Kind::Page), ..Filters::default() }, 5));
    assert!(numbered.sql.contains("p.kind = $1") && !numbered.sql.contains("INDEXED"));
}

async fn plan(bench: &Bench, statement: Statement) -> String {
    let explain = Statement { sql: format!("EXPLAIN QUERY PLAN {}", statement.sql), ..statement };
    let rows = bench.site.read().query_all_raw(explain).await.unwrap();
    rows.iter().map(|row| row.try_get::<String>("", "detail").unwrap() + "\n").collect()
}

#[actix_web::test]
async fn pictures_come_out_with_their_publication_only() {
    let bench = Bench::open().await;
    let (id, media_id) = (Uuid::now_v7(), Uuid::now_v7());
    let bytes: Vec<u8> = (0..300_000u32).map(|n| (n % 251) as u8).collect();
    let hash = bench.site.blobs.put(&bytes).unwrap();
    let mut work = bench.work().await;
    let user = app_user::Model {
        id: Uuid::now_v7(),
        username: "an".into(),
        display_name: "An".into(),
        position: String::new(),
        email: None,
        unit_id: None,
        password_hash: String::new(),
        state: "active".into(),
        created_at: work.now,
        password_changed_at: work.now,
    };
    let row = media::Model {
        id: media_id,
        blob_hash: hash.clone(),
        filename: "a.png".into(),
        media_type: "image/png".into(),
        bytes: 300_000,
        width: 1,
        height: 1,
        alt: None,
        caption: None,
        rights_owner: None,
        rights_licence: None,
        rights_permission: None,
        shows_children: None,
        renditions: json!([
            {"name": "full", "hash": hash, "width": 1, "height": 1, "type": "image/png", "bytes": 300_000},
            {"name": "odd", "hash": hash, "width": 1, "height": 1, "type": "image/svg+xml", "bytes": 300_000}])
        .to_string(),
        unit_id: bench.unit,
        created_by: user.id,
        version: 1,
        created_at: work.now,
        kind: MediaKind::Picture,
        pages: None,
        text_state: TextState::None,
        hidden_data: "[]".into(),
        has_speech: None,
        captions_hash: None,
        transcript: None,
        focal_x: None,
        focal_y: None,
        derived_from: None,
    };
    app_user::Entity::insert(user.into_active_model()).exec_without_returning(work.db()).await.unwrap();
    media::Entity::insert(row.into_active_model()).exec_without_returning(work.db()).await.unwrap();
    work.record(Change::MediaAdded { media: media_id, unit: bench.unit, blob: hash });
    work.commit().await.unwrap();
    let address = format!("/api/v1/media/{media_id}/full");
    assert_eq!(bench.get(&address, &[]).await.status, 404, "a draft's picture");

    bench.publish(id, Text { media: Some(media_id), ..Text::default() }).await;
    assert_eq!(bench.get(&format!("/api/v1/media/{media_id}"), &[]).await.json()["media_id"], media_id.to_string());
    let whole = bench.get(&address, &[]).await;
    assert!(whole.status == 200 && whole.body == bytes);
    for (name, value) in [
        ("content-type", "image/png"),
        ("content-disposition", "inline"),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "default-src 'none'; sandbox"),
        ("accept-ranges", "bytes"),
    ] {
        assert_eq!(whole.header(name), value);
    }
    assert_eq!(bench.get(&address, &[("if-none-match", whole.header("etag"))]).await.status, 304);
    let part = bench.get(&address, &[("range", "bytes=131000-131099")]).await;
    assert_eq!((part.status.as_u16(), part.header("content-range")), (206, "bytes 131000-131099/300000"));
    assert_eq!(part.body, bytes[131_000..131_100]);
    let stale = bench.get(&address, &[("range", "bytes=0-1"), ("if-range", "\"old\"")]).await;
    assert_eq!(stale.status, 200);
    let beyond = bench.get(&address, &[("range", "bytes=300000-")]).await;
    assert_eq!((beyond.status.as_u16(), beyond.header("content-range")), (416, "bytes */300000"));
    let odd = bench.get(&format!("/api/v1/media/{media_id}/odd"), &[]).await;
    assert_eq!((odd.header("content-type"), odd.header("content-disposition")), ("application/octet-stream", "attachment"));
    assert_eq!(bench.get(&format!("/api/v1/media/{media_id}/thumb"), &[]).await.status, 404);

    bench.withdraw(id, "Gỡ").await;
    assert_eq!(bench.get(&address, &[]).await.status, 404);
    assert_eq!(bench.get(&format!("/api/v1/media/{media_id}"), &[]).await.status, 404);
}

#[actix_web::test]
async fn shells_hold_visible_content_and_nothing_breaks_out() {
    let bench = Bench::open().await;
    let template = Template::read(TINY).unwrap();
    let id = Uuid::now_v7();
    let title = "</title></script><!--<script>alert('1')</script> \"quoted\"";
    let path = bench.publish(id, Text { title, ..Text::default() }).await;
    let page = async |page: Page<'static>, path: &str| {
        let lang = if path.starts_with("/en") { Lang::En } else { Lang::Vi };
        shell::draft(&bench.site, &template, lang, &page, path).await
    };
    let data = |html: &str| -> Value {
        let json = html.split("id=\"initial-data\">").nth(1).unwrap().split("</script>").next().unwrap();
        serde_json::from_str(json).unwrap()
    };
    let item = page(Page::Item, &path).await.unwrap().text();
    // The template's two, the metadata and the data.
    assert_eq!((item.matches("<script").count(), item.matches("</script>").count(), item.matches("</title>").count()), (4, 4, 1), "{item}");
    assert_eq!(data(&item)["url"], queries::by_path_address(&path));
    assert_eq!(data(&item)["body"]["title"], title);
    for part in [
        "<div id=\"shell\"><main class=\"portal-main\"><article class=\"publication\"><h1>&lt;/title&gt;",
        "<p class=\"lead\">Tóm tắt &lt;b&gt;</p><div class=\"body\"><p>Nội dung",
        &format!("rel=\"canonical\" href=\"https://thanhdong.vidu.vn{path}\""),
        "property=\"og:title\"",
        "name=\"DC.creator\" content=\"An\"",
        "name=\"DC.date\" content=\"2026-",
        "\"@type\":\"NewsArticle\"",
    ] {
        assert!(item.contains(part), "{part}\n{item}");
    }
    for (kind, at, url) in [
        (Page::Home, "/", "/api/v1/publications?kind=article&limit=12"),
        (Page::Section("tin-tuc"), "/chuyen-muc/tin-tuc", "/api/v1/publications?section=tin-tuc&limit=20"),
        (Page::Kind(Kind::Article), "/tin-bai", "/api/v1/publications?kind=article&limit=20"),
    ] {
        let html = page(kind, at).await.unwrap().text();
        assert!(html.contains(&format!("<li><a href=\"{path}\"><h2>&lt;/title&gt;")), "{html}");
        assert_eq!((data(&html)["url"].as_str(), data(&html)["body"]["data"][0]["title"].as_str()), (Some(url), Some(title)));
        assert!(html.contains("hreflang=\"en\"") && html.contains("DC.identifier"));
        // The two of the app, the data, and what machines are told; none of the text's.
        let told = html.matches("<script data-seo type=\"application/ld+json\">").count();
        assert!(told >= 1 && html.matches("<script").count() == told + 3, "{html}");
    }
    let english = page(Page::Home, "/en").await.unwrap().text();
    assert!(english.contains("<html lang=\"en\">") && !english.contains("<h2>"));
    assert!(page(Page::Section("khong-co"), "/chuyen-muc/khong-co").await.is_err());
    bench.withdraw(id, "Có <lỗi>").await;
    let gone = page(Page::Item, &path).await.unwrap().text();
    assert!(gone.contains("<p>Có &lt;lỗi&gt;</p>") && !gone.contains("quoted"), "{gone}");
    assert_eq!(data(&gone)["problem"]["code"], "gone");
    let desk = page(Page::Desk, "/ban-lam-viec").await.unwrap().text();
    assert!(desk.contains("noindex") && !desk.contains("shell"));
}
