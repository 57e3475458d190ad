//! Files by the hash of their content: written once, never changed, shared by whoever refers to them. They lie on the local disk, or
//! in a bucket of an S3 server that all nodes share (`bucket.rs`).

use std::fs;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use bytes::Bytes;
use futures::StreamExt;
use futures::stream::{self, BoxStream};
use sha2::{Digest, Sha256};

use super::Fault;
use super::bucket::{Bucket, BucketSettings};
use crate::kernel::canonical;

/// What is read from a disk at once.
const PIECE: u64 = 128 * 1024;

fn copied(from: &mut fs::File, to: &mut impl Write) -> std::io::Result<String> {
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

/// The files of a site: on the local disk as `DIR/media/ab/abcdef…`, or in a bucket under the same names.
#[derive(Clone)]
pub struct Blobs {
    root: PathBuf,
    bucket: Option<Bucket>,
}

/// A blob that is there, before its bytes are read.
pub struct Opened {
    pub length: u64,
    source: Source,
}

enum Source {
    Disk(fs::File),
    Bucket(Bucket, String),
}

impl Blobs {
    pub fn open(data_dir: &Path) -> Result<Self, Fault> {
        let root = data_dir.join("media");
        fs::create_dir_all(&root)?;
        Ok(Self { root, bucket: None })
    }

    /// The same in a bucket. Call it within the runtime that is to carry the traffic.
    pub fn in_bucket(data_dir: &Path, settings: &BucketSettings) -> Result<Self, Fault> {
        Ok(Self { root: data_dir.join("media"), bucket: Some(Bucket::open(settings)?) })
    }

    /// Where a blob lies on the disk. `hash` is one of ours: 64 hexadecimal digits.
    ///
    /// # Errors
    /// In a bucket there are no paths: [`Blobs::copy_to`] works in both.
    pub fn path(&self, hash: &str) -> Result<PathBuf, Fault> {
        check(hash)?;
        if self.bucket.is_some() {
            return Err(Fault::Defect("the files of this site lie in a bucket".into()));
        }
        Ok(self.root.join(&hash[..2]).join(hash))
    }

    /// Stores bytes durably and returns their SHA-256. Blocking: call it off the event loop, and outside `Work`.
    pub fn put(&self, bytes: &[u8]) -> Result<String, Fault> {
        let hash = canonical::sha256_hex(bytes);
        if let Some(bucket) = &self.bucket {
            return bucket.put(&hash, bytes).map(|()| hash);
        }
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
        if let Some(bucket) = &self.bucket {
            let from = file.stream_position()?;
            let hash = copied(file, &mut std::io::sink())?;
            file.seek(SeekFrom::Start(from))?;
            return bucket.put_file(&hash, file).map(|()| hash);
        }
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
        if let Some(bucket) = &self.bucket {
            return bucket.remove(check(hash)?);
        }
        match fs::remove_file(self.path(hash)?) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Reads a blob whole. Blocking.
    pub fn get(&self, hash: &str) -> Result<Vec<u8>, Fault> {
        match &self.bucket {
            Some(bucket) => bucket.get(check(hash)?),
            None => Ok(fs::read(self.path(hash)?)?),
        }
    }

    /// Writes a blob into a new file, piece by piece; returns how many bytes. Blocking.
    pub fn copy_to(&self, hash: &str, to: &Path) -> Result<u64, Fault> {
        match &self.bucket {
            Some(bucket) => bucket.copy_to(check(hash)?, &mut fs::File::create(to)?),
            None => Ok(fs::copy(self.path(hash)?, to)?),
        }
    }

    /// Opens a blob for reading in pieces; `None` when it is not there.
    pub async fn open_blob(&self, hash: &str) -> Result<Option<Opened>, Fault> {
        if let Some(bucket) = &self.bucket {
            let length = bucket.length(check(hash)?).await?;
            return Ok(length.map(|length| Opened { length, source: Source::Bucket(bucket.clone(), hash.to_owned()) }));
        }
        let path = self.path(hash)?;
        let opened = tokio::task::spawn_blocking(move || {
            let file = fs::File::open(path)?;
            let length = file.metadata()?.len();
            Ok::<_, std::io::Error>(Opened { length, source: Source::Disk(file) })
        });
        match opened.await.map_err(|e| Fault::Defect(e.to_string()))? {
            Ok(opened) => Ok(Some(opened)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

impl Opened {
    /// `count` bytes from `start`, piece by piece: a slow phone holds a piece and not the file. Bytes are on their way when it returns.
    pub async fn read(self, start: u64, count: u64) -> Result<BoxStream<'static, std::io::Result<Bytes>>, Fault> {
        match self.source {
            _ if count == 0 => Ok(stream::empty().boxed()),
            Source::Disk(file) => Ok(pieces(file, start, count).boxed()),
            Source::Bucket(bucket, hash) => bucket.read(&hash, start..start + count).await,
        }
    }
}

fn check(hash: &str) -> Result<&str, Fault> {
    if hash.len() != 64 || !hash.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(Fault::Defect("not a blob hash".into()));
    }
    Ok(hash)
}

/// `count` bytes from `start`, read off the event loop.
fn pieces(file: fs::File, start: u64, count: u64) -> impl futures::Stream<Item = std::io::Result<Bytes>> + Send {
    stream::try_unfold((file, start, count), |(mut file, at, left)| async move {
        if left == 0 {
            return Ok(None);
        }
        let read = tokio::task::spawn_blocking(move || {
            let mut piece = vec![0; usize::try_from(left.min(PIECE)).unwrap_or(0)];
            file.seek(SeekFrom::Start(at))?;
            file.read_exact(&mut piece)?;
            Ok::<_, std::io::Error>((file, Bytes::from(piece)))
        });
        let (file, piece) = read.await.map_err(std::io::Error::other)??;
        let got = piece.len() as u64;
        Ok(Some((piece, (file, at + got, left - got))))
    })
}
