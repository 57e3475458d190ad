//! When the ward works: weekdays, sessions, seasons, days off and made up, as dated data. No day is known to the code.
//!
//! A date is a working day iff it is made up, or its weekday is listed and it is not off. Sessions are half-open:
//! 11:30:00 is already outside. A calendar has versions; each day is read from the one in force on it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Most entries a version may have of each kind: some fifteen a year leave room for two centuries.
const MOST_DAYS: usize = 4000;
const MOST_NAME: usize = 200;

/// One version of a calendar, as it is stored, sent and edited.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// ISO numbers of the weekdays on which one works: 1 is Monday, 7 is Sunday.
    #[schema(max_items = 7, example = json!([1, 2, 3, 4, 5]))]
    pub weekly_working_days: Vec<u8>,
    /// The sessions of every working day, in order; empty when `seasons` tell them.
    #[serde(default)]
    #[schema(max_items = 6)]
    pub sessions: Vec<Session>,
    /// Hours by season. Together the seasons cover the year once; one may wrap the year's end.
    #[serde(default)]
    #[schema(max_items = 12)]
    pub seasons: Vec<Season>,
    #[serde(default)]
    #[schema(max_items = 4000)]
    pub off_days: Vec<OffDay>,
    /// Worked although the week or `off_days` says otherwise, in the sessions of any day of that season.
    #[serde(default)]
    #[schema(max_items = 4000)]
    pub makeup_days: Vec<MakeupDay>,
    /// Kinds of days off that are listed but do not apply here, as `culture_day` while its decree is not read.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub ignored_kinds: Vec<String>,
}

/// From `start` (inside) to `end` (outside), Vietnamese time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Session {
    #[schema(pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$", example = "07:30")]
    pub start: String,
    #[schema(pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$", example = "11:30")]
    pub end: String,
}

/// Hours from one day of the year to another, both inside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Season {
    #[schema(pattern = "^[01][0-9]-[0-3][0-9]$", example = "11-01")]
    pub from: String,
    #[schema(pattern = "^[01][0-9]-[0-3][0-9]$", example = "03-31")]
    pub to: String,
    #[schema(max_items = 6)]
    pub sessions: Vec<Session>,
}

/// A day that is not worked, by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OffDay {
    pub date: NaiveDate,
    #[schema(max_length = 200, example = "Tết Âm lịch")]
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 60, example = "tet")]
    pub kind: Option<String>,
    /// How sure the date is: `statutory`, `announced`, `computed_art_111_3`, `estimated`, `adopted_text_not_read`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 60, example = "announced")]
    pub status: Option<String>,
}

/// A day that is worked to make up for another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MakeupDay {
    pub date: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub for_day_off: Option<NaiveDate>,
    /// The decision that says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200, example = "12729/VPCP-KGVX")]
    pub source: Option<String>,
}

/// Why a version is not a calendar, and where (JSON pointer).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetFault {
    pub pointer: String,
    pub code: &'static str,
    pub vi: &'static str,
    pub en: &'static str,
}

/// What a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day<'a> {
    Working,
    Makeup {
        for_day_off: Option<NaiveDate>,
    },
    Off {
        name: &'a str,
    },
    /// The weekly rest.
    Rest,
}

impl Day<'_> {
    pub fn is_worked(self) -> bool {
        matches!(self, Self::Working | Self::Makeup { .. })
    }
}

/// Sessions of a day: start inside, end outside.
pub type Sessions = Vec<(NaiveTime, NaiveTime)>;

/// A calendar ready to be asked: its versions by their first day.
#[derive(Clone, Debug)]
pub struct Calendar {
    versions: Vec<(NaiveDate, Version)>,
}

#[derive(Clone, Debug)]
struct Version {
    weekly: [bool; 7],
    /// From and to as month × 100 + day.
    seasons: Vec<(u32, u32, Sessions)>,
    off: BTreeMap<NaiveDate, String>,
    makeup: BTreeMap<NaiveDate, Option<NaiveDate>>,
}

impl Calendar {
    /// A calendar of one version, in force for ever.
    ///
    /// # Errors
    /// Everything that is wrong with the sheet.
    pub fn of(sheet: &Sheet) -> Result<Self, Vec<SheetFault>> {
        Self::of_versions(&[(NaiveDate::MIN, sheet)])
    }

