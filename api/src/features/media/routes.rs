//! The desk's pictures over HTTP.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, get, patch, post, web};
use uuid::Uuid;

use super::views::{ListQuery, MediaPatch, MediaView, RenditionName, UploadQuery};
use super::{actions, files, incoming, policy, prepare, queries};
use crate::access::Permission;
use crate::http::{Body, Caller, IfMatch, Page, PageRequest, Problem, Query, Reply, files as serve};
use crate::kernel::words::MediaKind;
use crate::store::cache::PublicFile;
use crate::store::{Fault, Work};

/// Upload a picture or an attachment
///
/// The body is the file itself, at most 20 MB; larger ones come in pieces (`POST /uploads`). What it is, the bytes say: a picture (JPEG, PNG,
/// WebP, GIF, HEIC; 50 million pixels), a document (PDF, DOCX, XLSX, ODT, ODS, CSV, TXT), video (MP4, WebM) or audio (MP3, M4A, OGG, WAV). It
/// belongs to the caller's unit.
#[utoipa::path(
    post, path = "/api/v1/desk/media", operation_id = "upload_media", tag = "media",
    params(UploadQuery, ("Idempotency-Key" = Option<String>, Header)),
    request_body(content(
        (Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"), (Vec<u8> = "image/webp"), (Vec<u8> = "image/gif"), (Vec<u8> = "image/heic"), (Vec<u8> = "application/pdf"),
        (Vec<u8> = "application/octet-stream"),
    ), description = "The file"),
    responses((status = 201, description = "Taken in", body = MediaView, headers(
        ("Location" = String, description = "Its address"), ("ETag" = String, description = "Its version"),
    ))),
    security(("bearer" = [])),
)]
#[post("/api/v1/desk/media")]
pub async fn upload(caller: Caller, query: Query<UploadQuery>, request: HttpRequest, body: web::Payload) -> Result<HttpResponse, Problem> {
    caller.need(Permission::MediaWrite)?;
    let unit_id = caller
        .actor
        .unit
        .or_else(|| caller.actor.units().into_iter().next())
        .ok_or_else(|| Problem::forbidden("Tài khoản của bạn chưa thuộc đơn vị nào.", "Your account belongs to no unit yet."))?;
    let file = incoming::receive(&caller.site, &request, body).await?;
    let prepared = files::take(&caller.site, file).await?;
    let print = prepare::fingerprint(&format!("{} {}", request.method(), request.uri()), &prepared);
    let new = actions::NewMedia {
        filename: query.filename.clone().unwrap_or_default(),
        alt: None,
        caption: None,
        rights_owner: None,
        rights_licence: None,
        rights_permission: None,
        unit_id,
        created_by: caller.user,
        derived_from: None,
    };
    let mut work = Work::begin(&caller.site, caller.call(&print)).await?;
    let row = actions::add(&mut work, prepared, new).await?;
    let location = format!("/api/v1/desk/media/{}", row.id);
    Reply::created(&MediaView::of(&row)?, location)?.version(row.version).after(work).await
}

/// The pictures you may see
///
/// Newest first: those of your units, and those of items you may see.
#[utoipa::path(
    get, path = "/api/v1/desk/media", operation_id = "list_media", tag = "media",
    params(ListQuery),
    responses((status = 200, description = "A page of pictures", body = Page<MediaView>)),
    security(("bearer" = [])),
)]
#[get("/api/v1/desk/media")]
pub async fn list(caller: Caller, query: Query<ListQuery>) -> Result<HttpResponse, Problem> {
    if !policy::sees_some(&caller.actor) {
        caller.need(Permission::MediaWrite)?;
    }
    let page = PageRequest { limit: query.limit, cursor: query.cursor.clone() };
    let (rows, next_cursor) = queries::list(caller.site.read(), &caller.actor, &page).await?;
    let data = rows.iter().map(MediaView::of).collect::<Result<Vec<_>, _>>()?;
    Ok(Reply::ok(&Page { data, next_cursor })?.send())
}

/// One picture
#[utoipa::path(
    get, path = "/api/v1/desk/media/{id}", operation_id = "get_desk_media", tag = "media",
    params(("id" = Uuid, Path, description = "The picture")),
    responses((status = 200, description = "The picture", body = MediaView, headers(("ETag" = String, description = "Its version")))),
    security(("bearer" = [])),
)]
#[get("/api/v1/desk/media/{id}")]
pub async fn one(caller: Caller, id: web::Path<Uuid>) -> Result<HttpResponse, Problem> {
    let row = queries::find(caller.site.read(), &caller.actor, *id).await?;
    Ok(Reply::ok(&MediaView::of(&row)?)?.version(row.version).send())
}

