//! The HTTP door of review links.

use actix_web::http::header;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use sea_orm::EntityTrait;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::decide::{self, Decision};
use super::links::{self, Opened};
use crate::features::accounts::Accounts;
use crate::features::accounts::cookies::same_origin;
use crate::features::accounts::factors::decision::{OwnProof, insist, offer, ways};
use crate::features::accounts::factors::{self, views::RequestOptions};
use crate::features::media::views::RenditionName;
use crate::features::newsroom::queries::{self, Compared};
use crate::features::newsroom::text_views::FlagsView;
use crate::features::newsroom::views::TaskDetail;
use crate::http::manners::{RequestId, log_security};
use crate::http::{Body, Caller, Problem, Reply, SiteRef};
use crate::kernel::dates::{self, rfc3339_vn};
use crate::kernel::flags;
use crate::kernel::words::Severity;
use crate::store::entities::{app_user, review_link};
use crate::store::{Call, Fault, Site, Work};

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(make_review_link).service(list_review_links).service(revoke_review_link);
    cfg.service(read_review_link).service(get_review_picture).service(offer_review_passkey).service(decide_by_link);
}

/// For whom, and for how long.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewLink {
    user_id: Uuid,
    /// A day when not said.
    #[serde(default)]
    #[schema(example = 24, minimum = 1, maximum = 72)]
    hours: Option<i64>,
}

/// A link as the desk lists it; its token is not told again.
#[derive(Serialize, ToSchema)]
struct ReviewLinkView {
    id: Uuid,
    user_id: Uuid,
    #[schema(example = "Phó Trưởng Ban Biên tập")]
    display_name: String,
    #[schema(example = "2026-11-23T08:00:00+07:00", format = DateTime)]
    created_at: String,
    #[schema(example = "2026-11-24T08:00:00+07:00", format = DateTime)]
    expires_at: String,
    /// Revoked, or over.
    ended: bool,
}

#[derive(Serialize, ToSchema)]
struct ReviewLinkMade {
    link: ReviewLinkView,
    /// The address to send, this once. The token is its fragment.
    #[schema(example = "https://thanhdong.haiphong.gov.vn/duyet#q0p…")]
    address: String,
    /// Whether the person has what deciding needs: a passkey, or an authenticator app.
    ready: bool,
}

/// Somebody who may decide the task.
#[derive(Serialize, ToSchema)]
struct Decider {
    id: Uuid,
    display_name: String,
    position: String,
    ready: bool,
}

#[derive(Serialize, ToSchema)]
struct ReviewLinks {
    data: Vec<ReviewLinkView>,
    people: Vec<Decider>,
}

