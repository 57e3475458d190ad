//! Automatic flags on a text, and the dated lists of words behind them.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post, put};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::comments::OnQuery;
use super::revisions::side;
use crate::access::Permission;
use crate::features::newsroom::text_views::{FlagsView, WordRequest, WordView};
use crate::features::newsroom::{actions, queries};
use crate::http::page::PageRequest;
use crate::http::{Body, Caller, IfMatch, Page, Problem, Query, Reply};
use crate::kernel::dates::to_vn;
use crate::kernel::flags;
use crate::kernel::words::{Severity, WordList};
use crate::store::Work;

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(read_flags).service(list_words).service(add_word).service(change_word);
}

/// What the program notices in a text: secrecy marks, listed phrases, personal data, children's pictures, old fonts (Đ8).
#[utoipa::path(get, path = "/api/v1/desk/items/{id}/flags", operation_id = "read_flags", tag = "desk", params(("id" = Uuid, Path), OnQuery), responses((status = 200, body = FlagsView)), security(("bearer" = [])))]
#[get("/api/v1/desk/items/{id}/flags")]
async fn read_flags(caller: Caller, id: Path<Uuid>, query: Query<OnQuery>) -> Result<HttpResponse, Problem> {
    let today = to_vn(caller.site.clock.now()).date_naive();
    let found = queries::flags(caller.site.read(), &caller.actor, *id, side(&query.on, "/on")?, today).await?;
    let view = FlagsView {
        to_confirm: flags::to_confirm(&found),
        blocked: found.iter().any(|f| f.severity == Severity::Block),
        data: found.into_iter().map(Into::into).collect(),
    };
    Ok(Reply::ok(&view)?.send())
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct WordsQuery {
    list: Option<WordList>,
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    cursor: Option<String>,
}

/// The entries of the lists of words, newest first, ended ones too.
#[utoipa::path(get, path = "/api/v1/desk/word-lists", operation_id = "list_words", tag = "desk", params(WordsQuery), responses((status = 200, body = Page<WordView>)), security(("bearer" = [])))]
#[get("/api/v1/desk/word-lists")]
async fn list_words(caller: Caller, query: Query<WordsQuery>) -> Result<HttpResponse, Problem> {
    if !caller.actor.may(Permission::RoutingManage) {
        caller.need(Permission::ItemWrite)?;
    }
    let Query(asked) = query;
    let page = PageRequest { limit: asked.limit, cursor: asked.cursor };
    let today = to_vn(caller.site.clock.now()).date_naive();
    Ok(Reply::ok(&queries::words(caller.site.read(), asked.list, today, &page).await?)?.send())
}

/// Adds an entry to a list; it counts from `valid_from` on.
#[utoipa::path(
    post, path = "/api/v1/desk/word-lists", operation_id = "add_word", tag = "desk", params(("Idempotency-Key" = Option<String>, Header)),
    request_body = WordRequest, responses((status = 201, body = WordView, headers(("Location" = String), ("ETag" = String)))), security(("bearer" = []))
)]
#[post("/api/v1/desk/word-lists")]
async fn add_word(caller: Caller, body: Body<WordRequest>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let row = actions::add_word(&mut work, body.value).await?;
    let location = format!("/api/v1/desk/word-lists/{}", row.id);
    let view = queries::word_view(row, to_vn(work.now).date_naive());
    Reply::created(&view, location)?.version(view.version).after(work).await
}

/// Changes an entry, or ends it with `valid_to`.
#[utoipa::path(
    put, path = "/api/v1/desk/word-lists/{id}", operation_id = "change_word", tag = "desk",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = WordRequest,
    responses((status = 200, body = WordView, headers(("ETag" = String)))), security(("bearer" = []))
)]
#[put("/api/v1/desk/word-lists/{id}")]
async fn change_word(caller: Caller, id: Path<Uuid>, seen: IfMatch, body: Body<WordRequest>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let row = actions::change_word(&mut work, *id, seen, body.value).await?;
    let view = queries::word_view(row, to_vn(work.now).date_naive());
    Reply::ok(&view)?.version(view.version).after(work).await
}
