//! Consultations: they open and close by their dates, comments are read before anybody else reads them, and each is answered.

use chrono::TimeDelta;
use cong::app::Config;
use cong::app::config::Hidden;
use cong::kernel::dates::rfc3339_vn;
use cong_tests::person::send;
use cong_tests::portal::number;
use cong_tests::smtp::SmtpSink;
use cong_tests::{Item, Portal, Reply, Written, a_document, a_picture, both};
use serde_json::{Value, json};

use crate::letters::proof;

const DRAFT: &str = "<p>Căn cứ Luật Tổ chức chính quyền địa phương;</p><h2>Điều 1. Phạm vi điều chỉnh</h2><p>Quy định này quy định về quản lý vỉa hè \
    trên địa bàn phường.</p><h2>Điều 2. Sử dụng vỉa hè</h2><p>1. Vỉa hè dành cho người đi bộ.</p><p>2. Được để xe máy ở nơi có vạch sơn.</p>\
    <h2>Điều 3. Xử lý vi phạm</h2><p>Vi phạm bị xử phạt theo Nghị định của Chính phủ.</p>";

fn consultation(portal: &Portal, form: &str, from_hours: i64, to_hours: i64) -> Written {
    let at = |hours| rfc3339_vn(portal.now() + TimeDelta::hours(hours));
    Written::of("consultation", "thong-bao", "petition_consultation")
        .titled("Lấy ý kiến dự thảo Quy định quản lý vỉa hè")
        .saying(DRAFT)
        .with(
            "details",
            json!({"form": form, "subject": "Dự thảo Quy định quản lý vỉa hè.", "drafting_body": "Phòng Kinh tế, Hạ tầng và Đô thị",
            "opens_at": at(from_hours), "closes_at": at(to_hours)}),
        )
}

pub async fn posts(portal: &Portal, path: &str, body: &Value) -> Reply {
    send(portal.client().post(portal.url(path)).json(body), path).await
}

fn comments_of(item: &Item) -> String {
    format!("/api/v1/consultations/{}/comments", item.id())
}

fn desk_of(item: &Item) -> String {
    format!("/api/v1/desk/consultations/{}", item.id())
}

async fn comments(portal: &Portal, item: &Item, mut body: Value) -> Reply {
    body["proof"] = proof(portal).await;
    posts(portal, &comments_of(item), &body).await
}

async fn follows(portal: &Portal, receipt: &Reply) -> Reply {
    let path = format!("/api/v1/consultation-comments/{}", receipt.json["code"].as_str().expect("a code"));
    let secret = receipt.json["secret"].as_str().expect("a secret");
    portal.a_visitor().asks("GET", &path, &[("x-sender-secret", secret)]).await
}

/// The comment at the desk, by its code.
async fn at_desk(portal: &Portal, item: &Item, receipt: &Reply) -> Value {
    let list = portal.the_secretariat().get(&format!("{}/comments?limit=100", desk_of(item))).await.ok();
    list.data().iter().find(|one| one["code"] == receipt.json["code"]).cloned().expect("it is at the desk")
}

async fn decides(portal: &Portal, item: &Item, receipt: &Reply, verb: &str, words: Value) -> Reply {
    let one = at_desk(portal, item, receipt).await;
    let path = format!("{}/comments/{}/{verb}", desk_of(item), one["id"].as_str().expect("an id"));
    portal.the_secretariat().post_at(&path, &format!("\"v{}\"", one["version"]), words).await
}

/// How often a verb stands in the log.
async fn logged(portal: &Portal, verb: &str) -> i64 {
    let db = portal.tables().await;
    let n = number(&db, &format!("SELECT count(*) FROM change_log WHERE verb = '{verb}'")).await;
    let _ = db.close().await;
    n
}

