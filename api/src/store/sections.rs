//! Which section an address or a text means today. A section that was renamed or moved keeps its former addresses; one that was
//! merged into another left its content there.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::Fault;
use super::entities::{publication_count, section, section_slug};

/// Mergers that are followed: each was approved on its own, a ring cannot be.
const MERGERS: usize = 16;

/// The section that holds what stood at this slug, now or formerly.
pub async fn by_slug(db: &impl ConnectionTrait, slug: &str) -> Result<Option<section::Model>, Fault> {
    let Some(row) = section_slug::Entity::find_by_id(slug.to_owned()).one(db).await? else { return Ok(None) };
    Ok(section::Entity::find_by_id(row.section_id).one(db).await?)
}

/// The section that holds the content of `id` today: itself, or the one it was merged into.
pub async fn holder(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<section::Model>, Fault> {
    let mut at = section::Entity::find_by_id(id).one(db).await?;
    for _ in 0..MERGERS {
        let Some(into) = at.as_ref().and_then(|s| s.merged_into) else { break };
        at = section::Entity::find_by_id(into).one(db).await?;
    }
    Ok(at)
}

/// Whether a section stands on a day.
pub fn stands(section: &section::Model, day: NaiveDate) -> bool {
    section.valid_from <= day && section.valid_to.is_none_or(|to| to >= day)
}

/// Sections that stand on `day`, in their order, each with the number of publications listed in it.
pub async fn standing(db: &impl ConnectionTrait, day: NaiveDate) -> Result<Vec<(section::Model, i64)>, Fault> {
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
            merged_into: None,
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
