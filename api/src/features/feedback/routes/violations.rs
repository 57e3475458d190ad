//! Reports: sent, followed; listed, read, taken in hand, decided.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, get, post};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::access::{Actor, Door};
use crate::features::feedback::views::{DecideViolation, MyViolation, NewViolation, ViolationDetail, ViolationView};
use crate::features::feedback::violations;
use crate::http::form_limits::{self, Asker};
use crate::http::manners::RequestId;
use crate::http::page::PageRequest;
use crate::http::proof_of_work::{self, Done};
use crate::http::receipts::Receipt;
use crate::http::{Body, Caller, Code, IfMatch, Page, Problem, Query, Reply, SiteRef};
use crate::kernel::words::ViolationState;
use crate::store::looks::{self, PersonalData};
use crate::store::{Call, Site, Work};

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(report_violation).service(follow_violation);
    cfg.service(list_violations).service(read_violation).service(take_violation).service(release_violation).service(decide_violation);
}

/// Report that a public page breaks the rules
///
/// The challenge comes from `GET /form-challenge`; the same words with it again answer the same receipt.
#[utoipa::path(post, path = "/api/v1/violation-reports", operation_id = "report_violation", tag = "public", request_body = NewViolation,
    responses((status = 201, description = "Taken in", body = Receipt), (status = 429, description = "Too many from this address, or in all")))]
#[post("/api/v1/violation-reports")]
async fn report_violation(request: HttpRequest, site: SiteRef, body: Body<NewViolation>) -> Result<HttpResponse, Problem> {
    let proof = proof_of_work::check(&site, &body.proof)?;
    form_limits::take(&site, "violation", Asker::of(&request))?;
    let call = Call::new(Actor::system(Door::Http), RequestId::of(&request));
    let sent = match take_in(&site, call.clone(), body.value.clone(), &proof).await {
        Err(problem) if problem.code == Code::Unavailable => take_in(&site, call, body.value, &proof).await,
        other => other,
    };
    if sent.is_err() {
        form_limits::give_back(&site, "violation", Asker::of(&request));
    }
    let receipt = sent?;
    Ok(Reply::created(&receipt, format!("/api/v1/violation-reports/{}", receipt.code))?.send())
}

async fn take_in(site: &Site, call: Call, new: NewViolation, proof: &Done) -> Result<Receipt, Problem> {
    let mut work = Work::begin(site, call).await?;
    let receipt = violations::send(&mut work, new, proof).await?;
    if !work.recorded().is_empty() {
        work.commit().await?;
    }
    Ok(receipt)
}

/// What became of one's report, with its code and secret
///
/// A wrong code and a wrong secret get the same answer, and guessing is slowed.
#[utoipa::path(get, path = "/api/v1/violation-reports/{code}", operation_id = "follow_violation", tag = "public",
    params(("code" = String, Path, max_length = 40, example = "VP-7K2M-9QXA"), ("X-Sender-Secret" = Option<String>, Header, max_length = 100)),
    responses((status = 200, body = MyViolation), (status = 429, description = "Too many wrong guesses")))]
