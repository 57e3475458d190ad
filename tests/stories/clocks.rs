//! The clock of Điều 7: what starts it, what it counts, what stops and moves it.

use chrono::{DateTime, TimeDelta, Utc};
use cong_tests::{Item, Person, Portal, Reply, a_document, a_notice, an_article, both};
use serde_json::{Value, json};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

/// Brings the ward's clock to a moment.
fn it_is(portal: &Portal, text: &str) {
    portal.wait(at(text) - portal.now());
}

/// News of an event that took place at this moment.
fn news_of(moment: &str) -> cong_tests::Written {
    an_article().with("details", json!({"occurred_at": moment, "place": "Nhà văn hóa phường"}))
}

fn a_document_of(day: &str, relation: &str) -> cong_tests::Written {
    let details = json!({"number": "12/QĐ-UBND", "doc_type": "Quyết định", "issuing_body": "UBND phường", "issued_on": day, "issuer_relation": relation});
    a_document().with("details", details)
}

fn editor(portal: &Portal) -> Person {
    portal.a_unit_editor().in_unit("public_service_unit_center")
}

fn clock_of(item: &Item) -> &Value {
    let clocks = item.json["clocks"].as_array().expect("clocks");
    assert_eq!(clocks.len(), 1, "{clocks:?}");
    &clocks[0]
}

async fn clock(person: &Person, id: &Value) -> Reply {
    person.get(&format!("/api/v1/deadlines/{}", id.as_str().expect("an id"))).await.ok()
}

both!(
    async fn what_is_said_again_in_another_language_is_owed_once(portal: Portal) {
        let editor = editor(&portal);
        let original = editor.writes(news_of("2026-11-20T08:00:00+07:00")).await;
        clock_of(&original);
        let mut content = original.json["content"].clone();
        content["lang"] = json!("en");
        let words = json!({"kind": "article", "lang": "en", "translation_of": original.id(), "content": content});
        let made = editor.post("/api/v1/desk/items", words).await.answered(201);
        assert_eq!(made.json["clocks"], json!([]), "the event of last week is not owed anew");
    }
);

async fn lets_out(portal: &Portal, item: &Item) {
    let (secretariat, deputy) = (portal.the_secretariat(), portal.the_deputy_editor());
    let item = secretariat.sends_up(item).await;
    deputy.approves(&deputy.finds_in_the_queue(&item).await).await;
}

// Tết Đinh Mùi 2027: 4–10 February are off (Thursday to Wednesday, `vn-office`). Issued on Wednesday the 3rd:
//   own, 2 working days: the 3rd is not counted; 11 Thu = 1, 12 Fri = 2 → 12/02 17:00.
//   in scope, 10 working days: 11, 12 | 15–19 | 22, 23, 24 → Wednesday 24/02 17:00.
//   news of Wednesday 15:20, 8 hours: 15:20–17:00 is 1 h 40; Thursday the 11th 4 h in the morning, 2 h 20 from 13:00 → 11/02 15:20.
both!(
    async fn what_begins_before_tet_is_due_after_it(portal: Portal) {
        it_is(&portal, "2027-02-03T16:00:00+07:00");
        let editor = editor(&portal);
        for (text, rule, due) in [
            (a_document_of("2027-02-03", "own"), "document_own", "2027-02-12T17:00:00+07:00"),
            (a_document_of("2027-02-03", "in_scope"), "document_in_scope", "2027-02-24T17:00:00+07:00"),
            (news_of("2027-02-03T15:20:00+07:00"), "news", "2027-02-11T15:20:00+07:00"),
        ] {
            let item = editor.writes(text).await;
            let face = clock_of(&item);
            assert_eq!((face["rule"].as_str(), face["due_at"].as_str(), face["word"].as_str()), (Some(rule), Some(due), Some("in_time")));
            let told = clock(&editor, &face["id"]).await;
            let tet: Vec<_> = told.json["explanation"].as_array().unwrap().iter().filter(|s| s["name"] == "Tết Âm lịch").collect();
            assert_eq!(tet.len(), 7, "every day of Tết is named: {}", told.json["explanation"]);
            assert_eq!(told.json["may_extend"], false, "an editor promises nothing");
        }
        // Time goes by: during Tết it is in time, a second after the due moment it is not.
        let item = editor.writes(news_of("2027-02-03T15:20:00+07:00")).await;
        for (moment, word) in
            [("2027-02-07T10:00:00+07:00", "in_time"), ("2027-02-11T15:20:00+07:00", "in_time"), ("2027-02-11T15:20:01+07:00", "overdue")]
        {
            it_is(&portal, moment);
            assert_eq!(clock_of(&editor.reads(&item).await)["word"], word, "{moment}");
        }
    }
);

