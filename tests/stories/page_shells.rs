//! Every public path before a script runs: its status, what may be asked of it, Dublin Core, the pages in two languages that
//! name each other, the maps for robots.

use cong_tests::{Portal, Visitor, a_document, a_page, an_article, both};
use sea_orm::ConnectionTrait;
use serde_json::json;

const MANDATORY: [&str; 6] = ["title", "creator", "date", "description", "publisher", "identifier"];

async fn html(visitor: &Visitor, path: &str) -> String {
    visitor.asks("GET", path, &[("accept", "text/html")]).await.ok().text()
}

/// The content of a `meta`, as it stands.
fn meta<'h>(html: &'h str, name: &str) -> &'h str {
    let from = format!("name=\"{name}\" content=\"");
    html.split_once(&from).and_then(|(_, rest)| rest.split_once('"')).map_or("", |(value, _)| value)
}

both!(
    async fn every_page_says_the_six_things(portal: Portal) {
        let visitor = portal.a_visitor();
        let empty = ["/", "/en", "/tro-nang", "/en/tro-nang", "/tim-kiem", "/van-ban", "/en/van-ban"];
        // A ward that has published nothing has pages all the same.
        for path in empty {
            let page = html(&visitor, path).await;
            for name in MANDATORY {
                assert!(!meta(&page, &format!("DC.{name}")).is_empty(), "{path} of an empty ward: DC.{name}");
            }
        }
        let item = portal.published(an_article().with_picture()).await;
        for path in empty.iter().copied().chain(["/tim-kiem?q=thanh", "/tin-bai", "/chuyen-muc/tin-tuc-su-kien", item.path()]) {
            let page = html(&visitor, path).await;
            for name in MANDATORY {
                assert!(!meta(&page, &format!("DC.{name}")).is_empty(), "{path}: DC.{name}");
            }
            assert_eq!(page.matches("application/ld+json").count(), 1, "{path}: JSON-LD");
            assert_eq!(page.matches("rel=\"canonical\"").count(), 1, "{path}: canonical");
            assert!(page.contains("property=\"og:title\""), "{path}: Open Graph");
        }
        let page = html(&visitor, item.path()).await;
        assert!(page.contains("<time datetime=\"2026-11-23T09:") && page.contains("<figure><img src=\"/api/v1/media/"), "{page}");
        assert!(page.contains("<p lang=\"vi\">Theo Cổng thông tin điện tử phường Thành Đông</p>"));
    }
);

both!(
    async fn a_page_is_only_read(portal: Portal) {
        let item = portal.published(an_article()).await;
        let visitor = portal.a_visitor();
        for path in ["/", "/en", "/tin-bai", "/tim-kiem", "/chuyen-muc/tin-tuc-su-kien", "/ban-lam-viec", item.path()] {
            for method in ["POST", "PUT", "DELETE", "PATCH"] {
                let refused = visitor.asks(method, path, &[]).await.refused(405, "method_not_allowed");
                assert_eq!(refused.header("allow"), Some("GET, HEAD, OPTIONS"), "{method} {path}");
            }
            assert_eq!(visitor.asks("OPTIONS", path, &[]).await.answered(204).header("allow"), Some("GET, HEAD, OPTIONS"), "{path}");
            let head = visitor.asks("HEAD", path, &[("accept", "text/html")]).await.answered(200);
            assert!(head.bytes.is_empty(), "{path}");
        }
        let lost = visitor.asks("GET", "/khong-co-gi", &[("accept", "text/html")]).await.answered(404);
        assert!(lost.text().contains("noindex") && !lost.text().contains("rel=\"canonical\""));
        let moved = visitor.asks("GET", &format!("{}/", item.path()), &[("accept", "text/html")]).await.answered(301);
        assert_eq!(moved.header("location"), Some(item.path()));
        portal.the_secretariat().withdraws(&item, "Nhầm <b>tệp</b>.").await;
        let gone = visitor.asks("GET", item.path(), &[("accept", "text/html")]).await.answered(410).text();
        assert!(gone.contains("Nhầm &lt;b&gt;tệp&lt;/b&gt;.") && gone.contains("noindex"));
    }
);

