//! Every kind of information, from the desk to the public page: its facts, its filter, what machines are told of it; then
//! what is special to some: relations and validity, tables, the weekly schedule, postings, kinds that the ward defines.

use cong_tests::{Item, Portal, Written, a_document, a_picture, both};
use serde_json::{Value, json};

fn written(kind: &'static str, section: &str, class: &str, title: &str, details: Value) -> Written {
    Written::of(kind, section, class).titled(title).with("details", details)
}

/// One of each kind that lacks nothing, with a fact it shows, a filter that finds it and what schema.org calls it.
async fn samples(portal: &Portal) -> Vec<(Written, (&'static str, &'static str), &'static str, &'static str)> {
    let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
    let picture = editor.uploads(a_picture(40)).await["id"].clone();
    let table = json!({"columns": [{"name": "Năm"}, {"name": "Số hộ nghèo", "unit": "hộ", "numeric": true}], "rows": [["2025", "1.041"], ["2026", "28,5"]]});
    vec![
        (
            written("directive", "chi-dao-dieu-hanh", "directing_information", "Tăng cường phòng cháy mùa hanh khô", json!({"number": "15/CT-UBND", "issuing_body": "Chủ tịch UBND phường", "issued_on": "2026-11-20", "document_url": "/van-ban"}))
                .saying("<p>Các đơn vị kiểm tra bình chữa cháy.</p>"),
            ("Số, ký hiệu văn bản", "15/CT-UBND"), "number:15/CT-UBND", "Article",
        ),
        (
            written("guidance", "tuyen-truyen-huong-dan", "legal_dissemination", "Hướng dẫn thực hiện Luật Chuyển đổi số", json!({"policy": "Luật Chuyển đổi số", "policy_number": "148/2025/QH15", "issued_on": "2026-11-20"}))
                .saying("<p>Những điểm người dân cần biết.</p>"),
            ("Luật, chính sách", "Luật Chuyển đổi số"), "policy_number:148/2025/QH15", "Article",
        ),
        (
            written("plan", "chien-luoc-ke-hoach", "strategy_planning", "Kế hoạch phát triển kinh tế - xã hội năm 2027", json!({"plan_type": "yearly_plan", "approval_number": "45/QĐ-UBND", "approved_by": "UBND phường", "approved_on": "2026-11-20", "period_from": "2027-01-01", "period_to": "2027-12-31", "aim": "Thu nhập tăng."})),
            ("Loại", "Kế hoạch năm"), "plan_type:yearly_plan", "DigitalDocument",
        ),
        (
            written("project", "dau-tu-mua-sam", "investment_procurement", "Cải tạo rãnh thoát nước phố Sen Hồng", json!({"project_type": "investment", "aim": "Hết ngập.", "sector": "Hạ tầng", "starts_on": "2026-12-01", "budget": 1250000000_i64, "funding_type": "state_budget", "funder": "Ngân sách phường", "status": "approved", "approved_on": "2026-11-20"})),
            ("Kinh phí", "1250000000"), "status:approved", "Project",
        ),
        (
            written("budget_disclosure", "dau-tu-mua-sam", "investment_procurement", "Công khai dự toán ngân sách năm 2027", json!({"year": 2027, "report": "estimate", "decision_number": "90/QĐ-UBND", "decided_on": "2026-11-20", "revenue": 5000000000_i64})),
            ("Kỳ công khai", "Dự toán"), "report:estimate", "Report",
        ),
        (
            written("statistic", "thong-ke", "statistical_report", "Số hộ nghèo theo năm", json!({"period": "2025–2026", "data_source": "Phòng Kinh tế", "decided_on": "2026-11-20", "chart": "bar", "table": table})),
            ("Nguồn số liệu", "Phòng Kinh tế"), "period:2025–2026", "Dataset",
        ),
        (
            written("commendation", "chi-dao-dieu-hanh", "directing_information", "Khen thưởng Hợp tác xã Rau sạch", json!({"outcome": "commendation", "recipient_kind": "cooperative", "recipient": "Hợp tác xã Rau sạch Thành Đông", "form": "Giấy khen", "reason": "Sản xuất an toàn.", "decision_number": "88/QĐ-UBND", "decided_on": "2026-11-20", "issuing_body": "UBND phường"})),
            ("Đối tượng", "Hợp tác xã"), "outcome:commendation", "Article",
        ),
        (
            written("public_posting", "thong-bao", "other_information", "Niêm yết phương án bồi thường", json!({"subject": "Phương án bồi thường dự án kênh Đông.", "document_number": "31/TB-UBND", "periods": [{"from": "2026-11-24", "to": "2026-12-10", "place": "Trụ sở UBND phường"}], "log": [{"at": "2026-11-24T08:00:00+07:00", "event": "posted"}]})),
            ("Nội dung niêm yết", "Phương án bồi thường dự án kênh Đông."), "document_number:31/TB-UBND", "SpecialAnnouncement",
        ),
        (
            written("album", "tin-tuc-su-kien", "news_event", "Hội làng Thành Đông qua ảnh", json!({"place": "Đình làng", "pictures": [{"media_id": picture, "alt": "Rước kiệu", "caption": "Đoàn rước"}]})),
            ("Địa điểm", "Đình làng"), "", "ImageGallery",
        ),
        (
            written("video", "tin-tuc-su-kien", "news_event", "Phim ngắn về phường", json!({"url": "https://vidu.vn/phim", "duration_seconds": 200, "transcript": "Phường Thành Đông…"})),
            ("Xem video tại", "https://vidu.vn/phim"), "", "VideoObject",
        ),
        (
            written("audio", "tin-tuc-su-kien", "news_event", "Bản tin truyền thanh sáng thứ Hai", json!({"url": "https://vidu.vn/ban-tin", "transcript": "Kính chào…"})),
            ("Nghe tại", "https://vidu.vn/ban-tin"), "", "AudioObject",
        ),
        (
            written("infographic", "tin-tuc-su-kien", "news_event", "Sáu bước nộp hồ sơ trực tuyến", json!({"media_id": picture, "description": "Một: đăng nhập. Hai: chọn thủ tục.", "data_source": "Trung tâm Hành chính công"})),
            ("Nguồn số liệu", "Trung tâm Hành chính công"), "", "ImageObject",
        ),
        (
            written("official", "gioi-thieu", "official_contact", "Chủ tịch UBND phường", json!({"full_name": "Nguyễn Văn Ví Dụ", "position": "Chủ tịch UBND phường", "unit_name": "UBND phường", "phone": "0225 000 0001", "email": "chutich@vidu.vn", "leader": true, "duties": "Phụ trách chung.", "biography": "Cử nhân luật."})),
            ("Chức vụ", "Chủ tịch UBND phường"), "leader:true", "ProfilePage",
        ),
        (
            written("unit", "gioi-thieu", "introduction", "Văn phòng HĐND và UBND", json!({"functions": "Tham mưu tổng hợp.", "address": "Số 1 đường Ví Dụ", "phone": "0225 000 0002", "email": "vanphong@vidu.vn"})),
            ("Địa chỉ", "Số 1 đường Ví Dụ"), "", "GovernmentOffice",
        ),
        (
            written("schedule_week", "chi-dao-dieu-hanh", "directing_information", "Lịch công tác tuần 48", json!({"week_of": "2026-11-23", "entries": [{"starts_at": "2026-11-25T08:00:00+07:00", "what": "Họp giao ban", "chair": "Chủ tịch", "visibility": "public"}]})),
            ("Tuần bắt đầu thứ Hai ngày", "2026-11-23"), "", "WebPage",
        ),
        (
            written("hotline", "gioi-thieu", "official_contact", "Đường dây nóng về môi trường", json!({"purpose": "Phản ánh rác thải", "unit_name": "Phòng Kinh tế", "phone": "0225 000 0003", "around_the_clock": true})),
            ("Liên hệ về việc", "Phản ánh rác thải"), "around_the_clock:true", "GovernmentService",
        ),
    ]
}

