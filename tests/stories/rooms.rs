//! The plan of the house stays true by itself: imports point down, features do not know each other, one file reads the clock.

use std::fs;
use std::path::{Path, PathBuf};

/// The floors, lowest first.
const FLOORS: [&[&str]; 7] = [&["kernel"], &["access"], &["store"], &["http"], &["features"], &["worker", "federation"], &["app"]];

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

/// What is wrong with one source file; `path` is relative to `api/src`.
fn faults(path: &str, source: &str) -> Vec<String> {
    let code = without_comments_and_strings(source);
    let room = path.split('/').next().unwrap_or_default();
    let mut faults = vec![];
    if let Some(own) = floor(room) {
        for reached in crate_paths(&code) {
            let target = reached[0].as_str();
            let wrong = match floor(target) {
                None => !matches!(target, "Result" | "Error"),
                Some(other) if other > own => true,
                // Neighbours on a floor do not know each other; a room may know itself.
                Some(other) => other == own && target != room,
            };
            if wrong {
                faults.push(format!("{path}: crate::{} (up or across)", reached.join("::")));
            }
            let feature = path.strip_prefix("features/").and_then(|rest| rest.split(['/', '.']).next());
            if let (Some(feature), "features", Some(other)) = (feature, target, reached.get(1))
                && other != feature
                && feature != "mod"
            {
                faults.push(format!("{path}: feature {feature} imports feature {other}"));
            }
        }
        for climbed in super_paths(path, &code) {
            faults.push(format!("{path}: {climbed} climbs out of its room"));
        }
    }
    if path != "kernel/clock.rs" {
        for word in ["Utc::now", "Local::now", "SystemTime::now"] {
            if code.contains(word) {
                faults.push(format!("{path}: {word} outside kernel/clock.rs"));
            }
        }
    }
    for word in ["utils", "helpers", "common"] {
        if path.split(['/', '.']).any(|part| part == word) {
            faults.push(format!("{path}: “{word}” says nothing about what is in it"));
        }
    }
    faults
}

