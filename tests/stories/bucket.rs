//! Files in a bucket instead of on the disk, against a real S3 server: the same portal, from upload to withdrawal, and two nodes that
//! share nothing of their files but the bucket.

use cong_tests::database::Database;
use cong_tests::person::send;
use cong_tests::s3::S3Server;
use cong_tests::{Person, Portal, a_document, a_picture, an_article};
use serde_json::{Value, json};

const PDF: &[u8] = include_bytes!("../data/thong-bao.pdf");

async fn takes_in(person: &Person, name: &str, bytes: &[u8]) -> Value {
    person.sends(&format!("/api/v1/desk/media?filename={name}"), "application/octet-stream", bytes.to_vec()).await.answered(201).json
}

fn id(media: &Value) -> &str {
    media["id"].as_str().expect("an id")
}

async fn from_upload_to_withdrawal(database: Database) {
    let server = S3Server::start();
    let portal = Portal::configured(database, |config| server.settings(config, "phuong")).await;
    let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
    let (deputy, secretary, visitor) = (portal.the_deputy_editor(), portal.the_secretariat(), portal.a_visitor());
    let picture = editor.uploads(a_picture(1)).await;
    let file = takes_in(&editor, "tb.pdf", PDF).await;
    let (objects, _) = server.holds();
    // The picture, its renditions (some may be equal), the file; nothing of it on this machine.
    assert!(objects.len() >= 3 && objects.iter().all(|name| name.starts_with("phuong/media/")), "{objects:?}");
    let on_disk = std::fs::read_dir(portal.data_path().join("media")).map_or(0, Iterator::count);
    assert_eq!(on_disk, 0, "nothing lies on the disk");
    // The same once more is the same object.
    takes_in(&editor, "tb.pdf", PDF).await;
    assert_eq!(server.holds().0, objects);
    let own = editor.get(&format!("/api/v1/desk/media/{}/thumb", id(&picture))).await.ok();
    assert_eq!(&own.bytes[..3], b"\xff\xd8\xff");

    let item = editor
        .writes(
            a_document()
                .with("lead_image", json!({"media_id": id(&picture)}))
                .with("attachments", json!([{"media_id": id(&file), "title": "Thông báo"}])),
        )
        .await;
    editor.submits(&item).await;
    secretary.sends_up(&item).await;
    let at = format!("/api/v1/media/{}/file", id(&file));
    visitor.get(&at).await.refused(404, "not_found");
    let yes = json!({"checklist_confirmed": true, "confirmed_flags": ["id_number", "phone_number"]});
    deputy.tells(&deputy.finds_in_the_queue(&item).await, "approve", yes).await.ok();

    let whole = visitor.get(&at).await.ok();
    assert_eq!((&whole.bytes[..], whole.header("content-type")), (PDF, Some("application/pdf")));
    let etag = whole.header("etag").expect("a validator").to_owned();
    assert_eq!(visitor.asks("GET", &at, &[("if-none-match", &etag)]).await.status, 304);
    for (range, status, want) in [
        ("bytes=0-4", 206, &PDF[..5]),
        ("bytes=-6", 206, &PDF[PDF.len() - 6..]),
        ("bytes=21000-", 206, &PDF[21000..]),
        ("bytes=7-7", 206, &PDF[7..8]),
    ] {
        let part = visitor.asks("GET", &at, &[("range", range)]).await;
        assert_eq!((part.status, &part.bytes[..]), (status, want), "{range}");
    }
    let beyond = format!("bytes={}-", PDF.len());
    assert_eq!(visitor.asks("GET", &at, &[("range", &beyond)]).await.status, 416);

    // A second node with a folder of its own for files: the bucket is all they share of them.
    let other = portal.neighbour_configured(|config| server.settings(config, "phuong")).await;
    assert_eq!(&other.a_visitor().get(&at).await.ok().bytes[..], PDF);
    secretary.withdraws(&item, "Lộ dữ liệu cá nhân.").await;
    visitor.get(&at).await.refused(404, "not_found");
    cong_tests::eventually("the other node has seen it", async || (other.a_visitor().get(&at).await.status == 404).then_some(())).await;
    // What was withdrawn stays in the bucket, as it stays in the record.
    assert_eq!(server.holds().0, objects);
    other.close().await;
    portal.close().await;
}

