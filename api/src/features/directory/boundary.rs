//! Setting the boundary of the ward (NĐ 224/2026 Đ9.1c). What everybody sees of it: `published/structure/boundary.rs`.

use actix_web::{HttpResponse, put};
use sea_orm::{EntityTrait, IntoActiveModel, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::access::Permission;
use crate::http::form::Form;
use crate::http::{Body, Caller, Problem, Reply};
use crate::kernel::geo::Outline;
use crate::store::entities::boundary;
use crate::store::{Change, Fault, Work};

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(set_boundary);
}

/// A boundary to be shown from now on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewBoundary {
    /// GeoJSON (RFC 7946) with a Polygon or MultiPolygon in longitude and latitude; at most 20,000 points.
    #[schema(value_type = Object, example = json!({"type": "Polygon", "coordinates": [[[106.3, 20.9], [106.4, 20.9], [106.4, 21.0], [106.3, 20.9]]]}))]
    pub geojson: Value,
    /// What the map shows, for those who do not see it: the neighbours on each side, what runs along the boundary.
    #[schema(min_length = 1, max_length = 2000, example = "Phía bắc giáp phường Ví Dụ, phía nam giáp sông Ví Dụ.")]
    pub description: String,
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub description_en: Option<String>,
    /// Whose data it is, under which licence.
    #[schema(min_length = 1, max_length = 300, example = "thanglequoc/vietnamese-provinces-database, giấy phép MIT")]
    pub source: String,
}

/// What was set.
#[derive(Serialize, ToSchema)]
pub struct BoundarySet {
    /// Counts up with every change.
    pub no: i64,
    /// Computed on a sphere.
    #[schema(example = 12.22)]
    pub area_km2: f64,
}

/// Set the boundary. Earlier ones are kept.
#[utoipa::path(
    put, path = "/api/v1/boundary", operation_id = "set_boundary", tag = "directory", request_body = NewBoundary,
    responses((status = 200, body = BoundarySet)), security(("bearer" = [])),
)]
#[put("/api/v1/boundary")]
async fn set_boundary(caller: Caller, body: Body<NewBoundary>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::SiteManage)?;
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let set = set(&mut work, body.value).await?;
    Reply::ok(&set)?.after(work).await
}

/// Sets the boundary.
pub async fn set(work: &mut Work<'_>, new: NewBoundary) -> Result<BoundarySet, Problem> {
    super::actions::may_manage(&work.actor)?;
    let mut form = Form::default();
    let outline = Outline::read(&new.geojson);
    if let Err(fault) = outline {
        let (code, vi, en) = fault.told();
        form.say("/geojson", code, vi, en);
    }
    let description = form.block("/description", &new.description, 1, 2000);
    let description_en = form.optional_block("/description_en", new.description_en.as_deref(), 2000);
    let source = form.line("/source", &new.source, 1, 300);
    form.done()?;
    let outline = outline.map_err(|_| Fault::Defect("the outline was asked".into()))?;
    let last = boundary::Entity::find().order_by_desc(boundary::Column::No).lock_exclusive().one(work.db()).await?;
    let row = boundary::Model {
        no: last.map_or(0, |row| row.no) + 1,
        geojson: outline.geometry().to_string(),
        description,
        description_en,
        source,
        set_by: work.actor.person,
        set_at: work.now,
    };
    let set = BoundarySet { no: row.no, area_km2: outline.rounded_area() };
    boundary::Entity::insert(row.into_active_model()).exec_without_returning(work.db()).await?;
    work.record(Change::BoundarySet { no: set.no });
    Ok(set)
}