/// Everything that the outside can read of it.
async fn outside(portal: &Portal, item: &Item) -> String {
    let mut all = String::new();
    let id = item.id();
    for path in [
        "/",
        "/lay-y-kien",
        item.path(),
        "/feeds/all.atom",
        "/feeds/all.json",
        "/sitemap.xml",
        "/api/v1/changes",
        "/api/v1/publications?view=full",
        "/api/v1/consultations",
        "/api/v1/search?q=gara",
        &format!("/api/v1/publications/{id}"),
        &format!("/api/v1/consultations/{id}"),
        &format!("/api/v1/consultations/{id}/comments"),
        &format!("/api/v1/consultations/{id}/comments.csv"),
        &format!("/api/v1/consultations/{id}/comments.json"),
    ] {
        all.push_str(&portal.a_visitor().get(path).await.ok().text());
    }
    all
}

both!(
    async fn a_consultation_opens_takes_comments_and_closes_by_itself(portal: Portal) {
        let item = portal.published(consultation(&portal, "draft_document", 2, 50)).await;
        portal.worker_does_what_is_due().await;
        let (id, visitor) = (item.id(), portal.a_visitor());
        let early = json!({"text": "Góp ý sớm.", "anchor": "dieu-2"});
        comments(&portal, &item, early.clone()).await.refused(409, "conflict");
        assert_eq!(visitor.get("/api/v1/consultations?status=upcoming").await.ok().ids(), [id]);
        assert_eq!(visitor.get("/api/v1/consultations?status=open").await.ok().data().len(), 0);
        assert_eq!(logged(&portal, "consultation_opened").await, 0);

        portal.wait(TimeDelta::hours(2));
        portal.worker_does_what_is_due().await;
        portal.worker_does_what_is_due().await;
        assert_eq!(logged(&portal, "consultation_opened").await, 1, "told once");
        assert_eq!(visitor.get("/api/v1/consultations?status=open").await.ok().ids(), [id]);
        let whole = visitor.get(&format!("/api/v1/consultations/{id}")).await.ok();
        let anchors: Vec<_> = whole.json["passages"].as_array().unwrap().iter().map(|p| p["anchor"].as_str().unwrap()).collect();
        assert_eq!(anchors, ["mo-dau", "dieu-1", "dieu-2", "dieu-2-khoan-1", "dieu-2-khoan-2", "dieu-3"]);
        assert!(!whole.text().contains("\"open\""), "bytes hold nothing that depends on now");

        comments(&portal, &item, early).await.answered(201);
        portal.wait(TimeDelta::hours(48));
        // The end is too late, whether or not the worker has come by.
        comments(&portal, &item, json!({"text": "Góp ý muộn."})).await.refused(409, "conflict");
        portal.worker_does_what_is_due().await;
        portal.worker_does_what_is_due().await;
        assert_eq!(logged(&portal, "consultation_closed").await, 1);
        assert_eq!(visitor.get("/api/v1/consultations?status=closed").await.ok().ids(), [id]);
    }
);

both!(
    async fn extended_it_takes_comments_again(portal: Portal) {
        let item = portal.published(consultation(&portal, "policy", -1, 2)).await;
        portal.worker_does_what_is_due().await;
        portal.wait(TimeDelta::hours(3));
        portal.worker_does_what_is_due().await;
        assert_eq!((logged(&portal, "consultation_opened").await, logged(&portal, "consultation_closed").await), (1, 1));
        comments(&portal, &item, json!({"text": "Góp ý muộn."})).await.refused(409, "conflict");

        let (keeper, deputy) = (portal.the_secretariat(), portal.the_deputy_editor());
        let item = keeper.opens_a_new_edition_of(&item).await;
        let until = rfc3339_vn(portal.now() + TimeDelta::days(5));
        let item = keeper
            .edits(&item, |content| content["details"]["extensions"] = json!([{"until": until, "reason": "Theo đề nghị của Mặt trận."}]))
            .await;
        let item = keeper.sends_up(&keeper.submits(&item).await).await;
        deputy.approves(&deputy.finds_in_the_queue(&item).await).await;
        assert_eq!(logged(&portal, "consultation_extended").await, 1);
        comments(&portal, &item, json!({"text": "Góp ý kịp."})).await.answered(201);
        portal.worker_does_what_is_due().await;
        assert_eq!(logged(&portal, "consultation_opened").await, 2, "it opened again");
        let whole = portal.a_visitor().get(&format!("/api/v1/consultations/{}", item.id())).await.ok();
        assert_eq!((&whole.json["closes_at"], &whole.json["version"]), (&json!(until), &json!(1)), "another date is no other draft");
    }
);

