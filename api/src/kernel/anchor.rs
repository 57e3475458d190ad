//! Where a quoted passage stands in a text that has been edited since (W3C Web Annotation: a text quote with its context
//! and a position). Blanks do not count: a browser and a stored body break lines differently.

use std::collections::HashMap;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// How much of the surroundings a quote remembers, in characters.
pub const CONTEXT: usize = 40;
/// The longest quote, in characters.
pub const QUOTE_MAX: usize = 2_000;
/// Words in common, of both passages together, from which one counts as the edited other.
const LIKENESS: f64 = 0.5;

/// A passage as it was marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    pub exact: String,
    pub prefix: String,
    pub suffix: String,
    /// Where it began, in characters.
    pub position: usize,
}

/// How a passage was found again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Word for word.
    Same,
    /// Edited since.
    Changed,
}

/// A passage of a text, in characters: `start..end`, never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub start: usize,
    pub end: usize,
    pub fit: Fit,
}

/// A text made ready for looking up passages; one for many quotes.
pub struct Looked {
    chars: Vec<char>,
    /// The characters that are no blanks, and where each stands in `chars`.
    dense: Vec<char>,
    at: Vec<usize>,
    /// Words as numbers, and where each begins and ends in `chars`.
    words: Vec<u32>,
    spans: Vec<(usize, usize)>,
    numbers: HashMap<String, u32>,
}

