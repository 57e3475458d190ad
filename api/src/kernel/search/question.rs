//! What was asked: words, quoted phrases, document numbers; and the terms of the index that answer it.

use std::collections::BTreeSet;

use super::index::{number_term, pair, title_term};
use super::tokens::words;
use crate::kernel::text::nfc;

/// More words than this are not looked at.
pub const WORDS_MAX: usize = 24;
/// Shorter runs of words are tried as a document number: number, year, type, issuer with its parts.
const NUMBER_WORDS: usize = 6;
const QUOTES: [char; 7] = ['"', '“', '”', '„', '«', '»', '＂'];

/// A condition on the terms of a publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    Term(String),
    All(Vec<Expr>),
    Any(Vec<Expr>),
}

impl Expr {
    pub fn term(term: impl Into<String>) -> Self {
        Self::Term(term.into())
    }

    pub fn and(self, other: Expr) -> Self {
        match self {
            Self::All(mut all) => {
                all.push(other);
                Self::All(all)
            }
            one => Self::All(vec![one, other]),
        }
    }
}

/// A word that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub plain: String,
    pub exact: String,
}

/// Words that belong together; `quoted` ones must stand side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    pub words: Vec<Asked>,
    pub quoted: bool,
}

/// A name that has others: what a unit is called, and what it was called before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names(pub Vec<Vec<String>>);

impl Names {
    /// From the names as written; `None` where they are not at least two.
    pub fn of<'n>(names: impl IntoIterator<Item = &'n str>) -> Option<Self> {
        let all: BTreeSet<Vec<String>> =
            names.into_iter().map(|name| words(name).map(|w| w.plain).collect::<Vec<_>>()).filter(|name| name.len() > 1).collect();
        (all.len() > 1).then(|| Self(all.into_iter().collect()))
    }
}

/// A question, read. Nothing of it is lost but marks of punctuation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    pub parts: Vec<Part>,
    /// Runs of words for which others may stand: part, first word, length, the other names.
    synonyms: Vec<(usize, usize, usize, Vec<Vec<String>>)>,
}

impl Question {
    pub fn read(text: &str) -> Self {
        let text = nfc(text);
        let mut parts: Vec<Part> = vec![];
        let mut left = WORDS_MAX;
        let pieces = text.split(QUOTES);
        let last = text.matches(QUOTES).count();
        for (at, piece) in pieces.enumerate() {
            let asked: Vec<Asked> = words(piece).take(left).map(|w| Asked { plain: w.plain, exact: w.exact }).collect();
            left -= asked.len();
            // A quote that never closes quotes nothing.
            let quoted = at % 2 == 1 && at < last;
            if !asked.is_empty() {
                parts.push(Part { words: asked, quoted });
            }
        }
        Self { parts, synonyms: vec![] }
    }

    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    pub fn words(&self) -> impl Iterator<Item = &Asked> {
        self.parts.iter().flat_map(|part| &part.words)
    }

    /// Whether it bears marks: then those who are written alike come first.
    pub fn is_marked(&self) -> bool {
        self.words().any(|w| w.plain != w.exact)
    }

    /// Lets the other names of a unit stand for the one that was asked for.
    pub fn with_names(mut self, units: &[Names]) -> Self {
        for (p, part) in self.parts.iter().enumerate() {
            for names in units {
                let hit = names.0.iter().find_map(|name| {
                    let at = part.words.windows(name.len()).position(|run| run.iter().map(|w| &w.plain).eq(name))?;
                    Some((at, name))
                });
                let Some((at, name)) = hit else { continue };
                let taken = self.synonyms.iter().any(|(q, from, len, _)| *q == p && at < from + len && *from < at + name.len());
                if !taken {
                    let others = names.0.iter().filter(|other| *other != name).cloned().collect();
                    self.synonyms.push((p, at, name.len(), others));
                }
            }
        }
        self.synonyms.sort();
        self
    }

