//! The uses over HTTP. The texts are public: they are made of nothing else.

use actix_web::{HttpRequest, HttpResponse, get, post};
use uuid::Uuid;

use super::actions;
use super::queries::{self, Found};
use super::views::{Abbreviation, EndAbbreviation, SetAbbreviation, Sharing};
use crate::http::public::{self, Draft, Outcome, serve};
use crate::http::{Body, Caller, Problem, Reply, SiteRef, Whole};
use crate::kernel::dates::to_vn;
use crate::kernel::qr;
use crate::store::{Fault, SiteProfile, Work};

fn read_id(request: &HttpRequest) -> Option<Uuid> {
    request.match_info().get("id").filter(|text| text.len() == 36).and_then(|text| Uuid::try_parse(text).ok())
}

/// A publication made ready for Zalo, the loudspeaker and an A4 sheet.
#[utoipa::path(get, path = "/api/v1/publications/{id}/sharing", operation_id = "get_sharing", tag = "public",
    params(("id" = Uuid, Path, example = "0199a0c0-0000-7000-8000-000000000000")),
    responses(
        (status = 200, description = "The texts and the poster", body = Sharing, headers(("ETag" = String, description = "Strong"))),
        (status = 304, description = "Unchanged since the ETag in If-None-Match"),
        (status = 410, description = "Withdrawn: the problem tells reason and withdrawn_at")))]
#[get("/api/v1/publications/{id}/sharing")]
pub async fn sharing(request: HttpRequest, site: SiteRef) -> HttpResponse {
    let Some(id) = read_id(&request) else { return public::refuse(Problem::not_found()) };
    // Abbreviations are dated: what is kept is good for its day.
    let day = to_vn(site.clock.now()).date_naive();
    serve(&request, &format!("sharing {id} {day}"), async |site| {
        let full = match queries::publication(site, id).await? {
            Found::Shown(full) => full,
            Found::Gone { reason, at } => return Ok(Outcome::Gone { reason, at }),
        };
        let profile = SiteProfile::today(site).await?;
        let spoken = queries::abbreviations(site.read(), day).await?;
        let told = Sharing::of(&full, &profile, &site.settings.public_url, &spoken)?;
        Ok(Outcome::Ready(Draft::json(serde_json::to_string(&told)?)))
    })
    .await
}

/// The address of a publication as a QR code.
#[utoipa::path(get, path = "/api/v1/publications/{id}/qr.svg", operation_id = "get_qr", tag = "public",
    params(("id" = Uuid, Path, example = "0199a0c0-0000-7000-8000-000000000000")),
    responses(
        (status = 200, description = "An SVG picture, black on white", content_type = "image/svg+xml", body = String,
            headers(("ETag" = String, description = "Strong"))),
        (status = 304, description = "Unchanged since the ETag in If-None-Match"),
        (status = 410, description = "Withdrawn: the problem tells reason and withdrawn_at")))]
#[get("/api/v1/publications/{id}/qr.svg")]
pub async fn qr_code(request: HttpRequest) -> HttpResponse {
    let Some(id) = read_id(&request) else { return public::refuse(Problem::not_found()) };
    serve(&request, &format!("qr {id}"), async |site| {
        let full = match queries::publication(site, id).await? {
            Found::Shown(full) => full,
            Found::Gone { reason, at } => return Ok(Outcome::Gone { reason, at }),
        };
        let address = format!("{}{}", site.settings.public_url, full.summary.path);
        let svg = qr::svg(&address).map_err(|e| Fault::Defect(format!("an address too long for a QR code: {e}")))?;
        Ok(Outcome::Ready(Draft::typed("image/svg+xml", svg)))
    })
    .await
}

/// How abbreviations are spoken today
#[utoipa::path(get, path = "/api/v1/desk/abbreviations", operation_id = "list_abbreviations", tag = "desk",
    responses((status = 200, body = Whole<Abbreviation>)), security(("bearer" = [])))]
#[get("/api/v1/desk/abbreviations")]
pub async fn list_abbreviations(caller: Caller) -> Result<HttpResponse, Problem> {
    let day = to_vn(caller.site.clock.now()).date_naive();
    let data: Vec<Abbreviation> = queries::abbreviations(caller.site.read(), day).await?.into_iter().map(Into::into).collect();
    Ok(Reply::ok(&Whole { data })?.send())
}

/// Say how an abbreviation is spoken, from a day on
#[utoipa::path(post, path = "/api/v1/desk/abbreviations", operation_id = "set_abbreviation", tag = "desk",
    params(("Idempotency-Key" = Option<String>, Header)), request_body = SetAbbreviation,
    responses((status = 200, body = Abbreviation)), security(("bearer" = [])))]
#[post("/api/v1/desk/abbreviations")]
pub async fn set_abbreviation(caller: Caller, body: Body<SetAbbreviation>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let said = &body.value;
    let row = actions::set(&mut work, &said.written, &said.spoken, said.valid_from).await?;
    Reply::ok(&Abbreviation::from(row))?.after(work).await
}

/// End an abbreviation
#[utoipa::path(post, path = "/api/v1/desk/abbreviations/end", operation_id = "end_abbreviation", tag = "desk",
    params(("Idempotency-Key" = Option<String>, Header)), request_body = EndAbbreviation,
    responses((status = 200, body = Abbreviation)), security(("bearer" = [])))]
#[post("/api/v1/desk/abbreviations/end")]
pub async fn end_abbreviation(caller: Caller, body: Body<EndAbbreviation>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let row = actions::end(&mut work, &body.value.written, body.value.valid_to).await?;
    Reply::ok(&Abbreviation::from(row))?.after(work).await
}
