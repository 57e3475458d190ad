//! Standing information has a day by which it is looked at again; a changed fact makes its pages stale until they are renewed.

use chrono::TimeDelta;
use cong_tests::{Portal, a_page, an_article, both};
use serde_json::{Value, json};

async fn reviews(portal: &Portal, query: &str) -> Value {
    portal.the_secretariat().get(&format!("/api/v1/desk/reviews{query}")).await.ok().json
}

both!(
    async fn a_page_is_looked_at_again_and_says_when_it_was(portal: Portal) {
        let page = portal.published(a_page()).await;
        let standing = portal.published(an_article().titled("Tiềm năng đầu tư")).await;
        let event = an_article()
            .titled("Khai mạc hội trại")
            .with("details", json!({"occurred_at": "2026-11-23T08:00:00+07:00", "place": "Sân vận động"}));
        let event = portal.published(event).await;
        let visitor = portal.a_visitor();
        let shown = visitor.get(&format!("/api/v1/publications/{}", page.id())).await.ok();
        assert_eq!(shown.json["reviewed_on"], "2026-11-23");
        assert!(visitor.get(page.path()).await.ok().text().contains("Đã rà soát ngày 23/11/2026"));
        // What happened on a day is not looked at again.
        assert!(visitor.get(&format!("/api/v1/publications/{}", event.id())).await.ok().json.get("reviewed_on").is_none());
        assert_eq!(reviews(&portal, "").await["data"], json!([]), "nothing is due yet");

        portal.wait(TimeDelta::days(170));
        let due = reviews(&portal, "").await;
        let ids: Vec<_> = due["data"].as_array().unwrap().iter().map(|one| one["item_id"].as_str().unwrap()).collect();
        assert!(ids.contains(&page.id()) && ids.contains(&standing.id()) && ids.len() == 2, "{due}");
        assert_eq!((&due["data"][0]["overdue"], &due["data"][0]["due_on"]), (&json!(false), &json!("2027-05-22")));
        portal.wait(TimeDelta::days(15));
        assert_eq!(reviews(&portal, "?overdue=true").await["data"].as_array().unwrap().len(), 2);
        let measures = reviews(&portal, "").await["measures"].clone();
        assert!(
            measures.as_array().unwrap().contains(&json!({"info_class": "introduction", "texts": 1, "in_time": 0, "overdue": 1})),
            "{measures}"
        );

        // Looked at, still right: no new edition, a new day, and the public is told.
        let secretariat = portal.the_secretariat();
        let at = format!("{}/confirm-current", page.at());
        portal
            .a_contributor()
            .in_unit("school")
            .post_at(&at, &secretariat.reads(&page).await.etag(), json!({}))
            .await
            .refused(404, "not_found");
        secretariat.post_at(&at, "\"v1\"", json!({})).await.refused(412, "stale");
        let told = secretariat.says(&page, "confirm-current", json!({})).await.ok();
        assert_eq!(told.json["state"], "none");
        let shown = visitor.get(&format!("/api/v1/publications/{}", page.id())).await.ok();
        assert_eq!(shown.json["reviewed_on"], "2027-05-27");
        assert_eq!(shown.json["revised_at"], Value::Null, "it is no new edition");
        assert_eq!(reviews(&portal, "?overdue=true").await["data"].as_array().unwrap().len(), 1);
        secretariat.says(&event, "confirm-current", json!({})).await.refused(409, "conflict");
        // What is taken away is not looked at again.
        secretariat.withdraws(&standing, "Không còn đúng.").await;
        assert_eq!(reviews(&portal, "?overdue=true").await["data"], json!([]));
        portal.a_visitor().get("/api/v1/desk/reviews").await.refused(401, "unauthenticated");
    }
);

both!(
    async fn a_changed_fact_makes_its_pages_stale_until_they_are_renewed(portal: Portal) {
        let page = portal.published(a_page()).await;
        let visitor = portal.a_visitor();
        let office = portal.unit("council_committee_office").await;
        let words = json!({"unit_id": office, "fact": "contact", "what": "Đổi số điện thoại một cửa", "changed_on": "2026-11-20", "items": [page.id()]});
        let clerk = portal.the_secretariat();
        clerk.post("/api/v1/desk/fact-changes", words).await.answered(201);
        portal.worker_does_what_is_due().await;
        let shown = visitor.get(&format!("/api/v1/publications/{}", page.id())).await.ok();
        assert_eq!(shown.json["stale_since"], "2026-11-20");
        assert!(visitor.get(page.path()).await.ok().text().contains("Có thông tin đã thay đổi từ ngày 20/11/2026"));
        let stale = reviews(&portal, "").await;
        assert_eq!((&stale["stale"][0]["item_id"], &stale["stale"][0]["stale_since"]), (&json!(page.id()), &json!("2026-11-20")));
        // It cannot be waved through.
        portal.the_secretariat().says(&page, "confirm-current", json!({})).await.refused(409, "conflict");
        // A new edition renews it; the task closes by itself.
        let next = portal.the_secretariat().opens_a_new_edition_of(&page).await;
        let next = portal
            .the_secretariat()
            .edits(&next, |content| {
                content.insert("body_html".into(), json!("<p>Số mới: 0225 000 0009.</p>"));
            })
            .await;
        let next = portal.the_secretariat().submits(&next).await;
        let deputy = portal.the_deputy_editor();
        let next = if next.state() == "editing" { portal.the_secretariat().sends_up(&next).await } else { next };
        deputy.approves(&deputy.finds_in_the_queue(&next).await).await;
        portal.worker_does_what_is_due().await;
        let shown = visitor.get(&format!("/api/v1/publications/{}", page.id())).await.ok();
        assert!(
            shown.json.get("stale_since").is_none() && shown.json["body_html"].as_str().unwrap().contains("Số mới"),
            "{}",
            shown.text()
        );
        assert_eq!(reviews(&portal, "").await["stale"], json!([]));
    }
);

both!(
    async fn the_days_are_a_setting_in_time(portal: Portal) {
        let keeper = portal.a("technical_administrator").anywhere();
        let days = |n: i64| json!({"name": "review_days", "value": {"introduction": n, "directing_information": 90, "news_event": 180, "official_contact": 30}});
        let refused = keeper.post("/api/v1/settings", days(0)).await.refused(422, "invalid");
        assert_eq!(refused.pointers(), ["/value/introduction"]);
        keeper.post("/api/v1/settings", days(10)).await;
        let page = portal.published(a_page()).await;
        let due = reviews(&portal, "").await;
        assert_eq!((&due["data"][0]["item_id"], &due["data"][0]["due_on"]), (&json!(page.id()), &json!("2026-12-03")));
    }
);
