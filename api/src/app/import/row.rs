//! A row of any file by its columns: what is asked for is taken, what is left over is told.

use serde_json::{Map, Value};

use super::lines::old_letters;
use super::report::Notes;
use crate::kernel::dates;
use crate::kernel::text;

/// What a source says where it has nothing to say.
const NOTHING: [&str; 8] = ["khong co thong tin", "khong co", "null", "none", "n/a", "-", "--", "dang cap nhat"];

#[derive(Clone)]
pub struct Row {
    columns: Map<String, Value>,
    pub notes: Notes,
}

impl Row {
    pub fn of(columns: Map<String, Value>) -> Self {
        // Columns are known by their names without marks, whatever is put between the words.
        let columns = columns.into_iter().map(|(name, value)| (key(&name), value)).collect();
        Self { columns, notes: Notes::default() }
    }

    /// The text of the first of these columns that holds any. A value that is no text is told as unreadable.
    pub fn take(&mut self, field: &str, names: &[&str]) -> Option<String> {
        let mut found = None;
        for name in names {
            let said = match self.columns.remove(*name) {
                None | Some(Value::Null) => None,
                Some(Value::String(text)) => some(&text),
                Some(Value::Number(number)) => Some(number.to_string()),
                Some(other) => {
                    self.notes.unread(field, &other.to_string(), "không phải là chữ");
                    None
                }
            };
            found = found.or(said);
        }
        if let Some(name) = found.as_deref().and_then(old_letters) {
            self.notes.doubt(field, format!("có vẻ viết bằng bảng mã {name}, chưa chuyển"));
        }
        found
    }

    /// The same of a field that every line should have.
    pub fn need(&mut self, field: &str, names: &[&str]) -> Option<String> {
        let unread = self.notes.unreadable.len();
        let found = self.take(field, names);
        if found.is_none() && self.notes.unreadable.len() == unread {
            self.notes.missing.push(field.into());
        }
        found
    }

    /// A list, where a column holds one.
    pub fn list(&mut self, name: &str) -> Vec<Value> {
        match self.columns.remove(name) {
            Some(Value::Array(values)) => values,
            Some(Value::Null) | None => vec![],
            Some(other) => vec![other],
        }
    }

    /// What nobody asked for, where it says something.
    pub fn rest(&mut self) {
        let left = std::mem::take(&mut self.columns).into_iter().filter(|(_, value)| says(value)).map(|(name, _)| name);
        self.notes.ignored.extend(left.map(|name| text::plain_excerpt(&name, 60)).take(50));
    }
}

fn says(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => some(text).is_some(),
        Value::Array(values) => !values.is_empty(),
        Value::Object(members) => !members.is_empty(),
        Value::Bool(_) | Value::Number(_) => true,
    }
}

/// `Ngày ban hành`, `ngay_ban_hanh` and `Ngay-Ban-Hanh` are one column.
pub fn key(name: &str) -> String {
    let folded = text::fold(name.trim_start_matches('\u{feff}'));
    folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join("_")
}

/// A text that says something.
pub fn some(text: &str) -> Option<String> {
    let told = text.trim();
    let nothing = told.is_empty() || (told.len() < 40 && NOTHING.contains(&text::fold(told).trim_end_matches('.')));
    (!nothing).then(|| told.to_owned())
}

/// A text as far as it may be kept.
pub fn at_most(text: String, field: &str, max: usize, notes: &mut Notes) -> String {
    if text.chars().count() <= max {
        return text;
    }
    notes.shortened.push(field.into());
    text.chars().take(max).collect()
}

/// A date, or why there is none.
pub fn date(text: Option<&str>, field: &str, notes: &mut Notes) -> Option<chrono::NaiveDate> {
    let text = text?;
    match dates::read_date(text) {
        Ok(date) => Some(date),
        Err(fault) => {
            notes.unread(field, text, fault.code());
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn columns_are_found_by_their_names_and_the_rest_is_told() {
        let columns = json!({"Ngày ban hành": "1/2/2026", "\u{feff}Số hiệu": 12, "Khác": "x", "Trống": " ", "Tựa": ["a"], "Cơ quan": "Không có thông tin"});
        let mut row = Row::of(columns.as_object().cloned().unwrap());
        assert_eq!(row.need("issued_on", &["issued", "ngay_ban_hanh"]).as_deref(), Some("1/2/2026"));
        assert_eq!(row.need("number", &["so_hieu"]).as_deref(), Some("12"));
        assert_eq!(row.need("title", &["tua"]), None);
        assert_eq!(row.need("issuing_body", &["co_quan"]), None);
        row.rest();
        assert_eq!(row.notes.missing, ["issuing_body"]);
        assert_eq!(row.notes.unreadable[0].field, "title");
        assert_eq!(row.notes.ignored, ["khac"]);
    }
}
