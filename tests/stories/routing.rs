//! Routing as dated data (Điều 12–14): edited at the desk, previewed with reasons, sent on, and moved when a unit goes over
//! into another.

use chrono::TimeDelta;
use cong::kernel::words::Role;
use cong_tests::{Person, Portal, an_article, both};
use serde_json::{Value, json};

use crate::access::employ;

const RULES: &str = "/api/v1/moderation/routing-rules";
const PREVIEW: &str = "/api/v1/moderation/routing-preview";
const REORGANISATIONS: &str = "/api/v1/moderation/reorganisations";

async fn id_of(person: &Person) -> String {
    person.get("/api/v1/auth/me").await.ok().json["id"].as_str().expect("an id").to_owned()
}

fn units(preview: &Value) -> Vec<&str> {
    preview["units"].as_array().expect("units").iter().map(|u| u["unit"]["id"].as_str().expect("an id")).collect()
}

both!(
    async fn the_preview_says_where_it_would_go_and_why(portal: Portal) {
        let writer = portal.a_contributor().in_unit("school");
        let culture = portal.unit("culture_society_office").await.to_string();
        let party = portal.unit("party_building_committee").await.to_string();
        let asked = writer.get(&format!("{PREVIEW}?fields=culture,mass_mobilization&from_contributor=true")).await.ok().json;
        assert_eq!(asked["units"].as_array().unwrap().len(), 2, "{asked}");
        assert!(units(&asked).contains(&culture.as_str()) && units(&asked).contains(&party.as_str()));
        assert!(asked["units"].to_string().contains("Điều 13 khoản 11"), "{asked}");
        let verdicts: Vec<_> = asked["clauses"].as_array().unwrap().iter().map(|c| c["verdict"].as_str().unwrap()).collect();
        assert!(verdicts.contains(&"applies") && verdicts.contains(&"other_field"), "{verdicts:?}");
        // A unit's own text on culture needs no field review; mass mobilisation needs it, whoever writes.
        let own = writer.get(&format!("{PREVIEW}?fields=culture,mass_mobilization")).await.ok().json;
        assert_eq!(units(&own), [party.as_str()]);
        assert!(own["clauses"].to_string().contains("not_from_contributor"));
        let nowhere = writer.get(&format!("{PREVIEW}?fields=tourism")).await;
        assert!(nowhere.status == 422 || nowhere.json["units"].as_array().unwrap().is_empty());
        writer.get(&format!("{PREVIEW}?fields=khong_co")).await.refused(422, "invalid");
        // Of an item: its own fields, and what is approved already is not asked again.
        let item = writer.writes(an_article().about("culture")).await;
        let at = format!("{PREVIEW}?item={}", item.id());
        assert_eq!(units(&writer.get(&at).await.ok().json), [culture.as_str()]);
        portal.a_contributor().in_unit("residential_group_5").get(&at).await.refused(404, "not_found");
        writer.submits(&item).await;
        let reviewer = portal.the_reviewer_of("culture_society_office");
        reviewer.approves(&reviewer.finds_in_the_queue(&item).await).await;
        assert_eq!(writer.get(&at).await.ok().json["units"][0]["kept"], true);
    }
);

