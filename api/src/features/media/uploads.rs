//! Uploads that go on where a bad line broke off: the core of the tus protocol 1.0 (<https://tus.io/protocols/resumable-upload>).
//!
//! The pieces lie in `uploads/{id}` of the data folder; the row says how many bytes are safe. When the last byte is there the
//! file goes through the workshop like any other upload, and `media_id` says what became of it.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::Duration;

use actix_web::web::{Path, Payload};
use actix_web::{HttpRequest, HttpResponse, delete, get, patch, post};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use futures::StreamExt;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};
use serde::Serialize;
use tokio::io::{AsyncSeekExt, AsyncWriteExt};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{actions, files, limits, prepare};
use crate::access::Permission;
use crate::http::{Code, FieldError, Problem, Sender};
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::ids;
use crate::kernel::words::MediaKind;
use crate::store::entities::upload;
use crate::store::{Fault, Site, Upkeep, Work};

/// An upload that is not finished by then is forgotten.
const KEPT: TimeDelta = TimeDelta::hours(24);
/// Begun and unfinished or fresh uploads of one person: two stories of twenty pictures, and room to try again.
const MOST: u64 = 60;
/// A sender that is silent for so long has lost the line; what arrived is kept.
const SILENCE: Duration = Duration::from_secs(30);
/// So many bytes are counted as safe at once: a broken line costs no more.
const STEP: i64 = 256 * 1024;
const TUS: (&str, &str) = ("Tus-Resumable", "1.0.0");

/// Two pieces of one file must not be written at once. A process serves one piece of an upload at a time; between nodes the
/// offset in the row decides.
static WRITING: LazyLock<Mutex<HashSet<Uuid>>> = LazyLock::new(Mutex::default);

struct Hold(Uuid);

impl Hold {
    fn take(id: Uuid) -> Result<Self, Problem> {
        if WRITING.lock().unwrap_or_else(PoisonError::into_inner).insert(id) {
            return Ok(Self(id));
        }
        Err(Problem::new(Code::Conflict).detail("Tệp này đang được gửi từ nơi khác.", "This file is being sent from elsewhere."))
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        WRITING.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.0);
    }
}

/// How far an upload has come.
#[derive(Debug, Serialize, ToSchema)]
pub struct Upload {
    pub id: Uuid,
    /// Bytes that are safe: go on from here.
    #[schema(example = 1_048_576)]
    pub offset: i64,
    #[schema(example = 3_145_728)]
    pub length: i64,
    /// The picture, once the file is whole and taken in.
    #[schema(required)]
    pub media_id: Option<Uuid>,
    pub expires_at: String,
}

fn answer(mut response: actix_web::HttpResponseBuilder, row: &upload::Model) -> HttpResponse {
    response.insert_header(TUS).insert_header(("Cache-Control", "no-store"));
    response.insert_header(("Upload-Offset", row.received.to_string())).insert_header(("Upload-Length", row.length.to_string()));
    if let Some(media) = row.media_id {
        response.insert_header(("Upload-Media", media.to_string()));
    }
    let view =
        Upload { id: row.id, offset: row.received, length: row.length, media_id: row.media_id, expires_at: rfc3339_vn(row.expires_at) };
    response.json(view)
}

fn header<'a>(request: &'a HttpRequest, name: &str) -> Option<&'a str> {
    request.headers().get(name).and_then(|h| h.to_str().ok())
}

fn bad(pointer: &str, vi: &str, en: &str) -> Problem {
    Problem::invalid(vec![FieldError::new(pointer, "malformed_header", vi, en)])
}

