//! The verbs that the three duties share. Opening an item from a duty is `app/flows/open_what_is_owed.rs`.

use actix_web::web::Path;
use actix_web::{HttpResponse, post};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::features::registers::duties;
use crate::features::registers::queries::Asking;
use crate::features::registers::views::{ApprovalView, DocumentDetail, EventView};
use crate::http::{Body, Caller, IfMatch, Problem, Reply};
use crate::kernel::words::Duty;
use crate::store::Work;

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(excuse).service(restore).service(link);
}

/// The duty as it stands after a verb.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
enum DutyAnswer {
    Document(Box<DocumentDetail>),
    Event(Box<EventView>),
    Approval(Box<ApprovalView>),
}

async fn answer(caller: &Caller, work: Work<'_>, duty: Duty, id: Uuid) -> Result<HttpResponse, Problem> {
    let asking = Asking::new(work.db(), &caller.actor, work.now).await?;
    let (view, version) = match duty {
        Duty::OutgoingDocument => {
            asking.document(id).await.map(|v| (v.row.duty.version, v)).map(|(n, v)| (DutyAnswer::Document(Box::new(v)), n))?
        }
        Duty::Event => asking.event(id).await.map(|v| (v.duty.version, v)).map(|(n, v)| (DutyAnswer::Event(Box::new(v)), n))?,
        Duty::Approval => asking.approval(id).await.map(|v| (v.duty.version, v)).map(|(n, v)| (DutyAnswer::Approval(Box::new(v)), n))?,
    };
    Reply::ok(&view)?.version(version).after(work).await
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ExcuseDuty)]
struct Excuse {
    #[schema(min_length = 1, max_length = 1000, example = "Văn bản nội bộ, không thuộc diện đăng")]
    reason: String,
    #[serde(default)]
    #[schema(max_length = 300, example = "Luật Tiếp cận thông tin, Điều 6")]
    legal_basis: Option<String>,
}

/// "Không thuộc diện đăng", "không cần tin"
///
/// The clock ends without being on time or late; the reason stands with the row.
#[utoipa::path(post, path = "/api/v1/desk/duties/{duty}/{id}/not-subject", operation_id = "excuse_duty", tag = "registers", params(("duty" = inline(Duty), Path), ("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = Excuse, responses((status = 200, body = DutyAnswer)), security(("bearer" = [])))]
#[post("/api/v1/desk/duties/{duty}/{id}/not-subject")]
async fn excuse(caller: Caller, path: Path<(Duty, Uuid)>, seen: IfMatch, body: Body<Excuse>) -> Result<HttpResponse, Problem> {
    let (duty, id) = path.into_inner();
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    duties::excuse(&mut work, duty, id, seen, &body.reason, body.legal_basis.as_deref()).await?;
    answer(&caller, work, duty, id).await
}

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OweDuty)]
struct NoWords {}

/// Owed after all
///
/// The clock counts again from the same moment.
#[utoipa::path(post, path = "/api/v1/desk/duties/{duty}/{id}/owed", operation_id = "restore_duty", tag = "registers", params(("duty" = inline(Duty), Path), ("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = NoWords, responses((status = 200, body = DutyAnswer)), security(("bearer" = [])))]
#[post("/api/v1/desk/duties/{duty}/{id}/owed")]
async fn restore(caller: Caller, path: Path<(Duty, Uuid)>, seen: IfMatch, body: Body<NoWords>) -> Result<HttpResponse, Problem> {
    let (duty, id) = path.into_inner();
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    duties::restore(&mut work, duty, id, seen).await?;
    answer(&caller, work, duty, id).await
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LinkDuty)]
struct Link {
    /// The item that settles it; `null` takes the link away.
    item: Option<Uuid>,
}

/// Link an item by hand
///
/// Its publication stops the clock; one that is public already stops it at the moment it came out.
#[utoipa::path(post, path = "/api/v1/desk/duties/{duty}/{id}/link", operation_id = "link_duty", tag = "registers", params(("duty" = inline(Duty), Path), ("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = Link, responses((status = 200, body = DutyAnswer)), security(("bearer" = [])))]
#[post("/api/v1/desk/duties/{duty}/{id}/link")]
async fn link(caller: Caller, path: Path<(Duty, Uuid)>, seen: IfMatch, body: Body<Link>) -> Result<HttpResponse, Problem> {
    let (duty, id) = path.into_inner();
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    duties::link(&mut work, duty, id, Some(seen), body.item).await?;
    answer(&caller, work, duty, id).await
}
