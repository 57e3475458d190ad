//! Numbers of Vietnamese documents: `849/QĐ-UBND`, `204/2025/QĐ-UBND`, `123/UBND-VHXH`, `23-NQ/ĐU`, `56/KH-MTTQ-BTT`.
//!
//! Shapes: NĐ 30/2020 Art. 7 and Appendix III for administrative documents (number, no year; a công văn bears the
//! issuer's symbol instead of a type), number/year/symbol for normative ones (Luật 64/2025), number-type/issuer for the
//! Party's. The number is kept as printed; only blanks and dashes are tidied.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::text::{clean_line, fold};

/// Abbreviations of document types. State: NĐ 30/2020 App. III (27 types; công văn and thư công have none), then the
/// normative types, then those only the Party uses.
const TYPES: [&str; 37] = [
    "NQ", "QĐ", "CT", "QC", "QyĐ", "TC", "TB", "HD", "CTr", "KH", "PA", "ĐA", "DA", "BC", "BB", "TTr", "HĐ", "CĐ", "BGN", "BTT", "GUQ",
    "GM", "GGT", "GNP", "PG", "PC", "PB", //
    "NĐ", "TT", "TTLT", "NQLT", "PL", "L", //
    "KL", "QĐi", "CTHĐ", "ĐL",
];

/// The types of NĐ 30/2020 and the usual normative and Party ones, by their names.
const NAMES: [(&str, &str); 32] = [
    ("NQ", "Nghị quyết"),
    ("QĐ", "Quyết định"),
    ("CT", "Chỉ thị"),
    ("QC", "Quy chế"),
    ("QyĐ", "Quy định"),
    ("TC", "Thông cáo"),
    ("TB", "Thông báo"),
    ("HD", "Hướng dẫn"),
    ("CTr", "Chương trình"),
    ("KH", "Kế hoạch"),
    ("PA", "Phương án"),
    ("ĐA", "Đề án"),
    ("DA", "Dự án"),
    ("BC", "Báo cáo"),
    ("BB", "Biên bản"),
    ("TTr", "Tờ trình"),
    ("HĐ", "Hợp đồng"),
    ("CĐ", "Công điện"),
    ("BGN", "Bản ghi nhớ"),
    ("BTT", "Bản thỏa thuận"),
    ("GUQ", "Giấy ủy quyền"),
    ("GM", "Giấy mời"),
    ("GGT", "Giấy giới thiệu"),
    ("GNP", "Giấy nghỉ phép"),
    ("PG", "Phiếu gửi"),
    ("PC", "Phiếu chuyển"),
    ("PB", "Phiếu báo"),
    ("NĐ", "Nghị định"),
    ("TT", "Thông tư"),
    ("KL", "Kết luận"),
    ("QĐi", "Quy định"),
    ("CTHĐ", "Chương trình hành động"),
];

/// The names of types, each as it is written in a sentence.
pub fn type_names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|(_, name)| *name)
}

/// Not a type in law, but everywhere in practice: an official letter that says so.
const LETTER: &str = "CV";

/// Party bodies that sign: ward, city, central committee, district (former), and their organs.
const PARTY_ISSUERS: [&str; 9] = ["ĐU", "TU", "TW", "HU", "QU", "ĐUK", "VPĐU", "BXDĐ", "UBKT"];

/// Years a number can bear.
const YEARS: std::ops::RangeInclusive<u16> = 1945..=2100;

/// The family a number belongs to: its shape says which rules of publication apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// Văn bản quy phạm pháp luật: bears its year.
    Normative,
    /// Văn bản hành chính with a type of its own.
    Administrative,
    /// Công văn.
    OfficialLetter,
    /// Văn bản của Đảng.
    Party,
    /// Văn bản của Mặt trận Tổ quốc.
    Front,
}

/// What is wrong with a number that can be read all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Defect {
    /// The symbol ends after the type: `374/TTr`.
    MissingIssuer,
    /// The type is misspelt, mostly typed without marks: `151/2026/ND-CP`.
    MisspeltType,
    /// `CV` written although a công văn has no type abbreviation: `12/CV-UBND`.
    InformalType,
    /// A Party body's number in the shape of the State, or the reverse.
    ForeignShape,
}

