//! What a form of the public costs its sender: a little work of the machine, once for each sending, checked without a memory
//! of who asked (no third party, no cookie). The challenge that was worked on also tells a second click from a second
//! sending, and the secret of the receipt is made of it, so that nothing readable needs to be kept.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use super::client_address::subscriber;
use super::problem::{Code, FieldError, Problem};
use crate::kernel::dates::rfc3339_vn;
use crate::store::secrets::random;
use crate::store::{Fault, Site};

/// Zero bits that the hash begins with: some sixteen thousand tries, a fraction of a second of a phone.
const BITS: u32 = 14;
/// Long enough to write a comment in.
const VALID: TimeDelta = TimeDelta::hours(12);

/// Something to work on before sending.
#[derive(Debug, Serialize, ToSchema)]
pub struct Challenge {
    #[schema(example = "AAAAAGpkQyC3mB0p8nRrWm0cTz4k9w3b.Q2h1bmcgbWluaCBsYSBuZ3U")]
    pub challenge: String,
    /// Find a `nonce` so that SHA-256 of `challenge:nonce` begins with so many zero bits.
    #[schema(example = 14)]
    pub bits: u32,
    #[schema(example = "2026-11-23T21:00:00+07:00")]
    pub expires_at: String,
}

/// A challenge and what was found for it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Effort {
    #[schema(min_length = 1, max_length = 200)]
    pub challenge: String,
    #[schema(max_length = 40, example = "20931")]
    pub nonce: String,
}

/// A new challenge for a form.
pub fn challenge(site: &Site) -> Result<Challenge, Fault> {
    let ends = site.clock.now() + VALID;
    let mut body = ends.timestamp().to_be_bytes().to_vec();
    body.extend(random::<16>()?);
    let tag = site.secrets.tag("effort", &[&body]);
    let challenge = format!("{}.{}", URL_SAFE_NO_PAD.encode(&body), URL_SAFE_NO_PAD.encode(&tag[..16]));
    Ok(Challenge { challenge, bits: BITS, expires_at: rfc3339_vn(ends) })
}

/// Insists on work that was done for a challenge of ours that is not too old.
pub fn check(site: &Site, effort: &Effort, now: DateTime<Utc>) -> Result<(), Problem> {
    let fits = ours(site, &effort.challenge).is_some_and(|ends| ends > now);
    if fits && effort.nonce.len() <= 40 && zeros(&effort.challenge, &effort.nonce) >= BITS {
        return Ok(());
    }
    Err(refused())
}

/// Refuses a challenge that we never gave, before anything is counted or asked of the database.
pub fn need_ours(site: &Site, effort: &Effort) -> Result<(), Problem> {
    if ours(site, &effort.challenge).is_some() { Ok(()) } else { Err(refused()) }
}

fn refused() -> Problem {
    Problem::invalid(vec![FieldError::new(
        "/effort",
        "effort_refused",
        "Mã chống gửi tự động đã hết hạn hoặc không đúng. Hãy bấm gửi lại.",
        "The proof against automatic sending has expired or is wrong. Send again.",
    )])
}

fn ours(site: &Site, challenge: &str) -> Option<DateTime<Utc>> {
    let (body, tag) = challenge.split_once('.')?;
    let (body, tag) = (URL_SAFE_NO_PAD.decode(body).ok()?, URL_SAFE_NO_PAD.decode(tag).ok()?);
    let want = site.secrets.tag("effort", &[&body]);
    aws_lc_rs::constant_time::verify_slices_are_equal(&want[..16], &tag).ok()?;
    DateTime::from_timestamp(i64::from_be_bytes(body.get(..8)?.try_into().ok()?), 0)
}

fn zeros(challenge: &str, nonce: &str) -> u32 {
    let hash = Sha256::digest(format!("{challenge}:{nonce}").as_bytes());
    let mut bits = 0;
    for byte in hash {
        bits += byte.leading_zeros();
        if byte != 0 {
            break;
        }
    }
    bits
}

/// Tries numbers until one fits: for programs that send, and for tests.
pub fn work_on(challenge: &str, bits: u32) -> String {
    (0u64..).map(|n| n.to_string()).find(|nonce| zeros(challenge, nonce) >= bits).unwrap_or_default()
}