/// `filename` of `Upload-Metadata`: pairs of a key and base 64, separated by commas.
fn filename(request: &HttpRequest) -> Result<String, Problem> {
    for pair in header(request, "upload-metadata").unwrap_or_default().split(',') {
        if let Some(value) = pair.trim().strip_prefix("filename ") {
            let name = STANDARD.decode(value.trim()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
            return name
                .filter(|n| n.len() <= 1000)
                .ok_or_else(|| bad("/headers/Upload-Metadata", "Upload-Metadata không đọc được.", "Upload-Metadata cannot be read."));
        }
    }
    Ok(String::new())
}

fn path(site: &Site, id: Uuid) -> PathBuf {
    site.settings.data_dir.join("uploads").join(id.simple().to_string())
}

async fn own(site: &Site, user: Uuid, id: Uuid) -> Result<upload::Model, Problem> {
    let found = upload::Entity::find_by_id(id).filter(upload::Column::UserId.eq(user)).one(site.read()).await?;
    found.filter(|row| row.expires_at > site.clock.now()).ok_or_else(Problem::not_found)
}

/// Begin an upload that can be resumed
///
/// tus 1.0: `Upload-Length` in bytes (as the portal is set up: 20 MB for a picture, 50 for a document, 500 for a video, 100 for a recording; pictures only by a quick-send link), `Upload-Metadata: filename <base64>`. Then send pieces by PATCH.
#[utoipa::path(
    post, path = "/api/v1/uploads", operation_id = "begin_upload", tag = "media",
    params(
        ("Upload-Length" = u64, Header, description = "Bytes of the whole file", minimum = 1, example = 3145728),
        ("Upload-Metadata" = Option<String>, Header, description = "`filename` and its base 64", max_length = 2000, example = "filename YW5oLmpwZw=="),
        ("X-Quick-Send" = Option<String>, Header, description = "Instead of signing in: the secret of a quick-send link", max_length = 100),
    ),
    responses((status = 201, description = "Begun", body = Upload, headers(
        ("Location" = String, description = "Where the pieces go"), ("Upload-Offset" = u64, description = "0"),
    ))),
    security(("bearer" = []), ()),
)]
#[post("/api/v1/uploads")]
pub async fn begin(sender: Sender, request: HttpRequest) -> Result<HttpResponse, Problem> {
    if !sender.actor.may(Permission::MediaWrite) {
        return Err(Problem::forbidden("Vai trò của bạn không gửi được ảnh.", "None of your roles may send pictures."));
    }
    let length = header(&request, "upload-length").and_then(|h| h.parse::<u64>().ok()).filter(|n| *n > 0);
    let length = length.ok_or_else(|| bad("/headers/Upload-Length", "Cần Upload-Length.", "Upload-Length is needed."))?;
    // A quick-send link carries pictures only.
    if sender.link.is_some() && length > prepare::MAX_BYTES {
        return Err(prepare::too_large());
    }
    if length > limits::most_of_all(&sender.site.settings) {
        return Err(limits::too_large(&sender.site.settings, MediaKind::Video));
    }
    let filename = filename(&request)?;
    let (site, now) = (&sender.site, sender.site.clock.now());
    let open = upload::Entity::find().filter(upload::Column::UserId.eq(sender.user)).filter(upload::Column::ExpiresAt.gt(now));
    if open.filter(upload::Column::MediaId.is_null()).count(site.read()).await? >= MOST {
        return Err(Problem::new(Code::TooManyAttempts).detail("Quá nhiều tệp đang gửi dở.", "Too many files are on their way."));
    }
    let row = upload::Model {
        id: ids::new_id(now),
        user_id: sender.user,
        filename,
        length: i64::try_from(length).unwrap_or(i64::MAX),
        received: 0,
        media_id: None,
        created_at: now,
        expires_at: now + KEPT,
    };
    let file = path(site, row.id);
    tokio::fs::create_dir_all(file.parent().unwrap_or(&file)).await.map_err(Fault::from)?;
    tokio::fs::File::create(&file).await.map_err(Fault::from)?;
    let upkeep = Upkeep::begin(site).await?;
    upkeep.insert(sea_orm::IntoActiveModel::into_active_model(row.clone())).await?;
    upkeep.commit().await?;
    let mut response = HttpResponse::Created();
    response.insert_header(("Location", format!("/api/v1/uploads/{}", row.id)));
    Ok(answer(response, &row))
}

