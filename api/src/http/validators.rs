//! Versions as strong ETags, and `If-Match` in front of every change.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::IF_MATCH;
use actix_web::{FromRequest, HttpRequest};

use super::problem::{Code, Problem};

/// The ETag of a desk resource at a version.
pub fn etag(version: i64) -> String {
    format!("\"v{version}\"")
}

/// The version the client has seen: 428 without the header, 400 when it is not one of ours.
#[derive(Clone, Copy, Debug)]
pub struct IfMatch(pub i64);

impl IfMatch {
    /// 412 unless the row still stands at the version that was seen.
    pub fn check(self, version: i64) -> Result<(), Problem> {
        if self.0 == version {
            return Ok(());
        }
        Err(Problem::new(Code::Stale).member("version", version).detail(
            "Nội dung đã thay đổi từ khi bạn mở. Hãy tải lại rồi làm tiếp; phần bạn viết chưa mất.",
            "It changed since you opened it. Load it again; what you wrote is not lost.",
        ))
    }
}

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read(request))
    }
}

fn read(request: &HttpRequest) -> Result<IfMatch, Problem> {
    let Some(header) = request.headers().get(IF_MATCH) else {
        return Err(Problem::new(Code::PreconditionRequired)
            .detail("Hãy gửi If-Match với ETag của bản bạn đã đọc.", "Send If-Match with the ETag of what you read."));
    };
    let text = header.to_str().unwrap_or_default().trim();
    let version = text.strip_prefix("\"v").and_then(|t| t.strip_suffix('"')).and_then(|t| t.parse().ok());
    // A validator that was never ours matches nothing.
    Ok(IfMatch(version.unwrap_or(-1)))
}
