//! More than a password: apps, passkeys, recovery codes; a change of person by phone; links that open a task on a phone.

use chrono::TimeDelta;
use cong::access::{Actor, Door};
use cong::features::directory::actions::set_setting;
use cong::kernel::words::Role;
use cong::store::profile::Setting;
use cong::store::{Call, Work};
use cong_tests::authenticator::{Authenticator, VERIFIED, text};
use cong_tests::person::{Token, send};
use cong_tests::portal::{column, number};
use cong_tests::{Person, Portal, Reply, an_article, both};
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

const LOGIN: &str = "/api/v1/auth/login";
const SECOND: &str = "/api/v1/auth/login/second-factor";
const FACTORS: &str = "/api/v1/auth/factors";
const LINK: &str = "/api/v1/review-link";
const ORIGIN: &str = "https://thanhdong.example";

async fn post(portal: &Portal, path: &str, body: Value) -> Reply {
    send(portal.client().post(portal.url(path)).json(&body), path).await
}

/// The first step of a sign-in: the problem that asks for the second.
async fn steps_up(portal: &Portal, person: &Person) -> Value {
    let body = json!({"username": person.username(), "password": portal.password_of(person.username())});
    post(portal, LOGIN, body).await.refused(401, "second_factor_needed").json
}

async fn second(portal: &Portal, step: &Value, proof: Value) -> Reply {
    post(portal, SECOND, json!({"challenge": step["challenge"], "proof": proof})).await
}

fn code(secret: &str, at: chrono::DateTime<chrono::Utc>) -> String {
    let app = Builder::new().with_secret(Secret::try_from_base32(secret).expect("base32")).build_noncompliant();
    app.generate(u64::try_from(at.timestamp()).expect("after 1970")).to_string()
}

/// Adds an app; returns its key and the recovery codes.
async fn adds_an_app(portal: &Portal, person: &Person) -> (String, Vec<String>) {
    let offer = person.post(&format!("{FACTORS}/totp/offer"), json!({})).await.ok().json;
    assert!(offer["picture"].as_str().unwrap().starts_with("data:image/svg+xml;base64,"));
    let secret = offer["secret"].as_str().unwrap().to_owned();
    assert!(offer["uri"].as_str().unwrap().contains(&secret));
    let wrong = json!({"enrolment": offer["enrolment"], "code": "12"});
    assert_eq!(person.post(&format!("{FACTORS}/totp"), wrong).await.refused(422, "invalid").pointers(), ["/code"]);
    let right = json!({"enrolment": offer["enrolment"], "code": code(&secret, portal.now())});
    let added = person.post(&format!("{FACTORS}/totp"), right).await.answered(201).json;
    let codes = added["recovery_codes"].as_array().map(|codes| codes.iter().map(|c| c.as_str().unwrap().to_owned()).collect());
    (secret, codes.unwrap_or_default())
}

async fn adds_a_passkey(person: &Person) -> (Authenticator, Value) {
    let mut key = Authenticator::on(ORIGIN);
    let options = person.post(&format!("{FACTORS}/passkeys/offer"), json!({})).await.ok().json;
    let added = person.post(&format!("{FACTORS}/passkeys"), key.registers(&options)).await.answered(201).json;
    person.portal().keep_passkey(person.username(), key.clone());
    (key, added)
}

async fn with(portal: &Portal, method: &str, path: &str, token: &str, body: Value) -> Reply {
    let request = portal.client().request(method.parse().unwrap(), portal.url(path)).bearer_auth(token);
    send(if method == "GET" { request } else { request.json(&body) }, path).await
}

async fn needs_factors_of(portal: &Portal, roles: Vec<Role>) {
    let mut work = Work::begin(portal.site(), Call::new(Actor::system(Door::Command), "story")).await.unwrap();
    set_setting(&mut work, Setting::SecondFactorRoles(roles), Some("Quyết định thử".into())).await.unwrap();
    work.commit().await.unwrap();
}

