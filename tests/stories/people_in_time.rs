//! Who may do what on which day: assignments, leave, delegation, bodies; nobody widens their own rights; the way in by
//! invitation; the two registers.

use chrono::TimeDelta;
use cong_tests::person::send;
use cong_tests::portal::column;
use cong_tests::{Person, Portal, an_article, both};
use serde_json::{Value, json};

async fn id_of(portal: &Portal, username: &str) -> String {
    let admin = portal.as_("quantri");
    let found = admin.get(&format!("/api/v1/users?q={username}&limit=100")).await.ok();
    let row = found.data().iter().find(|u| u["username"] == username).unwrap_or_else(|| panic!("no {username}")).clone();
    row["id"].as_str().expect("an id").to_owned()
}

/// The id of the first assignment on record of somebody.
async fn assignment_of(portal: &Portal, username: &str) -> String {
    let id = id_of(portal, username).await;
    let user = portal.as_("quantri").get(&format!("/api/v1/users/{id}")).await.ok();
    user.json["assignments"][0]["id"].as_str().expect("an assignment").to_owned()
}

async fn abilities(by: &Person, user: &str, on: &str) -> Value {
    by.get(&format!("/api/v1/users/{user}/abilities?on={on}")).await.ok().json
}

fn may(abilities: &Value, permission: &str) -> bool {
    abilities["permissions"].as_array().is_some_and(|all| all.iter().any(|p| p["permission"] == permission))
}

fn a_decision(role: &str, from: &str) -> Value {
    json!({"role": role, "valid_from": from, "decision_number": "45/QĐ-UBND", "decision_date": "2026-11-20"})
}

async fn invited(portal: &Portal, name: &str) -> (String, String) {
    let made = portal.as_("quantri").post("/api/v1/users", json!({"display_name": name, "position": "Chuyên viên"})).await.answered(201);
    let url = made.json["link"]["url"].as_str().expect("a link");
    (made.json["id"].as_str().expect("an id").to_owned(), url.split_once('#').expect("a fragment").1.to_owned())
}

async fn open_post(portal: &Portal, path: &str, body: Value) -> cong_tests::Reply {
    send(portal.client().post(portal.url(path)).json(&body), path).await
}

both!(
    async fn a_role_has_a_first_and_a_last_day(portal: Portal) {
        let (chief, admin) = (portal.the_editor_in_chief(), portal.as_("quantri"));
        let school = id_of(&portal, "ctv2").await;
        let path = format!("/api/v1/users/{school}/assignments");
        chief
            .post(&path, json!({"role": "unit_head", "valid_from": "2026-12-01", "decision_number": " ", "decision_date": "2026-11-20"}))
            .await
            .refused(422, "invalid");
        let mut new = a_decision("unit_head", "2026-12-01");
        new["valid_to"] = json!("2026-12-31");
        let detail = chief.post(&path, new).await.answered(201).json;
        let given = detail["assignments"][0]["id"].as_str().unwrap().to_owned();
        for (day, holds) in [("2026-11-30", false), ("2026-12-01", true), ("2026-12-31", true), ("2027-01-01", false)] {
            assert_eq!(may(&abilities(&admin, &school, day).await, "cover_set"), holds, "{day}");
        }
        let why = abilities(&admin, &school, "2026-12-10").await;
        let place =
            why["permissions"].as_array().unwrap().iter().find(|p| p["permission"] == "cover_set").unwrap()["from"][0].as_u64().unwrap();
        let source = &why["roles"][usize::try_from(place).unwrap()];
        assert_eq!((source["via"].as_str(), source["decision_number"].as_str()), (Some("assignment"), Some("45/QĐ-UBND")));
        // Ended early: it stays on record, and counts to its last day.
        let end = format!("/api/v1/assignments/{given}/end");
        chief.post(&end, json!({"last_day": "2026-11-01"})).await.refused(422, "invalid");
        chief.post(&end, json!({"last_day": "2026-12-05"})).await.ok();
        assert!(may(&abilities(&admin, &school, "2026-12-05").await, "cover_set"));
        assert!(!may(&abilities(&admin, &school, "2026-12-06").await, "cover_set"));
        let record = admin.get(&format!("/api/v1/users/{school}")).await.ok().json;
        assert!(record["assignments"].as_array().unwrap().iter().any(|a| a["id"] == given.as_str() && a["ended"] == true));
        // The future begins by itself.
        let person = portal.as_("ctv2");
        assert_eq!(person.get("/api/v1/absences").await.status, 403);
        portal.wait(TimeDelta::days(9));
        assert_eq!(person.get("/api/v1/absences").await.status, 200);
    }
);

