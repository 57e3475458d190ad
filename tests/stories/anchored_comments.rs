//! Comments anchored to passages, and the flags that a program raises: who sees them, what survives an edit, what refuses.

use cong_tests::{Item, Person, Portal, a_picture, an_article, both};
use serde_json::{Value, json};

const BODY: &str = "<p>Sáng nay, hơn ba trăm người dân cùng làm sạch bờ kênh.</p><p>Người dân mong việc này được giữ lâu dài.</p>";

fn on(part: &str, exact: &str) -> Value {
    json!({"part": part, "exact": exact})
}

async fn comments(person: &Person, item: &Item, anchor: Value, body: &str) -> Value {
    person.post(&format!("{}/comments", item.at()), json!({"anchor": anchor, "body": body})).await.answered(201).json
}

async fn threads(person: &Person, item: &Item) -> Vec<Value> {
    person.get(&format!("{}/comments", item.at())).await.ok().data().clone()
}

both!(
    async fn a_passage_is_talked_about_edited_and_settled(portal: Portal) {
        let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
        let item = portal.in_editing(an_article().saying(BODY)).await;
        let secretary = portal.the_secretariat();
        let made = comments(&secretary, &item, on("body", "ba trăm\u{a0}người  dân"), "Lấy số này ở đâu?").await;
        assert_eq!((&made["quote"], &made["anchor"], &made["state"]), (&json!("ba trăm người dân"), &json!("same"), &json!("open")));
        assert_eq!(made["allowed"], json!(["reply", "resolve"]));
        let at = format!("{}/comments/{}", item.at(), made["id"].as_str().unwrap());

        // Edited around and within: found again, and marked as changed.
        secretary
            .edits(&item, |c| {
                c.insert("body_html".into(), json!(BODY.replace("Sáng nay, hơn", "Sáng thứ Hai, gần").replace("cùng làm", "đã cùng làm")));
            })
            .await;
        assert_eq!(threads(&secretary, &item).await[0]["anchor"], "same");
        secretary
            .edits(&item, |c| {
                c.insert("body_html".into(), json!(BODY.replace("ba trăm người dân", "350 người dân")));
            })
            .await;
        let now = threads(&secretary, &item).await.remove(0);
        assert_eq!((&now["anchor"], &now["place"]["exact"]), (&json!("changed"), &json!("người dân")));
        // Gone: detached, with what it said.
        secretary
            .edits(&item, |c| {
                c.insert("body_html".into(), json!("<p>Bài viết khác hẳn.</p>"));
            })
            .await;
        let now = threads(&secretary, &item).await.remove(0);
        assert_eq!((&now["anchor"], &now["place"], &now["quote"]), (&json!("detached"), &Value::Null, &json!("ba trăm người dân")));

        // The writer answers; settled and taken up again. Stale versions are refused.
        let answered = editor.post_at(&format!("{at}/replies"), "\"v1\"", json!({"body": "Theo Đoàn phường."})).await.ok();
        assert_eq!((answered.etag().as_str(), answered.json["posts"].as_array().unwrap().len()), ("\"v2\"", 2));
        secretary.post_at(&format!("{at}/resolve"), "\"v1\"", json!({})).await.refused(412, "stale");
        let settled = secretary.post_at(&format!("{at}/resolve"), "\"v2\"", json!({})).await.ok();
        assert_eq!((&settled.json["state"], &settled.json["allowed"]), (&json!("resolved"), &json!(["reply", "reopen"])));
        secretary.post_at(&format!("{at}/resolve"), "\"v3\"", json!({})).await.refused(409, "conflict");
        editor.post_at(&format!("{at}/reopen"), "\"v3\"", json!({})).await.ok();
        secretary.post_at(&format!("{at}/resolve"), "\"v4\"", json!({})).await.ok();
        let reply = editor.post_at(&format!("{at}/replies"), "\"v5\"", json!({"body": "Còn nữa."})).await.ok();
        assert_eq!(reply.json["state"], "open", "an answer takes it up again");
    }
);