/// How far an upload has come
///
/// HEAD answers the same in headers, as tus 1.0 asks.
#[utoipa::path(
    get, path = "/api/v1/uploads/{id}", operation_id = "read_upload", tag = "media",
    params(("id" = Uuid, Path), ("X-Quick-Send" = Option<String>, Header, max_length = 100)),
    responses((status = 200, description = "So far", body = Upload, headers(
        ("Upload-Offset" = u64, description = "Go on from here"), ("Upload-Length" = u64, description = "Of the whole file"),
    ))),
    security(("bearer" = []), ()),
)]
#[get("/api/v1/uploads/{id}")]
pub async fn read(sender: Sender, id: Path<Uuid>) -> Result<HttpResponse, Problem> {
    let row = own(&sender.site, sender.user, *id).await?;
    Ok(answer(HttpResponse::Ok(), &row))
}

/// Send a piece of an upload
///
/// What arrived before the line broke is kept: ask how far it came and go on. With the last piece the picture is taken in; `Upload-Media` names it.
#[utoipa::path(
    patch, path = "/api/v1/uploads/{id}", operation_id = "continue_upload", tag = "media",
    params(
        ("id" = Uuid, Path),
        ("Upload-Offset" = u64, Header, description = "Where this piece begins; another place than the server's is 409", example = 0),
        ("X-Quick-Send" = Option<String>, Header, max_length = 100),
    ),
    request_body(content((Vec<u8> = "application/offset+octet-stream")), description = "The piece"),
    responses((status = 200, description = "Kept", body = Upload, headers(
        ("Upload-Offset" = u64, description = "Go on from here"), ("Upload-Media" = String, description = "The picture, when the file is whole"),
    ))),
    security(("bearer" = []), ()),
)]
#[patch("/api/v1/uploads/{id}")]
pub async fn resume(sender: Sender, id: Path<Uuid>, request: HttpRequest, body: Payload) -> Result<HttpResponse, Problem> {
    let fits = header(&request, "content-type").is_some_and(|t| t.trim().eq_ignore_ascii_case("application/offset+octet-stream"));
    if !fits {
        let (vi, en) = ("Hãy gửi application/offset+octet-stream.", "Send application/offset+octet-stream.");
        return Err(Problem::new(Code::UnsupportedMediaType).detail(vi, en));
    }
    let offset = header(&request, "upload-offset").and_then(|h| h.parse::<i64>().ok());
    let offset = offset.ok_or_else(|| bad("/headers/Upload-Offset", "Cần Upload-Offset.", "Upload-Offset is needed."))?;
    let _hold = Hold::take(*id)?;
    let mut row = own(&sender.site, sender.user, *id).await?;
    if offset != row.received {
        let (vi, en) = (format!("Máy chủ đã có {} byte.", row.received), format!("The server has {} bytes.", row.received));
        return Err(Problem::new(Code::Conflict).detail(vi, en));
    }
    if row.media_id.is_some() {
        return Ok(answer(HttpResponse::Ok(), &row));
    }
    write(&sender.site, &mut row, body).await?;
    if row.received == row.length {
        row.media_id = Some(take_in(&sender, &row).await?);
    }
    Ok(answer(HttpResponse::Ok(), &row))
}

/// Appends what comes. What arrived before a line breaks is safe step by step: the server may never hear that it broke.
async fn write(site: &Site, row: &mut upload::Model, mut body: Payload) -> Result<(), Problem> {
    let mut file = tokio::fs::OpenOptions::new().write(true).open(path(site, row.id)).await.map_err(Fault::from)?;
    // What a crash left behind the last safe byte is written over.
    file.seek(std::io::SeekFrom::Start(u64::try_from(row.received).unwrap_or(0))).await.map_err(Fault::from)?;
    let mut safe = row.received;
    let broken = loop {
        let chunk = match tokio::time::timeout(SILENCE, body.next()).await {
            Ok(None) => break None,
            Ok(Some(Ok(chunk))) => chunk,
            Ok(Some(Err(_))) | Err(_) => {
                let (vi, en) = ("Đường truyền bị đứt; phần đã gửi được giữ lại.", "The line broke; what arrived is kept.");
                break Some(Problem::new(Code::Malformed).detail(vi, en));
            }
        };
        let after = row.received + i64::try_from(chunk.len()).unwrap_or(i64::MAX);
        if after > row.length {
            let (vi, en) = ("Nhiều byte hơn đã báo.", "More bytes than announced.");
            break Some(Problem::new(Code::TooLarge).detail(vi, en));
        }
        file.write_all(&chunk).await.map_err(Fault::from)?;
        row.received = after;
        if after - safe >= STEP {
            make_safe(site, &file, row).await?;
            safe = after;
        }
    };
    make_safe(site, &file, row).await?;
    broken.map_or(Ok(()), Err)
}

