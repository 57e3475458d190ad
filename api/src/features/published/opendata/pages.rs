//! A page of a set: at most a hundred rows, the next one in `Link: …; rel="next"`.

use std::io::Write;

use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, get};
use sea_orm::{EntityTrait, QueryOrder};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};

use super::catalogue::{ATTRIBUTION_BY, LICENCE, modified};
use super::sets::{Column, ColumnType, Set};
use crate::features::published::feeds::Masthead;
use crate::features::published::list;
use crate::features::published::params::{Filters, ListQuery, View};
use crate::features::published::routes::params;
use crate::http::page::PageRequest;
use crate::http::public::{self, Draft, Outcome};
use crate::http::{Problem, page};
use crate::kernel::dates::rfc3339_vn;
use crate::store::entities::section;
use crate::store::{Fault, Site};

#[derive(Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OpenDataParams {
    #[param(minimum = 1, maximum = 100, example = 100)]
    limit: Option<u64>,
    /// From the link `next` of the page before.
    #[param(max_length = 4096)]
    cursor: Option<String>,
}

#[derive(Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OpenDataCsvParams {
    #[param(minimum = 1, maximum = 100, example = 100)]
    limit: Option<u64>,
    /// From the link `next` of the page before.
    #[param(max_length = 4096)]
    cursor: Option<String>,
    /// A byte order mark at the beginning, by which spreadsheet programs know UTF-8.
    bom: Option<bool>,
}

/// A column of a set.
#[derive(Serialize, ToSchema)]
pub struct OpenDataField {
    #[schema(example = "number")]
    pub name: String,
    #[serde(rename = "type")]
    pub kind: ColumnType,
    #[schema(example = "Số, ký hiệu")]
    pub label: String,
    #[schema(example = "Number")]
    pub label_en: String,
}

/// A page of a set with what is to be known of it.
#[derive(Serialize, ToSchema)]
pub struct OpenDataPage {
    #[schema(example = "Văn bản")]
    pub title: String,
    #[schema(example = "https://creativecommons.org/licenses/by/4.0/")]
    pub licence: String,
    /// Must be shown wherever it is used (Điều 16).
    pub attribution: String,
    /// When anything public last changed.
    #[schema(example = "2026-11-23T09:00:00+07:00")]
    pub modified: Option<String>,
    pub fields: Vec<OpenDataField>,
    /// By the names of the fields.
    #[schema(value_type = Vec<Object>)]
    pub data: Vec<Map<String, Value>>,
    pub next_cursor: Option<String>,
}

/// A set as CSV (UTF-8, RFC 4180), a page at a time.
#[utoipa::path(get, path = "/opendata/{set}.csv", operation_id = "get_open_data_csv", tag = "public",
    params(("set" = String, Path, pattern = "^[a-z-]{1,40}$", description = "Its name in the catalogue", example = "van-ban"), OpenDataCsvParams),
    responses(
        (status = 200, description = "A page of the set", content_type = "text/csv", body = String, headers(
            ("ETag" = String, description = "Strong, differs by content coding"),
            ("Link" = String, description = "rel=\"next\", where there is a next page"))),
        (status = 304, description = "Unchanged since the ETag in If-None-Match")))]
#[get("/opendata/{set}.csv")]
pub async fn get_csv(request: HttpRequest) -> HttpResponse {
    let sent = match params::<OpenDataCsvParams>(&request).await {
        Ok(sent) => sent,
        Err(problem) => return public::refuse(problem),
    };
    let bom = sent.bom.unwrap_or_default();
    let asked = match Asked::read(&request, sent.limit, sent.cursor) {
        Ok(asked) => asked,
        Err(problem) => return public::refuse(problem),
    };
    public::serve(&request, &format!("opendata csv {bom} {}", asked.key()), async |site| {
        let (rows, next) = asked.rows(site).await?;
        let columns = asked.set.columns();
        let text = csv(&columns, &rows, bom)?;
        let name = format!("attachment; filename=\"{}.csv\"", asked.set.name);
        let mut draft = Draft::typed("text/csv; charset=utf-8", text);
        draft = draft.header(header::CONTENT_DISPOSITION, HeaderValue::from_str(&name).map_err(|e| Fault::Defect(e.to_string()))?);
        if let Some(at) = modified(site).await? {
            draft = draft.last_modified(at);
        }
        let more = if bom { "&bom=true" } else { "" };
        Ok(Outcome::Ready(match next {
            Some(cursor) => draft.next(&format!("{}{more}", asked.address("csv", &cursor))),
            None => draft,
        }))
    })
    .await
}

