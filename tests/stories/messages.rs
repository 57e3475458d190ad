//! The words of notices and e-mails: worded anew at the desk with their placeholders checked, tried out, set back; and letters
//! to people without an account, whose address is known no longer than it is needed.

use chrono::TimeDelta;
use cong::access::{Actor, Door};
use cong::app::Config;
use cong::app::config::Hidden;
use cong::kernel::messages::MessageName;
use cong::kernel::words::Lang;
use cong::store::mail::{self, OutsideMail};
use cong::store::{Call, Change, Work};
use cong_tests::person::send;
use cong_tests::portal::{column, number};
use cong_tests::smtp::SmtpSink;
use cong_tests::{Portal, Reply, an_article, both};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use uuid::Uuid;

pub async fn with_mail(portal: &Portal, port: u16) -> Portal {
    let url = format!("smtp://127.0.0.1:{port}");
    let own = Portal::configured(portal.database(), |config| Config {
        smtp_url: Some(Hidden(url)),
        mail_from: Some("Cổng phường Thành Đông <cong@vidu.vn>".into()),
        ..config
    });
    own.await
}

fn words(subject: &str, body: &str) -> Value {
    json!({"subject": subject, "body": body})
}

async fn the_message(person: &cong_tests::Person, name: &str) -> Value {
    let all = person.get("/api/v1/messages").await.ok();
    all.data().iter().find(|one| one["name"] == name).expect("it is one of them").clone()
}

both!(
    async fn a_notice_is_worded_anew_and_set_back(portal: Portal) {
        let (secretariat, author) = (portal.the_secretariat(), portal.a_unit_editor().in_unit("public_service_unit_center"));
        portal.published(an_article().titled("Ra quân")).await;
        portal.worker_does_what_is_due().await;
        let line = async || author.get("/api/v1/notices").await.ok().data()[0]["text"].as_str().unwrap().to_owned();
        assert_eq!(line().await, "Đã đăng: “Ra quân”");
        let at = "/api/v1/messages/line_item_published/vi";
        let new = words("Bài {item} của anh/chị đã lên Cổng", "");
        // Not by everybody, not without the version that was seen, not over a colleague's.
        author.put_at(at, "\"v0\"", new.clone()).await.refused(403, "forbidden");
        author.get("/api/v1/messages").await.refused(403, "forbidden");
        secretariat.put(at, new.clone()).await.refused(428, "precondition_required");
        let set = secretariat.put_at(at, "\"v0\"", new.clone()).await.ok();
        assert_eq!(set.json["wordings"][0]["words"], new);
        assert_eq!((&set.json["wordings"][0]["version"], &set.json["wordings"][0]["is_standard"]), (&json!(1), &json!(false)));
        assert_eq!(set.json["wordings"][1]["is_standard"], true, "the English words are untouched");
        secretariat.put_at(at, "\"v0\"", new.clone()).await.refused(412, "stale");
        // What was told before is said in today's words: a notice keeps ids, not words.
        assert_eq!(line().await, "Bài “Ra quân” của anh/chị đã lên Cổng");
        // The log knows that it happened, not what it says.
        let logged = portal.the_editor_in_chief().get("/api/v1/audit?verb=message_worded").await.ok();
        assert_eq!(logged.data()[0]["facts"]["message"], "line_item_published");
        assert!(!logged.text().contains("lên Cổng"));
        // Back to the standard; both versions stay.
        secretariat.post_at(&format!("{at}/reset"), "\"v1\"", json!({})).await.ok();
        assert_eq!(line().await, "Đã đăng: “Ra quân”");
        let versions = secretariat.get(at).await.ok();
        assert_eq!((versions.data().len(), &versions.data()[0]["words"], &versions.data()[1]["words"]), (2, &Value::Null, &new));
        // Typing the standard by hand is the standard.
        let standard = the_message(&secretariat, "line_item_published").await["wordings"][0]["standard"].clone();
        let again = secretariat.put_at(at, "\"v2\"", standard).await.ok();
        assert_eq!(again.json["wordings"][0]["is_standard"], true);
        for lost in ["/api/v1/messages/line_item_lost/vi", "/api/v1/messages/line_item_published/fr"] {
            secretariat.get(lost).await.refused(404, "not_found");
            secretariat.put_at(lost, "\"v0\"", new.clone()).await.refused(404, "not_found");
        }
    }
);

