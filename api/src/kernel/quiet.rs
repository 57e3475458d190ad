//! Quiet hours: when nobody is disturbed by what can wait.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

use super::dates::{to_vn, vn_instant};

/// A calendar without a working day in two months is no calendar.
const SEARCH_DAYS: u64 = 62;

/// When nobody is disturbed: from the evening to the morning, and on days that are not worked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuietHours {
    #[serde(with = "hour_and_minute")]
    pub from: NaiveTime,
    #[serde(with = "hour_and_minute")]
    pub to: NaiveTime,
    pub working_days_only: bool,
}

impl Default for QuietHours {
    fn default() -> Self {
        let at = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
        Self { from: at(20, 0), to: at(6, 30), working_days_only: true }
    }
}

impl QuietHours {
    /// `at` itself when it is not quiet then, otherwise the end of the quiet.
    pub fn over(&self, at: DateTime<Utc>, worked: impl Fn(NaiveDate) -> bool) -> DateTime<Utc> {
        let wall = to_vn(at);
        let (day, time) = (wall.date_naive(), wall.time());
        let awake = if self.to <= self.from { time >= self.to && time < self.from } else { time >= self.to || time < self.from };
        let day_counts = !self.working_days_only || worked(day);
        if awake && day_counts {
            return at;
        }
        let today = if time < self.to && day_counts { Some(day) } else { None };
        self.morning_of(today.unwrap_or_else(|| self.next_day(day, worked))).unwrap_or(at)
    }

    /// The next morning after `at` on which a digest goes out.
    pub fn next_morning(&self, at: DateTime<Utc>, worked: impl Fn(NaiveDate) -> bool) -> DateTime<Utc> {
        let wall = to_vn(at);
        let day = wall.date_naive();
        if wall.time() < self.to && (!self.working_days_only || worked(day)) {
            return self.morning_of(day).unwrap_or(at);
        }
        self.morning_of(self.next_day(day, worked)).unwrap_or(at)
    }

    /// The next of `hours` after `at` on a day that counts; the next morning where none is said. An hour in the quiet waits
    /// for its end.
    pub fn next_digest(&self, at: DateTime<Utc>, hours: &[NaiveTime], worked: impl Fn(NaiveDate) -> bool) -> DateTime<Utc> {
        use chrono::Timelike;
        let today = to_vn(at).date_naive();
        let days = (0..=SEARCH_DAYS).filter_map(|n| today.checked_add_days(Days::new(n)));
        let moment = |day: NaiveDate| {
            let moments = hours.iter().filter_map(move |hour| vn_instant(day, hour.hour(), hour.minute()));
            moments.filter(|moment| *moment > at).min()
        };
        let next = days.filter(|day| !self.working_days_only || worked(*day)).find_map(moment);
        next.map_or_else(|| self.next_morning(at, &worked), |next| self.over(next, &worked))
    }

    fn next_day(&self, day: NaiveDate, worked: impl Fn(NaiveDate) -> bool) -> NaiveDate {
        let later = |n| day.checked_add_days(Days::new(n)).unwrap_or(day);
        (1..=SEARCH_DAYS).map(later).find(|day| !self.working_days_only || worked(*day)).unwrap_or_else(|| later(1))
    }

    fn morning_of(&self, day: NaiveDate) -> Option<DateTime<Utc>> {
        use chrono::Timelike;
        vn_instant(day, self.to.hour(), self.to.minute())
    }
}

mod hour_and_minute {
    use chrono::NaiveTime;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(time: &NaiveTime, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&time.format("%H:%M"))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveTime, D::Error> {
        NaiveTime::parse_from_str(&String::deserialize(from)?, "%H:%M").map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Datelike;

    use crate::kernel::dates::rfc3339_vn;

    #[test]
    fn what_is_not_urgent_waits_for_a_working_morning() {
        let quiet = QuietHours::default();
        // Monday to Friday, but 2026-11-24 is a day off.
        let worked = |day: NaiveDate| day.weekday().num_days_from_monday() < 5 && day != NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        for (now, then) in [
            ("2026-11-23T09:00:00+07:00", "2026-11-23T09:00:00+07:00"),
            ("2026-11-23T06:29:59+07:00", "2026-11-23T06:30:00+07:00"),
            ("2026-11-23T06:30:00+07:00", "2026-11-23T06:30:00+07:00"),
            ("2026-11-23T19:59:59+07:00", "2026-11-23T19:59:59+07:00"),
            ("2026-11-23T20:00:00+07:00", "2026-11-25T06:30:00+07:00"),
            ("2026-11-24T10:00:00+07:00", "2026-11-25T06:30:00+07:00"),
            ("2026-11-24T02:00:00+07:00", "2026-11-25T06:30:00+07:00"),
            ("2026-11-27T21:00:00+07:00", "2026-11-30T06:30:00+07:00"),
            ("2026-11-28T12:00:00+07:00", "2026-11-30T06:30:00+07:00"),
        ] {
            assert_eq!(rfc3339_vn(quiet.over(at(now), worked)), then, "{now}");
        }
        assert_eq!(rfc3339_vn(quiet.next_morning(at("2026-11-23T09:00:00+07:00"), worked)), "2026-11-25T06:30:00+07:00");
        assert_eq!(rfc3339_vn(quiet.next_morning(at("2026-11-23T05:00:00+07:00"), worked)), "2026-11-23T06:30:00+07:00");
        let hour = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").unwrap();
        for (now, hours, then) in [
            ("2026-11-23T09:00:00+07:00", vec![], "2026-11-25T06:30:00+07:00"),
            ("2026-11-23T09:00:00+07:00", vec![hour("07:30"), hour("13:00")], "2026-11-23T13:00:00+07:00"),
            ("2026-11-23T13:00:00+07:00", vec![hour("07:30"), hour("13:00")], "2026-11-25T07:30:00+07:00"),
            // An hour in the quiet.
            ("2026-11-23T09:00:00+07:00", vec![hour("22:00")], "2026-11-25T06:30:00+07:00"),
        ] {
            assert_eq!(rfc3339_vn(quiet.next_digest(at(now), &hours, worked)), then, "{now} {hours:?}");
        }
        // Quiet at noon, every day.
        let siesta = QuietHours {
            from: NaiveTime::from_hms_opt(11, 30, 0).unwrap(),
            to: NaiveTime::from_hms_opt(13, 0, 0).unwrap(),
            working_days_only: false,
        };
        assert_eq!(rfc3339_vn(siesta.over(at("2026-11-28T12:00:00+07:00"), worked)), "2026-11-28T13:00:00+07:00");
        assert_eq!(rfc3339_vn(siesta.over(at("2026-11-28T22:00:00+07:00"), worked)), "2026-11-28T22:00:00+07:00");
        let kept = serde_json::to_string(&quiet).unwrap();
        assert_eq!(kept, r#"{"from":"20:00","to":"06:30","working_days_only":true}"#);
        assert_eq!(serde_json::from_str::<QuietHours>(&kept).unwrap(), quiet);
    }
}
