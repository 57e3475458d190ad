//! Files by the hash of their content: written once, never changed, shared by whoever refers to them.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::Fault;
use crate::kernel::canonical;

fn copied(from: &mut fs::File, to: &mut fs::File) -> std::io::Result<String> {
    let (mut digest, mut piece) = (Sha256::new(), vec![0; 256 * 1024]);
    loop {
        let n = from.read(&mut piece)?;
        if n == 0 {
            return Ok(hex::encode(digest.finalize()));
        }
        digest.update(&piece[..n]);
        to.write_all(&piece[..n])?;
    }
}

/// The files of a site on the local disk, `DIR/media/ab/abcdef…`.
#[derive(Clone)]
pub struct Blobs {
    root: PathBuf,
}

impl Blobs {
    pub fn open(data_dir: &Path) -> Result<Self, Fault> {
        let root = data_dir.join("media");
        fs::create_dir_all(&root)?;
        Ok(Self { root })
    }

    /// Where a blob lies. `hash` is one of ours: 64 hexadecimal digits.
    pub fn path(&self, hash: &str) -> Result<PathBuf, Fault> {
        if hash.len() != 64 || !hash.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(Fault::Defect("not a blob hash".into()));
        }
        Ok(self.root.join(&hash[..2]).join(hash))
    }

    /// Stores bytes durably and returns their SHA-256. Blocking: call it off the event loop, and outside `Work`.
    pub fn put(&self, bytes: &[u8]) -> Result<String, Fault> {
        let hash = canonical::sha256_hex(bytes);
        let path = self.path(&hash)?;
        if path.exists() {
            return Ok(hash);
        }
        let folder = path.parent().unwrap_or(&self.root);
        fs::create_dir_all(folder)?;
        let temporary = folder.join(format!(".{}-{}", hash, uuid::Uuid::now_v7().simple()));
        let mut file = fs::File::create_new(&temporary)?;
        let kept = file.write_all(bytes).and_then(|()| file.sync_all()).and_then(|()| fs::rename(&temporary, &path));
        if let Err(error) = kept {
            let _ = fs::remove_file(&temporary);
            return Err(error.into());
        }
        fs::File::open(folder)?.sync_all()?;
        Ok(hash)
    }

    /// Stores what a file holds from where it stands to its end, piece by piece, and returns its SHA-256. Blocking.
    pub fn put_file(&self, file: &mut fs::File) -> Result<String, Fault> {
        let temporary = self.root.join(format!(".in-{}", uuid::Uuid::now_v7().simple()));
        let mut copy = fs::File::create_new(&temporary)?;
        let kept = copied(file, &mut copy).and_then(|hash| copy.sync_all().map(|()| hash)).map_err(Fault::from).and_then(|hash| {
            let path = self.path(&hash)?;
            let folder = path.parent().unwrap_or(&self.root).to_owned();
            fs::create_dir_all(&folder)?;
            if path.exists() {
                fs::remove_file(&temporary)?;
            } else {
                fs::rename(&temporary, &path)?;
                fs::File::open(folder)?.sync_all()?;
            }
            Ok(hash)
        });
        if kept.is_err() {
            let _ = fs::remove_file(&temporary);
        }
        kept
    }

    /// Takes a blob away for good: only for one that nobody else can refer to, because its bytes are sealed under a random
    /// nonce. Gone already is as good. Blocking.
    pub fn remove(&self, hash: &str) -> Result<(), Fault> {
        match fs::remove_file(self.path(hash)?) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Reads a blob whole. Blocking.
    pub fn get(&self, hash: &str) -> Result<Vec<u8>, Fault> {
        Ok(fs::read(self.path(hash)?)?)
    }
}
