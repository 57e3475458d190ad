//! From a row of the register, an event or an approval, an item is opened that already says what the row knows; its
//! publication stops the row's clock.

use actix_web::web::Path;
use actix_web::{HttpResponse, post};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::access::Permission;
use crate::features::newsroom::actions::{self, NewItem};
use crate::features::newsroom::content::Content;
use crate::features::registers::openings::{Opening, opening};
use crate::features::registers::{duties, reach::Reach};
use crate::http::{Body, Caller, Code, Problem, Reply};
use crate::kernel::words::{Duty, Kind, Origin};
use crate::store::Work;

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(open_item);
}

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OpenDuty)]
struct NoWords {}

/// The item that was opened.
#[derive(Serialize, ToSchema)]
#[schema(as = OpenedItem)]
struct Opened {
    item: Uuid,
    kind: Kind,
}

/// "Soạn bài đăng"
///
/// A draft in the caller's unit, filled with what the row knows and linked to it.
#[utoipa::path(post, path = "/api/v1/desk/duties/{duty}/{id}/item", operation_id = "open_item_of_duty", tag = "registers", params(("duty" = inline(Duty), Path), ("id" = Uuid, Path), ("Idempotency-Key" = Option<String>, Header)), request_body = NoWords, responses((status = 201, body = Opened)), security(("bearer" = [])))]
#[post("/api/v1/desk/duties/{duty}/{id}/item")]
async fn open_item(caller: Caller, path: Path<(Duty, Uuid)>, body: Body<NoWords>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::ItemWrite)?;
    let (duty, id) = path.into_inner();
    let reach = Reach::of(caller.site.read(), &caller.actor).await?;
    let begun = opening(caller.site.read(), &reach, duty, id).await?;
    let kind = begun.kind;
    let cleaned = tokio::task::spawn_blocking(move || actions::prepare_copy(kind, content(begun))).await;
    let content = cleaned.map_err(|_| Problem::new(Code::Internal))??.0;
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let item = open(&mut work, duty, id, kind, content).await?;
    Reply::created(&Opened { item, kind }, format!("/api/v1/desk/items/{item}"))?.after(work).await
}

/// Both at once: the draft, and its link to the duty.
pub async fn open(work: &mut Work<'_>, duty: Duty, id: Uuid, kind: Kind, content: Content) -> Result<Uuid, Problem> {
    let new = NewItem { kind, content, origin: Origin::Desk, external_id: None, translation_of: None, unit: None };
    let row = actions::create(work, new).await?;
    duties::link(work, duty, id, None, Some(row.id)).await?;
    Ok(row.id)
}

fn content(begun: Opening) -> Content {
    Content {
        title: begun.title,
        summary: begun.summary,
        details: begun.details,
        info_class: Some(begun.info_class),
        section_id: begun.section,
        ..Content::default()
    }
}
