//! Every way to say no, tabulated once: stable code, status, and a title in both languages (RFC 9457).

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpResponse, ResponseError};
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use crate::kernel::text::TextFault;
use crate::store::Fault;

macro_rules! codes {
    ($($variant:ident $status:literal $code:literal $vi:literal $en:literal;)+) => {
        /// The stable codes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code { $($variant),+ }

        impl Code {
            pub const ALL: &[Code] = &[$(Code::$variant),+];
            pub fn status(self) -> StatusCode {
                let number = match self { $(Code::$variant => $status),+ };
                StatusCode::from_u16(number).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            }
            pub fn code(self) -> &'static str { match self { $(Code::$variant => $code),+ } }
            /// Title in Vietnamese and English.
            pub fn titles(self) -> (&'static str, &'static str) { match self { $(Code::$variant => ($vi, $en)),+ } }
        }
    };
}

codes! {
    Malformed 400 "malformed" "Yêu cầu không đọc được" "The request cannot be read";
    Unauthenticated 401 "unauthenticated" "Cần đăng nhập" "Sign-in is needed";
    BadCredentials 401 "bad_credentials" "Tên đăng nhập hoặc mật khẩu không đúng" "Wrong user name or password";
    SecondFactorNeeded 401 "second_factor_needed" "Cần xác thực bước hai" "A second factor is needed";
    SecondFactorRefused 401 "second_factor_refused" "Xác thực bước hai không đúng" "The second factor is wrong";
    Forbidden 403 "forbidden" "Không có quyền làm việc này" "Not allowed";
    SecondFactorRequired 403 "second_factor_required" "Vai trò của bạn cần xác thực hai lớp" "Your role requires a second factor";
    NotFound 404 "not_found" "Không tìm thấy" "Not found";
    MethodNotAllowed 405 "method_not_allowed" "Địa chỉ này không nhận phương thức đó" "Method not allowed";
    NotAcceptable 406 "not_acceptable" "Không có dạng trả lời mà bạn yêu cầu" "Not acceptable";
    IllegalTransition 409 "illegal_transition" "Bước này không làm được ở trạng thái hiện tại" "Not possible in the present state";
    LeaseHeld 409 "lease_held" "Người khác đang sửa" "Somebody else is writing";
    AlreadyDecided 409 "already_decided" "Việc này đã có người quyết định" "Already decided";
    Conflict 409 "conflict" "Xung đột với dữ liệu hiện có" "Conflict";
    Gone 410 "gone" "Nội dung đã được gỡ" "The content was withdrawn";
    Stale 412 "stale" "Nội dung đã được người khác thay đổi" "Changed by somebody else meanwhile";
    TooLarge 413 "too_large" "Nội dung gửi lên quá lớn" "Too large";
    UnsupportedMediaType 415 "unsupported_media_type" "Không nhận loại dữ liệu này" "Unsupported media type";
    RangeNotSatisfiable 416 "range_not_satisfiable" "Không có đoạn dữ liệu được hỏi" "Range not satisfiable";
    Invalid 422 "invalid" "Có thông tin chưa hợp lệ" "Some of it is not valid";
    KeyReused 422 "idempotency_key_reused" "Idempotency-Key đã dùng cho yêu cầu khác" "The idempotency key was used for another request";
    PreconditionRequired 428 "precondition_required" "Thiếu If-Match" "If-Match is required";
    TooManyAttempts 429 "too_many_attempts" "Thử quá nhiều lần" "Too many attempts";
    Internal 500 "internal" "Lỗi của hệ thống" "Internal error";
    Unavailable 503 "unavailable" "Hệ thống tạm thời chưa sẵn sàng" "Temporarily unavailable";
    DiskFull 507 "disk_full" "Máy chủ hết chỗ lưu" "The server is out of space";
}

/// One reason among the many of a 422, or one thing that blocks publishing.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FieldError {
    /// JSON pointer into the request, or into the item's content.
    #[schema(example = "/content/title")]
    pub pointer: String,
    #[schema(example = "required")]
    pub code: String,
    #[schema(example = "Cần có tiêu đề.")]
    pub message: String,
    #[serde(skip)]
    pub message_en: String,
}

impl FieldError {
    pub fn new(pointer: impl Into<String>, code: impl Into<String>, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), code: code.into(), message: vi.into(), message_en: en.into() }
    }

    /// A text that may not be kept, at `pointer`.
    pub fn text(pointer: impl Into<String>, fault: TextFault) -> Self {
        Self::new(
            pointer,
            fault.code(),
            "Có ký tự không được phép (điều khiển, đảo chiều hoặc ẩn).",
            "Contains characters that are not allowed.",
        )
    }
}

