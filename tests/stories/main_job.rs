//! The main job, end to end: a contributor writes, the routed unit reviews, the Secretariat edits, the deputy lets it out,
//! everybody reads, somebody takes it away, and the history says who did what.

use cong_tests::{Portal, a_picture, an_article, both};
use serde_json::{Value, json};

both!(
    async fn an_article_walks_from_the_contributor_to_the_public(portal: Portal) {
        let contributor = portal.a_contributor().in_unit("residential_group_5");
        let reviewer = portal.the_reviewer_of("culture_society_office");
        let secretariat = portal.the_secretariat();
        let deputy = portal.the_deputy_editor();
        let visitor = portal.a_visitor();

        // 1. A contributor writes an article with a picture in it, sees it saved, hands it in.
        let picture = contributor.uploads(a_picture(1)).await;
        let body = format!(
            "<p>Hội làng mở sáng nay.</p><figure><img src=\"cong-media:{}\" alt=\"Rước kiệu\"><figcaption>Đoàn rước</figcaption></figure>",
            picture["id"].as_str().unwrap()
        );
        let text = an_article().titled("Hội làng Thành Đông mở sau nhiều năm").saying(&body).about("culture").with_picture();
        let item = contributor.writes(text).await;
        assert_eq!(item.state(), "draft");
        let item = contributor.edits(&item, |content| content["summary"] = json!("Hội làng trở lại.")).await;
        assert_eq!(item.json["content"]["summary"], "Hội làng trở lại.");
        let item = contributor.submits(&item).await;
        assert_eq!(item.state(), "field_review");
        assert!(
            item.json["tasks"][0]["reason"].as_str().unwrap().contains("Điều 13 khoản 11"),
            "the writer is told why: {}",
            item.json["tasks"]
        );

        // 2. The routed reviewer finds it, returns it with a remark; nobody else has it.
        assert!(portal.the_reviewer_of("council_committee_office").looks_in_the_queue_for(&item).await.is_none());
        let task = reviewer.finds_in_the_queue(&item).await;
        let task = reviewer.claims(&task).await;
        reviewer.returns(&task, "Đề nghị ghi rõ ngày mở hội.").await;
        let item = contributor.reads(&item).await;
        assert_eq!(item.state(), "returned");
        assert_eq!(item.json["remarks"][0]["body"], "Đề nghị ghi rõ ngày mở hội.");

        // The contributor mends and hands in again; the reviewer sees what changed.
        contributor.edits(&item, |content| content["title"] = json!("Hội làng Thành Đông mở ngày 23 tháng 11")).await;
        contributor.submits(&item).await;
        let task = reviewer.finds_in_the_queue(&item).await;
        let opened = reviewer.opens(&task).await;
        let changed: Vec<&str> = opened.json["diff"]["fields"].as_array().unwrap().iter().filter_map(|f| f["field"].as_str()).collect();
        assert_eq!(changed, ["title"], "{}", opened.json["diff"]);
        reviewer.approves(&task).await;

        // The Secretariat edits and sends up; the board sees that it was edited since, and approves: it is out.
        assert_eq!(secretariat.reads(&item).await.state(), "editing");
        secretariat.edits(&item, |content| content["summary"] = json!("Hội làng trở lại sau nhiều năm.")).await;
        let item = secretariat.sends_up(&item).await;
        assert_eq!(item.state(), "board_review");
        let task = deputy.finds_in_the_queue(&item).await;
        assert_eq!(task.json["edited_since_field_review"], true);
        deputy.approves(&task).await;
        let item = contributor.reads(&item).await;
        assert_eq!((item.state(), item.json["publication"]["status"].as_str()), ("none", Some("live")));

        // 3. It is at once on the home page, in its section, at its path, in the list, the feed and the changes.
        let path = item.path().to_owned();
        assert!(path.starts_with("/tin-bai/hoi-lang-thanh-dong-mo-ngay-23-thang-11-"), "{path}");
        assert!(visitor.get("/").await.ok().text().contains("Hội làng Thành Đông mở ngày 23 tháng 11"));
        assert!(visitor.get("/chuyen-muc/tin-tuc-su-kien").await.ok().text().contains(&path));
        let page = visitor.get(&path).await.ok().text();
        assert!(page.contains("Đoàn rước") && page.contains("Hội làng trở lại sau nhiều năm."), "{page}");
        let one = visitor.get(&format!("/api/v1/publications/{}", item.id())).await.ok();
        assert_eq!(one.json["path"], path.as_str());
        let src = one.json["body_html"].as_str().unwrap().split("src=\"").nth(1).and_then(|s| s.split('"').next()).unwrap().to_owned();
        assert_eq!(visitor.get(&src).await.ok().header("content-type"), Some("image/jpeg"), "the picture in the text is public now");
        assert_eq!(visitor.get(&format!("/api/v1/publications/by-path?path={path}")).await.ok().json["id"], item.id());
        assert_eq!(visitor.get("/api/v1/publications?section=tin-tuc-su-kien").await.ok().ids(), [item.id()]);
        assert!(visitor.get("/feeds/tin-tuc-su-kien.atom").await.ok().text().contains(&path));
        let changes = visitor.get("/api/v1/changes").await.ok();
        assert_eq!((changes.data()[0]["type"].as_str(), changes.data()[0]["id"].as_str()), (Some("published"), Some(item.id())));

        // After withdrawal lists, home and feeds drop it; its id and path say why; the changes carry a tombstone.
        secretariat.withdraws(&item, "Chưa có sự đồng ý của người trong ảnh.").await;
        for address in [format!("/api/v1/publications/{}", item.id()), format!("/api/v1/publications/by-path?path={path}")] {
            let gone = visitor.get(&address).await.refused(410, "gone");
            assert_eq!(gone.json["reason"], "Chưa có sự đồng ý của người trong ảnh.");
            assert!(gone.json["withdrawn_at"].is_string());
        }
        assert_eq!(visitor.get(&path).await.status, 410);
        assert_eq!(visitor.get(&src).await.status, 404, "its pictures go with it");
        assert_eq!(visitor.get("/api/v1/publications").await.ok().ids(), Vec::<String>::new());
        assert!(!visitor.get("/").await.ok().text().contains(&path));
        assert!(!visitor.get("/chuyen-muc/tin-tuc-su-kien").await.text().contains(&path));
        assert!(!visitor.get("/feeds/all.atom").await.ok().text().contains(&path));
        let cursor = changes.json["next_cursor"].as_str().unwrap();
        let later = visitor.get(&format!("/api/v1/changes?cursor={cursor}")).await.ok();
        assert_eq!(
            (later.data()[0]["type"].as_str(), later.data()[0]["reason"].as_str()),
            (Some("withdrawn"), Some("Chưa có sự đồng ý của người trong ảnh."))
        );

        // 4. Its history shows who did what, when, on which revision.
        let history = contributor.get(&format!("{}/history?limit=100", item.at())).await.ok();
        let mut told: Vec<(String, String, Value)> = history
            .data()
            .iter()
            .map(|e| {
                let who = e["actor"]["display_name"].as_str().unwrap_or("–").to_owned();
                (e["verb"].as_str().unwrap().to_owned(), who, e["revision_no"].clone())
            })
            .collect();
        told.reverse();
        let verbs: Vec<&str> = told.iter().map(|(verb, ..)| verb.as_str()).collect();
        assert_eq!(
            verbs,
            [
                "item_created",
                "submitted",
                "routed",
                "task_claimed",
                "returned",
                "submitted",
                "routed",
                "field_approved",
                "sent_up",
                "board_approved",
                "published",
                "withdrawn",
            ]
        );
        let by = |verb: &str| told.iter().rev().find(|(v, ..)| v == verb).cloned().unwrap();
        assert_eq!(by("published").2, by("board_approved").2, "what was approved is what was published");
        assert_eq!(by("published").2, by("sent_up").2);
        assert_ne!(by("submitted").1, by("field_approved").1);
        assert!(history.data().iter().all(|e| e["at"].as_str().unwrap().ends_with("+07:00")));
    }
);

