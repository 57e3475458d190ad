//! What everybody may read and send.

use actix_web::http::header::{self, HeaderValue};
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, get, post};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::access::{Actor, Door};
use crate::features::consultations::open_data::{self, OpinionDownload};
use crate::features::consultations::queries::{self, OpinionFilter};
use crate::features::consultations::sending;
use crate::features::consultations::views::{ConsultationFull, ConsultationSummary, MyOpinion, NewOpinion, OpinionView};
use crate::http::form_limits::{self, Asker};
use crate::http::manners::RequestId;
use crate::http::page::PageRequest;
use crate::http::proof_of_work::{self, Done};
use crate::http::public::{self, Draft, Outcome};
use crate::http::receipts::Receipt;
use crate::http::{Body, Code, FieldError, Page, Problem, Query, Reply, SiteRef};
use crate::kernel::words::ConsultationPhase;
use crate::store::{Call, Fault, Work};

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(list_consultations).service(get_consultation);
    cfg.service(get_opinions_csv).service(get_opinions_json).service(list_opinions).service(send_opinion);
    cfg.service(follow_opinion);
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct ConsultationsQuery {
    /// As it is at this moment; all when not said.
    #[param(inline)]
    status: Option<ConsultationPhase>,
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    cursor: Option<String>,
}

/// Consultations: open ones that end soonest first, others latest first
///
/// Answers hold dates; whether one is open is told by them and the reader's clock.
#[utoipa::path(get, path = "/api/v1/consultations", operation_id = "list_consultations", tag = "public", params(ConsultationsQuery), responses((status = 200, body = Page<ConsultationSummary>)))]
#[get("/api/v1/consultations")]
async fn list_consultations(request: HttpRequest, site: SiteRef, query: Query<ConsultationsQuery>) -> Result<HttpResponse, Problem> {
    let Query(asked) = query;
    let page = queries::list(&site, asked.status, &PageRequest { limit: asked.limit, cursor: asked.cursor }).await?;
    // Which are open changes with the clock, not with the log: it is not kept.
    Ok(public::answer(&request, Draft::json(serde_json::to_string(&page)?)))
}

/// A consultation with its draft in passages, its versions and counts
#[utoipa::path(get, path = "/api/v1/consultations/{id}", operation_id = "get_consultation", tag = "public",
    params(("id" = Uuid, Path, example = "0199a0c0-0000-7000-8000-000000000000")),
    responses((status = 200, body = ConsultationFull, headers(("ETag" = String, description = "Strong, differs by content coding"))),
        (status = 304, description = "Unchanged since the ETag in If-None-Match"),
        (status = 410, description = "Withdrawn: the problem tells reason and withdrawn_at")))]
#[get("/api/v1/consultations/{id}")]
async fn get_consultation(request: HttpRequest) -> HttpResponse {
    let Some(id) = read_id(&request) else { return public::refuse(Problem::not_found()) };
    public::serve(&request, &format!("consultation {id}"), async |site| {
        if let Some(gone) = gone(site, id).await? {
            return Ok(gone);
        }
        Ok(Outcome::Ready(Draft::json(serde_json::to_string(&queries::one(site, id).await?)?)))
    })
    .await
}

/// Why a withdrawn consultation is not told.
async fn gone(site: &crate::store::Site, id: Uuid) -> Result<Option<Outcome>, Problem> {
    use sea_orm::EntityTrait;
    let row = crate::store::entities::publication::Entity::find_by_id(id).one(site.read()).await?.ok_or_else(Problem::not_found)?;
    let away = matches!(row.status, crate::kernel::words::PublicationStatus::Withdrawn);
    Ok(away.then_some(Outcome::Gone { reason: row.ended_reason, at: row.ended_at }))
}

fn read_id(request: &HttpRequest) -> Option<Uuid> {
    request.match_info().get("id").filter(|text| text.len() == 36).and_then(|text| Uuid::try_parse(text).ok())
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct OpinionsQuery {
    /// On this passage.
    #[param(max_length = 200, example = "dieu-5")]
    anchor: Option<String>,
    /// Only those on the whole.
    general: bool,
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    cursor: Option<String>,
}

/// Published comments on a consultation, the earliest first
#[utoipa::path(get, path = "/api/v1/consultations/{id}/comments", operation_id = "list_consultation_comments", tag = "public",
    params(("id" = Uuid, Path, example = "0199a0c0-0000-7000-8000-000000000000"), OpinionsQuery),
    responses((status = 200, body = Page<OpinionView>), (status = 304, description = "Unchanged since the ETag in If-None-Match")))]
#[get("/api/v1/consultations/{id}/comments")]
async fn list_opinions(request: HttpRequest, query: Query<OpinionsQuery>) -> Result<HttpResponse, Problem> {
    let Some(id) = read_id(&request) else { return Err(Problem::not_found()) };
    let Query(asked) = query;
    if asked.anchor.as_ref().is_some_and(|a| a.chars().count() > 200 || a.contains('\0')) {
        return Err(Problem::invalid(vec![FieldError::new(
            "/anchor",
            "unknown",
            "Không có điều, khoản này.",
            "There is no such passage.",
        )]));
    }
    let page = PageRequest { limit: asked.limit, cursor: asked.cursor };
    let filter = OpinionFilter { anchor: asked.anchor, general: asked.general };
    let key = format!(
        "opinions {id} {} {} {} {}",
        filter.anchor.as_deref().unwrap_or_default(),
        filter.general,
        page.limit()?,
        page.cursor.as_deref().unwrap_or_default()
    );
    public::try_serve(&request, &key, async |site| {
        let told = queries::opinions(site, id, &filter, &page).await?;
        Ok(Outcome::Ready(Draft::json(serde_json::to_string(&told)?)))
    })
    .await
}

