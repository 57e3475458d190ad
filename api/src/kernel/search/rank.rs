//! The order of candidates, and the counts beside them. A score depends on the question and the publication alone, never on
//! the day it is asked: pages stay together, and answers may be kept.

use std::collections::{BTreeMap, BTreeSet};

use super::index::{Line, number_term};
use super::question::Question;
use super::tokens::words;

/// What a sort of match is worth, in days: a title with the phrase is worth four years of freshness.
const NUMBER: i64 = 4_000_000;
const WHOLE_TITLE: i64 = 2_000_000;
/// Written with the very marks that were asked for: before all others, however old.
const EXACT: i64 = 500_000;
const TITLE_PHRASE: i64 = 1_500;
const TITLE_WORDS: i64 = 900;
const CLOSE: i64 = 600;
/// Ended ones come after the living.
const ENDED: i64 = -200_000;

/// What the database says of a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate<'l> {
    pub line: Line<'l>,
    /// Neighbours of the question are neighbours in it.
    pub close: bool,
    /// … and written with the same marks.
    pub exact: bool,
}

/// A question, prepared for scoring many lines.
pub struct Scale {
    parts: Vec<String>,
    exact_parts: Vec<String>,
    words: Vec<String>,
    marked: bool,
    numbers: BTreeSet<String>,
    whole: String,
}

impl Scale {
    pub fn of(question: &Question) -> Self {
        let padded = |key: fn(&super::question::Asked) -> &str| -> Vec<String> {
            let join = |part: &super::question::Part| part.words.iter().map(key).collect::<Vec<_>>().join(" ");
            question.parts.iter().map(join).collect()
        };
        let all: Vec<&str> = question.words().map(|w| w.plain.as_str()).collect();
        let mut words: Vec<String> = all.iter().map(|w| (*w).to_owned()).collect();
        words.sort();
        words.dedup();
        Self {
            parts: padded(|w| &w.plain),
            exact_parts: padded(|w| &w.exact),
            marked: question.is_marked(),
            numbers: question.number_terms(),
            whole: all.join(" "),
            words,
        }
    }

    /// The higher, the sooner.
    pub fn score(&self, candidate: &Candidate<'_>) -> i64 {
        let Candidate { line, close, exact } = candidate;
        let mut score = line.day;
        if !line.number.is_empty() && self.is_number(line.number) {
            score += NUMBER;
        }
        if line.title == self.whole {
            score += WHOLE_TITLE;
        }
        if self.marked && (*exact || self.exact_parts.iter().all(|p| has(line.title_exact, p))) {
            score += EXACT;
        }
        if self.parts.iter().all(|p| has(line.title, p)) {
            score += TITLE_PHRASE;
        } else {
            let found = self.words.iter().filter(|w| has(line.title, w)).count();
            // A share of a few words: far below what an i64 holds.
            score += TITLE_WORDS * found as i64 / self.words.len().max(1) as i64;
        }
        if *close {
            score += CLOSE;
        }
        if line.ended {
            score += ENDED;
        }
        score
    }

    fn is_number(&self, number: &str) -> bool {
        let keys: Vec<String> = words(number).map(|w| w.plain).collect();
        number_term(keys.iter().map(String::as_str)).is_some_and(|term| self.numbers.contains(&term))
    }
}

/// Whether words stand in words, as whole ones.
fn has(text: &str, sought: &str) -> bool {
    text.match_indices(sought).any(|(at, _)| {
        let end = at + sought.len();
        (at == 0 || text.as_bytes()[at - 1] == b' ') && (end == text.len() || text.as_bytes()[end] == b' ')
    })
}

/// Best first; of equals the younger.
pub fn ranked<'l>(scale: &Scale, candidates: Vec<Candidate<'l>>) -> Vec<(i64, Line<'l>)> {
    let mut scored: Vec<_> = candidates.into_iter().map(|c| (scale.score(&c), c.line)).collect();
    scored.sort_unstable_by_key(|(score, line)| std::cmp::Reverse((*score, line.n)));
    scored
}

/// How many candidates bear each value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    pub kind: Vec<(String, usize)>,
    pub section: Vec<(String, usize)>,
    pub unit: Vec<(String, usize)>,
    pub field: Vec<(String, usize)>,
    pub year: Vec<(String, usize)>,
    pub lang: Vec<(String, usize)>,
}

