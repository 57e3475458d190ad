//! What everybody may read and keep, as long as they ask whether it still stands. To be replaced by the responder that
//! all public reads share.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;

use crate::http::Problem;
use crate::kernel::canonical;

/// The body with a strong validator, or 304 when the reader has it.
pub fn answer(request: &HttpRequest, body: &impl Serialize) -> Result<HttpResponse, Problem> {
    let body = serde_json::to_string(body)?;
    let etag = format!("\"{}\"", &canonical::sha256_hex(body.as_bytes())[..32]);
    let known = request.headers().get_all(header::IF_NONE_MATCH).any(|h| names(h.to_str().unwrap_or_default(), &etag));
    let mut response = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response
        .insert_header((header::ETAG, etag))
        .insert_header((header::CACHE_CONTROL, "public, max-age=0, must-revalidate"))
        .insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"));
    if known {
        return Ok(response.finish());
    }
    Ok(response.content_type("application/json").body(body))
}

/// Whether `If-None-Match` names the validator; compared weakly, as RFC 9110 has it for this header.
fn names(header: &str, etag: &str) -> bool {
    header.split(',').map(str::trim).any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn validators_are_compared() {
        for (header, known) in [("\"a\"", true), ("W/\"a\"", true), ("\"b\", \"a\"", true), ("*", true), ("a", false), ("", false)] {
            assert_eq!(names(header, "\"a\""), known, "{header}");
        }
    }
}
