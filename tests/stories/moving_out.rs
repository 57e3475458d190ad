//! A whole house moves to another database and comes out the same; damaged archives are refused; a year goes into a bag; what
//! is public is open data.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use cong::app::{Config, moving, start};
use cong::kernel::clock::Clock;
use cong_tests::newsroom::{a_document, a_notice, a_page, an_article};
use cong_tests::portal::{monday_morning, number};
use cong_tests::{Database, Portal, both};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::Value;

/// Some of everything: drafts, a withdrawn text, a picture, a correction, texts with tones.
async fn lived_in(portal: &Portal) -> String {
    let kept = portal.published(an_article().with_picture().about("culture")).await;
    portal.published(a_document()).await;
    portal.before_the_board(a_notice()).await;
    let gone = portal.published(a_page()).await;
    portal.the_secretariat().withdraws(&gone, "Đã có trang mới.").await;
    kept.path().to_owned()
}

async fn tables_of(portal: &Portal) -> BTreeSet<String> {
    let db = portal.tables().await;
    let (backend, sql) = match portal.database() {
        Database::Sqlite => (DbBackend::Sqlite, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"),
        Database::Postgres => (DbBackend::Postgres, "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'"),
    };
    let rows = db.query_all_raw(Statement::from_string(backend, sql)).await.unwrap();
    let names = rows.iter().map(|row| row.try_get_by_index::<String>(0).unwrap());
    // The index of SQLite keeps tables of its own.
    let names = names.filter(|name| !name.starts_with("publication_terms_")).collect();
    let _ = db.close().await;
    names
}

both!(
    async fn every_table_says_whether_it_moves(portal: Portal) {
        let moves: BTreeSet<String> = moving::tables().into_iter().map(|t| t.name).collect();
        let never: BTreeSet<String> = moving::NEVER.iter().map(|t| (*t).to_owned()).collect();
        let undecided: Vec<_> = tables_of(&portal).await.into_iter().filter(|t| !moves.contains(t) && !never.contains(t)).collect();
        assert!(undecided.is_empty(), "say in app/moving/tables.rs whether these move: {undecided:?}");
        assert!(moves.is_disjoint(&never));
    }
);

both!(
    async fn a_house_moves_to_the_other_database_and_back(portal: Portal) {
        let path = lived_in(&portal).await;
        let archive = portal.data_path().join("archive");
        let done = moving::export(portal.site(), &archive, true).await.expect("an export");
        assert_eq!(done.content_hash, moving::content_hash(portal.site()).await.unwrap(), "the hash alone is the same");
        let text = all_of(&archive);
        for secret in ["$argon2", "refresh_hash"] {
            assert!(!text.contains(secret), "{secret} left the house");
        }

        let other = match portal.database() {
            Database::Sqlite => Database::Postgres,
            Database::Postgres => Database::Sqlite,
        };
        if other == Database::Postgres && cong_tests::postgres::left_out() {
            eprintln!("not run: there is no PostgreSQL");
            return;
        }
        let fresh = other.bare().await;
        let running = start(Config::for_tests(fresh.data_path(), fresh.url.clone()), Clock::held_at(monday_morning())).await.unwrap();
        moving::load(&running.site, &archive).await.expect("it is loaded");
        assert_eq!(moving::content_hash(&running.site).await.unwrap(), done.content_hash);
        let page = reqwest::get(format!("http://{}/api/v1/publications/by-path?path={path}", running.address)).await.unwrap();
        assert_eq!(page.status(), 200);
        let json: Value = page.json().await.unwrap();
        let picture = json["image"]["renditions"][0]["url"].as_str().expect("a picture").to_owned();
        assert_eq!(reqwest::get(format!("http://{}{picture}", running.address)).await.unwrap().status(), 200);
        let found = reqwest::get(format!("http://{}/api/v1/search?q=ve+sinh", running.address)).await.unwrap();
        assert!(found.json::<Value>().await.unwrap()["data"].as_array().is_some_and(|d| !d.is_empty()), "the search index is there");
        let db = fresh.connect().await;
        cong_tests::log::verify(&db).await.expect("the log came along whole");
        assert_eq!(number(&db, "SELECT count(*) FROM change_log WHERE verb = 'archive_loaded'").await, 1);
        let _ = db.close().await;
        assert!(moving::load(&running.site, &archive).await.is_err(), "a house that is lived in is left alone");

        // And back.
        let second = fresh.data_path().join("archive");
        let back = moving::export(&running.site, &second, true).await.expect("out again");
        assert_eq!(back.content_hash, done.content_hash);
        running.stop().await;
        fresh.drop_database().await;
        let home = portal.database().bare().await;
        let running = start(Config::for_tests(home.data_path(), home.url.clone()), Clock::held_at(monday_morning())).await.unwrap();
        moving::load(&running.site, &second).await.expect("back again");
        assert_eq!(moving::content_hash(&running.site).await.unwrap(), done.content_hash);
        running.stop().await;
        home.drop_database().await;
    }
);

fn all_of(folder: &Path) -> String {
    let mut text = String::new();
    for entry in fs::read_dir(folder.join("tables")).unwrap().flatten() {
        text.push_str(&fs::read_to_string(entry.path()).unwrap());
    }
    text
}

both!(
    async fn an_archive_without_people_holds_nothing_of_them(portal: Portal) {
        lived_in(&portal).await;
        let (with, without) = (portal.data_path().join("with"), portal.data_path().join("without"));
        let one = moving::export(portal.site(), &with, true).await.unwrap();
        let other = moving::export(portal.site(), &without, false).await.unwrap();
        assert_eq!(one.content_hash, other.content_hash, "the content is the same with and without people");
        assert!(with.join("tables/role_assignment.jsonl").exists() && !without.join("tables/role_assignment.jsonl").exists());
        let accounts = fs::read_to_string(without.join("tables/app_user.jsonl")).unwrap();
        assert!(!accounts.contains('@') && accounts.lines().all(|l| l.contains("\"state\":\"disabled\"")), "{accounts}");
        let fresh = portal.database().bare().await;
        let running = start(Config::for_tests(fresh.data_path(), fresh.url.clone()), Clock::held_at(monday_morning())).await.unwrap();
        moving::load(&running.site, &without).await.expect("it loads");
        assert_eq!(moving::content_hash(&running.site).await.unwrap(), one.content_hash);
        running.stop().await;
        fresh.drop_database().await;
    }
);

both!(
    async fn damaged_and_unfinished_archives_are_refused_by_name(portal: Portal) {
        lived_in(&portal).await;
        let whole = portal.data_path().join("whole");
        moving::export(portal.site(), &whole, false).await.unwrap();
        let fresh = portal.database().bare().await;
        let running = start(Config::for_tests(fresh.data_path(), fresh.url.clone()), Clock::held_at(monday_morning())).await.unwrap();
        let refused = async |change: &dyn Fn(&Path), word: &str| {
            let copy = portal.data_path().join(format!("copy-{}", uuid::Uuid::now_v7().simple()));
            copy_all(&whole, &copy);
            change(&copy);
            let told = format!("{:#}", moving::load(&running.site, &copy).await.expect_err(word));
            assert!(told.contains(word), "{told}");
        };
        refused(&|c| fs::remove_file(c.join("manifest.json")).unwrap(), "manifest.json").await;
        refused(&|c| fs::remove_file(c.join("tables/item.jsonl")).unwrap(), "tables/item.jsonl").await;
        refused(&|c| append(&c.join("tables/item.jsonl"), "{}\n"), "tables/item.jsonl is damaged").await;
        let blob = |c: &Path| PathBuf::from(first_file(&c.join("media")));
        refused(&|c| fs::write(blob(c), b"x").unwrap(), "is damaged").await;
        refused(&|c| fs::remove_file(blob(c)).unwrap(), "is missing").await;
        refused(&|c| reseal(c, "section", |text| text.replacen("\"slug\"", "\"slag\"", 1)), "section.jsonl line 1").await;
        refused(&|c| reseal(c, "section", |text| format!("{text}không phải JSON\n")), "section.jsonl line").await;
        refused(&|c| reseal(c, "item", |text| text.replacen("\"version\":", "\"version\":1", 1)), "another hash").await;
        refused(&|c| manifest(c, |m| m["schema"] = "m9999".into()), "shape").await;
        refused(&|c| manifest(c, |m| m["tables"][0]["file"] = "../../etc/passwd".into()), "does not lie in the archive").await;
        // After all that the house is still fresh.
        moving::load(&running.site, &whole).await.expect("the whole one loads");
        // An export that broke off is begun again.
        let again = portal.data_path().join("again");
        copy_all(&whole, &again);
        fs::remove_file(again.join("manifest.json")).unwrap();
        fs::write(blob(&again), b"half").unwrap();
        moving::export(portal.site(), &again, false).await.expect("it goes on");
        assert!(moving::export(portal.site(), &again, false).await.is_err(), "a finished one is left alone");
        running.stop().await;
        fresh.drop_database().await;
    }
);

fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() { copy_all(&entry.path(), &target) } else { fs::copy(entry.path(), target).map(|_| ()).unwrap() }
    }
}

