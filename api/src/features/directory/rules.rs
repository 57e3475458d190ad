//! Routing rules at the desk (Điều 12–14): dated rows with their citation. A rule is never rewritten: it ends, and another
//! one follows it from a day on. What was submitted before stays where it went.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use chrono::{Days, NaiveDate};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryOrder, Set};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::actions::{AppliesTo, NewRoutingRule, add_routing_rule, may_route};
use crate::http::{Body, Caller, FieldError, Problem, Query, Reply};
use crate::kernel::dates::{rfc3339_vn, to_vn};
use crate::kernel::public::{SectionName, UnitName};
use crate::kernel::words::Field;
use crate::store::entities::{app_user, org_unit, routing_rule, section};
use crate::store::{Change, Work};

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(list_rules).service(add_rule).service(end_rule);
}

/// Where a rule stands in time on the day asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    InForce,
    Coming,
    Ended,
}

/// Which unit reviews what, from when to when, and which article says so.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RoutingRuleView {
    pub id: Uuid,
    pub applies_to: AppliesTo,
    /// Either a field …
    pub field: Option<Field>,
    /// … or a section.
    pub section: Option<SectionName>,
    pub unit: UnitName,
    pub main_reviewer: bool,
    #[schema(example = "Quy chế, Điều 13 khoản 11")]
    pub citation: String,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub standing: Standing,
    /// The rule that this one follows.
    pub replaces: Option<Uuid>,
    pub created_at: String,
    pub created_by: Option<String>,
}

