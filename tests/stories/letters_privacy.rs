//! Citizens' letters are nobody else's business: sealed from whom they are about, opened by code and secret only, found nowhere
//! outside, gone when they are erased.

use chrono::TimeDelta;
use cong_tests::person::{Reply, send};
use cong_tests::portal::{column, number};
use cong_tests::{Portal, both};
use serde_json::{Value, json};

use crate::letters::{
    LETTERS, OFFICE, a_letter, a_report, answered, etag, forwarded, found, office_editor, office_head, path, post, proof, says, sends,
};

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
        visitor.asks("GET", &kept.at(), &[("x-sender-secret", &spoken)]).await.ok();
        let wrong_secret =
            visitor.asks("GET", &kept.at(), &[("x-sender-secret", "AAAAA-AAAAA-AAAAA-AAAAA")]).await.refused(404, "not_found");
        let wrong_code = visitor.asks("GET", &format!("{LETTERS}/26-0000-0000"), &[("x-sender-secret", &kept.secret)]).await;
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
                visitor.asks("GET", &kept.at(), &[("x-sender-secret", &format!("{n:05}")), ("x-forwarded-for", "198.51.100.7")]).await;
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

pub async fn nothing_is_written_in_clear(portal: &Portal, words: &[String]) {
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
