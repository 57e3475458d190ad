//! The second step of a sign-in, and the sign-in by passkey alone.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use sea_orm::EntityTrait;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::challenge::{self, Purpose};
use super::proof::{self, Bound, Shown};
use super::views::{Assertion, RequestOptions, SecondStep};
use super::webauthn::RelyingParty;
use crate::features::accounts::cookies::{RefreshToken, same_origin};
use crate::features::accounts::routes::{signed, visit};
use crate::features::accounts::sessions::{self, Visit, too_many};
use crate::features::accounts::throttle::Client;
use crate::features::accounts::views::Signed;
use crate::features::accounts::{ACTIVE, Accounts};
use crate::http::client_address::subscriber;
use crate::http::manners::{RequestId, log_security};
use crate::http::{Body, Code, Problem, Reply, SiteRef};
use crate::kernel::words::{FactorKind, SignInMethod};
use crate::store::entities::{app_user, second_factor};
use crate::store::{Fault, Site};

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(login_second_factor).service(offer_passkey_sign_in).service(login_passkey);
}

/// The answer to a right password where a factor is due: the challenge of the second step, the ways to answer it, and what a
/// browser needs to ask for a passkey.
pub fn step_needed(site: &Site, account: &app_user::Model, factors: &[second_factor::Model]) -> Result<Problem, Fault> {
    let step = challenge::give(site, Purpose::Step, &step_binding(account))?;
    let challenge = challenge::text(&[account.id.as_bytes().as_slice(), &step].concat());
    let has = |kind: FactorKind| factors.iter().any(|f| f.kind == kind);
    let mut methods = vec![];
    let mut passkey = None;
    if has(FactorKind::Passkey)
        && let Some(rp) = RelyingParty::of(&site.settings.public_url)
    {
        methods.push("passkey");
        let own = challenge::give(site, Purpose::SignIn, &[account.id.as_bytes()])?;
        passkey = Some(RequestOptions::of(rp, &own, super::credentials(factors)));
    }
    if has(FactorKind::Totp) {
        methods.push("totp");
    }
    methods.push("recovery_code");
    let problem = Problem::new(Code::SecondFactorNeeded)
        .detail("Mật khẩu đúng. Hãy xác thực thêm một bước.", "The password is right. One more step.")
        .member("challenge", challenge)
        .member("methods", methods);
    Ok(match passkey {
        Some(options) => problem.member("passkey", options),
        None => problem,
    })
}

fn step_binding(account: &app_user::Model) -> [&[u8]; 2] {
    [account.id.as_bytes(), account.password_hash.as_bytes()]
}

/// Sign in: the second step
///
/// With the `challenge` that `POST /auth/login` answered as a problem `second_factor_needed`, and one proof. Wrong proofs are
/// slowed down like wrong passwords.
#[utoipa::path(post, path = "/api/v1/auth/login/second-factor", operation_id = "login_second_factor", tag = "auth", request_body = SecondStep, responses((status = 200, body = Signed, headers(("Set-Cookie" = String, description = "cong_refresh")))))]
#[post("/api/v1/auth/login/second-factor")]
async fn login_second_factor(
    request: HttpRequest,
    site: SiteRef,
    accounts: Data<Accounts>,
    body: Body<SecondStep>,
) -> Result<HttpResponse, Problem> {
    same_origin(&request, &site)?;
    let shown = body.proof.shown()?;
    let (token, request_id) = (RefreshToken::of(&request), RequestId::of(&request));
    let from = visit(&request, token.as_ref(), &request_id, "POST /api/v1/auth/login/second-factor");
    let bytes = challenge::bytes(&body.challenge).filter(|bytes| bytes.len() > 16).ok_or_else(over)?;
    let (who, step) = bytes.split_at(16);
    let user = Uuid::from_slice(who).map_err(|_| over())?;
    let account = app_user::Entity::find_by_id(user).one(site.read()).await?.filter(|a| a.state == ACTIVE).ok_or_else(over)?;
    let given = challenge::read(&site, Purpose::Step, &step_binding(&account), step).ok_or_else(over)?;
    let held = sessions::proven_session_of(&site, account.id, from.token).await?;
    let client = Client { address: subscriber(from.client), session: held };
    let pass = accounts.throttle.admit_code(&site.settings.host, &account.username, client, site.clock.now()).map_err(too_many)?;
    let bound = Bound { purpose: Purpose::SignIn, to: &[account.id.as_bytes()] };
    let method = proof::holds(&site, account.id, &shown, bound, &request_id).await?;
    let Some(method) = method else {
        pass.failed(site.clock.now());
        noted(&site, "second_factor_failed", account.id, &from).await?;
        return Err(refused(&shown));
    };
    pass.succeeded(site.clock.now());
    if !given.spend(&site).await? {
        return Err(over());
    }
    let opened = sessions::open(&site, &account, method, true, &from).await?.ok_or_else(over)?;
    signed(&site, opened).await
}

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NoWords {}

