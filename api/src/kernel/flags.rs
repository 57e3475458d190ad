//! What a program can notice in a text before a person decides (Đ8.1 of the Regulation; law 91/2025 on personal data):
//! secrecy marks, phrases of dated lists, personal data, children's pictures without consent, left-overs of old fonts.
//! A flag is a hint with a place; it never says that a text is clean.

use std::sync::LazyLock;

use regex::Regex;
use uuid::Uuid;

use super::personal_data::{Finding, PersonalKind, find_personal_data, plain_number};
use super::words::{FlagCode, Severity, WordList};

/// More flags than anybody reads; the rest is left out.
pub const MOST: usize = 200;

/// A piece of an item's text: `title`, `summary`, `body`, `details/<name>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub name: String,
    pub text: String,
}

/// An entry of a list in force.
#[derive(Clone, Debug)]
pub struct Entry {
    pub list: WordList,
    pub phrase: String,
    pub severity: Severity,
    pub reason: String,
    pub citation: Option<String>,
}

/// A picture of the item, as far as flags ask about it.
#[derive(Clone, Debug)]
pub struct Picture {
    pub id: Uuid,
    /// Its alternative text or caption.
    pub label: String,
    pub shows_children: Option<bool>,
    pub consent: bool,
}

/// Something to look at. `start..end` in characters of the part's plain text; a picture has no place. `picture` is the medium it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Flag {
    pub code: FlagCode,
    pub severity: Severity,
    pub part: String,
    pub start: usize,
    pub end: usize,
    pub quote: String,
    pub reason: Option<String>,
    pub citation: Option<String>,
    pub picture: Option<Uuid>,
    /// Of an attachment: where in the file, for a person to find.
    pub place: Option<String>,
}

pub(super) const PERSONAL: &str = "Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15";
const CHILDREN: &str = "Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15; Điều 8 khoản 4 Quy chế";
const UNICODE: &str = "Điều 9 khoản 1 Quy chế (TCVN 6909:2001)";

/// Everything noticed, what blocks first, else in the order of the parts; at most [`MOST`]. `entries`: the lists in force; `contacts`: telephone numbers and e-mail
/// addresses that the portal itself publishes.
pub fn scan(parts: &[Part], entries: &[Entry], pictures: &[Picture], contacts: &[String]) -> Vec<Flag> {
    let allowed = Contacts::of(entries, contacts);
    let mut flags = vec![];
    let lowered: Vec<Lowered> = parts.iter().map(|part| Lowered::of(&part.text)).collect();
    for (part, lowered) in parts.iter().zip(&lowered) {
        let mut sheet = Sheet { part, lowered, flags: vec![], taken: vec![] };
        sheet.lists(entries);
        sheet.personal(&allowed);
        sheet.legacy();
        sheet.flags.sort_by_key(|f| (f.start, f.end));
        flags.append(&mut sheet.flags);
    }
    flags.extend(children(&lowered, entries, pictures));
    // What blocks is never pushed out by what is only to be looked at.
    flags.sort_by_key(|flag| flag.severity);
    flags.truncate(MOST);
    flags
}

/// The codes a reviewer must have confirmed, each once.
pub fn to_confirm(flags: &[Flag]) -> Vec<FlagCode> {
    let mut codes: Vec<_> = flags.iter().filter(|f| f.severity == Severity::Confirm).map(|f| f.code).collect();
    codes.sort();
    codes.dedup();
    codes
}

macro_rules! pattern {
    ($name:ident, $pattern:expr) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($pattern).expect("a test compiles it"));
    };
}

// TCVN3: a capital of Latin-1 after a small letter, as no Vietnamese or Western word has it.
pattern!(TCVN3, r"\b\w*[a-z®][ÆÇÈÉËÌÎÏÑÒÓÔÕÖ×ØÚÜÝÞ¹¸¶·µ¾½¼»¨ªß]\w*");
// VNI: a vowel with its mark set as a letter of its own.
pattern!(VNI, r"(?i)\b\w*(?:e[áàãâùõåä]|[aoiuy][øûïåä]|a[ùõ])\w*");

