//! Votes: given, told, counted for the desk.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, get, post};
use chrono::{Months, NaiveDate};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::access::Permission;
use crate::features::feedback::ratings::{self, By};
use crate::features::feedback::views::{NewRating, RatingRow, RatingSum};
use crate::http::client_address::client_address;
use crate::http::form::Form;
use crate::http::public::{self, Draft};
use crate::http::{Body, Caller, Problem, Query, Reply, SiteRef, Whole};

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(rate_page).service(get_page_rating).service(count_ratings);
}

/// Say how content one is with a page
///
/// One vote a page, a day and an address. Nothing is kept but the count.
#[utoipa::path(post, path = "/api/v1/ratings", operation_id = "rate_page", tag = "public", request_body = NewRating,
    responses((status = 204, description = "Counted"), (status = 409, description = "Rated today already"), (status = 429, description = "Too many from this address")))]
#[post("/api/v1/ratings")]
async fn rate_page(request: HttpRequest, site: SiteRef, body: Body<NewRating>) -> Result<HttpResponse, Problem> {
    ratings::vote(&site, &body.path, body.satisfaction, client_address(&request)).await?;
    Ok(HttpResponse::NoContent().insert_header((header::CACHE_CONTROL, "no-store")).finish())
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PageQuery {
    /// Of a public page.
    #[param(min_length = 1, max_length = 400, example = "/tin-bai/phuong-thanh-dong-ra-quan-0f3k9q2w8x")]
    path: String,
}

/// How content readers are with a page, once ten have said so
#[utoipa::path(get, path = "/api/v1/ratings", operation_id = "get_page_rating", tag = "public", params(PageQuery),
    responses((status = 200, body = RatingSum), (status = 404, description = "No such page")))]
#[get("/api/v1/ratings")]
async fn get_page_rating(request: HttpRequest, site: SiteRef, query: Query<PageQuery>) -> Result<HttpResponse, Problem> {
    let sum = ratings::of_page(&site, &query.path).await?;
    Ok(public::answer(&request, Draft::json(serde_json::to_string(&sum)?)))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct CountsQuery {
    /// `month` when not said.
    #[serde(default)]
    #[param(inline)]
    by: Option<By>,
    /// The first month.
    #[param(pattern = "^20[0-9]{2}-(0[1-9]|1[0-2])$", example = "2026-01")]
    from: String,
    /// The last month, at most 36 in all.
    #[param(pattern = "^20[0-9]{2}-(0[1-9]|1[0-2])$", example = "2026-12")]
    to: String,
}

/// Votes by month, section or page
#[utoipa::path(get, path = "/api/v1/desk/ratings", operation_id = "count_ratings", tag = "feedback", params(CountsQuery), responses((status = 200, body = Whole<RatingRow>)), security(("bearer" = [])))]
#[get("/api/v1/desk/ratings")]
async fn count_ratings(caller: Caller, query: Query<CountsQuery>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::ItemReadSubmitted)?;
    let mut form = Form::default();
    let mut month = |pointer: &str, text: &str| {
        let day: Option<NaiveDate> = (text.len() == 7 && text.starts_with("20")).then(|| format!("{text}-01").parse().ok()).flatten();
        if day.is_none() {
            form.say(pointer, "bad_month", "Tháng viết như 2026-11.", "A month is written like 2026-11.");
        }
        day.unwrap_or_default()
    };
    let (from, to) = (month("/from", &query.from), month("/to", &query.to));
    if form.errors.is_empty() && (to < from || from.checked_add_months(Months::new(36)).is_none_or(|end| to >= end)) {
        form.say("/to", "out_of_range", "Từ 1 đến 36 tháng.", "From one to 36 months.");
    }
    form.done()?;
    let data = ratings::table(&caller.site, query.by.unwrap_or(By::Month), from, to).await?;
    Ok(Reply::ok(&Whole { data })?.send())
}
