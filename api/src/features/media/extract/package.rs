//! Files that are ZIP packages (DOCX, XLSX, ODT), opened with a bound on what they unpack to: what a package says of its
//! sizes proves nothing, so every entry is counted while it is unpacked.

use std::io::{Cursor, Read};

use zip::ZipArchive;

/// What all entries together may unpack to, in bytes.
const UNPACKED_MAX: u64 = 200 * 1024 * 1024;
const ENTRIES_MAX: usize = 10_000;

pub type Package<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Opens a package that unpacks to a bounded size; `None` for bombs and what is broken.
pub fn open(bytes: &[u8]) -> Option<Package<'_>> {
    let mut package = ZipArchive::new(Cursor::new(bytes)).ok()?;
    if package.len() > ENTRIES_MAX {
        return None;
    }
    let mut left = UNPACKED_MAX;
    for n in 0..package.len() {
        let mut entry = package.by_index(n).ok()?;
        let taken = std::io::copy(&mut entry.by_ref().take(left + 1), &mut std::io::sink()).ok()?;
        left = left.checked_sub(taken)?;
    }
    Some(package)
}

/// An entry whole. The package was opened by [`open`], so its size is bounded.
pub fn entry(package: &mut Package<'_>, name: &str) -> Option<Vec<u8>> {
    let mut bytes = vec![];
    package.by_name(name).ok()?.take(UNPACKED_MAX).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// The names of its entries; those that cannot be read are left out.
pub fn names(package: &Package<'_>) -> Vec<String> {
    package.file_names().flatten().map(|name| name.into_owned()).collect()
}

/// Whether there is an entry of this name.
pub fn has(package: &Package<'_>, name: &str) -> bool {
    package.index_for_name(name).is_some()
}