/// Nobody sends more than `most` within `window` from one place.
pub fn pace(site: &Site, what: &str, from: std::net::IpAddr, most: u32, window: TimeDelta) -> Result<(), Problem> {
    site.pace.admit(what, &subscriber(from).to_string(), most, window, site.clock.now()).map_err(|wait| {
        Problem { retry_after: Some(wait), ..Problem::new(Code::TooManyAttempts) }
            .detail("Đã nhận nhiều lần gửi từ địa chỉ này. Hãy thử lại sau.", "Too many came from this address. Try again later.")
    })
}

/// By what a sender finds their sending again: a code that may be said aloud, and a secret of a hundred bits.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Receipt {
    #[schema(example = "GY-7K2M9QXA")]
    pub code: String,
    /// Shown once. It goes in a header, and into links only behind `#`.
    #[schema(example = "7K2M-9QXA-BCDE-FGHJ-KLMN")]
    pub secret: String,
}

const LETTERS: &[u8; 32] = b"ABCDEFGHJKMNPQRSTUVWXYZ123456789";

fn letters(bytes: &[u8]) -> String {
    bytes.iter().map(|b| char::from(LETTERS[usize::from(b & 31)])).collect()
}

/// The receipt of what is sent with a challenge: the same however often it is asked for.
pub fn receipt(site: &Site, prefix: &str, challenge: &str) -> Receipt {
    let tag = site.secrets.tag("receipt", &[prefix.as_bytes(), challenge.as_bytes()]);
    let secret = letters(&tag[8..28]);
    let groups: Vec<&str> = (0..5).map(|n| &secret[n * 4..n * 4 + 4]).collect();
    Receipt { code: format!("{prefix}-{}", letters(&tag[..8])), secret: groups.join("-") }
}

/// How a challenge is recognised when it comes again.
pub fn challenge_tag(site: &Site, challenge: &str) -> String {
    hex::encode(site.secrets.tag("challenge", &[challenge.as_bytes()]))
}

/// How a secret is kept.
pub fn secret_tag(site: &Site, code: &str, secret: &str) -> String {
    let plain: String = secret.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    hex::encode(site.secrets.tag("receipt-secret", &[code.as_bytes(), plain.as_bytes()]))
}

/// Whether this is the secret, in the same time whatever it is; without a row the answer is no, as slowly.
pub fn is_secret(site: &Site, code: &str, secret: &str, kept: Option<&str>) -> bool {
    let sent = secret_tag(site, code, secret);
    let other = "0".repeat(sent.len());
    let same = aws_lc_rs::constant_time::verify_slices_are_equal(sent.as_bytes(), kept.unwrap_or(&other).as_bytes()).is_ok();
    same && kept.is_some()
}

/// The code as it is kept, of whatever a person typed; what cannot be one is not found, without counting as a try.
pub fn code_of(prefix: &str, sent: &str) -> Result<String, Problem> {
    let code = sent.trim().to_uppercase();
    let letters = code.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('-'));
    let fits = letters.is_some_and(|l| l.len() == 8 && l.bytes().all(|b| LETTERS.contains(&b)));
    if fits { Ok(code) } else { Err(Problem::not_found()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::trial::Trial;

    #[actix_web::test]
    async fn work_is_proved_once_for_a_challenge_of_ours() {
        let trial = Trial::open().await;
        let site = &trial.site;
        let now = site.clock.now();
        let given = challenge(site).unwrap();
        let nonce = work_on(&given.challenge, BITS);
        let effort = Effort { challenge: given.challenge.clone(), nonce };
        check(site, &effort, now).unwrap();
        assert!(check(site, &Effort { nonce: "-".into(), ..effort.clone() }, now).is_err());
        assert!(check(site, &effort, now + VALID).is_err());
        let forged = Effort { challenge: given.challenge.replace('.', ".A"), ..effort.clone() };
        assert!(check(site, &forged, now).is_err());
        let receipt = receipt(site, "GY", &effort.challenge);
        assert_eq!(receipt.secret, super::receipt(site, "GY", &effort.challenge).secret);
        let kept = secret_tag(site, &receipt.code, &receipt.secret);
        assert!(is_secret(site, &receipt.code, &receipt.secret.to_lowercase().replace('-', " "), Some(&kept)));
        assert!(!is_secret(site, &receipt.code, "AAAA", Some(&kept)) && !is_secret(site, "GY-X", &receipt.secret, Some(&kept)));
        assert!(!is_secret(site, &receipt.code, &receipt.secret, None));
    }
}
