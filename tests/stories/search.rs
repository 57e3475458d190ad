//! Searching: everything public and nothing else, with or without marks, the same on both databases.

use std::time::Instant;

use cong::store::Site;
use cong_tests::person::Reply;
use cong_tests::portal::number;
use cong_tests::{Item, Portal, Written, a_document, a_notice, a_page, an_article, both};
use sea_orm::{ConnectionTrait, DatabaseConnection};
use serde_json::{Value, json};

/// Every byte that might mean something in an address is written out.
fn encoded(text: &str) -> String {
    text.bytes().map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

async fn search(portal: &Portal, q: &str, more: &str) -> Reply {
    portal.a_visitor().get(&format!("/api/v1/search?q={}{more}", encoded(q))).await
}

/// The titles that were found, in their order.
async fn titles(portal: &Portal, q: &str, more: &str) -> Vec<String> {
    let found = search(portal, q, more).await.ok();
    found.data().iter().map(|hit| hit["publication"]["title"].as_str().expect("a title").to_owned()).collect()
}

fn joined(pieces: &Value) -> String {
    let piece = |p: &Value| {
        let text = p["text"].as_str().expect("a text");
        if p["hit"] == true { format!("[{text}]") } else { text.to_owned() }
    };
    pieces.as_array().expect("pieces").iter().map(piece).collect()
}

fn titled(title: &str, body: &str) -> Written {
    an_article().titled(title).saying(&format!("<p>{body}</p>")).with("authors", json!([{"name": "Văn Khôi"}]))
}

both!(
    async fn marks_may_be_left_out_and_written_ones_come_first(portal: Portal) {
        portal.published(titled("Phường Thành Đông vào xuân", "Hoa nở khắp phố.")).await;
        portal.published(titled("Hòa giải ở cơ sở", "Tổ hoà giải họp định kỳ.")).await;
        portal.published(titled("Đồng chí Thanh thăm hỏi các hộ", "Sáng nay ở thanh đồng.")).await;
        for q in ["thanh dong", "THANH DONG", "\"thanh dong\"", "Tha\u{300}nh Đo\u{302}ng"] {
            let found = titles(&portal, q, "").await;
            assert_eq!(found.len(), 2, "{q}: {found:?}");
        }
        assert_eq!(titles(&portal, "Thành Đông", "").await[0], "Phường Thành Đông vào xuân", "the exact marks, though it is older");
        assert_eq!(titles(&portal, "thanh đồng", "").await[0], "Đồng chí Thanh thăm hỏi các hộ");
        for q in ["hòa giải", "hoà giải", "hoa giai", "HOÀ GIẢI"] {
            assert_eq!(titles(&portal, q, "").await, ["Hòa giải ở cơ sở"], "{q}");
        }
        let hit = search(&portal, "hoa giai", "").await.ok().data()[0].clone();
        assert_eq!((joined(&hit["title"]).as_str(), hit["in_attachment"].as_bool()), ("[Hòa giải] ở cơ sở", Some(false)));
        assert!(joined(&hit["passage"]).contains("Tổ [hoà giải] họp"), "{hit}");
        assert_eq!(hit["publication"]["lang"], "vi");
    }
);

both!(
    async fn a_quoted_phrase_stands_together(portal: Portal) {
        portal.published(titled("Một", "Đăng ký khai sinh lưu động tại nhà văn hóa.")).await;
        portal.published(titled("Hai", "Khai sinh tại phường; sinh lưu trú; lưu động theo lịch.")).await;
        portal.published(titled("Ba", "Động viên học sinh khai giảng, lưu ý an toàn.")).await;
        assert_eq!(titles(&portal, "khai sinh lưu động", "").await.len(), 3, "all of the words, wherever");
        assert_eq!(titles(&portal, "khai sinh lưu động", "").await[2], "Ba", "close ones first");
        assert_eq!(titles(&portal, "\"khai sinh lưu động\"", "").await, ["Một"]);
        assert_eq!(titles(&portal, "“khai sinh” động", "").await, ["Hai", "Một"], "of equals the younger");
        assert_eq!(titles(&portal, "\"khai sinh", "").await.len(), 3, "an open quote quotes nothing");
    }
);

both!(
    async fn a_document_is_found_by_its_number_however_it_is_typed(portal: Portal) {
        let numbered = |number: &str| {
            let details = json!({"number": number, "doc_type": "Quyết định", "issuing_body": "UBND phường", "issued_on": "2026-11-20", "issuer_relation": "own"});
            a_document().titled("Ban hành quy chế").with("details", details)
        };
        let document = portal.published(numbered("849/QĐ-UBND")).await;
        portal.published(numbered("84/QĐ-UBND")).await;
        portal.published(titled("Triển khai Quyết định 849/QĐ-UBND", "Hội nghị sáng nay.")).await;
        for q in
            ["849/QĐ-UBND", "849/qd-ubnd", "849 QD UBND", "849QĐ-UBND", "0849/QĐ - UBND", "quyết định số 849/QĐ-UBND", "Số 849/QĐ–UBND"]
        {
            let found = search(&portal, q, "").await.ok();
            assert_eq!(found.data()[0]["publication"]["id"], document.id(), "{q}: {}", found.json);
        }
        let found = search(&portal, "849/qd-ubnd", "").await.ok();
        assert_eq!(found.json["total"], 2, "the one, and the one that cites it: {}", found.json);
        assert_eq!(joined(&found.data()[1]["title"]), "Triển khai Quyết định [849/QĐ-UBND]");
    }
);

both!(
    async fn filters_narrow_and_facets_count(portal: Portal) {
        for n in 0..3 {
            portal.published(titled(&format!("Tin môi trường {n}"), "Sạch đẹp.")).await;
        }
        portal.published(a_notice().titled("Thông báo môi trường")).await;
        portal.published(a_page().titled("Trang môi trường")).await;
        let all = search(&portal, "moi truong", "&limit=2").await.ok().json;
        assert_eq!((&all["total"], &all["total_is"], &all["facets"]["cover"]), (&json!(5), &json!("exact"), &json!("all")));
        let count = |facet: &str, value: &str| {
            let values = all["facets"][facet].as_array().expect("a facet");
            values.iter().find(|v| v["value"] == value).map(|v| (v["count"].clone(), v["name"].clone()))
        };
        assert_eq!(count("kind", "article"), Some((json!(3), Value::Null)));
        assert_eq!(count("kind", "notice").expect("notices").0, 1);
        assert_eq!(count("section", "tin-tuc-su-kien"), Some((json!(3), json!("Tin tức, sự kiện"))));
        assert_eq!(count("year", "2026").expect("a year").0, 5);
        assert_eq!(count("unit", &portal.unit("public_service_unit_center").await.to_string()).expect("a unit").0, 5);
        assert_eq!(count("lang", "vi").expect("a language").0, 5);
        let unit = portal.unit("public_service_unit_center").await;
        for (filter, want) in [
            ("&kind=notice".to_owned(), 1),
            ("&section=tin-tuc-su-kien".into(), 3),
            ("&kind=article&section=thong-bao".into(), 0),
            (format!("&unit={unit}"), 5),
            ("&year=2026".into(), 5),
            ("&year=2025".into(), 0),
            ("&lang=en".into(), 0),
            ("&field=culture".into(), 0),
            ("&section=khong-co".into(), 0),
        ] {
            assert_eq!(search(&portal, "môi trường", &filter).await.ok().json["total"], want, "{filter}");
        }
        // Pages go on where they ended, and no hit comes twice.
        let mut seen = vec![];
        let mut cursor = String::new();
        loop {
            let page = search(&portal, "moi truong", &format!("&limit=2{cursor}")).await.ok();
            seen.extend(page.data().iter().map(|h| h["publication"]["id"].to_string()));
            let Some(next) = page.json["next_cursor"].as_str() else { break };
            assert!(page.header("link").is_some_and(|l| l.contains("rel=\"next\"")));
            cursor = format!("&cursor={next}");
        }
        let many = seen.len();
        seen.sort();
        seen.dedup();
        assert_eq!((many, seen.len()), (5, 5));
        search(&portal, "khác", &cursor.replace("&cursor", "&limit=2&cursor")).await.refused(422, "invalid");
        search(&portal, "a", "&kind=x&year=1&field=x&unit=1&sort=title").await.is_problem();
    }
);

both!(
    async fn only_what_may_be_read_is_found(portal: Portal) {
        let visible = || titled("Bí danh xoài cát", "Xoài cát trồng ven kênh.");
        let nothing = async |portal: &Portal| {
            for q in ["xoài cát", "xoai cat", "\"xoài cát trồng\"", "Bí danh xoài cát"] {
                assert!(titles(portal, q, "&ended=true").await.is_empty(), "{q}");
            }
            let offered = portal.a_visitor().get("/api/v1/search/suggestions?q=xo").await.ok().json;
            assert_eq!(offered, json!({"phrases": [], "pages": []}));
            let page = portal.a_visitor().get("/tim-kiem?q=xoai%20cat").await.answered(200).text();
            assert!(!page.contains("ven kênh") && !page.contains("danh xoài"), "{page}");
        };
        // A draft, a text before the board, an orientation: nobody outside knows of them.
        let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
        let draft = editor.writes(visible()).await;
        nothing(&portal).await;
        let item = portal.before_the_board(visible()).await;
        nothing(&portal).await;
        let deputy = portal.the_deputy_editor();
        deputy.approves(&deputy.finds_in_the_queue(&item).await).await;
        assert_eq!(titles(&portal, "xoai cat", "").await.len(), 1);
        let offered = portal.a_visitor().get("/api/v1/search/suggestions?q=xo").await.ok().json;
        assert_eq!(offered["phrases"][0], "xoài");
        // A newer text that is not out yet, and one that replaces the first.
        let item = portal.the_secretariat().opens_a_new_edition_of(&item).await;
        portal.the_secretariat().edits(&item, |content| drop(content.insert("title".into(), json!("Ổi găng")))).await;
        assert!(titles(&portal, "ổi găng", "").await.is_empty());
        // Withdrawn: not found, not offered, not in any facet.
        let item = portal.the_secretariat().discards_the_edition_of(&item).await;
        let chief = portal.the_editor_in_chief();
        let item = chief.withdraws(&item, "Sai sự thật.").await;
        nothing(&portal).await;
        let db = portal.tables().await;
        for table in ["publication_search", "publication_text"] {
            assert_eq!(number(&db, &format!("SELECT count(*) FROM {table}")).await, 0, "{table}");
        }
        assert_eq!(number(&db, "SELECT count(*) FROM search_phrase WHERE uses <> 0").await, 0, "what was offered is counted back");
        let _ = db.close().await;
        let item = chief.restores(&item).await;
        assert!(titles(&portal, "xoai cat", "").await.is_empty(), "not before the board has looked again");
        deputy.approves(&deputy.finds_in_the_queue(&item).await).await;
        assert_eq!(titles(&portal, "xoai cat", "").await.len(), 1, "and found again");
        drop(draft);
    }
);

both!(
    async fn what_has_ended_is_found_by_those_who_ask_for_it(portal: Portal) {
        let item = portal.published(titled("Lịch cắt điện tháng trước", "Khu vực chợ.")).await;
        portal.the_editor_in_chief().archives(&item).await;
        assert!(titles(&portal, "cắt điện", "").await.is_empty(), "out of the lists (decision 12)");
        let found = search(&portal, "cat dien", "&ended=true").await.ok();
        assert_eq!(found.data()[0]["status"], "archived");
    }
);

both!(
    async fn a_new_edition_replaces_what_was_found(portal: Portal) {
        let item = portal.published(titled("Lịch tiêm chủng tuần này", "Trạm y tế mở cửa buổi sáng.")).await;
        portal.wait(chrono::TimeDelta::hours(1));
        let secretariat = portal.the_secretariat();
        let item = secretariat.opens_a_new_edition_of(&item).await;
        let item = secretariat.edits(&item, |content| drop(content.insert("title".into(), json!("Lịch uống vitamin")))).await;
        again(&portal, &item).await;
        assert!(titles(&portal, "tiêm chủng", "").await.is_empty());
        assert_eq!(titles(&portal, "uong vitamin", "").await, ["Lịch uống vitamin"]);
        let offered = portal.a_visitor().get("/api/v1/search/suggestions?q=ti%C3%AA").await.ok().json;
        assert_eq!(offered["phrases"], json!([]), "words of the old title are not offered any more");
    }
);

/// Sends an open edition up and lets it out.
async fn again(portal: &Portal, item: &Item) {
    let secretariat = portal.the_secretariat();
    if item.state() == "draft" {
        secretariat.submits(item).await;
    }
    secretariat.sends_up(&secretariat.reads(item).await).await;
    let deputy = portal.the_deputy_editor();
    deputy.approves(&deputy.finds_in_the_queue(item).await).await;
}

both!(
    async fn what_was_meant_is_offered(portal: Portal) {
        portal.published(titled("Vệ sinh môi trường khu dân cư", "Sạch đẹp.")).await;
        portal.published(titled("Phòng chống dịch sốt xuất huyết", "Diệt bọ gậy.")).await;
        for (typed, meant) in [("ve sinh moi truogn", "vệ sinh môi trường"), ("sot xuat huyt", "sốt xuất huyết")] {
            let found = search(&portal, typed, "").await.ok().json;
            assert_eq!(found["did_you_mean"], meant, "{found}");
        }
        let found = search(&portal, "vệ sinh", "").await.ok().json;
        assert_eq!((&found["did_you_mean"], &found["matched"]), (&Value::Null, &json!("all")));
        let some = search(&portal, "làm sao phòng chống dịch ở nhà trẻ", "").await.ok().json;
        assert_eq!((&some["matched"], &some["total"]), (&json!("some"), &json!(1)), "some neighbours are better than nothing");
    }
);

both!(
    async fn typing_is_helped(portal: Portal) {
        portal.published(titled("Vệ sinh môi trường khu dân cư", "Sạch đẹp.")).await;
        portal.published(titled("Vệ sinh trường học", "Sạch đẹp.")).await;
        let offers =
            async |typed: &str| portal.a_visitor().get(&format!("/api/v1/search/suggestions?q={}", encoded(typed))).await.ok().json;
        let first = offers("ve s").await;
        assert_eq!(first["phrases"][0], "vệ sinh");
        assert_eq!(
            offers("vệ sinh mô").await["phrases"],
            json!(["vệ sinh môi", "vệ sinh môi trường"]),
            "what stands before stays as it was typed"
        );
        assert_eq!(offers("khu dan").await["phrases"], json!(["khu dân cư"]));
        let pages = offers("VE SINH TR").await["pages"].clone();
        assert_eq!(pages[0]["title"], "Vệ sinh trường học");
        assert!(pages[0]["path"].as_str().is_some_and(|p| p.starts_with("/tin-bai/")), "{pages}");
        assert_eq!(offers("x").await, json!({"phrases": [], "pages": []}));
        portal.a_visitor().get("/api/v1/search/suggestions").await.refused(422, "invalid");
    }
);

both!(
    async fn former_names_of_units_find_the_present_ones(portal: Portal) {
        portal.published(titled("Lịch làm việc của Phòng Văn hóa - Xã hội", "Từ thứ Hai.")).await;
        portal.published(titled("Phòng Văn hóa và Thông tin hướng dẫn treo biển", "Bài cũ.")).await;
        let (old, new) = (portal.unit("school").await, portal.unit("culture_society_office").await);
        let db = portal.tables().await;
        let at = portal.now().to_rfc3339();
        let id = uuid::Uuid::now_v7();
        let (id, old, new) = (literal(&db, id), literal(&db, old), literal(&db, new));
        execute(&db, &format!("UPDATE org_unit SET name = 'Phòng Văn hóa và Thông tin' WHERE id = {old}")).await;
        assert_eq!(titles(&portal, "\"phong van hoa va thong tin\" lich", "").await.len(), 0, "not yet");
        execute(
            &db,
            &format!(
                "INSERT INTO reorganisation (id, unit_id, successor_id, citation, effective_on, created_at) \
                 VALUES ({id}, {old}, {new}, 'Quyết định 1/QĐ-UBND', '2026-11-01', '{at}')"
            ),
        )
        .await;
        let _ = db.close().await;
        // Answers are kept until something public changes.
        portal.published(a_notice()).await;
        assert_eq!(titles(&portal, "phong van hoa va thong tin", "").await.len(), 2);
        assert_eq!(titles(&portal, "\"Phòng Văn hóa - Xã hội\"", "").await.len(), 2, "both ways");
        let found = search(&portal, "lich phong van hoa va thong tin", "").await.ok();
        assert_eq!(joined(&found.data()[0]["title"]), "Lịch làm việc của [Phòng Văn hóa - Xã hội]");
    }
);

/// An id as it stands in a statement.
fn literal(db: &DatabaseConnection, id: uuid::Uuid) -> String {
    if cong_tests::portal::is_postgres(db) { format!("'{id}'") } else { format!("x'{}'", id.simple()) }
}

async fn execute(db: &DatabaseConnection, sql: &str) {
    db.execute_unprepared(sql).await.unwrap_or_else(|e| panic!("{sql}: {e}"));
}

async fn rebuilt(site: &Site) -> u64 {
    cong::app::search_index::rebuild(site).await.expect("the index is built")
}

both!(
    async fn the_index_can_be_built_anew(portal: Portal) {
        portal.published(titled("Phường Thành Đông vào xuân", "Hoa nở khắp phố.")).await;
        let gone = portal.published(titled("Tin rút", "Thành Đông.")).await;
        portal.the_editor_in_chief().withdraws(&gone, "Sai.").await;
        let before = everything(&portal).await;
        let db = portal.tables().await;
        for table in ["publication_text", "publication_search", "search_phrase"] {
            execute(&db, &format!("DELETE FROM {table}")).await;
        }
        if !cong_tests::portal::is_postgres(&db) {
            execute(&db, "DELETE FROM publication_terms").await;
        }
        // As a release without an index leaves it: the next start asks for one, and the worker makes it.
        execute(&db, "UPDATE search_state SET version = 0, built_to = 0").await;
        cong::app::search_index::ask_for_what_is_missing(portal.site()).await.expect("asked");
        portal.worker_does_what_is_due().await;
        assert_eq!(everything(&portal).await, before);
        assert_eq!(rebuilt(portal.site()).await, 2);
        assert_eq!(everything(&portal).await, before, "a second time changes nothing");
        assert_eq!(number(&db, "SELECT version FROM search_state").await, 2);
        let _ = db.close().await;
        assert_eq!(titles(&portal, "thành đông", "&limit=3").await, ["Phường Thành Đông vào xuân"]);
    }
);

/// What the index holds, as far as both databases show it.
async fn everything(portal: &Portal) -> Vec<String> {
    let db = portal.tables().await;
    let mut all: Vec<String> = cong_tests::portal::column(&db, "SELECT line FROM publication_search ORDER BY n").await;
    all.extend(cong_tests::portal::column::<String>(&db, "SELECT text FROM publication_text ORDER BY n").await);
    let phrases = "SELECT folded || ' ' || shown || ' ' || uses FROM search_phrase WHERE uses > 0 ORDER BY folded";
    all.extend(cong_tests::portal::column::<String>(&db, phrases).await);
    let _ = db.close().await;
    assert!(all.len() > 4, "{all:?}");
    all
}

both!(
    async fn hostile_questions_are_only_questions(portal: Portal) {
        portal.published(titled("Phường Thành Đông", "Bình thường.")).await;
        let long = "thanh ".repeat(1700);
        let hostile = [
            "\"",
            "\"\"",
            "'",
            "*",
            "thanh*",
            "NEAR(thanh dong)",
            "thanh AND",
            "AND OR NOT",
            "NOT thanh",
            "^thanh",
            "terms:thanh",
            "{terms} : x",
            "-thanh",
            "thanh + dong",
            "(",
            ")",
            "((((((",
            "a:b:c",
            "'thanh' & 'dong'",
            "thanh <-> dong",
            "!thanh",
            "thanh:*",
            "\\",
            "\\'; --",
            "'; DROP TABLE publication; --",
            "%",
            "%%%_",
            "\u{1f600}\u{1f468}\u{200d}\u{1f469}",
            "\0",
            "thanh\0dong",
            "\u{202e}gnod hnaht",
            "\u{feff}",
            "<script>alert(1)</script>",
            "${7*7}{{7*7}}",
            "../../etc/passwd",
            "𝕿𝖍𝖆𝖓𝖍",
            "e\u{301}\u{301}\u{301}\u{301}",
            "\u{fffd}",
            "x_ended",
            "k_article",
            "b_0 te_0 n_1",
            "0",
            "00000000000000000000000000000000",
            "99999999999999999999/QĐ",
            long.as_str(),
        ];
        for q in hostile {
            for address in ["/api/v1/search", "/api/v1/search/suggestions", "/tim-kiem"] {
                let begun = Instant::now();
                let reply = portal.a_visitor().get(&format!("{address}?q={}", encoded(q))).await;
                assert!([200, 422].contains(&reply.status), "{address} {q:?} → {} {}", reply.status, reply.text());
                assert!(begun.elapsed().as_secs() < 2, "{address} {q:?} took {:?}", begun.elapsed());
                assert!(!reply.text().contains("<script>alert"), "{address} {q:?}");
                if reply.status == 422 {
                    reply.is_problem();
                }
            }
        }
        for raw in ["q=%ff%fe", "q=%C3", "q=%", "q", "q=&q=", "q=a&q=b", "q=%ED%A0%80"] {
            let reply = portal.a_visitor().get(&format!("/api/v1/search?{raw}")).await;
            assert!([200, 400, 422].contains(&reply.status), "{raw} → {} {}", reply.status, reply.text());
        }
        assert_eq!(titles(&portal, "NEAR(thanh dong)", "").await.len(), 1, "some of it is found");
        assert_eq!(titles(&portal, "thanh* -dong", "").await.len(), 1, "signs are no words");
        let db = portal.tables().await;
        assert_eq!(number(&db, "SELECT count(*) FROM publication").await, 1);
        let _ = db.close().await;
    }
);

both!(
    async fn the_search_page_works_before_any_script(portal: Portal) {
        portal.published(titled("Đường <b>& hoa</b> nở rộ", "Phố <i>nhỏ</i> \"xinh\".")).await;
        let visitor = portal.a_visitor();
        let empty = visitor.get("/tim-kiem").await.answered(200);
        assert_eq!(empty.header("x-robots-tag"), Some("noindex"));
        assert!(empty.text().contains("role=\"search\"") && empty.text().contains("name=\"robots\" content=\"noindex\""));
        let page = visitor.get("/tim-kiem?q=duong%20hoa").await.answered(200).text();
        let shell = page.split("id=\"initial-data\"").next().expect("a shell");
        assert!(shell.contains("<mark>Đường</mark> &lt;b&gt;&amp; <mark>hoa</mark>&lt;/b&gt;"), "{shell}");
        assert!(shell.contains("1 kết quả") && shell.contains("value=\"duong hoa\""), "{shell}");
        assert!(page.contains("/api/v1/search?q=duong%20hoa\\u0026limit=20"), "the app's first question is answered: {page}");
        let english = visitor.get("/en/tim-kiem?q=duong").await.answered(200).text();
        assert!(english.contains("<html lang=\"en\">") && english.contains("1 results.") && english.contains("<li lang=\"vi\">"));
        let evil = visitor.get("/tim-kiem?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").await.answered(200).text();
        assert!(!evil.contains("<script>alert"), "{evil}");
        assert_eq!(visitor.get("/tim-kiem/").await.status, 301);
    }
);

both!(
    async fn counting_stops_at_a_thousand(portal: Portal) {
        portal.filled_with(1_200).await;
        let many = search(&portal, "tin số", "&limit=5").await.ok().json;
        assert_eq!((&many["total"], &many["total_is"], &many["facets"]["cover"]), (&json!(1000), &json!("at_least"), &json!("all")));
        assert_eq!(many["facets"]["kind"][0]["count"], 1200);
        let one = search(&portal, "tin số 00007", "").await.ok().json;
        assert_eq!((&one["total"], &one["total_is"]), (&json!(1), &json!("exact")));
        assert_eq!(one["data"][0]["publication"]["title"], "Tin số 00007");
    }
);
