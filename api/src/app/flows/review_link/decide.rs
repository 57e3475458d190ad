//! A decision from a link: tried first, so that nobody proves who they are for something that cannot be done; then proved;
//! then done, as that person's, through the door `review_link`.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::links::Opened;
use crate::features::newsroom::actions::{self, Approval};
use crate::features::newsroom::queries;
use crate::features::newsroom::views::TaskDetail;
use crate::http::{Code, IfMatch, Problem};
use crate::kernel::canonical;
use crate::kernel::words::FlagCode;
use crate::store::changes::Release;
use crate::store::{Call, Site, Work};

/// What is said about the task; the same words as at the desk.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    pub verb: LinkVerb,
    #[serde(default)]
    #[schema(max_length = 5000)]
    pub remark: Option<String>,
    /// The reviewer confirms the list of Điều 8.
    #[serde(default)]
    pub checklist_confirmed: bool,
    /// The flags that the reviewer has looked at.
    #[serde(default)]
    #[schema(max_items = 50)]
    pub confirmed_flags: Vec<FlagCode>,
    /// Of the board's approval: when it comes out. Now, when not said.
    #[serde(default)]
    pub publish: Option<Release>,
    #[serde(default)]
    pub publish_at: Option<DateTime<Utc>>,
    /// `revision.hash` of the text that was read.
    #[schema(max_length = 64)]
    pub revision_hash: String,
    /// `item_version` as it was read.
    #[schema(minimum = 1)]
    pub item_version: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LinkVerb {
    Approve,
    Return,
    Reject,
}

/// What a passkey signs: this decision, on this link.
pub fn fingerprint(on: &Opened, said: &Decision) -> Result<String, Problem> {
    Ok(canonical::hash_of(&(on.link.id, said))?)
}

/// Does it inside a work, without committing.
async fn act(work: &mut Work<'_>, on: &Opened, said: &Decision) -> Result<(), Problem> {
    let now = queries::task_detail(work.db(), &work.actor, on.task.id, work.now).await?;
    if now.revision.revision.hash != said.revision_hash {
        return Err(moved(&now));
    }
    let remark = said.remark.clone().unwrap_or_default();
    let task = on.task.id;
    match said.verb {
        LinkVerb::Return => actions::return_task(work, task, &remark).await,
        LinkVerb::Reject => actions::reject_task(work, task, &remark).await,
        LinkVerb::Approve => {
            let approval = Approval {
                remark: said.remark.clone(),
                checklist_confirmed: said.checklist_confirmed,
                confirmed_flags: said.confirmed_flags.clone(),
                release: said.publish.unwrap_or(Release::Now),
                publish_at: said.publish_at,
                seen: Some(IfMatch(said.item_version)),
                // The link was sent for this task alone.
                only_this_step: true,
            };
            actions::approve_task(work, task, approval).await
        }
    }
}

fn moved(now: &TaskDetail) -> Problem {
    Problem::new(Code::Stale).member("revision_no", now.revision.revision.no).detail(
        "Nội dung đã được sửa sau khi bạn mở liên kết. Hãy đọc lại bản mới rồi quyết định.",
        "The text was changed after you opened the link. Read it again, then decide.",
    )
}

async fn begin<'s>(site: &'s Site, on: &Opened, request_id: &str) -> Result<Work<'s>, Problem> {
    Ok(Work::begin(site, Call::new(on.actor.clone(), request_id)).await?)
}

/// Whether it could be done now. Nothing is kept.
pub async fn attempt(site: &Site, on: &Opened, said: &Decision, request_id: &str) -> Result<(), Problem> {
    let mut work = begin(site, on, request_id).await?;
    act(&mut work, on, said).await
}

/// Does it. The proof was checked.
pub async fn carry_out(site: &Site, on: &Opened, said: &Decision, request_id: &str) -> Result<TaskDetail, Problem> {
    let mut work = begin(site, on, request_id).await?;
    act(&mut work, on, said).await?;
    let view = queries::task_detail(work.db(), &on.actor, on.task.id, work.now).await?;
    work.commit().await?;
    Ok(view)
}