/// Published comments as CSV: UTF-8 with a mark, RFC 4180, the first 5,000
#[utoipa::path(get, path = "/api/v1/consultations/{id}/comments.csv", operation_id = "get_consultation_comments_csv", tag = "public",
    params(("id" = Uuid, Path, example = "0199a0c0-0000-7000-8000-000000000000")),
    responses((status = 200, description = "The comments", content_type = "text/csv", body = String), (status = 304, description = "Unchanged since the ETag in If-None-Match")))]
#[get("/api/v1/consultations/{id}/comments.csv")]
async fn get_opinions_csv(request: HttpRequest) -> HttpResponse {
    let Some(id) = read_id(&request) else { return public::refuse(Problem::not_found()) };
    public::serve(&request, &format!("opinions csv {id}"), async |site| {
        let download = open_data::read(site, id).await?;
        let name = HeaderValue::from_str(&format!("attachment; filename=\"y-kien-{}.csv\"", crate::kernel::ids::short_id(id)))
            .map_err(|e| Fault::Defect(e.to_string()))?;
        let draft = Draft::typed("text/csv; charset=utf-8", open_data::csv(&download)?);
        Ok(Outcome::Ready(draft.header(header::CONTENT_DISPOSITION, name)))
    })
    .await
}

/// Published comments as JSON with metadata, the first 5,000
#[utoipa::path(get, path = "/api/v1/consultations/{id}/comments.json", operation_id = "get_consultation_comments_json", tag = "public",
    params(("id" = Uuid, Path, example = "0199a0c0-0000-7000-8000-000000000000")),
    responses((status = 200, description = "The comments", body = OpinionDownload), (status = 304, description = "Unchanged since the ETag in If-None-Match")))]
#[get("/api/v1/consultations/{id}/comments.json")]
async fn get_opinions_json(request: HttpRequest) -> HttpResponse {
    let Some(id) = read_id(&request) else { return public::refuse(Problem::not_found()) };
    public::serve(&request, &format!("opinions json {id}"), async |site| {
        Ok(Outcome::Ready(Draft::json(serde_json::to_string(&open_data::read(site, id).await?)?)))
    })
    .await
}

/// Comment on an open consultation, on one passage or on the whole
///
/// Nothing is public before somebody has read it. The challenge comes from `GET /form-challenge`; sending the same words with it
/// again answers the same receipt and makes no second comment.
#[utoipa::path(post, path = "/api/v1/consultations/{id}/comments", operation_id = "send_consultation_comment", tag = "public",
    params(("id" = Uuid, Path, example = "0199a0c0-0000-7000-8000-000000000000")), request_body = NewOpinion,
    responses((status = 201, description = "Taken in", body = Receipt), (status = 409, description = "Not open at this moment"),
        (status = 429, description = "Too many from this address, or in all")))]
#[post("/api/v1/consultations/{id}/comments")]
async fn send_opinion(request: HttpRequest, site: SiteRef, id: Path<Uuid>, body: Body<NewOpinion>) -> Result<HttpResponse, Problem> {
    let proof = proof_of_work::check(&site, &body.proof)?;
    form_limits::take(&site, "opinion", Asker::of(&request))?;
    let call = Call::new(Actor::system(Door::Http), RequestId::of(&request));
    let sent = take_in(&site, call.clone(), *id, body.value.clone(), &proof).await;
    let sent = match sent {
        // Another click with the same challenge was a moment quicker: now it is found.
        Err(problem) if problem.code == Code::Unavailable => take_in(&site, call, *id, body.value, &proof).await,
        other => other,
    };
    if sent.is_err() {
        form_limits::give_back(&site, "opinion", Asker::of(&request));
    }
    let receipt = sent?;
    Ok(Reply::created(&receipt, format!("/api/v1/consultation-comments/{}", receipt.code))?.send())
}

async fn take_in(site: &crate::store::Site, call: Call, id: Uuid, new: NewOpinion, proof: &Done) -> Result<Receipt, Problem> {
    let mut work = Work::begin(site, call).await?;
    let receipt = sending::send(&mut work, id, new, proof).await?;
    if !work.recorded().is_empty() {
        work.commit().await?;
    }
    Ok(receipt)
}

/// What became of one's comment, with its code and secret
///
/// A wrong code and a wrong secret get the same answer, and guessing is slowed.
#[utoipa::path(get, path = "/api/v1/consultation-comments/{code}", operation_id = "follow_consultation_comment", tag = "public",
    params(("code" = String, Path, max_length = 40, example = "GY-7K2M-9QXA"), ("X-Sender-Secret" = Option<String>, Header, max_length = 100)),
    responses((status = 200, body = MyOpinion), (status = 429, description = "Too many wrong guesses")))]
#[get("/api/v1/consultation-comments/{code}")]
async fn follow_opinion(request: HttpRequest, site: SiteRef, code: Path<String>) -> Result<HttpResponse, Problem> {
    let row = sending::known(&request, &site, &code).await?;
    Ok(Reply::ok(&sending::mine(&site, row).await?)?.send())
}
