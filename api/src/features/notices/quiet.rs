//! Quiet hours, as data: what is not urgent waits for the next working morning. Delayed, never lost.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use sea_orm::ConnectionTrait;

use crate::kernel::calendar::Calendar;
use crate::kernel::dates::to_vn;
pub use crate::kernel::quiet::QuietHours;
use crate::store::{Fault, clocks, settings};

/// The row of `site_setting` that holds them.
const SETTING: &str = "quiet_hours";

/// As they are set, or 20:00–06:30 and days off.
pub async fn hours(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<QuietHours, Fault> {
    Ok(settings::value(db, SETTING, to_vn(now).date_naive()).await?.unwrap_or_default())
}

/// Which days are worked: the ward's calendar, or Monday to Friday where none is kept yet.
pub struct Workdays(Option<Calendar>);

impl Workdays {
    pub async fn read(db: &impl ConnectionTrait, at: DateTime<Utc>) -> Result<Self, Fault> {
        match clocks::calendar(db, at).await {
            Ok(calendar) => Ok(Self(Some(calendar))),
            Err(Fault::Defect(_)) => Ok(Self(None)),
            Err(other) => Err(other),
        }
    }

    pub fn has(&self, day: NaiveDate) -> bool {
        self.0.as_ref().map_or_else(|| day.weekday().num_days_from_monday() < 5, |calendar| calendar.day(day).is_worked())
    }
}
