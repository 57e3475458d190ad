//! Urgent notices: out at any hour by who is on duty, on an approved template or with a reason, checked the next morning.

use chrono::TimeDelta;
use cong::kernel::dates::rfc3339_vn;
use cong_tests::{Item, Person, Portal, Reply, both};
use serde_json::{Value, json};

const NOTICES: &str = "/api/v1/desk/urgent/notices";
const TEMPLATES: &str = "/api/v1/desk/urgent/templates";

/// From nine in the morning to eleven at night.
fn at_eleven_at_night(portal: &Portal) {
    portal.wait(TimeDelta::hours(14));
}

async fn template(person: &Person, code: &str) -> Value {
    let list = person.get(TEMPLATES).await.ok();
    list.data().iter().find(|t| t["code"] == code).cloned().unwrap_or_else(|| panic!("no template {code}"))
}

/// The water cut, as filled in.
async fn filled(portal: &Portal) -> Value {
    let now = portal.now();
    let template = template(&portal.the_deputy_editor(), "ngung_cap_nuoc").await;
    json!({"template_id": template["id"], "blanks": {
        "place": "phố Trần Hưng Đạo", "from": rfc3339_vn(now - TimeDelta::minutes(10)), "until": rfc3339_vn(now + TimeDelta::hours(6)),
        "cause": "sửa ống vỡ", "phone": "0225 000 0000",
    }})
}

fn at(notice: &Reply, verb: &str) -> String {
    format!("{NOTICES}/{}/{verb}", notice.json["id"].as_str().expect("an id"))
}

async fn says(person: &Person, notice: &Reply, verb: &str, words: Value) -> Reply {
    let now = person.get(&at(notice, "")[..at(notice, "").len() - 1]).await.ok();
    person.post_at(&at(notice, verb), &now.etag(), words).await
}

/// Puts the person on duty from now on for so many hours.
async fn on_duty(portal: &Portal, username: &str, hours: i64) -> Reply {
    let keeper = portal.the_secretariat();
    let people = keeper.get("/api/v1/desk/duty/people").await.ok();
    let me = portal.as_(username).get("/api/v1/auth/me").await.ok();
    assert!(people.ids().contains(&me.json["id"].as_str().expect("an id").to_owned()));
    let shift = json!({"user": me.json["id"], "from": rfc3339_vn(portal.now()), "to": rfc3339_vn(portal.now() + TimeDelta::hours(hours))});
    keeper.post("/api/v1/desk/duty/shifts", shift).await.answered(201)
}

async fn banner(portal: &Portal) -> Vec<Value> {
    portal.a_visitor().get("/api/v1/urgent").await.ok().data().clone()
}

both!(
    async fn the_deputy_publishes_at_eleven_and_everybody_sees_it(portal: Portal) {
        at_eleven_at_night(&portal);
        let deputy = portal.the_deputy_editor();
        let home = portal.a_visitor().get("/").await.ok();
        assert!(!home.text().contains("urgent-band"));

        let body = filled(&portal).await;
        let dry = deputy.post(&format!("{NOTICES}?dry_run=true"), body.clone()).await.answered(200);
        assert_eq!(dry.json["allowed"], true, "{}", dry.json);
        assert_eq!(dry.json["preview"]["title"], "Tạm ngừng cấp nước: phố Trần Hưng Đạo");
        assert_eq!(banner(&portal).await.len(), 0, "a dry run changes nothing");

        let notice = deputy.post(NOTICES, body).await.answered(201);
        assert_eq!((&notice.json["basis"], &notice.json["status"]), (&json!("template"), &json!("live")));
        assert_eq!(notice.json["template"]["code"], "ngung_cap_nuoc");
        let shown = banner(&portal).await;
        assert_eq!(shown.len(), 1);
        assert_eq!(shown[0]["title_en"], "No water supply: phố Trần Hưng Đạo");
        // Without scripts, on every page, and as any publication.
        for page in ["/", "/thong-bao", "/tin-bai", notice.json["path"].as_str().unwrap()] {
            let html = portal.a_visitor().get(page).await.ok().text();
            assert!(html.contains("<section class=\"urgent-band\" aria-label=\"Tin khẩn\">"), "{page}");
            assert!(html.contains("Tạm ngừng cấp nước: phố Trần Hưng Đạo"), "{page}");
        }
        assert!(portal.a_visitor().get("/en").await.ok().text().contains("No water supply: phố Trần Hưng Đạo"));
        let list = portal.a_visitor().get("/api/v1/publications?kind=notice").await.ok();
        assert_eq!(list.ids(), [notice.json["id"].as_str().unwrap()]);
        assert!(portal.a_visitor().get("/feeds/all.atom").await.ok().text().contains("phố Trần Hưng Đạo"));
        let feed = portal.a_visitor().get("/api/v1/changes").await.ok();
        assert_eq!(feed.data().last().unwrap()["id"], notice.json["id"]);
    }
);

