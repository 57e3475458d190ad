//! Files beside the text: what comes in, what is read of it, what the public gets, and nothing before it is published.

use cong_tests::database::Database;
use cong_tests::person::send;
use cong_tests::{Item, Person, Portal, a_document, a_picture, an_article, both};
use serde_json::{Value, json};

const PDF: &[u8] = include_bytes!("../data/thong-bao.pdf");
const DOCX: &[u8] = include_bytes!("../data/quyet-dinh.docx");
const XLSX: &[u8] = include_bytes!("../data/danh-sach-ho-tro.xlsx");
/// Ten seconds of nothing are enough of a film to be one.
const MP4: &[u8] = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom\x00\x00\x00\x08free\x00\x00\x00\x08mdat";
const CAPTIONS: &str = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nXin chào bà con.";

async fn takes_in(person: &Person, name: &str, bytes: &[u8]) -> Value {
    person.sends(&format!("/api/v1/desk/media?filename={name}"), "application/octet-stream", bytes.to_vec()).await.answered(201).json
}

fn id(media: &Value) -> &str {
    media["id"].as_str().expect("an id")
}

fn attached(media: &Value, title: &str) -> Value {
    json!([{"media_id": id(media), "title": title}])
}

async fn before_the_board_with(portal: &Portal, attachments: Value) -> Item {
    let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
    let item = editor.writes(a_document().with("attachments", attachments)).await;
    let item = editor.submits(&item).await;
    portal.the_secretariat().sends_up(&item).await
}

both!(
    async fn a_signed_file_reaches_the_public_byte_for_byte(portal: Portal) {
        let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
        let media = takes_in(&editor, "Thông báo.exe", PDF).await;
        assert_eq!((&media["kind"], &media["type"], &media["pages"]), (&json!("document"), &json!("application/pdf"), &json!(2)));
        assert_eq!((&media["text_state"], &media["renditions"]), (&json!("whole"), &json!([])));
        let at = format!("/api/v1/media/{}/file", id(&media));
        let visitor = portal.a_visitor();
        let item = editor.writes(a_document().with("attachments", attached(&media, "Thông báo (bản ký số)"))).await;
        // A draft's file is nobody's: not by its id, not by a rendition's name, not for another unit.
        for path in [at.clone(), format!("/api/v1/media/{}", id(&media)), format!("/api/v1/media/{}/full", id(&media))] {
            visitor.get(&path).await.refused(404, "not_found");
        }
        visitor.get(&format!("/api/v1/desk/media/{}/file", id(&media))).await.refused(401, "unauthenticated");
        portal.a_contributor().in_unit("school").get(&format!("/api/v1/desk/media/{}/file", id(&media))).await.refused(404, "not_found");
        let own = editor.get(&format!("/api/v1/desk/media/{}/file", id(&media))).await.ok();
        assert_eq!((&own.bytes[..], own.header("cache-control")), (PDF, Some("private, no-store")));

        editor.submits(&item).await;
        let secretary = portal.the_secretariat();
        secretary.sends_up(&item).await;
        visitor.get(&at).await.refused(404, "not_found");
        let deputy = portal.the_deputy_editor();
        let task = deputy.finds_in_the_queue(&item).await;
        // The second page names a person: the reviewer is told where, and says that it was looked at.
        let flags = deputy.get(&format!("{}/flags", item.at())).await.ok().json;
        let places: Vec<_> =
            flags["data"].as_array().unwrap().iter().map(|f| (f["code"].clone(), f["place"].clone(), f["part"].clone())).collect();
        let on = |code: &str| (json!(code), json!("trang 2"), json!("attachments/0"));
        assert_eq!(places, [on("id_number"), on("phone_number")]);
        deputy.tells(&task, "approve", json!({"checklist_confirmed": true})).await.refused(422, "invalid");
        let yes = json!({"checklist_confirmed": true, "confirmed_flags": ["id_number", "phone_number"]});
        deputy.tells(&task, "approve", yes).await.ok();

        let shown = visitor.get(&format!("/api/v1/publications/{}", item.id())).await.ok().json;
        let out = &shown["attachments"][0];
        assert_eq!((&out["title"], &out["pages"], &out["bytes"]), (&json!("Thông báo (bản ký số)"), &json!(2), &json!(PDF.len())));
        assert_eq!((&out["url"], &shown["media"]), (&json!(at), &json!([])));
        let file = visitor.get(&at).await.ok();
        assert_eq!(&file.bytes[..], PDF);
        assert_eq!((file.header("content-type"), file.header("x-content-type-options")), (Some("application/pdf"), Some("nosniff")));
        assert_eq!(file.header("content-disposition"), Some("inline; filename*=UTF-8''Th%C3%B4ng%20b%C3%A1o.exe"));
        let part = visitor.asks("GET", &at, &[("range", "bytes=0-4")]).await;
        assert_eq!((part.status, &part.bytes[..]), (206, b"%PDF-".as_slice()));
        // The words of the file are found, with or without their marks, and where the file is used is told.
        let found = visitor.get("/api/v1/search?q=danh%20sach%20trung%20tuyen").await.ok();
        assert_eq!((&found.json["total"], &found.data()[0]["in_attachment"]), (&json!(1), &json!(true)), "{}", found.json);
        let uses = secretary.get(&format!("/api/v1/desk/media/{}/uses", id(&media))).await.ok().json;
        assert_eq!(uses["live"][0]["manner"], "attachment");
        // Withdrawn, it is gone with its text.
        secretary.withdraws(&item, "Lộ dữ liệu cá nhân.").await;
        visitor.get(&at).await.refused(404, "not_found");
    }
);

