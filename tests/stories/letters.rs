//! Citizens' letters: every path of their life, their deadlines, and that nothing of them is found where it does not belong.

use chrono::{DateTime, TimeDelta, Utc};
use cong_tests::person::{Reply, send};
use cong_tests::portal::{column, number};
use cong_tests::{Item, Person, Portal, both};
use serde_json::{Value, json};

/// Answers letters in the stories: an office with an editor and a head.
const OFFICE: &str = "public_service_unit_center";
const LETTERS: &str = "/api/v1/questions";

fn it_is(portal: &Portal, text: &str) {
    portal.wait(text.parse::<DateTime<Utc>>().expect("an instant") - portal.now());
}

fn a_letter(kind: &str, subject: &str, text: &str) -> Value {
    json!({"kind": kind, "subject": subject, "text": text, "consent": {"version": 1, "agreed": true},
        "sender": {"name": "Nguyễn Văn Thử", "phone": "0912 345 678", "address": "Số 5 phố Thử Nghiệm"}})
}

fn a_report() -> Value {
    a_letter("report", "Đèn đường hỏng", "Đèn đường ngõ 18 phố Bạch Liên hỏng hai tuần nay.")
}

async fn proof(portal: &Portal) -> Value {
    let given = portal.a_visitor().get("/api/v1/form-challenge").await.ok().json;
    let challenge = given["challenge"].as_str().expect("a challenge");
    let bits = u8::try_from(given["bits"].as_u64().expect("bits")).expect("few bits");
    json!({"challenge": challenge, "nonce": cong::http::proof_of_work::solve(challenge, bits).expect("a solution")})
}

async fn post(portal: &Portal, path: &str, headers: &[(&str, &str)], body: &Value) -> Reply {
    let mut request = portal.client().post(portal.url(path)).json(body);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(request, path).await
}

/// What a sender keeps.
struct Kept {
    code: String,
    secret: String,
    json: Value,
}

impl Kept {
    fn at(&self) -> String {
        format!("{LETTERS}/{}", self.code)
    }

    async fn tracks(&self, portal: &Portal) -> Reply {
        portal.a_visitor().asks("GET", &self.at(), &[("x-letter-secret", &self.secret)]).await
    }

    async fn says(&self, portal: &Portal, what: &str, body: Value) -> Reply {
        post(portal, &format!("{}/{what}", self.at()), &[("x-letter-secret", &self.secret)], &body).await
    }
}

async fn sends(portal: &Portal, mut letter: Value) -> Kept {
    letter["proof"] = proof(portal).await;
    let reply = post(portal, LETTERS, &[], &letter).await.answered(201);
    let word = |name: &str| reply.json[name].as_str().expect("a word").to_owned();
    Kept { code: word("code"), secret: word("secret"), json: reply.json.clone() }
}

fn office_editor(portal: &Portal) -> Person {
    portal.a_unit_editor().in_unit(OFFICE)
}

fn office_head(portal: &Portal) -> Person {
    portal.a("unit_head").in_unit(OFFICE)
}

/// The letter as somebody at the desk finds it, by its code.
async fn found(person: &Person, code: &str) -> Option<Value> {
    let list = person.get("/api/v1/desk/questions?limit=100").await.ok();
    list.data().iter().find(|row| row["code"] == code).cloned()
}

fn path(letter: &Value, verb: &str) -> String {
    format!("/api/v1/desk/questions/{}/{verb}", letter["id"].as_str().expect("an id"))
}

fn etag(letter: &Value) -> String {
    format!("\"v{}\"", letter["version"])
}

/// Says a verb that succeeds; returns the letter as it stands then.
async fn says(person: &Person, letter: &Value, verb: &str, body: Value) -> Value {
    person.post_at(&path(letter, verb), &etag(letter), body).await.ok().json
}

async fn forwarded(portal: &Portal, code: &str) -> Value {
    let secretariat = portal.the_secretariat();
    let letter = found(&secretariat, code).await.expect("intake finds it");
    let unit = portal.unit(OFFICE).await;
    says(&secretariat, &letter, "classify", json!({"kind": letter["kind"], "field": "economy", "forward_to": unit})).await
}

