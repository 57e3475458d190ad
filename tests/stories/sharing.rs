//! One writing, many uses: what is public is made ready for Zalo, the loudspeaker and the notice board.

use cong_tests::{Portal, an_article, both};
use serde_json::json;

both!(
    async fn an_article_is_passed_on(portal: Portal) {
        let article = an_article()
            .titled("UBND phường tổng vệ sinh ngày 24/11/2026")
            .saying("<p>Tập trung lúc 7h30 tại sân UBND theo Kế hoạch số 56/KH-UBND. Hơn 300 người tham gia.</p>")
            .with("details", json!({"occurred_at": "2026-11-24T07:30:00+07:00", "place": "Sân UBND phường"}));
        let item = portal.published(article).await;
        let at = format!("/api/v1/publications/{}/sharing", item.id());
        let told = portal.a_visitor().get(&at).await.ok().json;
        let link = format!("https://thanhdong.example{}", item.path());
        let text = told["zalo"]["text"].as_str().unwrap();
        assert!(text.starts_with("UBND phường tổng vệ sinh ngày 24/11/2026\n"), "{text}");
        assert!(text.contains(&link) && text.trim_end().ends_with(told["attribution"].as_str().unwrap()), "{text}");
        assert_eq!(text.matches('•').count(), 3, "{text}");
        let script = told["loudspeaker"]["script"].as_str().unwrap();
        for said in ["Ủy ban nhân dân phường", "ngày 24 tháng 11 năm 2026", "7 giờ 30 phút", "Kế hoạch số 56 của Ủy ban nhân dân"]
        {
            assert!(script.contains(said), "{said}: {script}");
        }
        assert!(!script.contains("UBND"), "{script}");
        let svg = portal.a_visitor().get(&format!("/api/v1/publications/{}/qr.svg", item.id())).await.ok();
        assert_eq!(told["poster"]["qr_svg"], json!(svg.text()));
    }
);

both!(
    async fn what_is_not_public_has_no_other_uses(portal: Portal) {
        let writer = portal.a_contributor().in_unit("residential_group_5");
        let draft = writer.writes(an_article()).await;
        let at = |id: &str| format!("/api/v1/publications/{id}/sharing");
        portal.a_visitor().get(&at(draft.id())).await.refused(404, "not_found");
        portal.a_visitor().get(&at("nonsense")).await.refused(404, "not_found");
        let item = portal.published(an_article()).await;
        let secretariat = portal.the_secretariat();
        let seen = secretariat.reads(&item).await;
        secretariat.post_at(&format!("{}/withdraw", item.at()), &seen.etag(), json!({"reason": "Nhầm."})).await.ok();
        portal.a_visitor().get(&at(item.id())).await.refused(410, "gone");
    }
);

both!(
    async fn the_secretariat_says_how_an_abbreviation_is_spoken(portal: Portal) {
        let item = portal.published(an_article().titled("VNPT sửa cáp")).await;
        let at = format!("/api/v1/publications/{}/sharing", item.id());
        let before = portal.a_visitor().get(&at).await.ok().json;
        assert_eq!(before["loudspeaker"]["unknown"], json!(["VNPT"]));
        let words = json!({"written": "VNPT", "spoken": "Tập đoàn Bưu chính Viễn thông"});
        portal
            .a_contributor()
            .in_unit("residential_group_5")
            .post("/api/v1/desk/abbreviations", words.clone())
            .await
            .refused(403, "forbidden");
        let secretariat = portal.the_secretariat();
        secretariat.post("/api/v1/desk/abbreviations", json!({"written": "a b", "spoken": ""})).await.refused(422, "invalid");
        secretariat.post("/api/v1/desk/abbreviations", words).await.ok();
        let after = portal.a_visitor().get(&at).await.ok().json;
        assert!(after["loudspeaker"]["script"].as_str().unwrap().contains("Tập đoàn Bưu chính Viễn thông"), "{after}");
        secretariat
            .post("/api/v1/desk/abbreviations/end", json!({"written": "VNPT", "valid_to": "2026-11-22"}))
            .await
            .refused(404, "not_found");
        secretariat.post("/api/v1/desk/abbreviations/end", json!({"written": "VNPT"})).await.ok();
        let list = secretariat.get("/api/v1/desk/abbreviations").await.ok().json;
        assert!(list["data"].as_array().unwrap().iter().any(|a| a["written"] == "VNPT" && a["valid_to"] == "2026-11-23"));
    }
);