both!(
    async fn what_a_list_of_people_holds_is_told_cell_by_cell(portal: Portal) {
        let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
        let media = takes_in(&editor, "ds.xlsx", XLSX).await;
        let item = before_the_board_with(&portal, attached(&media, "Danh sách hộ")).await;
        let flags = portal.the_deputy_editor().get(&format!("{}/flags", item.at())).await.ok().json;
        let mut places: Vec<_> = flags["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|f| format!("{} {}", f["code"].as_str().unwrap(), f["place"].as_str().unwrap()))
            .collect();
        places.sort();
        let want = ["bank_account Danh sách!E3", "birth_date Danh sách!C3", "birth_date Danh sách!C4", "id_number Danh sách!D3"];
        let more = ["id_number Danh sách!D4", "phone_number Danh sách!F3"];
        assert_eq!(places, want.into_iter().chain(more).collect::<Vec<_>>());
    }
);

both!(
    async fn a_masked_copy_is_proposed(portal: Portal) {
        let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
        let media = takes_in(&editor, "ds.xlsx", XLSX).await;
        let redact = async |id: &str| editor.post(&format!("/api/v1/desk/media/{id}/redact"), json!({})).await;
        let made = redact(id(&media)).await.answered(201).json;
        assert_eq!((&made["masked"], &made["media"]["derived_from"]), (&json!(6), &media["id"]));
        assert_eq!(made["media"]["filename"], "ds (đã che).xlsx");
        // The copy has nothing more to look at; the original is as it was.
        let item = before_the_board_with(&portal, attached(&made["media"], "Danh sách hộ")).await;
        let flags = portal.the_deputy_editor().get(&format!("{}/flags", item.at())).await.ok().json;
        assert_eq!(flags["data"], json!([]));
        let original = editor.get(&format!("/api/v1/desk/media/{}/file", id(&media))).await.ok();
        assert_eq!(&original.bytes[..], XLSX);
        // A PDF is not changed: it is told what to mask where.
        let pdf = takes_in(&editor, "tb.pdf", PDF).await;
        let told = redact(id(&pdf)).await.refused(422, "invalid");
        assert_eq!(told.json["errors"][0]["message"], "Cần che ở trang 2.");
        portal
            .a_contributor()
            .in_unit("school")
            .post(&format!("/api/v1/desk/media/{}/redact", id(&pdf)), json!({}))
            .await
            .refused(404, "not_found");
    }
);

both!(
    async fn a_dropped_document_fills_its_form(portal: Portal) {
        let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
        let media = takes_in(&editor, "qd.docx", DOCX).await;
        let told = editor.get(&format!("/api/v1/desk/media/{}/proposal", id(&media))).await.ok().json;
        let fields = &told["fields"];
        assert_eq!((&fields["number"], &fields["doc_type"]), (&json!("1026/QĐ-UBND"), &json!("Quyết định")));
        assert_eq!(fields["abstract"], "Về việc phê duyệt danh sách hộ được hỗ trợ sửa chữa nhà ở năm 2026");
        assert_eq!((&fields["issued_on"], &fields["issuing_body"]), (&json!("2026-11-20"), &json!("UBND phường Thành Đông")));
        assert_eq!((&fields["signer"], &fields["signer_position"]), (&json!("Nguyễn Thị Minh Khai"), &json!("KT. Chủ tịch, Phó Chủ tịch")));
        // The head and the addressees are no text; letters of .VnTime are Unicode, and somebody is told so.
        let body = told["body_html"].as_str().unwrap();
        for gone in ["CỘNG HÒA", "Nơi nhận", "Minh Khai", "1026"] {
            assert!(!body.contains(gone), "{gone}: {body}");
        }
        for there in ["Căn cứ Luật Tổ chức chính quyền địa phương;", "Hạ tầng &amp; Đô thị", "<td", "40.000.000 đồng"]
        {
            assert!(body.contains(there), "{there}: {body}");
        }
        assert_eq!(told["encodings"], json!(["tcvn3"]));
        let pdf = takes_in(&editor, "tb.pdf", PDF).await;
        let told = editor.get(&format!("/api/v1/desk/media/{}/proposal", id(&pdf))).await.ok().json;
        assert_eq!((&told["fields"]["doc_type"], &told["fields"]["number"]), (&json!("Thông báo"), &json!(null)));
        let csv = takes_in(&editor, "a.csv", b"a;b\n1;2\n").await;
        editor.get(&format!("/api/v1/desk/media/{}/proposal", id(&csv))).await.refused(422, "invalid");

        let converted = editor.post("/api/v1/desk/convert-text", json!({"text": "Coäng hoøa xaõ hoäi"})).await.ok().json;
        assert_eq!((&converted["encoding"], &converted["text"]), (&json!("vni"), &json!("Cộng hòa xã hội")));
        let same = editor.post("/api/v1/desk/convert-text", json!({"text": "Cộng hòa xã hội"})).await.ok().json;
        assert_eq!((&same["encoding"], &same["text"]), (&json!(null), &json!("Cộng hòa xã hội")));
    }
);

both!(
    async fn faces_are_blurred_in_a_new_picture(portal: Portal) {
        let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
        let picture = editor.uploads(a_picture(1)).await;
        let path = format!("/api/v1/desk/media/{}/blur", id(&picture));
        let place = |x: u32| json!({"rectangles": [{"x": x, "y": 0, "width": 500, "height": 500}]});
        let made = editor.post(&path, place(0)).await.answered(201).json;
        assert_eq!(
            (&made["derived_from"], &made["alt"], &made["rights"]["owner"]),
            (&picture["id"], &picture["alt"], &picture["rights"]["owner"])
        );
        editor.post(&path, place(1001)).await.refused(422, "invalid");
        editor.post(&path, json!({"rectangles": []})).await.refused(422, "invalid");
        let at = format!("/api/v1/desk/media/{}", id(&made));
        let focal = editor.patch_at(&at, "\"v1\"", json!({"focal": {"x": 250, "y": 100}})).await.ok().json;
        assert_eq!(focal["focal"], json!({"x": 250, "y": 100}));
        editor.patch_at(&at, "\"v2\"", json!({"focal": {"x": 1001, "y": 100}})).await.refused(422, "invalid");
    }
);

both!(
    async fn a_film_with_speech_has_captions_before_it_is_public(portal: Portal) {
        let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
        let film = takes_in(&editor, "phim.mp4", MP4).await;
        assert_eq!((&film["kind"], &film["has_speech"]), (&json!("video"), &json!(null)));
        let address = format!("/api/v1/desk/media/{}", id(&film));
        let item = editor.writes(an_article().with("attachments", attached(&film, "Phóng sự"))).await;
        let blockers = |item: &Item| -> Vec<String> {
            item.json["blockers"]
                .as_array()
                .unwrap()
                .iter()
                .map(|b| b["pointer"].as_str().unwrap().rsplit('/').next().unwrap().to_owned())
                .collect()
        };
        assert_eq!(blockers(&item), ["has_speech", "rights"]);
        editor.patch_at(&address, "\"v1\"", json!({"captions": "1\n00:01"})).await.refused(422, "invalid");
        editor.patch_at(&address, "\"v1\"", json!({"has_speech": true, "rights": {"owner": "Phường"}})).await.ok();
        assert_eq!(blockers(&editor.reads(&item).await), ["captions"]);
        let said = editor.patch_at(&address, "\"v2\"", json!({"captions": CAPTIONS, "transcript": "Xin chào bà con."})).await.ok().json;
        assert_eq!(said["captioned"], true);
        assert!(blockers(&editor.reads(&item).await).is_empty());
        editor.submits(&item).await;
        portal.the_secretariat().sends_up(&item).await;
        let deputy = portal.the_deputy_editor();
        deputy.approves(&deputy.finds_in_the_queue(&item).await).await;
        let visitor = portal.a_visitor();
        let shown = visitor.get(&format!("/api/v1/publications/{}", item.id())).await.ok().json;
        let captions = shown["attachments"][0]["captions_url"].as_str().unwrap().to_owned();
        let track = visitor.get(&captions).await.ok();
        assert_eq!((track.text().as_str(), track.header("content-type")), (CAPTIONS, Some("text/vtt; charset=utf-8")));
        // Captions changed later are not the approved ones: readers keep what was approved.
        editor.patch_at(&address, "\"v3\"", json!({"captions": CAPTIONS.replace("Xin chào", "Tạm biệt")})).await.ok();
        assert_eq!(visitor.get(&captions).await.ok().text(), CAPTIONS);
    }
);

both!(
    async fn files_and_pictures_have_their_places(portal: Portal) {
        let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
        let file = takes_in(&editor, "a.docx", DOCX).await;
        assert_eq!((&file["text_state"], &file["hidden"]), (&json!("whole"), &json!(["author"])));
        let picture = editor.uploads(a_picture(1)).await;
        let write = async |text: cong_tests::Written| editor.post("/api/v1/desk/items", text.request(&portal).await).await;
        let reply = write(an_article().with("lead_image", json!({"media_id": id(&file)}))).await.refused(422, "invalid");
        assert_eq!(reply.pointers(), ["/lead_image/media_id"]);
        let reply = write(an_article().with("attachments", attached(&picture, "x"))).await.refused(422, "invalid");
        assert_eq!(reply.pointers(), ["/attachments/0/media_id"]);
        let twice = json!([{"media_id": id(&file)}, {"media_id": id(&file)}]);
        assert_eq!(write(an_article().with("attachments", twice)).await.refused(422, "invalid").pointers(), ["/attachments/1/media_id"]);
        // Another unit's file is not one's own to carry out.
        let other = portal.a_contributor().in_unit("school");
        let request = an_article().with("attachments", attached(&file, "x")).request(&portal).await;
        other.post("/api/v1/desk/items", request).await.refused(422, "invalid");
        let large = "x".repeat(301);
        assert_eq!(
            write(an_article().with("attachments", attached(&file, &large))).await.refused(422, "invalid").pointers(),
            ["/attachments/0/title"]
        );
    }
);

both!(
    async fn what_is_dangerous_or_broken_is_refused_or_told(portal: Portal) {
        let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
        let bomb = {
            let mut zip = zip_of(&[("word/document.xml", &vec![b' '; 1024 * 1024])]);
            // A package that says it is a document and is nothing but its own beginning.
            zip.truncate(200);
            zip
        };
        for (name, bytes) in [
            ("a.pdf", b"MZ\x90\x00\x03\x00\x00\x00\x04".to_vec()),
            ("a.docx", bomb),
            ("a.docm", zip_of(&[("word/document.xml", b"<w:document/>"), ("word/vbaProject.bin", b"x")])),
            ("a.zip", zip_of(&[("a.exe", b"MZ")])),
            ("a.txt", b"<html><script>alert(1)</script></html>".to_vec()),
            ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".to_vec()),
        ] {
            let path = format!("/api/v1/desk/media?filename={name}");
            editor.sends(&path, "application/octet-stream", bytes).await.refused(415, "unsupported_media_type");
        }
        // A PDF without words (a scan) is kept; the reviewer must look with their own eyes.
        let scan = takes_in(&editor, "quet.pdf", b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF").await;
        assert_eq!(scan["text_state"], "unreadable");
        let item = before_the_board_with(&portal, attached(&scan, "")).await;
        let flags = portal.the_deputy_editor().get(&format!("{}/flags", item.at())).await.ok().json;
        assert_eq!((&flags["data"][0]["code"], &flags["to_confirm"]), (&json!("unscanned"), &json!(["unscanned"])));
        // Secrecy marks in a file block as they do in a text.
        let secret = takes_in(&editor, "kh.txt", "KẾ HOẠCH\nTUYỆT MẬT\nNội dung".as_bytes()).await;
        let item = editor.writes(a_document().with("attachments", attached(&secret, "Kế hoạch"))).await;
        let refused = editor.says(&item, "submit", json!({})).await.refused(422, "invalid");
        assert_eq!(refused.pointers(), ["/attachments/0"]);
    }
);

both!(
    async fn a_large_file_comes_in_pieces(portal: Portal) {
        let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
        let mut file = PDF.to_vec();
        file.extend(vec![b'\n'; 21 * 1024 * 1024]);
        let begun = editor.request("POST", "/api/v1/uploads").await.header("upload-length", file.len().to_string());
        let begun = send(begun.header("upload-metadata", "filename YS5wZGY="), "uploads").await.answered(201).json;
        let path = format!("/api/v1/uploads/{}", id(&begun));
        let half = file.len() / 2;
        let piece = async |offset: usize, bytes: &[u8]| {
            let request = editor.request("PATCH", &path).await.header("upload-offset", offset.to_string());
            send(request.header("content-type", "application/offset+octet-stream").body(bytes.to_vec()), &path).await
        };
        piece(0, &file[..half]).await.ok();
        let whole = piece(half, &file[half..]).await.ok().json;
        let media = editor.get(&format!("/api/v1/desk/media/{}", whole["media_id"].as_str().unwrap())).await.ok().json;
        assert_eq!((&media["filename"], &media["bytes"], &media["kind"]), (&json!("a.pdf"), &json!(file.len()), &json!("document")));
        // Beyond what any kind may weigh, nothing is begun.
        let begun = editor.request("POST", "/api/v1/uploads").await.header("upload-length", (600u64 * 1024 * 1024).to_string());
        send(begun, "uploads").await.refused(413, "too_large");
    }
);

/// A package of stored entries.
fn zip_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut directory) = (vec![], vec![]);
    for (name, bytes) in entries {
        let at = u32::try_from(out.len()).expect("small");
        let mut facts = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        facts.extend(crc32(bytes).to_le_bytes());
        facts.extend([u32::try_from(bytes.len()).expect("small").to_le_bytes(); 2].concat());
        facts.extend(u16::try_from(name.len()).expect("small").to_le_bytes());
        facts.extend([0, 0]);
        out.extend([b"PK\x03\x04".as_slice(), &facts, name.as_bytes(), bytes].concat());
        directory.extend([b"PK\x01\x02\x14\x00".as_slice(), &facts, &[0; 10], &at.to_le_bytes(), name.as_bytes()].concat());
    }
    let (start, length) = (u32::try_from(out.len()).expect("small"), u32::try_from(directory.len()).expect("small"));
    let count = u16::try_from(entries.len()).expect("few").to_le_bytes();
    out.extend(&directory);
    out.extend([b"PK\x05\x06\x00\x00\x00\x00".as_slice(), &count, &count, &length.to_le_bytes(), &start.to_le_bytes(), &[0, 0]].concat());
    out
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

/// The harmless file that every scanner takes for a virus, written so that this file is not taken for one.
fn eicar() -> Vec<u8> {
    let halves = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*"];
    halves.concat().into_bytes()
}

async fn portal_with_scanner(address: &str) -> Portal {
    Portal::configured(Database::Sqlite, |config| cong::app::Config { clamd: Some(address.to_owned()), ..config }).await
}

#[actix_web::test]
async fn nothing_comes_in_unseen_where_a_scanner_is_set_up() {
    let portal = portal_with_scanner("127.0.0.1:1").await;
    let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
    let path = "/api/v1/desk/media?filename=a.pdf";
    let reply = editor.sends(path, "application/pdf", PDF.to_vec()).await.refused(503, "unavailable");
    assert_eq!(reply.header("retry-after"), Some("60"));
    assert!(editor.get("/api/v1/desk/media").await.ok().data().is_empty());
    portal.close().await;
}

/// Against the real daemon where it is installed (Debian: clamav-daemon), with a signature file of our own; else against
/// what its documentation says of its protocol.
#[actix_web::test]
async fn an_infected_file_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let (address, _daemon) = scanner(folder.path()).await;
    let portal = portal_with_scanner(&address).await;
    let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
    let reply = editor.sends("/api/v1/desk/media?filename=a.txt", "text/plain", eicar()).await.refused(422, "invalid");
    assert_eq!(reply.json["reason"], "infected");
    editor.sends("/api/v1/desk/media?filename=a.pdf", "application/pdf", PDF.to_vec()).await.answered(201);
    assert_eq!(editor.get("/api/v1/desk/media").await.ok().data().len(), 1);
    portal.close().await;
}

