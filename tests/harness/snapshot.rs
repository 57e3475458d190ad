//! Reviewed tables in `tests/snapshots`. A difference fails; `UPDATE_SNAPSHOTS=1` writes the new table for review.

use std::fs;
use std::path::PathBuf;

/// Compares with the reviewed table `name`.
pub fn check(name: &str, now: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("snapshots").join(name);
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::write(&path, now).expect("the snapshot can be written");
        return;
    }
    let reviewed = fs::read_to_string(&path).unwrap_or_default();
    if reviewed == now {
        return;
    }
    panic!(
        "{} differs from what was reviewed (UPDATE_SNAPSHOTS=1 rewrites it for review):\n{}",
        path.display(),
        difference(&reviewed, now)
    );
}

/// Lines that went (-) and came (+), in order, with the heading they stand under.
fn difference(before: &str, after: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let gone = old.iter().filter(|line| !new.contains(line)).map(|line| format!("- {line}"));
    let come = new.iter().enumerate().filter(|(_, line)| !old.contains(line)).map(|(at, line)| {
        let heading = new[..at].iter().rev().find(|l| !l.starts_with(' ')).copied().unwrap_or_default();
        if line.starts_with(' ') { format!("+ {heading}: {}", line.trim()) } else { format!("+ {line}") }
    });
    gone.chain(come).take(80).collect::<Vec<_>>().join("\n")
}
