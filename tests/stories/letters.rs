//! Citizens' letters: every path of their life, and their deadlines.

use chrono::{DateTime, TimeDelta, Utc};
use cong_tests::person::{Reply, send};
use cong_tests::{Item, Person, Portal, both};
use serde_json::{Value, json};

/// Answers letters in the stories: an office with an editor and a head.
pub const OFFICE: &str = "public_service_unit_center";
pub const LETTERS: &str = "/api/v1/questions";

fn it_is(portal: &Portal, text: &str) {
    portal.wait(text.parse::<DateTime<Utc>>().expect("an instant") - portal.now());
}

pub fn a_letter(kind: &str, subject: &str, text: &str) -> Value {
    json!({"kind": kind, "subject": subject, "text": text, "consent": {"version": 1, "agreed": true},
        "sender": {"name": "Nguyễn Văn Thử", "phone": "0912 345 678", "address": "Số 5 phố Thử Nghiệm"}})
}

pub fn a_report() -> Value {
    a_letter("report", "Đèn đường hỏng", "Đèn đường ngõ 18 phố Bạch Liên hỏng hai tuần nay.")
}

pub async fn proof(portal: &Portal) -> Value {
    let given = portal.a_visitor().get("/api/v1/form-challenge").await.ok().json;
    let challenge = given["challenge"].as_str().expect("a challenge");
    let bits = u8::try_from(given["bits"].as_u64().expect("bits")).expect("few bits");
    json!({"challenge": challenge, "nonce": cong::http::proof_of_work::solve(challenge, bits).expect("a solution")})
}

pub async fn post(portal: &Portal, path: &str, headers: &[(&str, &str)], body: &Value) -> Reply {
    let mut request = portal.client().post(portal.url(path)).json(body);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(request, path).await
}

/// What a sender keeps.
pub struct Kept {
    pub code: String,
    pub secret: String,
    pub json: Value,
}

impl Kept {
    pub fn at(&self) -> String {
        format!("{LETTERS}/{}", self.code)
    }

    pub async fn tracks(&self, portal: &Portal) -> Reply {
        portal.a_visitor().asks("GET", &self.at(), &[("x-sender-secret", &self.secret)]).await
    }

    pub async fn says(&self, portal: &Portal, what: &str, body: Value) -> Reply {
        post(portal, &format!("{}/{what}", self.at()), &[("x-sender-secret", &self.secret)], &body).await
    }
}

pub async fn sends(portal: &Portal, mut letter: Value) -> Kept {
    letter["proof"] = proof(portal).await;
    let reply = post(portal, LETTERS, &[], &letter).await.answered(201);
    let word = |name: &str| reply.json[name].as_str().expect("a word").to_owned();
    Kept { code: word("code"), secret: word("secret"), json: reply.json.clone() }
}

pub fn office_editor(portal: &Portal) -> Person {
    portal.a_unit_editor().in_unit(OFFICE)
}

pub fn office_head(portal: &Portal) -> Person {
    portal.a("unit_head").in_unit(OFFICE)
}

/// The letter as somebody at the desk finds it, by its code.
pub async fn found(person: &Person, code: &str) -> Option<Value> {
    let list = person.get("/api/v1/desk/questions?limit=100").await.ok();
    list.data().iter().find(|row| row["code"] == code).cloned()
}

pub fn path(letter: &Value, verb: &str) -> String {
    format!("/api/v1/desk/questions/{}/{verb}", letter["id"].as_str().expect("an id"))
}

pub fn etag(letter: &Value) -> String {
    format!("\"v{}\"", letter["version"])
}

/// Says a verb that succeeds; returns the letter as it stands then.
pub async fn says(person: &Person, letter: &Value, verb: &str, body: Value) -> Value {
    person.post_at(&path(letter, verb), &etag(letter), body).await.ok().json
}

pub async fn forwarded(portal: &Portal, code: &str) -> Value {
    let secretariat = portal.the_secretariat();
    let letter = found(&secretariat, code).await.expect("intake finds it");
    let unit = portal.unit(OFFICE).await;
    says(&secretariat, &letter, "classify", json!({"kind": letter["kind"], "field": "economy", "forward_to": unit})).await
}

pub async fn answered(portal: &Portal, code: &str, text: &str) -> Value {
    let (editor, head) = (office_editor(portal), office_head(portal));
    let letter = forwarded(portal, code).await;
    let letter = says(&editor, &letter, "take", json!({})).await;
    let drafted = editor.put_at(&path(&letter, "answer"), &etag(&letter), json!({"text": text})).await.ok().json;
    let letter = says(&editor, &drafted, "submit-answer", json!({})).await;
    says(&head, &letter, "approve-answer", json!({})).await
}