fn append(path: &Path, text: &str) {
    let before = fs::read_to_string(path).unwrap();
    fs::write(path, before + text).unwrap();
}

fn first_file(folder: &Path) -> String {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().flatten().map(|e| e.path()).collect();
    entries.sort();
    let first = &entries[0];
    if first.is_dir() { first_file(first) } else { first.display().to_string() }
}

fn manifest(folder: &Path, change: impl Fn(&mut Value)) {
    let path = folder.join("manifest.json");
    let mut json: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    change(&mut json);
    fs::write(path, json.to_string()).unwrap();
}

/// Changes a table and makes the manifest agree with it: only what stands in it can give it away.
fn reseal(folder: &Path, table: &str, change: impl Fn(&str) -> String) {
    use sha2::{Digest, Sha256};
    let path = folder.join(format!("tables/{table}.jsonl"));
    let text = change(&fs::read_to_string(&path).unwrap());
    fs::write(&path, &text).unwrap();
    let hash: String = Sha256::digest(text.as_bytes()).iter().map(|b| format!("{b:02x}")).collect();
    manifest(folder, |m| {
        let of = m["tables"].as_array_mut().unwrap().iter_mut().find(|t| t["table"] == table).unwrap();
        of["sha256"] = hash.clone().into();
    });
}