/// Walks an item to the public, whichever way its kind goes; flags are confirmed as a reviewer would.
async fn lets_out(portal: &Portal, item: &Item) -> Item {
    let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
    let item = editor.submits(item).await;
    let item = if item.state() == "field_review" {
        // The section has an owner (Đ12.2).
        let reviewer = portal.the_reviewer_of("council_committee_office");
        reviewer.approves(&reviewer.finds_in_the_queue(&item).await).await;
        portal.the_secretariat().reads(&item).await
    } else {
        item
    };
    let item = if item.state() == "editing" { portal.the_secretariat().sends_up(&item).await } else { item };
    assert_eq!(item.state(), "board_review");
    let deputy = portal.the_deputy_editor();
    let task = deputy.finds_in_the_queue(&item).await;
    let flags = deputy.get(&format!("{}/flags", item.at())).await.ok().json;
    let words = json!({"checklist_confirmed": true, "confirmed_flags": flags["to_confirm"]});
    deputy.tells(&task, "approve", words).await.ok();
    portal.the_secretariat().reads(&item).await
}

async fn writes_and_lets_out(portal: &Portal, text: Written) -> Item {
    let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
    let item = editor.writes(text).await;
    lets_out(portal, &item).await
}

async fn full(portal: &Portal, item: &Item) -> Value {
    portal.a_visitor().get(&format!("/api/v1/publications/{}", item.id())).await.ok().json
}

