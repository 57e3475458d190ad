//! What a kind asks for, as data: one list of fields drives the desk's form, the cleaning, what publishing needs, the
//! filter keys, the words for search and the facts that readers see. Kinds in code and kinds that an administrator
//! defined are described alike.

use chrono::{DateTime, NaiveDate};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::features::newsroom::content::{block, line, too_long};
use crate::http::FieldError;
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::public::{Fact, FactColumn, FactTable, FactType, FactValue};
use crate::kernel::text;
use crate::store::publications::{Key, KeyValue};

/// The longest text that a filter compares, in characters.
const KEY_MAX: usize = 200;

/// How a field is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Input {
    /// One line; `choices` are suggestions.
    Line,
    /// Several lines.
    Text,
    Date,
    /// A day and an hour.
    Moment,
    Number,
    /// Whole đồng.
    Money,
    /// One of `choices`.
    Choice,
    /// Yes or no.
    Flag,
    /// A web address, or a path of this portal.
    Link,
    /// Rows of `columns`.
    Rows,
    /// A table with columns of its own, units and figures.
    Table,
    /// A picture or file of the desk.
    Media,
    /// Another item, by its id.
    Item,
}

/// One of a closed list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = KindChoice)]
pub struct Choice {
    #[schema(min_length = 1, max_length = 60, pattern = "^[a-z][a-z0-9_]*$", example = "approved")]
    pub value: String,
    #[schema(min_length = 1, max_length = 200, example = "Đã phê duyệt")]
    pub label: String,
    #[serde(default)]
    #[schema(max_length = 200, example = "Approved")]
    pub label_en: Option<String>,
}

/// A field of a kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = KindField)]
pub struct FieldShape {
    /// Its name in `details`.
    #[schema(example = "approved_on")]
    pub name: String,
    pub input: Input,
    #[schema(example = "Ngày phê duyệt")]
    pub label: String,
    #[schema(example = "Approved on")]
    pub label_en: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub hint: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub hint_en: Option<String>,
    /// Nothing is published without it.
    pub required: bool,
    /// Stands beside the title in lists.
    pub in_list: bool,
    /// `GET /publications?key={name}:{value}` filters by it.
    pub filter: bool,
    /// Shown as a fact; others have a view of their own, or none.
    pub shown: bool,
    /// Characters, or rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub max: Option<usize>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(no_recursion)]
    pub columns: Vec<FieldShape>,
}

impl FieldShape {
    fn new(name: &str, input: Input, vi: &str, en: &str) -> Self {
        Self {
            name: name.into(),
            input,
            label: vi.into(),
            label_en: Some(en.into()),
            hint: None,
            hint_en: None,
            required: false,
            in_list: false,
            filter: false,
            shown: true,
            max: None,
            choices: vec![],
            columns: vec![],
        }
    }
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }
    pub fn in_list(mut self) -> Self {
        self.in_list = true;
        self
    }
    pub fn filter(mut self) -> Self {
        self.filter = true;
        self
    }
    pub fn unseen(mut self) -> Self {
        self.shown = false;
        self
    }
    pub fn hint(mut self, vi: &str, en: &str) -> Self {
        (self.hint, self.hint_en) = (Some(vi.into()), Some(en.into()));
        self
    }
    pub fn suggesting(mut self, names: &[&str]) -> Self {
        self.choices = names.iter().map(|n| Choice { value: (*n).into(), label: (*n).into(), label_en: None }).collect();
        self
    }
}

pub fn line_of(name: &str, max: usize, vi: &str, en: &str) -> FieldShape {
    FieldShape { max: Some(max), ..FieldShape::new(name, Input::Line, vi, en) }
}
pub fn text_of(name: &str, max: usize, vi: &str, en: &str) -> FieldShape {
    FieldShape { max: Some(max), ..FieldShape::new(name, Input::Text, vi, en) }
}
pub fn link_to(name: &str, vi: &str, en: &str) -> FieldShape {
    FieldShape { max: Some(1000), ..FieldShape::new(name, Input::Link, vi, en) }
}
pub fn of(name: &str, input: Input, vi: &str, en: &str) -> FieldShape {
    FieldShape::new(name, input, vi, en)
}
/// Value, Vietnamese, English.
pub fn choice_of(name: &str, choices: &[(&str, &str, &str)], vi: &str, en: &str) -> FieldShape {
    let choice =
        |(value, vi, en): &(&str, &str, &str)| Choice { value: (*value).into(), label: (*vi).into(), label_en: Some((*en).into()) };
    FieldShape { choices: choices.iter().map(choice).collect(), ..FieldShape::new(name, Input::Choice, vi, en) }
}
pub fn rows_of(name: &str, max: usize, vi: &str, en: &str, columns: Vec<FieldShape>) -> FieldShape {
    FieldShape { max: Some(max), columns, ..FieldShape::new(name, Input::Rows, vi, en) }
}