both!(
    async fn a_year_goes_into_a_bag(portal: Portal) {
        let path = lived_in(&portal).await;
        let folder = portal.data_path().join("nam-2026");
        let done = moving::bag(portal.site(), 2026, &folder).await.expect("a bag");
        assert_eq!(done.items, 3);
        assert_eq!(moving::check(&folder).expect("it is whole"), (done.files, done.bytes));
        let id = portal.a_visitor().get(&format!("/api/v1/publications/by-path?path={path}")).await.ok();
        let item = folder.join("data/items").join(id.json["id"].as_str().unwrap());
        assert_eq!(fs::read_to_string(item.join("publication.json")).unwrap(), id.text(), "what the public reads, byte for byte");
        let about: Value = serde_json::from_slice(&fs::read(item.join("item.json")).unwrap()).unwrap();
        for revision in about["revisions"].as_array().unwrap() {
            use sha2::{Digest, Sha256};
            let bytes = fs::read(item.join(format!("revisions/{}.json", revision["no"]))).unwrap();
            let hash: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
            assert_eq!(revision["hash"], hash, "the file's hash is the one that was approved");
        }
        assert!(!about["approvals"].as_array().unwrap().is_empty() && !about["files"].as_object().unwrap().is_empty());
        assert_eq!(fs::read_to_string(folder.join("data/log/changes.jsonl")).unwrap().lines().count() as i64, {
            let db = portal.tables().await;
            let n = number(&db, "SELECT count(*) FROM change_log").await;
            let _ = db.close().await;
            n
        });
        // An independent reader of bags says so too.
        let told =
            Command::new(cong_tests::smtp::interpreter()).args(["-m", "bagit", "--validate"]).arg(&folder).output().expect("it runs");
        assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
        assert!(moving::bag(portal.site(), 2026, &folder).await.is_err(), "a folder that holds something is left alone");
        append(&item.join("publication.json"), " ");
        assert!(format!("{:#}", moving::check(&folder).unwrap_err()).contains("publication.json was changed"));
        let empty = portal.data_path().join("nam-2001");
        assert_eq!(moving::bag(portal.site(), 2001, &empty).await.unwrap().items, 0);
        moving::check(&empty).expect("an empty year is a bag too");
    }
);

