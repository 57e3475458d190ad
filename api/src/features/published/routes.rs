//! The addresses of the public API.

use std::borrow::Cow;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, HttpResponse, get};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::list::{self, PublicationList};
use super::params::{Door, ListParams, ListQuery};
use super::queries;
use crate::http::public::{self, Outcome};
use crate::http::sites::site_of;
use crate::http::{FieldError, Problem, Query, files};
use crate::kernel::public::{PublicMedia, PublicationFull};
use crate::store::cache::Kept;

/// Reads the query string inside the handler, so that its refusal too is for every origin.
pub(in crate::features::published) async fn params<T: serde::de::DeserializeOwned + 'static>(request: &HttpRequest) -> Result<T, Problem> {
    Query::<T>::from_request(request, &mut Payload::None).await.map(|q| q.0)
}

/// Publications, newest first unless sorted otherwise; the ended ones are out.
#[utoipa::path(get, path = "/api/v1/publications", operation_id = "list_publications", tag = "public", params(ListParams),
    responses(
        (status = 200, description = "A page", body = PublicationList, headers(
            ("ETag" = String, description = "Strong, differs by content coding"),
            ("Link" = String, description = "rel=\"next\", where there is a next page"))),
        (status = 304, description = "Unchanged since the ETag in If-None-Match")))]
#[get("/api/v1/publications")]
pub async fn list_publications(request: HttpRequest) -> HttpResponse {
    // Asked in the very words of the key, the answer may be kept: then nothing needs reading. Keys with a place hold spaces,
    // which no address does.
    if let Some(kept) = public::kept(&request, &ListQuery::cache_key_of(Door::default(), request.query_string())) {
        return kept;
    }
    let query = params::<ListParams>(&request).await.and_then(|p| ListQuery::read(&p));
    let query = match query {
        Ok(query) => query,
        Err(problem) => return public::refuse(problem),
    };
    public::serve(&request, &query.cache_key(), async |site| Ok(Outcome::Ready(list::answer(site, &query).await?))).await
}

/// One publication by its id.
#[utoipa::path(get, path = "/api/v1/publications/{id}", operation_id = "get_publication", tag = "public",
    params(("id" = Uuid, Path, description = "The id, frozen", example = "0199a0c0-0000-7000-8000-000000000000")),
    responses(
        (status = 200, description = "The publication; an ended one that stays readable says so in status_note", body = PublicationFull, headers(
            ("ETag" = String, description = "Strong, differs by content coding"),
            ("Last-Modified" = String, description = "When it was last changed"))),
        (status = 301, description = "Another publication took its place", headers(("Location" = String, description = "That one"))),
        (status = 304, description = "Unchanged since the ETag in If-None-Match"),
        (status = 410, description = "Withdrawn: the problem tells reason and withdrawn_at")))]
#[get("/api/v1/publications/{id}")]
pub async fn get_publication(request: HttpRequest) -> HttpResponse {
    let Some(id) = read_id(&request) else {
        return public::refuse(Problem::not_found());
    };
    let mut key = [0u8; 4 + 36];
    key[..4].copy_from_slice(b"pub ");
    id.hyphenated().encode_lower(&mut key[4..]);
    let key = std::str::from_utf8(&key).unwrap_or_default();
    public::serve(&request, key, async |site| queries::answer_by_id(site, id).await).await
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PathParam {
    /// The path of a public page, as it stands in the address bar.
    #[param(min_length = 1, max_length = 300, example = "/tin-bai/phuong-thanh-dong-ra-quan-tong-ve-sinh-moi-truong-0f3k9q2w8x")]
    path: String,
}

/// One publication by the path of its page.
#[utoipa::path(get, path = "/api/v1/publications/by-path", operation_id = "get_publication_by_path", tag = "public", params(PathParam),
    responses(
        (status = 200, description = "The publication", body = PublicationFull, headers(
            ("ETag" = String, description = "Strong, differs by content coding"),
            ("Last-Modified" = String, description = "When it was last changed"))),
        (status = 301, description = "The path is an old one, or not written as it is kept", headers(("Location" = String, description = "The same question with the canonical path"))),
        (status = 404, description = "Nothing ever stood at this path"),
        (status = 304, description = "Unchanged since the ETag in If-None-Match"),
        (status = 410, description = "Withdrawn: the problem tells reason and withdrawn_at")))]