// Tuesday 24/11/2026 is off (Ngày Văn hóa Việt Nam). An event of Monday 08:00 has 3 h 30 that morning, 4 h in the
// afternoon, and the last half hour on Wednesday → 25/11 08:00.
both!(
    async fn publishing_stops_it_on_time_or_late(portal: Portal) {
        let due = "2026-11-25T08:00:00+07:00";
        let (prompt, tardy) =
            (portal.in_editing(news_of("2026-11-23T08:00:00+07:00")).await, portal.in_editing(news_of("2026-11-23T08:00:00+07:00")).await);
        assert_eq!(clock_of(&prompt)["due_at"], due);
        it_is(&portal, due);
        lets_out(&portal, &prompt).await;
        portal.wait(TimeDelta::seconds(1));
        lets_out(&portal, &tardy).await;
        let secretariat = portal.the_secretariat();
        for (item, word, done) in [(&prompt, "on_time", due), (&tardy, "late", "2026-11-25T08:00:01+07:00")] {
            let item = secretariat.reads(item).await;
            assert_eq!((&clock_of(&item)["word"], &clock_of(&item)["done_at"]), (&json!(word), &json!(done)));
            let list = secretariat.get(&format!("/api/v1/deadlines?word={word}")).await.ok();
            assert_eq!(list.data().len(), 1);
            assert_eq!(list.data()[0]["item_id"], item.id());
            // A new edition of what is public owes nothing again.
            let again = secretariat.opens_a_new_edition_of(&item).await;
            let again = secretariat.submits(&again).await;
            assert_eq!(clock_of(&again)["word"], word);
        }
        let counts = secretariat.get("/api/v1/deadlines/counts").await.ok();
        assert_eq!((&counts.json["on_time"], &counts.json["late"], &counts.json["overdue"]), (&json!(1), &json!(1), &json!(0)));
    }
);

both!(
    async fn what_is_not_owed_has_no_clock_and_what_is_owed_is_not_discarded(portal: Portal) {
        let editor = editor(&portal);
        let none = [
            an_article(),
            a_notice().with("info_class", json!("legal_dissemination")),
            a_document_of("2026-11-20", "own").with("info_class", json!("other_information")),
        ];
        for text in none {
            assert_eq!(editor.writes(text).await.json["clocks"], json!([]));
        }
        // Guidance on a law of Friday the 20th: 15 working days without the 24th → Monday 14/12.
        let guidance = a_notice().with("info_class", json!("legal_dissemination")).with("details", json!({"decided_on": "2026-11-20"}));
        let item = editor.writes(guidance).await;
        assert_eq!(clock_of(&item)["rule"], "guidance");
        assert_eq!(clock_of(&item)["due_at"], "2026-12-14T17:00:00+07:00");
        // A wrong date corrected moves the clock at submitting; no date at all lets it go.
        let item = editor.edits(&item, |content| content["details"]["decided_on"] = json!("2026-11-23")).await;
        let item = editor.submits(&item).await;
        assert_eq!(clock_of(&item)["due_at"], "2026-12-15T17:00:00+07:00");
        let events = clock(&editor, &clock_of(&item)["id"]).await;
        assert_eq!(events.json["events"][0]["kind"], "retriggered");
        let item = editor.recalls(&item).await;
        let item = editor.edits(&item, |content| content["details"]["decided_on"] = Value::Null).await;
        assert_eq!(editor.submits(&item).await.json["clocks"], json!([]));
        // A draft that is thrown away does not undo the event: the clock goes on.
        let item = editor.writes(news_of("2026-11-23T08:00:00+07:00")).await;
        let id = clock_of(&item)["id"].clone();
        editor.discards_the_edition_of(&item).await;
        assert_eq!(clock(&editor, &id).await.json["word"], "in_time");
        // Only who manages the clock says that it is not owed after all, and why.
        let path = format!("/api/v1/deadlines/{}/cancel", id.as_str().unwrap());
        editor.post(&path, json!({"reason": "Nhập trùng."})).await.refused(403, "forbidden");
        let secretariat = portal.the_secretariat();
        secretariat.post(&path, json!({"reason": " "})).await.refused(422, "invalid");
        let gone = secretariat.post(&path, json!({"reason": "Nhập trùng."})).await.ok();
        assert_eq!((&gone.json["state"], &gone.json["word"]), (&json!("cancelled"), &Value::Null));
        assert_eq!(gone.json["events"][0]["reason"], "Nhập trùng.");
        secretariat.post(&path, json!({"reason": "Nhập trùng."})).await.refused(409, "conflict");
    }
);

