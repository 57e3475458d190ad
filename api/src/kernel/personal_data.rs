//! Personal data in a text (law 91/2025): identity, telephone and account numbers, dates of birth beside a name, home and e-mail
//! addresses. Pure patterns with the checks that tell them from document numbers, money, statistics and published hotlines.
//! A finding is a hint with a place; finding nothing does not say that a text is clean.
//!
//! [`find_personal_data`] and [`redact`] are for everybody who is about to show somebody's words: flags on texts and files,
//! letters of citizens, opinions. What an office publishes of itself is excepted by `flags::Contacts`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::words::FlagCode;

/// What kind of personal data a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PersonalKind {
    /// Citizen identity card or number (12 digits), old identity card (9), passport.
    IdNumber,
    PhoneNumber,
    BankAccount,
    /// With the name of somebody beside it.
    BirthDate,
    HomeAddress,
    EmailAddress,
}

impl PersonalKind {
    pub fn flag(self) -> FlagCode {
        match self {
            Self::IdNumber => FlagCode::IdNumber,
            Self::PhoneNumber => FlagCode::PhoneNumber,
            Self::BankAccount => FlagCode::BankAccount,
            Self::BirthDate => FlagCode::BirthDate,
            Self::HomeAddress => FlagCode::HomeAddress,
            Self::EmailAddress => FlagCode::EmailAddress,
        }
    }
}

/// One place in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub kind: PersonalKind,
    /// In bytes of the text, on letters' boundaries.
    pub range: Range<usize>,
}

/// Everything personal in `text`, in its order; findings do not overlap. Addresses under `.gov.vn` and hotlines said to be such
/// are public and are not found.
pub fn find_personal_data(text: &str) -> Vec<Finding> {
    let mut found = Found { text, findings: vec![] };
    // An address of the web is no number of a person; a text that begins with one may go on.
    if (text.starts_with("http://") || text.starts_with("https://")) && !text.contains(char::is_whitespace) {
        return vec![];
    }
    found.identities();
    found.accounts();
    found.telephones();
    found.mail();
    found.births();
    found.homes();
    found.findings.sort_by_key(|finding| finding.range.start);
    found.findings
}

/// Where somebody's own `words` (a name, a number, an address they gave of themselves) stand in a text, whatever their case.
pub fn find_own(text: &str, words: &str) -> Vec<Range<usize>> {
    let lower = |c: char| c.to_lowercase().next().unwrap_or(c);
    let letters: Vec<char> = text.chars().map(lower).collect();
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let wanted: Vec<char> = words.chars().map(lower).collect();
    if wanted.is_empty() {
        return vec![];
    }
    let starts = (0..letters.len()).filter(|at| letters[*at..].starts_with(&wanted));
    starts.map(|at| ends[at]..ends[at + wanted.len()]).collect()
}

/// The text without what stands at `ranges` (bytes, on letters' boundaries), `gap` in its place. Where they overlap, there is one gap.
pub fn redact(text: &str, ranges: impl IntoIterator<Item = Range<usize>>, gap: &str) -> String {
    let mut ranges: Vec<Range<usize>> = ranges.into_iter().collect();
    ranges.sort_by_key(|range| range.start);
    let (mut kept, mut at) = (String::with_capacity(text.len()), 0);
    for range in ranges {
        if range.start >= at {
            kept.push_str(&text[at..range.start]);
            kept.push_str(gap);
        }
        at = at.max(range.end);
    }
    kept + &text[at..]
}

macro_rules! pattern {
    ($name:ident, $pattern:expr) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($pattern).expect("a test compiles it"));
    };
}

