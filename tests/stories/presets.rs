//! How much is switched on: settings in time, the preset and what it shows, and the smallest ward walking an article through.

use chrono::TimeDelta;
use cong_tests::{Portal, an_article, both};
use serde_json::{Value, json};

const SETTINGS: &str = "/api/v1/settings";

async fn switch(portal: &Portal, preset: &str) {
    let body = json!({"name": "preset", "value": preset, "decision_number": "88/QĐ-UBND", "decision_date": "2026-11-20"});
    portal.as_("quantri").post(SETTINGS, body).await.ok();
}

async fn preset(portal: &Portal, username: &str) -> Value {
    portal.as_(username).get("/api/v1/auth/me").await.ok().json["preset"].clone()
}

both!(
    async fn a_setting_has_its_time_and_keeps_its_past(portal: Portal) {
        let admin = portal.as_("quantri");
        portal.as_("truongban").get(SETTINGS).await.refused(403, "forbidden");
        for (body, pointer) in [
            (json!({"name": "slogan", "value": "x", "valid_from": "2026-11-22"}), "/valid_from"),
            (json!({"name": "preset", "value": "compact"}), "/decision_number"),
            (json!({"name": "preset", "value": "huge", "decision_number": "1"}), "/value"),
            (json!({"name": "contact", "value": {"fax": "1"}}), "/value"),
            (json!({"name": "standing_body", "value": "nowhere"}), "/value"),
            (json!({"name": "demo", "value": false}), "/name"),
        ] {
            assert_eq!(admin.post(SETTINGS, body).await.refused(422, "invalid").pointers(), [pointer]);
        }
        let name = "Cổng thông tin điện tử phường Thành Đông mới";
        let new = json!({"name": "name", "value": name, "valid_from": "2026-12-01", "decision_number": "90/QĐ-UBND", "decision_date": "2026-11-20"});
        let told = admin.post(SETTINGS, new).await.ok();
        let ahead = told.data().iter().find(|s| s["value"] == name).unwrap();
        assert_eq!((&ahead["in_force"], &ahead["set_by"].is_string()), (&json!(false), &true));
        let shown = async || portal.a_visitor().get("/api/v1/site").await.ok().json["name"].clone();
        assert_ne!(shown().await, name);
        portal.wait(TimeDelta::days(8));
        assert_eq!(shown().await, name, "its day has come, and nobody had to do anything");
        let names: Vec<_> = admin.get(SETTINGS).await.ok().data().iter().filter(|s| s["name"] == "name").cloned().collect();
        assert_eq!(names.len(), 2);
        assert_eq!((&names[0]["in_force"], &names[1]["in_force"]), (&json!(false), &json!(true)));
    }
);

both!(
    async fn switching_shows_and_hides_and_loses_nothing(portal: Portal) {
        let admin = portal.as_("quantri");
        let chief = portal.the_editor_in_chief();
        let contributor = admin.get("/api/v1/users?q=ctv2").await.ok().ids()[0].clone();
        let entry = json!({"status": "active", "since": "2026-01-05", "decision_number": "12/QĐ-UBND"});
        chief.put(&format!("/api/v1/contributors/{contributor}"), entry).await.ok();
        let before = portal.row_counts().await;
        let preview = admin.get("/api/v1/presets/compact").await.ok().json;
        let parts =
            |name: &str| preview[name].as_array().unwrap().iter().map(|p| p["part"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        assert!(parts("appear").is_empty() && parts("disappear").contains(&"routing_by_field".to_owned()));
        let duties: Vec<_> = preview["manual"].as_array().unwrap().iter().map(|d| d["citation"].as_str().unwrap()).collect();
        for citation in ["Điều 12 khoản 5", "Điều 13 khoản 11", "Điều 14 khoản 2"] {
            assert!(duties.contains(&citation), "{citation} stays manual");
        }
        assert_eq!(preset(&portal, "ctv").await, "full");
        switch(&portal, "compact").await;
        assert_eq!(preset(&portal, "ctv").await, "compact");
        assert_eq!(portal.a_visitor().get("/api/v1/site").await.ok().json["preset"], "compact");
        switch(&portal, "full").await;
        assert_eq!(preset(&portal, "ctv").await, "full");
        assert_eq!(chief.get("/api/v1/contributors").await.ok().data().len(), 1);
        let technical = ["site_setting", "change_log", "session", "security_log", "change_head"];
        let kept = |rows: Vec<(String, i64)>| rows.into_iter().filter(|(t, _)| !technical.contains(&t.as_str())).collect::<Vec<_>>();
        assert_eq!(kept(before), kept(portal.row_counts().await));
        let log =
            cong_tests::portal::column::<String>(&portal.tables().await, "SELECT payload FROM change_log WHERE verb = 'preset_changed'")
                .await;
        assert!(log.iter().any(|p| p.contains("\"before\":\"full\"") && p.contains("\"after\":\"compact\"")), "{log:?}");
    }
);

both!(
    async fn in_the_smallest_ward_three_people_walk_an_article_through(portal: Portal) {
        switch(&portal, "compact").await;
        let (writer, secretary, approver) = (portal.as_("bientap"), portal.as_("tothuky"), portal.as_("photruongban"));
        let item = writer.submits(&writer.writes(an_article().about("propaganda_education")).await).await;
        assert_eq!(writer.reads(&item).await.state(), "editing", "no field review: straight to the secretary");
        secretary.sends_up(&secretary.reads(&item).await).await;
        approver.approves(&approver.finds_in_the_queue(&item).await).await;
        let out = portal.a_visitor().get(&format!("/api/v1/publications/{}", item.id())).await.ok();
        assert_eq!(out.json["status"], "live");
        // Back in the full ward the same kind of text is reviewed by its field again (Đ14.2).
        switch(&portal, "full").await;
        let next = writer.submits(&writer.writes(an_article().about("propaganda_education")).await).await;
        assert_eq!(writer.reads(&next).await.state(), "field_review");
    }
);