/// Why a text is no document number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberFault {
    /// Nothing but blanks.
    #[error("no document number given")]
    Empty,
    /// The place of the number is blank or dotted (`Số:   /QĐ-UBND`), or zero: not yet registered, so not to be published.
    #[error("the document has no number yet")]
    Unnumbered,
    /// A number alone.
    #[error("the document number lacks its symbol")]
    MissingSymbol,
    /// Four digits that are no plausible year.
    #[error("the year in the document number is not plausible")]
    BadYear,
    /// Any other shape.
    #[error("not a document number")]
    Unreadable,
}

impl NumberFault {
    /// The stable problem code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "number_empty",
            Self::Unnumbered => "number_unnumbered",
            Self::MissingSymbol => "number_missing_symbol",
            Self::BadYear => "number_bad_year",
            Self::Unreadable => "number_unreadable",
        }
    }
}

/// A document number that was understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DocNumber {
    /// The whole number as printed, tidied: `02/2026/NĐ-CP`.
    pub text: String,
    /// The running number: 2.
    pub number: u32,
    /// A letter after the number (`12a/QĐ-UBND`), in lower case.
    pub letter: Option<char>,
    /// The year, where the number bears one.
    pub year: Option<u16>,
    /// What follows number and year, as printed: `QĐ-UBND`, `UBND-VHXH`, `NQ/ĐU`, `QH16`.
    pub symbol: String,
    /// The type's official abbreviation, where the symbol names one.
    pub doc_type: Option<&'static str>,
    /// The issuer part of the symbol: `UBND`, `UBND-VHXH`, `ĐU`, `MTTQ-BTT`.
    pub issuer: Option<String>,
    /// Whose rules it follows.
    pub family: Family,
    /// What an editor should be told about it.
    pub defects: Vec<Defect>,
}

impl DocNumber {
    /// Reads a number as printed or as typed by an importer: `Số:` before it, stray blanks and long dashes are tidied.
    ///
    /// # Errors
    /// A [`NumberFault`]; tolerated oddities are [`DocNumber::defects`] instead.
    pub fn read(text: &str) -> Result<Self, NumberFault> {
        let text = tidy(text)?;
        let parts: Vec<&str> = text.split('/').collect();
        let head = parts[0];
        if parts.len() > 1 && head.chars().all(|c| matches!(c, '.' | '…' | '_' | '-')) {
            return Err(NumberFault::Unnumbered);
        }
        let digits = head.find(|c: char| !c.is_ascii_digit()).unwrap_or(head.len());
        let (figure, rest) = head.split_at(digits);
        let number = match figure.len() {
            1..=7 => figure.parse().map_err(|_| NumberFault::Unreadable)?,
            _ => return Err(NumberFault::Unreadable),
        };
        if number == 0 {
            return Err(NumberFault::Unnumbered);
        }
        let (letter, rest) = match rest.chars().next() {
            Some(c) if c.is_ascii_alphabetic() => (Some(c.to_ascii_lowercase()), &rest[1..]),
            _ => (None, rest),
        };
        let read = Read { text: &text, number, letter };
        match (rest.strip_prefix('-'), &parts[1..]) {
            (None, []) if rest.is_empty() => Err(NumberFault::MissingSymbol),
            (Some(type_), &[issuer]) if is_symbol(type_) && is_symbol(issuer) => Ok(read.party(type_, issuer)),
            (None, &[symbol]) if rest.is_empty() && is_symbol(symbol) => Ok(read.state(None, symbol)),
            (None, &[year, symbol]) if rest.is_empty() && is_symbol(symbol) => Ok(read.state(Some(read_year(year)?), symbol)),
            (None, &[year]) if rest.is_empty() && read_year(year).is_ok() => Err(NumberFault::MissingSymbol),
            _ => Err(NumberFault::Unreadable),
        }
    }

    /// The name of the document's type, where the number tells it.
    pub fn type_name(&self) -> Option<&'static str> {
        match self.doc_type {
            Some(short) => NAMES.iter().find(|(known, _)| *known == short).map(|(_, name)| *name),
            None => (self.family == Family::OfficialLetter).then_some("Công văn"),
        }
    }

    /// Sorts by year, then number, then symbol, bytewise, alike on every database. Administrative numbers start anew
    /// each year without saying so: give the year of issue for them.
    pub fn sort_key(&self, issued_year: Option<u16>) -> String {
        let year = self.year.or(issued_year).unwrap_or(0);
        let letter = self.letter.map(String::from).unwrap_or_default();
        format!("{year:04}/{:07}{letter}/{}", self.number, fold(&self.symbol))
    }
}

