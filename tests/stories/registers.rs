//! What is owed: the outgoing register typed, pasted and imported; events, approvals, facts that changed.

use chrono::TimeDelta;
use cong_tests::{Item, Person, Portal, an_article, both};
use serde_json::{Value, json};

const REGISTER: &str = "/api/v1/desk/register";

async fn a_document(portal: &Portal, number: &str, issued_on: &str) -> Value {
    json!({
        "unit_id": portal.unit("ward_people_committee").await, "relation": "own", "number": number, "issued_on": issued_on,
        "issuer": "UBND phường Thành Đông", "abstract": "Về việc thành lập tổ công tác",
    })
}

fn duty(row: &Value, verb: &str) -> String {
    format!("/api/v1/desk/duties/outgoing_document/{}/{verb}", row["id"].as_str().expect("an id"))
}

async fn says(who: &Person, row: &Value, verb: &str, words: Value) -> Value {
    who.post_at(&duty(row, verb), &format!("\"v{}\"", row["version"]), words).await.ok().json
}

async fn row(who: &Person, id: &Value) -> Value {
    who.get(&format!("{REGISTER}/{}", id.as_str().expect("an id"))).await.ok().json
}

/// Walks an item to the public.
async fn publishes(portal: &Portal, writer: &Person, item: &Item) {
    let handed_in = writer.submits(item).await;
    let (secretariat, deputy) = (portal.the_secretariat(), portal.the_deputy_editor());
    secretariat.sends_up(&handed_in).await;
    deputy.approves(&deputy.finds_in_the_queue(&handed_in).await).await;
}

both!(
    async fn a_row_starts_the_clock_its_publication_stops_it_and_taking_it_away_owes_it_again(portal: Portal) {
        let clerk = portal.a("records_clerk").anywhere();
        let entered = clerk.post(REGISTER, a_document(&portal, "1026/QĐ-UBND", "2026-11-20").await).await.answered(201).json;
        assert_eq!(entered["state"], "owed");
        assert_eq!(entered["document"]["doc_type"], "Quyết định");
        // Friday is not counted, Tuesday is Culture Day: Monday and Wednesday are the two working days (Đ7.3a).
        assert!(entered["clock"]["due_at"].as_str().expect("a clock").starts_with("2026-11-25T"), "{entered}");
        assert_eq!(entered["clock"]["word"], "in_time");

        let opened = clerk.post(&duty(&entered, "item"), json!({})).await.answered(201).json;
        let id = opened["item"].as_str().expect("an item").to_owned();
        let item = Item { json: clerk.get(&format!("/api/v1/desk/items/{id}")).await.ok().json };
        assert_eq!(item.json["content"]["details"]["number"], "1026/QĐ-UBND");
        assert_eq!(item.json["content"]["details"]["issuer_relation"], "own");
        clerk.post(&duty(&entered, "item"), json!({})).await.refused(409, "conflict");
        let item = clerk
            .edits(&item, |content| {
                content.insert("summary".into(), json!("Tóm tắt."));
                content.insert("body_html".into(), json!("<p>Toàn văn.</p>"));
            })
            .await;
        publishes(&portal, &clerk, &item).await;

        let settled = row(&clerk, &entered["id"]).await;
        assert_eq!((settled["state"].as_str(), settled["clock"]["word"].as_str()), (Some("published"), Some("on_time")), "{settled}");
        assert!(settled["item"]["path"].is_string());
        // One obligation, one clock: the item does not owe it a second time.
        let stopped = portal.tables().await;
        assert_eq!(cong_tests::portal::number(&stopped, "SELECT count(*) FROM clock WHERE state = 'stopped'").await, 1);
        assert_eq!(cong_tests::portal::number(&stopped, "SELECT count(*) FROM clock WHERE state = 'running'").await, 0);

        portal.the_secretariat().withdraws(&item, "Nhầm tệp.").await;
        let again = row(&clerk, &entered["id"]).await;
        assert_eq!((again["state"].as_str(), again["item"]["publication_status"].as_str()), (Some("owed"), Some("withdrawn")));
        let counts = clerk.get(&format!("{REGISTER}/counts?from=2026-11")).await.ok().json;
        assert_eq!((counts["total"]["issued"].as_u64(), counts["total"]["owed"].as_u64()), (Some(1), Some(1)));
    }
);

