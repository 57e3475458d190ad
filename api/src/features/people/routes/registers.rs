//! The register of contributors over HTTP (Đ11.2d).

use actix_web::web::Path;
use actix_web::{HttpResponse, get, put};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::access::Permission;
use crate::features::people::contributors::{self, Entry};
use crate::features::people::guards;
use crate::features::people::views::{ContributorView, WorkView};
use crate::http::{Body, Caller, Page, PageRequest, Problem, Query, Reply, Whole};
use crate::kernel::words::{ContributorStatus, Field};
use crate::store::Work;

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(list_contributors).service(enter_contributor).service(list_contributor_works);
}

const READ: [Permission; 2] = [Permission::RoleAssign, Permission::ItemReadSubmitted];

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct RegisterQuery {
    status: Option<ContributorStatus>,
}

/// The register of contributors
#[utoipa::path(
    get, path = "/api/v1/contributors", operation_id = "list_contributors", tag = "people", params(RegisterQuery),
    responses((status = 200, body = Whole<ContributorView>)), security(("bearer" = [])),
)]
#[get("/api/v1/contributors")]
async fn list_contributors(caller: Caller, query: Query<RegisterQuery>) -> Result<HttpResponse, Problem> {
    guards::need(&caller.actor, &READ)?;
    Ok(Reply::ok(&Whole { data: contributors::list(caller.site.read(), query.status).await? })?.send())
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EntryBody {
    status: ContributorStatus,
    #[serde(default)]
    #[schema(max_items = 20)]
    fields: Vec<Field>,
    #[schema(example = "Tổ dân phố số 5", max_length = 200)]
    area: Option<String>,
    #[schema(example = "2026-01-05")]
    since: NaiveDate,
    #[schema(example = "12/QĐ-UBND", min_length = 1, max_length = 100)]
    decision_number: String,
    decision_date: Option<NaiveDate>,
}

/// Enter or change a contributor
///
/// An active one gets the role, if they lack it; a paused or ended one loses it. What they sent stays theirs.
#[utoipa::path(
    put, path = "/api/v1/contributors/{user_id}", operation_id = "enter_contributor", tag = "people", params(("user_id" = Uuid, Path)),
    request_body = EntryBody, responses((status = 200, body = ContributorView)), security(("bearer" = [])),
)]
#[put("/api/v1/contributors/{user_id}")]
async fn enter_contributor(caller: Caller, user: Path<Uuid>, body: Body<EntryBody>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::RoleAssign)?;
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let entry = Entry {
        status: body.status,
        fields: body.fields.clone(),
        area: body.area.clone(),
        since: body.since,
        decision_number: Some(body.decision_number.clone()),
        decision_date: body.decision_date,
    };
    contributors::enter(&mut work, *user, entry).await?;
    let view = contributors::one(work.db(), *user).await?;
    Reply::ok(&view)?.after(work).await
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct WorksQuery {
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    cursor: Option<String>,
}

/// What a contributor handed in, as far as the reader may know of it
#[utoipa::path(
    get, path = "/api/v1/contributors/{user_id}/works", operation_id = "list_contributor_works", tag = "people",
    params(("user_id" = Uuid, Path), WorksQuery), responses((status = 200, body = Page<WorkView>)), security(("bearer" = [])),
)]
#[get("/api/v1/contributors/{user_id}/works")]
async fn list_contributor_works(caller: Caller, user: Path<Uuid>, query: Query<WorksQuery>) -> Result<HttpResponse, Problem> {
    if caller.user != *user {
        guards::need(&caller.actor, &READ)?;
    }
    let page = PageRequest { limit: query.limit, cursor: query.cursor.clone() };
    let (data, next_cursor) = contributors::works(caller.site.read(), &caller.actor, *user, page.limit()?, page.after()?).await?;
    Ok(Reply::ok(&Page { data, next_cursor })?.send())
}
