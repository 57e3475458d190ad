//! One's own second factors under `/api/v1/auth/factors`, and the reset by whoever manages accounts.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, patch, post};
use sea_orm::EntityTrait;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::actions::{self, FRESH, NewFactor};
use super::challenge::{self, Purpose};
use super::totp;
use super::views::{Again, CreationOptions, FactorAdded, FactorView, Factors, NewLabel, NewPasskey, NewTotp, RecoveryCodes, TotpOffer};
use super::webauthn::RelyingParty;
use crate::features::accounts::Accounts;
use crate::features::accounts::sessions::too_many;
use crate::features::accounts::throttle::Client;
use crate::http::caller::Enrolling;
use crate::http::client_address::{client_address, subscriber};
use crate::http::manners::log_security;
use crate::http::{Body, Caller, Code, FieldError, Problem, Reply};
use crate::kernel::dates;
use crate::kernel::words::FactorKind;
use crate::store::entities::{app_user, session};
use crate::store::factor_rule::needs_factor;
use crate::store::{Call, Fault, SiteProfile, Work};

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(list_factors).service(offer_totp).service(add_totp).service(offer_passkey).service(add_passkey);
    cfg.service(rename_factor).service(revoke_factor).service(make_recovery_codes).service(reset_factors);
}

/// One's own second factors
#[utoipa::path(get, path = "/api/v1/auth/factors", operation_id = "list_factors", tag = "auth", responses((status = 200, body = Factors)), security(("bearer" = [])))]
#[get("/api/v1/auth/factors")]
async fn list_factors(caller: Enrolling) -> Result<HttpResponse, Problem> {
    let Enrolling(caller) = caller;
    let db = caller.site.read();
    let view = Factors {
        data: super::of(db, caller.user).await?.iter().map(FactorView::of).collect(),
        recovery_codes_left: actions::codes_left(db, caller.user).await?,
        required: required(&caller).await?,
        passkeys: RelyingParty::of(&caller.site.settings.public_url).is_some(),
    };
    Ok(Reply::ok(&view)?.send())
}

/// Begin with an authenticator app: a picture and a key
#[utoipa::path(post, path = "/api/v1/auth/factors/totp/offer", operation_id = "offer_totp", tag = "auth", request_body = Again, responses((status = 200, body = TotpOffer)), security(("bearer" = [])))]
#[post("/api/v1/auth/factors/totp/offer")]
async fn offer_totp(request: HttpRequest, caller: Enrolling, accounts: Data<Accounts>, body: Body<Again>) -> Result<HttpResponse, Problem> {
    let Enrolling(caller) = caller;
    let user = again(&request, &caller, &accounts, body.value).await?;
    let secret = totp::new_secret()?;
    let uri = totp::uri(&secret, &SiteProfile::today(&caller.site).await?.name, &user.username);
    let ends = (caller.site.clock.now() + FRESH + FRESH).timestamp().to_be_bytes();
    let enrolment = caller.site.secrets.seal(&enrolment_of(caller.user), &[secret.as_slice(), &ends].concat())?;
    let offer = TotpOffer { enrolment: challenge::text(&enrolment), secret: totp::manual_key(&secret), picture: totp::picture(&uri)?, uri };
    Ok(Reply::ok(&offer)?.send())
}

/// Add an authenticator app with its first code
#[utoipa::path(post, path = "/api/v1/auth/factors/totp", operation_id = "add_totp", tag = "auth", request_body = NewTotp, responses((status = 201, body = FactorAdded)), security(("bearer" = [])))]
#[post("/api/v1/auth/factors/totp")]
async fn add_totp(caller: Enrolling, body: Body<NewTotp>) -> Result<HttpResponse, Problem> {
    let Enrolling(caller) = caller;
    let now = caller.site.clock.now();
    let sealed = challenge::bytes(&body.enrolment).and_then(|sealed| caller.site.secrets.unseal(&enrolment_of(caller.user), &sealed));
    let opened = sealed.filter(|plain| plain.len() == totp::SECRET + 8).filter(|plain| {
        let ends = plain[totp::SECRET..].try_into().map(i64::from_be_bytes);
        ends.is_ok_and(|ends| now.timestamp() < ends)
    });
    let Some(plain) = opened else {
        return Err(wrong("/enrolment", "expired", "Đã quá 10 phút. Hãy bắt đầu lại.", "Ten minutes have gone by. Begin again."));
    };
    let secret = &plain[..totp::SECRET];
    let code: String = body.code.chars().filter(|c| !c.is_whitespace()).collect();
    let Some(step) = totp::step(secret, &code, now.timestamp()) else {
        return Err(wrong(
            "/code",
            "wrong_code",
            "Mã không đúng. Kiểm tra giờ của điện thoại rồi nhập mã đang hiện.",
            "The code is wrong. Check the phone's clock and type the code that is shown.",
        ));
    };
    let new = NewFactor {
        kind: FactorKind::Totp,
        label: body.value.label,
        secret: totp::seal(&caller.site, caller.user, secret)?,
        credential_id: None,
        counter: step,
    };
    add(caller, new).await
}

