//! Settings in time: every value has a first day and, where the ward decided it, a decision. Nothing is overwritten.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use serde::de::DeserializeOwned;

use super::entities::site_setting::{self, Column, Entity, Model};
use super::{Fault, Work};

/// A value to hold from a day on. `value` is JSON.
#[derive(Clone, Debug)]
pub struct NewValue {
    pub name: String,
    pub value: String,
    pub valid_from: NaiveDate,
    pub decision_number: Option<String>,
    pub decision_date: Option<NaiveDate>,
}

/// What holds on `day`, one row a name: the latest first day counts, and of one day the latest word.
pub async fn in_force(db: &impl ConnectionTrait, day: NaiveDate) -> Result<Vec<Model>, Fault> {
    let rows = in_order().filter(Column::ValidFrom.lte(day)).all(db).await?;
    let mut kept: Vec<Model> = vec![];
    for row in rows {
        match kept.last_mut() {
            Some(last) if last.name == row.name => *last = row,
            _ => kept.push(row),
        }
    }
    Ok(kept)
}

/// One value on `day`; `None` when it was never set.
pub async fn value<T: DeserializeOwned>(db: &impl ConnectionTrait, name: &str, day: NaiveDate) -> Result<Option<T>, Fault> {
    let rows = Entity::find().filter(Column::Name.eq(name)).filter(Column::ValidFrom.lte(day));
    let row = rows.order_by_desc(Column::ValidFrom).order_by_desc(Column::No).one(db).await?;
    Ok(row.map(|row| serde_json::from_str(&row.value)).transpose()?)
}

/// All that was ever set, by name and first day.
pub async fn history(db: &impl ConnectionTrait) -> Result<Vec<Model>, Fault> {
    Ok(in_order().all(db).await?)
}

fn in_order() -> sea_orm::Select<Entity> {
    Entity::find().order_by_asc(Column::Name).order_by_asc(Column::ValidFrom).order_by_asc(Column::No)
}

/// Adds a value. The caller records what it means.
pub async fn put(work: &Work<'_>, new: NewValue) -> Result<(), Fault> {
    let last = Entity::find().filter(Column::Name.eq(&new.name)).order_by_desc(Column::No).one(work.db()).await?;
    let row = site_setting::ActiveModel {
        name: Set(new.name),
        no: Set(last.map_or(1, |row| row.no + 1)),
        value: Set(new.value),
        valid_from: Set(new.valid_from),
        decision_number: Set(new.decision_number),
        decision_date: Set(new.decision_date),
        set_by: Set(work.actor.person),
        updated_at: Set(work.now),
    };
    Entity::insert(row).exec_without_returning(work.db()).await?;
    Ok(())
}
