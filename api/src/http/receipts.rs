//! What a sender gets to keep: a code to quote, and a secret of 100 bits that is shown once and kept as a keyed hash.

use actix_web::HttpRequest;
use aws_lc_rs::constant_time::verify_slices_are_equal;
use serde::Serialize;
use utoipa::ToSchema;

use super::form_limits::{self, Asker};
use super::problem::{Code, Problem};
use crate::store::secrets::random;
use crate::store::{Fault, Site};

/// The header that carries a secret: never the address, which is logged and kept.
pub const HEADER: &str = "x-sender-secret";

/// Crockford's: no I, L, O, U, so that a code read aloud or copied by hand is the same code.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const PREFIX: usize = 2;
const CODE: usize = 8;
const SECRET: usize = 20;

/// By which a sender finds their sending again.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Receipt {
    #[schema(example = "GY-7K2M-9QXA")]
    pub code: String,
    /// Shown once. It goes in the header `X-Sender-Secret`, and into links only behind `#`.
    #[schema(example = "8F3KZ-00QRT-M1V2W-XYZ45")]
    pub secret: String,
}

impl Receipt {
    /// A receipt that nobody can make again. `prefix` has two characters.
    pub fn random(prefix: &str) -> Result<Self, Fault> {
        Ok(Self::of(prefix, &random::<{ CODE + SECRET }>()?))
    }

    /// The receipt of what is sent with a challenge: the same however often it is asked for, so that nothing readable of it
    /// needs to be kept.
    pub fn of_challenge(site: &Site, prefix: &str, challenge: &str) -> Self {
        Self::of(prefix, &site.secrets.tag("receipt", &[prefix.as_bytes(), challenge.as_bytes()])[..CODE + SECRET])
    }

    fn of(prefix: &str, bytes: &[u8]) -> Self {
        let letters: Vec<char> = bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte & 31)])).collect();
        let grouped = |letters: &[char], of: usize| letters.chunks(of).map(String::from_iter).collect::<Vec<_>>().join("-");
        Self { code: format!("{prefix}-{}", grouped(&letters[..CODE], 4)), secret: grouped(&letters[CODE..], 5) }
    }
}

/// As it was given, whatever case, blanks and look-alikes a hand wrote.
fn plain(text: &str) -> String {
    text.chars()
        .filter(char::is_ascii_alphanumeric)
        .take(64)
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect()
}

/// A code as it is kept; what cannot be one is none.
pub fn read_code(text: &str) -> Option<String> {
    let plain = plain(text);
    (plain.len() == PREFIX + CODE).then(|| format!("{}-{}-{}", &plain[..2], &plain[2..6], &plain[6..]))
}

/// How a secret is kept: bound to its code and to this site.
pub fn secret_tag(site: &Site, code: &str, secret: &str) -> String {
    hex::encode(site.secrets.tag("receipt-secret", &[code.as_bytes(), plain(secret).as_bytes()]))
}

/// How a challenge is recognised when it comes again.
pub fn challenge_tag(site: &Site, challenge: &str) -> String {
    hex::encode(site.secrets.tag("challenge", &[challenge.as_bytes()]))
}

/// What belongs to code and secret of a request. `find` looks up a code; with what it finds it tells the tag of its secret. A wrong
/// code and a wrong secret take the same steps, get the same answer and count as a guess; what can be no code is no guess.
///
/// # Errors
/// 404; 429 for who guesses.
pub async fn known<T>(
    request: &HttpRequest,
    site: &Site,
    code: &str,
    find: impl AsyncFnOnce(&str) -> Result<Option<(String, T)>, Fault>,
) -> Result<T, Problem> {
    let code = read_code(code).ok_or_else(unknown)?;
    let asker = Asker::of(request);
    form_limits::admit_guess(site, asker)?;
    let secret = request.headers().get(HEADER).and_then(|h| h.to_str().ok()).unwrap_or_default();
    let found = find(&code).await?;
    let told = secret_tag(site, &code, secret);
    // Without a row the comparison is made all the same, with what no secret hashes to.
    let none = "0".repeat(told.len());
    let kept = found.as_ref().map_or(&none, |(kept, _)| kept);
    let same = verify_slices_are_equal(kept.as_bytes(), told.as_bytes()).is_ok();
    match found.filter(|_| same) {
        Some((_, row)) => Ok(row),
        None => {
            form_limits::wrong_guess(site, asker);
            Err(unknown())
        }
    }
}

