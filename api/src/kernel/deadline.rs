//! Due dates, by the convention of the house: hours run from the trigger itself and only inside sessions (BLDS 91/2015,
//! Art. 147(1)); days never count the trigger's own and end with the last session of the last one (Art. 147(2)(3)).
//! A total reached exactly at the end of a session is due at that end. Everything is +07:00, whatever the machine thinks.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::calendar::{Calendar, Day};
use super::dates::VN;
use super::words::{ClockState, ClockWord, DayEnd, LimitUnit};

/// The longest limit that is counted, in hours or days.
pub const LONGEST: u32 = 10_000;
/// Years in which a trigger may lie.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;
/// Where a search that found too little working time gives up.
const LAST_YEAR: i32 = 2400;

/// How long somebody has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// 1 to [`LONGEST`].
    pub n: u32,
    pub unit: LimitUnit,
    /// For working days only.
    pub day_end: DayEnd,
}

/// A due date and how it came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    pub at: DateTime<Utc>,
    /// Day by day, from the trigger's own to the last.
    pub explanation: Vec<Step>,
}

/// Why there is no due date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DueFault {
    #[error("the calendar has too little working time after this moment")]
    NoWorkingTime,
    #[error("the moment is outside 1900-2199")]
    OutOfRange,
    #[error("a limit is 1 to 10000 hours or days")]
    BadLength,
}

/// What a day was for the count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// The trigger's own day, never counted in days.
    TriggerDay,
    Working,
    /// A day worked to make up for another.
    Makeup,
    /// A holiday, a compensatory or swapped day off: it has a name.
    DayOff,
    /// The weekly rest.
    Rest,
}

/// One day of the count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub date: NaiveDate,
    pub kind: StepKind,
    /// Name of the day off.
    pub name: Option<String>,
    /// For a make-up day: the day off it is worked for.
    pub makes_up_for: Option<NaiveDate>,
    /// What was counted of its sessions, when hours are counted.
    pub spans: Vec<(NaiveTime, NaiveTime)>,
    /// Seconds or days counted on this day.
    pub counted: i64,
    /// Seconds or days counted so far.
    pub total: i64,
}

/// When `limit` after `trigger` is over.
///
/// # Errors
/// [`DueFault`]: a moment or a length beyond all reason, or a calendar on which nobody works any more.
pub fn due(calendar: &Calendar, limit: &Limit, trigger: DateTime<Utc>) -> Result<Due, DueFault> {
    if !(1..=LONGEST).contains(&limit.n) {
        return Err(DueFault::BadLength);
    }
    match limit.unit {
        LimitUnit::WorkingHours => after(calendar, TimeDelta::hours(limit.n.into()), trigger),
        LimitUnit::WorkingDays => in_days(calendar, limit, trigger),
    }
}

/// The first instant at which `length` of session time has passed since `from`, as for working hours.
pub fn after(calendar: &Calendar, length: TimeDelta, from: DateTime<Utc>) -> Result<Due, DueFault> {
    let from = wall(from)?;
    let (mut date, mut left, mut steps) = (from.date(), length, vec![]);
    loop {
        let mut step = begin(calendar, date, length - left);
        for &(start, end) in sessions(calendar, date) {
            let start = start.max(if date == from.date() { from.time() } else { NaiveTime::MIN });
            if start >= end || left <= TimeDelta::zero() {
                continue;
            }
            let taken = left.min(end - start);
            left -= taken;
            step.spans.push((start, start + taken));
        }
        step.total = (length - left).num_seconds();
        step.counted = step.total - steps.last().map_or(0, |before: &Step| before.total);
        let reached = step.spans.last().map(|(_, end)| date.and_time(*end));
        steps.push(step);
        if left <= TimeDelta::zero() {
            return Ok(Due { at: instant(reached.unwrap_or(from)), explanation: steps });
        }
        date = next(calendar, date)?;
    }
}

fn in_days(calendar: &Calendar, limit: &Limit, trigger: DateTime<Utc>) -> Result<Due, DueFault> {
    let mut date = wall(trigger)?.date();
    let own = Step { kind: StepKind::TriggerDay, ..begin(calendar, date, TimeDelta::zero()) };
    let (mut total, mut steps) = (0, vec![own]);
    loop {
        date = next(calendar, date)?;
        let counted = i64::from(calendar.day(date).is_worked());
        total += counted;
        steps.push(Step { counted, total, ..begin(calendar, date, TimeDelta::zero()) });
        if total < i64::from(limit.n) {
            continue;
        }
        let end = match (limit.day_end, calendar.sessions(date).last()) {
            (DayEnd::Session, Some((_, end))) => date.and_time(*end),
            _ => date.succ_opt().ok_or(DueFault::OutOfRange)?.and_time(NaiveTime::MIN),
        };
        return Ok(Due { at: instant(end), explanation: steps });
    }
}