both!(
    async fn every_kind_goes_from_the_desk_to_the_public_page(portal: Portal) {
        let visitor = portal.a_visitor();
        for (text, (label, value), filter, schema) in samples(&portal).await {
            let item = writes_and_lets_out(&portal, text).await;
            let kind = item.json["kind"].as_str().expect("a kind").to_owned();
            let told = full(&portal, &item).await;
            let fact = told["facts"].as_array().expect("facts").iter().find(|f| f["label"] == label);
            assert_eq!(fact.unwrap_or_else(|| panic!("{kind} shows no {label}: {}", told["facts"]))["value"], value, "{kind}");
            assert_eq!(told["metadata"]["schema_type"], schema, "{kind}");
            if !filter.is_empty() {
                let list = visitor.get(&format!("/api/v1/publications?kind={kind}&key={}", filter.replace('–', "%E2%80%93"))).await.ok();
                assert_eq!(list.ids(), [item.id()], "{kind} by {filter}");
            }
            let page = visitor.get(item.path()).await.ok().text();
            assert!(page.contains(&format!("\"@type\":\"{schema}\"")), "{kind} has no JSON-LD of {schema}");
            assert!(page.contains(&format!("<dt>{label}</dt>")), "{kind}: the page without scripts shows no {label}");
            for name in ["title", "creator", "date", "description", "publisher", "identifier", "type"] {
                assert!(page.contains(&format!("name=\"DC.{name}\"")), "{kind} has no DC.{name}");
            }
        }
        let none = visitor.get("/api/v1/publications?key=status:stopped").await.ok();
        assert!(none.data().is_empty());
        visitor.get("/api/v1/publications?key=Status").await.refused(422, "invalid");
        visitor.get("/api/v1/publications?key=status:approved&field=economy&section=dau-tu-mua-sam&sort=title").await.ok();
    }
);

both!(
    async fn nothing_is_published_without_what_its_kind_asks_for(portal: Portal) {
        let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
        let pointers = |item: &Item| -> Vec<String> {
            let all = item.json["blockers"].as_array().expect("blockers");
            all.iter().filter_map(|b| b["pointer"].as_str()).filter(|p| p.starts_with("/details")).map(str::to_owned).collect()
        };
        for (kind, details, wanted) in [
            ("directive", json!({}), vec!["/details/number", "/details/issuing_body", "/details/issued_on"]),
            (
                "plan",
                json!({"plan_type": "strategy"}),
                vec!["/details/approved_by", "/details/approved_on", "/details/period_from", "/details/period_to"],
            ),
            (
                "official",
                json!({"full_name": "A", "leader": true}),
                vec![
                    "/details/position",
                    "/details/unit_name",
                    "/details/phone",
                    "/details/email",
                    "/details/duties",
                    "/details/biography",
                ],
            ),
            ("statistic", json!({"period": "2026", "data_source": "A", "decided_on": "2026-11-20"}), vec!["/details/table"]),
            ("video", json!({"url": "https://vidu.vn"}), vec!["/details/transcript"]),
            (
                "public_posting",
                json!({"subject": "A", "periods": [{"from": "2026-11-24"}]}),
                vec!["/details/periods/0/to", "/details/periods/0/place"],
            ),
            (
                "document",
                json!({"family": "normative", "number": "849/QĐ-UBND", "issuing_body": "UBND", "issued_on": "2026-11-20"}),
                vec!["/details/number"],
            ),
            (
                "procedure",
                json!({"code": "abc", "level": "partial"}),
                vec!["/details/code", "/details/partial_reason", "/details/national_url"],
            ),
        ] {
            let item = editor
                .writes(Written::of(kind, "gioi-thieu", "introduction").titled("Thử").saying("<p>Thử.</p>").with("details", details))
                .await;
            assert_eq!(pointers(&item), wanted, "{kind}");
        }
        // What can never be right is refused when it is saved.
        let refused = [
            ("commendation", json!({"recipient": "Ông Nguyễn Văn A"}), "/content/details/recipient"),
            ("official", json!({"email": "không phải"}), "/content/details/email"),
            ("plan", json!({"period_from": "2027-01-01", "period_to": "2026-01-01"}), "/content/details/period_to"),
            (
                "statistic",
                json!({"table": {"columns": [{"name": "A", "numeric": true}], "rows": [["x"]]}}),
                "/content/details/table/rows/0/0",
            ),
            ("schedule_week", json!({"week_of": "2026-11-24"}), "/content/details/week_of"),
            ("project", json!({"budget": -1}), "/content/details/budget"),
            ("directive", json!({"document_url": "javascript:alert(1)"}), "/content/details/document_url"),
        ];
        for (kind, details, pointer) in refused {
            let reply = editor.post("/api/v1/desk/items", json!({"kind": kind, "content": {"details": details}})).await;
            let reply = reply.refused(422, "invalid");
            assert!(reply.pointers().iter().any(|p| pointer.ends_with(p) || p.ends_with(pointer)), "{kind}: {:?}", reply.pointers());
        }
        // An article that was taken over names where it comes from; a photo story shows pictures.
        let reposted = cong_tests::an_article().with("genre", json!("reposted"));
        let item = editor.writes(reposted).await;
        assert!(item.json["blockers"].to_string().contains("/source"));
        let story = editor.writes(cong_tests::an_article().with("genre", json!("photo_story"))).await;
        assert!(story.json["blockers"].to_string().contains("too_few_pictures"));
    }
);

