//! Where something is used: what links here, what may not be taken away unseen, what is broken, who sees which picture.

use cong_tests::{Item, Person, Portal, a_picture, an_article, both};
use serde_json::{Value, json};

async fn uses(person: &Person, item: &Item) -> Value {
    person.get(&format!("{}/uses", item.at())).await.ok().json
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|one| one["item_id"].as_str().unwrap()).collect()
}

fn link_to(path: &str) -> String {
    format!("<p>Xem <a href=\"{path}\">tin trước</a>.</p>")
}

both!(
    async fn what_is_linked_to_is_not_taken_away_unseen(portal: Portal) {
        let secretary = portal.the_secretariat();
        let old = portal.published(an_article().titled("Tin đầu")).await;
        assert_eq!(uses(&secretary, &old).await, json!({"live": [], "working": [], "hidden": 0, "translations": []}));
        let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
        // The first of two that link to it is a draft: its unit sees it, the Secretariat not yet.
        let draft = editor.writes(an_article().titled("Bản nháp").saying(&link_to(&format!("{}?x=1#y", old.path())))).await;
        assert_eq!(ids(&uses(&editor, &old).await["working"]), [draft.id()]);
        let seen = uses(&secretary, &old).await;
        assert_eq!((&seen["working"], &seen["hidden"]), (&json!([]), &json!(1)));
        let linking = portal.published(an_article().titled("Tin sau").saying(&link_to(old.path()))).await;
        let seen = uses(&secretary, &old).await;
        assert_eq!((ids(&seen["live"]), &seen["live"][0]["manner"]), (vec![linking.id()], &json!("link")));

        let reply = secretary.says(&old, "withdraw", json!({"reason": "Sai số liệu."})).await.refused(422, "invalid");
        assert_eq!((&reply.json["reason"], reply.pointers()), (&json!("in_use"), vec!["/in_use_confirmed"]));
        assert!(reply.json["errors"][0]["message"].as_str().unwrap().contains("Tin sau"));
        let etag = secretary.reads(&old).await.etag();
        let dry = secretary.post_at(&format!("{}/withdraw?dry_run=true", old.at()), &etag, json!({"reason": "Sai."})).await.ok().json;
        assert_eq!((&dry["allowed"], &dry["reasons"][0]["code"]), (&json!(false), &json!("in_use")));
        portal.a_visitor().get(&format!("/api/v1/publications/{}", old.id())).await.ok();
        secretary.says(&old, "withdraw", json!({"reason": "Sai số liệu.", "in_use_confirmed": true})).await.ok();

        // Now the link is broken, and stays in the report until the text is mended.
        let broken = secretary.get("/api/v1/desk/broken-links").await.ok();
        assert_eq!(
            (broken.data().len(), &broken.data()[0]["why"], &broken.data()[0]["href"]),
            (1, &json!("withdrawn"), &json!(old.path()))
        );
        assert_eq!(broken.data()[0]["item_id"], linking.id());
        // What nobody links to goes without a question.
        secretary.withdraws(&linking, "Trùng tin.").await;
        assert!(secretary.get("/api/v1/desk/broken-links").await.ok().data().is_empty());
    }
);

