//! What the ward consists of on a day.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::store::Fault;
use crate::store::entities::{org_unit, publication_count, section};

/// Units that stand on `day`, in their order.
pub async fn units(db: &impl ConnectionTrait, day: NaiveDate) -> Result<Vec<org_unit::Model>, Fault> {
    let rows = org_unit::Entity::find()
        .filter(org_unit::Column::ValidFrom.lte(day))
        .filter(Condition::any().add(org_unit::Column::ValidTo.is_null()).add(org_unit::Column::ValidTo.gte(day)))
        .order_by_asc(org_unit::Column::Position)
        .order_by_asc(org_unit::Column::Id)
        .all(db)
        .await?;
    Ok(rows)
}

/// Sections that stand on `day`, in their order, each with the number of publications listed in it.
pub async fn sections(db: &impl ConnectionTrait, day: NaiveDate) -> Result<Vec<(section::Model, i64)>, Fault> {
    let rows = section::Entity::find()
        .filter(section::Column::ValidFrom.lte(day))
        .filter(Condition::any().add(section::Column::ValidTo.is_null()).add(section::Column::ValidTo.gte(day)))
        .order_by_asc(section::Column::Position)
        .order_by_asc(section::Column::Id)
        .all(db)
        .await?;
    // One row for each section and kind: a few hundred at most, however many publications there are.
    let mut counts: HashMap<Uuid, i64> = HashMap::new();
    for row in publication_count::Entity::find().all(db).await? {
        *counts.entry(row.section_id).or_default() += row.listed;
    }
    Ok(rows
        .into_iter()
        .map(|row| {
            let n = counts.get(&row.id).copied().unwrap_or(0);
            (row, n)
        })
        .collect())
}

/// Leaves out sections that hold nothing, unless one below them does.
pub fn shown(sections: Vec<(section::Model, i64)>) -> Vec<(section::Model, i64)> {
    let parents: HashMap<Uuid, Option<Uuid>> = sections.iter().map(|(s, _)| (s.id, s.parent_id)).collect();
    let mut keep = HashSet::new();
    for (section, _) in sections.iter().filter(|(_, n)| *n > 0) {
        let mut at = Some(section.id);
        // Stops at the root, at a branch already walked, and at a ring that should not be.
        while let Some(id) = at.filter(|id| keep.insert(*id)) {
            at = parents.get(&id).copied().flatten();
        }
    }
    sections.into_iter().filter(|(s, _)| keep.contains(&s.id)).collect()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::kernel::words::InfoClass;

    fn section(id: u128, parent: Option<u128>) -> section::Model {
        section::Model {
            id: Uuid::from_u128(id),
            slug: id.to_string(),
            name: id.to_string(),
            name_en: None,
            parent_id: parent.map(Uuid::from_u128),
            position: 0,
            info_class: InfoClass::NewsEvent,
            owner_unit_id: None,
            valid_from: NaiveDate::MIN,
            valid_to: None,
            created_at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn empty_sections_are_not_shown_but_parents_of_full_ones_are() {
        let all = vec![
            (section(1, None), 0),
            (section(2, Some(1)), 0),
            (section(3, Some(2)), 4),
            (section(4, Some(1)), 0),
            (section(5, None), 1),
            (section(6, Some(7)), 0),
            (section(7, Some(6)), 2),
        ];
        let kept: Vec<_> = shown(all).into_iter().map(|(s, _)| s.slug).collect();
        assert_eq!(kept, ["1", "2", "3", "5", "6", "7"]);
    }
}
