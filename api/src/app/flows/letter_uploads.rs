//! A sender's file comes in piece by piece, sealed (questions), and is looked at like every upload when it is whole: for viruses
//! and for what it is (media). tus 1.0, opened by a token instead of an account.

use std::io::Write;
use std::time::Duration;

use actix_web::web::{Path, Payload};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, delete, get, patch, post};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures::StreamExt;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::features::media;
use crate::features::questions::uploads::{self, BYTES_MAX, Hold, LetterUpload, STEP, Sending};
use crate::http::form_limits::{self, Asker};
use crate::http::{Code, FieldError, Problem, SiteRef};
use crate::kernel::words::MediaKind;
use crate::store::{Fault, Site};

/// A sender that is silent for so long has lost the line; what arrived is kept.
const SILENCE: Duration = Duration::from_secs(30);
const TOKEN: &str = "x-upload-token";
const TUS: (&str, &str) = ("Tus-Resumable", "1.0.0");

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(begin).service(read).service(resume).service(end);
}

fn header<'a>(request: &'a HttpRequest, name: &str) -> Option<&'a str> {
    request.headers().get(name).and_then(|h| h.to_str().ok())
}

fn bad(pointer: &str, vi: &str, en: &str) -> Problem {
    Problem::invalid(vec![FieldError::new(pointer, "malformed_header", vi, en)])
}

fn answer(mut response: HttpResponseBuilder, view: &LetterUpload) -> HttpResponse {
    response.insert_header(TUS).insert_header(("Cache-Control", "no-store"));
    response.insert_header(("Upload-Offset", view.offset.to_string())).insert_header(("Upload-Length", view.length.to_string()));
    response.json(view)
}

async fn own(site: &Site, request: &HttpRequest, id: Uuid) -> Result<Sending, Problem> {
    uploads::open(site, id, header(request, TOKEN).unwrap_or_default()).await
}

fn filename(request: &HttpRequest) -> Result<String, Problem> {
    let unread = || bad("/headers/Upload-Metadata", "Upload-Metadata không đọc được.", "Upload-Metadata cannot be read.");
    for pair in header(request, "upload-metadata").unwrap_or_default().split(',') {
        if let Some(value) = pair.trim().strip_prefix("filename ") {
            let name = STANDARD.decode(value.trim()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
            return name.filter(|n| n.len() <= 1000).ok_or_else(unread);
        }
    }
    Ok(String::new())
}

/// Begin to send a file of a letter
///
/// tus 1.0: `Upload-Length` in bytes (at most 20 MB), `Upload-Metadata: filename <base64>`. The answer's `token` opens the upload, in `X-Upload-Token`; with it the finished file is named in the letter. Forgotten after 24 hours.
#[utoipa::path(post, path = "/api/v1/letter-uploads", operation_id = "begin_letter_upload", tag = "letters",
    params(
        ("Upload-Length" = u64, Header, description = "Bytes of the whole file", minimum = 1, maximum = 20971520, example = 3145728),
        ("Upload-Metadata" = Option<String>, Header, description = "`filename` and its base 64", max_length = 2000, example = "filename YW5oLmpwZw=="),
    ),
    responses((status = 201, description = "Begun", body = LetterUpload, headers(("Location" = String, description = "Where the pieces go"))),
        (status = 413, description = "Larger than 20 MB"), (status = 422, description = "A header is missing or cannot be read"),
        (status = 429, description = "Too many from this address, or in all"), (status = 507, description = "The server is out of space")))]
#[post("/api/v1/letter-uploads")]
async fn begin(site: SiteRef, request: HttpRequest) -> Result<HttpResponse, Problem> {
    let length = header(&request, "upload-length").and_then(|h| h.parse::<u64>().ok()).filter(|n| *n > 0);
    let length = length.ok_or_else(|| bad("/headers/Upload-Length", "Cần Upload-Length.", "Upload-Length is needed."))?;
    if length > BYTES_MAX {
        return Err(Problem::new(Code::TooLarge).detail("Mỗi tệp tối đa 20 MB.", "At most 20 MB a file."));
    }
    let name = filename(&request)?;
    form_limits::take(&site, "letter-upload", Asker::of(&request))?;
    let view = uploads::begin(&site, length, &name).await?;
    let mut response = HttpResponse::Created();
    response.insert_header(("Location", format!("/api/v1/letter-uploads/{}", view.id)));
    Ok(answer(response, &view))
}

/// How far a file of a letter has come
#[utoipa::path(get, path = "/api/v1/letter-uploads/{id}", operation_id = "read_letter_upload", tag = "letters",
    params(("id" = Uuid, Path), ("X-Upload-Token" = Option<String>, Header, max_length = 100)),
    responses((status = 200, description = "So far", body = LetterUpload)))]
#[get("/api/v1/letter-uploads/{id}")]
async fn read(site: SiteRef, request: HttpRequest, id: Path<Uuid>) -> Result<HttpResponse, Problem> {
    let sending = own(&site, &request, *id).await?;
    Ok(answer(HttpResponse::Ok(), &LetterUpload::of(&sending.row, None)))
}

/// Send a piece of a file of a letter
///
/// What arrived before the line broke is kept. With the last piece the file is looked at: `media_type` says what it is.
#[utoipa::path(patch, path = "/api/v1/letter-uploads/{id}", operation_id = "continue_letter_upload", tag = "letters",
    params(
        ("id" = Uuid, Path),
        ("Upload-Offset" = u64, Header, description = "Where this piece begins; another place than the server's is 409", example = 0),
        ("X-Upload-Token" = Option<String>, Header, max_length = 100),
    ),
    request_body(content((Vec<u8> = "application/offset+octet-stream")), description = "The piece"),
    responses((status = 200, description = "Kept", body = LetterUpload), (status = 409, description = "Another offset, or another piece under way"),
        (status = 507, description = "The server is out of space")))]