both!(
    async fn the_clock_runs_from_the_day_that_the_kind_names(portal: Portal) {
        let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
        for (kind, details, rule) in [
            ("guidance", json!({"policy": "Luật A", "issued_on": "2026-11-20"}), "guidance"),
            ("plan", json!({"approved_on": "2026-11-20"}), "plan"),
            ("project", json!({"approved_on": "2026-11-20"}), "project"),
            ("statistic", json!({"decided_on": "2026-11-20"}), "statistic"),
        ] {
            let request = json!({"kind": kind, "content": {"title": "Thử", "body_html": "<p>Thử.</p>", "details": details}});
            let item = Item { json: editor.post("/api/v1/desk/items", request).await.answered(201).json };
            let item = editor.submits(&item).await;
            assert_eq!(item.json["clocks"][0]["rule"], rule, "{kind}");
        }
        let campaign = json!({"kind": "guidance", "content": {"title": "Thử", "body_html": "<p>Thử.</p>"}});
        let item = Item { json: editor.post("/api/v1/desk/items", campaign).await.answered(201).json };
        assert_eq!(editor.submits(&item).await.json["clocks"], json!([]), "a campaign without a law behind it owes nothing");
    }
);

both!(
    async fn documents_show_their_relations_at_both_ends(portal: Portal) {
        let old = portal.published(a_document().titled("Quy chế cũ")).await;
        let change = json!({
            "number": "45/QĐ-UBND", "doc_type": "Quyết định", "issuing_body": "UBND phường", "issued_on": "2026-11-21", "effective_on": "2026-12-01",
            "issuer_relation": "own", "relations": [
                {"relation": "replaces", "target_id": old.id(), "provision": "Khoản 2 Điều 5"},
                {"relation": "based_on", "number": "72/2025/QH15", "title": "Luật Tổ chức chính quyền địa phương"}],
        });
        let new = portal.published(a_document().titled("Quy chế mới").with("details", change)).await;
        let said = full(&portal, &new).await["relations"].clone();
        assert_eq!(said[0]["relation"], "replaces");
        assert_eq!(
            (&said[0]["path"], &said[0]["number"], &said[0]["effective_on"]),
            (&json!(old.path()), &json!("12/QĐ-UBND"), &json!("2026-12-01"))
        );
        assert_eq!((&said[1]["number"], &said[1]["path"]), (&json!("72/2025/QH15"), &Value::Null));

        // The other end shows the inverse at once, without a new approval, and says in the feed that it changed.
        let told = full(&portal, &old).await;
        assert_eq!(told["relations"][0]["relation"], "replaced_by");
        assert_eq!((&told["relations"][0]["provision"], &told["relations"][0]["path"]), (&json!("Khoản 2 Điều 5"), &json!(new.path())));
        assert_eq!(told["revised_at"], Value::Null, "the text is the same");
        assert_eq!(told["status"], "live", "what lost its force stays live: validity is no status");
        let feed = portal.a_visitor().get("/api/v1/changes?limit=100").await.ok();
        let last = feed.data().last().expect("a change").clone();
        assert_eq!((&last["type"], &last["id"]), (&json!("updated"), &json!(old.id())));

        // Taken away, it bears on nothing any more.
        portal.the_secretariat().says(&new, "withdraw", json!({"reason": "Đăng nhầm.", "in_use_confirmed": true})).await.ok();
        let told = full(&portal, &old).await;
        assert!(told.get("relations").is_none(), "{}", told["relations"]);
        let restored = portal.the_secretariat().restores(&new).await;
        let deputy = portal.the_deputy_editor();
        deputy.approves(&deputy.finds_in_the_queue(&restored).await).await;
        assert_eq!(full(&portal, &old).await["relations"][0]["relation"], "replaced_by");
    }
);

