//! The change log: one order for commits, numbers and the chain; what was done to it by hand is found.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use cong_tests::log::{self, entries, verify};
use cong_tests::{Portal, an_article, both};
use sea_orm::ConnectionTrait;

both!(
    async fn the_chain_holds_and_tampering_shows(portal: Portal) {
        portal.published(an_article()).await;
        let db = portal.tables().await;
        let length = verify(&db).await.expect("an honest log");
        assert!(length > 80, "the furnishing is in it too");
        let last = entries(&db).await.pop().unwrap();
        assert_eq!(last.verb, "published");
        // Each by hand in the database, each undone again.
        let was = |text: &str| text.replace('\'', "''");
        for (how, harm, undo) in [
            (
                "edited",
                format!("UPDATE change_log SET payload = replace(payload, 'article', 'page') WHERE seq = {length}"),
                format!("UPDATE change_log SET payload = '{}' WHERE seq = {length}", was(&last.payload)),
            ),
            (
                "actor changed",
                format!("UPDATE change_log SET door = 'worker' WHERE seq = {length}"),
                format!("UPDATE change_log SET door = '{}' WHERE seq = {length}", last.door),
            ),
            (
                "reordered",
                format!(
                    "UPDATE change_log SET seq = CASE seq WHEN {length} THEN -1 WHEN {a} THEN -2 END WHERE seq IN ({length}, {a})",
                    a = length - 1
                ),
                format!("UPDATE change_log SET seq = CASE seq WHEN -1 THEN {length} ELSE {a} END WHERE seq < 0", a = length - 1),
            ),
        ] {
            db.execute_unprepared(&harm).await.unwrap();
            assert!(verify(&db).await.is_err(), "{how}, and nobody noticed");
            db.execute_unprepared(&undo).await.unwrap();
            verify(&db).await.unwrap_or_else(|e| panic!("{how} was not undone: {e}"));
        }
        db.execute_unprepared(&format!("DELETE FROM change_log WHERE seq = {}", length - 3)).await.unwrap();
        assert!(verify(&db).await.is_err(), "deleted, and nobody noticed");
        db.execute_unprepared(&format!("DELETE FROM change_log WHERE seq > {}", length - 4)).await.unwrap();
        assert!(verify(&db).await.is_err(), "truncated, and nobody noticed");
    }
);

both!(
    async fn whoever_follows_the_numbers_misses_nothing_under_four_writers(portal: Portal) {
        const EACH: usize = 40;
        let visitor = portal.a_visitor();
        let done = Arc::new(AtomicBool::new(false));
        let follower = {
            let (visitor, done) = (visitor.clone(), done.clone());
            tokio::spawn(async move {
                let (mut seen, mut cursor) = (vec![], String::from("0"));
                loop {
                    let last_look = done.load(Ordering::Acquire);
                    let page = visitor.get(&format!("/api/v1/changes?limit=7&cursor={cursor}")).await.ok();
                    seen.extend(page.data().iter().map(|c| c["seq"].as_i64().unwrap()));
                    cursor = page.json["next_cursor"].as_str().unwrap().to_owned();
                    if last_look && page.data().is_empty() {
                        return seen;
                    }
                }
            })
        };
        let writers: Vec<_> = (0..4)
            .map(|w| {
                let portal = portal.clone();
                tokio::spawn(async move {
                    for n in 0..EACH {
                        portal.puts_one(&format!("Tin {w}-{n}"), 1).await;
                    }
                })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap();
        }
        done.store(true, Ordering::Release);
        let seen = follower.await.unwrap();
        assert!(seen.is_sorted_by(|a, b| a < b), "numbers came out of order or twice");
        assert_eq!(seen.len(), 4 * EACH, "the follower missed {}", 4 * EACH - seen.len());
        let db = portal.tables().await;
        verify(&db).await.expect("an unbroken chain");
        let public: Vec<i64> = log::entries(&db).await.iter().filter(|e| e.public).map(|e| e.seq).collect();
        assert_eq!(seen, public);
    }
);

both!(
    async fn time_in_the_log_never_runs_back(portal: Portal) {
        portal.puts_one("Trước", 1).await;
        // The machine's clock is set back an hour between two changes.
        portal.clock().advance(chrono::TimeDelta::hours(-1));
        portal.puts_one("Sau", 1).await;
        let db = portal.tables().await;
        verify(&db).await.expect("time only goes forward");
    }
);

both!(
    async fn the_log_holds_ids_and_facts_and_no_words(portal: Portal) {
        let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
        let item = editor.writes(an_article().titled("Câu chữ bí mật của bản thảo")).await;
        editor.submits(&item).await;
        let secretariat = portal.the_secretariat();
        secretariat.returns(&secretariat.finds_in_the_queue(&item).await, "Nhận xét riêng tư").await;
        let db = portal.tables().await;
        for entry in entries(&db).await {
            for words in ["bí mật", "riêng tư", "Người dân"] {
                assert!(!entry.payload.contains(words), "{}: {}", entry.verb, entry.payload);
            }
        }
    }
);