pattern!(CITIZEN_ID, r"\b0\d{2}[ .]?\d{3}[ .]?\d{3}[ .]?\d{3}\b");
pattern!(
    NAMED_ID,
    r"(?i)(?:CMND|CMTND|CMT|CCCD|chứng minh nhân dân|chứng minh thư(?: nhân dân)?|căn cước(?: công dân)?|(?:số|mã) định danh(?: cá nhân)?|hộ chiếu)[^\d\n]{0,25}?\b(\d[\d .]{7,13}\d|[A-Z]\d{7})\b"
);
pattern!(
    ACCOUNT,
    r"(?i)(?:số tài khoản|tài khoản(?: ngân hàng)? số|tài khoản(?: ngân hàng)?\s*:|\bSTK\b|\bsố TK\b|\bTK số)([^\d\n]{0,40}?)(\d[\d .-]{4,22}\d)\b"
);
pattern!(
    MOBILE,
    r"(?:\+?\b84[ .-]?|\(\+84\)[ .-]?|\b0)[35789](?:\d(?:[ .-]?\d{3}[ .-]?\d{4}|\d[ .-]?\d{3}[ .-]?\d{3}|[ .-]\d{3}[ .-]\d{2}[ .-]\d{2}|\d[ .-]\d{2}[ .-]\d{2}[ .-]\d{2}|[ .-]\d{2}[ .-]\d{2}[ .-]\d{3}|[ .-]\d{4}[ .-]?\d{3})|(?:[ .-]\d{2}){4})\b"
);
pattern!(LANDLINE, r"(?:\b|\()02\d{1,2}\)?[ .-]?\d{3,4}[ .-]?\d{3,4}\b");
pattern!(EMAIL, r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+");
pattern!(
    BIRTH,
    r"(?i)(?:sinh ngày|ngày(?:,? tháng,? năm)? sinh|sinh năm|năm sinh|\bSN|\(sinh)\s*:?\s*(?:\d{1,2}\s*(?:[/.-]|tháng)\s*\d{1,2}\s*(?:[/.-]|năm)\s*)?((?:19|20)\d{2})\b"
);
// A surname that is met in Viet Nam and at least one more name, or a form of address before a name.
pattern!(
    PERSON,
    r"\b(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đào|Đoàn|Đinh|Lương|Mai|Trịnh|Trương|Lâm|Hà|Cao|Phùng|Tạ|Tô|Vương|Chu|Châu|Thái|Kiều|La|Lại|Quách|Nghiêm|Tăng|Từ|Đàm|Đồng|Mạc|Bạch|Khổng|Tống|Triệu|Ninh|Nông|Ma|Lò|Vi|Hứa|Doãn|Thân|Viên|Giang|Văn|Trà|Hồng|Kim|Lưu|NGUYỄN|TRẦN|LÊ|PHẠM|HOÀNG|HUỲNH|PHAN|VŨ|VÕ|ĐẶNG|BÙI|ĐỖ|HỒ|NGÔ|DƯƠNG|LÝ|ĐÀO|ĐOÀN|ĐINH|LƯƠNG|TRỊNH|TRƯƠNG)\s\p{Lu}[\p{L}]*|(?i:\b(?:ông|bà|anh|chị|em|cháu|cụ|họ và tên|họ tên)\s*:?)\s\p{Lu}"
);
// Who is spoken of by the year of birth are many, not one.
pattern!(
    MANY,
    r"(?i)(?:công dân|thanh niên|trẻ em|trẻ|học sinh|người|nam|nữ|các cháu|các em|thí sinh|đối tượng|phụ nữ|hội viên|cử tri|nhóm|lứa tuổi|tất cả)(?:\s+(?:nam|nữ|có|đều|được|đã|là))?\s*\(?$"
);
pattern!(
    HOME,
    r"(?i)(?:thường trú|tạm trú|trú tại|trú quán|nơi ở|chỗ ở|HKTT|nhà riêng|ngụ tại)[^\n]{0,40}?(?:số nhà\s*\d+|số\s*\d+\w?,?\s*(?:ngõ|ngách|hẻm|đường|phố|tổ)|thôn\s+\S|xóm\s+\S|tổ(?: dân phố)?(?: số)?\s*\d+|ngõ\s*\d+|ngách\s*\d+|hẻm\s*\d+)[^\n;.]{0,60}"
);
// What stands right after a figure that counts or pays.
pattern!(
    COUNTED,
    r"(?i)^[ \u{a0}]?(?:đồng|đ\b|vnđ|vnd|usd|triệu|tỷ|tỉ|nghìn|ngàn|người|hộ|lượt|trường hợp|hồ sơ|tài khoản|thẻ|công dân|m2|m²|m3|ha|km|kg|tấn|%|cái|chiếc|suất)"
);
pattern!(HOTLINE, r"(?i)(?:đường dây nóng|hotline|tổng đài|trực ban|số máy trực|điện thoại trực|số khẩn cấp)[^\d\n.;]{0,40}$");
// A number that is somebody's document or a code, not a telephone: "số 0912345678/QĐ", "mã hồ sơ".
pattern!(
    CODED,
    r"(?i)(?:mã (?:số )?(?:hồ sơ|thủ tục|dự án|số thuế|vạch|đơn vị|chương|định mức|hàng)|mã số thuế|\bMST|số hiệu|số seri|số khung|số máy|biên lai(?: số)?|hóa đơn(?: số)?|ISBN|ISSN|số quyết định|văn bản số|công văn số)[^\d\n]{0,15}$"
);

struct Found<'a> {
    text: &'a str,
    findings: Vec<Finding>,
}

