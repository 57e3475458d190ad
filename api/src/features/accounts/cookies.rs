//! The refresh token and the cookie that carries it. Scripts cannot read it, other sites cannot make a browser send it,
//! and it goes to the sign-in endpoints only.

use actix_web::HttpRequest;
use actix_web::cookie::{Cookie, SameSite, time};
use actix_web::http::header;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use crate::http::Problem;
use crate::kernel::canonical;
use crate::store::{Fault, Site};

pub const COOKIE: &str = "cong_refresh";
const PATH: &str = "/api/v1/auth";

/// The name of a session and 256 random bits, of which only the hash is kept. The name makes every token of the
/// session's past recognisable as one of its own, not only the last.
pub struct RefreshToken {
    pub session: Uuid,
    secret: [u8; 32],
}

impl RefreshToken {
    pub fn new(session: Uuid) -> Result<Self, Fault> {
        let mut secret = [0; 32];
        aws_lc_rs::rand::fill(&mut secret).map_err(|_| Fault::Defect("no randomness".into()))?;
        Ok(Self { session, secret })
    }

    /// What the store keeps.
    pub fn hash(&self) -> String {
        canonical::sha256_hex(&self.secret)
    }

    /// The token a request brings, if it is one by its shape.
    pub fn of(request: &HttpRequest) -> Option<Self> {
        Self::read(request.cookie(COOKIE)?.value())
    }

    fn read(text: &str) -> Option<Self> {
        let (session, secret) = text.split_once('.')?;
        let secret = URL_SAFE_NO_PAD.decode(secret).ok()?.try_into().ok()?;
        Some(Self { session: Uuid::try_parse(session).ok()?, secret })
    }

    fn write(&self) -> String {
        format!("{}.{}", self.session.simple(), URL_SAFE_NO_PAD.encode(self.secret))
    }

    /// A session cookie: it goes when the browser closes; the store decides when it ends before that.
    pub fn cookie(&self) -> Cookie<'static> {
        shaped(self.write())
    }
}

/// Takes the cookie away.
pub fn cleared() -> Cookie<'static> {
    let mut cookie = shaped(String::new());
    cookie.set_max_age(time::Duration::ZERO);
    cookie
}

fn shaped(value: String) -> Cookie<'static> {
    Cookie::build(COOKIE, value).path(PATH).http_only(true).secure(true).same_site(SameSite::Strict).finish()
}

/// Refuses requests that a page of another origin makes a browser send. `SameSite=Strict` holds the cookie back from
/// other sites already; this also stops sign-ins forged from there and neighbours on the same registrable domain.
/// Clients that are no browsers send no `Origin`.
pub fn same_origin(request: &HttpRequest, site: &Site) -> Result<(), Problem> {
    let Some(origin) = request.headers().get(header::ORIGIN) else {
        return Ok(());
    };
    let origin = origin.to_str().unwrap_or_default();
    let host = request.headers().get(header::HOST).and_then(|h| h.to_str().ok()).unwrap_or_default();
    if is_own(origin, host, &site.settings.public_url) {
        return Ok(());
    }
    Err(Problem::forbidden("Yêu cầu đến từ một trang khác.", "The request comes from another origin."))
}

fn is_own(origin: &str, host: &str, public_url: &str) -> bool {
    let Some((scheme, authority)) = origin.split_once("://") else {
        return false;
    };
    let web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let to_itself = web && !host.is_empty() && authority.eq_ignore_ascii_case(host);
    // An origin has no path; the public address may.
    let public = public_url.split_once("://").map(|(scheme, rest)| (scheme, rest.split('/').next().unwrap_or_default()));
    to_itself || public.is_some_and(|(s, a)| !a.is_empty() && s.eq_ignore_ascii_case(scheme) && a.eq_ignore_ascii_case(authority))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_come_back_and_garbage_does_not() {
        let token = RefreshToken::new(Uuid::from_u128(5)).unwrap();
        let again = RefreshToken::read(&token.write()).unwrap();
        assert_eq!((again.session, again.hash()), (token.session, token.hash()));
        assert_ne!(token.hash(), RefreshToken::new(token.session).unwrap().hash());
        let short = format!("{}.{}", token.session, "AAAA");
        for garbage in ["", ".", "x.y", short.as_str(), "%00", &token.write()[1..], &format!("{}A", token.write())] {
            assert!(RefreshToken::read(garbage).is_none(), "{garbage}");
        }
        assert_eq!(
            token.cookie().to_string(),
            format!("cong_refresh={}; HttpOnly; SameSite=Strict; Secure; Path=/api/v1/auth", token.write())
        );
        assert!(cleared().to_string().contains("Max-Age=0"));
    }

    #[test]
    fn only_own_origins_pass() {
        let public = "https://thanhdong.vidu.vn";
        for (origin, host, own) in [
            ("http://127.0.0.1:8080", "127.0.0.1:8080", true),
            ("https://ThanhDong.vidu.vn", "10.0.0.2:8080", true),
            ("http://thanhdong.vidu.vn", "10.0.0.2:8080", false),
            ("https://thanhdong.vidu.vn.evil.vn", "127.0.0.1:8080", false),
            ("http://127.0.0.1:9090", "127.0.0.1:8080", false),
            ("null", "127.0.0.1:8080", false),
            ("", "", false),
            ("http://", "", false),
            ("file://127.0.0.1:8080", "127.0.0.1:8080", false),
        ] {
            assert_eq!(is_own(origin, host, public), own, "{origin}");
        }
    }
}
