//! What may be asked of a list: an allow-list of filters and sorts, normalised so that equal questions share an answer.

use std::borrow::Cow;
use std::fmt::Write;

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sea_orm::Iterable;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::http::page::{self, Cursor};
use crate::http::{FieldError, Problem};
use crate::kernel::canonical;
use crate::kernel::dates;
use crate::kernel::text;
use crate::kernel::words::{Field, Genre, InfoClass, Kind, Lang};

/// What stays as it is in a value.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// How a list is sorted. Equal keys are ordered by the publication's number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
pub enum Sort {
    #[default]
    #[serde(rename = "-published_at")]
    Newest,
    #[serde(rename = "published_at")]
    Oldest,
    #[serde(rename = "title")]
    Title,
}

/// Summaries, or publications whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum View {
    #[default]
    Summary,
    Full,
}

/// Whether to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Count {
    Exact,
}

/// The parameters as sent.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListParams {
    #[param(value_type = Option<Kind>, example = "article")]
    pub kind: Option<String>,
    /// Slug of a section.
    #[param(pattern = "^[a-z0-9-]{1,100}$", max_length = 100, example = "tin-tuc-su-kien")]
    pub section: Option<String>,
    #[param(value_type = Option<Uuid>, example = "0199a0c0-0000-7000-8000-000000000000")]
    pub unit: Option<String>,
    #[param(value_type = Option<Field>, example = "culture")]
    pub field: Option<String>,
    #[param(value_type = Option<InfoClass>, example = "news_event")]
    pub info_class: Option<String>,
    #[param(value_type = Option<Genre>, example = "news_brief")]
    pub genre: Option<String>,
    #[param(value_type = Option<Lang>, example = "vi")]
    pub lang: Option<String>,
    /// A fact of the kind, `name:value`: the names are the fields marked `filter` in `GET /kinds`. Compared whole, without marks and capitals.
    #[param(pattern = "^[a-z][a-z0-9_]{0,39}:.+$", max_length = 300, example = "status:in_progress")]
    pub key: Option<String>,
    /// First published on this day (Vietnamese time) or later.
    #[param(value_type = Option<NaiveDate>, example = "2026-01-01")]
    pub published_from: Option<String>,
    /// First published on this day (Vietnamese time) or earlier.
    #[param(value_type = Option<NaiveDate>, example = "2026-12-31")]
    pub published_to: Option<String>,
    #[param(inline)]
    pub sort: Option<Sort>,
    #[param(minimum = 1, maximum = 100, example = 20)]
    pub limit: Option<u64>,
    /// `next_cursor` of the page before; it goes with the same filters and sort.
    #[param(max_length = 4096)]
    pub cursor: Option<String>,
    #[param(inline)]
    pub view: Option<View>,
    /// `exact`: tell the total, exact for sections and kinds, else up to 1,000.
    #[param(inline)]
    pub count: Option<Count>,
}

/// What a fact of the kind must be.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Name of the key.
    pub name: Cow<'static, str>,
    pub is: Is,
    /// How it is asked for, as a part of a query string in its one spelling.
    pub said: String,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Is {
    /// Compared whole, without marks and capitals.
    Text(String),
    /// A day between two, both of them in.
    Days { from: Option<NaiveDate>, to: Option<NaiveDate> },
    /// The word that holds on a day.
    On { word: String, day: NaiveDate },
}

/// Which publications.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filters {
    pub kind: Option<Kind>,
    pub section: Option<String>,
    pub unit: Option<Uuid>,
    pub field: Option<Field>,
    pub info_class: Option<InfoClass>,
    pub genre: Option<Genre>,
    pub lang: Option<Lang>,
    /// Facts of the kind.
    pub facts: Vec<Fact>,
    pub from: Option<DateTime<Utc>>,
    /// The first instant that is too late.
    pub before: Option<DateTime<Utc>>,
}