both!(
    async fn what_need_not_be_published_has_a_reason_and_no_clock(portal: Portal) {
        let clerk = portal.a("records_clerk").anywhere();
        let entered = clerk.post(REGISTER, a_document(&portal, "7/KH-UBND", "2026-11-20").await).await.answered(201).json;
        let excused = says(&clerk, &entered, "not-subject", json!({"reason": "Văn bản nội bộ"})).await;
        assert_eq!((excused["state"].as_str(), &excused["clock"]), (Some("not_subject"), &Value::Null));
        clerk.post_at(&duty(&entered, "not-subject"), "\"v1\"", json!({"reason": "Lần nữa"})).await.refused(412, "stale");
        let owed = says(&clerk, &excused, "owed", json!({})).await;
        assert_eq!(owed["clock"]["due_at"], entered["clock"]["due_at"], "it counts from the same moment");
        // A correction to another body's document gives ten working days, and what it said before is kept.
        let mut body = a_document(&portal, "7/KH-UBND", "2026-11-20").await;
        body["relation"] = json!("in_scope");
        let at = format!("{REGISTER}/{}", owed["id"].as_str().expect("an id"));
        let corrected = clerk.put_at(&at, &format!("\"v{}\"", owed["version"]), body).await.ok().json;
        assert!(corrected["clock"]["due_at"].as_str().expect("a clock") > owed["clock"]["due_at"].as_str().expect("a clock"));
        assert_eq!(corrected["edits"][0]["before"]["relation"], "own");
    }
);

both!(
    async fn a_pasted_sheet_is_looked_at_first_and_then_its_good_rows_are_kept(portal: Portal) {
        let clerk = portal.a("records_clerk").anywhere();
        clerk.post(REGISTER, a_document(&portal, "9/QĐ-UBND", "2026-11-02").await).await.answered(201);
        let sheet = concat!(
            "SỔ VĂN BẢN ĐI\n\nSố, ký hiệu\tNgày ban hành\tTrích yếu\tNgười ký\tLý do không đăng\n",
            "1/QĐ-UBND\t2026-11-02\tVề việc một\tChủ tịch\t\n2/QĐ-UBND\t03/11/2026\tVề việc hai\t\t\n3/QĐ-UBND\t4-11-2026\tVề việc ba\t\tNội bộ\n",
            "4/QĐ-UBND\t5.11.2026\tVề việc bốn\t\t\n5/QĐ-UBND\tngày 6 tháng 11 năm 2026\tVề việc năm\t\t\n",
            "6/QĐ-UBND\t31/02/2026\tKhông có ngày này\t\t\n/QĐ-UBND\t1/11/2026\tChưa có số\t\t\n9/QĐ-UBND\t2/11/2026\tĐã có trong sổ\t\t\n1/QĐ-UBND\t02/11/2026\tTrùng dòng trên\t\t\n",
        );
        let defaults = json!({"unit_id": portal.unit("ward_people_committee").await, "issuer": "Ủy ban nhân dân phường Thành Đông", "relation": "own"});
        let before = portal.row_counts().await;
        let seen = clerk.post(&format!("{REGISTER}/preview"), json!({"text": sheet, "defaults": defaults})).await.ok().json;
        assert_eq!(before, portal.row_counts().await, "looking keeps nothing");
        assert_eq!((seen["good"].as_u64(), seen["twins"].as_u64(), seen["refused"].as_u64()), (Some(5), Some(2), Some(2)), "{seen}");
        assert_eq!((seen["heading"].as_u64(), seen["lines"][5]["errors"][0]["code"].as_str()), (Some(3), Some("date_impossible")));
        assert_eq!(seen["lines"][8]["twin"]["line"], 4);

        let rows: Vec<&Value> = seen["lines"].as_array().expect("lines").iter().map(|l| &l["row"]).filter(|r| r.is_object()).collect();
        let mut sent = json!({"rows": rows});
        sent["rows"][0]["number"] = json!("12");
        let kept = clerk.post(&format!("{REGISTER}/keep"), sent).await.ok().json;
        assert_eq!(kept["kept"].as_array().map(Vec::len), Some(5), "1/QĐ-UBND came in by its second line: {kept}");
        assert_eq!(kept["skipped"][0]["index"], 5);
        assert_eq!(kept["refused"][0]["errors"][0]["code"], "number_missing_symbol");

        let counts = clerk.get(&format!("{REGISTER}/counts?from=2026-11")).await.ok().json;
        let total = &counts["total"];
        assert_eq!((total["issued"].as_u64(), total["owed"].as_u64(), total["not_subject"].as_u64()), (Some(6), Some(5), Some(1)));
        assert_eq!(total["overdue"], 5, "all of them were due weeks ago");
        for (filter, n) in [("state=owed", 5), ("state=not_subject", 1), ("state=published", 0), ("overdue=true", 5), ("q=viec+NAM", 1)] {
            let list = clerk.get(&format!("{REGISTER}?month=2026-11&{filter}")).await.ok();
            assert_eq!(list.data().len(), n, "{filter}: each number opens its rows");
        }
        clerk.get(&format!("{REGISTER}?month=2026-13")).await.refused(422, "invalid");
    }
);

