//! Told in time, and each level once: the person, the head of the unit, then the Secretariat and the chief.

use chrono::{DateTime, TimeDelta, Utc};
use cong::access::{Actor, Door};
use cong::features::deadlines;
use cong::kernel::words::ClockSubject;
use cong::store::clocks::{self, Start};
use cong::store::{Call, Site, Work};
use cong_tests::portal::{column, number};
use cong_tests::{Portal, an_article, both};
use serde_json::{Value, json};
use uuid::Uuid;

/// Who was to be told, in order.
async fn told(portal: &Portal) -> Vec<String> {
    let db = portal.tables().await;
    let payloads: Vec<String> = column(&db, "SELECT payload FROM change_log WHERE verb = 'clock_level_reached' ORDER BY seq").await;
    let _ = db.close().await;
    let level = |text: String| serde_json::from_str::<Value>(&text).expect("JSON")["level"].as_str().expect("a level").to_owned();
    payloads.into_iter().map(level).collect()
}

fn it_is(portal: &Portal, text: &str) {
    portal.wait(text.parse::<DateTime<Utc>>().expect("an instant") - portal.now());
}

/// One worker's sweeps, one after another until there is nothing left; what they tell people comes later.
async fn sweeps(site: &Site) -> usize {
    let mut taken = 0;
    loop {
        let mut work = Work::begin(site, Call::new(Actor::system(Door::Worker), "story")).await.expect("work begins");
        match deadlines::sweep(&mut work).await.expect("a sweep") {
            0 => {
                work.commit_nothing().await.expect("nothing was recorded");
                return taken;
            }
            n => taken += n,
        }
        work.commit().await.expect("the levels are kept");
    }
}

// News of Monday 23/11/2026 08:00 is due on Wednesday 08:00, for Tuesday is off. Three quarters of eight hours are over at
// 15:30; that is too late in the day to act on, so the warning comes an hour before lunch. Overdue, the head hears of it
// after four more working hours (3.5 until 11:30, half an hour from 13:00), the Secretariat after eight (Thursday 08:00).
both!(
    async fn each_level_is_told_at_its_time_and_once(portal: Portal) {
        it_is(&portal, "2026-11-23T09:30:00+07:00");
        let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
        editor
            .writes(an_article().with("details", json!({"occurred_at": "2026-11-23T08:00:00+07:00", "place": "Nhà văn hóa phường"})))
            .await;
        let mut expected: Vec<&str> = vec![];
        for (moment, level) in [
            ("2026-11-23T10:29:59+07:00", None),
            ("2026-11-23T10:30:00+07:00", Some("warning")),
            ("2026-11-23T16:55:00+07:00", None),
            ("2026-11-25T08:00:00+07:00", None),
            ("2026-11-25T08:00:01+07:00", Some("overdue_assignee")),
            ("2026-11-25T13:29:59+07:00", None),
            ("2026-11-25T13:30:00+07:00", Some("overdue_unit_head")),
            ("2026-11-26T08:00:00+07:00", Some("overdue_secretariat")),
            ("2026-12-26T08:00:00+07:00", None),
        ] {
            it_is(&portal, moment);
            expected.extend(level);
            for _ in 0..2 {
                portal.worker_does_what_is_due().await;
                assert_eq!(told(&portal).await, expected, "{moment}");
            }
        }
    }
);

both!(
    async fn after_a_long_sleep_nobody_is_warned_of_what_is_over(portal: Portal) {
        let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
        let late = editor
            .writes(an_article().with("details", json!({"occurred_at": "2026-11-23T08:00:00+07:00", "place": "Nhà văn hóa phường"})))
            .await;
        let published = portal
            .in_editing(an_article().with("details", json!({"occurred_at": "2026-11-23T08:00:00+07:00", "place": "Nhà văn hóa phường"})))
            .await;
        let (secretariat, deputy) = (portal.the_secretariat(), portal.the_deputy_editor());
        let published = secretariat.sends_up(&published).await;
        deputy.approves(&deputy.finds_in_the_queue(&published).await).await;
        // The machine was off for a week.
        it_is(&portal, "2026-11-30T09:00:00+07:00");
        portal.worker_does_what_is_due().await;
        assert_eq!(told(&portal).await, ["overdue_assignee", "overdue_unit_head", "overdue_secretariat"], "of the one that is owed");
        // A new promise is a new date: its levels come again, each once.
        let id = late.json["clocks"][0]["id"].as_str().expect("a clock").to_owned();
        let promise = json!({"old_due": "2026-11-25T08:00:00+07:00", "new_due": "2026-12-04T17:00:00+07:00", "reason": "Chờ xác minh."});
        secretariat.post(&format!("/api/v1/deadlines/{id}/extend"), promise).await.ok();
        portal.worker_does_what_is_due().await;
        it_is(&portal, "2026-12-07T09:00:00+07:00");
        portal.worker_does_what_is_due().await;
        let told = told(&portal).await;
        assert_eq!(told.iter().filter(|level| *level == "overdue_assignee").count(), 2, "{told:?}");
        assert_eq!(editor.get("/api/v1/deadlines").await.ok().data()[0]["level"], "overdue_assignee");
    }
);

both!(
    async fn a_thousand_overdue_clocks_are_taken_up_once_by_two_workers(portal: Portal) {
        let unit = portal.unit("council_committee_office").await;
        let mut work = Work::begin(portal.site(), Call::new(Actor::system(Door::Command), "story")).await.expect("work begins");
        for _ in 0..1000 {
            let start = Start {
                subject: ClockSubject::OutgoingDocument,
                subject_id: Uuid::now_v7(),
                rule: "document_own",
                unit,
                responsible: None,
                item: None,
                trigger: portal.now() - TimeDelta::days(30),
            };
            clocks::start(&mut work, start).await.expect("a clock").expect("the rule is in force");
        }
        work.commit().await.expect("the clocks are kept");
        let neighbour = portal.neighbour().await;
        let (here, there) = tokio::join!(sweeps(portal.site()), sweeps(&neighbour.site));
        assert_eq!(here + there, 1000);
        assert_eq!(sweeps(portal.site()).await, 0);
        let told = told(&portal).await;
        for level in ["overdue_assignee", "overdue_unit_head", "overdue_secretariat"] {
            assert_eq!(told.iter().filter(|l| *l == level).count(), 1000, "{level}");
        }
        assert_eq!(told.len(), 3000);
        let db = portal.tables().await;
        assert_eq!(number(&db, "SELECT count(*) FROM clock WHERE level = 'overdue_secretariat' AND next_at IS NULL").await, 1000);
        let _ = db.close().await;
        neighbour.close().await;
    }
);
