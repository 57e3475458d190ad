//! Keys of a site, in files only its owner may read, made at the first start.

use std::fs;
use std::io::Write;
use std::path::Path;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};

use super::Fault;
use crate::kernel::canonical;

/// The Ed25519 key that signs access tokens.
pub struct Secrets {
    pub token_pkcs8: Vec<u8>,
    pub token_public: Vec<u8>,
    /// Names the key in the token's header.
    pub token_key_id: String,
}

impl Secrets {
    pub fn open(data_dir: &Path) -> Result<Self, Fault> {
        let folder = data_dir.join("keys");
        fs::create_dir_all(&folder)?;
        let path = folder.join("access-token.pkcs8");
        let token_pkcs8 = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => make(&path)?,
            Err(error) => return Err(error.into()),
        };
        let pair = Ed25519KeyPair::from_pkcs8(&token_pkcs8).map_err(|e| Fault::Defect(format!("{}: {e}", path.display())))?;
        let token_public = pair.public_key().as_ref().to_vec();
        let token_key_id = canonical::sha256_hex(&token_public)[..16].to_owned();
        Ok(Self { token_pkcs8, token_public, token_key_id })
    }
}

fn make(path: &Path) -> Result<Vec<u8>, Fault> {
    let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).map_err(|e| Fault::Defect(e.to_string()))?;
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = match options.open(path) {
        Ok(file) => file,
        // Another process of the same site was first.
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            return Ok(fs::read(path)?);
        }
        Err(error) => return Err(error.into()),
    };
    file.write_all(document.as_ref())?;
    file.sync_all()?;
    Ok(document.as_ref().to_vec())
}
