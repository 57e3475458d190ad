//! Letters at the desk: lists, one letter, its files, its history.

use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpResponse, get};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::features::questions::queries::{self, Asked};
use crate::features::questions::redaction::{self, LetterPublicationDraft};
use crate::features::questions::views::{LetterCounts, LetterEvent, LetterRow, LetterView, LikelyDuplicate};
use crate::features::questions::{duplicates, policy, private};
use crate::http::{Caller, Page, PageRequest, Problem, Query, Reply, Whole};
use crate::kernel::letters::{LetterKind, LetterState};
use crate::kernel::words::Field;
use crate::store::Fault;
use crate::store::entities::letter_file;
use crate::store::looks::{self, PersonalData};

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(count_letters).service(list_letters).service(read_letter).service(letter_history).service(letter_duplicates);
    cfg.service(letter_file_bytes).service(publication_draft);
}

/// Which inbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum LetterBox {
    /// To be classified and forwarded.
    Intake,
    /// With the units, not answered yet.
    Handling,
    /// Answers to be approved.
    ToApprove,
    /// Nothing is owed any more.
    Ended,
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct LetterListQuery {
    #[serde(rename = "box")]
    #[param(inline, rename = "box", example = "intake")]
    inbox: Option<LetterBox>,
    /// One state, instead of a box.
    #[param(example = "forwarded")]
    state: Option<LetterState>,
    kind: Option<LetterKind>,
    field: Option<Field>,
    unit: Option<Uuid>,
    /// Only what is overdue.
    #[param(example = false)]
    overdue: Option<bool>,
    /// Oldest first: what has waited longest.
    #[param(example = true)]
    oldest_first: Option<bool>,
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    cursor: Option<String>,
}

fn of_the_chain(caller: &Caller) -> Result<(), Problem> {
    if policy::is_of_the_chain(&caller.actor) {
        return Ok(());
    }
    Err(Problem::forbidden(
        "Thư của người dân chỉ người tiếp nhận và đơn vị được giao xử lý xem được.",
        "Citizens' letters are seen by intake and by the unit in charge only.",
    ))
}

async fn note(caller: &Caller, ids: &[Uuid]) -> Result<(), Problem> {
    Ok(looks::note(&caller.site, &caller.actor, &caller.request_id, PersonalData::Letter, ids).await?)
}

/// Letters, newest first
///
/// Those the caller may know of: all for intake, those of one's unit for who answers. Each that is shown leaves a line in the log of looks.
#[utoipa::path(get, path = "/api/v1/desk/questions", operation_id = "list_letters", tag = "letters", params(LetterListQuery),
    responses((status = 200, body = Page<LetterRow>)), security(("bearer" = [])))]
#[get("/api/v1/desk/questions")]
async fn list_letters(caller: Caller, query: Query<LetterListQuery>) -> Result<HttpResponse, Problem> {
    use LetterState::*;
    of_the_chain(&caller)?;
    let of_box = match query.inbox {
        None => vec![],
        Some(LetterBox::Intake) => vec![Received, Classified],
        Some(LetterBox::Handling) => vec![Forwarded, Answering, AnswerReview],
        Some(LetterBox::ToApprove) => vec![AnswerReview],
        Some(LetterBox::Ended) => vec![Answered, Closed, OutOfScope, Referred, Rejected, Merged],
    };
    let asked = Asked {
        states: query.state.map_or(of_box, |state| vec![state]),
        kind: query.kind,
        field: query.field,
        unit: query.unit,
        overdue: query.overdue.unwrap_or_default(),
        oldest_first: query.oldest_first.unwrap_or_default(),
    };
    let page = PageRequest { limit: query.limit, cursor: query.cursor.clone() };
    let (page, opened) = queries::list(&caller.site, &caller.actor, &asked, &page).await?;
    note(&caller, &opened).await?;
    Ok(Reply::ok(&page)?.send())
}

/// How many letters stand where
#[utoipa::path(get, path = "/api/v1/desk/questions/counts", operation_id = "count_letters", tag = "letters",
    responses((status = 200, body = LetterCounts)), security(("bearer" = [])))]
#[get("/api/v1/desk/questions/counts")]
async fn count_letters(caller: Caller) -> Result<HttpResponse, Problem> {
    of_the_chain(&caller)?;
    Ok(Reply::ok(&queries::counts(caller.site.read(), &caller.actor, caller.site.clock.now()).await?)?.send())
}

