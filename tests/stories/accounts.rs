//! Signing in, staying in, being out at once.

use chrono::TimeDelta;
use cong_tests::person::{Token, send};
use cong_tests::{Portal, Reply, an_article, both};
use sea_orm::ConnectionTrait;
use serde_json::json;

const LOGIN: &str = "/api/v1/auth/login";
const REFRESH: &str = "/api/v1/auth/refresh";
const ME: &str = "/api/v1/auth/me";

fn cookie(reply: &Reply) -> String {
    let header = reply.header("set-cookie").expect("a cookie");
    header.split(';').next().expect("a pair").to_owned()
}

async fn with_bearer(portal: &Portal, token: &str) -> Reply {
    portal.a_visitor().asks("GET", ME, &[("authorization", &format!("Bearer {token}"))]).await
}

async fn refresh(portal: &Portal, cookie: &str) -> Reply {
    send(portal.client().post(portal.url(REFRESH)).header("cookie", cookie), REFRESH).await
}

both!(
    async fn a_person_signs_in_and_is_who_they_are(portal: Portal) {
        let reviewer = portal.the_reviewer_of("culture_society_office");
        let signed = reviewer.signs_in().await.ok();
        let header = signed.header("set-cookie").unwrap();
        for part in ["cong_refresh=", "HttpOnly", "Secure", "SameSite=Strict", "Path=/api/v1/auth"] {
            assert!(header.contains(part), "{part} is not in {header}");
        }
        let me = reviewer.get(ME).await.ok();
        assert_eq!(me.json["username"], reviewer.username());
        assert_eq!(me.json["roles"][0]["role"], "field_reviewer");
        assert_eq!(me.json["roles"][0]["fields"], json!(["culture", "society", "ethnicity", "belief"]));
        assert!(me.json["permissions"].as_array().unwrap().contains(&json!("field_review")));
        assert!(!me.text().contains("argon2"));
    }
);

both!(
    async fn a_wrong_password_and_an_unknown_name_sound_alike(portal: Portal) {
        let tries = async |username: &str, password: &str| {
            let body = json!({"username": username, "password": password});
            send(portal.client().post(portal.url(LOGIN)).json(&body), LOGIN).await
        };
        let wrong = tries("ctv", "không phải mật khẩu").await.refused(401, "bad_credentials");
        let unknown = tries("khong.co.ai", "không phải mật khẩu").await.refused(401, "bad_credentials");
        assert_eq!(wrong.json["detail"], unknown.json["detail"]);
        let mut last = wrong;
        for _ in 0..30 {
            last = tries("ctv", "lại sai").await;
            if last.status == 429 {
                break;
            }
        }
        let told = last.refused(429, "too_many_attempts");
        assert!(told.header("retry-after").is_some());
    }
);

both!(
    async fn a_token_lives_five_minutes_and_only_as_it_was_made(portal: Portal) {
        let person = portal.as_("ctv");
        let token = Token::of_reply(&person.signs_in().await.ok());
        assert_eq!(with_bearer(&portal, &token.text).await.status, 200);
        let parts: Vec<&str> = token.text.split('.').collect();
        let none = "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0";
        for forged in [
            String::new(),
            "x".into(),
            format!("{}.{}.", parts[0], parts[1]),
            format!("{none}.{}.", parts[1]),
            format!("{none}.{}.{}", parts[1], parts[2]),
            format!("{}.{}.{}", parts[0], parts[1], "A".repeat(parts[2].len())),
            format!("{}.{}", parts[0], parts[1]),
            format!("{} {}", token.text, token.text),
            token.text.to_lowercase(),
        ] {
            with_bearer(&portal, &forged).await.refused(401, "unauthenticated");
        }
        portal.wait(TimeDelta::minutes(5) + TimeDelta::seconds(1));
        with_bearer(&portal, &token.text).await.refused(401, "unauthenticated");
    }
);

both!(
    async fn a_refresh_token_is_good_once_and_its_reuse_ends_the_session(portal: Portal) {
        let person = portal.as_("ctv");
        let first = cookie(&person.signs_in().await.ok());
        let renewed = refresh(&portal, &first).await.ok();
        let second = cookie(&renewed);
        assert_ne!(first, second);
        // Long after, the first one turns up again: somebody has a copy.
        portal.wait(TimeDelta::minutes(3));
        refresh(&portal, &first).await.answered(401);
        refresh(&portal, &second).await.answered(401);
        with_bearer(&portal, &Token::of_reply(&renewed).text).await.answered(401);
    }
);