/// The values of each, the most frequent first, at most twenty; years newest first.
pub fn facets<'l>(lines: impl Iterator<Item = &'l Line<'l>>) -> Facets {
    let mut counts: [BTreeMap<&str, usize>; 6] = Default::default();
    for line in lines {
        for (place, value) in [line.kind, line.section, line.unit, line.year, line.lang].into_iter().enumerate() {
            *counts[place].entry(value).or_default() += 1;
        }
        for field in line.fields.split(',').filter(|f| !f.is_empty()) {
            *counts[5].entry(field).or_default() += 1;
        }
    }
    let [kind, section, unit, year, lang, field] = counts.map(|count| {
        let mut values: Vec<_> = count.into_iter().map(|(value, n)| (value.to_owned(), n)).collect();
        values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        values.truncate(20);
        values
    });
    let mut year = year;
    year.sort_by(|a, b| b.0.cmp(&a.0));
    Facets { kind, section, unit, field, year, lang }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::index::Doc;
    use super::super::index::tests::a_doc;
    use super::*;

    fn order(question: &str, docs: &[Doc<'_>]) -> Vec<i64> {
        let question = Question::read(question);
        let lines: Vec<String> = docs.iter().map(Doc::line).collect();
        let found = lines.iter().map(|l| Candidate { line: Line::read(l).unwrap(), close: false, exact: false }).collect();
        ranked(&Scale::of(&question), found).into_iter().map(|(_, line)| line.n).collect()
    }

    #[test]
    fn what_is_meant_comes_first() {
        let docs =
            [a_doc(1, "Thành Đông đẹp", ""), a_doc(2, "Thanh Đồng cổ", ""), a_doc(3, "Đông người ở Thành phố", ""), a_doc(4, "Khác", "")];
        assert_eq!(order("thành đông", &docs), [1, 2, 3, 4]);
        assert_eq!(order("thanh dong", &docs), [2, 1, 3, 4], "without marks the younger is first");
        assert_eq!(order("khac", &docs)[0], 4, "a whole title");
        let old = Doc { published_at: docs[0].published_at - chrono::TimeDelta::days(9000), ..docs[0].clone() };
        let docs = [old, docs[1].clone(), docs[3].clone()];
        assert_eq!(order("Thành Đông", &docs), [1, 2, 4], "exact marks, however old");
    }

    #[test]
    fn numbers_and_endings() {
        let cited = a_doc(3, "Triển khai Quyết định 849/QĐ-UBND", "");
        let itself = Doc { number: Some("849/QĐ-UBND"), ..a_doc(1, "Ban hành quy chế", "") };
        let ended = Doc { ended: true, ..a_doc(9, "Triển khai Quyết định 849/QĐ-UBND", "") };
        assert_eq!(order("849/qd-ubnd", &[cited, itself, ended]), [1, 3, 9]);
    }

    #[test]
    fn facets_count_every_candidate() {
        let lines = [a_doc(1, "a", "").line(), a_doc(2, "b", "").line(), a_doc(400, "c", "").line()];
        let lines: Vec<_> = lines.iter().map(|l| Line::read(l).unwrap()).collect();
        let counted = facets(lines.iter());
        assert_eq!(counted.kind, [("article".into(), 3)]);
        assert_eq!(counted.year, [("2024".into(), 1), ("2023".into(), 2)]);
        assert_eq!(counted.field, [("culture".into(), 3)]);
    }

    #[test]
    fn whole_words_only() {
        for (text, sought, want) in [
            ("thanh dong", "thanh", true),
            ("thanh dong", "dong", true),
            ("thanhdong", "dong", false),
            ("a bc", "b", false),
            ("bc b", "b", true),
        ] {
            assert_eq!(has(text, sought), want, "{text} {sought}");
        }
    }

    proptest! {
        #[test]
        fn the_order_is_one_whatever_the_order_of_candidates(titles in proptest::collection::vec("[a-cđôà ]{1,12}", 1..12), asked in "[a-cđôà ]{1,8}") {
            let docs: Vec<_> = titles.iter().enumerate().map(|(n, t)| a_doc(n as i64, t, "")).collect();
            let forth = order(&asked, &docs);
            let back: Vec<_> = docs.into_iter().rev().collect();
            prop_assert_eq!(forth, order(&asked, &back));
        }
    }
}
