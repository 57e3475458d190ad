//! Review tasks: inbox with its counts, one task, who else may decide it.

use actix_web::web::Path;
use actix_web::{HttpResponse, get};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::features::newsroom::queries::{self, Hands, TaskDue, TaskFilter};
use crate::features::newsroom::views::{PersonView, TaskCounts, TaskDetail, TaskView};
use crate::http::page::PageRequest;
use crate::http::{Caller, Page, Problem, Query, Reply, Whole};
use crate::kernel::words::{Field, Stage, TaskState};

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(list_tasks).service(count_tasks).service(read_task).service(list_candidates);
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct TasksQuery {
    /// `open` when not said.
    state: Option<TaskState>,
    stage: Option<Stage>,
    /// Whose hands they are in.
    #[param(inline)]
    hands: Option<Hands>,
    /// Only those in the caller's own hands; the same as `hands=mine`.
    mine: Option<bool>,
    /// Of the unit that reviews.
    unit: Option<Uuid>,
    field: Option<Field>,
    /// Of items in this section.
    section: Option<Uuid>,
    /// How an open task stands to its limit.
    #[param(inline)]
    due: Option<TaskDue>,
    /// `due`: first due first; otherwise first opened first.
    #[param(inline)]
    sort: Option<TaskSort>,
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    cursor: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
enum TaskSort {
    OpenedAt,
    Due,
}

impl TasksQuery {
    fn filter(&self, caller: &Caller) -> TaskFilter {
        TaskFilter {
            now: caller.site.clock.now(),
            state: self.state.unwrap_or(TaskState::Open),
            stage: self.stage,
            hands: self.hands.or(self.mine.filter(|mine| *mine).map(|_| Hands::Mine)),
            unit: self.unit,
            field: self.field,
            section: self.section,
            due: self.due,
            by_due: self.sort == Some(TaskSort::Due),
        }
    }
}

/// The tasks of the caller's inbox: what they may decide, and what their unit owes when they are its head.
#[utoipa::path(get, path = "/api/v1/moderation/tasks", operation_id = "list_tasks", tag = "moderation", params(TasksQuery), responses((status = 200, body = Page<TaskView>)), security(("bearer" = [])))]
#[get("/api/v1/moderation/tasks")]
async fn list_tasks(caller: Caller, query: Query<TasksQuery>) -> Result<HttpResponse, Problem> {
    let Query(asked) = query;
    let filter = asked.filter(&caller);
    let page = PageRequest { limit: asked.limit, cursor: asked.cursor };
    Ok(Reply::ok(&queries::tasks(caller.site.read(), &caller.actor, &filter, &page).await?)?.send())
}

/// How many tasks each filter of the inbox would show, within the filters that are set.
#[utoipa::path(get, path = "/api/v1/moderation/task-counts", operation_id = "count_tasks", tag = "moderation", params(TasksQuery), responses((status = 200, body = TaskCounts)), security(("bearer" = [])))]
#[get("/api/v1/moderation/task-counts")]
async fn count_tasks(caller: Caller, query: Query<TasksQuery>) -> Result<HttpResponse, Problem> {
    Ok(Reply::ok(&queries::task_counts(caller.site.read(), &caller.actor, &query.filter(&caller)).await?)?.send())
}

/// A task with the text as it stood, what changed since the last look, and what was said.
#[utoipa::path(get, path = "/api/v1/moderation/tasks/{id}", operation_id = "read_task", tag = "moderation", params(("id" = Uuid, Path)), responses((status = 200, body = TaskDetail)), security(("bearer" = [])))]
#[get("/api/v1/moderation/tasks/{id}")]
async fn read_task(caller: Caller, id: Path<Uuid>) -> Result<HttpResponse, Problem> {
    let view = queries::task_detail(caller.site.read(), &caller.actor, *id, caller.site.clock.now()).await?;
    let version = view.item_version;
    Ok(Reply::ok(&view)?.version(version).send())
}

/// Colleagues who may decide the task today.
#[utoipa::path(get, path = "/api/v1/moderation/tasks/{id}/candidates", operation_id = "list_candidates", tag = "moderation", params(("id" = Uuid, Path)), responses((status = 200, body = Whole<PersonView>)), security(("bearer" = [])))]
#[get("/api/v1/moderation/tasks/{id}/candidates")]
async fn list_candidates(caller: Caller, id: Path<Uuid>) -> Result<HttpResponse, Problem> {
    let data = queries::candidates(caller.site.read(), &caller.actor, *id, caller.site.clock.now()).await?;
    Ok(Reply::ok(&Whole { data })?.send())
}
