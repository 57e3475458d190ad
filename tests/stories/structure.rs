//! The section tree: proposed, approved by somebody else, acting at once; what was written stays where it is found.

use cong_tests::{Person, Portal, Reply, an_article, both};
use serde_json::{Value, json};

const PROPOSALS: &str = "/api/v1/desk/section-proposals";

async fn proposes(person: &Person, change: Value) -> Reply {
    person.post(PROPOSALS, json!({"change": change, "reason": "Để người dân dễ tìm."})).await
}

async fn decides(person: &Person, proposal: &Reply, verb: &str, words: Value) -> Reply {
    let id = proposal.json["id"].as_str().expect("an id");
    let version = &proposal.json["version"];
    person.post_at(&format!("{PROPOSALS}/{id}/{verb}"), &format!("\"v{version}\""), words).await
}

/// Proposed by the Secretariat and approved by a deputy.
async fn changes(portal: &Portal, change: Value) -> Reply {
    let proposal = proposes(&portal.the_secretariat(), change).await.answered(201);
    let words = json!({"decision_number": "12/QĐ-BBT", "decision_date": "2026-11-23"});
    let done = decides(&portal.the_deputy_editor(), &proposal, "approve", words).await.ok();
    while portal.worker_does_what_is_due().await > 0 {}
    done
}

async fn slugs(portal: &Portal) -> Vec<String> {
    let told = portal.a_visitor().get("/api/v1/sections").await.ok();
    told.data().iter().map(|s| s["slug"].as_str().expect("a slug").to_owned()).collect()
}

both!(
    async fn a_renamed_section_is_found_under_both_names(portal: Portal) {
        let item = portal.published(an_article()).await;
        let visitor = portal.a_visitor();
        let news = portal.section("tin-tuc-su-kien").await;
        let wanted = json!({"action": "rename", "section": news, "name": "Tin phường", "name_en": "Ward news"});
        // A proposal changes nothing; nobody decides about their own.
        let chief = portal.the_editor_in_chief();
        let own = proposes(&chief, wanted.clone()).await.answered(201);
        assert!(own.json["may_decide"] == false && own.json["may_withdraw"] == true);
        let refused = decides(&chief, &own, "approve", json!({})).await.refused(403, "forbidden");
        assert_eq!(refused.json["reason"], "four_eyes");
        decides(&portal.the_secretariat(), &own, "withdraw", json!({})).await.refused(403, "forbidden");
        decides(&chief, &own, "withdraw", json!({})).await.ok();
        decides(&portal.the_deputy_editor(), &own, "approve", json!({})).await.refused(409, "already_decided");
        assert_eq!(slugs(&portal).await, ["tin-tuc-su-kien"]);

        let done = changes(&portal, wanted).await;
        assert_eq!((&done.json["state"], &done.json["publications"]), (&json!("approved"), &json!(1)));
        assert_eq!(slugs(&portal).await, ["tin-phuong"]);
        // The page, the API, the feed and what stands beside the text follow; the text and its approval do not.
        for lang in ["", "/en"] {
            let moved = visitor.get(&format!("{lang}/chuyen-muc/tin-tuc-su-kien")).await.answered(301);
            assert_eq!(moved.header("location"), Some(format!("{lang}/chuyen-muc/tin-phuong").as_str()));
        }
        let moved = visitor.get("/api/v1/sections/tin-tuc-su-kien").await.answered(301);
        assert_eq!(moved.header("location"), Some("/api/v1/sections/tin-phuong"));
        assert_eq!(visitor.get("/api/v1/sections/tin-phuong").await.ok().json["publications"], 1);
        assert!(visitor.get("/chuyen-muc/tin-phuong").await.ok().text().contains("<h1>Tin phường</h1>"));
        for slug in ["tin-tuc-su-kien", "tin-phuong"] {
            assert_eq!(visitor.get(&format!("/api/v1/publications?section={slug}&count=exact")).await.ok().json["total"], 1, "{slug}");
            assert!(visitor.get(&format!("/feeds/{slug}.atom")).await.ok().text().contains("Tin phường"));
        }
        let shown = visitor.get(&format!("/api/v1/publications/{}", item.id())).await.ok().json;
        assert_eq!((&shown["section"]["name"], &shown["section"]["slug"]), (&json!("Tin phường"), &json!("tin-phuong")));
        let feed = visitor.get("/api/v1/changes?limit=100").await.ok();
        assert!(feed.data().iter().any(|c| c["verb"] == "reprojected"), "{}", feed.json);
        assert!(visitor.get("/sitemap.xml").await.text().contains("/chuyen-muc/tin-phuong<"));
        // The former address stays this section's, and may become its address again.
        let documents = portal.section("van-ban").await;
        let taken = json!({"action": "rename", "section": documents, "name": "Văn bản mới", "slug": "tin-tuc-su-kien"});
        assert_eq!(proposes(&chief, taken).await.refused(422, "invalid").pointers(), ["/change/slug"]);
        changes(&portal, json!({"action": "rename", "section": news, "name": "Tin tức, sự kiện", "slug": "tin-tuc-su-kien"})).await;
        assert_eq!(visitor.get("/chuyen-muc/tin-phuong").await.answered(301).header("location"), Some("/chuyen-muc/tin-tuc-su-kien"));
        // Every change is kept, with who, when and by which decision.
        let history = portal.the_secretariat().get(&format!("/api/v1/desk/sections/{news}/versions")).await.ok();
        let names: Vec<_> = history.data().iter().map(|v| v["name"].as_str().unwrap_or_default()).collect();
        assert_eq!(names, ["Tin tức, sự kiện", "Tin phường", "Tin tức, sự kiện"]);
        assert_eq!(history.data()[1]["decision_number"], "12/QĐ-BBT");
        assert!(history.data()[1]["approved_by"].is_string() && history.data()[2]["approved_by"].is_null());
    }
);

