//! What a ward brings along: legal documents and procedures as found, the articles of a NukeViet site and of a feed, with
//! their old addresses.

use std::fs;
use std::path::{Path, PathBuf};

use cong::app::import::stories::Press;
use cong::app::import::{self, feed, nukeviet};
use cong_tests::newsroom::{Item, a_picture};
use cong_tests::portal::number;
use cong_tests::{Portal, both};
use serde_json::{Value, json};

/// The lines of a report, the sums apart.
fn read_report(path: &Path) -> (Vec<Value>, Value) {
    let text = fs::read_to_string(path).expect("a report");
    let mut lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
    let sums = lines.pop().expect("sums")["summary"].take();
    (lines, sums)
}

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name)
}

both!(
    async fn a_hostile_file_is_taken_line_by_line_or_refused_with_reasons(portal: Portal) {
        let file = portal.data_path().join("van-ban.jsonl");
        let report = portal.data_path().join("bao-cao.jsonl");
        let good = |number: &str| json!({"number": number, "title": format!("Quyết định {number}"), "issued": "1/7/2026", "text_markdown": "# Điều 1", "cột lạ": 7});
        let mut bytes = "\u{feff}".as_bytes().to_vec();
        let mut line = |text: &[u8]| {
            bytes.extend_from_slice(text);
            bytes.extend_from_slice(b"\r\n");
        };
        line(good("1/2026/QĐ-UBND").to_string().as_bytes());
        line(b"{\"number\": \"2/2026/Q");
        line(good("1/2026/QĐ-UBND").to_string().as_bytes());
        line(json!({"number": null, "title": "Không số, không ngày"}).to_string().as_bytes());
        line(b"{\"number\": \"3/2026/Q\xc3\x90\xff\"}");
        line(format!("{{\"title\": \"{}\"}}", "a".repeat(9 * 1024 * 1024)).as_bytes());
        line(json!({"number": "4/2026/QĐ-UBND", "title": "Đảo\u{202e}chữ"}).to_string().as_bytes());
        line(b"[1, 2]");
        line("[".repeat(5000).as_bytes());
        line(json!({"number": "5/2026/QĐ-UBND", "title": "C¨n cø LuËt Tæ chøc chÝnh quyÒn ®Þa ph\u{AD}¬ng", "status": "C", "issued": "31/02/2026"}).to_string().as_bytes());
        fs::write(&file, bytes).unwrap();
        let done = import::documents(portal.site(), file.clone(), Some(report.clone())).await.expect("an import");
        assert_eq!((done.read, done.added, done.refused.len()), (10, 3, 7), "{done:?}");
        let (lines, sums) = read_report(&report);
        assert_eq!((sums["added"].clone(), sums["refused"].clone(), sums["partly"].clone()), (json!(3), json!(7), json!(3)));
        let outcomes: Vec<_> = lines.iter().map(|l| l["outcome"].as_str().unwrap()).collect();
        assert_eq!(outcomes, ["added", "refused", "refused", "added", "refused", "refused", "refused", "refused", "refused", "added"]);
        assert!(lines.iter().filter(|l| l["outcome"] == "refused").all(|l| !l["reasons"].as_array().unwrap().is_empty()));
        assert_eq!(lines[0]["ignored"], json!(["cot_la"]));
        assert!(lines[2]["reasons"][0].as_str().unwrap().contains("dòng 1"));
        assert_eq!(lines[3]["missing"][0], "number");
        assert!(lines[9]["doubts"].to_string().contains("TCVN3"), "told, not converted: {}", lines[9]);
        let unread: Vec<_> = lines[9]["unreadable"].as_array().unwrap().iter().map(|u| u["field"].as_str().unwrap()).collect();
        assert_eq!(unread, ["issued_on", "status"]);
        // Again: what is in stays, what was refused is refused again, nothing is doubled.
        let again = import::documents(portal.site(), file, Some(report.clone())).await.expect("again");
        assert_eq!((again.added, again.skipped, again.partly), (0, 3, 3));
        assert_eq!(read_report(&report).0[0]["item"], lines[0]["item"]);
    }
);