async fn answered(portal: &Portal, code: &str, text: &str) -> Value {
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
        let said = json!({"reason": "Do Cảnh sát giao thông cấp.", "where_to_turn": "dichvucong.gov.vn"});
        assert_eq!(says(&secretariat, &letter, "out-of-scope", said).await["state"], "out_of_scope");
        let told = away.tracks(&portal).await.ok().json;
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
    async fn a_denunciation_is_sealed_from_whom_it_is_about_through_every_door(portal: Portal) {
        let (secretariat, editor, head) = (portal.the_secretariat(), office_editor(&portal), office_head(&portal));
        let kept = sends(&portal, a_letter("report", "Tố cáo cán bộ", "Cán bộ phòng đòi tiền của tôi.")).await;
        let letter = forwarded(&portal, &kept.code).await;
        portal.worker_does_what_is_due().await;
        portal.wait(TimeDelta::minutes(1));
        let notices = |reply: Reply| reply.data().iter().filter(|n| n["subject_id"] == letter["id"]).count();
        assert_eq!(notices(head.get("/api/v1/notices?limit=100").await.ok()), 1, "before it is known what it is");
        assert!(found(&editor, &kept.code).await.is_some());
        let unit = portal.unit(OFFICE).await;
        let said = json!({"guidance": "Nội dung là tố cáo.", "where_to_turn": "Ban Tiếp công dân thành phố", "accused_units": [unit]});
        let sealed = says(&secretariat, &letter, "refer", said).await;
        assert_eq!((sealed["state"].as_str(), sealed["sealed"].as_bool()), (Some("referred"), Some(true)));
        assert!(sealed["unit"].is_null());
        let told = kept.tracks(&portal).await.ok().json;
        assert_eq!(told["messages"][0]["where_to_turn"], "Ban Tiếp công dân thành phố");
        assert!(told["unit"].is_null());

        // An auditor of the very unit reads the whole log, but not this.
        let auditor = crate::access::employ(&portal, "kiem.toan.phong", &[cong::kernel::words::Role::Auditor], OFFICE).await;
        let elsewhere = crate::access::employ(&portal, "kiem.toan.khac", &[cong::kernel::words::Role::Auditor], "school").await;
        let id = letter["id"].as_str().unwrap();
        for person in [&editor, &head, &auditor] {
            for door in ["", "/history", "/duplicates", "/publication-draft"] {
                person.get(&format!("/api/v1/desk/questions/{id}{door}")).await.refused(404, "not_found");
            }
            person.post_at(&path(&letter, "take"), &etag(&sealed), json!({})).await.refused(404, "not_found");
        }
        for person in [&editor, &head] {
            assert!(found(person, &kept.code).await.is_none());
            assert_eq!(person.get("/api/v1/desk/questions/counts").await.ok().json["handling"], 0);
            assert!(!person.get("/api/v1/notices?limit=100").await.ok().text().contains(id), "what was told is taken back");
            assert!(!person.get("/api/v1/deadlines?limit=100").await.ok().text().contains(id));
        }
        for door in
            ["/api/v1/audit?limit=100", "/api/v1/audit/export?format=jsonl", "/api/v1/audit/looks?limit=100", "/api/v1/deadlines?limit=100"]
        {
            assert!(!auditor.get(door).await.ok().text().contains(id), "{door}");
        }
        assert!(elsewhere.get("/api/v1/audit?limit=100").await.ok().text().contains(id), "others audit it");
        for door in ["/api/v1/search?q=to%20cao", "/api/v1/statistics/questions", "/api/v1/questions/promised", "/api/v1/questions"] {
            let public = portal.a_visitor().get(door).await.ok().text();
            assert!(!public.contains(id) && !public.contains(&unit.to_string()) && !public.contains("đòi tiền"), "{door}: {public}");
        }
        assert!(found(&secretariat, &kept.code).await.is_some(), "intake keeps it");
    }
);

