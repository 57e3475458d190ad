//! JSON in: the right media type, within the limit, no unknown fields, faults named by pointer.

use std::future::Future;
use std::ops::Deref;
use std::pin::Pin;

use actix_web::http::Method;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{FromRequest, HttpRequest, web};
use serde::de::DeserializeOwned;

use super::problem::{Code, FieldError, Problem};
use super::strict::Document;
use crate::kernel::canonical;

/// The largest JSON body: an article of a few hundred pages.
pub const LIMIT: usize = 2 * 1024 * 1024;

/// A request body read as `T`, with the fingerprint of the whole request for its idempotency key.
pub struct Body<T> {
    pub value: T,
    pub fingerprint: String,
}

impl<T> Deref for Body<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Body<T> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut actix_web::dev::Payload) -> Self::Future {
        let json = is_json(request);
        let replaces = request.method() == Method::PUT;
        let uri = format!("{} {}", request.method(), request.uri());
        let bytes = web::Payload::from_request(request, payload);
        Box::pin(async move {
            let payload = bytes.await.map_err(|_| Problem::new(Code::Malformed))?;
            let bytes = payload.to_bytes_limited(LIMIT).await;
            let bytes = bytes.map_err(|_| Problem::new(Code::TooLarge).detail("Tối đa 2 MB.", "At most 2 MB."))?;
            let bytes = bytes.map_err(|_| Problem::new(Code::Malformed))?;
            if !json && !bytes.is_empty() {
                return Err(Problem::new(Code::UnsupportedMediaType).detail("Hãy gửi application/json.", "Send application/json."));
            }
            // A verb without a body means the empty object; saving nothing over something does not.
            let text: &[u8] = if bytes.is_empty() && !replaces { b"{}" } else { &bytes };
            let value = read::<T>(text)?;
            let fingerprint = canonical::sha256_hex(&[uri.as_bytes(), b"\n", &bytes].concat());
            Ok(Body { value, fingerprint })
        })
    }
}

fn is_json(request: &HttpRequest) -> bool {
    let header = request.headers().get(CONTENT_TYPE).and_then(|h| h.to_str().ok()).unwrap_or_default();
    let essence = header.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
}

fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T, Problem> {
    let document: Document = serde_json::from_slice(text)
        .map_err(|e| Problem::new(Code::Malformed).detail(format!("JSON không hợp lệ: {e}"), format!("Not valid JSON: {e}")))?;
    serde_path_to_error::deserialize(document).map_err(|error| {
        let pointer = pointer(error.path());
        let why = plain(error.inner());
        Problem::invalid(vec![FieldError::new(
            pointer,
            "malformed_field",
            format!("Không đọc được: {why}"),
            format!("Cannot be read: {why}"),
        )])
    })
}

fn plain(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or(&text).to_owned()
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter()
        .map(|segment| match segment {
            Segment::Seq { index } => format!("/{index}"),
            Segment::Map { key } => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
            Segment::Enum { variant } => format!("/{variant}"),
            Segment::Unknown => "/?".into(),
        })
        .collect()
}
