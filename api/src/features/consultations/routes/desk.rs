//! The desk's side: reading, publishing, refusing, saying what became of opinions.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use sea_orm::EntityTrait;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::features::consultations::desk::{self, DeskFilter};
use crate::features::consultations::views::{
    DeskConsultation, DeskOpinion, OpinionContact, OpinionDone, OutcomesSet, PublishOpinion, RefuseOpinion, SetOutcomes,
};
use crate::features::consultations::{moderating, policy};
use crate::http::page::PageRequest;
use crate::http::{Body, Caller, IfMatch, Page, Problem, Query, Reply};
use crate::kernel::words::{OpinionOutcome, OpinionState};
use crate::store::Work;
use crate::store::entities::opinion;
use crate::store::looks::{self, PersonalData};

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(list_desk_consultations).service(read_desk_consultation).service(list_desk_opinions).service(read_opinion_sender);
    cfg.service(publish_opinion).service(refuse_opinion).service(set_outcomes);
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct PageQuery {
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    cursor: Option<String>,
}

/// Consultations that the caller handles, with what waits in them
#[utoipa::path(get, path = "/api/v1/desk/consultations", operation_id = "list_desk_consultations", tag = "consultations", params(PageQuery), responses((status = 200, body = Page<DeskConsultation>)), security(("bearer" = [])))]
#[get("/api/v1/desk/consultations")]
async fn list_desk_consultations(caller: Caller, query: Query<PageQuery>) -> Result<HttpResponse, Problem> {
    let Query(asked) = query;
    let page = PageRequest { limit: asked.limit, cursor: asked.cursor };
    Ok(Reply::ok(&desk::list(&caller.site, &caller.actor, &page).await?)?.send())
}

