//! How long a task may lie: its share of the item's clock, or the default hours of its stage where no clock runs. Working
//! time by the ward's calendar; shares and hours are dated settings.

use chrono::{DateTime, NaiveDate, TimeDelta, Timelike, Utc};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::kernel::calendar::Calendar;
use crate::kernel::dates::{to_vn, vn_instant};
use crate::kernel::deadline::{DueFault, after, elapsed};
use crate::kernel::words::{ReviewSetting, Stage};
use crate::store::entities::review_setting;
use crate::store::{Fault, clocks, review_settings};

/// What holds where the ward has said nothing.
pub fn beginning(name: ReviewSetting) -> &'static str {
    match name {
        ReviewSetting::FourEyes => "not_alone",
        ReviewSetting::ShareFieldReview => "40",
        ReviewSetting::ShareEditing | ReviewSetting::ShareBoardReview => "30",
        ReviewSetting::HoursFieldReview => "8",
        ReviewSetting::HoursEditing | ReviewSetting::HoursBoardReview => "4",
        ReviewSetting::WarnHours => "2",
    }
}

/// The settings that are in force on a day.
#[derive(Clone, Debug)]
pub struct Settings(Vec<review_setting::Model>);

impl Settings {
    pub async fn on(db: &impl ConnectionTrait, day: NaiveDate) -> Result<Self, Fault> {
        Ok(Self(review_settings::begun(db, day).await?))
    }

    /// The row in force: of two the later one.
    pub fn row(&self, name: ReviewSetting) -> Option<&review_setting::Model> {
        self.0.iter().rev().find(|r| r.name == name)
    }

    pub fn value(&self, name: ReviewSetting) -> &str {
        self.row(name).map_or(beginning(name), |r| &r.value)
    }

    fn number(&self, name: ReviewSetting) -> i64 {
        self.value(name).parse().unwrap_or(1)
    }

    /// The part of what is left of the clock that belongs to this stage, as (part, whole).
    fn share(&self, stage: Stage) -> (i64, i64) {
        let [field, editing, board] =
            [ReviewSetting::ShareFieldReview, ReviewSetting::ShareEditing, ReviewSetting::ShareBoardReview].map(|n| self.number(n));
        match stage {
            Stage::FieldReview => (field, field + editing + board),
            Stage::Editing => (editing, editing + board),
            Stage::BoardReview => (board, board),
        }
    }

    fn hours(&self, stage: Stage) -> i64 {
        self.number(match stage {
            Stage::FieldReview => ReviewSetting::HoursFieldReview,
            Stage::Editing => ReviewSetting::HoursEditing,
            Stage::BoardReview => ReviewSetting::HoursBoardReview,
        })
    }
}

/// When a task is due, and when whoever owes it is reminded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskLimit {
    pub due: DateTime<Utc>,
    pub warn: DateTime<Utc>,
}

/// The limit of a task that is opened now. `None`: the ward's calendar has no working time ahead.
pub async fn of_task(db: &impl ConnectionTrait, item: Uuid, stage: Stage, now: DateTime<Utc>) -> Result<Option<TaskLimit>, Fault> {
    let settings = Settings::on(db, to_vn(now).date_naive()).await?;
    let calendar = clocks::calendar(db, now).await?;
    let clock = clocks::running_of_item(db, item).await?.iter().map(|c| c.due_at).min();
    Ok(limit(&settings, &calendar, clock, stage, now).ok())
}

/// No task is due at once, however little is left of the clock.
const LEAST: TimeDelta = TimeDelta::hours(1);

fn limit(
    settings: &Settings,
    calendar: &Calendar,
    clock: Option<DateTime<Utc>>,
    stage: Stage,
    now: DateTime<Utc>,
) -> Result<TaskLimit, DueFault> {
    let length = match clock.filter(|due| *due > now) {
        Some(due) => {
            let (part, whole) = settings.share(stage);
            let left = elapsed(calendar, now, due)?.num_seconds();
            TimeDelta::seconds(left * part / whole.max(1)).max(LEAST)
        }
        None => TimeDelta::hours(settings.hours(stage).max(1)),
    };
    let due = after(calendar, length, now)?.at;
    Ok(TaskLimit { due, warn: reminder(calendar, now, due, TimeDelta::hours(settings.number(ReviewSetting::WarnHours)))? })
}

