//! The outgoing register.

use actix_web::web::{self, Path};
use actix_web::{HttpResponse, get, post, put};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{asking, reader};
use crate::features::registers::counts::counts;
use crate::features::registers::documents::{self, WrittenDocument};
use crate::features::registers::intake::{self, Defaults, Kept, Preview};
use crate::features::registers::queries::{Asking, DutyFilter};
use crate::features::registers::reach::Reach;
use crate::features::registers::views::{Counts, DocumentDetail, DocumentView};
use crate::features::registers::{sheet, workbook};
use crate::http::page::PageRequest;
use crate::http::{Body, Caller, Code, FieldError, IfMatch, Page, Problem, Query, Reply};
use crate::kernel::dates::to_vn;
use crate::kernel::words::{DutyState, IssuerRelation};
use crate::store::Work;

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(list).service(enter).service(count).service(preview).service(preview_file).service(keep).service(one).service(correct);
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct RegisterQuery {
    state: Option<DutyState>,
    unit: Option<Uuid>,
    #[param(pattern = r"^[0-9]{4}-(0[1-9]|1[0-2])$", example = "2026-11")]
    month: Option<String>,
    relation: Option<IssuerRelation>,
    /// Owed and past the due date.
    overdue: Option<bool>,
    /// Part of number, issuer, abstract or signer; marks do not matter.
    #[param(max_length = 200)]
    q: Option<String>,
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    cursor: Option<String>,
}

/// The register of outgoing documents, newest issue first
#[utoipa::path(get, path = "/api/v1/desk/register", operation_id = "list_register", tag = "registers", params(RegisterQuery), responses((status = 200, body = Page<DocumentView>)), security(("bearer" = [])))]
#[get("/api/v1/desk/register")]
async fn list(caller: Caller, query: Query<RegisterQuery>) -> Result<HttpResponse, Problem> {
    let Query(asked) = query;
    if asked.q.as_ref().is_some_and(|q| q.chars().count() > 200 || q.contains('\0')) {
        return Err(Problem::invalid(vec![FieldError::new("/q", "too_long", "Tối đa 200 ký tự.", "At most 200 characters.")]));
    }
    let asking = asking(&caller).await?;
    reader(&asking)?;
    let filter = DutyFilter { state: asked.state, unit: asked.unit, month: asked.month, overdue: asked.overdue.unwrap_or(false) };
    let page = PageRequest { limit: asked.limit, cursor: asked.cursor };
    Ok(Reply::ok(&asking.documents(&filter, asked.relation, asked.q.as_deref(), &page).await?)?.send())
}

/// Enter a document
///
/// What is not marked as "không thuộc diện đăng" is owed: its clock of 2 or 10 working days begins (Đ7.3).
#[utoipa::path(post, path = "/api/v1/desk/register", operation_id = "enter_document", tag = "registers", params(("Idempotency-Key" = Option<String>, Header)), request_body = WrittenDocument, responses((status = 201, body = DocumentDetail)), security(("bearer" = [])))]
#[post("/api/v1/desk/register")]
async fn enter(caller: Caller, body: Body<WrittenDocument>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let row = documents::enter(&mut work, &body.value).await?;
    let view = Asking::new(work.db(), &caller.actor, work.now).await?.document(row.id).await?;
    Reply::created(&view, format!("/api/v1/desk/register/{}", row.id))?.version(row.version).after(work).await
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct CountQuery {
    #[param(pattern = r"^[0-9]{4}-(0[1-9]|1[0-2])$", example = "2026-11")]
    from: String,
    /// The same month when not said; at most 24 months.
    #[param(pattern = r"^[0-9]{4}-(0[1-9]|1[0-2])$", example = "2026-11")]
    to: Option<String>,
}

/// "Ban hành 12, chưa đăng 3", by unit and month
#[utoipa::path(get, path = "/api/v1/desk/register/counts", operation_id = "count_register", tag = "registers", params(CountQuery), responses((status = 200, body = Counts)), security(("bearer" = [])))]
#[get("/api/v1/desk/register/counts")]
async fn count(caller: Caller, query: Query<CountQuery>) -> Result<HttpResponse, Problem> {
    let asking = asking(&caller).await?;
    reader(&asking)?;
    let to = query.to.as_deref().unwrap_or(&query.from);
    Ok(Reply::ok(&counts(asking.db, &asking.reach.read, &query.from, to, asking.now).await?)?.send())
}

/// A sheet copied from a spreadsheet program.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PastedSheet)]
struct Pasted {
    /// Lines of tab-separated cells, with or without a heading.
    #[schema(
        max_length = 1000000,
        example = "Số, ký hiệu\tNgày ban hành\tTrích yếu\n12/QĐ-UBND\t02/11/2026\tVề việc thành lập tổ công tác"
    )]
    text: String,
    defaults: Defaults,
}

/// Look at a pasted sheet
///
/// Nothing is kept: the answer says what each column was taken for, and of each line the row or the reasons why not.
#[utoipa::path(post, path = "/api/v1/desk/register/preview", operation_id = "preview_register", tag = "registers", request_body = Pasted, responses((status = 200, body = Preview)), security(("bearer" = [])))]
#[post("/api/v1/desk/register/preview")]
async fn preview(caller: Caller, body: Body<Pasted>) -> Result<HttpResponse, Problem> {
    let Pasted { text, defaults } = body.value;
    if text.chars().count() > 1_000_000 {
        let fault = FieldError::new("/text", "too_long", "Tối đa 1.000.000 ký tự.", "At most 1,000,000 characters.");
        return Err(Problem::invalid(vec![fault]));
    }
    look(&caller, defaults, move || Ok(sheet::cells(&text))).await
}