both!(
    async fn an_extension_is_promised_with_its_reason_and_seen(portal: Portal) {
        let (editor, secretariat) = (editor(&portal), portal.the_secretariat());
        let item = editor.writes(a_document_of("2026-11-20", "own")).await;
        // Friday the 20th: 23 = 1, 24 is off, 25 = 2.
        let (old, new) = ("2026-11-25T17:00:00+07:00", "2026-11-30T17:00:00+07:00");
        let id = clock_of(&item)["id"].clone();
        let path = format!("/api/v1/deadlines/{}/extend", id.as_str().unwrap());
        let promise =
            |old: &str, new: &str| json!({"old_due": old, "new_due": new, "reason": "Chờ bản ký số.", "notice": "Thông báo 12/TB-UBND"});
        editor.post(&path, promise(old, new)).await.refused(403, "forbidden");
        secretariat.post(&path, promise(new, new)).await.refused(409, "conflict");
        assert_eq!(secretariat.post(&path, promise(old, old)).await.refused(422, "invalid").pointers(), ["/new_due"]);
        assert_eq!(
            secretariat.post(&path, promise(old, "2028-11-30T17:00:00+07:00")).await.refused(422, "invalid").pointers(),
            ["/new_due"]
        );
        let log = portal.log_length().await;
        let plan = secretariat.post(&format!("{path}?dry_run=true"), promise(old, new)).await.ok();
        assert_eq!((&plan.json["old_due"], &plan.json["new_due"]), (&json!(old), &json!(new)));
        assert_eq!(portal.log_length().await, log, "a dry run changes nothing");
        secretariat.post(&path, promise(old, new)).await.ok();
        // The unit sees the promise, by whom and why; the first due date and its reasons stay.
        let seen = clock(&editor, &id).await;
        assert_eq!((&seen.json["due_at"], &seen.json["first_due_at"], &seen.json["extensions"]), (&json!(new), &json!(old), &json!(1)));
        let event = &seen.json["events"][0];
        assert_eq!(
            (&event["kind"], &event["reason"], &event["notice"]),
            (&json!("extended"), &json!("Chờ bản ký số."), &json!("Thông báo 12/TB-UBND"))
        );
        assert_eq!(event["actor"]["name"].as_str().map(str::is_empty), Some(false));
        assert!(seen.json["conclusion"].as_str().unwrap().contains("25/11/2026"));
        assert_eq!(secretariat.get("/api/v1/deadlines/counts").await.ok().json["extended"], 1);
        // The old date comes and goes: it is in time.
        it_is(&portal, "2026-11-26T09:00:00+07:00");
        assert_eq!(clock(&editor, &id).await.json["word"], "in_time");
        it_is(&portal, "2026-11-30T17:00:01+07:00");
        assert_eq!(clock(&editor, &id).await.json["word"], "overdue");
    }
);