both!(
    async fn a_rule_ends_and_another_follows_for_what_comes_after(portal: Portal) {
        let (board, writer) = (portal.as_("thuky"), portal.a_contributor().in_unit("school"));
        let before = writer.submits(&writer.writes(an_article().about("culture")).await).await;
        let rules = board.get(RULES).await.ok().json;
        let old = rules["data"].as_array().unwrap().iter().find(|r| r["field"] == "culture").expect("the rule of the Regulation").clone();
        let party = portal.unit("party_building_committee").await;
        let new = json!({"applies_to": "contributor", "field": "culture", "unit": party, "citation": "Quyết định 60/QĐ-UBND",
            "valid_from": "2026-11-25", "replaces": old["id"]});
        writer.post(RULES, new.clone()).await.refused(403, "forbidden");
        let mut past = new.clone();
        past["valid_from"] = json!("2026-11-01");
        assert_eq!(board.post(RULES, past).await.refused(422, "invalid").pointers(), ["/valid_from"]);
        board
            .post(RULES, json!({"applies_to": "anyone", "unit": party, "citation": " ", "valid_from": "2026-11-25"}))
            .await
            .refused(422, "invalid");
        let kept = board.post(RULES, new).await;
        assert!(kept.status < 300, "{}", kept.text());
        let shown = board.get(&format!("{RULES}?history=true")).await.ok().json;
        let standing = |id: &Value| shown["data"].as_array().unwrap().iter().find(|r| r["id"] == *id).unwrap().clone();
        assert_eq!(standing(&old["id"])["valid_to"], "2026-11-24");
        let followed = shown["data"].as_array().unwrap().iter().find(|r| r["replaces"] == old["id"]).expect("it follows");
        assert_eq!((followed["standing"].as_str(), followed["citation"].as_str()), (Some("coming"), Some("Quyết định 60/QĐ-UBND")));
        // Asked about a day to come, the preview answers by the rules of that day.
        let then = writer.get(&format!("{PREVIEW}?fields=culture&from_contributor=true&on=2026-11-25")).await.ok().json;
        assert_eq!(units(&then), [party.to_string().as_str()]);
        portal.wait(TimeDelta::days(2));
        // What was handed in before stays where it went; what comes now goes the new way.
        let after = writer.submits(&writer.writes(an_article().about("culture")).await).await;
        let (culture, committee) = (portal.the_reviewer_of("culture_society_office"), portal.as_("kiemduyet.xdd"));
        assert!(culture.looks_in_the_queue_for(&before).await.is_some());
        assert!(culture.looks_in_the_queue_for(&after).await.is_none());
        assert!(
            committee.get("/api/v1/moderation/tasks?limit=100").await.ok().text().contains(after.id()) || after.state() == "field_review"
        );
        // Ended twice, or in the past: refused.
        let end = format!("{RULES}/{}/end", followed["id"].as_str().unwrap());
        board.post(&end, json!({"last_day": "2026-11-20"})).await.refused(422, "invalid");
        board.post(&end, json!({"last_day": "2026-12-31"})).await.ok();
        board.post(&end, json!({"last_day": "2026-12-31"})).await.refused(422, "invalid");
    }
);

both!(
    async fn a_review_is_sent_on_with_the_reason(portal: Portal) {
        let (writer, secretary) = (portal.a_contributor().in_unit("school"), portal.as_("thuky"));
        let (culture, office) = (portal.the_reviewer_of("culture_society_office"), portal.the_reviewer_of("council_committee_office"));
        let item = writer.submits(&writer.writes(an_article().about("culture")).await).await;
        let task = culture.finds_in_the_queue(&item).await;
        let to = portal.unit("council_committee_office").await;
        let words = json!({"unit": to, "reason": "Bài nói về an ninh trường học."});
        culture.tells(&task, "reroute", words.clone()).await.refused(403, "forbidden");
        secretary.tells(&task, "reroute", json!({"unit": to, "reason": " "})).await.refused(422, "invalid");
        let nobody = portal.unit("school").await;
        let refused = secretary.tells(&task, "reroute", json!({"unit": nobody, "reason": "Thử."})).await.refused(422, "invalid");
        assert_eq!(refused.json["errors"][0]["code"], "no_reviewer");
        secretary.tells(&task, "reroute", words.clone()).await.ok();
        secretary.tells(&task, "reroute", words).await.refused(409, "already_decided");
        assert!(culture.looks_in_the_queue_for(&item).await.is_none());
        // The other unit's reviewer has it, whatever fields they are named for; the reason stands with it.
        let onward = office.finds_in_the_queue(&item).await;
        assert!(office.opens(&onward).await.json["remarks"].to_string().contains("an ninh trường học"));
        office.returns(&onward, "Thiếu nguồn.").await;
        // Handed in again, it goes by the rules; an unchanged text that the other unit had approved is not asked for again.
        writer.submits(&item).await;
        let again = culture.finds_in_the_queue(&item).await;
        secretary.tells(&again, "reroute", json!({"unit": to, "reason": "Như trước."})).await.ok();
        office.approves(&office.finds_in_the_queue(&item).await).await;
        assert_eq!(writer.reads(&item).await.state(), "editing");
    }
);

