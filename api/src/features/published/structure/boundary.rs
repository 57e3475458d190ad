//! The boundary of the ward (NĐ 224/2026 Đ9.1c): GeoJSON that anybody may download, with its description in words and its source.

use actix_web::{HttpRequest, HttpResponse, get};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::http::Problem;
use crate::http::public::{Draft, Outcome, serve};
use crate::kernel::geo::Outline;
use crate::store::{Site, boundaries};

/// The boundary: a GeoJSON feature collection, with what is said of it as foreign members.
#[derive(Serialize, ToSchema)]
pub struct Boundary {
    #[serde(rename = "type")]
    #[schema(example = "FeatureCollection")]
    pub kind: &'static str,
    /// West, south, east, north.
    #[schema(min_items = 4, max_items = 4)]
    pub bbox: [f64; 4],
    /// One feature, its geometry a MultiPolygon.
    #[schema(value_type = Vec<Object>)]
    pub features: Vec<Value>,
    /// Computed on a sphere.
    #[schema(example = 12.22)]
    pub area_km2: f64,
    pub description: String,
    pub description_en: Option<String>,
    pub source: String,
    /// Counts up with every change.
    pub no: i64,
}

/// The boundary of the ward as GeoJSON; 404 while none was set
#[utoipa::path(
    get, path = "/api/v1/boundary", operation_id = "read_boundary", tag = "directory",
    responses((status = 200, body = Boundary, headers(("ETag" = String))), (status = 304, description = "Unchanged")),
)]
#[get("/api/v1/boundary")]
pub async fn read_boundary(request: HttpRequest) -> HttpResponse {
    serve(&request, "boundary", async |site| {
        let (view, _) = read(site).await?.ok_or_else(Problem::not_found)?;
        Ok(Outcome::Ready(Draft::json(serde_json::to_string(&view)?)))
    })
    .await
}

/// The newest boundary, and its outline.
pub async fn read(site: &Site) -> Result<Option<(Boundary, Outline)>, Problem> {
    let Some((row, outline)) = boundaries::newest(site.read()).await? else { return Ok(None) };
    let geometry: Value = serde_json::from_str(&row.geojson)?;
    let view = Boundary {
        kind: "FeatureCollection",
        bbox: outline.bounds(),
        features: vec![json!({"type": "Feature", "properties": {}, "geometry": geometry})],
        area_km2: outline.rounded_area(),
        description: row.description,
        description_en: row.description_en,
        source: row.source,
        no: row.no,
    };
    Ok(Some((view, outline)))
}