both!(
    async fn a_table_is_downloaded_as_csv_and_json(portal: Portal) {
        let all = samples(&portal).await;
        let (text, ..) = all.into_iter().find(|(.., schema)| *schema == "Dataset").expect("a statistic");
        let item = writes_and_lets_out(&portal, text).await;
        let visitor = portal.a_visitor();
        let at = format!("/api/v1/publications/{}", item.id());
        let csv = visitor.get(&format!("{at}/table.csv")).await.ok();
        assert!(csv.header("content-type").is_some_and(|t| t.starts_with("text/csv")));
        assert!(csv.header("content-disposition").is_some_and(|d| d.contains(".csv")));
        assert_eq!(csv.text(), "\u{feff}Năm,Số hộ nghèo (hộ)\r\n2025,1041\r\n2026,28.5\r\n");
        let json = visitor.get(&format!("{at}/table.json")).await.ok().json;
        assert_eq!(json["rows"], json!([["2025", 1041], ["2026", 28.5]]));
        assert_eq!((&json["columns"][1]["unit"], &json["data_source"]), (&json!("hộ"), &json!("Phòng Kinh tế")));
        assert!(json["url"].as_str().expect("an address").ends_with(item.path()));
        let page = visitor.get(item.path()).await.ok().text();
        assert!(page.contains(&format!("/api/v1/publications/{}/table.csv", item.id())), "the data set names its downloads");

        let other = portal.published(a_document()).await;
        visitor.get(&format!("/api/v1/publications/{}/table.csv", other.id())).await.refused(404, "not_found");
        visitor.get("/api/v1/publications/x/table.json").await.refused(404, "not_found");
        portal.the_secretariat().withdraws(&item, "Số liệu sai.").await;
        visitor.get(&format!("{at}/table.csv")).await.refused(410, "gone");
    }
);

