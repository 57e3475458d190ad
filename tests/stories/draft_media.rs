//! A draft's picture and file lie behind every public door there is: by id, by rendition, by a guessed hash, by path, in lists, feeds,
//! sitemaps, search, page shells and the change feed. The doors are those of the contract: a new one is tried by itself.

use cong_tests::person::send;
use cong_tests::{Item, Person, Portal, a_document, a_picture, both};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const CONTRACT: &str = include_str!("../../openapi/openapi.json");
/// Stands in the alternative text, the caption, the file's name and the file's own words.
const CANARY: &str = "hoàng yến vàng";

fn id(media: &Value) -> &str {
    media["id"].as_str().expect("an id")
}

/// Every address that anybody may read, with what can be guessed put in.
fn doors(guesses: &[String], paths: &[String]) -> Vec<String> {
    let contract: Value = serde_json::from_str(CONTRACT).expect("JSON");
    let open = |operation: &Value| operation["security"].as_array().is_none_or(|s| s.is_empty() || s.contains(&json!({})));
    let mut all = vec!["/".to_owned(), "/tim-kiem?q=hoang%20yen%20vang".into(), "/en".into()];
    all.extend(paths.iter().cloned());
    for (path, verbs) in contract["paths"].as_object().expect("paths") {
        if !verbs.get("get").is_some_and(open) {
            continue;
        }
        for guess in guesses {
            let at = path.replace("{id}", guess).replace("{section}", "tat-ca").replace("{page}", "1");
            for rendition in ["full", "card", "thumb", "file", "captions", "original", "webp"] {
                all.push(at.replace("{rendition}", rendition));
            }
        }
        let words = path.contains("/search").then(|| format!("{path}?q=hoang%20yen%20vang"));
        all.extend(words);
    }
    for path in paths {
        all.push(format!("/api/v1/publications/by-path?path={}", path.replace('/', "%2F")));
    }
    for guess in guesses {
        all.extend([format!("/media/{guess}"), format!("/data/media/{}/{guess}", &guess[..2]), format!("/uploads/{guess}")]);
    }
    all.sort();
    all.dedup();
    all
}

async fn nothing_shows(portal: &Portal, guesses: &[String], paths: &[String], files: &[&[u8]], when: &str) {
    let visitor = portal.a_visitor();
    for door in doors(guesses, paths) {
        let reply = visitor.get(&door).await;
        let text = String::from_utf8_lossy(&reply.bytes).to_lowercase();
        // A query is said back by pages of search; nothing else may know the words.
        let told = text.replace("hoang%20yen%20vang", "").contains(CANARY);
        assert!(!told, "{when}: {door} tells of it: {text}");
        assert!(!files.iter().any(|file| reply.bytes[..] == **file), "{when}: {door} gives the file out");
        let media = guesses.iter().any(|guess| door.contains(guess.as_str()));
        assert!(!media || !(200..300).contains(&reply.status) || !door.starts_with("/api/v1/media"), "{when}: {door} is {}", reply.status);
    }
}

async fn uploads(person: &Person, name: &str, bytes: &[u8]) -> Value {
    let request = person.request("POST", &format!("/api/v1/desk/media?filename={name}")).await;
    send(request.header("content-type", "application/octet-stream").body(bytes.to_vec()), name).await.answered(201).json
}

async fn goes_to_the_board(portal: &Portal, editor: &Person, item: &Item) {
    editor.submits(item).await;
    portal.the_secretariat().sends_up(item).await;
}