both!(
    async fn what_is_public_is_open_data(portal: Portal) {
        for n in 1..=3 {
            let details = serde_json::json!({"number": format!("{n}/QĐ-UBND"), "doc_type": "Quyết định", "issuing_body": "=UBND phường", "issued_on": "2026-11-20", "issuer_relation": "own"});
            portal.published(a_document().titled(&format!("Quyết định số {n}")).with("details", details)).await;
        }
        portal.before_the_board(a_document().titled("Chưa đăng")).await;
        let visitor = portal.a_visitor();
        let catalogue = visitor.get("/opendata/catalog.jsonld").await.ok();
        let sets = catalogue.json["dcat:dataset"].as_array().unwrap();
        assert!(sets.len() >= 12);
        for set in sets {
            let name = set["dct:identifier"].as_str().unwrap();
            let json = visitor.get(&format!("/opendata/{name}.json")).await.ok();
            let csv = visitor.get(&format!("/opendata/{name}.csv")).await.ok();
            assert_eq!(csv.header("content-type"), Some("text/csv; charset=utf-8"));
            assert_eq!(csv.header("access-control-allow-origin"), Some("*"));
            let fields: Vec<_> = json.json["fields"].as_array().unwrap().iter().map(|f| f["name"].as_str().unwrap().to_owned()).collect();
            assert_eq!(csv.text().lines().next().unwrap(), fields.join(","), "{name}");
            assert!(json.json["licence"].as_str().unwrap().starts_with("https://creativecommons.org/"));
        }
        let first = visitor.get("/opendata/van-ban.json?limit=2").await.ok();
        assert_eq!(first.data().len(), 2);
        let next = first.header("link").expect("a next page");
        let next = next.trim_start_matches('<').split('>').next().unwrap();
        assert_eq!(visitor.get(next).await.ok().data().len(), 1);
        let csv = visitor.get("/opendata/van-ban.csv?bom=true&limit=100").await.ok();
        assert!(csv.text().starts_with('\u{feff}') && csv.text().contains(",'=UBND phường,"), "{}", csv.text());
        assert_eq!(csv.text().lines().count(), 4);
        assert!(!csv.text().contains("Chưa đăng"));
        let etag = csv.etag();
        visitor.asks("GET", "/opendata/van-ban.csv?bom=true&limit=100", &[("if-none-match", &etag)]).await.answered(304);
        visitor.get("/opendata/khong-co.csv").await.refused(404, "not_found");
        visitor.get("/opendata/van-ban.json?limit=101").await.refused(422, "invalid");
        visitor.get("/opendata/van-ban.json?x=1").await.refused(422, "invalid");
        visitor.get("/opendata/thu-tuc-hanh-chinh.json?cursor=abc").await.refused(422, "invalid");
        let page = visitor.asks("GET", "/opendata", &[("accept", "text/html")]).await.answered(200);
        assert!(page.text().contains("/opendata/van-ban.csv"), "the page says them before any script runs");
    }
);

#[test]
fn the_columns_of_open_data_are_fields_of_their_kinds() {
    use cong::features::newsroom::kinds::fields_of;
    use cong::features::published::opendata::SETS;
    for set in &SETS {
        for (name, ..) in set.details {
            let kind = set.kind.expect("only publications have details");
            assert!(fields_of(kind).iter().any(|f| f.name == *name), "{kind} has no {name}");
        }
    }
}