/// The order of a list: one of [`Sort`], or by a day that the facts of a kind name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    #[default]
    Newest,
    Oldest,
    Title,
    Day {
        name: &'static str,
        latest_first: bool,
    },
}

impl From<Sort> for Order {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::Newest => Self::Newest,
            Sort::Oldest => Self::Oldest,
            Sort::Title => Self::Title,
        }
    }
}

/// The address at which a list is asked for: of all kinds, or of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Door(pub &'static str);

impl Default for Door {
    fn default() -> Self {
        Self("/api/v1/publications")
    }
}

/// A list that was asked for, checked.
#[derive(Clone, Debug, Default)]
pub struct ListQuery {
    pub door: Door,
    pub filters: Filters,
    pub sort: Order,
    pub limit: u64,
    pub after: Option<Place>,
    pub view: View,
    pub count: bool,
}

/// A place in a list: the sort keys of a row, and the question it belongs to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Fingerprint of filters and sort.
    q: String,
    pub key: PlaceKey,
    pub n: i64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKey {
    /// Microseconds since 1970.
    At(i64),
    Title(String),
    Day(NaiveDate),
}

impl Cursor for Place {}

impl Place {
    pub fn instant(&self) -> Option<DateTime<Utc>> {
        match self.key {
            PlaceKey::At(micros) => DateTime::from_timestamp_micros(micros),
            PlaceKey::Title(_) | PlaceKey::Day(_) => None,
        }
    }
}

impl Filters {
    /// The filters in one order and one spelling, as a query string without the first `&`.
    fn normalised(&self, door: Door) -> String {
        let mut out = String::new();
        let mut add = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                let and = if out.is_empty() { "" } else { "&" };
                // Writing into a String cannot fail. Values are words, slugs, ids and dates, or encoded already.
                let _ = write!(out, "{and}{name}={value}");
            }
        };
        // A door of one kind says it by itself.
        add("kind", self.kind.filter(|_| door == Door::default()).map(Kind::word));
        add("section", self.section.clone());
        add("unit", self.unit.map(|id| id.to_string()));
        add("field", self.field.map(Field::word));
        add("info_class", self.info_class.map(InfoClass::word));
        add("genre", self.genre.map(Genre::word));
        add("lang", self.lang.map(Lang::word));
        let day = |at: DateTime<Utc>| dates::to_vn(at).date_naive().to_string();
        add("published_from", self.from.map(day));
        add("published_to", self.before.map(|at| day(at - TimeDelta::days(1))));
        for fact in &self.facts {
            let and = if out.is_empty() { "" } else { "&" };
            let _ = write!(out, "{and}{}", fact.said);
        }
        out
    }
}

fn key(sent: &Option<String>, errors: &mut Vec<FieldError>) -> Option<Fact> {
    let sent = sent.as_ref()?;
    let found = sent.split_once(':').and_then(|(name, value)| {
        let named = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.len() <= 40
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        let value = comparable(value).filter(|_| named)?;
        let said = format!("key={name}:{}", encoded(&value));
        Some(Fact { name: name.to_owned().into(), is: Is::Text(value), said })
    });
    if found.is_none() {
        errors.push(FieldError::new("/key", "bad_key", "key có dạng tên:giá-trị.", "key is name:value."));
    }
    found
}

/// A value as the keys of facts hold it: without marks, capitals and blanks too many. `None` for what no fact can be.
pub(in crate::features::published) fn comparable(sent: &str) -> Option<String> {
    let value = text::fold(sent).split_whitespace().collect::<Vec<_>>().join(" ");
    let sane = !value.is_empty() && value.chars().count() <= 200 && !value.chars().any(char::is_control);
    sane.then_some(value)
}

/// A value as it may stand in a query string.
pub(in crate::features::published) fn encoded(value: &str) -> impl std::fmt::Display + '_ {
    utf8_percent_encode(value, PLAIN)
}

