//! The files of a site in a bucket of an S3 server (AWS, MinIO, Ceph, Garage, …) that all nodes share. An object is named like a file on
//! the disk, `PREFIX/ab/abcdef…`; it appears whole or not at all: S3 shows neither half of a PUT nor an upload in parts
//! before it is completed.

use std::fs::File;
use std::io::{Read, Write};
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures::stream::BoxStream;
use futures::{StreamExt, TryStreamExt};
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::client::SpawnedReqwestConnector;
use object_store::path::Path;
use object_store::{ClientOptions, Error, GetOptions, GetRange, MultipartUpload, ObjectStore, ObjectStoreExt, RetryConfig};
use quick_cache::sync::Cache;
use tokio::runtime::Handle;

use super::Fault;

/// Files beyond this go up in parts of this size, one after the other: memory holds one. S3 takes no smaller parts than 5 MB.
const PART: usize = 8 * 1024 * 1024;
/// Lengths that are remembered: a blob never changes.
const LENGTHS: usize = 20_000;

/// Where the bucket is and who may write to it.
#[derive(Clone)]
pub struct BucketSettings {
    /// `s3://bucket` or `s3://bucket/prefix`.
    pub url: String,
    /// None: Amazon's own of the region.
    pub endpoint: Option<String>,
    pub region: String,
    pub key_id: String,
    pub secret: String,
}

/// The secret is shown nowhere.
impl std::fmt::Debug for BucketSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BucketSettings").field("url", &self.url).field("endpoint", &self.endpoint).finish_non_exhaustive()
    }
}

impl BucketSettings {
    /// Bucket and prefix.
    ///
    /// # Errors
    /// When the address is none of a bucket; said for the operator.
    pub fn place(&self) -> Result<(&str, &str), String> {
        let rest = self.url.strip_prefix("s3://").ok_or("media_store begins with s3://")?;
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        if bucket.is_empty() || prefix.starts_with('/') || prefix.contains("..") {
            return Err("media_store is s3://bucket or s3://bucket/prefix".into());
        }
        Ok((bucket, prefix.trim_end_matches('/')))
    }
}

#[derive(Clone)]
pub struct Bucket {
    store: Arc<AmazonS3>,
    prefix: String,
    lengths: Arc<Cache<String, u64>>,
    /// Carries the traffic; the blocking doors wait on it.
    runtime: Handle,
}

impl Bucket {
    pub fn open(settings: &BucketSettings) -> Result<Self, Fault> {
        let (bucket, prefix) = settings.place().map_err(Fault::Defect)?;
        let runtime = Handle::current();
        let client = ClientOptions::new()
            .with_connect_timeout(Duration::from_secs(5))
            // A film may take an hour on a slow line; only silence ends it.
            .with_timeout_disabled()
            .with_read_timeout(Duration::from_secs(30));
        let client = client.with_allow_http(settings.endpoint.as_ref().is_some_and(|e| e.starts_with("http://")));
        let retry = RetryConfig { max_retries: 3, retry_timeout: Duration::from_secs(10), ..RetryConfig::default() };
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(bucket)
            .with_region(&settings.region)
            .with_access_key_id(&settings.key_id)
            .with_secret_access_key(&settings.secret)
            .with_client_options(client)
            .with_retry(retry)
            .with_http_connector(SpawnedReqwestConnector::new(runtime.clone()));
        if let Some(endpoint) = &settings.endpoint {
            builder = builder.with_endpoint(endpoint.trim_end_matches('/'));
        }
        let store = builder.build().map_err(|error| fault(&error))?;
        let prefix = if prefix.is_empty() { "media".to_owned() } else { format!("{prefix}/media") };
        Ok(Self { store: Arc::new(store), prefix, lengths: Arc::new(Cache::new(LENGTHS)), runtime })
    }

    fn name(&self, hash: &str) -> Path {
        Path::from(format!("{}/{}/{hash}", self.prefix, &hash[..2]))
    }

    /// How long a blob is; `None` when it is not there.
    pub async fn length(&self, hash: &str) -> Result<Option<u64>, Fault> {
        if let Some(length) = self.lengths.get(hash) {
            return Ok(Some(length));
        }
        match self.store.head(&self.name(hash)).await {
            Ok(told) => {
                self.lengths.insert(hash.to_owned(), told.size);
                Ok(Some(told.size))
            }
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(fault(&error)),
        }
    }

