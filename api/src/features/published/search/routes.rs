//! The addresses of the search.

use actix_web::{HttpRequest, HttpResponse, get};

use super::answer::{self, SearchAnswer};
use super::params::{SearchParams, SearchQuery};
use super::suggest::{self, SearchSuggestions, SuggestParams};
use crate::features::published::routes::params;
use crate::http::public::{self, Outcome};

/// Everything public, of any kind: best first. The newest 2,000 matches are ranked, and all whose number or title it is.
///
/// Marks may be left out; written ones bring what is written alike to the front. A former name of a unit finds what is written
/// under its present one. What was withdrawn, and what never came out, is never found.
#[utoipa::path(get, path = "/api/v1/search", operation_id = "search", tag = "public", params(SearchParams),
    responses(
        (status = 200, description = "A page of hits", body = SearchAnswer, headers(
            ("ETag" = String, description = "Strong, differs by content coding"),
            ("Link" = String, description = "rel=\"next\", where there is a next page"))),
        (status = 304, description = "Unchanged since the ETag in If-None-Match")))]
#[get("/api/v1/search")]
pub async fn search(request: HttpRequest) -> HttpResponse {
    let query = match params::<SearchParams>(&request).await.and_then(|p| SearchQuery::read(&p)) {
        Ok(query) => query,
        Err(problem) => return public::refuse(problem),
    };
    public::serve(&request, &query.cache_key(), async |site| Ok(Outcome::Ready(answer::answer(site, &query).await?))).await
}

/// What is offered while somebody types: words that titles go on with, and pages whose title begins so.
#[utoipa::path(get, path = "/api/v1/search/suggestions", operation_id = "suggest_searches", tag = "public", params(SuggestParams),
    responses(
        (status = 200, description = "Suggestions, perhaps none", body = SearchSuggestions, headers(
            ("ETag" = String, description = "Strong, differs by content coding"))),
        (status = 304, description = "Unchanged since the ETag in If-None-Match")))]
#[get("/api/v1/search/suggestions")]
pub async fn suggestions(request: HttpRequest) -> HttpResponse {
    let typed = match params::<SuggestParams>(&request).await.and_then(|p| suggest::read(&p)) {
        Ok(typed) => typed,
        Err(problem) => return public::refuse(problem),
    };
    public::serve(&request, &format!("suggest {typed}"), async |site| Ok(Outcome::Ready(suggest::answer(site, &typed).await?))).await
}