both!(
    async fn a_code_of_an_app_is_asked_and_good_once(portal: Portal) {
        let person = portal.the_secretariat();
        let (secret, codes) = adds_an_app(&portal, &person).await;
        assert_eq!(codes.len(), 10);
        let step = steps_up(&portal, &person).await;
        assert_eq!(step["methods"], json!(["totp", "recovery_code"]));
        // The code that enrolled it is used up.
        second(&portal, &step, json!({"totp": code(&secret, portal.now())})).await.refused(401, "second_factor_refused");
        portal.wait(TimeDelta::seconds(60));
        let late = code(&secret, portal.now() - TimeDelta::seconds(60));
        second(&portal, &step, json!({"totp": late})).await.refused(401, "second_factor_refused");
        let now = code(&secret, portal.now());
        second(&portal, &step, json!({"totp": now, "recovery_code": codes[0]})).await.refused(422, "invalid");
        let signed = second(&portal, &step, json!({"totp": format!("{} {}", &now[..3], &now[3..])})).await.ok();
        let token = Token::of_reply(&signed).text;
        let sessions = with(&portal, "GET", "/api/v1/auth/sessions", &token, json!({})).await.ok();
        assert!(sessions.data().iter().any(|s| s["current"] == true && s["method"] == "password_totp"));
        // Neither the code nor the step again.
        let again = steps_up(&portal, &person).await;
        second(&portal, &again, json!({"totp": now})).await.refused(401, "second_factor_refused");
        portal.wait(TimeDelta::seconds(30));
        let next = code(&secret, portal.now());
        second(&portal, &step, json!({"totp": next})).await.refused(401, "second_factor_refused");
        // A step lives five minutes.
        portal.wait(TimeDelta::minutes(6));
        second(&portal, &again, json!({"totp": code(&secret, portal.now())})).await.refused(401, "second_factor_refused");
    }
);

both!(
    async fn a_recovery_code_stands_in_once_and_new_ones_void_the_old(portal: Portal) {
        let person = portal.the_secretariat();
        let (_, codes) = adds_an_app(&portal, &person).await;
        let step = steps_up(&portal, &person).await;
        let shouted = codes[0].to_uppercase().replace('-', " ");
        let token = Token::of_reply(&second(&portal, &step, json!({"recovery_code": shouted})).await.ok()).text;
        assert_eq!(with(&portal, "GET", FACTORS, &token, json!({})).await.ok().json["recovery_codes_left"], 9);
        let step = steps_up(&portal, &person).await;
        second(&portal, &step, json!({"recovery_code": codes[0]})).await.refused(401, "second_factor_refused");
        let fresh = with(&portal, "POST", &format!("{FACTORS}/recovery-codes"), &token, json!({})).await.answered(201).json;
        second(&portal, &step, json!({"recovery_code": codes[1]})).await.refused(401, "second_factor_refused");
        second(&portal, &step, json!({"recovery_code": fresh["recovery_codes"][3]})).await.ok();
        let log = column::<String>(&portal.tables().await, "SELECT verb FROM change_log ORDER BY seq").await;
        for verb in ["factor_added", "recovery_codes_made", "recovery_code_used"] {
            assert!(log.iter().any(|v| v == verb), "{verb}");
        }
    }
);

both!(
    async fn guessing_codes_is_slowed_down_and_locks_nobody_else_out(portal: Portal) {
        let person = portal.the_secretariat();
        let other = portal.the_deputy_editor();
        let (_, codes) = adds_an_app(&portal, &person).await;
        let (secret, _) = adds_an_app(&portal, &other).await;
        let step = steps_up(&portal, &person).await;
        let mut last = 0;
        for _ in 0..8 {
            last = second(&portal, &step, json!({"totp": "000000"})).await.status;
        }
        assert_eq!(last, 429);
        let told = second(&portal, &step, json!({"recovery_code": codes[0]})).await.refused(429, "too_many_attempts");
        assert!(told.header("retry-after").is_some());
        // The password is asked as before, and the colleague behind the same address gets in.
        steps_up(&portal, &person).await;
        portal.wait(TimeDelta::seconds(31));
        let step = steps_up(&portal, &other).await;
        second(&portal, &step, json!({"totp": code(&secret, portal.now())})).await.ok();
    }
);