/// Begin with a passkey: what the browser needs to make one
#[utoipa::path(post, path = "/api/v1/auth/factors/passkeys/offer", operation_id = "offer_passkey", tag = "auth", request_body = Again, responses((status = 200, body = CreationOptions)), security(("bearer" = [])))]
#[post("/api/v1/auth/factors/passkeys/offer")]
async fn offer_passkey(
    request: HttpRequest,
    caller: Enrolling,
    accounts: Data<Accounts>,
    body: Body<Again>,
) -> Result<HttpResponse, Problem> {
    let Enrolling(caller) = caller;
    let user = again(&request, &caller, &accounts, body.value).await?;
    let rp = RelyingParty::of(&caller.site.settings.public_url).ok_or_else(no_passkeys)?;
    let challenge = challenge::give(&caller.site, Purpose::RegisterPasskey, &[caller.user.as_bytes()])?;
    let exclude = super::credentials(&super::of(caller.site.read(), caller.user).await?);
    let name = SiteProfile::today(&caller.site).await?.name;
    let options = CreationOptions::of(rp, name, &challenge, (user.id, user.username, user.display_name), exclude);
    Ok(Reply::ok(&options)?.send())
}

/// Add the passkey that the browser made
#[utoipa::path(post, path = "/api/v1/auth/factors/passkeys", operation_id = "add_passkey", tag = "auth", request_body = NewPasskey, responses((status = 201, body = FactorAdded)), security(("bearer" = [])))]
#[post("/api/v1/auth/factors/passkeys")]
async fn add_passkey(caller: Enrolling, body: Body<NewPasskey>) -> Result<HttpResponse, Problem> {
    let Enrolling(caller) = caller;
    let rp = RelyingParty::of(&caller.site.settings.public_url).ok_or_else(no_passkeys)?;
    let read = || {
        let told = rp.challenge(&challenge::bytes(&body.client_data_json)?, "webauthn.create")?;
        let given = challenge::read(&caller.site, Purpose::RegisterPasskey, &[caller.user.as_bytes()], &told)?;
        Some((rp.registered(&challenge::bytes(&body.attestation_object)?)?, given))
    };
    let refused = || {
        wrong(
            "/attestation_object",
            "refused",
            "Không nhận được khóa này. Hãy thử lại từ đầu.",
            "This passkey cannot be taken. Begin again.",
        )
    };
    let (made, given) = read().ok_or_else(refused)?;
    if !given.spend(&caller.site).await? {
        return Err(refused());
    }
    let new = NewFactor {
        kind: FactorKind::Passkey,
        label: body.value.label,
        secret: made.public_key,
        credential_id: Some(challenge::text(&made.credential_id)),
        counter: made.counter.into(),
    };
    add(caller, new).await
}

/// Give a factor another name
#[utoipa::path(patch, path = "/api/v1/auth/factors/{id}", operation_id = "rename_factor", tag = "auth", params(("id" = Uuid, Path)), request_body = NewLabel, responses((status = 200, body = FactorView)), security(("bearer" = [])))]
#[patch("/api/v1/auth/factors/{id}")]
async fn rename_factor(caller: Caller, id: Path<Uuid>, body: Body<NewLabel>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let row = actions::rename(&mut work, caller.user, *id, &body.label).await?;
    Reply::ok(&FactorView::of(&row))?.after(work).await
}