both!(
    async fn slips_in_a_wording_are_named_all_at_once_and_a_preview_keeps_nothing(portal: Portal) {
        let secretariat = portal.the_secretariat();
        let at = "/api/v1/messages/participant_refused/vi";
        let pointers = |reply: &Reply| {
            let errors = reply.json["errors"].as_array().unwrap().clone();
            let said = |e: &Value, what: &str| e[what].as_str().unwrap().to_owned();
            errors.iter().map(|e| format!("{} {}", said(e, "pointer"), said(e, "code"))).collect::<Vec<_>>()
        };
        let refused = secretariat.put_at(at, "\"v0\"", words("Về {ma}", "Thưa {name}: {reason")).await.refused(422, "invalid");
        let expected = ["/subject unknown_placeholder", "/body stray_brace", "/body missing_placeholder", "/body missing_placeholder"];
        assert_eq!(pointers(&refused), expected, "{}", refused.text());
        assert!(refused.text().contains("{ma}") && refused.text().contains("{code}"));
        for (wrong, pointer) in [
            (words("", "{code} {reason}"), "/subject"),
            (words("Về đăng ký", ""), "/body"),
            (words(&"x".repeat(201), "{code} {reason}"), "/subject"),
            (words("Về đăng ký", &format!("{{code}} {{reason}} {}", "x".repeat(5_000))), "/body"),
            (words("Về\u{202e}đăng ký", "{code} {reason}"), "/subject"),
        ] {
            let refused = secretariat.post(&format!("{at}/preview"), wrong.clone()).await.refused(422, "invalid");
            assert_eq!(refused.pointers(), [pointer], "{wrong}");
            secretariat.put_at(at, "\"v0\"", wrong).await.refused(422, "invalid");
        }
        let line = "/api/v1/messages/line_reminded/vi";
        secretariat.put_at(line, "\"v0\"", words("Đôn đốc", "hai dòng")).await.refused(422, "invalid");
        let seen = secretariat.post(&format!("{at}/preview"), words("Về {code}", "Thưa {name}, {code}: {reason}")).await.ok();
        assert_eq!(seen.json["subject"], "Về DK-7K2M9QXA");
        assert_eq!(seen.json["body"], "Thưa Nguyễn Thị Lan, DK-7K2M9QXA: Nội dung quảng cáo không thuộc phạm vi của Cổng.");
        assert_eq!(number(&portal.tables().await, "SELECT count(*) FROM message_wording").await, 0);
        // Two at once: one wins, the other is told.
        let (a, b) = tokio::join!(
            secretariat.put_at(line, "\"v0\"", words("Một: {unit}", "")),
            secretariat.put_at(line, "\"v0\"", words("Hai: {unit}", "")),
        );
        let mut statuses = [a.status, b.status];
        statuses.sort_unstable();
        assert!(statuses[0] == 200 && [409, 412].contains(&statuses[1]), "{statuses:?}");
    }
);

both!(
    async fn who_asks_to_publish_is_written_to_in_the_wards_words(portal: Portal) {
        let sink = SmtpSink::start(0);
        let portal = with_mail(&portal, sink.port).await;
        let (secretariat, office) = (portal.the_secretariat(), portal.the_reviewer_of("culture_society_office"));
        let ask = json!({"kind": "cooperative", "name": "Hợp tác xã Ví Dụ Xanh", "purpose": "Giới thiệu rau an toàn của hợp tác xã",
            "contact": {"person_name": "Trần Thị Bình", "email": "binh@vidu.vn"}, "consent": true});
        let request = portal.client().post(portal.url("/api/v1/participants")).json(&ask);
        let code = send(request, "ask").await.answered(202).json["code"].as_str().unwrap().to_owned();
        portal.worker_does_what_is_due().await;
        let letter = sink.has(1).await.remove(0);
        assert_eq!((letter.to.clone(), letter.subject()), (vec!["binh@vidu.vn".to_owned()], format!("Đã nhận đăng ký {code}")));
        assert!(letter.body().starts_with("Kính gửi Trần Thị Bình,\n\n"), "{}", letter.body());
        secretariat
            .put_at("/api/v1/messages/participant_refused/vi", "\"v0\"", words("Đăng ký {code}", "Thưa {name} ({code}): {reason}"))
            .await
            .ok();
        let id = office.get("/api/v1/participants").await.ok().ids()[0].clone();
        // A reason that looks like a placeholder stays what it is.
        office.post(&format!("/api/v1/participants/{id}/refuse"), json!({"reason": "Chỉ là {code} quảng cáo."})).await.ok();
        portal.worker_does_what_is_due().await;
        let letter = sink.has(2).await.remove(1);
        assert_eq!(letter.subject(), format!("Đăng ký {code}"));
        assert_eq!(letter.body().trim_end(), format!("Thưa Trần Thị Bình ({code}): Chỉ là {{code}} quảng cáo."));
        // Sent, and nobody can say any more to whom: nothing of it is left, neither in clear nor sealed, nor in the list.
        let db = portal.tables().await;
        assert_eq!(number(&db, "SELECT count(*) FROM delivery WHERE sealed IS NOT NULL").await, 0);
        let list = portal.a("technical_administrator").anywhere().get("/api/v1/notices/deliveries").await.ok();
        let refused = list.data().iter().find(|row| row["message"] == "participant_refused").expect("the refusal is listed");
        assert_eq!(refused["to"], Value::Null);
        assert!(!list.text().contains("Bình") && !list.text().contains("binh@"));
        portal.close().await;
    }
);