fn unknown() -> Problem {
    Problem::new(Code::NotFound)
        .detail("Mã hoặc khóa tra cứu không đúng, hoặc nội dung đã được xóa.", "Code or secret is wrong, or what was sent was erased.")
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;
    use crate::store::trial::Trial;

    #[tokio::test]
    async fn codes_and_secrets_are_long_enough_and_read_as_they_are_copied() {
        let trial = Trial::open().await;
        let site = &trial.site;
        let Receipt { code, secret } = Receipt::random("26").unwrap();
        assert_eq!(plain(&secret).len() * 5, 100, "bits");
        assert_eq!(read_code(&code).as_ref(), Some(&code));
        assert_eq!(read_code(&code.to_lowercase().replace('-', " ").replace('0', "o")).as_ref(), Some(&code));
        let tag = secret_tag(site, &code, &secret);
        assert_eq!(secret_tag(site, &code, &secret.to_lowercase().replace('-', "").replace('0', "o").replace('1', "l")), tag);
        assert_ne!(secret_tag(site, &code, &Receipt::random("26").unwrap().secret), tag);
        assert_ne!(secret_tag(site, "26-0000-0000", &secret), tag, "bound to its code");
        assert!(!tag.contains(&plain(&secret)));
        for bad in ["", "x", "26-7K3M", &"9".repeat(200), "Đ-…"] {
            assert_eq!(read_code(bad), None);
        }
    }

    #[tokio::test]
    async fn a_challenge_gives_the_same_receipt_again_and_each_form_its_own() {
        let trial = Trial::open().await;
        let of = |prefix: &str, challenge: &str| Receipt::of_challenge(&trial.site, prefix, challenge);
        let (one, again) = (of("GY", "a"), of("GY", "a"));
        assert_eq!((&one.code, &one.secret), (&again.code, &again.secret));
        assert!(one.code.starts_with("GY-") && read_code(&one.code).as_ref() == Some(&one.code));
        for other in [of("GY", "b"), of("VP", "a")] {
            assert_ne!(one.code[3..], other.code[3..]);
            assert_ne!(one.secret, other.secret);
        }
    }

    #[tokio::test]
    async fn code_and_secret_open_and_guesses_wait() {
        let trial = Trial::open().await;
        let site = &trial.site;
        let Receipt { code, secret } = Receipt::random("26").unwrap();
        let tag = secret_tag(site, &code, &secret);
        let ask = async |asked: &str, secret: &str| {
            let request = TestRequest::default().insert_header((HEADER, secret)).to_http_request();
            known(&request, site, asked, async |asked| Ok((asked == code).then(|| (tag.clone(), 7)))).await
        };
        assert_eq!(ask(&code.to_lowercase(), &secret.replace('-', " ")).await.unwrap(), 7);
        let refused = [ask(&code, "AAAAA").await, ask("26-0000-0000", &secret).await, ask("26-0", &secret).await];
        let said: Vec<_> = refused.into_iter().map(|told| told.unwrap_err().document(false, "")).collect();
        assert_eq!((&said[0], &said[0]), (&said[1], &said[2]), "one answer for all");
        while ask(&code, "").await.unwrap_err().code == Code::NotFound {}
        assert_eq!(ask(&code, &secret).await.unwrap_err().code, Code::TooManyAttempts);
        trial.clock.advance(chrono::TimeDelta::minutes(1));
        assert_eq!(ask(&code, &secret).await.unwrap(), 7);
    }
}