both!(
    async fn a_disabled_account_is_dead_at_once(portal: Portal) {
        let person = portal.a_contributor().in_unit("school");
        let item = person.writes(an_article()).await;
        let signed = person.signs_in().await.ok();
        let token = Token::of_reply(&signed).text;
        let db = portal.tables().await;
        db.execute_unprepared(&format!("UPDATE app_user SET state = 'disabled' WHERE username = '{}'", person.username())).await.unwrap();
        with_bearer(&portal, &token).await.refused(401, "unauthenticated");
        let save =
            portal.client().put(portal.url(&item.at())).bearer_auth(&token).header("if-match", item.etag()).json(&item.json["content"]);
        send(save, "save").await.refused(401, "unauthenticated");
        refresh(&portal, &cookie(&signed)).await.answered(401);
        person.signs_in().await.refused(401, "bad_credentials");
    }
);

both!(
    async fn a_role_that_has_lapsed_opens_nothing(portal: Portal) {
        let deputy = portal.the_deputy_editor();
        let item = portal.before_the_board(an_article()).await;
        let task = deputy.finds_in_the_queue(&item).await;
        let db = portal.tables().await;
        db.execute_unprepared("UPDATE role_assignment SET valid_to = '2026-11-22' WHERE role = 'deputy_editor_in_chief'").await.unwrap();
        let reply = deputy.tells(&task, "approve", json!({"checklist_confirmed": true})).await;
        assert!(matches!(reply.status, 403 | 404), "{}", reply.text());
    }
);

both!(
    async fn leaving_is_at_once_and_can_be_everywhere(portal: Portal) {
        let person = portal.as_("ctv");
        let one = Token::of_reply(&person.signs_in().await.ok()).text;
        let two = Token::of_reply(&person.signs_in().await.ok()).text;
        let sessions = portal.a_visitor().asks("GET", "/api/v1/auth/sessions", &[("authorization", &format!("Bearer {two}"))]).await.ok();
        assert_eq!(sessions.data().len(), 2);
        assert_eq!(sessions.data().iter().filter(|s| s["current"] == true).count(), 1);
        let other = sessions.data().iter().find(|s| s["current"] == false).unwrap()["id"].as_str().unwrap().to_owned();
        send(portal.client().delete(portal.url(&format!("/api/v1/auth/sessions/{other}"))).bearer_auth(&two), "end").await.answered(204);
        with_bearer(&portal, &one).await.answered(401);
        let three = Token::of_reply(&person.signs_in().await.ok()).text;
        send(portal.client().post(portal.url("/api/v1/auth/logout-everywhere")).bearer_auth(&two), "leave").await.answered(204);
        for token in [two, three] {
            with_bearer(&portal, &token).await.answered(401);
        }
    }
);

both!(
    async fn a_new_password_ends_the_other_sessions(portal: Portal) {
        let person = portal.as_("ctv2");
        let elsewhere = Token::of_reply(&person.signs_in().await.ok()).text;
        let here = Token::of_reply(&person.signs_in().await.ok()).text;
        let change = async |current: &str, new: &str| {
            let body = json!({"current_password": current, "new_password": new});
            send(portal.client().put(portal.url("/api/v1/auth/password")).bearer_auth(&here).json(&body), "password").await
        };
        let old = portal.password_of("ctv2");
        change("sai rồi", "nắng hanh tháng mười").await.refused(422, "invalid");
        for weak in ["ngắn", "123456789012", "ctv2ctv2ctv2ctv2x".get(..4).unwrap()] {
            change(&old, weak).await.refused(422, "invalid");
        }
        change(&old, "nắng hanh tháng mười").await.answered(204);
        with_bearer(&portal, &elsewhere).await.answered(401);
        assert_eq!(with_bearer(&portal, &here).await.status, 200);
        person.signs_in().await.refused(401, "bad_credentials");
    }
);

both!(
    async fn no_secret_is_kept_where_it_can_be_read(portal: Portal) {
        let person = portal.as_("ctv");
        let signed = person.signs_in().await.ok();
        let secret = cookie(&signed).split_once('=').unwrap().1.to_owned();
        let db = portal.tables().await;
        for (table, columns) in
            [("session", "refresh_hash"), ("app_user", "password_hash"), ("security_log", "operation"), ("change_log", "payload")]
        {
            for text in cong_tests::portal::column::<String>(&db, &format!("SELECT COALESCE({columns}, '') FROM {table}")).await {
                assert!(!text.contains(&secret) && !text.contains(&portal.password_of("ctv")), "{table}.{columns}");
            }
        }
    }
);
