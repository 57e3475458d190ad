//! Reports of violations, told to who reported; ratings that remember nobody.

use chrono::TimeDelta;
use cong_tests::person::send;
use cong_tests::portal::number;
use cong_tests::{Portal, Reply, an_article, both};
use serde_json::{Value, json};

use crate::consultations::posts;
use crate::letters::proof;

const REPORTS: &str = "/api/v1/violation-reports";
pub const DESK: &str = "/api/v1/moderation/reports";

pub async fn reports(portal: &Portal, path: &str, reporter: Value) -> Reply {
    let body = json!({"path": path, "reason": "personal_data", "text": "Ảnh CANARY của tôi, đăng khi chưa hỏi tôi.", "reporter": reporter,
        "proof": proof(portal).await});
    posts(portal, REPORTS, &body).await
}

async fn follows(portal: &Portal, receipt: &Reply) -> Reply {
    let path = format!("{REPORTS}/{}", receipt.json["code"].as_str().expect("a code"));
    portal.a_visitor().asks("GET", &path, &[("x-sender-secret", receipt.json["secret"].as_str().expect("a secret"))]).await
}

both!(
    async fn a_violation_is_reported_decided_and_told(portal: Portal) {
        let item = portal.published(an_article()).await;
        reports(&portal, "/tin-bai/khong-co", Value::Null).await.refused(422, "invalid");
        reports(&portal, item.path(), json!({"phone": "0912 000 000"})).await.refused(422, "invalid");
        let contact = json!({"name": "CANARYNAME", "email": "canary@vidu.vn", "consent": true});
        let receipt = reports(&portal, item.path(), contact).await.answered(201);
        let keeper = portal.the_secretariat();
        portal.a_unit_editor().in_unit("public_service_unit_center").get(DESK).await.refused(403, "forbidden");
        let list = keeper.get(DESK).await.ok();
        let one = &list.data()[0];
        assert!(!list.text().contains("CANARY"), "the list tells nothing of the sender");
        let at = format!("{DESK}/{}", one["id"].as_str().unwrap());
        let whole = keeper.get(&at).await.ok();
        assert_eq!((&whole.json["email"], &whole.json["page"]["id"]), (&json!("canary@vidu.vn"), &json!(item.id())));
        let db = portal.tables().await;
        assert_eq!(number(&db, "SELECT count(*) FROM access_log WHERE what = 'violation_report'").await, 1, "a look is noted");
        assert_eq!(number(&db, "SELECT count(*) FROM change_log WHERE payload LIKE '%CANARY%'").await, 0);
        let _ = db.close().await;

        let claimed = keeper.post_at(&format!("{at}/claim"), &whole.etag(), json!({})).await.ok();
        portal.the_deputy_editor().post_at(&format!("{at}/claim"), &claimed.etag(), json!({})).await.refused(409, "conflict");
        keeper.post_at(&format!("{at}/claim"), &whole.etag(), json!({})).await.refused(412, "stale");
        let words = json!({"outcome": "withdrawn", "reason": "Đã gỡ, xin lỗi bạn."});
        let decide = format!("{at}/decide");
        keeper.post_at(&decide, &claimed.etag(), words.clone()).await.refused(409, "conflict");
        keeper.post_at(&decide, &claimed.etag(), json!({"outcome": "corrected", "reason": "Đã sửa."})).await.refused(409, "conflict");
        assert_eq!(follows(&portal, &receipt).await.ok().json["state"], "open");
        keeper.withdraws(&item, "Ảnh đăng khi chưa được đồng ý.").await;
        let dry = keeper.post_at(&format!("{decide}?dry_run=true"), &claimed.etag(), words.clone()).await.ok();
        assert_eq!(dry.json["state"], "decided");
        keeper.post_at(&decide, &claimed.etag(), words.clone()).await.ok();
        keeper.post_at(&decide, "\"v3\"", words).await.refused(409, "already_decided");
        let mine = follows(&portal, &receipt).await.ok();
        assert_eq!((&mine.json["outcome"], &mine.json["outcome_reason"]), (&json!("withdrawn"), &json!("Đã gỡ, xin lỗi bạn.")));
        assert_eq!(mine.json["title"], "", "what was taken away is not named");
        assert_eq!(keeper.get(&format!("{DESK}?state=decided")).await.ok().data().len(), 1);
        // One of the portal's own pages: there is nothing to withdraw, and correcting it leaves no mark on a publication.
        let receipt = reports(&portal, "/en/van-ban", Value::Null).await.answered(201);
        let list = keeper.get(DESK).await.ok();
        assert_eq!(list.data()[0]["page"], json!({"id": null, "title": "Văn bản", "path": "/van-ban", "status": null}));
        let at = format!("{DESK}/{}", list.data()[0]["id"].as_str().unwrap());
        let whole = keeper.get(&at).await.ok();
        let decide = format!("{at}/decide");
        keeper.post_at(&decide, &whole.etag(), json!({"outcome": "withdrawn", "reason": "Đã gỡ."})).await.refused(409, "conflict");
        keeper.post_at(&decide, &whole.etag(), json!({"outcome": "corrected", "reason": "Đã sửa."})).await.ok();
        assert_eq!(follows(&portal, &receipt).await.ok().json["path"], "/van-ban");
        portal.worker_does_what_is_due().await;
    }
);

