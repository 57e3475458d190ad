//! Which units must review an item, and why (Điều 12–14). The rules are dated rows; a change of rules affects items
//! submitted after it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::kernel::preset::Part;
use crate::kernel::words::Field;
use crate::store::entities::{org_unit, routing_rule, section};
use crate::store::{Fault, profile};

/// What a rule looks at.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    pub from_contributor: bool,
    pub fields: &'a [Field],
    pub section: Option<Uuid>,
}

/// One unit's part in the review.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    pub unit: Uuid,
    pub fields: Vec<Field>,
    /// The clauses, as they are shown to the people concerned.
    pub reason: String,
}

/// The units that must review on `day`. None: straight to the Secretariat.
pub async fn routes(db: &impl ConnectionTrait, asked: &Asked<'_>, day: NaiveDate) -> Result<Vec<Route>, Fault> {
    // A small ward has no field review; its rules wait until they are switched on.
    let preset = profile::preset(db, day).await?;
    if !preset.has(Part::RoutingByField) {
        return Ok(vec![]);
    }
    let rules = routing_rule::Entity::find()
        .filter(routing_rule::Column::ValidFrom.lte(day))
        .filter(Condition::any().add(routing_rule::Column::ValidTo.is_null()).add(routing_rule::Column::ValidTo.gte(day)))
        .all(db)
        .await?;
    let owner = match asked.section {
        Some(id) => section::Entity::find_by_id(id).one(db).await?.and_then(|s| s.owner_unit_id.map(|unit| (unit, s.name))),
        None => None,
    };
    Ok(decide(asked, &rules, owner))
}

/// The rule itself, pure.
fn decide(asked: &Asked<'_>, rules: &[routing_rule::Model], owner: Option<(Uuid, String)>) -> Vec<Route> {
    let mut by_unit: BTreeMap<Uuid, (Vec<Field>, Vec<String>)> = BTreeMap::new();
    for rule in rules {
        if rule.applies_to == "contributor" && !asked.from_contributor {
            continue;
        }
        let by_field = rule.field.filter(|f| asked.fields.contains(f));
        let by_section = rule.section_id.is_some() && rule.section_id == asked.section;
        if by_field.is_none() && !by_section {
            continue;
        }
        let (fields, reasons) = by_unit.entry(rule.unit_id).or_default();
        if let Some(field) = by_field
            && !fields.contains(&field)
        {
            fields.push(field);
        }
        let why = match by_field {
            Some(field) => format!("{}: lĩnh vực {}", rule.citation, field.names().0.to_lowercase()),
            None => rule.citation.clone(),
        };
        if !reasons.contains(&why) {
            reasons.push(why);
        }
    }
    if let Some((unit, name)) = owner {
        let (_, reasons) = by_unit.entry(unit).or_default();
        if reasons.is_empty() {
            reasons.push(format!("Điều 12 khoản 2: đơn vị phụ trách chuyên mục “{name}”"));
        }
    }
    by_unit.into_iter().map(|(unit, (fields, reasons))| Route { unit, fields, reason: reasons.join("; ") }).collect()
}

/// Names of units, for explanations.
pub async fn unit_names(db: &impl ConnectionTrait, units: &[Uuid]) -> Result<BTreeMap<Uuid, String>, Fault> {
    let rows = org_unit::Entity::find().filter(org_unit::Column::Id.is_in(units.iter().copied())).all(db).await?;
    Ok(rows.into_iter().map(|u| (u.id, u.name)).collect())
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    fn rule(n: u128, applies_to: &str, field: Option<Field>, section: Option<Uuid>) -> routing_rule::Model {
        routing_rule::Model {
            id: Uuid::from_u128(n),
            applies_to: applies_to.into(),
            field,
            section_id: section,
            unit_id: Uuid::from_u128(n),
            citation: format!("Điều {n}"),
            valid_from: NaiveDate::MIN,
            valid_to: None,
            created_at: DateTime::UNIX_EPOCH,
            main_reviewer: false,
            replaces: None,
            created_by: None,
        }
    }

    /// (whose item, fields, section, owner of the section) → units
    #[test]
    fn the_table_of_the_regulation() {
        let study = Uuid::from_u128(99);
        let rules = [
            rule(12, "contributor", Some(Field::Security), None),
            rule(13, "contributor", Some(Field::Culture), None),
            rule(14, "anyone", Some(Field::MassMobilization), None),
            rule(15, "anyone", None, Some(study)),
        ];
        let owner = Some((Uuid::from_u128(7), "Tin tức".to_owned()));
        /// Whose, fields, section, owner of the section, units expected.
        type Case<'a> = (bool, &'a [Field], Option<Uuid>, Option<(Uuid, String)>, &'a [u128]);
        let cases: [Case<'_>; 8] = [
            (true, &[Field::Security], None, None, &[12]),
            (true, &[Field::Security, Field::Culture], None, None, &[12, 13]),
            (true, &[Field::MassMobilization, Field::Culture], None, None, &[13, 14]),
            (false, &[Field::Security], None, None, &[]),
            (false, &[Field::MassMobilization], None, None, &[14]),
            (false, &[], Some(study), None, &[15]),
            (false, &[], Some(Uuid::from_u128(98)), owner, &[7]),
            (true, &[], None, None, &[]),
        ];
        for (from_contributor, fields, section, owner, expected) in cases {
            let found = decide(&Asked { from_contributor, fields, section }, &rules, owner);
            let units: Vec<_> = found.iter().map(|r| r.unit.as_u128()).collect();
            assert_eq!(units, expected, "{from_contributor} {fields:?} {section:?}");
        }
    }
}
