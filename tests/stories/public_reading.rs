//! What everybody meets: problems in two languages, validators, methods, pages with the right status.

use cong_tests::{Portal, a_notice, an_article, both};

both!(
    async fn a_reader_with_a_copy_is_told_that_it_is_good(portal: Portal) {
        let item = portal.published(an_article()).await;
        let visitor = portal.a_visitor();
        for address in [
            format!("/api/v1/publications/{}", item.id()),
            "/api/v1/publications?limit=5".into(),
            "/feeds/all.atom".into(),
            "/api/v1/sections".into(),
            "/api/v1/site".into(),
        ] {
            let first = visitor.get(&address).await.ok();
            let etag = first.etag();
            assert!(etag.starts_with('"') && etag.len() > 4, "a strong validator: {etag}");
            let again = visitor.asks("GET", &address, &[("if-none-match", &etag)]).await.answered(304);
            assert!(again.bytes.is_empty());
            let head = visitor.asks("HEAD", &address, &[]).await.answered(200);
            assert_eq!((head.header("etag"), head.bytes.len()), (Some(etag.as_str()), 0), "{address}");
            let packed = visitor.asks("GET", &address, &[("accept-encoding", "gzip")]).await.ok();
            if packed.header("content-encoding").is_some() {
                assert_ne!(packed.etag(), etag, "validators differ by content coding: {address}");
            }
            assert!(first.header("cache-control").is_some() && first.header("vary").is_some(), "{address}: {:?}", first.headers);
            assert_eq!(first.header("access-control-allow-origin"), Some("*"), "{address}");
        }
    }
);

both!(
    async fn an_unknown_address_and_a_wrong_method_say_so(portal: Portal) {
        let visitor = portal.a_visitor();
        visitor.get("/api/v1/nothing").await.refused(404, "not_found");
        visitor.get("/api/v1/publications/0199a0c0-0000-7000-8000-000000000000").await.refused(404, "not_found");
        visitor.get("/api/v1/publications/not-an-id").await.refused(404, "not_found");
        let refused = visitor.asks("DELETE", "/api/v1/publications", &[]).await.refused(405, "method_not_allowed");
        assert_eq!(refused.header("allow"), Some("GET, HEAD, OPTIONS"));
        let english = visitor.asks("GET", "/api/v1/nothing", &[("accept-language", "en-GB, vi;q=0.5")]).await;
        assert_eq!(english.json["title"], "Not found");
        let named = visitor.asks("GET", "/api/v1/nothing", &[("x-request-id", "cuoc-goi-7")]).await;
        assert_eq!(named.json["request_id"], "cuoc-goi-7");
        let forged = visitor.asks("GET", "/api/v1/nothing", &[("x-request-id", "a b<script>")]).await;
        assert_ne!(forged.json["request_id"], "a b<script>");
    }
);

both!(
    async fn the_pages_of_the_portal_have_their_status_and_their_words(portal: Portal) {
        let item = portal.published(an_article().titled("Đường <b>& hoa</b> nở \"rộ\"")).await;
        let visitor = portal.a_visitor();
        let page = visitor.get(item.path()).await.answered(200);
        assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
        let html = page.text();
        assert!(html.contains("rel=\"canonical\"") && html.contains("og:title"), "{html}");
        assert!(html.contains("Đường &lt;b&gt;&amp; hoa&lt;/b&gt; nở") && !html.contains("<b>& hoa"), "words are escaped");
        let policy = page.header("content-security-policy").expect("a policy");
        assert!(!policy.contains("unsafe-inline") && policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(html.contains("id=\"initial-data\""));
        assert_eq!(visitor.get("/tin-bai/khong-co-0000000000").await.status, 404);
        assert_eq!(visitor.get("/chuyen-muc/khong-co").await.status, 404);
        assert_eq!(visitor.get("/ban-lam-viec").await.status, 200, "the desk is an application, not a page of the portal");
        let robots = visitor.get("/robots.txt").await.ok().text();
        assert!(robots.contains("Sitemap: https://thanhdong.example/sitemap.xml"), "{robots}");
        assert!(visitor.get("/sitemap.xml").await.ok().text().contains("sitemap"));
    }
);

both!(
    async fn health_is_cheap_and_readiness_is_true(portal: Portal) {
        let visitor = portal.a_visitor();
        visitor.get("/healthz").await.answered(200);
        visitor.get("/readyz").await.answered(200);
        assert!(visitor.get("/openapi.json").await.ok().json["openapi"].as_str().is_some_and(|v| v.starts_with("3.1")));
        assert_eq!(visitor.get("/docs/").await.status, 200);
    }
);

both!(
    async fn an_empty_section_is_not_shown(portal: Portal) {
        let visitor = portal.a_visitor();
        assert!(visitor.get("/api/v1/sections").await.ok().data().is_empty());
        portal.published(a_notice()).await;
        let sections = visitor.get("/api/v1/sections").await.ok();
        let shown: Vec<_> = sections.data().iter().map(|s| (s["slug"].as_str().unwrap(), s["publications"].as_i64().unwrap())).collect();
        assert_eq!(shown, [("thong-bao", 1)]);
        let all = portal.the_secretariat().get("/api/v1/desk/sections").await.ok();
        assert!(all.data().len() >= 14, "the desk sees all of them");
    }
);

both!(
    async fn a_notice_stops_being_shown_when_its_time_is_over(portal: Portal) {
        let until = portal.now() + chrono::TimeDelta::hours(5);
        let details = serde_json::json!({"display_until": cong::kernel::dates::rfc3339_vn(until)});
        let item = portal.published(a_notice().with("details", details)).await;
        let visitor = portal.a_visitor();
        assert_eq!(visitor.get("/api/v1/publications").await.ok().ids(), [item.id()]);
        portal.wait(chrono::TimeDelta::hours(6));
        assert_eq!(portal.worker_does_what_is_due().await, 1);
        assert!(visitor.get("/api/v1/publications").await.ok().ids().is_empty());
        let one = visitor.get(&format!("/api/v1/publications/{}", item.id())).await.answered(200);
        assert_eq!(one.json["status"], "expired");
        assert!(one.json["status_note"].is_string(), "readable, with a note");
        assert_eq!(portal.worker_does_what_is_due().await, 0, "it fires once");
    }
);
