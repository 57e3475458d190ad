//! A spreadsheet of documents, procedures or articles at the desk: first looked at, row by row, then kept as drafts of the person
//! who brings it. The file is sent twice and nothing of it lies about in between; what stands already is not doubled.

use actix_web::{HttpResponse, post, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::report::{LineReport, Outcome, Reading};
use super::{Importer, Intake, articles, documents, procedures, sheets};
use crate::access::Permission;
use crate::features::registers::workbook;
use crate::http::{Caller, Code, FieldError, Problem, Query, Reply};
use crate::kernel::canonical;
use crate::store::{Call, Site};

/// Rows of one file: more come in at the command line.
const ROWS_MAX: usize = 500;

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(preview_import).service(keep_import);
}

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum SheetOf {
    Documents,
    Procedures,
    Articles,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PreviewQuery {
    /// What the rows are.
    #[param(inline)]
    of: SheetOf,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct KeepQuery {
    /// What the rows are.
    #[param(inline)]
    of: SheetOf,
    /// Leave out what came over in part only.
    only_whole: Option<bool>,
}

/// What became, or would become, of every row.
#[derive(Serialize, ToSchema)]
struct SheetImport {
    /// New rows that would be, or were, added.
    added: usize,
    /// Were there already.
    stood: usize,
    refused: usize,
    /// Read in part, and left out because that was asked.
    left_out: usize,
    lines: Vec<LineReport>,
}

/// Look at a sheet of documents, procedures or articles
///
/// The body is the file: XLSX, or CSV in UTF-8, at most 5 MB and 500 rows under a heading. Nothing is kept: the answer says of every row
/// what would become of it, which fields are missing or cannot be read, and why.
#[utoipa::path(
    post, path = "/api/v1/desk/imports/preview", operation_id = "preview_import", tag = "newsroom", params(PreviewQuery),
    request_body(content((Vec<u8> = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (Vec<u8> = "application/octet-stream"))),
    responses((status = 200, body = SheetImport)), security(("bearer" = []))
)]
#[post("/api/v1/desk/imports/preview")]
async fn preview_import(caller: Caller, query: Query<PreviewQuery>, body: web::Payload) -> Result<HttpResponse, Problem> {
    let told = import(&caller, query.0.of, body, None).await?;
    Ok(Reply::ok(&told)?.send())
}

/// Keep a sheet of documents, procedures or articles
///
/// The same file as at the preview. Every good row becomes a draft of the caller's unit in a step of its own; sent again, rows that are in are
/// told as there already.
#[utoipa::path(
    post, path = "/api/v1/desk/imports", operation_id = "keep_import", tag = "newsroom", params(KeepQuery),
    request_body(content((Vec<u8> = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (Vec<u8> = "application/octet-stream"))),
    responses((status = 200, body = SheetImport)), security(("bearer" = []))
)]
#[post("/api/v1/desk/imports")]
async fn keep_import(caller: Caller, query: Query<KeepQuery>, body: web::Payload) -> Result<HttpResponse, Problem> {
    let KeepQuery { of, only_whole } = query.0;
    let told = import(&caller, of, body, Some(only_whole.unwrap_or_default())).await?;
    Ok(Reply::ok(&told)?.send())
}

/// `only_whole`: none where nothing is written.
async fn import(caller: &Caller, of: SheetOf, body: web::Payload, only_whole: Option<bool>) -> Result<SheetImport, Problem> {
    if !caller.actor.may(Permission::ItemWrite) {
        return Err(Problem::forbidden("Vai trò của bạn không tạo được nội dung.", "None of your roles may create items."));
    }
    let bytes = body.to_bytes_limited(workbook::FILE_MAX).await;
    let bytes = bytes.map_err(|_| Problem::new(Code::TooLarge).detail("Tệp tối đa 5 MB.", "A file has at most 5 MB."))?;
    let bytes = bytes.map_err(|_| Problem::new(Code::Malformed))?;
    let call = Call { key: None, ..caller.call(&canonical::sha256_hex(&bytes)) };
    let rows = tokio::task::spawn_blocking(move || sheets::rows(bytes.to_vec())).await.map_err(|_| Problem::new(Code::Internal))??;
    if rows.is_empty() || rows.len() > ROWS_MAX {
        let (vi, en) = ("Tệp cần một dòng tên cột và từ 1 đến 500 dòng.", "The file needs a heading and 1 to 500 rows under it.");
        return Err(Problem::invalid(vec![FieldError::new("", "length", vi, en)]));
    }
    match of {
        SheetOf::Documents => through::<documents::Documents>(&caller.site, call, rows, only_whole).await,
        SheetOf::Procedures => through::<procedures::Procedures>(&caller.site, call, rows, only_whole).await,
        SheetOf::Articles => through::<articles::Articles>(&caller.site, call, rows, only_whole).await,
    }
}

async fn through<I: Importer>(
    site: &Site,
    call: Call,
    rows: Vec<sheets::SheetRow>,
    only_whole: Option<bool>,
) -> Result<SheetImport, Problem> {
    let mut intake = Intake::<I>::of(site, call, None).await?;
    let mut told = SheetImport { added: 0, stood: 0, refused: 0, left_out: 0, lines: vec![] };
    for one in rows {
        let fingerprint = one.fingerprint.clone();
        let mut line = if only_whole == Some(true) {
            // Looked at first: what came over in part stays out.
            let mut looking = Intake::<I>::of(site, intake.call.clone(), None).await?;
            let seen = looking.take(one.line, one.row.clone(), false, || fingerprint.clone()).await?;
            if seen.outcome == Outcome::New && seen.reading == Some(Reading::Partly) {
                seen
            } else {
                intake.take(one.line, one.row, true, || fingerprint).await?
            }
        } else {
            intake.take(one.line, one.row, only_whole.is_some(), || fingerprint).await?
        };
        match line.outcome {
            Outcome::New if only_whole.is_some() => told.left_out += 1,
            Outcome::New | Outcome::Added => told.added += 1,
            Outcome::Stood => told.stood += 1,
            Outcome::Refused => told.refused += 1,
        }
        line.notes.ignored.truncate(20);
        told.lines.push(line);
    }
    Ok(told)
}