both!(
    async fn a_draft_medium_is_behind_every_public_door(portal: Portal) {
        let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
        let picture = editor.uploads(a_picture(5)).await;
        let at = format!("/api/v1/desk/media/{}", id(&picture));
        let etag = format!("\"v{}\"", picture["version"]);
        editor.patch_at(&at, &etag, json!({"alt": format!("Chim {CANARY}"), "caption": CANARY})).await.ok();
        let words = format!("Danh sách.\n{CANARY} trong tệp.\n");
        let file = uploads(&editor, "hoang-yen.txt", words.as_bytes()).await;
        let attached = json!([{"media_id": id(&file), "title": CANARY}]);
        let body = format!("<p>Xem ảnh.</p><figure><img src=\"cong-media:{}\" alt=\"{CANARY}\"></figure>", id(&picture));
        let item = editor
            .writes(
                a_document()
                    .with("lead_image", json!({"media_id": id(&picture)}))
                    .with("attachments", attached)
                    .with("summary", json!(CANARY))
                    .with("body_html", json!(body)),
            )
            .await;
        let full = editor.get(&format!("{at}/full")).await.ok().bytes.to_vec();
        let hash = |bytes: &[u8]| hex(&Sha256::digest(bytes));
        let guesses =
            [id(&picture).to_owned(), id(&file).to_owned(), item.id().to_owned(), hash(&full), hash(words.as_bytes()), hash(&a_picture(5))];
        let files: [&[u8]; 2] = [&full, words.as_bytes()];
        nothing_shows(&portal, &guesses, &[], &files, "a draft").await;
        goes_to_the_board(&portal, &editor, &item).await;
        nothing_shows(&portal, &guesses, &[], &files, "before the board").await;

        let deputy = portal.the_deputy_editor();
        deputy.approves(&deputy.finds_in_the_queue(&item).await).await;
        let visitor = portal.a_visitor();
        let shown = visitor.get(&format!("/api/v1/publications/{}", item.id())).await.ok().json;
        let path = shown["path"].as_str().expect("a path").to_owned();
        let public = format!("/api/v1/media/{}", id(&picture));
        assert_eq!(visitor.get(&format!("{public}/full")).await.ok().bytes.to_vec(), full);
        assert!(visitor.get(&path).await.ok().text().contains(&format!("{public}/full")), "the page shell shows it, in og:image too");
        assert_eq!(visitor.get("/api/v1/search?q=hoang%20yen%20vang").await.ok().json["total"], 1);
        // Whoever takes WebP gets it where it is smaller; everybody is told that it depends.
        let webp = visitor.asks("GET", &format!("{public}/full"), &[("accept", "image/webp,*/*")]).await;
        assert!(matches!(webp.header("content-type"), Some("image/webp" | "image/jpeg")));
        assert_eq!(webp.header("content-security-policy"), Some("default-src 'none'; sandbox"));

        portal.the_secretariat().withdraws(&item, "Sai người trong ảnh.").await;
        nothing_shows(&portal, &guesses, &[path], &files, "withdrawn").await;
    }
);

both!(
    async fn what_is_said_of_a_picture_is_looked_through_too(portal: Portal) {
        let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
        let picture = editor.uploads(a_picture(6)).await;
        let at = format!("/api/v1/desk/media/{}", id(&picture));
        let etag = format!("\"v{}\"", picture["version"]);
        let words = json!({"alt": "Bà Nguyễn Thị Hoa (sinh năm 1985)", "caption": "Gọi 0912 345 678. Đường dây nóng: 0987 654 321"});
        editor.patch_at(&at, &etag, words).await.ok();
        let item = editor.writes(a_document().with("lead_image", json!({"media_id": id(&picture)}))).await;
        goes_to_the_board(&portal, &editor, &item).await;
        let deputy = portal.the_deputy_editor();
        let flags = deputy.get(&format!("{}/flags", item.at())).await.ok().json;
        let told: Vec<_> =
            flags["data"].as_array().expect("flags").iter().map(|f| (f["code"].clone(), f["place"].clone(), f["quote"].clone())).collect();
        let want = |code: &str, place: &str, quote: &str| (json!(code), json!(place), json!(quote));
        assert_eq!(told, [want("birth_date", "văn bản thay thế", "sinh năm 1985"), want("phone_number", "chú thích", "0912 345 678")]);
        let task = deputy.finds_in_the_queue(&item).await;
        // Nothing is published until each has been decided.
        let half = json!({"checklist_confirmed": true, "confirmed_flags": ["birth_date"]});
        deputy.tells(&task, "approve", half).await.refused(422, "invalid");
        portal.a_visitor().get(&format!("/api/v1/publications/{}", item.id())).await.refused(404, "not_found");
        deputy.tells(&task, "approve", json!({"checklist_confirmed": true, "confirmed_flags": ["birth_date", "phone_number"]})).await.ok();
        // The decision is in the record.
        let history = portal.the_secretariat().get(&format!("{}/history", item.at())).await.ok();
        assert!(history.text().contains("flags_confirmed"), "{}", history.text());
    }
);

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
