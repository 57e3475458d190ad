//! XLSX, sheet by sheet, and plain text: one row a line, cells between tabs.

use std::io::Cursor;

use calamine::{DataRef, Reader, SheetVisible, Xlsx, open_workbook_from_rs};

use super::{Extracted, TEXT_MAX, Until, office, package};
use crate::kernel::attachment::Form;
use crate::kernel::words::{HiddenData, TextState};

const ROWS_MAX: u32 = 200_000;
const COLUMNS_MAX: u32 = 1_000;

pub fn xlsx(bytes: &[u8], until: Until) -> Option<Extracted> {
    let mut opened = package::open(bytes)?;
    let mut read = Extracted { state: TextState::Whole, ..Extracted::nothing() };
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).ok()?;
    if book.sheets_metadata().iter().any(|sheet| sheet.visible != SheetVisible::Visible) {
        read.hidden.push(HiddenData::HiddenSheet);
    }
    if package::names(&opened).iter().any(|name| name.starts_with("xl/comments") || name.starts_with("xl/threadedComments/")) {
        read.hidden.push(HiddenData::Comments);
    }
    for name in book.sheet_names().to_owned() {
        let mut text = String::new();
        let (mut line, mut column) = (0u32, 0u32);
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else { continue };
        while let Some(cell) = cells.next_cell().ok()? {
            let (row, at) = cell.get_position();
            if row >= ROWS_MAX || at >= COLUMNS_MAX || text.len() > TEXT_MAX || until.over() {
                read.state = TextState::Partly;
                break;
            }
            // Cells come row by row; what is out of order stands on the line it is met.
            while line < row {
                text.push('\n');
                (line, column) = (line + 1, 0);
            }
            while column < at {
                text.push('\t');
                column += 1;
            }
            text.push_str(&written(cell.get_value()).replace(['\n', '\r', '\t'], " "));
        }
        if !read.push(Form::Sheet, name, text) {
            break;
        }
    }
    office::properties(&mut opened, &mut read);
    Some(read)
}

/// A cell as somebody would read it.
fn written(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(n) => n.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::DateTime(at) if at.is_datetime() => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            format!("{day:02}/{month:02}/{year:04}")
        }
        DataRef::DateTime(_) | DataRef::DurationIso(_) | DataRef::Bool(_) | DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// The mark between the cells of a CSV file, where every one of its first lines has as many.
pub fn separator(text: &str) -> Option<char> {
    let lines: Vec<&str> = text.lines().filter(|l| !l.trim().is_empty()).take(5).collect();
    [';', ',', '\t'].into_iter().find(|mark| {
        let counts: Vec<usize> = lines.iter().map(|line| line.matches(*mark).count()).collect();
        lines.len() > 1 && counts[0] > 0 && counts.iter().all(|n| *n == counts[0])
    })
}

/// Text in UTF-8: a CSV file as a sheet, anything else as paragraphs.
pub fn text(bytes: &[u8]) -> Extracted {
    let mut read = Extracted { state: TextState::Whole, ..Extracted::nothing() };
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}');
    let Some(mark) = separator(text) else {
        read.push(Form::Paragraphs, "", text.replace("\r\n", "\n"));
        return read;
    };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(u8::try_from(mark).unwrap_or(b','))
        .from_reader(text.as_bytes());
    let rows = reader.records().flatten().map(|record| {
        let cells: Vec<String> = record.iter().map(|cell| cell.replace(['\n', '\r', '\t'], " ")).collect();
        cells.join("\t")
    });
    let rows: Vec<String> = rows.collect();
    read.push(Form::Sheet, "CSV", rows.join("\n"));
    read
}
