//! Lists of publications: the stored fragments one after another, unread. Every list is one statement on one index.
//!
//! On SQLite the index is named in the statement (`INDEXED BY`): its planner knows no better from an empty start than to
//! sort a whole kind for a page by title. Filters beyond the index are checked row by row on the way.

use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, Value};
use serde::Serialize;
use utoipa::ToSchema;

use super::params::{Filters, ListQuery, PlaceKey, Sort, View};
use crate::http::page::Cursor;
use crate::http::public::Draft;
use crate::kernel::public::PublicationSummary;
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
        Sort::Title => PlaceKey::Title(row.try_get_by_index(2)?),
        Sort::Newest | Sort::Oldest => {
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
    let key_led = led_by_key(&query.filters) && query.sort != Sort::Title;
    let (at, n) = if key_led { ("k.published_at", "k.publication_n") } else { ("p.published_at", "p.n") };
    let fragment = match query.view {
        View::Summary => "p.summary_json",
        View::Full => "p.full_json",
    };
    let (key, way, than) = match query.sort {
        Sort::Newest => (at, "DESC", "<"),
        Sort::Oldest => (at, "ASC", ">"),
        Sort::Title => ("p.sort_title", "ASC", ">"),
    };
    let mut text = Text::new(format!("SELECT {fragment}, {n}, {key}"));
    text.from(backend, &query.filters, query.sort, key_led);
    // A cursor lies within the days asked for, so the nearer bound on that side is the cursor itself: with both, SQLite
    // may choose to begin at the day and walk.
    let (from, before) = match (&query.after, query.sort) {
        (Some(_), Sort::Newest) => (query.filters.from, None),
        (Some(_), Sort::Oldest) => (None, query.filters.before),
        _ => (query.filters.from, query.filters.before),
    };
    text.days(at, from, before);
    if let Some(place) = &query.after {
        let value: Value = match &place.key {
            PlaceKey::Title(title) => title.clone().into(),
            PlaceKey::At(_) => place.instant().into(),
        };
        text.and(&format!("({key}, {n}) {than} (?, ?)"), [value, place.n.into()]);
    }
    text.sql.push_str(&format!(" ORDER BY {key} {way}, {n} {way} LIMIT {}", query.limit + 1));
    text.done(backend)
}

/// The count's statement, and whether counters answer it (else it stops one past [`COUNT_UP_TO`]).
pub fn count_statement(backend: DbBackend, filters: &Filters) -> (Statement, bool) {
    let plain = Filters { kind: filters.kind, section: filters.section.clone(), ..Filters::default() };
    if *filters == plain {
        let mut text = Text::new("SELECT CAST(COALESCE(SUM(c.listed), 0) AS bigint) FROM publication_count c WHERE c.listed > 0".into());
        if let Some(slug) = &filters.section {
            text.and("c.section_id = (SELECT section_id FROM section_slug WHERE slug = ?)", [slug.clone().into()]);
        }
        if let Some(kind) = filters.kind {
            text.and("c.kind = ?", [kind.word().into()]);
        }
        return (text.done(backend), true);
    }
    let key_led = led_by_key(filters);
    let at = if key_led { "k.published_at" } else { "p.published_at" };
    let mut text = Text::new("SELECT COUNT(*) FROM (SELECT 1".into());
    text.from(backend, filters, Sort::Newest, key_led);
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

    /// `FROM … WHERE …` with every filter but the days. Led by the keys of a field, or by the best index of the publications.
    fn from(&mut self, backend: DbBackend, filters: &Filters, sort: Sort, key_led: bool) {
        let indexed = |index: &str| if backend == DbBackend::Sqlite { format!(" INDEXED BY {index}") } else { String::new() };
        let index = leading_index(filters, sort);
        if key_led {
            // CROSS JOIN: SQLite keeps the order of the tables.
            let index = indexed("publication_key_text");
            self.sql.push_str(&format!(" FROM publication_key k{index} CROSS JOIN publication p WHERE k.name = ?"));
            let (name, value) = match (&filters.key, filters.field) {
                (Some((name, value)), _) => (name.clone(), value.clone()),
                (None, field) => ("field".to_owned(), field.map(|f| f.word()).unwrap_or_default()),
            };
            self.values.push(name.into());
            self.and("k.text = ?", [value.into()]);
            self.and("p.n = k.publication_n AND p.listed = TRUE", []);
        } else {
            self.sql.push_str(&format!(" FROM publication p{} WHERE p.listed = TRUE", indexed(index)));
        }
        let said = [filters.key.clone(), filters.field.map(|f| ("field".to_owned(), f.word()))];
        // The first of them leads already.
        for (name, value) in said.into_iter().flatten().skip(usize::from(key_led)) {
            let of_key = "EXISTS (SELECT 1 FROM publication_key f WHERE f.publication_n = p.n AND f.name = ? AND f.text = ?)";
            self.and(of_key, [name.into(), value.into()]);
        }
        if let Some(slug) = &filters.section {
            self.and("p.section_id = (SELECT section_id FROM section_slug WHERE slug = ?)", [slug.clone().into()]);
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

    fn done(self, backend: DbBackend) -> Statement {
        sql::statement(backend, &self.sql, self.values)
    }
}

/// Whether the keys of a fact or a field lead to the rows.
fn led_by_key(filters: &Filters) -> bool {
    (filters.field.is_some() || filters.key.is_some()) && filters.section.is_none()
}

/// The index that a list of publications walks: the most telling filter first.
fn leading_index(filters: &Filters, sort: Sort) -> &'static str {
    let has_section = filters.section.is_some();
    if sort == Sort::Title {
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