both!(
    async fn files_of_spreadsheet_programs_are_read_and_others_refused(portal: Portal) {
        let clerk = portal.a("records_clerk").anywhere();
        let unit = portal.unit("ward_people_committee").await;
        let path = format!("{REGISTER}/preview-file?unit_id={unit}&issuer=UBND&relation=own");
        let csv = "Số;Ký hiệu;Ngày;Trích yếu\n1;QĐ-UBND;1/11/2026;Một, hai\n".as_bytes().to_vec();
        let seen = clerk.sends(&path, "text/csv", csv).await.ok().json;
        assert_eq!(seen["lines"][0]["row"]["number"], "1/QĐ-UBND", "{seen}");
        let book = include_bytes!("../data/so-van-ban-di.xlsx").to_vec();
        let seen = clerk.sends(&path, "application/octet-stream", book).await.ok().json;
        assert_eq!((seen["good"].as_u64(), seen["refused"].as_u64()), (Some(2), Some(1)), "{seen}");
        assert_eq!(seen["lines"][0]["row"]["issued_on"], "2026-11-02", "a day of the spreadsheet is a day");
        // The command line brings the same file in, once.
        let source = || cong::app::import::outgoing::Outgoing {
            file: std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/so-van-ban-di.xlsx"),
            unit: "ward_people_committee".into(),
            issuer: "UBND phường".into(),
            in_scope: false,
        };
        let report = cong::app::import::outgoing::import(portal.site(), &source()).await.expect("an import");
        assert_eq!((report.read, report.added, report.skipped, report.refused.len()), (3, 2, 0, 1), "{report:?}");
        let again = cong::app::import::outgoing::import(portal.site(), &source()).await.expect("an import");
        assert_eq!((again.added, again.skipped), (0, 2));
        assert_eq!(clerk.get(&format!("{REGISTER}?overdue=true")).await.ok().data().len(), 2);
        for bytes in [b"PK\x03\x04 broken".to_vec(), vec![0xff, 0xfe, 0x00], b"\xd0\xcf\x11\xe0".to_vec()] {
            clerk.sends(&path, "application/octet-stream", bytes).await.refused(415, "unsupported_media_type");
        }
        clerk.sends(&path, "application/octet-stream", vec![b'a'; 6 * 1024 * 1024]).await.refused(413, "too_large");
    }
);

both!(
    async fn each_side_keeps_its_own_register(portal: Portal) {
        let clerk = portal.a("records_clerk").anywhere();
        let party = portal.unit("party_building_committee").await;
        let mut body = a_document(&portal, "23-NQ/ĐU", "2026-11-20").await;
        body["unit_id"] = json!(party);
        let refused = clerk.post(REGISTER, body.clone()).await.refused(422, "invalid");
        assert_eq!(refused.pointers(), ["/unit_id"]);
        let entered = portal.the_secretariat().post(REGISTER, body).await.answered(201).json;
        let at = format!("{REGISTER}/{}", entered["id"].as_str().expect("an id"));
        clerk.get(&at).await.refused(404, "not_found");
        assert!(clerk.get(REGISTER).await.ok().data().is_empty());
        // The Party Committee's office sees its whole side (Đ15).
        let office = portal.a_unit_editor().in_unit("party_committee_office");
        assert_eq!(office.get(REGISTER).await.ok().data().len(), 1);
        office.put_at(&at, "\"v1\"", a_document(&portal, "1/QĐ-UBND", "2026-11-20").await).await.refused(403, "forbidden");
        portal.a_contributor().anywhere().get(REGISTER).await.refused(403, "forbidden");
    }
);