impl Order {
    fn word(self) -> Cow<'static, str> {
        match self {
            Self::Newest => "-published_at".into(),
            Self::Oldest => "published_at".into(),
            Self::Title => "title".into(),
            Self::Day { name, latest_first: false } => name.into(),
            Self::Day { name, latest_first: true } => format!("-{name}").into(),
        }
    }
}

impl ListQuery {
    /// The first page of some publications, newest first.
    pub fn newest(filters: Filters, limit: u64) -> Self {
        Self { filters, limit, ..Self::default() }
    }

    /// Checks the parameters; tells all reasons at once.
    pub fn read(params: &ListParams) -> Result<Self, Problem> {
        let mut errors = vec![];
        let facts = key(&params.key, &mut errors).into_iter().collect();
        Self::of(Door::default(), params, facts, params.sort.unwrap_or_default().into(), errors)
    }

    /// The same through the door of one kind, whose facts and order are read already.
    pub(in crate::features::published) fn of(
        door: Door,
        params: &ListParams,
        facts: Vec<Fact>,
        sort: Order,
        mut errors: Vec<FieldError>,
    ) -> Result<Self, Problem> {
        let filters = Filters {
            kind: word(&params.kind, "kind", Kind::read, &mut errors),
            section: slug(&params.section, &mut errors),
            unit: id(&params.unit, &mut errors),
            field: word(&params.field, "field", Field::read, &mut errors),
            info_class: word(&params.info_class, "info_class", InfoClass::read, &mut errors),
            genre: word(&params.genre, "genre", Genre::read, &mut errors),
            lang: word(&params.lang, "lang", Lang::read, &mut errors),
            facts,
            from: day(&params.published_from, "published_from", 0, &mut errors),
            before: day(&params.published_to, "published_to", 1, &mut errors),
        };
        let request = page::PageRequest { limit: params.limit, cursor: None };
        let limit = request.limit().unwrap_or_else(|problem| {
            errors.extend(problem.errors);
            page::DEFAULT_LIMIT
        });
        let (view, count) = (params.view.unwrap_or_default(), params.count.is_some());
        let mut query = Self { door, filters, sort, limit, after: None, view, count };
        if let Some(cursor) = &params.cursor {
            match query.read_cursor(cursor) {
                Ok(place) => query.after = Some(place),
                Err(problem) => errors.extend(problem.errors),
            }
        }
        if errors.is_empty() { Ok(query) } else { Err(Problem::invalid(errors)) }
    }

    /// Filters and sort, as the cursor remembers them.
    fn question(&self) -> String {
        // Two doors to the same question are two questions.
        let door = if self.door == Door::default() { "" } else { self.door.0 };
        let text = format!("{door}{} {}", self.sort.word(), self.filters.normalised(self.door));
        canonical::sha256_hex(text.as_bytes())[..16].to_owned()
    }

    /// The place of a row of this list.
    pub fn place(&self, key: PlaceKey, n: i64) -> Place {
        Place { q: self.question(), key, n }
    }

    /// The place that a cursor of this very list names.
    pub fn read_cursor(&self, cursor: &str) -> Result<Place, Problem> {
        let place = if cursor.len() <= 4096 { Place::read(cursor) } else { Err(bad_cursor()) }?;
        let fits = match (&place.key, self.sort) {
            (PlaceKey::At(_), Order::Newest | Order::Oldest) => place.instant().is_some_and(|at| (1900..2200).contains(&at.year())),
            (PlaceKey::Title(title), Order::Title) => !title.contains('\0'),
            (PlaceKey::Day(day), Order::Day { .. }) => (1..=9999).contains(&day.year()),
            _ => false,
        };
        if fits && place.q == self.question() { Ok(place) } else { Err(bad_cursor()) }
    }