both!(
    async fn a_correction_leaves_the_live_text_until_it_is_approved(portal: Portal) {
        let author = portal.a_unit_editor().in_unit("public_service_unit_center");
        let secretariat = portal.the_secretariat();
        let deputy = portal.the_deputy_editor();
        let visitor = portal.a_visitor();
        let item = portal.published(an_article().titled("Khám bệnh miễn phí cho 210 người")).await;
        let address = format!("/api/v1/publications/{}", item.id());
        let before = visitor.get(&address).await.ok();

        portal.wait(chrono::TimeDelta::hours(2));
        let item = author.corrects(&item, "Số người được khám là 120, không phải 210.").await;
        assert_eq!(item.state(), "draft");
        let item = author.edits(&item, |content| content["title"] = json!("Khám bệnh miễn phí cho 120 người")).await;
        assert_eq!(visitor.get(&address).await.ok().json["title"], "Khám bệnh miễn phí cho 210 người");
        let item = author.submits(&item).await;
        let item = secretariat.sends_up(&item).await;
        deputy.approves(&deputy.finds_in_the_queue(&item).await).await;

        let after = visitor.get(&address).await.ok();
        assert_eq!(after.json["title"], "Khám bệnh miễn phí cho 120 người");
        assert_eq!(after.json["path"], before.json["path"], "the path was frozen at first publication");
        assert_eq!(after.json["published_at"], before.json["published_at"]);
        assert_ne!(after.json["updated_at"], before.json["updated_at"]);
        assert_eq!(after.json["corrections"][0]["note"], "Số người được khám là 120, không phải 210.");
        assert_ne!(after.etag(), before.etag());
        let kinds: Vec<_> = visitor.get("/api/v1/changes").await.ok().data().iter().map(|c| c["type"].clone()).collect();
        assert_eq!(kinds, ["published", "updated"]);
    }
);

