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
use crate::features::newsroom::views::TaskAnswer;
use crate::http::{Body, Caller, IfMatch, Problem, Query};
use crate::kernel::words::FlagCode;
use crate::store::Work;
use crate::store::changes::Release;

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(claim_task).service(release_task).service(approve_task).service(return_task).service(reject_task);
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
}

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ReleaseWord {
    Now,
    At,
    Hold,
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
        let release = match said.publish {
            None | Some(ReleaseWord::Now) => Release::Now,
            Some(ReleaseWord::At) => Release::At,
            Some(ReleaseWord::Hold) => Release::Hold,
        };
        let said = Approval { remark: said.remark.clone(), checklist_confirmed: said.checklist_confirmed, confirmed_flags: said.confirmed_flags.clone(), release, publish_at: said.publish_at, seen: said.item_version.map(IfMatch) };
        actions::approve_task(work, id, said)
    }
);