both!(
    async fn nobody_widens_their_own_rights_and_the_last_keeper_stays(portal: Portal) {
        let (chief, admin, secretary) = (portal.the_editor_in_chief(), portal.as_("quantri"), portal.as_("thuky"));
        let (chief_id, admin_id) = (id_of(&portal, "truongban").await, id_of(&portal, "quantri").await);
        for (person, id) in [(&chief, &chief_id), (&admin, &admin_id)] {
            let refused = person.post(&format!("/api/v1/users/{id}/assignments"), a_decision("editor_in_chief", "2026-11-23")).await;
            assert_eq!(refused.refused(403, "forbidden").json["reason"], "own_rights");
        }
        admin.post(&format!("/api/v1/users/{admin_id}/disable"), json!({})).await.refused(403, "forbidden");
        // A board that names the one who enters it, in a place they do not hold.
        let body = json!({"kind": "editorial_board", "decision_number": "9/QĐ", "decision_date": "2026-11-20", "valid_from": "2026-12-01",
            "members": [{"user_id": admin_id, "position": "chief"}]});
        admin.post("/api/v1/bodies", body).await.refused(403, "forbidden");
        // The secretary does not stand in by their own word.
        let deputy = assignment_of(&portal, "photruongban").await;
        let me = id_of(&portal, "thuky").await;
        let give = json!({"to_user": me, "from": "2026-11-23", "to": "2026-11-30"});
        secretary.post(&format!("/api/v1/assignments/{deputy}/delegate"), give).await.refused(403, "forbidden");
        // The last one who keeps accounts.
        let keys = assignment_of(&portal, "quantri").await;
        let last = chief.post(&format!("/api/v1/assignments/{keys}/end"), json!({"last_day": "2026-11-22"})).await.refused(409, "conflict");
        assert_eq!(last.json["reason"], "last_one");
        // With a second keeper it goes.
        let second = id_of(&portal, "ketoan").await;
        chief.post(&format!("/api/v1/users/{second}/assignments"), a_decision("technical_administrator", "2026-11-23")).await.answered(201);
        chief.post(&format!("/api/v1/assignments/{keys}/end"), json!({"last_day": "2026-11-22"})).await.ok();
        assert_eq!(admin.get("/api/v1/users").await.status, 403, "at once");
    }
);

