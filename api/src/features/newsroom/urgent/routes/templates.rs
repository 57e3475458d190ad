//! Templates.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post, put};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::features::newsroom::urgent::blanks::TemplateText;
use crate::features::newsroom::urgent::views::TemplateView;
use crate::features::newsroom::urgent::{queries, templates};
use crate::http::page::Whole;
use crate::http::{Body, Caller, IfMatch, Problem, Reply};
use crate::store::Work;

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(list_templates).service(create_template).service(read_template).service(revise_template);
    cfg.service(approve_template).service(retire_template);
}

/// The templates of urgent notices, those out of use last.
#[utoipa::path(get, path = "/api/v1/desk/urgent/templates", operation_id = "list_urgent_templates", tag = "urgent", responses((status = 200, body = Whole<TemplateView>)), security(("bearer" = [])))]
#[get("/api/v1/desk/urgent/templates")]
async fn list_templates(caller: Caller) -> Result<HttpResponse, Problem> {
    Ok(Reply::ok(&Whole { data: queries::templates(caller.site.read(), &caller.actor).await? })?.send())
}

/// A new template.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewTemplate {
    /// Its name among the templates, frozen.
    #[schema(min_length = 1, max_length = 40, pattern = "^[a-z0-9_]{1,40}$", example = "ngung_cap_nuoc")]
    code: String,
    text: TemplateText,
}

/// Writes a new template; it can be used when the board has approved it.
#[utoipa::path(post, path = "/api/v1/desk/urgent/templates", operation_id = "create_urgent_template", tag = "urgent",
    params(("Idempotency-Key" = Option<String>, Header)),
    request_body = NewTemplate, responses((status = 201, body = TemplateView)), security(("bearer" = [])))]
#[post("/api/v1/desk/urgent/templates")]
async fn create_template(caller: Caller, body: Body<NewTemplate>) -> Result<HttpResponse, Problem> {
    let call = caller.call(&body.fingerprint);
    let mut work = Work::begin(&caller.site, call).await?;
    let NewTemplate { code, text } = body.value;
    let id = templates::create(&mut work, &code, text).await?;
    let view = queries::template(work.db(), &caller.actor, id).await?;
    Reply::created(&view, format!("/api/v1/desk/urgent/templates/{id}"))?.version(view.version).after(work).await
}

/// One template with its approved text and the one that waits for approval.
#[utoipa::path(get, path = "/api/v1/desk/urgent/templates/{id}", operation_id = "read_urgent_template", tag = "urgent", params(("id" = Uuid, Path)), responses((status = 200, body = TemplateView)), security(("bearer" = [])))]
#[get("/api/v1/desk/urgent/templates/{id}")]
async fn read_template(caller: Caller, id: Path<Uuid>) -> Result<HttpResponse, Problem> {
    let view = queries::template(caller.site.read(), &caller.actor, *id).await?;
    Ok(Reply::ok(&view)?.version(view.version).send())
}

async fn answer(caller: &Caller, work: Work<'_>, id: Uuid) -> Result<HttpResponse, Problem> {
    let view = queries::template(work.db(), &caller.actor, id).await?;
    Reply::ok(&view)?.version(view.version).after(work).await
}

/// Writes another text; the approved one stays in use until the board approves this one.
#[utoipa::path(put, path = "/api/v1/desk/urgent/templates/{id}", operation_id = "revise_urgent_template", tag = "urgent",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)),
    request_body = TemplateText, responses((status = 200, body = TemplateView)), security(("bearer" = [])))]
#[put("/api/v1/desk/urgent/templates/{id}")]
async fn revise_template(caller: Caller, id: Path<Uuid>, seen: IfMatch, body: Body<TemplateText>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    templates::revise(&mut work, *id, seen, body.value).await?;
    answer(&caller, work, *id).await
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ApproveTemplate {
    /// The revision that was read.
    revision_id: Uuid,
}

/// The board approves that very revision; who wrote it does not.
#[utoipa::path(post, path = "/api/v1/desk/urgent/templates/{id}/approve", operation_id = "approve_urgent_template", tag = "urgent",
    params(("id" = Uuid, Path), ("If-Match" = String, Header), ("Idempotency-Key" = Option<String>, Header)),
    request_body = ApproveTemplate, responses((status = 200, body = TemplateView)), security(("bearer" = [])))]
#[post("/api/v1/desk/urgent/templates/{id}/approve")]
async fn approve_template(caller: Caller, id: Path<Uuid>, seen: IfMatch, body: Body<ApproveTemplate>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    templates::approve(&mut work, *id, seen, body.revision_id).await?;
    answer(&caller, work, *id).await
}

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Nothing {}

/// Takes a template out of use.
#[utoipa::path(post, path = "/api/v1/desk/urgent/templates/{id}/retire", operation_id = "retire_urgent_template", tag = "urgent",
    params(("id" = Uuid, Path), ("If-Match" = String, Header), ("Idempotency-Key" = Option<String>, Header)),
    request_body = Nothing, responses((status = 200, body = TemplateView)), security(("bearer" = [])))]
#[post("/api/v1/desk/urgent/templates/{id}/retire")]
async fn retire_template(caller: Caller, id: Path<Uuid>, seen: IfMatch, body: Body<Nothing>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    templates::retire(&mut work, *id, seen).await?;
    answer(&caller, work, *id).await
}