both!(
    async fn comments_are_for_those_who_write_or_review(portal: Portal) {
        let item = portal.in_editing(an_article().saying(BODY)).await;
        let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
        let made = comments(&editor, &item, on("title", "Phường Thành Đông"), "<img src=x onerror=alert(1)> **bí mật của bếp**").await;
        // Plain text, as it was written.
        assert_eq!(made["posts"][0]["body"], "<img src=x onerror=alert(1)> **bí mật của bếp**");
        let at = format!("{}/comments", item.at());
        let stranger = portal.a_contributor().in_unit("residential_group_5");
        stranger.get(&at).await.refused(404, "not_found");
        stranger.post(&at, json!({"anchor": on("title", "Phường"), "body": "x"})).await.refused(404, "not_found");
        let auditor = portal.a("auditor").anywhere();
        assert_eq!(threads(&auditor, &item).await[0]["allowed"], json!([]));
        auditor.post(&at, json!({"anchor": on("title", "Phường"), "body": "x"})).await.refused(403, "forbidden");
        portal.a_visitor().get(&at).await.refused(401, "unauthenticated");

        for (body, pointer) in [
            (json!({"anchor": on("body", "không có trong bài"), "body": "x"}), "/anchor/exact"),
            (json!({"anchor": on("nonsense", "Phường"), "body": "x"}), "/anchor/exact"),
            (json!({"anchor": on("body", "   "), "body": "x"}), "/anchor/exact"),
            (json!({"anchor": on("body", "Sáng\u{202e}"), "body": "x"}), "/anchor/exact"),
            (json!({"anchor": on("body", "Sáng"), "body": "  "}), "/body"),
            (json!({"anchor": on("body", "Sáng"), "body": "x".repeat(5_001)}), "/body"),
            (json!({"anchor": on("body", "Sáng"), "body": "x", "on": "hôm qua"}), "/on"),
        ] {
            let reply = editor.post(&at, body).await.refused(422, "invalid");
            assert_eq!(reply.pointers(), [pointer]);
        }
        // Nothing of it in the log, nothing of it in public.
        let log: Vec<String> = cong_tests::portal::column(&portal.tables().await, "SELECT payload FROM change_log").await;
        assert!(log.iter().any(|line| line.contains("comment_opened")));
        assert!(!log.iter().any(|line| line.contains("bếp") || line.contains("onerror")));
        let secretary = portal.the_secretariat();
        secretary.sends_up(&item).await;
        let deputy = portal.the_deputy_editor();
        deputy.approves(&deputy.finds_in_the_queue(&item).await).await;
        let public = portal.a_visitor().get(&format!("/api/v1/publications/{}", item.id())).await.ok();
        assert!(!public.text().contains("bếp"));
        // A comment on what is live stays with the item.
        let on_live = json!({"on": "live", "anchor": on("body", "giữ lâu dài"), "body": "Theo dõi tiếp."});
        deputy.post(&at, on_live).await.answered(201);
        assert_eq!(deputy.get(&format!("{at}?on=live")).await.ok().data().len(), 2);
    }
);

both!(
    async fn a_secrecy_mark_stops_an_item_and_the_word_does_not(portal: Portal) {
        let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
        let item = editor.writes(an_article().saying("<p>TUYỆT MẬT</p><p>Phường nuôi ong lấy mật.</p>")).await;
        let flags = editor.get(&format!("{}/flags", item.at())).await.ok().json;
        assert_eq!((&flags["blocked"], &flags["data"].as_array().unwrap().len()), (&json!(true), &1));
        assert_eq!(
            (&flags["data"][0]["code"], &flags["data"][0]["start"], &flags["data"][0]["end"]),
            (&json!("secrecy_mark"), &json!(0), &json!(9))
        );
        let reply = editor.says(&item, "submit", json!({})).await.refused(422, "invalid");
        assert_eq!(reply.json["errors"][0]["code"], "secrecy_mark");
        let etag = editor.reads(&item).await.etag();
        let dry = editor.post_at(&format!("{}/submit?dry_run=true", item.at()), &etag, json!({})).await.ok().json;
        assert_eq!(
            (&dry["allowed"], &dry["reasons"][0]["code"], &dry["flags"][0]["code"]),
            (&json!(false), &json!("secrecy_mark"), &json!("secrecy_mark"))
        );
        let item = editor
            .edits(&item, |c| {
                c.insert("body_html".into(), json!("<p>Phường nuôi ong lấy mật.</p>"));
            })
            .await;
        assert_eq!(editor.submits(&item).await.state(), "editing");
    }
);

