//! One walk through every endpoint, over HTTP on SQLite.

use actix_web::cookie::Cookie;
use actix_web::dev::ServiceResponse;
use actix_web::http::header;
use actix_web::middleware::from_fn;
use actix_web::test::{TestRequest, call_service, init_service, read_body_json};
use actix_web::{App, web};
use chrono::TimeDelta;
use sea_orm::{EntityTrait, IntoActiveModel, QueryOrder};
use serde_json::{Value, json};
use utoipa_actix_web::AppExt;

use super::actions::hash_password;
use super::{Accounts, HashCost, configure};
use crate::access::{Actor, Door};
use crate::http::{Sites, manners};
use crate::kernel::dates;
use crate::kernel::words::Role;
use crate::store::entities::{app_user, role_assignment, security_log};
use crate::store::trial::Trial;
use crate::store::{Call, Change, Site, Work};

const OLD: &str = "mưa rào tháng bảy";
const NEW: &str = "nắng hanh tháng mười";

async fn people(site: &Site) {
    let password_hash = hash_password(OLD.into(), HashCost::TestsOnly).await.unwrap();
    let mut work = Work::begin(site, Call::new(Actor::system(Door::Command), "test")).await.unwrap();
    let (id, now) = (work.id(), work.now);
    let user = app_user::Model {
        id,
        username: "ctv".into(),
        display_name: "Cộng tác viên".into(),
        position: "Cộng tác viên".into(),
        email: None,
        unit_id: None,
        password_hash,
        state: super::ACTIVE.into(),
        created_at: now,
        password_changed_at: now,
    };
    app_user::Entity::insert(user.into_active_model()).exec_without_returning(work.db()).await.unwrap();
    let role = role_assignment::Model {
        id: work.id(),
        user_id: id,
        role: Role::Contributor,
        unit_id: None,
        fields: "[]".into(),
        sections: "[]".into(),
        valid_from: dates::to_vn(now).date_naive(),
        valid_to: None,
        decision_number: Some("1027/QĐ-UBND".into()),
        decision_date: None,
        delegated_by: None,
        source_id: None,
        body_id: None,
        assigned_by: None,
        ended_by: None,
        ended_at: None,
        created_at: now,
    };
    role_assignment::Entity::insert(role.into_active_model()).exec_without_returning(work.db()).await.unwrap();
    work.record(Change::UserAdded { user: id, unit: None });
    work.commit().await.unwrap();
}

fn cookie_of<B>(response: &ServiceResponse<B>) -> Option<Cookie<'static>> {
    response.response().cookies().find(|c| c.name() == "cong_refresh").map(|c| Cookie::new("cong_refresh", c.value().to_owned()))
}

fn login(username: &str, password: &str) -> TestRequest {
    TestRequest::post().uri("/api/v1/auth/login").set_json(json!({"username": username, "password": password}))
}

fn refresh(cookie: &Cookie<'static>) -> TestRequest {
    TestRequest::post().uri("/api/v1/auth/refresh").cookie(cookie.clone())
}

fn bearer(request: TestRequest, token: &str) -> TestRequest {
    request.insert_header((header::AUTHORIZATION, format!("Bearer {token}")))
}

macro_rules! answer {
    ($app:expr, $request:expr, $status:literal) => {{
        let response = call_service(&$app, $request.to_request()).await;
        assert_eq!(response.status(), $status);
        response
    }};
}

macro_rules! sign_in {
    ($app:expr, $password:expr) => {{
        let response = answer!($app, login("ctv", $password), 200);
        let cookie = cookie_of(&response).unwrap();
        let body: Value = read_body_json(response).await;
        (cookie, body["access_token"].as_str().unwrap().to_owned(), body)
    }};
}

