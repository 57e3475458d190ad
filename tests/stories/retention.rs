//! What has been kept long enough goes, by a schedule that is dated data (Đ10.1); the log says that it went.

use chrono::TimeDelta;
use cong_tests::person::send;
use cong_tests::portal::number;
use cong_tests::{Portal, an_article, both};
use serde_json::json;

both!(
    async fn personal_data_and_technical_logs_end_and_texts_stay(portal: Portal) {
        let (office, admin) = (portal.the_reviewer_of("culture_society_office"), portal.as_("quantri"));
        let ask = async |name: &str| {
            let ask = json!({"kind": "person", "name": name, "purpose": "Viết bài về lịch sử địa phương",
                "contact": {"person_name": name, "phone": "0912 000 000"}, "consent": true});
            send(portal.client().post(portal.url("/api/v1/participants")).json(&ask), "ask").await.answered(202);
        };
        ask("Trần Thị Bình").await;
        ask("Lê Văn Chờ").await;
        let open = office.get("/api/v1/participants").await.ok();
        let refused = open.data().iter().find(|one| one["name"] == "Trần Thị Bình").expect("it waits")["id"].as_str().unwrap().to_owned();
        let at = format!("/api/v1/participants/{refused}");
        assert_eq!(office.get(&at).await.ok().json["contact"]["phone"], "0912 000 000");
        office.post(&format!("{at}/refuse"), json!({"reason": "Chưa phù hợp."})).await.ok();
        portal.published(an_article()).await;
        portal.worker_does_what_is_due().await;
        portal
            .client()
            .post(portal.url("/api/v1/auth/login"))
            .json(&json!({"username": "ctv", "password": "không phải"}))
            .send()
            .await
            .unwrap();
        let db = portal.tables().await;
        let count = async |table: &str| number(&db, &format!("SELECT count(*) FROM {table}")).await;
        let (texts, log) = (count("revision").await, count("change_log").await);
        assert!(count("notice").await > 0 && count("access_log").await == 1 && count("security_log").await > 0);
        // The schedule is a dated setting with bounds.
        let set = |value: serde_json::Value| json!({"name": "retention", "value": value, "decision_number": "12/QĐ-UBND"});
        let bad =
            admin.post("/api/v1/settings", set(json!({"participant_contact": 0, "look_log": 6, "security_log": 12, "notice": 999}))).await;
        assert_eq!(bad.refused(422, "invalid").pointers(), ["/value/participant_contact", "/value/look_log", "/value/notice"]);
        office.post("/api/v1/settings", set(json!({}))).await.refused(403, "forbidden");
        let own = json!({"participant_contact": 6, "look_log": 24, "security_log": 12, "notice": 12});
        admin.post("/api/v1/settings", set(own)).await.ok();
        // Half a year on: the contact of the decided request goes, that of the open one stays.
        portal.wait(TimeDelta::days(180));
        cong::app::sweep::sweep(portal.site()).await.unwrap();
        assert_eq!(count("participant_contact").await, 2, "a day too early");
        portal.wait(TimeDelta::days(3));
        cong::app::sweep::sweep(portal.site()).await.unwrap();
        assert_eq!(count("participant_contact").await, 1);
        let view = office.get(&at).await.ok();
        assert_eq!((&view.json["contact"], &view.json["state"]), (&json!(null), &json!("refused")), "{}", view.text());
        let logged = portal.the_editor_in_chief().get("/api/v1/audit?verb=keeping_ended").await.ok();
        assert_eq!((logged.data().len(), &logged.data()[0]["facts"]["subjects"]), (1, &json!([refused])));
        cong::app::sweep::sweep(portal.site()).await.unwrap();
        assert_eq!(portal.the_editor_in_chief().get("/api/v1/audit?verb=keeping_ended").await.ok().data().len(), 1, "said once");
        // A year on notices and the security log, two years on the looks.
        portal.wait(TimeDelta::days(190));
        cong::app::sweep::sweep(portal.site()).await.unwrap();
        assert_eq!(number(&db, "SELECT count(*) FROM notice WHERE at < '2026-12-31'").await, 0);
        assert!(number(&db, "SELECT count(*) FROM access_log WHERE at < '2026-12-31'").await == 1);
        portal.wait(TimeDelta::days(370));
        cong::app::sweep::sweep(portal.site()).await.unwrap();
        assert_eq!(number(&db, "SELECT count(*) FROM access_log WHERE at < '2026-12-31'").await, 0);
        assert!(count("revision").await == texts && count("change_log").await >= log, "texts and the log are kept for good");
    }
);