both!(
    async fn who_is_on_duty_publishes_and_nobody_else(portal: Portal) {
        at_eleven_at_night(&portal);
        let duty = portal.as_("trucduyet");
        let body = filled(&portal).await;
        // Being one of those who take turns is not being on duty.
        duty.post(NOTICES, body.clone()).await.refused(403, "forbidden");
        portal.the_secretariat().post(NOTICES, body.clone()).await.refused(403, "forbidden");
        let dry = portal.the_secretariat().post(&format!("{NOTICES}?dry_run=true"), body.clone()).await.answered(200);
        assert_eq!(dry.json["reasons"][0]["code"], "forbidden");

        let week = on_duty(&portal, "trucduyet", 8).await;
        assert_eq!(week.json["on_duty"].as_array().unwrap().len(), 1);
        assert_eq!(week.json["gaps"].as_array().unwrap().len(), 2, "{}", week.json["gaps"]);
        let notice = duty.post(NOTICES, body.clone()).await.answered(201);
        assert_eq!(notice.json["published_by"]["display_name"], "Cán bộ trực duyệt tin khẩn");
        // Beyond the templates the word of the editor-in-chief or a deputy is needed.
        let own =
            json!({"kind": "other", "kind_name": "Khẩn cấp", "severity": "danger", "title": "Cháy", "text": "Cháy.", "reason": "Gấp."});
        duty.post("/api/v1/desk/urgent/emergencies", own).await.refused(403, "forbidden");
        // And when the shift is over, the right is gone with it.
        portal.wait(TimeDelta::hours(9));
        says(&portal.the_deputy_editor(), &notice, "updates", json!({"text": "Đang sửa."})).await.ok();
        duty.get(NOTICES).await.refused(403, "forbidden");
        duty.post(NOTICES, body).await.refused(403, "forbidden");
    }
);

both!(
    async fn a_template_is_used_only_as_the_board_approved_it(portal: Portal) {
        let (keeper, deputy, chief) = (portal.the_secretariat(), portal.the_deputy_editor(), portal.the_editor_in_chief());
        let approved = template(&keeper, "ngung_cap_nuoc").await;
        let text = approved["approved"]["text"].clone();
        let made = keeper.post(TEMPLATES, json!({"code": "nuoc_ban", "text": text.clone()})).await.answered(201);
        keeper.post(TEMPLATES, json!({"code": "nuoc_ban", "text": text.clone()})).await.refused(409, "conflict");
        let id = made.json["id"].as_str().unwrap();
        let mut body = filled(&portal).await;
        body["template_id"] = json!(id);
        deputy.post(NOTICES, body.clone()).await.refused(409, "conflict");
        let approve = format!("{TEMPLATES}/{id}/approve");
        let revision = json!({"revision_id": made.json["pending"]["id"]});
        keeper.post_at(&approve, &made.etag(), revision.clone()).await.refused(403, "forbidden");
        let after = deputy.post_at(&approve, &made.etag(), revision).await.ok();
        deputy.post(NOTICES, body.clone()).await.answered(201);

        // A later text waits; the approved one stays in use.
        let mut later = text.clone();
        later["title"] = json!("Nước bẩn: {place}");
        let revised = deputy.put_at(&format!("{TEMPLATES}/{id}"), &after.etag(), later).await.ok();
        let notice = deputy.post(NOTICES, body.clone()).await.answered(201);
        assert_eq!(notice.json["title"], "Tạm ngừng cấp nước: phố Trần Hưng Đạo");
        let own = json!({"revision_id": revised.json["pending"]["id"]});
        deputy.post_at(&approve, &revised.etag(), own.clone()).await.refused(403, "forbidden");
        chief.post_at(&approve, &revised.etag(), own).await.ok();
        let notice = deputy.post(NOTICES, body.clone()).await.answered(201);
        assert_eq!((&notice.json["title"], &notice.json["template"]["revision_no"]), (&json!("Nước bẩn: phố Trần Hưng Đạo"), &json!(2)));
        let now = keeper.get(&format!("{TEMPLATES}/{id}")).await.ok();
        keeper.post_at(&format!("{TEMPLATES}/{id}/retire"), &now.etag(), json!({})).await.ok();
        deputy.post(NOTICES, body).await.refused(409, "conflict");

        let mut bad = text;
        bad["text"] = json!("Không có ô nào {nowhere}");
        let refused = keeper.post(TEMPLATES, json!({"code": "sai", "text": bad})).await.refused(422, "invalid");
        assert!(refused.pointers().contains(&"/text"));
    }
);

