//! Accounts over HTTP.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, patch, post};
use chrono::NaiveDate;
use sea_orm::EntityTrait;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::access::Permission;
use crate::features::people::queries::{self, UserFilter};
use crate::features::people::users::{self, Changes, NewPerson};
use crate::features::people::views::{Abilities, InvitedView, LinkView, UserDetail, UserRow, UserState};
use crate::features::people::{abilities, guards, invitations};
use crate::http::form::Form;
use crate::http::page::{Cursor, cut};
use crate::http::{Body, Caller, Page, PageRequest, Problem, Query, Reply};
use crate::kernel::dates::to_vn;
use crate::store::entities::app_user;
use crate::store::looks::{self, PersonalData};
use crate::store::{Call, Site, Work};

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(list_users)
        .service(add_user)
        .service(read_user)
        .service(change_user)
        .service(disable_user)
        .service(enable_user)
        .service(invite_user)
        .service(read_abilities);
}

/// Whoever keeps accounts, assigns roles or sets covers has to find people.
const LOOK: [Permission; 3] = [Permission::UserManage, Permission::RoleAssign, Permission::CoverSet];

pub fn today(site: &Site) -> NaiveDate {
    to_vn(site.clock.now()).date_naive()
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct UsersQuery {
    /// Part of the name, with or without tones.
    #[param(max_length = 100)]
    q: Option<String>,
    #[param(inline)]
    state: Option<UserState>,
    unit: Option<Uuid>,
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    cursor: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct ByName(String);
impl Cursor for ByName {}

/// People with an account
#[utoipa::path(
    get, path = "/api/v1/users", operation_id = "list_users", tag = "people", params(UsersQuery),
    responses((status = 200, body = Page<UserRow>)), security(("bearer" = [])),
)]
#[get("/api/v1/users")]
async fn list_users(caller: Caller, query: Query<UsersQuery>) -> Result<HttpResponse, Problem> {
    guards::need(&caller.actor, &LOOK)?;
    let page = PageRequest { limit: query.limit, cursor: query.cursor.clone() };
    let limit = page.limit()?;
    let after = page.after::<ByName>()?.map(|c| c.0);
    let filter = UserFilter { q: query.q.clone(), state: query.state, unit: query.unit, after };
    let db = caller.site.read();
    let (rows, next_cursor) = cut(queries::users(db, &filter, limit).await?, limit, |u| ByName(u.username.clone()));
    let mut data = vec![];
    for row in rows {
        data.push(queries::user_row(db, &row, today(&caller.site)).await?);
    }
    Ok(Reply::ok(&Page { data, next_cursor })?.send())
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewUserBody {
    /// Made of the name when not said.
    #[schema(example = "annv", max_length = 50)]
    username: Option<String>,
    #[schema(example = "Nguyễn Văn An", min_length = 1, max_length = 120)]
    display_name: String,
    #[schema(example = "Chuyên viên", max_length = 200)]
    #[serde(default)]
    position: String,
    #[schema(example = "an@vidu.vn", max_length = 254)]
    email: Option<String>,
    unit_id: Option<Uuid>,
}

/// Invite a person
///
/// They can do nothing until they have set their password by the link, which is told here once.
#[utoipa::path(
    post, path = "/api/v1/users", operation_id = "add_user", tag = "people", request_body = NewUserBody,
    responses((status = 201, body = InvitedView)), security(("bearer" = [])),
)]
#[post("/api/v1/users")]
async fn add_user(caller: Caller, body: Body<NewUserBody>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::UserManage)?;
    // No idempotency key: the kept answer would keep the link.
    let mut work = Work::begin(&caller.site, Call::new(caller.actor.clone(), caller.request_id.clone())).await?;
    let new = body.value;
    let new =
        NewPerson { username: new.username, display_name: new.display_name, position: new.position, email: new.email, unit: new.unit_id };
    let user = users::put_in(&mut work, new).await?;
    let link = LinkView::of(invitations::make(&mut work, &user).await?)?;
    let location = format!("/api/v1/users/{}", user.id);
    let told = InvitedView { id: user.id, username: user.username, display_name: user.display_name, position: user.position, link };
    Reply::created(&told, location)?.after(work).await
}

/// A person with all their assignments
#[utoipa::path(
    get, path = "/api/v1/users/{id}", operation_id = "read_user", tag = "people", params(("id" = Uuid, Path)),
    responses((status = 200, body = UserDetail)), security(("bearer" = [])),
)]
#[get("/api/v1/users/{id}")]
async fn read_user(caller: Caller, id: Path<Uuid>) -> Result<HttpResponse, Problem> {
    if caller.user != *id {
        guards::need(&caller.actor, &LOOK)?;
    }
    let private = caller.user == *id || caller.actor.may(Permission::UserManage);
    let view = queries::user_detail(caller.site.read(), *id, today(&caller.site), private).await?;
    if view.email.is_some() {
        looks::note(&caller.site, &caller.actor, &caller.request_id, PersonalData::UserContact, &[*id]).await?;
    }
    Ok(Reply::ok(&view)?.send())
}

