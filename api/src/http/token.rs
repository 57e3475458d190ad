//! Access tokens: short-lived JWTs signed with the site's Ed25519 key. Verified strictly: algorithm, key id, issuer,
//! audience (the site), type, expiry.

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::store::{Fault, Site};

/// How long an access token lives; refreshing needs the session.
pub const ACCESS_LIFETIME: TimeDelta = TimeDelta::minutes(5);
const ISSUER: &str = "cong";
const TYPE: &str = "at+jwt";

/// What a token says. Roles are deliberately not in it: they are read afresh at every call.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claims {
    pub iss: String,
    pub aud: String,
    pub sub: Uuid,
    /// The session it belongs to.
    pub sid: Uuid,
    pub jti: Uuid,
    pub iat: i64,
    pub exp: i64,
}

/// A signed token for `user` in `session`, and when it ends.
pub fn issue(site: &Site, user: Uuid, session: Uuid, jti: Uuid) -> Result<(String, DateTime<Utc>), Fault> {
    let now = site.clock.now();
    let ends = now + ACCESS_LIFETIME;
    let header = Header { typ: Some(TYPE.into()), kid: Some(site.secrets.token_key_id.clone()), ..Header::new(Algorithm::EdDSA) };
    let claims = Claims {
        iss: ISSUER.into(),
        aud: site.settings.host.clone(),
        sub: user,
        sid: session,
        jti,
        iat: now.timestamp(),
        exp: ends.timestamp(),
    };
    let key = EncodingKey::from_ed_der(&site.secrets.token_pkcs8);
    let token = jsonwebtoken::encode(&header, &claims, &key).map_err(|e| Fault::Defect(format!("signing: {e}")))?;
    Ok((token, ends))
}

/// The claims of a token of this site that is good at this moment; `None` for anything else.
pub fn verify(site: &Site, token: &str) -> Option<Claims> {
    let header = jsonwebtoken::decode_header(token).ok()?;
    let ours = header.alg == Algorithm::EdDSA
        && header.typ.as_deref() == Some(TYPE)
        && header.kid.as_deref() == Some(site.secrets.token_key_id.as_str());
    if !ours {
        return None;
    }
    let mut rules = Validation::new(Algorithm::EdDSA);
    rules.set_audience(&[&site.settings.host]);
    rules.set_issuer(&[ISSUER]);
    rules.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    // The site's clock judges, not the machine's: tests move it.
    rules.validate_exp = false;
    let key = DecodingKey::from_ed_der(&site.secrets.token_public);
    let claims = jsonwebtoken::decode::<Claims>(token, &key, &rules).ok()?.claims;
    let now = site.clock.now().timestamp();
    (claims.exp > now && claims.iat <= now + 5).then_some(claims)
}
