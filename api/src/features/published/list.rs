//! Lists of publications: the stored fragments one after another, unread. Every list is one statement on one index.
//!
//! On SQLite the index is named in the statement (`INDEXED BY`): its planner knows no better from an empty start than to
//! sort a whole kind for a page by title. Filters beyond the index are checked row by row on the way.

use std::borrow::Cow;

use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, Value};
use serde::Serialize;
use utoipa::ToSchema;

use super::params::{Fact, Filters, Is, ListQuery, Order, PlaceKey, View};
use crate::http::page::Cursor;
use crate::http::public::Draft;
use crate::kernel::public::PublicationSummary;
use crate::kernel::validity;
use crate::store::{Fault, Site, sql};

/// Counting stops here where no counter knows the answer (decision 18).
pub const COUNT_UP_TO: i64 = 1000;

/// A page of publications: summaries, or with `view=full` whole ones.
#[derive(Serialize, ToSchema)]
pub struct PublicationList {
    pub data: Vec<PublicationSummary>,
    /// Ask for the next page with this; `null` at the end.
    pub next_cursor: Option<String>,
    /// With `count=exact`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = 42)]
    pub total: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub total_is: Option<TotalIs>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TotalIs {
    Exact,
    AtLeast,
}

/// The fragments of a page, and where the next one begins.
pub struct Fragments {
    pub data: Vec<String>,
    pub next_cursor: Option<String>,
}

/// Reads a page.
pub async fn fragments(site: &Site, query: &ListQuery) -> Result<Fragments, Fault> {
    let db = site.read();
    let rows = db.query_all_raw(list_statement(db.get_database_backend(), query)).await?;
    let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let next_cursor = if rows.len() > limit { rows.get(limit.saturating_sub(1)).map(|row| place(query, row)).transpose()? } else { None };
    let data = rows.iter().take(limit).map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
    Ok(Fragments { data, next_cursor })
}

fn place(query: &ListQuery, row: &QueryResult) -> Result<String, Fault> {
    let n = row.try_get_by_index(1)?;
    let key = match query.sort {
        Order::Title => PlaceKey::Title(row.try_get_by_index(2)?),
        Order::Day { .. } => PlaceKey::Day(row.try_get_by_index(2)?),
        Order::Newest | Order::Oldest => {
            let at: chrono::DateTime<chrono::Utc> = row.try_get_by_index(2)?;
            PlaceKey::At(at.timestamp_micros())
        }
    };
    Ok(query.place(key, n).write())
}

/// The body of a list's answer, and its next cursor.
pub async fn body(site: &Site, query: &ListQuery) -> Result<(String, Option<String>), Fault> {
    let page = fragments(site, query).await?;
    let size = page.data.iter().map(|f| f.len() + 1).sum::<usize>();
    let mut body = String::with_capacity(size + 256);
    body.push_str("{\"data\":[");
    for (i, fragment) in page.data.iter().enumerate() {
        if i > 0 {
            body.push(',');
        }
        body.push_str(fragment);
    }
    body.push_str("],\"next_cursor\":");
    body.push_str(&serde_json::to_string(&page.next_cursor)?);
    if query.count {
        let (total, total_is) = count(site, &query.filters).await?;
        let word = match total_is {
            TotalIs::Exact => "exact",
            TotalIs::AtLeast => "at_least",
        };
        body.push_str(&format!(",\"total\":{total},\"total_is\":\"{word}\""));
    }
    body.push('}');
    Ok((body, page.next_cursor))
}

/// The whole answer.
pub async fn answer(site: &Site, query: &ListQuery) -> Result<Draft, Fault> {
    let (body, next_cursor) = body(site, query).await?;
    let draft = Draft::json(body);
    Ok(match next_cursor {
        Some(cursor) => draft.next(&query.address(Some(&cursor))),
        None => draft,
    })
}

async fn count(site: &Site, filters: &Filters) -> Result<(i64, TotalIs), Fault> {
    let db = site.read();
    let (statement, counted) = count_statement(db.get_database_backend(), filters);
    let row = db.query_one_raw(statement).await?;
    let total: i64 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0);
    if counted || total <= COUNT_UP_TO { Ok((total, TotalIs::Exact)) } else { Ok((COUNT_UP_TO, TotalIs::AtLeast)) }
}