async fn posts(portal: &Portal, about: Uuid, address: &str, once: &str) -> bool {
    let mut work = Work::begin(portal.site(), Call::new(Actor::system(Door::Command), "story")).await.unwrap();
    let values = [("code", "DK-1".to_owned()), ("reason", "Thử".to_owned())];
    let message = MessageName::ParticipantRefused;
    let letter = OutsideMail { message, lang: Lang::En, name: "Nguyễn An", address, values: &values, about, once };
    let planned = mail::post(&work, letter).await.unwrap();
    work.record(Change::ParticipantRefused { request: about });
    work.commit().await.unwrap();
    planned
}

both!(
    async fn an_address_outside_is_sealed_kept_for_a_while_and_erased(portal: Portal) {
        let away = SmtpSink::start(0);
        let port = away.port;
        drop(away);
        let portal = with_mail(&portal, port).await;
        let keeper = portal.a("technical_administrator").anywhere();
        let (one, two, three) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
        assert!(posts(&portal, one, "an@vidu.vn", "one").await);
        assert!(!posts(&portal, one, "an@vidu.vn", "one").await, "the same event is told once");
        portal.worker_does_what_is_due().await;
        // While it waits nobody who reads the tables finds an address.
        let db = portal.tables().await;
        let sealed: Vec<Vec<u8>> = column(&db, "SELECT sealed FROM delivery").await;
        let text = String::from_utf8_lossy(&sealed[0]).into_owned();
        assert!(!text.contains("an@vidu.vn") && !text.contains("Nguyễn"));
        let jobs: Vec<String> = column(&db, "SELECT payload FROM job").await;
        assert!(!jobs.concat().contains("vidu.vn"));
        // The server is back.
        let sink = SmtpSink::start(port);
        portal.wait(TimeDelta::minutes(1));
        portal.worker_does_what_is_due().await;
        let letter = sink.has(1).await.remove(0);
        assert_eq!((letter.subject().as_str(), letter.header("Content-Language").as_deref()), ("About your request DK-1", Some("en")));
        assert_eq!(number(&db, "SELECT count(*) FROM delivery WHERE sealed IS NOT NULL").await, 0);
        // What is erased before it went does not go.
        assert!(posts(&portal, two, "hai@vidu.vn", "two").await);
        let mut work = Work::begin(portal.site(), Call::new(Actor::system(Door::Command), "story")).await.unwrap();
        assert_eq!(mail::forget(&work, two).await.unwrap(), 1);
        work.record(Change::ParticipantRefused { request: two });
        work.commit().await.unwrap();
        portal.worker_does_what_is_due().await;
        assert!(sink.letters_to("hai@vidu.vn").is_empty());
        // What cannot be delivered waits two weeks for somebody to mend it, and is erased then.
        assert!(posts(&portal, three, "gone@vidu.vn", "three").await);
        portal.worker_does_what_is_due().await;
        let dead = keeper.get("/api/v1/notices/deliveries?state=dead").await.ok();
        assert_eq!((dead.data().len(), &dead.data()[0]["last_error"]), (1, &json!("smtp_550")));
        portal.wait(TimeDelta::days(13));
        cong::app::sweep::sweep(portal.site()).await.unwrap();
        assert_eq!(number(&db, "SELECT count(*) FROM delivery WHERE sealed IS NOT NULL").await, 1);
        portal.wait(TimeDelta::days(2));
        cong::app::sweep::sweep(portal.site()).await.unwrap();
        assert_eq!(number(&db, "SELECT count(*) FROM delivery WHERE sealed IS NOT NULL").await, 0);
        let retry = format!("/api/v1/notices/deliveries/{}/retry", dead.ids()[0]);
        keeper.post(&retry, json!({})).await.refused(409, "illegal_transition");
        portal.close().await;
    }
);