/// The daemon, gone with its story however that ends.
struct Daemon(std::process::Child);

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

async fn scanner(folder: &std::path::Path) -> (String, Option<Daemon>) {
    if !std::path::Path::new("/usr/sbin/clamd").exists() {
        eprintln!("clamd is not installed: told against what its manual says of its protocol (.ci/install.sh scanner)");
        return (protocol_only().await, None);
    }
    let socket = folder.join("clamd.ctl");
    let hex: String = eicar().iter().map(|b| format!("{b:02x}")).collect();
    std::fs::create_dir(folder.join("db")).expect("a folder");
    std::fs::write(folder.join("db/own.ndb"), format!("Own.Test.EICAR:0:0:{hex}\n")).expect("a signature");
    let at = folder.display();
    let settings =
        format!("LocalSocket {at}/clamd.ctl\nDatabaseDirectory {at}/db\nForeground yes\nLogFile {at}/clamd.log\nTemporaryDirectory {at}\n");
    std::fs::write(folder.join("clamd.conf"), settings).expect("settings");
    let daemon = std::process::Command::new("/usr/sbin/clamd")
        .arg(format!("--config-file={at}/clamd.conf"))
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .map(Daemon)
        .expect("the scanner starts");
    cong_tests::eventually("the scanner listens", async || tokio::net::UnixStream::connect(&socket).await.ok()).await;
    (socket.display().to_string(), Some(daemon))
}

/// INSTREAM as clamd(8) describes it: pieces with their lengths, a piece of nothing, one line back.
async fn protocol_only() -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    tokio::spawn(async move {
        while let Ok((mut line, _)) = listener.accept().await {
            let mut command = [0; 10];
            line.read_exact(&mut command).await.expect("a command");
            assert_eq!(&command, b"zINSTREAM\0");
            let mut seen = vec![];
            loop {
                let length = line.read_u32().await.expect("a length");
                if length == 0 {
                    break;
                }
                let from = seen.len();
                seen.resize(from + usize::try_from(length).expect("a piece"), 0);
                line.read_exact(&mut seen[from..]).await.expect("a piece");
            }
            let virus = eicar();
            let found = seen.windows(virus.len()).any(|w| w == virus);
            let answer: &[u8] = if found { b"stream: Own.Test.EICAR.UNOFFICIAL FOUND\0" } else { b"stream: OK\0" };
            line.write_all(answer).await.expect("an answer");
        }
    });
    address
}