impl Found<'_> {
    fn add(&mut self, kind: PersonalKind, range: Range<usize>) {
        if !self.findings.iter().any(|f| range.start < f.range.end && f.range.start < range.end) {
            self.findings.push(Finding { kind, range });
        }
    }

    /// At most `most` bytes before a place, from a letter's boundary.
    fn before(&self, at: usize, most: usize) -> &str {
        let mut from = at.saturating_sub(most);
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        &self.text[from..at]
    }

    fn after(&self, at: usize) -> &str {
        &self.text[at..]
    }

    /// A number that goes on before or behind (`12.031.…`, `…/QĐ-UBND`, `…-2026`, part of an address), or counts or pays something.
    fn is_part(&self, range: &Range<usize>) -> bool {
        let word = self.before(range.start, 80).rsplit(char::is_whitespace).next().unwrap_or_default();
        let mut before = word.chars().rev();
        let (near, far) = (before.next(), before.next());
        let mut after = self.after(range.end).chars();
        let (next, then) = (after.next(), after.next());
        // `An/0912…` is a name and a number; `vidu.vn/tin/0912…` is an address.
        let addressed = matches!(near, Some('_' | '#' | '=' | '&' | '?'))
            || (near == Some('/') && (word.contains('.') || word.matches('/').count() > 1));
        let continued = |c: Option<char>, d: Option<char>| matches!(c, Some('.' | ',' | '-')) && d.is_some_and(|d| d.is_ascii_digit());
        let numbered = next == Some('/') && then.is_some_and(char::is_alphanumeric);
        addressed
            || continued(near, far)
            || numbered
            || matches!(next, Some('_' | '='))
            || continued(next, then)
            || COUNTED.is_match(self.after(range.end))
    }

    fn identities(&mut self) {
        for named in NAMED_ID.captures_iter(self.text).filter_map(|c| c.get(1)) {
            let letters: Vec<char> = named.as_str().chars().filter(char::is_ascii_alphanumeric).collect();
            let passport = letters[0].is_ascii_alphabetic();
            if (passport || matches!(letters.len(), 9 | 12)) && !COUNTED.is_match(self.after(named.end())) {
                self.add(PersonalKind::IdNumber, named.range());
            }
        }
        for found in CITIZEN_ID.find_iter(self.text) {
            let digits: String = found.as_str().chars().filter(char::is_ascii_digit).collect();
            if is_citizen_number(&digits) && !self.is_part(&found.range()) && !CODED.is_match(self.before(found.start(), 60)) {
                self.add(PersonalKind::IdNumber, found.range());
            }
        }
    }

    fn accounts(&mut self) {
        for told in ACCOUNT.captures_iter(self.text) {
            let Some((between, number)) = told.get(1).zip(told.get(2)) else { continue };
            let digits = number.as_str().chars().filter(char::is_ascii_digit).count();
            // An account of the national identity application, or how many there are.
            let between = between.as_str().to_lowercase();
            let electronic = ["định danh", "vneid", "kích hoạt", "điện tử", "mức"].iter().any(|word| between.contains(word));
            if (6..=19).contains(&digits) && !electronic && !COUNTED.is_match(self.after(number.end())) {
                self.add(PersonalKind::BankAccount, number.range());
            }
        }
    }

    fn telephones(&mut self) {
        for found in MOBILE.find_iter(self.text).chain(LANDLINE.find_iter(self.text)) {
            let digits = plain_number(found.as_str());
            let before = self.before(found.start(), 120);
            if (10..=11).contains(&digits.len()) && !self.is_part(&found.range()) && !HOTLINE.is_match(before) && !CODED.is_match(before) {
                self.add(PersonalKind::PhoneNumber, found.range());
            }
        }
    }

    fn mail(&mut self) {
        for found in EMAIL.find_iter(self.text) {
            let address = found.as_str().trim_end_matches(['.', '-']);
            if !is_official_address(address) {
                self.add(PersonalKind::EmailAddress, found.start()..found.start() + address.len());
            }
        }
    }

    fn births(&mut self) {
        for told in BIRTH.captures_iter(self.text) {
            let Some((whole, year)) = told.get(0).zip(told.get(1)) else { continue };
            let before = self.before(whole.start(), 160);
            // Who was born before that is history.
            let lives = year.as_str().parse::<u16>().is_ok_and(|year| year >= 1915);
            if lives && !MANY.is_match(before) && PERSON.is_match(before) {
                // The bracket that led here is no part of it.
                let from = whole.start() + usize::from(whole.as_str().starts_with('('));
                self.add(PersonalKind::BirthDate, from..whole.end());
            }
        }
    }

    fn homes(&mut self) {
        for found in HOME.find_iter(self.text) {
            self.add(PersonalKind::HomeAddress, found.range());
        }
    }
}

