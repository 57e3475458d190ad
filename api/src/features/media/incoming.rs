//! An upload on its way in: counted while it comes, cut off at the limit, kept in a file without a name. Memory stays
//! flat however many arrive, and a crash leaves nothing behind.

use std::fs::{File, OpenOptions};
use std::time::Duration;

use actix_web::HttpRequest;
use actix_web::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use actix_web::web;
use futures::StreamExt;
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

use super::prepare::MAX_BYTES;
use crate::http::{Code, Problem};
use crate::store::{Fault, Site};

/// A sender that is silent for so long is gone.
const SILENCE: Duration = Duration::from_secs(30);

/// Takes the whole body in.
///
/// # Errors
/// 415 when another media type is announced, 413 as soon as the limit is passed, 400 when the body breaks off.
pub async fn receive(site: &Site, request: &HttpRequest, mut body: web::Payload) -> Result<File, Problem> {
    announced(request)?;
    let mut file = tokio::fs::File::from_std(nameless(site)?);
    let mut taken: u64 = 0;
    loop {
        let next = tokio::time::timeout(SILENCE, body.next()).await;
        let Some(chunk) = next.map_err(|_| broken_off())? else { break };
        let chunk = chunk.map_err(|_| broken_off())?;
        taken += chunk.len() as u64;
        if taken > MAX_BYTES {
            return Err(too_large());
        }
        file.write_all(&chunk).await.map_err(Fault::from)?;
    }
    file.flush().await.map_err(Fault::from)?;
    Ok(file.into_std().await)
}

/// What the headers promise: refused before the first byte is read.
fn announced(request: &HttpRequest) -> Result<(), Problem> {
    let header = |name| request.headers().get(name).and_then(|h| h.to_str().ok());
    let length = header(CONTENT_LENGTH).and_then(|h| h.parse::<u64>().ok());
    if length.is_some_and(|n| n > MAX_BYTES) {
        return Err(too_large());
    }
    let essence = header(CONTENT_TYPE).and_then(|h| h.split(';').next()).unwrap_or_default().trim().to_ascii_lowercase();
    // Which of them it really is, the bytes say: phones and browsers name types by the file's ending.
    let pictures = ["image/jpeg", "image/jpg", "image/png", "image/webp", "image/gif", "image/heic", "image/heif"];
    let documents = ["application/pdf", "text/csv", "text/plain"];
    let packages = ["application/vnd.openxmlformats-officedocument.", "application/vnd.oasis.opendocument.", "video/", "audio/"];
    let fits = ["", "application/octet-stream"].iter().chain(&pictures).chain(&documents).any(|t| *t == essence);
    if fits || packages.iter().any(|beginning| essence.starts_with(beginning)) {
        return Ok(());
    }
    Err(super::sniff::refused())
}

pub(super) fn nameless(site: &Site) -> Result<File, Fault> {
    let folder = site.settings.data_dir.join("incoming");
    std::fs::create_dir_all(&folder)?;
    let path = folder.join(Uuid::new_v4().simple().to_string());
    let file = OpenOptions::new().read(true).write(true).create_new(true).open(&path)?;
    // The open file lives on without its name, and goes when it is closed.
    std::fs::remove_file(&path)?;
    Ok(file)
}

/// Larger files come in pieces.
fn too_large() -> Problem {
    let (vi, en) =
        ("Gửi một lần tối đa 20 MB; tệp lớn hơn gửi từng phần (tus).", "At most 20 MB at once; send larger files in pieces (tus).");
    Problem::new(Code::TooLarge).detail(vi, en)
}

fn broken_off() -> Problem {
    Problem::new(Code::Malformed).detail("Tệp gửi lên bị đứt giữa chừng; hãy gửi lại.", "The upload broke off; send it again.")
}