both!(
    async fn nobody_reads_a_comment_before_it_is_published_and_nobody_reads_who_wrote_it(portal: Portal) {
        let item = portal.published(consultation(&portal, "draft_document", -1, 50)).await;
        let said = json!({"anchor": "dieu-2-khoan-2", "text": "Nhà tôi mở gara CANARYTEXT, gọi 0912 345 678, xin cho để xe.",
            "sender": {"name": "CANARYNAME Văn A", "phone": "0987 111 222", "email": "canary@vidu.vn", "consent": true}});
        let receipt = comments(&portal, &item, said).await.answered(201);
        let secret = receipt.json["secret"].as_str().unwrap().replace('-', "");
        assert_eq!(secret.len(), 20, "a hundred bits");
        let before = outside(&portal, &item).await;
        for canary in ["CANARY", "canary@vidu.vn", "0987 111 222", "0912 345 678"] {
            assert!(!before.contains(canary), "{canary}");
        }
        // Nor in the database, in any column, as plain text.
        let db = portal.tables().await;
        assert_eq!(number(&db, "SELECT count(*) FROM opinion WHERE CAST(published_text AS text) IS NOT NULL").await, 0);
        assert_eq!(number(&db, "SELECT count(*) FROM change_log WHERE payload LIKE '%CANARY%' OR payload LIKE '%canary%'").await, 0);
        assert_eq!(number(&db, "SELECT count(*) FROM idempotency_key WHERE body LIKE '%GY-%'").await, 0, "no receipt is kept readable");

        let one = at_desk(&portal, &item, &receipt).await;
        assert_eq!((&one["label"], &one["detached"], &one["has_contact"]), (&json!("Điều 2 khoản 2"), &json!(false), &json!(true)));
        let flag = one["flags"].as_array().unwrap().iter().find(|f| f["code"] == "phone_number").expect("the number is noticed").clone();
        // Who handles it sees the sender; the look is noted. Others do not.
        let sender = format!("{}/comments/{}/sender", desk_of(&item), one["id"].as_str().unwrap());
        assert_eq!(portal.the_secretariat().get(&sender).await.ok().json["email"], "canary@vidu.vn");
        assert!(number(&db, "SELECT count(*) FROM access_log WHERE what = 'opinion'").await >= 2);
        portal.the_reviewer_of("culture_society_office").get(&sender).await.refused(403, "forbidden");
        portal.a_visitor().get(&sender).await.refused(401, "unauthenticated");
        let _ = db.close().await;

        let redactions = json!({"redactions": [{"start": flag["start"], "end": flag["end"]}]});
        let path = format!("{}/comments/{}/publish?dry_run=true", desk_of(&item), one["id"].as_str().unwrap());
        let dry = portal.the_secretariat().post_at(&path, "\"v1\"", redactions.clone()).await.ok();
        assert!(dry.json["published_text"].as_str().unwrap().contains("gọi [lược bỏ], xin"), "{}", dry.json);
        assert!(!outside(&portal, &item).await.contains("CANARY"), "a dry run changes nothing");
        decides(&portal, &item, &receipt, "publish", redactions).await.ok();
        let after = outside(&portal, &item).await;
        assert!(after.contains("CANARYTEXT") && after.contains("[lược bỏ]"));
        for canary in ["CANARYNAME", "canary@vidu.vn", "0987 111 222", "0912 345 678"] {
            assert!(!after.contains(canary), "{canary}");
        }
        let public = portal.a_visitor().get(&format!("{}?anchor=dieu-2-khoan-2", comments_of(&item))).await.ok();
        assert_eq!((&public.data()[0]["redacted"], &public.data()[0]["name"]), (&json!(true), &Value::Null));
        decides(&portal, &item, &receipt, "refuse", json!({"reason": "Đổi ý."})).await.refused(409, "already_decided");
    }
);

