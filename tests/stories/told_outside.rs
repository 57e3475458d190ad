//! What senders of letters and reporters of violations are told by e-mail: in the ward's words and their own language, without a
//! secret or a word of what they wrote, to an address that goes with the letter it stood in.

use chrono::{DateTime, TimeDelta};
use cong_tests::portal::{column, is_postgres, number};
use cong_tests::smtp::{Letter, SmtpSink};
use cong_tests::{Portal, an_article, both};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use crate::feedback::{DESK, reports};
use crate::letters::{Kept, OFFICE, a_letter, a_report, etag, forwarded, found, office_editor, office_head, path, says, sends};
use crate::letters_privacy::nothing_is_written_in_clear;
use crate::messages::with_mail;

fn by_mail(mut letter: Value, address: &str) -> Value {
    letter["sender"]["email"] = json!(address);
    letter["by_mail"] = json!(true);
    letter
}

/// A due date as an e-mail says it.
fn in_words(due: &Value) -> String {
    let at = DateTime::parse_from_rfc3339(due["due_at"].as_str().expect("a date")).expect("an instant");
    at.format("%H:%M ngày %d/%m/%Y").to_string()
}

/// The one e-mail that came since there were `before` of them.
async fn the_next(portal: &Portal, sink: &SmtpSink, before: usize) -> Letter {
    portal.worker_does_what_is_due().await;
    let letter = sink.has(before + 1).await.pop().expect("it came");
    assert_eq!(sink.letters().len(), before + 1, "{}", letter.subject());
    letter
}

fn says_nothing_secret(mail: &Letter, kept: &Kept) {
    let body = mail.body();
    assert!(body.contains(&kept.code) && body.contains("/theo-doi-thu\n"), "{body}");
    for secret in [kept.secret.as_str(), &kept.secret.replace('-', ""), "Bạch Liên", "Nguyễn Văn Thử, số", "0912 345 678"] {
        assert!(!mail.raw.contains(secret) && !body.contains(secret), "{secret} in {body}");
    }
}

both!(
    async fn a_sender_is_told_of_every_step_in_the_wards_words(portal: Portal) {
        let sink = SmtpSink::start(0);
        let portal = with_mail(&portal, sink.port).await;
        let (secretariat, editor, head) = (portal.the_secretariat(), office_editor(&portal), office_head(&portal));
        let kept = sends(&portal, by_mail(a_report(), "thu@vidu.vn")).await;
        let mail = the_next(&portal, &sink, 0).await;
        assert_eq!((mail.to.clone(), mail.subject()), (vec!["thu@vidu.vn".to_owned()], format!("[{}] Đã nhận thư của quý vị", kept.code)));
        assert!(mail.body().starts_with("Kính gửi Nguyễn Văn Thử,\n\n"), "{}", mail.body());
        assert!(mail.body().contains(&format!("Hạn trả lời: {}.", in_words(&kept.json["due"]))), "{}", mail.body());
        says_nothing_secret(&mail, &kept);

        let letter = forwarded(&portal, &kept.code).await;
        let mail = the_next(&portal, &sink, 1).await;
        assert!(mail.body().contains(&format!("đã được chuyển đến {} ", letter["unit"]["name"].as_str().unwrap())), "{}", mail.body());
        says_nothing_secret(&mail, &kept);

        // What is only asked tells nobody.
        let promise = json!({"promised_at": "2026-12-24T10:30:00+07:00", "reason": "Đang chờ vật tư chiếu sáng."});
        let dry = editor.post_at(&format!("{}?dry_run=true", path(&letter, "progress")), &etag(&letter), promise.clone()).await.ok();
        assert_eq!((&dry.json["by_mail"], &dry.json["due_at"]), (&json!(true), &promise["promised_at"]), "what would happen is told");
        let letter = says(&editor, &letter, "progress", promise).await;
        let mail = the_next(&portal, &sink, 2).await;
        assert!(mail.body().contains("Ngày hẹn trả lời mới: 10:30 ngày 24/12/2026."), "{}", mail.body());
        assert!(!mail.body().contains("vật tư"), "why stands on the page");
        says_nothing_secret(&mail, &kept);

        // Promised once more, it is told once more; the answer is told in the ward's own words.
        let promise = json!({"promised_at": "2026-12-30T16:00:00+07:00", "reason": "Vật tư chưa về."});
        let letter = says(&editor, &letter, "progress", promise).await;
        assert!(the_next(&portal, &sink, 3).await.body().contains("16:00 ngày 30/12/2026"));
        let words = json!({"subject": "Thư {code} đã có trả lời", "body": "Thưa {name}, mời đọc thư {code} tại {link}"});
        secretariat.put_at("/api/v1/messages/letter_answered/vi", "\"v0\"", words).await.ok();
        let letter = says(&editor, &letter, "take", json!({})).await;
        let text = "Đã thay đèn ngõ 18 phố Bạch Liên.";
        let letter = editor.put_at(&path(&letter, "answer"), &etag(&letter), json!({"text": text})).await.ok().json;
        let letter = says(&editor, &letter, "submit-answer", json!({})).await;
        says(&head, &letter, "approve-answer", json!({})).await;
        let mail = the_next(&portal, &sink, 4).await;
        assert_eq!(mail.subject(), format!("Thư {} đã có trả lời", kept.code));
        let expected = format!("Thưa Nguyễn Văn Thử, mời đọc thư {} tại https://thanhdong.example/theo-doi-thu", kept.code);
        assert_eq!(mail.body().trim_end(), expected);

        // Who did not ask for e-mail gets none.
        let mut silent = by_mail(a_report(), "im.lang@vidu.vn");
        silent["by_mail"] = json!(false);
        sends(&portal, silent).await;
        portal.worker_does_what_is_due().await;
        assert!(sink.letters_to("im.lang@vidu.vn").is_empty());
        let db = portal.tables().await;
        assert_eq!(number(&db, "SELECT count(*) FROM delivery WHERE sealed IS NOT NULL").await, 0, "nothing is kept of what went");
        portal.close().await;
    }
);