#[actix_web::test]
async fn from_upload_to_withdrawal_on_sqlite() {
    from_upload_to_withdrawal(Database::Sqlite).await;
}

#[actix_web::test]
async fn from_upload_to_withdrawal_on_postgres() {
    if cong_tests::postgres::left_out() {
        eprintln!("left out: PostgreSQL (CONG_TESTS_WITHOUT_POSTGRES is set)");
        return;
    }
    from_upload_to_withdrawal(Database::Postgres).await;
}

/// A file of many parts goes up in parts, is read back in the middle, and leaves nothing half-done.
#[actix_web::test]
async fn a_large_file_goes_up_in_parts() {
    let server = S3Server::start();
    let portal = Portal::configured(Database::Sqlite, |config| server.settings(config, "")).await;
    let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
    let mut bytes = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom".to_vec();
    bytes.extend((0..20u32 * 1024 * 1024).map(|n| u8::try_from(n / 7 % 251).expect("small")));
    let begun = editor.request("POST", "/api/v1/uploads").await.header("upload-length", bytes.len().to_string());
    let begun = send(begun.header("upload-metadata", "filename YS5tcDQ="), "uploads").await.answered(201).json;
    let path = format!("/api/v1/uploads/{}", id(&begun));
    let request = editor.request("PATCH", &path).await.header("upload-offset", "0");
    let whole = send(request.header("content-type", "application/offset+octet-stream").body(bytes.clone()), &path).await.ok().json;
    let at = format!("/api/v1/desk/media/{}/file", whole["media_id"].as_str().expect("a medium"));
    let (objects, hidden) = server.holds();
    assert_eq!((objects.len(), hidden), (1, 0), "{objects:?}");
    let middle = send(editor.request("GET", &at).await.header("range", "bytes=9000000-9000099"), &at).await;
    assert_eq!((middle.status, &middle.bytes[..]), (206, &bytes[9_000_000..9_000_100]));
    assert_eq!(editor.get(&at).await.ok().bytes.len(), bytes.len());
    portal.close().await;
}

/// A bucket that cannot be reached is a trouble that passes: uploads and files wait (503), texts go on.
#[actix_web::test]
async fn a_bucket_that_is_away_takes_only_files_with_it() {
    let server = S3Server::start();
    let portal = Portal::configured(Database::Sqlite, |config| server.settings(config, "phuong")).await;
    let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
    drop(server);
    let reply = editor.sends("/api/v1/desk/media?filename=a.pdf", "application/pdf", PDF.to_vec()).await;
    reply.refused(503, "unavailable");
    let item = editor.writes(an_article()).await;
    assert_eq!(editor.reads(&item).await.state(), "draft");
    portal.a_visitor().get("/api/v1/publications").await.ok();
    portal.close().await;
}

#[test]
fn the_bucket_is_described_whole_or_not_at_all() {
    let base = cong::app::Config::default();
    assert!(base.check_media().is_ok());
    let without_key = cong::app::Config { media_store: Some("s3://cong".into()), ..base.clone() };
    assert!(without_key.check_media().is_err());
    let hidden = |text: &str| Some(cong::app::config::Hidden(text.to_owned()));
    let whole = cong::app::Config { s3_key_id: Some("k".into()), s3_secret: hidden("bi-mat"), ..without_key };
    assert!(whole.check_media().is_ok());
    assert!(!format!("{whole:?}{:?}", whole.site()).contains("bi-mat"));
    let wrong = cong::app::Config { media_store: Some("https://cong".into()), ..whole };
    assert!(wrong.check_media().is_err());
}

/// A secret in a file that others may read is refused by name, not by value.
#[cfg(unix)]
#[test]
fn a_secret_in_an_open_file_stops_the_program() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("cong.toml");
    std::fs::write(&path, "s3_secret = \"bi-mat\"\n").expect("a file");
    let set = |mode| std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).expect("a mode");
    set(0o644);
    let refused = cong::app::Config::load(Some(&path)).expect_err("others may read it").to_string();
    assert!(refused.contains("s3_secret") && !refused.contains("bi-mat"), "{refused}");
    set(0o600);
    assert!(cong::app::Config::load(Some(&path)).is_ok());
}
