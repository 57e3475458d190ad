//! The newsroom's HTTP door: thin handlers of caller → work → action → view.

/// The handler of a verb, on an item (whose version the caller names) or on a task: caller → work → action → view, or what
/// would come of it (`dry_run=true`).
macro_rules! verb {
    (item $(#[$doc:meta])* $name:ident, $path:literal, $operation:literal, $body:ty, |$work:ident, $id:ident, $seen:ident, $said:ident| $act:expr) => {
        verb!(@ [$(#[$doc])*], $name, $path, $operation, "desk", ItemAnswer, conclude, [("If-Match" = String, Header),], [$seen: IfMatch,], $body, |$work, $id, $said| $act);
    };
    (task $(#[$doc:meta])* $name:ident, $path:literal, $operation:literal, $body:ty, |$work:ident, $id:ident, $said:ident| $act:expr) => {
        verb!(@ [$(#[$doc])*], $name, $path, $operation, "moderation", TaskAnswer, conclude_task, [], [], $body, |$work, $id, $said| $act);
    };
    (@ [$($doc:tt)*], $name:ident, $path:literal, $operation:literal, $tag:literal, $answer:ident, $conclude:ident,
        [$($header:tt)*], [$($seen:tt)*], $body:ty, |$work:ident, $id:ident, $said:ident| $act:expr) => {
        $($doc)*
        #[utoipa::path(
            post, path = $path, operation_id = $operation, tag = $tag,
            params(("id" = Uuid, Path), $($header)* ("Idempotency-Key" = Option<String>, Header), DryRunQuery),
            request_body = $body, responses((status = 200, body = $answer)), security(("bearer" = []))
        )]
        #[post($path)]
        async fn $name(caller: Caller, id: Path<Uuid>, $($seen)* dry: Query<DryRunQuery>, body: Body<$body>) -> Result<HttpResponse, Problem> {
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
            $conclude(&caller, work, $id, done, dry.dry_run).await
        }
    };
}

mod arrangements;
mod bulk;
mod comments;
mod decisions;
mod flags;
mod freshness;
mod items;
mod kinds;
mod revisions;
mod routing;
mod tasks;
mod uses;
mod verbs;

use actix_web::HttpResponse;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::queries;
use super::views::{DryRun, ItemView, Next};
use crate::http::problem::Code;
use crate::http::{Caller, Problem, Reply};
use crate::kernel::words::{Stage, State, TaskState};
use crate::store::Work;

pub fn configure(cfg: &mut ServiceConfig) {
    // Before the items: `bulk` is no id.
    bulk::configure(cfg);
    items::configure(cfg);
    kinds::configure(cfg);
    revisions::configure(cfg);
    verbs::configure(cfg);
    tasks::configure(cfg);
    decisions::configure(cfg);
    comments::configure(cfg);
    flags::configure(cfg);
    uses::configure(cfg);
    freshness::configure(cfg);
    super::quick_send::configure(cfg);
    routing::configure(cfg);
    arrangements::configure(cfg);
}

/// A verb that says nothing besides itself.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NoWords {}

/// What the author has to know.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Remark {
    #[schema(min_length = 1, max_length = 5000, example = "Đề nghị bổ sung ảnh và thời gian diễn ra.")]
    remark: String,
}

/// Asks what a verb would do instead of doing it.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DryRunQuery {
    /// `true`: answer what would happen, change nothing.
    #[serde(default)]
    #[param(example = false)]
    pub dry_run: bool,
}

/// Ends a verb on an item: in earnest the changed item, in a dry run what would have come.
async fn conclude(caller: &Caller, work: Work<'_>, id: Uuid, done: Result<(), Problem>, dry: bool) -> Result<HttpResponse, Problem> {
    if dry {
        let told = would(&work, id, done).await?;
        drop(work);
        return Ok(Reply::ok(&told)?.send());
    }
    done?;
    answer(caller, work, id, |view| Ok(Reply::ok(view)?.version(view.version))).await
}

/// The same for a verb on a task.
async fn conclude_task(caller: &Caller, work: Work<'_>, id: Uuid, done: Result<(), Problem>, dry: bool) -> Result<HttpResponse, Problem> {
    use sea_orm::EntityTrait;
    if dry {
        let task = crate::store::entities::review_task::Entity::find_by_id(id).one(work.db()).await?.ok_or_else(Problem::not_found)?;
        let told = would(&work, task.item_id, done).await?;
        return Ok(Reply::ok(&told)?.send());
    }
    done?;
    let view = queries::task_detail(work.db(), &caller.actor, id, work.now).await?;
    let version = view.item_version;
    Reply::ok(&view)?.version(version).after(work).await
}

/// Shows the item as this work leaves it, and commits: the version that is told is the one that was written.
async fn answer(
    caller: &Caller,
    work: Work<'_>,
    id: Uuid,
    reply: impl Fn(&ItemView) -> Result<Reply, Problem>,
) -> Result<HttpResponse, Problem> {
    let view = queries::item_view(work.db(), &caller.actor, id, work.now).await?;
    reply(&view)?.after(work).await
}

/// The answer of a dry run. What would not be found or not be read stays a problem.
async fn would(work: &Work<'_>, id: Uuid, done: Result<(), Problem>) -> Result<DryRun, Problem> {
    let flags = || async {
        let today = crate::kernel::dates::to_vn(work.now).date_naive();
        let found = queries::working_flags(work.db(), &work.actor, id, today).await?;
        Ok::<_, Problem>(found.into_iter().map(Into::into).collect())
    };
    match done {
        Ok(()) => Ok(DryRun { allowed: true, reasons: vec![], next: Some(next(work, id).await?), flags: flags().await? }),
        Err(problem)
            if matches!(
                problem.code,
                Code::Invalid | Code::Forbidden | Code::IllegalTransition | Code::AlreadyDecided | Code::Conflict | Code::LeaseHeld
            ) =>
        {
            Ok(DryRun { allowed: false, reasons: reasons(&problem), next: None, flags: flags().await? })
        }
        Err(problem) => Err(problem),
    }
}

/// Why not, as a list that is never empty.
fn reasons(problem: &Problem) -> Vec<crate::http::FieldError> {
    if !problem.errors.is_empty() {
        return problem.errors.clone();
    }
    let (vi, en) = problem.detail.clone().unwrap_or_else(|| {
        let (vi, en) = problem.code.titles();
        (vi.into(), en.into())
    });
    vec![crate::http::FieldError::new("", problem.code.code(), vi, en)]
}

async fn next(work: &Work<'_>, id: Uuid) -> Result<Next, Problem> {
    use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

    use crate::store::entities::{item, review_task};
    let item = item::Entity::find_by_id(id).one(work.db()).await?.ok_or_else(Problem::not_found)?;
    let open = review_task::Entity::find()
        .filter(review_task::Column::ItemId.eq(id))
        .filter(review_task::Column::State.eq(TaskState::Open))
        .all(work.db())
        .await?;
    let named: Vec<Uuid> = open.iter().filter_map(|t| t.unit_id).collect();
    let mut units: Vec<String> = super::routing::unit_names(work.db(), &named).await?.into_values().collect();
    for task in &open {
        match task.stage {
            Stage::Editing => units.push("Tổ Thư ký".into()),
            Stage::BoardReview => units.push("Ban Biên tập".into()),
            Stage::FieldReview => {}
        }
    }
    let reasons: Vec<&str> = open.iter().map(|t| t.reason.as_str()).collect();
    let explanation = match (item.state, reasons.is_empty()) {
        (_, false) => reasons.join(" — "),
        (State::None, true) => "Công chúng thấy ngay.".into(),
        (State::Scheduled, true) => "Tự đăng đúng giờ đã hẹn.".into(),
        (State::Approved, true) => "Đã duyệt, chờ lệnh đăng.".into(),
        _ => String::new(),
    };
    Ok(Next { state: item.state, units, explanation })
}