fn dense(text: &str) -> Vec<char> {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

impl Looked {
    pub fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let (mut at, mut spans, mut words, mut numbers) = (vec![], vec![], vec![], HashMap::new());
        let mut word = String::new();
        for (i, c) in chars.iter().chain([&' ']).enumerate() {
            if !c.is_whitespace() {
                at.push(i);
                word.push(*c);
            } else if !word.is_empty() {
                spans.push((i - word.chars().count(), i));
                let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                words.push(*numbers.entry(std::mem::take(&mut word)).or_insert(next));
            }
        }
        Self { dense: at.iter().map(|i| chars[*i]).collect(), chars, at, words, spans, numbers }
    }

    /// The text of a place.
    pub fn text(&self, place: Place) -> String {
        self.chars[place.start..place.end].iter().collect()
    }

    /// The quote of a place, with its context.
    pub fn quote(&self, place: Place) -> Quote {
        let slice = |from: usize, to: usize| self.chars[from..to].iter().collect::<String>();
        Quote {
            exact: slice(place.start, place.end),
            prefix: slice(place.start.saturating_sub(CONTEXT), place.start),
            suffix: slice(place.end, (place.end + CONTEXT).min(self.chars.len())),
            position: place.start,
        }
    }

    /// Finds the passage again: word for word where its context fits best, else the stretch most like it, else what now
    /// stands between its old neighbours. `None`: it is gone.
    pub fn find(&self, quote: &Quote) -> Option<Place> {
        let exact = dense(&quote.exact);
        if exact.is_empty() {
            return None;
        }
        self.same(&exact, quote).or_else(|| self.alike(quote)).or_else(|| self.between(quote, exact.len()))
    }

    fn place(&self, from: usize, to: usize, fit: Fit) -> Place {
        Place { start: self.at[from], end: self.at[to - 1] + 1, fit }
    }

    fn same(&self, exact: &[char], quote: &Quote) -> Option<Place> {
        let (before, after) = (dense(&quote.prefix), dense(&quote.suffix));
        let found = occurrences(&self.dense, exact).map(|from| {
            let to = from + exact.len();
            let fits = self.dense[..from].iter().rev().zip(before.iter().rev()).take_while(|(a, b)| a == b).count()
                + self.dense[to..].iter().zip(&after).take_while(|(a, b)| a == b).count();
            (fits, std::cmp::Reverse(self.at[from].abs_diff(quote.position)), from)
        });
        let (_, _, from) = found.max()?;
        Some(self.place(from, from + exact.len(), Fit::Same))
    }

    /// The stretch of as many words with most of them in common, trimmed to what is really alike.
    fn alike(&self, quote: &Quote) -> Option<Place> {
        let needle: Vec<u32> = quote.exact.split_whitespace().map(|w| self.numbers.get(w).copied().unwrap_or(u32::MAX)).collect();
        let n = needle.len();
        if n < 2 || self.words.is_empty() {
            return None;
        }
        let mut wanted: HashMap<u32, i64> = HashMap::new();
        for word in needle.iter().filter(|w| **w != u32::MAX) {
            *wanted.entry(*word).or_default() += 1;
        }
        let (mut common, mut best) = (0i64, None);
        for i in 0..self.words.len() {
            if let Some(left) = wanted.get_mut(&self.words[i]) {
                common += i64::from(*left > 0);
                *left -= 1;
            }
            if i >= n
                && let Some(left) = wanted.get_mut(&self.words[i - n])
            {
                *left += 1;
                common -= i64::from(*left > 0);
            }
            let from = (i + 1).saturating_sub(n);
            let candidate = (common, std::cmp::Reverse(self.spans[from].0.abs_diff(quote.position)), from);
            best = best.max(Some(candidate));
        }
        let (common, _, from) = best?;
        if 3 * usize::try_from(common).unwrap_or(0) < n {
            return None;
        }
        let reach = n / 2 + 2;
        let (low, high) = (from.saturating_sub(reach), (from + n + reach).min(self.words.len()));
        self.trimmed(&needle, low, high)
    }

    fn trimmed(&self, needle: &[u32], low: usize, high: usize) -> Option<Place> {
        let mut equal: Vec<(usize, usize)> = vec![];
        for op in capture_diff_slices(Algorithm::Myers, needle, &self.words[low..high]) {
            if let DiffOp::Equal { new_index, len, .. } = op {
                equal.push((low + new_index, low + new_index + len));
            }
        }
        // A lone word far off is a chance, not the passage: ends are given up while that makes it more alike.
        let likeness = |runs: &[(usize, usize)]| {
            let shared: usize = runs.iter().map(|(from, to)| to - from).sum();
            let span = runs.last().map_or(0, |l| l.1) - runs.first().map_or(0, |f| f.0);
            2.0 * shared as f64 / (needle.len() + span) as f64
        };
        let mut runs = equal.as_slice();
        while runs.len() > 1 {
            let (head, tail) = (&runs[..runs.len() - 1], &runs[1..]);
            let shorter = if likeness(head) > likeness(tail) { head } else { tail };
            if likeness(shorter) <= likeness(runs) {
                break;
            }
            runs = shorter;
        }
        if runs.is_empty() || likeness(runs) < LIKENESS {
            return None;
        }
        let (first, last) = (runs[0].0, runs[runs.len() - 1].1 - 1);
        Some(Place { start: self.spans[first].0, end: self.spans[last].1, fit: Fit::Changed })
    }

    /// What stands between the old neighbours, when they still stand near each other and exactly once.
    fn between(&self, quote: &Quote, size: usize) -> Option<Place> {
        let (before, after) = (dense(&quote.prefix), dense(&quote.suffix));
        if before.len() < 8 || after.len() < 8 {
            return None;
        }
        let only = |needle: &[char]| {
            let mut found = occurrences(&self.dense, needle);
            found.next().filter(|_| found.next().is_none())
        };
        let (from, to) = (only(&before)? + before.len(), only(&after)?);
        (from < to && to - from <= 3 * size + 24).then(|| self.place(from, to, Fit::Changed))
    }
}

