//! What a sender gets to keep: a code to quote, and a secret of 100 random bits that is shown once and kept as a keyed hash.

use actix_web::HttpRequest;
use aws_lc_rs::constant_time::verify_slices_are_equal;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::http::form_limits::{self, Asker};
use crate::http::{Code, Problem};
use crate::kernel::dates::to_vn;
use crate::store::entities::letter;
use crate::store::secrets::random;
use crate::store::{Fault, Site};

/// The header that carries a letter's secret: never the address, which is logged and kept.
pub const HEADER: &str = "x-letter-secret";

/// Crockford's: no I, L, O, U, so that a code read aloud or copied by hand is the same code.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SECRET_LENGTH: usize = 20;
const CODE_LENGTH: usize = 8;

/// `26-7K3M-9QPX`: the year and 40 random bits.
pub fn new_code(site: &Site) -> Result<String, Fault> {
    let letters = letters::<CODE_LENGTH>()?;
    Ok(format!("{}-{}-{}", to_vn(site.clock.now()).format("%y"), &letters[..4], &letters[4..]))
}

/// `8F3KZ-…`: 100 random bits in four groups.
pub fn new_secret() -> Result<String, Fault> {
    Ok(grouped(&letters::<SECRET_LENGTH>()?))
}

fn letters<const N: usize>() -> Result<String, Fault> {
    Ok(random::<N>()?.iter().map(|byte| char::from(ALPHABET[usize::from(byte & 31)])).collect())
}

fn grouped(secret: &str) -> String {
    secret.as_bytes().chunks(5).map(|five| String::from_utf8_lossy(five).into_owned()).collect::<Vec<_>>().join("-")
}

/// As it was given, whatever case, blanks and look-alikes a hand wrote.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_ascii_alphanumeric())
        .take(64)
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect()
}

/// A code as it is kept.
pub fn read_code(text: &str) -> String {
    let plain = plain(text);
    if plain.len() != CODE_LENGTH + 2 {
        return "-".into();
    }
    format!("{}-{}-{}", &plain[..2], &plain[2..6], &plain[6..])
}

/// How a secret is kept: bound to its code and to this site.
pub fn hash_of(site: &Site, code: &str, secret: &str) -> String {
    hex::encode(site.secrets.tag("letter-secret", &[code.as_bytes(), plain(secret).as_bytes()]))
}

/// The letter of whoever holds code and secret. A wrong code and a wrong secret take the same steps and get the same answer.
///
/// # Errors
/// 404; 429 for who guesses.
pub async fn known(request: &HttpRequest, site: &Site, code: &str) -> Result<letter::Model, Problem> {
    let (limits, asker) = (form_limits::of(request)?, Asker::of(request));
    limits.admit_guess(site, asker)?;
    let secret = request.headers().get(HEADER).and_then(|h| h.to_str().ok()).unwrap_or_default();
    match find(site.read(), site, code, secret).await? {
        Some(found) => Ok(found),
        None => {
            limits.wrong_guess(site, asker);
            Err(unknown())
        }
    }
}

async fn find(db: &impl ConnectionTrait, site: &Site, code: &str, secret: &str) -> Result<Option<letter::Model>, Fault> {
    let code = read_code(code);
    let found = letter::Entity::find().filter(letter::Column::Code.eq(&code)).one(db).await?;
    let told = hash_of(site, &code, secret);
    // Without a letter the comparison is made all the same, with what no secret hashes to.
    let kept = found.as_ref().map_or_else(|| "0".repeat(64), |row| row.secret_hash.clone());
    let same = verify_slices_are_equal(kept.as_bytes(), told.as_bytes()).is_ok();
    Ok(found.filter(|_| same))
}

fn unknown() -> Problem {
    Problem::new(Code::NotFound)
        .detail("Mã hoặc khóa tra cứu không đúng, hoặc thư đã được xóa.", "Code or secret is wrong, or the letter was erased.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::trial::Trial;

    #[tokio::test]
    async fn codes_and_secrets_are_long_enough_and_read_as_they_are_copied() {
        let trial = Trial::open().await;
        let (code, secret) = (new_code(&trial.site).unwrap(), new_secret().unwrap());
        assert_eq!(plain(&secret).len() * 5, 100, "bits");
        assert_eq!(read_code(&code), code);
        assert_eq!(read_code(&code.to_lowercase().replace('-', " ")), code);
        let hash = hash_of(&trial.site, &code, &secret);
        assert_eq!(hash_of(&trial.site, &code, &secret.to_lowercase().replace('-', "").replace('0', "o").replace('1', "l")), hash);
        assert_ne!(hash_of(&trial.site, &code, &new_secret().unwrap()), hash);
        assert!(!hash.is_empty() && !hash.contains(&plain(&secret)));
        for bad in ["", "x", "26-7K3M", &"9".repeat(200), "Đ-…"] {
            assert_eq!(read_code(bad), "-");
        }
    }
}
