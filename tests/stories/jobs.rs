//! What happens on a timetable happens once, by whoever's hands, also when a hand was asleep.

use chrono::TimeDelta;
use cong::app::jobs;
use cong::store::jobs::{LEASE, lease_next};
use cong::worker;
use cong_tests::{Item, Portal, an_article, both, eventually};
use serde_json::json;

async fn scheduled(portal: &Portal, hours: i64) -> Item {
    let item = portal.before_the_board(an_article().titled("Hẹn giờ đăng")).await;
    let deputy = portal.the_deputy_editor();
    deputy.approves_for(&deputy.finds_in_the_queue(&item).await, portal.now() + TimeDelta::hours(hours)).await;
    let item = portal.the_secretariat().reads(&item).await;
    assert_eq!(item.state(), "scheduled");
    item
}

async fn times_published(portal: &Portal) -> usize {
    portal.a_visitor().get("/api/v1/changes").await.ok().data().len()
}

both!(
    async fn a_scheduled_article_comes_out_at_its_time_and_once(portal: Portal) {
        let item = scheduled(&portal, 3).await;
        let visitor = portal.a_visitor();
        let address = format!("/api/v1/publications/{}", item.id());
        assert_eq!(portal.worker_does_what_is_due().await, 0);
        portal.wait(TimeDelta::minutes(179));
        assert_eq!(portal.worker_does_what_is_due().await, 0);
        visitor.get(&address).await.answered(404);
        portal.wait(TimeDelta::minutes(1));
        assert_eq!(portal.worker_does_what_is_due().await, 1);
        let published = visitor.get(&address).await.ok();
        assert_eq!(published.json["published_at"], "2026-11-23T12:00:00+07:00");
        // Clock jumps, back and far ahead: nothing fires twice.
        for jump in [TimeDelta::hours(-2), TimeDelta::hours(3), TimeDelta::days(3)] {
            portal.wait(jump);
            assert_eq!(portal.worker_does_what_is_due().await, 0);
        }
        assert_eq!(times_published(&portal).await, 1);
    }
);

both!(
    async fn two_workers_do_it_once(portal: Portal) {
        for _ in 0..5 {
            scheduled(&portal, 1).await;
        }
        portal.wait(TimeDelta::hours(2));
        let neighbour = portal.neighbour().await;
        let before = portal.jobs_done().await;
        let (here, there) = tokio::join!(worker::run_due(portal.site(), jobs::run), worker::run_due(&neighbour.site, jobs::run));
        assert!(here.unwrap() + there.unwrap() >= 5);
        assert_eq!(portal.jobs_done().await - before, 5);
        assert_eq!(times_published(&portal).await, 5);
        neighbour.close().await;
    }
);

both!(
    async fn a_worker_that_slept_past_its_lease_changes_nothing(portal: Portal) {
        let item = scheduled(&portal, 1).await;
        portal.worker_does_what_is_due().await;
        portal.wait(TimeDelta::hours(2));
        let asleep = lease_next(portal.site()).await.unwrap().expect("one is due");
        assert_eq!(portal.worker_does_what_is_due().await, 0, "somebody has it in hand");
        portal.wait(LEASE + TimeDelta::seconds(1));
        // It wakes too late, before anybody else has come: the lease is over all the same.
        let before = portal.row_counts().await;
        assert!(jobs::run(portal.site(), &asleep).await.is_err());
        assert_eq!(portal.row_counts().await, before);
        portal.a_visitor().get(&format!("/api/v1/publications/{}", item.id())).await.answered(404);
        // Another does it; then the sleeper tries once more.
        assert_eq!(portal.worker_does_what_is_due().await, 1);
        let before = portal.row_counts().await;
        assert!(jobs::run(portal.site(), &asleep).await.is_err());
        assert_eq!(portal.row_counts().await, before);
        assert_eq!(times_published(&portal).await, 1);
    }
);

both!(
    async fn what_was_sent_back_does_not_come_out(portal: Portal) {
        let item = scheduled(&portal, 1).await;
        let deputy = portal.the_deputy_editor();
        deputy.says(&item, "send-back", json!({"remark": "Hoãn."})).await.ok();
        portal.wait(TimeDelta::hours(2));
        portal.worker_does_what_is_due().await;
        assert_eq!(times_published(&portal).await, 0);
        assert_eq!(portal.the_secretariat().reads(&item).await.state(), "editing");
    }
);

both!(
    async fn a_moved_appointment_keeps_only_the_last_hour(portal: Portal) {
        let item = scheduled(&portal, 1).await;
        let secretariat = portal.the_secretariat();
        let later = cong::kernel::dates::rfc3339_vn(portal.now() + TimeDelta::hours(5));
        secretariat.says(&item, "publish", json!({"publish_at": later})).await.ok();
        portal.wait(TimeDelta::hours(2));
        portal.worker_does_what_is_due().await;
        assert_eq!(times_published(&portal).await, 0, "the first hour no longer counts");
        portal.wait(TimeDelta::hours(4));
        portal.worker_does_what_is_due().await;
        assert_eq!(times_published(&portal).await, 1);
    }
);

both!(
    async fn the_worker_inside_the_server_does_it_by_itself(portal: Portal) {
        let own = Portal::configured(portal.database(), |config| cong::app::Config { worker: true, ..config }).await;
        let item = scheduled(&own, 1).await;
        own.wait(TimeDelta::hours(2));
        let (visitor, address) = (own.a_visitor(), format!("/api/v1/publications/{}", item.id()));
        eventually("the worker publishes", || async { (visitor.get(&address).await.status == 200).then_some(()) }).await;
        own.close().await;
    }
);