both!(
    async fn a_closed_section_leaves_its_content_where_the_board_said(portal: Portal) {
        let published = portal.published(an_article()).await;
        let author = portal.a_unit_editor().in_unit("public_service_unit_center");
        let draft = author.writes(an_article()).await;
        let secretariat = portal.the_secretariat();
        let (news, notices) = (portal.section("tin-tuc-su-kien").await, portal.section("thong-bao").await);
        let homeless = proposes(&secretariat, json!({"action": "close", "section": news})).await.refused(422, "invalid");
        assert_eq!(homeless.pointers(), ["/change/into"]);
        proposes(&secretariat, json!({"action": "close", "section": news, "into": news})).await.refused(422, "invalid");
        let closed = changes(&portal, json!({"action": "close", "section": news, "into": notices})).await;
        assert_eq!(closed.json["decision_number"], "12/QĐ-BBT");
        let visitor = portal.a_visitor();
        assert_eq!(slugs(&portal).await, ["thong-bao"]);
        assert_eq!(visitor.get("/chuyen-muc/tin-tuc-su-kien").await.answered(301).header("location"), Some("/chuyen-muc/thong-bao"));
        let list = visitor.get("/api/v1/publications?section=thong-bao&count=exact").await.ok();
        assert_eq!((list.ids(), &list.json["total"]), (vec![published.id().to_owned()], &json!(1)));
        assert_eq!(list.data()[0]["section"]["slug"], "thong-bao");
        // What is being written goes along; what was frozen comes out where it belongs now.
        let draft = author.reads(&draft).await;
        assert_eq!(draft.json["content"]["section_id"], json!(notices));
        let draft = author.edits(&draft, |content| { content.insert("section_id".into(), json!(news)); }).await;
        assert_eq!(draft.json["content"]["section_id"], json!(notices));
        let desk = secretariat.get("/api/v1/desk/sections").await.ok();
        assert!(desk.data().iter().all(|s| s["slug"] != "tin-tuc-su-kien"));
        // Nothing more is asked of a section that is closed, and nothing goes into it.
        for change in [json!({"action": "rename", "section": news, "name": "Khác"}), json!({"action": "move", "section": notices, "parent": news})] {
            proposes(&secretariat, change).await.refused(422, "invalid");
        }
        // An empty one needs no heir, and then takes no texts.
        let empty = portal.section("thong-ke").await;
        changes(&portal, json!({"action": "close", "section": empty})).await;
        visitor.get("/chuyen-muc/thong-ke").await.answered(404);
        let orphan = author.writes(an_article().in_section("thong-ke")).await;
        assert_eq!(author.says(&orphan, "submit", json!({})).await.refused(422, "invalid").pointers(), ["/section_id"]);
    }
);

