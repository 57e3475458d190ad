//! The passage that shows why something was found. Texts are given in pieces, each marked or not, never as HTML: whoever
//! shows them cannot show more than words.

use serde::Serialize;
use utoipa::ToSchema;

use super::question::Question;
use super::tokens::{Word, words};

/// No passage is looked for beyond this, in bytes.
const LOOK_AT: usize = 200_000;
const BEFORE: usize = 80;
const AFTER: usize = 200;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Piece {
    #[schema(example = "Thành Đông")]
    pub text: String,
    /// Part of what was looked for.
    pub hit: bool,
}

/// Runs of words to mark: first and last byte, words in the run.
type Run = (usize, usize, usize);

/// The text in pieces; together they are the text.
pub fn pieces(text: &str, question: &Question) -> Vec<Piece> {
    cut(text, &runs(text, question))
}

/// The part of a text that tells most, in pieces, and whether it lies behind a form feed, where annexes begin. Without a hit,
/// the beginning.
pub fn passage(text: &str, question: &Question) -> (Vec<Piece>, bool) {
    let end = floor(text, LOOK_AT);
    let runs = runs(&text[..end], question);
    // The longest run; of equals the one with the most of them close behind.
    let best = runs.iter().enumerate().max_by_key(|(at, run)| {
        let near = runs[*at..].iter().take_while(|r| r.0 < run.0 + AFTER).map(|r| r.2).sum::<usize>();
        (run.2, near, std::cmp::Reverse(*at))
    });
    let at = best.map_or(0, |(_, run)| run.0);
    let line_from = text[..at].rfind(['\n', '\u{c}']).map_or(0, |i| i + 1);
    let from = if at - line_from <= BEFORE { line_from } else { word_start(text, floor(text, at - BEFORE)) };
    let to = floor(text, (at + AFTER).min(text.len()));
    let to = if to < text.len() { text[..to].rfind(' ').filter(|i| *i > at).unwrap_or(to) } else { to };
    let to = best.map_or(to, |(_, run)| to.max(run.1));
    let shown: Vec<Run> = runs.iter().filter(|r| r.0 >= from && r.1 <= to).map(|r| (r.0 - from, r.1 - from, r.2)).collect();
    let mut pieces = cut(&text[from..to], &shown);
    for piece in &mut pieces {
        piece.text = piece.text.replace(['\n', '\u{c}'], " ");
    }
    let blank = |hit: bool, text: &str| Piece { text: text.into(), hit };
    if from > line_from {
        pieces.insert(0, blank(false, "… "));
    }
    if to < text.len() {
        pieces.push(blank(false, " …"));
    }
    (pieces, text[..at].contains('\u{c}'))
}

/// The hits of a text. Where neighbours of the question stand side by side, only such are hits: a single `đông` tells nothing
/// to those who asked for `thành đông`.
fn runs(text: &str, question: &Question) -> Vec<Run> {
    let mut sought: Vec<Vec<&str>> = question.parts.iter().map(|part| part.words.iter().map(|w| w.plain.as_str()).collect()).collect();
    sought.extend(question.other_names().map(|name| name.iter().map(String::as_str).collect()));
    let mut found: Vec<Run> = vec![];
    // Where each name may go on: sought, place of its next word.
    let mut last: Option<(Word, Vec<(usize, usize)>)> = None;
    for word in words(text) {
        let places: Vec<(usize, usize)> = sought
            .iter()
            .enumerate()
            .flat_map(|(s, names)| names.iter().enumerate().filter(|(_, w)| **w == word.plain).map(move |(at, _)| (s, at)))
            .collect();
        if places.is_empty() {
            last = None;
            continue;
        }
        let goes_on =
            last.as_ref().is_some_and(|(_, before)| !word.begins_line && before.iter().any(|(s, at)| places.contains(&(*s, at + 1))));
        match found.last_mut().filter(|_| goes_on) {
            Some(run) => *run = (run.0, word.end, run.2 + 1),
            None => found.push((word.start, word.end, 1)),
        }
        last = Some((word, places));
    }
    if found.iter().any(|r| r.2 > 1) {
        let single = |run: &Run| sought.iter().any(|names| names.len() == 1 && names[0] == plain_of(text, run));
        found.retain(|r| r.2 > 1 || single(r));
    }
    found
}

fn plain_of(text: &str, run: &Run) -> String {
    super::tokens::plain(&text[run.0..run.1])
}

fn cut(text: &str, runs: &[Run]) -> Vec<Piece> {
    let mut pieces = vec![];
    let mut from = 0;
    for (start, end, _) in runs {
        if *start > from {
            pieces.push(Piece { text: text[from..*start].into(), hit: false });
        }
        pieces.push(Piece { text: text[*start..*end].into(), hit: true });
        from = *end;
    }
    if from < text.len() {
        pieces.push(Piece { text: text[from..].into(), hit: false });
    }
    pieces
}

/// The last boundary of a character not behind `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

fn word_start(text: &str, at: usize) -> usize {
    text[at..].find(' ').map_or(at, |i| at + i + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn marked(pieces: &[Piece]) -> String {
        pieces.iter().map(|p| if p.hit { format!("[{}]", p.text) } else { p.text.clone() }).collect()
    }

    #[test]
    fn words_are_marked() {
        for (asked, text, want) in [
            ("thanh dong", "Phường Thành Đông, thành phố", "Phường [Thành Đông], thành phố"),
            ("thanh dong", "Thành phố phía đông", "[Thành] phố phía [đông]"),
            ("hoà giải", "Hòa giải viên", "[Hòa giải] viên"),
            ("849/qd-ubnd", "Theo Quyết định số 849/QĐ-UBND.", "Theo Quyết định số [849/QĐ-UBND]."),
            ("rác \"phân loại\"", "Phân loại rác tại nguồn", "[Phân loại] [rác] tại nguồn"),
            ("<b>", "một <b>hai</b>", "một <[b]>hai</[b]>"),
            ("xyz", "không có", "không có"),
        ] {
            assert_eq!(marked(&pieces(text, &Question::read(asked))), want, "{asked}");
        }
    }

    #[test]
    fn the_passage_that_tells_most() {
        let text = format!("Đông người.\n{}\nHọp ở phường Thành Đông sáng nay.\n{}", "chữ ".repeat(200), "khác ".repeat(200));
        let (found, annex) = passage(&text, &Question::read("thanh dong"));
        let told = marked(&found);
        assert!(told.starts_with("Họp ở phường [Thành Đông] sáng nay. khác") && told.ends_with(" …") && !annex, "{told}");
        let (found, annex) = passage("Đầu.\u{c}Phụ lục: danh sách hộ", &Question::read("danh sách"));
        assert_eq!((marked(&found).as_str(), annex), ("Phụ lục: [danh sách] hộ", true));
        assert_eq!(marked(&passage("Chỉ có thế.", &Question::read("khác")).0), "Chỉ có thế.");
        assert_eq!(passage("", &Question::read("a")).0, []);
    }

    proptest! {
        #[test]
        fn pieces_are_the_text(text in any::<String>(), soup in "[a-cđàâ \n\u{c}]{0,400}", asked in "[a-cđàâ\" ]{0,12}") {
            let question = Question::read(&asked);
            for text in [text, soup] {
                let whole: String = pieces(&text, &question).into_iter().map(|p| p.text).collect();
                prop_assert_eq!(&whole, &text);
                let (part, _) = passage(&text, &question);
                prop_assert!(part.iter().map(|p| p.text.chars().count()).sum::<usize>() <= text.chars().count() + 4);
            }
        }
    }
}