both!(
    async fn what_was_withdrawn_comes_back_through_the_board(portal: Portal) {
        let secretariat = portal.the_secretariat();
        let deputy = portal.the_deputy_editor();
        let visitor = portal.a_visitor();
        let item = portal.published(an_article()).await;
        let path = item.path().to_owned();
        secretariat.withdraws(&item, "Kiểm tra lại số liệu.").await;
        let item = secretariat.restores(&item).await;
        assert_eq!(item.state(), "board_review");
        assert_eq!(visitor.get(&path).await.status, 410, "asking is not yet having");
        deputy.approves(&deputy.finds_in_the_queue(&item).await).await;
        assert_eq!(visitor.get(&path).await.status, 200);
        let kinds: Vec<_> = visitor.get("/api/v1/changes").await.ok().data().iter().map(|c| c["type"].clone()).collect();
        assert_eq!(kinds, ["published", "withdrawn", "restored"]);
    }
);

both!(
    async fn nobody_lets_out_a_text_that_is_theirs_alone(portal: Portal) {
        let chief = portal.the_editor_in_chief();
        let item = chief.writes(an_article()).await;
        let item = chief.submits(&item).await;
        // The Secretariat sends it up untouched: still one pair of eyes on the text.
        let item = portal.the_secretariat().sends_up(&item).await;
        let deputy = portal.the_deputy_editor();
        let task = deputy.finds_in_the_queue(&item).await;
        chief.tells(&task, "approve", json!({"checklist_confirmed": true})).await.refused(403, "forbidden");
        assert_eq!(portal.a_visitor().get("/api/v1/publications").await.ok().ids().len(), 0);
        deputy.approves(&task).await;
        assert_eq!(portal.a_visitor().get("/api/v1/publications").await.ok().ids(), [item.id()]);
    }
);

both!(
    async fn publishing_is_refused_with_all_reasons_at_once(portal: Portal) {
        let text = an_article().in_no_section().without("info_class").without("authors").with("source", json!({"kind": "other"}));
        let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
        let item = editor.writes(text).await;
        // Sensible values are filled in where they can be; what is left is named together.
        let item = editor
            .edits(&item, |content| {
                content["authors"] = json!([]);
                content["info_class"] = Value::Null;
                content["section_id"] = Value::Null;
            })
            .await;
        let blockers: Vec<&str> = item.json["blockers"].as_array().unwrap().iter().filter_map(|b| b["pointer"].as_str()).collect();
        let item = editor.submits(&item).await;
        let refused = portal.the_secretariat().says(&item, "send-up", json!({})).await.refused(422, "invalid");
        assert_eq!(refused.pointers(), ["/authors", "/source/name", "/section_id", "/info_class"]);
        assert_eq!(blockers, refused.pointers(), "the writer could see them before");
    }
);
