//! The table of a publication as open data: CSV and JSON with the metadata that makes it usable elsewhere.

use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, get};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{queries, routes};
use crate::http::Problem;
use crate::http::public::{self, Draft, Outcome};
use crate::kernel::public::PublicationFull;
use crate::store::{Fault, Site};

#[derive(Deserialize)]
struct Column {
    #[serde(default)]
    name: String,
    unit: Option<String>,
    #[serde(default)]
    numeric: bool,
}

#[derive(Deserialize)]
struct Table {
    #[serde(default)]
    columns: Vec<Column>,
    #[serde(default)]
    rows: Vec<Vec<Option<String>>>,
}

/// A table of figures with what one needs to use it.
#[derive(Serialize, ToSchema)]
pub struct TableDownload {
    #[schema(example = "Số hộ nghèo theo năm")]
    pub title: String,
    /// Where it stands.
    pub url: String,
    pub publisher: String,
    pub data_source: Option<String>,
    pub period: Option<String>,
    #[schema(example = "2026-11-23T08:00:00+07:00")]
    pub published_at: String,
    pub updated_at: String,
    pub attribution: String,
    pub columns: Vec<DownloadColumn>,
    /// Texts, numbers, `null`.
    #[schema(value_type = Vec<Vec<Object>>)]
    pub rows: Vec<Vec<serde_json::Value>>,
}

#[derive(Serialize, ToSchema)]
pub struct DownloadColumn {
    #[schema(example = "Số hộ")]
    pub name: String,
    #[schema(example = "hộ")]
    pub unit: Option<String>,
    pub numeric: bool,
}

/// The table of a publication as CSV: UTF-8 with a mark, RFC 4180, decimal points.
#[utoipa::path(get, path = "/api/v1/publications/{id}/table.csv", operation_id = "get_table_csv", tag = "public",
    params(("id" = Uuid, Path, example = "0199a0c0-0000-7000-8000-000000000000")),
    responses(
        (status = 200, description = "The table", content_type = "text/csv", body = String, headers(("ETag" = String, description = "Strong, differs by content coding"))),
        (status = 304, description = "Unchanged since the ETag in If-None-Match"),
        (status = 410, description = "Withdrawn: the problem tells reason and withdrawn_at")))]
#[get("/api/v1/publications/{id}/table.csv")]
pub async fn get_table_csv(request: HttpRequest) -> HttpResponse {
    let Some(id) = routes::read_id(&request) else { return public::refuse(Problem::not_found()) };
    public::serve(&request, &format!("csv {id}"), async |site| {
        let (publication, table) = match find(site, id).await? {
            Ok(found) => found,
            Err(outcome) => return Ok(outcome),
        };
        let name = format!("attachment; filename=\"{}.csv\"", publication.summary.path.rsplit('/').next().unwrap_or("bang"));
        let draft = Draft::typed("text/csv; charset=utf-8", csv(&table)?);
        Ok(Outcome::Ready(
            draft.header(header::CONTENT_DISPOSITION, HeaderValue::from_str(&name).map_err(|e| Fault::Defect(e.to_string()))?),
        ))
    })
    .await
}

/// The table of a publication as JSON, with its metadata.
#[utoipa::path(get, path = "/api/v1/publications/{id}/table.json", operation_id = "get_table_json", tag = "public",
    params(("id" = Uuid, Path, example = "0199a0c0-0000-7000-8000-000000000000")),
    responses(
        (status = 200, description = "The table", body = TableDownload, headers(("ETag" = String, description = "Strong, differs by content coding"))),
        (status = 304, description = "Unchanged since the ETag in If-None-Match"),
        (status = 410, description = "Withdrawn: the problem tells reason and withdrawn_at")))]
