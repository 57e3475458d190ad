//! What a document of a Vietnamese office says of itself (NĐ 30/2020, App. I: the places of its parts): number, day, type,
//! abstract, issuing body, signer. A proposal for a form, never more: a person looks at it.

use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::Regex;
use serde::Serialize;
use utoipa::ToSchema;

use super::doc_number::{self, DocNumber};
use super::text::fold;

/// What was found; what was not is absent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
#[schema(as = DocumentFields)]
pub struct Fields {
    #[schema(example = "1026/QĐ-UBND")]
    pub number: Option<String>,
    #[schema(example = "QĐ-UBND")]
    pub symbol: Option<String>,
    #[schema(example = "Quyết định")]
    pub doc_type: Option<String>,
    #[serde(rename = "abstract")]
    #[schema(example = "Về việc phê duyệt danh sách hộ được hỗ trợ sửa chữa nhà ở năm 2026")]
    pub abstract_text: Option<String>,
    pub issued_on: Option<NaiveDate>,
    #[schema(example = "UBND phường Thành Đông")]
    pub issuing_body: Option<String>,
    #[schema(example = "Nguyễn Thị Minh Khai")]
    pub signer: Option<String>,
    #[schema(example = "KT. Chủ tịch, Phó Chủ tịch")]
    pub signer_position: Option<String>,
}

/// Lines with the parts they make up. Counted from 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    pub fields: Fields,
    /// Lines from here up to `ends` are the text itself: after the abstract, before the signature and the addressees.
    pub begins: usize,
    pub ends: usize,
}

macro_rules! pattern {
    ($name:ident, $pattern:expr) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($pattern).expect("a test compiles it"));
    };
}
pattern!(NUMBER, r"(?i)(?:^|\s)Số\s*:\s*([0-9][^\s,;]*(?:\s*[/-]\s*[^\s,;]+)*)");
pattern!(DAY, r"(?i)ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})");
pattern!(OFFICE, r"(?i)^(TM|KT|TL|TUQ|Q)\.\s|^(PHÓ )?(CHỦ TỊCH|TRƯỞNG|GIÁM ĐỐC|CHÁNH|BÍ THƯ|HIỆU TRƯỞNG|PHÓ )");
pattern!(PERSON, r"^\p{Lu}\p{Ll}*(?:\s+\p{Lu}\p{Ll}*){1,5}$");

/// How far down the head of a document reaches.
const HEAD: usize = 40;

