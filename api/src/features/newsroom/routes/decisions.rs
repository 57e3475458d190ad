//! The decisions on a task, and whose hands it is in. Each is the same action that bulk verbs and review links call.

use actix_web::web::Path;
use actix_web::{HttpResponse, post};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{DryRunQuery, NoWords, Remark, conclude_task};
use crate::features::newsroom::actions::{self, Approval};
use crate::features::newsroom::content::Content;
use crate::features::newsroom::queries;
use crate::features::newsroom::views::TaskAnswer;
use crate::http::{Body, Caller, IfMatch, Problem, Query};
use crate::kernel::words::FlagCode;
use crate::store::Work;
use crate::store::changes::Release;

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(claim_task).service(release_task).service(approve_task).service(return_task).service(reject_task);
    cfg.service(delegate_task).service(reroute_task).service(edit_and_approve_task);
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
    /// The automatic flags that the reviewer has looked at; see `GET /desk/items/{id}/flags`.
    #[serde(default)]
    #[schema(max_items = 10, example = json!(["phone_number"]))]
    confirmed_flags: Vec<FlagCode>,
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
    /// Decides this step alone, also where the next ones are the caller's too (`decides_too`).
    #[serde(default)]
    only_this_step: bool,
}

/// The changed text whole, and the words of an approval.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EditAndApprove {
    content: Content,
    #[serde(default)]
    #[schema(max_length = 5000)]
    remark: Option<String>,
    #[serde(default)]
    checklist_confirmed: bool,
    #[serde(default)]
    #[schema(max_items = 20)]
    confirmed_flags: Vec<FlagCode>,
    #[serde(default)]
    publish: Option<ReleaseWord>,
    #[serde(default)]
    publish_at: Option<DateTime<Utc>>,
    /// `item_version` of the task as it was looked at.
    #[schema(minimum = 1)]
    item_version: i64,
    #[serde(default)]
    only_this_step: bool,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DelegateTask {
    /// A colleague who may decide it: one of its `candidates`.
    to: Uuid,
    #[serde(default)]
    #[schema(max_length = 5000)]
    note: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RerouteTask {
    /// The unit that shall review it.
    unit: Uuid,
    #[schema(min_length = 1, max_length = 5000, example = "Bài nói về an ninh mạng trường học, thuộc Công an phường.")]
    reason: String,
}

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum ReleaseWord {
    Now,
    At,
    Hold,
}

impl ReleaseWord {
    pub(super) fn release(said: Option<Self>) -> Release {
        match said {
            None | Some(Self::Now) => Release::Now,
            Some(Self::At) => Release::At,
            Some(Self::Hold) => Release::Hold,
        }
    }
}

verb!(
    task
    /// Takes the task in hand.
    claim_task, "/api/v1/moderation/tasks/{id}/claim", "claim_task", NoWords, |work, id, _said| actions::claim(work, id)
);
verb!(
    task
    /// Puts the task back into the inbox.
    release_task, "/api/v1/moderation/tasks/{id}/release", "release_task", NoWords, |work, id, _said| actions::release(work, id)
);
verb!(
    task
    /// Returns the item to its author with a remark; sibling tasks are settled too.
    return_task, "/api/v1/moderation/tasks/{id}/return", "return_task", Remark, |work, id, said| actions::return_task(work, id, &said.remark)
);
verb!(
    task
    /// Rejects the item, with the reason.
    reject_task, "/api/v1/moderation/tasks/{id}/reject", "reject_task", Remark, |work, id, said| actions::reject_task(work, id, &said.remark)
);
verb!(
    task
    /// Says yes: a unit to its field, the Secretariat by sending up, the board to the revision it saw.
    approve_task, "/api/v1/moderation/tasks/{id}/approve", "approve_task", ApproveTask, |work, id, said| {
        let said = Approval {
            remark: said.remark.clone(),
            checklist_confirmed: said.checklist_confirmed,
            confirmed_flags: said.confirmed_flags.clone(),
            release: ReleaseWord::release(said.publish),
            publish_at: said.publish_at,
            seen: said.item_version.map(IfMatch),
            only_this_step: said.only_this_step,
        };
        actions::approve_task(work, id, said)
    }
);

verb!(
    task
    /// Hands the task to a named colleague who may decide it.
    delegate_task, "/api/v1/moderation/tasks/{id}/delegate", "delegate_task", DelegateTask, |work, id, said| actions::delegate(work, id, said.to, said.note.as_deref())
);
verb!(
    task
    /// Sends an open field review to another unit, with the reason. This task ends; one of the other unit goes on.
    reroute_task, "/api/v1/moderation/tasks/{id}/reroute", "reroute_task", RerouteTask, |work, id, said| actions::reroute(work, id, said.unit, &said.reason)
);

/// "Sửa nhỏ và duyệt": changes the text and approves it in one act, when somebody else wrote it. The change is kept as a
/// revision of its own, and what is approved is that very text.
#[utoipa::path(
    post, path = "/api/v1/moderation/tasks/{id}/edit-and-approve", operation_id = "edit_and_approve_task", tag = "moderation",
    params(("id" = Uuid, Path), ("Idempotency-Key" = Option<String>, Header), DryRunQuery),
    request_body = EditAndApprove, responses((status = 200, body = TaskAnswer)), security(("bearer" = []))
)]
#[post("/api/v1/moderation/tasks/{id}/edit-and-approve")]
async fn edit_and_approve_task(
    caller: Caller,
    id: Path<Uuid>,
    dry: Query<DryRunQuery>,
    body: Body<EditAndApprove>,
) -> Result<HttpResponse, Problem> {
    let mut call = caller.call(&body.fingerprint);
    if dry.dry_run {
        call.key = None;
    }
    let EditAndApprove { content, remark, checklist_confirmed, confirmed_flags, publish, publish_at, item_version, only_this_step } =
        body.value;
    let seen = IfMatch(item_version);
    let said = Approval {
        remark,
        checklist_confirmed,
        confirmed_flags,
        release: ReleaseWord::release(publish),
        publish_at,
        seen: Some(seen),
        only_this_step,
    };
    // The kind decides the shape of the details; who may decide is asked where it is written. Cleaning is slow work.
    let kind = queries::kind_of_task(caller.site.read(), &caller.actor, *id).await?;
    let copy = super::items::clean(kind, content).await?;
    let mut work = Work::begin(&caller.site, call).await?;
    let done = actions::edit_and_approve(&mut work, *id, seen, copy, said).await;
    conclude_task(&caller, work, *id, done, dry.dry_run).await
}
