//! Who is told of what, and nobody else; by e-mail through a real SMTP server, at the right hour, once.

use chrono::TimeDelta;
use cong::access::{Actor, Door};
use cong::app::Config;
use cong::app::config::Hidden;
use cong::kernel::words::{Basis, InfoClass, Kind, Lang, Role};
use cong::store::changes::{ItemFacts, RevisionRef};
use cong::store::{Call, Change, Work};
use cong_tests::portal::{column, number};
use cong_tests::smtp::SmtpSink;
use cong_tests::{Item, Person, Portal, Reply, an_article, both};
use sea_orm::ConnectionTrait;
use serde_json::json;
use uuid::Uuid;

use crate::access::employ;

async fn inbox(person: &Person) -> Reply {
    person.get("/api/v1/notices?limit=100").await.ok()
}

/// What a person was told of an item, oldest first.
async fn told(person: &Person, item: &Item) -> Vec<String> {
    let inbox = inbox(person).await;
    let mine = inbox.data().iter().filter(|n| n["item_id"] == item.id());
    let mut kinds: Vec<(String, String)> =
        mine.map(|n| (n["at"].as_str().unwrap().to_owned(), n["kind"].as_str().unwrap().to_owned())).collect();
    kinds.sort();
    kinds.into_iter().map(|(_, kind)| kind).collect()
}

async fn tells(portal: &Portal) {
    portal.worker_does_what_is_due().await;
    portal.wait(TimeDelta::minutes(1));
}

