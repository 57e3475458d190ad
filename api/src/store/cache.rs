//! The bytes the public gets, kept in memory within a budget shared by all sites of the process (decision 15).
//!
//! An entry carries the generation that was read *before* its query. It is served only while the site's generation is
//! still that one, so a cached answer is never older than the log.

use std::sync::Arc;

use bytes::Bytes;
use quick_cache::Weighter;
use quick_cache::sync::Cache as Bounded;

/// A ready answer.
#[derive(Clone, Debug)]
pub struct Entry {
    pub generation: i64,
    pub status: u16,
    pub content_type: &'static str,
    /// A strong validator, quotes included; differs by content coding.
    pub etag: String,
    /// `Last-Modified`, already in the format of HTTP.
    pub last_modified: Option<String>,
    /// `br`, `gzip` or nothing.
    pub coding: Option<&'static str>,
    /// Where a moved resource went (301).
    pub location: Option<String>,
    /// `Link` of the next page.
    pub link: Option<String>,
    pub body: Bytes,
}

#[derive(Clone)]
struct ByBytes;

impl Weighter<String, Arc<Entry>> for ByBytes {
    fn weight(&self, key: &String, entry: &Arc<Entry>) -> u64 {
        (key.len() + entry.body.len() + 256) as u64
    }
}

pub struct Cache {
    entries: Bounded<String, Arc<Entry>, ByBytes>,
}

impl Cache {
    /// A cache of at most about `budget` bytes.
    pub fn new(budget: u64) -> Self {
        let items = usize::try_from(budget / 4096).unwrap_or(1024).max(64);
        Self { entries: Bounded::with_weighter(items, budget, ByBytes) }
    }

    /// The entry under `key`, if it is of this generation.
    pub fn get(&self, key: &str, generation: i64) -> Option<Arc<Entry>> {
        self.entries.get(key).filter(|e| e.generation == generation)
    }

    pub fn put(&self, key: String, entry: Arc<Entry>) {
        self.entries.insert(key, entry);
    }
}
