//! Roles in time over HTTP: assignments, delegations, leave, bodies.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post, put};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::users::{Nothing, shown, today};
use crate::access::Permission;
use crate::features::people::abilities::names;
use crate::features::people::absences::{self, Cover, Leave};
use crate::features::people::bodies::{self, NewBody};
use crate::features::people::users::NewRole;
use crate::features::people::views::{AbsenceView, BodyView, EndedView, FormedView, PersonName, UserDetail};
use crate::features::people::{assignments, guards, queries};
use crate::http::{Body, Caller, Problem, Query, Reply, Whole};
use crate::kernel::words::{BodyKind, BodyPosition, Field, Role};
use crate::store::Work;

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(assign_role)
        .service(end_assignment)
        .service(delegate_assignment)
        .service(list_absences)
        .service(set_absence)
        .service(replace_absence)
        .service(cancel_absence)
        .service(list_bodies)
        .service(form_body);
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewAssignmentBody {
    role: Role,
    /// The person's own unit when not said.
    unit_id: Option<Uuid>,
    /// Empty means every field.
    #[serde(default)]
    #[schema(max_items = 20)]
    fields: Vec<Field>,
    /// Empty means every section.
    #[serde(default)]
    #[schema(max_items = 200)]
    sections: Vec<Uuid>,
    #[schema(example = "2026-12-01")]
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    #[schema(example = "1026/QĐ-UBND", min_length = 1, max_length = 100)]
    decision_number: String,
    #[schema(example = "2026-11-20")]
    decision_date: NaiveDate,
}

/// Give a person a role, by a decision
#[utoipa::path(
    post, path = "/api/v1/users/{id}/assignments", operation_id = "assign_role", tag = "people", params(("id" = Uuid, Path)),
    request_body = NewAssignmentBody, responses((status = 201, body = UserDetail)), security(("bearer" = [])),
)]
#[post("/api/v1/users/{id}/assignments")]
async fn assign_role(caller: Caller, id: Path<Uuid>, body: Body<NewAssignmentBody>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::RoleAssign)?;
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let new = NewRole {
        user: *id,
        role: body.role,
        unit: body.unit_id,
        fields: body.fields.clone(),
        sections: body.sections.clone(),
        valid_from: body.valid_from,
        valid_to: body.valid_to,
        decision_number: Some(body.decision_number.clone()),
        decision_date: Some(body.decision_date),
        delegated: None,
        body: None,
    };
    assignments::assign(&mut work, new).await?;
    let view = shown(&caller, work.db(), *id).await?;
    Reply::created(&view, format!("/api/v1/users/{id}"))?.after(work).await
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EndBody {
    /// The last day on which it counts; yesterday ends it at once.
    #[schema(example = "2026-11-30")]
    last_day: NaiveDate,
}

/// End an assignment or a delegation; it stays on record
#[utoipa::path(
    post, path = "/api/v1/assignments/{id}/end", operation_id = "end_assignment", tag = "people", params(("id" = Uuid, Path)),
    request_body = EndBody, responses((status = 200, body = UserDetail)), security(("bearer" = [])),
)]
#[post("/api/v1/assignments/{id}/end")]
async fn end_assignment(caller: Caller, id: Path<Uuid>, body: Body<EndBody>) -> Result<HttpResponse, Problem> {
    guards::need(&caller.actor, &[Permission::RoleAssign, Permission::CoverSet])?;
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let user = assignments::end(&mut work, *id, body.last_day).await?;
    let view = shown(&caller, work.db(), user).await?;
    Reply::ok(&view)?.after(work).await
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DelegateBody {
    to_user: Uuid,
    #[schema(example = "2026-12-01")]
    from: NaiveDate,
    #[schema(example = "2026-12-15")]
    to: NaiveDate,
}

/// Let somebody else hold an assignment for a period
#[utoipa::path(
    post, path = "/api/v1/assignments/{id}/delegate", operation_id = "delegate_assignment", tag = "people",
    params(("id" = Uuid, Path)), request_body = DelegateBody, responses((status = 201, body = UserDetail)), security(("bearer" = [])),
)]
#[post("/api/v1/assignments/{id}/delegate")]
async fn delegate_assignment(caller: Caller, id: Path<Uuid>, body: Body<DelegateBody>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::CoverSet)?;
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    assignments::delegate(&mut work, *id, body.to_user, body.from, body.to).await?;
    let view = shown(&caller, work.db(), body.to_user).await?;
    Reply::created(&view, format!("/api/v1/users/{}", body.to_user))?.after(work).await
}

/// Leaves that last, are to come, or ended within ninety days
#[utoipa::path(
    get, path = "/api/v1/absences", operation_id = "list_absences", tag = "people",
    responses((status = 200, body = Whole<AbsenceView>)), security(("bearer" = [])),
)]
#[get("/api/v1/absences")]
async fn list_absences(caller: Caller) -> Result<HttpResponse, Problem> {
    guards::need(&caller.actor, &[Permission::CoverSet, Permission::RoleAssign])?;
    Ok(Reply::ok(&Whole { data: queries::leaves(caller.site.read(), today(&caller.site)).await? })?.send())
}

