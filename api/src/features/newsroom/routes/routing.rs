//! "Bài này sẽ đi đâu, vì sao?": the routing rules asked without submitting anything.

use actix_web::{HttpResponse, get};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::features::newsroom::queries;
use crate::features::newsroom::views::RoutingPreview;
use crate::http::{Caller, FieldError, Problem, Query, Reply};
use crate::kernel::dates::to_vn;
use crate::kernel::words::Field;

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(preview_routing);
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct PreviewQuery {
    /// An existing item: its own fields, section and author are asked, and the next three are not.
    item: Option<Uuid>,
    /// Fields, joined by commas.
    #[param(max_length = 200, example = "culture,economy")]
    fields: Option<String>,
    section: Option<Uuid>,
    /// Whether a contributor wrote it.
    from_contributor: Option<bool>,
    /// The day whose rules are asked; today when not said.
    on: Option<NaiveDate>,
}

/// Which units would review, and why, clause by clause; and why the others would not (Điều 12–14).
#[utoipa::path(get, path = "/api/v1/moderation/routing-preview", operation_id = "preview_routing", tag = "moderation", params(PreviewQuery), responses((status = 200, body = RoutingPreview)), security(("bearer" = [])))]
#[get("/api/v1/moderation/routing-preview")]
async fn preview_routing(caller: Caller, query: Query<PreviewQuery>) -> Result<HttpResponse, Problem> {
    let on = query.on.unwrap_or_else(|| to_vn(caller.site.clock.now()).date_naive());
    let db = caller.site.read();
    let preview = match query.item {
        Some(item) => queries::routing_of_item(db, &caller.actor, item, on).await?,
        None => {
            let fields = read_fields(query.fields.as_deref().unwrap_or_default())?;
            queries::routing_of(db, &fields, query.section, query.from_contributor.unwrap_or(false), on).await?
        }
    };
    Ok(Reply::ok(&preview)?.send())
}

fn read_fields(list: &str) -> Result<Vec<Field>, Problem> {
    let words = list.split(',').map(str::trim).filter(|w| !w.is_empty());
    let read = words.map(|w| Field::read(w).ok_or(())).collect::<Result<Vec<_>, ()>>();
    read.map_err(|()| {
        let all = Field::all().join(", ");
        let fault = FieldError::new("/fields", "bad_parameter", format!("Lĩnh vực gồm: {all}."), format!("Fields are: {all}."));
        Problem::invalid(vec![fault])
    })
}