both!(
    async fn a_letter_is_received_classified_forwarded_answered_and_closed(portal: Portal) {
        let (secretariat, editor, head) = (portal.the_secretariat(), office_editor(&portal), office_head(&portal));
        let kept = sends(&portal, a_report()).await;
        assert_eq!(kept.json["state"], "received");
        assert!(kept.json["url"].as_str().unwrap().contains(&format!("#{}.{}", kept.code, kept.secret)));
        assert_eq!(kept.json["due"]["rule"], "question");
        assert!(found(&editor, &kept.code).await.is_none(), "no unit knows of it yet");

        let letter = found(&secretariat, &kept.code).await.unwrap();
        assert_eq!(letter["subject"], "Đèn đường hỏng");
        let early = secretariat.post_at(&path(&letter, "forward"), &etag(&letter), json!({"unit": portal.unit(OFFICE).await})).await;
        let early = early.refused(409, "illegal_transition");
        assert_eq!(early.json["state"], "received");
        assert!(early.json["allowed"].as_array().unwrap().iter().any(|v| v == "classify"));
        let dry =
            secretariat.post_at(&format!("{}?dry_run=true", path(&letter, "classify")), &etag(&letter), json!({"kind": "report"})).await;
        assert_eq!(
            (&dry.ok().json["allowed"], found(&secretariat, &kept.code).await.unwrap()["state"].as_str()),
            (&json!(true), Some("received"))
        );
        secretariat.post_at(&path(&letter, "classify"), "\"v99\"", json!({"kind": "report"})).await.refused(412, "stale");

        let letter = forwarded(&portal, &kept.code).await;
        assert_eq!((letter["state"].as_str(), &letter["unit"]["id"]), (Some("forwarded"), &json!(portal.unit(OFFICE).await)));
        let seen = found(&editor, &kept.code).await.expect("the unit finds it");
        let letter = says(&editor, &seen, "take", json!({})).await;
        editor.post_at(&path(&letter, "submit-answer"), &etag(&letter), json!({})).await.refused(422, "invalid");
        let text = "Phường đã kiểm tra và thay đèn ngày 24/11.";
        let letter = editor.put_at(&path(&letter, "answer"), &etag(&letter), json!({"text": text})).await.ok().json;
        let letter = says(&editor, &letter, "submit-answer", json!({})).await;
        editor.post_at(&path(&letter, "approve-answer"), &etag(&letter), json!({})).await.refused(403, "forbidden");
        let letter = says(&head, &letter, "return-answer", json!({"remark": "Ghi rõ ngày."})).await;
        let hidden = kept.tracks(&portal).await.ok();
        assert!(!hidden.text().contains("thay đèn") && !hidden.text().contains("Ghi rõ ngày"), "what is not sent stays at the desk");
        let letter = says(&editor, &letter, "submit-answer", json!({})).await;
        let letter = says(&head, &letter, "approve-answer", json!({})).await;
        assert_eq!(letter["state"], "answered");

        let told = kept.tracks(&portal).await.ok();
        assert_eq!(told.json["messages"].as_array().unwrap().last().unwrap()["text"], text);
        assert_eq!(told.json["due"]["word"], "on_time");
        assert_eq!((told.json["may_reopen"].as_bool(), told.json["may_rate"].as_bool()), (Some(true), Some(true)));
        kept.says(&portal, "rating", json!({"stars": 6})).await.refused(422, "invalid");
        assert_eq!(kept.says(&portal, "rating", json!({"stars": 4})).await.ok().json["rating"], 4);
        kept.says(&portal, "rating", json!({"stars": 1})).await.refused(409, "already_decided");

        portal.wait(TimeDelta::days(16));
        portal.worker_does_what_is_due().await;
        assert_eq!(kept.tracks(&portal).await.ok().json["state"], "closed", "by itself, when its sender's time is over");
    }
);

