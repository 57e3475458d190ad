//! The demo fills an empty folder; real data comes in as drafts, also after a crash in the middle.

use std::fs;

use cong::app::{Config, demo, import};
use cong::features::accounts::HashCost;
use cong::kernel::clock::Clock;
use cong_tests::portal::{monday_morning, number};
use cong_tests::{Portal, both, eventually};
use serde_json::{Value, json};

const ITEMS: &str = include_str!("../../api/demo/items.json");
const KINDS: &str = include_str!("../../api/demo/kinds.json");
const CONSULTATIONS: &str = include_str!("../../api/demo/consultations.json");
const DIRECTORY: &str = include_str!("../../api/demo/directory.json");

both!(
    async fn the_demo_fills_an_empty_house_with_every_state(portal: Portal) {
        let fresh = portal.database().bare().await;
        let config = Config::for_tests(fresh.data_path(), fresh.url.clone());
        let accounts = demo::fill(&config, Clock::held_at(monday_morning()), HashCost::TestsOnly).await.expect("the demo fills");
        assert!(accounts.len() >= 20);
        let again =
            demo::fill(&config, Clock::held_at(monday_morning()), HashCost::TestsOnly).await.expect("run again it reads the accounts");
        let pair = |a: &demo::Account| (a.username.clone(), a.password.clone());
        assert_eq!(accounts.iter().map(pair).collect::<Vec<_>>(), again.iter().map(pair).collect::<Vec<_>>());

        let mut wanted: Vec<Value> = serde_json::from_str(ITEMS).unwrap();
        wanted.extend(serde_json::from_str::<Vec<Value>>(KINDS).unwrap());
        wanted.extend(serde_json::from_str::<Vec<Value>>(CONSULTATIONS).unwrap());
        wanted.extend(serde_json::from_str::<Vec<Value>>(DIRECTORY).unwrap());
        let of = |state: &str| i64::try_from(wanted.iter().filter(|i| i["state"] == state).count()).unwrap();
        let db = fresh.connect().await;
        let count = async |sql: &str| number(&db, sql).await;
        assert_eq!(count("SELECT count(*) FROM item WHERE source_type IS NULL").await, i64::try_from(wanted.len()).unwrap());
        // Two urgent notices are out, one is over.
        assert_eq!(count("SELECT count(*) FROM item WHERE source_type = 'urgent'").await, 3);
        for state in ["draft", "field_review", "editing", "board_review", "returned", "scheduled"] {
            let found = count(&format!("SELECT count(*) FROM item WHERE state = '{state}'")).await;
            assert_eq!(found, of(state), "{state}");
        }
        for (status, state) in [("live", "published"), ("withdrawn", "withdrawn"), ("expired", "expired")] {
            let found = count(&format!(
                "SELECT count(*) FROM publication p JOIN item i ON i.id = p.id WHERE p.status = '{status}' AND i.source_type IS NULL"
            ))
            .await;
            assert_eq!(found, of(state), "{status}");
        }
        assert_eq!(
            count("SELECT count(*) FROM approval a JOIN publication p ON p.approval_id = a.id WHERE a.hash <> p.revision_hash").await,
            0
        );
        // Five letters of citizens: one turned away, one answered (and closed by now) and published, three with the units.
        for (condition, wanted) in [
            ("state = 'out_of_scope'", 1),
            ("state IN ('answered', 'closed') AND item_id IN (SELECT id FROM publication WHERE status = 'live')", 1),
            ("state = 'answering' AND promised_at IS NOT NULL", 1),
            ("state = 'forwarded'", 2),
        ] {
            assert_eq!(count(&format!("SELECT count(*) FROM letter WHERE {condition}")).await, wanted, "{condition}");
        }
        cong_tests::log::verify(&db).await.expect("its log is whole");
        // The house's own proof looks at the columns too, by which the log is filtered.
        let walk = cong::store::chain::walk(&db, 1, None).await.expect("the proof");
        assert!(walk.broken.is_none() && walk.checked > 500, "{:?}", walk.broken);
        let _ = db.close().await;
        fresh.drop_database().await;
    }
);

fn documents(many: usize) -> String {
    let line = |n: usize| {
        json!({
            "number": format!("{n}/2026/QĐ-UBND"), "title": format!("Quyết định số {n} về việc quản lý vỉa hè"), "issued": "15/05/2026",
            "effective": "2026-06-01", "issuer": "UBND thành phố", "signer": "Nguyễn Văn A", "doc_type": "Quyết định",
            "abstract": "Quản lý vỉa hè", "text_markdown": "# Điều 1\n\nVỉa hè để đi bộ.",
        })
        .to_string()
    };
    (1..=many).map(line).collect::<Vec<_>>().join("\n")
}

both!(
    async fn an_import_says_what_came_in_and_what_did_not(portal: Portal) {
        let file = portal.data_path().join("van-ban.jsonl");
        let text = [
            documents(3),
            "{\"number\": \"9/QĐ\", \"title\": \"Ngày không đọc được\", \"issued\": \"sau 45 ngày\"}".into(),
            "không phải JSON".into(),
            "{\"number\": null, \"title\": null}".into(),
            "{\"number\": \"10/QĐ\", \"title\": [7]}".into(),
            String::new(),
        ];
        fs::write(&file, text.join("\n")).unwrap();
        let report = import::documents(portal.site(), file.clone(), None).await.unwrap();
        assert_eq!((report.read, report.added, report.skipped, report.refused.len()), (7, 4, 0, 3), "{report:?}");
        assert_eq!(report.refused.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [5, 6, 7]);
        assert!(report.remarks.iter().any(|(line, why)| *line == 4 && why.contains("ngày ban hành")), "{:?}", report.remarks);
        let again = import::documents(portal.site(), file, None).await.unwrap();
        assert_eq!((again.added, again.skipped), (0, 4), "run again it adds nothing");
        // They are drafts: nothing of it is public.
        assert!(portal.a_visitor().get("/api/v1/publications").await.ok().data().is_empty());
    }
);

both!(
    async fn an_import_that_was_cut_short_goes_on_without_duplicates(portal: Portal) {
        const MANY: usize = 60;
        let file = portal.data_path().join("van-ban.jsonl");
        fs::write(&file, documents(MANY)).unwrap();
        let db = portal.tables().await;
        let count = async || number(&db, "SELECT count(*) FROM item").await;
        let running = {
            let (site, file) = (portal.site().clone(), file.clone());
            tokio::spawn(async move { import::documents(&site, file, None).await })
        };
        eventually("some documents have come in", || async { (count().await >= 5).then_some(()) }).await;
        running.abort();
        let _ = running.await;
        let report = import::documents(portal.site(), file, None).await.unwrap();
        assert_eq!(report.added + report.skipped, MANY);
        assert!(report.skipped >= 5, "{report:?}");
        assert_eq!(count().await, i64::try_from(MANY).unwrap());
        cong_tests::log::verify(&db).await.expect("the log is whole");
    }
);

both!(
    async fn two_imports_of_one_file_at_once_make_one_set(portal: Portal) {
        let file = portal.data_path().join("van-ban.jsonl");
        fs::write(&file, documents(25)).unwrap();
        let (one, two) = tokio::join!(import::documents(portal.site(), file.clone(), None), import::documents(portal.site(), file, None));
        let (one, two) = (one.unwrap(), two.unwrap());
        assert_eq!(one.added + two.added, 25);
        assert_eq!(one.skipped + two.skipped, 25);
    }
);
