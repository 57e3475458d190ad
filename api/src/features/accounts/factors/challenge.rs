//! Challenges without a table of them: random, dated, and tagged by the site for one purpose and one binding, so that
//! anybody may ask for one and nothing is written for it. Answered, it is remembered as spent until it would have ended.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::Set;

use crate::kernel::canonical;
use crate::store::entities::spent_challenge;
use crate::store::secrets::random;
use crate::store::{Fault, Site, Upkeep};

const NONCE: usize = 16;
const ENDS: usize = 8;
const TAG: usize = 16;

/// What a challenge is for; one made for another purpose is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The password was right; the second factor is due. Bound to person and password.
    Step,
    /// Bound to the person.
    RegisterPasskey,
    /// Bound to nobody: the passkey says who it is.
    SignIn,
    /// Bound to person and decision.
    Decide,
}

impl Purpose {
    fn word(self) -> &'static str {
        match self {
            Self::Step => "challenge:step",
            Self::RegisterPasskey => "challenge:register-passkey",
            Self::SignIn => "challenge:sign-in",
            Self::Decide => "challenge:decide",
        }
    }

    fn lives(self) -> TimeDelta {
        TimeDelta::minutes(5)
    }
}

/// A challenge that was given by this site, for this purpose and binding, and has not ended.
#[must_use]
pub struct Given {
    hash: String,
    ends: DateTime<Utc>,
}

/// A fresh challenge.
pub fn give(site: &Site, purpose: Purpose, binding: &[&[u8]]) -> Result<Vec<u8>, Fault> {
    let ends = (site.clock.now() + purpose.lives()).timestamp().to_be_bytes();
    let head = [random::<NONCE>()?.as_slice(), &ends].concat();
    let tag = tag(site, purpose, binding, &head);
    Ok([head.as_slice(), &tag].concat())
}

/// Recognises a challenge that came back.
pub fn read(site: &Site, purpose: Purpose, binding: &[&[u8]], bytes: &[u8]) -> Option<Given> {
    if bytes.len() != NONCE + ENDS + TAG {
        return None;
    }
    let (head, told) = bytes.split_at(NONCE + ENDS);
    aws_lc_rs::constant_time::verify_slices_are_equal(&tag(site, purpose, binding, head), told).ok()?;
    let ends = DateTime::from_timestamp(i64::from_be_bytes(head[NONCE..].try_into().ok()?), 0)?;
    (site.clock.now() < ends).then(|| Given { hash: canonical::sha256_hex(bytes), ends })
}

fn tag(site: &Site, purpose: Purpose, binding: &[&[u8]], head: &[u8]) -> [u8; TAG] {
    let parts: Vec<&[u8]> = std::iter::once(head).chain(binding.iter().copied()).collect();
    let mut short = [0; TAG];
    short.copy_from_slice(&site.secrets.tag(purpose.word(), &parts)[..TAG]);
    short
}

impl Given {
    /// Uses it up. `false`: it was used before.
    pub async fn spend(self, site: &Site) -> Result<bool, Fault> {
        let upkeep = Upkeep::begin(site).await?;
        match upkeep.insert(spent_challenge::ActiveModel { hash: Set(self.hash), expires_at: Set(self.ends) }).await {
            Ok(()) => upkeep.commit().await.map(|()| true),
            Err(Fault::Conflict(_)) => Ok(false),
            Err(fault) => Err(fault),
        }
    }
}

/// Bytes as they travel in JSON.
pub fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Bytes from JSON; padding is forgiven.
pub fn bytes(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok()
}