both!(
    async fn a_letter_is_turned_away_rejected_or_merged_and_its_sender_told_at_once(portal: Portal) {
        let secretariat = portal.the_secretariat();
        let away = sends(&portal, a_letter("question", "Giấy phép lái xe quốc tế", "Cấp giấy phép lái xe quốc tế ở đâu?")).await;
        let letter = found(&secretariat, &away.code).await.unwrap();
        secretariat
            .post_at(&path(&letter, "out-of-scope"), &etag(&letter), json!({"reason": " ", "where_to_turn": "x"}))
            .await
            .refused(422, "invalid");
        // A text at hand names the office by its place; elsewhere that place would be sent as it stands.
        let at_hand = |purpose: &str| json!({"purpose": purpose, "name": "Nơi khác", "body": "Xin đến {where_to_turn}."});
        let templates = "/api/v1/desk/answer-templates";
        assert_eq!(secretariat.post(templates, at_hand("answer")).await.refused(422, "invalid").pointers(), ["/body"]);
        let text = secretariat.post(templates, at_hand("out_of_scope")).await.answered(201).json["body"].clone();
        let said = json!({"reason": text, "where_to_turn": "dichvucong.gov.vn"});
        let dry = secretariat.post_at(&format!("{}?dry_run=true", path(&letter, "out-of-scope")), &etag(&letter), said.clone()).await;
        let dry = dry.ok().json;
        assert_eq!(
            (&dry["state"], &dry["due_at"], &dry["by_mail"]),
            (&json!("out_of_scope"), &Value::Null, &json!(false)),
            "nothing is owed any more, and no e-mail was asked for"
        );
        assert_eq!(says(&secretariat, &letter, "out-of-scope", said).await["state"], "out_of_scope");
        let told = away.tracks(&portal).await.ok().json;
        assert_eq!(told["messages"][0]["text"], "Xin đến dichvucong.gov.vn.");
        assert_eq!(told["messages"][0]["where_to_turn"], "dichvucong.gov.vn");
        assert_eq!(told["due"]["word"], "on_time", "nothing is owed any more");

        let spam = sends(&portal, a_letter("question", "Quảng cáo", "Bán hàng giá rẻ.")).await;
        let letter = found(&secretariat, &spam.code).await.unwrap();
        assert_eq!(says(&secretariat, &letter, "reject", json!({"reason": "Thư quảng cáo."})).await["state"], "rejected");
        assert_eq!(spam.tracks(&portal).await.ok().json["messages"][0]["text"], "Thư quảng cáo.");

        let (first, second) = (sends(&portal, a_report()).await, sends(&portal, a_report()).await);
        let letter = found(&secretariat, &second.code).await.unwrap();
        let alike = secretariat.get(&path(&letter, "duplicates")).await.ok();
        assert_eq!(alike.data()[0]["code"], first.code.as_str());
        let merged = says(&secretariat, &letter, "merge", json!({"into": first.code})).await;
        assert_eq!(merged["state"], "merged");
        secretariat.post_at(&path(&letter, "merge"), &etag(&merged), json!({"into": first.code})).await.refused(409, "illegal_transition");
        assert_eq!(second.tracks(&portal).await.ok().json["state"], "merged");

        let editor = office_editor(&portal);
        let back = sends(&portal, a_report()).await;
        let letter = forwarded(&portal, &back.code).await;
        let letter = says(&editor, &letter, "hand-back", json!({"reason": "Thuộc đơn vị khác."})).await;
        assert!(letter["state"].is_null(), "it is theirs no more: {letter}");
        assert_eq!(found(&secretariat, &back.code).await.unwrap()["state"], "classified");
    }
);