/// Session time between two instants; none when `to` is not after `from`.
///
/// # Errors
/// [`DueFault::OutOfRange`].
pub fn elapsed(calendar: &Calendar, from: DateTime<Utc>, to: DateTime<Utc>) -> Result<TimeDelta, DueFault> {
    let (from, to) = (wall(from)?, wall(to)?);
    let mut sum = TimeDelta::zero();
    for date in from.date().iter_days().take_while(|d| *d <= to.date()) {
        for &(start, end) in sessions(calendar, date) {
            sum += (date.and_time(end).min(to) - date.and_time(start).max(from)).max(TimeDelta::zero());
        }
    }
    Ok(sum)
}

/// The word for a clock: on time iff done ≤ due, overdue iff not done and now > due. A cancelled one has none.
pub fn word(state: ClockState, due: DateTime<Utc>, done: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Option<ClockWord> {
    match (state, done) {
        (ClockState::Running, _) => Some(if now > due { ClockWord::Overdue } else { ClockWord::InTime }),
        (ClockState::Stopped, Some(done)) => Some(if done > due { ClockWord::Late } else { ClockWord::OnTime }),
        (ClockState::Stopped, None) | (ClockState::Cancelled, _) => None,
    }
}

/// When to warn that `due` comes near: when `share` percent of the working time has passed, but in a morning, when there is
/// still a day to act on. That is an hour before the end of the day's first session, or the next morning; only where
/// neither lies between trigger and due it is the plain moment.
///
/// # Errors
/// [`DueFault::OutOfRange`].
pub fn warning(calendar: &Calendar, trigger: DateTime<Utc>, due: DateTime<Utc>, share: u32) -> Result<DateTime<Utc>, DueFault> {
    const LEAD: TimeDelta = TimeDelta::hours(1);
    let whole = elapsed(calendar, trigger, due)?;
    let share = i32::try_from(share.min(100)).unwrap_or(100);
    let plain = match whole * share / 100 {
        part if part <= TimeDelta::zero() => trigger,
        part => after(calendar, part, trigger)?.at,
    };
    let date = wall(plain)?.date();
    let morning = |date: NaiveDate| sessions(calendar, date).first().copied();
    let Some((_, lunch)) = morning(date) else { return Ok(plain) };
    let before_lunch = instant(date.and_time(lunch)) - LEAD;
    if plain <= before_lunch {
        return Ok(plain);
    }
    if before_lunch > trigger {
        return Ok(before_lunch);
    }
    let mut tomorrow = next(calendar, date)?;
    while !calendar.day(tomorrow).is_worked() {
        tomorrow = next(calendar, tomorrow)?;
    }
    let early = morning(tomorrow).map(|(start, _)| instant(tomorrow.and_time(start)));
    Ok(early.filter(|early| *early + LEAD <= due).unwrap_or(plain))
}

fn begin(calendar: &Calendar, date: NaiveDate, total: TimeDelta) -> Step {
    let (kind, name, makes_up_for) = match calendar.day(date) {
        Day::Working => (StepKind::Working, None, None),
        Day::Makeup { for_day_off } => (StepKind::Makeup, None, for_day_off),
        Day::Off { name } => (StepKind::DayOff, Some(name.to_owned()), None),
        Day::Rest => (StepKind::Rest, None, None),
    };
    Step { date, kind, name, makes_up_for, spans: vec![], counted: 0, total: total.num_seconds() }
}

fn sessions(calendar: &Calendar, date: NaiveDate) -> &[(NaiveTime, NaiveTime)] {
    if calendar.day(date).is_worked() { calendar.sessions(date) } else { &[] }
}

fn next(calendar: &Calendar, date: NaiveDate) -> Result<NaiveDate, DueFault> {
    if calendar.is_over_after(date) {
        return Err(DueFault::NoWorkingTime);
    }
    date.succ_opt().filter(|d| d.year() <= LAST_YEAR).ok_or(DueFault::NoWorkingTime)
}

fn wall(at: DateTime<Utc>) -> Result<NaiveDateTime, DueFault> {
    let wall = at.naive_utc().checked_add_offset(VN).ok_or(DueFault::OutOfRange)?;
    if YEARS.contains(&wall.year()) { Ok(wall) } else { Err(DueFault::OutOfRange) }
}

/// Of a wall clock between the years 1900 and [`LAST_YEAR`].
fn instant(wall: NaiveDateTime) -> DateTime<Utc> {
    (wall - TimeDelta::seconds(VN.local_minus_utc().into())).and_utc()
}

#[cfg(test)]
#[path = "deadline_tests.rs"]
mod tests;
