//! A spreadsheet of outgoing documents, as pasted or opened: which column is which is guessed from the heading, or from what
//! stands in the columns; every line becomes a row or gets its reasons. Pure: no database, no clock but the day handed in.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::http::FieldError;
use crate::kernel::dates::{DateFault, read_date};
use crate::kernel::doc_number::{DocNumber, NumberFault};
use crate::kernel::text::{clean_line, fold};
use crate::kernel::words::IssuerRelation;

/// Lines of one sheet that are read; a year of a busy ward has fewer.
pub const LINES_MAX: usize = 2000;
/// Columns that are looked at.
pub const COLUMNS_MAX: usize = 40;
/// How far down a heading is looked for: above it stand the office's name and the sheet's title.
const HEADING_WITHIN: usize = 12;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = SheetColumn)]
pub enum Column {
    Number,
    Symbol,
    IssuedOn,
    Issuer,
    Signer,
    DocType,
    Abstract,
    Relation,
    NotSubjectReason,
}

/// Folded beginnings of headings, the longer before the shorter they begin with.
const HEADINGS: [(&str, Column); 31] = [
    ("so, ky hieu", Column::Number),
    ("so va ky hieu", Column::Number),
    ("so ky hieu", Column::Number),
    ("so/ky hieu", Column::Number),
    ("so / ky hieu", Column::Number),
    ("so - ky hieu", Column::Number),
    ("so hieu", Column::Number),
    ("so van ban", Column::Number),
    ("so vb", Column::Number),
    ("ky hieu", Column::Symbol),
    ("ngay ban hanh", Column::IssuedOn),
    ("ngay, thang", Column::IssuedOn),
    ("ngay thang", Column::IssuedOn),
    ("ngay van ban", Column::IssuedOn),
    ("ngay vb", Column::IssuedOn),
    ("ngay ky", Column::IssuedOn),
    ("co quan ban hanh", Column::Issuer),
    ("noi ban hanh", Column::Issuer),
    ("don vi ban hanh", Column::Issuer),
    ("co quan", Column::Issuer),
    ("nguoi ky", Column::Signer),
    ("ten loai va trich yeu", Column::Abstract),
    ("trich yeu", Column::Abstract),
    ("noi dung", Column::Abstract),
    ("loai van ban", Column::DocType),
    ("ten loai", Column::DocType),
    ("loai vb", Column::DocType),
    ("pham vi", Column::Relation),
    ("ly do khong dang", Column::NotSubjectReason),
    ("khong thuoc dien dang", Column::NotSubjectReason),
    ("khong dang", Column::NotSubjectReason),
];

/// A line that could be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub number: DocNumber,
    pub issued_on: NaiveDate,
    pub issuer: Option<String>,
    pub signer: Option<String>,
    pub doc_type: Option<String>,
    pub abstract_text: String,
    pub relation: Option<IssuerRelation>,
    pub not_subject_reason: Option<String>,
}

/// A line of the sheet with what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Counted from 1, as the spreadsheet counts.
    pub line: usize,
    pub read: Result<Row, Vec<FieldError>>,
}

/// A sheet that was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    pub columns: BTreeMap<usize, Column>,
    /// The line of the heading; none: the columns were guessed from what stands in them.
    pub heading: Option<usize>,
    pub lines: Vec<Line>,
    /// Lines beyond [`LINES_MAX`], which were not read.
    pub left_out: usize,
}

/// Cells of a pasted text: tab-separated as spreadsheets copy it, or a CSV file with commas or semicolons. Quoted cells
/// may hold line ends.
pub fn cells(text: &str) -> Vec<Vec<String>> {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().take(HEADING_WITHIN);
    let most = [b'\t', b';', b','].into_iter().max_by_key(|mark| {
        let n: usize = first.clone().map(|line| line.bytes().filter(|b| b == mark).count()).sum();
        // A tab decides: commas stand in every abstract.
        if *mark == b'\t' && n > 0 { usize::MAX } else { n }
    });
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(most.unwrap_or(b'\t')).from_reader(text.as_bytes());
    let mut rows = vec![];
    for record in reader.records().flatten() {
        let line = record.position().map_or(rows.len(), |p| {
            // The reader skips empty lines and counts from before them; here they keep their number.
            let from = text.as_bytes().get(usize::try_from(p.byte()).unwrap_or(usize::MAX)..).unwrap_or_default();
            let skipped = from.iter().take_while(|b| matches!(b, b'\r' | b'\n')).filter(|b| **b == b'\n').count();
            usize::try_from(p.line()).unwrap_or(1) - 1 + skipped
        });
        while rows.len() < line {
            rows.push(vec![]);
        }
        rows.push(record.iter().take(COLUMNS_MAX).map(str::to_owned).collect());
    }
    rows
}

