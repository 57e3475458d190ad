//! At the desk: working copies, leases, revisions, routing, dry runs.

use chrono::TimeDelta;
use cong_tests::{Portal, a_page, an_article, both};
use serde_json::json;

both!(
    async fn the_first_save_wins_and_the_second_is_told(portal: Portal) {
        let contributor = portal.a_contributor().in_unit("school");
        let item = contributor.writes(an_article()).await;
        let content = item.json["content"].clone();
        contributor.put(&item.at(), content.clone()).await.refused(428, "precondition_required");
        contributor.put_at(&item.at(), &item.etag(), content.clone()).await.ok();
        let stale = contributor.put_at(&item.at(), &item.etag(), content).await.refused(412, "stale");
        assert!(stale.json["version"].is_i64(), "the client learns what to load: {}", stale.json);
    }
);

both!(
    async fn autosave_leaves_no_trace_in_the_history(portal: Portal) {
        let contributor = portal.a_contributor().in_unit("school");
        let item = contributor.writes(an_article()).await;
        for n in 0..5 {
            contributor.edits(&item, |content| content["summary"] = json!(format!("Lần {n}"))).await;
        }
        assert_eq!(contributor.get(&format!("{}/history", item.at())).await.ok().data().len(), 1);
        assert!(contributor.get(&format!("{}/revisions", item.at())).await.ok().data().is_empty());
        let named = contributor.post(&format!("{}/revisions", item.at()), json!({"name": "Bản gửi thầy xem"})).await.answered(201);
        assert_eq!(named.json["no"], 1);
        contributor.edits(&item, |content| content["title"] = json!("Đổi hẳn")).await;
        let compared = contributor.get(&format!("{}/diff?from={}&to=working", item.at(), named.json["id"].as_str().unwrap())).await.ok();
        assert_eq!(compared.json["fields"][0]["field"], "title");
        let etag = contributor.reads(&item).await.etag();
        let path = format!("{}/revisions/{}/restore", item.at(), named.json["id"].as_str().unwrap());
        let restored = contributor.post_at(&path, &etag, json!({})).await.ok();
        assert_eq!(restored.json["content"]["title"], item.json["content"]["title"]);
    }
);

both!(
    async fn one_writes_and_the_other_may_take_over(portal: Portal) {
        let author = portal.a_unit_editor().in_unit("public_service_unit_center");
        let head = portal.a("unit_head").in_unit("public_service_unit_center");
        let item = author.writes(an_article()).await;
        let lease = format!("{}/lease", item.at());
        author.put(&lease, json!({"take_over": false})).await.ok();
        let held = head.reads(&item).await;
        assert_eq!(held.json["lease"]["mine"], false);
        head.put(&lease, json!({"take_over": false})).await.refused(409, "lease_held");
        head.put_at(&item.at(), &held.etag(), held.json["content"].clone()).await.refused(409, "lease_held");
        head.put(&lease, json!({"take_over": true})).await.ok();
        author.put_at(&item.at(), &held.etag(), held.json["content"].clone()).await.refused(409, "lease_held");
        // A lease that is not renewed ends by itself.
        portal.wait(TimeDelta::minutes(4));
        assert!(author.reads(&item).await.json["lease"].is_null());
        author.put(&lease, json!({"take_over": false})).await.ok();
    }
);

both!(
    async fn several_fields_need_each_of_their_units(portal: Portal) {
        let contributor = portal.a_contributor().in_unit("residential_group_5");
        let culture = portal.the_reviewer_of("culture_society_office");
        let office = portal.the_reviewer_of("council_committee_office");
        let item = contributor.writes(an_article().about_all(&["culture", "security"])).await;
        let item = contributor.submits(&item).await;
        culture.approves(&culture.finds_in_the_queue(&item).await).await;
        assert_eq!(contributor.reads(&item).await.state(), "field_review", "one of two");
        // The second one returns it; after mending the text is new, so both look again.
        office.returns(&office.finds_in_the_queue(&item).await, "Thiếu nguồn.").await;
        let item = contributor.reads(&item).await;
        contributor.edits(&item, |content| content["summary"] = json!("Có nguồn.")).await;
        contributor.submits(&item).await;
        culture.approves(&culture.finds_in_the_queue(&item).await).await;
        office.approves(&office.finds_in_the_queue(&item).await).await;
        assert_eq!(contributor.reads(&item).await.state(), "editing");
    }
);

both!(
    async fn an_unchanged_text_keeps_its_approval(portal: Portal) {
        let contributor = portal.a_contributor().in_unit("residential_group_5");
        let culture = portal.the_reviewer_of("culture_society_office");
        let office = portal.the_reviewer_of("council_committee_office");
        let item = contributor.writes(an_article().about_all(&["culture", "security"])).await;
        contributor.submits(&item).await;
        culture.approves(&culture.finds_in_the_queue(&item).await).await;
        office.returns(&office.finds_in_the_queue(&item).await, "Xin xem lại.").await;
        contributor.submits(&item).await;
        assert!(culture.looks_in_the_queue_for(&item).await.is_none(), "it approved this very text");
        assert!(office.looks_in_the_queue_for(&item).await.is_some());
    }
);