#[get("/api/v1/publications/{id}/table.json")]
pub async fn get_table_json(request: HttpRequest) -> HttpResponse {
    let Some(id) = routes::read_id(&request) else { return public::refuse(Problem::not_found()) };
    public::serve(&request, &format!("table {id}"), async |site| {
        let (publication, table) = match find(site, id).await? {
            Ok(found) => found,
            Err(outcome) => return Ok(outcome),
        };
        let said = |name: &str| publication.details[name].as_str().map(str::to_owned);
        let download = TableDownload {
            url: format!("{}{}", site.settings.public_url, publication.summary.path),
            publisher: publication.summary.unit.name.clone(),
            data_source: said("data_source"),
            period: said("period"),
            published_at: publication.summary.published_at.clone(),
            updated_at: publication.summary.updated_at.clone(),
            attribution: publication.attribution.clone(),
            rows: table
                .rows
                .iter()
                .map(|row| row.iter().zip(&table.columns).map(|(cell, column)| value(cell.as_deref(), column)).collect())
                .collect(),
            columns: table.columns.into_iter().map(|c| DownloadColumn { name: c.name, unit: c.unit, numeric: c.numeric }).collect(),
            title: publication.summary.title,
        };
        Ok(Outcome::Ready(Draft::json(serde_json::to_string(&download)?)))
    })
    .await
}

/// The publication and its table; an outcome where it has moved, was withdrawn or has none.
async fn find(site: &Site, id: Uuid) -> Result<Result<(PublicationFull, Table), Outcome>, Problem> {
    let found = queries::by_id(site, id).await?.ok_or_else(Problem::not_found)?;
    if !queries::is_shown(found.status) {
        // Says where it went, or why it is gone.
        return Ok(Err(queries::answer_by_id(site, id).await?));
    }
    let publication: PublicationFull = serde_json::from_str(&found.full_json)?;
    let table: Option<Table> = serde_json::from_value(publication.details["table"].clone()).unwrap_or_default();
    match table.filter(|table| !table.columns.is_empty()) {
        Some(table) => Ok(Ok((publication, table))),
        None => Err(Problem::not_found()),
    }
}

/// Kept with a decimal comma; told with a point.
fn figure(text: &str) -> String {
    text.replace(',', ".")
}

fn value(cell: Option<&str>, column: &Column) -> serde_json::Value {
    match cell {
        None => serde_json::Value::Null,
        Some(text) if column.numeric => {
            let text = figure(text);
            let whole = text.parse::<i64>().ok().map(Into::into);
            let number = whole.or_else(|| serde_json::Number::from_f64(text.parse().ok()?));
            number.map_or_else(|| text.into(), serde_json::Value::Number)
        }
        Some(text) => text.into(),
    }
}

fn csv(table: &Table) -> Result<String, Fault> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(vec![]);
    let broken = |error: csv::Error| Fault::Defect(error.to_string());
    let head =
        table.columns.iter().map(|c| harmless(&c.unit.as_ref().map_or_else(|| c.name.clone(), |unit| format!("{} ({unit})", c.name))));
    writer.write_record(head).map_err(broken)?;
    for row in &table.rows {
        let cells = row.iter().zip(&table.columns).map(|(cell, column)| match cell {
            Some(text) if column.numeric => figure(text),
            Some(text) => harmless(text),
            None => String::new(),
        });
        writer.write_record(cells).map_err(broken)?;
    }
    let bytes = writer.into_inner().map_err(|e| Fault::Defect(e.to_string()))?;
    // The mark tells spreadsheets that it is UTF-8.
    Ok(format!("\u{feff}{}", String::from_utf8_lossy(&bytes)))
}

/// A text that no spreadsheet takes for a formula.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_written_for_machines() {
        let column = |name: &str, unit: Option<&str>, numeric| Column { name: name.into(), unit: unit.map(Into::into), numeric };
        let table = Table {
            columns: vec![column("Năm", None, false), column("Số hộ", Some("hộ"), true)],
            rows: vec![vec![Some("=1+1".into()), Some("28,5".into())], vec![Some("a, \"b\"".into()), None]],
        };
        assert_eq!(csv(&table).unwrap(), "\u{feff}Năm,Số hộ (hộ)\r\n'=1+1,28.5\r\n\"a, \"\"b\"\"\",\r\n");
        assert_eq!(value(Some("-1234"), &table.columns[1]), serde_json::json!(-1234));
        assert_eq!(value(Some("28,5"), &table.columns[1]), serde_json::json!(28.5));
    }
}