/// Reads the lines of a document, top to bottom.
pub fn read(lines: &[String]) -> Reading {
    let head = &lines[..lines.len().min(HEAD)];
    let mut fields = Fields::default();
    let at_number = head.iter().position(|line| NUMBER.is_match(line));
    let number = at_number.and_then(|at| NUMBER.captures(&head[at])).and_then(|c| DocNumber::read(c.get(1)?.as_str()).ok());
    if let Some(number) = &number {
        fields.number = Some(number.text.clone());
        fields.symbol = Some(number.symbol.clone());
        fields.doc_type = number.type_name().map(str::to_owned);
    }
    let day = head.iter().enumerate().find_map(|(at, line)| {
        let c = DAY.captures(line)?;
        let n = |i: usize| c.get(i)?.as_str().parse::<u32>().ok();
        Some((at, NaiveDate::from_ymd_opt(i32::try_from(n(3)?).ok()?, n(2)?, n(1)?)?))
    });
    fields.issued_on = day.map(|(_, day)| day);
    let above = at_number.unwrap_or(head.len().min(8));
    fields.issuing_body = issuer(&head[..above]);
    let at_type = head.iter().position(|line| type_of(line).is_some());
    let mut begins = [at_number, day.map(|(at, _)| at)].into_iter().flatten().max().map_or(0, |at| at + 1);
    if let Some(at) = at_type {
        fields.doc_type = type_of(&head[at]).map(str::to_owned).or(fields.doc_type);
        let told: Vec<&str> = head[at + 1..].iter().map(|l| l.trim()).skip_while(|l| l.is_empty()).take_while(|l| is_abstract(l)).collect();
        begins = at + 1 + head[at + 1..].iter().take_while(|l| l.trim().is_empty()).count() + told.len();
        fields.abstract_text = Some(told.join(" ")).filter(|t| !t.is_empty());
    } else if let Some((at, line)) = head.iter().enumerate().find(|(_, line)| fold(line.trim()).starts_with("v/v")) {
        fields.abstract_text = Some(line.trim().to_owned());
        begins = begins.max(at + 1);
    }
    let tail = lines.iter().rposition(|line| fold(line.trim()).starts_with("noi nhan"));
    // The last lines of offices that stand together: TM., KT., and who signs for them.
    let mut office: Vec<usize> = vec![];
    for at in (begins..lines.len()).rev().filter(|at| is_office(&lines[*at])) {
        if office.last().is_some_and(|below| below - at > 2) {
            break;
        }
        office.push(at);
    }
    let first_office = office.iter().copied().min();
    if let Some(from) = first_office.filter(|from| lines.len() - from <= 30) {
        let last = office.iter().copied().max().unwrap_or(from);
        fields.signer =
            lines[last + 1..].iter().map(|l| l.trim()).find(|l| PERSON.is_match(l) && l.chars().count() <= 60).map(str::to_owned);
        let positions = lines[from..=last].iter().map(|l| l.trim()).filter(|l| is_office(l) && !fold(l).starts_with("tm."));
        let told: Vec<String> = positions.map(spoken).collect();
        fields.signer_position = Some(told.join(", ")).filter(|t| !t.is_empty() && fields.signer.is_some());
    }
    let signed = first_office.filter(|_| fields.signer.is_some());
    let ends = [tail, signed].into_iter().flatten().filter(|at| *at >= begins).min().unwrap_or(lines.len());
    Reading { fields, begins, ends }
}

/// The name of the type that a line in capitals is.
fn type_of(line: &str) -> Option<&'static str> {
    let line = line.trim().trim_end_matches(':');
    let capitals = line.chars().any(char::is_alphabetic) && !line.chars().any(char::is_lowercase);
    let folded = fold(line);
    doc_number::type_names().find(|name| capitals && fold(name) == folded)
}

fn is_abstract(line: &str) -> bool {
    let folded = fold(line);
    let next = ["can cu", "kinh gui", "thuc hien", "xet de nghi", "theo de nghi"].iter().any(|word| folded.starts_with(word));
    let capitals = !line.chars().any(char::is_lowercase);
    !line.is_empty() && !next && !capitals && !line.chars().all(|c| !c.is_alphanumeric())
}

fn is_office(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && line.chars().count() <= 60 && !line.chars().any(char::is_lowercase) && OFFICE.is_match(line)
}

/// The office above the number: `ỦY BAN NHÂN DÂN` and `PHƯỜNG THÀNH ĐÔNG` are one.
fn issuer(lines: &[String]) -> Option<String> {
    let national = |l: &str| ["cong hoa xa hoi", "doc lap", "dang cong san"].iter().any(|words| fold(l).starts_with(words));
    let names = lines.iter().map(|l| l.trim()).filter(|l| {
        !l.is_empty() && !national(l) && l.chars().any(char::is_alphabetic) && !l.chars().any(char::is_lowercase) && !DAY.is_match(l)
    });
    let told: Vec<String> = names.map(spoken).collect();
    let told = told.join(" ").replace("Ủy ban nhân dân", "UBND").replace("Uỷ ban nhân dân", "UBND").replace("Hội đồng nhân dân", "HĐND");
    Some(told.replace(" Phường ", " phường ").replace(" Thành phố ", " thành phố ").replace(" Xã ", " xã ")).filter(|t| !t.is_empty())
}