both!(
    async fn a_passkey_signs_in_alone_and_as_a_second_step(portal: Portal) {
        let person = portal.the_deputy_editor();
        let (mut key, added) = adds_a_passkey(&person).await;
        assert_eq!(added["recovery_codes"].as_array().unwrap().len(), 10);
        let options = post(&portal, "/api/v1/auth/passkey/offer", json!({})).await.ok().json;
        assert_eq!((options["rp_id"].as_str(), options["allow"].as_array().map(Vec::len)), (Some("thanhdong.example"), Some(0)));
        let signed = post(&portal, "/api/v1/auth/passkey", key.signs(&options)).await.ok();
        assert_eq!(signed.json["user"]["username"], person.username());
        let token = Token::of_reply(&signed).text;
        let sessions = with(&portal, "GET", "/api/v1/auth/sessions", &token, json!({})).await.ok();
        assert!(sessions.data().iter().any(|s| s["current"] == true && s["method"] == "passkey"));
        let step = steps_up(&portal, &person).await;
        assert_eq!(step["methods"], json!(["passkey", "recovery_code"]));
        let proof = json!({"passkey": key.signs(&step["passkey"])});
        second(&portal, &step, proof).await.ok();
        // Renamed, and gone at once when revoked.
        let at = format!("{FACTORS}/{}", added["factor"]["id"].as_str().unwrap());
        let renamed = with(&portal, "PATCH", &at, &token, json!({"label": "Vân tay phòng họp"})).await.ok();
        assert_eq!(renamed.json["label"], "Vân tay phòng họp");
        with(&portal, "PATCH", &at, &token, json!({"label": "  "})).await.refused(422, "invalid");
        let colleague = portal.the_secretariat();
        colleague.post(&format!("{at}/revoke"), json!({})).await.refused(404, "not_found");
        with(&portal, "POST", &format!("{at}/revoke"), &token, json!({})).await.answered(204);
        let options = post(&portal, "/api/v1/auth/passkey/offer", json!({})).await.ok().json;
        post(&portal, "/api/v1/auth/passkey", key.signs(&options)).await.refused(401, "second_factor_refused");
    }
);

both!(
    async fn a_passkey_that_lies_is_seen_through(portal: Portal) {
        let person = portal.the_deputy_editor();
        let (key, _) = adds_a_passkey(&person).await;
        let offer = async || post(&portal, "/api/v1/auth/passkey/offer", json!({})).await.ok().json;
        let tries = async |assertion: Value| post(&portal, "/api/v1/auth/passkey", assertion).await;
        let lie = async |bend: &dyn Fn(&mut Authenticator, &mut Value)| {
            let (mut key, mut options) = (key.clone(), offer().await);
            key.counter = 1000;
            bend(&mut key, &mut options);
            tries(key.signs(&options)).await.refused(401, "second_factor_refused");
        };
        lie(&|_, options| options["challenge"] = json!(text(&[7; 40]))).await;
        lie(&|_, options| options["challenge"] = json!("")).await;
        lie(&|key, _| key.origin = "https://thanhdong.example.evil.vn".into()).await;
        lie(&|key, _| key.origin = "http://thanhdong.example".into()).await;
        lie(&|key, _| key.rp_id = Some("evil.vn".into())).await;
        lie(&|key, _| key.flags = 1).await;
        lie(&|key, _| key.flags = VERIFIED & !1).await;
        // A challenge of another purpose: that of the second step is bound to its person.
        let step = steps_up(&portal, &person).await;
        tries(key.clone().signs(&step["passkey"])).await.refused(401, "second_factor_refused");
        // Someone else's key under this id, and a broken signature.
        let mut bent = key.clone().signs(&offer().await);
        bent["signature"] = Authenticator::on(ORIGIN).signs(&offer().await)["signature"].clone();
        tries(bent).await.refused(401, "second_factor_refused");
        tries(Authenticator::on(ORIGIN).signs(&offer().await)).await.refused(401, "second_factor_refused");
        let mut other = key.clone().signs(&offer().await);
        other["user_handle"] = json!(text(&[1; 16]));
        tries(other).await.refused(401, "second_factor_refused");
        // The right one, its replay, a count that stands still, and an old challenge.
        let mut key = key;
        key.counter = 4;
        let good = key.signs(&offer().await);
        tries(good.clone()).await.ok();
        tries(good).await.refused(401, "second_factor_refused");
        key.counter = 4;
        tries(key.signs(&offer().await)).await.refused(401, "second_factor_refused");
        let old = offer().await;
        portal.wait(TimeDelta::minutes(6));
        tries(key.signs(&old)).await.refused(401, "second_factor_refused");
        tries(key.signs(&offer().await)).await.ok();
        // Garbage is an answer, never an accident.
        for garbage in ["", "!!", "AAAA"] {
            let body = json!({"id": garbage, "client_data_json": garbage, "authenticator_data": garbage, "signature": garbage});
            tries(body).await.refused(401, "second_factor_refused");
        }
    }
);