both!(
    async fn sections_are_opened_and_moved_and_a_refusal_has_its_reason(portal: Portal) {
        let (secretariat, deputy) = (portal.the_secretariat(), portal.the_deputy_editor());
        let contributor = portal.a_contributor().in_unit("school");
        let news = portal.section("tin-tuc-su-kien").await;
        let new = json!({"action": "open", "name": "Chuyển đổi số", "name_en": "Digital transformation", "parent": news, "info_class": "news_event"});
        proposes(&contributor, new.clone()).await.refused(403, "forbidden");
        // A dry run says the same and keeps nothing.
        let body = json!({"change": {"action": "open", "name": " ", "slug": "all", "parent": news}, "reason": ""});
        let dry = secretariat.post(&format!("{PROPOSALS}?dry_run=true"), body).await.refused(422, "invalid");
        let mut pointers = dry.pointers();
        pointers.sort_unstable();
        assert_eq!(pointers, ["/change/info_class", "/change/name", "/change/slug", "/reason"]);
        let dry = secretariat.post(&format!("{PROPOSALS}?dry_run=true"), json!({"change": new, "reason": "Thử."})).await.ok();
        assert_eq!(dry.json["change"]["slug"], "chuyen-doi-so");
        assert!(secretariat.get(PROPOSALS).await.ok().data().is_empty());

        let proposal = proposes(&secretariat, new.clone()).await.answered(201);
        assert_eq!(deputy.get(&format!("{PROPOSALS}?state=proposed")).await.ok().data()[0]["may_decide"], true);
        while portal.worker_does_what_is_due().await > 0 {}
        let told = deputy.get("/api/v1/notices").await.ok();
        assert!(told.data().iter().any(|n| n["kind"] == "structure_proposed"), "{}", told.json);
        assert_eq!(decides(&deputy, &proposal, "refuse", json!({})).await.refused(422, "invalid").pointers(), ["/note"]);
        decides(&deputy, &proposal, "refuse", json!({"note": "Trùng với Tin tức."})).await.ok();

        let opened = changes(&portal, new.clone()).await;
        proposes(&secretariat, new).await.refused(422, "invalid");
        let named = opened.json["named"].as_array().expect("names");
        let id = named.iter().find(|n| n["slug"] == "chuyen-doi-so").expect("the new section")["id"].clone();
        // Empty, it is not shown; with a text in it, its parent is too.
        assert!(slugs(&portal).await.is_empty());
        portal.a_visitor().get("/chuyen-muc/chuyen-doi-so").await.answered(404);
        portal.published(an_article().in_section("chuyen-doi-so")).await;
        assert_eq!(slugs(&portal).await, ["chuyen-doi-so", "tin-tuc-su-kien"]);
        let parent = portal.a_visitor().get("/chuyen-muc/tin-tuc-su-kien").await.ok().text();
        assert!(parent.contains("href=\"/chuyen-muc/chuyen-doi-so\""), "the page of a parent leads to its children");
        let ring = json!({"action": "move", "section": news, "parent": id});
        assert_eq!(proposes(&secretariat, ring).await.refused(422, "invalid").pointers(), ["/change/parent"]);
        // At the top, behind the documents.
        let documents = portal.section("van-ban").await;
        changes(&portal, json!({"action": "move", "section": id, "after": documents})).await;
        let desk = secretariat.get("/api/v1/desk/sections").await.ok();
        let tops: Vec<_> = desk.data().iter().filter(|s| s["parent_id"].is_null()).map(|s| s["slug"].as_str().unwrap_or_default()).collect();
        let at = tops.iter().position(|s| *s == "chuyen-doi-so").expect("it stands at the top");
        assert_eq!(tops[at - 1], "van-ban");
        let office = portal.unit("culture_society_office").await;
        changes(&portal, json!({"action": "assign", "section": id, "owner_unit": office})).await;
        let history = secretariat.get(&format!("/api/v1/desk/sections/{}/versions", id.as_str().expect("an id"))).await.ok();
        let done: Vec<_> = history.data().iter().map(|v| v["action"].as_str().unwrap_or_default()).collect();
        assert_eq!(done, ["assign", "move", "open"]);
    }
);

both!(
    async fn a_full_section_is_shown_anew_to_the_last_text(portal: Portal) {
        for n in 0..3 {
            portal.published(an_article().titled(&format!("Tin số {n}"))).await;
        }
        let news = portal.section("tin-tuc-su-kien").await;
        // Renamed twice in a row: what is shown in the end is the last name.
        for name in ["Tên thứ nhất", "Tên thứ hai"] {
            let wanted = json!({"action": "rename", "section": news, "name": name});
            let proposal = proposes(&portal.the_secretariat(), wanted).await.answered(201);
            decides(&portal.the_deputy_editor(), &proposal, "approve", json!({})).await.ok();
        }
        while portal.worker_does_what_is_due().await > 0 {}
        let list = portal.a_visitor().get("/api/v1/publications").await.ok();
        assert_eq!(list.data().len(), 3);
        assert!(list.data().iter().all(|p| p["section"]["slug"] == "ten-thu-hai"), "{}", list.json);
        let hits = portal.a_visitor().get("/api/v1/search?q=tin&section=ten-thu-nhat").await.ok();
        assert_eq!(hits.data().len(), 3, "a search in the former name finds them too");
    }
);
