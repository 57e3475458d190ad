//! The endpoints under `/api/v1/auth`.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, delete, get, post, put, web};
use sea_orm::EntityTrait;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::cookies::{RefreshToken, cleared, same_origin};
use super::sessions::{self, Opened, Visit, too_many};
use super::throttle::Client;
use super::views::{Login, Me, NewPassword, SessionView, Signed};
use super::{Accounts, actions, passwords, queries};
use crate::http::caller::{Enrolling, must_enrol};
use crate::http::checked::check;
use crate::http::client_address::{client_address, subscriber};
use crate::http::manners::{RequestId, log_security};
use crate::http::{Body, Code, FieldError, Problem, Reply, SiteRef, Whole, token};
use crate::kernel::{dates, ids};
use crate::store::entities::app_user;
use crate::store::{Call, Site, Work};

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(login).service(refresh).service(logout).service(logout_everywhere);
    cfg.service(read_me).service(list_sessions).service(end_session).service(change_password);
}

/// Sign in with name and password
///
/// Opens a session: the access token is in the answer, the refresh token in the cookie `cong_refresh`. Whoever has a second
/// factor is answered 401 `second_factor_needed` with a `challenge`, the `methods` that answer it, and the options of a
/// `passkey`: see `POST /auth/login/second-factor`. After several wrong passwords the answer is 429 with `Retry-After`.
#[utoipa::path(
    post, path = "/api/v1/auth/login", operation_id = "login", tag = "auth",
    request_body = Login,
    responses((status = 200, body = Signed, headers(("Set-Cookie" = String, description = "cong_refresh")))),
)]
#[post("/api/v1/auth/login")]
async fn login(request: HttpRequest, site: SiteRef, accounts: web::Data<Accounts>, body: Body<Login>) -> Result<HttpResponse, Problem> {
    same_origin(&request, &site)?;
    let login = body.value;
    check(&login)?;
    let (token, request_id) = (RefreshToken::of(&request), RequestId::of(&request));
    let from = visit(&request, token.as_ref(), &request_id, "POST /api/v1/auth/login");
    let opened = sessions::sign_in(&site, &accounts, login, from).await?;
    signed(&site, opened).await
}

/// Exchange the refresh token for the next pair
///
/// The cookie's token is good once. Used again later, it ends the session.
#[utoipa::path(
    post, path = "/api/v1/auth/refresh", operation_id = "refresh", tag = "auth",
    responses((status = 200, body = Signed, headers(("Set-Cookie" = String, description = "cong_refresh")))),
    security(("refresh_cookie" = [])),
)]
#[post("/api/v1/auth/refresh")]
async fn refresh(request: HttpRequest, site: SiteRef) -> Result<HttpResponse, Problem> {
    same_origin(&request, &site)?;
    let (token, request_id) = (RefreshToken::of(&request), RequestId::of(&request));
    let from = visit(&request, token.as_ref(), &request_id, "POST /api/v1/auth/refresh");
    let opened = sessions::refresh(&site, from).await?;
    signed(&site, opened).await
}

/// End the session of this browser
///
/// The one that the cookie names, else that of the access token. Answers the same when there is none.
#[utoipa::path(post, path = "/api/v1/auth/logout", operation_id = "logout", tag = "auth", responses((status = 204)))]
#[post("/api/v1/auth/logout")]
async fn logout(request: HttpRequest, site: SiteRef, caller: Option<Enrolling>) -> Result<HttpResponse, Problem> {
    same_origin(&request, &site)?;
    let (token, request_id) = (RefreshToken::of(&request), RequestId::of(&request));
    let from = visit(&request, token.as_ref(), &request_id, "POST /api/v1/auth/logout");
    sessions::sign_out(&site, caller.map(|Enrolling(c)| (c.user, c.session)), from).await?;
    Ok(HttpResponse::NoContent().cookie(cleared()).finish())
}

/// End all sessions of the person
#[utoipa::path(
    post, path = "/api/v1/auth/logout-everywhere", operation_id = "logout_everywhere", tag = "auth",
    responses((status = 204)), security(("bearer" = [])),
)]
#[post("/api/v1/auth/logout-everywhere")]
async fn logout_everywhere(request: HttpRequest, Enrolling(caller): Enrolling) -> Result<HttpResponse, Problem> {
    let from = visit(&request, None, &caller.request_id, "POST /api/v1/auth/logout-everywhere");
    sessions::end(&caller.site, caller.user, None, "logout_everywhere", &from).await?;
    Ok(HttpResponse::NoContent().cookie(cleared()).finish())
}

/// The signed-in person, with today's roles and permissions
#[utoipa::path(
    get, path = "/api/v1/auth/me", operation_id = "read_me", tag = "auth",
    responses((status = 200, body = Me)), security(("bearer" = [])),
)]
#[get("/api/v1/auth/me")]
async fn read_me(Enrolling(caller): Enrolling) -> Result<HttpResponse, Problem> {
    Ok(Reply::ok(&me(&caller.site, caller.user, caller.session).await?)?.send())
}

