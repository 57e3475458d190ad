//! The files of the web app, embedded (a debug build reads them from disk). What the build named by its content never
//! changes and is kept for a year; the rest is asked for each time.

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use rust_embed::RustEmbed;

use crate::http::Problem;
use crate::http::public::{PAGE_CACHE, negotiate, refuse, seen};
use crate::store::cache::Coding;

/// `web/build`, as it was when the program was built. A fresh checkout has none: pages then say how to get it.
#[derive(RustEmbed)]
#[folder = "../web/build"]
#[allow_missing = true]
pub struct WebApp;

const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

pub fn configure(cfg: &mut web::ServiceConfig) {
    // A missing file under /_app is 404, never a page: a browser would try to run it.
    cfg.service(
        web::resource("/_app/{tail:.*}")
            .route(web::get().to(async |request: HttpRequest| file(&request).unwrap_or_else(|| refuse(Problem::not_found())))),
    );
}

/// The file at the request's path, if the web app has one.
pub fn file(request: &HttpRequest) -> Option<HttpResponse> {
    let path = request.path().strip_prefix('/')?;
    let plain = path.split('/').all(|part| !part.is_empty() && !part.starts_with('.'));
    // Neither the raw page with its marks nor the compressed twins are addresses of their own.
    if !plain || path.contains('\\') || path == "200.html" || path.ends_with(".br") || path.ends_with(".gz") {
        return None;
    }
    let found = WebApp::get(path)?;
    let mut content_type = found.metadata.mimetype().to_owned();
    if content_type.starts_with("text/") {
        content_type.push_str("; charset=utf-8");
    }
    let twin = match negotiate(request.headers()) {
        Coding::Brotli => WebApp::get(&format!("{path}.br")).map(|f| (f, "br")),
        Coding::Gzip => WebApp::get(&format!("{path}.gz")).map(|f| (f, "gzip")),
        Coding::Identity => None,
    };
    let (file, coding) = twin.map_or((found, None), |(file, word)| (file, Some(word)));
    let etag = format!("\"{}\"", URL_SAFE_NO_PAD.encode(&file.metadata.sha256_hash()[..16]));
    let etag = HeaderValue::from_str(&etag).ok()?;
    let unchanged = seen(request.headers(), &etag);
    let mut response = HttpResponse::build(if unchanged { StatusCode::NOT_MODIFIED } else { StatusCode::OK });
    let cache = if path.starts_with("_app/immutable/") { FOREVER } else { PAGE_CACHE };
    response.insert_header((header::ETAG, etag));
    response.insert_header((header::CACHE_CONTROL, cache));
    response.insert_header((header::VARY, "Accept-Encoding"));
    if unchanged {
        return Some(response.finish());
    }
    response.insert_header((header::CONTENT_TYPE, content_type));
    if let Some(word) = coding {
        response.insert_header((header::CONTENT_ENCODING, word));
    }
    let body = match file.data {
        std::borrow::Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        std::borrow::Cow::Owned(bytes) => Bytes::from(bytes),
    };
    Some(response.body(body))
}