both!(
    async fn whoever_must_have_a_factor_is_led_to_it_and_nowhere_else(portal: Portal) {
        let person = portal.the_secretariat();
        let elsewhere = Token::of_reply(&person.signs_in().await.ok()).text;
        needs_factors_of(&portal, vec![Role::SecretariatMember]).await;
        let signed = person.signs_in().await.ok();
        assert_eq!(signed.json["user"]["must_add_factor"], true);
        for (method, path) in [("GET", "/api/v1/desk/home"), ("GET", "/api/v1/desk/items"), ("POST", "/api/v1/desk/items")] {
            let token = person.token().await;
            with(&portal, method, path, &token, json!({"kind": "article"})).await.refused(403, "second_factor_required");
        }
        assert_eq!(person.get("/api/v1/auth/me").await.ok().json["must_add_factor"], true);
        assert_eq!(person.get(FACTORS).await.ok().json["required"], true);
        // Others are not bothered.
        portal.a_contributor().in_unit("school").get("/api/v1/desk/home").await.ok();
        let (_, added) = adds_a_passkey(&person).await;
        person.get("/api/v1/desk/home").await.ok();
        assert_eq!(person.get("/api/v1/auth/me").await.ok().json["must_add_factor"], false);
        // Sessions that were opened with a password alone are over; the last factor stays.
        with(&portal, "GET", "/api/v1/auth/me", &elsewhere, json!({})).await.refused(401, "unauthenticated");
        let at = format!("{FACTORS}/{}/revoke", added["factor"]["id"].as_str().unwrap());
        person.post(&at, json!({})).await.refused(409, "conflict");
    }
);

both!(
    async fn a_change_of_factors_wants_the_person_there(portal: Portal) {
        let person = portal.the_secretariat();
        adds_a_passkey(&person).await;
        let token = person.token().await;
        portal.wait(TimeDelta::minutes(4));
        with(&portal, "POST", &format!("{FACTORS}/totp/offer"), &token, json!({})).await.ok();
        // A session that was opened long ago, found on an unlocked screen.
        portal.wait(TimeDelta::minutes(2));
        let token = {
            let refreshed = person.signs_in().await.ok();
            portal.wait(TimeDelta::minutes(6));
            let header = refreshed.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
            let path = "/api/v1/auth/refresh";
            Token::of_reply(&send(portal.client().post(portal.url(path)).header("cookie", header), path).await.ok()).text
        };
        for path in ["totp/offer", "passkeys/offer", "recovery-codes"] {
            let reply = with(&portal, "POST", &format!("{FACTORS}/{path}"), &token, json!({})).await.refused(422, "invalid");
            assert_eq!(reply.pointers(), ["/password"]);
        }
        let at = format!("{FACTORS}/totp/offer");
        with(&portal, "POST", &at, &token, json!({"password": "sai"})).await.refused(422, "invalid");
        let password = portal.password_of(person.username());
        with(&portal, "POST", &at, &token, json!({"password": password})).await.ok();
    }
);

