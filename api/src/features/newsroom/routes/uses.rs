//! Where something is used, and what is broken.

use actix_web::web::Path;
use actix_web::{HttpResponse, get};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::access::Permission;
use crate::features::newsroom::queries;
use crate::features::newsroom::text_views::{BrokenView, SectionUsesView, UsedMediaView, UsesView};
use crate::http::page::PageRequest;
use crate::http::{Caller, Page, Problem, Query, Reply, Whole};
use crate::kernel::dates::to_vn;

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(item_uses).service(media_uses).service(section_uses).service(list_broken_links).service(list_most_used_media);
}

/// What links to an item.
#[utoipa::path(get, path = "/api/v1/desk/items/{id}/uses", operation_id = "item_uses", tag = "desk", params(("id" = Uuid, Path)), responses((status = 200, body = UsesView)), security(("bearer" = [])))]
#[get("/api/v1/desk/items/{id}/uses")]
async fn item_uses(caller: Caller, id: Path<Uuid>) -> Result<HttpResponse, Problem> {
    Ok(Reply::ok(&queries::item_uses(caller.site.read(), &caller.actor, *id).await?)?.send())
}

/// What shows a picture.
#[utoipa::path(get, path = "/api/v1/desk/media/{id}/uses", operation_id = "media_uses", tag = "media", params(("id" = Uuid, Path)), responses((status = 200, body = UsesView)), security(("bearer" = [])))]
#[get("/api/v1/desk/media/{id}/uses")]
async fn media_uses(caller: Caller, id: Path<Uuid>) -> Result<HttpResponse, Problem> {
    Ok(Reply::ok(&queries::media_uses(caller.site.read(), &caller.actor, *id).await?)?.send())
}

/// What stands in a section, and what links to it.
#[utoipa::path(get, path = "/api/v1/desk/sections/{id}/uses", operation_id = "section_uses", tag = "desk", params(("id" = Uuid, Path)), responses((status = 200, body = SectionUsesView)), security(("bearer" = [])))]
#[get("/api/v1/desk/sections/{id}/uses")]
async fn section_uses(caller: Caller, id: Path<Uuid>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::HistoryRead)?;
    Ok(Reply::ok(&queries::section_uses(caller.site.read(), &caller.actor, *id).await?)?.send())
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct BrokenQuery {
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    cursor: Option<String>,
}

/// Links of public texts to own pages that are withdrawn or were never there, and missing pictures. Links to other sites
/// are not asked.
#[utoipa::path(get, path = "/api/v1/desk/broken-links", operation_id = "list_broken_links", tag = "desk", params(BrokenQuery), responses((status = 200, body = Page<BrokenView>)), security(("bearer" = [])))]
#[get("/api/v1/desk/broken-links")]
async fn list_broken_links(caller: Caller, query: Query<BrokenQuery>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::ItemReadSubmitted)?;
    let Query(asked) = query;
    let page = PageRequest { limit: asked.limit, cursor: asked.cursor };
    let today = to_vn(caller.site.clock.now()).date_naive();
    Ok(Reply::ok(&queries::broken_links(caller.site.read(), today, &page).await?)?.send())
}

/// The twenty pictures that most public texts use.
#[utoipa::path(get, path = "/api/v1/desk/most-used-media", operation_id = "list_most_used_media", tag = "media", responses((status = 200, body = Whole<UsedMediaView>)), security(("bearer" = [])))]
#[get("/api/v1/desk/most-used-media")]
async fn list_most_used_media(caller: Caller) -> Result<HttpResponse, Problem> {
    caller.need(Permission::ItemReadSubmitted)?;
    Ok(Reply::ok(&Whole { data: queries::most_used_media(caller.site.read()).await? })?.send())
}