/// Texts cleaned, lengths and addresses checked; blanks become nothing. What has another type is left to who reads it.
pub fn clean(shapes: &[FieldShape], details: &mut Map<String, Value>, base: &str, faults: &mut Vec<FieldError>) {
    for shape in shapes {
        let pointer = format!("{base}/{}", shape.name);
        let Some(value) = details.get_mut(&shape.name) else { continue };
        match value {
            Value::String(text) => {
                let max = shape.max.unwrap_or(200);
                let cleaned = match shape.input {
                    Input::Line | Input::Link => line(text, &pointer, max, faults),
                    _ => block(text, &pointer, max, faults),
                };
                if shape.input == Input::Link && !cleaned.is_empty() && !is_address(&cleaned) {
                    faults.push(FieldError::new(
                        pointer,
                        "not_a_web_address",
                        "Địa chỉ phải bắt đầu bằng https://, http:// hoặc / (trang của Cổng).",
                        "The address must begin with https://, http:// or / (a page of this portal).",
                    ));
                }
                *value = if cleaned.is_empty() { Value::Null } else { Value::String(cleaned) };
            }
            Value::Array(rows) if shape.input == Input::Rows => {
                if rows.len() > shape.max.unwrap_or(100) {
                    faults.push(too_long(&pointer, shape.max.unwrap_or(100)));
                }
                for (n, row) in rows.iter_mut().enumerate() {
                    if let Value::Object(row) = row {
                        clean(&shape.columns, row, &format!("{pointer}/{n}"), faults);
                    }
                }
            }
            _ => {}
        }
    }
}

fn is_address(text: &str) -> bool {
    let own = text.starts_with('/') && !text.starts_with("//") && !text.contains('\\');
    own || ["https://", "http://"].iter().any(|scheme| text.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()))
}

fn is_blank(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => text.is_empty(),
        Some(Value::Array(rows)) => rows.is_empty(),
        Some(_) => false,
    }
}

/// What is required and not said, rows included.
pub fn missing(shapes: &[FieldShape], details: &Map<String, Value>, base: &str) -> Vec<FieldError> {
    let mut faults = vec![];
    for shape in shapes {
        let pointer = format!("{base}/{}", shape.name);
        let value = details.get(&shape.name);
        if shape.required && is_blank(value) {
            let en = shape.label_en.as_deref().unwrap_or(&shape.label);
            let vi = format!("Chưa ghi: {}.", lower_first(&shape.label));
            faults.push(FieldError::new(pointer.clone(), "required", vi, format!("Missing: {}.", lower_first(en))));
        }
        if let Some(Value::Array(rows)) = value {
            let rows = rows.iter().enumerate().filter_map(|(n, row)| Some((n, row.as_object()?)));
            faults.extend(rows.flat_map(|(n, row)| missing(&shape.columns, row, &format!("{pointer}/{n}"))));
        }
    }
    faults
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    let (first, second) = (letters.next(), letters.next());
    // An abbreviation keeps its capitals.
    match (first, second) {
        (Some(a), Some(b)) if !b.is_uppercase() => a.to_lowercase().chain(Some(b)).chain(letters).collect(),
        _ => text.to_owned(),
    }
}

/// Filters of the fields that ask for one (decision 14).
pub fn keys(shapes: &[FieldShape], details: &Map<String, Value>) -> Vec<Key> {
    let key = |shape: &FieldShape| {
        let value = match (details.get(&shape.name)?, shape.input) {
            (Value::String(day), Input::Date) => KeyValue::Date(day.parse().ok()?),
            // Compared without marks and capitals, as it is asked for.
            (Value::String(text), Input::Line | Input::Text) => KeyValue::Text(text::fold(text).chars().take(KEY_MAX).collect()),
            (Value::String(text), _) => KeyValue::Text(text.chars().take(KEY_MAX).collect()),
            (Value::Number(number), _) => KeyValue::Int(number.as_i64()?),
            (Value::Bool(yes), _) => KeyValue::Text(yes.to_string()),
            _ => return None,
        };
        Some(Key { name: shape.name.clone().into(), value })
    };
    shapes.iter().filter(|shape| shape.filter).filter_map(key).collect()
}

