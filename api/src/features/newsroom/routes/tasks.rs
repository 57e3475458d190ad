//! Review tasks: inbox, one task, decisions.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use chrono::{DateTime, Utc};
use sea_orm::EntityTrait;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{DryRunQuery, would};
use crate::features::newsroom::actions::{self, Approval};
use crate::features::newsroom::queries::{self, TaskFilter};
use crate::features::newsroom::views::{TaskAnswer, TaskDetail, TaskView};
use crate::http::page::PageRequest;
use crate::http::{Body, Caller, IfMatch, Page, Problem, Query, Reply};
use crate::kernel::words::{Stage, TaskState};
use crate::store::Work;
use crate::store::changes::Release;
use crate::store::entities::review_task;

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(list_tasks)
        .service(read_task)
        .service(claim_task)
        .service(release_task)
        .service(approve_task)
        .service(return_task)
        .service(reject_task);
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct TasksQuery {
    /// `open` when not said.
    state: Option<TaskState>,
    stage: Option<Stage>,
    /// Only those in the caller's own hands.
    mine: Option<bool>,
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    cursor: Option<String>,
}

/// The tasks that the caller may decide, oldest first.
#[utoipa::path(get, path = "/api/v1/moderation/tasks", operation_id = "list_tasks", tag = "moderation", params(TasksQuery), responses((status = 200, body = Page<TaskView>)), security(("bearer" = [])))]
#[get("/api/v1/moderation/tasks")]
async fn list_tasks(caller: Caller, query: Query<TasksQuery>) -> Result<HttpResponse, Problem> {
    let Query(asked) = query;
    let filter = TaskFilter { state: asked.state.unwrap_or(TaskState::Open), stage: asked.stage, mine: asked.mine.unwrap_or(false) };
    let page = PageRequest { limit: asked.limit, cursor: asked.cursor };
    Ok(Reply::ok(&queries::tasks(caller.site.read(), &caller.actor, &filter, &page).await?)?.send())
}

/// A task with the text as it stood, what changed since the last look, and what was said.
#[utoipa::path(get, path = "/api/v1/moderation/tasks/{id}", operation_id = "read_task", tag = "moderation", params(("id" = Uuid, Path)), responses((status = 200, body = TaskDetail)), security(("bearer" = [])))]
#[get("/api/v1/moderation/tasks/{id}")]
async fn read_task(caller: Caller, id: Path<Uuid>) -> Result<HttpResponse, Problem> {
    let view = queries::task_detail(caller.site.read(), &caller.actor, *id).await?;
    let version = view.item_version;
    Ok(Reply::ok(&view)?.version(version).send())
}

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NoWords {}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Remark {
    #[schema(min_length = 1, max_length = 5000, example = "Đề nghị bổ sung ảnh và thời gian diễn ra.")]
    remark: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ApproveTask {
    #[serde(default)]
    #[schema(max_length = 5000)]
    remark: Option<String>,
    /// The reviewer confirms the list of Điều 8.
    #[serde(default)]
    checklist_confirmed: bool,
    /// Of the board's approval: when it comes out. Now, when not said.
    #[serde(default)]
    publish: Option<ReleaseWord>,
    /// `item_version` of the task as it was looked at: the Secretariat sends up no text that it has not seen (412).
    #[serde(default)]
    #[schema(minimum = 1)]
    item_version: Option<i64>,
    /// With `publish: at`.
    #[serde(default)]
    publish_at: Option<DateTime<Utc>>,
}

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ReleaseWord {
    Now,
    At,
    Hold,
}

macro_rules! task_verb {
    ($(#[$doc:meta])* $name:ident, $path:literal, $operation:literal, $body:ty, |$work:ident, $id:ident, $said:ident| $act:expr) => {
        $(#[$doc])*
        #[utoipa::path(
            post, path = $path, operation_id = $operation, tag = "moderation",
            params(("id" = Uuid, Path), ("Idempotency-Key" = Option<String>, Header), DryRunQuery),
            request_body = $body, responses((status = 200, body = TaskAnswer)), security(("bearer" = []))
        )]
        #[post($path)]
        async fn $name(caller: Caller, id: Path<Uuid>, dry: Query<DryRunQuery>, body: Body<$body>) -> Result<HttpResponse, Problem> {
            let $id = *id;
            let mut call = caller.call(&body.fingerprint);
            if dry.dry_run {
                call.key = None;
            }
            let mut work = Work::begin(&caller.site, call).await?;
            let done = {
                let ($work, $said) = (&mut work, &body.value);
                let _ = $said;
                $act.await
            };
            conclude(&caller, work, $id, done, dry.dry_run).await
        }
    };
}

async fn conclude(caller: &Caller, work: Work<'_>, id: Uuid, done: Result<(), Problem>, dry: bool) -> Result<HttpResponse, Problem> {
    if dry {
        let task = review_task::Entity::find_by_id(id).one(work.db()).await?.ok_or_else(Problem::not_found)?;
        let told = would(&work, task.item_id, done).await?;
        return Ok(Reply::ok(&told)?.send());
    }
    done?;
    let view = queries::task_detail(work.db(), &caller.actor, id).await?;
    let version = view.item_version;
    Reply::ok(&view)?.version(version).after(work).await
}

task_verb!(
    /// Takes the task in hand.
    claim_task, "/api/v1/moderation/tasks/{id}/claim", "claim_task", NoWords, |work, id, _said| actions::claim(work, id)
);
task_verb!(
    /// Puts the task back into the inbox.
    release_task, "/api/v1/moderation/tasks/{id}/release", "release_task", NoWords, |work, id, _said| actions::release(work, id)
);
task_verb!(
    /// Returns the item to its author with a remark; sibling tasks are settled too.
    return_task, "/api/v1/moderation/tasks/{id}/return", "return_task", Remark, |work, id, said| actions::return_task(work, id, &said.remark)
);
task_verb!(
    /// Rejects the item, with the reason.
    reject_task, "/api/v1/moderation/tasks/{id}/reject", "reject_task", Remark, |work, id, said| actions::reject_task(work, id, &said.remark)
);
task_verb!(
    /// Says yes: a unit to its field, the Secretariat by sending up, the board to the revision it saw.
    approve_task, "/api/v1/moderation/tasks/{id}/approve", "approve_task", ApproveTask, |work, id, said| {
        let release = match said.publish {
            None | Some(ReleaseWord::Now) => Release::Now,
            Some(ReleaseWord::At) => Release::At,
            Some(ReleaseWord::Hold) => Release::Hold,
        };
        let said = Approval { remark: said.remark.clone(), checklist_confirmed: said.checklist_confirmed, release, publish_at: said.publish_at, seen: said.item_version.map(IfMatch) };
        actions::approve_task(work, id, said)
    }
);
