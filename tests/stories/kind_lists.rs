//! The lists of single kinds: their filters, days and orders; the feeds in both forms with the line that goes with every text.

use cong_tests::{Item, Portal, Written, a_document, a_page, an_article, both};
use serde_json::{Value, json};

const LINE: &str = "Theo Cổng thông tin điện tử phường Thành Đông";

fn decision(number: &str, issued_on: &str, effective_on: &str, relations: Value) -> Written {
    let details = json!({
        "number": number, "doc_type": "Quyết định", "issuing_body": "UBND phường", "signer": "Chủ tịch UBND phường",
        "issued_on": issued_on, "effective_on": effective_on, "issuer_relation": "own", "relations": relations,
    });
    a_document().titled(&format!("Quyết định số {number}")).with("details", details)
}

both!(
    async fn documents_are_found_by_what_they_say_and_by_their_force_on_a_day(portal: Portal) {
        let visitor = portal.a_visitor();
        let old = portal.published(decision("512/QĐ-UBND", "2026-01-05", "2026-01-10", json!([]))).await;
        let kept = portal.published(decision("60/QĐ-UBND", "2026-03-01", "2026-03-05", json!([]))).await;
        let later = portal.published(decision("07/QĐ-UBND", "2026-11-20", "2027-01-01", json!([]))).await;
        let replacing = json!([
            {"relation": "replaces", "target_id": old.id(), "effective_on": "2026-06-01"},
            {"relation": "repeals", "target_id": kept.id(), "provision": "Khoản 2 Điều 5", "effective_on": "2026-06-01"}]);
        let new = portal.published(decision("77/QĐ-UBND", "2026-05-20", "2026-06-01", replacing)).await;
        let documents = async |query: &str| {
            let mut ids = visitor.get(&format!("/api/v1/documents?{query}")).await.ok().ids();
            ids.sort();
            ids
        };
        let these = |items: &[&Item]| {
            let mut ids: Vec<_> = items.iter().map(|item| item.id().to_owned()).collect();
            ids.sort();
            ids
        };
        assert_eq!(documents("").await, these(&[&old, &kept, &later, &new]));
        // Marks and capitals do not matter, the whole does.
        assert_eq!(documents("number=77/qd-ubnd").await, these(&[&new]));
        assert!(documents("number=77").await.is_empty());
        assert_eq!(documents("type=quyet%20dinh&signer=ch%E1%BB%A7%20t%E1%BB%8Bch%20ubnd%20ph%C6%B0%E1%BB%9Dng").await.len(), 4);
        assert_eq!(documents("issued_from=2026-03-01&issued_to=2026-05-20").await, these(&[&kept, &new]));
        assert_eq!(documents("effective_from=2027-01-01").await, these(&[&later]));
        // On a day, by the dates and by what other documents say.
        for (day, force, want) in [
            ("2026-05-31", "in_force", these(&[&old, &kept])),
            ("2026-05-31", "not_yet_effective", these(&[&new, &later])),
            ("2026-06-01", "in_force", these(&[&new])),
            ("2026-06-01", "partly_expired", these(&[&kept])),
            ("2026-06-01", "expired", these(&[&old])),
            ("2027-01-01", "in_force", these(&[&new, &later])),
            ("2026-01-09", "in_force", vec![]),
        ] {
            assert_eq!(documents(&format!("validity={force}&validity_on={day}")).await, want, "{force} on {day}");
        }
        // Without a day it is today's: Monday, 23 November 2026.
        assert_eq!(documents("validity=not_yet_effective").await, these(&[&later]));
        assert_eq!(documents("relation=replaced_by").await, these(&[&old]));
        assert_eq!(documents(&format!("related_to={}", old.id())).await, these(&[&new]));
        assert_eq!(documents(&format!("related_to={}&relation=replaces&validity=in_force", old.id())).await, these(&[&new]));
        // What no longer stands bears on nothing: the old one is in force again.
        portal.the_secretariat().withdraws(&new, "Nhầm.").await;
        assert_eq!(documents("validity=in_force").await, these(&[&old, &kept]));
        assert!(documents("relation=replaced_by").await.is_empty());
    }
);