/// Every text of the details that a reader may search for.
pub fn words(shapes: &[FieldShape], details: &Map<String, Value>) -> Vec<String> {
    let mut found = vec![];
    for shape in shapes {
        match (details.get(&shape.name), shape.input) {
            (Some(Value::String(text)), Input::Line | Input::Text) => found.push(text.clone()),
            (Some(Value::String(word)), Input::Choice) => {
                found.extend(shape.choices.iter().find(|c| c.value == *word).map(|c| c.label.clone()))
            }
            (Some(Value::Array(rows)), Input::Rows) => {
                found.extend(rows.iter().filter_map(Value::as_object).flat_map(|row| words(&shape.columns, row)));
            }
            _ => {}
        }
    }
    found
}

/// A value as readers get it; nothing where nothing is said or it has no words.
fn value(shape: &FieldShape, value: Option<&Value>) -> Option<FactValue> {
    let told = |fact_type, value: String, value_en| Some(FactValue { fact_type, value, value_en });
    match (shape.input, value?) {
        (Input::Line, Value::String(text)) => told(FactType::Line, text.clone(), None),
        (Input::Text, Value::String(text)) => told(FactType::Text, text.clone(), None),
        (Input::Date, Value::String(day)) => told(FactType::Date, day.clone(), None),
        (Input::Moment, Value::String(at)) => {
            let at = DateTime::parse_from_rfc3339(at).ok()?;
            told(FactType::Moment, rfc3339_vn(at.to_utc()), None)
        }
        (Input::Number, Value::Number(number)) => told(FactType::Number, number.to_string(), None),
        (Input::Money, Value::Number(number)) => told(FactType::Money, number.to_string(), None),
        (Input::Link, Value::String(url)) => told(FactType::Link, url.clone(), None),
        (Input::Choice, Value::String(word)) => {
            let choice = shape.choices.iter().find(|c| c.value == *word)?;
            told(FactType::Word, choice.label.clone(), choice.label_en.clone())
        }
        (Input::Flag, Value::Bool(true)) => told(FactType::Word, "Có".into(), Some("Yes".into())),
        _ => None,
    }
}

fn fact(shape: &FieldShape, details: &Map<String, Value>) -> Option<Fact> {
    let value = value(shape, details.get(&shape.name))?;
    Some(Fact { name: shape.name.clone(), label: shape.label.clone(), label_en: shape.label_en.clone(), value })
}

/// The details as names and values, in the order of the fields.
pub fn facts(shapes: &[FieldShape], details: &Map<String, Value>) -> Vec<Fact> {
    shapes.iter().filter(|shape| shape.shown).filter_map(|shape| fact(shape, details)).collect()
}

/// Those that stand in lists.
pub fn columns(shapes: &[FieldShape], details: &Map<String, Value>) -> Vec<Fact> {
    shapes.iter().filter(|shape| shape.in_list).filter_map(|shape| fact(shape, details)).collect()
}

/// Facts in rows; columns that nobody filled are left out.
pub fn tables(shapes: &[FieldShape], details: &Map<String, Value>) -> Vec<FactTable> {
    let table = |shape: &FieldShape| {
        let rows: Vec<_> = details.get(&shape.name)?.as_array()?.iter().filter_map(Value::as_object).collect();
        let shown = shape.columns.iter().filter(|column| column.shown);
        let used: Vec<_> = shown.filter(|column| rows.iter().any(|row| value(column, row.get(&column.name)).is_some())).collect();
        let head = |column: &&FieldShape| FactColumn { label: column.label.clone(), label_en: column.label_en.clone() };
        (!used.is_empty()).then(|| FactTable {
            name: shape.name.clone(),
            label: shape.label.clone(),
            label_en: shape.label_en.clone(),
            columns: used.iter().map(head).collect(),
            rows: rows.iter().map(|row| used.iter().map(|column| value(column, row.get(&column.name))).collect()).collect(),
        })
    };
    shapes.iter().filter(|shape| shape.shown && shape.input == Input::Rows).filter_map(table).collect()
}

