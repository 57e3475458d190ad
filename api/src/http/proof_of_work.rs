//! A little work for the computer of whoever sends a public form, so that a flood costs its sender something. No third party,
//! no tracking: the challenge is random, dated and tagged by the site, and nothing is written for it; once a form was taken with
//! it, it is remembered as spent until it would have ended.
//!
//! The work: find `nonce` so that SHA-256 of `challenge + ":" + nonce` begins with `bits` zero bits.

use actix_web::{HttpResponse, get};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{EntityTrait, Set};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{FieldError, Problem, Reply, SiteRef};
use crate::kernel::canonical;
use crate::kernel::dates::rfc3339_vn;
use crate::store::entities::spent_challenge;
use crate::store::secrets::random;
use crate::store::{Fault, Site, Work};

const NONCE: usize = 16;
const HEAD: usize = NONCE + 8 + 1;
const TAG: usize = 16;
const PURPOSE: &str = "form:proof-of-work";
/// Time to write a long letter; the page asks for another when it is over.
const LIVES: TimeDelta = TimeDelta::hours(2);

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(give_challenge);
}

/// Work to be done before a public form is taken.
#[derive(Serialize, ToSchema)]
pub struct FormChallenge {
    #[schema(example = "8yQm0Zk3…")]
    pub challenge: String,
    /// SHA-256 of `challenge:nonce` must begin with so many zero bits; 0: no proof is asked for.
    #[schema(minimum = 0, maximum = 26, example = 16)]
    pub bits: u8,
    #[schema(example = "sha-256")]
    pub algorithm: &'static str,
    #[schema(example = "2026-11-23T11:00:00+07:00")]
    pub expires_at: String,
}

/// The work, done.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    #[schema(max_length = 200, example = "8yQm0Zk3…")]
    pub challenge: String,
    #[schema(max_length = 40, example = "48213")]
    pub nonce: String,
}

/// A challenge for a public form
///
/// Good for one letter, comment or report within two hours. Nobody is remembered by it. Any program may solve it; it only makes
/// floods dear.
#[utoipa::path(get, path = "/api/v1/form-challenge", operation_id = "get_form_challenge", tag = "public",
    responses((status = 200, body = FormChallenge)))]
#[get("/api/v1/form-challenge")]
async fn give_challenge(site: SiteRef) -> Result<HttpResponse, Problem> {
    Ok(Reply::ok(&challenge(&site, site.settings.forms.proof_bits)?)?.send())
}

/// A new challenge that asks for `bits`.
pub fn challenge(site: &Site, bits: u8) -> Result<FormChallenge, Fault> {
    let ends = site.clock.now() + LIVES;
    let head = [random::<NONCE>()?.as_slice(), &ends.timestamp().to_be_bytes(), &[bits]].concat();
    let challenge = URL_SAFE_NO_PAD.encode([head.as_slice(), &tag(site, &head)].concat());
    Ok(FormChallenge { challenge, bits, algorithm: "sha-256", expires_at: rfc3339_vn(ends) })
}

fn tag(site: &Site, head: &[u8]) -> [u8; TAG] {
    let mut short = [0; TAG];
    short.copy_from_slice(&site.secrets.tag(PURPOSE, &[head])[..TAG]);
    short
}

/// Work that was done for a challenge of ours, as far as can be said without the database.
#[must_use]
pub struct Done {
    /// Of the challenge; nothing where no proof was asked for.
    spending: Option<(String, DateTime<Utc>)>,
}

/// Looks at a proof. One that is over passes too: what was sent with it may be asked for again. Nothing new is taken with it.
///
/// # Errors
/// 422 at `/proof`.
pub fn check(site: &Site, proof: &Proof) -> Result<Done, Problem> {
    read(site, proof).ok_or_else(bad)
}

/// The same for forms whose sending has a name of its own: they have no use for one that is over, and without work to do
/// (`proof_bits` 0) they need none.
///
/// # Errors
/// 422 at `/proof`.
pub fn check_if_asked(site: &Site, proof: Option<&Proof>) -> Result<Done, Problem> {
    if site.settings.forms.proof_bits == 0 {
        return Ok(Done { spending: None });
    }
    let missing = || refused("required", "Thiếu bằng chứng chống gửi hàng loạt: hãy tải lại trang.", "The proof of work is missing.");
    let done = check(site, proof.ok_or_else(missing)?)?;
    if done.is_over(site.clock.now()) { Err(bad()) } else { Ok(done) }
}