    /// Names that may stand for what was asked, to be marked too.
    pub fn other_names(&self) -> impl Iterator<Item = &Vec<String>> {
        self.synonyms.iter().flat_map(|s| &s.3)
    }

    /// The publications whose number or whole title it is.
    pub fn itself(&self) -> Expr {
        let plain: Vec<&str> = self.words().map(|w| w.plain.as_str()).collect();
        let mut any = vec![Expr::term(title_term(&plain.join(" ")))];
        for from in 0..plain.len() {
            for to in from + 2..=plain.len().min(from + NUMBER_WORDS) {
                any.extend(number_term(plain[from..to].iter().copied()).map(Expr::Term));
            }
        }
        Expr::Any(any)
    }

    /// Document numbers that it may be, as the terms of the index.
    pub fn number_terms(&self) -> BTreeSet<String> {
        match self.itself() {
            Expr::Any(any) => any.into_iter().filter_map(|e| if let Expr::Term(t) = e { Some(t) } else { None }).collect(),
            _ => BTreeSet::new(),
        }
    }

    /// All words, and neighbours as neighbours.
    pub fn close(&self) -> Expr {
        self.each(|run, _| neighbours("", run))
    }

    /// The same in the title.
    pub fn in_title(&self) -> Expr {
        self.each(|run, _| neighbours("t_", run))
    }

    /// The same, and every mark as it was asked for.
    pub fn exact(&self) -> Expr {
        let marks = self.words().filter(|w| w.plain != w.exact).map(|w| Expr::term(format!("_{}", w.exact)));
        Expr::All(std::iter::once(self.close()).chain(marks).collect())
    }

    /// All words, wherever; quoted ones still as neighbours.
    pub fn loose(&self) -> Expr {
        self.each(|run, quoted| if quoted { neighbours("", run) } else { run.iter().map(|w| Expr::term(*w)).collect() })
    }

    /// At least two of its neighbours: asked when nothing has all of the words.
    pub fn some(&self) -> Expr {
        let mut any = vec![];
        for part in &self.parts {
            any.extend(part.words.windows(2).map(|two| Expr::term(pair(&two[0].plain, &two[1].plain))));
        }
        Expr::Any(any)
    }

    fn each(&self, terms: impl Fn(&[&str], bool) -> Vec<Expr>) -> Expr {
        let mut all = vec![];
        for (p, part) in self.parts.iter().enumerate() {
            let plain: Vec<&str> = part.words.iter().map(|w| w.plain.as_str()).collect();
            let mut from = 0;
            for (_, at, len, others) in self.synonyms.iter().filter(|s| s.0 == p) {
                all.extend(terms(&plain[from..*at], part.quoted));
                let own = Expr::All(terms(&plain[*at..at + len], part.quoted));
                let others = others.iter().map(|name| {
                    let name: Vec<&str> = name.iter().map(String::as_str).collect();
                    Expr::All(terms(&name, true))
                });
                all.push(Expr::Any(std::iter::once(own).chain(others).collect()));
                from = at + len;
            }
            all.extend(terms(&plain[from..], part.quoted));
        }
        Expr::All(all)
    }

    /// Quoted phrases of three words and more: pairs alone do not prove them.
    pub fn phrases_to_prove(&self) -> Vec<Vec<&str>> {
        let quoted = self
            .parts
            .iter()
            .enumerate()
            .filter(|(p, part)| part.quoted && part.words.len() > 2 && !self.synonyms.iter().any(|s| s.0 == *p));
        quoted.map(|(_, part)| part.words.iter().map(|w| w.plain.as_str()).collect()).collect()
    }
}

fn neighbours(before: &str, run: &[&str]) -> Vec<Expr> {
    match run {
        [] => vec![],
        [one] => vec![Expr::term(format!("{before}{one}"))],
        many => many.windows(2).map(|two| Expr::term(format!("{before}{}", pair(two[0], two[1])))).collect(),
    }
}