both!(
    async fn while_somebody_is_away_the_cover_decides(portal: Portal) {
        let secretary = portal.as_("tothuky");
        let admin = portal.as_("quantri");
        let (away, cover) = (id_of(&portal, "kiemduyet.vhxh").await, id_of(&portal, "ketoan").await);
        let leave = json!({"user_id": away, "from": "2026-11-24", "to": "2026-11-27", "covers": [{"cover_id": cover}]});
        portal.a_contributor().in_unit("school").post("/api/v1/absences", leave.clone()).await.refused(403, "forbidden");
        // A unit head arranges this in their own unit only.
        portal.as_("truongdonvi").post("/api/v1/absences", leave.clone()).await.refused(403, "forbidden");
        let set = secretary.post("/api/v1/absences", leave).await.answered(201).json;
        let item = portal.a_contributor().in_unit("school").writes(an_article().about("culture")).await;
        portal.a_contributor().in_unit("school").submits(&item).await;
        let stand_in = portal.as_("ketoan");
        assert!(stand_in.looks_in_the_queue_for(&item).await.is_none(), "not before the leave begins");
        assert!(!may(&abilities(&admin, &cover, "2026-11-23").await, "field_review"));
        portal.wait(TimeDelta::days(1));
        let me = stand_in.get("/api/v1/auth/me").await.ok().json;
        let held = me["roles"].as_array().unwrap().iter().find(|r| r["role"] == "field_reviewer").unwrap();
        assert!(held["delegated_by"].is_string(), "everybody sees in whose place: {held}");
        stand_in.approves(&stand_in.finds_in_the_queue(&item).await).await;
        let why = abilities(&admin, &cover, "2026-11-27").await;
        assert!(why["roles"].as_array().unwrap().iter().any(|r| r["via"] == "cover" && r["delegated_by"]["id"] == away.as_str()));
        assert!(!may(&abilities(&admin, &cover, "2026-11-28").await, "field_review"));
        // The same days twice; a cover who is away; an absent person who stands in; standing in for oneself.
        let third = id_of(&portal, "vanthu").await;
        let ask = async |user: &str, by: &str, from: &str, to: &str| {
            secretary.post("/api/v1/absences", json!({"user_id": user, "from": from, "to": to, "covers": [{"cover_id": by}]})).await
        };
        ask(&away, &third, "2026-11-27", "2026-11-30").await.refused(422, "invalid");
        ask(&third, &away, "2026-11-25", "2026-11-25").await.refused(422, "invalid");
        assert_eq!(ask(&cover, &third, "2026-11-26", "2026-12-03").await.refused(409, "conflict").json["reason"], "is_a_cover");
        ask(&third, &third, "2026-12-01", "2026-12-02").await.refused(422, "invalid");
        // Back early.
        let cancel = format!("/api/v1/absences/{}/cancel", set["id"].as_str().unwrap());
        secretary.post(&cancel, json!({})).await.ok();
        assert!(!may(&abilities(&admin, &cover, "2026-11-25").await, "field_review"));
        secretary.post(&cancel, json!({})).await.refused(409, "illegal_transition");
    }
);

both!(
    async fn a_contributor_helps_review_by_delegation_but_never_their_own(portal: Portal) {
        let secretary = portal.as_("thuky");
        let reviewing = assignment_of(&portal, "kiemduyet.vhxh").await;
        let helper = id_of(&portal, "ctv").await;
        let to = json!({"to_user": helper, "from": "2026-11-23", "to": "2026-11-30"});
        let path = format!("/api/v1/assignments/{reviewing}/delegate");
        let detail = secretary.post(&path, to).await.answered(201).json;
        let delegated = detail["assignments"].as_array().unwrap().iter().find(|a| a["delegated_by"].is_object()).unwrap().clone();
        // What is delegated is not delegated again.
        let on = json!({"to_user": id_of(&portal, "ctv2").await, "from": "2026-11-23", "to": "2026-11-24"});
        secretary.post(&format!("/api/v1/assignments/{}/delegate", delegated["id"].as_str().unwrap()), on).await.refused(422, "invalid");
        let helping = portal.as_("ctv");
        let theirs = portal.as_("ctv2");
        let item = theirs.submits(&theirs.writes(an_article().about("culture")).await).await;
        let own = helping.submits(&helping.writes(an_article().about("culture")).await).await;
        helping.approves(&helping.finds_in_the_queue(&item).await).await;
        if let Some(task) = helping.looks_in_the_queue_for(&own).await {
            let reply = helping.tells(&task, "approve", json!({})).await;
            assert!(matches!(reply.status, 403 | 404), "{}", reply.text());
        }
        // The delegation ends with the assignment that it delegates.
        portal.the_editor_in_chief().post(&format!("/api/v1/assignments/{reviewing}/end"), json!({"last_day": "2026-11-22"})).await.ok();
        assert!(!may(&abilities(&portal.as_("quantri"), &helper, "2026-11-23").await, "field_review"));
    }
);