/// `before` the end in working time, at most half of the task's; and rather an hour before lunch than in the afternoon, when
/// people are out: a reminder at 16:55 helps nobody.
fn reminder(calendar: &Calendar, opened: DateTime<Utc>, due: DateTime<Utc>, before: TimeDelta) -> Result<DateTime<Utc>, DueFault> {
    let length = elapsed(calendar, opened, due)?;
    let at = after(calendar, length - before.min(length / 2), opened)?.at;
    let wall = to_vn(at);
    let lunch = match calendar.sessions(wall.date_naive()) {
        [.., (_, lunch), (afternoon, _)] if wall.time() >= *afternoon => vn_instant(wall.date_naive(), lunch.hour(), lunch.minute()),
        _ => None,
    };
    Ok(lunch.map(|at| at - TimeDelta::hours(1)).filter(|early| *early > opened).unwrap_or(at))
}

#[cfg(test)]
mod tests {
    use crate::kernel::calendar::{Session, Sheet};

    use super::*;

    fn office() -> Calendar {
        let session = |start: &str, end: &str| Session { start: start.into(), end: end.into() };
        let sheet = Sheet {
            weekly_working_days: vec![1, 2, 3, 4, 5],
            sessions: vec![session("07:30", "11:30"), session("13:00", "17:00")],
            ..Sheet::default()
        };
        Calendar::of(&sheet).expect("a calendar")
    }

    fn at(day: u32, hour: u32, minute: u32) -> DateTime<Utc> {
        NaiveDate::from_ymd_opt(2026, 11, day).and_then(|d| vn_instant(d, hour, minute)).expect("a moment")
    }

    /// Monday, 23 November 2026 is a working day of eight hours.
    #[test]
    fn a_stage_gets_its_share_of_what_is_left() {
        let (settings, calendar) = (Settings(vec![]), office());
        let share = |stage, now, clock| limit(&settings, &calendar, clock, stage, now).expect("a limit");
        // Ten working hours are left: four, then of the six that are left then three, then all.
        let clock = Some(at(24, 9, 30));
        let field = share(Stage::FieldReview, at(23, 7, 30), clock);
        assert_eq!(field.due, at(23, 11, 30));
        let editing = share(Stage::Editing, at(23, 11, 30), clock);
        assert_eq!(editing.due, at(23, 16, 0));
        assert_eq!(share(Stage::BoardReview, at(23, 16, 0), clock).due, at(24, 9, 30));
        // No clock, or one that is over: the default hours.
        assert_eq!(share(Stage::FieldReview, at(23, 9, 0), None).due, at(24, 9, 0));
        assert_eq!(share(Stage::BoardReview, at(23, 9, 0), Some(at(20, 9, 0))).due, at(23, 14, 30));
        // Little is left: an hour at least.
        assert_eq!(share(Stage::FieldReview, at(23, 9, 0), Some(at(23, 9, 30))).due, at(23, 10, 0));
    }

    #[test]
    fn reminders_come_before_lunch() {
        let calendar = office();
        let two = TimeDelta::hours(2);
        let told = |opened, due| reminder(&calendar, opened, due, two).expect("a moment");
        // Due at five: not at three but an hour before lunch.
        assert_eq!(told(at(23, 8, 0), at(23, 17, 0)), at(23, 10, 30));
        // Due at half past eight: the evening before would be 16:30; the morning before it is.
        assert_eq!(told(at(23, 8, 0), at(24, 8, 30)), at(23, 10, 30));
        // Opened after lunch: when its time comes.
        assert_eq!(told(at(23, 13, 0), at(23, 17, 0)), at(23, 15, 0));
        // In the morning as it is.
        assert_eq!(told(at(23, 13, 0), at(24, 11, 30)), at(24, 9, 30));
    }
}