both!(
    async fn a_week_shows_its_changes_and_keeps_what_is_internal(portal: Portal) {
        let entry = |hour: u32, what: &str, visibility: &str| json!({"starts_at": format!("2026-11-25T{hour:02}:00:00+07:00"), "what": what, "chair": "Chủ tịch", "place": "Phòng họp A", "visibility": visibility});
        let entries = json!([
            entry(8, "Họp giao ban", "public"),
            entry(10, "Họp kỷ luật nội bộ kín", "internal"),
            entry(14, "Tiếp công dân", "public")
        ]);
        let week = written(
            "schedule_week",
            "chi-dao-dieu-hanh",
            "directing_information",
            "Lịch công tác tuần 48",
            json!({"week_of": "2026-11-23", "entries": entries}),
        );
        let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
        let item = editor.writes(week).await;
        assert_eq!(item.json["content"]["details"]["entries"][2]["no"], 3, "entries are numbered");
        let item = lets_out(&portal, &item).await;
        let visitor = portal.a_visitor();

        let nowhere = "nội bộ kín";
        let places = [
            format!("/api/v1/publications/{}", item.id()),
            "/api/v1/publications?view=full&limit=100".into(),
            item.path().to_owned(),
            "/feeds/all.atom".into(),
            "/feeds/lich-cong-tac.ics".into(),
        ];
        for place in &places {
            assert!(!visitor.get(place).await.ok().text().contains(nowhere), "{place} shows an internal entry");
        }
        let database = portal.tables().await;
        let stored: Vec<String> = cong_tests::portal::column(
            &database,
            "SELECT p.full_json || t.text || s.line FROM publication p JOIN publication_text t ON t.n = p.n JOIN publication_search s ON s.n = p.n",
        )
        .await;
        assert!(!stored.is_empty());
        assert!(stored.iter().all(|row| !row.contains(nowhere) && !row.contains("noi bo kin")), "nor does a row of the public side");
        let calendar = visitor.get("/feeds/lich-cong-tac.ics").await.ok();
        assert!(calendar.header("content-type").is_some_and(|t| t.starts_with("text/calendar")));
        let calendar = calendar.text();
        assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 2);
        assert!(calendar.contains("DTSTART:20261125T010000Z\r\n") && calendar.contains("SUMMARY:Họp giao ban\r\n"), "{calendar}");

        // Moved, called off and added: readers see all three.
        editor.opens_a_new_edition_of(&item).await;
        let item = editor
            .edits(&item, |content| {
                let entries = content["details"]["entries"].as_array_mut().expect("entries");
                entries[0]["starts_at"] = json!("2026-11-25T09:00:00+07:00");
                entries.remove(2);
                entries.push(entry(16, "Kiểm tra chợ", "public"));
            })
            .await;
        let item = lets_out(&portal, &item).await;
        let entries = full(&portal, &item).await["details"]["entries"].clone();
        assert_eq!(entries[0]["was"]["starts_at"], "2026-11-25T08:00:00+07:00");
        assert!(entries[1]["cancelled_at"].is_string(), "{entries}");
        assert!(entries[2]["added_at"].is_string(), "{entries}");
        let calendar = visitor.get("/feeds/lich-cong-tac.ics").await.ok().text();
        assert_eq!(calendar.matches("STATUS:CANCELLED").count(), 1);
    }
);

both!(
    async fn a_posting_ends_by_itself_with_its_last_period(portal: Portal) {
        let details = json!({"subject": "Danh sách hộ được hỗ trợ.", "periods": [
            {"from": "2026-11-23", "to": "2026-11-24", "place": "Trụ sở"}, {"from": "2026-11-24", "to": "2026-11-26", "place": "Nhà văn hóa"}]});
        let item =
            writes_and_lets_out(&portal, written("public_posting", "thong-bao", "other_information", "Niêm yết danh sách", details)).await;
        let told = full(&portal, &item).await;
        assert_eq!(told["display_until"], "2026-11-27T00:00:00+07:00");
        assert_eq!(told["tables"][0]["rows"].as_array().expect("rows").len(), 2);
        portal.clock().set("2026-11-27T00:01:00+07:00".parse().expect("a moment"));
        portal.worker_does_what_is_due().await;
        assert_eq!(full(&portal, &item).await["status"], "expired");
    }
);

