//! What changed between two texts, word by word, as a reviewer reads it.

use std::time::{Duration, Instant};

use serde::Serialize;
use similar::{Algorithm, ChangeTag, TextDiff};
use utoipa::ToSchema;

/// Up to here texts are compared word by word; a long report has some 100 KB.
const WORDS_MAX: usize = 400 * 1024;
/// Up to here line by line; beyond, the differing middle is shown as replaced whole.
const LINES_MAX: usize = 4 * 1024 * 1024;
/// The worst case of a comparison is quadratic: then it is cut short and gives a coarser, still true answer.
const PATIENCE: Duration = Duration::from_millis(400);

/// What happened to a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OpKind {
    /// In both texts.
    Equal,
    /// Only in the later text.
    Insert,
    /// Only in the earlier text.
    Delete,
}

/// One stretch of a comparison: `{"op": "insert", "text": "…"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Op {
    /// What happened to it.
    #[serde(rename = "op")]
    pub kind: OpKind,
    /// The stretch itself, never empty.
    pub text: String,
}

/// Compares word by word. Neighbouring operations always differ in kind, a deletion stands before the insertion that
/// takes its place, and blanks alone do not break a changed passage in two.
///
/// The equal and deleted stretches joined give `before`, the equal and inserted ones `after`, whatever the input; texts
/// too large (or too hostile) for words are compared by lines, then as one piece.
pub fn words(before: &str, after: &str) -> Vec<Op> {
    let (head, before, after, tail) = unlike_middle(before, after);
    let mut ops = Ops::default();
    ops.push(OpKind::Equal, head);
    let size = before.len() + after.len();
    if before.is_empty() || after.is_empty() || size > LINES_MAX {
        ops.push(OpKind::Delete, before);
        ops.push(OpKind::Insert, after);
    } else {
        let mut config = TextDiff::configure();
        config.algorithm(Algorithm::Myers).deadline(Instant::now() + PATIENCE);
        let diff = if size > WORDS_MAX { config.diff_lines(before, after) } else { config.diff_unicode_words(before, after) };
        for change in diff.iter_all_changes() {
            let kind = match change.tag() {
                ChangeTag::Equal => OpKind::Equal,
                ChangeTag::Insert => OpKind::Insert,
                ChangeTag::Delete => OpKind::Delete,
            };
            ops.push(kind, change.value());
        }
    }
    ops.push(OpKind::Equal, tail);
    ops.finish()
}

/// Splits off what both texts begin and end with, at line ends, so that one edit in a long text is cheap to find.
fn unlike_middle<'a>(before: &'a str, after: &'a str) -> (&'a str, &'a str, &'a str, &'a str) {
    let lines = |text: &'a str| text.split_inclusive('\n');
    let common = |pairs: &mut dyn Iterator<Item = (&str, &str)>| -> usize {
        pairs.take_while(|(one, other)| one == other).map(|(line, _)| line.len()).sum()
    };
    let (head, before) = before.split_at(common(&mut lines(before).zip(lines(after))));
    let after = &after[head.len()..];
    let tail = common(&mut lines(before).rev().zip(lines(after).rev()));
    let (before, tail) = before.split_at(before.len() - tail);
    (head, before, &after[..after.len() - tail.len()], tail)
}

/// Collects operations: changes pile up until real words are equal again.
#[derive(Default)]
struct Ops {
    done: Vec<Op>,
    deleted: String,
    inserted: String,
    /// Equal blanks after a change: part of it if the change goes on.
    blanks: String,
}

impl Ops {
    fn push(&mut self, kind: OpKind, text: &str) {
        let changing = !(self.deleted.is_empty() && self.inserted.is_empty());
        match kind {
            OpKind::Equal if changing && text.chars().all(|c| c.is_whitespace() && c != '\n') => self.blanks.push_str(text),
            OpKind::Equal => {
                self.settle();
                self.append(OpKind::Equal, text);
            }
            OpKind::Insert | OpKind::Delete if text.is_empty() => {}
            OpKind::Insert | OpKind::Delete => {
                let blanks = std::mem::take(&mut self.blanks);
                self.deleted.push_str(&blanks);
                self.inserted.push_str(&blanks);
                if kind == OpKind::Delete { &mut self.deleted } else { &mut self.inserted }.push_str(text);
            }
        }
    }

