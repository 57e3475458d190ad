//! What must not come out is planted in every private place and looked for behind every public door: words of drafts and
//! remarks with personal data in them, internal rows of the schedule, the month's orientation, a draft's picture, a withdrawn
//! text, facts that changed. Doors are those of the contract that ask nobody to sign in, and every page.

use chrono::TimeDelta;
use cong_tests::{Item, Portal, Visitor, Written, a_document, a_picture, an_article, both};
use serde_json::{Value, json};

use crate::access::operations;

/// Words that stand nowhere else. The first are what a citizen's data look like.
const CANARIES: [&str; 9] = [
    "Hoàng Thị Hoàng Yến Oanh",
    "031185007719",
    "0987 651 332",
    "kimtuoc@vidu.vn",
    "bói cá lam",
    "sơn ca đêm",
    "vành khuyên trắng",
    "chích chòe lửa",
    "họa mi đất",
];

/// How a door may spell it: as it is, in JSON, in HTML, folded, in an address.
fn spellings(canary: &str) -> Vec<String> {
    let folded = cong::kernel::text::fold(canary);
    vec![canary.to_owned(), folded.clone(), folded.replace(' ', "-"), folded.replace(' ', "_"), folded.replace(' ', "")]
}

/// Every public operation of the contract, filled with these ids, and every public page.
fn doors(hidden: &[String], section: &str, unit: &str) -> Vec<String> {
    let mut doors = vec![];
    for (method, path, operation) in operations() {
        let secured = operation["security"].as_array().is_some_and(|s| !s.is_empty());
        if method != "GET" || secured || path.contains("/auth/") {
            continue;
        }
        let fill = |id: &str| {
            path.replace("{id}", id)
                .replace("{rendition}", "full")
                .replace("{section}", section)
                .replace("{page}", "1")
                .replace("{token}", id)
        };
        if path.contains("{id}") {
            doors.extend(hidden.iter().map(|id| fill(id)));
            doors.extend(hidden.iter().map(|id| path.replace("{id}", id).replace("{rendition}", "file")));
        } else {
            doors.push(fill("all"));
        }
    }
    for list in ["publications", "articles", "documents", "procedures", "projects", "plans", "statistics", "commendations", "pages"] {
        doors.push(format!("/api/v1/{list}?view=full&limit=100&count=exact"));
        doors.push(format!("/api/v1/{list}?view=full&limit=100&sort=title&unit={unit}"));
    }
    doors.extend(hidden.iter().map(|id| format!("/api/v1/documents?related_to={id}")));
    for canary in CANARIES {
        let asked = cong::kernel::text::fold(canary).replace(' ', "%20");
        doors.push(format!("/api/v1/search?q={asked}&ended=true"));
        doors.push(format!("/api/v1/search?q=%22{asked}%22"));
        doors.push(format!("/api/v1/search/suggestions?q={}", &asked[..asked.len().min(8)]));
        doors.push(format!("/tim-kiem?q={asked}"));
    }
    for kind in cong_tests_kinds() {
        doors.extend([format!("/{kind}"), format!("/en/{kind}")]);
    }
    doors.extend(
        ["/", "/en", "/tro-nang", "/tim-kiem", "/openapi.json", "/feeds/all.atom", "/feeds/all.json", "/api/v1/changes?limit=100"]
            .map(str::to_owned),
    );
    doors.push(format!("/chuyen-muc/{section}"));
    doors
}

fn cong_tests_kinds() -> Vec<String> {
    let table: Value = serde_json::from_str(include_str!("../../web/src/route-table.json")).unwrap();
    table["kinds"].as_object().unwrap().values().map(|word| word.as_str().unwrap().to_owned()).collect()
}

/// Asks every door and says which of them told a canary that the question itself did not hold.
async fn told(visitor: &Visitor, doors: &[String]) -> Vec<String> {
    let mut found = vec![];
    for door in doors {
        let reply = visitor.asks("GET", door, &[("accept", "text/html, application/json, */*")]).await;
        assert!(reply.status < 500, "{door} → {} {}", reply.status, reply.text());
        let text = cong::kernel::text::nfc(&reply.text());
        for canary in CANARIES {
            // A question comes back in its own answer.
            let asked = door.replace("%20", " ").replace("%22", "");
            if spellings(canary).iter().any(|s| text.contains(s.as_str()) && !asked.contains(s.as_str())) {
                found.push(format!("{door} tells of “{canary}”"));
            }
        }
    }
    found
}

