//! The log as the auditor reads it, and the proof that nobody changed it.

use cong::app::commands::audit;
use cong::kernel::canonical::{sha256_hex, to_canonical};
use cong::store::chain::{self, SignedHead};
use cong::store::changes::link_hash;
use cong::store::entities::{change_head, change_log};
use cong::store::looks::{self, PersonalData};
use cong_tests::log::entries;
use cong_tests::{Person, Portal, an_article, both};
use sea_orm::{ActiveModelTrait, ConnectionTrait, DatabaseConnection, EntityTrait, IntoActiveModel, Set};
use serde_json::{Value, json};

fn auditor(portal: &Portal) -> Person {
    portal.the_editor_in_chief()
}

async fn me(person: &Person) -> String {
    person.get("/api/v1/auth/me").await.ok().json["id"].as_str().expect("an id").to_owned()
}

async fn all(person: &Person, query: &str) -> Vec<Value> {
    let (mut found, mut cursor) = (vec![], String::new());
    loop {
        let page = person.get(&format!("/api/v1/audit?limit=100&{query}{cursor}")).await.ok();
        found.extend(page.data().iter().cloned());
        match page.json["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return found,
        }
    }
}

both!(
    async fn the_log_is_read_by_item_person_unit_verb_door_and_time(portal: Portal) {
        let item = portal.published(an_article().titled("Bài để kiểm tra nhật ký")).await;
        portal.wait(chrono::TimeDelta::hours(2));
        let other = portal.in_editing(an_article()).await;
        let auditor = auditor(&portal);
        let everything = all(&auditor, "").await;
        assert_eq!(everything.len() as i64, portal.log_length().await, "every entry, settings and people too");
        let seqs: Vec<i64> = everything.iter().map(|e| e["seq"].as_i64().unwrap()).collect();
        assert!(seqs.is_sorted_by(|a, b| a > b), "newest first, none twice");
        for (query, kept) in [
            (format!("item={}", item.id()), Box::new(|e: &Value| e["item"]["id"] == item.id()) as Box<dyn Fn(&Value) -> bool>),
            ("verb=published".into(), Box::new(|e| e["verb"] == "published")),
            ("door=command".into(), Box::new(|e| e["door"] == "command")),
            (
                format!("person={}", me(&portal.the_secretariat()).await),
                Box::new(|e| e["actor"]["display_name"].as_str().is_some_and(|n| !n.is_empty()) && e["actor"]["id"] != Value::Null),
            ),
            (
                format!("unit={}", portal.unit("public_service_unit_center").await),
                Box::new(|e| e["item"]["id"] == item.id() || e["item"]["id"] == other.id() || e["item"].is_null()),
            ),
            ("from=2026-11-23T10:30:00%2B07:00".into(), Box::new(|e| e["at"].as_str().unwrap().starts_with("2026-11-23T11:00"))),
            ("to=2026-11-23T10:30:00%2B07:00".into(), Box::new(|e| e["at"].as_str().unwrap().starts_with("2026-11-23T09:00"))),
        ] {
            let found = all(&auditor, &query).await;
            assert!(!found.is_empty() && found.len() < everything.len(), "{query}: {}", found.len());
            assert!(found.iter().all(&kept), "{query}");
        }
        assert!(all(&auditor, "from=2027-01-01T00:00:00Z").await.is_empty());
        assert_eq!(all(&auditor, "to=2027-01-01T00:00:00Z").await.len(), everything.len());
        // Names are for reading only.
        let published = &all(&auditor, "verb=published").await[0];
        assert_eq!(published["item"]["title"], "Bài để kiểm tra nhật ký");
        assert!(published["names"].as_object().unwrap().values().any(|n| n == "Trung tâm Dịch vụ sự nghiệp công"), "{published}");
        // Whom it was done to.
        let people = all(&auditor, "verb=role_assigned").await;
        let about = people[0]["about"]["id"].as_str().unwrap();
        assert!(all(&auditor, &format!("about={about}")).await.iter().any(|e| e["verb"] == "user_added"));
        let verbs = auditor.get("/api/v1/audit/verbs").await.ok();
        assert!(verbs.data().iter().any(|v| v == "setting_changed") && verbs.data().is_sorted_by_key(|v| v.as_str().map(str::to_owned)));
        for bad in ["verb=A'--", "door=window", "person=x", "from=yesterday", "cursor=%00", "limit=0", "unknown=1"] {
            auditor.get(&format!("/api/v1/audit?{bad}")).await.refused(422, "invalid");
        }
        for nobody in [portal.the_secretariat(), portal.a_contributor().in_unit("school")] {
            for address in ["", "/export", "/verify", "/head", "/verbs", "/looks"] {
                nobody.get(&format!("/api/v1/audit{address}")).await.refused(403, "forbidden");
            }
        }
    }
);