    fn settle(&mut self) {
        for (kind, text) in [
            (OpKind::Delete, std::mem::take(&mut self.deleted)),
            (OpKind::Insert, std::mem::take(&mut self.inserted)),
            (OpKind::Equal, std::mem::take(&mut self.blanks)),
        ] {
            self.append(kind, &text);
        }
    }

    fn append(&mut self, kind: OpKind, text: &str) {
        match self.done.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.kind == kind => last.text.push_str(text),
            _ => self.done.push(Op { kind, text: text.to_owned() }),
        }
    }

    fn finish(mut self) -> Vec<Op> {
        self.settle();
        self.done
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sides(ops: &[Op]) -> (String, String) {
        let side = |other: OpKind| ops.iter().filter(|op| op.kind != other).map(|op| op.text.as_str()).collect();
        (side(OpKind::Insert), side(OpKind::Delete))
    }

    fn drawn(ops: &[Op]) -> String {
        ops.iter()
            .map(|op| match op.kind {
                OpKind::Equal => op.text.clone(),
                OpKind::Insert => format!("[+{}]", op.text),
                OpKind::Delete => format!("[-{}]", op.text),
            })
            .collect()
    }

    #[test]
    fn drawings() {
        for (before, after, want) in [
            ("", "", ""),
            ("như cũ", "như cũ", "như cũ"),
            ("", "mới", "[+mới]"),
            ("cũ", "", "[-cũ]"),
            ("Phường họp sáng nay", "Phường họp chiều nay", "Phường họp [-sáng][+chiều] nay"),
            ("họp lúc bảy giờ", "họp vào tám giờ", "họp [-lúc bảy][+vào tám] giờ"),
            ("một\nhai\nba", "một\nhai rưỡi\nba", "một\nhai[+ rưỡi]\nba"),
            ("hạn 10 ngày", "hạn 15 ngày", "hạn [-10][+15] ngày"),
        ] {
            assert_eq!(drawn(&words(before, after)), want);
        }
    }

    #[test]
    fn json_shape() {
        assert_eq!(serde_json::to_string(&words("", "mới")).unwrap(), r#"[{"op":"insert","text":"mới"}]"#);
    }

    #[test]
    fn hostile_texts_do_not_hang() {
        let noise = |seed: u64, bytes: usize, lines: bool| -> String {
            let mut state = seed;
            let mut text = String::new();
            while text.len() < bytes {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push_str(&(state >> 54).to_string());
                text.push(if lines { '\n' } else { ' ' });
            }
            text
        };
        for (bytes, lines) in [(190 << 10, false), (1 << 20, false), (2 << 20, true), (5 << 20, true), (5 << 20, false)] {
            let (before, after) = (noise(1, bytes, lines), noise(2, bytes, lines));
            let started = Instant::now();
            let ops = words(&before, &after);
            assert!(started.elapsed() < Duration::from_secs(10), "{bytes} {lines} {:?}", started.elapsed());
            assert!(sides(&ops) == (before, after));
        }
    }

    proptest! {
        #[test]
        fn both_sides_come_back(before in "([a-cđ][ \n]?){0,30}|\\PC{0,40}", after in "([a-cđ][ \n]?){0,30}|\\PC{0,40}") {
            let ops = words(&before, &after);
            prop_assert_eq!(sides(&ops), (before, after));
            prop_assert!(ops.iter().all(|op| !op.text.is_empty()));
            prop_assert!(ops.windows(2).all(|two| two[0].kind != two[1].kind
                && (two[0].kind, two[1].kind) != (OpKind::Insert, OpKind::Delete)));
        }
    }
}