/// What a browser needs to sign in with a passkey alone
#[utoipa::path(post, path = "/api/v1/auth/passkey/offer", operation_id = "offer_passkey_sign_in", tag = "auth", request_body = NoWords, responses((status = 200, body = RequestOptions), (status = 409, description = "No passkeys on this address")))]
#[post("/api/v1/auth/passkey/offer")]
async fn offer_passkey_sign_in(request: HttpRequest, site: SiteRef, _body: Body<NoWords>) -> Result<HttpResponse, Problem> {
    same_origin(&request, &site)?;
    let rp = RelyingParty::of(&site.settings.public_url).ok_or_else(|| Problem::new(Code::Conflict))?;
    let challenge = challenge::give(&site, Purpose::SignIn, &[])?;
    Ok(Reply::ok(&RequestOptions::of(rp, &challenge, vec![]))?.send())
}

/// Sign in with a passkey alone
///
/// The passkey says who it is, and has verified its user (fingerprint, face, PIN): it is both factors at once.
#[utoipa::path(post, path = "/api/v1/auth/passkey", operation_id = "login_passkey", tag = "auth", request_body = Assertion, responses((status = 200, body = Signed, headers(("Set-Cookie" = String, description = "cong_refresh")))))]
#[post("/api/v1/auth/passkey")]
async fn login_passkey(request: HttpRequest, site: SiteRef, body: Body<Assertion>) -> Result<HttpResponse, Problem> {
    same_origin(&request, &site)?;
    let (token, request_id) = (RefreshToken::of(&request), RequestId::of(&request));
    let from = visit(&request, token.as_ref(), &request_id, "POST /api/v1/auth/passkey");
    let bound = Bound { purpose: Purpose::SignIn, to: &[] };
    let user = proof::passkey_holds(&site, None, &body, bound, &request_id).await?.ok_or_else(|| refused(&Shown::Passkey(&body)))?;
    let account = app_user::Entity::find_by_id(user).one(site.read()).await?.ok_or_else(over)?;
    let opened = sessions::open(&site, &account, SignInMethod::Passkey, true, &from).await?;
    // A disabled account sounds like a key that is not known.
    signed(&site, opened.ok_or_else(|| refused(&Shown::Passkey(&body)))?).await
}

/// The step is too old, or was taken before.
fn over() -> Problem {
    Problem::new(Code::SecondFactorRefused)
        .member("again", true)
        .detail("Bước xác thực này đã hết hạn. Hãy nhập lại mật khẩu.", "This step is over. Type the password again.")
}

fn refused(shown: &Shown<'_>) -> Problem {
    let (vi, en) = match shown {
        Shown::Totp(_) => (
            "Mã không đúng hoặc đã dùng rồi. Đợi mã mới hiện trong ứng dụng.",
            "The code is wrong, or was used before. Wait for the next one.",
        ),
        Shown::Recovery(_) => ("Mã khôi phục không đúng hoặc đã dùng rồi.", "The recovery code is wrong, or was used before."),
        Shown::Passkey(_) => ("Khóa truy cập này không dùng được ở đây.", "This passkey is not good here."),
    };
    Problem::new(Code::SecondFactorRefused).detail(vi, en)
}

async fn noted(site: &Site, event: &str, user: Uuid, from: &Visit<'_>) -> Result<(), Fault> {
    log_security(site, event, Some(user), None, Some(from.operation.into()), Some(from.request_id.into())).await
}
