//! What a citizen wrote and who they are, sealed: readable with the site's key only, and only as that row of that table.

use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::{Fault, Site};

/// Seals a value for a row.
pub fn seal(site: &Site, table: &str, row: Uuid, value: &impl Serialize) -> Result<Vec<u8>, Fault> {
    site.secrets.seal(&purpose(table, row), &serde_json::to_vec(value)?)
}

/// Opens what was sealed for a row.
pub fn open<T: DeserializeOwned>(site: &Site, table: &str, row: Uuid, sealed: &[u8]) -> Result<T, Fault> {
    Ok(serde_json::from_slice(&open_bytes(site, table, row, sealed)?)?)
}

/// The same for a file.
pub fn seal_bytes(site: &Site, table: &str, row: Uuid, bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    site.secrets.seal(&purpose(table, row), bytes)
}

pub fn open_bytes(site: &Site, table: &str, row: Uuid, sealed: &[u8]) -> Result<Vec<u8>, Fault> {
    site.secrets.unseal(&purpose(table, row), sealed).ok_or_else(|| Fault::Defect(format!("{table} {row} cannot be opened")))
}

fn purpose(table: &str, row: Uuid) -> String {
    format!("private {table} {row}")
}