/// Browsers in which the person is signed in
#[utoipa::path(
    get, path = "/api/v1/auth/sessions", operation_id = "list_sessions", tag = "auth",
    responses((status = 200, body = Whole<SessionView>)), security(("bearer" = [])),
)]
#[get("/api/v1/auth/sessions")]
async fn list_sessions(Enrolling(caller): Enrolling) -> Result<HttpResponse, Problem> {
    let rows = queries::sessions(caller.site.read(), caller.user, caller.site.clock.now()).await?;
    let data = rows.into_iter().map(|row| SessionView::of(row, caller.session)).collect();
    Ok(Reply::ok(&Whole { data })?.send())
}

/// End one of the person's own sessions
#[utoipa::path(
    delete, path = "/api/v1/auth/sessions/{id}", operation_id = "end_session", tag = "auth",
    params(("id" = Uuid, Path, example = "019ac000-0000-7000-8000-000000000000")),
    responses((status = 204)), security(("bearer" = [])),
)]
#[delete("/api/v1/auth/sessions/{id}")]
async fn end_session(request: HttpRequest, Enrolling(caller): Enrolling, id: web::Path<Uuid>) -> Result<HttpResponse, Problem> {
    let from = visit(&request, None, &caller.request_id, "DELETE /api/v1/auth/sessions/{id}");
    match sessions::end(&caller.site, caller.user, Some(*id), "session_ended", &from).await? {
        0 => Err(Problem::not_found()),
        _ => Ok(HttpResponse::NoContent().finish()),
    }
}

/// Change one's own password
///
/// All other sessions of the person end.
#[utoipa::path(
    put, path = "/api/v1/auth/password", operation_id = "change_password", tag = "auth",
    request_body = NewPassword, responses((status = 204)), security(("bearer" = [])),
)]
#[put("/api/v1/auth/password")]
async fn change_password(
    request: HttpRequest,
    Enrolling(caller): Enrolling,
    accounts: web::Data<Accounts>,
    body: Body<NewPassword>,
) -> Result<HttpResponse, Problem> {
    let (site, body) = (&caller.site, body.value);
    check(&body)?;
    let user = app_user::Entity::find_by_id(caller.user).one(site.read()).await?;
    let user = user.ok_or_else(|| Problem::new(Code::Unauthenticated))?;
    let faults = passwords::faults(&body.new_password, &user.username, "/new_password");
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    // Whoever found an unlocked screen must not be able to guess the password at leisure.
    let client = Client { address: subscriber(client_address(&request)), session: Some(caller.session) };
    let pass = accounts.throttle.admit(&site.settings.host, &user.username, client, site.clock.now()).map_err(too_many)?;
    let operation = "PUT /api/v1/auth/password".to_owned();
    let matches = accounts.hashing.verify(body.current_password, Some(user.password_hash.clone())).await?;
    if !matches {
        pass.failed(site.clock.now());
        log_security(site, "password_refused", Some(user.id), None, Some(operation), Some(caller.request_id.clone())).await?;
        return Err(Problem::invalid(vec![FieldError::new(
            "/current_password",
            "wrong_password",
            "Mật khẩu hiện tại không đúng.",
            "The current password is wrong.",
        )]));
    }
    pass.succeeded(site.clock.now());
    let hash = accounts.hashing.hash(body.new_password).await?;
    // No idempotency key here: the fingerprint of a password does not belong in the database.
    let mut work = Work::begin(site, Call::new(caller.actor.clone(), caller.request_id.clone())).await?;
    actions::change_password(&mut work, &user.password_hash, hash, caller.session).await?;
    work.commit().await?;
    log_security(site, "password_changed", Some(user.id), None, Some(operation), Some(caller.request_id.clone())).await?;
    Ok(HttpResponse::NoContent().finish())
}

pub(super) fn visit<'a>(request: &'a HttpRequest, token: Option<&'a RefreshToken>, request_id: &'a str, operation: &'a str) -> Visit<'a> {
    let user_agent = request.headers().get(header::USER_AGENT).and_then(|h| h.to_str().ok()).unwrap_or_default();
    Visit { client: client_address(request), user_agent, token, request_id, operation }
}

/// The answer to a sign-in or a refresh.
pub(super) async fn signed(site: &Site, opened: Opened) -> Result<HttpResponse, Problem> {
    let user = me(site, opened.user, opened.session).await?;
    let (access_token, expires_at) = token::issue(site, opened.user, opened.session, ids::new_id(site.clock.now()))?;
    let body = Signed { access_token, token_type: "Bearer", expires_at: dates::rfc3339_vn(expires_at), user };
    let mut response = Reply::ok(&body)?.send();
    if let Some(token) = &opened.token {
        // A cookie of letters, digits, '.', '-' and '_' always fits a header.
        let added = response.add_cookie(&token.cookie());
        added.map_err(|_| Problem::new(Code::Internal))?;
    }
    Ok(response)
}

/// The person, or 401 when the account was disabled meanwhile.
async fn me(site: &Site, user: Uuid, session: Uuid) -> Result<Me, Problem> {
    let today = dates::to_vn(site.clock.now()).date_naive();
    let me = queries::me(site.read(), user, today).await?.ok_or_else(|| Problem::new(Code::Unauthenticated))?;
    let must_add_factor = must_enrol(site, user, session).await?;
    Ok(Me { must_add_factor, ..me })
}
