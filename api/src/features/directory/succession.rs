//! A unit goes over into another: what follows for the structure.

use chrono::NaiveDate;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::http::Problem;
use crate::store::entities::{org_unit, routing_rule, section};
use crate::store::{Change, Work};

/// What a unit's successor takes over here: the unit itself ends the day before, its routing rules go on as new versions,
/// sections and units below it are the successor's. Returns how many rules and sections.
pub async fn succeed_unit(work: &mut Work<'_>, from: Uuid, to: Uuid, on: NaiveDate) -> Result<(u64, u64), Problem> {
    let last = on.pred_opt().unwrap_or(on);
    let standing = || Condition::any().add(routing_rule::Column::ValidTo.is_null()).add(routing_rule::Column::ValidTo.gte(on));
    let rules = routing_rule::Entity::find().filter(standing()).order_by_asc(routing_rule::Column::Id).all(work.db()).await?;
    let (theirs, old): (Vec<_>, Vec<_>) = rules.into_iter().filter(|r| [from, to].contains(&r.unit_id)).partition(|r| r.unit_id == to);
    for rule in &old {
        routing_rule::Entity::update_many()
            .col_expr(routing_rule::Column::ValidTo, Expr::value(last))
            .filter(routing_rule::Column::Id.eq(rule.id))
            .exec(work.db())
            .await?;
        work.record(Change::RoutingRuleEnded { rule: rule.id, unit: from, last_day: last });
        let same = |r: &routing_rule::Model| r.applies_to == rule.applies_to && r.field == rule.field && r.section_id == rule.section_id;
        if theirs.iter().any(same) {
            continue;
        }
        let row = routing_rule::Model {
            id: work.id(),
            unit_id: to,
            valid_from: rule.valid_from.max(on),
            created_at: work.now,
            replaces: Some(rule.id),
            created_by: work.actor.person,
            ..rule.clone()
        };
        routing_rule::Entity::insert(row.clone().into_active_model()).exec_without_returning(work.db()).await?;
        work.record(Change::RoutingRuleAdded { rule: row.id, unit: to });
    }
    let sections = section::Entity::update_many().col_expr(section::Column::OwnerUnitId, Expr::value(to));
    let sections = sections.filter(section::Column::OwnerUnitId.eq(from)).exec(work.db()).await?.rows_affected;
    let below = org_unit::Entity::update_many().col_expr(org_unit::Column::ParentId, Expr::value(to));
    below.filter(org_unit::Column::ParentId.eq(from)).filter(org_unit::Column::Id.ne(to)).exec(work.db()).await?;
    // A successor that lay below it takes its place.
    if let Some(unit) = org_unit::Entity::find_by_id(from).one(work.db()).await? {
        let place = org_unit::Entity::update_many().col_expr(org_unit::Column::ParentId, Expr::value(unit.parent_id));
        place.filter(org_unit::Column::Id.eq(to)).filter(org_unit::Column::ParentId.eq(from)).exec(work.db()).await?;
    }
    let ended = org_unit::Entity::update_many().col_expr(org_unit::Column::ValidTo, Expr::value(last));
    ended.filter(org_unit::Column::Id.eq(from)).exec(work.db()).await?;
    Ok((old.len() as u64, sections))
}