both!(
    async fn who_lost_everything_is_reset_by_the_one_in_charge(portal: Portal) {
        let (person, admin) = (portal.the_secretariat(), portal.a("technical_administrator").anywhere());
        adds_a_passkey(&person).await;
        let token = person.token().await;
        let id = person.get("/api/v1/auth/me").await.ok().json["id"].as_str().unwrap().to_owned();
        let at = format!("/api/v1/users/{id}/factors/reset");
        portal.the_deputy_editor().post(&at, json!({})).await.refused(403, "forbidden");
        let me = admin.get("/api/v1/auth/me").await.ok().json["id"].as_str().unwrap().to_owned();
        admin.post(&format!("/api/v1/users/{me}/factors/reset"), json!({})).await.refused(409, "conflict");
        admin.post(&at, json!({})).await.answered(204);
        with(&portal, "GET", "/api/v1/auth/me", &token, json!({})).await.refused(401, "unauthenticated");
        let body = json!({"username": person.username(), "password": portal.password_of(person.username())});
        post(&portal, LOGIN, body).await.ok();
        let log = column::<String>(&portal.tables().await, "SELECT payload FROM change_log WHERE verb = 'factors_reset'").await;
        assert!(log.len() == 1 && log[0].contains(&id));
    }
);

both!(
    async fn a_shared_computer_changes_its_person_by_phone(portal: Portal) {
        let person = portal.the_deputy_editor();
        let ask = async || post(&portal, "/api/v1/auth/qr", json!({})).await.answered(201).json;
        let take = async |asked: &Value| post(&portal, "/api/v1/auth/qr/sign-in", json!({"secret": asked["secret"]})).await;
        let code = |asked: &Value| asked["address"].as_str().unwrap().split_once('#').unwrap().1.to_owned();
        let asked = ask().await;
        take(&asked).await.refused(409, "conflict");
        let confirm = json!({"code": code(&asked), "number": asked["number"]});
        person.post("/api/v1/auth/qr/confirm", confirm.clone()).await.refused(409, "conflict");
        person.post("/api/v1/auth/qr/look", json!({"code": code(&asked)})).await.ok();
        // Nobody else may answer now.
        portal.the_secretariat().post("/api/v1/auth/qr/confirm", confirm.clone()).await.refused(404, "not_found");
        person.post("/api/v1/auth/qr/confirm", confirm.clone()).await.answered(204);
        let state = post(&portal, "/api/v1/auth/qr/state", json!({"secret": asked["secret"]})).await.ok();
        assert_eq!(state.json, json!({"state": "confirmed", "over": false}));
        let signed = take(&asked).await.ok();
        assert_eq!(signed.json["user"]["username"], person.username());
        take(&asked).await.refused(409, "conflict");
        let sessions = with(&portal, "GET", "/api/v1/auth/sessions", &Token::of_reply(&signed).text, json!({})).await.ok();
        assert!(sessions.data().iter().any(|s| s["current"] == true && s["method"] == "qr"));
        // Wrong digits end it; so do two minutes; what is not known is not found.
        let asked = ask().await;
        person.post("/api/v1/auth/qr/look", json!({"code": code(&asked)})).await.ok();
        let wrong = json!({"code": code(&asked), "number": (asked["number"].as_i64().unwrap() + 1) % 100});
        person.post("/api/v1/auth/qr/confirm", wrong).await.refused(422, "invalid");
        take(&asked).await.refused(409, "conflict");
        let asked = ask().await;
        portal.wait(TimeDelta::minutes(2));
        person.post("/api/v1/auth/qr/look", json!({"code": code(&asked)})).await.refused(404, "not_found");
        post(&portal, "/api/v1/auth/qr/state", json!({"secret": "x"})).await.refused(404, "not_found");
        for _ in 0..40 {
            let status = post(&portal, "/api/v1/auth/qr", json!({})).await.status;
            if status == 429 {
                return;
            }
        }
        panic!("one address may ask for pictures without end");
    }
);

async fn link_for(portal: &Portal, task: &str, person: &Person) -> String {
    let id = person.get("/api/v1/auth/me").await.ok().json["id"].clone();
    let at = format!("/api/v1/moderation/tasks/{task}/links");
    let made = portal.the_secretariat().post(&at, json!({"user_id": id})).await.answered(201);
    let address = made.json["address"].as_str().unwrap().to_owned();
    assert!(address.starts_with(&format!("{ORIGIN}/duyet#")));
    address.split_once('#').unwrap().1.to_owned()
}