both!(
    async fn two_reviewers_one_leave_one_delegation_one_reorganisation(portal: Portal) {
        let (writer, secretary, board) = (portal.a_contributor().in_unit("school"), portal.as_("tothuky"), portal.as_("thuky"));
        let (culture, office) = (portal.the_reviewer_of("culture_society_office"), portal.the_reviewer_of("council_committee_office"));
        let second = employ(&portal, "kiemduyet.hai", &[Role::FieldReviewer], "culture_society_office").await;
        let item = writer.submits(&writer.writes(an_article().about_all(&["culture", "economy"])).await).await;
        // Monday: the first reviewer takes the task in hand, and goes on leave.
        let task = culture.claims(&culture.finds_in_the_queue(&item).await).await;
        let cover = portal.as_("ketoan");
        let leave = json!({"user_id": id_of(&culture).await, "from": "2026-11-24", "to": "2026-11-27", "covers": [{"cover_id": id_of(&cover).await}]});
        secretary.post("/api/v1/absences", leave).await.answered(201);
        assert!(cover.looks_in_the_queue_for(&item).await.is_none());
        second.tells(&task, "approve", json!({"checklist_confirmed": true})).await.refused(409, "conflict");
        portal.wait(TimeDelta::days(1));
        // Tuesday: it is in the hands of whoever stands in, who gives it to the second reviewer.
        let mine = cover.get("/api/v1/moderation/tasks?hands=mine").await.ok();
        assert!(mine.data().iter().any(|t| t["item"]["id"] == item.id()), "{}", mine.text());
        let candidates = cover.get(&format!("{}/candidates", task.at())).await.ok();
        assert!(candidates.ids().contains(&id_of(&second).await));
        cover.tells(&task, "delegate", json!({"to": id_of(&writer).await})).await.refused(422, "invalid");
        cover.tells(&task, "delegate", json!({"to": id_of(&second).await, "note": "Nhờ anh xem giúp."})).await.ok();
        let given = second.get("/api/v1/moderation/tasks?hands=given_to_me").await.ok();
        assert_eq!(given.data().len(), 1);
        second.approves(&task).await;
        let left = office.finds_in_the_queue(&item).await;
        // The office goes over into another from Thursday on; what would move is said before.
        let (from, to) = (portal.unit("council_committee_office").await, portal.unit("economy_infrastructure_urban_office").await);
        let plan = json!({"unit": from, "successor": to, "citation": "Nghị quyết 12/NQ-HĐND", "effective_on": "2026-11-26"});
        writer.post(REORGANISATIONS, plan.clone()).await.refused(403, "forbidden");
        let would = board.post(&format!("{REORGANISATIONS}?dry_run=true"), plan.clone()).await.ok().json;
        let rules = board.get(RULES).await.ok().json;
        let theirs = rules["data"].as_array().unwrap().iter().filter(|r| r["unit"]["id"] == from.to_string()).count();
        assert_eq!((&would["moved"]["tasks"], &would["moved"]["routing_rules"]), (&json!(1), &json!(theirs)), "{would}");
        assert!(would["done_at"].is_null());
        assert!(board.get(REORGANISATIONS).await.ok().data().is_empty(), "a question changes nothing");
        board.post(REORGANISATIONS, plan.clone()).await.ok();
        board.post(REORGANISATIONS, plan).await.refused(422, "invalid");
        let preview = format!("{PREVIEW}?fields=economy&from_contributor=true");
        assert_eq!(units(&writer.get(&preview).await.ok().json), [from.to_string().as_str()], "not before the day");
        portal.wait(TimeDelta::days(2));
        portal.worker_does_what_is_due().await;
        let done = board.get(REORGANISATIONS).await.ok();
        assert!(done.data()[0]["done_at"].is_string() && done.data()[0]["moved"]["tasks"] == 1, "{}", done.text());
        assert_eq!(units(&writer.get(&preview).await.ok().json), [to.to_string().as_str()]);
        // Their reviewer has gone over with it, and finds the task in the new unit.
        let moved = office.finds_in_the_queue(&item).await;
        assert_eq!(moved.json["unit"]["id"], to.to_string());
        office.approves(&moved).await;
        // The closed task keeps its unit: what was done before is history.
        let closed = secretary.opens(&left).await;
        assert_eq!((&closed.json["state"], &closed.json["unit"]["id"]), (&json!("rerouted"), &json!(from)));
        let item = secretary.sends_up(&item).await;
        let deputy = portal.the_deputy_editor();
        deputy.approves(&deputy.finds_in_the_queue(&item).await).await;
        assert_eq!(portal.a_visitor().get(&format!("/api/v1/publications/{}", item.id())).await.status, 200);
    }
);