/// The two real files, whole, where they lie beside the repository.
macro_rules! real {
    ($portal:ident, $file:literal, $import:path, $rows:literal, $check:expr) => {{
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data").join($file);
        let file = if file.exists() { file } else { Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join($file) };
        if !file.exists() {
            eprintln!("not run: {} is not beside the repository", $file);
            return;
        }
        let report = $portal.data_path().join("report.jsonl");
        let done = $import($portal.site(), file.clone(), Some(report.clone())).await.expect("an import");
        eprintln!("{}: {} read, {} whole, {} partly, {} refused", $file, done.read, done.whole, done.partly, done.refused.len());
        assert_eq!((done.read, done.added + done.refused.len()), ($rows, $rows));
        assert_eq!(done.whole + done.partly, done.added);
        assert!(done.refused.is_empty(), "{:?}", done.refused);
        let (lines, _) = read_report(&report);
        assert_eq!(lines.len(), $rows);
        let said = |l: &Value, name: &str| !l[name].as_array().unwrap().is_empty();
        for line in &lines {
            let partly = said(line, "missing") || said(line, "unreadable") || said(line, "shortened");
            assert_eq!(line["reading"], if partly { "partly" } else { "whole" }, "{line}");
        }
        $check(&lines);
        let again = $import($portal.site(), file, None).await.expect("again");
        assert_eq!((again.added, again.skipped), (0, $rows));
    }};
}

both!(
    async fn the_real_documents_come_in(portal: Portal) {
        real!(portal, "legal-documents.jsonl", import::documents, 150, |lines: &[Value]| {
            let lacking = |field: &str| lines.iter().filter(|l| l["missing"].as_array().unwrap().iter().any(|f| f == field)).count();
            assert_eq!(lacking("number") + lacking("title") + lacking("text"), 0);
            assert!(lacking("issuing_body") == 0, "the number says it where the column does not: {}", lacking("issuing_body"));
        });
        let db = portal.tables().await;
        assert_eq!(number(&db, "SELECT count(*) FROM item WHERE kind = 'document' AND state = 'draft'").await, 150);
        let _ = db.close().await;
    }
);

both!(
    async fn the_real_procedures_come_in(portal: Portal) {
        real!(portal, "procedures.jsonl", import::procedures, 460, |lines: &[Value]| {
            assert!(lines.iter().all(|l| l["to_add"] == json!(["level"])), "no line says whether it is served online entirely");
            let unread =
                |field: &str| lines.iter().filter(|l| l["unreadable"].as_array().unwrap().iter().any(|u| u["field"] == field)).count();
            assert!(unread("methods") <= 60, "{}", unread("methods"));
            assert!(unread("papers") <= 30, "{}", unread("papers"));
        });
    }
);

fn press(portal: &Portal) -> Press {
    Press {
        unit: "public_service_unit_center".into(),
        uploads: Some(portal.data_path().join("uploads")),
        by: Some("bientap".into()),
        section: vec!["Chuyen-cu=tin-tuc-su-kien".into()],
        report: Some(portal.data_path().join("bao-cao.jsonl")),
    }
}