both!(
    async fn being_on_the_roster_is_a_right_while_the_shift_lasts(portal: Portal) {
        let (board, admin) = (portal.as_("photruongban"), portal.as_("quantri"));
        let id = id_of(&portal, "trucduyet").await;
        assert!(!may(&abilities(&admin, &id, "2026-11-25").await, "urgent_publish"), "one of those who take turns has no right yet");
        let shift = json!({"user": id, "from": "2026-11-25T17:00:00+07:00", "to": "2026-11-26T07:00:00+07:00"});
        board.post("/api/v1/desk/duty/shifts", shift).await.answered(201);
        for (day, holds) in [("2026-11-24", false), ("2026-11-25", true), ("2026-11-26", true), ("2026-11-27", false)] {
            let then = abilities(&admin, &id, day).await;
            assert_eq!((may(&then, "urgent_publish"), then["shifts"].as_array().unwrap().len()), (holds, usize::from(holds)), "{day}");
        }
    }
);

both!(
    async fn a_decision_forms_a_new_board(portal: Portal) {
        let admin = portal.as_("quantri");
        let (old, new, secretary) = (id_of(&portal, "truongban").await, id_of(&portal, "truongdonvi").await, id_of(&portal, "thuky").await);
        let deputy = id_of(&portal, "photruongban").await;
        let board = json!({"kind": "editorial_board", "decision_number": "77/QĐ-UBND", "decision_date": "2026-11-20", "valid_from": "2026-12-01", "valid_to": "2031-11-30",
            "members": [{"user_id": new, "position": "chief"}, {"user_id": deputy, "position": "deputy"}, {"user_id": secretary, "position": "secretary"}]});
        let without_chief = json!({"kind": "editorial_board", "decision_number": "77", "decision_date": "2026-11-20", "valid_from": "2026-12-01", "members": [{"user_id": new, "position": "member"}]});
        admin.post("/api/v1/bodies", without_chief).await.refused(422, "invalid");
        let before = portal.log_length().await;
        let would = admin.post("/api/v1/bodies?dry_run=true", board.clone()).await.answered(200).json;
        assert!(would["ended"].as_array().unwrap().iter().any(|e| e["user"]["id"] == old.as_str() && e["last_day"] == "2026-11-30"));
        assert_eq!(portal.log_length().await, before, "a rehearsal leaves nothing");
        let formed = admin.post("/api/v1/bodies", board.clone()).await.answered(201).json;
        assert_eq!(formed["body"]["members"].as_array().unwrap().len(), 3);
        admin.post("/api/v1/bodies", board).await.refused(422, "invalid");
        assert!(may(&abilities(&admin, &old, "2026-11-30").await, "board_approve"));
        assert!(!may(&abilities(&admin, &old, "2026-12-01").await, "board_approve"));
        let then = abilities(&admin, &new, "2026-12-01").await;
        assert!(
            may(&then, "board_approve")
                && then["roles"].as_array().unwrap().iter().any(|r| r["via"] == "body" && r["body"] == "77/QĐ-UBND")
        );
        assert!(!may(&abilities(&admin, &new, "2031-12-01").await, "board_approve"), "the term ends");
        portal.wait(TimeDelta::days(8));
        let bodies = portal.as_("ctv").get("/api/v1/bodies").await.ok();
        assert_eq!(bodies.data()[0]["current"], true);
    }
);