both!(
    async fn an_administrator_defines_a_kind_without_code(portal: Portal) {
        let administrator = portal.a("technical_administrator").anywhere();
        let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
        let asked = json!({"name": "Nhà văn hóa, sân thể thao", "name_en": "Cultural houses", "fields": [
            {"input": "line", "label": "Địa chỉ", "required": true, "in_list": true},
            {"input": "number", "label": "Số chỗ", "label_en": "Seats"},
            {"input": "choice", "label": "Tình trạng", "filter": true, "choices": [{"label": "Đang dùng"}, {"label": "Đang sửa"}]},
            {"input": "date", "label": "Ngày khánh thành"}, {"input": "link", "label": "Trang riêng"}, {"input": "text", "label": "Mô tả"}]});
        editor.post("/api/v1/desk/kind-definitions", asked.clone()).await.refused(403, "forbidden");
        let defined = administrator.post("/api/v1/desk/kind-definitions", asked.clone()).await.answered(201);
        let (id, code) = (defined.json["id"].clone(), defined.json["code"].as_str().expect("a code").to_owned());
        assert_eq!(code, "nha_van_hoa_san_the_thao");
        assert_eq!(defined.json["fields"][2]["choices"][0]["value"], "dang_dung");

        // It begins like any other, and is held to its fields.
        let details = |values: Value| json!({"definition_id": id, "version": 0, "values": values});
        let wrong =
            json!({"kind": "custom", "content": {"details": details(json!({"so_cho": "nhiều", "khong_co": 1, "tinh_trang": "bo_hoang"}))}});
        let refused = editor.post("/api/v1/desk/items", wrong).await.refused(422, "invalid");
        assert_eq!(refused.pointers().len(), 3, "{:?}", refused.pointers());
        editor.post("/api/v1/desk/items", json!({"kind": "custom"})).await.refused(422, "invalid");
        let text = written(
            "custom",
            "gioi-thieu",
            "other_information",
            "Nhà văn hóa tổ dân phố số 7",
            details(json!({"so_cho": 120, "tinh_trang": "dang_dung", "mo_ta": "Sân rộng."})),
        );
        let item = editor.writes(text).await;
        assert!(item.json["blockers"].to_string().contains("/details/values/dia_chi"), "required marks count: {}", item.json["blockers"]);
        assert_eq!(item.json["definition"]["fields"][0]["label"], "Địa chỉ");
        let item = editor.edits(&item, |content| content["details"]["values"]["dia_chi"] = json!("Ngõ 42 phố Sen Hồng")).await;
        let item = lets_out(&portal, &item).await;

        let told = full(&portal, &item).await;
        assert_eq!((&told["kind_name"], &told["kind_name_en"]), (&json!("Nhà văn hóa, sân thể thao"), &json!("Cultural houses")));
        assert_eq!((&told["columns"][0]["label"], &told["columns"][0]["value"]), (&json!("Địa chỉ"), &json!("Ngõ 42 phố Sen Hồng")));
        assert_eq!(told["facts"][2]["value"], "Đang dùng");
        let visitor = portal.a_visitor();
        for key in [format!("definition:{code}"), "tinh_trang:dang_dung".to_owned()] {
            assert_eq!(visitor.get(&format!("/api/v1/publications?kind=custom&key={key}")).await.ok().ids(), [item.id()]);
        }
        assert!(visitor.get("/feeds/all.atom").await.ok().text().contains("Nhà văn hóa tổ dân phố số 7"));
        assert!(visitor.get(item.path()).await.ok().text().contains("<dt>Địa chỉ</dt>"));
        for words in ["san rong", "đang dùng"] {
            let found = visitor.get(&format!("/api/v1/search?q={}", words.replace(' ', "%20"))).await.ok();
            assert!(found.text().contains(item.id()), "{words}: {}", found.text());
        }

        // A new version: what is published keeps its own until it is edited.
        let mut changed = asked;
        changed["fields"] = json!([{"name": "dia_chi", "input": "line", "label": "Nơi đặt", "required": true}, {"input": "line", "label": "Người trông coi"}]);
        let at = format!("/api/v1/desk/kind-definitions/{}", id.as_str().expect("an id"));
        administrator.put_at(&at, "\"v9\"", changed.clone()).await.refused(412, "stale");
        let second = administrator.put_at(&at, &defined.etag(), changed.clone()).await.ok();
        assert_eq!(second.json["version"], 2);
        assert_eq!(full(&portal, &item).await["facts"][0]["label"], "Địa chỉ");
        editor.opens_a_new_edition_of(&item).await;
        let item = editor
            .edits(&item, |content| content["details"] = json!({"definition_id": id, "version": 0, "values": {"dia_chi": "Ngõ 42"}}))
            .await;
        assert_eq!(item.json["content"]["details"]["version"], 2);
        let item = lets_out(&portal, &item).await;
        assert_eq!(full(&portal, &item).await["facts"][0]["label"], "Nơi đặt");

        changed["retired"] = json!(true);
        administrator.put_at(&at, &second.etag(), changed).await.ok();
        editor
            .post("/api/v1/desk/items", json!({"kind": "custom", "content": {"details": {"definition_id": id, "version": 0}}}))
            .await
            .refused(422, "invalid");
        let kinds = visitor.get("/api/v1/kinds").await.ok();
        let own = kinds.data().iter().find(|kind| kind["code"] == code.as_str()).expect("it is listed");
        assert_eq!(own["retired"], true);
        let bad = json!({"name": " ", "fields": [{"input": "choice", "label": "A", "choices": [{"label": "B"}]}, {"input": "line", "label": ""}]});
        let refused = administrator.post("/api/v1/desk/kind-definitions", bad).await.refused(422, "invalid");
        assert_eq!(refused.pointers(), ["/name", "/fields/0/choices", "/fields/1/label"]);
    }
);
