//! A publication as terms of the index, and as the line that ranking and facets read.
//!
//! Terms: the words without marks (`thanh`), two neighbours as one (`thanhdong`: syllables are so common that only pairs tell
//! anything), the marked words as written (`_thanhf`), and terms with a word before `_`: `t_` the title's words and pairs,
//! `te_` a title as a whole, `n_` a document number, `k_ s_ u_ f_ y_ l_` kind, section, unit, field, year, language,
//! `x_ended`. Only letters, figures and `_` occur in a term.

use std::collections::HashSet;
use std::fmt::Write;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use uuid::Uuid;

use super::tokens::{self, Word, words};
use crate::kernel::words::{Field, Kind, Lang};
use crate::kernel::{canonical, dates};

/// All the terms of one publication, in bytes: a long annex fills it, and what comes later is found no more.
pub const TERMS_MAX: usize = 500_000;
/// The term of publications that ended but stay readable.
pub const ENDED: &str = "x_ended";

/// What a search may find of a publication.
#[derive(Clone, Debug)]
pub struct Doc<'a> {
    pub n: i64,
    pub kind: Kind,
    pub section: Uuid,
    pub unit: Uuid,
    pub lang: Lang,
    pub fields: &'a [Field],
    pub published_at: DateTime<Utc>,
    /// Readable at its address, out of the lists.
    pub ended: bool,
    pub number: Option<&'a str>,
    pub title: &'a str,
    /// Everything else, a line for each paragraph.
    pub text: &'a str,
}

/// Two neighbours as one term.
pub fn pair(a: &str, b: &str) -> String {
    [a, b].concat()
}

/// The term of a document number, however it is spaced and marked; `None` for what is no number.
pub fn number_term<'w>(words: impl Iterator<Item = &'w str>) -> Option<String> {
    let mut term = String::from("n");
    let mut count = 0;
    for word in words {
        // `01/2026/NQ-HĐND` is `1/2026/NQ-HĐND`.
        let word = if count == 0 { word.trim_start_matches('0') } else { word };
        term.push('_');
        term.push_str(word);
        count += 1;
    }
    let figures = term.as_bytes().get(2).is_some_and(u8::is_ascii_digit);
    (figures && (2..=8).contains(&count) && term.len() <= 80).then_some(term)
}

/// The term of a whole title.
pub fn title_term(plain_title: &str) -> String {
    format!("te_{}", &canonical::sha256_hex(plain_title.as_bytes())[..16])
}

impl Doc<'_> {
    fn day(&self) -> NaiveDate {
        dates::to_vn(self.published_at).date_naive()
    }

    /// The terms, each once.
    pub fn terms(&self) -> Vec<String> {
        let mut terms = Terms { seen: HashSet::with_capacity(1024), room: TERMS_MAX };
        let (title, number): (Vec<Word>, Vec<Word>) = (words(self.title).collect(), words(self.number.unwrap_or_default()).collect());
        for (name, word) in [("k", self.kind.word()), ("l", self.lang.word()), ("y", self.day().year().to_string())] {
            terms.add(format!("{name}_{word}"));
        }
        terms.add(format!("s_{}", self.section.simple()));
        terms.add(format!("u_{}", self.unit.simple()));
        for field in self.fields {
            terms.add(format!("f_{}", field.word()));
        }
        if self.ended {
            terms.add(ENDED.into());
        }
        if let Some(term) = number_term(number.iter().map(|w| w.plain.as_str())) {
            terms.add(term);
        }
        terms.add(title_term(&tokens::plain(self.title)));
        terms.text("t_", title.iter().cloned());
        terms.text("", title.into_iter());
        terms.text("", number.into_iter());
        terms.text("", words(self.text));
        terms.seen.into_iter().collect()
    }

    /// The line: see [`Line`].
    pub fn line(&self) -> String {
        let fields: Vec<String> = self.fields.iter().map(|f| f.word()).collect();
        let number = self.number.unwrap_or_default().replace(['\t', '\n'], " ");
        let mut line = format!(
            "{}\t{}\t{}\t{}\t{}\t{}\t{}\t",
            self.n,
            self.day().num_days_from_ce(),
            u8::from(self.ended),
            self.kind,
            self.section.simple(),
            self.unit.simple(),
            self.lang
        );
        let (plain, exact) = (tokens::plain(self.title), tokens::exact(self.title));
        // The second only where it says more. Writing into a String cannot fail.
        let exact = if exact == plain { "" } else { exact.as_str() };
        let _ = write!(line, "{}\t{}\t{number}\t{plain}\t{exact}", self.day().year(), fields.join(","));
        line
    }
}

struct Terms {
    seen: HashSet<String>,
    room: usize,
}

impl Terms {
    fn add(&mut self, term: String) {
        if !term.is_empty() && term.len() < self.room && !self.seen.contains(&term) {
            self.room -= term.len() + 1;
            self.seen.insert(term);
        }
    }

    fn text(&mut self, before: &str, words: impl Iterator<Item = Word>) {
        let mut last: Option<String> = None;
        for word in words {
            if self.room < 100 {
                return;
            }
            if let Some(last) = last.filter(|_| !word.begins_line) {
                self.add(format!("{before}{last}{}", word.plain));
            }
            if before.is_empty() && word.is_marked() {
                self.add(format!("_{}", word.exact));
            }
            self.add(format!("{before}{}", word.plain));
            last = Some(word.plain);
        }
    }
}

