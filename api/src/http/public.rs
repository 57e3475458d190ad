//! Every public read answers through here: from memory while the log stands still, else by one query.
//!
//! **How long a reader may see something old.** Nothing public is fresh without asking: `Cache-Control: public, max-age=0,
//! must-revalidate` (pages: `no-cache`) with a strong `ETag`, so browsers and proxies keep the bytes but ask each time, and an
//! unchanged answer costs 304. What was withdrawn is therefore gone for everybody at the next request. Pictures alone are
//! kept for a minute ([`MEDIA_CACHE`]): asking for each of twenty pictures of a page again would cost phones more than a
//! minute of a withdrawn picture costs the ward.
//!
//! `If-Modified-Since` is ignored on purpose: its seconds are too coarse for two editions within one, and a text may be
//! projected anew (a renamed section) without a new date. `Last-Modified` is told for those who show it.

use std::io::Write;
use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use super::problem::{Code, Problem};
use super::sites::site_of;
use crate::kernel::dates;
use crate::store::Site;
use crate::store::cache::{Coding, Entry, Kept, PublicFile, Ready};

/// JSON and feeds: kept, but asked for each time.
pub const CACHE: HeaderValue = HeaderValue::from_static("public, max-age=0, must-revalidate");
/// Pages: the same, in the words for them.
pub const PAGE_CACHE: HeaderValue = HeaderValue::from_static("no-cache");
/// Pictures: see above.
pub const MEDIA_CACHE: HeaderValue = HeaderValue::from_static("public, max-age=60, must-revalidate");

const ANYONE: HeaderValue = HeaderValue::from_static("*");
/// Shorter bodies stay plain: the headers of a coding would eat what it saves.
const PLAIN_BELOW: usize = 1024;
/// Longer bodies are coded off the event loop.
const CODE_ASIDE_FROM: usize = 64 * 1024;

/// What a query found.
pub enum Outcome {
    Ready(Draft),
    Gone { reason: Option<String>, at: Option<DateTime<Utc>> },
    File(PublicFile),
}

/// An answer before its validator is known.
pub struct Draft {
    status: StatusCode,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Bytes,
}

impl Draft {
    fn open(content_type: &'static str, cache: HeaderValue, body: Bytes) -> Self {
        let headers = vec![
            (header::CONTENT_TYPE, HeaderValue::from_static(content_type)),
            (header::CACHE_CONTROL, cache),
            (header::VARY, HeaderValue::from_static("Accept-Encoding")),
        ];
        Self { status: StatusCode::OK, headers, body }
    }

    fn for_anyone(self) -> Self {
        self.header(header::ACCESS_CONTROL_ALLOW_ORIGIN, ANYONE)
            .header(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("ETag, Link, X-Request-Id"))
    }

    pub fn json(body: String) -> Self {
        Self::open("application/json", CACHE, body.into()).for_anyone()
    }

    /// Feeds, sitemaps, `robots.txt`.
    pub fn typed(content_type: &'static str, body: String) -> Self {
        Self::open(content_type, CACHE, body.into()).for_anyone()
    }

    pub fn page(status: StatusCode, body: String) -> Self {
        Self { status, ..Self::open("text/html; charset=utf-8", PAGE_CACHE, body.into()) }
    }

    /// 301. The target may move again, so this too is asked for each time.
    pub fn moved(location: &str) -> Self {
        let location = HeaderValue::from_str(location).unwrap_or(HeaderValue::from_static("/"));
        let headers = vec![(header::LOCATION, location), (header::CACHE_CONTROL, CACHE), (header::ACCESS_CONTROL_ALLOW_ORIGIN, ANYONE)];
        Self { status: StatusCode::MOVED_PERMANENTLY, headers, body: Bytes::new() }
    }

    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    pub fn last_modified(self, at: DateTime<Utc>) -> Self {
        match HeaderValue::from_str(&at.format("%a, %d %b %Y %H:%M:%S GMT").to_string()) {
            Ok(value) => self.header(header::LAST_MODIFIED, value),
            Err(_) => self,
        }
    }