    /// Blocking, as the next ones are: from a thread for that, never from the event loop.
    pub fn put(&self, hash: &str, bytes: &[u8]) -> Result<(), Fault> {
        self.runtime.block_on(async {
            if self.length(hash).await?.is_some() {
                return Ok(());
            }
            let put = self.store.put(&self.name(hash), Bytes::copy_from_slice(bytes).into()).await;
            put.map(drop).map_err(|error| fault(&error))
        })
    }

    /// What the file holds from where it stands to its end; `hash` is known to be that of these bytes.
    pub fn put_file(&self, hash: &str, file: &mut File) -> Result<(), Fault> {
        let first = part_of(file)?;
        if first.len() < PART {
            return self.put(hash, &first);
        }
        self.runtime.block_on(async {
            if self.length(hash).await?.is_some() {
                return Ok(());
            }
            let mut upload = self.store.put_multipart(&self.name(hash)).await.map_err(|error| fault(&error))?;
            let sent = in_parts(&mut *upload, first, file).await;
            if sent.is_err() {
                // What was sent lies hidden in the bucket until it is given up.
                let _ = upload.abort().await;
            }
            sent
        })
    }

    /// Gone already is as good.
    pub fn remove(&self, hash: &str) -> Result<(), Fault> {
        self.lengths.remove(hash);
        match self.runtime.block_on(self.store.delete(&self.name(hash))) {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(fault(&error)),
        }
    }

    pub fn get(&self, hash: &str) -> Result<Vec<u8>, Fault> {
        self.runtime.block_on(async {
            let got = self.store.get(&self.name(hash)).await.map_err(|error| fault(&error))?;
            Ok(got.bytes().await.map_err(|error| fault(&error))?.to_vec())
        })
    }

    pub fn copy_to(&self, hash: &str, to: &mut File) -> Result<u64, Fault> {
        self.runtime.block_on(async {
            let mut pieces = self.store.get(&self.name(hash)).await.map_err(|error| fault(&error))?.into_stream();
            let mut written = 0;
            while let Some(piece) = pieces.try_next().await.map_err(|error| fault(&error))? {
                to.write_all(&piece)?;
                written += piece.len() as u64;
            }
            Ok(written)
        })
    }

    pub async fn read(&self, hash: &str, range: Range<u64>) -> Result<BoxStream<'static, std::io::Result<Bytes>>, Fault> {
        let asked = GetOptions { range: Some(GetRange::Bounded(range)), ..GetOptions::default() };
        let got = self.store.get_opts(&self.name(hash), asked).await.map_err(|error| fault(&error))?;
        Ok(got.into_stream().map_err(std::io::Error::other).boxed())
    }
}

async fn in_parts(upload: &mut dyn MultipartUpload, first: Vec<u8>, file: &mut File) -> Result<(), Fault> {
    let mut part = first;
    while !part.is_empty() {
        upload.put_part(Bytes::from(part).into()).await.map_err(|error| fault(&error))?;
        part = part_of(file)?;
    }
    upload.complete().await.map(drop).map_err(|error| fault(&error))
}

fn part_of(file: &mut File) -> std::io::Result<Vec<u8>> {
    let mut part = Vec::new();
    file.take(PART as u64).read_to_end(&mut part)?;
    Ok(part)
}

/// A missing object is a defect; anything else may pass.
fn fault(error: &Error) -> Fault {
    match error {
        Error::NotFound { path, .. } => Fault::Defect(format!("{path} is not in the bucket")),
        other => Fault::Unavailable(format!("the bucket: {other}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_buckets() {
        let at = |url: &str| {
            let settings =
                BucketSettings { url: url.into(), endpoint: None, region: String::new(), key_id: String::new(), secret: "kín".into() };
            assert!(!format!("{settings:?}").contains("kín"));
            settings.place().map(|(bucket, prefix)| format!("{bucket}|{prefix}")).ok()
        };
        for (url, want) in [
            ("s3://cong", Some("cong|")),
            ("s3://cong/", Some("cong|")),
            ("s3://cong/phuong/mot/", Some("cong|phuong/mot")),
            ("s3://", None),
            ("s3:///a", None),
            ("s3://cong/../a", None),
            ("https://cong", None),
            ("cong", None),
        ] {
            assert_eq!(at(url).as_deref(), want, "{url}");
        }
    }
}
