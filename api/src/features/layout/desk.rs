//! Arrangements at the desk.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::actions::{self, NewVersion, may_settle};
use crate::access::Actor;
use crate::http::{Body, Caller, Problem, Reply, Whole};
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::words::{ArrangementKind, ProposalState};
use crate::store::Work;
use crate::store::entities::{app_user, arrangement, arrangement_version};

/// Versions that are told of one arrangement: the newest.
const VERSIONS: u64 = 50;

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(list_arrangements).service(save_arrangement).service(list_versions);
    cfg.service(approve).service(refuse).service(withdraw);
}

/// An arrangement: what is shown of it, and what waits for the board.
#[derive(Serialize, ToSchema)]
#[schema(as = Arrangement)]
struct ArrangementView {
    id: Uuid,
    kind: ArrangementKind,
    /// `header`, `footer`, `home`, a section's id (of pins), or the slug of a topic or life event.
    #[schema(example = "sinh-con")]
    slug: String,
    position: i64,
    version: i64,
    live: Option<VersionView>,
    waiting: Option<VersionView>,
}

/// A version of an arrangement.
#[derive(Serialize, ToSchema)]
#[schema(as = ArrangementVersion)]
struct VersionView {
    no: i64,
    state: ProposalState,
    /// `MenuContent`, `HomeContent`, `PinsContent` or `CollectionContent`, by the kind; `null` takes it away.
    #[schema(value_type = Object)]
    content: Value,
    saved_by: Option<String>,
    #[schema(format = DateTime)]
    saved_at: String,
    decided_by: Option<String>,
    #[schema(format = DateTime)]
    decided_at: Option<String>,
    note: Option<String>,
    may_decide: bool,
    may_withdraw: bool,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ArrangementRequest)]
struct SaveRequest {
    kind: ArrangementKind,
    #[schema(min_length = 1, max_length = 100, example = "sinh-con")]
    slug: String,
    /// The version that was seen; none for a new one.
    #[serde(default)]
    version: Option<i64>,
    /// Its place among those of its kind.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 9999)]
    position: Option<i64>,
    /// By the kind; `null` takes the arrangement away.
    #[schema(value_type = Object, example = json!({"title": "Sinh con", "items": []}))]
    content: Value,
}

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = ArrangementDecision)]
struct DecisionRequest {
    /// Why; needed to refuse.
    #[schema(max_length = 1000)]
    note: Option<String>,
}

/// Everything that is arranged by hand, with what waits for the board
#[utoipa::path(get, path = "/api/v1/desk/arrangements", operation_id = "list_arrangements", tag = "desk", responses((status = 200, body = Whole<ArrangementView>)), security(("bearer" = [])))]
#[get("/api/v1/desk/arrangements")]
async fn list_arrangements(caller: Caller) -> Result<HttpResponse, Problem> {
    let rows = arrangement::Entity::find()
        .order_by_asc(arrangement::Column::Kind)
        .order_by_asc(arrangement::Column::Position)
        .order_by_asc(arrangement::Column::Id)
        .all(caller.site.read())
        .await?;
    Ok(Reply::ok(&Whole { data: views(caller.site.read(), &caller.actor, rows).await? })?.send())
}

/// Save a version. It waits for the board; pins act at once
#[utoipa::path(post, path = "/api/v1/desk/arrangements", operation_id = "save_arrangement", tag = "desk", params(("Idempotency-Key" = Option<String>, Header)), request_body = SaveRequest, responses((status = 200, body = ArrangementView)), security(("bearer" = [])))]
#[post("/api/v1/desk/arrangements")]
async fn save_arrangement(caller: Caller, body: Body<SaveRequest>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let SaveRequest { kind, slug, version, position, content } = body.value;
    let row = actions::save(&mut work, NewVersion { kind, slug, seen: version, position, content }).await?;
    told(work, &caller, row).await
}

/// The versions of an arrangement, newest first
#[utoipa::path(get, path = "/api/v1/desk/arrangements/{id}/versions", operation_id = "list_arrangement_versions", tag = "desk", params(("id" = Uuid, Path)), responses((status = 200, body = Whole<VersionView>)), security(("bearer" = [])))]
#[get("/api/v1/desk/arrangements/{id}/versions")]
async fn list_versions(caller: Caller, id: Path<Uuid>) -> Result<HttpResponse, Problem> {
    let db = caller.site.read();
    let rows = arrangement_version::Entity::find()
        .filter(arrangement_version::Column::ArrangementId.eq(*id))
        .order_by_desc(arrangement_version::Column::No)
        .limit(VERSIONS)
        .all(db)
        .await?;
    if rows.is_empty() {
        return Err(Problem::not_found());
    }
    let names = names(db, &rows).await?;
    let data = rows.into_iter().map(|row| version_view(row, &caller.actor, &names)).collect::<Result<Vec<_>, _>>()?;
    Ok(Reply::ok(&Whole { data })?.send())
}