both!(
    async fn a_nukeviet_site_moves_in_and_its_old_addresses_lead_on(portal: Portal) {
        let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
        let folder = portal.data_path().join("uploads/news/2023_11");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("kenh.png"), a_picture(9)).unwrap();
        let asked = || nukeviet::Nukeviet {
            file: data("nukeviet.sql"),
            module: "news".into(),
            lang: "vi".into(),
            all_states: false,
            press: Press { by: Some(editor.username().to_owned()), ..press(&portal) },
        };
        let done = nukeviet::import(portal.site(), &asked(), false).await.expect("an import");
        assert_eq!((done.read, done.added, done.refused.len()), (6, 3, 3), "{done:?}");
        let (lines, _) = read_report(&portal.data_path().join("bao-cao.jsonl"));
        let of = |id: &str| lines.iter().find(|l| l["external_id"] == format!("vi:news:{id}")).unwrap_or_else(|| panic!("no {id}")).clone();
        for (id, word) in [("13", "bản nháp"), ("14", "liên kết"), ("15", "tiêu đề")] {
            assert!(of(id)["reasons"][0].as_str().unwrap().contains(word), "{}", of(id));
        }
        assert!(of("12")["doubts"].to_string().contains(".VnTime"), "{}", of("12"));
        assert_eq!(of("16")["missing"], json!(["body_html"]));
        assert!(of("11")["unreadable"].to_string().contains("noikhac.example"), "{}", of("11"));
        let again = nukeviet::import(portal.site(), &asked(), false).await.expect("again");
        assert_eq!((again.added, again.skipped), (0, 3));

        // A draft is no address yet; a category leads to its section at once.
        let old = "/vi/news/Tin-tuc/phuong-ra-quan-don-kenh-11.html";
        let visitor = portal.a_visitor();
        visitor.asks("GET", old, &[("accept", "text/html")]).await.answered(404);
        let category = visitor.asks("GET", "/news/Tin-tuc/", &[("accept", "text/html")]).await.answered(301);
        assert_eq!(category.header("location"), Some("/chuyen-muc/tin-tuc-su-kien"));

        let other = editor.get(&format!("/api/v1/desk/items/{}", of("12")["item"].as_str().unwrap())).await.ok().json;
        assert_eq!(
            other["content"]["source"],
            json!({"kind": "other", "name": "Báo Hải Phòng", "url": "https://baohaiphong.example/bai-goc"})
        );
        let item = Item { json: editor.get(&format!("/api/v1/desk/items/{}", of("11")["item"].as_str().unwrap())).await.ok().json };
        let content = &item.json["content"];
        assert_eq!(content["title"], "Phường \"ra quân\" dọn kênh; bà con hưởng ứng");
        assert_eq!(content["authors"], json!([{"name": "Ban Biên tập", "user_id": null}]));
        let body = content["body_html"].as_str().unwrap();
        assert!(body.contains("<img src=\"cong-media:") && body.contains("Bờ kênh") && !body.contains("noikhac"), "{body}");
        assert!(!body.contains("onclick") && !body.contains("script"), "{body}");
        assert_eq!(content["lead_image"]["alt"], "Bà con dọn kênh");
        // Whose pictures they are, only people know.
        let media = content["lead_image"]["media_id"].as_str().unwrap();
        let path = format!("/api/v1/desk/media/{media}");
        let seen = editor.get(&path).await.ok();
        editor.patch_at(&path, &seen.etag(), json!({"rights": {"owner": "UBND phường"}})).await.ok();
        editor.submits(&item).await;
        portal.the_secretariat().sends_up(&item).await;
        let deputy = portal.the_deputy_editor();
        deputy.approves(&deputy.finds_in_the_queue(&item).await).await;
        let item = portal.the_secretariat().reads(&item).await;

        for address in [
            old,
            "/news/Tin-tuc/phuong-ra-quan-don-kenh-11.html",
            "/news/Chuyen-cu/phuong-ra-quan-don-kenh-11.html",
            "/Tin-tuc/phuong-ra-quan-don-kenh-11.html",
            "/index.php?language=vi&nv=news&op=Tin-tuc/phuong-ra-quan-don-kenh-11",
        ] {
            let moved = visitor.asks("GET", address, &[("accept", "text/html")]).await.answered(301);
            assert_eq!(moved.header("location"), Some(item.path()), "{address}");
        }
        let by_path = visitor.get(&format!("/api/v1/publications/by-path?path={old}")).await.answered(301);
        assert!(by_path.header("location").is_some_and(|to| to.ends_with(item.path())));
        let public = visitor.get(&format!("/api/v1/publications/{}", item.id())).await.ok();
        assert_eq!(public.json["published_at"], "2023-11-15T05:13:20+07:00", "it keeps its place in time");
        assert!(public.json["facts"].to_string().contains("Đăng lần đầu"), "and says so");

        portal.the_secretariat().withdraws(&item, "Thông tin không còn đúng.").await;
        visitor.asks("GET", old, &[("accept", "text/html")]).await.answered(301);
        visitor.asks("GET", item.path(), &[("accept", "text/html")]).await.answered(410);
    }
);