both!(
    async fn people_come_in_by_invitation_and_are_out_at_once(portal: Portal) {
        let admin = portal.as_("quantri");
        let (id, token) = invited(&portal, "Nguyễn Văn An").await;
        let look = open_post(&portal, "/api/v1/invitations/look", json!({"token": token})).await.ok();
        assert_eq!((look.json["username"].as_str(), look.json["reset"].as_bool()), (Some("annv"), Some(false)));
        open_post(&portal, "/api/v1/auth/login", json!({"username": "annv", "password": "mưa rào tháng bảy"}))
            .await
            .refused(401, "bad_credentials");
        let accept = async |token: &str, password: &str| {
            open_post(&portal, "/api/v1/invitations/accept", json!({"token": token, "password": password})).await
        };
        accept(&token, "ngắn").await.refused(422, "invalid");
        accept(&token, "nắng hanh tháng mười").await.answered(204);
        accept(&token, "nắng hanh tháng mười").await.refused(404, "not_found");
        let person = Person::new(portal.clone(), "annv", "nắng hanh tháng mười");
        assert_eq!(person.get("/api/v1/auth/me").await.ok().json["permissions"], json!([]));
        // A link for a new password ends the sessions that were; a newer link kills the one before.
        let again = async || {
            let made = admin.post(&format!("/api/v1/users/{id}/invite"), json!({})).await.ok().json;
            made["url"].as_str().unwrap().split_once('#').unwrap().1.to_owned()
        };
        let (first, second) = (again().await, again().await);
        accept(&first, "gió mùa đông bắc").await.refused(404, "not_found");
        accept(&second, "gió mùa đông bắc").await.answered(204);
        assert_eq!(person.get("/api/v1/auth/me").await.status, 401);
        // A day later such a link is dead.
        let late = again().await;
        portal.wait(TimeDelta::days(1) + TimeDelta::minutes(1));
        accept(&late, "gió mùa đông nam").await.refused(404, "not_found");
        // Out at once, and back.
        let person = Person::new(portal.clone(), "annv", "gió mùa đông bắc");
        person.signs_in().await.ok();
        let disabled = admin.post(&format!("/api/v1/users/{id}/disable"), json!({})).await.ok().json;
        assert_eq!(disabled["state"], "disabled");
        assert_eq!(person.get("/api/v1/auth/me").await.status, 401);
        admin.post(&format!("/api/v1/users/{id}/invite"), json!({})).await.refused(409, "illegal_transition");
        assert_eq!(admin.post(&format!("/api/v1/users/{id}/enable"), json!({})).await.ok().json["state"], "active");
        person.signs_in().await.ok();
        // No token stands anywhere in the database.
        let db = portal.tables().await;
        for (table, columns) in
            [("invitation", "token_hash"), ("change_log", "payload"), ("idempotency_key", "body"), ("security_log", "subject")]
        {
            for text in column::<String>(&db, &format!("SELECT COALESCE({columns}, '') FROM {table}")).await {
                assert!(!text.contains(&token) && !text.contains(&second), "{table}.{columns}");
            }
        }
    }
);

both!(
    async fn contributors_are_kept_in_a_register(portal: Portal) {
        let chief = portal.the_editor_in_chief();
        let contributor = portal.as_("ctv");
        let id = id_of(&portal, "ctv").await;
        let entry = |status: &str| json!({"status": status, "fields": ["culture"], "area": "Tổ dân phố số 5", "since": "2026-01-05", "decision_number": "12/QĐ-UBND"});
        let path = format!("/api/v1/contributors/{id}");
        portal.as_("tothuky").put(&path, entry("active")).await.refused(403, "forbidden");
        chief.put(&path, entry("active")).await.ok();
        let item = portal.published(an_article().titled("Bài của cộng tác viên").about("culture")).await;
        let sent = contributor.submits(&contributor.writes(an_article().about("culture")).await).await;
        let register = portal.as_("tothuky").get("/api/v1/contributors?status=active").await.ok();
        let row = register.data().iter().find(|c| c["user"]["id"] == id.as_str()).unwrap();
        assert!(row["sent"].as_u64().unwrap() >= 1, "{row}");
        let works = portal.as_("tothuky").get(&format!("{path}/works")).await.ok();
        assert!(works.ids().contains(&sent.id().to_owned()));
        assert!(item.json["publication"].is_object());
        // Whoever keeps accounts sees the register, not the texts.
        assert!(portal.as_("quantri").get(&format!("{path}/works")).await.ok().data().is_empty());
        // Paused: the role is gone, the texts stay.
        chief.put(&path, entry("paused")).await.ok();
        contributor.post("/api/v1/desk/items", json!({"kind": "article"})).await.refused(403, "forbidden");
        chief.put(&path, entry("active")).await.ok();
        contributor.post("/api/v1/desk/items", json!({"kind": "article"})).await.answered(201);
    }
);

