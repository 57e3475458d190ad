//! The bytes the public gets, kept in memory within a budget shared by all sites of the process (decision 15).
//!
//! An entry carries the generation that was read *before* its query. It is served only while the site's generation is
//! still that one, so a cached answer is never older than the log.

use std::hash::Hash;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use quick_cache::sync::Cache as Bounded;
use quick_cache::{Equivalent, Weighter};

/// A content coding of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Coding {
    Identity,
    Gzip,
    Brotli,
}

/// A ready answer: everything that can be computed before the request comes is.
#[derive(Clone, Debug)]
pub struct Ready {
    pub status: StatusCode,
    /// All headers but the length, the validator among them.
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// A strong validator, quotes included; differs by content coding.
    pub etag: HeaderValue,
    pub body: Bytes,
    /// Worth another coding: text, and long enough.
    pub compressible: bool,
}

/// A file among the blobs, as the public gets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicFile {
    pub hash: String,
    pub media_type: String,
    pub bytes: u64,
    /// What a browser saves it as; none of renditions.
    pub filename: Option<String>,
    /// Hash and length of the same picture as WebP.
    pub webp: Option<(String, u64)>,
}

/// What is kept under a key.
#[derive(Clone, Debug)]
pub enum Kept {
    Ready(Ready),
    /// It was withdrawn, why and when: rendered for each caller in their language.
    Gone {
        reason: Option<String>,
        at: Option<DateTime<Utc>>,
    },
    /// Where the bytes lie; they are not kept themselves.
    File(PublicFile),
}

#[derive(Clone, Debug)]
pub struct Entry {
    pub generation: i64,
    pub kept: Kept,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    shelf: u32,
    coding: Coding,
    text: Box<str>,
}

/// The same key, borrowed: looking up allocates nothing. Hashes like `Key`: same members in the same order.
#[derive(Hash)]
struct Probe<'a> {
    shelf: u32,
    coding: Coding,
    text: &'a str,
}

impl Equivalent<Key> for Probe<'_> {
    fn equivalent(&self, key: &Key) -> bool {
        self.shelf == key.shelf && self.coding == key.coding && *self.text == *key.text
    }
}

#[derive(Clone)]
struct ByBytes;

impl Weighter<Key, Arc<Entry>> for ByBytes {
    fn weight(&self, key: &Key, entry: &Arc<Entry>) -> u64 {
        let content = match &entry.kept {
            // A header costs its name, its value and their handles.
            Kept::Ready(ready) => ready.body.len() + ready.headers.iter().map(|(_, value)| value.len() + 96).sum::<usize>(),
            Kept::Gone { reason, .. } => reason.as_ref().map_or(0, String::len),
            Kept::File(file) => file.hash.len() + file.media_type.len(),
        };
        (key.text.len() + content + 256) as u64
    }
}

pub struct Cache {
    entries: Bounded<Key, Arc<Entry>, ByBytes>,
    shelves: AtomicU32,
}

impl Cache {
    /// A cache of at most about `budget` bytes.
    pub fn new(budget: u64) -> Self {
        let items = usize::try_from(budget / 4096).unwrap_or(1024).max(64);
        Self { entries: Bounded::with_weighter(items, budget, ByBytes), shelves: AtomicU32::new(0) }
    }

    /// A number that keeps the entries of one open site apart from those of the others.
    pub fn new_shelf(&self) -> u32 {
        self.shelves.fetch_add(1, Ordering::Relaxed)
    }

    /// The entry under `text`, if it is of this generation.
    pub fn get(&self, shelf: u32, coding: Coding, text: &str, generation: i64) -> Option<Arc<Entry>> {
        self.entries.get(&Probe { shelf, coding, text }).filter(|e| e.generation == generation)
    }

    pub fn put(&self, shelf: u32, coding: Coding, text: &str, entry: Arc<Entry>) {
        self.entries.insert(Key { shelf, coding, text: text.into() }, entry);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_serves_its_own_shelf_coding_and_generation_only() {
        let cache = Cache::new(1 << 20);
        let (a, b) = (cache.new_shelf(), cache.new_shelf());
        let entry = Entry { generation: 7, kept: Kept::Gone { reason: None, at: None } };
        cache.put(a, Coding::Gzip, "one", Arc::new(entry));
        assert!(cache.get(a, Coding::Gzip, "one", 7).is_some());
        for (shelf, coding, text, generation) in
            [(b, Coding::Gzip, "one", 7), (a, Coding::Identity, "one", 7), (a, Coding::Gzip, "two", 7), (a, Coding::Gzip, "one", 8)]
        {
            assert!(cache.get(shelf, coding, text, generation).is_none());
        }
    }
}
