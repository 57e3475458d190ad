//! Review tasks: inbox, one task.

use actix_web::web::Path;
use actix_web::{HttpResponse, get};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::features::newsroom::queries::{self, TaskFilter};
use crate::features::newsroom::views::{TaskDetail, TaskView};
use crate::http::page::PageRequest;
use crate::http::{Caller, Page, Problem, Query, Reply};
use crate::kernel::words::{Stage, TaskState};

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(list_tasks).service(read_task);
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