both!(
    async fn personal_data_is_let_out_only_by_somebody_who_looked(portal: Portal) {
        let text = "<p>Liên hệ chị Hoa, số 0912 345 678, CCCD 031085001234; trực ban 0225 000 0001, ubnd@haiphong.gov.vn.</p>";
        let item = portal.before_the_board(an_article().saying(text)).await;
        let deputy = portal.the_deputy_editor();
        let task = deputy.finds_in_the_queue(&item).await;
        let flags = deputy.get(&format!("{}/flags?on=working", item.at())).await.ok().json;
        assert_eq!(flags["to_confirm"], json!(["id_number", "phone_number"]));
        let say = |codes: Value| json!({"checklist_confirmed": true, "confirmed_flags": codes});
        for codes in [json!([]), json!(["phone_number"]), json!(["legacy_font"])] {
            let reply = deputy.tells(&task, "approve", say(codes)).await.refused(422, "invalid");
            assert!(reply.pointers().iter().all(|p| *p == "/confirmed_flags"));
        }
        deputy.tells(&task, "approve", json!({"confirmed_flags": ["phone_number", "id_number"]})).await.refused(422, "invalid");
        deputy.tells(&task, "approve", json!({"checklist_confirmed": true, "confirmed_flags": ["nonsense"]})).await.refused(422, "invalid");
        deputy.tells(&task, "approve", say(json!(["phone_number", "id_number"]))).await.ok();
        // The decision is kept by its codes, without the text.
        let log: Vec<String> =
            cong_tests::portal::column(&portal.tables().await, "SELECT payload FROM change_log WHERE verb = 'flags_confirmed'").await;
        assert_eq!(log.len(), 1);
        assert!(log[0].contains("\"codes\":[\"id_number\",\"phone_number\"]") && !log[0].contains("0912"), "{}", log[0]);
    }
);

both!(
    async fn children_are_shown_with_consent(portal: Portal) {
        let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
        let media = editor.uploads(a_picture(3)).await;
        let text = an_article().saying("<p>Các em học sinh dự lễ khai giảng.</p>").with("lead_image", json!({"media_id": media["id"]}));
        let item = editor.writes(text).await;
        let codes = async || editor.get(&format!("{}/flags", item.at())).await.ok().json["to_confirm"].clone();
        assert_eq!(codes().await, json!(["child_consent"]));
        let at = format!("/api/v1/desk/media/{}", media["id"].as_str().unwrap());
        let said = editor.patch_at(&at, "\"v2\"", json!({"shows_children": true})).await.ok();
        assert_eq!(said.json["shows_children"], true);
        assert_eq!(codes().await, json!(["child_consent"]));
        editor.patch_at(&at, "\"v3\"", json!({"rights": {"permission": "Phụ huynh đồng ý bằng văn bản"}})).await.ok();
        assert_eq!(codes().await, json!([]));
        editor.patch_at(&at, "\"v4\"", json!({"shows_children": false, "rights": {"permission": null}})).await.ok();
        assert_eq!(codes().await, json!([]));
    }
);