/// A refusal. Built where the reason is known, rendered in the language of the request by `manners.rs`.
#[derive(Clone, Debug)]
pub struct Problem {
    pub code: Code,
    pub detail: Option<(String, String)>,
    pub errors: Vec<FieldError>,
    /// Further members: `state`, `allowed`, `reason`, …
    pub members: Map<String, Value>,
    pub retry_after: Option<u64>,
    pub allow: Option<String>,
    /// For the log only; never shown.
    pub cause: Option<String>,
    pub replay: Option<Box<crate::store::Answer>>,
}

impl Problem {
    pub fn new(code: Code) -> Self {
        Self { code, detail: None, errors: vec![], members: Map::new(), retry_after: None, allow: None, cause: None, replay: None }
    }

    /// What happened and what to do about it: Vietnamese, English.
    pub fn detail(mut self, vi: impl Into<String>, en: impl Into<String>) -> Self {
        self.detail = Some((vi.into(), en.into()));
        self
    }

    pub fn member(mut self, name: &str, value: impl Serialize) -> Self {
        self.members.insert(name.into(), serde_json::to_value(value).unwrap_or(Value::Null));
        self
    }

    pub fn invalid(errors: Vec<FieldError>) -> Self {
        Self { errors, ..Self::new(Code::Invalid) }
    }

    pub fn not_found() -> Self {
        Self::new(Code::NotFound)
    }

    pub fn forbidden(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self::new(Code::Forbidden).detail(vi, en)
    }

    /// The problem document.
    pub fn document(&self, english: bool, request_id: &str) -> Value {
        let (vi, en) = self.code.titles();
        let mut document = json!({
            "type": format!("/problems/{}", self.code.code()),
            "title": if english { en } else { vi },
            "status": self.code.status().as_u16(),
            "code": self.code.code(),
            "request_id": request_id,
        });
        let members = document.as_object_mut().expect("an object was just written");
        if let Some((vi, en)) = &self.detail {
            members.insert("detail".into(), json!(if english { en } else { vi }));
        }
        if !self.errors.is_empty() {
            let told = self.errors.iter().map(|e| {
                let message = if english { &e.message_en } else { &e.message };
                json!({"pointer": e.pointer, "code": e.code, "message": message})
            });
            members.insert("errors".into(), told.collect());
        }
        members.extend(self.members.clone());
        document
    }

    pub fn render(&self, english: bool, request_id: &str) -> HttpResponse {
        if let Some(answer) = &self.replay {
            let mut response = HttpResponse::build(StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK));
            for (name, value) in &answer.headers {
                response.insert_header((name.as_str(), value.as_str()));
            }
            return response.insert_header(("Idempotent-Replayed", "true")).body(answer.body.clone());
        }
        let mut response = HttpResponse::build(self.code.status());
        response.insert_header((header::CONTENT_TYPE, "application/problem+json"));
        response.insert_header((header::CACHE_CONTROL, "no-store"));
        if let Some(seconds) = self.retry_after {
            response.insert_header((header::RETRY_AFTER, seconds));
        }
        if let Some(allow) = self.allow.as_ref().and_then(|a| HeaderValue::from_str(a).ok()) {
            response.insert_header((header::ALLOW, allow));
        }
        if self.code.status() == StatusCode::UNAUTHORIZED {
            response.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
        }
        response.body(self.document(english, request_id).to_string())
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code.titles().0)?;
        if let Some((vi, _)) = &self.detail {
            write!(f, ": {vi}")?;
        }
        for error in &self.errors {
            write!(f, "; {} {}", error.pointer, error.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problem {}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.code.status()
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::new(self.code.status());
        response.extensions_mut().insert(self.clone());
        response
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        let cause = Some(fault.to_string());
        let problem = match fault {
            Fault::Stale => Problem::new(Code::Stale),
            Fault::Conflict(_) => Problem::new(Code::Conflict),
            Fault::Replay(answer) => Problem { replay: Some(answer), ..Problem::new(Code::Conflict) },
            Fault::KeyReused => Problem::new(Code::KeyReused),
            Fault::Unavailable(_) => Problem { retry_after: Some(2), ..Problem::new(Code::Unavailable) },
            Fault::Full => Problem::new(Code::DiskFull),
            Fault::Fenced => Problem::new(Code::Conflict),
            Fault::Defect(_) => Problem::new(Code::Internal),
        };
        Problem { cause, ..problem }
    }
}

impl From<sea_orm::DbErr> for Problem {
    fn from(error: sea_orm::DbErr) -> Self {
        Fault::from(error).into()
    }
}

impl From<serde_json::Error> for Problem {
    fn from(error: serde_json::Error) -> Self {
        Fault::from(error).into()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn codes_are_unique_and_titled_in_both_languages() {
        let mut seen = HashSet::new();
        for code in Code::ALL {
            assert!(seen.insert(code.code()));
            let (vi, en) = code.titles();
            assert!(!vi.is_empty() && en.is_ascii());
            assert!(code.status().as_u16() >= 400);
        }
    }
}