/// Whether the words stand side by side in a text.
pub fn holds(text: &str, phrase: &[&str]) -> bool {
    let mut line: Vec<String> = vec![];
    for word in words(text) {
        if word.begins_line {
            line.clear();
        }
        line.push(word.plain);
        if line.len() > phrase.len() {
            line.remove(0);
        }
        if line.iter().eq(phrase.iter()) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(expr: &Expr) -> String {
        match expr {
            Expr::Term(term) => term.clone(),
            Expr::All(all) => format!("({})", all.iter().map(told).collect::<Vec<_>>().join(" & ")),
            Expr::Any(any) => format!("({})", any.iter().map(told).collect::<Vec<_>>().join(" | ")),
        }
    }

    #[test]
    fn questions_become_terms() {
        let one = Question::read("Thành Đông");
        assert_eq!(told(&one.close()), "(thanhdong)");
        assert_eq!(told(&one.loose()), "(thanh & dong)");
        assert_eq!(told(&one.exact()), "((thanhdong) & _thanhf & _ddoong)");
        assert_eq!(told(&one.in_title()), "(t_thanhdong)");
        assert!(one.is_marked() && !Question::read("thanh dong").is_marked());
        let two = Question::read("hồ sơ \"khai sinh lưu động\" 2026");
        assert_eq!(told(&two.loose()), "(ho & so & khaisinh & sinhluu & luudong & 2026)");
        assert_eq!(two.phrases_to_prove(), [["khai", "sinh", "luu", "dong"]]);
        assert_eq!(told(&Question::read("a b c").some()), "(ab | bc)");
        assert_eq!(Question::read("\"khai sinh"), Question::read("khai sinh"));
        assert!(Question::read(" !\"\" “” 😀 ").is_empty());
    }

    #[test]
    fn numbers_are_found_in_a_question() {
        let terms = Question::read("quyết định số 849/QĐ-UBND").number_terms();
        assert!(terms.contains("n_849_qd_ubnd"), "{terms:?}");
        assert!(Question::read("quyết định").number_terms().iter().all(|t| t.starts_with("te_")));
    }

    #[test]
    fn other_names_stand_for_a_name() {
        let names = [Names::of(["Phòng Văn hóa - Xã hội", "Phòng Văn hóa và Thông tin"]).unwrap()];
        let question = Question::read("lịch phòng văn hoá và thông tin").with_names(&names);
        assert_eq!(
            told(&question.close()),
            "(lich & ((phongvan & vanhoa & hoava & vathong & thongtin) | (phongvan & vanhoa & hoaxa & xahoi)))"
        );
        assert_eq!(Names::of(["Một tên", "Một  tên"]), None);
        assert_eq!(Question::read("khác").with_names(&names), Question::read("khác"));
    }

    #[test]
    fn phrases_are_proved_in_the_text() {
        assert!(holds("Đăng ký khai sinh, lưu động", &["khai", "sinh", "luu"]));
        assert!(!holds("khai sinh\nlưu động", &["khai", "sinh", "luu"]));
        assert!(!holds("khai sinh tại nhà, sinh lưu", &["khai", "sinh", "luu"]));
    }

    proptest! {
        #[test]
        fn anything_may_be_asked(text in any::<String>(), soup in "[a-zđĐ0-9\"“” /:*()^&|!'\\\\-]{0,80}") {
            for text in [text, soup] {
                let names = [Names::of(["a b", "c d"]).unwrap()];
                let question = Question::read(&text).with_names(&names);
                prop_assert!(question.words().count() <= WORDS_MAX);
                for expr in [question.close(), question.exact(), question.loose(), question.in_title(), question.itself(), question.some()] {
                    let clean = told(&expr).chars().all(|c| c.is_alphanumeric() || "_ ()&|".contains(c));
                    prop_assert!(clean, "{}", told(&expr));
                }
            }
        }
    }
}
