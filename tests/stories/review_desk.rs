//! The reviewer's desk: what waits for whom and until when, small edits, one decision for several steps, many at once, and
//! what happens to a task that nobody touches.

use chrono::TimeDelta;
use cong::kernel::words::Role;
use cong_tests::{Item, Person, Portal, an_article, both};
use serde_json::{Value, json};

use crate::access::employ;

const TASKS: &str = "/api/v1/moderation/tasks";
const COUNTS: &str = "/api/v1/moderation/task-counts";
const SETTINGS: &str = "/api/v1/moderation/review-settings";

async fn id_of(person: &Person) -> String {
    person.get("/api/v1/auth/me").await.ok().json["id"].as_str().expect("an id").to_owned()
}

/// A contributor's text on culture, handed in.
async fn handed_in(portal: &Portal) -> Item {
    let writer = portal.a_contributor().in_unit("school");
    writer.submits(&writer.writes(an_article().about("culture")).await).await
}

fn yes() -> Value {
    json!({"checklist_confirmed": true})
}

both!(
    async fn the_inbox_is_filtered_counted_and_sorted_by_what_is_due(portal: Portal) {
        let reviewer = portal.the_reviewer_of("culture_society_office");
        let first = handed_in(&portal).await;
        portal.wait(TimeDelta::hours(1));
        let second = handed_in(&portal).await;
        reviewer.claims(&reviewer.finds_in_the_queue(&second).await).await;
        let counts = reviewer.get(COUNTS).await.ok().json;
        assert_eq!(
            (&counts["all"], &counts["mine"], &counts["nobody"], &counts["overdue"]),
            (&json!(2), &json!(1), &json!(1), &json!(0)),
            "{counts}"
        );
        let found = async |query: &str| {
            let list = reviewer.get(&format!("{TASKS}?{query}")).await.ok();
            list.data().iter().map(|t| t["item"]["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(found("hands=mine").await, [second.id()]);
        assert_eq!(found("hands=nobody").await, [first.id()]);
        assert_eq!(found("field=culture&stage=field_review").await.len(), 2);
        assert!(found("field=economy").await.is_empty() && found("stage=editing").await.is_empty());
        assert_eq!(found(&format!("section={}&sort=due", portal.section("tin-tuc-su-kien").await)).await, [first.id(), second.id()]);
        let one = reviewer.get(&format!("{TASKS}?sort=due&limit=1")).await.ok().json;
        let next = found(&format!("sort=due&limit=1&cursor={}", one["next_cursor"].as_str().unwrap())).await;
        assert_eq!(next, [second.id()], "page by page");
        // An article about no event has no clock: a field review is given eight working hours, from Monday morning over a
        // holiday (24 November) to Wednesday.
        let task = reviewer.finds_in_the_queue(&first).await;
        assert_eq!((task.json["due"].as_str(), task.json["due_at"].as_str().map(|at| &at[..10])), (Some("in_time"), Some("2026-11-25")));
        portal.wait(TimeDelta::days(3));
        assert_eq!(found("due=overdue").await.len(), 2);
        assert_eq!(reviewer.get(COUNTS).await.ok().json["overdue"], 2);
        reviewer.get(&format!("{TASKS}?hands=theirs")).await.refused(422, "invalid");
        // Whose business it is not counts nothing.
        assert_eq!(portal.the_reviewer_of("council_committee_office").get(COUNTS).await.ok().json["all"], 0);
    }
);

both!(
    async fn a_silent_reviewer_is_reminded_once_and_passed_over_once(portal: Portal) {
        let (reviewer, board) = (portal.the_reviewer_of("culture_society_office"), portal.as_("thuky"));
        let second = employ(&portal, "kiemduyet.hai", &[Role::FieldReviewer], "culture_society_office").await;
        let unit = portal.unit("culture_society_office").await;
        let named = json!({"stage": "field_review", "unit": unit, "user": id_of(&second).await, "citation": "Thông báo 05/TB-BBT", "valid_from": "2026-11-23"});
        reviewer.post("/api/v1/moderation/alternates", named.clone()).await.refused(403, "forbidden");
        let mut wrong = named.clone();
        wrong["user"] = json!(id_of(&portal.a_contributor().in_unit("school")).await);
        assert_eq!(board.post("/api/v1/moderation/alternates", wrong).await.refused(422, "invalid").pointers(), ["/user"]);
        board.post("/api/v1/moderation/alternates", named).await.ok();
        let item = handed_in(&portal).await;
        let task = reviewer.claims(&reviewer.finds_in_the_queue(&item).await).await;
        for _ in 0..5 {
            portal.wait(TimeDelta::hours(12));
            portal.worker_does_what_is_due().await;
        }
        let now = second.opens(&task).await;
        assert_eq!(now.json["assignee"]["id"], id_of(&second).await, "{}", now.json);
        assert!(now.json["passed_at"].is_string());
        let history = board.get(&format!("/api/v1/desk/items/{}/history?limit=100", item.id())).await.ok();
        for change in ["task_warned", "task_passed"] {
            let told = history.data().iter().filter(|c| c["change"] == change || c["verb"] == change).count();
            assert_eq!(told, 1, "{change}: {}", history.text());
        }
        second.approves(&task).await;
    }
);

both!(
    async fn shares_and_hours_are_dated_settings(portal: Portal) {
        let board = portal.as_("thuky");
        let set = |value: &str, from: &str| json!({"value": value, "citation": "Thông báo 06/TB-BBT", "valid_from": from});
        let at = |name: &str| format!("{SETTINGS}/{name}");
        portal
            .the_reviewer_of("culture_society_office")
            .put(&at("hours_field_review"), set("4", "2026-11-23"))
            .await
            .refused(403, "forbidden");
        for wrong in ["0", "201", "-1", "4.5", "bốn", "04"] {
            board.put(&at("hours_field_review"), set(wrong, "2026-11-23")).await.refused(422, "invalid");
        }
        board.put(&at("hours_field_review"), set("4", "2026-11-01")).await.refused(422, "invalid");
        board.put(&at("khong_co"), set("4", "2026-11-23")).await.refused(404, "not_found");
        board.put(&at("hours_field_review"), set("4", "2026-11-25")).await.ok();
        let reviewer = portal.the_reviewer_of("culture_society_office");
        let due = async |item: &Item| reviewer.finds_in_the_queue(item).await.json["due_at"].as_str().unwrap().to_owned();
        let today = handed_in(&portal).await;
        let before = due(&today).await;
        portal.wait(TimeDelta::days(2));
        let tomorrow = handed_in(&portal).await;
        assert_eq!(due(&today).await, before, "what is open keeps its limit");
        assert_eq!(&due(&tomorrow).await[..10], "2026-11-25", "four hours end on the same day");
        let arrangements = board.get("/api/v1/moderation/arrangements").await.ok().json;
        let hours = arrangements["settings"].as_array().unwrap().iter().find(|s| s["name"] == "hours_field_review").unwrap().clone();
        assert_eq!((hours["value"].as_str(), hours["citation"].as_str()), (Some("4"), Some("Thông báo 06/TB-BBT")));
    }
);

both!(
    async fn a_small_edit_is_approved_with_what_it_changed(portal: Portal) {
        let item = portal.before_the_board(an_article()).await;
        let deputy = portal.the_deputy_editor();
        let task = deputy.finds_in_the_queue(&item).await;
        let seen = deputy.opens(&task).await;
        let mut content = seen.json["revision"]["content"].clone();
        content["title"] = json!("Phường Thành Đông tổng vệ sinh môi trường");
        let words = |content: &Value, version: i64| json!({"content": content, "item_version": version, "checklist_confirmed": true});
        let version = seen.json["item_version"].as_i64().unwrap();
        deputy.tells(&task, "edit-and-approve", words(&content, version + 1)).await.refused(412, "stale");
        deputy.tells(&task, "edit-and-approve", words(&seen.json["revision"]["content"], version)).await.refused(422, "invalid");
        let mut unconfirmed = words(&content, version);
        unconfirmed["checklist_confirmed"] = json!(false);
        deputy.tells(&task, "edit-and-approve", unconfirmed).await.refused(422, "invalid");
        let mut secret = content.clone();
        secret["body_html"] = json!("<p>TUYỆT MẬT</p>");
        deputy.tells(&task, "edit-and-approve", words(&secret, version)).await.refused(422, "invalid");
        portal.a_contributor().in_unit("school").tells(&task, "edit-and-approve", words(&content, version)).await.refused(404, "not_found");
        deputy.tells(&task, "edit-and-approve", words(&content, version)).await.ok();
        let public = portal.a_visitor().get(&format!("/api/v1/publications/{}", item.id())).await.ok();
        assert_eq!(public.json["title"], content["title"]);
        let revisions = deputy.get(&format!("{}/revisions", item.at())).await.ok();
        assert!(revisions.data().iter().any(|r| r["reason"] == "small_edit"), "{}", revisions.text());
        // The author learns of it.
        let author = portal.a_unit_editor().in_unit("public_service_unit_center");
        portal.worker_does_what_is_due().await;
        assert!(author.get("/api/v1/notices").await.ok().text().contains(item.id()));
    }
);

both!(
    async fn whoever_holds_several_roles_decides_once(portal: Portal) {
        let roles = [Role::FieldReviewer, Role::SecretariatMember, Role::DeputyEditorInChief];
        let all = employ(&portal, "ba.vai", &roles, "culture_society_office").await;
        let item = handed_in(&portal).await;
        let task = all.finds_in_the_queue(&item).await;
        assert_eq!(all.opens(&task).await.json["decides_too"], json!(["editing", "board_review"]));
        all.tells(&task, "approve", yes()).await.ok();
        let published = all.reads(&item).await;
        assert!(published.json["publication"].is_object(), "{}", published.json);
        // One decision, recorded as several.
        let history = all.get(&format!("{}/history?limit=100", item.at())).await.ok().text();
        for change in ["field_approved", "sent_up", "board_approved"] {
            assert!(history.contains(change), "{change}: {history}");
        }
        // On demand one step alone.
        let other = handed_in(&portal).await;
        let task = all.finds_in_the_queue(&other).await;
        all.tells(&task, "approve", json!({"checklist_confirmed": true, "only_this_step": true})).await.ok();
        assert_eq!(all.reads(&other).await.state(), "editing");
        // A text that is theirs alone stops where four eyes are needed.
        let own = all.submits(&all.writes(an_article()).await).await;
        let task = all.finds_in_the_queue(&own).await;
        all.tells(&task, "approve", yes()).await.ok();
        assert_eq!(all.reads(&own).await.state(), "board_review");
        let board = all.finds_in_the_queue(&own).await;
        assert_eq!(all.tells(&board, "approve", yes()).await.refused(403, "forbidden").json["reason"], "four_eyes");
    }
);

both!(
    async fn how_strict_four_eyes_are_is_a_dated_setting(portal: Portal) {
        let (deputy, board) = (portal.the_deputy_editor(), portal.as_("thuky"));
        let set = json!({"value": "no_hand", "citation": "Quyết định 70/QĐ-UBND", "valid_from": "2026-11-24"});
        board.put(&format!("{SETTINGS}/four_eyes"), set).await.ok();
        portal.wait(TimeDelta::days(1));
        let item = portal.before_the_board(an_article()).await;
        let task = deputy.finds_in_the_queue(&item).await;
        let seen = deputy.opens(&task).await;
        assert!(!seen.json["allowed"].to_string().contains("edit_and_approve"), "{}", seen.json["allowed"]);
        let mut content = seen.json["revision"]["content"].clone();
        content["title"] = json!("Đổi một chữ");
        let words = json!({"content": content, "item_version": seen.json["item_version"], "checklist_confirmed": true});
        assert_eq!(deputy.tells(&task, "edit-and-approve", words).await.refused(403, "forbidden").json["reason"], "four_eyes");
        deputy.approves(&task).await;
    }
);

both!(
    async fn many_at_once_are_each_answered_for_themselves(portal: Portal) {
        let deputy = portal.the_deputy_editor();
        let (one, two) = (portal.before_the_board(an_article()).await, portal.before_the_board(an_article().titled("Bài thứ hai")).await);
        let mut tasks = vec![deputy.finds_in_the_queue(&one).await, deputy.finds_in_the_queue(&two).await];
        let done = portal.before_the_board(an_article().titled("Bài đã xong")).await;
        tasks.push(deputy.finds_in_the_queue(&done).await);
        portal.the_editor_in_chief().approves(&tasks[2]).await;
        let ids: Vec<_> = tasks.iter().map(|t| t.id()).collect();
        let words = json!({"verb": "approve", "ids": ids, "checklist_confirmed": true});
        let bulk = format!("{TASKS}/bulk");
        let would = deputy.post(&format!("{bulk}?dry_run=true"), words.clone()).await.ok().json;
        assert_eq!((&would["done"], &would["refused"]), (&json!(2), &json!(1)), "{would}");
        assert_eq!(deputy.reads(&one).await.state(), "board_review", "a question changes nothing");
        let told = deputy.post(&bulk, words.clone()).await.ok().json;
        assert_eq!((&told["done"], &told["data"][2]["code"]), (&json!(2), &json!("already_decided")), "{told}");
        assert!(deputy.reads(&two).await.json["publication"].is_object());
        deputy.post(&bulk, json!({"verb": "approve", "ids": []})).await.refused(422, "invalid");
        deputy.post(&bulk, json!({"verb": "approve", "ids": [ids[0], ids[0]]})).await.refused(422, "invalid");
        portal.a_contributor().in_unit("school").post(&bulk, words).await.ok().json["done"]
            .as_u64()
            .filter(|n| *n == 0)
            .expect("nothing is theirs");
        // Items: each as it was seen; withdrawing needs its reason.
        let secretary = portal.the_secretariat();
        let seen = [secretary.reads(&one).await, secretary.reads(&two).await];
        let items = json!([{"id": one.id(), "version": seen[0].json["version"]}, {"id": two.id(), "version": 1}]);
        let bulk = "/api/v1/desk/items/bulk";
        let told = secretary.post(bulk, json!({"verb": "withdraw", "items": items, "reason": "Đăng nhầm."})).await.ok().json;
        assert_eq!((&told["data"][0]["done"], &told["data"][1]["code"]), (&json!(true), &json!("stale")), "{told}");
        let told =
            secretary.post(bulk, json!({"verb": "withdraw", "items": [{"id": two.id(), "version": seen[1].json["version"]}]})).await.ok();
        assert_eq!(told.json["refused"], 1, "no reason was given");
        // The same call under the same key does nothing twice.
        let item = portal.in_editing(an_article().titled("Gửi một lần")).await;
        let version = secretary.reads(&item).await.json["version"].clone();
        let body = json!({"verb": "send_up", "items": [{"id": item.id(), "version": version}]});
        for _ in 0..2 {
            let request = secretary.request("POST", bulk).await.header("idempotency-key", "hang-loat").json(&body);
            let reply = cong_tests::person::send(request, bulk).await.ok();
            assert_eq!(reply.json["data"][0]["done"], true, "{}", reply.text());
        }
    }
);

both!(
    async fn the_secretariat_edits_while_the_unit_reviews(portal: Portal) {
        let item = handed_in(&portal).await;
        let (reviewer, secretary) = (portal.the_reviewer_of("culture_society_office"), portal.the_secretariat());
        let task = reviewer.finds_in_the_queue(&item).await;
        let version = reviewer.opens(&task).await.json["item_version"].clone();
        secretary.edits(&item, |content| drop(content.insert("title".into(), json!("Tổ Thư ký đã sửa tiêu đề")))).await;
        // A small edit of what is being edited would lose one of the two.
        let mut content = reviewer.opens(&task).await.json["revision"]["content"].clone();
        content["title"] = json!("Đơn vị sửa tiêu đề");
        let words = json!({"content": content, "item_version": version, "checklist_confirmed": true});
        let refused = reviewer.tells(&task, "edit-and-approve", words).await;
        assert!(matches!(refused.status, 409 | 412), "{}", refused.text());
        reviewer.approves(&task).await;
        // The board sees that the text was changed after the review.
        let item = secretary.sends_up(&item).await;
        let deputy = portal.the_deputy_editor();
        let task = deputy.finds_in_the_queue(&item).await;
        assert_eq!(task.json["edited_since_field_review"], true);
        deputy.approves(&task).await;
        let public = portal.a_visitor().get(&format!("/api/v1/publications/{}", item.id())).await.ok();
        assert_eq!(public.json["title"], "Tổ Thư ký đã sửa tiêu đề");
    }
);