both!(
    async fn a_cooperative_asks_to_publish(portal: Portal) {
        let ask = |website: &str| {
            json!({"kind": "cooperative", "name": "Hợp tác xã Ví Dụ Xanh", "purpose": "Giới thiệu rau an toàn của hợp tác xã",
                "contact": {"person_name": "Trần Thị Bình", "phone": "0912 345 678"}, "consent": true, "website": website})
        };
        let office = portal.the_reviewer_of("culture_society_office");
        // A program fills in what nobody sees: told the same, kept nowhere.
        open_post(&portal, "/api/v1/participants", ask("http://spam.example")).await.answered(202);
        assert!(office.get("/api/v1/participants").await.ok().data().is_empty());
        let mut careless = ask("");
        careless["consent"] = json!(false);
        careless["contact"]["phone"] = Value::Null;
        assert_eq!(
            open_post(&portal, "/api/v1/participants", careless).await.refused(422, "invalid").pointers(),
            ["/contact/phone", "/consent"]
        );
        let code = open_post(&portal, "/api/v1/participants", ask("")).await.answered(202).json["code"].as_str().unwrap().to_owned();
        for _ in 0..4 {
            open_post(&portal, "/api/v1/participants", ask("")).await.answered(202);
        }
        assert!(
            open_post(&portal, "/api/v1/participants", ask("")).await.refused(429, "too_many_attempts").header("retry-after").is_some()
        );
        // Another office does not see it.
        portal.the_reviewer_of("council_committee_office").get("/api/v1/participants").await.refused(403, "forbidden");
        let open = office.get("/api/v1/participants").await.ok();
        assert!(!open.text().contains("0912 345 678"), "the list names nobody's telephone");
        let ids = open.ids();
        let first = open.data().iter().find(|r| r["code"] == code.as_str()).unwrap()["id"].as_str().unwrap().to_owned();
        let detail = office.get(&format!("/api/v1/participants/{first}")).await.ok();
        assert_eq!(detail.json["contact"]["phone"], "0912 345 678");
        let made = office.post(&format!("/api/v1/participants/{first}/accept"), json!({})).await.ok().json;
        office.post(&format!("/api/v1/participants/{first}/accept"), json!({})).await.refused(409, "already_decided");
        let other = ids.iter().find(|id| **id != first).unwrap();
        office.post(&format!("/api/v1/participants/{other}/refuse"), json!({"reason": "Trùng đăng ký khác."})).await.ok();
        // The account waits for its owner, and writes for its unit.
        let token = made["link"]["url"].as_str().unwrap().split_once('#').unwrap().1.to_owned();
        open_post(&portal, "/api/v1/invitations/accept", json!({"token": token, "password": "nắng hanh tháng mười"})).await.answered(204);
        let participant = Person::new(portal.clone(), made["username"].as_str().unwrap(), "nắng hanh tháng mười");
        participant.submits(&participant.writes(an_article().about("economy")).await).await;
        // Personal data stands in its private table, and the look was noted.
        let db = portal.tables().await;
        for text in column::<String>(&db, "SELECT payload FROM change_log").await {
            assert!(!text.contains("Bình") && !text.contains("0912"), "{text}");
        }
        let looks = column::<String>(&db, "SELECT what FROM access_log WHERE what = 'participant_contact'").await;
        assert_eq!(looks.len(), 1);
    }
);