impl fmt::Display for DocNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The parts both shapes share.
struct Read<'a> {
    text: &'a str,
    number: u32,
    letter: Option<char>,
}

impl Read<'_> {
    /// `23-NQ/ĐU`.
    fn party(self, type_: &str, issuer: &str) -> DocNumber {
        let (doc_type, defect) = if type_ == LETTER { (None, None) } else { known_type(type_) };
        let family = if is_front(issuer) { Family::Front } else { Family::Party };
        let foreign = (family == Family::Front).then_some(Defect::ForeignShape);
        self.done(None, format!("{type_}/{issuer}"), doc_type, Some(issuer), family, defect.into_iter().chain(foreign))
    }

    /// `849/QĐ-UBND`, `204/2025/QĐ-UBND`, `123/UBND-VHXH`, `27/2026/QH16`, `56/KH-MTTQ-BTT`.
    fn state(self, year: Option<u16>, symbol: &str) -> DocNumber {
        let (first, rest) = symbol.split_once('-').map_or((symbol, None), |(first, rest)| (first, Some(rest)));
        let (doc_type, misspelt) = known_type(first);
        let typed = doc_type.is_some() || first == LETTER;
        let issuer = if typed { rest } else { Some(symbol) };
        let party = issuer.is_some_and(|issuer| issuer.split('-').any(|body| PARTY_ISSUERS.contains(&body)));
        let family = match (year, doc_type) {
            _ if issuer.is_some_and(is_front) => Family::Front,
            _ if party => Family::Party,
            (Some(_), _) => Family::Normative,
            (None, Some(_)) => Family::Administrative,
            (None, None) => Family::OfficialLetter,
        };
        let defects = [
            misspelt,
            issuer.is_none().then_some(Defect::MissingIssuer),
            (first == LETTER).then_some(Defect::InformalType),
            (family == Family::Party).then_some(Defect::ForeignShape),
        ];
        self.done(year, symbol.to_owned(), doc_type, issuer, family, defects.into_iter().flatten())
    }

    fn done(
        self,
        year: Option<u16>,
        symbol: String,
        doc_type: Option<&'static str>,
        issuer: Option<&str>,
        family: Family,
        defects: impl Iterator<Item = Defect>,
    ) -> DocNumber {
        DocNumber {
            text: self.text.to_owned(),
            number: self.number,
            letter: self.letter,
            year,
            symbol,
            doc_type,
            issuer: issuer.map(str::to_owned),
            family,
            defects: defects.collect(),
        }
    }
}

/// One line without `Số:`, blanks or long dashes.
fn tidy(text: &str) -> Result<String, NumberFault> {
    let line = clean_line(text).map_err(|_| NumberFault::Unreadable)?;
    let line = line.trim_start_matches(['S', 's']).strip_prefix(['ố', 'Ố', 'o', 'O']).unwrap_or(&line);
    let tidied: String = line
        .trim_start_matches([':', ' '])
        .chars()
        .filter(|c| *c != ' ')
        .map(|c| if matches!(c, '–' | '—' | '‑') { '-' } else { c })
        .collect();
    match tidied.trim_end_matches(['.', ',', ';']) {
        "" => Err(NumberFault::Empty),
        tidied => Ok(tidied.to_owned()),
    }
}

fn read_year(text: &str) -> Result<u16, NumberFault> {
    let digits = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    let year = digits.then(|| text.parse().ok()).flatten().ok_or(NumberFault::Unreadable)?;
    YEARS.contains(&year).then_some(year).ok_or(NumberFault::BadYear)
}

/// Letters and digits in groups joined by single dashes, a letter first.
fn is_symbol(text: &str) -> bool {
    text.len() <= 60
        && text.starts_with(char::is_alphabetic)
        && text.split('-').all(|group| !group.is_empty() && group.chars().all(char::is_alphanumeric))
}

fn is_front(issuer: &str) -> bool {
    issuer.split('-').any(|body| body == "MTTQ" || body == "UBMTTQ")
}