both!(
    async fn what_is_handed_in_can_be_taken_back_until_somebody_has_it_in_hand(portal: Portal) {
        let contributor = portal.a_contributor().in_unit("residential_group_5");
        let reviewer = portal.the_reviewer_of("culture_society_office");
        let item = contributor.writes(an_article().about("culture")).await;
        contributor.submits(&item).await;
        assert_eq!(contributor.recalls(&item).await.state(), "draft");
        assert!(reviewer.looks_in_the_queue_for(&item).await.is_none());
        contributor.submits(&item).await;
        reviewer.claims(&reviewer.finds_in_the_queue(&item).await).await;
        let refused = contributor.says(&item, "recall", json!({})).await;
        assert!(matches!(refused.status, 403 | 409), "{}", refused.text());
        refused.is_problem();
    }
);

both!(
    async fn a_dry_run_says_what_would_happen_and_changes_nothing(portal: Portal) {
        let contributor = portal.a_contributor().in_unit("residential_group_5");
        let item = contributor.writes(an_article().about("security")).await;
        let before = portal.row_counts().await;
        let told = contributor.post_at(&format!("{}/submit?dry_run=true", item.at()), &item.etag(), json!({})).await.ok();
        assert_eq!((told.json["allowed"].as_bool(), told.json["next"]["state"].as_str()), (Some(true), Some("field_review")));
        assert!(told.json["next"]["explanation"].as_str().unwrap().contains("Điều 12 khoản 5"), "{}", told.json);
        let told = contributor.post_at(&format!("{}/send-up?dry_run=true", item.at()), &item.etag(), json!({})).await.ok();
        assert_eq!(told.json["allowed"], false);
        assert!(!told.json["reasons"].as_array().unwrap().is_empty());
        assert_eq!(portal.row_counts().await, before);
        assert_eq!(contributor.reads(&item).await.state(), "draft");
    }
);

both!(
    async fn an_illegal_step_names_the_state_and_the_verbs_now_allowed(portal: Portal) {
        let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
        let item = portal.in_editing(an_article()).await;
        let refused = editor.says(&item, "submit", json!({})).await.refused(409, "illegal_transition");
        assert_eq!(refused.json["state"], "editing");
        assert_eq!(refused.json["allowed"], json!(["recall"]));
    }
);

both!(
    async fn text_is_kept_in_one_form_and_without_tricks(portal: Portal) {
        let contributor = portal.a_contributor().in_unit("school");
        let decomposed = "Ho\u{300}a giải\u{a0}ở  cơ sở";
        let hostile =
            "<p onclick=\"x()\">Chào <script>alert(1)</script><img src=x onerror=alert(1)><a href=\"javascript:alert(1)\">đây</a></p>";
        let item = contributor.writes(an_article().titled(decomposed).saying(hostile)).await;
        assert_eq!(item.json["content"]["title"], "Hòa giải ở cơ sở");
        let body = item.json["content"]["body_html"].as_str().unwrap();
        for trick in ["script", "onclick", "onerror", "javascript:"] {
            assert!(!body.contains(trick), "{body}");
        }
        for (title, code) in [("a\u{202e}b", "text_bidi_character"), ("a\u{0}b", "text_control_character")] {
            let request = an_article().titled(title).request(&portal).await;
            let refused = contributor.post("/api/v1/desk/items", request).await.refused(422, "invalid");
            assert_eq!(refused.json["errors"][0]["code"], code);
        }
        let lone = "{\"kind\":\"article\",\"content\":{\"title\":\"\\ud800\"}}";
        let reply = contributor.sends("/api/v1/desk/items", "application/json", lone.as_bytes().to_vec()).await;
        assert_eq!(reply.status, 400, "a lone surrogate is no text: {}", reply.text());
    }
);

both!(
    async fn units_do_not_see_each_others_drafts(portal: Portal) {
        let contributor = portal.a_contributor().in_unit("residential_group_5");
        let other = portal.a_contributor().in_unit("school");
        let item = contributor.writes(an_article().about("culture")).await;
        other.get(&item.at()).await.refused(404, "not_found");
        assert!(!other.get("/api/v1/desk/items?limit=100").await.ok().ids().contains(&item.id().to_owned()));
        for nosy in
            [portal.the_secretariat(), portal.the_editor_in_chief(), portal.a("auditor").anywhere(), portal.a("ward_chair").anywhere()]
        {
            nosy.get(&item.at()).await.refused(404, "not_found");
        }
        contributor.submits(&item).await;
        other.get(&item.at()).await.refused(404, "not_found");
        portal.the_secretariat().get(&item.at()).await.ok();
        portal.the_reviewer_of("culture_society_office").get(&item.at()).await.ok();
        portal.the_reviewer_of("party_building_committee").get(&item.at()).await.refused(404, "not_found");
        portal.a("technical_administrator").anywhere().get(&item.at()).await.refused(404, "not_found");
    }
);

both!(
    async fn a_page_without_a_section_owner_goes_straight_to_the_secretariat(portal: Portal) {
        let editor = portal.a_unit_editor().in_unit("public_administration_service_center");
        let item = editor.writes(a_page()).await;
        assert_eq!(editor.submits(&item).await.state(), "editing");
        let owned = editor.writes(an_article().in_section("chi-dao-dieu-hanh")).await;
        assert_eq!(editor.submits(&owned).await.state(), "field_review", "a section with an owner is the owner's to review");
    }
);