async fn look(
    caller: &Caller,
    defaults: Defaults,
    cells: impl FnOnce() -> Result<Vec<Vec<String>>, Problem> + Send + 'static,
) -> Result<HttpResponse, Problem> {
    let reach = Reach::of(caller.site.read(), &caller.actor).await?;
    if reach.register.none() {
        return Err(Problem::forbidden(
            "Chỉ văn thư và Tổ Thư ký giữ sổ văn bản đi.",
            "Only records clerks and the Secretariat keep the register.",
        ));
    }
    let cells = tokio::task::spawn_blocking(cells).await.map_err(|_| Problem::new(Code::Internal))??;
    let today = to_vn(caller.site.clock.now()).date_naive();
    Ok(Reply::ok(&intake::preview(caller.site.read(), &reach, &cells, &defaults, today).await?)?.send())
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct FileQuery {
    /// The unit that owes what the file does not say.
    unit_id: Uuid,
    #[param(min_length = 1, max_length = 300, example = "UBND phường Thành Đông")]
    issuer: String,
    relation: IssuerRelation,
}

/// Look at a file from a spreadsheet program
///
/// The body is the file: XLSX, or CSV in UTF-8, at most 5 MB. Nothing is kept.
#[utoipa::path(
    post, path = "/api/v1/desk/register/preview-file", operation_id = "preview_register_file", tag = "registers", params(FileQuery),
    request_body(content((Vec<u8> = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (Vec<u8> = "application/octet-stream"))),
    responses((status = 200, body = Preview)), security(("bearer" = []))
)]
#[post("/api/v1/desk/register/preview-file")]
async fn preview_file(caller: Caller, query: Query<FileQuery>, body: web::Payload) -> Result<HttpResponse, Problem> {
    let Query(FileQuery { unit_id, issuer, relation }) = query;
    let bytes = body.to_bytes_limited(workbook::FILE_MAX).await;
    let bytes = bytes.map_err(|_| Problem::new(Code::TooLarge).detail("Tệp tối đa 5 MB.", "A file has at most 5 MB."))?;
    let bytes = bytes.map_err(|_| Problem::new(Code::Malformed))?;
    look(&caller, Defaults { unit_id, issuer, relation }, move || workbook::open(bytes.to_vec())).await
}

/// Rows as the preview gave them, or mended since.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RegisterRows)]
struct Rows {
    #[schema(min_items = 1, max_items = 500)]
    rows: Vec<WrittenDocument>,
}

/// Keep rows of a sheet
///
/// The good ones are kept; what stands already is skipped, and what is refused is told with its reasons.
#[utoipa::path(post, path = "/api/v1/desk/register/keep", operation_id = "keep_register", tag = "registers", params(("Idempotency-Key" = Option<String>, Header)), request_body = Rows, responses((status = 200, body = Kept)), security(("bearer" = [])))]
#[post("/api/v1/desk/register/keep")]
async fn keep(caller: Caller, body: Body<Rows>) -> Result<HttpResponse, Problem> {
    if !(1..=intake::ROWS_MAX).contains(&body.rows.len()) {
        let fault = FieldError::new("/rows", "length", "Mỗi lần từ 1 đến 500 dòng.", "1 to 500 rows at a time.");
        return Err(Problem::invalid(vec![fault]));
    }
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let kept = intake::keep(&mut work, &body.rows).await?;
    let reply = Reply::ok(&kept)?;
    // Nothing kept is nothing that happened.
    if kept.kept.is_empty() { Ok(reply.send()) } else { reply.after(work).await }
}

/// A row with its history
#[utoipa::path(get, path = "/api/v1/desk/register/{id}", operation_id = "read_register_row", tag = "registers", params(("id" = Uuid, Path)), responses((status = 200, body = DocumentDetail)), security(("bearer" = [])))]
#[get("/api/v1/desk/register/{id}")]
async fn one(caller: Caller, id: Path<Uuid>) -> Result<HttpResponse, Problem> {
    let view = asking(&caller).await?.document(*id).await?;
    let version = view.row.duty.version;
    Ok(Reply::ok(&view)?.version(version).send())
}

/// Correct a row
///
/// What it said before is kept in its history. What is owed and not published is counted again.
#[utoipa::path(put, path = "/api/v1/desk/register/{id}", operation_id = "correct_register_row", tag = "registers", params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = WrittenDocument, responses((status = 200, body = DocumentDetail)), security(("bearer" = [])))]
#[put("/api/v1/desk/register/{id}")]
async fn correct(caller: Caller, id: Path<Uuid>, seen: IfMatch, body: Body<WrittenDocument>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    documents::correct(&mut work, *id, seen, &body.value).await?;
    let view = Asking::new(work.db(), &caller.actor, work.now).await?.document(*id).await?;
    let version = view.row.duty.version;
    Reply::ok(&view)?.version(version).after(work).await
}