both!(
    async fn bad_blanks_are_all_named_and_a_double_tap_makes_one_notice(portal: Portal) {
        let deputy = portal.the_deputy_editor();
        let mut body = filled(&portal).await;
        body["blanks"]["place"] = json!("<script>alert(1)</script>");
        body["blanks"]["phone"] = json!("gọi tôi");
        body["blanks"]["until"] = json!(rfc3339_vn(portal.now() - TimeDelta::hours(1)));
        let refused = deputy.post(NOTICES, body).await.refused(422, "invalid");
        assert_eq!(refused.pointers(), ["/blanks/place", "/blanks/until", "/blanks/phone"]);
        let mut body = filled(&portal).await;
        body["display_until"] = json!(rfc3339_vn(portal.now()));
        assert_eq!(deputy.post(NOTICES, body).await.refused(422, "invalid").pointers(), ["/display_until"]);

        let body = filled(&portal).await;
        let tap = async || {
            let request = deputy.request("POST", NOTICES).await.header("idempotency-key", "một lần chạm".replace(['ộ', 'ầ', 'ạ'], "x"));
            cong_tests::person::send(request.json(&body), NOTICES).await.answered(201)
        };
        let (one, two) = (tap().await, tap().await);
        assert_eq!(one.json["id"], two.json["id"]);
        assert_eq!(banner(&portal).await.len(), 1);
    }
);

