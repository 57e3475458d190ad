//! The section tree at the desk, and one section by its address.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, get, post};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::actions::{self, Said};
use super::views::{self, ProposalView, VersionView};
use super::wanted::Wanted;
use crate::features::directory::views::PublicSection;
use crate::http::page::{self, Cursor};
use crate::http::public::{Draft, Outcome, serve};
use crate::http::{Body, Caller, IfMatch, Page, PageRequest, Problem, Query, Reply, SiteRef, Whole};
use crate::kernel::dates;
use crate::kernel::words::ProposalState;
use crate::store::entities::{publication_count, section_proposal, section_version};
use crate::store::{Work, sections};

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(read_section)
        .service(list_proposals)
        .service(propose)
        .service(approve)
        .service(refuse)
        .service(withdraw)
        .service(list_versions);
}

/// A section by its slug; a former slug leads to the one that holds its content
#[utoipa::path(
    get, path = "/api/v1/sections/{slug}", operation_id = "read_section", tag = "directory",
    params(("slug" = String, Path, pattern = "^[a-z0-9-]{1,100}$", example = "tin-tuc-su-kien")),
    responses(
        (status = 200, body = PublicSection, headers(("ETag" = String))),
        (status = 301, description = "It was renamed, or merged into another", headers(("Location" = String, description = "That one"))),
        (status = 304, description = "Unchanged")),
)]
#[get("/api/v1/sections/{slug}")]
async fn read_section(request: HttpRequest, site: SiteRef) -> HttpResponse {
    let slug = request.match_info().get("slug").unwrap_or_default().to_owned();
    if slug.is_empty() || slug.len() > 100 || !slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
        return crate::http::public::refuse(Problem::not_found());
    }
    let day = dates::to_vn(site.clock.now()).date_naive();
    serve(&request, &format!("section {day} {slug}"), async |site| {
        let found = sections::by_slug(site.read(), &slug).await?.filter(|s| sections::stands(s, day)).ok_or_else(Problem::not_found)?;
        if found.slug != slug {
            return Ok(Outcome::Ready(Draft::moved(&format!("/api/v1/sections/{}", found.slug))));
        }
        let counted = publication_count::Entity::find().filter(publication_count::Column::SectionId.eq(found.id)).all(site.read()).await?;
        let view = PublicSection::of(found, counted.iter().map(|c| c.listed).sum());
        Ok(Outcome::Ready(Draft::json(serde_json::to_string(&view)?)))
    })
    .await
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct ProposalsQuery {
    state: Option<ProposalState>,
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    cursor: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct After(Uuid);
impl Cursor for After {}

/// Proposed changes of the section tree, newest first.
#[utoipa::path(get, path = "/api/v1/desk/section-proposals", operation_id = "list_section_proposals", tag = "desk", params(ProposalsQuery), responses((status = 200, body = Page<ProposalView>)), security(("bearer" = [])))]
#[get("/api/v1/desk/section-proposals")]
async fn list_proposals(caller: Caller, query: Query<ProposalsQuery>) -> Result<HttpResponse, Problem> {
    let Query(asked) = query;
    let page = PageRequest { limit: asked.limit, cursor: asked.cursor };
    let limit = page.limit()?;
    let mut rows = section_proposal::Entity::find();
    if let Some(state) = asked.state {
        rows = rows.filter(section_proposal::Column::State.eq(state));
    }
    if let Some(After(id)) = page.after::<After>()? {
        rows = rows.filter(section_proposal::Column::Id.lt(id));
    }
    let rows = rows.order_by_desc(section_proposal::Column::Id).limit(limit + 1).all(caller.site.read()).await?;
    let (rows, next_cursor) = page::cut(rows, limit, |row| After(row.id));
    let data = views::proposals(caller.site.read(), &caller.actor, rows).await?;
    Ok(Reply::ok(&Page { data, next_cursor })?.send())
}

/// A change, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SectionProposalRequest)]
struct ProposalRequest {
    change: Wanted,
    #[schema(min_length = 1, max_length = 1000, example = "Gom tin chuyển đổi số về một nơi.")]
    reason: String,
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct DryRun {
    /// Only say whether it could be done.
    dry_run: bool,
}

/// Propose a change of the section tree. With `dry_run` it is only held against the tree.
#[utoipa::path(post, path = "/api/v1/desk/section-proposals", operation_id = "propose_section", tag = "desk", params(DryRun, ("Idempotency-Key" = Option<String>, Header)), request_body = ProposalRequest, responses((status = 200, body = ProposalView, description = "What a dry run would propose"), (status = 201, body = ProposalView, headers(("Location" = String), ("ETag" = String)))), security(("bearer" = [])))]
#[post("/api/v1/desk/section-proposals")]
async fn propose(caller: Caller, query: Query<DryRun>, body: Body<ProposalRequest>) -> Result<HttpResponse, Problem> {
    let mut call = caller.call(&body.fingerprint);
    if query.dry_run {
        call.key = None;
    }
    let mut work = Work::begin(&caller.site, call).await?;
    let row = actions::propose(&mut work, body.value.change, &body.value.reason).await?;
    let id = row.id;
    let view = view(&work, &caller, row).await?;
    if query.dry_run {
        return Ok(Reply::ok(&view)?.send());
    }
    Reply::created(&view, format!("/api/v1/desk/section-proposals/{id}"))?.version(view.version).after(work).await
}

/// A decision and what is said with it.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = SectionDecision)]
struct DecisionRequest {
    /// Why; needed to refuse.
    #[schema(max_length = 1000)]
    note: Option<String>,
    #[schema(max_length = 100, example = "1026/QĐ-UBND")]
    decision_number: Option<String>,
    decision_date: Option<NaiveDate>,
}

/// Approve a change: it acts at once, former addresses lead on.
#[utoipa::path(post, path = "/api/v1/desk/section-proposals/{id}/approve", operation_id = "approve_section", tag = "desk", params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = DecisionRequest, responses((status = 200, body = ProposalView, headers(("ETag" = String)))), security(("bearer" = [])))]
#[post("/api/v1/desk/section-proposals/{id}/approve")]
async fn approve(caller: Caller, id: Path<Uuid>, seen: IfMatch, body: Body<DecisionRequest>) -> Result<HttpResponse, Problem> {
    settle(caller, *id, seen, body, ProposalState::Approved).await
}

/// Refuse a change, saying why.
#[utoipa::path(post, path = "/api/v1/desk/section-proposals/{id}/refuse", operation_id = "refuse_section", tag = "desk", params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = DecisionRequest, responses((status = 200, body = ProposalView, headers(("ETag" = String)))), security(("bearer" = [])))]
#[post("/api/v1/desk/section-proposals/{id}/refuse")]
async fn refuse(caller: Caller, id: Path<Uuid>, seen: IfMatch, body: Body<DecisionRequest>) -> Result<HttpResponse, Problem> {
    settle(caller, *id, seen, body, ProposalState::Refused).await
}

/// Take one's own proposal back.
#[utoipa::path(post, path = "/api/v1/desk/section-proposals/{id}/withdraw", operation_id = "withdraw_section_proposal", tag = "desk", params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = DecisionRequest, responses((status = 200, body = ProposalView, headers(("ETag" = String)))), security(("bearer" = [])))]
#[post("/api/v1/desk/section-proposals/{id}/withdraw")]
async fn withdraw(caller: Caller, id: Path<Uuid>, seen: IfMatch, body: Body<DecisionRequest>) -> Result<HttpResponse, Problem> {
    settle(caller, *id, seen, body, ProposalState::Withdrawn).await
}

/// What became of a section: every change with who, when and by which decision, newest first.
#[utoipa::path(get, path = "/api/v1/desk/sections/{id}/versions", operation_id = "list_section_versions", tag = "desk", params(("id" = Uuid, Path)), responses((status = 200, body = Whole<VersionView>)), security(("bearer" = [])))]
#[get("/api/v1/desk/sections/{id}/versions")]
async fn list_versions(caller: Caller, id: Path<Uuid>) -> Result<HttpResponse, Problem> {
    let rows = section_version::Entity::find()
        .filter(section_version::Column::SectionId.eq(*id))
        .order_by_desc(section_version::Column::No)
        .all(caller.site.read())
        .await?;
    if rows.is_empty() {
        return Err(Problem::not_found());
    }
    Ok(Reply::ok(&Whole { data: views::versions(caller.site.read(), rows).await? })?.send())
}

async fn settle(caller: Caller, id: Uuid, seen: IfMatch, body: Body<DecisionRequest>, to: ProposalState) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let DecisionRequest { note, decision_number, decision_date } = body.value;
    let row = actions::settle(&mut work, id, seen, to, Said { note, decision_number, decision_date }).await?;
    let view = view(&work, &caller, row).await?;
    Reply::ok(&view)?.version(view.version).after(work).await
}

async fn view(work: &Work<'_>, caller: &Caller, row: section_proposal::Model) -> Result<ProposalView, Problem> {
    views::proposals(work.db(), &caller.actor, vec![row]).await?.pop().ok_or_else(Problem::not_found)
}