both!(
    async fn a_translation_and_its_original_name_each_other(portal: Portal) {
        let visitor = portal.a_visitor();
        let original = portal.published(a_page()).await;
        let alone = html(&visitor, original.path()).await;
        assert!(!alone.contains("hreflang"), "a page without a translation names none");
        let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
        let content = a_page().titled("About Thành Đông Ward").saying("<p>The ward lies in the east.</p>").content(&portal).await;
        let request = |of: &str, lang: &str| json!({"kind": "page", "lang": lang, "translation_of": of, "content": content});
        let made = editor.post("/api/v1/desk/items", request(original.id(), "en")).await.answered(201);
        assert_eq!(made.json["translation_of"], original.id());
        // One in each language, of the same kind, of an original.
        let document = portal.published(a_document()).await;
        let draft = made.json["id"].as_str().unwrap();
        for (of, lang, why) in [
            (original.id(), "en", "taken"),
            (original.id(), "vi", "no_translation"),
            (document.id(), "en", "no_translation"),
            (draft, "vi", "no_translation"),
            ("0199a0c0-0000-7000-8000-000000000000", "en", "unknown_item"),
        ] {
            let refused = editor.post("/api/v1/desk/items", request(of, lang)).await.refused(422, "invalid");
            assert_eq!(
                (refused.pointers(), refused.json["errors"][0]["code"].as_str()),
                (vec!["/translation_of"], Some(why)),
                "{of} {lang}"
            );
        }
        // Nothing is named before it is out.
        assert!(!html(&visitor, original.path()).await.contains("hreflang"));
        let item = cong_tests::Item { json: made.json };
        let item = editor.submits(&item).await;
        let item = portal.the_secretariat().sends_up(&item).await;
        let deputy = portal.the_deputy_editor();
        deputy.approves(&deputy.finds_in_the_queue(&item).await).await;
        let item = portal.the_secretariat().reads(&item).await;
        assert!(item.path().starts_with("/en/trang/"), "{}", item.path());
        for path in [original.path(), item.path()] {
            let page = html(&visitor, path).await;
            for (lang, to) in [("vi", original.path()), ("en", item.path()), ("x-default", original.path())] {
                assert!(page.contains(&format!("hreflang=\"{lang}\" href=\"")) && page.contains(&format!("{to}\">")), "{path}: {lang}");
            }
        }
        assert!(html(&visitor, item.path()).await.contains("<html lang=\"en\">"));
        portal.the_secretariat().withdraws(&item, "Dịch sai.").await;
        assert!(!html(&visitor, original.path()).await.contains("hreflang"));
    }
);

both!(
    async fn robots_find_what_is_listed_and_nothing_else(portal: Portal) {
        let visitor = portal.a_visitor();
        let bare = visitor.get("/sitemap.xml").await.ok().text();
        assert!(!bare.contains("/chuyen-muc/"), "an empty section is shown to nobody");
        let item = portal.published(an_article()).await;
        let map = visitor.get("/sitemap.xml").await.ok().text();
        for path in ["/", "/en", "/chuyen-muc/tin-tuc-su-kien", "/tin-bai", item.path()] {
            assert!(map.contains(&format!("{path}</loc>")), "{path}");
        }
        assert!(map.contains("<lastmod>2026-11-23T02:") && !map.contains("/chuyen-muc/van-ban"));
        // Above ten thousand numbers it is an index, each page with its latest change.
        let db = portal.tables().await;
        db.execute_unprepared("UPDATE counter SET value = 25000 WHERE name = 'publication_n'").await.expect("numbers go on from there");
        portal.wait(chrono::TimeDelta::hours(2));
        let far = portal.published(a_page()).await;
        let index = visitor.get("/sitemap.xml").await.ok().text();
        assert_eq!((index.matches("<sitemap>").count(), index.matches("<lastmod>").count()), (3, 2), "{index}");
        assert!(index.contains("/sitemap-3.xml</loc><lastmod>2026-11-23T04:"), "{index}");
        assert!(visitor.get("/sitemap-3.xml").await.ok().text().contains(far.path()));
        assert!(visitor.get("/sitemap-1.xml").await.ok().text().contains(item.path()));
        for beyond in ["/sitemap-4.xml", "/sitemap-0.xml", "/sitemap-01.xml"] {
            visitor.get(beyond).await.refused(404, "not_found");
        }
        portal.the_secretariat().withdraws(&item, "Nhầm.").await;
        assert!(!visitor.get("/sitemap-1.xml").await.ok().text().contains(item.path()));
        let robots = visitor.get("/robots.txt").await.ok().text();
        assert!(robots.contains("Disallow: /ban-lam-viec") && robots.contains("/sitemap.xml"));
    }
);