/// The official spelling; a spelling without marks or in another case counts where it can mean one type only.
fn known_type(text: &str) -> (Option<&'static str>, Option<Defect>) {
    if let Some(known) = TYPES.into_iter().find(|&known| known == text) {
        return (Some(known), None);
    }
    let key = fold(text);
    let mut alike = TYPES.into_iter().filter(|&known| fold(known) == key);
    match (alike.next(), alike.next()) {
        (Some(known), None) => (Some(known), Some(Defect::MisspeltType)),
        _ => (None, None),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_of_all_families() {
        use Defect::*;
        use Family::*;
        let row = |text: &str| {
            let read = DocNumber::read(text).unwrap_or_else(|fault| panic!("{text:?}: {fault}"));
            (read.text, read.number, read.year, read.symbol, read.doc_type, read.family, read.defects)
        };
        let none: &[Defect] = &[];
        for (text, tidy, number, year, symbol, doc_type, family, defects) in [
            ("849/QĐ-UBND", "849/QĐ-UBND", 849, None, "QĐ-UBND", Some("QĐ"), Administrative, none),
            ("123/UBND-VHXH", "123/UBND-VHXH", 123, None, "UBND-VHXH", None, OfficialLetter, none),
            ("123/UBND", "123/UBND", 123, None, "UBND", None, OfficialLetter, none),
            ("45/HĐND-VP", "45/HĐND-VP", 45, None, "HĐND-VP", None, OfficialLetter, none),
            ("45/HĐ-UBND", "45/HĐ-UBND", 45, None, "HĐ-UBND", Some("HĐ"), Administrative, none),
            ("12/CV-UBND", "12/CV-UBND", 12, None, "CV-UBND", None, OfficialLetter, &[InformalType]),
            ("204/2025/QĐ-UBND", "204/2025/QĐ-UBND", 204, Some(2025), "QĐ-UBND", Some("QĐ"), Normative, none),
            ("01/2026/NQ-HĐND", "01/2026/NQ-HĐND", 1, Some(2026), "NQ-HĐND", Some("NQ"), Normative, none),
            ("188/2026/NĐ-CP", "188/2026/NĐ-CP", 188, Some(2026), "NĐ-CP", Some("NĐ"), Normative, none),
            ("151/2026/ND-CP", "151/2026/ND-CP", 151, Some(2026), "ND-CP", Some("NĐ"), Normative, &[MisspeltType]),
            ("27/2026/QH16", "27/2026/QH16", 27, Some(2026), "QH16", None, Normative, none),
            ("191/NQ-CP", "191/NQ-CP", 191, None, "NQ-CP", Some("NQ"), Administrative, none),
            ("43/2026/TT-BGDĐT", "43/2026/TT-BGDĐT", 43, Some(2026), "TT-BGDĐT", Some("TT"), Normative, none),
            ("05/2014/TTLT-BTC-BNV", "05/2014/TTLT-BTC-BNV", 5, Some(2014), "TTLT-BTC-BNV", Some("TTLT"), Normative, none),
            ("23-NQ/ĐU", "23-NQ/ĐU", 23, None, "NQ/ĐU", Some("NQ"), Party, none),
            ("105-CV/ĐU", "105-CV/ĐU", 105, None, "CV/ĐU", None, Party, none),
            ("80-NQ/TW", "80-NQ/TW", 80, None, "NQ/TW", Some("NQ"), Party, none),
            ("23/NQ-ĐU", "23/NQ-ĐU", 23, None, "NQ-ĐU", Some("NQ"), Party, &[ForeignShape]),
            ("56/KH-MTTQ-BTT", "56/KH-MTTQ-BTT", 56, None, "KH-MTTQ-BTT", Some("KH"), Front, none),
            ("56/MTTQ-BTT", "56/MTTQ-BTT", 56, None, "MTTQ-BTT", None, Front, none),
            ("374/TTr", "374/TTr", 374, None, "TTr", Some("TTr"), Administrative, &[MissingIssuer]),
            ("12a/qđ-UBND", "12a/qđ-UBND", 12, None, "qđ-UBND", Some("QĐ"), Administrative, &[MisspeltType]),
            ("Số:  849 / QĐ – UBND.", "849/QĐ-UBND", 849, None, "QĐ-UBND", Some("QĐ"), Administrative, none),
            ("Số 849/QĐ-UBND", "849/QĐ-UBND", 849, None, "QĐ-UBND", Some("QĐ"), Administrative, none),
            ("SO\u{302}\u{301}: 849/QĐ-UBND", "849/QĐ-UBND", 849, None, "QĐ-UBND", Some("QĐ"), Administrative, none),
        ] {
            assert_eq!(row(text), (tidy.into(), number, year, symbol.into(), doc_type, family, defects.to_vec()), "{text}");
        }
        assert_eq!(DocNumber::read("56/KH-MTTQ-BTT").unwrap().issuer.as_deref(), Some("MTTQ-BTT"));
        assert_eq!(DocNumber::read("12A/QĐ-UBND").unwrap().letter, Some('a'));
    }

    #[test]
    fn refusals() {
        use NumberFault::*;
        for (text, fault) in [
            ("", Empty),
            ("  ", Empty),
            ("Số:", Empty),
            ("Số:   /QĐ-UBND", Unnumbered),
            ("/QĐ-UBND", Unnumbered),
            ("…/QĐ-UBND", Unnumbered),
            ("Số: ...../2026/NQ-HĐND", Unnumbered),
            ("____/QĐ-UBND", Unnumbered),
            ("00/QĐ-UBND", Unnumbered),
            (" -/UBND", Unnumbered),
            ("849", MissingSymbol),
            ("12/2026", MissingSymbol),
            ("12/1026/QĐ-UBND", BadYear),
            ("12/2206/QĐ-UBND", BadYear),
            ("QĐ-UBND", Unreadable),
            ("849/", Unreadable),
            ("849/QĐ-", Unreadable),
            ("849//QĐ-UBND", Unreadable),
            ("12/26/QĐ-UBND", Unreadable),
            ("1/2026/QĐ-UBND/X", Unreadable),
            ("12345678/QĐ-UBND", Unreadable),
            ("849/QĐ-<b>", Unreadable),
            ("849\u{202e}/QĐ-UBND", Unreadable),
            ("Quyết định 849/QĐ-UBND", Unreadable),
            ("٣/QĐ-UBND", Unreadable),
            ("-5/QĐ-UBND", Unreadable),
        ] {
            assert_eq!(DocNumber::read(text), Err(fault), "{text:?}");
        }
    }

    #[test]
    fn order() {
        let key = |text: &str, issued| DocNumber::read(text).unwrap().sort_key(issued);
        let keys = [
            key("900/QĐ-UBND", None),
            key("12/QĐ-UBND", Some(2025)),
            key("2/2026/NQ-HĐND", None),
            key("10/2026/NQ-HĐND", Some(1999)),
            key("10a/QĐ-UBND", Some(2026)),
            key("105-CV/ĐU", Some(2026)),
        ];
        assert!(keys.is_sorted(), "{keys:?}");
        assert_eq!(key("02/2026/NĐ-CP", None), "2026/0000002/nd-cp");
    }

    /// The 150 real documents, where the shared data lies beside the repository.
    #[test]
    fn real_documents() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/legal-documents.jsonl");
        let Ok(rows) = std::fs::read_to_string(path) else {
            eprintln!("skipped: the real documents are not beside the repository");
            return;
        };
        let mut defects = 0;
        for row in rows.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()) {
            let text = row["number"].as_str().unwrap();
            let read = DocNumber::read(text).unwrap_or_else(|fault| panic!("{text:?}: {fault}"));
            assert_eq!((read.text.as_str(), read.family == Family::Normative), (text, read.year.is_some()));
            defects += read.defects.len();
        }
        assert_eq!(defects, 1, "only 151/2026/ND-CP is misspelt");
    }

    proptest! {
        #[test]
        fn printed_form_reads_back(text in "[0-9]{1,4}(-[A-ZĐ]{1,4}|/20[0-9]{2})?/[A-ZĐ]{1,4}(-[A-ZĐ]{2,5}){0,2}", any in any::<String>()) {
            let _ = DocNumber::read(&any);
            if let Ok(read) = DocNumber::read(&text) {
                prop_assert_eq!(read.to_string(), text);
                prop_assert_eq!(DocNumber::read(&read.text), Ok(read));
            }
        }
    }
}