/// Approve a version: it is live from now on
#[utoipa::path(post, path = "/api/v1/desk/arrangements/{id}/versions/{no}/approve", operation_id = "approve_arrangement", tag = "desk", params(("id" = Uuid, Path), ("no" = i64, Path, minimum = 1, maximum = 1_000_000)), request_body = DecisionRequest, responses((status = 200, body = ArrangementView)), security(("bearer" = [])))]
#[post("/api/v1/desk/arrangements/{id}/versions/{no}/approve")]
async fn approve(caller: Caller, at: Path<(Uuid, i64)>, body: Body<DecisionRequest>) -> Result<HttpResponse, Problem> {
    settle(caller, *at, body, ProposalState::Approved).await
}

/// Refuse a version, saying why
#[utoipa::path(post, path = "/api/v1/desk/arrangements/{id}/versions/{no}/refuse", operation_id = "refuse_arrangement", tag = "desk", params(("id" = Uuid, Path), ("no" = i64, Path, minimum = 1, maximum = 1_000_000)), request_body = DecisionRequest, responses((status = 200, body = ArrangementView)), security(("bearer" = [])))]
#[post("/api/v1/desk/arrangements/{id}/versions/{no}/refuse")]
async fn refuse(caller: Caller, at: Path<(Uuid, i64)>, body: Body<DecisionRequest>) -> Result<HttpResponse, Problem> {
    settle(caller, *at, body, ProposalState::Refused).await
}

/// Take one's own version back
#[utoipa::path(post, path = "/api/v1/desk/arrangements/{id}/versions/{no}/withdraw", operation_id = "withdraw_arrangement", tag = "desk", params(("id" = Uuid, Path), ("no" = i64, Path, minimum = 1, maximum = 1_000_000)), request_body = DecisionRequest, responses((status = 200, body = ArrangementView)), security(("bearer" = [])))]
#[post("/api/v1/desk/arrangements/{id}/versions/{no}/withdraw")]
async fn withdraw(caller: Caller, at: Path<(Uuid, i64)>, body: Body<DecisionRequest>) -> Result<HttpResponse, Problem> {
    settle(caller, *at, body, ProposalState::Withdrawn).await
}

async fn settle(caller: Caller, (id, no): (Uuid, i64), body: Body<DecisionRequest>, to: ProposalState) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let row = actions::settle(&mut work, id, no, to, body.value.note.as_deref()).await?;
    told(work, &caller, row).await
}

async fn told(work: Work<'_>, caller: &Caller, row: arrangement::Model) -> Result<HttpResponse, Problem> {
    let view = views(work.db(), &caller.actor, vec![row]).await?.pop().ok_or_else(Problem::not_found)?;
    Reply::ok(&view)?.version(view.version).after(work).await
}

async fn views(db: &impl ConnectionTrait, actor: &Actor, rows: Vec<arrangement::Model>) -> Result<Vec<ArrangementView>, Problem> {
    // What is live, and what waits: two of each at most, however often it was changed.
    let counts = "EXISTS (SELECT 1 FROM arrangement a WHERE a.id = arrangement_version.arrangement_id \
                  AND (a.last_no = arrangement_version.no OR a.live_no = arrangement_version.no))";
    let ids = rows.iter().map(|row| row.id);
    let versions = arrangement_version::Entity::find().filter(arrangement_version::Column::ArrangementId.is_in(ids));
    let versions = versions.filter(Expr::cust(counts)).all(db).await?;
    let names = names(db, &versions).await?;
    let mut views = vec![];
    for row in rows {
        let of = |take: &dyn Fn(&arrangement_version::Model) -> bool| {
            let found = versions.iter().find(|v| v.arrangement_id == row.id && take(v)).cloned();
            found.map(|version| version_view(version, actor, &names)).transpose()
        };
        views.push(ArrangementView {
            id: row.id,
            kind: row.kind,
            live: of(&|v| Some(v.no) == row.live_no)?,
            waiting: of(&|v| v.state == ProposalState::Proposed)?,
            slug: row.slug,
            position: row.position,
            version: row.version,
        });
    }
    Ok(views)
}

fn version_view(row: arrangement_version::Model, actor: &Actor, names: &BTreeMap<Uuid, String>) -> Result<VersionView, Problem> {
    let open = row.state == ProposalState::Proposed;
    let who = |id: Option<Uuid>| id.and_then(|id| names.get(&id)).cloned();
    Ok(VersionView {
        no: row.no,
        may_decide: open && may_settle(actor, &row, ProposalState::Approved).is_ok(),
        may_withdraw: open && may_settle(actor, &row, ProposalState::Withdrawn).is_ok(),
        state: row.state,
        content: serde_json::from_str(&row.content)?,
        saved_by: who(row.saved_by),
        saved_at: rfc3339_vn(row.saved_at),
        decided_by: who(row.decided_by),
        decided_at: row.decided_at.map(rfc3339_vn),
        note: row.note,
    })
}

async fn names(db: &impl ConnectionTrait, versions: &[arrangement_version::Model]) -> Result<BTreeMap<Uuid, String>, Problem> {
    let ids: BTreeSet<Uuid> = versions.iter().flat_map(|v| [v.saved_by, v.decided_by]).flatten().collect();
    let rows = app_user::Entity::find().filter(app_user::Column::Id.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().map(|u| (u.id, u.display_name)).collect())
}
