//! Rows of a spreadsheet (XLSX, CSV) by the names in its heading.

use serde_json::{Map, Value};

use super::row::{Row, key};
use crate::features::registers::workbook;
use crate::http::Problem;
use crate::kernel::canonical;

/// A row with its number in the sheet, and what stands for it where it has no id of its own.
pub struct SheetRow {
    pub line: usize,
    pub fingerprint: String,
    pub row: Row,
}

/// The rows under the heading: the first row with at least two cells that say something. Empty rows are none.
///
/// # Errors
/// As [`workbook::open`].
pub fn rows(bytes: Vec<u8>) -> Result<Vec<SheetRow>, Problem> {
    let cells = workbook::open(bytes)?;
    let says = |row: &[String]| row.iter().filter(|cell| !cell.trim().is_empty()).count();
    let Some(head) = cells.iter().position(|row| says(row) >= 2) else { return Ok(vec![]) };
    let names: Vec<String> = cells[head].iter().map(|name| key(name)).collect();
    let rows = cells.iter().enumerate().skip(head + 1).filter(|(_, row)| says(row) > 0).map(|(n, row)| {
        let columns: Map<String, Value> = row
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.trim().is_empty())
            .map(|(n, cell)| {
                (names.get(n).filter(|name| !name.is_empty()).cloned().unwrap_or_else(|| format!("cot_{}", n + 1)), cell.clone().into())
            })
            .collect();
        SheetRow { line: n + 1, fingerprint: canonical::sha256_hex(row.join("\u{1f}").as_bytes()), row: Row::of(columns) }
    });
    Ok(rows.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_names_the_columns() {
        let sheet = "\u{feff}DANH SÁCH VĂN BẢN,,\r\nSố hiệu,Tên văn bản,\r\n1/QĐ-UBND,Quyết định,lạ\r\n,,\r\n2/QĐ-UBND,\"Hai, ba\",\r\n";
        let mut read = rows(sheet.as_bytes().to_vec()).unwrap();
        assert_eq!(read.iter().map(|row| row.line).collect::<Vec<_>>(), [3, 5]);
        assert_eq!(read[1].row.take("title", &["ten_van_ban"]).as_deref(), Some("Hai, ba"));
        read[0].row.take("x", &["so_hieu", "ten_van_ban"]);
        read[0].row.rest();
        assert_eq!(read[0].row.notes.ignored, ["cot_3"]);
        assert!(rows(vec![]).unwrap().is_empty());
        assert!(rows(vec![0xff, 0xfe, 0]).is_err());
    }
}