both!(
    async fn a_changed_calendar_counts_open_clocks_again_and_says_so(portal: Portal) {
        let (editor, secretariat) = (editor(&portal), portal.the_secretariat());
        // Due on the 25th only because the 24th is off.
        let [open, paid, promised] = [0; 3].map(|_| a_document_of("2026-11-20", "own"));
        let open = editor.writes(open).await;
        let paid = portal.in_editing(paid).await;
        lets_out(&portal, &paid).await;
        let promised = editor.writes(promised).await;
        let extend = format!("/api/v1/deadlines/{}/extend", clock_of(&promised)["id"].as_str().unwrap());
        let promise = json!({"old_due": "2026-11-25T17:00:00+07:00", "new_due": "2026-11-27T17:00:00+07:00", "reason": "Chờ ký."});
        secretariat.post(&extend, promise).await.ok();

        let calendar = secretariat.get("/api/v1/calendars/vn-office").await.ok();
        let mut sheet = calendar.json["sheet"].clone();
        sheet["ignored_kinds"] = json!(["culture_day", "culture_day_compensatory"]);
        let version = |based_on: i64, sheet: &Value| json!({"based_on": based_on, "valid_from": "2026-11-23", "decision": "Thông báo 99/TB-UBND", "sheet": sheet});
        let path = "/api/v1/calendars/vn-office/versions";
        editor.post(path, version(1, &sheet)).await.refused(403, "forbidden");
        // What would move is seen before.
        let log = portal.log_length().await;
        let plan = secretariat.post(&format!("{path}?dry_run=true"), version(1, &sheet)).await.ok();
        assert_eq!(plan.json["kept"], false);
        assert_eq!(portal.log_length().await, log);
        let moved = plan.json["moved"].as_array().unwrap();
        assert_eq!(moved.len(), 1, "neither what is done nor what was promised moves: {moved:?}");
        assert_eq!(
            (&moved[0]["old_due"], &moved[0]["new_due"]),
            (&json!("2026-11-25T17:00:00+07:00"), &json!("2026-11-24T17:00:00+07:00"))
        );
        let kept = secretariat.post(path, version(1, &sheet)).await.ok();
        assert_eq!(kept.json["moved"], plan.json["moved"]);
        assert_eq!(portal.log_length().await, log + 2, "the calendar and the one clock that moved");
        // Who worked on the old version is told.
        secretariat.post(path, version(1, &sheet)).await.refused(409, "conflict");

        let open = clock(&editor, &clock_of(&open)["id"]).await;
        assert_eq!((&open.json["due_at"], &open.json["calendar_no"]), (&json!("2026-11-24T17:00:00+07:00"), &json!(2)));
        assert_eq!(open.json["events"][0]["kind"], "recomputed");
        assert_eq!(open.json["explanation"].as_array().unwrap().len(), 5, "Friday to Tuesday");
        let paid = secretariat.reads(&paid).await;
        let paid = clock(&secretariat, &clock_of(&paid)["id"]).await;
        assert_eq!(paid.json["due_at"], "2026-11-25T17:00:00+07:00");
        assert!(paid.json["conclusion"].as_str().unwrap().contains("25/11/2026"), "what is done is explained by the calendar of its time");
        assert_eq!(editor.reads(&promised).await.json["clocks"][0]["due_at"], "2026-11-27T17:00:00+07:00");
        let history = secretariat.get("/api/v1/calendars/vn-office").await.ok();
        assert_eq!((&history.json["no"], &history.json["versions"][0]["decision"]), (&json!(2), &json!("Thông báo 99/TB-UBND")));
        // What is no calendar is refused with its place.
        sheet["sessions"][0]["end"] = json!("07:00");
        assert_eq!(secretariat.post(path, version(2, &sheet)).await.refused(422, "invalid").pointers(), ["/sheet/sessions/0"]);
        sheet["weekly_working_days"] = json!([]);
        assert!(
            secretariat.post(path, version(2, &sheet)).await.refused(422, "invalid").pointers().contains(&"/sheet/weekly_working_days")
        );
    }
);

both!(
    async fn holidays_of_a_year_are_read_from_its_table(portal: Portal) {
        let secretariat = portal.the_secretariat();
        let before = secretariat.get("/api/v1/calendars/vn-office").await.ok();
        let of_year = |sheet: &Value, year: &str| {
            let days = sheet["off_days"].as_array().unwrap().iter();
            days.filter(|d| d["date"].as_str().unwrap().starts_with(year)).count()
        };
        let table = json!({"years": {"2028": {"off": [{"date": "2028-01-26", "name": "Tết Âm lịch", "kind": "tet", "status": "announced"}],
            "makeup_working_days": [{"date": "2028-01-22", "for_day_off": "2028-01-31", "source": "Thông báo"}]}}});
        let path = "/api/v1/calendars/vn-office/holidays";
        let read = secretariat.post(path, json!({"table": table})).await.ok();
        assert_eq!(of_year(&read.json["sheet"], "2028"), 1, "the table's years are replaced");
        assert_eq!(of_year(&read.json["sheet"], "2027"), of_year(&before.json["sheet"], "2027"), "other years stay");
        assert_eq!(secretariat.get("/api/v1/calendars/vn-office").await.ok().json["no"], 1, "nothing is kept by reading");
        for bad in [json!({}), json!({"years": {"2028": {"off": [{"date": "2028-02-30", "name": "x"}]}}}), json!([]), Value::Null] {
            secretariat.post(path, json!({"table": bad})).await.refused(422, "invalid");
        }
    }
);