async fn by_link(portal: &Portal, method: &str, path: &str, token: &str, body: Value) -> Reply {
    let request = portal.client().request(method.parse().unwrap(), portal.url(path)).header("x-review-token", token);
    send(if method == "GET" { request } else { request.json(&body) }, path).await
}

fn decision(seen: &Value, verb: &str) -> Value {
    json!({
        "verb": verb, "remark": "Đề nghị ghi rõ nguồn.", "checklist_confirmed": true, "confirmed_flags": seen["flags"]["to_confirm"],
        "revision_hash": seen["task"]["revision"]["hash"], "item_version": seen["task"]["item_version"],
    })
}

both!(
    async fn a_link_opens_a_task_and_only_its_person_decides(portal: Portal) {
        let deputy = portal.the_deputy_editor();
        let (mut key, _) = adds_a_passkey(&deputy).await;
        let item = portal.before_the_board(an_article().with_picture()).await;
        let task = deputy.finds_in_the_queue(&item).await.id().to_owned();
        let at = format!("/api/v1/moderation/tasks/{task}/links");
        let people = portal.the_secretariat().get(&at).await.ok().json;
        let person = people["people"].as_array().unwrap().iter().find(|p| p["ready"] == true).expect("the deputy has a passkey");
        portal.a_contributor().in_unit("school").post(&at, json!({"user_id": person["id"]})).await.refused(403, "forbidden");
        let writer = portal.a_contributor().in_unit("school").get("/api/v1/auth/me").await.ok().json["id"].clone();
        portal.the_secretariat().post(&at, json!({"user_id": writer})).await.refused(422, "invalid");
        let token = link_for(&portal, &task, &deputy).await;
        // Looking changes nothing, and is logged.
        let before = portal.log_length().await;
        let seen = by_link(&portal, "GET", LINK, &token, json!({})).await.ok().json;
        by_link(&portal, "GET", LINK, &token, json!({})).await.ok();
        assert_eq!(portal.log_length().await, before);
        assert_eq!(seen["ways"], json!(["passkey"]));
        assert!(seen["task"]["revision"]["content"]["title"].is_string() && !seen["task"]["checklist"]["text"].is_null());
        let looks = number(&portal.tables().await, "SELECT count(*) FROM security_log WHERE event = 'review_link_look'").await;
        assert_eq!(looks, 2);
        let picture = seen["task"]["revision"]["content"]["lead_image"]["media_id"].as_str().unwrap();
        by_link(&portal, "GET", &format!("{LINK}/media/{picture}/card"), &token, json!({})).await.ok();
        by_link(&portal, "GET", &format!("{LINK}/media/{picture}/card"), "x", json!({})).await.refused(404, "not_found");
        for nothing in ["", "x", &token.to_lowercase()] {
            by_link(&portal, "GET", LINK, nothing, json!({})).await.refused(404, "not_found");
        }
        // A signature over one decision is none over another.
        let yes = decision(&seen, "approve");
        let options = by_link(&portal, "POST", &format!("{LINK}/offer"), &token, yes.clone()).await.ok().json;
        let signed = key.signs(&options);
        let other = json!({"decision": decision(&seen, "reject"), "proof": {"passkey": signed.clone()}});
        by_link(&portal, "POST", &format!("{LINK}/decide"), &token, other).await.refused(401, "second_factor_refused");
        let body = json!({"decision": yes, "proof": {"passkey": signed}});
        let done = by_link(&portal, "POST", &format!("{LINK}/decide"), &token, body.clone()).await.ok();
        assert_eq!(done.json["state"], "approved");
        assert_eq!(portal.a_visitor().get(&format!("/api/v1/publications/{}", item.id())).await.status, 200);
        by_link(&portal, "POST", &format!("{LINK}/decide"), &token, body).await.refused(409, "already_decided");
        let doors =
            column::<String>(&portal.tables().await, "SELECT door FROM change_log WHERE verb IN ('board_approved', 'published')").await;
        assert_eq!(doors, ["review_link", "review_link"]);
        // Shown as decided, by name.
        let told = by_link(&portal, "GET", LINK, &token, json!({})).await.refused(409, "already_decided");
        assert!(told.json["decided_by"].is_string());
    }
);

