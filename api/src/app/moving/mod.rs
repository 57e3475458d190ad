//! Moving a whole house: everything that makes up the newsroom and the public side, written to a folder in a form of its own
//! (decision 0042) and read into an empty house elsewhere, on the other database or the same.
//!
//! | file | what |
//! |---|---|
//! | `tables.rs` | which tables move, and which never do; their columns as data |
//! | `rows.rs` | a row as canonical JSON and back, alike on both databases |
//! | `bag.rs` | a year for the archive, by BagIt |
//! | `export.rs` | the folder written; the hash of the content |
//! | `load.rs` | the folder read: proved first, then loaded in one transaction |

mod bag;
mod export;
mod load;
mod rows;
mod tables;

pub use bag::{Bagged, bag, check};
pub use export::{Exported, content_hash, export};
pub use load::load;
pub use tables::{NEVER, Table, tables};

use serde::{Deserialize, Serialize};

/// Grows when the shape of an archive changes.
pub const VERSION: u32 = 1;
pub const FORMAT: &str = "cong-archive";

/// `manifest.json`: written last, so that an archive without it was never finished.
#[derive(Debug, Serialize, Deserialize)]
pub struct Manifest {
    pub format: String,
    pub version: u32,
    /// The newest migration of the house it came from: another shape is not loaded.
    pub schema: String,
    pub program: String,
    pub public_url: String,
    pub made_at: String,
    /// Whether accounts came with what belongs to people.
    pub with_people: bool,
    /// The same on every database: over the content tables and the files they name.
    pub content_hash: String,
    pub tables: Vec<TableFile>,
    pub files: Files,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct TableFile {
    pub table: String,
    /// Below the folder.
    pub file: String,
    pub rows: u64,
    pub sha256: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Files {
    /// Their list, one hash a line; each lies at `media/ab/abcdef…`.
    pub list: String,
    pub count: u64,
    pub sha256: String,
}