/// Take a factor away
#[utoipa::path(post, path = "/api/v1/auth/factors/{id}/revoke", operation_id = "revoke_factor", tag = "auth", params(("id" = Uuid, Path)), request_body = Again, responses((status = 204)), security(("bearer" = [])))]
#[post("/api/v1/auth/factors/{id}/revoke")]
async fn revoke_factor(
    request: HttpRequest,
    caller: Caller,
    accounts: Data<Accounts>,
    id: Path<Uuid>,
    body: Body<Again>,
) -> Result<HttpResponse, Problem> {
    again(&request, &caller, &accounts, body.value).await?;
    let required = required(&caller).await?;
    let mut work = Work::begin(&caller.site, Call::new(caller.actor.clone(), caller.request_id.clone())).await?;
    actions::revoke(&mut work, caller.user, *id, required).await?;
    work.commit().await?;
    noted(&caller, "factor_revoked", "POST /api/v1/auth/factors/{id}/revoke").await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Ten new recovery codes in place of those of before
#[utoipa::path(post, path = "/api/v1/auth/factors/recovery-codes", operation_id = "make_recovery_codes", tag = "auth", request_body = Again, responses((status = 201, body = RecoveryCodes)), security(("bearer" = [])))]
#[post("/api/v1/auth/factors/recovery-codes")]
async fn make_recovery_codes(
    request: HttpRequest,
    caller: Caller,
    accounts: Data<Accounts>,
    body: Body<Again>,
) -> Result<HttpResponse, Problem> {
    again(&request, &caller, &accounts, body.value).await?;
    if super::of(caller.site.read(), caller.user).await?.is_empty() {
        return Err(
            Problem::new(Code::Conflict).detail("Hãy thêm ứng dụng xác thực hoặc khóa truy cập trước.", "Add an app or a passkey first.")
        );
    }
    let mut work = Work::begin(&caller.site, Call::new(caller.actor.clone(), caller.request_id.clone())).await?;
    let recovery_codes = actions::new_codes(&mut work, caller.user).await?;
    work.commit().await?;
    Ok(HttpResponse::Created().insert_header(("cache-control", "no-store")).json(RecoveryCodes { recovery_codes }))
}

/// Take all factors of somebody away who lost them; their sessions end
#[utoipa::path(post, path = "/api/v1/users/{id}/factors/reset", operation_id = "reset_factors", tag = "auth", params(("id" = Uuid, Path)), responses((status = 204)), security(("bearer" = [])))]
#[post("/api/v1/users/{id}/factors/reset")]
async fn reset_factors(caller: Caller, id: Path<Uuid>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, Call::new(caller.actor.clone(), caller.request_id.clone())).await?;
    actions::reset(&mut work, *id).await?;
    work.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The offer that it answers was made upon a fresh sign-in or the password, and ends by its own age.
async fn add(caller: Caller, new: NewFactor) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, Call::new(caller.actor.clone(), caller.request_id.clone())).await?;
    let (row, recovery_codes) = actions::add(&mut work, &caller, new).await?;
    work.commit().await?;
    noted(&caller, "factor_added", "POST /api/v1/auth/factors").await?;
    let added = FactorAdded { factor: FactorView::of(&row), recovery_codes };
    Ok(HttpResponse::Created().insert_header(("cache-control", "no-store")).json(added))
}

/// Insists that the person is there now: signed in within five minutes, or the password once more.
async fn again(request: &HttpRequest, caller: &Caller, accounts: &Accounts, told: Again) -> Result<app_user::Model, Problem> {
    let site = &caller.site;
    let user = app_user::Entity::find_by_id(caller.user).one(site.read()).await?;
    let user = user.ok_or_else(|| Problem::new(Code::Unauthenticated))?;
    let session = session::Entity::find_by_id(caller.session).one(site.read()).await?;
    if session.is_some_and(|s| site.clock.now() - s.created_at <= FRESH) {
        return Ok(user);
    }
    let Some(password) = told.password.filter(|p| !p.is_empty() && p.chars().count() <= 128) else {
        return Err(wrong("/password", "required", "Nhập lại mật khẩu để tiếp tục.", "Type the password once more."));
    };
    let client = Client { address: subscriber(client_address(request)), session: Some(caller.session) };
    let pass = accounts.throttle.admit(&site.settings.host, &user.username, client, site.clock.now()).map_err(too_many)?;
    if !accounts.hashing.verify(password, Some(user.password_hash.clone())).await? {
        pass.failed(site.clock.now());
        noted(caller, "password_refused", "/api/v1/auth/factors").await?;
        return Err(wrong("/password", "wrong_password", "Mật khẩu không đúng.", "The password is wrong."));
    }
    pass.succeeded(site.clock.now());
    Ok(user)
}

async fn required(caller: &Caller) -> Result<bool, Fault> {
    let today = dates::to_vn(caller.site.clock.now()).date_naive();
    needs_factor(caller.site.read(), &caller.actor, today).await
}

async fn noted(caller: &Caller, event: &str, operation: &str) -> Result<(), Fault> {
    log_security(&caller.site, event, Some(caller.user), None, Some(operation.into()), Some(caller.request_id.clone())).await
}

fn enrolment_of(user: Uuid) -> String {
    format!("totp-enrolment:{user}")
}

fn wrong(pointer: &str, code: &str, vi: &str, en: &str) -> Problem {
    Problem::invalid(vec![FieldError::new(pointer, code, vi, en)])
}

fn no_passkeys() -> Problem {
    Problem::new(Code::Conflict).detail(
        "Địa chỉ của Cổng chưa dùng được khóa truy cập: cần HTTPS và tên miền.",
        "Passkeys do not work on the portal's address: it needs HTTPS and a domain name.",
    )
}