both!(
    async fn the_sender_follows_with_code_and_secret_and_guessing_is_slow(portal: Portal) {
        let item = portal.published(consultation(&portal, "policy", -1, 50)).await;
        let receipt = comments(&portal, &item, json!({"text": "Đề nghị giữ tên cũ của tổ."})).await.answered(201);
        let mine = follows(&portal, &receipt).await.ok();
        assert_eq!((&mine.json["state"], &mine.json["text"]), (&json!("received"), &json!("Đề nghị giữ tên cũ của tổ.")));
        decides(&portal, &item, &receipt, "refuse", json!({"reason": "Không thuộc nội dung lấy ý kiến."})).await.ok();
        assert_eq!(follows(&portal, &receipt).await.ok().json["refusal"], "Không thuộc nội dung lấy ý kiến.");
        let code = receipt.json["code"].as_str().unwrap();
        let wrong = |code: &str| format!("/api/v1/consultation-comments/{code}");
        let (a, b) = (
            portal
                .a_visitor()
                .asks("GET", &wrong(code), &[("x-sender-secret", "AAAA-AAAA-AAAA-AAAA-AAAA")])
                .await
                .refused(404, "not_found"),
            portal.a_visitor().asks("GET", &wrong("GY-ZZZZ-ZZZZ"), &[("x-sender-secret", "AAAA")]).await.refused(404, "not_found"),
        );
        assert_eq!((&a.json["title"], &a.json["detail"]), (&b.json["title"], &b.json["detail"]), "one answer for both");
        // What can be no code is no guess.
        for _ in 0..16 {
            portal.a_visitor().get(&wrong("GY-1")).await.refused(404, "not_found");
        }
        for _ in 0..9 {
            portal.a_visitor().get(&wrong(code)).await.refused(404, "not_found");
        }
        let slow = follows(&portal, &receipt).await.refused(429, "too_many_attempts");
        assert!(slow.header("retry-after").is_some());
        portal.wait(TimeDelta::minutes(1));
        follows(&portal, &receipt).await.ok();
        let spoken = receipt.json["secret"].as_str().unwrap().to_lowercase().replace('-', " ").replace('0', "o");
        portal.a_visitor().asks("GET", &wrong(&code.to_lowercase()), &[("x-sender-secret", &spoken)]).await.ok();
    }
);

both!(
    async fn a_double_click_makes_one_comment(portal: Portal) {
        let item = portal.published(consultation(&portal, "policy", -1, 50)).await;
        let body = json!({"text": "Bấm hai lần.", "proof": proof(&portal).await});
        let path = comments_of(&item);
        let (a, b, c) = tokio::join!(posts(&portal, &path, &body), posts(&portal, &path, &body), posts(&portal, &path, &body));
        let (a, b, c) = (a.answered(201), b.answered(201), c.answered(201));
        assert_eq!((&a.json, &a.json), (&b.json, &c.json));
        let db = portal.tables().await;
        assert_eq!(number(&db, "SELECT count(*) FROM opinion").await, 1);
        let _ = db.close().await;
        let mut other = body.clone();
        other["text"] = json!("Ý kiến khác với cùng mã.");
        posts(&portal, &path, &other).await.refused(422, "idempotency_key_reused");
        // The answer can be asked for when the challenge is over; nothing new is taken with it, and no other form was.
        let fresh = json!({"text": "Để quá lâu.", "proof": proof(&portal).await});
        let report = json!({"path": item.path(), "reason": "other", "text": "Bằng chứng của ý kiến.", "proof": body["proof"]});
        let refused = posts(&portal, "/api/v1/violation-reports", &report).await.refused(422, "invalid");
        assert_eq!((refused.pointers().as_slice(), &refused.json["errors"][0]["code"]), (["/proof"].as_slice(), &json!("spent")));
        portal.wait(TimeDelta::hours(3));
        assert_eq!(posts(&portal, &path, &body).await.answered(201).json, a.json);
        let refused = posts(&portal, &path, &fresh).await.refused(422, "invalid");
        assert_eq!((refused.pointers().as_slice(), &refused.json["errors"][0]["code"]), (["/proof"].as_slice(), &json!("bad_proof")));
        let db = portal.tables().await;
        assert_eq!(number(&db, "SELECT count(*) FROM opinion").await, 1);
        let _ = db.close().await;
    }
);