both!(
    async fn the_calculator_agrees_with_every_worked_sample(portal: Portal) {
        let visitor = portal.a_visitor();
        let samples: Value = serde_json::from_str(include_str!("../data/deadline-samples.json")).expect("the samples");
        let cases = samples["cases"].as_array().expect("cases");
        assert_eq!(cases.len(), 48);
        for case in cases {
            let rule = match case["rule"].as_str().unwrap() {
                "news_8_working_hours" => "news",
                "issued_doc_2_working_days" => "document_own",
                "plan_10_working_days" => "plan",
                "qa_15_working_days" => "question",
                "issued_doc_2_working_days_midnight" => "document_own_midnight",
                "info_request_simple_3_working_days" => "information_request",
                "transfer_petition_5_working_days" => "petition_transfer",
                other => panic!("{other}"),
            };
            let from = case["trigger"].as_str().unwrap().replace('+', "%2B");
            let calendar = case["calendar"].as_str().unwrap();
            let told = visitor.get(&format!("/api/v1/deadlines/preview?rule={rule}&from={from}&calendar={calendar}")).await.ok();
            assert_eq!((&told.json["due_at"], &told.json["calendar"]), (&case["due"], &case["calendar"]), "{case}");
            assert!(!told.json["explanation"].as_array().unwrap().is_empty());
        }
        // The ward's own calendar, and a plus that was not coded.
        let told = visitor.get("/api/v1/deadlines/preview?rule=news&from=2026-11-23T16:30:00+07:00").await.ok();
        assert_eq!((&told.json["due_at"], &told.json["calendar"]), (&json!("2026-11-25T16:30:00+07:00"), &json!("vn-office")));
        assert_eq!(told.json["explanation"][1]["name"], "Ngày Văn hóa Việt Nam");
        assert_eq!(told.json["explanation"][1]["text"], "Thứ Ba 24/11/2026: ngày nghỉ (Ngày Văn hóa Việt Nam), không tính.");
        for rule in ["document_in_scope", "project", "statistic", "guidance", "petition_transfer", "data_rights"] {
            visitor.get(&format!("/api/v1/deadlines/preview?rule={rule}&from=2026-11-23T09:00:00Z")).await.ok();
        }
    }
);

both!(
    async fn the_calculator_says_what_it_cannot_read(portal: Portal) {
        let visitor = portal.a_visitor();
        let ask = async |query: &str| visitor.get(&format!("/api/v1/deadlines/preview?{query}")).await.refused(422, "invalid");
        let unknown = ask("rule=tin&from=2026-11-23T09:00:00Z").await;
        assert_eq!(unknown.pointers(), ["/rule"]);
        assert!(unknown.json["allowed"].as_array().unwrap().contains(&json!("news")), "{}", unknown.json);
        let unknown = ask("rule=news&from=2026-11-23T09:00:00Z&calendar=nope").await;
        assert_eq!(unknown.pointers(), ["/calendar"]);
        assert_eq!(unknown.json["allowed"].as_array().unwrap().len(), 5);
        for from in ["", "hôm nay", "2026-11-23", "2026-11-23T25:00:00Z", "2026-02-30T09:00:00Z", "2026-11-23T09:00:00"] {
            assert_eq!(ask(&format!("rule=news&from={from}")).await.pointers(), ["/from"], "{from}");
        }
        for from in ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"] {
            assert_eq!(ask(&format!("rule=news&from={from}")).await.json["errors"][0]["code"], "no_due_date", "{from}");
        }
        for query in
            ["", "rule=news", "from=2026-11-23T09:00:00Z", "rule=news&from=2026-11-23T09:00:00Z&x=1", "rule=%00&from=2026-11-23T09:00:00Z"]
        {
            ask(query).await;
        }
    }
);