async fn make_safe(site: &Site, file: &tokio::fs::File, row: &upload::Model) -> Result<(), Problem> {
    file.sync_data().await.map_err(Fault::from)?;
    let upkeep = Upkeep::begin(site).await?;
    let kept = upload::Entity::update_many().col_expr(upload::Column::Received, Expr::value(row.received));
    upkeep.update(kept.filter(upload::Column::Id.eq(row.id))).await?;
    Ok(upkeep.commit().await?)
}

/// The whole file becomes a medium of the sender's unit. What cannot be taken is forgotten at once and says why.
async fn take_in(sender: &Sender, row: &upload::Model) -> Result<Uuid, Problem> {
    let site = &sender.site;
    let unit_id = sender
        .actor
        .unit
        .or_else(|| sender.actor.units().into_iter().next())
        .ok_or_else(|| Problem::forbidden("Tài khoản của bạn chưa thuộc đơn vị nào.", "Your account belongs to no unit yet."))?;
    let file = path(site, row.id);
    let open = std::fs::File::open(&file).map_err(Fault::from)?;
    let prepared = match files::take(site, open).await {
        Ok(prepared) => prepared,
        // The scanner is away: the file waits here, and the last (empty) piece sent again tries anew.
        Err(problem) if problem.code == Code::Unavailable => return Err(problem),
        Err(problem) => {
            forget(site, row.id).await?;
            return Err(problem);
        }
    };
    if sender.link.is_some() && prepared.kind != MediaKind::Picture {
        forget(site, row.id).await?;
        return Err(prepare::not_a_picture());
    }
    let mut work = Work::begin(site, crate::store::Call { key: None, ..sender.call("") }).await?;
    let new = actions::NewMedia {
        filename: row.filename.clone(),
        alt: None,
        caption: None,
        rights_owner: None,
        rights_licence: None,
        rights_permission: None,
        unit_id,
        created_by: sender.user,
        derived_from: None,
    };
    let media = actions::add(&mut work, prepared, new).await?;
    upload::Entity::update_many()
        .set(upload::ActiveModel { media_id: Set(Some(media.id)), ..Default::default() })
        .filter(upload::Column::Id.eq(row.id))
        .exec(work.db())
        .await?;
    work.commit().await?;
    let _ = tokio::fs::remove_file(&file).await;
    Ok(media.id)
}

/// Give an upload up
#[utoipa::path(
    delete, path = "/api/v1/uploads/{id}", operation_id = "end_upload", tag = "media",
    params(("id" = Uuid, Path), ("X-Quick-Send" = Option<String>, Header, max_length = 100)),
    responses((status = 204, description = "Forgotten; a picture that was taken in stays")), security(("bearer" = []), ()),
)]
#[delete("/api/v1/uploads/{id}")]
pub async fn end(sender: Sender, id: Path<Uuid>) -> Result<HttpResponse, Problem> {
    let _hold = Hold::take(*id)?;
    let row = own(&sender.site, sender.user, *id).await?;
    forget(&sender.site, row.id).await?;
    Ok(HttpResponse::NoContent().insert_header(TUS).finish())
}

async fn forget(site: &Site, id: Uuid) -> Result<(), Problem> {
    let upkeep = Upkeep::begin(site).await?;
    upkeep.delete(upload::Entity::delete_many().filter(upload::Column::Id.eq(id))).await?;
    upkeep.commit().await?;
    let _ = tokio::fs::remove_file(path(site, id)).await;
    Ok(())
}

/// Uploads past their time, with their pieces. Returns how many.
pub async fn forget_old(site: &Site) -> Result<u64, Problem> {
    let old = upload::Entity::find().filter(upload::Column::ExpiresAt.lt(site.clock.now())).all(site.read()).await?;
    for row in &old {
        forget(site, row.id).await?;
    }
    Ok(old.len() as u64)
}