both!(
    async fn the_lists_are_dated_data(portal: Portal) {
        let chief = portal.the_editor_in_chief();
        let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
        let item = editor.writes(an_article().saying("<p>Sản phẩm thần kỳ.</p>")).await;
        let count = async || editor.get(&format!("{}/flags", item.at())).await.ok().json["data"].as_array().unwrap().len();
        let lists = "/api/v1/desk/word-lists";
        let word = json!({"list": "banned_phrase", "phrase": "thần kỳ", "severity": "confirm", "reason": "Quảng cáo quá mức.",
            "citation": "Điều 8 khoản 1 điểm d", "valid_from": "2026-11-25"});
        editor.post(lists, word.clone()).await.refused(403, "forbidden");
        let made = chief.post(lists, word.clone()).await.answered(201);
        assert_eq!((&made.json["in_force"], count().await), (&json!(false), 0));
        portal.wait(chrono::TimeDelta::days(2));
        assert_eq!(count().await, 1);
        let at = format!("{lists}/{}", made.json["id"].as_str().unwrap());
        let mut ended = word.clone();
        ended["valid_to"] = json!("2026-11-25");
        chief.put_at(&at, "\"v9\"", ended.clone()).await.refused(412, "stale");
        chief.put_at(&at, "\"v1\"", ended.clone()).await.ok();
        assert_eq!(count().await, 1);
        portal.wait(chrono::TimeDelta::days(1));
        assert_eq!(count().await, 0);
        assert!(editor.get(&format!("{lists}?list=banned_phrase")).await.ok().data().iter().any(|row| row["phrase"] == "thần kỳ"));
        for (member, value, pointer) in [
            ("phrase", json!("x"), "/phrase"),
            ("reason", json!(" "), "/reason"),
            ("valid_to", json!("2020-01-01"), "/valid_to"),
            ("valid_from", json!("1066-10-14"), "/valid_from"),
            ("list", json!("nonsense"), "/list"),
        ] {
            let mut bad = word.clone();
            bad[member] = value;
            assert_eq!(chief.post(lists, bad).await.refused(422, "invalid").pointers(), [pointer]);
        }
    }
);

both!(
    async fn changes_are_told_in_names_and_approvals_by_their_text(portal: Portal) {
        let item = portal.published(an_article().about("economy").without("fields").with_picture()).await;
        let secretary = portal.the_secretariat();
        let edition = secretary.opens_a_new_edition_of(&item).await;
        let (other, section) = (secretary.uploads(a_picture(9)).await, portal.section("thong-bao").await);
        let body = format!("<figure><img src=\"cong-media:{}\" alt=\"Bờ kênh mới\"></figure><p>Khác.</p>", other["id"].as_str().unwrap());
        secretary
            .edits(&edition, |c| {
                c.insert("title".into(), json!("Phường Thành Đông ra quân tổng vệ sinh môi trường lần hai"));
                c.insert("section_id".into(), json!(section));
                c.insert("fields".into(), json!(["economy"]));
                c.insert("lead_image".into(), Value::Null);
                c.insert("details".into(), json!({"place": "Bờ kênh"}));
                c.insert("body_html".into(), json!(body));
            })
            .await;
        let diff = secretary.get(&format!("{}/diff?from=live&to=working", item.at())).await.ok();
        let fields: Vec<_> = diff.json["fields"].as_array().unwrap().iter().map(|f| f["field"].as_str().unwrap().to_owned()).collect();
        assert_eq!(fields, ["title", "section", "fields", "lead_image", "details.place", "media", "media"]);
        assert!(
            diff.json["fields"][0]["words"].as_array().unwrap().iter().any(|op| op["op"] == "insert" && op["text"] == " lần hai"),
            "{}",
            diff.json
        );
        assert_eq!(diff.json["fields"][1]["after"], json!(["Thông báo"]));
        for id in [
            section.to_string(),
            other["id"].as_str().unwrap().to_owned(),
            item.json["content"]["lead_image"]["media_id"].as_str().unwrap().to_owned(),
        ] {
            assert!(!diff.text().contains(&id), "a person reads no ids: {}", diff.text());
        }
        let revisions = secretary.get(&format!("{}/revisions", item.at())).await.ok();
        let live = revisions.data().iter().find(|r| r["live"] == true).unwrap();
        let said: Vec<_> = live["approvals"].as_array().unwrap().iter().map(|a| (a["stage"].clone(), a["basis"].clone())).collect();
        assert_eq!(said, [(json!("board_review"), json!("board"))]);
    }
);