    /// `Link: <url>; rel="next"`.
    pub fn next(self, url: &str) -> Self {
        match HeaderValue::from_str(&format!("<{url}>; rel=\"next\"")) {
            Ok(value) => self.header(header::LINK, value),
            Err(_) => self,
        }
    }

    #[cfg(test)]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn ready(mut self) -> Ready {
        let digest = Sha256::digest(&self.body);
        let etag = quoted(&URL_SAFE_NO_PAD.encode(&digest[..16]), "");
        if self.status == StatusCode::OK {
            self.headers.push((header::ETAG, etag.clone()));
        }
        let compressible = self.body.len() >= PLAIN_BELOW;
        Ready { status: self.status, headers: self.headers, etag, body: self.body, compressible }
    }
}

fn quoted(tag: &str, suffix: &str) -> HeaderValue {
    // Base 64 and our own suffixes are ASCII.
    HeaderValue::from_str(&format!("\"{tag}{suffix}\"")).unwrap_or(HeaderValue::from_static("\"-\""))
}

/// The answer that lies ready under `key`, if it is of this generation.
pub fn kept(request: &HttpRequest, key: &str) -> Option<HttpResponse> {
    let site = site_of(request).ok()?;
    let entry = site.cache.get(site.shelf, negotiate(request.headers()), key, site.generation())?;
    Some(respond(request, &entry))
}

/// Answers a public read. `key` names the resource with its normalised parameters; `make` queries when nothing fresh is kept.
pub async fn serve<F>(request: &HttpRequest, key: &str, make: F) -> HttpResponse
where
    F: AsyncFnOnce(&Site) -> Result<Outcome, Problem>,
{
    match try_serve(request, key, make).await {
        Ok(response) => response,
        Err(problem) => refuse(problem),
    }
}

/// The same, for those who tell a refusal in their own way.
pub async fn try_serve<F>(request: &HttpRequest, key: &str, make: F) -> Result<HttpResponse, Problem>
where
    F: AsyncFnOnce(&Site) -> Result<Outcome, Problem>,
{
    let site = site_of(request)?;
    let coding = negotiate(request.headers());
    // Read before any query: what moves later makes the entry old (decision 15).
    let generation = site.generation();
    if let Some(entry) = site.cache.get(site.shelf, coding, key, generation) {
        return Ok(respond(request, &entry));
    }
    let site = site.clone();
    let entry = find(&site, key, make).await?;
    if coding == Coding::Identity {
        return Ok(respond(request, &entry));
    }
    let coded = encode(entry, coding).await;
    site.cache.put(site.shelf, coding, key, coded.clone());
    Ok(respond(request, &coded))
}

/// The entry under `key` in its plain coding, made and kept if need be. Refusals other than withdrawal are not kept: strangers
/// can ask for any number of things that are not there.
pub async fn find<F>(site: &Site, key: &str, make: F) -> Result<Arc<Entry>, Problem>
where
    F: AsyncFnOnce(&Site) -> Result<Outcome, Problem>,
{
    let generation = site.generation();
    if let Some(entry) = site.cache.get(site.shelf, Coding::Identity, key, generation) {
        return Ok(entry);
    }
    let kept = match make(site).await? {
        Outcome::Ready(draft) => Kept::Ready(draft.ready()),
        Outcome::Gone { reason, at } => Kept::Gone { reason, at },
        Outcome::File(file) => Kept::File(file),
    };
    let entry = Arc::new(Entry { generation, kept });
    site.cache.put(site.shelf, Coding::Identity, key, entry.clone());
    Ok(entry)
}

/// Answers with something that is not kept, such as a page of the change feed.
pub fn answer(request: &HttpRequest, draft: Draft) -> HttpResponse {
    send(request, &draft.ready())
}