both!(
    async fn a_link_wants_password_and_code_and_the_text_that_was_read(portal: Portal) {
        let deputy = portal.the_deputy_editor();
        let (secret, _) = adds_an_app(&portal, &deputy).await;
        let item = portal.before_the_board(an_article()).await;
        let task = deputy.finds_in_the_queue(&item).await.id().to_owned();
        let token = link_for(&portal, &task, &deputy).await;
        let seen = by_link(&portal, "GET", LINK, &token, json!({})).await.ok().json;
        let decide = async |decision: Value, proof: Value| {
            by_link(&portal, "POST", &format!("{LINK}/decide"), &token, json!({"decision": decision, "proof": proof})).await
        };
        let password = portal.password_of(deputy.username());
        portal.wait(TimeDelta::seconds(60));
        let now = code(&secret, portal.now());
        let back = decision(&seen, "return");
        decide(back.clone(), json!({})).await.refused(422, "invalid");
        decide(back.clone(), json!({"totp": now})).await.refused(422, "invalid");
        decide(back.clone(), json!({"password": "sai", "totp": now})).await.refused(401, "second_factor_refused");
        decide(back.clone(), json!({"password": password, "totp": "000000"})).await.refused(401, "second_factor_refused");
        // What cannot be done is said before anything is proved, and the code is not used up.
        let mut bare = back.clone();
        bare["remark"] = json!(" ");
        decide(bare, json!({"password": password, "totp": now})).await.refused(422, "invalid");
        let mut other = back.clone();
        other["revision_hash"] = json!("0".repeat(64));
        decide(other, json!({"password": password, "totp": now})).await.refused(412, "stale");
        let right = json!({"password": password, "totp": now});
        assert_eq!(decide(back.clone(), right).await.ok().json["state"], "returned");
        assert_eq!(portal.the_secretariat().reads(&item).await.state(), "returned");
        // Revoked, over, and nothing of it stands anywhere in the clear.
        let item = portal.before_the_board(an_article()).await;
        let task = portal.the_editor_in_chief().finds_in_the_queue(&item).await.id().to_owned();
        let first = link_for(&portal, &task, &deputy).await;
        let second = link_for(&portal, &task, &deputy).await;
        by_link(&portal, "GET", LINK, &first, json!({})).await.refused(404, "not_found");
        let links = portal.the_secretariat().get(&format!("/api/v1/moderation/tasks/{task}/links")).await.ok().json;
        let id = links["data"].as_array().unwrap().iter().find(|l| l["ended"] == false).unwrap()["id"].as_str().unwrap().to_owned();
        portal.the_secretariat().post(&format!("/api/v1/moderation/links/{id}/revoke"), json!({})).await.answered(204);
        by_link(&portal, "GET", LINK, &second, json!({})).await.refused(404, "not_found");
        let third = link_for(&portal, &task, &deputy).await;
        portal.wait(TimeDelta::hours(24));
        by_link(&portal, "GET", LINK, &third, json!({})).await.refused(404, "not_found");
        let db = portal.tables().await;
        for sql in [
            "SELECT payload FROM change_log",
            "SELECT COALESCE(subject, '') || COALESCE(operation, '') FROM security_log",
            "SELECT token_hash FROM review_link",
            "SELECT body FROM idempotency_key",
            "SELECT code_hash FROM recovery_code",
        ] {
            for text in column::<String>(&db, sql).await {
                assert!(![&secret, &token, &third, &password].iter().any(|hidden| text.contains(hidden.as_str())), "{sql}");
            }
        }
        let hex = if cong_tests::portal::is_postgres(&db) {
            "SELECT encode(secret, 'hex') FROM second_factor"
        } else {
            "SELECT hex(secret) FROM second_factor"
        };
        let plain = Secret::try_from_base32(&secret).unwrap();
        let plain: String = plain.as_bytes().iter().map(|b| format!("{b:02x}")).collect();
        for kept in column::<String>(&db, hex).await {
            assert!(!kept.to_lowercase().contains(&plain), "the app's secret is sealed");
        }
    }
);