/// A person after a change, without their address: only reading them is a look, and is logged.
pub async fn shown(caller: &Caller, db: &impl sea_orm::ConnectionTrait, id: Uuid) -> Result<UserDetail, Problem> {
    queries::user_detail(db, id, today(&caller.site), false).await
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UserPatch {
    #[schema(example = "Nguyễn Văn An", min_length = 1, max_length = 120)]
    display_name: Option<String>,
    #[schema(example = "Phó Trưởng phòng", max_length = 200)]
    position: Option<String>,
    /// Empty takes it away.
    #[schema(example = "an@vidu.vn", max_length = 254)]
    email: Option<String>,
    /// Never one's own.
    unit_id: Option<Uuid>,
}

/// Change what is known of a person
#[utoipa::path(
    patch, path = "/api/v1/users/{id}", operation_id = "change_user", tag = "people", params(("id" = Uuid, Path)),
    request_body = UserPatch, responses((status = 200, body = UserDetail)), security(("bearer" = [])),
)]
#[patch("/api/v1/users/{id}")]
async fn change_user(caller: Caller, id: Path<Uuid>, body: Body<UserPatch>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::UserManage)?;
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let changes =
        Changes { display_name: body.display_name.clone(), position: body.position.clone(), email: body.email.clone(), unit: body.unit_id };
    users::change(&mut work, *id, changes).await?;
    let view = shown(&caller, work.db(), *id).await?;
    Reply::ok(&view)?.after(work).await
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// Take an account out of use at once
#[utoipa::path(
    post, path = "/api/v1/users/{id}/disable", operation_id = "disable_user", tag = "people", params(("id" = Uuid, Path)),
    request_body = Nothing, responses((status = 200, body = UserDetail)), security(("bearer" = [])),
)]
#[post("/api/v1/users/{id}/disable")]
async fn disable_user(caller: Caller, id: Path<Uuid>, body: Body<Nothing>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::UserManage)?;
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    users::disable(&mut work, *id).await?;
    let view = shown(&caller, work.db(), *id).await?;
    Reply::ok(&view)?.after(work).await
}

/// Give an account back
#[utoipa::path(
    post, path = "/api/v1/users/{id}/enable", operation_id = "enable_user", tag = "people", params(("id" = Uuid, Path)),
    request_body = Nothing, responses((status = 200, body = UserDetail)), security(("bearer" = [])),
)]
#[post("/api/v1/users/{id}/enable")]
async fn enable_user(caller: Caller, id: Path<Uuid>, body: Body<Nothing>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::UserManage)?;
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    users::enable(&mut work, *id).await?;
    let view = shown(&caller, work.db(), *id).await?;
    Reply::ok(&view)?.after(work).await
}

/// A link by which a person sets their own password
///
/// For somebody invited it takes the place of the link before; for somebody in use it is for a new password. It is told once.
#[utoipa::path(
    post, path = "/api/v1/users/{id}/invite", operation_id = "invite_user", tag = "people", params(("id" = Uuid, Path)),
    request_body = Nothing, responses((status = 200, body = LinkView)), security(("bearer" = [])),
)]
#[post("/api/v1/users/{id}/invite")]
async fn invite_user(caller: Caller, id: Path<Uuid>, _body: Body<Nothing>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::UserManage)?;
    let mut work = Work::begin(&caller.site, Call::new(caller.actor.clone(), caller.request_id.clone())).await?;
    let user = users::locked(&work, *id).await?;
    let link = LinkView::of(invitations::make(&mut work, &user).await?)?;
    Reply::ok(&link)?.after(work).await
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct OnDay {
    /// Today when not said.
    #[param(example = "2026-11-23")]
    on: Option<NaiveDate>,
}

/// What a person may do on a day, and why
#[utoipa::path(
    get, path = "/api/v1/users/{id}/abilities", operation_id = "read_abilities", tag = "people",
    params(("id" = Uuid, Path), OnDay), responses((status = 200, body = Abilities)), security(("bearer" = [])),
)]
#[get("/api/v1/users/{id}/abilities")]
async fn read_abilities(caller: Caller, id: Path<Uuid>, query: Query<OnDay>) -> Result<HttpResponse, Problem> {
    if caller.user != *id {
        guards::need(&caller.actor, &LOOK)?;
    }
    let day = query.on.unwrap_or_else(|| today(&caller.site));
    let mut form = Form::default();
    form.day("/on", day);
    form.done()?;
    let user = app_user::Entity::find_by_id(*id).one(caller.site.read()).await?.ok_or_else(Problem::not_found)?;
    Ok(Reply::ok(&abilities::on(caller.site.read(), &user, day).await?)?.send())
}