fn read(site: &Site, proof: &Proof) -> Option<Done> {
    if proof.challenge.len() > 200 || proof.nonce.len() > 40 {
        return None;
    }
    let bytes = URL_SAFE_NO_PAD.decode(&proof.challenge).ok().filter(|b| b.len() == HEAD + TAG)?;
    let (head, told) = bytes.split_at(HEAD);
    verify_slices_are_equal(&tag(site, head), told).ok()?;
    let ends = DateTime::from_timestamp(i64::from_be_bytes(head[NONCE..NONCE + 8].try_into().ok()?), 0)?;
    let done = Sha256::digest(format!("{}:{}", proof.challenge, proof.nonce));
    let proved = zero_bits(&done) >= u32::from(head[HEAD - 1]);
    proved.then(|| Done { spending: Some((canonical::sha256_hex(&bytes), ends)) })
}

fn zero_bits(bytes: &[u8]) -> u32 {
    let whole = bytes.iter().take_while(|b| **b == 0).count();
    u32::try_from(whole).unwrap_or(0) * 8 + bytes.get(whole).map_or(0, |b| b.leading_zeros())
}

impl Done {
    fn is_over(&self, now: DateTime<Utc>) -> bool {
        self.spending.as_ref().is_some_and(|(_, ends)| *ends <= now)
    }

    /// Uses it up within the work that it lets through.
    ///
    /// # Errors
    /// 422 when it is over, or another form was sent with it.
    pub async fn spend(&self, work: &Work<'_>) -> Result<(), Problem> {
        if self.is_over(work.now) {
            return Err(bad());
        }
        let Some((hash, ends)) = &self.spending else { return Ok(()) };
        let row = spent_challenge::ActiveModel { hash: Set(hash.clone()), expires_at: Set(*ends) };
        match spent_challenge::Entity::insert(row).exec_without_returning(work.db()).await.map_err(Fault::from) {
            Ok(_) => Ok(()),
            Err(Fault::Conflict(_)) => {
                Err(refused("spent", "Bằng chứng này đã dùng cho một lần gửi khác.", "This proof was used already."))
            }
            Err(fault) => Err(fault.into()),
        }
    }
}

fn bad() -> Problem {
    refused(
        "bad_proof",
        "Bằng chứng chống gửi hàng loạt không đúng hoặc đã hết hạn: hãy thử gửi lại.",
        "The proof of work is wrong or has expired: try again.",
    )
}

fn refused(code: &str, vi: &str, en: &str) -> Problem {
    Problem::invalid(vec![FieldError::new("/proof", code, vi, en)])
}

/// Solves a challenge: for tests and tools. `None` beyond 64 million tries.
pub fn solve(challenge: &str, bits: u8) -> Option<String> {
    (0..1u32 << 26).map(|n| n.to_string()).find(|n| zero_bits(&Sha256::digest(format!("{challenge}:{n}"))) >= u32::from(bits))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{Actor, Door};
    use crate::http::Code;
    use crate::store::Call;
    use crate::store::trial::Trial;

    #[tokio::test]
    async fn a_proof_lets_one_sending_through_in_time() {
        let trial = Trial::open().await;
        let site = &trial.site;
        let given = challenge(site, 10).unwrap();
        let proof = Proof { nonce: solve(&given.challenge, 10).unwrap(), challenge: given.challenge };
        let wrong = |proof: Proof| check(site, &proof).err().map(|problem| problem.code) == Some(Code::Invalid);
        assert!(wrong(Proof { challenge: challenge(site, 26).unwrap().challenge, nonce: "0".into() }), "no work was done");
        let bent = if proof.challenge.starts_with('A') { "B" } else { "A" };
        assert!(wrong(Proof { challenge: format!("{bent}{}", &proof.challenge[1..]), ..proof.clone() }), "not of ours");
        assert!(wrong(Proof { challenge: "x".into(), ..proof.clone() }));
        let spend = async || {
            let work = Work::begin(site, Call::new(Actor::system(Door::Http), "test")).await.unwrap();
            check(site, &proof).unwrap().spend(&work).await
        };
        spend().await.unwrap();
        assert!(check_if_asked(site, Some(&proof)).is_ok());
        trial.clock.advance(LIVES);
        assert_eq!(spend().await.unwrap_err().code, Code::Invalid, "over, though nothing was kept of the first");
        assert!(check_if_asked(site, Some(&proof)).is_err() && check_if_asked(site, None).is_err());
    }

    #[test]
    fn zero_bits_are_counted() {
        for (bytes, want) in [(vec![0xff], 0), (vec![0x7f], 1), (vec![0, 0x80], 8), (vec![0, 0x0f], 12), (vec![0, 0], 16)] {
            assert_eq!(zero_bits(&bytes), want);
        }
    }

    #[test]
    fn a_solved_challenge_has_its_bits() {
        let nonce = solve("abc", 10).unwrap();
        assert!(zero_bits(&Sha256::digest(format!("abc:{nonce}"))) >= 10);
    }
}