/// A section that a unit answers for (Đ12.2): that unit reviews what is written in it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OwnedSection {
    pub section: SectionName,
    pub unit: UnitName,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RoutingRules {
    pub on: NaiveDate,
    /// Ordered by citation, then by first day.
    pub data: Vec<RoutingRuleView>,
    pub owners: Vec<OwnedSection>,
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct RulesQuery {
    /// The day whose rules are asked; today when not said.
    on: Option<NaiveDate>,
    /// Also rules that have ended or are still to come.
    history: Option<bool>,
}

/// The routing rules of a day, with their history when asked.
#[utoipa::path(get, path = "/api/v1/moderation/routing-rules", operation_id = "list_routing_rules", tag = "moderation", params(RulesQuery), responses((status = 200, body = RoutingRules)), security(("bearer" = [])))]
#[get("/api/v1/moderation/routing-rules")]
async fn list_rules(caller: Caller, query: Query<RulesQuery>) -> Result<HttpResponse, Problem> {
    let on = query.on.unwrap_or_else(|| to_vn(caller.site.clock.now()).date_naive());
    Ok(Reply::ok(&rules(caller.site.read(), on, query.history.unwrap_or(false)).await?)?.send())
}

async fn rules(db: &impl ConnectionTrait, on: NaiveDate, history: bool) -> Result<RoutingRules, Problem> {
    let rows = routing_rule::Entity::find()
        .order_by_asc(routing_rule::Column::Citation)
        .order_by_asc(routing_rule::Column::ValidFrom)
        .order_by_asc(routing_rule::Column::Id)
        .all(db)
        .await?;
    let (units, sections) = (org_unit::Entity::find().all(db).await?, section::Entity::find().all(db).await?);
    let unit = |id: Uuid| UnitName { id, name: units.iter().find(|u| u.id == id).map(|u| u.name.clone()).unwrap_or_default() };
    let people = app_user::Entity::find().all(db).await?;
    let mut data = vec![];
    for row in rows {
        let standing = match row.valid_to {
            _ if row.valid_from > on => Standing::Coming,
            Some(end) if end < on => Standing::Ended,
            _ => Standing::InForce,
        };
        if standing != Standing::InForce && !history {
            continue;
        }
        data.push(RoutingRuleView {
            id: row.id,
            applies_to: AppliesTo::read(&row.applies_to).unwrap_or(AppliesTo::Anyone),
            field: row.field,
            section: row.section_id.and_then(|id| sections.iter().find(|s| s.id == id)).map(part),
            unit: unit(row.unit_id),
            main_reviewer: row.main_reviewer,
            citation: row.citation,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            standing,
            replaces: row.replaces,
            created_at: rfc3339_vn(row.created_at),
            created_by: row.created_by.and_then(|id| people.iter().find(|p| p.id == id)).map(|p| p.display_name.clone()),
        });
    }
    let owners = sections.iter().filter_map(|s| Some(OwnedSection { section: part(s), unit: unit(s.owner_unit_id?) }));
    Ok(RoutingRules { on, data, owners: owners.collect() })
}

fn part(s: &section::Model) -> SectionName {
    SectionName { id: s.id, slug: s.slug.clone(), name: s.name.clone(), name_en: s.name_en.clone() }
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AddRule {
    applies_to: AppliesTo,
    /// Either a field …
    #[serde(default)]
    field: Option<Field>,
    /// … or a section.
    #[serde(default)]
    section: Option<Uuid>,
    unit: Uuid,
    /// Of a section: the unit is its main reviewer (Đ14.1).
    #[serde(default)]
    main_reviewer: bool,
    #[schema(min_length = 1, max_length = 300, example = "Quy chế, Điều 13 khoản 11")]
    citation: String,
    /// Not before today: a change of rules is for what is submitted after it.
    valid_from: NaiveDate,
    #[serde(default)]
    valid_to: Option<NaiveDate>,
    /// The rule that this one follows: it ends the day before.
    #[serde(default)]
    replaces: Option<Uuid>,
}

/// Adds a rule, or a new version of one from a day on.
#[utoipa::path(post, path = "/api/v1/moderation/routing-rules", operation_id = "add_routing_rule", tag = "moderation", params(("Idempotency-Key" = Option<String>, Header)), request_body = AddRule, responses((status = 200, body = RoutingRules)), security(("bearer" = [])))]
#[post("/api/v1/moderation/routing-rules")]
async fn add_rule(caller: Caller, body: Body<AddRule>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let AddRule { applies_to, field, section, unit, main_reviewer, citation, valid_from, valid_to, replaces } = body.value;
    may_route(&work.actor)?;
    not_past(&work, valid_from, "/valid_from")?;
    if let Some(old) = replaces {
        let last = valid_from.checked_sub_days(Days::new(1)).ok_or_else(Problem::not_found)?;
        end(&mut work, old, last, "/replaces").await?;
    }
    let new = NewRoutingRule { applies_to, field, section, unit, main_reviewer, citation, valid_from, valid_to, replaces };
    add_routing_rule(&mut work, new).await?;
    told(work).await
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EndRule {
    /// Its last day; not before today.
    last_day: NaiveDate,
}

/// Ends a rule after a day.
#[utoipa::path(post, path = "/api/v1/moderation/routing-rules/{id}/end", operation_id = "end_routing_rule", tag = "moderation", params(("id" = Uuid, Path)), request_body = EndRule, responses((status = 200, body = RoutingRules)), security(("bearer" = [])))]
#[post("/api/v1/moderation/routing-rules/{id}/end")]
async fn end_rule(caller: Caller, id: Path<Uuid>, body: Body<EndRule>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    may_route(&work.actor)?;
    not_past(&work, body.value.last_day, "/last_day")?;
    end(&mut work, *id, body.value.last_day, "/last_day").await?;
    told(work).await
}

/// Ends the rule after `last`. One that would never have been in force ends before it begins: it stays as history.
async fn end(work: &mut Work<'_>, id: Uuid, last: NaiveDate, pointer: &str) -> Result<(), Problem> {
    let row = routing_rule::Entity::find_by_id(id).one(work.db()).await?;
    let row = row.ok_or_else(|| match pointer {
        "/replaces" => {
            Problem::invalid(vec![FieldError::new(pointer, "unknown", "Không có trong hệ thống.", "There is no such thing here.")])
        }
        _ => Problem::not_found(),
    })?;
    if row.valid_to.is_some_and(|end| end <= last) {
        let fault = FieldError::new(pointer, "has_ended", "Luật này kết thúc trước ngày đó rồi.", "The rule ends before that day already.");
        return Err(Problem::invalid(vec![fault]));
    }
    let unit = row.unit_id;
    let mut row = row.into_active_model();
    row.valid_to = Set(Some(last));
    row.update(work.db()).await?;
    work.record(Change::RoutingRuleEnded { rule: id, unit, last_day: last });
    Ok(())
}

fn not_past(work: &Work<'_>, day: NaiveDate, pointer: &str) -> Result<(), Problem> {
    if day >= to_vn(work.now).date_naive() {
        return Ok(());
    }
    let fault = FieldError::new(pointer, "past", "Chỉ thay đổi từ hôm nay trở đi.", "Only from today on.");
    Err(Problem::invalid(vec![fault]))
}

async fn told(work: Work<'_>) -> Result<HttpResponse, Problem> {
    let view = rules(work.db(), to_vn(work.now).date_naive(), true).await?;
    Reply::ok(&view)?.after(work).await
}