#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CoverBody {
    cover_id: Uuid,
    /// Absent: everything that no other cover names.
    assignment_id: Option<Uuid>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AbsenceBody {
    user_id: Uuid,
    #[schema(example = "2026-12-01")]
    from: NaiveDate,
    #[schema(example = "2026-12-05")]
    to: NaiveDate,
    #[serde(default)]
    #[schema(max_items = 20)]
    covers: Vec<CoverBody>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AbsenceChange {
    #[schema(example = "2026-12-01")]
    from: NaiveDate,
    #[schema(example = "2026-12-05")]
    to: NaiveDate,
    #[serde(default)]
    #[schema(max_items = 20)]
    covers: Vec<CoverBody>,
}

fn covers(bodies: &[CoverBody]) -> Vec<Cover> {
    bodies.iter().take(20).map(|c| Cover { person: c.cover_id, assignment: c.assignment_id }).collect()
}

/// Enter a leave and who stands in
#[utoipa::path(
    post, path = "/api/v1/absences", operation_id = "set_absence", tag = "people", request_body = AbsenceBody,
    responses((status = 201, body = AbsenceView)), security(("bearer" = [])),
)]
#[post("/api/v1/absences")]
async fn set_absence(caller: Caller, body: Body<AbsenceBody>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::CoverSet)?;
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let leave = Leave { user: body.user_id, from: body.from, to: body.to, covers: covers(&body.covers) };
    let id = absences::set(&mut work, leave).await?;
    let view = queries::leave(work.db(), id).await?;
    Reply::created(&view, format!("/api/v1/absences/{id}"))?.after(work).await
}

/// Other days or other covers: a new leave takes the place of the old one
#[utoipa::path(
    put, path = "/api/v1/absences/{id}", operation_id = "replace_absence", tag = "people", params(("id" = Uuid, Path)),
    request_body = AbsenceChange, responses((status = 200, body = AbsenceView)), security(("bearer" = [])),
)]
#[put("/api/v1/absences/{id}")]
async fn replace_absence(caller: Caller, id: Path<Uuid>, body: Body<AbsenceChange>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::CoverSet)?;
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let id = absences::replace(&mut work, *id, body.from, body.to, covers(&body.covers)).await?;
    let view = queries::leave(work.db(), id).await?;
    Reply::ok(&view)?.after(work).await
}

/// The person is there after all
#[utoipa::path(
    post, path = "/api/v1/absences/{id}/cancel", operation_id = "cancel_absence", tag = "people", params(("id" = Uuid, Path)),
    request_body = Nothing, responses((status = 200, body = AbsenceView)), security(("bearer" = [])),
)]
#[post("/api/v1/absences/{id}/cancel")]
async fn cancel_absence(caller: Caller, id: Path<Uuid>, body: Body<Nothing>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::CoverSet)?;
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    absences::cancel(&mut work, *id).await?;
    let view = queries::leave(work.db(), *id).await?;
    Reply::ok(&view)?.after(work).await
}

/// The Editorial Board and the Secretariat, as decisions formed them
#[utoipa::path(
    get, path = "/api/v1/bodies", operation_id = "list_bodies", tag = "people",
    responses((status = 200, body = Whole<BodyView>)), security(("bearer" = [])),
)]
#[get("/api/v1/bodies")]
async fn list_bodies(caller: Caller) -> Result<HttpResponse, Problem> {
    Ok(Reply::ok(&Whole { data: queries::bodies(caller.site.read(), None, today(&caller.site)).await? })?.send())
}

#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MemberBody {
    user_id: Uuid,
    position: BodyPosition,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FormBody {
    kind: BodyKind,
    #[schema(example = "1026/QĐ-UBND", min_length = 1, max_length = 100)]
    decision_number: String,
    #[schema(example = "2026-11-20")]
    decision_date: NaiveDate,
    #[schema(example = "2026-12-01")]
    valid_from: NaiveDate,
    /// The end of the term, where the decision names one.
    valid_to: Option<NaiveDate>,
    #[schema(min_items = 1, max_items = 50)]
    members: Vec<MemberBody>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Rehearsal {
    /// Answer what would happen, and change nothing.
    dry_run: Option<bool>,
}

/// Form a body by a decision
///
/// Opens the assignments of its members and ends whatever held these roles before, on the day before the term.
#[utoipa::path(
    post, path = "/api/v1/bodies", operation_id = "form_body", tag = "people", params(Rehearsal), request_body = FormBody,
    responses((status = 201, body = FormedView), (status = 200, description = "What would happen", body = FormedView)), security(("bearer" = [])),
)]
#[post("/api/v1/bodies")]
async fn form_body(caller: Caller, query: Query<Rehearsal>, body: Body<FormBody>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::RoleAssign)?;
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let new = NewBody {
        kind: body.kind,
        decision_number: body.decision_number.clone(),
        decision_date: body.decision_date,
        valid_from: body.valid_from,
        valid_to: body.valid_to,
        members: body.members.iter().map(|m| (m.user_id, m.position)).collect(),
    };
    let formed = bodies::form(&mut work, new).await?;
    let people = names(work.db(), formed.ended.iter().map(|r| r.user_id)).await?;
    let name = |id: Uuid| people.iter().find(|p| p.id == id).cloned().unwrap_or(PersonName { id, display_name: String::new() });
    let ended = formed.ended.into_iter().map(|r| EndedView { user: name(r.user_id), role: r.role, last_day: formed.last }).collect();
    let body = queries::bodies(work.db(), Some(formed.body), today(&caller.site)).await?.pop().ok_or_else(Problem::not_found)?;
    let view = FormedView { body, ended };
    if query.dry_run == Some(true) {
        // The work is dropped: nothing of it stays.
        return Ok(Reply::ok(&view)?.send());
    }
    Reply::created(&view, "/api/v1/bodies".to_owned())?.after(work).await
}