/// A set as JSON with its description, a page at a time.
#[utoipa::path(get, path = "/opendata/{set}.json", operation_id = "get_open_data_json", tag = "public",
    params(("set" = String, Path, pattern = "^[a-z-]{1,40}$", description = "Its name in the catalogue", example = "van-ban"), OpenDataParams),
    responses(
        (status = 200, description = "A page of the set", body = OpenDataPage, headers(
            ("ETag" = String, description = "Strong, differs by content coding"),
            ("Link" = String, description = "rel=\"next\", where there is a next page"))),
        (status = 304, description = "Unchanged since the ETag in If-None-Match")))]
#[get("/opendata/{set}.json")]
pub async fn get_json(request: HttpRequest) -> HttpResponse {
    let sent = match params::<OpenDataParams>(&request).await {
        Ok(sent) => sent,
        Err(problem) => return public::refuse(problem),
    };
    let asked = match Asked::read(&request, sent.limit, sent.cursor) {
        Ok(asked) => asked,
        Err(problem) => return public::refuse(problem),
    };
    public::serve(&request, &format!("opendata json {}", asked.key()), async |site| {
        let (data, next_cursor) = asked.rows(site).await?;
        let at = modified(site).await?;
        let page = OpenDataPage {
            title: asked.set.title.into(),
            licence: LICENCE.into(),
            attribution: format!("{ATTRIBUTION_BY} {}", Masthead::read(site).await?.attribution),
            modified: at.map(rfc3339_vn),
            fields: asked.set.columns().into_iter().map(field).collect(),
            next_cursor: next_cursor.clone(),
            data,
        };
        let mut draft = Draft::json(serde_json::to_string(&page)?);
        if let Some(at) = at {
            draft = draft.last_modified(at);
        }
        Ok(Outcome::Ready(match next_cursor {
            Some(cursor) => draft.next(&asked.address("json", &cursor)),
            None => draft,
        }))
    })
    .await
}

pub fn field((name, kind, label, label_en): Column) -> OpenDataField {
    OpenDataField { name: name.into(), kind, label: label.into(), label_en: label_en.into() }
}

/// A page that was asked for, checked.
struct Asked {
    set: &'static Set,
    query: ListQuery,
}

impl Asked {
    fn read(request: &HttpRequest, limit: Option<u64>, cursor: Option<String>) -> Result<Self, Problem> {
        let set = Set::find(request.match_info().get("set").unwrap_or_default()).ok_or_else(Problem::not_found)?;
        let limit = match limit {
            None => page::MAX_LIMIT,
            said => PageRequest { limit: said, cursor: None }.limit()?,
        };
        let filters = Filters { kind: set.kind, ..Filters::default() };
        let mut query = ListQuery { view: View::Full, ..ListQuery::newest(filters, limit) };
        if let Some(cursor) = cursor {
            query.after = Some(query.read_cursor(&cursor)?);
        }
        Ok(Self { set, query })
    }

    fn key(&self) -> String {
        format!("{} {}", self.set.name, self.query.cache_key())
    }

    fn address(&self, ending: &str, cursor: &str) -> String {
        format!("/opendata/{}.{ending}?limit={}&cursor={cursor}", self.set.name, self.query.limit)
    }

