//! Keys of a site, in files only its owner may read, made at the first start.

use std::fs;
use std::io::Write;
use std::path::Path;

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};

use super::Fault;
use crate::kernel::canonical;

/// The keys of a site: one signs access tokens, one root seals what must be read again (secrets of authenticator apps) and
/// tags what must only be recognised (recovery codes, challenges).
pub struct Secrets {
    pub token_pkcs8: Vec<u8>,
    pub token_public: Vec<u8>,
    /// Names the key in the token's header.
    pub token_key_id: String,
    /// Signs the head of the change log. Apart from the tokens' key, which may be changed at any time.
    pub audit_pkcs8: Vec<u8>,
    pub audit_public: Vec<u8>,
    sealing: RandomizedNonceKey,
    tagging: hmac::Key,
}

impl Secrets {
    pub fn open(data_dir: &Path) -> Result<Self, Fault> {
        let folder = data_dir.join("keys");
        fs::create_dir_all(&folder)?;
        let (token_pkcs8, token_public) = signing_key(&folder.join("access-token.pkcs8"))?;
        let (audit_pkcs8, audit_public) = signing_key(&folder.join("audit-head.pkcs8"))?;
        let token_key_id = canonical::sha256_hex(&token_public)[..16].to_owned();
        let path = folder.join("sealing.key");
        let root = read_or_make(&path, || Ok(random::<32>()?.to_vec()))?;
        if root.len() != 32 {
            return Err(Fault::Defect(format!("{}: 32 bytes are wanted", path.display())));
        }
        let root = hmac::Key::new(hmac::HMAC_SHA256, &root);
        let derived = |purpose: &str| hmac::sign(&root, purpose.as_bytes());
        let sealing = RandomizedNonceKey::new(&AES_256_GCM, derived("seal").as_ref()).map_err(|_| broken())?;
        let tagging = hmac::Key::new(hmac::HMAC_SHA256, derived("tag").as_ref());
        Ok(Self { token_pkcs8, token_public, token_key_id, audit_pkcs8, audit_public, sealing, tagging })
    }

    /// `plain` so that only this site reads it, and only as what it was sealed for: nonce, text, tag (AES-256-GCM).
    pub fn seal(&self, purpose: &str, plain: &[u8]) -> Result<Vec<u8>, Fault> {
        let mut text = plain.to_vec();
        let nonce = self.sealing.seal_in_place_append_tag(Aad::from(purpose), &mut text).map_err(|_| broken())?;
        Ok([nonce.as_ref().as_slice(), &text].concat())
    }

    /// What was sealed for `purpose`; `None` for anything else.
    pub fn unseal(&self, purpose: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, text) = sealed.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut text = text.to_vec();
        let plain = self.sealing.open_in_place(nonce, Aad::from(purpose), &mut text).ok()?;
        Some(plain.to_vec())
    }

    /// A keyed hash over `parts`, by which this site knows them again (HMAC-SHA-256). Lengths are part of it.
    pub fn tag(&self, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
        let mut context = hmac::Context::with_key(&self.tagging);
        for part in std::iter::once(purpose.as_bytes()).chain(parts.iter().copied()) {
            context.update(&(part.len() as u64).to_be_bytes());
            context.update(part);
        }
        let mut tag = [0; 32];
        tag.copy_from_slice(context.sign().as_ref());
        tag
    }
}

/// Random bytes.
pub fn random<const N: usize>() -> Result<[u8; N], Fault> {
    let mut bytes = [0; N];
    aws_lc_rs::rand::fill(&mut bytes).map_err(|_| Fault::Defect("no randomness".into()))?;
    Ok(bytes)
}

fn broken() -> Fault {
    Fault::Defect("the sealing key cannot be used".into())
}

/// The Ed25519 key kept at `path` and its public half; made when there is none.
fn signing_key(path: &Path) -> Result<(Vec<u8>, Vec<u8>), Fault> {
    let pkcs8 = read_or_make(path, || {
        let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).map_err(|e| Fault::Defect(e.to_string()))?;
        Ok(document.as_ref().to_vec())
    })?;
    let pair = Ed25519KeyPair::from_pkcs8(&pkcs8).map_err(|e| Fault::Defect(format!("{}: {e}", path.display())))?;
    let public = pair.public_key().as_ref().to_vec();
    Ok((pkcs8, public))
}

pub(super) fn read_or_make(path: &Path, make: impl FnOnce() -> Result<Vec<u8>, Fault>) -> Result<Vec<u8>, Fault> {
    match fs::read(path) {
        Ok(bytes) => return Ok(bytes),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(error.into()),
    }
    let bytes = make()?;
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    // Written aside and then linked: another process of the site finds the whole key or none.
    let aside = path.with_extension(format!("{}.new", hex::encode(random::<6>()?)));
    let mut file = options.open(&aside)?;
    file.write_all(&bytes)?;
    file.sync_all()?;
    let linked = fs::hard_link(&aside, path);
    fs::remove_file(&aside)?;
    match linked {
        Ok(()) => Ok(bytes),
        // Another process of the same site was first.
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(fs::read(path)?),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_comes_back_for_its_purpose_only() {
        let folder = std::env::temp_dir().join(format!("cong-keys-{}", hex::encode(random::<8>().unwrap())));
        let keys = Secrets::open(&folder).unwrap();
        let sealed = keys.seal("a", b"secret").unwrap();
        assert_ne!(sealed, keys.seal("a", b"secret").unwrap(), "a nonce of its own each time");
        let again = Secrets::open(&folder).unwrap();
        assert_eq!(again.unseal("a", &sealed).unwrap(), b"secret");
        assert!(again.unseal("b", &sealed).is_none());
        let mut bent = sealed.clone();
        bent[NONCE_LEN] ^= 1;
        assert!(keys.unseal("a", &bent).is_none() && keys.unseal("a", b"short").is_none());
        assert_eq!(keys.tag("x", &[b"ab", b"c"]), again.tag("x", &[b"ab", b"c"]));
        assert_ne!(keys.tag("x", &[b"ab", b"c"]), keys.tag("x", &[b"a", b"bc"]));
        assert!(fs::read_dir(folder.join("keys")).unwrap().count() == 3, "tokens, sealing, the head of the log");
        fs::remove_dir_all(folder).unwrap();
    }
}
