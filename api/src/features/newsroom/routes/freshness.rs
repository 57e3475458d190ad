//! The overview of what is to be looked at again, and the word that something is still right.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{DryRunQuery, NoWords, conclude};
use crate::access::Permission;
use crate::features::newsroom::freshness;
use crate::features::newsroom::freshness::overview::{self, Overview};
use crate::features::newsroom::views::ItemAnswer;
use crate::http::page::PageRequest;
use crate::http::{Body, Caller, IfMatch, Problem, Query, Reply};
use crate::kernel::dates::to_vn;
use crate::store::Work;

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(list_reviews).service(confirm);
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct ReviewQuery {
    /// Of this unit only.
    #[param(example = "0199a0c0-0000-7000-8000-000000000000")]
    unit: Option<Uuid>,
    /// Only what is late already.
    overdue: bool,
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    #[param(max_length = 4096)]
    cursor: Option<String>,
}

/// Public texts that are due to be looked at again, those that show a changed fact, and how each class stands.
#[utoipa::path(get, path = "/api/v1/desk/reviews", operation_id = "list_content_reviews", tag = "desk", params(ReviewQuery), responses((status = 200, body = Overview)), security(("bearer" = [])))]
#[get("/api/v1/desk/reviews")]
async fn list_reviews(caller: Caller, query: Query<ReviewQuery>) -> Result<HttpResponse, Problem> {
    if !caller.actor.may(Permission::ItemReadSubmitted) {
        caller.need(Permission::ItemWrite)?;
    }
    let Query(asked) = query;
    let page = PageRequest { limit: asked.limit, cursor: asked.cursor };
    let today = to_vn(caller.site.clock.now()).date_naive();
    Ok(Reply::ok(&overview::read(caller.site.read(), today, asked.unit, asked.overdue, &page).await?)?.send())
}

verb!(
    item
    /// Says that a public text was looked at and is still right.
    confirm, "/api/v1/desk/items/{id}/confirm-current", "confirm_item_current", NoWords, |work, id, seen, _said| freshness::confirm(work, id, seen)
);