#[get("/api/v1/publications/by-path")]
pub async fn publication_by_path(request: HttpRequest) -> HttpResponse {
    // The usual question needs no decoding.
    let plain = request.query_string().strip_prefix("path=").filter(|p| !p.contains(['&', '%', '+', '=']));
    let path = match plain {
        Some(path) => Cow::Borrowed(path),
        None => match params::<PathParam>(&request).await {
            Ok(params) => Cow::Owned(params.path),
            Err(problem) => return public::refuse(problem),
        },
    };
    if path.is_empty() || path.chars().count() > 300 {
        return public::refuse(Problem::invalid(vec![FieldError::new(
            "/path",
            "out_of_range",
            "path dài từ 1 đến 300 ký tự.",
            "path must be 1 to 300 characters.",
        )]));
    }
    let mut key = String::with_capacity(path.len() + 5);
    key.push_str("path ");
    key.push_str(&path);
    public::serve(&request, &key, async |site| queries::answer_by_path(site, &path).await).await
}

/// A picture or attachment that some publication lets out: what it is, in which sizes.
#[utoipa::path(get, path = "/api/v1/media/{id}", operation_id = "get_public_media", tag = "public",
    params(("id" = Uuid, Path, example = "0199a0c0-0000-7000-8000-000000000000")),
    responses(
        (status = 200, description = "The picture or attachment", body = PublicMedia, headers(("ETag" = String, description = "Strong, differs by content coding"))),
        (status = 304, description = "Unchanged since the ETag in If-None-Match")))]
#[get("/api/v1/media/{id}")]
pub async fn get_media(request: HttpRequest) -> HttpResponse {
    let Some(id) = read_id(&request) else {
        return public::refuse(Problem::not_found());
    };
    public::serve(&request, &format!("media {id}"), async |site| queries::media(site, id).await).await
}

/// The bytes of a picture in one of its sizes, or of an attachment: `file` as it came, `captions` as WebVTT. Drafts are never here.
#[utoipa::path(get, path = "/api/v1/media/{id}/{rendition}", operation_id = "get_public_rendition", tag = "public",
    params(
        ("id" = Uuid, Path, example = "0199a0c0-0000-7000-8000-000000000000"),
        ("rendition" = String, Path, pattern = "^[a-z0-9_]{1,20}$", description = "`thumb`, `card` or `full`; `file` or `captions` of an attachment", example = "card")),
    responses(
        (status = 200, description = "The picture or file", content_type = "*/*", headers(("ETag" = String, description = "Strong"))),
        (status = 206, description = "The range that was asked for", content_type = "*/*", headers(("Content-Range" = String))),
        (status = 304, description = "Unchanged since the ETag in If-None-Match"),
        (status = 416, description = "The file has no such range")))]
#[get("/api/v1/media/{id}/{rendition}")]
pub async fn get_rendition(request: HttpRequest) -> HttpResponse {
    match send_rendition(&request).await {
        Ok(response) => response,
        Err(problem) => public::refuse(problem),
    }
}

async fn send_rendition(request: &HttpRequest) -> Result<HttpResponse, Problem> {
    let id = read_id(request).ok_or_else(Problem::not_found)?;
    let name = request.match_info().get("rendition").unwrap_or_default();
    if name.len() > 20 {
        return Err(Problem::not_found());
    }
    let site = site_of(request)?.clone();
    let entry = public::find(&site, &format!("media {id} {name}"), async |site| match name {
        "file" | "captions" => queries::media_file(site, id, name).await,
        _ => queries::rendition(site, id, name).await,
    })
    .await?;
    match &entry.kept {
        Kept::File(file) => files::send(request, &site, file).await,
        _ => Err(Problem::not_found()),
    }
}

/// An id in its one spelling with hyphens; anything else names nothing.
pub(super) fn read_id(request: &HttpRequest) -> Option<Uuid> {
    let text = request.match_info().get("id").filter(|text| text.len() == 36)?;
    Uuid::try_parse(text).ok()
}
