//! A decision from a link: whoever has the link must still prove, in the same request, that they are its person.

use actix_web::HttpRequest;
use chrono::{DateTime, Utc};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::challenge::{self, Purpose};
use super::proof::{self, Bound};
use super::views::{Assertion, RequestOptions};
use super::webauthn::RelyingParty;
use crate::features::accounts::Accounts;
use crate::features::accounts::sessions::too_many;
use crate::features::accounts::throttle::{Client, Pass};
use crate::http::client_address::{client_address, subscriber};
use crate::http::manners::{RequestId, log_security};
use crate::http::{Code, FieldError, Problem};
use crate::kernel::words::FactorKind;
use crate::store::entities::{app_user, second_factor};
use crate::store::{Fault, Site};

/// A passkey's signature over this very decision, or the password together with a code of the app.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnProof {
    #[serde(default)]
    pub passkey: Option<Assertion>,
    #[serde(default)]
    #[schema(example = "mưa rào tháng bảy", max_length = 128, format = Password)]
    pub password: Option<String>,
    #[serde(default)]
    #[schema(example = "081804", max_length = 20)]
    pub totp: Option<String>,
}

/// The ways in which a person can decide from a link.
pub fn ways(site: &Site, factors: &[second_factor::Model]) -> Vec<&'static str> {
    let has = |kind: FactorKind| factors.iter().any(|f| f.kind == kind);
    let mut ways = vec![];
    if has(FactorKind::Passkey) && RelyingParty::of(&site.settings.public_url).is_some() {
        ways.push("passkey");
    }
    if has(FactorKind::Totp) {
        ways.push("password_totp");
    }
    ways
}

/// What a browser needs so that the person's passkey signs `decision` and nothing else.
pub async fn offer(site: &Site, user: Uuid, decision: &str) -> Result<RequestOptions, Problem> {
    let factors = super::of(site.read(), user).await?;
    let rp = RelyingParty::of(&site.settings.public_url).filter(|_| ways(site, &factors).contains(&"passkey"));
    let rp = rp.ok_or_else(|| {
        Problem::new(Code::Conflict).detail("Bạn chưa có khóa truy cập dùng được ở đây.", "You have no passkey that works here.")
    })?;
    let challenge = challenge::give(site, Purpose::Decide, &[user.as_bytes(), decision.as_bytes()])?;
    Ok(RequestOptions::of(rp, &challenge, super::credentials(&factors)))
}

/// Insists that `user` themselves sent this. Wrong proofs are slowed down like wrong passwords.
pub async fn insist(
    site: &Site,
    accounts: &Accounts,
    request: &HttpRequest,
    account: &app_user::Model,
    sent: &OwnProof,
    decision: &str,
) -> Result<(), Problem> {
    let request_id = RequestId::of(request);
    let client = Client { address: subscriber(client_address(request)), session: None };
    let now: DateTime<Utc> = site.clock.now();
    let pass: Pass<'_> = accounts.throttle.admit_code(&site.settings.host, &account.username, client, now).map_err(too_many)?;
    let right = match (&sent.passkey, &sent.password, &sent.totp) {
        (Some(assertion), None, None) => {
            let bound = Bound { purpose: Purpose::Decide, to: &[account.id.as_bytes(), decision.as_bytes()] };
            proof::passkey_holds(site, Some(account.id), assertion, bound, &request_id).await?.is_some()
        }
        (None, Some(password), Some(code)) if password.chars().count() <= 128 => {
            // The password first: a code is not used up by whoever does not know it.
            accounts.hashing.verify(password.clone(), Some(account.password_hash.clone())).await?
                && proof::totp_holds(site, account.id, code).await?
        }
        _ => {
            return Err(Problem::invalid(vec![FieldError::new(
                "/proof",
                "one_proof",
                "Xác nhận bằng khóa truy cập, hoặc mật khẩu và mã ứng dụng.",
                "Prove it with a passkey, or with password and code.",
            )]));
        }
    };
    if right {
        pass.succeeded(now);
        return Ok(());
    }
    pass.failed(now);
    let logged: Result<(), Fault> =
        log_security(site, "review_link_refused", Some(account.id), None, Some("decide_by_link".into()), Some(request_id)).await;
    logged?;
    Err(Problem::new(Code::SecondFactorRefused).detail(
        "Chưa xác nhận được đúng là bạn. Kiểm tra mật khẩu và mã đang hiện trong ứng dụng.",
        "This does not prove that it is you. Check the password and the code that is shown.",
    ))
}
