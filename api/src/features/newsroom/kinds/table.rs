//! A table of figures. Numbers are written the Vietnamese way, without grouping (`1234,5`): read again they mean the same.

use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::features::newsroom::content::{line, too_long};
use crate::http::FieldError;

const COLUMNS_MAX: usize = 30;
const ROWS_MAX: usize = 2000;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TableColumn {
    #[schema(max_length = 200, example = "Số hộ nghèo")]
    pub name: String,
    #[schema(max_length = 100, example = "hộ")]
    pub unit: Option<String>,
    /// Figures only.
    pub numeric: bool,
}

/// The first column names the rows; the others hold what is told of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DataTable {
    #[schema(max_items = 30)]
    pub columns: Vec<TableColumn>,
    /// As many cells a row as there are columns; figures are kept with a decimal comma and no grouping.
    #[schema(max_items = 2000, example = json!([["2025", "41"], ["2026", "28,5"]]))]
    pub rows: Vec<Vec<Option<String>>>,
}

impl DataTable {
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty() || self.rows.is_empty()
    }

    /// Texts cleaned, figures read, rows as long as the head.
    pub fn clean(&mut self, faults: &mut Vec<FieldError>) {
        const AT: &str = "/details/table";
        if self.columns.len() > COLUMNS_MAX {
            return faults.push(too_long(&format!("{AT}/columns"), COLUMNS_MAX));
        }
        if self.rows.len() > ROWS_MAX {
            return faults.push(too_long(&format!("{AT}/rows"), ROWS_MAX));
        }
        for (n, column) in self.columns.iter_mut().enumerate() {
            column.name = line(&column.name, &format!("{AT}/columns/{n}/name"), 200, faults);
            column.unit = column.unit.take().map(|u| line(&u, &format!("{AT}/columns/{n}/unit"), 100, faults)).filter(|u| !u.is_empty());
        }
        for (r, row) in self.rows.iter_mut().enumerate() {
            if row.len() > self.columns.len() {
                faults.push(FieldError::new(
                    format!("{AT}/rows/{r}"),
                    "too_many_cells",
                    "Dòng có nhiều ô hơn số cột.",
                    "The row has more cells than there are columns.",
                ));
                continue;
            }
            row.resize(self.columns.len(), None);
            for (c, (cell, column)) in row.iter_mut().zip(&self.columns).enumerate() {
                let Some(text) = cell.take() else { continue };
                let pointer = format!("{AT}/rows/{r}/{c}");
                let text = line(&text, &pointer, 500, faults);
                *cell = match (text.is_empty(), column.numeric) {
                    (true, _) => None,
                    (_, false) => Some(text),
                    (_, true) => figure(&text).or_else(|| {
                        let vi = format!("“{text}” không phải là số (viết 1.234,5).");
                        faults.push(FieldError::new(pointer, "not_a_number", vi, format!("“{text}” is not a figure (write 1234,5).")));
                        Some(text)
                    }),
                };
            }
        }
        self.rows.retain(|row| row.iter().any(Option::is_some));
    }

    /// What is wrong with it for the public.
    pub fn missing(&self) -> Vec<FieldError> {
        let fault = |vi: &str, en: &str| vec![FieldError::new("/details/table", "required", vi, en)];
        if self.is_empty() {
            return fault("Bảng cần có cột và ít nhất một dòng.", "The table needs columns and at least one row.");
        }
        if self.columns.iter().any(|c| c.name.is_empty()) {
            return fault("Mỗi cột cần có tên.", "Every column needs a name.");
        }
        if !self.columns.iter().any(|c| c.numeric) {
            return fault("Cần ít nhất một cột số liệu.", "At least one column of figures is needed.");
        }
        vec![]
    }

    pub fn words(&self) -> Vec<String> {
        let heads = self.columns.iter().map(|c| c.name.clone());
        let cells = self.rows.iter().filter_map(|row| row.first().cloned().flatten());
        heads.chain(cells).collect()
    }
}

/// A figure as it is kept, from the ways it is typed: `1.234,5`, `1234,5`, `1234.5`, `1 234`. Three digits after the only
/// point are thousands, as Vietnamese writes them.
fn figure(text: &str) -> Option<String> {
    static GROUPED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^-?\d{1,3}(\.\d{3})+(,\d+)?$").expect("a pattern"));
    static PLAIN: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^-?\d{1,18}([.,]\d{1,9})?$").expect("a pattern"));
    let text: String = text.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}')).collect();
    let text = text.replace('−', "-");
    if GROUPED.is_match(&text) {
        return Some(text.replace('.', ""));
    }
    PLAIN.is_match(&text).then(|| text.replace('.', ","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_the_vietnamese_way_and_stay_what_they_are() {
        for (typed, kept) in [
            ("1.234,5", Some("1234,5")),
            ("1.234", Some("1234")),
            ("12.5", Some("12,5")),
            ("1 234", Some("1234")),
            ("-3,25", Some("-3,25")),
            ("1,234", Some("1,234")),
            ("abc", None),
            ("1.2.3", None),
        ] {
            let read = figure(typed);
            assert_eq!(read.as_deref(), kept, "{typed}");
            if let Some(once) = read {
                assert_eq!(figure(&once), Some(once.clone()), "read again");
            }
        }
    }

    #[test]
    fn a_table_is_squared_and_its_faults_told() {
        let column = |name: &str, numeric| TableColumn { name: name.into(), unit: None, numeric };
        let mut table = DataTable {
            columns: vec![column("Năm", false), column("Hộ", true)],
            rows: vec![vec![Some("2025".into())], vec![Some("2026".into()), Some("x".into())], vec![None, Some(" ".into())]],
        };
        let mut faults = vec![];
        table.clean(&mut faults);
        assert_eq!(faults.iter().map(|f| f.pointer.as_str()).collect::<Vec<_>>(), ["/details/table/rows/1/1"]);
        assert_eq!(table.rows.len(), 2);
        assert!(table.missing().is_empty());
    }
}