both!(
    async fn who_is_turned_away_reads_the_same_whatever_the_letter_was(portal: Portal) {
        let sink = SmtpSink::start(0);
        let portal = with_mail(&portal, sink.port).await;
        let secretariat = portal.the_secretariat();
        let unit = portal.unit(OFFICE).await;
        let away = json!({"reason": "Do Cảnh sát giao thông cấp.", "where_to_turn": "Cục Cảnh sát giao thông"});
        let accusing = json!({"guidance": "Nội dung là tố cáo.", "where_to_turn": "Ban Tiếp công dân thành phố", "accused_units": [unit]});
        let mut bodies = vec![];
        for (verb, said) in [("out-of-scope", away), ("refer", accusing)] {
            let mut letter = a_letter("question", "Hỏi", "Tố cáo cán bộ phòng.");
            letter["sender"] = json!({});
            letter["anonymous"] = json!(true);
            letter["lang"] = json!("en");
            let kept = sends(&portal, by_mail(letter, "someone@vidu.vn")).await;
            portal.worker_does_what_is_due().await;
            let before = sink.letters().len();
            says(&secretariat, &found(&secretariat, &kept.code).await.unwrap(), verb, said).await;
            let mail = the_next(&portal, &sink, before).await;
            assert_eq!(mail.subject(), format!("[{}] Where to turn", kept.code));
            assert_eq!(mail.header("Content-Language").as_deref(), Some("en"));
            assert!(mail.body().starts_with("Dear Sir or Madam,\n\n"), "{}", mail.body());
            bodies.push(mail.body().replace(&kept.code, ""));
        }
        assert_eq!(bodies[0], bodies[1]);
        // Nor does the list of e-mails tell it, to nobody.
        let list = portal.a("technical_administrator").anywhere().get("/api/v1/notices/deliveries").await.ok();
        let told: Vec<&Value> = list.data().iter().map(|row| &row["message"]).filter(|name| *name != "letter_received").collect();
        assert_eq!(told, ["letter_where_to_turn"; 2]);

        let (first, second) = (sends(&portal, a_report()).await, sends(&portal, by_mail(a_report(), "hai@vidu.vn")).await);
        says(&secretariat, &found(&secretariat, &second.code).await.unwrap(), "merge", json!({"into": first.code})).await;
        let spam = sends(&portal, by_mail(a_letter("question", "Quảng cáo", "Bán hàng."), "ban@vidu.vn")).await;
        says(&secretariat, &found(&secretariat, &spam.code).await.unwrap(), "reject", json!({"reason": "Thư quảng cáo."})).await;
        portal.worker_does_what_is_due().await;
        sink.has(8).await;
        let subjects = |to: &str| sink.letters_to(to).iter().map(Letter::subject).collect::<Vec<_>>();
        assert!(subjects("hai@vidu.vn").contains(&format!("[{}] Thư được trả lời chung", second.code)));
        assert!(subjects("ban@vidu.vn").contains(&format!("[{}] Thư không được tiếp nhận", spam.code)));
        portal.close().await;
    }
);

