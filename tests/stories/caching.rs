//! The cache follows the log: an answer is never older than what was committed before it was asked.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use cong::kernel::ids;
use cong::kernel::words::Kind;
use cong_tests::log::{Made, put};
use cong_tests::{Portal, an_article, both, eventually};
use uuid::Uuid;

fn titled(id: Uuid, version: usize, section: Uuid, unit: Uuid) -> Made {
    Made { id, title: format!("Bản {version}"), section, unit, kind: Kind::Article, minutes_ago: 1 }
}

fn version_in(json: &serde_json::Value) -> usize {
    json["title"].as_str().and_then(|t| t.strip_prefix("Bản ")).and_then(|n| n.parse().ok()).expect("a version")
}

both!(
    async fn no_answer_is_older_than_the_log_while_four_write(portal: Portal) {
        const ROUNDS: usize = 60;
        let (section, unit) = (portal.section("tin-tuc-su-kien").await, portal.unit("school").await);
        let ids: Vec<Uuid> = (0..4).map(|_| ids::new_id(portal.now())).collect();
        for id in &ids {
            put(portal.site(), vec![titled(*id, 0, section, unit)]).await;
        }
        let committed: Arc<Vec<AtomicUsize>> = Arc::new((0..4).map(|_| AtomicUsize::new(0)).collect());
        let done = Arc::new(AtomicBool::new(false));
        let mut readers = vec![];
        for reader in 0..3 {
            let (visitor, ids, committed, done) = (portal.a_visitor(), ids.clone(), committed.clone(), done.clone());
            readers.push(tokio::spawn(async move {
                let mut read = 0;
                while !done.load(Ordering::Acquire) {
                    let which = (read + reader) % ids.len();
                    // What was committed before the question must be in the answer, or something newer.
                    let least = committed[which].load(Ordering::Acquire);
                    let got = version_in(&visitor.get(&format!("/api/v1/publications/{}", ids[which])).await.ok().json);
                    assert!(got >= least, "answered version {got} after {least} was committed");
                    let list = visitor.get("/api/v1/publications?limit=10").await.ok();
                    let shown = list.data().iter().find(|p| p["id"] == ids[which].to_string()).map(version_in).expect("it is listed");
                    assert!(shown >= least, "listed version {shown} after {least} was committed");
                    read += 1;
                }
                read
            }));
        }
        let writers = ids.iter().enumerate().map(|(which, id)| {
            let (site, committed, id) = (portal.site().clone(), committed.clone(), *id);
            tokio::spawn(async move {
                for version in 1..=ROUNDS {
                    put(&site, vec![titled(id, version, section, unit)]).await;
                    committed[which].store(version, Ordering::Release);
                }
            })
        });
        for writer in writers.collect::<Vec<_>>() {
            writer.await.expect("no writer fails");
        }
        done.store(true, Ordering::Release);
        for reader in readers {
            assert!(reader.await.expect("no reader was answered with something old") > 0);
        }
    }
);

both!(
    async fn another_process_hears_of_it_too(portal: Portal) {
        let neighbour = portal.neighbour().await;
        let there = neighbour.a_visitor();
        let item = portal.published(an_article()).await;
        let address = format!("/api/v1/publications/{}", item.id());
        eventually("the neighbour shows what was published here", || async { (there.get(&address).await.status == 200).then_some(()) })
            .await;
        // Now it lies in the neighbour's cache.
        assert_eq!(there.get(&address).await.status, 200);
        portal.the_secretariat().withdraws(&item, "Nhầm.").await;
        eventually("the neighbour no longer shows what was withdrawn here", || async {
            (there.get(&address).await.status == 410).then_some(())
        })
        .await;
        assert!(there.get("/api/v1/publications").await.ok().data().is_empty());
        neighbour.close().await;
    }
);

both!(
    async fn a_page_that_was_missing_appears_when_it_is_published(portal: Portal) {
        let visitor = portal.a_visitor();
        let item = portal.before_the_board(an_article()).await;
        let address = format!("/api/v1/publications/{}", item.id());
        visitor.get(&address).await.answered(404);
        visitor.get("/").await.answered(200);
        let deputy = portal.the_deputy_editor();
        deputy.approves(&deputy.finds_in_the_queue(&item).await).await;
        visitor.get(&address).await.answered(200);
        assert!(visitor.get("/").await.text().contains(item.json["content"]["title"].as_str().unwrap()));
    }
);
