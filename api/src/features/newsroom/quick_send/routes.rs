//! The doors of quick send.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use sea_orm::EntityTrait;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::links;
use super::send::{self, Message, PICTURES_MAX};
use crate::http::{Body, Caller, Problem, Reply, Sender, Whole};
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::qr;
use crate::kernel::words::State;
use crate::store::entities::{app_user, item, quick_send_link};
use crate::store::{Fault, Work};

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MakeLink {
    /// For whom; oneself when absent.
    #[serde(default)]
    pub user_id: Option<Uuid>,
    /// How long it lives.
    #[serde(default = "month")]
    #[schema(minimum = 1, maximum = 90, default = 30)]
    pub days: i64,
}

fn month() -> i64 {
    30
}

/// A link, without its secret.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuickSendLink {
    pub id: Uuid,
    pub user_id: Uuid,
    #[schema(example = "Tổ dân phố số 5")]
    pub name: String,
    pub created_at: String,
    pub expires_at: String,
    #[schema(required)]
    pub revoked_at: Option<String>,
    #[schema(required)]
    pub last_used_at: Option<String>,
    /// Messages sent by it.
    pub sent: i64,
}

impl QuickSendLink {
    fn of(row: quick_send_link::Model, name: String) -> Self {
        Self {
            id: row.id,
            user_id: row.user_id,
            name,
            created_at: rfc3339_vn(row.created_at),
            expires_at: rfc3339_vn(row.expires_at),
            revoked_at: row.revoked_at.map(rfc3339_vn),
            last_used_at: row.last_used_at.map(rfc3339_vn),
            sent: row.sent,
        }
    }
}

/// A new link: the one answer that holds its secret.
#[derive(Debug, Serialize, ToSchema)]
pub struct MadeLink {
    pub link: QuickSendLink,
    /// To be opened on that person's phone; the secret stands behind `#` and never reaches a server's log.
    #[schema(example = "https://thanhdong.haiphong.gov.vn/gui-nhanh#Vn3kq0…")]
    pub url: String,
    pub qr_svg: String,
}

/// Make a quick-send link
#[utoipa::path(post, path = "/api/v1/quick-send/links", operation_id = "make_quick_send_link", tag = "desk",
    request_body = MakeLink, responses((status = 201, body = MadeLink)), security(("bearer" = [])))]
#[post("/api/v1/quick-send/links")]
pub async fn make_link(caller: Caller, body: Body<MakeLink>) -> Result<HttpResponse, Problem> {
    // No idempotency key: the kept answer would hold the secret.
    let mut work = Work::begin(&caller.site, crate::store::Call { key: None, ..caller.call("") }).await?;
    let user = body.value.user_id.unwrap_or(caller.user);
    let (row, secret) = links::make(&mut work, user, body.value.days).await?;
    let name = app_user::Entity::find_by_id(user).one(work.db()).await?.map(|u| u.display_name).unwrap_or_default();
    let url = format!("{}/gui-nhanh#{secret}", caller.site.settings.public_url);
    let qr_svg = qr::svg(&url).map_err(|e| Fault::Defect(e.to_string()))?;
    let location = format!("/api/v1/quick-send/links/{}", row.id);
    let reply = Reply::created(&MadeLink { link: QuickSendLink::of(row, name), url, qr_svg }, location)?;
    reply.after(work).await
}

/// Quick-send links, newest first
#[utoipa::path(get, path = "/api/v1/quick-send/links", operation_id = "list_quick_send_links", tag = "desk",
    responses((status = 200, body = Whole<QuickSendLink>)), security(("bearer" = [])))]
#[get("/api/v1/quick-send/links")]
pub async fn list_links(caller: Caller) -> Result<HttpResponse, Problem> {
    let rows = links::list(caller.site.read(), &caller.actor).await?;
    let data: Vec<_> = rows.into_iter().map(|(row, name)| QuickSendLink::of(row, name)).collect();
    Ok(Reply::ok(&Whole { data })?.send())
}

/// End a quick-send link
#[utoipa::path(post, path = "/api/v1/quick-send/links/{id}/revoke", operation_id = "revoke_quick_send_link", tag = "desk",
    params(("id" = Uuid, Path)), responses((status = 200, body = QuickSendLink)), security(("bearer" = [])))]
#[post("/api/v1/quick-send/links/{id}/revoke")]
pub async fn revoke_link(caller: Caller, id: Path<Uuid>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, crate::store::Call { key: None, ..caller.call("") }).await?;
    let row = links::revoke(&mut work, *id).await?;
    let name = app_user::Entity::find_by_id(row.user_id).one(work.db()).await?.map(|u| u.display_name).unwrap_or_default();
    Reply::ok(&QuickSendLink::of(row, name))?.after(work).await
}

/// Whom a link is for and what it takes.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuickSend {
    #[schema(example = "Tổ dân phố số 5")]
    pub name: String,
    #[schema(required)]
    pub expires_at: Option<String>,
    #[schema(example = 20)]
    pub pictures: usize,
    /// Bytes a picture.
    #[schema(example = 20_971_520)]
    pub bytes: u64,
}

/// Look at one's quick-send link
///
/// Changes nothing: a preview robot does no harm.
#[utoipa::path(get, path = "/api/v1/quick-send", operation_id = "read_quick_send", tag = "desk",
    params(("X-Quick-Send" = Option<String>, Header, description = "The secret of the link", max_length = 100)),
    responses((status = 200, body = QuickSend)), security(("bearer" = []), ()))]
#[get("/api/v1/quick-send")]
pub async fn look(sender: Sender) -> Result<HttpResponse, Problem> {
    let person = app_user::Entity::find_by_id(sender.user).one(sender.site.read()).await?.ok_or_else(Problem::not_found)?;
    let expires_at = sender.link.as_ref().map(|l| rfc3339_vn(l.expires_at));
    let told = QuickSend { name: person.display_name, expires_at, pictures: PICTURES_MAX, bytes: 20 * 1024 * 1024 };
    Ok(Reply::ok(&told)?.send())
}

/// What became of a message.
#[derive(Debug, Serialize, ToSchema)]
pub struct Sent {
    pub item_id: Uuid,
    pub title: String,
    /// Where it stands now.
    pub state: State,
}

/// Send a text and pictures in
///
/// It becomes an item in the sender's name and is handed in for review at once.
#[utoipa::path(post, path = "/api/v1/quick-send", operation_id = "quick_send", tag = "desk",
    params(
        ("X-Quick-Send" = Option<String>, Header, description = "The secret of the link", max_length = 100),
        ("Idempotency-Key" = Option<String>, Header),
    ),
    request_body = Message, responses((status = 201, body = Sent)), security(("bearer" = []), ()))]
#[post("/api/v1/quick-send")]
pub async fn hand_in(sender: Sender, body: Body<Message>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&sender.site, sender.call(&body.fingerprint)).await?;
    let row = send::send(&mut work, &body.value, sender.link.as_ref().map(|l| l.id)).await?;
    let now = item::Entity::find_by_id(row.id).one(work.db()).await?.ok_or_else(Problem::not_found)?;
    let location = format!("/api/v1/desk/items/{}", row.id);
    Reply::created(&Sent { item_id: now.id, title: now.title, state: now.state }, location)?.after(work).await
}