// Tết Đinh Mùi 2027: 4–10 February are off. Received on Wednesday 27 January 2027 (not counted): 28, 29 are 1, 2; 1–3 February 3, 4, 5;
// 11, 12: 6, 7; 15–19: 8–12; 22, 23, 24: 13, 14, 15 → Wednesday 24 February, end of the session in winter hours of the ward's calendar.
both!(
    async fn fifteen_working_days_across_tet_and_a_promise_that_is_seen(portal: Portal) {
        it_is(&portal, "2027-01-27T09:00:00+07:00");
        let kept = sends(&portal, a_report()).await;
        let due = &kept.json["due"];
        assert!(due["due_at"].as_str().unwrap().starts_with("2027-02-24T"), "{due}");
        let steps = due["explanation"].as_array().unwrap();
        assert!(steps.iter().any(|s| s["text"].as_str().unwrap().contains("ngày nghỉ")), "{steps:?}");
        assert!(steps.last().unwrap()["text"].as_str().unwrap().contains("ngày làm việc thứ 15 trên 15"));

        let editor = office_editor(&portal);
        let letter = forwarded(&portal, &kept.code).await;
        let promise = |at: &str| json!({"promised_at": at, "reason": "Đang chờ vật tư chiếu sáng."});
        editor.post_at(&path(&letter, "progress"), &etag(&letter), promise("2027-02-20T10:00:00+07:00")).await.refused(422, "invalid");
        let letter = says(&editor, &letter, "progress", promise("2027-03-10T16:30:00+07:00")).await;
        assert_eq!((letter["state"].as_str(), letter["due"][0]["extensions"].as_i64()), (Some("forwarded"), Some(1)));
        let told = kept.tracks(&portal).await.ok().json;
        assert_eq!(told["due"]["due_at"], "2027-03-10T16:30:00+07:00");
        assert_eq!(told["messages"][0]["promised_at"], "2027-03-10T16:30:00+07:00");
        let public = portal.a_visitor().get("/api/v1/questions/promised").await.ok();
        let row = &public.data()[0];
        assert_eq!(
            (&row["promised_at"], &row["extensions"], &row["overdue"]),
            (&json!("2027-03-10T16:30:00+07:00"), &json!(1), &json!(false))
        );
        assert!(row["first_due_at"].as_str().unwrap().starts_with("2027-02-24T"));
        assert!(!public.text().contains("vật tư") && !public.text().contains(&kept.code), "dates, never a word");

        it_is(&portal, "2027-03-11T09:00:00+07:00");
        portal.worker_does_what_is_due().await;
        assert_eq!(portal.a_visitor().get("/api/v1/questions/promised").await.ok().data()[0]["overdue"], true);
        let late = portal.the_secretariat().get("/api/v1/desk/questions?overdue=true").await.ok();
        assert_eq!(late.data()[0]["code"], kept.code.as_str());
        let figures = portal.a_visitor().get("/api/v1/statistics/questions?from=2027-01&to=2027-03").await.ok().json;
        assert_eq!(
            figures["total"],
            json!({"received": 1, "settled": 0, "answered": 0, "answered_on_time": 0, "extended": 1, "overdue": 1})
        );
        assert_eq!(figures["months"][0]["month"], "2027-01");
        assert!(figures["units"][0]["unit_id"].is_null(), "one letter points at nobody");
    }
);

both!(
    async fn a_petition_must_be_forwarded_and_bears_a_name(portal: Portal) {
        let mut nameless = a_letter("petition", "Bớt bản sao", "Bớt bản sao có chứng thực.");
        nameless["sender"] = json!({"email": "a@vidu.vn"});
        nameless["proof"] = proof(&portal).await;
        let refused = post(&portal, LETTERS, &[], &nameless).await.refused(422, "invalid");
        assert_eq!(refused.pointers(), ["/sender/name", "/sender/address"]);
        nameless["anonymous"] = json!(true);
        assert_eq!(post(&portal, LETTERS, &[], &nameless).await.refused(422, "invalid").pointers(), ["/anonymous"]);
        let kept = sends(&portal, a_letter("petition", "Bớt bản sao", "Bớt bản sao có chứng thực.")).await;
        let letter = forwarded(&portal, &kept.code).await;
        let dues = letter["due"].as_array().unwrap();
        let of = |rule: &str| dues.iter().find(|d| d["rule"] == rule).unwrap_or_else(|| panic!("{dues:?}"));
        assert_eq!((&of("petition_transfer")["word"], &of("question")["word"]), (&json!("on_time"), &json!("in_time")));
        let mut outside = a_report();
        outside["place"] = json!({"point": {"lat": 95.0, "lon": 0.0}});
        outside["consent"] = json!({"version": 1, "agreed": false});
        outside["proof"] = proof(&portal).await;
        let refused = post(&portal, LETTERS, &[], &outside).await.refused(422, "invalid");
        assert_eq!(refused.pointers(), ["/place/point", "/consent/agreed"]);
    }
);

