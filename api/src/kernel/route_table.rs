//! The first words of public addresses, from the one table that the web app reads too.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::words::Kind;

const TABLE: &str = include_str!("../../../web/src/route-table.json");

/// The word of each kind in addresses, and the kind.
pub static KIND_WORDS: LazyLock<BTreeMap<String, Kind>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct Table {
        kinds: BTreeMap<Kind, String>,
    }
    // Part of the program, read by a test.
    let table: Table = serde_json::from_str(TABLE).expect("the route table is a part of the program");
    table.kinds.into_iter().map(|(kind, word)| (word, kind)).collect()
});
