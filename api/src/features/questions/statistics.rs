//! Letters in figures, for everybody: received, answered, in time, extended, overdue, by month of receipt and by unit. Told by
//! the change log alone; nothing personal is in it. Units with so few letters in the asked time that a figure might point at
//! somebody are told together.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Datelike, Months, NaiveDate, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::queries::unit_names;
use crate::http::form::Form;
use crate::http::{FieldError, Problem};
use crate::kernel::dates::{rfc3339_vn, to_vn, vn_instant};
use crate::kernel::words::ClockLevel;
use crate::store::entities::change_log;
use crate::store::{Change, Site};

/// Fewer letters than this, and a unit is told together with others.
const FEW: i64 = 5;
/// The longest time that is told at once, in months.
const MONTHS: i32 = 24;

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct LetterStatisticsQuery {
    /// First month of receipt; eleven months before `to` when not said.
    #[param(pattern = "^[0-9]{4}-(0[1-9]|1[0-2])$", example = "2026-01")]
    pub from: Option<String>,
    /// Last month of receipt; this month when not said. At most 24 months.
    #[param(pattern = "^[0-9]{4}-(0[1-9]|1[0-2])$", example = "2026-12")]
    pub to: Option<String>,
}

/// Figures of letters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct LetterFigures {
    pub received: i64,
    /// Answered, out of scope, referred, rejected or merged: nothing is owed any more.
    pub settled: i64,
    pub answered: i64,
    pub answered_on_time: i64,
    /// With a progress notice that promised another date.
    pub extended: i64,
    /// Whose date, promised ones included, passed without an answer.
    pub overdue: i64,
}

impl LetterFigures {
    fn add(&mut self, other: &Self) {
        self.received += other.received;
        self.settled += other.settled;
        self.answered += other.answered;
        self.answered_on_time += other.answered_on_time;
        self.extended += other.extended;
        self.overdue += other.overdue;
    }
}

/// Figures of one month of receipt.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LetterMonth {
    #[schema(example = "2026-11")]
    pub month: String,
    #[serde(flatten)]
    pub figures: LetterFigures,
}

/// Figures of one unit, by month and in all.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LetterUnitFigures {
    /// `null`: units with few letters, together, and letters that no unit has.
    #[schema(required)]
    pub unit_id: Option<Uuid>,
    #[schema(required, example = "Công an phường")]
    pub unit: Option<String>,
    #[serde(flatten)]
    pub figures: LetterFigures,
    pub months: Vec<LetterMonth>,
}

/// Letters in figures.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LetterStatistics {
    #[schema(example = "2026-01")]
    pub from: String,
    #[schema(example = "2026-12")]
    pub to: String,
    pub total: LetterFigures,
    pub months: Vec<LetterMonth>,
    pub units: Vec<LetterUnitFigures>,
    /// Units with fewer letters than this are told together.
    pub few: i64,
    #[schema(example = "2026-11-23T09:00:00+07:00")]
    pub as_of: String,
}

/// First days of the first and of the month after the last.
pub fn span(site: &Site, query: &LetterStatisticsQuery) -> Result<(NaiveDate, NaiveDate), Problem> {
    let this = to_vn(site.clock.now()).date_naive().with_day(1).unwrap_or_default();
    let mut form = Form::default();
    let mut read = |text: &Option<String>, pointer: &str, or: NaiveDate| match text {
        None => or,
        Some(text) => match NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d") {
            Ok(day) if text.len() == 7 && (1945..2200).contains(&day.year()) => day,
            _ => {
                form.errors.push(FieldError::new(pointer, "bad_month", "Tháng ghi theo dạng 2026-11.", "A month is written 2026-11."));
                or
            }
        },
    };
    let to = read(&query.to, "/to", this);
    let from = read(&query.from, "/from", to.checked_sub_months(Months::new(11)).unwrap_or(to));
    let months = (to.year() - from.year()) * 12 + to.month0() as i32 - from.month0() as i32;
    if !(0..MONTHS).contains(&months) {
        form.say("/from", "out_of_range", "Từ 1 đến 24 tháng.", "1 to 24 months.");
    }
    form.done()?;
    Ok((from, to.checked_add_months(Months::new(1)).unwrap_or(to)))
}

#[derive(Default)]
struct Story {
    unit: Option<Uuid>,
    received: Option<DateTime<Utc>>,
    settled: bool,
    answered: bool,
    on_time: bool,
    extended: bool,
    overdue: bool,
}