both!(
    async fn a_rule_changes_from_a_day_on(portal: Portal) {
        let (editor, secretariat) = (editor(&portal), portal.the_secretariat());
        let old = editor.writes(a_document_of("2026-11-20", "own")).await;
        let rule = |from: &str| {
            json!({"code": "document_own", "name": "Văn bản do phường ban hành", "info_class": "legal_document",
            "counts_from": "document_issued", "n": 3, "unit": "working_days", "day_end": "session", "responsible": "issuing_body",
            "stops_at": "publication", "citation": "Quyết định sửa đổi Quy chế", "valid_from": from})
        };
        editor.post("/api/v1/deadline-rules", rule("2026-11-23")).await.refused(403, "forbidden");
        assert_eq!(
            secretariat.post("/api/v1/deadline-rules", rule("2026-01-01")).await.refused(422, "invalid").pointers(),
            ["/valid_from"]
        );
        secretariat.post("/api/v1/deadline-rules", rule("2026-11-23")).await.answered(201);
        // What began before is counted by the old rule, what begins after by the new: 25, 26, 27 (the 24th is off).
        assert_eq!(clock_of(&editor.reads(&old).await)["due_at"], "2026-11-25T17:00:00+07:00");
        let before = editor.writes(a_document_of("2026-11-22", "own")).await;
        assert_eq!(clock_of(&before)["due_at"], "2026-11-25T17:00:00+07:00", "Sunday the 22nd: 23 = 1, 25 = 2");
        let after = editor.writes(a_document_of("2026-11-23", "own")).await;
        assert_eq!(clock_of(&after)["due_at"], "2026-11-27T17:00:00+07:00");
        let rules = editor.get("/api/v1/deadline-rules").await.ok();
        let versions: Vec<_> = rules.data().iter().filter(|r| r["code"] == "document_own").collect();
        assert_eq!(versions.len(), 2);
        assert_eq!(
            (&versions[0]["in_force"], &versions[0]["n"], &versions[1]["valid_to"]),
            (&json!(true), &json!(3), &json!("2026-11-22"))
        );
    }
);

both!(
    async fn one_sees_the_clocks_of_ones_own_unit(portal: Portal) {
        let editor = editor(&portal);
        let mut ids = vec![];
        for hour in 0..3 {
            let item = editor.writes(news_of(&format!("2026-11-23T0{}:00:00+07:00", 9 - hour))).await;
            ids.push(clock_of(&item)["id"].as_str().unwrap().to_owned());
        }
        // What is due first stands first, page by page.
        ids.reverse();
        let first = editor.get("/api/v1/deadlines?limit=2").await.ok();
        assert_eq!(first.ids(), ids[..2]);
        let second = editor.get(&format!("/api/v1/deadlines?limit=2&cursor={}", first.json["next_cursor"].as_str().unwrap())).await.ok();
        assert_eq!(second.ids(), ids[2..]);
        assert_eq!(second.json["next_cursor"], Value::Null);
        for query in ["word=in_time", "rule=news", "subject=item", "mine=true", "word=overdue"] {
            let expected = if query == "word=overdue" { 0 } else { 3 };
            assert_eq!(editor.get(&format!("/api/v1/deadlines?{query}")).await.ok().data().len(), expected, "{query}");
        }
        // Another unit knows nothing of them; who reads what is submitted, and the chair, know of all.
        let other = portal.a_unit_editor().in_unit("party_committee_office");
        assert!(other.get("/api/v1/deadlines").await.ok().data().is_empty());
        other.get(&format!("/api/v1/deadlines/{}", ids[0])).await.refused(404, "not_found");
        portal.a_contributor().in_unit("school").get("/api/v1/deadlines").await.refused(403, "forbidden");
        for person in
            [portal.the_secretariat(), portal.the_deputy_editor(), portal.a("ward_chair").anywhere(), portal.a("auditor").anywhere()]
        {
            let all = person.get("/api/v1/deadlines").await.ok();
            assert_eq!(all.ids(), ids, "{}", person.username());
            // A draft's title is its unit's affair.
            assert_eq!(all.data()[0]["title"], Value::Null, "{}", person.username());
        }
        assert!(editor.get("/api/v1/deadlines").await.ok().data()[0]["title"].is_string());
    }
);