/// One letter, opened
///
/// The look is noted.
#[utoipa::path(get, path = "/api/v1/desk/questions/{id}", operation_id = "read_letter", tag = "letters", params(("id" = Uuid, Path)),
    responses((status = 200, body = LetterView)), security(("bearer" = [])))]
#[get("/api/v1/desk/questions/{id}")]
async fn read_letter(caller: Caller, id: Path<Uuid>) -> Result<HttpResponse, Problem> {
    let view = queries::view(caller.site.read(), &caller.site, &caller.actor, *id, caller.site.clock.now()).await?;
    note(&caller, &[*id]).await?;
    Ok(Reply::ok(&view)?.version(view.version).send())
}

/// What happened to a letter, newest first
#[utoipa::path(get, path = "/api/v1/desk/questions/{id}/history", operation_id = "letter_history", tag = "letters", params(("id" = Uuid, Path)),
    responses((status = 200, body = Whole<LetterEvent>)), security(("bearer" = [])))]
#[get("/api/v1/desk/questions/{id}/history")]
async fn letter_history(caller: Caller, id: Path<Uuid>) -> Result<HttpResponse, Problem> {
    let data = queries::history(caller.site.read(), &caller.actor, *id).await?;
    Ok(Reply::ok(&Whole { data })?.send())
}

/// Letters that say much the same
///
/// Compared in memory; the looks are noted.
#[utoipa::path(get, path = "/api/v1/desk/questions/{id}/duplicates", operation_id = "letter_duplicates", tag = "letters", params(("id" = Uuid, Path)),
    responses((status = 200, body = Whole<LikelyDuplicate>)), security(("bearer" = [])))]
#[get("/api/v1/desk/questions/{id}/duplicates")]
async fn letter_duplicates(caller: Caller, id: Path<Uuid>) -> Result<HttpResponse, Problem> {
    let data = duplicates::of(&caller.site, &caller.actor, *id).await?;
    note(&caller, &data.iter().map(|d| d.id).collect::<Vec<_>>()).await?;
    Ok(Reply::ok(&Whole { data })?.send())
}

/// A file of a letter
///
/// As an attachment, never shown inside the page; the look is noted.
#[utoipa::path(get, path = "/api/v1/desk/questions/{id}/files/{file}", operation_id = "read_letter_file", tag = "letters",
    params(("id" = Uuid, Path), ("file" = Uuid, Path)),
    responses((status = 200, description = "The bytes as they were sent", content((Vec<u8> = "application/octet-stream")))), security(("bearer" = [])))]
#[get("/api/v1/desk/questions/{id}/files/{file}")]
async fn letter_file_bytes(caller: Caller, path: Path<(Uuid, Uuid)>) -> Result<HttpResponse, Problem> {
    let (id, file) = path.into_inner();
    let db = caller.site.read();
    queries::find(db, &caller.actor, id).await?;
    let found = letter_file::Entity::find_by_id(file).filter(letter_file::Column::LetterId.eq(id)).one(db).await?;
    let row = found.ok_or_else(Problem::not_found)?;
    let opened = private::need(db, &caller.site, id).await?;
    let name = private::text(&opened.key, &private::file_name_column(file), &row.name)?;
    let (blobs, hash) = (caller.site.blobs.clone(), row.blob_hash.clone());
    let bytes = tokio::task::spawn_blocking(move || opened.key.open(&private::file_column(file), &blobs.get(&hash)?));
    let bytes = bytes.await.map_err(|e| Fault::Defect(e.to_string()))??;
    note(&caller, &[id]).await?;
    let coded = percent_encoding::utf8_percent_encode(&name, percent_encoding::NON_ALPHANUMERIC);
    Ok(HttpResponse::Ok()
        .content_type(row.media_type)
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{coded}")))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
        .body(bytes))
}

/// A redacted copy, proposed
///
/// What was found to be personal is left out and listed: a person looks at it before it goes before the board.
#[utoipa::path(get, path = "/api/v1/desk/questions/{id}/publication-draft", operation_id = "propose_publication", tag = "letters",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = LetterPublicationDraft), (status = 409, description = "Not answered yet")), security(("bearer" = [])))]
#[get("/api/v1/desk/questions/{id}/publication-draft")]
async fn publication_draft(caller: Caller, id: Path<Uuid>) -> Result<HttpResponse, Problem> {
    let draft = redaction::propose(&caller.site, &caller.actor, *id).await?;
    note(&caller, &[*id]).await?;
    Ok(Reply::ok(&draft)?.send())
}