/// One of them
#[utoipa::path(get, path = "/api/v1/desk/consultations/{id}", operation_id = "read_desk_consultation", tag = "consultations", params(("id" = Uuid, Path)), responses((status = 200, body = DeskConsultation)), security(("bearer" = [])))]
#[get("/api/v1/desk/consultations/{id}")]
async fn read_desk_consultation(caller: Caller, id: Path<Uuid>) -> Result<HttpResponse, Problem> {
    let db = caller.site.read();
    let row = policy::find(db, &caller.actor, *id).await?;
    Ok(Reply::ok(&desk::one(db, row).await?)?.send())
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct OpinionsQuery {
    /// All when not said.
    state: Option<OpinionState>,
    #[param(max_length = 200, example = "dieu-5")]
    anchor: Option<String>,
    outcome: Option<OpinionOutcome>,
    /// Only those without an outcome.
    unanswered: bool,
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    cursor: Option<String>,
}

/// Comments on a consultation as they were sent, with what the program noticed in them
///
/// Looks at what is not public are noted.
#[utoipa::path(get, path = "/api/v1/desk/consultations/{id}/comments", operation_id = "list_desk_comments", tag = "consultations", params(("id" = Uuid, Path), OpinionsQuery), responses((status = 200, body = Page<DeskOpinion>)), security(("bearer" = [])))]
#[get("/api/v1/desk/consultations/{id}/comments")]
async fn list_desk_opinions(caller: Caller, id: Path<Uuid>, query: Query<OpinionsQuery>) -> Result<HttpResponse, Problem> {
    let row = policy::find(caller.site.read(), &caller.actor, *id).await?;
    let Query(asked) = query;
    let page = PageRequest { limit: asked.limit, cursor: asked.cursor };
    let anchor = asked.anchor.filter(|a| !a.contains('\0'));
    let filter = DeskFilter { state: asked.state, anchor, outcome: asked.outcome, unanswered: asked.unanswered };
    let told = desk::opinions(&caller.site, &row, &filter, &page).await?;
    let seen: Vec<Uuid> = told.data.iter().filter(|o| o.state != OpinionState::Published).map(|o| o.id).collect();
    looks::note(&caller.site, &caller.actor, &caller.request_id, PersonalData::Opinion, &seen).await?;
    Ok(Reply::ok(&told)?.send())
}

/// Who sent a comment, and its files
///
/// Every look is noted.
#[utoipa::path(get, path = "/api/v1/desk/consultations/{id}/comments/{comment}/sender", operation_id = "read_comment_sender", tag = "consultations", params(("id" = Uuid, Path), ("comment" = Uuid, Path)), responses((status = 200, body = OpinionContact)), security(("bearer" = [])))]
#[get("/api/v1/desk/consultations/{id}/comments/{comment}/sender")]
async fn read_opinion_sender(caller: Caller, path: Path<(Uuid, Uuid)>) -> Result<HttpResponse, Problem> {
    let (id, comment) = path.into_inner();
    policy::find(caller.site.read(), &caller.actor, id).await?;
    let row = desk::opinion_of(caller.site.read(), id, comment).await?;
    looks::note(&caller.site, &caller.actor, &caller.request_id, PersonalData::Opinion, &[comment]).await?;
    Ok(Reply::ok(&desk::contact(&caller.site, &row).await?)?.send())
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct DryRunQuery {
    /// `true`: answer what would come of it, change nothing.
    #[param(example = false)]
    dry_run: bool,
}

/// Publish a comment, without the passages that are left out
#[utoipa::path(post, path = "/api/v1/desk/consultations/{id}/comments/{comment}/publish", operation_id = "publish_comment", tag = "consultations", params(("id" = Uuid, Path), ("comment" = Uuid, Path), ("If-Match" = String, Header), ("Idempotency-Key" = Option<String>, Header), DryRunQuery), request_body = PublishOpinion, responses((status = 200, body = OpinionDone)), security(("bearer" = [])))]
#[post("/api/v1/desk/consultations/{id}/comments/{comment}/publish")]
async fn publish_opinion(
    caller: Caller,
    path: Path<(Uuid, Uuid)>,
    seen: IfMatch,
    dry: Query<DryRunQuery>,
    body: Body<PublishOpinion>,
) -> Result<HttpResponse, Problem> {
    let (id, comment) = path.into_inner();
    let mut work = begin(&caller, &body.fingerprint, dry.dry_run).await?;
    moderating::publish(&mut work, id, comment, seen, &body.redactions).await?;
    conclude(work, comment, dry.dry_run).await
}

/// Keep a comment from the public; its sender is told why
#[utoipa::path(post, path = "/api/v1/desk/consultations/{id}/comments/{comment}/refuse", operation_id = "refuse_comment", tag = "consultations", params(("id" = Uuid, Path), ("comment" = Uuid, Path), ("If-Match" = String, Header), ("Idempotency-Key" = Option<String>, Header), DryRunQuery), request_body = RefuseOpinion, responses((status = 200, body = OpinionDone)), security(("bearer" = [])))]
#[post("/api/v1/desk/consultations/{id}/comments/{comment}/refuse")]
async fn refuse_opinion(
    caller: Caller,
    path: Path<(Uuid, Uuid)>,
    seen: IfMatch,
    dry: Query<DryRunQuery>,
    body: Body<RefuseOpinion>,
) -> Result<HttpResponse, Problem> {
    let (id, comment) = path.into_inner();
    let mut work = begin(&caller, &body.fingerprint, dry.dry_run).await?;
    moderating::refuse(&mut work, id, comment, seen, &body.reason).await?;
    conclude(work, comment, dry.dry_run).await
}

async fn begin<'s>(caller: &'s Caller, fingerprint: &str, dry: bool) -> Result<Work<'s>, Problem> {
    let mut call = caller.call(fingerprint);
    if dry {
        call.key = None;
    }
    Ok(Work::begin(&caller.site, call).await?)
}

async fn conclude(work: Work<'_>, id: Uuid, dry: bool) -> Result<HttpResponse, Problem> {
    let row = opinion::Entity::find_by_id(id).one(work.db()).await?.ok_or_else(Problem::not_found)?;
    let done = OpinionDone { id, state: row.state, version: row.version, published_text: row.published_text };
    let reply = Reply::ok(&done)?.version(row.version);
    if dry { Ok(reply.send()) } else { reply.after(work).await }
}

/// Say what became of a group of published comments
#[utoipa::path(post, path = "/api/v1/desk/consultations/{id}/outcomes", operation_id = "set_comment_outcomes", tag = "consultations", params(("id" = Uuid, Path), ("Idempotency-Key" = Option<String>, Header), DryRunQuery), request_body = SetOutcomes, responses((status = 200, body = OutcomesSet)), security(("bearer" = [])))]
#[post("/api/v1/desk/consultations/{id}/outcomes")]
async fn set_outcomes(caller: Caller, id: Path<Uuid>, dry: Query<DryRunQuery>, body: Body<SetOutcomes>) -> Result<HttpResponse, Problem> {
    let mut work = begin(&caller, &body.fingerprint, dry.dry_run).await?;
    let opinions = moderating::answer(&mut work, *id, &body).await?;
    let reply = Reply::ok(&OutcomesSet { opinions })?;
    if dry.dry_run { Ok(reply.send()) } else { reply.after(work).await }
}
