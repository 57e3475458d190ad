//! A file from a spreadsheet program as cells: XLSX, or CSV in UTF-8. Only the first sheet, read cell by cell, so that one
//! cell in the last corner of a sheet costs no more than itself.

use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsx, open_workbook_from_rs};

use super::sheet::{COLUMNS_MAX, LINES_MAX, cells};
use crate::http::{Code, Problem};

/// The largest file taken, in bytes.
pub const FILE_MAX: usize = 5 * 1024 * 1024;
/// What an XLSX may unpack to, in bytes.
const UNPACKED_MAX: u128 = 64 * 1024 * 1024;
/// Rows that are looked at: more than are read, because of empty ones.
const ROWS_MAX: usize = LINES_MAX * 3;

/// The cells of a file's first sheet. Which kind it is, the bytes say.
///
/// # Errors
/// 413 when it is too large or unpacks to too much, 415 when it is neither XLSX nor text in UTF-8.
pub fn open(bytes: Vec<u8>) -> Result<Vec<Vec<String>>, Problem> {
    if bytes.len() > FILE_MAX {
        return Err(too_large());
    }
    if !bytes.starts_with(b"PK\x03\x04") {
        let text = String::from_utf8(bytes).map_err(|_| unreadable())?;
        return Ok(cells(&text));
    }
    let packed = zip::ZipArchive::new(Cursor::new(&bytes)).map_err(|_| unreadable())?;
    if packed.decompressed_size().is_none_or(|size| size > UNPACKED_MAX) {
        return Err(too_large());
    }
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(&bytes)).map_err(|_| unreadable())?;
    let first = book.sheet_names().first().cloned().ok_or_else(unreadable)?;
    let mut reader = book.worksheet_cells_reader(&first).map_err(|_| unreadable())?;
    let mut rows: Vec<Vec<String>> = vec![];
    while let Some(cell) = reader.next_cell().map_err(|_| unreadable())? {
        let (row, column) = cell.get_position();
        let (row, column) = (usize::try_from(row).unwrap_or(usize::MAX), usize::try_from(column).unwrap_or(usize::MAX));
        if row >= ROWS_MAX {
            break;
        }
        if column >= COLUMNS_MAX {
            continue;
        }
        while rows.len() <= row {
            rows.push(vec![]);
        }
        let at = &mut rows[row];
        while at.len() <= column {
            at.push(String::new());
        }
        at[column] = written(cell.get_value());
    }
    Ok(rows)
}

/// A cell as somebody would read it: days as days, whole numbers without a comma.
fn written(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(n) => n.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::DateTime(at) if at.is_datetime() => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTime(_) | DataRef::DurationIso(_) | DataRef::Bool(_) | DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

fn too_large() -> Problem {
    Problem::new(Code::TooLarge).detail("Tệp tối đa 5 MB.", "A file has at most 5 MB.")
}

fn unreadable() -> Problem {
    Problem::new(Code::UnsupportedMediaType).detail(
        "Hãy gửi tệp .xlsx hoặc .csv (UTF-8). Tệp .xls cũ: mở ra và lưu lại thành .xlsx.",
        "Send an .xlsx file, or a .csv file in UTF-8. Save old .xls files as .xlsx.",
    )
}
