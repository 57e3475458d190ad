//! What the newsroom sets out to do: orientation that is never public, plans whose progress is what was published.

use cong_tests::{Item, Person, Portal, an_article, both};
use serde_json::{Value, json};

const SECRET: &str = "Tập trung tuyên truyền đại hội; chưa đưa tin về việc sáp nhập.";

both!(
    async fn the_orientation_is_written_by_one_committee_read_at_the_desk_and_never_public(portal: Portal) {
        let committee = portal.the_reviewer_of("party_building_committee");
        let words = json!({"month": "2026-11", "title": "Định hướng tháng 11", "body": SECRET});
        for other in [portal.the_secretariat(), portal.the_editor_in_chief(), portal.a_unit_editor().in_unit("party_committee_office")] {
            other.post("/api/v1/desk/orientations", words.clone()).await.refused(403, "forbidden");
        }
        let written = committee.post("/api/v1/desk/orientations", words.clone()).await.answered(201);
        committee.post("/api/v1/desk/orientations", words).await.refused(409, "conflict");
        let at = format!("/api/v1/desk/orientations/{}", written.json["id"].as_str().expect("an id"));
        let revised = json!({"title": "Định hướng tháng 11 (bổ sung)", "body": format!("{SECRET} Thêm ngày 20/11.")});
        portal.the_secretariat().put_at(&at, "\"v1\"", revised.clone()).await.refused(403, "forbidden");
        committee.put_at(&at, "\"v1\"", revised.clone()).await.ok();
        committee.put_at(&at, "\"v1\"", revised).await.refused(412, "stale");

        // Everybody who signs in reads the newest words, and that there were others.
        for reader in [portal.a_contributor().anywhere(), portal.a("technical_administrator").anywhere(), portal.a("ward_chair").anywhere()]
        {
            let list = reader.get("/api/v1/desk/orientations?month=2026-11").await.ok().json;
            assert_eq!((list["data"][0]["version"].as_u64(), list["writable"].as_bool()), (Some(2), Some(false)));
            assert_eq!(reader.get(&at).await.ok().json["revisions"].as_array().map(Vec::len), Some(2));
        }
        // Nobody else does, through any door.
        let visitor = portal.a_visitor();
        visitor.get("/api/v1/desk/orientations").await.refused(401, "unauthenticated");
        visitor.get(&at).await.refused(401, "unauthenticated");
        let doors = [
            "/",
            "/api/v1/publications?view=full&limit=100",
            "/api/v1/changes?limit=100",
            "/feeds/all.atom",
            "/sitemap.xml",
            "/api/v1/site",
        ];
        for door in doors {
            let text = visitor.get(door).await.text();
            assert!(!text.contains("sáp nhập"), "{door} tells of the orientation");
        }
        // Nor does the log keep its words.
        let log = cong_tests::portal::column::<String>(&portal.tables().await, "SELECT payload FROM change_log").await;
        assert!(log.iter().any(|p| p.contains("orientation_written")) && !log.iter().any(|p| p.contains("sáp nhập")));
    }
);

async fn publishes(portal: &Portal, writer: &Person, item: &Item) {
    let handed_in = writer.submits(item).await;
    let (secretariat, deputy) = (portal.the_secretariat(), portal.the_deputy_editor());
    secretariat.sends_up(&handed_in).await;
    deputy.approves(&deputy.finds_in_the_queue(&handed_in).await).await;
}

both!(
    async fn quotas_count_what_was_published_and_assigned_work_is_reported(portal: Portal) {
        let secretariat = portal.the_secretariat();
        let centre = portal.unit("public_service_unit_center").await;
        let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
        let plan = json!({
            "kind": "communication", "title": "Kế hoạch truyền thông quý IV", "starts_on": "2026-10-01", "ends_on": "2026-12-31",
            "decision_number": "15/KH-BBT", "decision_date": "2026-09-28",
            "quotas": [
                {"unit_id": centre, "genre": "article", "target": 2}, {"info_class": "news_event", "target": 10},
                {"unit_id": portal.unit("school").await, "target": 1}
            ],
        });
        editor.post("/api/v1/desk/plans", plan.clone()).await.refused(403, "forbidden");
        let made = secretariat.post("/api/v1/desk/plans", plan.clone()).await.answered(201).json;
        let at = format!("/api/v1/desk/plans/{}", made["id"].as_str().expect("an id"));
        let done = |plan: &Value| -> Vec<u64> {
            plan["quotas"].as_array().expect("quotas").iter().map(|q| q["done"].as_u64().expect("a count")).collect()
        };
        assert_eq!(done(&made), [0, 0, 0]);

        let article = editor.writes(an_article()).await;
        publishes(&portal, &editor, &article).await;
        let brief = editor.writes(an_article().with("genre", json!("news_brief"))).await;
        publishes(&portal, &editor, &brief).await;
        let seen = editor.get(&at).await.ok().json;
        assert_eq!(done(&seen), [1, 2, 0]);
        secretariat.withdraws(&brief, "Nhầm.").await;
        assert_eq!(done(&editor.get(&at).await.ok().json), [1, 1, 0], "what was taken away counts no more");

        // Work is given to a unit; one of its people reports it with the item it became.
        let work = json!({"what": "Phóng sự về tổ dân phố kiểu mẫu", "unit_id": centre, "due_on": "2026-12-01"});
        editor.post(&format!("{at}/assignments"), work.clone()).await.refused(403, "forbidden");
        secretariat.post(&format!("{at}/assignments"), json!({"what": "Không ai"})).await.refused(422, "invalid");
        let given = secretariat.post(&format!("{at}/assignments"), work).await.answered(201).json;
        let id = given["assignments"][0]["id"].as_str().expect("an id");
        let report = format!("/api/v1/desk/plan-assignments/{id}/report");
        portal.a_contributor().anywhere().post_at(&report, "\"v1\"", json!({"done": true})).await.refused(403, "forbidden");
        let reported = editor.post_at(&report, "\"v1\"", json!({"done": true, "item": article.id()})).await.ok().json;
        assert!(reported["assignments"][0]["done_at"].is_string());
        assert_eq!(reported["assignments"][0]["item"]["id"], article.id());
        editor.post_at(&report, "\"v1\"", json!({"done": false})).await.refused(412, "stale");

        // The Chair reads plans (Đ5.3); who has no part in the newsroom does not.
        portal.a("ward_chair").anywhere().get(&at).await.ok();
        portal.a("technical_administrator").anywhere().get(&at).await.refused(403, "forbidden");
        let mut changed = plan;
        changed["ends_on"] = json!("2026-09-01");
        secretariat.put_at(&at, "\"v1\"", changed.clone()).await.refused(422, "invalid");
        changed["ends_on"] = json!("2026-10-31");
        let changed = secretariat.put_at(&at, "\"v1\"", changed).await.ok().json;
        assert_eq!(done(&changed), [0, 0, 0], "nothing came out in October");
    }
);