/// Checks values against fields that no struct in code knows: types, choices, unknown names.
pub fn check(shapes: &[FieldShape], values: &Map<String, Value>, base: &str) -> Vec<FieldError> {
    let mut faults = vec![];
    for name in values.keys().filter(|name| !shapes.iter().any(|shape| shape.name == **name)) {
        faults.push(FieldError::new(
            format!("{base}/{name}"),
            "unknown_field",
            "Loại nội dung này không có mục ấy.",
            "This kind has no such field.",
        ));
    }
    for shape in shapes {
        let fits = match (shape.input, values.get(&shape.name)) {
            (_, None | Some(Value::Null)) => true,
            (Input::Line | Input::Text, Some(Value::String(text))) => {
                if text.chars().count() > shape.max.unwrap_or(2000) {
                    faults.push(too_long(&format!("{base}/{}", shape.name), shape.max.unwrap_or(2000)));
                }
                true
            }
            (Input::Link, Some(Value::String(text))) => is_address(text),
            (Input::Date, Some(Value::String(day))) => day.parse::<NaiveDate>().is_ok(),
            (Input::Choice, Some(Value::String(word))) => shape.choices.iter().any(|c| c.value == *word),
            (Input::Number, Some(Value::Number(_))) => true,
            _ => false,
        };
        if !fits {
            faults.push(FieldError::new(
                format!("{base}/{}", shape.name),
                "malformed_field",
                format!("Không hợp lệ: {}.", lower_first(&shape.label)),
                format!("Not valid: {}.", lower_first(shape.label_en.as_deref().unwrap_or(&shape.label))),
            ));
        }
    }
    faults
}

/// The name of a field as part of a key or a path: lower case letters without marks, digits, `_`.
pub fn code(name: &str) -> String {
    let mut code: String = text::slug(name).replace('-', "_").chars().take(40).collect();
    if !code.starts_with(|c: char| c.is_ascii_lowercase()) {
        code.insert_str(0, "f_");
    }
    code.trim_end_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shapes() -> Vec<FieldShape> {
        vec![
            line_of("name", 10, "Tên", "Name").required().filter().in_list(),
            of("day", Input::Date, "Ngày", "Day").filter(),
            choice_of("status", &[("open", "Đang mở", "Open")], "Tình trạng", "Status"),
            link_to("url", "Địa chỉ", "Address"),
            rows_of(
                "periods",
                2,
                "Thời gian",
                "Periods",
                vec![of("from", Input::Date, "Từ", "From").required(), line_of("place", 20, "Nơi", "Place")],
            ),
        ]
    }

    fn map(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap()
    }

    #[test]
    fn texts_are_cleaned_and_all_faults_told() {
        let mut details =
            map(json!({"name": "  Một hai ba bốn ", "url": "javascript:1", "periods": [{"place": " Nhà  văn hóa "}, {}, {}]}));
        let mut faults = vec![];
        clean(&shapes(), &mut details, "/details", &mut faults);
        let told: Vec<_> = faults.iter().map(|f| (f.pointer.as_str(), f.code.as_ref())).collect();
        assert_eq!(told, [("/details/name", "too_long"), ("/details/url", "not_a_web_address"), ("/details/periods", "too_long")]);
        assert_eq!(details["periods"][0]["place"], "Nhà văn hóa");
        let needed: Vec<_> = missing(&shapes(), &map(json!({"periods": [{}]})), "/details").into_iter().map(|f| f.pointer).collect();
        assert_eq!(needed, ["/details/name", "/details/periods/0/from"]);
    }

    #[test]
    fn facts_have_names_and_words() {
        let details = map(json!({"name": "A", "day": "2026-11-24", "status": "open", "periods": [{"from": "2026-11-24"}]}));
        let facts: Vec<_> = facts(&shapes(), &details).into_iter().map(|f| (f.label, f.value.value)).collect();
        assert_eq!(facts, [("Tên".into(), "A".into()), ("Ngày".into(), "2026-11-24".into()), ("Tình trạng".into(), "Đang mở".to_owned())]);
        let table = tables(&shapes(), &details).remove(0);
        assert_eq!((table.columns.len(), table.rows.len()), (1, 1), "the empty column is left out");
        assert_eq!(keys(&shapes(), &details).len(), 2);
        assert_eq!(words(&shapes(), &details), ["A", "Đang mở"]);
        assert_eq!(columns(&shapes(), &details).len(), 1);
    }

    #[test]
    fn values_of_a_defined_kind_are_held_to_its_fields() {
        let told = |values: Value| check(&shapes(), &map(values), "/v").into_iter().map(|f| f.pointer).collect::<Vec<_>>();
        assert!(told(json!({"name": "A", "day": "2026-11-24", "status": "open", "url": "/van-ban"})).is_empty());
        assert_eq!(
            told(json!({"name": 1, "day": "24/11/2026", "status": "shut", "url": "//x", "more": 1})),
            ["/v/more", "/v/name", "/v/day", "/v/status", "/v/url"]
        );
        assert_eq!(code("Số lượng hộ (2026)"), "so_luong_ho_2026");
        assert_eq!(code("2026"), "f_2026");
    }
}