/// The task behind a link, as it stands now.
#[derive(Serialize, ToSchema)]
struct ReviewByLink {
    #[schema(example = "Phó Trưởng Ban Biên tập")]
    display_name: String,
    #[schema(example = "2026-11-24T08:00:00+07:00", format = DateTime)]
    expires_at: String,
    /// `passkey`, `password_totp`: how the person can prove who they are. Empty: only at the desk.
    #[schema(example = json!(["passkey", "password_totp"]))]
    ways: Vec<&'static str>,
    task: TaskDetail,
    /// What the program notices in the text.
    flags: FlagsView,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ProvedDecision {
    decision: Decision,
    proof: OwnProof,
}

/// Make a link that opens a task on a phone
///
/// For one person who may decide it. Their earlier links to the task end.
#[utoipa::path(post, path = "/api/v1/moderation/tasks/{id}/links", operation_id = "make_review_link", tag = "moderation", params(("id" = Uuid, Path)), request_body = NewLink, responses((status = 201, body = ReviewLinkMade)), security(("bearer" = [])))]
#[post("/api/v1/moderation/tasks/{id}/links")]
async fn make_review_link(caller: Caller, id: Path<Uuid>, body: Body<NewLink>) -> Result<HttpResponse, Problem> {
    // No idempotency key: the token does not belong among the kept answers.
    let mut work = Work::begin(&caller.site, Call::new(caller.actor.clone(), caller.request_id.clone())).await?;
    let (row, token) = links::make(&mut work, *id, body.user_id, body.hours.unwrap_or(24)).await?;
    work.commit().await?;
    let made = ReviewLinkMade {
        address: format!("{}/duyet#{token}", caller.site.settings.public_url),
        ready: !ways_of(&caller.site, row.user_id).await?.is_empty(),
        link: view(&caller.site, row).await?,
    };
    Ok(HttpResponse::Created().insert_header((header::CACHE_CONTROL, "no-store")).json(made))
}

/// The links to a task, and who may decide it
#[utoipa::path(get, path = "/api/v1/moderation/tasks/{id}/links", operation_id = "list_review_links", tag = "moderation", params(("id" = Uuid, Path)), responses((status = 200, body = ReviewLinks)), security(("bearer" = [])))]
#[get("/api/v1/moderation/tasks/{id}/links")]
async fn list_review_links(caller: Caller, id: Path<Uuid>) -> Result<HttpResponse, Problem> {
    let site = &caller.site;
    let (task, _) = links::seen_task(site.read(), &caller.actor, *id).await?;
    links::may_send(&caller.actor)?;
    let mut people = vec![];
    for person in links::deciders(site, &task).await? {
        let ready = !ways_of(site, person.id).await?.is_empty();
        people.push(Decider { id: person.id, display_name: person.display_name, position: person.position, ready });
    }
    let mut data = vec![];
    for link in links::of_task(site.read(), task.id).await? {
        data.push(view(site, link).await?);
    }
    Ok(Reply::ok(&ReviewLinks { data, people })?.send())
}

/// End a link
#[utoipa::path(post, path = "/api/v1/moderation/links/{id}/revoke", operation_id = "revoke_review_link", tag = "moderation", params(("id" = Uuid, Path)), responses((status = 204)), security(("bearer" = [])))]
#[post("/api/v1/moderation/links/{id}/revoke")]
async fn revoke_review_link(caller: Caller, id: Path<Uuid>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, Call::new(caller.actor.clone(), caller.request_id.clone())).await?;
    links::revoke(&mut work, *id).await?;
    work.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The task behind a link, as it stands now
///
/// Changes nothing, however often it is asked; every look is in the security log. 409 `already_decided` once it is.
#[utoipa::path(get, path = "/api/v1/review-link", operation_id = "read_review_link", tag = "moderation", params(("X-Review-Token" = String, Header)), responses((status = 200, body = ReviewByLink), (status = 404, description = "Not good any more"), (status = 409, description = "Decided already")))]
#[get("/api/v1/review-link")]
async fn read_review_link(request: HttpRequest, site: SiteRef) -> Result<HttpResponse, Problem> {
    let on = opened(&request, &site).await?;
    let task = queries::task_detail(site.read(), &on.actor, on.task.id, site.clock.now()).await?;
    let today = dates::to_vn(site.clock.now()).date_naive();
    let on_text = Compared::Revision(task.revision.revision.id);
    let found = queries::flags(site.read(), &on.actor, on.task.item_id, on_text, today).await?;
    let flags = FlagsView {
        to_confirm: flags::to_confirm(&found),
        blocked: found.iter().any(|f| f.severity == Severity::Block),
        data: found.into_iter().map(Into::into).collect(),
    };
    look(&request, &site, &on).await?;
    let view = ReviewByLink {
        ways: ways_of(&site, on.account.id).await?,
        display_name: on.account.display_name,
        expires_at: rfc3339_vn(on.link.expires_at),
        task,
        flags,
    };
    Ok(Reply::ok(&view)?.send())
}

/// A picture of the text behind a link
#[utoipa::path(get, path = "/api/v1/review-link/media/{id}/{rendition}", operation_id = "get_review_picture", tag = "moderation", params(("X-Review-Token" = String, Header), ("id" = Uuid, Path), ("rendition" = inline(RenditionName), Path)), responses((status = 200, content((Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"))), (status = 409, description = "Decided already")))]
#[get("/api/v1/review-link/media/{id}/{rendition}")]
async fn get_review_picture(request: HttpRequest, site: SiteRef, path: Path<(Uuid, RenditionName)>) -> Result<HttpResponse, Problem> {
    let on = opened(&request, &site).await?;
    let (id, name) = path.into_inner();
    let task = queries::task_detail(site.read(), &on.actor, on.task.id, site.clock.now()).await?;
    if !task.revision.content.media_ids().contains(&id) {
        return Err(Problem::not_found());
    }
    let row = crate::store::entities::media::Entity::find_by_id(id).one(site.read()).await?.ok_or_else(Problem::not_found)?;
    let found = crate::features::media::queries::renditions(&row)?.into_iter().find(|r| r.name == name.word());
    let rendition = found.ok_or_else(Problem::not_found)?;
    let blobs = site.blobs.clone();
    let read = tokio::task::spawn_blocking(move || blobs.get(&rendition.hash)).await;
    let bytes = read.map_err(|e| Fault::Defect(e.to_string()))??;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, rendition.media_type))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
        .body(bytes))
}

