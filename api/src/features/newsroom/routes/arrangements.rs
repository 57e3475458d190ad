//! How review is arranged: shares of the clock, limits, four eyes, alternates. Dated, with the legal basis of each.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post, put};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::features::newsroom::actions::{self, NewAlternate};
use crate::features::newsroom::queries;
use crate::features::newsroom::views::ReviewArrangements;
use crate::http::{Body, Caller, Problem, Reply};
use crate::kernel::words::{ReviewSetting, Stage};
use crate::store::Work;

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(read_arrangements).service(set_setting).service(name_alternate).service(end_alternate);
}

/// Settings in force today with what is coming, and the alternates of today and later.
#[utoipa::path(get, path = "/api/v1/moderation/arrangements", operation_id = "read_review_arrangements", tag = "moderation", responses((status = 200, body = ReviewArrangements)), security(("bearer" = [])))]
#[get("/api/v1/moderation/arrangements")]
async fn read_arrangements(caller: Caller) -> Result<HttpResponse, Problem> {
    Ok(Reply::ok(&queries::arrangements(caller.site.read(), caller.site.clock.now()).await?)?.send())
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SetReviewSetting {
    /// `share_…`: 1–100; `hours_…`: 1–200 working hours; `warn_hours`: 1–40; `four_eyes`: `not_alone` or `no_hand`.
    #[schema(min_length = 1, max_length = 20, example = "40")]
    value: String,
    /// The decision or clause behind it.
    #[schema(min_length = 1, max_length = 300, example = "Thông báo phân công số 05/TB-BBT")]
    citation: String,
    /// Not before today.
    valid_from: NaiveDate,
}

/// Sets one value from a day on.
#[utoipa::path(put, path = "/api/v1/moderation/review-settings/{name}", operation_id = "set_review_setting", tag = "moderation", params(("name" = ReviewSetting, Path)), request_body = SetReviewSetting, responses((status = 200, body = ReviewArrangements)), security(("bearer" = [])))]
#[put("/api/v1/moderation/review-settings/{name}")]
async fn set_setting(caller: Caller, name: Path<String>, body: Body<SetReviewSetting>) -> Result<HttpResponse, Problem> {
    let name = ReviewSetting::read(&name).ok_or_else(Problem::not_found)?;
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    actions::set_review_setting(&mut work, name, &body.value.value, &body.value.citation, body.value.valid_from).await?;
    told(work).await
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NameAlternate {
    stage: Stage,
    /// The reviewing unit: needed for `field_review`, absent for the other stages.
    #[serde(default)]
    unit: Option<Uuid>,
    user: Uuid,
    #[schema(min_length = 1, max_length = 300, example = "Thông báo phân công số 05/TB-BBT")]
    citation: String,
    valid_from: NaiveDate,
    #[serde(default)]
    valid_to: Option<NaiveDate>,
}

/// Names who takes over tasks whose share of the clock is over.
#[utoipa::path(post, path = "/api/v1/moderation/alternates", operation_id = "name_alternate", tag = "moderation", request_body = NameAlternate, responses((status = 200, body = ReviewArrangements)), security(("bearer" = [])))]
#[post("/api/v1/moderation/alternates")]
async fn name_alternate(caller: Caller, body: Body<NameAlternate>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let NameAlternate { stage, unit, user, citation, valid_from, valid_to } = body.value;
    actions::name_alternate(&mut work, NewAlternate { stage, unit, user, citation, from: valid_from, to: valid_to }).await?;
    told(work).await
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LastDay {
    /// The last day of it; not before today.
    last_day: NaiveDate,
}

/// Ends an alternate's time.
#[utoipa::path(post, path = "/api/v1/moderation/alternates/{id}/end", operation_id = "end_alternate", tag = "moderation", params(("id" = Uuid, Path)), request_body = LastDay, responses((status = 200, body = ReviewArrangements)), security(("bearer" = [])))]
#[post("/api/v1/moderation/alternates/{id}/end")]
async fn end_alternate(caller: Caller, id: Path<Uuid>, body: Body<LastDay>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    actions::end_alternate(&mut work, *id, body.value.last_day).await?;
    told(work).await
}

async fn told(work: Work<'_>) -> Result<HttpResponse, Problem> {
    let view = queries::arrangements(work.db(), work.now).await?;
    Reply::ok(&view)?.after(work).await
}