both!(
    async fn a_place_lies_within_the_boundary_that_everybody_sees(portal: Portal) {
        let visitor = portal.a_visitor();
        assert_eq!(visitor.get("/api/v1/letter-form").await.ok().json["boundary"], false);
        let mut letter = a_report();
        letter["place"] = json!({"point": {"lat": 21.5, "lon": 106.32}});
        sends(&portal, letter.clone()).await;
        let ring = json!([[106.30, 20.90], [106.34, 20.90], [106.34, 20.94], [106.30, 20.94], [106.30, 20.90]]);
        let new =
            json!({"geojson": {"type": "Polygon", "coordinates": [ring]}, "description": "Phía bắc giáp phường Ví Dụ.", "source": "Tự vẽ"});
        portal.a("technical_administrator").anywhere().put("/api/v1/boundary", new).await.ok();
        assert_eq!(visitor.get("/api/v1/letter-form").await.ok().json["boundary"], true);
        letter["proof"] = proof(&portal).await;
        let refused = post(&portal, LETTERS, &[], &letter).await.refused(422, "invalid");
        assert_eq!((refused.pointers().as_slice(), &refused.json["errors"][0]["code"]), (["/place/point"].as_slice(), &json!("outside")));
        letter["place"] = json!({"point": {"lat": 20.92, "lon": 106.32}});
        sends(&portal, letter).await;
    }
);

both!(
    async fn a_sender_asks_once_more_in_time(portal: Portal) {
        let kept = sends(&portal, a_report()).await;
        kept.says(&portal, "reopen", json!({"reason": "Chưa xong."})).await.refused(409, "illegal_transition");
        answered(&portal, &kept.code, "Đã thay đèn.").await;
        portal.wait(TimeDelta::hours(2));
        let again = kept.says(&portal, "reopen", json!({"reason": "Đèn lại hỏng."})).await.ok().json;
        assert_eq!((again["state"].as_str(), again["may_reopen"].as_bool()), (Some("forwarded"), Some(false)));
        assert_eq!(again["due"]["word"], "in_time", "with a clock of its own");
        let editor = office_editor(&portal);
        let letter = found(&editor, &kept.code).await.unwrap();
        assert_eq!(letter["reopened"], true);
        let letter = says(&editor, &letter, "take", json!({})).await;
        let letter = editor.put_at(&path(&letter, "answer"), &etag(&letter), json!({"text": "Đã thay lại."})).await.ok().json;
        let letter = says(&editor, &letter, "submit-answer", json!({})).await;
        says(&office_head(&portal), &letter, "approve-answer", json!({})).await;
        kept.says(&portal, "reopen", json!({"reason": "Lần nữa."})).await.refused(409, "conflict");

        let late = sends(&portal, a_report()).await;
        answered(&portal, &late.code, "Đã thay đèn.").await;
        portal.wait(TimeDelta::days(15) + TimeDelta::minutes(1));
        late.says(&portal, "reopen", json!({"reason": "Muộn rồi."})).await.refused(409, "conflict");
    }
);

both!(
    async fn an_answer_is_published_as_a_redacted_copy(portal: Portal) {
        let mut letter =
            a_letter("question", "Đăng ký tạm trú", "Tôi là Nguyễn Văn Thử, số 0912 345 678. Thuê trọ thì đăng ký tạm trú ở đâu?");
        letter["sender"]["name"] = json!("Nguyễn Văn Thử");
        let kept = sends(&portal, letter).await;
        let head = office_head(&portal);
        let letter = answered(&portal, &kept.code, "Bạn đăng ký tại Công an phường.").await;
        let draft = head.get(&path(&letter, "publication-draft")).await.ok().json;
        assert!(draft["left_out"].as_bool().unwrap() && draft["question"].as_str().unwrap().contains("[…]"), "{draft}");
        let with = |question: &str, confirmed: bool| json!({"title": "Đăng ký tạm trú ở đâu?", "question": question, "answer": draft["answer"], "findings_confirmed": confirmed});
        let named = with("Tôi là Nguyễn Văn Thử.", true);
        head.post_at(&path(&letter, "publish"), &etag(&letter), named).await.refused(422, "invalid");
        let published =
            head.post_at(&path(&letter, "publish"), &etag(&letter), with(draft["question"].as_str().unwrap(), false)).await.answered(201);
        let item = published.json["item_id"].as_str().unwrap().to_owned();
        assert!(kept.tracks(&portal).await.ok().json["published_path"].is_null(), "it stands before the board");
        let deputy = portal.the_deputy_editor();
        let item = Item { json: json!({"id": item}) };
        deputy.approves(&deputy.finds_in_the_queue(&item).await).await;
        let list = portal.a_visitor().get(LETTERS).await.ok();
        assert_eq!(list.data().len(), 1);
        let text = list.text();
        assert!(!text.contains("Văn Thử") && !text.contains("0912") && !text.contains(&kept.code));
        let path = kept.tracks(&portal).await.ok().json["published_path"].as_str().expect("published").to_owned();
        assert!(path.starts_with("/hoi-dap/"), "{path}");
    }
);