    /// The same question in the same words, whoever asks: the key of its answer.
    pub fn cache_key(&self) -> String {
        let mut key = format!("list {}", self.address(None));
        if let Some(place) = &self.after {
            // Writing into a String cannot fail.
            let _ = match &place.key {
                PlaceKey::At(micros) => write!(key, " after {micros} {}", place.n),
                PlaceKey::Title(title) => write!(key, " after {} {title}", place.n),
                PlaceKey::Day(day) => write!(key, " after {day} {}", place.n),
            };
        }
        key
    }

    /// The key of a first page that is asked for in the words and the order of [`ListQuery::address`]; a key of nothing
    /// for every other query string.
    pub fn cache_key_of(door: Door, query_string: &str) -> String {
        format!("list {}?{query_string}", door.0)
    }

    /// The relative address of this list, or of its page after `cursor`.
    pub fn address(&self, cursor: Option<&str>) -> String {
        let mut query = self.filters.normalised(self.door);
        let mut add = |name: &str, value: &str| {
            let and = if query.is_empty() { "" } else { "&" };
            let _ = write!(query, "{and}{name}={value}");
        };
        if self.sort != Order::Newest {
            add("sort", &self.sort.word());
        }
        add("limit", &self.limit.to_string());
        if self.view == View::Full {
            add("view", "full");
        }
        if self.count {
            add("count", "exact");
        }
        if let Some(cursor) = cursor {
            add("cursor", cursor);
        }
        format!("{}?{query}", self.door.0)
    }
}

fn bad_cursor() -> Problem {
    Problem::invalid(vec![FieldError::new(
        "/cursor",
        "bad_cursor",
        "cursor không thuộc danh sách này; hãy bắt đầu lại từ trang đầu.",
        "The cursor is not of this list; start from the first page.",
    )])
}

pub(in crate::features::published) fn word<T: Iterable + std::fmt::Display>(
    sent: &Option<String>,
    name: &str,
    read: fn(&str) -> Option<T>,
    errors: &mut Vec<FieldError>,
) -> Option<T> {
    let found = read(sent.as_deref()?);
    if found.is_none() {
        let all: Vec<_> = T::iter().map(|w| w.to_string()).collect();
        let all = all.join(", ");
        let (vi, en) = (format!("Chỉ nhận: {all}."), format!("Must be one of: {all}."));
        errors.push(FieldError::new(format!("/{name}"), "unknown_value", vi, en));
    }
    found
}

pub(in crate::features::published) fn slug(sent: &Option<String>, errors: &mut Vec<FieldError>) -> Option<String> {
    let sent = sent.as_deref()?;
    if is_slug(sent) {
        return Some(sent.to_owned());
    }
    errors.push(FieldError::new(
        "/section",
        "bad_slug",
        "Chỉ gồm chữ thường không dấu, số và gạch nối, tối đa 100 ký tự.",
        "Lower-case letters, digits and hyphens only, at most 100.",
    ));
    None
}