fn respond(request: &HttpRequest, entry: &Entry) -> HttpResponse {
    match &entry.kept {
        Kept::Ready(ready) => send(request, ready),
        Kept::Gone { reason, at } => refuse(gone(reason.as_deref(), *at)),
        // Files are sent by `files.rs`, which asks `find` itself.
        Kept::File(_) => refuse(Problem::new(Code::Internal)),
    }
}

fn send(request: &HttpRequest, ready: &Ready) -> HttpResponse {
    if ready.status == StatusCode::OK && seen(request.headers(), &ready.etag) {
        let mut response = HttpResponse::new(StatusCode::NOT_MODIFIED);
        let headers = response.headers_mut();
        for (name, value) in &ready.headers {
            if *name != header::CONTENT_TYPE && *name != header::CONTENT_ENCODING {
                headers.append(name.clone(), value.clone());
            }
        }
        return response;
    }
    let mut response = HttpResponse::with_body(ready.status, ready.body.clone());
    let headers = response.headers_mut();
    for (name, value) in &ready.headers {
        headers.append(name.clone(), value.clone());
    }
    response.map_into_boxed_body()
}

/// What is told of something withdrawn: why and when, never what it said.
pub fn gone(reason: Option<&str>, at: Option<DateTime<Utc>>) -> Problem {
    Problem::new(Code::Gone).member("reason", reason).member("withdrawn_at", at.map(dates::rfc3339_vn))
}

/// A refusal that every origin may read.
pub fn refuse(problem: Problem) -> HttpResponse {
    let mut response = problem.error_response();
    response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, ANYONE);
    response
}

/// Whether `If-None-Match` names this validator.
pub fn seen(headers: &HeaderMap, etag: &HeaderValue) -> bool {
    headers.get_all(header::IF_NONE_MATCH).any(|line| {
        let Ok(line) = line.to_str() else { return false };
        line.split(',').map(str::trim).any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag).as_bytes() == etag.as_bytes())
    })
}

/// The coding that the client likes best among ours; plain unless it asks.
pub fn negotiate(headers: &HeaderMap) -> Coding {
    let Some(header) = headers.get(header::ACCEPT_ENCODING).and_then(|h| h.to_str().ok()) else {
        return Coding::Identity;
    };
    let mut best = (Coding::Identity, 0.0f32);
    for part in header.split(',') {
        let mut pieces = part.split(';').map(str::trim);
        let name = pieces.next().unwrap_or_default();
        let coding = if name.eq_ignore_ascii_case("br") {
            Coding::Brotli
        } else if name.eq_ignore_ascii_case("gzip") || name.eq_ignore_ascii_case("x-gzip") {
            Coding::Gzip
        } else {
            continue;
        };
        let weight = pieces.find_map(|p| p.strip_prefix("q=").or_else(|| p.strip_prefix("Q=")));
        let weight = weight.map_or(1.0, |q| q.trim().parse().unwrap_or(0.0));
        if weight > best.1 || (weight == best.1 && weight > 0.0 && coding == Coding::Brotli) {
            best = (coding, weight);
        }
    }
    best.0
}

/// The entry in another coding, or as it is where that would not pay.
async fn encode(entry: Arc<Entry>, coding: Coding) -> Arc<Entry> {
    let Kept::Ready(ready) = &entry.kept else { return entry };
    if !ready.compressible {
        return entry;
    }
    let body = ready.body.clone();
    let coded = if body.len() < CODE_ASIDE_FROM {
        compress(&body, coding)
    } else {
        let plain = body.clone();
        tokio::task::spawn_blocking(move || compress(&plain, coding)).await.ok().flatten()
    };
    let Some(coded) = coded.filter(|c| c.len() < body.len()) else { return entry };
    let (word, suffix) = match coding {
        Coding::Brotli => ("br", "-br"),
        _ => ("gzip", "-gz"),
    };
    let tag = ready.etag.to_str().unwrap_or_default().trim_matches('"');
    let etag = quoted(tag, suffix);
    let headers = ready.headers.iter().map(|(name, value)| {
        let value = if *name == header::ETAG { &etag } else { value };
        (name.clone(), value.clone())
    });
    let headers = headers.chain([(header::CONTENT_ENCODING, HeaderValue::from_static(word))]).collect();
    let ready = Ready { status: ready.status, headers, etag: etag.clone(), body: coded.into(), compressible: false };
    Arc::new(Entry { generation: entry.generation, kept: Kept::Ready(ready) })
}