    async fn rows(&self, site: &Site) -> Result<(Vec<Map<String, Value>>, Option<String>), Problem> {
        let base = &site.settings.public_url;
        if self.set.kind.is_none() {
            return Ok((sections(site, base).await?, None));
        }
        let page = list::fragments(site, &self.query).await?;
        let rows = page.data.iter().map(|text| Ok(row(self.set, &serde_json::from_str(text)?, base))).collect::<Result<_, Fault>>()?;
        Ok((rows, page.next_cursor))
    }
}

/// The columns of one publication.
fn row(set: &Set, full: &Value, base: &str) -> Map<String, Value> {
    let common = |name: &str| match name {
        "url" => full["path"].as_str().map_or(Value::Null, |path| format!("{base}{path}").into()),
        "section" => full["section"]["name"].clone(),
        "unit" => full["unit"]["name"].clone(),
        other => full[other].clone(),
    };
    let own: Vec<&str> = set.details.iter().map(|(name, ..)| *name).collect();
    set.columns()
        .into_iter()
        .map(|(name, ..)| (name.to_owned(), if own.contains(&name) { full["details"][name].clone() } else { common(name) }))
        .collect()
}

/// The sections in force: few, and given whole.
async fn sections(site: &Site, base: &str) -> Result<Vec<Map<String, Value>>, Problem> {
    let today = crate::kernel::dates::to_vn(site.clock.now()).date_naive();
    let rows = section::Entity::find().order_by_asc(section::Column::Position).all(site.read()).await.map_err(Fault::from)?;
    let slug_of = |id| rows.iter().find(|row| Some(row.id) == id).map(|row| row.slug.clone());
    let shown = rows.iter().filter(|row| row.valid_from <= today && row.valid_to.is_none_or(|to| to >= today));
    let shown = shown.map(|row| {
        let told = [
            ("slug", Value::from(row.slug.clone())),
            ("name", row.name.clone().into()),
            ("name_en", row.name_en.clone().into()),
            ("parent", slug_of(row.parent_id).into()),
            ("url", format!("{base}/chuyen-muc/{}", row.slug).into()),
        ];
        told.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    });
    Ok(shown.collect())
}

fn csv(columns: &[Column], rows: &[Map<String, Value>], bom: bool) -> Result<String, Fault> {
    let mut out = Vec::with_capacity(rows.len() * 200);
    if bom {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    let broken = |error: csv::Error| Fault::Defect(error.to_string());
    writer.write_record(columns.iter().map(|(name, ..)| *name)).map_err(broken)?;
    for row in rows {
        writer.write_record(columns.iter().map(|(name, kind, ..)| cell(row.get(*name), *kind))).map_err(broken)?;
    }
    let bytes = writer.into_inner().map_err(|e| Fault::Defect(e.to_string()))?;
    String::from_utf8(bytes).map_err(|e| Fault::Defect(e.to_string()))
}

fn cell(value: Option<&Value>, kind: ColumnType) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) if matches!(kind, ColumnType::Date | ColumnType::Moment) => text.clone(),
        Some(Value::String(text)) => harmless(text),
        Some(other) => harmless(&other.to_string()),
    }
}

/// A text that no spreadsheet takes for a formula.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn cells_run_nothing_and_read_back() {
        let columns: &[Column] = &[("a", ColumnType::Text, "", ""), ("b", ColumnType::Date, "", ""), ("c", ColumnType::Rows, "", "")];
        let row = |a: Value, b: Value, c: Value| Map::from_iter([("a".into(), a), ("b".into(), b), ("c".into(), c)]);
        let text =
            csv(columns, &[row(json!("=1+1"), json!("2026-11-23"), json!([{"x": 1}])), row(Value::Null, Value::Null, json!("-x"))], true)
                .unwrap();
        assert_eq!(text, "\u{feff}a,b,c\r\n'=1+1,2026-11-23,\"[{\"\"x\"\":1}]\"\r\n,,'-x\r\n");
    }
}