both!(
    async fn an_event_that_takes_place_owes_its_news_within_eight_working_hours(portal: Portal) {
        let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
        let unit = portal.unit("public_service_unit_center").await;
        let event = json!({
            "unit_id": unit, "title": "Hội nghị đối thoại", "place": "Hội trường", "starts_at": "2026-11-23T10:00:00+07:00",
            "happening": "planned", "source": "schedule",
        });
        let planned = editor.post("/api/v1/desk/events", event.clone()).await.answered(201).json;
        assert_eq!(planned["clock"], Value::Null);
        let mut early = event.clone();
        early["happening"] = json!("happened");
        editor.post("/api/v1/desk/events", early).await.refused(422, "invalid");
        portal.wait(TimeDelta::hours(2));
        portal.worker_does_what_is_due().await;
        let list = editor.get("/api/v1/desk/events").await.ok();
        let held = &list.data()[0];
        assert_eq!(held["event"]["happening"], "happened");
        assert!(held["clock"]["due_at"].as_str().expect("a clock").starts_with("2026-11-25T10:00"), "{held}");
        let id = held["id"].as_str().expect("an id");
        let opened = editor.post(&format!("/api/v1/desk/duties/event/{id}/item"), json!({})).await.answered(201).json;
        let item = editor.get(&format!("/api/v1/desk/items/{}", opened["item"].as_str().expect("an item"))).await.ok().json;
        assert_eq!((item["kind"].as_str(), item["content"]["details"]["place"].as_str()), (Some("article"), Some("Hội trường")));
        // Another one is called off before it begins: nothing is owed.
        let mut later = event;
        later["starts_at"] = json!("2026-11-24T08:00:00+07:00");
        let second = editor.post("/api/v1/desk/events", later.clone()).await.answered(201);
        later["happening"] = json!("cancelled");
        let at = format!("/api/v1/desk/events/{}", second.json["id"].as_str().expect("an id"));
        editor.put_at(&at, &second.etag(), later).await.ok();
        portal.wait(TimeDelta::days(1));
        portal.worker_does_what_is_due().await;
        let list = editor.get("/api/v1/desk/events").await.ok();
        assert_eq!((&list.data()[0]["event"]["happening"], &list.data()[0]["clock"]), (&json!("cancelled"), &Value::Null));
    }
);

both!(
    async fn what_was_public_before_it_was_linked_is_not_late_for_that(portal: Portal) {
        let secretariat = portal.the_secretariat();
        let unit = portal.unit("economy_infrastructure_urban_office").await;
        let article = an_article().with("info_class", json!("strategy_planning"));
        let item = secretariat.writes(article).await;
        publishes(&portal, &secretariat, &item).await;
        portal.wait(TimeDelta::days(30));
        let approval = json!({"unit_id": unit, "matter": "plan", "title": "Kế hoạch năm 2027", "approved_on": "2026-11-20"});
        let logged = secretariat.post("/api/v1/desk/approvals", approval).await.answered(201).json;
        assert_eq!(logged["clock"]["word"], "overdue", "ten working days are over");
        let at = format!("/api/v1/desk/duties/approval/{}/link", logged["id"].as_str().expect("an id"));
        let linked = secretariat.post_at(&at, "\"v1\"", json!({"item": item.id()})).await.ok().json;
        assert_eq!((linked["state"].as_str(), linked["clock"]["word"].as_str()), (Some("published"), Some("on_time")), "{linked}");
        let unlinked = secretariat.post_at(&at, "\"v2\"", json!({"item": null})).await.ok().json;
        assert_eq!((unlinked["state"].as_str(), unlinked["clock"]["word"].as_str()), (Some("owed"), Some("overdue")));
    }
);

both!(
    async fn a_changed_fact_marks_its_pages_stale_until_they_are_renewed(portal: Portal) {
        let secretariat = portal.the_secretariat();
        let item = secretariat.writes(an_article()).await;
        publishes(&portal, &secretariat, &item).await;
        let unit = portal.unit("public_administration_service_center").await;
        let fact =
            json!({"unit_id": unit, "fact": "contact", "what": "Đổi số điện thoại", "changed_on": "2026-11-20", "items": [item.id()]});
        secretariat.post("/api/v1/desk/fact-changes", fact).await.answered(201);
        let stale = format!("/api/v1/desk/fact-changes?open=true&item={}", item.id());
        assert_eq!(secretariat.get(&stale).await.ok().data().len(), 1);
        let head = portal.a_unit_editor().in_unit("public_administration_service_center");
        assert_eq!(head.get("/api/v1/desk/fact-changes?open=true").await.ok().data().len(), 1, "its unit is told at once");

        portal.wait(TimeDelta::minutes(5));
        let open = secretariat.opens_a_new_edition_of(&item).await;
        let open = secretariat.edits(&open, |c| drop(c.insert("title".into(), json!("Số điện thoại mới")))).await;
        publishes(&portal, &secretariat, &open).await;
        portal.worker_does_what_is_due().await;
        assert!(secretariat.get(&stale).await.ok().data().is_empty());
        let closed = secretariat.get("/api/v1/desk/fact-changes?open=false").await.ok();
        assert!(closed.data()[0]["closed_by"].is_null() && closed.data()[0]["items"][0]["renewed_at"].is_string());
    }
);