both!(
    async fn without_work_and_limits_the_challenge_still_names_the_sending(portal: Portal) {
        // As the README says for load tests.
        let portal = Portal::configured(portal.database(), |config| Config {
            form_proof_bits: 0,
            form_per_address_hour: 0,
            form_per_minute: 0,
            ..config
        });
        let portal = portal.await;
        let item = portal.published(consultation(&portal, "policy", -1, 50)).await;
        let path = comments_of(&item);
        let body = json!({"text": "Không cần làm việc.", "proof": {"challenge": proof(&portal).await["challenge"], "nonce": ""}});
        assert_eq!(posts(&portal, &path, &body).await.answered(201).json, posts(&portal, &path, &body).await.answered(201).json);
        posts(&portal, &path, &json!({"text": "Không có mã."})).await.refused(422, "invalid");
        for _ in 0..30 {
            comments(&portal, &item, json!({"text": "Nhiều lần từ một địa chỉ."})).await.answered(201);
        }
    }
);

both!(
    async fn what_is_hostile_or_incomplete_is_refused_with_all_reasons(portal: Portal) {
        let item = portal.published(consultation(&portal, "draft_document", -1, 50)).await;
        let path = comments_of(&item);
        posts(&portal, &path, &json!({"text": "Không làm gì.", "proof": {"challenge": "x", "nonce": "1"}})).await.refused(422, "invalid");
        let given = portal.a_visitor().get("/api/v1/form-challenge").await.ok().json;
        posts(&portal, &path, &json!({"text": "Chưa làm việc.", "proof": {"challenge": given["challenge"], "nonce": "-"}}))
            .await
            .refused(422, "invalid");
        let bad = json!({"text": " ", "sender": {"email": "không phải", "show_name": true}});
        let refused = comments(&portal, &item, bad).await.refused(422, "invalid");
        let mut pointers = refused.pointers();
        pointers.sort_unstable();
        assert_eq!(pointers, ["/sender/consent", "/sender/email", "/sender/show_name", "/text"]);
        let unconsented = json!({"text": "Có tên mà chưa đồng ý.", "sender": {"name": "Trần Thị Bình"}});
        assert_eq!(comments(&portal, &item, unconsented).await.refused(422, "invalid").pointers(), ["/sender/consent"]);
        for (anchor, text) in [("dieu-99", "Không có điều này."), ("'; DROP TABLE opinion; --", "Câu lệnh."), ("dieu-1\u{0}", "Ký tự lạ.")]
        {
            comments(&portal, &item, json!({"anchor": anchor, "text": text})).await.refused(422, "invalid");
        }
        comments(&portal, &item, json!({"text": "Dài. ".repeat(3000)})).await.refused(422, "invalid");
        comments(&portal, &item, json!({"text": "Thừa trường.", "state": "published"})).await.refused(422, "invalid");
        // Markup is text, wherever it is read.
        let script = "<script>alert(1)</script> =HYPERLINK(\"http://x\")";
        let receipt = comments(&portal, &item, json!({"text": script})).await.answered(201);
        decides(&portal, &item, &receipt, "publish", json!({})).await.ok();
        let csv = portal.a_visitor().get(&format!("/api/v1/consultations/{}/comments.csv", item.id())).await.ok();
        assert!(csv.text().contains("<script>alert(1)</script>") && csv.header("content-type").unwrap().starts_with("text/csv"));
        // A place that is no consultation, and one that is not there.
        let nowhere = "/api/v1/consultations/0199a0c0-0000-7000-8000-000000000000";
        portal.a_visitor().get(nowhere).await.refused(404, "not_found");
        let article = portal.published(cong_tests::an_article()).await;
        comments(&portal, &article, json!({"text": "Bài viết không lấy ý kiến."})).await.refused(404, "not_found");
        for bad in ["?status=x", "?limit=0", "?cursor=%00", "?nonsense=1"] {
            portal.a_visitor().get(&format!("/api/v1/consultations{bad}")).await.refused(422, "invalid");
        }
    }
);