both!(
    async fn the_thread_grows_at_one_address_and_the_banner_goes_at_the_end(portal: Portal) {
        at_eleven_at_night(&portal);
        let deputy = portal.the_deputy_editor();
        let notice = deputy.post(NOTICES, filled(&portal).await).await.answered(201);
        let path = notice.json["path"].as_str().unwrap();
        on_duty(&portal, "trucduyet", 8).await;
        let duty = portal.as_("trucduyet");
        portal.wait(TimeDelta::minutes(40));
        // Somebody else is on duty now and carries it on.
        let words = json!({"text": "Đã tìm thấy chỗ vỡ.", "text_en": "The leak is found."});
        let first = says(&duty, &notice, "updates", words).await.ok();
        assert_eq!((&first.json["path"], &first.json["thread"][0]["text"]), (&json!(path), &json!("Đã tìm thấy chỗ vỡ.")));
        duty.post_at(&at(&notice, "updates"), &notice.etag(), json!({"text": "Cũ"})).await.refused(412, "stale");
        portal.wait(TimeDelta::minutes(30));
        says(&duty, &notice, "updates", json!({"text": "Đang hàn ống."})).await.ok();
        let shown = banner(&portal).await;
        assert_eq!((&shown[0]["line"], &shown[0]["updates"]), (&json!("Đang hàn ống."), &json!(2)));
        let html = portal.a_visitor().get(path).await.ok().text();
        let (new, old) = (html.find("Đang hàn ống.</p>"), html.rfind("Đã tìm thấy chỗ vỡ.</p>"));
        assert!(new.is_some() && new < old, "newest first");
        let by_path = portal.a_visitor().get(&format!("/api/v1/publications/by-path?path={path}")).await.ok();
        assert_eq!(by_path.json["details"]["urgent"]["thread"].as_array().unwrap().len(), 2);

        // Later, sooner, and by itself.
        let later = rfc3339_vn(portal.now() + TimeDelta::hours(48));
        says(&duty, &notice, "extend", json!({"display_until": later})).await.ok();
        portal.wait(TimeDelta::hours(30));
        portal.worker_does_what_is_due().await;
        assert_eq!(banner(&portal).await.len(), 1, "the old end is not the end any more");
        let sooner = rfc3339_vn(portal.now() + TimeDelta::minutes(5));
        says(&deputy, &notice, "extend", json!({"display_until": sooner})).await.ok();
        portal.wait(TimeDelta::minutes(6));
        portal.worker_does_what_is_due().await;
        assert_eq!(banner(&portal).await.len(), 0);
        assert!(!portal.a_visitor().get("/").await.ok().text().contains("urgent-band"));
        assert_eq!(portal.a_visitor().get(path).await.ok().status, 200, "it stays readable");
        says(&deputy, &notice, "updates", json!({"text": "Muộn"})).await.refused(409, "illegal_transition");

        // The end, said at once.
        let notice = deputy.post(NOTICES, filled(&portal).await).await.answered(201);
        let ended = says(&deputy, &notice, "end", json!({"text": "Đã khắc phục."})).await.ok();
        assert_eq!((&ended.json["status"], &ended.json["resolved"]), (&json!("expired"), &json!(true)));
        assert_eq!(banner(&portal).await.len(), 0);
        assert!(portal.a_visitor().get(notice.json["path"].as_str().unwrap()).await.ok().text().contains("Đã khắc phục."));
        // Or with the banner saying so for some hours.
        let notice = deputy.post(NOTICES, filled(&portal).await).await.answered(201);
        says(&deputy, &notice, "end", json!({"text": "Đã khắc phục.", "keep_hours": 2})).await.ok();
        assert_eq!(banner(&portal).await[0]["resolved"], true);
        portal.wait(TimeDelta::hours(3));
        portal.worker_does_what_is_due().await;
        assert_eq!(banner(&portal).await.len(), 0);
    }
);

both!(
    async fn an_emergency_needs_a_reason_and_the_gravest_stands_first(portal: Portal) {
        let deputy = portal.the_deputy_editor();
        let path = "/api/v1/desk/urgent/emergencies";
        let mut own = json!({"kind": "other", "kind_name": "Khẩn cấp", "kind_name_en": "Emergency", "severity": "danger",
            "title": "Sơ tán quanh kho xăng", "text": "Sơ tán ngay.\nTheo lối phố Bạch Đằng.", "reason": " "});
        let refused = deputy.post(path, own.clone()).await.refused(422, "invalid");
        assert_eq!(refused.pointers(), ["/reason"]);
        own["reason"] = json!("Cháy lan, không mẫu nào phù hợp.");
        // However urgent: what is marked secret does not go out (Đ8.1b).
        let mut marked = own.clone();
        marked["text"] = json!("TUYỆT MẬT\nSơ tán ngay.");
        let refused = deputy.post(path, marked).await.refused(422, "invalid");
        assert_eq!(refused.json["errors"][0]["code"], "secrecy_mark");
        assert!(banner(&portal).await.is_empty());
        deputy.post(NOTICES, filled(&portal).await).await.answered(201);
        let notice = deputy.post(path, own.clone()).await.answered(201);
        assert_eq!((&notice.json["basis"], &notice.json["reason"]), (&json!("emergency"), &own["reason"]));
        let order: Vec<_> = banner(&portal).await.iter().map(|n| n["severity"].clone()).collect();
        assert_eq!(order, ["danger", "warning"]);
        assert!(
            !portal.a_visitor().get(notice.json["path"].as_str().unwrap()).await.ok().text().contains("không mẫu nào"),
            "the reason stays inside"
        );
        // Who is on duty has the templates' word, not the deputy's.
        on_duty(&portal, "trucduyet", 8).await;
        says(&portal.as_("trucduyet"), &notice, "updates", json!({"text": "Thêm"})).await.refused(403, "forbidden");
        says(&deputy, &notice, "updates", json!({"text": "Đã dập lửa."})).await.ok();
    }
);