fn compress(body: &[u8], coding: Coding) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len() / 3);
    match coding {
        Coding::Identity => return None,
        Coding::Gzip => {
            let mut encoder = flate2::write::GzEncoder::new(out, flate2::Compression::new(6));
            encoder.write_all(body).ok()?;
            out = encoder.finish().ok()?;
        }
        Coding::Brotli => {
            // Quality 5: half the size of plain text for a fifth of the time of the best; it is done once an edition.
            let params = brotli::enc::BrotliEncoderParams { quality: 5, lgwin: 20, size_hint: body.len(), ..Default::default() };
            brotli::BrotliCompress(&mut &*body, &mut out, &params).ok()?;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn headers(name: &str, value: &str) -> HeaderMap {
        TestRequest::default().insert_header((name, value)).to_http_request().headers().clone()
    }

    #[test]
    fn codings_are_negotiated() {
        for (asked, want) in [
            ("", Coding::Identity),
            ("identity", Coding::Identity),
            ("gzip, deflate, br, zstd", Coding::Brotli),
            ("gzip", Coding::Gzip),
            ("GZIP;q=0.5, br;q=0.4", Coding::Gzip),
            ("br;q=0, gzip;q=0", Coding::Identity),
            ("br;q=0, gzip;q=0.1", Coding::Gzip),
            ("br;q=nonsense", Coding::Identity),
            ("*", Coding::Identity),
            ("broken", Coding::Identity),
        ] {
            assert_eq!(negotiate(&headers("accept-encoding", asked)), want, "{asked:?}");
        }
        assert_eq!(negotiate(&HeaderMap::new()), Coding::Identity);
    }

    #[test]
    fn validators_are_compared_weakly_and_in_lists() {
        let etag = HeaderValue::from_static("\"abc-br\"");
        for (sent, want) in [
            ("\"abc-br\"", true),
            ("W/\"abc-br\"", true),
            ("\"x\", \"abc-br\"", true),
            ("*", true),
            ("\"abc\"", false),
            ("abc-br", false),
            ("", false),
        ] {
            assert_eq!(seen(&headers("if-none-match", sent), &etag), want, "{sent:?}");
        }
    }

    #[actix_web::test]
    async fn codings_have_their_own_validators_and_read_back() {
        let text = "Phường Thành Đông ".repeat(200);
        let ready = Draft::json(text.clone()).ready();
        let plain = Arc::new(Entry { generation: 1, kept: Kept::Ready(ready.clone()) });
        let mut tags = vec![ready.etag.clone()];
        for coding in [Coding::Gzip, Coding::Brotli] {
            let coded = encode(plain.clone(), coding).await;
            let Kept::Ready(coded) = &coded.kept else { panic!("not ready") };
            assert!(coded.body.len() < text.len() / 4);
            assert_eq!(coded.headers.iter().filter(|(n, v)| *n == header::ETAG && *v == coded.etag).count(), 1);
            let mut back = vec![];
            match coding {
                Coding::Brotli => brotli::BrotliDecompress(&mut &coded.body[..], &mut back).unwrap(),
                _ => {
                    std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&coded.body[..]), &mut back).unwrap();
                }
            }
            assert_eq!(back, text.as_bytes());
            tags.push(coded.etag.clone());
        }
        assert!(tags[0] != tags[1] && tags[1] != tags[2] && tags[0] != tags[2]);
        let short = Arc::new(Entry { generation: 1, kept: Kept::Ready(Draft::json("{}".into()).ready()) });
        assert!(Arc::ptr_eq(&encode(short.clone(), Coding::Brotli).await, &short));
    }
}
