//! The endpoints under `/api/v1/auth/qr`: three for the shared computer, three for the phone.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, post};
use chrono::TimeDelta;
use sea_orm::EntityTrait;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::actions;
use crate::features::accounts::cookies::{RefreshToken, same_origin};
use crate::features::accounts::factors::totp::picture;
use crate::features::accounts::routes::{signed, visit};
use crate::features::accounts::sessions;
use crate::features::accounts::views::Signed;
use crate::http::client_address::{client_address, subscriber};
use crate::http::form_limits::too_many;
use crate::http::manners::RequestId;
use crate::http::{Body, Caller, Code, Problem, Reply, SiteRef};
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::pace::Limit;
use crate::kernel::words::{QrState, SignInMethod};
use crate::store::entities::app_user;

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(ask_qr).service(qr_state).service(login_qr).service(look_qr).service(confirm_qr).service(refuse_qr);
}

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NoWords {}

/// A request for a sign-in by phone, as the computer shows it.
#[derive(Serialize, ToSchema)]
struct QrAsked {
    /// Keep it in memory; it takes the sign-in once the phone has confirmed.
    secret: String,
    /// The QR as a data address. It holds the address of the page on the phone.
    #[schema(example = "data:image/svg+xml;base64,PHN2Zy8+")]
    picture: String,
    /// The same address, for a phone without a camera.
    #[schema(example = "https://thanhdong.haiphong.gov.vn/ban-lam-viec/xac-nhan-may#mZ3…")]
    address: String,
    /// Two digits to be typed on the phone.
    #[schema(example = 47, minimum = 10, maximum = 99)]
    number: i64,
    #[schema(example = "2026-11-23T08:02:00+07:00", format = DateTime)]
    expires_at: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct QrSecret {
    #[schema(max_length = 100)]
    secret: String,
}

#[derive(Serialize, ToSchema)]
struct QrProgress {
    state: QrState,
    /// Nothing can come of it any more: ask for a new one.
    over: bool,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct QrCode {
    /// From the fragment of the address in the picture.
    #[schema(max_length = 100)]
    code: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct QrConfirmation {
    #[schema(max_length = 100)]
    code: String,
    #[schema(example = 47, minimum = 0, maximum = 99)]
    number: i64,
}

/// Which computer asks.
#[derive(Serialize, ToSchema)]
struct QrSeen {
    #[schema(example = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/150.0")]
    user_agent: String,
    #[schema(example = "2026-11-23T08:00:00+07:00", format = DateTime)]
    asked_at: String,
    #[schema(example = "2026-11-23T08:02:00+07:00", format = DateTime)]
    expires_at: String,
}

/// A shared computer asks for a sign-in by phone
#[utoipa::path(post, path = "/api/v1/auth/qr", operation_id = "ask_qr", tag = "auth", request_body = NoWords, responses((status = 201, body = QrAsked)))]
#[post("/api/v1/auth/qr")]
async fn ask_qr(request: HttpRequest, site: SiteRef, _body: Body<NoWords>) -> Result<HttpResponse, Problem> {
    same_origin(&request, &site)?;
    // Each costs a row. Thirty: one office behind one address, each picture renewed once it is over.
    let from = subscriber(client_address(&request)).to_string();
    let each = Limit { what: "QR", who: &from, most: 30, window: TimeDelta::minutes(1) };
    let all = Limit { who: "everybody", most: 600, ..each };
    site.pace.admit(&[each, all], site.clock.now()).map_err(too_many)?;
    let user_agent = request.headers().get(header::USER_AGENT).and_then(|h| h.to_str().ok()).unwrap_or_default();
    let asked = actions::ask(&site, user_agent).await?;
    // The code stands in the fragment: no server or proxy on the way writes it down.
    let address = format!("{}/ban-lam-viec/xac-nhan-may#{}", site.settings.public_url, asked.code);
    let view =
        QrAsked { secret: asked.secret, picture: picture(&address)?, address, number: asked.number, expires_at: rfc3339_vn(asked.ends) };
    Ok(HttpResponse::Created().insert_header((header::CACHE_CONTROL, "no-store")).json(view))
}

/// How far it is
#[utoipa::path(post, path = "/api/v1/auth/qr/state", operation_id = "qr_state", tag = "auth", request_body = QrSecret, responses((status = 200, body = QrProgress), (status = 404, description = "No such request")))]
#[post("/api/v1/auth/qr/state")]
async fn qr_state(site: SiteRef, body: Body<QrSecret>) -> Result<HttpResponse, Problem> {
    let row = actions::own(&site, &body.secret).await?;
    let over = site.clock.now() >= row.expires_at || matches!(row.state, QrState::Refused | QrState::Used);
    Ok(Reply::ok(&QrProgress { state: row.state, over })?.send())
}

/// Take the sign-in that the phone confirmed
#[utoipa::path(post, path = "/api/v1/auth/qr/sign-in", operation_id = "login_qr", tag = "auth", request_body = QrSecret, responses((status = 200, body = Signed, headers(("Set-Cookie" = String, description = "cong_refresh"))), (status = 404, description = "No such request"), (status = 409, description = "Not confirmed, or over")))]
#[post("/api/v1/auth/qr/sign-in")]
async fn login_qr(request: HttpRequest, site: SiteRef, body: Body<QrSecret>) -> Result<HttpResponse, Problem> {
    same_origin(&request, &site)?;
    let (token, request_id) = (RefreshToken::of(&request), RequestId::of(&request));
    let from = visit(&request, token.as_ref(), &request_id, "POST /api/v1/auth/qr/sign-in");
    let (user, strong) = actions::take(&site, &body.secret).await?;
    let account = app_user::Entity::find_by_id(user).one(site.read()).await?.ok_or_else(|| Problem::new(Code::Unauthenticated))?;
    let opened = sessions::open(&site, &account, SignInMethod::Qr, strong, &from).await?;
    signed(&site, opened.ok_or_else(|| Problem::new(Code::Unauthenticated))?).await
}

/// On the phone: which computer asks
#[utoipa::path(post, path = "/api/v1/auth/qr/look", operation_id = "look_qr", tag = "auth", request_body = QrCode, responses((status = 200, body = QrSeen), (status = 404, description = "Over, or answered")), security(("bearer" = [])))]
#[post("/api/v1/auth/qr/look")]
async fn look_qr(caller: Caller, body: Body<QrCode>) -> Result<HttpResponse, Problem> {
    let row = actions::look(&caller, &body.code).await?;
    let view = QrSeen { user_agent: row.user_agent, asked_at: rfc3339_vn(row.created_at), expires_at: rfc3339_vn(row.expires_at) };
    Ok(Reply::ok(&view)?.send())
}

/// On the phone: yes, with the two digits of the computer's screen
#[utoipa::path(post, path = "/api/v1/auth/qr/confirm", operation_id = "confirm_qr", tag = "auth", request_body = QrConfirmation, responses((status = 204), (status = 404, description = "Over, or answered")), security(("bearer" = [])))]
#[post("/api/v1/auth/qr/confirm")]
async fn confirm_qr(caller: Caller, body: Body<QrConfirmation>) -> Result<HttpResponse, Problem> {
    actions::confirm(&caller, &body.code, body.number).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// On the phone: no
#[utoipa::path(post, path = "/api/v1/auth/qr/refuse", operation_id = "refuse_qr", tag = "auth", request_body = QrCode, responses((status = 204), (status = 404, description = "Over, or answered")), security(("bearer" = [])))]
#[post("/api/v1/auth/qr/refuse")]
async fn refuse_qr(caller: Caller, body: Body<QrCode>) -> Result<HttpResponse, Problem> {
    actions::refuse(&caller, &body.code).await?;
    Ok(HttpResponse::NoContent().finish())
}