/// Describe a picture
///
/// What is left out stays, `null` clears. Its unit and the Secretariat may.
#[utoipa::path(
    patch, path = "/api/v1/desk/media/{id}", operation_id = "describe_media", tag = "media",
    params(("id" = Uuid, Path, description = "The picture"), ("If-Match" = String, Header, description = "The ETag you read", example = "\"v1\"")),
    request_body = MediaPatch,
    responses((status = 200, description = "As it is now", body = MediaView, headers(("ETag" = String, description = "Its version")))),
    security(("bearer" = [])),
)]
#[patch("/api/v1/desk/media/{id}")]
pub async fn describe(caller: Caller, id: web::Path<Uuid>, seen: IfMatch, patch: Body<MediaPatch>) -> Result<HttpResponse, Problem> {
    let call = caller.call(&patch.fingerprint);
    let mut patch = patch.value;
    let captions = match patch.captions.take() {
        None => None,
        Some(None) => Some(None),
        // Written before the work begins: files are stored outside of it.
        Some(Some(text)) => Some(Some(files::keep_captions(&caller.site, text).await?)),
    };
    let mut work = Work::begin(&caller.site, call).await?;
    let (row, changed) = actions::describe(&mut work, *id, seen, patch, captions).await?;
    let reply = Reply::ok(&MediaView::of(&row)?)?.version(row.version);
    if changed { reply.after(work).await } else { Ok(reply.send()) }
}

/// The file of an attachment as it came, for the desk
///
/// Byte for byte; ranges are answered. Pictures have renditions instead.
#[utoipa::path(
    get, path = "/api/v1/desk/media/{id}/file", operation_id = "get_desk_media_file", tag = "media",
    params(("id" = Uuid, Path, description = "The attachment")),
    responses(
        (status = 200, description = "The file", content_type = "application/octet-stream", headers(("ETag" = String, description = "Strong"))),
        (status = 206, description = "The range that was asked for", content_type = "application/octet-stream", headers(("Content-Range" = String))),
        (status = 304, description = "Unchanged since the ETag in If-None-Match"),
        (status = 416, description = "The file has no such range")),
    security(("bearer" = [])),
)]
#[get("/api/v1/desk/media/{id}/file")]
pub async fn whole_file(caller: Caller, id: web::Path<Uuid>, request: HttpRequest) -> Result<HttpResponse, Problem> {
    let row = queries::find(caller.site.read(), &caller.actor, *id).await?;
    if row.kind == MediaKind::Picture {
        return Err(Problem::not_found());
    }
    let length = u64::try_from(row.bytes).unwrap_or(0);
    let file = PublicFile { hash: row.blob_hash, media_type: row.media_type, bytes: length, filename: Some(row.filename), webp: None };
    let mut response = serve::send(&request, &caller.site, &file).await?;
    response.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("private, no-store"));
    response.headers_mut().remove(header::ACCESS_CONTROL_ALLOW_ORIGIN);
    Ok(response)
}

/// The bytes of a rendition, for the desk
#[utoipa::path(
    get, path = "/api/v1/desk/media/{id}/{rendition}", operation_id = "get_desk_media_bytes", tag = "media",
    params(
        ("id" = Uuid, Path, description = "The picture"),
        ("rendition" = inline(RenditionName), Path, description = "Which copy"),
    ),
    responses((status = 200, description = "The picture", content(
        (Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"),
    ))),
    security(("bearer" = [])),
)]
#[get("/api/v1/desk/media/{id}/{rendition}")]
pub async fn bytes(caller: Caller, path: web::Path<(Uuid, RenditionName)>) -> Result<HttpResponse, Problem> {
    let (id, name) = path.into_inner();
    let row = queries::find(caller.site.read(), &caller.actor, id).await?;
    let found = queries::renditions(&row)?.into_iter().find(|r| r.name == name.word());
    let rendition = found.ok_or_else(Problem::not_found)?;
    let blobs = caller.site.blobs.clone();
    let read = tokio::task::spawn_blocking(move || blobs.get(&rendition.hash)).await;
    let bytes = read.map_err(|e| Fault::Defect(e.to_string()))??;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, rendition.media_type))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
        .body(bytes))
}