both!(
    async fn the_same_report_twice_is_one_and_too_many_wait(portal: Portal) {
        let item = portal.published(an_article()).await;
        let body = json!({"path": item.path(), "reason": "other", "text": "Bấm hai lần cùng lúc.", "proof": proof(&portal).await});
        let (a, b) = tokio::join!(posts(&portal, REPORTS, &body), posts(&portal, REPORTS, &body));
        assert_eq!(a.answered(201).json, b.answered(201).json);
        for _ in 0..18 {
            reports(&portal, item.path(), Value::Null).await.answered(201);
        }
        reports(&portal, item.path(), Value::Null).await.refused(429, "too_many_attempts");
        portal.wait(TimeDelta::hours(1));
        reports(&portal, item.path(), Value::Null).await.answered(201);
    }
);

async fn rates(portal: &Portal, path: &str, how: &str) -> Reply {
    let at = "/api/v1/ratings";
    send(portal.client().post(portal.url(at)).json(&json!({"path": path, "satisfaction": how})), at).await
}

both!(
    async fn a_page_is_rated_once_a_day_and_told_when_enough_have(portal: Portal) {
        let (item, other) = (portal.published(an_article()).await, portal.published(an_article()).await);
        rates(&portal, item.path(), "satisfied").await.answered(204);
        rates(&portal, item.path(), "dissatisfied").await.refused(409, "conflict");
        rates(&portal, other.path(), "dissatisfied").await.answered(204);
        rates(&portal, "/tin-bai/khong-co", "satisfied").await.refused(422, "invalid");
        rates(&portal, item.path(), "perhaps").await.refused(422, "invalid");
        let told = async |path: &str| portal.a_visitor().get(&format!("/api/v1/ratings?path={path}")).await.ok().json;
        assert_eq!(told(item.path()).await, json!({"votes": null, "satisfied": null, "neutral": null, "dissatisfied": null}));
        for _ in 0..9 {
            portal.wait(TimeDelta::days(1));
            rates(&portal, item.path(), "neutral").await.answered(204);
        }
        assert_eq!(told(item.path()).await, json!({"votes": 10, "satisfied": 1, "neutral": 9, "dissatisfied": 0}));
        let desk = portal.the_secretariat();
        let by = async |by: &str| desk.get(&format!("/api/v1/desk/ratings?from=2026-11&to=2026-12&by={by}")).await.ok();
        let months = by("month").await;
        assert_eq!(months.data().len(), 2, "{}", months.json);
        let pages = by("page").await;
        assert_eq!((&pages.data()[0]["path"], &pages.data()[0]["dissatisfied"]), (&json!(other.path()), &json!(1)), "the worst first");
        assert_eq!(by("section").await.data()[0]["neutral"], 9);
        // The portal's own pages count too, once for both languages.
        rates(&portal, "/danh-ba", "dissatisfied").await.answered(204);
        rates(&portal, "/en/danh-ba", "satisfied").await.refused(409, "conflict");
        rates(&portal, "/ban-lam-viec", "satisfied").await.refused(422, "invalid");
        assert!(by("page").await.data().iter().any(|row| row["path"] == "/danh-ba" && row["name"] == "Danh bạ"));
        for bad in ["from=2026-13&to=2026-12", "from=2026-12&to=2026-11", "from=2020-01&to=2026-11", "from=2026-11"] {
            desk.get(&format!("/api/v1/desk/ratings?{bad}")).await.refused(422, "invalid");
        }
        portal
            .a_unit_editor()
            .in_unit("public_service_unit_center")
            .get("/api/v1/desk/ratings?from=2026-11&to=2026-12")
            .await
            .refused(403, "forbidden");
        // Nothing but numbers is kept.
        let db = portal.tables().await;
        assert_eq!(number(&db, "SELECT count(*) FROM rating").await, 4);
        let _ = db.close().await;
    }
);
