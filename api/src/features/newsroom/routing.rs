//! Which units must review an item, and why (Điều 12–14). The rules are dated rows; a change of rules affects items
//! submitted after it. Every rule is looked at aloud: the clauses that do not apply say why not.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use utoipa::ToSchema;
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
    /// The main reviewer of the section (Đ14.1); it is asked first.
    pub main: bool,
    /// The clauses, as they are shown to the people concerned.
    pub reason: String,
}

/// Whether a clause asks for a review, and if not, why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Applies,
    /// The clause is for contributors' items.
    NotFromContributor,
    OtherField,
    OtherSection,
    /// The owner of the section is asked by another clause already.
    Repeated,
    /// The preset in force has no field review.
    SwitchedOff,
}

/// One clause looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// The rule; `None` for the owner of a section (Đ12.2).
    pub rule: Option<Uuid>,
    pub unit: Uuid,
    pub citation: String,
    pub field: Option<Field>,
    pub section: Option<Uuid>,
    pub main: bool,
    pub verdict: Verdict,
}

/// The units that must review on `day`. None: straight to the Secretariat.
pub async fn routes(db: &impl ConnectionTrait, asked: &Asked<'_>, day: NaiveDate) -> Result<Vec<Route>, Fault> {
    Ok(gather(&explain(db, asked, day).await?))
}

/// Every rule in force on `day`, with its verdict, in the order of their clauses.
pub async fn explain(db: &impl ConnectionTrait, asked: &Asked<'_>, day: NaiveDate) -> Result<Vec<Clause>, Fault> {
    let rules = routing_rule::Entity::find()
        .filter(routing_rule::Column::ValidFrom.lte(day))
        .filter(Condition::any().add(routing_rule::Column::ValidTo.is_null()).add(routing_rule::Column::ValidTo.gte(day)))
        .order_by_asc(routing_rule::Column::Citation)
        .order_by_asc(routing_rule::Column::Id)
        .all(db)
        .await?;
    let owner = match asked.section {
        Some(id) => section::Entity::find_by_id(id).one(db).await?.and_then(|s| s.owner_unit_id.map(|unit| (unit, s.name))),
        None => None,
    };
    let preset = profile::preset(db, day).await?;
    let mut clauses = decide(asked, &rules, owner);
    if !preset.has(Part::RoutingByField) {
        clauses.iter_mut().for_each(|c| c.verdict = Verdict::SwitchedOff);
    }
    Ok(clauses)
}

/// The rules themselves, pure.
fn decide(asked: &Asked<'_>, rules: &[routing_rule::Model], owner: Option<(Uuid, String)>) -> Vec<Clause> {
    let verdict = |rule: &routing_rule::Model| match rule.field {
        Some(field) if !asked.fields.contains(&field) => Verdict::OtherField,
        None if rule.section_id.is_none() || rule.section_id != asked.section => Verdict::OtherSection,
        _ if rule.applies_to == "contributor" && !asked.from_contributor => Verdict::NotFromContributor,
        _ => Verdict::Applies,
    };
    let mut clauses: Vec<Clause> = rules
        .iter()
        .map(|rule| Clause {
            rule: Some(rule.id),
            unit: rule.unit_id,
            citation: rule.citation.clone(),
            field: rule.field,
            section: rule.section_id,
            main: rule.main_reviewer,
            verdict: verdict(rule),
        })
        .collect();
    if let Some((unit, name)) = owner {
        let asked_already = clauses.iter().any(|c| c.unit == unit && c.verdict == Verdict::Applies);
        clauses.push(Clause {
            rule: None,
            unit,
            citation: format!("Điều 12 khoản 2: đơn vị phụ trách chuyên mục “{name}”"),
            field: None,
            section: asked.section,
            main: false,
            verdict: if asked_already { Verdict::Repeated } else { Verdict::Applies },
        });
    }
    clauses
}

/// One route for each unit that a clause names; several fields need each of their units.
pub fn gather(clauses: &[Clause]) -> Vec<Route> {
    let mut by_unit: BTreeMap<Uuid, (Vec<Field>, Vec<String>, bool)> = BTreeMap::new();
    for clause in clauses.iter().filter(|c| c.verdict == Verdict::Applies) {
        let (fields, reasons, main) = by_unit.entry(clause.unit).or_default();
        *main |= clause.main;
        fields.extend(clause.field.filter(|f| !fields.contains(f)));
        let why = match (clause.field, clause.main) {
            (Some(field), _) => format!("{}: lĩnh vực {}", clause.citation, field.names().0.to_lowercase()),
            (None, true) => format!("{} (đơn vị kiểm duyệt chính)", clause.citation),
            (None, false) => clause.citation.clone(),
        };
        if !reasons.contains(&why) {
            reasons.push(why);
        }
    }
    let mut routes: Vec<Route> =
        by_unit.into_iter().map(|(unit, (fields, reasons, main))| Route { unit, fields, main, reason: reasons.join("; ") }).collect();
    routes.sort_by_key(|r| !r.main);
    routes
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
            main_reviewer: section.is_some(),
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
        let cases: [Case<'_>; 9] = [
            (true, &[Field::Security], None, None, &[12]),
            (true, &[Field::Security, Field::Culture], None, None, &[12, 13]),
            (true, &[Field::MassMobilization, Field::Culture], None, None, &[13, 14]),
            (false, &[Field::Security], None, None, &[]),
            (false, &[Field::MassMobilization], None, None, &[14]),
            (false, &[], Some(study), None, &[15]),
            // The main reviewer is asked first, whoever else is.
            (true, &[Field::Culture], Some(study), None, &[15, 13]),
            (false, &[], Some(Uuid::from_u128(98)), owner, &[7]),
            (true, &[], None, None, &[]),
        ];
        for (from_contributor, fields, section, owner, expected) in cases {
            let clauses = decide(&Asked { from_contributor, fields, section }, &rules, owner);
            let units: Vec<_> = gather(&clauses).iter().map(|r| r.unit.as_u128()).collect();
            assert_eq!(units, expected, "{from_contributor} {fields:?} {section:?}");
        }
    }

    #[test]
    fn what_does_not_apply_says_why() {
        let study = Uuid::from_u128(99);
        let rules = [
            rule(12, "contributor", Some(Field::Security), None),
            rule(13, "contributor", Some(Field::Culture), None),
            rule(15, "anyone", None, Some(study)),
        ];
        let owner = Some((Uuid::from_u128(15), "Học tập và làm theo Bác".to_owned()));
        let clauses = decide(&Asked { from_contributor: false, fields: &[Field::Security], section: Some(study) }, &rules, owner);
        let verdicts: Vec<_> = clauses.iter().map(|c| c.verdict).collect();
        assert_eq!(verdicts, [Verdict::NotFromContributor, Verdict::OtherField, Verdict::Applies, Verdict::Repeated]);
    }
}