#[get("/api/v1/violation-reports/{code}")]
async fn follow_violation(request: HttpRequest, site: SiteRef, code: Path<String>) -> Result<HttpResponse, Problem> {
    Ok(Reply::ok(&violations::mine(&request, &site, &code).await?)?.send())
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct ReportsQuery {
    /// `open` when not said.
    state: Option<ViolationState>,
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    cursor: Option<String>,
}

/// Reports of violations: open ones the oldest first
#[utoipa::path(get, path = "/api/v1/moderation/reports", operation_id = "list_violation_reports", tag = "moderation", params(ReportsQuery), responses((status = 200, body = Page<ViolationView>)), security(("bearer" = [])))]
#[get("/api/v1/moderation/reports")]
async fn list_violations(caller: Caller, query: Query<ReportsQuery>) -> Result<HttpResponse, Problem> {
    violations::need_handler(&caller.actor)?;
    let Query(asked) = query;
    let page = PageRequest { limit: asked.limit, cursor: asked.cursor };
    Ok(Reply::ok(&violations::list(&caller.site, asked.state.unwrap_or(ViolationState::Open), &page).await?)?.send())
}

/// A report with what was written and by whom: every look is noted
#[utoipa::path(get, path = "/api/v1/moderation/reports/{id}", operation_id = "read_violation_report", tag = "moderation", params(("id" = Uuid, Path)), responses((status = 200, body = ViolationDetail)), security(("bearer" = [])))]
#[get("/api/v1/moderation/reports/{id}")]
async fn read_violation(caller: Caller, id: Path<Uuid>) -> Result<HttpResponse, Problem> {
    violations::need_handler(&caller.actor)?;
    let told = violations::detail(&caller.site, caller.site.read(), *id).await?;
    looks::note(&caller.site, &caller.actor, &caller.request_id, PersonalData::ViolationReport, &[*id]).await?;
    let version = told.report.version;
    Ok(Reply::ok(&told)?.version(version).send())
}

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NothingMore {}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct DryRunQuery {
    /// `true`: answer what would come of it, change nothing.
    #[param(example = false)]
    dry_run: bool,
}

/// Take a report in hand
#[utoipa::path(post, path = "/api/v1/moderation/reports/{id}/claim", operation_id = "claim_violation_report", tag = "moderation", params(("id" = Uuid, Path), ("If-Match" = String, Header), ("Idempotency-Key" = Option<String>, Header), DryRunQuery), request_body = NothingMore, responses((status = 200, body = ViolationView)), security(("bearer" = [])))]
#[post("/api/v1/moderation/reports/{id}/claim")]
async fn take_violation(
    caller: Caller,
    id: Path<Uuid>,
    seen: IfMatch,
    dry: Query<DryRunQuery>,
    body: Body<NothingMore>,
) -> Result<HttpResponse, Problem> {
    let mut work = begin(&caller, &body.fingerprint, dry.dry_run).await?;
    violations::take(&mut work, *id, seen, true).await?;
    conclude(&caller, work, *id, dry.dry_run).await
}

/// Give a report back
#[utoipa::path(post, path = "/api/v1/moderation/reports/{id}/release", operation_id = "release_violation_report", tag = "moderation", params(("id" = Uuid, Path), ("If-Match" = String, Header), ("Idempotency-Key" = Option<String>, Header), DryRunQuery), request_body = NothingMore, responses((status = 200, body = ViolationView)), security(("bearer" = [])))]
#[post("/api/v1/moderation/reports/{id}/release")]
async fn release_violation(
    caller: Caller,
    id: Path<Uuid>,
    seen: IfMatch,
    dry: Query<DryRunQuery>,
    body: Body<NothingMore>,
) -> Result<HttpResponse, Problem> {
    let mut work = begin(&caller, &body.fingerprint, dry.dry_run).await?;
    violations::take(&mut work, *id, seen, false).await?;
    conclude(&caller, work, *id, dry.dry_run).await
}

/// Close a report with what was done about the page; the reporter is told
///
/// `withdrawn` once the page is withdrawn, `corrected` once it has changed since the report.
#[utoipa::path(post, path = "/api/v1/moderation/reports/{id}/decide", operation_id = "decide_violation_report", tag = "moderation", params(("id" = Uuid, Path), ("If-Match" = String, Header), ("Idempotency-Key" = Option<String>, Header), DryRunQuery), request_body = DecideViolation, responses((status = 200, body = ViolationView)), security(("bearer" = [])))]
#[post("/api/v1/moderation/reports/{id}/decide")]
async fn decide_violation(
    caller: Caller,
    id: Path<Uuid>,
    seen: IfMatch,
    dry: Query<DryRunQuery>,
    body: Body<DecideViolation>,
) -> Result<HttpResponse, Problem> {
    let mut work = begin(&caller, &body.fingerprint, dry.dry_run).await?;
    violations::decide(&mut work, *id, seen, body.outcome, &body.reason).await?;
    conclude(&caller, work, *id, dry.dry_run).await
}

async fn begin<'s>(caller: &'s Caller, fingerprint: &str, dry: bool) -> Result<Work<'s>, Problem> {
    let mut call = caller.call(fingerprint);
    if dry {
        call.key = None;
    }
    Ok(Work::begin(&caller.site, call).await?)
}

/// The list's view again: what was written stays behind the look that is noted.
async fn conclude(caller: &Caller, work: Work<'_>, id: Uuid, dry: bool) -> Result<HttpResponse, Problem> {
    let told = violations::detail(&caller.site, work.db(), id).await?;
    let version = told.report.version;
    let reply = Reply::ok(&told.report)?.version(version);
    if dry { Ok(reply.send()) } else { reply.after(work).await }
}
