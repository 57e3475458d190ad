//! Comments anchored to passages. Never public.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::revisions::side;
use crate::features::newsroom::text_views::{AnchorRequest, ThreadView};
use crate::features::newsroom::{actions, queries};
use crate::http::{Body, Caller, IfMatch, Problem, Query, Reply, Whole};
use crate::kernel::words::CommentState;
use crate::store::Work;

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(list_comments).service(open_comment).service(read_comment);
    cfg.service(reply_comment).service(resolve_comment).service(reopen_comment);
}

/// Which state of the text is asked about.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct OnQuery {
    /// A revision's id, `live` or `working`; `working` when not said.
    #[serde(default = "working")]
    #[param(example = "working", default = "working")]
    pub on: String,
}

pub(super) fn working() -> String {
    "working".into()
}

/// Threads on passages of an item, oldest first, each found again in the text that is asked about, or detached.
#[utoipa::path(get, path = "/api/v1/desk/items/{id}/comments", operation_id = "list_comments", tag = "desk", params(("id" = Uuid, Path), OnQuery), responses((status = 200, body = Whole<ThreadView>)), security(("bearer" = [])))]
#[get("/api/v1/desk/items/{id}/comments")]
async fn list_comments(caller: Caller, id: Path<Uuid>, query: Query<OnQuery>) -> Result<HttpResponse, Problem> {
    let data = queries::threads(caller.site.read(), &caller.actor, *id, side(&query.on, "/on")?).await?;
    Ok(Reply::ok(&Whole { data })?.send())
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OpenComment {
    /// The text that the passage was marked in: a revision's id, `live` or `working`.
    #[serde(default = "working")]
    #[schema(example = "working", default = "working")]
    on: String,
    anchor: AnchorRequest,
    /// Plain text.
    #[schema(min_length = 1, max_length = 5000, example = "Cần nêu nguồn của con số này.")]
    body: String,
}

/// Comments on a passage.
#[utoipa::path(
    post, path = "/api/v1/desk/items/{id}/comments", operation_id = "open_comment", tag = "desk",
    params(("id" = Uuid, Path), ("Idempotency-Key" = Option<String>, Header)), request_body = OpenComment,
    responses((status = 201, body = ThreadView, headers(("Location" = String), ("ETag" = String)))), security(("bearer" = []))
)]
#[post("/api/v1/desk/items/{id}/comments")]
async fn open_comment(caller: Caller, id: Path<Uuid>, body: Body<OpenComment>) -> Result<HttpResponse, Problem> {
    let on_text = side(&body.on, "/on")?;
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let thread = actions::open_thread(&mut work, *id, on_text, &body.anchor, &body.body).await?;
    let view = queries::thread(work.db(), &caller.actor, *id, thread).await?;
    let location = format!("/api/v1/desk/items/{id}/comments/{thread}");
    Reply::created(&view, location)?.version(view.version).after(work).await
}

/// One thread, found again in the working copy.
#[utoipa::path(get, path = "/api/v1/desk/items/{id}/comments/{thread_id}", operation_id = "read_comment", tag = "desk", params(("id" = Uuid, Path), ("thread_id" = Uuid, Path)), responses((status = 200, body = ThreadView, headers(("ETag" = String)))), security(("bearer" = [])))]
#[get("/api/v1/desk/items/{id}/comments/{thread_id}")]
async fn read_comment(caller: Caller, path: Path<(Uuid, Uuid)>) -> Result<HttpResponse, Problem> {
    let (id, thread) = path.into_inner();
    let view = queries::thread(caller.site.read(), &caller.actor, id, thread).await?;
    Ok(Reply::ok(&view)?.version(view.version).send())
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ReplyComment {
    /// Plain text.
    #[schema(min_length = 1, max_length = 5000, example = "Đã bổ sung nguồn.")]
    body: String,
}

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Nothing {}

macro_rules! thread_verb {
    ($(#[$doc:meta])* $name:ident, $path:literal, $operation:literal, $body:ty, |$work:ident, $id:ident, $thread:ident, $seen:ident, $said:ident| $act:expr) => {
        $(#[$doc])*
        #[utoipa::path(
            post, path = $path, operation_id = $operation, tag = "desk",
            params(("id" = Uuid, Path), ("thread_id" = Uuid, Path), ("If-Match" = String, Header), ("Idempotency-Key" = Option<String>, Header)),
            request_body = $body, responses((status = 200, body = ThreadView, headers(("ETag" = String)))), security(("bearer" = []))
        )]
        #[post($path)]
        async fn $name(caller: Caller, path: Path<(Uuid, Uuid)>, $seen: IfMatch, body: Body<$body>) -> Result<HttpResponse, Problem> {
            let ($id, $thread) = path.into_inner();
            let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
            {
                let ($work, $said) = (&mut work, &body.value);
                let _ = $said;
                $act.await?;
            }
            let view = queries::thread(work.db(), &caller.actor, $id, $thread).await?;
            Reply::ok(&view)?.version(view.version).after(work).await
        }
    };
}

thread_verb!(
    /// Answers in a thread; a settled one is open again.
    reply_comment, "/api/v1/desk/items/{id}/comments/{thread_id}/replies", "reply_comment", ReplyComment,
    |work, id, thread, seen, said| actions::reply(work, id, thread, seen, &said.body)
);
thread_verb!(
    /// Settles a thread.
    resolve_comment, "/api/v1/desk/items/{id}/comments/{thread_id}/resolve", "resolve_comment", Nothing,
    |work, id, thread, seen, _said| actions::settle(work, id, thread, seen, CommentState::Resolved)
);
thread_verb!(
    /// Takes a settled thread up again.
    reopen_comment, "/api/v1/desk/items/{id}/comments/{thread_id}/reopen", "reopen_comment", Nothing,
    |work, id, thread, seen, _said| actions::settle(work, id, thread, seen, CommentState::Open)
);