both!(
    async fn code_and_secret_open_a_letter_and_guessing_does_not(portal: Portal) {
        let kept = sends(&portal, a_report()).await;
        let visitor = portal.a_visitor();
        let spoken = kept.secret.to_lowercase().replace('-', " ");
        visitor.asks("GET", &kept.at(), &[("x-letter-secret", &spoken)]).await.ok();
        let wrong_secret =
            visitor.asks("GET", &kept.at(), &[("x-letter-secret", "AAAAA-AAAAA-AAAAA-AAAAA")]).await.refused(404, "not_found");
        let wrong_code = visitor.asks("GET", &format!("{LETTERS}/26-0000-0000"), &[("x-letter-secret", &kept.secret)]).await;
        let wrong_code = wrong_code.refused(404, "not_found");
        let said = |reply: &Reply| {
            let mut json = reply.json.clone();
            json["request_id"] = Value::Null;
            json
        };
        assert_eq!(said(&wrong_secret), said(&wrong_code), "the same answer");
        visitor.get(&kept.at()).await.refused(404, "not_found");
        let mut refused = None;
        for n in 0..30 {
            let reply =
                visitor.asks("GET", &kept.at(), &[("x-letter-secret", &format!("{n:05}")), ("x-forwarded-for", "198.51.100.7")]).await;
            if reply.status == 429 {
                refused = Some(reply.refused(429, "too_many_attempts"));
                break;
            }
        }
        let refused = refused.expect("guessing is slowed, whatever a header says");
        assert!(refused.header("retry-after").is_some_and(|s| s.parse::<u64>().is_ok_and(|s| s > 0)));
        portal.wait(TimeDelta::hours(1));
        kept.tracks(&portal).await.ok();
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
    async fn a_double_click_is_one_letter_and_a_proof_serves_once(portal: Portal) {
        let mut letter = a_report();
        letter["proof"] = proof(&portal).await;
        let key = [("idempotency-key", "bấm-hai-lần".len().to_string())];
        let headers = [("idempotency-key", key[0].1.as_str())];
        let (a, b) = tokio::join!(post(&portal, LETTERS, &headers, &letter), post(&portal, LETTERS, &headers, &letter));
        let (a, b) = (a.answered(201), b.answered(201));
        assert_eq!(a.json, b.json, "both have the secret");
        let db = portal.tables().await;
        assert_eq!(number(&db, "SELECT count(*) FROM letter").await, 1);
        let kept: Vec<String> = column(&db, "SELECT key || ' ' || fingerprint || ' ' || body FROM idempotency_key").await;
        for row in kept {
            assert!(!row.contains(a.json["secret"].as_str().unwrap()) && !row.contains(a.json["code"].as_str().unwrap()), "{row}");
        }
        let _ = db.close().await;
        post(&portal, LETTERS, &headers, &a_letter("report", "Khác", "Khác.")).await.refused(422, "idempotency_key_reused");
        assert_eq!(post(&portal, LETTERS, &[], &letter).await.refused(422, "invalid").json["errors"][0]["code"], "spent");
        letter["proof"]["nonce"] = json!("x");
        assert_eq!(post(&portal, LETTERS, &[], &letter).await.refused(422, "invalid").json["errors"][0]["code"], "bad_proof");
        letter.as_object_mut().unwrap().remove("proof");
        assert_eq!(post(&portal, LETTERS, &[], &letter).await.refused(422, "invalid").pointers(), ["/proof"]);
    }
);

/// Sends a file in two pieces; returns what the letter names it by.
async fn uploads(portal: &Portal, name: &str, bytes: &[u8]) -> Value {
    use base64::Engine;
    let name = base64::engine::general_purpose::STANDARD.encode(name);
    let begun = portal.client().post(portal.url("/api/v1/letter-uploads")).header("upload-length", bytes.len());
    let begun = send(begun.header("upload-metadata", format!("filename {name}")), "begin").await.answered(201).json;
    let (id, token) = (begun["id"].as_str().unwrap(), begun["token"].as_str().unwrap());
    let path = format!("/api/v1/letter-uploads/{id}");
    let middle = bytes.len() / 2;
    for (offset, piece) in [(0, &bytes[..middle]), (middle, &bytes[middle..])] {
        let sent = portal.client().patch(portal.url(&path)).header("content-type", "application/offset+octet-stream");
        let sent = sent.header("upload-offset", offset).header("x-upload-token", token).body(piece.to_vec());
        send(sent, &path).await.ok();
    }
    portal.a_visitor().get(&path).await.refused(404, "not_found");
    json!({"upload_id": id, "token": token})
}

const CANARIES: [&str; 8] = [
    "KimTuocSubject",
    "KimTuocText",
    "KimTuocName",
    "0977661234",
    "kimtuoc.canary@vidu.vn",
    "KimTuocAddress",
    "KimTuocPlace",
    "KimTuocFileBytes",
];

/// Everything that is written under a folder.
fn files_under(folder: &std::path::Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() { files_under(&entry.path(), found) } else { found.push(entry.path()) }
    }
}

fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|w| w == word.as_bytes())
}

async fn nothing_is_written_in_clear(portal: &Portal, words: &[String]) {
    let mut files = vec![];
    files_under(&portal.data_path(), &mut files);
    for file in files {
        let bytes = std::fs::read(&file).unwrap_or_default();
        for word in words {
            assert!(!holds(&bytes, word), "{word} lies in {}", file.display());
        }
    }
    // Every column of every table as the database itself writes it.
    let db = portal.tables().await;
    let tables = match cong_tests::portal::is_postgres(&db) {
        true => "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'",
        false => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'publication_terms%'",
    };
    for table in column::<String>(&db, tables).await {
        let rows: Vec<String> = match cong_tests::portal::is_postgres(&db) {
            true => column(&db, &format!("SELECT t::text FROM \"{table}\" t")).await,
            false => vec![],
        };
        for word in words {
            let hex: String = word.bytes().map(|b| format!("{b:02x}")).collect();
            assert!(!rows.iter().any(|row| row.contains(word.as_str()) || row.contains(&hex)), "{word} stands in {table}");
        }
    }
    let _ = db.close().await;
}

both!(
    async fn what_is_personal_is_found_nowhere_outside_and_erasure_leaves_nothing(portal: Portal) {
        let file = format!("Đơn của tôi: {} và vài dòng chữ nữa.", CANARIES[7]);
        let attachment = uploads(&portal, "KimTuocFileName.txt", file.as_bytes()).await;
        let letter = json!({"kind": "report", "subject": format!("{} đèn hỏng", CANARIES[0]), "text": format!("{} đèn hỏng", CANARIES[1]),
            "consent": {"version": 1, "agreed": true}, "place": {"address": CANARIES[6]}, "attachments": [attachment], "by_mail": true,
            "sender": {"name": CANARIES[2], "phone": CANARIES[3], "email": CANARIES[4], "address": CANARIES[5]}});
        let kept = sends(&portal, letter).await;
        let mut words: Vec<String> = CANARIES.iter().map(|w| (*w).to_owned()).collect();
        words.push("KimTuocFileName".into());
        words.push(kept.secret.clone());
        nothing_is_written_in_clear(&portal, &words).await;

        answered(&portal, &kept.code, "KimTuocAnswer: đã thay đèn.").await;
        words.push("KimTuocAnswer".into());
        kept.says(&portal, "data-rights", json!({"right": "erasure", "text": "KimTuocRight xin xóa."})).await.answered(201);
        words.push("KimTuocRight".into());
        portal.worker_does_what_is_due().await;
        nothing_is_written_in_clear(&portal, &words).await;
        let secretariat = portal.the_secretariat();
        let letter = found(&secretariat, &kept.code).await.unwrap();
        let seen = secretariat.get(&format!("/api/v1/desk/questions/{}", letter["id"].as_str().unwrap())).await.ok();
        for word in &CANARIES[..7] {
            assert!(seen.text().contains(word), "the handling chain sees {word}");
        }
        let file_id = seen.json["files"][0]["id"].as_str().unwrap();
        let got = secretariat.get(&path(&letter, &format!("files/{file_id}"))).await.ok();
        assert_eq!(got.text(), file);
        assert!(got.header("content-disposition").unwrap().starts_with("attachment"));
        let looks = portal.a("auditor").anywhere().get("/api/v1/audit/looks?limit=100").await.ok();
        assert!(looks.data().iter().any(|l| l["subject_id"] == letter["id"] && l["what"] == "letter"), "the looks are noted");

        let auditor = portal.a("auditor").anywhere();
        for (person, door) in [
            (&auditor, "/api/v1/audit?limit=100"),
            (&auditor, "/api/v1/audit/export?format=csv"),
            (&auditor, "/api/v1/audit/looks?limit=100"),
            (&auditor, "/api/v1/deadlines?limit=100"),
            (&secretariat, "/api/v1/notices?limit=100"),
            (&secretariat, "/api/v1/deadlines?limit=100"),
        ] {
            let said = person.get(door).await.ok();
            words.iter().for_each(|w| assert!(!holds(&said.bytes, w), "{w} in {door}"));
        }
        auditor.get(&format!("/api/v1/desk/questions/{}", letter["id"].as_str().unwrap())).await.refused(404, "not_found");
        for door in [
            "/",
            "/api/v1/questions",
            "/api/v1/questions/promised",
            "/api/v1/statistics/questions",
            "/api/v1/changes",
            "/api/v1/search?q=kimtuoctext",
            "/api/v1/publications",
            "/feeds/all.atom",
            "/feeds/all.json",
            "/sitemap.xml",
            "/api/v1/letter-form",
            "/openapi.json",
            "/healthz",
            "/readyz",
        ] {
            let said = portal.a_visitor().get(door).await;
            words.iter().for_each(|w| assert!(!holds(&said.bytes, w), "{w} in {door}"));
        }

        // Erasure: acknowledged, fulfilled, and nothing is left but the fact that there was a letter.
        let asked = secretariat.get("/api/v1/desk/data-rights").await.ok().data()[0].clone();
        assert_eq!(asked["due"]["word"], "in_time");
        let decide = format!("/api/v1/desk/data-rights/{}/decide", asked["id"].as_str().unwrap());
        let asked = secretariat.post_at(&decide, &etag(&asked), json!({"state": "acknowledged"})).await.ok().json;
        let done = secretariat.post_at(&decide, &etag(&asked), json!({"state": "fulfilled", "answer": "Đã xóa."})).await.ok().json;
        assert_eq!((done["state"].as_str(), done["text"].is_null()), (Some("fulfilled"), true));
        kept.tracks(&portal).await.refused(404, "not_found");
        let db = portal.tables().await;
        for table in ["letter_private", "letter_message", "letter_file", "letter_upload"] {
            assert_eq!(number(&db, &format!("SELECT count(*) FROM {table}")).await, 0, "{table}");
        }
        assert_eq!(number(&db, "SELECT count(*) FROM data_right WHERE body IS NOT NULL OR answer IS NOT NULL").await, 0);
        assert_eq!(number(&db, "SELECT count(*) FROM letter WHERE erased_at IS NOT NULL").await, 1);
        let _ = db.close().await;
        let mut blobs = vec![];
        files_under(&portal.data_path().join("media"), &mut blobs);
        assert!(blobs.is_empty(), "{blobs:?}");
        nothing_is_written_in_clear(&portal, &words).await;
    }
);

both!(
    async fn the_schedule_erases_and_the_ring_of_keys_turns(portal: Portal) {
        let kept = sends(&portal, a_report()).await;
        let other = sends(&portal, a_report()).await;
        answered(&portal, &kept.code, "Đã thay đèn.").await;
        let db = portal.tables().await;
        let before: Vec<String> = column(&db, "SELECT DISTINCT key_id FROM letter_private").await;
        assert_eq!(cong::app::letters::rotate(portal.site()).await.expect("the ring turns"), 2);
        let after: Vec<String> = column(&db, "SELECT DISTINCT key_id FROM letter_private").await;
        assert_eq!((before.len(), after.len()), (1, 1));
        assert_ne!(before, after);
        assert_eq!(kept.tracks(&portal).await.ok().json["subject"], "Đèn đường hỏng");
        portal.wait(TimeDelta::days(16));
        portal.worker_does_what_is_due().await;
        assert_eq!(kept.tracks(&portal).await.ok().json["state"], "closed");
        portal.wait(TimeDelta::days(24 * 31));
        portal.worker_does_what_is_due().await;
        kept.tracks(&portal).await.refused(404, "not_found");
        other.tracks(&portal).await.ok();
        let _ = db.close().await;
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
