//! Side doors that stay shut: what two rightful steps must not add up to.

use chrono::TimeDelta;
use cong_tests::{Portal, an_article, both};
use serde_json::json;

both!(
    async fn what_was_withdrawn_does_not_come_back_with_a_scheduled_edition(portal: Portal) {
        let item = portal.published(an_article()).await;
        let (secretariat, deputy) = (portal.the_secretariat(), portal.the_deputy_editor());
        // A new edition is approved for tomorrow …
        let edition = secretariat.opens_a_new_edition_of(&item).await;
        let edition = secretariat.edits(&edition, |content| drop(content.insert("summary".into(), json!("Bản mới.")))).await;
        let edition = secretariat.submits(&edition).await;
        if edition.state() == "field_review" {
            let reviewer = portal.the_reviewer_of("council_committee_office");
            let task = reviewer.finds_in_the_queue(&edition).await;
            reviewer.approves(&task).await;
        }
        let edition = secretariat.reads(&edition).await;
        let edition = secretariat.sends_up(&edition).await;
        let task = deputy.finds_in_the_queue(&edition).await;
        deputy.approves_for(&task, portal.now() + TimeDelta::days(1)).await;
        // … and today the item is taken away.
        let edition = secretariat.reads(&edition).await;
        let gone = secretariat.withdraws(&edition, "Sai thẩm quyền.").await;
        assert_eq!(gone.state(), "editing", "the approved edition is back with the Secretariat");
        portal.wait(TimeDelta::days(2));
        portal.worker_does_what_is_due().await;
        let answer = portal.a_visitor().get(&format!("/api/v1/publications/{}", item.id())).await;
        assert_eq!(answer.status, 410, "{}", answer.text());
        assert_eq!(answer.json["reason"], "Sai thẩm quyền.");
    }
);

both!(
    async fn a_word_of_a_colleague_does_not_make_four_eyes(portal: Portal) {
        // The chief writes alone and keeps that text under a name.
        let (chief, secretariat) = (portal.the_editor_in_chief(), portal.the_secretariat());
        let item = chief.writes(an_article()).await;
        let named = chief.post(&format!("{}/revisions", item.at()), json!({"name": "Bản của tôi"})).await.answered(201);
        let item = chief.reads(&item).await;
        let item = chief.submits(&item).await;
        // The Secretariat changes a word, sends it back, and the chief puts the old text back.
        let item = secretariat.reads(&item).await;
        let item = secretariat.edits(&item, |content| drop(content.insert("summary".into(), json!("Một chữ khác.")))).await;
        let item = secretariat.sends_up(&item).await;
        let task = portal.the_deputy_editor().finds_in_the_queue(&item).await;
        portal.the_deputy_editor().returns(&task, "Xem lại.").await;
        let item = chief.reads(&item).await;
        let restore = format!("{}/revisions/{}/restore", item.at(), named.json["id"].as_str().unwrap());
        chief.post_at(&restore, &item.etag(), json!({})).await.ok();
        let item = chief.reads(&item).await;
        let item = chief.submits(&item).await;
        let item = secretariat.sends_up(&secretariat.reads(&item).await).await;
        // It is the chief's text alone again: somebody else must approve it.
        let seen = chief.looks_in_the_queue_for(&item).await.expect("the chief sees the task");
        let refused = chief.tells(&seen, "approve", json!({"checklist_confirmed": true})).await.refused(403, "forbidden");
        assert_eq!(refused.json["reason"], "four_eyes");
        let deputy = portal.the_deputy_editor();
        let task = deputy.finds_in_the_queue(&item).await;
        deputy.approves(&task).await;
    }
);

both!(
    async fn a_moment_goes_only_with_publishing_at_it(portal: Portal) {
        let item = portal.before_the_board(an_article()).await;
        let deputy = portal.the_deputy_editor();
        let task = deputy.finds_in_the_queue(&item).await;
        let at = (portal.now() + TimeDelta::days(1)).to_rfc3339();
        for (words, code) in [
            (json!({"checklist_confirmed": true, "publish": "at"}), "required"),
            (json!({"checklist_confirmed": true, "publish": "hold", "publish_at": at}), "only_with_at"),
        ] {
            let refused = deputy.tells(&task, "approve", words).await.refused(422, "invalid");
            assert_eq!(refused.json["errors"][0]["code"], code);
        }
    }
);

both!(
    async fn a_reviewer_sees_that_a_link_leads_elsewhere(portal: Portal) {
        let link = |to: &str| format!("<p>Xem <a href=\"{to}\">tại đây</a>.</p>");
        let item = portal.in_editing(an_article().saying(&link("https://a.example/"))).await;
        let secretariat = portal.the_secretariat();
        let item = secretariat.edits(&item, |content| drop(content.insert("body_html".into(), json!(link("https://b.example/"))))).await;
        let first = secretariat.get(&format!("{}/revisions", item.at())).await.ok();
        let from = first.data()[0]["id"].as_str().unwrap().to_owned();
        let diff = secretariat.get(&format!("{}/diff?from={from}&to=working", item.at())).await.ok();
        let changed: Vec<_> = diff.json["body"].as_array().unwrap().iter().filter(|op| op["op"] != "equal").collect();
        assert!(changed.iter().any(|op| op["text"].as_str().unwrap().contains("b.example")), "{}", diff.json["body"]);
    }
);