/// What ranking and facets know of a candidate: one line of text, so that two thousand of them are one value for a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'l> {
    pub n: i64,
    /// Of first publication, as days since the first year.
    pub day: i64,
    pub ended: bool,
    pub kind: &'l str,
    pub section: &'l str,
    pub unit: &'l str,
    pub lang: &'l str,
    pub year: &'l str,
    /// Joined by commas.
    pub fields: &'l str,
    pub number: &'l str,
    pub title: &'l str,
    pub title_exact: &'l str,
}

impl<'l> Line<'l> {
    /// `None` for what is no line.
    pub fn read(line: &'l str) -> Option<Self> {
        let mut parts = line.split('\t');
        let mut next = || parts.next();
        Some(Self {
            n: next()?.parse().ok()?,
            day: next()?.parse().ok()?,
            ended: next()? == "1",
            kind: next()?,
            section: next()?,
            unit: next()?,
            lang: next()?,
            year: next()?,
            fields: next()?,
            number: next()?,
            title: next()?,
            title_exact: next()?,
        })
        .map(|line| if line.title_exact.is_empty() { Self { title_exact: line.title, ..line } } else { line })
    }
}

/// Words and pairs of words of a title, and the number: what is offered while somebody types. Folded and as shown.
pub fn phrases(title: &str, number: Option<&str>) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = vec![];
    let mut last: Option<Word> = None;
    for word in words(title) {
        if let Some(last) = last.as_ref().filter(|last| last.plain.len() + word.plain.len() > 3 && word.start - last.end <= 1) {
            found.push((format!("{} {}", last.plain, word.plain), title[last.start..word.end].to_lowercase()));
        }
        if word.plain.chars().count() > 1 {
            found.push((word.plain.clone(), title[word.start..word.end].to_lowercase()));
        }
        last = Some(word);
    }
    if let Some(number) = number.filter(|n| n.len() <= 100) {
        found.push((tokens::plain(number), number.to_owned()));
    }
    found.sort();
    found.dedup_by(|a, b| a.0 == b.0);
    found
}

#[cfg(test)]
pub mod tests {
    use super::*;

    pub fn a_doc<'a>(n: i64, title: &'a str, text: &'a str) -> Doc<'a> {
        Doc {
            n,
            kind: Kind::Article,
            section: Uuid::nil(),
            unit: Uuid::nil(),
            lang: Lang::Vi,
            fields: &[Field::Culture],
            published_at: DateTime::from_timestamp(1_700_000_000 + n * 86_400, 0).unwrap(),
            ended: false,
            number: None,
            title,
            text,
        }
    }

    #[test]
    fn terms_hold_words_pairs_and_marks() {
        let terms: HashSet<_> = a_doc(1, "Thành Đông", "hoa sen\nnở rộ").terms().into_iter().collect();
        for term in ["thanh", "dong", "thanhdong", "_thanhf", "_ddoong", "t_thanh", "t_thanhdong", "hoa", "hoasen", "norobo"] {
            assert_eq!(terms.contains(term), term != "norobo", "{term}");
        }
        assert!(!terms.contains("senno") && !terms.contains("donghoa") && !terms.contains("_hoa"), "lines part neighbours");
        for term in ["k_article", "l_vi", "y_2023", "f_culture", &format!("s_{}", Uuid::nil().simple()), &title_term("thanh dong")] {
            assert!(terms.contains(term), "{term}");
        }
        assert!(terms.iter().all(|t| t.chars().all(|c| c.is_alphanumeric() || c == '_')));
    }

    #[test]
    fn numbers_have_one_term() {
        let term = |text: &str| {
            let words: Vec<_> = words(text).collect();
            number_term(words.iter().map(|w| w.plain.as_str()))
        };
        for text in ["849/QĐ-UBND", "849/qd-ubnd", "849 QĐ UBND", "849QĐ-UBND", "0849/QĐ - UBND"] {
            assert_eq!(term(text).as_deref(), Some("n_849_qd_ubnd"), "{text}");
        }
        assert_eq!(term("01/2026/NQ-HĐND"), term("1/2026/nq-hdnd"));
        for text in ["849", "QĐ-UBND", "", "000"] {
            assert_eq!(term(text), None, "{text}");
        }
    }

    #[test]
    fn a_long_text_fills_the_room_and_no_more() {
        let text: String = (0..60_000).map(|n| format!("tu{} ", n * 7919)).collect();
        let bytes: usize = a_doc(1, "Dài", &text).terms().iter().map(|t| t.len() + 1).sum();
        assert!((TERMS_MAX - 200..=TERMS_MAX).contains(&bytes), "{bytes}");
    }

    #[test]
    fn lines_read_back() {
        let doc = Doc { number: Some("849/QĐ-UBND"), ended: true, ..a_doc(7, "Quyết định\tmới", "") };
        let text = doc.line();
        let line = Line::read(&text).unwrap();
        assert_eq!((line.n, line.ended, line.kind, line.year, line.fields), (7, true, "article", "2023", "culture"));
        assert_eq!((line.number, line.title, line.title_exact), ("849/QĐ-UBND", "quyet dinh moi", "quyeets ddinhj mowis"));
        let plain = a_doc(8, "abc", "").line();
        assert_eq!(Line::read(&plain).unwrap().title_exact, "abc");
        assert_eq!(Line::read("x"), None);
    }

    #[test]
    fn phrases_are_words_and_pairs() {
        let found = phrases("Phường Thành Đông, số 5", Some("5/QĐ"));
        let keys: Vec<_> = found.iter().map(|p| p.0.as_str()).collect();
        assert_eq!(keys, ["5 qd", "dong", "phuong", "phuong thanh", "so", "thanh", "thanh dong"]);
        assert_eq!(found[6].1, "thành đông");
    }
}