both!(
    async fn digests_go_out_at_hours_of_ones_own_choice_and_in_ones_language(portal: Portal) {
        let sink = SmtpSink::start(0);
        let portal = with_mail(&portal, sink.port).await;
        let author = portal.a_unit_editor().in_unit("public_service_unit_center");
        let db = portal.tables().await;
        let sql = format!("UPDATE app_user SET email = 'tacgia@vidu.vn' WHERE username = '{}'", author.username());
        db.execute_unprepared(&sql).await.unwrap();
        for wrong in [json!(["7:30"]), json!(["24:00"]), json!(["sáng"]), json!(["01:00", "02:00", "03:00", "04:00", "05:00"])] {
            author.put("/api/v1/notices/choice", json!({"mail": "digest", "hours": wrong})).await.refused(422, "invalid");
        }
        let chosen = json!({"mail": "digest", "hours": ["15:00", "11:00", "15:00"], "lang": "en"});
        let kept = author.put("/api/v1/notices/choice", chosen).await.ok();
        assert_eq!((&kept.json["hours"], &kept.json["lang"]), (&json!(["11:00", "15:00"]), &json!("en")));
        // What is not said stays.
        author.put("/api/v1/notices/choice", json!({"mail": "digest"})).await.ok();
        assert_eq!(author.get("/api/v1/notices/choice").await.ok().json["hours"], json!(["11:00", "15:00"]));
        // Monday, nine o'clock: two matters, one letter at eleven; a third, one at three.
        for n in 1..=2 {
            portal.published(an_article().titled(&format!("Bài số {n}"))).await;
            portal.worker_does_what_is_due().await;
        }
        portal.wait(TimeDelta::minutes(119));
        portal.worker_does_what_is_due().await;
        assert!(sink.letters().is_empty());
        portal.wait(TimeDelta::minutes(1));
        portal.worker_does_what_is_due().await;
        let letter = sink.has(1).await.remove(0);
        assert_eq!(letter.subject(), "Notices: 2");
        assert!(letter.body().contains("- Published: “Bài số 1”"), "{}", letter.body());
        portal.published(an_article().titled("Bài số 3")).await;
        portal.worker_does_what_is_due().await;
        portal.wait(TimeDelta::hours(4));
        portal.worker_does_what_is_due().await;
        let letter = sink.has(2).await.remove(1);
        assert_eq!(letter.subject(), "Notices: 1");
        assert!(!letter.body().contains("Bài số 1"), "what an earlier letter listed is not listed again");
        portal.close().await;
    }
);

both!(
    async fn a_flood_of_matters_is_gathered_into_one_letter(portal: Portal) {
        let sink = SmtpSink::start(0);
        let portal = with_mail(&portal, sink.port).await;
        let db = portal.tables().await;
        let secretariat = portal.the_secretariat();
        let sql = format!("UPDATE app_user SET email = 'thuky@vidu.vn' WHERE username = '{}'", secretariat.username());
        db.execute_unprepared(&sql).await.unwrap();
        // Sixty documents of the month before, written into the register at the opening: all of them long overdue.
        let clerk = portal.a("records_clerk").anywhere();
        let unit = portal.unit("ward_people_committee").await;
        for n in 1..=60 {
            let row = json!({"unit_id": unit, "relation": "own", "number": format!("{n}/QĐ-UBND"), "issued_on": "2026-10-20",
                "issuer": "UBND phường Thành Đông", "abstract": "Về việc thành lập tổ công tác"});
            clerk.post("/api/v1/desk/register", row).await.answered(201);
        }
        for _ in 0..3 {
            portal.worker_does_what_is_due().await;
        }
        let at_once = sink.has(10).await.len();
        assert_eq!(at_once, 10, "ten letters within the hour and no more");
        portal.wait(TimeDelta::hours(1));
        portal.worker_does_what_is_due().await;
        let letter = sink.has(11).await.remove(10);
        assert_eq!(letter.subject(), "Tin báo: 60 việc");
        assert!(letter.body().contains("- … và 30 tin báo khác"), "{}", letter.body());
        assert_eq!(sink.letters().len(), 11);
        portal.close().await;
    }
);
