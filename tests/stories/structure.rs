//! The ward's structure. The section tree: proposed, approved by somebody else, acting at once; what was written stays where it is found.

use cong_tests::{Item, Person, Portal, Reply, Written, an_article, both};
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
        assert!(feed.data().iter().any(|c| c["type"] == "updated"), "{}", feed.json);
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
        let draft = author
            .edits(&draft, |content| {
                content.insert("section_id".into(), json!(news));
            })
            .await;
        assert_eq!(draft.json["content"]["section_id"], json!(notices));
        let desk = secretariat.get("/api/v1/desk/sections").await.ok();
        assert!(desk.data().iter().all(|s| s["slug"] != "tin-tuc-su-kien"));
        // Nothing more is asked of a section that is closed, and nothing goes into it.
        for change in
            [json!({"action": "rename", "section": news, "name": "Khác"}), json!({"action": "move", "section": notices, "parent": news})]
        {
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
        let tops: Vec<_> =
            desk.data().iter().filter(|s| s["parent_id"].is_null()).map(|s| s["slug"].as_str().unwrap_or_default()).collect();
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

/// An item of structure, approved by the board.
async fn lets_out(portal: &Portal, text: Written) -> Item {
    let editor = portal.a_unit_editor().in_unit("council_committee_office");
    let item = editor.submits(&editor.writes(text).await).await;
    let deputy = portal.the_deputy_editor();
    let task = deputy.finds_in_the_queue(&item).await;
    let flags = deputy.get(&format!("{}/flags", item.at())).await.ok().json;
    deputy.tells(&task, "approve", json!({"checklist_confirmed": true, "confirmed_flags": flags["to_confirm"]})).await.ok();
    portal.the_secretariat().reads(&item).await
}

fn official(name: &str, unit: &str, order: i64) -> Written {
    let details = json!({"full_name": name, "position": "Chuyên viên", "unit_name": unit, "phone": "0225 000 0001", "email": "vidu@vidu.vn", "order": order});
    Written::of("official", "lien-he", "official_contact").titled(name).with("details", details)
}

both!(
    async fn the_directory_has_the_five_facts_by_unit_and_rank(portal: Portal) {
        // None of the five facts of Đ3.11 may be missing.
        let editor = portal.a_unit_editor().in_unit("council_committee_office");
        for missing in ["full_name", "position", "unit_name", "phone", "email"] {
            let mut text = official("Lê Văn Ví Dụ", "Văn phòng HĐND và UBND phường", 1);
            let mut details = text.content(&portal).await["details"].clone();
            details.as_object_mut().expect("details").remove(missing);
            text = text.with("details", details);
            let item = editor.writes(text).await;
            let blockers: Vec<_> =
                item.json["blockers"].as_array().expect("blockers").iter().filter_map(|b| b["pointer"].as_str()).collect();
            assert!(blockers.contains(&format!("/details/{missing}").as_str()), "{missing}: {blockers:?}");
        }
        for (name, unit, order) in [
            ("Trần Thị Hai", "Phòng Văn hóa - Xã hội", 2),
            ("Lê Văn Một", "Phòng Văn hóa - Xã hội", 1),
            ("Phạm Văn Ba", "Đảng ủy phường Thành Đông", 9),
            ("Bùi Thị Tư", "Ban quản lý chợ", 1),
        ] {
            lets_out(&portal, official(name, unit, order)).await;
        }
        let visitor = portal.a_visitor();
        let told = visitor.get("/api/v1/officials").await.ok();
        let names: Vec<_> = told.data().iter().map(|o| o["full_name"].as_str().unwrap_or_default()).collect();
        assert_eq!(names, ["Phạm Văn Ba", "Lê Văn Một", "Trần Thị Hai", "Bùi Thị Tư"], "by the place of the unit, then by rank");
        assert!(told.data()[0]["unit_id"].is_string() && told.data()[3]["unit_id"].is_null());
        let page = visitor.get("/danh-ba").await.ok().text();
        assert!(
            page.contains("href=\"tel:02250000001\"")
                && page.contains("href=\"mailto:vidu@vidu.vn\"")
                && page.contains("\"@type\":\"Person\"")
        );
        let face = json!({"functions": "Tham mưu văn hóa, xã hội.", "address": "Số 1", "phone": "0225 000 0002", "email": "vhxh@vidu.vn"});
        let text = Written::of("unit", "gioi-thieu", "introduction").titled("Phòng Văn hóa - Xã hội").with("details", face);
        let item = lets_out(&portal, text).await;
        let units = visitor.get("/api/v1/units").await.ok();
        let office = units.data().iter().find(|u| u["name"] == "Phòng Văn hóa - Xã hội").expect("the office");
        assert_eq!((&office["face"]["path"], &office["face"]["phone"]), (&json!(item.path()), &json!("0225 000 0002")));
        assert!(units.data().iter().filter(|u| u["face"].is_object()).count() == 1);
        assert!(visitor.get("/en/so-do-to-chuc").await.ok().text().contains("Culture and Society Office"));
    }
);

both!(
    async fn the_leaders_week_shows_its_changes_and_nothing_internal(portal: Portal) {
        let entry = |no: i64, day: &str, what: &str, visibility: &str| json!({"no": no, "starts_at": format!("{day}T08:00:00+07:00"), "what": what, "chair": "Chủ tịch", "visibility": visibility});
        let week = |monday: &str, entries: Value| {
            Written::of("schedule_week", "chi-dao-dieu-hanh", "directing_information")
                .titled("Lịch công tác")
                .with("details", json!({"week_of": monday, "entries": entries}))
        };
        let entries =
            json!([entry(1, "2026-11-24", "Họp giao ban", "public"), entry(2, "2026-11-25", "Việc kín của lãnh đạo", "internal")]);
        let item = lets_out(&portal, week("2026-11-23", entries)).await;
        lets_out(&portal, week("2026-11-09", json!([entry(1, "2026-11-10", "Tiếp công dân", "public")]))).await;
        let visitor = portal.a_visitor();
        let told = visitor.get("/api/v1/schedule").await.ok().json;
        assert_eq!((&told["week_of"], &told["previous"], &told["next"]), (&json!("2026-11-23"), &json!("2026-11-09"), &Value::Null));
        assert_eq!(told["schedules"][0]["entries"].as_array().map(Vec::len), Some(1));
        for door in ["/api/v1/schedule", "/lich-lanh-dao", "/feeds/lich-cong-tac.ics", item.path()] {
            assert!(!visitor.get(door).await.ok().text().contains("Việc kín"), "{door} tells what is internal");
        }
        let page = visitor.get("/lich-lanh-dao").await.ok().text();
        assert!(page.contains("Họp giao ban") && page.contains("\"@type\":\"Event\""));
        assert_eq!(visitor.get("/api/v1/schedule?week=2026-11-12").await.ok().json["schedules"][0]["entries"][0]["what"], "Tiếp công dân");
        assert!(visitor.get("/api/v1/schedule?week=2027-01-01").await.ok().json["schedules"].as_array().is_some_and(Vec::is_empty));
        visitor.get("/api/v1/schedule?week=0001-01-01").await.refused(422, "invalid");
        visitor.get("/api/v1/schedule?week=x").await.refused(422, "invalid");
        // What is called off later is shown as such.
        let secretariat = portal.the_secretariat();
        let open = secretariat.opens_a_new_edition_of(&item).await;
        let edited = secretariat
            .edits(&open, |content| {
                content["details"]["entries"] = json!([entry(2, "2026-11-25", "Việc kín của lãnh đạo", "internal")]);
            })
            .await;
        let handed_in = secretariat.submits(&edited).await;
        let deputy = portal.the_deputy_editor();
        deputy.approves(&deputy.finds_in_the_queue(&handed_in).await).await;
        let told = visitor.get("/api/v1/schedule").await.ok().json;
        assert!(told["schedules"][0]["entries"][0]["cancelled_at"].is_string(), "{told}");
    }
);

both!(
    async fn opening_hours_are_those_of_the_wards_calendar(portal: Portal) {
        let days = portal.a_visitor().get("/api/v1/opening-hours").await.ok();
        let days = days.data();
        assert_eq!((&days[0]["date"], days.len()), (&json!("2026-11-23"), 21));
        assert!(days[0]["sessions"].as_array().is_some_and(|s| s.len() == 2));
        assert!(days[5]["sessions"].as_array().is_some_and(Vec::is_empty), "a Saturday");
        let page = portal.a_visitor().get("/gio-lam-viec").await.ok().text();
        assert!(page.contains("OpeningHoursSpecification") && page.contains("ContactPoint"));
    }
);

both!(
    async fn the_boundary_is_a_map_data_and_words(portal: Portal) {
        let visitor = portal.a_visitor();
        visitor.get("/api/v1/boundary").await.refused(404, "not_found");
        visitor.get("/ban-do").await.answered(404);
        assert!(!visitor.get("/sitemap.xml").await.text().contains("/ban-do"));
        let keeper = portal.a("technical_administrator").anywhere();
        let ring = json!([[106.30, 20.90], [106.34, 20.90], [106.34, 20.94], [106.30, 20.94], [106.30, 20.90]]);
        let new = json!({"geojson": {"type": "Feature", "properties": {"secret": "x"}, "geometry": {"type": "Polygon", "coordinates": [ring]}},
            "description": "Phía bắc giáp phường Ví Dụ.", "description_en": "To the north Ví Dụ Ward.", "source": "Tự vẽ"});
        portal.the_secretariat().put("/api/v1/boundary", new.clone()).await.refused(403, "forbidden");
        let mut bad = new.clone();
        bad["geojson"] = json!({"type": "Point", "coordinates": [1, 2]});
        bad["source"] = json!(" ");
        assert_eq!(keeper.put("/api/v1/boundary", bad).await.refused(422, "invalid").pointers(), ["/geojson", "/source"]);
        assert_eq!(keeper.put("/api/v1/boundary", new).await.ok().json["no"], 1);
        let told = visitor.get("/api/v1/boundary").await.ok();
        assert!(
            !told.text().contains("secret") && told.json["area_km2"].as_f64().is_some_and(|a| (17.0..20.0).contains(&a)),
            "{}",
            told.json
        );
        let page = visitor.get("/en/ban-do").await.ok().text();
        assert!(page.contains("<svg") && page.contains("To the north Ví Dụ Ward.") && page.contains("\"@type\":\"AdministrativeArea\""));
        assert!(visitor.get("/sitemap.xml").await.text().contains("/ban-do<"));
    }
);

const ARRANGEMENTS: &str = "/api/v1/desk/arrangements";

async fn arranges(person: &Person, kind: &str, slug: &str, version: Value, content: Value) -> Reply {
    person.post(ARRANGEMENTS, json!({"kind": kind, "slug": slug, "version": version, "content": content})).await
}

async fn approves(portal: &Portal, saved: &Reply) -> Reply {
    let at = format!("{ARRANGEMENTS}/{}/versions/{}", saved.json["id"].as_str().expect("an id"), saved.json["waiting"]["no"]);
    portal.the_deputy_editor().post(&format!("{at}/approve"), json!({})).await.ok()
}

both!(
    async fn a_life_event_is_approved_before_anybody_reads_it(portal: Portal) {
        let visitor = portal.a_visitor();
        let (secretariat, deputy) = (portal.the_secretariat(), portal.the_deputy_editor());
        let item = portal.published(an_article().titled("Đăng ký khai sinh")).await;
        let content = json!({"title": "Sinh con", "title_en": "Having a child", "lead": "Việc cần làm.", "items": [{"item": item.id(), "note": "Trong 60 ngày"}],
            "links": [{"label": "Dịch vụ công", "to": {"web": "https://dichvucong.gov.vn"}}, {"label": "Rỗng", "to": {"section": portal.section("thong-ke").await}}]});
        let saved = arranges(&secretariat, "life_event", "sinh-con", Value::Null, content.clone()).await.ok();
        visitor.get("/api/v1/life-events/sinh-con").await.refused(404, "not_found");
        visitor.get("/su-kien-doi-song").await.answered(404);
        let at = format!("{ARRANGEMENTS}/{}/versions/1", saved.json["id"].as_str().expect("an id"));
        secretariat.post(&format!("{at}/approve"), json!({})).await.refused(403, "forbidden");
        assert_eq!(deputy.post(&format!("{at}/refuse"), json!({})).await.refused(422, "invalid").pointers(), ["/note"]);
        approves(&portal, &saved).await;
        deputy.post(&format!("{at}/approve"), json!({})).await.refused(409, "already_decided");
        let told = visitor.get("/api/v1/life-events/sinh-con").await.ok().json;
        assert_eq!(
            (&told["items"][0]["publication"]["title"], &told["items"][0]["note"]),
            (&json!("Đăng ký khai sinh"), &json!("Trong 60 ngày"))
        );
        assert_eq!(told["links"].as_array().map(Vec::len), Some(1), "a link to an empty section is left out");
        assert!(visitor.get("/en/su-kien-doi-song/sinh-con").await.ok().text().contains("<h1>Having a child</h1>"));
        assert_eq!(visitor.get("/api/v1/layout").await.ok().json["life_events"], true);
        // A later version waits while the first one stands; whoever saw an old one is told.
        let version = deputy.get(ARRANGEMENTS).await.ok().data()[0]["version"].clone();
        arranges(&secretariat, "life_event", "sinh-con", json!(1), content.clone()).await.refused(412, "stale");
        let mut other = content.clone();
        other["title"] = json!("Gia đình có thêm con");
        let next = arranges(&secretariat, "life_event", "sinh-con", version, other).await.ok();
        assert_eq!(visitor.get("/api/v1/life-events").await.ok().data()[0]["title"], "Sinh con");
        approves(&portal, &next).await;
        assert_eq!(visitor.get("/api/v1/life-events").await.ok().data()[0]["title"], "Gia đình có thêm con");
        // Withdrawn texts leave it; with nothing left it is not shown.
        secretariat.withdraws(&portal.the_secretariat().reads(&item).await, "Nhầm.").await;
        assert!(visitor.get("/api/v1/life-events/sinh-con").await.ok().json["items"].as_array().is_some_and(Vec::is_empty));
        let versions = secretariat.get(&format!("{ARRANGEMENTS}/{}/versions", saved.json["id"].as_str().expect("an id"))).await.ok();
        assert_eq!(versions.data().len(), 2);
        let version = deputy.get(ARRANGEMENTS).await.ok().data()[0]["version"].clone();
        let gone = arranges(&secretariat, "life_event", "sinh-con", version, Value::Null).await.ok();
        approves(&portal, &gone).await;
        visitor.get("/api/v1/life-events/sinh-con").await.refused(404, "not_found");
        // What makes no sense is refused, all at once.
        let bad = json!({"title": "", "items": [{"item": "0199a0c0-0000-7000-8000-000000000000"}], "links": [{"label": "x", "to": {"page": "//evil.example"}}]});
        let refused = arranges(&secretariat, "topic", "Có dấu", Value::Null, bad).await.refused(422, "invalid");
        let mut pointers = refused.pointers();
        pointers.sort_unstable();
        assert_eq!(pointers, ["/content/items/0/item", "/content/links/0/to", "/content/title", "/slug"]);
        arranges(&portal.a_contributor().in_unit("school"), "topic", "x", Value::Null, content).await.refused(403, "forbidden");
    }
);

both!(
    async fn menus_lead_where_sections_are_today_and_pins_end_by_themselves(portal: Portal) {
        let visitor = portal.a_visitor();
        let secretariat = portal.the_secretariat();
        let item = portal.published(an_article()).await;
        let news = portal.section("tin-tuc-su-kien").await;
        let menu = json!({"links": [{"label": "Tin", "to": {"section": news}}, {"label": "Văn bản", "to": {"kind": "document"}}, {"label": "Bài", "to": {"item": item.id()}}]});
        let saved = arranges(&secretariat, "menu", "header", Value::Null, menu).await.ok();
        approves(&portal, &saved).await;
        let hrefs = async || -> Vec<String> {
            let layout = portal.a_visitor().get("/api/v1/layout").await.ok().json;
            layout["header"].as_array().expect("links").iter().map(|l| l["href"].as_str().unwrap_or_default().to_owned()).collect()
        };
        assert_eq!(hrefs().await, ["/chuyen-muc/tin-tuc-su-kien", "/van-ban", item.path()]);
        changes(&portal, json!({"action": "rename", "section": news, "name": "Tin phường"})).await;
        assert_eq!(hrefs().await[0], "/chuyen-muc/tin-phuong");
        arranges(&secretariat, "menu", "khac", Value::Null, json!({"links": []})).await.refused(422, "invalid");
        // Pins are of published texts, act at once, and end with their day.
        let pins = json!({"pins": [{"item": item.id(), "style": "featured", "until": "2026-11-24"}]});
        arranges(&portal.a_unit_editor().in_unit("council_committee_office"), "pins", "home", Value::Null, pins.clone())
            .await
            .refused(403, "forbidden");
        for place in ["home".to_owned(), news.to_string()] {
            arranges(&secretariat, "pins", &place, Value::Null, pins.clone()).await.ok();
        }
        for address in ["/api/v1/pins", "/api/v1/pins?section=tin-phuong", "/api/v1/pins?section=tin-tuc-su-kien"] {
            let told = visitor.get(address).await.ok();
            assert_eq!(
                (told.data()[0]["publication"]["id"].as_str(), &told.data()[0]["style"]),
                (Some(item.id()), &json!("featured")),
                "{address}"
            );
        }
        portal.wait(chrono::TimeDelta::days(2));
        assert!(visitor.get("/api/v1/pins").await.ok().data().is_empty());
        visitor.get("/api/v1/pins?section=khong-co").await.refused(404, "not_found");
        let blocks =
            json!({"blocks": [{"label": "Tin", "of": {"section": news}, "count": 3}, {"label": "x", "of": {"page": "/"}, "count": 9}]});
        let refused = arranges(&secretariat, "home", "home", Value::Null, blocks).await.refused(422, "invalid");
        assert_eq!(refused.pointers(), ["/content/blocks/1/count", "/content/blocks/1/of"]);
    }
);

both!(
    async fn tags_are_one_word_however_they_are_spelt(portal: Portal) {
        let one = portal.published(an_article().with("tags", json!(["Chuyển đổi số", " chuyen doi so ", "Môi trường"]))).await;
        let two = portal.published(an_article().with("tags", json!(["chuyển đổi  SỐ"]))).await;
        let visitor = portal.a_visitor();
        let full = visitor.get(&format!("/api/v1/publications/{}", one.id())).await.ok().json;
        assert_eq!(full["tags"], json!([{"slug": "chuyen-doi-so", "name": "Chuyển đổi số"}, {"slug": "moi-truong", "name": "Môi trường"}]));
        let list = visitor.get("/api/v1/publications?key=tag:chuyen-doi-so").await.ok();
        assert_eq!(list.ids(), [two.id(), one.id()]);
        let offered = visitor.get("/api/v1/tags?q=chuy%E1%BB%83n").await.ok();
        assert_eq!(offered.data(), &[json!({"slug": "chuyen-doi-so", "name": "Chuyển đổi số"})]);
        let page = visitor.get("/the/chuyen-doi-so").await.ok().text();
        assert!(page.contains("<h1>Chuyển đổi số</h1>") && page.contains(one.path()) && page.contains(two.path()));
        visitor.get("/the/khong-co").await.answered(404);
        let many: Vec<String> = (0..21).map(|n| format!("Thẻ {n}")).collect();
        let author = portal.a_unit_editor().in_unit("public_service_unit_center");
        let draft = author.writes(an_article()).await;
        let mut content = draft.json["content"].clone();
        content["tags"] = json!(many);
        author.put_at(&draft.at(), &draft.etag(), content).await.refused(422, "invalid");
    }
);
