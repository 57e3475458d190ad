//! Calendars, deadline rules and the settings of the clock as they stand on a day. Written by `features/deadlines`.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::Fault;
use super::entities::{calendar_version, deadline_rule, deadline_setting};
use crate::kernel::calendar::{Calendar, Sheet};
use crate::kernel::dates::to_vn;
use crate::kernel::deadline::Limit;

/// A calendar with its newest version's number: what a due date counted on it remembers.
#[derive(Clone, Debug)]
pub struct Counted {
    pub code: String,
    pub no: i64,
    pub calendar: Calendar,
}

/// The settings in force on a day, or the first there are.
pub async fn setting(db: &impl ConnectionTrait, day: NaiveDate) -> Result<deadline_setting::Model, Fault> {
    let in_force = deadline_setting::Entity::find()
        .filter(deadline_setting::Column::ValidFrom.lte(day))
        .order_by_desc(deadline_setting::Column::ValidFrom)
        .one(db)
        .await?;
    let found = match in_force {
        Some(row) => Some(row),
        None => deadline_setting::Entity::find().order_by_asc(deadline_setting::Column::ValidFrom).one(db).await?,
    };
    found.ok_or_else(|| Fault::Defect("the clock has no settings".into()))
}

/// The ward's calendar: every day of it is read from the version in force on that day.
pub async fn default_calendar(db: &impl ConnectionTrait, at: DateTime<Utc>) -> Result<Counted, Fault> {
    let code = setting(db, to_vn(at).date_naive()).await?.calendar;
    calendar(db, &code).await?.ok_or_else(|| Fault::Defect(format!("the calendar {code} is gone")))
}

/// A calendar by its code, with all its versions.
pub async fn calendar(db: &impl ConnectionTrait, code: &str) -> Result<Option<Counted>, Fault> {
    calendar_as_of(db, code, i64::MAX).await
}

/// A calendar as it was known when `no` was its newest version.
pub async fn calendar_as_of(db: &impl ConnectionTrait, code: &str, no: i64) -> Result<Option<Counted>, Fault> {
    let rows = calendar_version::Entity::find()
        .filter(calendar_version::Column::Calendar.eq(code))
        .filter(calendar_version::Column::No.lte(no))
        .order_by_asc(calendar_version::Column::No)
        .all(db)
        .await?;
    let Some(newest) = rows.last().map(|row| row.no) else { return Ok(None) };
    let sheets = rows.iter().map(|row| Ok((row.valid_from, serde_json::from_str::<Sheet>(&row.content)?)));
    let sheets = sheets.collect::<Result<Vec<_>, Fault>>()?;
    let versions: Vec<(NaiveDate, &Sheet)> = sheets.iter().map(|(from, sheet)| (*from, sheet)).collect();
    let calendar = Calendar::of_versions(&versions).map_err(|f| Fault::Defect(format!("the stored calendar {code}: {f:?}")))?;
    Ok(Some(Counted { code: code.to_owned(), no: newest, calendar }))
}

/// The version of a rule that is in force on a day.
pub async fn rule(db: &impl ConnectionTrait, code: &str, day: NaiveDate) -> Result<Option<deadline_rule::Model>, Fault> {
    let row = deadline_rule::Entity::find()
        .filter(deadline_rule::Column::Code.eq(code))
        .filter(deadline_rule::Column::ValidFrom.lte(day))
        .filter(Condition::any().add(deadline_rule::Column::ValidTo.is_null()).add(deadline_rule::Column::ValidTo.gte(day)))
        .order_by_desc(deadline_rule::Column::ValidFrom)
        .one(db)
        .await?;
    Ok(row)
}

/// The calendar a rule counts on: its own, or the ward's.
pub async fn calendar_of(db: &impl ConnectionTrait, rule: &deadline_rule::Model, at: DateTime<Utc>) -> Result<Counted, Fault> {
    match &rule.calendar {
        Some(code) => calendar(db, code).await?.ok_or_else(|| Fault::Defect(format!("the calendar {code} is gone"))),
        None => default_calendar(db, at).await,
    }
}

/// What a rule allows.
pub fn limit(rule: &deadline_rule::Model) -> Limit {
    Limit { n: u32::try_from(rule.n).unwrap_or(0), unit: rule.unit, day_end: rule.day_end }
}
