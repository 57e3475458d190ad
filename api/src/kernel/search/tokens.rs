//! A text as words. A word has two keys: `plain`, without any marks (`thanh`), and `exact`, in the letters of the Telex
//! keyboard with the tone at the end (`thanhf`), so that `hòa` and `hoà` are one word and `hoa` another.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Longer words are cut: nobody types them, and an index should not hold them.
const WORD_MAX: usize = 40;

/// A word and where it stands, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub start: usize,
    pub end: usize,
    pub plain: String,
    pub exact: String,
    /// A line ended before it: it is nobody's neighbour.
    pub begins_line: bool,
}

impl Word {
    /// Whether it bears marks, so that its exact key says more than the plain one.
    pub fn is_marked(&self) -> bool {
        self.plain != self.exact
    }
}

/// The words of a text: runs of letters or of figures (`12a`, `849QĐ` are two words each, however they were spaced).
pub fn words(text: &str) -> Words<'_> {
    Words { text, at: 0, line_ended: true }
}

/// See [`words`].
pub struct Words<'t> {
    text: &'t str,
    at: usize,
    line_ended: bool,
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        let mut found: Option<(Making, bool)> = None;
        for (offset, c) in self.text[self.at..].char_indices() {
            let here = self.at + offset;
            let (letter, figure) = (is_letter(c), is_figure(c));
            if let Some((making, of_figures)) = &mut found {
                if is_combining_mark(c) || c == '\u{ad}' {
                    making.add(c);
                    continue;
                }
                if !(letter && !*of_figures || figure && *of_figures) {
                    self.at = here;
                    return found.map(|(making, _)| making.done(here, std::mem::take(&mut self.line_ended)));
                }
                making.add(c);
            } else if letter || figure {
                let mut making = Making { start: here, plain: String::new(), exact: String::new(), tone: None, chars: 0 };
                making.add(c);
                found = Some((making, figure));
            } else if c == '\n' || c == '\u{c}' {
                self.line_ended = true;
            }
        }
        self.at = self.text.len();
        let end = self.text.len();
        found.map(|(making, _)| making.done(end, std::mem::take(&mut self.line_ended)))
    }
}

fn is_figure(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_digit() } else { c.is_numeric() }
}

fn is_letter(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() } else { c.is_alphabetic() && !c.is_numeric() && !is_combining_mark(c) }
}

struct Making {
    start: usize,
    plain: String,
    exact: String,
    tone: Option<char>,
    chars: usize,
}

impl Making {
    fn add(&mut self, c: char) {
        // A mark belongs to its letter: composed and decomposed words are cut at the same one.
        self.chars += usize::from(!is_combining_mark(c));
        if self.chars > WORD_MAX {
            return;
        }
        if c.is_ascii() {
            let c = c.to_ascii_lowercase();
            self.plain.push(c);
            self.exact.push(c);
            return;
        }
        for lower in c.to_lowercase() {
            decompose_canonical(lower, |part| self.part(part));
        }
    }

    fn part(&mut self, c: char) {
        match c {
            'đ' => {
                self.plain.push('d');
                self.exact.push_str("dd");
            }
            // Shapes follow their letter, as on the keyboard.
            '\u{302}' => self.exact.extend(self.plain.chars().next_back()),
            '\u{306}' | '\u{31b}' => self.exact.push('w'),
            '\u{300}' => self.tone = Some('f'),
            '\u{301}' => self.tone = Some('s'),
            '\u{309}' => self.tone = Some('r'),
            '\u{303}' => self.tone = Some('x'),
            '\u{323}' => self.tone = Some('j'),
            c if is_combining_mark(c) || !c.is_alphanumeric() => {}
            c => {
                self.plain.push(c);
                self.exact.push(c);
            }
        }
    }

    fn done(mut self, end: usize, begins_line: bool) -> Word {
        self.exact.extend(self.tone);
        Word { start: self.start, end, plain: self.plain, exact: self.exact, begins_line }
    }
}

/// The plain words, one blank between them.
pub fn plain(text: &str) -> String {
    joined(text, |word| word.plain)
}

/// The exact words, one blank between them.
pub fn exact(text: &str) -> String {
    joined(text, |word| word.exact)
}

fn joined(text: &str, key: impl Fn(Word) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    for word in words(text) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&key(word));
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::kernel::text;

    #[test]
    fn plain_and_exact_keys() {
        for (written, plain_key, exact_key) in [
            ("Thành Đông", "thanh dong", "thanhf ddoong"),
            ("THÀNH ĐÔNG", "thanh dong", "thanhf ddoong"),
            ("thanh dong", "thanh dong", "thanh dong"),
            ("hòa hoà Hòa", "hoa hoa hoa", "hoaf hoaf hoaf"),
            ("Ho\u{300}a", "hoa", "hoaf"),
            ("thủy thuỷ", "thuy thuy", "thuyr thuyr"),
            ("đường ƯỚC ăn", "duong uoc an", "dduwowngf uwowcs awn"),
            ("849/QĐ-UBND", "849 qd ubnd", "849 qdd ubnd"),
            ("849QĐ UBND", "849 qd ubnd", "849 qdd ubnd"),
            ("12a", "12 a", "12 a"),
            ("COVID-19", "covid 19", "covid 19"),
            ("  … !!! ", "", ""),
            ("😀\0\u{202e}", "", ""),
            ("Привет", "привет", "привет"),
        ] {
            assert_eq!((plain(written).as_str(), exact(written).as_str()), (plain_key, exact_key), "{written:?}");
        }
        assert_eq!(plain(&"x".repeat(100)).len(), 40);
    }

    #[test]
    fn lines_part_neighbours() {
        let begins: Vec<_> = words("một hai\nba, bốn").map(|w| w.begins_line).collect();
        assert_eq!(begins, [true, false, true, false]);
    }

    proptest! {
        #[test]
        fn words_stand_where_they_say(text in any::<String>()) {
            let mut end = 0;
            for word in words(&text) {
                prop_assert!(word.start >= end && word.end > word.start && text.is_char_boundary(word.start) && text.is_char_boundary(word.end));
                prop_assert!(!word.plain.chars().any(|c| c.is_whitespace() || c.is_ascii_punctuation() || c.is_control()));
                end = word.end;
            }
        }

        #[test]
        fn composed_and_decomposed_are_one(text in "[a-zA-ZàáảãạăằắẳẵặâầấẩẫậđĐèéêềếểễệìíòóôồơờớưừứựỳý ]{0,60}") {
            use unicode_normalization::UnicodeNormalization;
            let apart: String = text.nfd().collect();
            prop_assert_eq!(plain(&apart), plain(&text));
            prop_assert_eq!(exact(&apart), exact(&text));
            let folded = text::fold(&text);
            // A long word is cut.
            let cut = |word: &str| word.chars().take(40).collect::<String>();
            prop_assert_eq!(plain(&text), folded.split_whitespace().map(cut).collect::<Vec<_>>().join(" "));
        }
    }
}