/// The page's statement: fragment, number, sort key; one row more than asked for.
pub fn list_statement(backend: DbBackend, query: &ListQuery) -> Statement {
    let lead = Lead::of_list(query);
    let (at, n) = if lead == Lead::Publication { ("p.published_at", "p.n") } else { ("k.published_at", "k.publication_n") };
    let fragment = match query.view {
        View::Summary => "p.summary_json",
        View::Full => "p.full_json",
    };
    let (key, way, than) = match query.sort {
        Order::Newest => (at, "DESC", "<"),
        Order::Oldest => (at, "ASC", ">"),
        Order::Title => ("p.sort_title", "ASC", ">"),
        Order::Day { latest_first: true, .. } => ("k.date", "DESC", "<"),
        Order::Day { latest_first: false, .. } => ("k.date", "ASC", ">"),
    };
    let mut text = Text::new(format!("SELECT {fragment}, {n}, {key}"));
    let filters = beyond_cursor(query);
    text.from(backend, &filters, query.sort, &lead);
    // A cursor lies within the days asked for, so the nearer bound on that side is the cursor itself: with both, SQLite
    // may choose to begin at the day and walk.
    let (from, before) = match (&query.after, query.sort) {
        (Some(_), Order::Newest) => (query.filters.from, None),
        (Some(_), Order::Oldest) => (None, query.filters.before),
        _ => (query.filters.from, query.filters.before),
    };
    text.days(at, from, before);
    if let Some(place) = &query.after {
        let value: Value = match &place.key {
            PlaceKey::Title(title) => title.clone().into(),
            PlaceKey::Day(day) => (*day).into(),
            PlaceKey::At(_) => place.instant().into(),
        };
        text.and(&format!("({key}, {n}) {than} (?, ?)"), [value, place.n.into()]);
    }
    text.sql.push_str(&format!(" ORDER BY {key} {way}, {n} {way} LIMIT {}", query.limit + 1));
    text.done(backend)
}

/// The filters without the bound of a day that a cursor, lying within, makes needless: with both, SQLite may choose to begin
/// at the bound and walk.
fn beyond_cursor(query: &ListQuery) -> Cow<'_, Filters> {
    let (Order::Day { name, latest_first }, Some(_)) = (query.sort, &query.after) else {
        return Cow::Borrowed(&query.filters);
    };
    let mut filters = query.filters.clone();
    for fact in filters.facts.iter_mut().filter(|fact| fact.name == name) {
        if let Is::Days { from, to } = &mut fact.is {
            *(if latest_first { to } else { from }) = None;
        }
    }
    Cow::Owned(filters)
}

/// The count's statement, and whether counters answer it (else it stops one past [`COUNT_UP_TO`]).
pub fn count_statement(backend: DbBackend, filters: &Filters) -> (Statement, bool) {
    let plain = Filters { kind: filters.kind, section: filters.section.clone(), ..Filters::default() };
    if *filters == plain {
        let mut text = Text::new("SELECT CAST(COALESCE(SUM(c.listed), 0) AS bigint) FROM publication_count c WHERE c.listed > 0".into());
        if let Some(slug) = &filters.section {
            text.and("c.section_id = (SELECT id FROM section WHERE slug = ?)", [slug.clone().into()]);
        }
        if let Some(kind) = filters.kind {
            text.and("c.kind = ?", [kind.word().into()]);
        }
        return (text.done(backend), true);
    }
    let lead = Lead::of_count(filters);
    let at = if lead == Lead::Publication { "p.published_at" } else { "k.published_at" };
    let mut text = Text::new("SELECT COUNT(*) FROM (SELECT 1".into());
    text.from(backend, filters, Order::Newest, &lead);
    text.days(at, filters.from, filters.before);
    text.sql.push_str(&format!(" LIMIT {}) t", COUNT_UP_TO + 1));
    (text.done(backend), false)
}

struct Text {
    sql: String,
    values: Vec<Value>,
}

impl Text {
    fn new(sql: String) -> Self {
        Self { sql, values: Vec::with_capacity(8) }
    }

    fn and(&mut self, condition: &str, values: impl IntoIterator<Item = Value>) {
        self.sql.push_str(" AND ");
        self.sql.push_str(condition);
        self.values.extend(values);
    }

    fn days(&mut self, at: &str, from: Option<chrono::DateTime<chrono::Utc>>, before: Option<chrono::DateTime<chrono::Utc>>) {
        if let Some(from) = from {
            self.and(&format!("{at} >= ?"), [from.into()]);
        }
        if let Some(before) = before {
            self.and(&format!("{at} < ?"), [before.into()]);
        }
    }

