//! The words read from a file in parts (pages, paragraphs, sheets), and where in the file a found word stands: a reviewer
//! is told "page 3" or "Danh sách!C12", not an offset.

use serde::{Deserialize, Serialize};

use super::flags::{self, Entry, Flag};
use super::text::fold;
use super::words::{FlagCode, HiddenData, MediaKind, Severity, TextState};

/// How the lines of a part are to be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// One page; its number is the part's name.
    Page,
    /// One paragraph a line.
    Paragraphs,
    /// One row a line, cells between tabs; the sheet is the part's name.
    Sheet,
    /// What the file says of itself: author, last editor.
    Metadata,
}

/// A stretch of a file's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextPart {
    pub form: Form,
    pub name: String,
    pub text: String,
}

impl TextPart {
    /// Where the character at `start` stands, in words for a reviewer.
    pub fn place(&self, start: usize) -> String {
        let before: String = self.text.chars().take(start).collect();
        let line = before.matches('\n').count();
        match self.form {
            Form::Page => format!("trang {}", self.name),
            Form::Paragraphs => format!("đoạn {}", line + 1),
            Form::Metadata => "thuộc tính tệp".into(),
            Form::Sheet => {
                let column = before.rsplit('\n').next().unwrap_or_default().matches('\t').count();
                format!("{}!{}", self.name, cell(column, line))
            }
        }
    }
}

/// `C12` of a column and a row counted from 0.
pub fn cell(mut column: usize, row: usize) -> String {
    let mut letters = vec![];
    loop {
        letters.push(char::from(b'A' + u8::try_from(column % 26).unwrap_or(0)));
        if column < 26 {
            break;
        }
        column = column / 26 - 1;
    }
    letters.iter().rev().collect::<String>() + &(row + 1).to_string()
}

/// An attachment as far as flags ask about it.
#[derive(Clone, Debug)]
pub struct Attached {
    pub id: uuid::Uuid,
    pub kind: MediaKind,
    pub title: String,
    pub text_state: TextState,
    pub hidden: Vec<HiddenData>,
    pub parts: Vec<TextPart>,
}

/// What is hidden in a file and was hardly meant for everybody. An author's name alone is not flagged: every file has one.
const TELLING: [HiddenData; 4] = [HiddenData::Comments, HiddenData::TrackedChanges, HiddenData::HiddenSheet, HiddenData::Location];

/// Everything noticed in attachments: the rules of texts, columns whose heading says that personal data stands below, files
/// that hide something, and files the program could not read. `part` is `attachments/{n}`, counted from 0.
pub fn scan(attached: &[Attached], entries: &[Entry], contacts: &[String]) -> Vec<Flag> {
    let mut found = vec![];
    for (n, file) in attached.iter().enumerate() {
        let name = format!("attachments/{n}");
        for part in &file.parts {
            found.extend(scan_part(part, entries, contacts).into_iter().map(|flag| Flag {
                place: Some(part.place(flag.start)),
                picture: Some(file.id),
                part: name.clone(),
                ..flag
            }));
        }
        let about = |code, place: &str, reason: Option<String>| Flag {
            code,
            severity: Severity::Confirm,
            part: name.clone(),
            start: 0,
            end: 0,
            quote: file.title.clone(),
            reason,
            citation: None,
            picture: Some(file.id),
            place: Some(place.into()),
        };
        for hidden in file.hidden.iter().filter(|h| TELLING.contains(h)) {
            let told = match hidden {
                HiddenData::Comments => "Tệp còn lời góp ý bên lề.",
                HiddenData::TrackedChanges => "Tệp còn vết sửa chưa chấp nhận: người đọc xem được chữ đã xóa.",
                HiddenData::Location => "Tệp còn ghi vị trí nơi quay (GPS): người tải về xem được.",
                HiddenData::HiddenSheet | HiddenData::Author => "Bảng tính có trang ẩn: người tải về mở ra được.",
            };
            found.push(about(FlagCode::HiddenData, "phần ẩn của tệp", Some(told.into())));
        }
        if file.kind == MediaKind::Document && matches!(file.text_state, TextState::Unreadable | TextState::Partly) {
            let told = if file.text_state == TextState::Partly {
                "Tệp quá dài: máy chỉ đọc được phần đầu."
            } else {
                "Máy không đọc được chữ trong tệp (bản quét, có mật khẩu hoặc hỏng): hãy tự xem hết."
            };
            found.push(about(FlagCode::Unscanned, "cả tệp", Some(told.into())));
        }
    }
    found
}

/// What stands in one part of a file; old fonts are not looked for, files may be as they are.
pub fn scan_part(part: &TextPart, entries: &[Entry], contacts: &[String]) -> Vec<Flag> {
    let one = flags::Part { name: part.name.clone(), text: part.text.clone() };
    let mut found = flags::scan(&[one], entries, &[], contacts);
    found.retain(|flag| flag.code != FlagCode::LegacyFont);
    if part.form == Form::Sheet {
        for column in in_columns(part) {
            if !found.iter().any(|f| f.start < column.end && column.start < f.end) && found.len() < flags::MOST {
                found.push(column);
            }
        }
    }
    found.sort_by_key(|flag| flag.start);
    found
}

/// How far down a heading is looked for: above it stand the office's name and the title.
const HEADING_WITHIN: usize = 15;