both!(
    async fn those_whom_it_concerns_are_told_and_nobody_else(portal: Portal) {
        let author = portal.a_contributor().in_unit("residential_group_5");
        let reviewer = portal.the_reviewer_of("culture_society_office");
        let stranger = portal.the_reviewer_of("council_committee_office");
        let (secretariat, deputy) = (portal.the_secretariat(), portal.the_deputy_editor());
        let keeper = portal.a("technical_administrator").anywhere();
        let item = author.writes(an_article().about("culture").titled("Lễ hội làng Đông")).await;
        tells(&portal).await;
        assert!(told(&author, &item).await.is_empty(), "a draft concerns nobody");
        author.submits(&item).await;
        tells(&portal).await;
        assert_eq!(told(&reviewer, &item).await, ["task_opened"]);
        for other in [&author, &stranger, &secretariat, &deputy, &keeper] {
            assert!(told(other, &item).await.is_empty(), "{} was told of a task of another unit", other.username());
        }
        reviewer.returns(&reviewer.finds_in_the_queue(&item).await, "Thiếu nguồn.").await;
        tells(&portal).await;
        assert_eq!(told(&author, &item).await, ["item_returned"]);
        let notice = inbox(&author).await.data()[0].clone();
        assert_eq!(notice["text"], "Trả lại để sửa: “Lễ hội làng Đông”");
        assert_eq!(notice["path"], format!("/ban-lam-viec/noi-dung/{}", item.id()));
        assert!(notice["doer"].as_str().is_some_and(|name| !name.is_empty()));
        author.edits(&item, |content| _ = content.insert("summary".into(), json!("Đã bổ sung nguồn."))).await;
        author.submits(&item).await;
        tells(&portal).await;
        reviewer.approves(&reviewer.finds_in_the_queue(&item).await).await;
        tells(&portal).await;
        assert_eq!(told(&secretariat, &item).await, ["task_opened"]);
        assert!(told(&deputy, &item).await.is_empty(), "the board's turn has not come");
        secretariat.sends_up(&item).await;
        tells(&portal).await;
        assert_eq!(told(&deputy, &item).await, ["task_opened"]);
        assert_eq!(told(&secretariat, &item).await, ["task_opened"], "nobody is told of what they did themselves");
        deputy.approves(&deputy.finds_in_the_queue(&item).await).await;
        tells(&portal).await;
        assert_eq!(told(&author, &item).await, ["item_returned", "item_published"], "approved and out at once is told once");
        secretariat.withdraws(&item, "Nhầm.").await;
        tells(&portal).await;
        assert_eq!(told(&author, &item).await.last().unwrap(), "item_withdrawn");
        // In all: the right ones, and only ids in the table.
        assert!(told(&stranger, &item).await.is_empty() && told(&keeper, &item).await.is_empty());
        let db = portal.tables().await;
        let kinds: Vec<String> = column(&db, "SELECT kind FROM notice").await;
        assert!(kinds.iter().all(|kind| kind.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')));
        // The same job twice tells once.
        let before = number(&db, "SELECT count(*) FROM notice").await;
        db.execute_unprepared("UPDATE job SET state = 'waiting', attempts = 0 WHERE kind = 'tell'").await.unwrap();
        portal.worker_does_what_is_due().await;
        assert_eq!(number(&db, "SELECT count(*) FROM notice").await, before);
    }
);

both!(
    async fn who_may_no_longer_see_an_item_reads_no_more_of_it(portal: Portal) {
        let author = portal.a_contributor().in_unit("residential_group_5");
        let reviewer = portal.the_reviewer_of("culture_society_office");
        let item = author.writes(an_article().about("culture").titled("Chuyện riêng của tổ năm")).await;
        author.submits(&item).await;
        tells(&portal).await;
        assert_eq!(inbox(&reviewer).await.data()[0]["text"], "Có việc chờ xử lý: “Chuyện riêng của tổ năm”");
        let english = reviewer.request("GET", "/api/v1/notices").await.header("accept-language", "en");
        let english = cong_tests::person::send(english, "notices").await.ok();
        assert_eq!(english.data()[0]["text"], "Waiting for a decision: “Chuyện riêng của tổ năm”");
        let db = portal.tables().await;
        db.execute_unprepared("UPDATE role_assignment SET valid_to = '2026-11-22' WHERE role = 'field_reviewer'").await.unwrap();
        let seen = inbox(&reviewer).await;
        assert_eq!(seen.data()[0]["text"], "Có việc chờ xử lý: một nội dung", "{}", seen.text());
        assert!(!seen.text().contains("tổ năm"));
    }
);

both!(
    async fn notices_are_counted_paged_and_read(portal: Portal) {
        let author = portal.a_unit_editor().in_unit("public_service_unit_center");
        for n in 0..5 {
            let item = portal.published(an_article().titled(&format!("Bài số {n}"))).await;
            assert_eq!(item.state(), "none");
            tells(&portal).await;
        }
        let count = async || author.get("/api/v1/notices/count").await.ok().json["unread"].as_i64().unwrap();
        assert_eq!(count().await, 5);
        let first = inbox(&author).await.data()[0].clone();
        assert_eq!(first["text"], "Đã đăng: “Bài số 4”", "newest first");
        let id = first["id"].as_str().unwrap();
        portal.the_secretariat().post(&format!("/api/v1/notices/{id}/read"), json!({})).await.refused(404, "not_found");
        author.post(&format!("/api/v1/notices/{id}/read"), json!({})).await.answered(204);
        assert_eq!(count().await, 4);
        // Unread first, page by page, none twice.
        let (mut seen, mut cursor) = (vec![], String::new());
        loop {
            let page = author.get(&format!("/api/v1/notices?limit=2{cursor}")).await.ok();
            seen.extend(page.data().iter().map(|n| (n["unread"] == true, n["text"].as_str().unwrap().to_owned())));
            match page.json["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        let numbers: Vec<&str> = seen.iter().map(|(_, text)| &text[text.len() - 4..text.len() - 3]).collect();
        assert_eq!(numbers, ["3", "2", "1", "0", "4"]);
        assert_eq!(author.get("/api/v1/notices?unread=true").await.ok().data().len(), 4);
        author.post("/api/v1/notices/read", json!({})).await.answered(204);
        assert_eq!(count().await, 0);
        for bad in ["limit=0", "cursor=x", "unread=perhaps", "other=1"] {
            author.get(&format!("/api/v1/notices?{bad}")).await.refused(422, "invalid");
        }
    }
);

/// A portal with a mail server, and the addresses of some persons.
async fn with_mail(portal: &Portal, port: u16) -> Portal {
    let url = format!("smtp://127.0.0.1:{port}");
    let own = Portal::configured(portal.database(), |config| Config {
        smtp_url: Some(Hidden(url)),
        mail_from: Some("Cổng phường Thành Đông <cong@vidu.vn>".into()),
        ..config
    });
    own.await
}

async fn lives_at(person: &Person, address: &str) {
    let db = person.portal().tables().await;
    let sql = format!("UPDATE app_user SET email = '{address}' WHERE username = '{}'", person.username());
    db.execute_unprepared(&sql).await.unwrap();
    let _ = db.close().await;
}

async fn prefers(person: &Person, mail: &str) {
    let kept = person.put("/api/v1/notices/choice", json!({"mail": mail})).await.ok();
    assert_eq!((&kept.json["mail"], &kept.json["available"]), (&json!(mail), &json!(true)));
    assert_eq!(person.get("/api/v1/notices/choice").await.ok().json["mail"], mail);
}

async fn states(portal: &Portal) -> Vec<String> {
    let db = portal.tables().await;
    let states = column(&db, "SELECT state FROM delivery ORDER BY created_at, id").await;
    let _ = db.close().await;
    states
}

both!(
    async fn a_letter_arrives_once_with_its_words_and_its_link(portal: Portal) {
        let sink = SmtpSink::start(0);
        let portal = with_mail(&portal, sink.port).await;
        let author = portal.a_unit_editor().in_unit("public_service_unit_center");
        lives_at(&author, "tacgia@vidu.vn").await;
        let item = portal.published(an_article().titled("Ra quân tổng vệ sinh")).await;
        portal.worker_does_what_is_due().await;
        let letter = sink.has(1).await.remove(0);
        assert_eq!((letter.from.as_str(), letter.to.clone()), ("cong@vidu.vn", vec!["tacgia@vidu.vn".to_owned()]));
        assert_eq!(letter.subject(), "Đã đăng: “Ra quân tổng vệ sinh”");
        let notice = inbox(&author).await.data()[0]["id"].as_str().unwrap().to_owned();
        assert_eq!(letter.header("Message-ID"), Some(format!("<{notice}@thanhdong.example>")));
        assert_eq!(letter.header("Content-Type").as_deref(), Some("text/plain; charset=utf-8"));
        assert_eq!(letter.header("Auto-Submitted").as_deref(), Some("auto-generated"));
        assert!(letter.header("Date").is_some_and(|date| date.starts_with("Mon, 23 Nov 2026 02:")), "{:?}", letter.header("Date"));
        let body = letter.body();
        for words in
            ["Kính gửi ", "Đã đăng: “Ra quân tổng vệ sinh”", &format!("https://thanhdong.example/ban-lam-viec/noi-dung/{}", item.id())]
        {
            assert!(body.contains(words), "{words}: {body}");
        }
        // Whoever has no address gets none; whoever runs the job again sends none.
        let db = portal.tables().await;
        db.execute_unprepared("UPDATE job SET state = 'waiting', attempts = 0 WHERE kind = 'mail'").await.unwrap();
        portal.worker_does_what_is_due().await;
        assert_eq!(states(&portal).await, ["sent"]);
        assert_eq!(sink.letters().len(), 1);
        // No thanks.
        prefers(&author, "none").await;
        portal.published(an_article()).await;
        portal.worker_does_what_is_due().await;
        assert_eq!(states(&portal).await, ["sent"]);
        portal.close().await;
    }
);

both!(
    async fn the_ward_sets_its_quiet_hours_from_a_day_on(portal: Portal) {
        let sink = SmtpSink::start(0);
        let portal = with_mail(&portal, sink.port).await;
        let (author, admin) = (portal.a_unit_editor().in_unit("public_service_unit_center"), portal.as_("quantri"));
        lives_at(&author, "tacgia@vidu.vn").await;
        prefers(&author, "at_once").await;
        let set = |from: &str, to: &str| json!({"name": "quiet_hours", "value": {"from": from, "to": to, "working_days_only": false}});
        author.post("/api/v1/settings", set("22:00", "05:00")).await.refused(403, "forbidden");
        for (from, to) in [("22:00", "22:00"), ("24:00", "05:00"), ("tối", "sáng")] {
            admin.post("/api/v1/settings", set(from, to)).await.refused(422, "invalid");
        }
        admin.post("/api/v1/settings", set("22:00", "05:00")).await.ok();
        // Friday, nine in the evening: not quiet any more.
        portal.wait(TimeDelta::days(4) + TimeDelta::hours(12));
        portal.published(an_article()).await;
        portal.worker_does_what_is_due().await;
        sink.has(1).await;
        assert_eq!(sink.letters_to("tacgia@vidu.vn").len(), 1);
    }
);

both!(
    async fn quiet_hours_delay_and_lose_nothing_and_urgent_matters_do_not_wait(portal: Portal) {
        let sink = SmtpSink::start(0);
        let portal = with_mail(&portal, sink.port).await;
        let (author, deputy) = (portal.a_unit_editor().in_unit("public_service_unit_center"), portal.the_deputy_editor());
        lives_at(&author, "tacgia@vidu.vn").await;
        lives_at(&deputy, "pho@vidu.vn").await;
        prefers(&author, "at_once").await;
        // Friday, nine in the evening.
        portal.wait(TimeDelta::days(4) + TimeDelta::hours(12));
        let item = portal.published(an_article()).await;
        portal.worker_does_what_is_due().await;
        assert_eq!(inbox(&author).await.data().len(), 1, "in the app at once");
        assert!(sink.letters().is_empty(), "no letter at night");
        urgent(&portal, &item).await;
        portal.worker_does_what_is_due().await;
        let letters = sink.has(1).await;
        assert_eq!(letters[0].to, ["pho@vidu.vn"]);
        assert!(letters[0].subject().starts_with("Tin khẩn chờ hậu kiểm"), "{}", letters[0].subject());
        // Saturday and Sunday pass; Monday, half past six.
        portal.wait(TimeDelta::hours(57) + TimeDelta::minutes(29));
        portal.worker_does_what_is_due().await;
        assert!(sink.letters_to("tacgia@vidu.vn").is_empty());
        portal.wait(TimeDelta::minutes(1));
        portal.worker_does_what_is_due().await;
        sink.has(2).await;
        assert_eq!(sink.letters_to("tacgia@vidu.vn").len(), 1);
        portal.close().await;
    }
);

/// As the duty approver's publication is recorded.
async fn urgent(portal: &Portal, item: &Item) {
    let id = |value: &serde_json::Value| value.as_str().unwrap().parse::<Uuid>().unwrap();
    let facts = ItemFacts {
        item: id(&item.json["id"]),
        kind: Kind::Article,
        class: Some(InfoClass::NewsEvent),
        genre: None,
        unit: id(&item.json["unit"]["id"]),
        section: None,
        lang: Lang::Vi,
    };
    let mut work = Work::begin(portal.site(), Call::new(Actor::system(Door::Command), "story")).await.unwrap();
    work.record(Change::UrgentPublished {
        item: facts,
        revision: RevisionRef { revision: Uuid::now_v7(), no: 1, hash: "0".repeat(64) },
        approval: Uuid::now_v7(),
        basis: Basis::Template,
        template_revision: None,
        filled: "0".repeat(64),
        check_due: None,
    });
    work.commit().await.unwrap();
}

both!(
    async fn a_digest_gathers_what_is_unread_in_the_morning(portal: Portal) {
        let sink = SmtpSink::start(0);
        let portal = with_mail(&portal, sink.port).await;
        let author = portal.a_unit_editor().in_unit("public_service_unit_center");
        lives_at(&author, "tacgia@vidu.vn").await;
        prefers(&author, "digest").await;
        for n in 1..=3 {
            portal.published(an_article().titled(&format!("Bài số {n}"))).await;
            tells(&portal).await;
        }
        let read = inbox(&author).await.data()[0]["id"].as_str().unwrap().to_owned();
        author.post(&format!("/api/v1/notices/{read}/read"), json!({})).await.answered(204);
        assert!(sink.letters().is_empty());
        // Tuesday, 24 November, is a day off.
        portal.wait(TimeDelta::hours(46));
        portal.worker_does_what_is_due().await;
        let letter = sink.has(1).await.remove(0);
        assert_eq!(letter.subject(), "Tin báo: 2 việc");
        assert!(letter.body().contains("- Đã đăng: “Bài số 1”") && letter.body().contains("- Đã đăng: “Bài số 2”"));
        assert!(!letter.body().contains("Bài số 3"), "it was read already");
        // Nothing new: no letter the next morning.
        portal.wait(TimeDelta::days(1));
        portal.worker_does_what_is_due().await;
        assert_eq!((sink.letters().len(), states(&portal).await), (1, vec!["sent".to_owned()]));
        portal.close().await;
    }
);

both!(
    async fn a_server_that_is_away_is_tried_again_and_dead_letters_are_seen(portal: Portal) {
        let away = SmtpSink::start(0);
        let port = away.port;
        drop(away);
        let portal = with_mail(&portal, port).await;
        let keeper = portal.a("technical_administrator").anywhere();
        let author = portal.a_unit_editor().in_unit("public_service_unit_center");
        lives_at(&author, "tacgia@vidu.vn").await;
        portal.published(an_article()).await;
        portal.worker_does_what_is_due().await;
        let waiting = keeper.get("/api/v1/notices/deliveries?state=waiting").await.ok();
        assert_eq!(
            (&waiting.data()[0]["attempts"], &waiting.data()[0]["last_error"]),
            (&json!(1), &json!("unreachable")),
            "{}",
            waiting.text()
        );
        assert!(!waiting.text().contains("tacgia@"), "addresses are not shown");
        let sink = SmtpSink::start(port);
        portal.wait(TimeDelta::seconds(59));
        portal.worker_does_what_is_due().await;
        assert!(sink.letters().is_empty(), "not before its pause is over");
        portal.wait(TimeDelta::seconds(1));
        portal.worker_does_what_is_due().await;
        sink.has(1).await;
        // A server that puts off is asked again; an address that is refused for good is given up at once, and seen.
        lives_at(&author, "busy2@vidu.vn").await;
        portal.published(an_article()).await;
        for minutes in [0, 1, 2] {
            portal.wait(TimeDelta::minutes(minutes));
            portal.worker_does_what_is_due().await;
        }
        assert_eq!(sink.letters_to("busy2@vidu.vn").len(), 1);
        lives_at(&author, "gone@vidu.vn").await;
        portal.published(an_article()).await;
        portal.worker_does_what_is_due().await;
        let dead = keeper.get("/api/v1/notices/deliveries?state=dead").await.ok();
        assert_eq!(dead.data()[0]["last_error"], "smtp_550");
        let retry = format!("/api/v1/notices/deliveries/{}/retry", dead.ids()[0]);
        for other in [&author, &portal.the_secretariat(), &portal.the_editor_in_chief()] {
            other.get("/api/v1/notices/deliveries").await.refused(403, "forbidden");
            other.post(&retry, json!({})).await.refused(403, "forbidden");
        }
        lives_at(&author, "moi@vidu.vn").await;
        keeper.post(&retry, json!({})).await.answered(204);
        keeper.post(&retry, json!({})).await.refused(409, "illegal_transition");
        portal.worker_does_what_is_due().await;
        assert_eq!(sink.letters_to("moi@vidu.vn").len(), 1);
        assert_eq!(states(&portal).await, ["sent", "sent", "sent"]);
        // Twelve times in vain, then it is put aside.
        drop(sink);
        portal.published(an_article()).await;
        portal.worker_does_what_is_due().await;
        for _ in 0..60 {
            portal.wait(TimeDelta::hours(6));
            portal.worker_does_what_is_due().await;
        }
        assert!(states(&portal).await.iter().any(|state| state == "dead"));
        portal.close().await;
    }
);

both!(
    async fn a_clock_tells_who_owes_it_then_the_head_then_the_secretariat_and_the_board(portal: Portal) {
        let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
        let (secretariat, deputy) = (portal.the_secretariat(), portal.the_deputy_editor());
        let stranger = portal.the_reviewer_of("culture_society_office");
        let details = json!({"occurred_at": "2026-11-23T08:00:00+07:00", "place": "Nhà văn hóa phường"});
        let draft = editor.writes(an_article().titled("Tin còn trong nháp").with("details", details)).await;
        let kinds = async |person: &Person| {
            let inbox = inbox(person).await;
            inbox.data().iter().map(|n| n["kind"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let it_is = |moment: &str| portal.wait(moment.parse::<chrono::DateTime<chrono::Utc>>().unwrap() - portal.now());
        it_is("2026-11-23T11:00:00+07:00");
        portal.worker_does_what_is_due().await;
        portal.worker_does_what_is_due().await;
        assert_eq!(kinds(&editor).await, ["clock_warning"]);
        assert!(kinds(&secretariat).await.is_empty());
        it_is("2026-11-27T16:00:00+07:00");
        for _ in 0..4 {
            portal.worker_does_what_is_due().await;
        }
        assert_eq!(kinds(&editor).await, ["clock_overdue", "clock_warning"]);
        for person in [&secretariat, &deputy] {
            assert_eq!(kinds(person).await, ["clock_overdue"], "{}", person.username());
            let seen = inbox(person).await;
            assert!(!seen.text().contains("trong nháp"), "the title of a draft is its unit's: {}", seen.text());
            assert!(seen.data()[0]["path"].as_str().unwrap().starts_with("/ban-lam-viec/thoi-han/"));
        }
        assert!(kinds(&stranger).await.is_empty());
        assert!(inbox(&editor).await.text().contains("Tin còn trong nháp"));
        // The Secretariat reminds the unit; the writers read it, the log keeps it, strangers do not.
        let clock = inbox(&editor).await.data()[0]["subject_id"].clone();
        let unit = portal.unit("public_service_unit_center").await;
        let words = json!({"unit": unit, "clocks": [clock], "note": "Đề nghị đăng trước 16 giờ."});
        for nobody in [&editor, &stranger] {
            nobody.post("/api/v1/reminders", words.clone()).await.refused(403, "forbidden");
        }
        for (wrong, pointer) in [
            (json!({"unit": unit, "clocks": []}), "/clocks"),
            (json!({"unit": portal.unit("school").await, "clocks": [clock]}), "/clocks"),
            (json!({"unit": unit, "clocks": [Uuid::now_v7()]}), "/clocks"),
            (json!({"unit": unit, "clocks": [clock], "note": "x".repeat(501)}), "/note"),
        ] {
            let refused = secretariat.post("/api/v1/reminders", wrong).await.refused(422, "invalid");
            assert_eq!(refused.pointers(), [pointer]);
        }
        let sent = secretariat.post("/api/v1/reminders", words).await.answered(201);
        assert_eq!(sent.json["note"], "Đề nghị đăng trước 16 giờ.");
        portal.worker_does_what_is_due().await;
        assert!(kinds(&editor).await.contains(&"reminded".to_owned()));
        assert_eq!(editor.get("/api/v1/reminders").await.ok().data().len(), 1);
        assert!(stranger.get("/api/v1/reminders").await.ok().data().is_empty());
        let logged = portal.the_editor_in_chief().get("/api/v1/audit?verb=reminded").await.ok();
        assert_eq!(logged.data()[0]["facts"]["clocks"], json!([clock]));
        assert!(!logged.text().contains("16 giờ"), "no free text in the log");
        // The morning's list, for the group.
        let list = secretariat.get("/api/v1/notices/morning-list").await.ok().json["text"].as_str().unwrap().to_owned();
        assert!(list.lines().count() <= 30, "{list}");
        for words in ["VIỆC HÔM NAY – Thứ Sáu, 27/11/2026", "Đến hạn hôm nay: không có", "Quá hạn (1):", "Trung tâm Dịch vụ sự nghiệp công"]
        {
            assert!(list.contains(words), "{words}: {list}");
        }
        assert!(!list.contains("trong nháp"), "{list}");
        let own = editor.get(&format!("/api/v1/notices/morning-list?unit={unit}")).await.ok();
        assert!(own.text().contains("Tin còn trong nháp"), "{}", own.text());
        editor.get(&format!("/api/v1/notices/morning-list?unit={}", portal.unit("school").await)).await.refused(404, "not_found");
        portal.a_contributor().in_unit("school").get("/api/v1/notices/morning-list").await.refused(403, "forbidden");
        let _ = draft;
    }
);

both!(
    async fn what_somebody_took_in_hand_who_left_is_told_to_their_colleagues(portal: Portal) {
        let reviewer = portal.the_reviewer_of("culture_society_office");
        let colleague = employ(&portal, "kiemduyet.ba", &[Role::FieldReviewer], "culture_society_office").await;
        let author = portal.a_contributor().in_unit("residential_group_5");
        let item = author.submits(&author.writes(an_article().about("culture")).await).await;
        reviewer.claims(&reviewer.finds_in_the_queue(&item).await).await;
        tells(&portal).await;
        let db = portal.tables().await;
        let person = format!("(SELECT id FROM app_user WHERE username = '{}')", reviewer.username());
        db.execute_unprepared(&format!("UPDATE role_assignment SET valid_to = '2026-11-22' WHERE user_id = {person}")).await.unwrap();
        for _ in 0..5 {
            portal.wait(TimeDelta::hours(12));
            tells(&portal).await;
        }
        assert!(told(&colleague, &item).await.contains(&"clock_warning".to_owned()), "{:?}", told(&colleague, &item).await);
        assert!(!told(&reviewer, &item).await.contains(&"clock_warning".to_owned()));
    }
);

both!(
    async fn an_overdue_document_is_named_and_in_the_group_by_its_number_alone(portal: Portal) {
        let clerk = portal.a("records_clerk").anywhere();
        let row = json!({"unit_id": portal.unit("ward_people_committee").await, "relation": "own", "number": "901/QĐ-UBND",
            "issued_on": "2026-11-16", "issuer": "UBND phường Thành Đông", "abstract": "Về việc của một hộ dân"});
        let kept = clerk.post("/api/v1/desk/register", row).await;
        assert_eq!(kept.status, 201, "{}", kept.text());
        for _ in 0..3 {
            portal.worker_does_what_is_due().await;
        }
        let secretariat = portal.the_secretariat();
        let seen = inbox(&secretariat).await;
        assert!(seen.text().contains("Quá hạn: “901/QĐ-UBND: Về việc của một hộ dân”"), "{}", seen.text());
        let list = secretariat.get("/api/v1/notices/morning-list").await.ok().json["text"].as_str().unwrap().to_owned();
        assert!(list.contains("901/QĐ-UBND – ") && !list.contains("hộ dân"), "{list}");
    }
);

#[test]
fn the_secret_of_the_mail_server_is_shown_nowhere() {
    let config = Config {
        smtp_url: Some(Hidden("smtps://cong:bi-mat@mail.vidu.vn".into())),
        mail_from: Some("cong@vidu.vn".into()),
        ..Config::default()
    };
    assert!(!format!("{config:?} {:?}", config.site()).contains("bi-mat"));
    assert!(config.check_mail().is_ok());
    assert!(Config { mail_from: None, ..config.clone() }.check_mail().is_err());
    let slip = Config { smtp_url: Some(Hidden("http://cong:bi-mat@x".into())), ..config };
    assert!(!slip.check_mail().unwrap_err().to_string().contains("bi-mat"));
}
