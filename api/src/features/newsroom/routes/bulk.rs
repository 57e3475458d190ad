//! One verb on many: the same actions as on one, each in a work of its own, each answered for itself.

use actix_web::{HttpResponse, post};
use chrono::{DateTime, Utc};
use sea_orm::EntityTrait;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::decisions::ReleaseWord;
use super::{DryRunQuery, reasons};
use crate::features::newsroom::actions::{self, Approval};
use crate::features::newsroom::views::{BulkAnswer, BulkResult};
use crate::http::{Body, Caller, Code, FieldError, IfMatch, Problem, Query, Reply};
use crate::kernel::canonical;
use crate::kernel::words::{FlagCode, State};
use crate::store::entities::{item, review_task};
use crate::store::work::{Answer, IdempotencyKey};
use crate::store::{Call, Fault, Work};

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(bulk_tasks).service(bulk_items);
}

/// What one call may hold.
const MOST: usize = 100;

#[derive(Clone, Copy, Debug, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum TaskVerb {
    Claim,
    Release,
    Approve,
    Return,
    Reject,
    Delegate,
    Reroute,
}

/// A verb for many tasks, with the words that it takes on one.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct BulkTasks {
    verb: TaskVerb,
    #[schema(min_items = 1, max_items = 100)]
    ids: Vec<Uuid>,
    /// Of `return`, `reject` (needed), `approve`, `delegate`, and the reason of `reroute` (needed).
    #[serde(default)]
    #[schema(max_length = 5000)]
    remark: Option<String>,
    /// The colleague of `delegate`.
    #[serde(default)]
    to: Option<Uuid>,
    /// The unit of `reroute`.
    #[serde(default)]
    unit: Option<Uuid>,
    /// Of `approve`: the list of Điều 8 is confirmed for each.
    #[serde(default)]
    checklist_confirmed: bool,
    /// Of `approve`: flags that were looked at.
    #[serde(default)]
    #[schema(max_items = 20)]
    confirmed_flags: Vec<FlagCode>,
    #[serde(default)]
    publish: Option<ReleaseWord>,
    #[serde(default)]
    publish_at: Option<DateTime<Utc>>,
    #[serde(default)]
    only_this_step: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ItemVerb {
    Submit,
    Recall,
    SendUp,
    Publish,
    Withdraw,
    Archive,
    DiscardEdition,
}

/// An item as the caller saw it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SeenItem {
    id: Uuid,
    /// Its version; one that somebody changed meanwhile is answered `stale`.
    #[schema(minimum = 1)]
    version: i64,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct BulkItems {
    verb: ItemVerb,
    #[schema(min_items = 1, max_items = 100)]
    items: Vec<SeenItem>,
    /// Of `withdraw` (needed): shown to the public at the old addresses.
    #[serde(default)]
    #[schema(max_length = 1000)]
    reason: Option<String>,
    /// Of `withdraw`: it was seen where each is used.
    #[serde(default)]
    in_use_confirmed: bool,
}

/// Says one verb to many tasks. Always 200: what became of each stands in the list, in the order asked.
#[utoipa::path(
    post, path = "/api/v1/moderation/tasks/bulk", operation_id = "bulk_tasks", tag = "moderation",
    params(("Idempotency-Key" = Option<String>, Header), DryRunQuery), request_body = BulkTasks,
    responses((status = 200, body = BulkAnswer)), security(("bearer" = [])),
)]
#[post("/api/v1/moderation/tasks/bulk")]
async fn bulk_tasks(caller: Caller, dry: Query<DryRunQuery>, body: Body<BulkTasks>) -> Result<HttpResponse, Problem> {
    bounded(body.ids.iter().copied(), "/ids")?;
    let mut data = vec![];
    for id in &body.ids {
        let told = match begin(&caller, &body.fingerprint, *id, dry.dry_run).await {
            Err(known) => *known,
            Ok(mut work) => {
                let done = task_verb(&mut work, *id, &body.value).await;
                let of = review_task::Entity::find_by_id(*id).one(work.db()).await.ok().flatten().map(|t| t.item_id);
                conclude(work, *id, of, done, dry.dry_run).await
            }
        };
        data.push(told);
    }
    answer(data)
}

async fn task_verb(work: &mut Work<'_>, id: Uuid, said: &BulkTasks) -> Result<(), Problem> {
    let remark = said.remark.as_deref();
    let needed =
        |pointer: &str| Problem::invalid(vec![FieldError::new(pointer, "required", "Cần ghi rõ nội dung này.", "This is needed.")]);
    match said.verb {
        TaskVerb::Claim => actions::claim(work, id).await,
        TaskVerb::Release => actions::release(work, id).await,
        TaskVerb::Return => actions::return_task(work, id, remark.unwrap_or_default()).await,
        TaskVerb::Reject => actions::reject_task(work, id, remark.unwrap_or_default()).await,
        TaskVerb::Delegate => actions::delegate(work, id, said.to.ok_or_else(|| needed("/to"))?, remark).await,
        TaskVerb::Reroute => actions::reroute(work, id, said.unit.ok_or_else(|| needed("/unit"))?, remark.unwrap_or_default()).await,
        TaskVerb::Approve => {
            let said = Approval {
                remark: said.remark.clone(),
                checklist_confirmed: said.checklist_confirmed,
                confirmed_flags: said.confirmed_flags.clone(),
                release: ReleaseWord::release(said.publish),
                publish_at: said.publish_at,
                seen: None,
                only_this_step: said.only_this_step,
            };
            actions::approve_task(work, id, said).await
        }
    }
}

