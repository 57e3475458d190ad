//! Items: list, create, read, write, lease.

use actix_web::web::Path;
use actix_web::{HttpResponse, delete, get, post, put};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::access::Permission;
use crate::features::newsroom::actions::{self, NewItem};
use crate::features::newsroom::content::Content;
use crate::features::newsroom::desk::OnDesk;
use crate::features::newsroom::queries::{self, ItemFilter};
use crate::features::newsroom::views::{HomeView, ItemSummary, ItemView, LeaseView, PersonView};
use crate::http::page::PageRequest;
use crate::http::{Body, Caller, Code, FieldError, IfMatch, Page, Problem, Query, Reply};
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::words::{Kind, Lang, Origin, State};
use crate::store::Work;

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(desk_home)
        .service(list_items)
        .service(create_item)
        .service(read_item)
        .service(save_item)
        .service(hold_lease)
        .service(release_lease);
}

/// The desk's first screen.
#[utoipa::path(get, path = "/api/v1/desk/home", operation_id = "desk_home", tag = "desk", responses((status = 200, body = HomeView)), security(("bearer" = [])))]
#[get("/api/v1/desk/home")]
async fn desk_home(caller: Caller) -> Result<HttpResponse, Problem> {
    Ok(Reply::ok(&queries::home(caller.site.read(), &caller.actor, caller.site.clock.now()).await?)?.send())
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct ItemsQuery {
    state: Option<State>,
    kind: Option<Kind>,
    section: Option<Uuid>,
    /// Only what the caller created.
    mine: Option<bool>,
    /// Part of the title.
    #[param(max_length = 200)]
    q: Option<String>,
    #[param(inline)]
    sort: Option<ItemSort>,
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    cursor: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Deserialize, ToSchema)]
enum ItemSort {
    #[serde(rename = "-updated_at")]
    NewestFirst,
    #[serde(rename = "title")]
    Title,
}

/// Items that the caller may see, newest first.
#[utoipa::path(get, path = "/api/v1/desk/items", operation_id = "list_items", tag = "desk", params(ItemsQuery), responses((status = 200, body = Page<ItemSummary>)), security(("bearer" = [])))]
#[get("/api/v1/desk/items")]
async fn list_items(caller: Caller, query: Query<ItemsQuery>) -> Result<HttpResponse, Problem> {
    let Query(asked) = query;
    if asked.q.as_ref().is_some_and(|q| q.chars().count() > 200 || q.contains('\0')) {
        return Err(Problem::invalid(vec![FieldError::new("/q", "too_long", "Tối đa 200 ký tự.", "At most 200 characters.")]));
    }
    let filter = ItemFilter {
        state: asked.state,
        kind: asked.kind,
        section: asked.section,
        mine: asked.mine.unwrap_or(false),
        q: asked.q.map(|q| crate::kernel::text::nfc(&q)),
        by_title: asked.sort == Some(ItemSort::Title),
    };
    let page = PageRequest { limit: asked.limit, cursor: asked.cursor };
    Ok(Reply::ok(&queries::items(caller.site.read(), &caller.actor, &filter, &page, caller.site.clock.now()).await?)?.send())
}

/// A new item; what is not said begins with sensible values.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CreateItem {
    kind: Kind,
    #[serde(default)]
    lang: Option<Lang>,
    /// The item that this one says in another language: of the same kind, one in each language.
    #[serde(default)]
    translation_of: Option<Uuid>,
    #[serde(default)]
    content: Content,
}

/// Starts a draft in the caller's unit.
#[utoipa::path(post, path = "/api/v1/desk/items", operation_id = "create_item", tag = "desk", request_body = CreateItem, responses((status = 201, body = ItemView)), security(("bearer" = [])))]
#[post("/api/v1/desk/items")]
async fn create_item(caller: Caller, body: Body<CreateItem>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::ItemWrite)?;
    let call = caller.call(&body.fingerprint);
    let CreateItem { kind, lang, translation_of, mut content } = body.value;
    content.lang = lang.unwrap_or(content.lang);
    let content = clean(kind, content).await?.0;
    let new = NewItem { kind, content, origin: Origin::Desk, external_id: None, translation_of, unit: None };
    let mut work = Work::begin(&caller.site, call).await?;
    let row = actions::create(&mut work, new).await?;
    super::answer(&caller, work, row.id, |view| Ok(Reply::created(view, format!("/api/v1/desk/items/{}", view.id))?.version(view.version)))
        .await
}