async fn plants(portal: &Portal) -> (Vec<String>, Item) {
    let mut hidden: Vec<String> = vec![];
    let [name, id_card, phone, mail, word, remark, internal, orientation, fact] = CANARIES;
    let contributor = portal.a_contributor().in_unit("school");
    let personal = format!("<p>Bà {name}, căn cước {id_card}, điện thoại {phone}, thư {mail}, {word}.</p>");
    // A draft with a picture, one in the hands of a reviewer with a remark and a comment, one before the board, one approved for later.
    let picture = contributor.uploads(a_picture(77)).await["id"].as_str().unwrap().to_owned();
    let draft = contributor
        .writes(an_article().titled(&format!("Nháp {word}")).saying(&personal).with("lead_image", json!({"media_id": picture})))
        .await;
    let handed = contributor
        .submits(&contributor.writes(an_article().about("economy").titled(&format!("Chờ {word}")).saying("<p>Chờ.</p>")).await)
        .await;
    let reviewer = portal.the_reviewer_of("council_committee_office");
    let task = reviewer.finds_in_the_queue(&handed).await;
    reviewer.returns(&task, &format!("Bỏ số {phone} của bà {name}; {remark}.")).await;
    let waiting = portal.before_the_board(an_article().titled(&format!("Trình {word}")).saying("<p>Trình.</p>")).await;
    // Published, but its next edition is not; and one that was withdrawn.
    let shown = portal.published(an_article().titled("Đã đăng")).await;
    let secretariat = portal.the_secretariat();
    let next = secretariat.opens_a_new_edition_of(&shown).await;
    secretariat
        .edits(&next, |content| {
            content.insert("title".into(), json!(format!("Bản sau {word}")));
        })
        .await;
    let gone = portal.published(an_article().titled("Gỡ ngay").saying(&format!("<p>Đã gỡ {word}.</p>")).with_picture()).await;
    let lead = gone.json["content"]["lead_image"]["media_id"].as_str().unwrap().to_owned();
    secretariat.withdraws(&gone, "Có dữ liệu cá nhân.").await;
    // A public document that names a draft one.
    let secret = portal.a_unit_editor().in_unit("council_committee_office").writes(a_document().titled(&format!("Dự thảo {word}"))).await;
    let details = json!({"number": "31/QĐ-UBND", "doc_type": "Quyết định", "issuing_body": "UBND phường", "issued_on": "2026-11-20", "issuer_relation": "own",
        "relations": [{"relation": "amends", "target_id": secret.id()}]});
    portal.published(a_document().titled("Quyết định nêu dự thảo").with("details", details)).await;
    // A week of the schedule with an internal row.
    let week = Written::of("schedule_week", "chi-dao-dieu-hanh", "directing_information").titled("Lịch công tác tuần 48").with(
        "details",
        json!({
        "week_of": "2026-11-23", "entries": [
            {"starts_at": "2026-11-25T08:00:00+07:00", "what": "Họp giao ban", "chair": "Chủ tịch", "visibility": "public"},
            {"starts_at": "2026-11-26T08:00:00+07:00", "what": format!("Họp {internal}"), "chair": "Chủ tịch", "visibility": "internal"}]}),
    );
    // Structure goes straight to the board.
    let editor = portal.a_unit_editor().in_unit("public_service_unit_center");
    let week = editor.submits(&editor.writes(week).await).await;
    let deputy = portal.the_deputy_editor();
    deputy.approves(&deputy.finds_in_the_queue(&week).await).await;
    // Orientation, a changed fact, an audit that names people.
    let committee = portal.the_reviewer_of("party_building_committee");
    committee
        .post(
            "/api/v1/desk/orientations",
            json!({"month": "2026-11", "title": format!("Định hướng {orientation}"), "body": format!("Chưa đưa tin {orientation}.")}),
        )
        .await
        .answered(201);
    let office = portal.unit("council_committee_office").await;
    let words = json!({"unit_id": office, "fact": "contact", "what": format!("Đổi số của {fact}"), "changed_on": "2026-11-20", "items": [shown.id()]});
    portal.the_secretariat().post("/api/v1/desk/fact-changes", words).await.answered(201);
    for item in [&draft, &handed, &waiting, &gone, &secret] {
        hidden.push(item.id().to_owned());
    }
    hidden.extend([picture, lead]);
    portal.worker_does_what_is_due().await;
    (hidden, shown)
}

both!(
    async fn what_is_private_comes_out_of_no_public_door(portal: Portal) {
        let (hidden, shown) = plants(&portal).await;
        let unit = portal.unit("school").await.to_string();
        let mut all = doors(&hidden, "tin-tuc-su-kien", &unit);
        all.extend(doors(&hidden, "chi-dao-dieu-hanh", &unit));
        all.push(shown.path().to_owned());
        all.sort();
        all.dedup();
        assert!(all.len() > 120, "{}", all.len());
        let visitor = portal.a_visitor();
        let found = told(&visitor, &all).await;
        assert!(found.is_empty(), "{}", found.join("\n"));
        // Files of drafts and of what was withdrawn are nobody's, under any name.
        for id in &hidden {
            for name in ["full", "card", "thumb", "file", "captions"] {
                visitor.get(&format!("/api/v1/media/{id}/{name}")).await.refused(404, "not_found");
            }
        }
        // Later, when sweeps and reminders have run, it is still so.
        portal.wait(TimeDelta::days(2));
        portal.worker_does_what_is_due().await;
        let found = told(&visitor, &all).await;
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
);

both!(
    async fn a_leak_would_be_found(portal: Portal) {
        let [.., word, _, _, _, _] = CANARIES;
        portal.published(an_article().titled(&format!("Công khai {word}"))).await;
        let unit = portal.unit("school").await.to_string();
        let found = told(&portal.a_visitor(), &doors(&[], "tin-tuc-su-kien", &unit)).await;
        for door in ["/api/v1/publications?", "/api/v1/articles?", "/feeds/all.json", "/feeds/all.atom", "/tin-bai", "/sitemap"] {
            assert!(found.iter().any(|told| told.starts_with(door)), "{door} is not looked at: {}", found.join("\n"));
        }
    }
);