/// Capitals as they are written in a sentence: names of places keep theirs.
fn spoken(line: &str) -> String {
    let common = [
        "ủy ban nhân dân",
        "uỷ ban nhân dân",
        "hội đồng nhân dân",
        "phó chủ tịch",
        "chủ tịch",
        "trưởng phòng",
        "phó trưởng phòng",
        "giám đốc",
        "phó giám đốc",
        "chánh văn phòng",
    ];
    let lower = line.to_lowercase();
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|c| c.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    };
    let (short, rest) = match lower.split_once(' ') {
        Some((short, rest)) if short.ends_with('.') => (Some(short.to_uppercase()), rest.to_owned()),
        _ => (None, lower),
    };
    let told = match common.iter().find(|words| rest == **words) {
        Some(_) => capital(&rest).replace("Phó chủ tịch", "Phó Chủ tịch"),
        None => rest.split_whitespace().map(capital).collect::<Vec<_>>().join(" "),
    };
    short.map_or(told.clone(), |short| format!("{short} {told}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_decision_tells_what_it_is() {
        let text = lines(
            "ỦY BAN NHÂN DÂN\nPHƯỜNG THÀNH ĐÔNG\nSố: 1026/QĐ-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nThành Đông, ngày 20 tháng 11 năm 2026\n\
             QUYẾT ĐỊNH\nVề việc phê duyệt danh sách hộ được hỗ trợ\nsửa chữa nhà ở năm 2026\nCHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG\nCăn cứ Luật;\nĐiều 1. Phê duyệt.\n\
             Nơi nhận:\n- Như Điều 3;\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nNguyễn Thị Minh Khai",
        );
        let read = read(&text);
        let f = &read.fields;
        assert_eq!(f.number.as_deref(), Some("1026/QĐ-UBND"));
        assert_eq!(f.doc_type.as_deref(), Some("Quyết định"));
        assert_eq!(f.abstract_text.as_deref(), Some("Về việc phê duyệt danh sách hộ được hỗ trợ sửa chữa nhà ở năm 2026"));
        assert_eq!(f.issued_on, NaiveDate::from_ymd_opt(2026, 11, 20));
        assert_eq!(f.issuing_body.as_deref(), Some("UBND phường Thành Đông"));
        assert_eq!(f.signer.as_deref(), Some("Nguyễn Thị Minh Khai"));
        assert_eq!(f.signer_position.as_deref(), Some("KT. Chủ tịch, Phó Chủ tịch"));
        assert_eq!(&text[read.begins..read.ends], ["CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG", "Căn cứ Luật;", "Điều 1. Phê duyệt."]);
    }

    #[test]
    fn an_official_letter_has_its_matter_below_the_number() {
        let text = lines(
            "UBND PHƯỜNG THÀNH ĐÔNG\nSố: 123/UBND-VHXH\nV/v tổ chức Ngày hội\nThành Đông, ngày 3 tháng 2 năm 2026\nKính gửi: Các tổ dân phố.\nNội dung.",
        );
        let read = read(&text);
        assert_eq!(read.fields.number.as_deref(), Some("123/UBND-VHXH"));
        assert_eq!(read.fields.abstract_text.as_deref(), Some("V/v tổ chức Ngày hội"));
        assert_eq!(text[read.begins], "Kính gửi: Các tổ dân phố.");
    }

    #[test]
    fn what_is_no_document_says_nothing() {
        let text = lines("Một bài văn\ncủa học sinh lớp 5.");
        let read = read(&text);
        assert_eq!((read.fields, read.begins, read.ends), (Fields::default(), 0, 2));
        assert_eq!(super::read(&[]).fields, Fields::default());
        // A number that was never filled in is none.
        assert_eq!(super::read(&lines("Số:   /QĐ-UBND\nQUYẾT ĐỊNH\nVề việc x")).fields.number, None);
    }
}