/// The codes of provinces in citizens' numbers (circular 59/2021/TT-BCA): those of the map before July 2025, which the cards keep.
const PROVINCES: [u8; 63] = [
    1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37, 38, 40, 42, 44, 45, 46, 48, 49, 51, 52,
    54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77, 79, 80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96,
];

/// Twelve digits that a person may have: a province's code, the century and sex, the year of birth, six more.
fn is_citizen_number(digits: &str) -> bool {
    let number = |range: Range<usize>| digits.get(range).and_then(|d| d.parse::<u8>().ok());
    let (Some(province), Some(century), Some(year)) = (number(0..3), number(3..4), number(4..6)) else { return false };
    // 0, 1: born in the 1900s; 2, 3: in the 2000s. Nobody on a card is older than that or not yet born.
    let born = match century {
        0 | 1 => year >= 15,
        2 | 3 => year <= 45,
        _ => false,
    };
    digits.len() == 12 && PROVINCES.contains(&province) && born
}

/// The digits of a telephone number as it is dialled in the country.
pub fn plain_number(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix("84") {
        Some(rest) if digits.len() == 11 => format!("0{rest}"),
        _ => digits,
    }
}

/// `.gov.vn` and the Party's domain are official of themselves.
pub fn is_official_address(address: &str) -> bool {
    let address = address.to_lowercase();
    let domain = address.rsplit('@').next().unwrap_or_default();
    ["gov.vn", "dcs.vn"].iter().any(|own| domain == *own || domain.ends_with(&format!(".{own}")))
}

#[cfg(test)]
#[path = "personal_data_tests.rs"]
mod tests;