pub(super) async fn clean(kind: Kind, content: Content) -> Result<actions::SavedCopy, Problem> {
    let cleaned = tokio::task::spawn_blocking(move || actions::prepare_copy(kind, content)).await;
    cleaned.map_err(|_| Problem::new(Code::Internal))?
}

/// An item as the caller may see it.
#[utoipa::path(get, path = "/api/v1/desk/items/{id}", operation_id = "read_item", tag = "desk", params(("id" = Uuid, Path)), responses((status = 200, body = ItemView)), security(("bearer" = [])))]
#[get("/api/v1/desk/items/{id}")]
async fn read_item(caller: Caller, id: Path<Uuid>) -> Result<HttpResponse, Problem> {
    let view = queries::item_view(caller.site.read(), &caller.actor, *id, caller.site.clock.now()).await?;
    let version = view.version;
    Ok(Reply::ok(&view)?.version(version).send())
}

/// Saves the working copy (autosave). It is not an event: revisions are frozen by name, at handing in and sending up.
#[utoipa::path(put, path = "/api/v1/desk/items/{id}", operation_id = "save_item", tag = "desk", params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = Content, responses((status = 200, body = ItemView)), security(("bearer" = [])))]
#[put("/api/v1/desk/items/{id}")]
async fn save_item(caller: Caller, id: Path<Uuid>, seen: IfMatch, body: Body<Content>) -> Result<HttpResponse, Problem> {
    // The kind decides the shape of the details; whether the caller may write is asked again where it is written.
    let kind = OnDesk::find(caller.site.read(), &caller.actor, *id).await?.item.kind;
    let saved = clean(kind, body.value).await?;
    let written = actions::save(&caller.site, &caller.actor, *id, seen, saved).await?;
    let mut view = queries::item_view(caller.site.read(), &caller.actor, *id, caller.site.clock.now()).await?;
    // What somebody wrote meanwhile is not what this caller has seen: the next save must notice it.
    view.version = written;
    Ok(Reply::ok(&view)?.version(written).send())
}

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct HoldLease {
    /// Also from somebody who is writing now.
    take_over: bool,
}

/// Says "I am writing": held for two minutes, renewed by saving.
#[utoipa::path(put, path = "/api/v1/desk/items/{id}/lease", operation_id = "hold_lease", tag = "desk", params(("id" = Uuid, Path)), request_body = HoldLease, responses((status = 200, body = LeaseView)), security(("bearer" = [])))]
#[put("/api/v1/desk/items/{id}/lease")]
async fn hold_lease(caller: Caller, id: Path<Uuid>, body: Body<HoldLease>) -> Result<HttpResponse, Problem> {
    let row = actions::hold_lease(&caller.site, &caller.actor, *id, body.take_over).await?;
    let user = queries::person(caller.site.read(), row.user_id).await?;
    let view = LeaseView { user: PersonView { id: row.user_id, display_name: user }, expires_at: rfc3339_vn(row.expires_at), mine: true };
    Ok(Reply::ok(&view)?.send())
}

/// Says "I have stopped writing".
#[utoipa::path(delete, path = "/api/v1/desk/items/{id}/lease", operation_id = "release_lease", tag = "desk", params(("id" = Uuid, Path)), responses((status = 204)), security(("bearer" = [])))]
#[delete("/api/v1/desk/items/{id}/lease")]
async fn release_lease(caller: Caller, id: Path<Uuid>) -> Result<HttpResponse, Problem> {
    actions::release_lease(&caller.site, &caller.actor, *id).await?;
    Ok(HttpResponse::NoContent().finish())
}