both!(
    async fn an_address_goes_with_the_letter_it_stood_in(portal: Portal) {
        let away = SmtpSink::start(0);
        let port = away.port;
        drop(away);
        let portal = with_mail(&portal, port).await;
        let secretariat = portal.the_secretariat();
        let kept = sends(&portal, by_mail(a_report(), "kimtuoc.canary@vidu.vn")).await;
        portal.worker_does_what_is_due().await;
        // It waits for the server: sealed, and nothing of it in jobs, keys or errors.
        let words = ["kimtuoc.canary@vidu.vn".to_owned(), "Nguyễn Văn Thử".to_owned(), kept.secret.clone()];
        nothing_is_written_in_clear(&portal, &words).await;
        let db = portal.tables().await;
        let sealed: Vec<Vec<u8>> = column(&db, "SELECT sealed FROM delivery WHERE state = 'waiting'").await;
        assert_eq!(sealed.len(), 1);
        // Corrected, the address that was wrong gets nothing any more.
        let decides = async |right: &str, sender: Value| {
            kept.says(&portal, "data-rights", json!({"right": right, "text": "Xin sửa."})).await.answered(201);
            let asked = secretariat.get("/api/v1/desk/data-rights").await.ok();
            let asked = asked.data().iter().find(|one| one["right"] == right).expect("it is asked").clone();
            let decide = format!("/api/v1/desk/data-rights/{}/decide", asked["id"].as_str().unwrap());
            secretariat.post_at(&decide, &etag(&asked), json!({"state": "fulfilled", "answer": "Đã làm.", "sender": sender})).await.ok();
        };
        decides("correction", json!({"name": "Nguyễn Văn Thử", "email": "dung@vidu.vn"})).await;
        assert_eq!(number(&db, "SELECT count(*) FROM delivery WHERE sealed IS NOT NULL").await, 0);
        forwarded(&portal, &kept.code).await;
        let later: Vec<Vec<u8>> = column(&db, "SELECT sealed FROM delivery WHERE sealed IS NOT NULL").await;
        assert_eq!(later.len(), 1);
        // Erased, with the letter: who puts a copy of the table back, with all keys of the house, cannot send it any more.
        decides("erasure", Value::Null).await;
        assert_eq!(number(&db, "SELECT count(*) FROM delivery WHERE sealed IS NOT NULL").await, 0);
        let hex: String = later[0].iter().map(|byte| format!("{byte:02x}")).collect();
        let bytes = if is_postgres(&db) { format!("'\\x{hex}'") } else { format!("x'{hex}'") };
        let back = format!("UPDATE delivery SET sealed = {bytes} WHERE message = 'letter_forwarded'");
        db.execute_unprepared(&back).await.unwrap();
        let sink = SmtpSink::start(port);
        portal.wait(TimeDelta::minutes(5));
        portal.worker_does_what_is_due().await;
        assert!(sink.letters().is_empty());
        assert_eq!(number(&db, "SELECT count(*) FROM delivery WHERE state = 'dropped' AND sealed IS NULL").await, 2);
        portal.close().await;
    }
);

both!(
    async fn who_reported_a_violation_is_told_what_came_of_it(portal: Portal) {
        let sink = SmtpSink::start(0);
        let portal = with_mail(&portal, sink.port).await;
        let (keeper, item) = (portal.the_secretariat(), portal.published(an_article()).await);
        let contact = json!({"name": "Trần Thị Bình", "email": "binh@vidu.vn", "consent": true});
        let receipt = reports(&portal, item.path(), contact).await.answered(201);
        reports(&portal, item.path(), Value::Null).await.answered(201);
        let list = keeper.get(DESK).await.ok();
        for row in list.data() {
            let at = format!("{DESK}/{}/decide", row["id"].as_str().unwrap());
            let words = json!({"outcome": "no_violation", "reason": "Ảnh đã được đồng ý cho đăng."});
            keeper.post_at(&format!("{at}?dry_run=true"), &etag(row), words.clone()).await.ok();
            keeper.post_at(&at, &etag(row), words).await.ok();
        }
        portal.worker_does_what_is_due().await;
        let mail = sink.has(1).await.remove(0);
        let code = receipt.json["code"].as_str().unwrap();
        assert_eq!((mail.to.clone(), mail.subject()), (vec!["binh@vidu.vn".to_owned()], format!("Kết quả xử lý báo cáo {code}")));
        let body = mail.body();
        assert!(body.contains("chưa thấy vi phạm.\n\nẢnh đã được đồng ý cho đăng.\n") && body.contains("/bao-vi-pham/tra-cuu\n"), "{body}");
        assert!(!body.contains(receipt.json["secret"].as_str().unwrap()) && !body.contains("CANARY"), "{body}");
        portal.worker_does_what_is_due().await;
        assert_eq!(sink.letters_to("binh@vidu.vn").len(), 1, "told once");
        let db = portal.tables().await;
        assert_eq!(number(&db, "SELECT count(*) FROM violation_report WHERE told_at IS NOT NULL").await, 1);
        assert_eq!(number(&db, "SELECT count(*) FROM change_log WHERE verb = 'violation_reporter_told'").await, 1);
        assert_eq!(number(&db, "SELECT count(*) FROM change_log WHERE payload LIKE '%vidu.vn%'").await, 0);
        portal.close().await;
    }
);