both!(
    async fn the_board_checks_the_next_morning_and_it_is_counted_apart(portal: Portal) {
        at_eleven_at_night(&portal);
        let (deputy, chief) = (portal.the_deputy_editor(), portal.the_editor_in_chief());
        let (one, two, three) = (
            deputy.post(NOTICES, filled(&portal).await).await.answered(201),
            deputy.post(NOTICES, filled(&portal).await).await.answered(201),
            deputy.post(NOTICES, filled(&portal).await).await.answered(201),
        );
        portal.wait(TimeDelta::hours(9));
        let open = chief.get(&format!("{NOTICES}?state=unchecked")).await.ok();
        assert_eq!(open.data().len(), 3);
        // The rule of the after-check: one working day, to the end of its session; 24 November is the Culture Day.
        assert_eq!(one.json["check"]["due_at"], "2026-11-25T17:00:00+07:00");
        says(&deputy, &one, "check", json!({"outcome": "approved"})).await.refused(403, "forbidden");
        portal.the_secretariat().post_at(&at(&one, "check"), &one.etag(), json!({"outcome": "approved"})).await.refused(403, "forbidden");
        says(&chief, &one, "check", json!({"outcome": "open"})).await.refused(422, "invalid");
        let checked = says(&chief, &one, "check", json!({"outcome": "approved"})).await.ok();
        assert_eq!(checked.json["check"]["state"], "approved");
        says(&chief, &one, "check", json!({"outcome": "approved"})).await.refused(409, "already_decided");

        says(&chief, &two, "check", json!({"outcome": "corrected"})).await.refused(422, "invalid");
        let words = json!({"outcome": "corrected", "remark": "Sai số điện thoại.", "note": "Số điện thoại đúng là 0225 111 1111.",
            "text": "Tạm ngừng cấp nước. Gọi 0225 111 1111."});
        let corrected = says(&chief, &two, "check", words).await.ok();
        assert_eq!(corrected.json["text"], "Tạm ngừng cấp nước. Gọi 0225 111 1111.");
        let public = portal.a_visitor().get(&format!("/api/v1/publications/{}", two.json["id"].as_str().unwrap())).await.ok();
        assert_eq!(public.json["corrections"][0]["note"], "Số điện thoại đúng là 0225 111 1111.");

        says(&chief, &three, "check", json!({"outcome": "withdrawn", "remark": "Không có thật."})).await.ok();
        portal.a_visitor().get(three.json["path"].as_str().unwrap()).await.answered(410);
        assert_eq!(banner(&portal).await.len(), 2);

        let counts = chief.get("/api/v1/desk/urgent/counts?from=2026-11&to=2026-11").await.ok();
        let row = &counts.data()[0];
        assert_eq!(
            (&row["month"], &row["published"], &row["from_template"], &row["unchecked"]),
            (&json!("2026-11"), &json!(3), &json!(3), &json!(0))
        );
        chief.get("/api/v1/desk/urgent/counts?from=2026-13&to=2026-11").await.refused(422, "invalid");
    }
);

both!(
    async fn the_ordinary_way_neither_forges_nor_loses_the_mark(portal: Portal) {
        let (deputy, secretariat) = (portal.the_deputy_editor(), portal.the_secretariat());
        // Nobody makes a banner by writing a mark into a notice.
        let mark = json!({"kind": "water", "kind_name": "Nước", "severity": "danger", "resolved": false, "thread": []});
        let forged = cong_tests::a_notice().with("details", json!({"urgent": mark.clone()}));
        portal.published(forged).await;
        assert_eq!(banner(&portal).await.len(), 0);

        // An edition that somebody has open makes way for an update, and is kept as a revision.
        let notice = deputy.post(NOTICES, filled(&portal).await).await.answered(201);
        let item = Item { json: deputy.get(&format!("/api/v1/desk/items/{}", notice.json["id"].as_str().unwrap())).await.ok().json };
        let open = secretariat.opens_a_new_edition_of(&item).await;
        secretariat
            .edits(&open, |content| {
                content.insert("title".into(), json!("Tiêu đề đang sửa"));
                content.insert("details".into(), json!({}));
            })
            .await;
        says(&deputy, &notice, "updates", json!({"text": "Đang hàn ống."})).await.ok();
        let now = secretariat.reads(&item).await;
        assert_eq!((now.state(), &now.json["content"]["title"]), ("none", &notice.json["title"]));
        let revisions = secretariat.get(&format!("{}/revisions", item.at())).await.ok();
        assert!(revisions.data().iter().any(|r| r["title"] == "Tiêu đề đang sửa"), "nothing is lost");
        assert_eq!(banner(&portal).await[0]["line"], "Đang hàn ống.");
        cong_tests::log::verify(&portal.tables().await).await.expect("the log is whole");
    }
);