    /// A calendar of versions with the first day of each, in the order they were made: of two in force the later made one
    /// counts. Days before all of them are read from the first.
    ///
    /// # Errors
    /// Everything that is wrong with the sheets.
    pub fn of_versions(sheets: &[(NaiveDate, &Sheet)]) -> Result<Self, Vec<SheetFault>> {
        let mut versions: Vec<(NaiveDate, Version)> = vec![];
        for (from, sheet) in sheets {
            // A later made version that begins earlier covers what was said for after it.
            versions.retain(|(begun, _)| begun < from);
            versions.push((*from, read(sheet)?));
        }
        if versions.is_empty() {
            return Err(vec![fault("", "no_version", "Lịch chưa có phiên bản nào.", "The calendar has no version.")]);
        }
        Ok(Self { versions })
    }

    pub fn day(&self, date: NaiveDate) -> Day<'_> {
        self.version(date).day(date)
    }

    /// The sessions of `date` if it is worked.
    pub fn sessions(&self, date: NaiveDate) -> &[(NaiveTime, NaiveTime)] {
        let version = self.version(date);
        let key = date.month() * 100 + date.day();
        let season = version.seasons.iter().find(|(from, to, _)| inside(*from, *to, key));
        season.map_or(&[], |(_, _, sessions)| sessions)
    }

    /// No day after `date` is worked any more: a search need not go on.
    pub fn is_over_after(&self, date: NaiveDate) -> bool {
        let Some((from, last)) = self.versions.last() else { return true };
        date >= *from && !last.weekly.contains(&true) && last.makeup.range(date..).all(|(day, _)| *day <= date)
    }

    fn version(&self, date: NaiveDate) -> &Version {
        let n = self.versions.partition_point(|(from, _)| *from <= date);
        &self.versions[n.saturating_sub(1)].1
    }
}

impl Version {
    fn day(&self, date: NaiveDate) -> Day<'_> {
        if let Some(for_day_off) = self.makeup.get(&date) {
            return Day::Makeup { for_day_off: *for_day_off };
        }
        match self.off.get(&date) {
            Some(name) => Day::Off { name },
            None if self.weekly[date.weekday().num_days_from_monday() as usize] => Day::Working,
            None => Day::Rest,
        }
    }
}

fn inside(from: u32, to: u32, key: u32) -> bool {
    if from <= to { (from..=to).contains(&key) } else { key >= from || key <= to }
}

fn read(sheet: &Sheet) -> Result<Version, Vec<SheetFault>> {
    let mut faults = vec![];
    let mut weekly = [false; 7];
    for (n, day) in sheet.weekly_working_days.iter().enumerate() {
        match weekly.get_mut(usize::from(day.wrapping_sub(1))) {
            Some(worked) if !*worked => *worked = true,
            _ => faults.push(fault(
                format!("/weekly_working_days/{n}"),
                "bad_weekday",
                "Mỗi thứ ghi một lần, từ 1 (thứ Hai) đến 7 (Chủ nhật).",
                "Each weekday once, from 1 (Monday) to 7 (Sunday).",
            )),
        }
    }
    let seasons = seasons(sheet, &mut faults);
    let mut off = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for (n, day) in sheet.off_days.iter().enumerate() {
        let at = format!("/off_days/{n}");
        plausible(&mut faults, &at, day.date, &mut seen);
        if !(1..=MOST_NAME).contains(&day.name.trim().chars().count()) {
            faults.push(fault(at, "length", "Tên ngày nghỉ dài 1–200 ký tự.", "The name has 1 to 200 characters."));
        }
        if !day.kind.as_ref().is_some_and(|kind| sheet.ignored_kinds.contains(kind)) {
            off.insert(day.date, day.name.trim().to_owned());
        }
    }
    let mut makeup = BTreeMap::new();
    for (n, day) in sheet.makeup_days.iter().enumerate() {
        // In `seen` together with the days off: a day cannot be both.
        plausible(&mut faults, &format!("/makeup_days/{n}"), day.date, &mut seen);
        makeup.insert(day.date, day.for_day_off);
    }
    if sheet.off_days.len() > MOST_DAYS || sheet.makeup_days.len() > MOST_DAYS {
        faults.push(fault("/off_days", "too_many", "Tối đa 4000 ngày mỗi loại.", "At most 4000 days of each kind."));
    }
    if faults.is_empty() { Ok(Version { weekly, seasons, off, makeup }) } else { Err(faults) }
}

