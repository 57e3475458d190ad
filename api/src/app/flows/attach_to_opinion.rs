//! A file beside a comment of the public: media makes it harmless, consultations keep it, sealed. It is read by the desk only.

use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, get, post, web};
use futures::StreamExt;
use sea_orm::EntityTrait;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::access::{Actor, Door};
use crate::features::consultations::{policy, sending};
use crate::features::media;
use crate::http::form::Form;
use crate::http::form_limits::{self, Asker};
use crate::http::manners::RequestId;
use crate::http::{Caller, Code, Problem, Query, Reply, SiteRef};
use crate::kernel::ids::new_id;
use crate::store::entities::{opinion, opinion_file};
use crate::store::looks::{self, PersonalData};
use crate::store::{Call, Work, private};

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(add_file).service(read_file);
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct FileQuery {
    /// What the sender calls it.
    #[param(min_length = 1, max_length = 200, example = "so-do.pdf")]
    filename: String,
}

/// How many files the comment has now.
#[derive(Serialize, ToSchema)]
struct FilesNow {
    files: i64,
}

/// Add a picture, a PDF or a DOCX file to one's comment, before it is dealt with: at most three, of 10 MB each
///
/// Of a picture only its pixels are kept. Nobody but the desk reads it.
#[utoipa::path(post, path = "/api/v1/consultation-comments/{code}/files", operation_id = "add_comment_file", tag = "public",
    params(("code" = String, Path, max_length = 40, example = "GY-7K2M-9QXA"), ("X-Sender-Secret" = Option<String>, Header, max_length = 100), FileQuery),
    request_body(content((Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"), (Vec<u8> = "application/pdf"), (Vec<u8> = "application/octet-stream")), description = "The file"),
    responses((status = 201, description = "Taken in", body = FilesNow), (status = 409, description = "Dealt with already, or three files are there"), (status = 429, description = "Too many from this address or in all, or too many wrong guesses")))]
#[post("/api/v1/consultation-comments/{code}/files")]
async fn add_file(
    request: HttpRequest,
    site: SiteRef,
    code: Path<String>,
    query: Query<FileQuery>,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    let row = sending::known(&request, &site, &code).await?;
    form_limits::take(&site, "opinion-file", Asker::of(&request))?;
    let mut form = Form::default();
    let name = form.line("/filename", &query.filename, 1, 200);
    form.done()?;
    let (bytes, media_type) = harmless(read(payload).await?).await?;
    let id = new_id(site.clock.now());
    let sealed = private::seal_bytes(&site, "opinion_file", id, &bytes)?;
    let blobs = site.blobs.clone();
    let stored = tokio::task::spawn_blocking(move || blobs.put(&sealed)).await;
    let blob = stored.map_err(|_| Problem::new(Code::Unavailable))??;
    let new = sending::NewFile {
        id,
        media_type: media_type.into(),
        bytes: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        sealed_name: private::seal(&site, "opinion_file name", id, &name)?,
        blob,
    };
    let call = Call::new(Actor::system(Door::Http), RequestId::of(&request));
    let mut work = Work::begin(&site, call).await?;
    let files = sending::add_file(&mut work, row.id, new).await?;
    Reply::json(201, &FilesNow { files })?.after(work).await
}

async fn read(mut payload: web::Payload) -> Result<Vec<u8>, Problem> {
    let mut bytes = vec![];
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Problem::new(Code::Malformed))?;
        if bytes.len() + chunk.len() > sending::FILE_BYTES {
            return Err(Problem::new(Code::TooLarge).detail("Mỗi tệp tối đa 10 MB.", "At most 10 MB a file."));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// What may be kept, told by its content and never by its name: pixels, a PDF as it is, a DOCX without macros.
async fn harmless(bytes: Vec<u8>) -> Result<(Vec<u8>, &'static str), Problem> {
    let has = |what: &[u8]| bytes.windows(what.len()).any(|w| w == what);
    if bytes.starts_with(b"%PDF-") {
        return Ok((bytes, "application/pdf"));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        let fine = has(b"word/document.xml") && !has(b"vbaProject.bin");
        let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        return if fine { Ok((bytes, kind)) } else { Err(refused()) };
    }
    media::harmless_picture(bytes).await.map_err(|problem| if problem.code == Code::UnsupportedMediaType { refused() } else { problem })
}

fn refused() -> Problem {
    Problem::new(Code::UnsupportedMediaType)
        .detail("Chỉ nhận ảnh, tệp PDF và DOCX không có macro.", "Pictures, PDF and DOCX without macros only.")
}

/// A file that came with a comment: given to be saved, never to be shown; every look is noted
#[utoipa::path(get, path = "/api/v1/desk/consultations/{id}/comments/{comment}/files/{file}", operation_id = "read_comment_file", tag = "consultations",
    params(("id" = Uuid, Path), ("comment" = Uuid, Path), ("file" = Uuid, Path)),
    responses((status = 200, description = "The file", content_type = "application/octet-stream", body = Vec<u8>)), security(("bearer" = [])))]
#[get("/api/v1/desk/consultations/{id}/comments/{comment}/files/{file}")]
async fn read_file(caller: Caller, path: Path<(Uuid, Uuid, Uuid)>) -> Result<HttpResponse, Problem> {
    let (id, comment, file) = path.into_inner();
    let db = caller.site.read();
    policy::find(db, &caller.actor, id).await?;
    opinion::Entity::find_by_id(comment).one(db).await?.filter(|row| row.consultation_id == id).ok_or_else(Problem::not_found)?;
    let found = opinion_file::Entity::find_by_id(file).one(db).await?.filter(|f| f.opinion_id == comment).ok_or_else(Problem::not_found)?;
    looks::note(&caller.site, &caller.actor, &caller.request_id, PersonalData::Opinion, &[comment]).await?;
    let (blobs, hash) = (caller.site.blobs.clone(), found.blob.clone());
    let read = tokio::task::spawn_blocking(move || blobs.get(&hash)).await;
    let sealed = read.map_err(|_| Problem::new(Code::Unavailable))??;
    let bytes = private::open_bytes(&caller.site, "opinion_file", found.id, &sealed)?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "application/octet-stream"))
        .insert_header((header::CONTENT_DISPOSITION, "attachment"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(bytes))
}
