//! The structure of the ward, read.

use actix_web::{HttpRequest, HttpResponse, get};
use chrono::NaiveDate;
use sea_orm::Iterable;
use serde::Serialize;
use utoipa_actix_web::service_config::ServiceConfig;

use super::queries;
use super::views::{DeskSection, DeskUnit, FieldView, PublicSection, PublicUnit};
use crate::http::public::{Draft, Outcome, serve};
use crate::http::{Caller, Problem, Reply, SiteRef, Whole};
use crate::kernel::dates;
use crate::kernel::text::fold;
use crate::kernel::words::{Field, UnitKind};
use crate::store::{Site, SiteProfile, sections};

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(read_site).service(list_sections).service(list_fields).service(list_units);
    cfg.service(list_desk_sections).service(list_desk_units);
}

/// What the portal says of itself
#[utoipa::path(
    get, path = "/api/v1/site", operation_id = "read_site", tag = "directory",
    responses((status = 200, body = SiteProfile, headers(("ETag" = String))), (status = 304, description = "Unchanged")),
)]
#[get("/api/v1/site")]
async fn read_site(request: HttpRequest, site: SiteRef) -> HttpResponse {
    let day = today(&site);
    // Settings are dated like structure.
    serve(&request, &format!("site {day}"), async |site| ready(&SiteProfile::read(site.read(), day).await?)).await
}

/// Sections that hold publications, and their parents
#[utoipa::path(
    get, path = "/api/v1/sections", operation_id = "list_sections", tag = "directory",
    responses((status = 200, body = Whole<PublicSection>, headers(("ETag" = String))), (status = 304, description = "Unchanged")),
)]
#[get("/api/v1/sections")]
async fn list_sections(request: HttpRequest, site: SiteRef) -> HttpResponse {
    let day = today(&site);
    // Structure is dated: what is kept is good for its day.
    serve(&request, &format!("sections {day}"), async |site| {
        let found = sections::shown(sections::standing(site.read(), day).await?);
        ready(&Whole { data: found.into_iter().map(|(row, n)| PublicSection::of(row, n)).collect() })
    })
    .await
}

/// The fields by which items are reviewed (Điều 12–14)
#[utoipa::path(
    get, path = "/api/v1/fields", operation_id = "list_fields", tag = "directory",
    responses((status = 200, body = Whole<FieldView>, headers(("ETag" = String))), (status = 304, description = "Unchanged")),
)]
#[get("/api/v1/fields")]
async fn list_fields(request: HttpRequest) -> HttpResponse {
    serve(&request, "fields", async |_| ready(&Whole { data: Field::iter().map(FieldView::of).collect() })).await
}

/// Units of the ward
#[utoipa::path(
    get, path = "/api/v1/units", operation_id = "list_units", tag = "directory",
    responses((status = 200, body = Whole<PublicUnit>, headers(("ETag" = String))), (status = 304, description = "Unchanged")),
)]
#[get("/api/v1/units")]
async fn list_units(request: HttpRequest, site: SiteRef) -> HttpResponse {
    let day = today(&site);
    serve(&request, &format!("units {day}"), async |site| {
        let rows = queries::units(site.read(), day).await?;
        let mut faces = queries::faces(site.read()).await?;
        // A contributor who stands for nobody else is a private person.
        let shown = rows.into_iter().filter(|u| u.kind != UnitKind::Person);
        let data = shown.map(|unit| {
            let face = faces.remove(&fold(&unit.name));
            PublicUnit::of(unit, face)
        });
        ready(&Whole { data: data.collect() })
    })
    .await
}

/// All sections, empty ones included
#[utoipa::path(
    get, path = "/api/v1/desk/sections", operation_id = "list_desk_sections", tag = "desk",
    responses((status = 200, body = Whole<DeskSection>)), security(("bearer" = [])),
)]
#[get("/api/v1/desk/sections")]
async fn list_desk_sections(caller: Caller) -> Result<HttpResponse, Problem> {
    let found = sections::standing(caller.site.read(), today(&caller.site)).await?;
    let data: Vec<_> = found.into_iter().map(|(row, n)| DeskSection::of(row, n)).collect();
    Ok(Reply::ok(&Whole { data })?.send())
}

/// All units, persons included
#[utoipa::path(
    get, path = "/api/v1/desk/units", operation_id = "list_desk_units", tag = "desk",
    responses((status = 200, body = Whole<DeskUnit>)), security(("bearer" = [])),
)]
#[get("/api/v1/desk/units")]
async fn list_desk_units(caller: Caller) -> Result<HttpResponse, Problem> {
    let rows = queries::units(caller.site.read(), today(&caller.site)).await?;
    let data: Vec<_> = rows.into_iter().map(DeskUnit::of).collect();
    Ok(Reply::ok(&Whole { data })?.send())
}

fn ready(body: &impl Serialize) -> Result<Outcome, Problem> {
    Ok(Outcome::Ready(Draft::json(serde_json::to_string(body)?)))
}

fn today(site: &Site) -> NaiveDate {
    dates::to_vn(site.clock.now()).date_naive()
}