/// Says one verb to many items, each as the caller saw it. Always 200, as for tasks.
#[utoipa::path(
    post, path = "/api/v1/desk/items/bulk", operation_id = "bulk_items", tag = "desk",
    params(("Idempotency-Key" = Option<String>, Header), DryRunQuery), request_body = BulkItems,
    responses((status = 200, body = BulkAnswer)), security(("bearer" = [])),
)]
#[post("/api/v1/desk/items/bulk")]
async fn bulk_items(caller: Caller, dry: Query<DryRunQuery>, body: Body<BulkItems>) -> Result<HttpResponse, Problem> {
    bounded(body.items.iter().map(|i| i.id), "/items")?;
    let mut data = vec![];
    for seen in &body.items {
        let told = match begin(&caller, &body.fingerprint, seen.id, dry.dry_run).await {
            Err(known) => *known,
            Ok(mut work) => {
                let done = item_verb(&mut work, seen, &body.value).await;
                conclude(work, seen.id, Some(seen.id), done, dry.dry_run).await
            }
        };
        data.push(told);
    }
    answer(data)
}

async fn item_verb(work: &mut Work<'_>, on: &SeenItem, said: &BulkItems) -> Result<(), Problem> {
    let (id, seen) = (on.id, IfMatch(on.version));
    match said.verb {
        ItemVerb::Submit => actions::submit(work, id, seen).await,
        ItemVerb::Recall => actions::recall(work, id, seen).await,
        ItemVerb::SendUp => actions::send_up(work, id, seen).await,
        ItemVerb::Publish => actions::publish(work, id, seen).await,
        ItemVerb::Archive => actions::archive(work, id, seen).await,
        ItemVerb::DiscardEdition => actions::discard_edition(work, id, seen).await,
        ItemVerb::Withdraw => actions::withdraw(work, id, seen, said.reason.as_deref().unwrap_or_default(), said.in_use_confirmed).await,
    }
}

fn bounded(ids: impl Iterator<Item = Uuid>, pointer: &str) -> Result<(), Problem> {
    let ids: Vec<Uuid> = ids.collect();
    let twice = ids.iter().enumerate().any(|(n, id)| ids[..n].contains(id));
    let (code, vi, en) = match ids.len() {
        0 => ("required", "Hãy chọn ít nhất một mục.", "Choose at least one."),
        n if n > MOST => ("too_many", "Mỗi lần tối đa 100 mục.", "At most 100 at a time."),
        _ if twice => ("twice", "Một mục được chọn hai lần.", "One stands there twice."),
        _ => return Ok(()),
    };
    Err(Problem::invalid(vec![FieldError::new(pointer, code, vi, en)]))
}

/// A work for one of them. Under an idempotency key each has a key of its own, so that a repeated call does nothing twice,
/// wherever the first one broke off; what is known already is told as it was.
async fn begin<'s>(caller: &'s Caller, fingerprint: &str, id: Uuid, dry: bool) -> Result<Work<'s>, Box<BulkResult>> {
    let key = caller.idempotency_key.as_ref().filter(|_| !dry).map(|key| IdempotencyKey {
        key: format!("bulk-{}", canonical::sha256_hex(format!("{key}\n{id}").as_bytes())),
        fingerprint: fingerprint.to_owned(),
    });
    let call = Call { actor: caller.actor.clone(), request_id: caller.request_id.clone(), key };
    match Work::begin(&caller.site, call).await {
        Ok(work) => Ok(work),
        Err(Fault::Replay(answer)) => Err(Box::new(done(id, State::read(&answer.body)))),
        Err(fault) => Err(Box::new(refused(id, &fault.into()))),
    }
}

async fn conclude(work: Work<'_>, id: Uuid, item: Option<Uuid>, outcome: Result<(), Problem>, dry: bool) -> BulkResult {
    let kept = async {
        outcome?;
        let row = item::Entity::find_by_id(item.unwrap_or(id)).one(work.db()).await?.ok_or_else(Problem::not_found)?;
        if !dry {
            let answer = Answer { status: 200, headers: Default::default(), body: row.state.word() };
            work.commit_answering(&answer).await?;
        }
        Ok(row.state)
    };
    match kept.await {
        Ok(state) => done(id, Some(state)),
        Err(problem) => refused(id, &problem),
    }
}

fn done(id: Uuid, state: Option<State>) -> BulkResult {
    BulkResult { id, done: true, status: 200, code: None, reasons: vec![], state }
}

fn refused(id: Uuid, problem: &Problem) -> BulkResult {
    if matches!(problem.code, Code::Internal) {
        tracing::error!(cause = problem.cause, "one of many failed");
    }
    let status = problem.code.status().as_u16();
    BulkResult { id, done: false, status, code: Some(problem.code.code().into()), reasons: reasons(problem), state: None }
}

fn answer(data: Vec<BulkResult>) -> Result<HttpResponse, Problem> {
    let done = data.iter().filter(|r| r.done).count();
    let refused = data.len() - done;
    Ok(Reply::ok(&BulkAnswer { data, done, refused })?.send())
}
