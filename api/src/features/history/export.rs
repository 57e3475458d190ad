//! The log for taking along: CSV for a spreadsheet, JSON Lines for proving it elsewhere. Streamed, oldest first.
//!
//! A line of JSON holds exactly what is hashed, and the hash: without `hash`, its canonical form (RFC 8785) has that
//! SHA-256, and `previous` is the hash of the line before when nothing was filtered out.

use std::sync::Arc;

use actix_web::http::header;
use actix_web::{HttpResponse, get};
use bytes::Bytes;
use futures::stream;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::audit::{AuditQuery, condition};
use crate::access::Permission;
use crate::http::{Caller, Problem, Query};
use crate::kernel::dates::to_vn;
use crate::store::changes::link;
use crate::store::entities::{change_head, change_log};
use crate::store::scope::not_sealed_from;
use crate::store::{Fault, Site};

const BATCH: u64 = 500;
const COLUMNS: &str = "seq,at,actor,door,request_id,verb,item,unit,public,payload,previous,hash\r\n";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    #[default]
    Csv,
    Jsonl,
}

/// As the list of the log, without pages.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct ExportQuery {
    #[param(inline, example = "csv")]
    format: ExportFormat,
    item: Option<Uuid>,
    person: Option<Uuid>,
    about: Option<Uuid>,
    unit: Option<Uuid>,
    #[param(pattern = "^[a-z_]{1,60}$", example = "published")]
    verb: Option<String>,
    #[param(pattern = "^(http|worker|command|citizen)$", example = "http")]
    door: Option<String>,
    #[param(example = "2026-11-01T00:00:00+07:00")]
    from: Option<chrono::DateTime<chrono::Utc>>,
    #[param(example = "2026-12-01T00:00:00+07:00")]
    to: Option<chrono::DateTime<chrono::Utc>>,
}

/// The change log as a file, oldest first, with its chain
#[utoipa::path(get, path = "/api/v1/audit/export", operation_id = "export_audit", tag = "audit", params(ExportQuery),
    responses((status = 200, description = "The file", content((String = "text/csv"), (String = "application/x-ndjson")))),
    security(("bearer" = [])))]
#[get("/api/v1/audit/export")]
pub async fn export_audit(caller: Caller, query: Query<ExportQuery>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::AuditRead)?;
    let q = &query.0;
    let filters = AuditQuery {
        item: q.item,
        person: q.person,
        about: q.about,
        unit: q.unit,
        verb: q.verb.clone(),
        door: q.door.clone(),
        from: q.from,
        to: q.to,
        ..AuditQuery::default()
    };
    let db = caller.site.read();
    let wanted = condition(db, &filters).await?;
    // What is written while the file runs is not in it.
    let end = change_head::Entity::find_by_id(1).one(db).await?.map_or(0, |head| head.seq);
    // Somebody from whom a letter is sealed gets a file with gaps: a whole one is asked for by others.
    let wanted = wanted.add(change_log::Column::Seq.lte(end)).add(not_sealed_from(&caller.actor, change_log::Column::LetterId));
    let day = to_vn(caller.site.clock.now()).format("%Y-%m-%d");
    let (kind, ending) = match q.format {
        ExportFormat::Csv => ("text/csv; charset=utf-8", "csv"),
        ExportFormat::Jsonl => ("application/x-ndjson", "jsonl"),
    };
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, kind))
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"nhat-ky-{day}.{ending}\"")))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .streaming(lines(caller.site.clone(), wanted, q.format)))
}

fn lines(site: Arc<Site>, wanted: Condition, format: ExportFormat) -> impl futures::Stream<Item = Result<Bytes, Problem>> {
    let heading = if format == ExportFormat::Csv { COLUMNS } else { "" };
    stream::try_unfold(Some((0i64, heading.to_owned())), move |at| {
        let (site, wanted) = (site.clone(), wanted.clone());
        async move {
            let Some((after, mut text)) = at else { return Ok(None) };
            let rows = change_log::Entity::find()
                .filter(wanted)
                .filter(change_log::Column::Seq.gt(after))
                .order_by_asc(change_log::Column::Seq)
                .limit(BATCH)
                .all(site.read())
                .await
                .map_err(Fault::from)?;
            for row in &rows {
                match format {
                    ExportFormat::Csv => csv_line(&mut text, row),
                    ExportFormat::Jsonl => json_line(&mut text, row)?,
                }
            }
            let next = rows.last().filter(|_| rows.len() as u64 == BATCH).map(|row| (row.seq, String::new()));
            Ok(Some((Bytes::from(text), next)))
        }
    })
}

fn json_line(text: &mut String, row: &change_log::Model) -> Result<(), Problem> {
    #[derive(Serialize)]
    struct Line<'a> {
        #[serde(flatten)]
        link: crate::store::changes::Link<'a>,
        hash: &'a str,
    }
    text.push_str(&serde_json::to_string(&Line { link: link(row), hash: &row.hash })?);
    text.push('\n');
    Ok(())
}

fn csv_line(text: &mut String, row: &change_log::Model) {
    let id = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    let at = row.at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
    let cells = [
        row.seq.to_string(),
        at,
        id(row.actor_id),
        row.door.clone(),
        row.request_id.clone(),
        row.verb.clone(),
        id(row.item_id),
        id(row.unit_id),
        row.public.to_string(),
        format!("\"{}\"", row.payload.replace('"', "\"\"")),
        row.previous_hash.clone(),
        row.hash.clone(),
    ];
    text.push_str(&cells.join(","));
    text.push_str("\r\n");
}