/// Whether a section could bear this slug.
pub fn is_slug(text: &str) -> bool {
    (1..=100).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

pub(in crate::features::published) fn id(sent: &Option<String>, errors: &mut Vec<FieldError>) -> Option<Uuid> {
    id_of(sent, "unit", errors)
}

pub(in crate::features::published) fn id_of(sent: &Option<String>, name: &str, errors: &mut Vec<FieldError>) -> Option<Uuid> {
    let found = Uuid::try_parse(sent.as_deref()?).ok();
    if found.is_none() {
        errors.push(FieldError::new(format!("/{name}"), "bad_id", "Không phải UUID.", "Not a UUID."));
    }
    found
}

/// The midnight that begins the day `plus` days after the one sent.
fn day(sent: &Option<String>, name: &str, plus: i64, errors: &mut Vec<FieldError>) -> Option<DateTime<Utc>> {
    dates::vn_instant(date(sent, name, errors)? + TimeDelta::days(plus), 0, 0)
}

/// A day that both databases can hold.
pub(in crate::features::published) fn date(sent: &Option<String>, name: &str, errors: &mut Vec<FieldError>) -> Option<NaiveDate> {
    let sent = sent.as_deref()?;
    let date = if sent.len() == 10 { NaiveDate::parse_from_str(sent, "%Y-%m-%d").ok() } else { None };
    let Some(date) = date else {
        let (vi, en) = ("Cần ngày dạng YYYY-MM-DD.", "Must be a date, YYYY-MM-DD.");
        errors.push(FieldError::new(format!("/{name}"), "bad_date", vi, en));
        return None;
    };
    // Nothing was published outside these years, and both databases can hold them.
    let (first, last) = (NaiveDate::from_ymd_opt(1900, 1, 1)?, NaiveDate::from_ymd_opt(2199, 12, 30)?);
    Some(date.clamp(first, last))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(query: &str) -> Result<ListQuery, Problem> {
        let params = actix_web::web::Query::<ListParams>::from_query(query).unwrap();
        ListQuery::read(&params)
    }

    #[test]
    fn questions_are_normalised() {
        let one = read("section=tin-tuc&kind=article&published_to=2026-12-31").unwrap();
        let other = read("published_to=2026-12-31&kind=article&limit=20&section=tin-tuc&sort=-published_at").unwrap();
        assert_eq!(one.cache_key(), other.cache_key());
        assert_eq!(one.address(None), "/api/v1/publications?kind=article&section=tin-tuc&published_to=2026-12-31&limit=20");
        assert_ne!(one.cache_key(), read("section=tin-tuc&kind=article").unwrap().cache_key());
        assert_eq!(
            ListQuery::cache_key_of(Door::default(), "kind=article&section=tin-tuc&published_to=2026-12-31&limit=20"),
            one.cache_key()
        );
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let problem = read("kind=x&section=A%00&unit=1&field=&info_class=x&genre=x&lang=fr&published_from=1/1/2026&limit=101&cursor=zz");
        assert_eq!(problem.unwrap_err().errors.len(), 10);
        assert!(read("published_from=0001-01-01&published_to=9999-12-31").is_ok());
    }

    #[test]
    fn a_cursor_belongs_to_its_question() {
        let list = read("kind=article").unwrap();
        let cursor = list.place(PlaceKey::At(1_790_000_000_000_000), 5).write();
        assert_eq!(read(&format!("kind=article&cursor={cursor}&view=full&limit=3")).unwrap().after.unwrap().n, 5);
        for other in ["", "kind=notice&", "kind=article&lang=vi&", "kind=article&sort=published_at&", "kind=article&sort=title&"] {
            let problem = read(&format!("{other}cursor={cursor}")).unwrap_err();
            assert_eq!(problem.errors[0].code, "bad_cursor", "{other}");
        }
        let far = list.place(PlaceKey::At(i64::MAX), 5).write();
        assert!(read(&format!("kind=article&cursor={far}")).is_err());
        let titled = read("sort=title").unwrap();
        let nul = titled.place(PlaceKey::Title("a\0".into()), 5).write();
        assert!(read(&format!("sort=title&cursor={nul}")).is_err());
    }

    proptest! {
        #[test]
        fn cursors_read_back(at in -2_000_000_000_000_000i64..7_000_000_000_000_000, n in any::<i64>(), title in "[^\0]{0,60}") {
            let newest = ListQuery::default();
            let place = newest.place(PlaceKey::At(at), n);
            prop_assert_eq!(newest.read_cursor(&place.write()).unwrap(), place);
            let titled = ListQuery { sort: Order::Title, ..ListQuery::default() };
            let place = titled.place(PlaceKey::Title(title), n);
            prop_assert_eq!(titled.read_cursor(&place.write()).unwrap(), place);
        }

        #[test]
        fn garbage_is_refused(cursor in "[A-Za-z0-9_-]{0,80}") {
            prop_assert!(ListQuery::default().read_cursor(&cursor).is_err());
        }
    }
}