fn plausible(faults: &mut Vec<SheetFault>, at: &str, date: NaiveDate, seen: &mut BTreeSet<NaiveDate>) {
    if !(1945..=2100).contains(&date.year()) {
        faults.push(fault(at, "date_out_of_range", "Năm phải từ 1945 đến 2100.", "The year must be between 1945 and 2100."));
    }
    if !seen.insert(date) {
        faults.push(fault(at, "twice", "Ngày này đã được ghi.", "This day is named already."));
    }
}

fn seasons(sheet: &Sheet, faults: &mut Vec<SheetFault>) -> Vec<(u32, u32, Sessions)> {
    if sheet.seasons.is_empty() {
        return vec![(101, 1231, sessions(&sheet.sessions, "/sessions", faults))];
    }
    if !sheet.sessions.is_empty() {
        faults.push(fault(
            "/sessions",
            "sessions_or_seasons",
            "Ghi giờ chung hoặc giờ theo mùa, không cả hai.",
            "Either sessions or seasons.",
        ));
    }
    let mut read = vec![];
    for (n, season) in sheet.seasons.iter().enumerate() {
        let of = sessions(&season.sessions, &format!("/seasons/{n}/sessions"), faults);
        match (month_day(&season.from), month_day(&season.to)) {
            (Some(from), Some(to)) => read.push((from, to, of)),
            _ => faults.push(fault(
                format!("/seasons/{n}"),
                "bad_month_day",
                "Ngày đầu và cuối mùa ghi MM-DD.",
                "A season's days are MM-DD.",
            )),
        }
    }
    // A leap year: every day of the year must be in one season.
    let mut day = NaiveDate::from_ymd_opt(2024, 1, 1);
    while let Some(date) = day.filter(|d| d.year() == 2024) {
        let key = date.month() * 100 + date.day();
        if read.iter().filter(|(from, to, _)| inside(*from, *to, key)).count() != 1 {
            faults.push(fault(
                "/seasons",
                "not_covered_once",
                "Các mùa phải phủ kín năm, không chồng nhau.",
                "The seasons must cover the year once.",
            ));
            break;
        }
        day = date.succ_opt();
    }
    read
}

fn month_day(text: &str) -> Option<u32> {
    let (month, day) = text.split_once('-').filter(|(m, d)| m.len() == 2 && d.len() == 2)?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    NaiveDate::from_ymd_opt(2024, month, day).map(|_| month * 100 + day)
}

fn sessions(of: &[Session], at: &str, faults: &mut Vec<SheetFault>) -> Sessions {
    if of.is_empty() || of.len() > 6 {
        faults.push(fault(at, "no_sessions", "Phải có từ 1 đến 6 buổi làm việc.", "There must be 1 to 6 sessions."));
    }
    let mut read: Sessions = vec![];
    for (n, session) in of.iter().enumerate() {
        let times = clock_time(&session.start).zip(clock_time(&session.end));
        match times {
            Some((start, end)) if start < end && read.last().is_none_or(|(_, before)| *before <= start) => read.push((start, end)),
            _ => faults.push(fault(
                format!("{at}/{n}"),
                "bad_session",
                "Giờ ghi HH:MM, đầu trước cuối, các buổi theo thứ tự.",
                "Times are HH:MM, the start before the end, sessions in order.",
            )),
        }
    }
    read
}

fn clock_time(text: &str) -> Option<NaiveTime> {
    (text.len() == 5).then(|| NaiveTime::parse_from_str(text, "%H:%M").ok()).flatten()
}

fn fault(pointer: impl Into<String>, code: &'static str, vi: &'static str, en: &'static str) -> SheetFault {
    SheetFault { pointer: pointer.into(), code, vi, en }
}