both!(
    async fn a_feed_moves_in(portal: Portal) {
        let asked = feed::Feed {
            file: data("tin-cu.rss"),
            own_host: Some("cu.binhminh.example".into()),
            press: Press { uploads: None, by: None, ..press(&portal) },
        };
        let done = feed::import(portal.site(), &asked).await.expect("an import");
        assert_eq!((done.added, done.refused.len()), (2, 0), "{done:?}");
        assert_eq!(feed::import(portal.site(), &asked).await.expect("again").skipped, 2);
        let (lines, _) = read_report(&portal.data_path().join("bao-cao.jsonl"));
        let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
        let own = editor.get(&format!("/api/v1/desk/items/{}", lines[0]["item"].as_str().unwrap())).await.ok().json;
        assert_eq!(own["content"]["details"]["first_published_at"], "2024-03-05T01:00:00Z");
        assert_eq!(own["content"]["source"]["kind"], "own");
        assert!(lines[0]["doubts"].to_string().contains("iframe"), "{}", lines[0]);
        let other = editor.get(&format!("/api/v1/desk/items/{}", lines[1]["item"].as_str().unwrap())).await.ok().json;
        assert_eq!(
            (&other["content"]["source"]["kind"], &other["content"]["source"]["url"]),
            (&json!("other"), &json!("https://bao.example/bai-9"))
        );
        let broken = portal.data_path().join("hong.rss");
        fs::write(&broken, "<rss><channel><item></rss>").unwrap();
        assert!(feed::import(portal.site(), &feed::Feed { file: broken, own_host: None, press: asked.press }).await.is_err());
    }
);

both!(
    async fn nobody_dates_a_text_back_at_the_desk(portal: Portal) {
        let text = cong_tests::newsroom::an_article().with("details", json!({"first_published_at": "2020-01-01T08:00:00+07:00"}));
        let item = portal.published(text).await;
        let public = portal.a_visitor().get(&format!("/api/v1/publications/{}", item.id())).await.ok();
        assert_eq!(public.json["published_at"], "2026-11-23T09:00:00+07:00");
    }
);

both!(
    async fn a_sheet_is_looked_at_and_then_kept(portal: Portal) {
        let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
        let sheet = "Danh sách bài\nTiêu đề,Nội dung,Tác giả,Ngày đăng,Địa chỉ cũ\n\
                     Khai giảng lớp xóa mù,Lớp có 20 học viên.,Lan,5/3/2024,/tin/khai-giang.html\n\
                     Chưa có tác giả,Nội dung.,,hôm qua,\n,Không tiêu đề,,,\nKhai giảng lớp xóa mù,Lớp có 20 học viên.,Lan,5/3/2024,/tin/khai-giang.html\n";
        let seen = editor.sends("/api/v1/desk/imports/preview?of=articles", "text/csv", sheet.into()).await.ok().json;
        assert_eq!((&seen["added"], &seen["refused"]), (&json!(2), &json!(2)), "{seen}");
        let told: Vec<_> =
            seen["lines"].as_array().unwrap().iter().map(|l| (l["line"].as_i64().unwrap(), l["outcome"].as_str().unwrap())).collect();
        assert_eq!(told, [(3, "new"), (4, "new"), (5, "refused"), (6, "refused")]);
        assert_eq!(seen["lines"][1]["unreadable"][0]["field"], "first_published_at");
        assert!(editor.get("/api/v1/desk/items").await.ok().data().is_empty(), "looking writes nothing");
        let kept = editor.sends("/api/v1/desk/imports?of=articles&only_whole=true", "text/csv", sheet.into()).await.ok().json;
        assert_eq!((&kept["added"], &kept["left_out"], &kept["refused"]), (&json!(1), &json!(1), &json!(2)), "{kept}");
        let item = editor.get(&format!("/api/v1/desk/items/{}", kept["lines"][0]["item"].as_str().unwrap())).await.ok().json;
        assert_eq!((&item["state"], &item["content"]["authors"][0]["name"]), (&json!("draft"), &json!("Lan")));
        let again = editor.sends("/api/v1/desk/imports?of=articles", "text/csv", sheet.into()).await.ok().json;
        assert_eq!((&again["added"], &again["stood"]), (&json!(1), &json!(1)));
        let nothing = editor.sends("/api/v1/desk/imports/preview?of=articles", "text/csv", b"a".to_vec()).await;
        nothing.refused(422, "invalid");
        editor.sends("/api/v1/desk/imports/preview?of=articles", "text/csv", vec![0xff, 0xfe]).await.answered(415);
        // The same at the command line, for sheets too.
        let file = portal.data_path().join("van-ban.csv");
        fs::write(&file, "Số hiệu;Tên văn bản;Ngày ban hành;Cơ quan ban hành\n7/2026/QĐ-UBND;Quyết định;1/7/2026;UBND thành phố\n")
            .unwrap();
        let done = import::documents(portal.site(), file.clone(), None).await.expect("an import");
        assert_eq!((done.added, done.refused.len()), (1, 0), "{done:?}");
        assert_eq!(import::documents(portal.site(), file, None).await.expect("again").skipped, 1);
    }
);
