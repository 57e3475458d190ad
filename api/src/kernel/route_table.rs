//! The addresses of the portal, from the one table that the web app reads too.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::words::Kind;

#[derive(Deserialize)]
struct Table {
    kinds: BTreeMap<Kind, String>,
    reserved: HashSet<String>,
    #[cfg(test)]
    pages: Vec<String>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    // Part of the program, read by tests.
    serde_json::from_str(include_str!("../../../web/src/route-table.json")).expect("the route table is a part of the program")
});

/// The first word of the addresses of each kind, and the kind.
pub static KIND_WORDS: LazyLock<BTreeMap<&str, Kind>> =
    LazyLock::new(|| TABLE.kinds.iter().map(|(kind, word)| (word.as_str(), *kind)).collect());

/// Whether addresses that begin with this word are the program's own: no kind and no section may have it.
pub fn is_reserved(word: &str) -> bool {
    TABLE.reserved.contains(word)
}

/// The public pages, with `{kind}` and `{slug}` where they stand for many.
#[cfg(test)]
pub fn pages() -> &'static [String] {
    &TABLE.pages
}
