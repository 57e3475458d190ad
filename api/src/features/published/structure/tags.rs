//! Tags: suggested while somebody types, and the page that lists what bears one.

use actix_web::{HttpRequest, HttpResponse, get};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::features::published::routes::params;
use crate::http::form::Form;
use crate::http::public::{self, Draft, Outcome, serve};
use crate::http::{Problem, Whole};
use crate::kernel::public::TagName;
use crate::kernel::text::slug;
use crate::store::entities::tag;
use crate::store::{Fault, Site};

/// Tags that are suggested.
const OFFERED: u64 = 10;

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TagParams {
    /// How the tag begins, with or without marks.
    #[param(min_length = 1, max_length = 60, example = "chuyen doi")]
    q: String,
}

/// Tags in use that begin as asked, at most ten
#[utoipa::path(get, path = "/api/v1/tags", operation_id = "list_tags", tag = "public", params(TagParams),
    responses((status = 200, body = Whole<TagName>, headers(("ETag" = String))), (status = 304, description = "Unchanged")))]
#[get("/api/v1/tags")]
pub async fn list_tags(request: HttpRequest) -> HttpResponse {
    let asked = match params::<TagParams>(&request).await {
        Ok(asked) => asked.q,
        Err(problem) => return public::refuse(problem),
    };
    let mut form = Form::default();
    let asked = form.line("/q", &asked, 1, 60);
    if let Err(problem) = form.done() {
        return public::refuse(problem);
    }
    let start = slug(&asked);
    serve(&request, &format!("tags {start}"), async |site| {
        Ok(Outcome::Ready(Draft::json(serde_json::to_string(&Whole { data: beginning(site, &start).await? })?)))
    })
    .await
}

async fn beginning(site: &Site, start: &str) -> Result<Vec<TagName>, Fault> {
    if start.is_empty() {
        return Ok(vec![]);
    }
    // Slugs compare bytewise; `~` comes after every letter, digit and hyphen.
    let rows = tag::Entity::find().filter(tag::Column::Slug.gte(start)).filter(tag::Column::Slug.lt(format!("{start}~")));
    let rows = rows.order_by_asc(tag::Column::Slug).limit(OFFERED).all(site.read()).await?;
    Ok(rows.into_iter().map(|row| TagName { slug: row.slug, name: row.name }).collect())
}

/// The name of a tag.
pub async fn named(site: &Site, slug: &str) -> Result<String, Problem> {
    let row = tag::Entity::find_by_id(slug.to_owned()).one(site.read()).await?;
    Ok(row.ok_or_else(Problem::not_found)?.name)
}