both!(
    async fn comments_stay_with_their_article_through_versions_or_are_shown_apart(portal: Portal) {
        let item = portal.published(consultation(&portal, "draft_document", -1, 500)).await;
        let mut receipts = vec![];
        for (anchor, text) in [("dieu-2-khoan-2", "Về để xe."), ("dieu-3", "Về xử phạt."), ("dieu-1", "Về phạm vi.")] {
            let receipt = comments(&portal, &item, json!({"anchor": anchor, "text": text})).await.answered(201);
            decides(&portal, &item, &receipt, "publish", json!({})).await.ok();
            receipts.push(receipt);
        }
        let (keeper, deputy) = (portal.the_secretariat(), portal.the_deputy_editor());
        let edition = keeper.opens_a_new_edition_of(&item).await;
        // An article is put in, one is taken out, one is edited: numbers move.
        let body = "<p>Căn cứ Luật Tổ chức chính quyền địa phương;</p><h2>Điều 1. Phạm vi điều chỉnh</h2><p>Quy định này quy định về quản lý vỉa hè, \
            lòng đường trên địa bàn phường.</p><h2>Điều 2. Giải thích từ ngữ</h2><p>Lòng đường là phần xe chạy.</p><h2>Điều 3. Sử dụng vỉa hè</h2>\
            <p>1. Vỉa hè dành cho người đi bộ.</p><p>2. Được để xe máy, xe đạp ở nơi có vạch sơn.</p>";
        let edition = keeper.edits(&edition, |content| content["body_html"] = json!(body)).await;
        let edition = keeper.sends_up(&keeper.submits(&edition).await).await;
        deputy.approves(&deputy.finds_in_the_queue(&edition).await).await;
        let whole = portal.a_visitor().get(&format!("/api/v1/consultations/{}", item.id())).await.ok();
        assert_eq!(whole.json["version"], 2);
        let passage = |anchor: &str| whole.json["passages"].as_array().unwrap().iter().find(|p| p["anchor"] == anchor).cloned();
        let (moved, edited) = (passage("dieu-2").expect("carried over"), passage("dieu-2-khoan-2").expect("carried over"));
        assert_eq!((&moved["label"], &edited["published"]), (&json!("Điều 3"), &json!(1)));
        assert_eq!(passage("dieu-2-2").expect("the new one has a name of its own")["label"], "Điều 2");
        assert!(passage("dieu-3").is_none());
        let gone = &whole.json["detached"][0];
        assert_eq!((&gone["anchor"], &gone["label"], &gone["published"]), (&json!("dieu-3"), &json!("Điều 3"), &json!(1)));
        assert_eq!(at_desk(&portal, &item, &receipts[1]).await["detached"], true);
        assert_eq!(at_desk(&portal, &item, &receipts[0]).await["detached"], false);
        // A comment names what it was made on.
        assert_eq!(follows(&portal, &receipts[0]).await.ok().json["label"], "Điều 2 khoản 2");
        comments(&portal, &item, json!({"anchor": "dieu-3", "text": "Điều đã bỏ."})).await.refused(422, "invalid");
    }
);

/// The portal with a mail server.
async fn with_mail(portal: &Portal, port: u16) -> Portal {
    let url = format!("smtp://127.0.0.1:{port}");
    let own = Portal::configured(portal.database(), |config| Config {
        smtp_url: Some(Hidden(url)),
        mail_from: Some("Cổng phường Thành Đông <cong@vidu.vn>".into()),
        ..config
    });
    own.await
}