/// Folded beginnings of headings of columns that hold personal data.
const COLUMNS: [(&str, FlagCode); 16] = [
    ("so cccd", FlagCode::IdNumber),
    ("cccd", FlagCode::IdNumber),
    ("so cmnd", FlagCode::IdNumber),
    ("cmnd", FlagCode::IdNumber),
    ("so can cuoc", FlagCode::IdNumber),
    ("can cuoc", FlagCode::IdNumber),
    ("so dinh danh", FlagCode::IdNumber),
    ("ma dinh danh", FlagCode::IdNumber),
    ("so dien thoai", FlagCode::PhoneNumber),
    ("dien thoai", FlagCode::PhoneNumber),
    ("sdt", FlagCode::PhoneNumber),
    ("so tai khoan", FlagCode::BankAccount),
    ("stk", FlagCode::BankAccount),
    ("ngay sinh", FlagCode::BirthDate),
    ("nam sinh", FlagCode::BirthDate),
    ("ngay, thang, nam sinh", FlagCode::BirthDate),
];

fn in_columns(part: &TextPart) -> Vec<Flag> {
    let rows: Vec<Vec<&str>> = part.text.split('\n').map(|row| row.split('\t').collect()).collect();
    let of = |cell: &str| {
        let folded = fold(cell.trim());
        COLUMNS.iter().find(|(beginning, _)| folded.starts_with(beginning)).map(|(_, code)| *code)
    };
    let heading =
        rows.iter().take(HEADING_WITHIN).position(|row| row.len() > 1 && row.iter().any(|c| c.chars().count() < 40 && of(c).is_some()));
    let Some(heading) = heading else { return vec![] };
    let columns: Vec<(usize, FlagCode)> = rows[heading].iter().enumerate().filter_map(|(i, cell)| Some((i, of(cell)?))).collect();
    let mut found = vec![];
    let mut at = 0;
    for (n, row) in rows.iter().enumerate() {
        for (i, cell) in row.iter().enumerate() {
            let length = cell.chars().count();
            let code = columns.iter().find(|(column, _)| *column == i).map(|(_, code)| *code);
            if let Some(code) = code.filter(|_| n > heading && cell.chars().filter(char::is_ascii_digit).count() >= 4) {
                found.push(Flag {
                    code,
                    severity: Severity::Confirm,
                    part: part.name.clone(),
                    start: at,
                    end: at + length,
                    quote: (*cell).to_owned(),
                    reason: None,
                    citation: Some(flags::PERSONAL.into()),
                    picture: None,
                    place: None,
                });
            }
            at += length + 1;
        }
    }
    found
}

/// Whether a finding is personal data that a redacted copy masks.
pub fn is_personal(code: FlagCode) -> bool {
    use FlagCode::*;
    matches!(code, IdNumber | PhoneNumber | BankAccount | BirthDate | HomeAddress | EmailAddress)
}

/// A text with what stands at `found` masked: letters and digits become `•`, everything else keeps its shape.
pub fn masked(text: &str, found: &[(usize, usize)]) -> String {
    let hides = |i: usize| found.iter().any(|(from, to)| *from <= i && i < *to);
    text.chars().enumerate().map(|(i, c)| if c.is_alphanumeric() && hides(i) { '•' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(text: &str) -> TextPart {
        TextPart { form: Form::Sheet, name: "Danh sách".into(), text: text.into() }
    }

    #[test]
    fn cells_have_their_names() {
        for (column, row, want) in [(0, 0, "A1"), (2, 11, "C12"), (25, 0, "Z1"), (26, 0, "AA1"), (701, 4, "ZZ5"), (702, 4, "AAA5")] {
            assert_eq!(cell(column, row), want);
        }
    }

    #[test]
    fn a_list_of_people_is_found_cell_by_cell() {
        let list = sheet("DANH SÁCH\t\t\nHọ tên\tNăm sinh\tSố tài khoản\nNguyễn Văn A\t1956\t0031000123456\nTrần Thị B\t1949\t\n");
        let found: Vec<_> = scan_part(&list, &[], &[]).into_iter().map(|f| (f.code, list.place(f.start), f.quote)).collect();
        let want = |code, place: &str, quote: &str| (code, place.to_owned(), quote.to_owned());
        assert_eq!(
            found,
            [
                want(FlagCode::BirthDate, "Danh sách!B3", "1956"),
                want(FlagCode::BankAccount, "Danh sách!C3", "0031000123456"),
                want(FlagCode::BirthDate, "Danh sách!B4", "1949"),
            ]
        );
    }

    #[test]
    fn places_are_told_as_people_find_them() {
        let page = TextPart { form: Form::Page, name: "3".into(), text: "Căn cước: 031088001234".into() };
        let told = scan(
            &[Attached {
                id: uuid::Uuid::nil(),
                kind: MediaKind::Document,
                title: "Danh sách".into(),
                text_state: TextState::Whole,
                hidden: vec![HiddenData::Author, HiddenData::Comments, HiddenData::Location],
                parts: vec![page],
            }],
            &[],
            &[],
        );
        let told: Vec<_> = told.into_iter().map(|f| (f.code, f.part, f.place.unwrap())).collect();
        assert_eq!(
            told,
            [
                (FlagCode::IdNumber, "attachments/0".to_owned(), "trang 3".to_owned()),
                (FlagCode::HiddenData, "attachments/0".to_owned(), "phần ẩn của tệp".to_owned()),
                (FlagCode::HiddenData, "attachments/0".to_owned(), "phần ẩn của tệp".to_owned()),
            ]
        );
    }

    #[test]
    fn masks_keep_the_shape() {
        assert_eq!(masked("ĐT 0912 345 678, xem", &[(3, 15)]), "ĐT •••• ••• •••, xem");
    }
}