#[patch("/api/v1/letter-uploads/{id}")]
async fn resume(site: SiteRef, request: HttpRequest, id: Path<Uuid>, body: Payload) -> Result<HttpResponse, Problem> {
    let fits = header(&request, "content-type").is_some_and(|t| t.trim().eq_ignore_ascii_case("application/offset+octet-stream"));
    if !fits {
        let (vi, en) = ("Hãy gửi application/offset+octet-stream.", "Send application/offset+octet-stream.");
        return Err(Problem::new(Code::UnsupportedMediaType).detail(vi, en));
    }
    let offset = header(&request, "upload-offset").and_then(|h| h.parse::<i64>().ok());
    let offset = offset.ok_or_else(|| bad("/headers/Upload-Offset", "Cần Upload-Offset.", "Upload-Offset is needed."))?;
    let _hold = Hold::take(*id)?;
    let mut sending = own(&site, &request, *id).await?;
    if offset != sending.row.received {
        let n = sending.row.received;
        return Err(Problem::new(Code::Conflict).detail(format!("Máy chủ đã có {n} byte."), format!("The server has {n} bytes.")));
    }
    if sending.row.media_type.is_none() {
        take_pieces(&site, &mut sending, body).await?;
        if sending.row.received == sending.row.length {
            look_at(&site, &mut sending).await?;
        }
    }
    Ok(answer(HttpResponse::Ok(), &LetterUpload::of(&sending.row, None)))
}

async fn take_pieces(site: &Site, sending: &mut Sending, mut body: Payload) -> Result<(), Problem> {
    let mut waiting: Vec<u8> = Vec::with_capacity(STEP);
    let broken = loop {
        let chunk = match tokio::time::timeout(SILENCE, body.next()).await {
            Ok(None) => break None,
            Ok(Some(Ok(chunk))) => chunk,
            Ok(Some(Err(_))) | Err(_) => {
                let (vi, en) = ("Đường truyền bị đứt; phần đã gửi được giữ lại.", "The line broke; what arrived is kept.");
                break Some(Problem::new(Code::Malformed).detail(vi, en));
            }
        };
        let after = sending.row.received + i64::try_from(waiting.len() + chunk.len()).unwrap_or(i64::MAX);
        if after > sending.row.length {
            let (vi, en) = ("Nhiều byte hơn đã báo.", "More bytes than announced.");
            break Some(Problem::new(Code::TooLarge).detail(vi, en));
        }
        waiting.extend_from_slice(&chunk);
        if waiting.len() >= STEP {
            sending.append(site, &waiting).await?;
            waiting.clear();
        }
    };
    sending.append(site, &waiting).await?;
    broken.map_or(Ok(()), Err)
}

/// The whole file is looked through for viruses and told by its bytes. What cannot be taken is forgotten at once and says why.
async fn look_at(site: &Site, sending: &mut Sending) -> Result<(), Problem> {
    let bytes = sending.bytes(site).await?;
    match media::look_at(site, unnamed(site, bytes).await?).await {
        Ok((MediaKind::Picture, _)) => {
            let told = infer_picture(&sending.bytes(site).await?);
            sending.told(site, told).await
        }
        Ok((_, media_type)) => sending.told(site, media_type).await,
        // The scanner is away: the file waits, and the last (empty) piece sent again tries anew.
        Err(problem) if problem.code == Code::Unavailable => Err(problem),
        Err(problem) => {
            uploads::forget(site, sending.row.id).await?;
            Err(problem)
        }
    }
}

/// Which picture it is: the workshop calls all of them `image/*`.
fn infer_picture(bytes: &[u8]) -> &'static str {
    infer::get(bytes).map_or("image/jpeg", |kind| kind.mime_type())
}

/// A file without a name: nobody else can open it, and it is gone with its handle.
async fn unnamed(site: &Site, bytes: Vec<u8>) -> Result<std::fs::File, Problem> {
    let folder = site.settings.data_dir.join("uploads");
    let made = tokio::task::spawn_blocking(move || {
        let path = folder.join(format!(".look-{}", hex::encode(crate::store::secrets::random::<12>()?)));
        let mut options = std::fs::OpenOptions::new();
        options.read(true).write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&path)?;
        std::fs::remove_file(&path)?;
        file.write_all(&bytes)?;
        Ok::<_, Fault>(file)
    });
    Ok(made.await.map_err(|e| Fault::Defect(e.to_string()))??)
}

/// Give a file of a letter up
#[utoipa::path(delete, path = "/api/v1/letter-uploads/{id}", operation_id = "end_letter_upload", tag = "letters",
    params(("id" = Uuid, Path), ("X-Upload-Token" = Option<String>, Header, max_length = 100)),
    responses((status = 204, description = "Forgotten"), (status = 409, description = "A piece of it is under way")))]
#[delete("/api/v1/letter-uploads/{id}")]
async fn end(site: SiteRef, request: HttpRequest, id: Path<Uuid>) -> Result<HttpResponse, Problem> {
    let _hold = Hold::take(*id)?;
    let sending = own(&site, &request, *id).await?;
    uploads::forget(&site, sending.row.id).await?;
    Ok(HttpResponse::NoContent().insert_header(TUS).finish())
}
