//! Asking to publish (Đ1.4): the public door, and the office's list.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, get, post};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::users::Nothing;
use crate::access::{Actor, Door};
use crate::features::people::participants::{self, NewRequest};
use crate::features::people::views::{InvitedView, LinkView, ParticipantDetail, ParticipantKind, ParticipantView};
use crate::http::client_address::client_address;
use crate::http::manners::RequestId;
use crate::http::{Body, Caller, Problem, Query, Reply, SiteRef, Whole};
use crate::kernel::words::RequestState;
use crate::store::looks::{self, PersonalData};
use crate::store::{Call, Work};

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(ask_to_publish)
        .service(list_participants)
        .service(read_participant)
        .service(accept_participant)
        .service(refuse_participant);
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ContactBody {
    #[schema(example = "Trần Thị Bình", min_length = 2, max_length = 120)]
    person_name: String,
    /// This or the e-mail address.
    #[schema(example = "0912 000 000", max_length = 40)]
    phone: Option<String>,
    #[schema(example = "binh@vidu.vn", max_length = 254)]
    email: Option<String>,
    #[schema(example = "Số 2, đường Ví Dụ", max_length = 300)]
    address: Option<String>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AskBody {
    kind: ParticipantKind,
    #[schema(example = "Hợp tác xã Ví Dụ Xanh", min_length = 2, max_length = 200)]
    name: String,
    /// What is to be published.
    #[schema(example = "Giới thiệu rau an toàn của hợp tác xã", min_length = 10, max_length = 2000)]
    purpose: String,
    contact: ContactBody,
    /// The ward's office may keep and use the contact to answer.
    #[schema(example = true)]
    consent: bool,
    /// Left empty by people; programs fill it in.
    #[serde(default)]
    #[schema(max_length = 200)]
    website: String,
}

/// The request has arrived.
#[derive(Serialize, ToSchema)]
struct Asked {
    /// To be named when asking about it.
    #[schema(example = "DK-7K2M9QXA")]
    code: String,
}

/// Ask to publish on the portal
///
/// For enterprises, co-operatives and persons (Đ1.4). At most five requests a day from one address.
#[utoipa::path(
    post, path = "/api/v1/participants", operation_id = "ask_to_publish", tag = "public", request_body = AskBody,
    responses((status = 202, description = "Taken in", body = Asked)),
)]
#[post("/api/v1/participants")]
async fn ask_to_publish(request: HttpRequest, site: SiteRef, body: Body<AskBody>) -> Result<HttpResponse, Problem> {
    let from = client_address(&request);
    let body = body.value;
    if !body.website.trim().is_empty() {
        // A program filled in what nobody sees: it is told what everybody is told, and nothing is kept.
        return Ok(Reply::json(202, &Asked { code: participants::new_code() })?.send());
    }
    let mut work = Work::begin(&site, Call::new(Actor::system(Door::Http), RequestId::of(&request))).await?;
    let new = NewRequest {
        kind: body.kind,
        name: body.name,
        purpose: body.purpose,
        person_name: body.contact.person_name,
        phone: body.contact.phone,
        email: body.contact.email,
        address: body.contact.address,
        consent: body.consent,
        from,
    };
    let code = participants::ask(&mut work, new).await?;
    Reply::json(202, &Asked { code })?.after(work).await
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct RequestsQuery {
    /// `open` when not said.
    state: Option<RequestState>,
}

/// Requests to publish, without how to reach their senders
#[utoipa::path(
    get, path = "/api/v1/participants", operation_id = "list_participants", tag = "people", params(RequestsQuery),
    responses((status = 200, body = Whole<ParticipantView>)), security(("bearer" = [])),
)]
#[get("/api/v1/participants")]
async fn list_participants(caller: Caller, query: Query<RequestsQuery>) -> Result<HttpResponse, Problem> {
    let db = caller.site.read();
    participants::need_handler(db, &caller.actor, caller.site.clock.now()).await?;
    Ok(Reply::ok(&Whole { data: participants::list(db, query.state.unwrap_or(RequestState::Open)).await? })?.send())
}

/// A request with how to reach its sender; the look is logged
#[utoipa::path(
    get, path = "/api/v1/participants/{id}", operation_id = "read_participant", tag = "people", params(("id" = Uuid, Path)),
    responses((status = 200, body = ParticipantDetail)), security(("bearer" = [])),
)]
#[get("/api/v1/participants/{id}")]
async fn read_participant(caller: Caller, id: Path<Uuid>) -> Result<HttpResponse, Problem> {
    let db = caller.site.read();
    participants::need_handler(db, &caller.actor, caller.site.clock.now()).await?;
    let view = participants::detail(db, *id).await?;
    looks::note(&caller.site, &caller.actor, &caller.request_id, PersonalData::ParticipantContact, &[*id]).await?;
    Ok(Reply::ok(&view)?.send())
}

/// Accept: a unit and an account that waits for its owner come of it
#[utoipa::path(
    post, path = "/api/v1/participants/{id}/accept", operation_id = "accept_participant", tag = "people", params(("id" = Uuid, Path)),
    request_body = Nothing, responses((status = 200, body = InvitedView)), security(("bearer" = [])),
)]
#[post("/api/v1/participants/{id}/accept")]
async fn accept_participant(caller: Caller, id: Path<Uuid>, _body: Body<Nothing>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, Call::new(caller.actor.clone(), caller.request_id.clone())).await?;
    let (user, link) = participants::accept(&mut work, *id).await?;
    let link = LinkView::of(link)?;
    let told = InvitedView { id: user.id, username: user.username, display_name: user.display_name, position: user.position, link };
    Reply::ok(&told)?.after(work).await
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RefuseBody {
    #[schema(example = "Nội dung quảng cáo không thuộc phạm vi của Cổng.", min_length = 3, max_length = 1000)]
    reason: String,
}

/// Refuse, with a reason
#[utoipa::path(
    post, path = "/api/v1/participants/{id}/refuse", operation_id = "refuse_participant", tag = "people", params(("id" = Uuid, Path)),
    request_body = RefuseBody, responses((status = 200, body = ParticipantDetail)), security(("bearer" = [])),
)]
#[post("/api/v1/participants/{id}/refuse")]
async fn refuse_participant(caller: Caller, id: Path<Uuid>, body: Body<RefuseBody>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    participants::refuse(&mut work, *id, &body.reason).await?;
    let mut view = participants::detail(work.db(), *id).await?;
    view.contact = None;
    Reply::ok(&view)?.after(work).await
}