/// Every path that begins with `crate::`, groups opened: `crate::{a::b, c}` gives `a::b` and `c`.
fn crate_paths(code: &str) -> Vec<Vec<String>> {
    let mut paths = vec![];
    for (at, _) in code.match_indices("crate::") {
        let word_before = code[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$');
        if !word_before {
            open(&code[at + "crate::".len()..], vec![], &mut paths);
        }
    }
    paths
}

/// Reads one path or group at the beginning of `rest`; returns how far it reached.
fn open(rest: &str, before: Vec<String>, paths: &mut Vec<Vec<String>>) -> usize {
    let mut path = before;
    let mut at = 0;
    loop {
        at += rest[at..].len() - rest[at..].trim_start().len();
        if rest[at..].starts_with('{') {
            at += 1;
            loop {
                at += rest[at..].len() - rest[at..].trim_start_matches([',', ' ', '\n', '\t', '\r']).len();
                if rest[at..].is_empty() || rest[at..].starts_with('}') {
                    return at + 1;
                }
                let read = open(&rest[at..], path.clone(), paths);
                if read == 0 {
                    return at;
                }
                at += read;
                // `as name` after a member of the group.
                at += rest[at..].find([',', '}']).unwrap_or(rest[at..].len());
            }
        }
        let word: String = rest[at..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        if word.is_empty() {
            break;
        }
        at += word.len();
        path.push(word);
        if !rest[at..].starts_with("::") {
            break;
        }
        at += 2;
    }
    if !path.is_empty() {
        paths.push(path);
    }
    at
}

/// `super::` chains that leave the room of a feature (`features/x`) or of the crate's first floor folders.
fn super_paths(path: &str, code: &str) -> Vec<String> {
    // The module of `a/b/mod.rs` is a::b, of `a/b/c.rs` a::b::c; each super goes one up, and the room itself is the top.
    let parts: Vec<&str> = path.trim_end_matches(".rs").split('/').collect();
    let depth = if parts.last() == Some(&"mod") { parts.len() - 1 } else { parts.len() };
    let top = if path.starts_with("features/") && depth > 1 { 2 } else { 1 };
    let mut climbed = vec![];
    for (at, _) in code.match_indices("super::") {
        let before = &code[..at];
        if before.ends_with("super::") || before.chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let mut ups = 0;
        let mut rest = &code[at..];
        while let Some(next) = rest.strip_prefix("super::") {
            ups += 1;
            rest = next;
        }
        // An inline module (tests, mostly) is one deeper than its file.
        let inline = before.matches('{').count() > before.matches('}').count() && before.contains("mod ");
        if depth + usize::from(inline) < top + ups {
            let word: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            climbed.push(format!("{}{word}", "super::".repeat(ups)));
        }
    }
    climbed
}

/// The code with comments blanked and string contents dropped, so that words in prose are not taken for code.
fn without_comments_and_strings(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    let bytes: Vec<char> = source.chars().collect();
    let mut i = 0;
    while i < bytes.len() {
        let here = bytes[i];
        let next = bytes.get(i + 1).copied().unwrap_or_default();
        match (here, next) {
            ('/', '/') => {
                while i < bytes.len() && bytes[i] != '\n' {
                    i += 1;
                }
            }
            ('/', '*') => {
                let mut depth = 1;
                i += 2;
                while i < bytes.len() && depth > 0 {
                    match (bytes[i], bytes.get(i + 1).copied().unwrap_or_default()) {
                        ('/', '*') => (depth, i) = (depth + 1, i + 2),
                        ('*', '/') => (depth, i) = (depth - 1, i + 2),
                        _ => i += 1,
                    }
                }
                code.push(' ');
            }
            ('r', '"' | '#') if !code.ends_with(|c: char| c.is_alphanumeric() || c == '_') => {
                let hashes = bytes[i + 1..].iter().take_while(|c| **c == '#').count();
                if bytes.get(i + 1 + hashes) != Some(&'"') {
                    code.push(here);
                    i += 1;
                    continue;
                }
                let end: String = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
                let body: String = bytes[i + 2 + hashes..].iter().collect();
                let length = body.find(&end).map_or(body.chars().count(), |at| body[..at].chars().count());
                i += 2 + hashes + length + end.len();
                code.push_str("\"\"");
            }
            ('"', _) => {
                i += 1;
                while i < bytes.len() && bytes[i] != '"' {
                    i += if bytes[i] == '\\' { 2 } else { 1 };
                }
                i += 1;
                code.push_str("\"\"");
            }
            // A character, not a lifetime.
            ('\'', _) if bytes.get(i + 2) == Some(&'\'') || next == '\\' => {
                i += 2;
                while i < bytes.len() && bytes[i] != '\'' {
                    i += 1;
                }
                i += 1;
                code.push_str("' '");
            }
            _ => {
                code.push(here);
                i += 1;
            }
        }
    }
    code
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("api/src can be read").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

pub fn house() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../api/src");
    let mut found = vec![];
    sources(&root, &mut found);
    let relative = |path: &PathBuf| path.strip_prefix(&root).expect("below the root").to_string_lossy().replace('\\', "/");
    found.iter().map(|path| (relative(path), fs::read_to_string(path).expect("a source can be read"))).collect()
}

#[test]
fn every_arrow_points_down() {
    let house = house();
    assert!(house.len() > 50, "the house was not found");
    let faults: Vec<String> = house.iter().flat_map(|(path, source)| faults(path, source)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_room_is_on_the_plan() {
    for (path, _) in house() {
        let room = path.split(['/', '.']).next().unwrap_or_default();
        assert!(floor(room).is_some() || matches!(room, "lib" | "main"), "{path}: the room {room} is not on the plan");
    }
}

/// A checker that cannot fail proves nothing.
#[test]
fn a_wrong_arrow_is_found() {
    for (path, source, why) in [
        ("kernel/x.rs", "use crate::store::Site;", "up"),
        ("store/x.rs", "use crate::{kernel::ids, http::{Problem, Caller}};", "up"),
        ("store/x.rs", "fn f() -> crate::http::Problem { todo!() }", "up"),
        ("http/x.rs", "pub use crate::{\n    kernel::text as t,\n    app::Config,\n};", "up"),
        ("worker/x.rs", "use crate::federation::feed;", "across"),
        ("features/media/actions.rs", "use crate::features::newsroom::actions;", "imports feature"),
        ("features/media/mod.rs", "use crate::features::{media::views, accounts};", "imports feature"),
        ("features/media/actions.rs", "use super::super::newsroom::actions;", "climbs"),
        ("features/media/mod.rs", "use super::accounts;", "climbs"),
        ("kernel/clock.rs", "use super::super::store;", "climbs"),
        ("store/x.rs", "let now = chrono::Utc::now();", "Utc::now"),
        ("app/utils.rs", "", "says nothing"),
    ] {
        let found = faults(path, source);
        assert!(found.iter().any(|f| f.contains(why)), "{path} {source:?}: {found:?}");
    }
}

#[test]
fn a_right_arrow_is_left_alone() {
    for (path, source) in [
        ("store/x.rs", "use crate::{access::Actor, kernel::{ids, text::nfc}}; use super::Fault;"),
        ("features/media/routes.rs", "use crate::http::{Caller, Problem}; use super::views; use crate::features::media::actions;"),
        ("features/newsroom/actions/review.rs", "use super::super::desk; use crate::features::newsroom::policy;"),
        ("features/mod.rs", "pub mod media;"),
        ("app/start.rs", "use crate::{features, worker, federation};"),
        ("kernel/x.rs", "// use crate::store::Site and Utc::now\nlet s = \"crate::http::x Utc::now\"; let r = r#\"crate::app \"#;"),
        ("kernel/text.rs", "#[cfg(test)]\nmod tests { use super::*; }"),
        ("kernel/clock.rs", "Utc::now()"),
        ("store/x.rs", "let c = '\"'; let d: &'static str = x; // crate::http"),
    ] {
        assert_eq!(faults(path, source), Vec::<String>::new(), "{path}");
    }
}