both!(
    async fn every_comment_is_answered_in_a_report_that_stands_beside_the_document(portal: Portal) {
        let sink = SmtpSink::start(0);
        let portal = with_mail(&portal, sink.port).await;
        let item = portal.published(consultation(&portal, "draft_document", -1, 20)).await;
        let contact = json!({"name": "Trần Thị Bình", "email": "binh@vidu.vn", "show_name": true, "consent": true});
        let mut receipts = vec![];
        for (anchor, text, sender) in [
            (Some("dieu-2"), "Cho để xe đạp.", contact),
            (Some("dieu-2"), "Cho để xe lăn.", Value::Null),
            (None, "Đồng tình với dự thảo.", Value::Null),
            (None, "Quảng cáo cho vay.", Value::Null),
        ] {
            receipts.push(comments(&portal, &item, json!({"anchor": anchor, "text": text, "sender": sender})).await.answered(201));
        }
        let keeper = portal.the_secretariat();
        let make = format!("{}/report", desk_of(&item));
        keeper.post(&make, json!({})).await.refused(409, "conflict");
        portal.wait(TimeDelta::hours(21));
        keeper.post(&make, json!({})).await.refused(409, "conflict");
        for receipt in &receipts[..3] {
            decides(&portal, &item, receipt, "publish", json!({})).await.ok();
        }
        decides(&portal, &item, &receipts[3], "refuse", json!({"reason": "Quảng cáo."})).await.ok();
        let mut ids = vec![];
        for receipt in &receipts {
            ids.push(at_desk(&portal, &item, receipt).await["id"].clone());
        }
        let outcomes = format!("{}/outcomes", desk_of(&item));
        keeper.post(&outcomes, json!({"opinions": [ids[3]], "outcome": "accepted"})).await.refused(409, "conflict");
        keeper.post(&outcomes, json!({"opinions": [ids[0]], "outcome": "not_accepted"})).await.refused(422, "invalid");
        let group = json!({"opinions": [ids[0], ids[1]], "outcome": "accepted", "reason": "Bổ sung xe đạp, xe lăn vào Điều 2."});
        assert_eq!(keeper.post(&outcomes, group).await.ok().json["opinions"], 2);
        keeper.post(&make, json!({})).await.refused(409, "conflict");
        keeper.post(&outcomes, json!({"opinions": [ids[2]], "outcome": "partly", "reason": "Cảm ơn."})).await.ok();

        let document = portal.published(a_document()).await;
        keeper.post(&make, json!({"document_id": item.id()})).await.refused(422, "invalid");
        let words = json!({"document_id": document.id()});
        let dry = keeper.post(&format!("{make}?dry_run=true"), words.clone()).await.answered(200);
        assert_eq!(dry.json["item"], Value::Null);
        let made = keeper.post(&make, words.clone()).await.answered(201);
        keeper.post(&make, words).await.refused(409, "conflict");
        let body = made.json["body_html"].as_str().unwrap();
        assert!(body.contains("<h3>Điều 2</h3>") && body.contains("Cho để xe lăn.") && !body.contains("cho vay"), "{body}");
        assert!(made.json["summary"].as_str().unwrap().contains("4 ý kiến góp ý; 3 ý kiến được đăng"), "{}", made.json);
        let report = Item { json: keeper.get(&format!("/api/v1/desk/items/{}", made.json["item"].as_str().unwrap())).await.ok().json };
        assert_eq!((report.state(), &report.json["kind"]), ("board_review", &json!("reception_report")));
        // Not public before the board has approved it.
        let face = || async { portal.a_visitor().get(&format!("/api/v1/consultations/{}", item.id())).await.ok().json };
        assert_eq!(face().await["report"], Value::Null);
        let deputy = portal.the_deputy_editor();
        deputy.approves(&deputy.finds_in_the_queue(&report).await).await;
        let shown = face().await;
        assert_eq!(shown["report"]["id"], report.id());
        assert_eq!(shown["document"]["number"], "12/QĐ-UBND");
        assert_eq!((&shown["statistics"]["accepted"], &shown["statistics"]["partly"]), (&json!(2), &json!(1)));
        let beside = portal.a_visitor().get(&format!("/api/v1/publications/{}", document.id())).await.ok();
        let relations = beside.json["relations"].as_array().unwrap();
        assert!(relations.iter().any(|r| r["relation"] == "consulted_in" && r["path"] == item.path()), "{relations:?}");
        assert_eq!(relations.len(), 2, "the consultation and the report");
        keeper.post(&outcomes, json!({"opinions": [ids[2]], "outcome": "accepted"})).await.refused(409, "conflict");

        portal.worker_does_what_is_due().await;
        portal.worker_does_what_is_due().await;
        let letters = sink.has(1).await;
        let outside: Vec<_> = letters.iter().filter(|l| l.to == ["binh@vidu.vn"]).collect();
        assert_eq!(outside.len(), 1, "told once");
        assert!(outside[0].body().contains("/tiep-thu-giai-trinh/") && !outside[0].body().contains("xe đạp"));
        let mine = follows(&portal, &receipts[0]).await.ok();
        assert_eq!(mine.json["outcome_reason"], "Bổ sung xe đạp, xe lăn vào Điều 2.");
        let public = portal.a_visitor().get(&comments_of(&item)).await.ok();
        let hers = public.data().iter().find(|one| one["code"] == receipts[0].json["code"]).expect("it is public");
        assert_eq!(hers["name"], "Trần Thị Bình", "shown because she asked for it");
        // Withdrawn, it stands beside the document no more.
        keeper.withdraws(&report, "Nhầm.").await;
        let beside = portal.a_visitor().get(&format!("/api/v1/publications/{}", document.id())).await.ok();
        assert_eq!(beside.json["relations"].as_array().unwrap().len(), 1);
    }
);