both!(
    async fn the_chair_reads_the_log_but_not_the_titles_of_drafts(portal: Portal) {
        let draft = portal.a_unit_editor().in_unit("public_service_unit_center").writes(an_article().titled("Còn là bản nháp")).await;
        let chair = portal.a("ward_chair").anywhere();
        let found = all(&chair, &format!("item={}", draft.id())).await;
        assert_eq!(found.len(), 1);
        assert!(found[0]["item"]["title"].is_null(), "{}", found[0]);
    }
);

both!(
    async fn an_outsider_can_prove_the_export(portal: Portal) {
        portal.published(an_article()).await;
        let auditor = auditor(&portal);
        let file = auditor.get("/api/v1/audit/export?format=jsonl").await.ok();
        assert_eq!(file.header("content-type"), Some("application/x-ndjson"));
        assert!(file.header("content-disposition").is_some_and(|h| h.contains("nhat-ky-2026-11-23.jsonl")));
        let mut before = "0".repeat(64);
        let mut lines = 0;
        for line in file.text().lines() {
            let mut line: Value = serde_json::from_str(line).expect("a line of JSON");
            let hash = line.as_object_mut().unwrap().remove("hash").unwrap();
            assert_eq!(line["previous"], before.as_str());
            assert_eq!(sha256_hex(to_canonical(&line).unwrap().as_bytes()), hash.as_str().unwrap());
            before = hash.as_str().unwrap().to_owned();
            lines += 1;
        }
        assert_eq!(lines, portal.log_length().await);
        let head = auditor.get("/api/v1/audit/head").await.ok();
        assert_eq!(head.json["hash"], before.as_str());
        let csv = auditor.get("/api/v1/audit/export?verb=published").await.ok().text();
        let lines: Vec<&str> = csv.split_terminator("\r\n").collect();
        assert_eq!(lines.len(), 2, "{csv}");
        assert_eq!(lines[0], "seq,at,actor,door,request_id,verb,item,unit,public,payload,previous,hash");
        assert!(lines[1].contains(",published,") && lines[1].contains(r#"""verb"":""published"""#), "{csv}");
        auditor.get("/api/v1/audit/export?format=xml").await.refused(422, "invalid");
    }
);

/// What the command says, and what the desk's button says: they must agree.
async fn verdict(portal: &Portal) -> Result<String, String> {
    let said = audit::verify(portal.site(), 1, None).await.map_err(|e| e.to_string());
    let (auditor, mut from) = (auditor(portal), 1);
    let mut broken = Value::Null;
    loop {
        let piece = auditor.get(&format!("/api/v1/audit/verify?limit=37&from={from}")).await.ok().json;
        assert_eq!(piece["ok"] == true, piece["broken"].is_null());
        broken = if broken.is_null() { piece["broken"].clone() } else { broken };
        match piece["next_from"].as_i64() {
            Some(next) => from = next,
            None => break,
        }
    }
    match &said {
        Ok(_) => assert!(broken.is_null(), "{broken}"),
        Err(text) => assert!(
            text.contains(&format!("number {}:", broken["seq"])) && text.contains(broken["wrong"].as_str().unwrap()),
            "{text} {broken}"
        ),
    }
    said
}

async fn tables_with_a_log(portal: &Portal) -> (DatabaseConnection, i64) {
    portal.published(an_article()).await;
    let said = verdict(portal).await.expect("an honest log");
    let length = portal.log_length().await;
    assert!(said.starts_with(&format!("OK: {length} entries, 1 to {length}, head ")), "{said}");
    (portal.tables().await, length)
}

both!(
    async fn a_change_by_hand_is_found_with_its_number(portal: Portal) {
        let (db, length) = tables_with_a_log(&portal).await;
        let k = length - 5;
        let row = change_log::Entity::find_by_id(k).one(&db).await.unwrap().unwrap();
        let mut edited = row.clone();
        edited.payload = row.payload.replace("article", "page");
        if edited.payload == row.payload {
            edited.payload = row.payload.replace("\"verb\"", "\"Verb\"");
        }
        edited.into_active_model().reset_all().update(&db).await.unwrap();
        assert!(verdict(&portal).await.unwrap_err().contains(&format!("number {k}:")));
        row.clone().into_active_model().reset_all().update(&db).await.unwrap();
        verdict(&portal).await.expect("put back");
        // Beside the payload too: the moment, the person, the mirrors, blanks that change nothing.
        for (column, harm) in [("door", "'worker'"), ("actor_id", "NULL"), ("request_id", "'x'"), ("public", "NOT public")] {
            let harm = format!("UPDATE change_log SET {column} = {harm} WHERE seq = {k}");
            db.execute_unprepared(&harm).await.unwrap();
            let said = verdict(&portal).await.unwrap_err();
            assert!(said.contains(&format!("number {k}:")) && said.contains("edited"), "{column}: {said}");
            row.clone().into_active_model().reset_all().update(&db).await.unwrap();
        }
        let with_unit = entries(&db).await.into_iter().rev().find(|e| e.unit_id.is_some()).unwrap();
        db.execute_unprepared(&format!("UPDATE change_log SET unit_id = NULL WHERE seq = {}", with_unit.seq)).await.unwrap();
        assert!(verdict(&portal).await.unwrap_err().contains("disagrees"));
    }
);

both!(
    async fn a_deleted_entry_is_found_with_its_number(portal: Portal) {
        let (db, length) = tables_with_a_log(&portal).await;
        db.execute_unprepared(&format!("DELETE FROM change_log WHERE seq = {}", length - 5)).await.unwrap();
        let said = verdict(&portal).await.unwrap_err();
        assert!(said.contains(&format!("number {}:", length - 5)) && said.contains("missing"), "{said}");
        // Beginning behind the hole does not hide it from the next who begins before it.
        audit::verify(portal.site(), length - 3, None).await.expect("the rest is in order");
    }
);

both!(
    async fn reordered_entries_are_found(portal: Portal) {
        let (db, length) = tables_with_a_log(&portal).await;
        let (a, b) = (length - 6, length - 3);
        for sql in [
            format!("UPDATE change_log SET seq = -1 WHERE seq = {a}"),
            format!("UPDATE change_log SET seq = {a} WHERE seq = {b}"),
            format!("UPDATE change_log SET seq = {b} WHERE seq = -1"),
        ] {
            db.execute_unprepared(&sql).await.unwrap();
        }
        let said = verdict(&portal).await.unwrap_err();
        assert!(said.contains(&format!("number {a}:")) && said.contains("moved"), "{said}");
    }
);

both!(
    async fn a_cut_tail_is_found(portal: Portal) {
        let (db, length) = tables_with_a_log(&portal).await;
        let saved = chain::sign_head(portal.site()).await.unwrap();
        db.execute_unprepared(&format!("DELETE FROM change_log WHERE seq > {}", length - 4)).await.unwrap();
        let said = verdict(&portal).await.unwrap_err();
        assert!(said.contains(&format!("number {}:", length - 3)) && said.contains("truncated"), "{said}");
        // The head cut along with it: only a head that was kept elsewhere tells.
        let last = entries(&db).await.pop().unwrap();
        set_head(&db, &last).await;
        verdict(&portal).await.expect("nothing inside shows it");
        let said = audit::verify(portal.site(), 1, Some(&saved)).await.unwrap_err().to_string();
        assert!(said.contains("shorter_than_saved"), "{said}");
    }
);

both!(
    async fn a_tail_rewritten_with_fresh_hashes_is_found_by_the_signed_head(portal: Portal) {
        let (db, length) = tables_with_a_log(&portal).await;
        let saved = chain::sign_head(portal.site()).await.unwrap();
        audit::verify(portal.site(), 1, Some(&saved)).await.expect("it still stands");
        let tail: Vec<change_log::Model> = entries(&db).await.into_iter().filter(|e| e.seq >= length - 4).collect();
        let mut before = tail[0].previous_hash.clone();
        let mut last = tail[0].clone();
        for mut row in tail {
            row.actor_id = None;
            row.previous_hash = before;
            row.hash = link_hash(&row).unwrap();
            before = row.hash.clone();
            last = row.clone();
            row.into_active_model().reset_all().update(&db).await.unwrap();
        }
        set_head(&db, &last).await;
        verdict(&portal).await.expect("the chain is whole again");
        let said = audit::verify(portal.site(), 1, Some(&saved)).await.unwrap_err().to_string();
        assert!(said.contains("rewritten_since_saved") && said.contains(&format!("number {length}:")), "{said}");
        // A head made up for the new tail is not the site's.
        for forged in [
            SignedHead { hash: last.hash.clone(), ..saved.clone() },
            SignedHead { seq: 1, ..saved.clone() },
            SignedHead { site: "khac.example".into(), ..saved.clone() },
            SignedHead { signature: String::new(), ..saved.clone() },
        ] {
            let said = audit::verify(portal.site(), 1, Some(&forged)).await.unwrap_err().to_string();
            assert!(said.contains("foreign_head"), "{said}");
        }
    }
);

both!(
    async fn what_is_not_canonical_or_says_two_things_is_refused_though_its_hashes_fit(portal: Portal) {
        let (db, _) = tables_with_a_log(&portal).await;
        let last = entries(&db).await.pop().unwrap();
        let loose = last.payload.replacen(':', ": ", 1);
        for (changed, wrong) in [
            (change_log::Model { payload: loose, ..last.clone() }, "not_canonical"),
            (change_log::Model { payload: "no JSON".into(), ..last.clone() }, "not_canonical"),
            (change_log::Model { verb: "archived".into(), ..last.clone() }, "disagrees"),
            (change_log::Model { item_id: None, ..last.clone() }, "disagrees"),
            (change_log::Model { public: !last.public, ..last.clone() }, "disagrees"),
        ] {
            let mut row = changed;
            row.hash = link_hash(&row).unwrap();
            row.clone().into_active_model().reset_all().update(&db).await.unwrap();
            set_head(&db, &row).await;
            let said = verdict(&portal).await.unwrap_err();
            assert!(said.contains(wrong), "{wrong}: {said}");
        }
    }
);

async fn set_head(db: &DatabaseConnection, last: &change_log::Model) {
    let head = change_head::ActiveModel { id: Set(1), seq: Set(last.seq), hash: Set(last.hash.clone()), ..Default::default() };
    head.update(db).await.expect("the head is set by hand");
}

both!(
    async fn a_look_at_personal_data_leaves_a_line(portal: Portal) {
        let (chief, clerk) = (auditor(&portal), portal.the_secretariat());
        let (looker, own) = (me(&clerk).await.parse().unwrap(), me(&chief).await);
        let actor = cong::access::Actor {
            person: Some(looker),
            unit: None,
            assignments: vec![],
            door: cong::access::Door::Http,
            strict_eyes: false,
            stands_in_for: Default::default(),
        };
        let subjects = [own.parse().unwrap(), looker];
        looks::note(portal.site(), &actor, "yeu-cau-1", PersonalData::UserContact, &subjects).await.unwrap();
        portal.wait(chrono::TimeDelta::minutes(1));
        looks::note(portal.site(), &actor, "yeu-cau-2", PersonalData::Invitation, &[uuid::Uuid::now_v7()]).await.unwrap();
        let seen = chief.get("/api/v1/audit/looks").await.ok();
        let what: Vec<&str> = seen.data().iter().map(|l| l["what"].as_str().unwrap()).collect();
        assert_eq!(what, ["invitation", "user_contact"], "newest first; one's own data is no look");
        assert_eq!(seen.data()[1]["actor"]["id"], json!(looker));
        assert!(seen.data()[1]["subject_name"].as_str().is_some_and(|n| !n.is_empty()));
        assert_eq!(chief.get(&format!("/api/v1/audit/looks?subject={own}")).await.ok().data().len(), 1);
        assert_eq!(chief.get(&format!("/api/v1/audit/looks?person={own}")).await.ok().data().len(), 0);
        let page = chief.get("/api/v1/audit/looks?limit=1").await.ok();
        let next = page.json["next_cursor"].as_str().unwrap();
        assert_eq!(chief.get(&format!("/api/v1/audit/looks?limit=1&cursor={next}")).await.ok().data()[0]["what"], "user_contact");
    }
);