struct Sheet<'a> {
    part: &'a Part,
    lowered: &'a Lowered,
    flags: Vec<Flag>,
    /// Stretches (in bytes) that some rule has spoken for: one number is one finding.
    taken: Vec<(usize, usize)>,
}

impl Sheet<'_> {
    fn add(&mut self, code: FlagCode, severity: Severity, from: usize, to: usize, reason: Option<&str>, citation: Option<&str>) {
        if self.flags.len() >= MOST || self.taken.iter().any(|(a, b)| from < *b && *a < to) {
            return;
        }
        self.taken.push((from, to));
        let text = &self.part.text;
        let start = text[..from].chars().count();
        let quote = text[from..to].to_owned();
        self.flags.push(Flag {
            code,
            severity,
            part: self.part.name.clone(),
            start,
            end: start + quote.chars().count(),
            quote,
            reason: reason.map(str::to_owned),
            citation: citation.map(str::to_owned),
            picture: None,
            place: None,
        });
    }

    fn lists(&mut self, entries: &[Entry]) {
        for entry in entries {
            let code = match entry.list {
                WordList::SecrecyMark => FlagCode::SecrecyMark,
                WordList::BannedPhrase => FlagCode::BannedPhrase,
                WordList::ChildWord | WordList::OfficialContact => continue,
            };
            for (from, to) in self.lowered.phrases(&entry.phrase) {
                if code == FlagCode::BannedPhrase || is_mark(&self.part.text, from, to) {
                    self.add(code, entry.severity, from, to, Some(&entry.reason), entry.citation.as_deref());
                }
            }
        }
    }

    fn personal(&mut self, allowed: &Contacts) {
        for Finding { kind, range } in allowed.personal(&self.part.text) {
            self.add(kind.flag(), Severity::Confirm, range.start, range.end, None, Some(PERSONAL));
        }
    }

    fn legacy(&mut self) {
        let text = self.part.text.clone();
        let broken = text.match_indices('\u{fffd}').map(|(at, c)| (at, at + c.len()));
        let tcvn = TCVN3.find_iter(&text).map(|m| (m.start(), m.end()));
        let vni: Vec<_> = VNI.find_iter(&text).map(|m| (m.start(), m.end())).collect();
        // One word may be a foreign name; two are an old font.
        let vni = if vni.len() > 1 { vni } else { vec![] };
        let found: Vec<_> = broken.chain(tcvn).chain(vni).collect();
        for (from, to) in found {
            self.add(FlagCode::LegacyFont, Severity::Confirm, from, to, None, Some(UNICODE));
        }
    }
}

/// A text in small letters, each with where it begins in bytes; the last one is the end.
struct Lowered {
    letters: Vec<char>,
    at: Vec<usize>,
}

impl Lowered {
    fn of(text: &str) -> Self {
        let letters = text.chars().map(|c| c.to_lowercase().next().unwrap_or(c)).collect();
        Self { letters, at: text.char_indices().map(|(at, _)| at).chain([text.len()]).collect() }
    }

    /// Where a phrase stands as whole words, whatever its case; in bytes.
    fn phrases(&self, phrase: &str) -> Vec<(usize, usize)> {
        let wanted: Vec<char> = phrase.chars().flat_map(char::to_lowercase).collect();
        let Some((first, last)) = wanted.first().zip(wanted.last()) else { return vec![] };
        let is_word = |i: usize| self.letters.get(i).is_some_and(|c| c.is_alphanumeric());
        let whole = |i: usize| {
            let (begins, ends) = (i > 0 && is_word(i - 1), is_word(i + wanted.len()));
            (!first.is_alphanumeric() || !begins) && (!last.is_alphanumeric() || !ends)
        };
        let starts = (0..=self.letters.len().saturating_sub(wanted.len())).filter(|i| self.letters[*i..].starts_with(&wanted) && whole(*i));
        starts.map(|i| (self.at[i], self.at[i + wanted.len()])).collect()
    }
}