both!(
    async fn files_come_with_a_comment_sealed_and_for_the_desk_only(portal: Portal) {
        let item = portal.published(consultation(&portal, "policy", -1, 50)).await;
        let receipt = comments(&portal, &item, json!({"text": "Xem ảnh kèm theo."})).await.answered(201);
        let (code, secret) = (receipt.json["code"].as_str().unwrap(), receipt.json["secret"].as_str().unwrap());
        let adds = async |secret: &str, name: &str, bytes: Vec<u8>| {
            let path = format!("/api/v1/consultation-comments/{code}/files?filename={name}");
            send(portal.client().post(portal.url(&path)).header("x-sender-secret", secret).body(bytes), &path).await
        };
        let pdf = b"%PDF-1.4 CANARYFILE".to_vec();
        adds("AAAA", "a.pdf", pdf.clone()).await.refused(404, "not_found");
        adds(secret, "a.exe", b"MZ\x90\x00".to_vec()).await.refused(415, "unsupported_media_type");
        adds(secret, "a.docm", b"PK\x03\x04 word/document.xml vbaProject.bin".to_vec()).await.refused(415, "unsupported_media_type");
        adds(secret, "so-do-CANARYNAME.pdf", pdf.clone()).await.answered(201);
        adds(secret, "anh.png", a_picture(5)).await.answered(201);
        assert_eq!(adds(secret, "b.pdf", pdf.clone()).await.answered(201).json["files"], 3);
        adds(secret, "c.pdf", pdf.clone()).await.refused(409, "conflict");
        // Nothing readable lies on the disk.
        let mut folders = vec![portal.data_path().join("media")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
                match entry.is_dir() {
                    true => folders.push(entry),
                    false => assert!(!String::from_utf8_lossy(&std::fs::read(&entry).unwrap()).contains("CANARY"), "{entry:?}"),
                }
            }
        }
        let one = at_desk(&portal, &item, &receipt).await;
        let at = format!("{}/comments/{}", desk_of(&item), one["id"].as_str().unwrap());
        let keeper = portal.the_secretariat();
        let sender = keeper.get(&format!("{at}/sender")).await.ok();
        let names: Vec<_> = sender.json["files"].as_array().unwrap().iter().map(|f| f["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["so-do-CANARYNAME.pdf", "anh.png", "b.pdf"]);
        let file = format!("{at}/files/{}", sender.json["files"][0]["id"].as_str().unwrap());
        let read = keeper.get(&file).await.ok();
        assert_eq!((read.bytes.as_slice(), read.header("content-disposition")), (pdf.as_slice(), Some("attachment")));
        portal.the_reviewer_of("culture_society_office").get(&file).await.refused(403, "forbidden");
        decides(&portal, &item, &receipt, "publish", json!({})).await.ok();
        adds(secret, "d.pdf", pdf).await.refused(409, "already_decided");
        assert!(!outside(&portal, &item).await.contains("CANARY"));
    }
);
