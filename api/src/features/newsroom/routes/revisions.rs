//! Revisions: list, name, read, restore, compare.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::features::newsroom::actions;
use crate::features::newsroom::queries::{self, Compared};
use crate::features::newsroom::views::{DiffView, ItemView, RevisionDetail, RevisionView};
use crate::http::{Body, Caller, FieldError, IfMatch, Problem, Query, Reply};
use crate::store::Work;

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(list_revisions).service(name_revision).service(read_revision).service(restore_revision).service(compare);
}

#[derive(Serialize, ToSchema)]
struct Revisions {
    data: Vec<RevisionView>,
}

/// The revisions of an item, newest first.
#[utoipa::path(get, path = "/api/v1/desk/items/{id}/revisions", operation_id = "list_revisions", tag = "desk", params(("id" = Uuid, Path)), responses((status = 200, body = Revisions)), security(("bearer" = [])))]
#[get("/api/v1/desk/items/{id}/revisions")]
async fn list_revisions(caller: Caller, id: Path<Uuid>) -> Result<HttpResponse, Problem> {
    let data = queries::revisions(caller.site.read(), &caller.actor, *id).await?;
    Ok(Reply::ok(&Revisions { data })?.send())
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NameRevision {
    #[schema(min_length = 1, max_length = 200, example = "Bản gửi lãnh đạo xem")]
    name: String,
}

/// Freezes the working copy under a name.
#[utoipa::path(post, path = "/api/v1/desk/items/{id}/revisions", operation_id = "name_revision", tag = "desk", params(("id" = Uuid, Path)), request_body = NameRevision, responses((status = 201, body = RevisionView)), security(("bearer" = [])))]
#[post("/api/v1/desk/items/{id}/revisions")]
async fn name_revision(caller: Caller, id: Path<Uuid>, body: Body<NameRevision>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let row = actions::name_revision(&mut work, *id, &body.name).await?;
    let location = format!("/api/v1/desk/items/{}/revisions/{}", id, row.id);
    let view = queries::revision_views(work.db(), vec![row], None).await?.remove(0);
    Reply::created(&view, location)?.after(work).await
}

/// One revision with its content.
#[utoipa::path(get, path = "/api/v1/desk/items/{id}/revisions/{revision_id}", operation_id = "read_revision", tag = "desk", params(("id" = Uuid, Path), ("revision_id" = Uuid, Path)), responses((status = 200, body = RevisionDetail)), security(("bearer" = [])))]
#[get("/api/v1/desk/items/{id}/revisions/{revision_id}")]
async fn read_revision(caller: Caller, path: Path<(Uuid, Uuid)>) -> Result<HttpResponse, Problem> {
    let (id, revision_id) = path.into_inner();
    Ok(Reply::ok(&queries::revision_detail(caller.site.read(), &caller.actor, id, revision_id).await?)?.send())
}

/// Puts a revision's text back into the working copy. The restoring is an event of its own.
#[utoipa::path(post, path = "/api/v1/desk/items/{id}/revisions/{revision_id}/restore", operation_id = "restore_revision", tag = "desk", params(("id" = Uuid, Path), ("revision_id" = Uuid, Path), ("If-Match" = String, Header)), request_body = super::NoWords, responses((status = 200, body = ItemView)), security(("bearer" = [])))]
#[post("/api/v1/desk/items/{id}/revisions/{revision_id}/restore")]
async fn restore_revision(
    caller: Caller,
    path: Path<(Uuid, Uuid)>,
    seen: IfMatch,
    body: Body<super::NoWords>,
) -> Result<HttpResponse, Problem> {
    let (id, revision_id) = path.into_inner();
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let done = actions::restore_revision(&mut work, id, revision_id, seen).await;
    super::conclude(&caller, work, id, done, false).await
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct CompareQuery {
    /// A revision's id, `live` or `working`.
    #[param(example = "live")]
    from: String,
    #[param(example = "working")]
    to: String,
}

/// What changed between two states: field by field, and word by word in the body.
#[utoipa::path(get, path = "/api/v1/desk/items/{id}/diff", operation_id = "compare_revisions", tag = "desk", params(("id" = Uuid, Path), CompareQuery), responses((status = 200, body = DiffView)), security(("bearer" = [])))]
#[get("/api/v1/desk/items/{id}/diff")]
async fn compare(caller: Caller, id: Path<Uuid>, query: Query<CompareQuery>) -> Result<HttpResponse, Problem> {
    let (from, to) = (side(&query.from, "/from")?, side(&query.to, "/to")?);
    Ok(Reply::ok(&queries::diff_view(caller.site.read(), &caller.actor, *id, from, to).await?)?.send())
}

pub(super) fn side(text: &str, pointer: &str) -> Result<Compared, Problem> {
    match text {
        "live" => Ok(Compared::Live),
        "working" => Ok(Compared::Working),
        id => id.parse().map(Compared::Revision).map_err(|_| {
            let fault = FieldError::new(
                pointer,
                "bad_parameter",
                "Dùng mã bản sửa, “live” hoặc “working”.",
                "Use a revision's id, `live` or `working`.",
            );
            Problem::invalid(vec![fault])
        }),
    }
}