/// Reads the log from the first month on and tells the letters received within the months.
pub async fn tell(site: &Site, from: NaiveDate, until: NaiveDate) -> Result<LetterStatistics, Problem> {
    let (db, now) = (site.read(), site.clock.now());
    let begin = vn_instant(from, 0, 0).unwrap_or(now);
    let end = vn_instant(until, 0, 0).unwrap_or(now);
    let rows = change_log::Entity::find()
        .filter(change_log::Column::LetterId.is_not_null())
        .filter(change_log::Column::At.gte(begin))
        .order_by_asc(change_log::Column::At)
        .order_by_asc(change_log::Column::Seq)
        .all(db)
        .await?;
    let mut stories: HashMap<Uuid, Story> = HashMap::new();
    for row in rows {
        let Some(id) = row.letter_id else { continue };
        let Ok(change) = serde_json::from_str::<Change>(&row.payload) else { continue };
        let story = stories.entry(id).or_default();
        match change {
            Change::LetterReceived { .. } => story.received = Some(row.at),
            Change::LetterForwarded { letter, .. } => story.unit = letter.unit,
            Change::LetterHandedBack { .. } => story.unit = None,
            Change::LetterProgress { .. } => story.extended = true,
            Change::LetterAnswered { on_time, .. } => {
                story.settled = true;
                story.answered = true;
                story.on_time = on_time.unwrap_or(true);
                story.overdue |= on_time == Some(false);
            }
            Change::LetterReopened { .. } => story.settled = false,
            Change::LetterReferred { .. } => {
                // Sealed: no unit is named beside it, not even one that had it before.
                story.unit = None;
                story.settled = true;
            }
            Change::LetterOutOfScope { .. } | Change::LetterRejected { .. } | Change::LetterMerged { .. } => story.settled = true,
            Change::ClockLevelReached { level: ClockLevel::OverdueAssignee, clock } if clock.rule != "petition_transfer" => {
                story.overdue = true
            }
            _ => {}
        }
    }
    let mut by_unit: BTreeMap<Option<Uuid>, BTreeMap<String, LetterFigures>> = BTreeMap::new();
    for story in stories.into_values() {
        let Some(received) = story.received.filter(|at| *at >= begin && *at < end) else { continue };
        let month = to_vn(received).format("%Y-%m").to_string();
        let one = |yes: bool| i64::from(yes);
        by_unit.entry(story.unit).or_default().entry(month).or_default().add(&LetterFigures {
            received: 1,
            settled: one(story.settled),
            answered: one(story.answered),
            answered_on_time: one(story.answered && story.on_time),
            extended: one(story.extended),
            overdue: one(story.overdue),
        });
    }
    let months = sum_of(by_unit.values());
    let names = unit_names(db, by_unit.keys().filter_map(|unit| *unit)).await?;
    Ok(LetterStatistics {
        from: from.format("%Y-%m").to_string(),
        to: until.checked_sub_months(Months::new(1)).unwrap_or(until).format("%Y-%m").to_string(),
        total: total_of(&months),
        months: listed(&months),
        units: gathered(by_unit, &names),
        few: FEW,
        as_of: rfc3339_vn(now),
    })
}

type ByMonth = BTreeMap<String, LetterFigures>;

fn sum_of<'a>(all: impl Iterator<Item = &'a ByMonth>) -> ByMonth {
    let mut sum = ByMonth::new();
    for months in all {
        for (month, figures) in months {
            sum.entry(month.clone()).or_default().add(figures);
        }
    }
    sum
}

fn total_of(months: &ByMonth) -> LetterFigures {
    months.values().fold(LetterFigures::default(), |mut sum, figures| {
        sum.add(figures);
        sum
    })
}

fn listed(months: &ByMonth) -> Vec<LetterMonth> {
    months.iter().map(|(month, figures)| LetterMonth { month: month.clone(), figures: figures.clone() }).collect()
}

/// Units with few letters together. What is told together must itself be more than few, or the total would give it away:
/// then the next smallest unit goes in too.
fn gathered(by_unit: BTreeMap<Option<Uuid>, ByMonth>, names: &BTreeMap<Uuid, String>) -> Vec<LetterUnitFigures> {
    let mut units: Vec<(Option<Uuid>, ByMonth)> = by_unit.into_iter().collect();
    units.sort_by_key(|(unit, months)| (unit.is_some(), total_of(months).received));
    let mut together: Vec<ByMonth> = vec![];
    let mut apart = vec![];
    for (unit, months) in units {
        let n = total_of(&months).received;
        let gathered: i64 = together.iter().map(|m| total_of(m).received).sum();
        if unit.is_none() || n < FEW || (gathered > 0 && gathered < FEW) { together.push(months) } else { apart.push((unit, months)) }
    }
    let view = |unit: Option<Uuid>, months: &ByMonth| LetterUnitFigures {
        unit_id: unit,
        unit: unit.and_then(|id| names.get(&id)).cloned(),
        figures: total_of(months),
        months: listed(months),
    };
    let mut told: Vec<_> = apart.iter().rev().map(|(unit, months)| view(*unit, months)).collect();
    if !together.is_empty() {
        told.push(view(None, &sum_of(together.iter())));
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(n: i64) -> ByMonth {
        BTreeMap::from([("2026-11".to_owned(), LetterFigures { received: n, ..LetterFigures::default() })])
    }

    #[test]
    fn few_letters_are_told_together_and_never_alone() {
        let unit = |n: u128| Some(Uuid::from_u128(n));
        for (given, want) in [
            (vec![(unit(1), 20), (unit(2), 8)], vec![Some(20), Some(8)]),
            (vec![(unit(1), 20), (unit(2), 8), (unit(3), 2)], vec![Some(20), None]),
            (vec![(unit(1), 20), (unit(2), 3), (unit(3), 2)], vec![Some(20), None]),
            (vec![(unit(1), 20), (None, 2)], vec![None]),
            (vec![(unit(1), 20), (None, 9)], vec![Some(20), None]),
            (vec![(unit(1), 2)], vec![None]),
        ] {
            let told = gathered(given.iter().map(|(u, n)| (*u, of(*n))).collect(), &BTreeMap::new());
            let shape: Vec<_> = told.iter().map(|u| u.unit_id.map(|_| u.figures.received)).collect();
            assert_eq!(shape, want, "{given:?}");
            let all: i64 = told.iter().map(|u| u.figures.received).sum();
            assert_eq!(all, given.iter().map(|(_, n)| n).sum::<i64>());
        }
    }
}