/// Reads the cells of a sheet. `today` bounds the dates: nothing is issued in the future.
pub fn read(rows: &[Vec<String>], today: NaiveDate) -> Sheet {
    let (columns, heading) = match headed(rows) {
        Some((at, columns)) => (columns, Some(at)),
        None => (guessed(rows), None),
    };
    let body = heading.map_or(0, |at| at + 1);
    let filled = rows.iter().enumerate().skip(body).filter(|(_, row)| row.iter().any(|c| !c.trim().is_empty()));
    let filled: Vec<(usize, &Vec<String>)> = filled.collect();
    let lines = filled.iter().take(LINES_MAX).map(|(at, row)| Line { line: at + 1, read: read_row(row, &columns, today) }).collect();
    Sheet { columns, heading: heading.map(|at| at + 1), lines, left_out: filled.len().saturating_sub(LINES_MAX) }
}

/// The line that names at least a number and another column.
fn headed(rows: &[Vec<String>]) -> Option<(usize, BTreeMap<usize, Column>)> {
    rows.iter().take(HEADING_WITHIN).enumerate().find_map(|(at, row)| {
        let mut columns = BTreeMap::new();
        for (i, cell) in row.iter().enumerate() {
            if let Some(column) = heading_of(cell)
                && !columns.values().any(|known| *known == column)
            {
                columns.insert(i, column);
            }
        }
        let numbered = columns.values().any(|c| *c == Column::Number);
        (numbered && columns.len() >= 2).then_some((at, columns))
    })
}

fn heading_of(cell: &str) -> Option<Column> {
    let words = fold(cell).split_whitespace().collect::<Vec<_>>().join(" ");
    match words.as_str() {
        "so" | "so den" | "so di" => return Some(Column::Number),
        "ngay" => return Some(Column::IssuedOn),
        "loai" => return Some(Column::DocType),
        _ => {}
    }
    HEADINGS.iter().find(|(beginning, _)| words.starts_with(beginning)).map(|(_, column)| *column)
}

/// Without a heading: the column of numbers, the column of dates, the column of the longest text, and bodies that sign.
fn guessed(rows: &[Vec<String>]) -> BTreeMap<usize, Column> {
    let some: Vec<&Vec<String>> = rows.iter().filter(|r| r.iter().any(|c| !c.trim().is_empty())).take(40).collect();
    let width = some.iter().map(|r| r.len()).max().unwrap_or(0);
    let share = |i: usize, fits: &dyn Fn(&str) -> bool| some.iter().filter(|r| r.get(i).is_some_and(|c| fits(c))).count();
    let mut columns = BTreeMap::new();
    let mut take = |column: Column, fits: &dyn Fn(&str) -> bool| {
        let best = (0..width).filter(|i| !columns.contains_key(i)).max_by_key(|i| (share(*i, fits), std::cmp::Reverse(*i)));
        if let Some(i) = best.filter(|i| share(*i, fits) * 2 >= some.len().max(1)) {
            columns.insert(i, column);
        }
    };
    take(Column::Number, &|c| DocNumber::read(c).is_ok());
    take(Column::IssuedOn, &|c| read_date(c).is_ok());
    take(Column::Issuer, &|c| is_body(c));
    take(Column::Abstract, &|c| c.chars().count() >= 15);
    columns
}

fn is_body(cell: &str) -> bool {
    let words = fold(cell);
    ["ubnd", "hdnd", "uy ban nhan dan", "hoi dong nhan dan", "dang uy", "uy ban mttq"].iter().any(|body| words.trim().starts_with(body))
}

