//! Many hands on one thing: exactly one of them gets it.

use cong_tests::person::try_send;
use cong_tests::{Portal, an_article, both};
use futures::future::join_all;
use serde_json::json;

both!(
    async fn fifty_posts_with_one_key_make_one_item(portal: Portal) {
        let contributor = portal.a_contributor().in_unit("school");
        let body = an_article().request(&portal).await;
        let posts = join_all((0..50).map(|_| async {
            let request = contributor.request("POST", "/api/v1/desk/items").await.header("idempotency-key", "gui-mot-lan").json(&body);
            try_send(request, "/api/v1/desk/items").await.unwrap()
        }));
        let replies = posts.await;
        let first = replies[0].json["id"].clone();
        for reply in &replies {
            assert_eq!(reply.status, 201, "{}", reply.text());
            assert_eq!(reply.json["id"], first);
            assert!(reply.header("etag").is_some() && reply.header("location").is_some());
        }
        assert_eq!(replies.iter().filter(|r| r.header("idempotent-replayed").is_none()).count(), 1, "one was the first");
        assert_eq!(contributor.get("/api/v1/desk/items?mine=true").await.ok().data().len(), 1);
        // Another body under the same key is another request; the same key of another person is another key.
        let other = an_article().titled("Khác").request(&portal).await;
        let request = contributor.request("POST", "/api/v1/desk/items").await.header("idempotency-key", "gui-mot-lan").json(&other);
        try_send(request, "").await.unwrap().refused(422, "idempotency_key_reused");
        let somebody = portal.a_contributor().in_unit("residential_group_5");
        let request = somebody.request("POST", "/api/v1/desk/items").await.header("idempotency-key", "gui-mot-lan").json(&body);
        assert_ne!(try_send(request, "").await.unwrap().answered(201).json["id"], first);
    }
);

both!(
    async fn of_thirty_savers_one_wins_each_round(portal: Portal) {
        let secretariat = portal.the_secretariat();
        let item = portal.in_editing(an_article()).await;
        for round in 0..3 {
            let seen = secretariat.reads(&item).await;
            let saves = (0..30).map(|n| {
                let mut content = seen.json["content"].clone();
                content["summary"] = json!(format!("Vòng {round}, tay {n}"));
                let (secretariat, at, etag) = (secretariat.clone(), item.at(), seen.etag());
                async move { (n, secretariat.put_at(&at, &etag, content).await) }
            });
            let replies = join_all(saves).await;
            let winners: Vec<_> = replies.iter().filter(|(_, r)| r.status == 200).map(|(n, _)| *n).collect();
            assert_eq!(winners.len(), 1, "round {round}: {:?}", replies.iter().map(|(_, r)| r.status).collect::<Vec<_>>());
            for (_, reply) in replies.iter().filter(|(n, _)| *n != winners[0]) {
                assert_eq!(reply.status, 412, "{}", reply.text());
                reply.is_problem();
            }
            let kept = secretariat.reads(&item).await;
            assert_eq!(kept.json["content"]["summary"], format!("Vòng {round}, tay {}", winners[0]));
        }
    }
);

both!(
    async fn of_ten_approvals_one_counts_and_the_others_learn_whose(portal: Portal) {
        let item = portal.before_the_board(an_article()).await;
        let (chief, deputy) = (portal.the_editor_in_chief(), portal.the_deputy_editor());
        let task = deputy.finds_in_the_queue(&item).await;
        let words = json!({"checklist_confirmed": true});
        let decisions = join_all((0..10).map(|n| {
            let person = if n % 2 == 0 { chief.clone() } else { deputy.clone() };
            let (task, words) = (task.clone(), words.clone());
            async move { person.tells(&task, "approve", words).await }
        }));
        let replies = decisions.await;
        assert_eq!(replies.iter().filter(|r| r.status == 200).count(), 1, "{:?}", replies.iter().map(|r| r.status).collect::<Vec<_>>());
        for reply in replies.iter().filter(|r| r.status != 200) {
            let told = reply.clone().refused(409, "already_decided");
            assert!(
                told.json["decided_by"].as_str().is_some_and(|who| told.json["detail"].as_str().unwrap().contains(who)),
                "{}",
                told.json
            );
        }
        let published = portal.a_visitor().get("/api/v1/changes").await.ok();
        assert_eq!(published.data().len(), 1, "it came out once");
    }
);

both!(
    async fn one_return_settles_the_sibling_tasks(portal: Portal) {
        let contributor = portal.a_contributor().in_unit("residential_group_5");
        let (culture, office) = (portal.the_reviewer_of("culture_society_office"), portal.the_reviewer_of("council_committee_office"));
        let item = contributor.writes(an_article().about_all(&["culture", "economy"])).await;
        contributor.submits(&item).await;
        let (one, two) = (culture.finds_in_the_queue(&item).await, office.finds_in_the_queue(&item).await);
        let yes = json!({"checklist_confirmed": true});
        let no = json!({"remark": "Thiếu nguồn."});
        let (returned, approved) = tokio::join!(culture.tells(&one, "return", no), office.tells(&two, "approve", yes));
        // Whoever was first, the item is returned and nothing stays open.
        returned.ok();
        assert!(matches!(approved.status, 200 | 409), "{}", approved.text());
        let item = contributor.reads(&item).await;
        assert_eq!(item.state(), "returned");
        assert!(item.json["tasks"].as_array().unwrap().iter().all(|t| t["state"] != "open"), "{}", item.json["tasks"]);
    }
);

both!(
    async fn a_withdrawal_and_a_new_edition_do_not_cross(portal: Portal) {
        let item = portal.published(an_article()).await;
        let secretariat = portal.the_secretariat();
        let etag = secretariat.reads(&item).await.etag();
        let (withdraw, edition) = (format!("{}/withdraw", item.at()), format!("{}/new-edition", item.at()));
        let (gone, opened) = tokio::join!(
            secretariat.post_at(&withdraw, &etag, json!({"reason": "Nhầm."})),
            secretariat.post_at(&edition, &etag, json!({}))
        );
        let won = [&gone, &opened].iter().filter(|r| r.status == 200).count();
        assert_eq!(won, 1, "{} / {}", gone.text(), opened.text());
        for lost in [gone, opened].iter().filter(|r| r.status != 200) {
            assert!(matches!(lost.status, 409 | 412), "{}", lost.text());
        }
    }
);