    /// `FROM … WHERE …` with every filter but the days of publishing.
    fn from(&mut self, backend: DbBackend, filters: &Filters, sort: Order, lead: &Lead) {
        let indexed = |index: &str| if backend == DbBackend::Sqlite { format!(" INDEXED BY {index}") } else { String::new() };
        // CROSS JOIN: SQLite keeps the order of the tables.
        let by_key = |index: &str| format!(" FROM publication_key k{} CROSS JOIN publication p WHERE k.name = ?", indexed(index));
        match lead {
            Lead::Publication => {
                self.sql.push_str(&format!(" FROM publication p{} WHERE p.listed = TRUE", indexed(leading_index(filters, sort))))
            }
            Lead::Text(name) => {
                self.sql.push_str(&by_key("publication_key_text"));
                self.values.push(name.to_string().into());
            }
            Lead::Day(name) => {
                self.sql.push_str(&by_key("publication_key_date"));
                self.values.push((*name).into());
            }
        }
        let mut led = false;
        for fact in facts(filters) {
            // The first of the leading name needs no second look.
            if !led && lead.is(&fact) {
                self.holds("k", &fact.is);
                led = true;
            } else {
                self.sql.push_str(" AND EXISTS (SELECT 1 FROM publication_key f WHERE f.publication_n = p.n AND f.name = ?");
                self.values.push(fact.name.to_string().into());
                self.holds("f", &fact.is);
                self.sql.push(')');
            }
        }
        if *lead != Lead::Publication {
            self.and("p.n = k.publication_n AND p.listed = TRUE", []);
        }
        if let Some(slug) = &filters.section {
            self.and("p.section_id = (SELECT id FROM section WHERE slug = ?)", [slug.clone().into()]);
        }
        let words = [
            ("p.kind = ?", filters.kind.map(|w| w.word())),
            ("p.info_class = ?", filters.info_class.map(|w| w.word())),
            ("p.genre = ?", filters.genre.map(|w| w.word())),
            ("p.lang = ?", filters.lang.map(|w| w.word())),
        ];
        for (condition, word) in words {
            if let Some(word) = word {
                self.and(condition, [word.into()]);
            }
        }
        if let Some(unit) = filters.unit {
            self.and("p.unit_id = ?", [unit.into()]);
        }
    }

    /// What a key must be.
    fn holds(&mut self, table: &str, is: &Is) {
        match is {
            Is::Text(value) => self.and(&format!("{table}.text = ?"), [value.clone().into()]),
            Is::Days { from, to } => {
                if let Some(from) = from {
                    self.and(&format!("{table}.date >= ?"), [(*from).into()]);
                }
                if let Some(to) = to {
                    self.and(&format!("{table}.date <= ?"), [(*to).into()]);
                }
            }
            Is::On { word, day } => {
                self.and(&format!("{table}.text = ?"), [word.clone().into()]);
                self.and(&format!("{table}.date <= ?"), [(*day).into()]);
                self.and(&format!("{table}.int > ?"), [validity::number(*day).into()]);
            }
        }
    }

    fn done(self, backend: DbBackend) -> Statement {
        sql::statement(backend, &self.sql, self.values)
    }
}

/// The facts asked for, the field of the newsroom as the last of them.
fn facts(filters: &Filters) -> impl Iterator<Item = Cow<'_, Fact>> {
    let field = filters.field.map(|f| Fact { name: "field".into(), is: Is::Text(f.word()), said: String::new() });
    filters.facts.iter().map(Cow::Borrowed).chain(field.map(Cow::Owned))
}

/// What leads to the rows: an index of the publications, or one of the keys, in the order asked for.
#[derive(Debug, PartialEq)]
enum Lead {
    Publication,
    /// The keys of a name with a text.
    Text(Cow<'static, str>),
    /// The keys of a name by their day.
    Day(&'static str),
}

impl Lead {
    fn of_list(query: &ListQuery) -> Self {
        match query.sort {
            Order::Day { name, .. } => Self::Day(name),
            Order::Title => Self::Publication,
            Order::Newest | Order::Oldest => Self::text(&query.filters).unwrap_or(Self::Publication),
        }
    }

    fn of_count(filters: &Filters) -> Self {
        let days = filters.facts.iter().find_map(|fact| match (&fact.is, &fact.name) {
            (Is::Days { .. }, Cow::Borrowed(name)) => Some(Self::Day(name)),
            _ => None,
        });
        Self::text(filters).or(days).unwrap_or(Self::Publication)
    }

    /// A section is told more by an index of its own.
    fn text(filters: &Filters) -> Option<Self> {
        let mut named = facts(filters).filter(|fact| !matches!(fact.is, Is::Days { .. }));
        if filters.section.is_some() { None } else { named.next().map(|fact| Self::Text(fact.name.clone())) }
    }

    fn is(&self, fact: &Fact) -> bool {
        match self {
            Self::Publication => false,
            Self::Text(name) => *name == fact.name && !matches!(fact.is, Is::Days { .. }),
            Self::Day(name) => *name == fact.name && matches!(fact.is, Is::Days { .. }),
        }
    }
}

/// The index that a list of publications walks: the most telling filter first.
fn leading_index(filters: &Filters, sort: Order) -> &'static str {
    let has_section = filters.section.is_some();
    if sort == Order::Title {
        return if has_section { "publication_section_title" } else { "publication_title" };
    }
    match () {
        () if has_section && filters.kind.is_some() => "publication_section_kind",
        () if has_section => "publication_section",
        () if filters.unit.is_some() => "publication_unit",
        () if filters.genre.is_some() => "publication_genre",
        () if filters.info_class.is_some() => "publication_class",
        () if filters.kind.is_some() => "publication_kind",
        () if filters.lang.is_some() => "publication_lang",
        () => "publication_new",
    }
}