fn read_row(row: &[String], columns: &BTreeMap<usize, Column>, today: NaiveDate) -> Result<Row, Vec<FieldError>> {
    let mut faults = vec![];
    let mut cells: HashMap<Column, String> = HashMap::new();
    for (i, column) in columns {
        match clean_line(row.get(*i).map_or("", String::as_str)) {
            Ok(cell) if cell.is_empty() => {}
            Ok(cell) => {
                cells.insert(*column, cell);
            }
            Err(fault) => faults.push(FieldError::text(pointer(*column), fault)),
        }
    }
    let number = match (cells.get(&Column::Number), cells.get(&Column::Symbol)) {
        // Number and symbol in two columns, as the printed register has them.
        (Some(number), Some(symbol)) if !number.contains(['/', '-']) => DocNumber::read(&format!("{number}/{symbol}")),
        (Some(number), _) => DocNumber::read(number),
        (None, _) => Err(NumberFault::Empty),
    };
    let number = number.map_err(|fault| faults.push(number_error(fault))).ok();
    let issued_on = read_date(cells.get(&Column::IssuedOn).map_or("", String::as_str))
        .map_err(|fault| faults.push(date_error(fault)))
        .ok()
        .filter(|day| not_ahead(*day, today, &mut faults));
    let abstract_text = cells.remove(&Column::Abstract).unwrap_or_default();
    if abstract_text.is_empty() {
        faults.push(FieldError::new("/abstract", "required", "Thiếu trích yếu.", "The abstract is missing."));
    }
    let relation = match cells.get(&Column::Relation).map(|c| fold(c)) {
        None => None,
        Some(words) if words.contains("cap tren") || words.contains("khac") || words == "in_scope" => Some(IssuerRelation::InScope),
        Some(_) => Some(IssuerRelation::Own),
    };
    let mut limited = |column: Column, max: usize| {
        let cell = cells.remove(&column)?;
        if cell.chars().count() <= max {
            return Some(cell);
        }
        faults.push(FieldError::new(pointer(column), "too_long", format!("Tối đa {max} ký tự."), format!("At most {max} characters.")));
        None
    };
    let (issuer, signer) = (limited(Column::Issuer, 300), limited(Column::Signer, 200));
    let (doc_type, not_subject_reason) = (limited(Column::DocType, 200), limited(Column::NotSubjectReason, 1000));
    if abstract_text.chars().count() > 2000 {
        faults.push(FieldError::new("/abstract", "too_long", "Tối đa 2000 ký tự.", "At most 2000 characters."));
    }
    match (number, issued_on) {
        (Some(number), Some(issued_on)) if faults.is_empty() => {
            Ok(Row { number, issued_on, issuer, signer, doc_type, abstract_text, relation, not_subject_reason })
        }
        _ => Err(faults),
    }
}

fn pointer(column: Column) -> &'static str {
    match column {
        Column::Number | Column::Symbol => "/number",
        Column::IssuedOn => "/issued_on",
        Column::Issuer => "/issuer",
        Column::Signer => "/signer",
        Column::DocType => "/doc_type",
        Column::Abstract => "/abstract",
        Column::Relation => "/relation",
        Column::NotSubjectReason => "/not_subject_reason",
    }
}

/// A day of issue lies in a plausible past; tomorrow is let through, for registers that are dated ahead over night.
pub fn not_ahead(day: NaiveDate, today: NaiveDate, faults: &mut Vec<FieldError>) -> bool {
    let fits = day <= today + TimeDelta::days(1) && day.year() >= 1990;
    if !fits {
        faults.push(FieldError::new(
            "/issued_on",
            "date_out_of_range",
            "Ngày ban hành phải từ năm 1990 đến hôm nay.",
            "The issue date must lie between 1990 and today.",
        ));
    }
    fits
}

pub fn number_error(fault: NumberFault) -> FieldError {
    let (vi, en) = match fault {
        NumberFault::Empty => ("Thiếu số, ký hiệu.", "The number is missing."),
        NumberFault::Unnumbered => ("Văn bản chưa được cấp số.", "The document has no number yet."),
        NumberFault::MissingSymbol => ("Có số nhưng thiếu ký hiệu (ví dụ 12/QĐ-UBND).", "The symbol after the number is missing."),
        NumberFault::BadYear => ("Năm trong số, ký hiệu không hợp lý.", "The year in the number is not plausible."),
        NumberFault::Unreadable => ("Số, ký hiệu không đọc được.", "The number cannot be read."),
    };
    FieldError::new("/number", fault.code(), vi, en)
}