both!(
    async fn broken_links_are_told_page_by_page(portal: Portal) {
        let body = "<p><a href=\"/tin-bai/khong-co-1\">a</a> <a href=\"/chuyen-muc/khong-co\">b</a> <a href=\"/khong-co\">c</a> \
            <a href=\"/chuyen-muc/thong-bao\">d</a> <a href=\"/tro-nang\">e</a> <a href=\"https://chinhphu.vn/x\">g</a> <a href=\"/tin-bai\">h</a></p>";
        let item = portal.published(an_article().saying(body).with_picture()).await;
        let secretary = portal.the_secretariat();
        let all = secretary.get("/api/v1/desk/broken-links?limit=100").await.ok();
        let hrefs: Vec<_> = all.data().iter().map(|row| row["href"].as_str().unwrap().to_owned()).collect();
        assert_eq!(hrefs, ["/tin-bai/khong-co-1", "/chuyen-muc/khong-co", "/khong-co"]);
        assert!(all.data().iter().all(|row| row["why"] == "not_found" && row["item_id"] == item.id()));
        let mut told = vec![];
        let mut cursor = String::new();
        loop {
            let page = secretary.get(&format!("/api/v1/desk/broken-links?limit=1{cursor}")).await.ok();
            told.extend(page.data().iter().map(|row| row["href"].as_str().unwrap().to_owned()));
            let Some(next) = page.json["next_cursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(told, hrefs);
        let section = portal.section("thong-bao").await;
        let uses = secretary.get(&format!("/api/v1/desk/sections/{section}/uses")).await.ok().json;
        assert_eq!(ids(&uses["links"]["live"]), [item.id()]);
        portal.a_contributor().in_unit("school").get("/api/v1/desk/broken-links").await.refused(403, "forbidden");
        secretary.get("/api/v1/desk/broken-links?cursor=x").await.refused(422, "invalid");
        assert_eq!(secretary.get("/api/v1/desk/most-used-media").await.ok().data()[0]["publications"], 1);
    }
);

both!(
    async fn the_index_follows_every_text(portal: Portal) {
        let target = portal.published(an_article().titled("Đích")).await;
        let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
        let item = editor.writes(an_article()).await;
        let count = async || uses(&editor, &target).await["working"].as_array().unwrap().len();
        assert_eq!(count().await, 0);
        let log = portal.log_length().await;
        let item = editor
            .edits(&item, |c| {
                c.insert("body_html".into(), json!(link_to(target.path())));
            })
            .await;
        assert_eq!((count().await, portal.log_length().await), (1, log), "an autosave is no event");
        let named = editor.post(&format!("{}/revisions", item.at()), json!({"name": "Có liên kết"})).await.answered(201);
        let item = editor
            .edits(&item, |c| {
                c.insert("body_html".into(), json!("<p>Không còn.</p>"));
            })
            .await;
        assert_eq!(count().await, 0);
        let etag = editor.reads(&item).await.etag();
        let back = format!("{}/revisions/{}/restore", item.at(), named.json["id"].as_str().unwrap());
        editor.post_at(&back, &etag, json!({})).await.ok();
        assert_eq!(count().await, 1, "a restored text uses what it used");
        // What was written before there was an index is read by the worker, as often as it likes.
        use sea_orm::ConnectionTrait;
        let tables = portal.tables().await;
        tables.execute_unprepared("DELETE FROM working_reference").await.unwrap();
        assert_eq!(count().await, 0);
        let site = portal.site();
        for _ in 0..2 {
            let system = cong::access::Actor::system(cong::access::Door::Worker);
            let work = cong::store::Work::begin(site, cong::store::Call::new(system, "bench")).await.unwrap();
            cong::features::newsroom::references::index_all(&work).await.unwrap();
            work.commit_nothing().await.unwrap();
            assert_eq!(count().await, 1);
        }
    }
);

both!(
    async fn a_reviewer_sees_the_pictures_of_their_items_and_no_others(portal: Portal) {
        let writer = portal.a_contributor().in_unit("school");
        let reviewer = portal.the_reviewer_of("culture_society_office");
        let secretary = portal.the_secretariat();
        let picture = async |seed| writer.uploads(a_picture(seed)).await["id"].as_str().unwrap().to_owned();
        let (mine, unused) = (picture(1).await, picture(2).await);
        let item = writer.writes(an_article().about("culture").with("lead_image", json!({"media_id": mine}))).await;
        let at = |id: &str| format!("/api/v1/desk/media/{id}");
        for person in [&reviewer, &secretary] {
            person.get(&at(&mine)).await.refused(404, "not_found");
        }
        writer.submits(&item).await;
        for person in [&reviewer, &secretary] {
            person.get(&at(&mine)).await.ok();
            person.get(&format!("{}/thumb", at(&mine))).await.ok();
            person.get(&at(&unused)).await.refused(404, "not_found");
            person.get(&format!("{}/uses", at(&unused))).await.refused(404, "not_found");
            assert_eq!(person.get("/api/v1/desk/media").await.ok().ids(), vec![mine.clone()]);
        }
        portal.the_reviewer_of("council_committee_office").get(&at(&mine)).await.refused(404, "not_found");
        assert_eq!(ids(&reviewer.get(&format!("{}/uses", at(&mine))).await.ok().json["working"]), [item.id()]);
        // A picture that the writer drops later stays visible in the revision that was reviewed.
        let task = reviewer.finds_in_the_queue(&item).await;
        reviewer.returns(&task, "Thay ảnh khác.").await;
        writer
            .edits(&item, |c| {
                c.insert("lead_image".into(), Value::Null);
            })
            .await;
        reviewer.get(&at(&mine)).await.ok();
        // Nor does the Secretariat carry out what it may not see.
        let stolen = an_article().with("lead_image", json!({"media_id": unused})).request(&portal).await;
        secretary.post("/api/v1/desk/items", stolen).await.refused(422, "invalid");
    }
);