#[actix_web::test]
async fn a_person_comes_and_goes() {
    let trial = Trial::open().await;
    people(&trial.site).await;
    let app = App::new()
        .into_utoipa_app()
        .configure(configure)
        .into_app()
        .app_data(web::Data::new(Sites::new(trial.site.clone(), vec![])))
        .app_data(web::Data::new(Accounts::new(HashCost::TestsOnly)))
        .wrap(from_fn(manners::mind));
    let app = init_service(app).await;
    let me = || TestRequest::get().uri("/api/v1/auth/me");

    // Refusals.
    answer!(app, login("ctv", "sai mật khẩu rồi"), 401);
    answer!(app, login("nobody", OLD), 401);
    answer!(app, login("no\u{0}body", OLD), 401);
    answer!(app, login("ctv", ""), 422);
    answer!(app, TestRequest::post().uri("/api/v1/auth/login").set_json(json!({"username": "a", "password": "b", "x": 1})), 422);
    answer!(app, login("ctv", OLD).insert_header((header::ORIGIN, "https://evil.vn")), 403);
    answer!(app, TestRequest::post().uri("/api/v1/auth/refresh"), 401);
    answer!(app, me(), 401);

    // Sign in; two tabs refresh at once; an old token ends the session.
    let (first, token, body) = sign_in!(app, OLD);
    assert_eq!(body["user"]["username"], "ctv");
    assert_eq!(body["user"]["roles"][0]["role"], "contributor");
    assert!(body["user"]["permissions"].as_array().unwrap().contains(&json!("item_write")));
    answer!(app, bearer(me(), &token), 200);
    trial.clock.advance(TimeDelta::minutes(4));
    let second = cookie_of(&answer!(app, refresh(&first), 200)).unwrap();
    assert!(cookie_of(&answer!(app, refresh(&first), 200)).is_none());
    trial.clock.advance(TimeDelta::seconds(11));
    let third = cookie_of(&answer!(app, refresh(&second), 200)).unwrap();
    trial.clock.advance(TimeDelta::seconds(11));
    answer!(app, refresh(&first), 401);
    answer!(app, refresh(&third), 401);
    answer!(app, bearer(me(), &token), 401);

    // Idleness ends a session, and so does its owner.
    let (idle, _, _) = sign_in!(app, OLD);
    trial.clock.advance(TimeDelta::seconds(901));
    answer!(app, refresh(&idle), 401);
    let (one, token, _) = sign_in!(app, OLD);
    let (other, other_token, _) = sign_in!(app, OLD);
    let sessions = || TestRequest::get().uri("/api/v1/auth/sessions");
    let body: Value = read_body_json(answer!(app, bearer(sessions(), &token), 200)).await;
    assert_eq!(body["data"].as_array().unwrap().len(), 2);
    let foreign = body["data"].as_array().unwrap().iter().find(|s| s["current"] == false).unwrap();
    let uri = format!("/api/v1/auth/sessions/{}", foreign["id"].as_str().unwrap());
    answer!(app, bearer(TestRequest::delete().uri(&uri), &token), 204);
    answer!(app, bearer(TestRequest::delete().uri(&uri), &token), 404);
    answer!(app, bearer(TestRequest::delete().uri("/api/v1/auth/sessions/x"), &token), 404);
    answer!(app, bearer(me(), &other_token), 401);
    answer!(app, refresh(&other), 401);
    let out = answer!(app, TestRequest::post().uri("/api/v1/auth/logout").cookie(one.clone()), 204);
    assert_eq!(cookie_of(&out).unwrap().value(), "");
    answer!(app, refresh(&one), 401);
    answer!(app, TestRequest::post().uri("/api/v1/auth/logout"), 204);

    // A new password ends the other sessions.
    let (_, token, _) = sign_in!(app, OLD);
    let (other, other_token, _) = sign_in!(app, OLD);
    let change = |current: &str, new: &str| {
        TestRequest::put().uri("/api/v1/auth/password").set_json(json!({"current_password": current, "new_password": new}))
    };
    answer!(app, bearer(change("sai mật khẩu rồi", NEW), &token), 422);
    answer!(app, bearer(change(OLD, "ngắn"), &token), 422);
    answer!(app, bearer(change(OLD, NEW), &token), 204);
    answer!(app, bearer(me(), &token), 200);
    answer!(app, bearer(me(), &other_token), 401);
    answer!(app, refresh(&other), 401);
    answer!(app, login("ctv", OLD), 401);
    let (_, token, _) = sign_in!(app, NEW);
    answer!(app, bearer(TestRequest::post().uri("/api/v1/auth/logout-everywhere"), &token), 204);
    answer!(app, bearer(me(), &token), 401);

    // Guessing gets slow.
    for _ in 0..5 {
        answer!(app, login("ctv", "sai mật khẩu rồi"), 401);
    }
    let slow = answer!(app, login("ctv", NEW), 429);
    assert_eq!(slow.headers().get(header::RETRY_AFTER).unwrap(), "2");

    let log = security_log::Entity::find().order_by_asc(security_log::Column::Id).all(trial.site.read()).await.unwrap();
    let seen: Vec<_> = log.iter().map(|l| l.event.as_str()).collect();
    for event in ["sign_in", "sign_in_failed", "refresh_reuse", "session_ended", "logout", "logout_everywhere", "password_refused"] {
        assert!(seen.contains(&event), "{event}");
    }
    assert!(log.iter().filter_map(|l| l.subject.as_deref()).all(|s| s == "-" || s == "ctv"));
}