/// Whether the words stand as a mark of a document and not in a sentence: alone on their line, in brackets, after "Độ
/// mật", or, being several words, in capitals.
fn is_mark(text: &str, from: usize, to: usize) -> bool {
    let words = &text[from..to];
    if !words.chars().next().is_some_and(char::is_uppercase) {
        return false;
    }
    let line_start = text[..from].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[to..].find('\n').map_or(text.len(), |at| to + at);
    let (before, after) = (text[line_start..from].trim(), text[to..line_end].trim());
    let bare = |rest: &str| rest.chars().all(|c| !c.is_alphanumeric());
    let alone = bare(before) && bare(after);
    let bracketed = before.ends_with(['(', '[']) && after.starts_with([')', ']']);
    let named = before.to_lowercase().trim_end_matches([':', ' ', '-', '–']).ends_with("độ mật");
    let capitals = words.contains(' ') && !words.chars().any(char::is_lowercase);
    alone || bracketed || named || capitals
}

/// Telephone numbers and addresses that belong to an office.
pub struct Contacts {
    numbers: Vec<String>,
    /// Numbers by their beginning: written with a star at the end.
    ranges: Vec<String>,
    addresses: Vec<String>,
}

impl Contacts {
    /// Those of the lists in force, and those that the portal itself publishes.
    pub fn of(entries: &[Entry], published: &[String]) -> Self {
        let listed = entries.iter().filter(|e| e.list == WordList::OfficialContact).map(|e| e.phrase.as_str());
        let mut contacts = Self { numbers: vec![], ranges: vec![], addresses: vec![] };
        for text in listed.chain(published.iter().map(String::as_str)) {
            if text.contains('@') {
                contacts.addresses.push(text.trim().to_lowercase());
            } else if let Some(beginning) = text.trim().strip_suffix('*') {
                contacts.ranges.push(plain_number(beginning));
            } else {
                contacts.numbers.push(plain_number(text));
            }
        }
        contacts.ranges.retain(|range| range.len() >= 4);
        contacts
    }

    /// Everything personal in a text: what belongs to an office is not.
    pub fn personal(&self, text: &str) -> Vec<Finding> {
        let public = |found: &Finding| match found.kind {
            PersonalKind::PhoneNumber => self.number(&plain_number(&text[found.range.clone()])),
            PersonalKind::EmailAddress => self.address(&text[found.range.clone()]),
            _ => false,
        };
        find_personal_data(text).into_iter().filter(|found| !public(found)).collect()
    }

    fn number(&self, digits: &str) -> bool {
        self.numbers.iter().any(|n| n == digits) || self.ranges.iter().any(|r| digits.starts_with(r.as_str()))
    }

    /// A listed `@domain` stands for all of its addresses.
    fn address(&self, address: &str) -> bool {
        let address = address.to_lowercase();
        let domain = address.rsplit('@').next().unwrap_or_default();
        self.addresses.iter().any(|a| *a == address || (a.starts_with('@') && a[1..] == *domain))
    }
}

/// Pictures that show children without consent on record; where nobody has said, those of a text that speaks of children.
fn children(parts: &[Lowered], entries: &[Entry], pictures: &[Picture]) -> Vec<Flag> {
    let words: Vec<&str> = entries.iter().filter(|e| e.list == WordList::ChildWord).map(|e| e.phrase.as_str()).collect();
    let speaks = |text: &Lowered| words.iter().any(|word| !text.phrases(word).is_empty());
    let mut text_speaks = None;
    let flagged = pictures.iter().filter(|picture| match picture.shows_children {
        Some(shows) => shows && !picture.consent,
        None => speaks(&Lowered::of(&picture.label)) || *text_speaks.get_or_insert_with(|| parts.iter().any(speaks)),
    });
    let flag = |picture: &Picture| Flag {
        code: FlagCode::ChildConsent,
        severity: Severity::Confirm,
        part: "pictures".into(),
        start: 0,
        end: 0,
        quote: picture.label.clone(),
        reason: None,
        citation: Some(CHILDREN.into()),
        picture: Some(picture.id),
        place: None,
    };
    flagged.map(flag).collect()
}

#[cfg(test)]
#[path = "flags_tests.rs"]
mod tests;