fn date_error(fault: DateFault) -> FieldError {
    let (vi, en) = match fault {
        DateFault::Empty => ("Thiếu ngày ban hành.", "The issue date is missing."),
        DateFault::Unreadable => ("Ngày ban hành không đọc được.", "The issue date cannot be read."),
        DateFault::Incomplete => ("Ngày ban hành thiếu ngày, tháng hoặc năm.", "The issue date lacks its day, month or year."),
        DateFault::Ambiguous => ("Ngày ban hành có thể hiểu nhiều cách.", "The issue date can be read in more than one way."),
        DateFault::Impossible => ("Không có ngày này trong lịch.", "There is no such day."),
        DateFault::OutOfRange => ("Năm ban hành không hợp lý.", "The year of issue is not plausible."),
    };
    FieldError::new("/issued_on", fault.code(), vi, en)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn read_text(text: &str) -> Sheet {
        read(&cells(text), day("2026-11-23"))
    }

    #[test]
    fn five_forms_of_dates_under_a_heading() {
        let sheet = read_text(concat!(
            "ỦY BAN NHÂN DÂN PHƯỜNG\t\t\n\nSố, ký hiệu\tNgày ban hành\tTrích yếu nội dung\tNgười ký\n",
            "1/QĐ-UBND\t2026-11-02\tVề việc một\tA\n2/QĐ-UBND\t03/11/2026\tVề việc hai\t\n3/QĐ-UBND\t4-11-2026\tVề việc ba\n",
            "4/QĐ-UBND\t5.11.2026\tVề việc bốn\n5/QĐ-UBND\tngày 06 tháng 11 năm 2026\t\"Về việc\nnăm\"\n",
        ));
        assert_eq!(sheet.heading, Some(3));
        let days: Vec<NaiveDate> = sheet.lines.iter().map(|l| l.read.as_ref().expect("a row").issued_on).collect();
        assert_eq!(days, (2..=6).map(|d| day(&format!("2026-11-0{d}"))).collect::<Vec<_>>());
        let last = sheet.lines[4].read.as_ref().expect("a row");
        assert_eq!((sheet.lines[4].line, last.abstract_text.as_str()), (8, "Về việc năm"));
    }

    #[test]
    fn columns_without_a_heading_and_number_beside_symbol() {
        let sheet = read_text("12/QĐ-UBND\t02/11/2026\tUBND phường\tVề việc thành lập tổ công tác\n");
        let row = sheet.lines[0].read.as_ref().expect("a row");
        assert_eq!((row.issuer.as_deref(), row.number.text.as_str()), (Some("UBND phường"), "12/QĐ-UBND"));
        let sheet = read_text("Số;Ký hiệu;Ngày tháng;Trích yếu;Không đăng\n7;KH-UBND;1/11/2026;Kế hoạch, có dấu phẩy;Văn bản nội bộ\n");
        let row = sheet.lines[0].read.as_ref().expect("a row");
        assert_eq!((row.number.text.as_str(), row.not_subject_reason.as_deref()), ("7/KH-UBND", Some("Văn bản nội bộ")));
    }

    #[test]
    fn every_bad_line_has_its_reasons() {
        let sheet = read_text(concat!(
            "Số ký hiệu\tNgày\tTrích yếu\n/QĐ-UBND\t1/11/2026\tMột\n1/QĐ-UBND\t31/02/2026\tHai\n2/QĐ-UBND\t\t\n",
            "3/QĐ-UBND\t1/1/2030\tBa\n\t\t\nTháng mười một\n4\t1/11/2026\tBốn\n5/QĐ-UBND\t1/11/2026\tNăm\u{202e}\n",
        ));
        let codes: Vec<Vec<&str>> =
            sheet.lines.iter().map(|l| l.read.as_ref().expect_err("refused").iter().map(|e| e.code.as_str()).collect()).collect();
        assert_eq!(codes[0], ["number_unnumbered"]);
        assert_eq!(codes[1], ["date_impossible"]);
        assert_eq!(codes[2], ["date_empty", "required"]);
        assert_eq!(codes[3], ["date_out_of_range"]);
        assert_eq!(codes.len(), 7, "the empty line is no line");
        assert_eq!(codes[5], ["number_missing_symbol"]);
        assert_eq!(codes[6], ["text_bidi_character", "required"]);
    }

    proptest! {
        #[test]
        fn anything_is_read_or_refused(text in "[\\PC\t\n\r\";,]{0,400}") {
            let sheet = read_text(&text);
            for line in &sheet.lines {
                prop_assert!(line.line >= 1);
                if let Err(faults) = &line.read {
                    prop_assert!(!faults.is_empty());
                }
            }
        }

        #[test]
        fn what_is_pasted_comes_back(rows in prop::collection::vec((1u32..9000, 1u32..28, 1u32..11, "[a-zàáảãạăâđêôơưế]{3,12}( [a-zàáảãạăâđêôơưế]{1,9}){1,6}"), 1..30)) {
            let mut text = String::from("Số, ký hiệu\tNgày ban hành\tTrích yếu\n");
            for (n, d, m, about) in &rows {
                text.push_str(&format!("{n}/QĐ-UBND\t{d:02}/{m:02}/2026\t{about}\n"));
            }
            let sheet = read_text(&text);
            prop_assert_eq!(sheet.lines.len(), rows.len());
            for (line, (n, d, m, about)) in sheet.lines.iter().zip(&rows) {
                let row = line.read.as_ref().expect("a row");
                prop_assert_eq!(row.number.number, *n);
                prop_assert_eq!(row.issued_on, NaiveDate::from_ymd_opt(2026, *m, *d).expect("a day"));
                prop_assert_eq!(&row.abstract_text, &clean_line(about).expect("a line"));
            }
        }
    }
}