fn occurrences<'a>(text: &'a [char], needle: &'a [char]) -> impl Iterator<Item = usize> + 'a {
    let first = needle.first().copied();
    let last = (text.len() + 1).saturating_sub(needle.len().max(1));
    (0..last).filter(move |i| Some(text[*i]) == first && text[*i..].starts_with(needle))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn marked(text: &str, passage: &str) -> Quote {
        let byte = text.find(passage).unwrap();
        let start = text[..byte].chars().count();
        Looked::new(text).quote(Place { start, end: start + passage.chars().count(), fit: Fit::Same })
    }

    fn found(before: &str, passage: &str, after: &str) -> Option<(String, Fit)> {
        let looked = Looked::new(after);
        looked.find(&marked(before, passage)).map(|p| (looked.text(p), p.fit))
    }

    const TEXT: &str = "Sáng nay, hơn ba trăm người dân cùng làm sạch bờ kênh Đông Kênh.\nChiều nay, người dân họp tổ.";

    #[test]
    fn passages_survive_edits_or_are_gone() {
        for (passage, after, want) in [
            ("ba trăm người dân", TEXT, Some(("ba trăm người dân", Fit::Same))),
            (
                "người dân",
                "Tin mới. Sáng nay, hơn ba trăm người dân cùng làm sạch. Chiều nay, người dân họp.",
                Some(("người dân", Fit::Same)),
            ),
            ("ba trăm người dân", "Sáng nay, hơn 300 người dân cùng làm sạch bờ kênh.", Some(("người dân", Fit::Changed))),
            (
                "hơn ba trăm người dân cùng làm sạch",
                "Sáng nay, gần bốn trăm người dân đã cùng làm sạch bờ kênh.",
                Some(("trăm người dân đã cùng làm sạch", Fit::Changed)),
            ),
            (
                "ba trăm",
                "Sáng nay, hơn 320 người dân cùng làm sạch bờ kênh Đông Kênh.\nChiều nay, người dân họp tổ.",
                Some(("320", Fit::Changed)),
            ),
            ("làm sạch bờ kênh", "Sáng nay trời mưa.", None),
            ("làm sạch bờ kênh", "", None),
        ] {
            assert_eq!(found(TEXT, passage, after), want.map(|(t, f)| (t.to_owned(), f)), "{passage}");
        }
    }

    #[test]
    fn the_right_one_of_two_is_told_by_its_context() {
        let looked = Looked::new(TEXT);
        let byte = TEXT.rfind("người dân").unwrap();
        let start = TEXT[..byte].chars().count();
        let quote = Quote { position: 0, ..looked.quote(Place { start, end: start + 9, fit: Fit::Same }) };
        assert_eq!(looked.find(&quote).unwrap().start, start);
    }

    #[test]
    fn a_replaced_passage_is_what_stands_between_its_neighbours() {
        let before = "Cuộc họp sáng thứ Hai do Trưởng Ban chủ trì tại hội trường lớn.";
        let after = "Cuộc họp sáng thứ Hai do đồng chí Phó Chủ tịch chủ trì tại hội trường lớn.";
        assert_eq!(found(before, "Trưởng Ban", after), Some(("đồng chí Phó Chủ tịch".into(), Fit::Changed)));
        assert_eq!(found(before, "Trưởng Ban", "Cuộc họp sáng thứ Hai do chủ trì tại hội trường lớn."), None);
    }

    fn prose() -> impl Strategy<Value = String> {
        proptest::collection::vec("[a-đ]{1,4}[ \n]?", 1..60).prop_map(|words| words.concat())
    }

    proptest! {
        #[test]
        fn what_was_not_edited_is_found_where_it_was(text in prose(), from in 0usize..200, size in 1usize..40) {
            let looked = Looked::new(&text);
            let n = text.chars().count();
            let start = from % n;
            let place = Place { start, end: (start + size).min(n), fit: Fit::Same };
            let quote = looked.quote(place);
            match looked.find(&quote) {
                Some(again) => {
                    prop_assert_eq!(dense(&looked.text(again)), dense(&quote.exact));
                    prop_assert!(again.start >= place.start && again.end <= place.end);
                }
                None => prop_assert!(quote.exact.trim().is_empty()),
            }
        }

        #[test]
        fn what_is_written_elsewhere_does_not_matter(before in prose(), passage in "[A-Z]{3,9} [A-Z]{3,9}", after in prose(), more in prose()) {
            let text = format!("{before} {passage} {after}");
            let quote = marked(&text, &passage);
            let edited = format!("{more} {before} {passage} {after} {more}");
            let looked = Looked::new(&edited);
            let again = looked.find(&quote).map(|p| (looked.text(p), p.fit));
            prop_assert_eq!(again, Some((passage, Fit::Same)));
        }

        #[test]
        fn places_lie_in_the_text(text in any::<String>(), exact in any::<String>(), prefix in any::<String>(), suffix in any::<String>(), position in any::<usize>()) {
            let looked = Looked::new(&text);
            if let Some(place) = looked.find(&Quote { exact, prefix, suffix, position }) {
                prop_assert!(place.start < place.end && place.end <= text.chars().count());
            }
        }
    }
}