both!(
    async fn a_list_of_a_kind_pages_by_its_day_and_counts(portal: Portal) {
        let visitor = portal.a_visitor();
        for (n, day) in ["2026-02-01", "2026-08-01", "2026-05-01", "2026-05-01"].into_iter().enumerate() {
            portal.published(decision(&format!("{}/QĐ-UBND", n + 1), day, day, json!([]))).await;
        }
        portal.published(an_article()).await;
        portal.published(a_page()).await;
        let issued = |row: &Value| row["columns"].as_array().unwrap().iter().find(|f| f["name"] == "issued_on").unwrap()["value"].clone();
        for (sort, want) in [
            ("issued_on", ["2026-02-01", "2026-05-01", "2026-05-01", "2026-08-01"]),
            ("-issued_on", ["2026-08-01", "2026-05-01", "2026-05-01", "2026-02-01"]),
        ] {
            let (mut at, mut seen) = (format!("/api/v1/documents?sort={sort}&limit=1&count=exact&issued_from=2026-01-01"), vec![]);
            loop {
                let page = visitor.get(&at).await.ok();
                assert_eq!((&page.json["total"], &page.json["total_is"]), (&json!(4), &json!("exact")));
                seen.extend(page.data().iter().map(issued));
                let Some(next) = page.header("link").map(|l| l.trim_start_matches('<').split('>').next().unwrap().to_owned()) else {
                    break;
                };
                assert!(next.contains("cursor=") && next.starts_with("/api/v1/documents?"), "{next}");
                at = next;
            }
            assert_eq!(seen, want, "{sort}");
        }
        // A range without an order is read from its end.
        let late = visitor.get("/api/v1/documents?issued_to=2026-06-01&view=full").await.ok();
        assert_eq!(late.data().iter().map(issued).collect::<Vec<_>>(), ["2026-05-01", "2026-05-01", "2026-02-01"]);
        assert!(late.data()[0]["body_html"].is_string());
        for (door, count) in [
            ("articles", 1),
            ("documents", 4),
            ("pages", 1),
            ("procedures", 0),
            ("projects", 0),
            ("plans", 0),
            ("statistics", 0),
            ("commendations", 0),
        ] {
            let page = visitor.get(&format!("/api/v1/{door}?count=exact")).await.ok();
            assert_eq!((page.data().len(), &page.json["total"]), (count, &json!(count)), "{door}");
            // The same answer through the same door costs nothing the second time.
            let again = visitor.asks("GET", &format!("/api/v1/{door}?limit=20&count=exact"), &[("if-none-match", &page.etag())]).await;
            assert_eq!(again.status, 304, "{door}");
            visitor.asks("HEAD", &format!("/api/v1/{door}"), &[]).await.answered(200);
            let refused = visitor.asks("POST", &format!("/api/v1/{door}"), &[]).await;
            assert_eq!((refused.status, refused.header("allow")), (405, Some("GET, HEAD, OPTIONS")), "{door}");
        }
        // A cursor belongs to its list.
        let cursor = visitor.get("/api/v1/documents?limit=1").await.ok().json["next_cursor"].as_str().unwrap().to_owned();
        let stray = visitor.get(&format!("/api/v1/publications?kind=document&cursor={cursor}")).await.refused(422, "invalid");
        assert_eq!(stray.pointers(), ["/cursor"]);
        // Whatever is wrong is named, all of it at once.
        let refused =
            visitor.get("/api/v1/documents?validity=new&issued_from=1/1/2026&number=%00&related_to=x&sort=signer&limit=0&section=A").await;
        let refused = refused.refused(422, "invalid");
        for pointer in ["/validity", "/issued_from", "/number", "/related_to", "/sort", "/limit", "/section"] {
            assert!(refused.pointers().contains(&pointer), "{pointer}: {:?}", refused.pointers());
        }
        for unknown in ["kind=article", "key=number:1", "signed_by=x", "number=1&number=2"] {
            let told = visitor.get(&format!("/api/v1/documents?{unknown}")).await.refused(422, "invalid").text();
            assert!(told.contains(unknown.split('=').next().unwrap()), "{told}");
        }
    }
);

both!(
    async fn every_entry_of_a_feed_carries_the_line(portal: Portal) {
        let visitor = portal.a_visitor();
        let first = portal.published(an_article().titled("Một: <b>dấu & ngoặc</b>").with_picture()).await;
        let second = portal.published(an_article().titled("Hai")).await;
        let feed = visitor.get("/feeds/tin-tuc-su-kien.json").await.ok();
        assert_eq!(feed.header("content-type"), Some("application/feed+json; charset=utf-8"));
        assert_eq!(feed.json["version"], "https://jsonfeed.org/version/1.1");
        let items = feed.json["items"].as_array().expect("items");
        assert_eq!(items.len(), 2);
        let home = feed.json["home_page_url"].as_str().unwrap().strip_suffix("/chuyen-muc/tin-tuc-su-kien").expect("the section's page");
        for (entry, item) in items.iter().zip([&second, &first]) {
            let address = format!("{home}{}", item.path());
            assert_eq!((&entry["url"], &entry["id"]), (&json!(address), &json!(format!("urn:uuid:{}", item.id()))));
            assert_eq!(entry["_cong"]["attribution"], LINE);
            let content = entry["content_html"].as_str().unwrap();
            assert!(content.ends_with(&format!("<p>{LINE} (<a href=\"{address}\">{address}</a>)</p>")), "{content}");
            for day in ["date_published", "date_modified"] {
                assert!(chrono::DateTime::parse_from_rfc3339(entry[day].as_str().unwrap()).is_ok());
            }
        }
        assert_eq!(items[1]["title"], "Một: <b>dấu & ngoặc</b>");
        assert!(items[1]["image"].as_str().unwrap().starts_with(home));
        let atom = visitor.get("/feeds/tin-tuc-su-kien.atom").await.ok().text();
        assert_eq!(atom.matches(&format!("<rights>{LINE}</rights>")).count(), 3, "the feed's and each entry's");
        assert_eq!(atom.matches(&format!("&lt;p&gt;{LINE} (&lt;a href=")).count(), 2, "{atom}");
        // Nothing of it stays when it is withdrawn.
        portal.the_secretariat().withdraws(&second, "Nhầm.").await;
        let left = visitor.get("/feeds/all.json").await.ok();
        assert_eq!(left.json["items"].as_array().unwrap().len(), 1);
        visitor.get("/feeds/khong-co.json").await.refused(404, "not_found");
        visitor.get("/feeds/all.json?cursor=x").await.refused(422, "invalid");
    }
);
