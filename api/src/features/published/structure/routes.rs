//! The addresses of structure, for everybody.

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, HttpResponse, get};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use super::arranged::{self, Collection, CollectionSummary, Layout, ShownPin};
use super::{boundary, hours, officials, tags, week};
use crate::http::public::{self, Draft, Outcome, serve};
use crate::http::{Problem, Query, SiteRef, Whole};
use crate::kernel::dates::to_vn;
use crate::kernel::words::ArrangementKind;
use crate::store::{Site, sections};

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(officials::list_officials)
        .service(week::read_schedule)
        .service(hours::list_opening_hours)
        .service(boundary::read_boundary)
        .service(tags::list_tags);
    cfg.service(read_layout).service(list_pins);
    cfg.service(list_topics).service(read_topic).service(list_life_events).service(read_life_event);
}

/// Menus, and the blocks of the home page
#[utoipa::path(get, path = "/api/v1/layout", operation_id = "read_layout", tag = "public",
    responses((status = 200, body = Layout, headers(("ETag" = String))), (status = 304, description = "Unchanged")))]
#[get("/api/v1/layout")]
async fn read_layout(request: HttpRequest, site: SiteRef) -> HttpResponse {
    let day = today(&site);
    serve(&request, &format!("layout {day}"), async |site| ready(&arranged::layout(site.read(), day).await?)).await
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PinsParams {
    /// Slug of a section; the home page when not said.
    #[param(max_length = 100, pattern = "^[a-z0-9-]*$")]
    section: Option<String>,
}

/// What is put first on the home page, or on a section's page, in its order
#[utoipa::path(get, path = "/api/v1/pins", operation_id = "list_pins", tag = "public", params(PinsParams),
    responses((status = 200, body = Whole<ShownPin>, headers(("ETag" = String))), (status = 304, description = "Unchanged")))]
#[get("/api/v1/pins")]
async fn list_pins(request: HttpRequest, site: SiteRef) -> HttpResponse {
    let asked = match Query::<PinsParams>::from_request(&request, &mut Payload::None).await {
        Ok(Query(asked)) => asked.section,
        Err(problem) => return public::refuse(problem),
    };
    if asked.as_ref().is_some_and(|s| s.len() > 100 || !s.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')) {
        return public::refuse(Problem::not_found());
    }
    let day = today(&site);
    serve(&request, &format!("pins {day} {}", asked.as_deref().unwrap_or_default()), async |site| {
        let place = match &asked {
            None => "home".to_owned(),
            Some(slug) => sections::by_slug(site.read(), slug).await?.ok_or_else(Problem::not_found)?.id.to_string(),
        };
        ready(&Whole { data: arranged::pins(site.read(), &place, day).await? })
    })
    .await
}

/// The topics that are shown
#[utoipa::path(get, path = "/api/v1/topics", operation_id = "list_topics", tag = "public",
    responses((status = 200, body = Whole<CollectionSummary>, headers(("ETag" = String))), (status = 304, description = "Unchanged")))]
#[get("/api/v1/topics")]
async fn list_topics(request: HttpRequest, site: SiteRef) -> HttpResponse {
    list(&request, &site, ArrangementKind::Topic).await
}

/// A topic: its words and the texts it gathers
#[utoipa::path(get, path = "/api/v1/topics/{slug}", operation_id = "read_topic", tag = "public", params(("slug" = String, Path, example = "cai-cach-hanh-chinh")),
    responses((status = 200, body = Collection, headers(("ETag" = String))), (status = 304, description = "Unchanged")))]
#[get("/api/v1/topics/{slug}")]
async fn read_topic(request: HttpRequest, site: SiteRef) -> HttpResponse {
    one(&request, &site, ArrangementKind::Topic).await
}

/// The life events that are shown
#[utoipa::path(get, path = "/api/v1/life-events", operation_id = "list_life_events", tag = "public",
    responses((status = 200, body = Whole<CollectionSummary>, headers(("ETag" = String))), (status = 304, description = "Unchanged")))]
#[get("/api/v1/life-events")]
async fn list_life_events(request: HttpRequest, site: SiteRef) -> HttpResponse {
    list(&request, &site, ArrangementKind::LifeEvent).await
}

/// A life event: what is to be done, and the procedures it leads to
#[utoipa::path(get, path = "/api/v1/life-events/{slug}", operation_id = "read_life_event", tag = "public", params(("slug" = String, Path, example = "sinh-con")),
    responses((status = 200, body = Collection, headers(("ETag" = String))), (status = 304, description = "Unchanged")))]
#[get("/api/v1/life-events/{slug}")]
async fn read_life_event(request: HttpRequest, site: SiteRef) -> HttpResponse {
    one(&request, &site, ArrangementKind::LifeEvent).await
}

async fn list(request: &HttpRequest, site: &Site, kind: ArrangementKind) -> HttpResponse {
    let day = today(site);
    serve(request, &format!("{kind} {day}"), async |site| ready(&Whole { data: arranged::collections(site.read(), kind, day).await? }))
        .await
}

async fn one(request: &HttpRequest, site: &Site, kind: ArrangementKind) -> HttpResponse {
    let slug = request.match_info().get("slug").unwrap_or_default().to_owned();
    if slug.is_empty() || slug.len() > 100 || !slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
        return public::refuse(Problem::not_found());
    }
    let day = today(site);
    serve(request, &format!("{kind} {day} {slug}"), async |site| {
        ready(&arranged::one(site.read(), kind, &slug, day).await?.ok_or_else(Problem::not_found)?)
    })
    .await
}

fn today(site: &Site) -> NaiveDate {
    to_vn(site.clock.now()).date_naive()
}

fn ready(body: &impl Serialize) -> Result<Outcome, Problem> {
    Ok(Outcome::Ready(Draft::json(serde_json::to_string(body)?)))
}