both!(
    async fn the_roster_is_kept_copied_and_shows_its_gaps(portal: Portal) {
        let keeper = portal.the_secretariat();
        let me = keeper.get("/api/v1/auth/me").await.ok().json["id"].clone();
        let shifts = "/api/v1/desk/duty/shifts";
        let shift = |from: &str, to: &str| json!({"user": me, "from": from, "to": to});
        let night = shift("2026-11-23T17:00:00+07:00", "2026-11-24T07:30:00+07:00");
        let week = keeper.post(shifts, night.clone()).await.answered(201);
        assert_eq!(week.json["week"], "2026-11-23");
        for (bad, pointer) in [
            (night.clone(), "/from"),
            (shift("2026-11-25T17:00:00+07:00", "2026-11-25T17:00:00+07:00"), "/to"),
            (shift("2026-11-20T17:00:00+07:00", "2026-11-21T17:00:00+07:00"), "/to"),
            (json!({"user": me, "substitute": me, "from": "2026-11-26T17:00:00+07:00", "to": "2026-11-26T18:00:00+07:00"}), "/substitute"),
            (
                json!({"user": "0199a0c0-0000-7000-8000-000000000000", "from": "2026-11-26T17:00:00+07:00", "to": "2026-11-26T18:00:00+07:00"}),
                "/user",
            ),
        ] {
            assert_eq!(keeper.post(shifts, bad).await.refused(422, "invalid").pointers(), [pointer]);
        }
        portal
            .a_unit_editor()
            .anywhere()
            .post(shifts, shift("2026-11-26T17:00:00+07:00", "2026-11-26T18:00:00+07:00"))
            .await
            .refused(403, "forbidden");
        let copied = keeper.post("/api/v1/desk/duty/copy", json!({"week": "2026-11-30"})).await.ok();
        assert_eq!(copied.json["copied"], 1);
        keeper.post("/api/v1/desk/duty/copy", json!({"week": "2026-11-30"})).await.refused(409, "conflict");
        keeper.post("/api/v1/desk/duty/copy", json!({"week": "2026-12-01"})).await.refused(422, "invalid");
        let next = keeper.get("/api/v1/desk/duty?week=2026-11-30").await.ok();
        assert_eq!(next.json["gaps"].as_array().unwrap().len(), 2);
        let made = &next.json["shifts"][0];
        let path = format!("{shifts}/{}", made["id"].as_str().unwrap());
        let etag = format!("\"v{}\"", made["version"]);
        let changed = keeper.put_at(&path, &etag, shift("2026-11-30T18:00:00+07:00", "2026-12-01T06:00:00+07:00")).await.ok();
        assert_eq!(changed.json["shifts"][0]["from"], "2026-11-30T18:00:00+07:00");
        let request = keeper.request("DELETE", &path).await.header("if-match", &etag);
        cong_tests::person::send(request, &path).await.refused(412, "stale");
        let request = keeper.request("DELETE", &path).await.header("if-match", "\"v2\"");
        cong_tests::person::send(request, &path).await.answered(204);
        // Whoever works here may know who is on duty; strangers may not.
        portal.a_contributor().anywhere().get("/api/v1/desk/duty").await.ok();
        portal.a_visitor().get("/api/v1/desk/duty").await.refused(401, "unauthenticated");
    }
);
