//! Around every request: an id, HEAD as GET without a body, problems in the caller's language, security headers, and
//! the log of refused attempts.

use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest};
use sea_orm::Set;
use uuid::Uuid;

use super::caller::SeenCaller;
use super::problem::{Code, Problem};
use super::sites::site_of;
use crate::kernel::ids;
use crate::store::entities::security_log;
use crate::store::{Fault, Site, Upkeep};

pub const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id of this request: the caller's, where it is a sane one, else a new one.
#[derive(Clone)]
pub struct RequestId(String);

impl RequestId {
    pub fn of(request: &HttpRequest) -> String {
        request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default()
    }

    fn read(request: &ServiceRequest) -> Self {
        let sent = request.headers().get(X_REQUEST_ID).and_then(|h| h.to_str().ok());
        let sane = |id: &&str| !id.is_empty() && id.len() <= 100 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
        match sent.filter(sane) {
            Some(id) => Self(id.to_owned()),
            None => Self(format!("{:032x}", rand::random::<u128>())),
        }
    }
}

/// Whether the caller prefers English: the first of `vi` and `en` that `Accept-Language` names by weight.
pub fn prefers_english(request: &HttpRequest) -> bool {
    let header = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|h| h.to_str().ok()).unwrap_or_default();
    let mut best = (false, 0.0);
    for part in header.split(',') {
        let mut pieces = part.split(';');
        let tag = pieces.next().unwrap_or_default().trim().to_ascii_lowercase();
        let weight = pieces.find_map(|p| p.trim().strip_prefix("q=")).and_then(|q| q.parse().ok()).unwrap_or(1.0f32);
        let english = tag == "en" || tag.starts_with("en-");
        if (english || tag == "vi" || tag.starts_with("vi-")) && weight > best.1 {
            best = (english, weight);
        }
    }
    best.0
}

/// The middleware.
pub async fn mind<B: MessageBody + 'static>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, actix_web::Error> {
    let id = RequestId::read(&request);
    let header_id = HeaderValue::from_str(&id.0).unwrap_or(HeaderValue::from_static("-"));
    request.extensions_mut().insert(id);
    if request.method() == Method::HEAD {
        // The server itself leaves the body out of an answer to HEAD.
        request.head_mut().method = Method::GET;
    }
    // Routing needs the request for itself: a copy kept here would make actix panic. So an error that is not yet an answer
    // could not become a problem document; only a middleware further in makes those, and there is none that does.
    let mut response = next.call(request).await?.map_into_left_body();
    if response.status().is_client_error() || response.status().is_server_error() || response.response().extensions().contains::<Problem>()
    {
        response = as_problem(response);
    }
    let headers = response.headers_mut();
    headers.insert(X_REQUEST_ID, header_id);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    Ok(response)
}

/// Every refusal leaves as a problem document, also those that the framework made.
fn as_problem<B: MessageBody + 'static>(response: ServiceResponse<EitherBody<B, BoxBody>>) -> ServiceResponse<EitherBody<B, BoxBody>> {
    let told = response.response().extensions().get::<Problem>().cloned();
    let typed = response.headers().contains_key(header::CONTENT_TYPE);
    let problem = match told {
        Some(problem) => problem,
        // Pages and ready problems keep their own body.
        None if typed && !is_plain(&response) => return response,
        None => Problem::new(code_for(response.status())),
    };
    let request = response.request().clone();
    let id = RequestId::of(&request);
    note(&request, &problem, &id);
    let mut answer = problem.render(prefers_english(&request), &id);
    // What public reads tell even of their refusals.
    for name in [header::ACCESS_CONTROL_ALLOW_ORIGIN, header::CONTENT_RANGE] {
        if let Some(value) = response.headers().get(&name) {
            answer.headers_mut().insert(name, value.clone());
        }
    }
    response.into_response(answer.map_into_right_body())
}

fn is_plain<B>(response: &ServiceResponse<B>) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|h| h.to_str().ok()).unwrap_or_default();
    kind.starts_with("text/plain")
}

fn code_for(status: StatusCode) -> Code {
    match status.as_u16() {
        401 => Code::Unauthenticated,
        403 => Code::Forbidden,
        404 => Code::NotFound,
        405 => Code::MethodNotAllowed,
        406 => Code::NotAcceptable,
        413 => Code::TooLarge,
        415 => Code::UnsupportedMediaType,
        416 => Code::RangeNotSatisfiable,
        400..=499 => Code::Malformed,
        503 => Code::Unavailable,
        _ => Code::Internal,
    }
}

/// Defects go to the operator's log, refusals of signed-in persons to the security log.
fn note(request: &HttpRequest, problem: &Problem, id: &str) {
    if problem.code.status().is_server_error() {
        tracing::error!(request_id = id, path = request.path(), cause = problem.cause.as_deref().unwrap_or("-"), "{}", problem.code.code());
    }
    if problem.code != Code::Forbidden {
        return;
    }
    let (Ok(site), Some(SeenCaller(person))) = (site_of(request), request.extensions().get::<SeenCaller>().copied()) else {
        return;
    };
    let (site, operation, id) =
        (site.clone(), format!("{} {}", request.method(), request.match_pattern().unwrap_or_default()), id.to_owned());
    actix_web::rt::spawn(async move {
        if let Err(error) = log_security(&site, "refused", Some(person), None, Some(operation), Some(id)).await {
            tracing::warn!(%error, "the security log could not be written");
        }
    });
}

/// Writes to the security log. Neither passwords nor tokens belong here; `subject` is a user name or a code.
pub async fn log_security(
    site: &Site,
    event: &str,
    actor: Option<Uuid>,
    subject: Option<String>,
    operation: Option<String>,
    request_id: Option<String>,
) -> Result<(), Fault> {
    let now = site.clock.now();
    let upkeep = Upkeep::begin(site).await?;
    upkeep
        .insert(security_log::ActiveModel {
            id: Set(ids::new_id(now)),
            at: Set(now),
            event: Set(event.into()),
            actor_id: Set(actor),
            subject: Set(subject),
            operation: Set(operation),
            request_id: Set(request_id),
        })
        .await?;
    upkeep.commit().await
}