/// What a browser needs so that the person's passkey signs this decision
#[utoipa::path(post, path = "/api/v1/review-link/offer", operation_id = "offer_review_passkey", tag = "moderation", params(("X-Review-Token" = String, Header)), request_body = Decision, responses((status = 200, body = RequestOptions), (status = 404, description = "Not good any more"), (status = 409, description = "Decided already, or no passkey"), (status = 412, description = "The text moved on")))]
#[post("/api/v1/review-link/offer")]
async fn offer_review_passkey(request: HttpRequest, site: SiteRef, body: Body<Decision>) -> Result<HttpResponse, Problem> {
    same_origin(&request, &site)?;
    let on = opened(&request, &site).await?;
    decide::attempt(&site, &on, &body, &RequestId::of(&request)).await?;
    Ok(Reply::ok(&offer(&site, on.account.id, &decide::fingerprint(&on, &body)?).await?)?.send())
}

/// Decide the task behind a link, with one's own proof
///
/// A passkey's signature over this decision, or the password and a code of the app. Recorded as that person's, through the
/// door `review_link`. Wrong proofs are slowed down like wrong passwords.
#[utoipa::path(post, path = "/api/v1/review-link/decide", operation_id = "decide_by_link", tag = "moderation", params(("X-Review-Token" = String, Header)), request_body = ProvedDecision, responses((status = 200, body = TaskDetail), (status = 401, description = "The proof is wrong"), (status = 403, description = "May not decide it"), (status = 404, description = "Not good any more"), (status = 409, description = "Decided already"), (status = 412, description = "The text moved on"), (status = 429, description = "Too many wrong proofs")))]
#[post("/api/v1/review-link/decide")]
async fn decide_by_link(
    request: HttpRequest,
    site: SiteRef,
    accounts: Data<Accounts>,
    body: Body<ProvedDecision>,
) -> Result<HttpResponse, Problem> {
    same_origin(&request, &site)?;
    let (on, request_id) = (opened(&request, &site).await?, RequestId::of(&request));
    let said = &body.decision;
    decide::attempt(&site, &on, said, &request_id).await?;
    insist(&site, &accounts, &request, &on.account, &body.proof, &decide::fingerprint(&on, said)?).await?;
    Ok(Reply::ok(&decide::carry_out(&site, &on, said, &request_id).await?)?.send())
}

async fn opened(request: &HttpRequest, site: &Site) -> Result<Opened, Problem> {
    let token = request.headers().get("x-review-token").and_then(|h| h.to_str().ok()).unwrap_or_default();
    links::open(site, token).await
}

async fn look(request: &HttpRequest, site: &Site, on: &Opened) -> Result<(), Fault> {
    let (link, operation) = (on.link.id.to_string(), "GET /api/v1/review-link".to_owned());
    log_security(site, "review_link_look", Some(on.account.id), Some(link), Some(operation), Some(RequestId::of(request))).await
}

async fn ways_of(site: &Site, user: Uuid) -> Result<Vec<&'static str>, Problem> {
    Ok(ways(site, &factors::of(site.read(), user).await?))
}

async fn view(site: &Site, row: review_link::Model) -> Result<ReviewLinkView, Problem> {
    let person = app_user::Entity::find_by_id(row.user_id).one(site.read()).await?;
    Ok(ReviewLinkView {
        id: row.id,
        user_id: row.user_id,
        display_name: person.map(|p| p.display_name).unwrap_or_default(),
        created_at: rfc3339_vn(row.created_at),
        expires_at: rfc3339_vn(row.expires_at),
        ended: row.revoked_at.is_some() || site.clock.now() >= row.expires_at,
    })
}
