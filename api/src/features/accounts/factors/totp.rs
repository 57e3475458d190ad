//! Six digits from an authenticator app (RFC 6238: SHA-1, 30 seconds, which is what every app knows), each good once.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use qrcode::QrCode;
use qrcode::render::svg;
use totp_rs::{Builder, Secret, Totp};
use uuid::Uuid;

use crate::store::secrets::random;
use crate::store::{Fault, Site};

pub const SECRET: usize = 20;

fn app(secret: &[u8]) -> Totp {
    // One step of 30 s before and after: phones' clocks differ.
    Builder::new().with_secret(secret).with_skew(1).build_noncompliant()
}

/// The step whose code this is, around `at` (Unix seconds).
pub fn step(secret: &[u8], code: &str, at: i64) -> Option<i64> {
    let at = u64::try_from(at).ok()?;
    app(secret).check(code, at).and_then(|step| i64::try_from(step).ok())
}

pub fn new_secret() -> Result<[u8; SECRET], Fault> {
    random()
}

/// The secret as people type it.
pub fn manual_key(secret: &[u8]) -> String {
    Secret::from(secret).to_base32()
}

/// The address in the picture. The account's name is the user name, the issuer the portal's.
pub fn uri(secret: &[u8], issuer: &str, username: &str) -> String {
    let escaped = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let (issuer, username) = (escaped(issuer), escaped(username));
    format!("otpauth://totp/{issuer}:{username}?secret={}&issuer={issuer}&algorithm=SHA1&digits=6&period=30", manual_key(secret))
}

/// A picture of `text` as a data address, for an `<img>`.
pub fn picture(text: &str) -> Result<String, Fault> {
    let code = QrCode::new(text.as_bytes()).map_err(|e| Fault::Defect(format!("QR: {e}")))?;
    let drawn = code.render::<svg::Color>().min_dimensions(240, 240).build();
    Ok(format!("data:image/svg+xml;base64,{}", STANDARD.encode(drawn)))
}

fn purpose(user: Uuid) -> String {
    format!("totp:{user}")
}

/// As it is kept.
pub fn seal(site: &Site, user: Uuid, secret: &[u8]) -> Result<Vec<u8>, Fault> {
    site.secrets.seal(&purpose(user), secret)
}

/// As it was before.
pub fn unseal(site: &Site, user: Uuid, sealed: &[u8]) -> Result<Vec<u8>, Fault> {
    // Another key than the one it was sealed with: the data folder and the database are not of one site.
    site.secrets.unseal(&purpose(user), sealed).ok_or_else(|| Fault::Defect("a TOTP secret does not open with this site's key".into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_good_a_step_before_and_after() {
        let secret = b"12345678901234567890";
        // RFC 6238, appendix B, the last six digits.
        assert_eq!(step(secret, "287082", 59), Some(1));
        assert_eq!(step(secret, "081804", 1_111_111_109), Some(37_037_036));
        assert_eq!(step(secret, "081804", 1_111_111_109 + 30), Some(37_037_036));
        assert_eq!(step(secret, "081804", 1_111_111_109 - 30), Some(37_037_036));
        assert_eq!(step(secret, "081804", 1_111_111_109 + 60), None);
        for wrong in ["", "08180", "0818044", "abcdef", "０８１８０４"] {
            assert_eq!(step(secret, wrong, 1_111_111_109), None, "{wrong}");
        }
        assert_eq!(manual_key(secret), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert!(uri(secret, "Cổng phường", "thu.ky").starts_with("otpauth://totp/C%E1%BB%95ng%20ph%C6%B0%E1%BB%9Dng:thu%2Eky?secret=GEZ"));
    }
}
