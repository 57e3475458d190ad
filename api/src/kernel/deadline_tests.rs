//! The worked samples, and what must hold of every due date.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta, Utc};
use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::kernel::calendar::{Calendar, MakeupDay, OffDay, Season, Session, Sheet};
use crate::kernel::explain::{conclusion, sentence};
use crate::kernel::words::Lang;

fn samples() -> Value {
    serde_json::from_str(include_str!("../../../tests/data/deadline-samples.json")).unwrap()
}

fn sessions_of(json: &Value) -> Vec<Session> {
    let time = |v: &Value| v.as_str().unwrap().to_owned();
    json.as_array().into_iter().flatten().map(|s| Session { start: time(&s[0]), end: time(&s[1]) }).collect()
}

fn dates_of(json: &Value) -> Vec<NaiveDate> {
    serde_json::from_value(json.clone()).unwrap()
}

fn sheet_of(json: &Value) -> Sheet {
    let season = |s: &Value| Season {
        from: s["from"].as_str().unwrap().into(),
        to: s["to"].as_str().unwrap().into(),
        sessions: sessions_of(&s["sessions"]),
    };
    Sheet {
        weekly_working_days: serde_json::from_value(json["weekly_working_days"].clone()).unwrap(),
        sessions: sessions_of(&json["sessions"]),
        seasons: json["seasons"].as_array().into_iter().flatten().map(season).collect(),
        off_days: dates_of(&json["off_dates"])
            .into_iter()
            .map(|date| OffDay { date, name: "nghỉ".into(), kind: None, status: None })
            .collect(),
        makeup_days: dates_of(&json["makeup_dates"]).into_iter().map(|date| MakeupDay { date, for_day_off: None, source: None }).collect(),
        ignored_kinds: vec![],
    }
}

fn calendar(name: &str) -> Calendar {
    Calendar::of(&sheet_of(&samples()["calendars"][name])).unwrap()
}

fn hours(n: u32) -> Limit {
    Limit { n, unit: LimitUnit::WorkingHours, day_end: DayEnd::Session }
}

fn days(n: u32) -> Limit {
    Limit { n, unit: LimitUnit::WorkingDays, day_end: DayEnd::Session }
}

fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

#[test]
fn all_worked_samples() {
    let samples = samples();
    let cases = samples["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 48);
    for case in cases {
        let calendar = calendar(case["calendar"].as_str().unwrap());
        let limit = Limit {
            n: u32::try_from(case["n"].as_u64().unwrap()).unwrap(),
            unit: LimitUnit::read(case["unit"].as_str().unwrap()).unwrap(),
            day_end: case["day_end"].as_str().map_or(DayEnd::Session, |word| DayEnd::read(word).unwrap()),
        };
        let (trigger, expected) = (at(case["trigger"].as_str().unwrap()), at(case["due"].as_str().unwrap()));
        let due = due(&calendar, &limit, trigger).unwrap();
        assert_eq!(due.at, expected, "{case}");
        if limit.unit == LimitUnit::WorkingHours {
            assert_eq!(searched(&calendar, limit.n, trigger), expected, "{case}");
        }
        let last = due.explanation.last().unwrap();
        let whole = i64::from(limit.n) * if limit.unit == LimitUnit::WorkingHours { 3600 } else { 1 };
        assert_eq!(last.total, whole, "{case}");
        assert_eq!(due.explanation.iter().map(|s| s.counted).sum::<i64>(), whole, "{case}");
    }
}

/// The other algorithm: the least instant at which enough session time has elapsed, found by halving.
fn searched(calendar: &Calendar, n: u32, trigger: DateTime<Utc>) -> DateTime<Utc> {
    let enough = TimeDelta::hours(n.into());
    // In whole microseconds, which is what triggers have.
    let moment = |us: i64| DateTime::from_timestamp_micros(us).unwrap();
    let (mut low, mut high) = (trigger.timestamp_micros(), (trigger + TimeDelta::days(i64::from(n) * 3 + 40)).timestamp_micros());
    while high - low > 1 {
        let middle = i64::midpoint(low, high);
        if elapsed(calendar, trigger, moment(middle)).unwrap() >= enough { high = middle } else { low = middle }
    }
    moment(high)
}

#[test]
fn a_clerk_can_read_why() {
    let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
    let mut sheet = sheet_of(&samples()["calendars"]["vn-office"]);
    for off in &mut sheet.off_days {
        off.name = if off.date == day(8, 31) { "Nghỉ hoán đổi".into() } else { "Quốc khánh".into() };
    }
    sheet.makeup_days = vec![MakeupDay { date: day(8, 22), for_day_off: Some(day(8, 31)), source: None }];
    let calendar = Calendar::of(&sheet).unwrap();
    let limit = days(2);
    let due = due(&calendar, &limit, at("2026-08-21T15:00:00+07:00")).unwrap();
    let said: Vec<String> = due.explanation.iter().map(|s| sentence(s, &limit, Lang::Vi)).collect();
    assert_eq!(
        said,
        [
            "Thứ Sáu 21/08/2026: ngày phát sinh, không tính (Điều 147 Bộ luật Dân sự).",
            "Thứ Bảy 22/08/2026: làm bù cho ngày nghỉ 31/08/2026, ngày làm việc thứ 1 trên 2.",
            "Chủ nhật 23/08/2026: nghỉ hằng tuần, không tính.",
            "Thứ Hai 24/08/2026: ngày làm việc thứ 2 trên 2.",
        ]
    );
    assert_eq!(conclusion(due.at, Lang::Vi), "Hết hạn lúc 17:00 thứ Hai ngày 24/08/2026.");
    let limit = hours(8);
    let due = super::due(&calendar, &limit, at("2026-08-28T13:20:00+07:00")).unwrap();
    let said: Vec<String> = due.explanation.iter().map(|s| sentence(s, &limit, Lang::Vi)).collect();
    assert_eq!(said[0], "Thứ Sáu 28/08/2026: 13:20–17:00 được 3 giờ 40 phút; cộng 3 giờ 40 phút trên 8 giờ.");
    assert_eq!(said[3], "Thứ Hai 31/08/2026: ngày nghỉ (Nghỉ hoán đổi), không tính.");
    assert_eq!(said[6], "Thứ Năm 03/09/2026: 07:30–11:30, 13:00–13:20 được 4 giờ 20 phút; cộng 8 giờ trên 8 giờ.");
    assert_eq!(said.len(), 7);
}

#[test]
fn a_calendar_on_which_nobody_works_is_a_fault_and_no_loop() {
    let mut sheet = sheet_of(&samples()["calendars"]["no-holidays"]);
    sheet.weekly_working_days = vec![];
    let never = Calendar::of(&sheet).unwrap();
    assert_eq!(due(&never, &hours(8), at("2026-03-05T13:20:00Z")), Err(DueFault::NoWorkingTime));
    assert_eq!(due(&never, &days(1), at("2026-03-05T13:20:00Z")), Err(DueFault::NoWorkingTime));
    let once = NaiveDate::from_ymd_opt(2026, 3, 7).unwrap();
    sheet.makeup_days = vec![MakeupDay { date: once, for_day_off: None, source: None }];
    let once = Calendar::of(&sheet).unwrap();
    assert_eq!(due(&once, &days(1), at("2026-03-05T13:20:00Z")).unwrap().at, at("2026-03-07T17:00:00+07:00"));
    assert_eq!(due(&once, &days(2), at("2026-03-05T13:20:00Z")), Err(DueFault::NoWorkingTime));
    assert_eq!(due(&once, &hours(9), at("2026-03-05T13:20:00Z")), Err(DueFault::NoWorkingTime));
}

#[test]
fn lengths_and_moments_beyond_reason_are_faults() {
    let office = calendar("vn-office");
    for limit in [hours(0), days(0), hours(LONGEST + 1), days(u32::MAX)] {
        assert_eq!(due(&office, &limit, at("2026-03-05T13:20:00Z")), Err(DueFault::BadLength));
    }
    for moment in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
        assert_eq!(due(&office, &days(1), moment), Err(DueFault::OutOfRange));
    }
    assert!(due(&office, &days(LONGEST), at("2026-03-05T13:20:00Z")).is_ok());
}

#[test]
fn each_day_is_read_from_the_version_in_force_on_it() {
    let early = sheet_of(&samples()["calendars"]["no-holidays"]);
    let mut late = early.clone();
    late.sessions = vec![Session { start: "08:00".into(), end: "12:00".into() }];
    let change = NaiveDate::from_ymd_opt(2026, 3, 9).unwrap();
    let both = Calendar::of_versions(&[(NaiveDate::MIN, &early), (change, &late)]).unwrap();
    // Friday 06/03: 8 hours in the old hours less the first; Monday 09/03 has four hours from 08:00.
    assert_eq!(due(&both, &hours(8), at("2026-03-06T08:30:00+07:00")).unwrap().at, at("2026-03-09T09:00:00+07:00"));
    // A version made later that begins earlier covers everything after its beginning.
    let before = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    let covered = Calendar::of_versions(&[(NaiveDate::MIN, &early), (change, &late), (before, &early)]).unwrap();
    assert_eq!(due(&covered, &hours(8), at("2026-03-06T08:30:00+07:00")).unwrap().at, at("2026-03-09T08:30:00+07:00"));
}

#[test]
fn what_is_no_calendar_is_refused_with_its_place() {
    let good = sheet_of(&samples()["calendars"]["hai-duong-seasonal"]);
    let codes = |change: &dyn Fn(&mut Sheet)| {
        let mut sheet = good.clone();
        change(&mut sheet);
        let faults = Calendar::of(&sheet).err().unwrap_or_default();
        faults.into_iter().map(|f| (f.pointer, f.code)).collect::<Vec<_>>()
    };
    assert_eq!(codes(&|_| {}), []);
    assert_eq!(codes(&|s| s.weekly_working_days = vec![1, 1]), [("/weekly_working_days/1".into(), "bad_weekday")]);
    assert_eq!(codes(&|s| s.weekly_working_days = vec![0, 8]).len(), 2);
    assert_eq!(codes(&|s| s.seasons[0].to = "10-30".into()), [("/seasons".into(), "not_covered_once")]);
    assert_eq!(codes(&|s| s.seasons[0].to = "11-01".into()), [("/seasons".into(), "not_covered_once")]);
    assert_eq!(codes(&|s| s.seasons[0].from = "02-30".into())[0], ("/seasons/0".into(), "bad_month_day"));
    assert_eq!(codes(&|s| s.seasons[1].sessions[0].end = "13:30".into()), [("/seasons/1/sessions/1".into(), "bad_session")]);
    assert_eq!(codes(&|s| s.seasons[1].sessions[0].start = "24:00".into()), [("/seasons/1/sessions/0".into(), "bad_session")]);
    assert_eq!(codes(&|s| s.seasons.clear()), [("/sessions".into(), "no_sessions")]);
    assert_eq!(codes(&|s| s.off_days.push(s.off_days[0].clone())).len(), 1);
    assert_eq!(codes(&|s| s.makeup_days[0].date = s.off_days[3].date), [("/makeup_days/0".into(), "twice")]);
}

#[test]
fn a_kind_of_day_off_can_be_switched_off() {
    let mut sheet = sheet_of(&samples()["calendars"]["vn-office"]);
    let culture_day = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    sheet.off_days.iter_mut().find(|d| d.date == culture_day).unwrap().kind = Some("culture_day".into());
    assert!(!Calendar::of(&sheet).unwrap().day(culture_day).is_worked());
    sheet.ignored_kinds = vec!["culture_day".into()];
    assert!(Calendar::of(&sheet).unwrap().day(culture_day).is_worked());
}

#[test]
fn the_four_words() {
    let due = at("2026-03-06T10:00:00Z");
    let second = TimeDelta::seconds(1);
    let word = |state, done, now| word(state, due, done, now);
    assert_eq!(word(ClockState::Running, None, due), Some(ClockWord::InTime));
    assert_eq!(word(ClockState::Running, None, due + second), Some(ClockWord::Overdue));
    assert_eq!(word(ClockState::Stopped, Some(due), due + second), Some(ClockWord::OnTime));
    assert_eq!(word(ClockState::Stopped, Some(due + second), due), Some(ClockWord::Late));
    assert_eq!(word(ClockState::Cancelled, None, due), None);
}

#[test]
fn warnings_come_in_a_morning() {
    let office = calendar("vn-office");
    for (trigger, limit, expected) in [
        // Six of eight hours have passed at 15:30: told at 10:30 the same morning.
        ("2026-03-05T08:00:00+07:00", hours(8), "2026-03-05T10:30:00+07:00"),
        // It began at eleven, three quarters have passed at nine tomorrow: a morning already.
        ("2026-03-05T11:00:00+07:00", hours(8), "2026-03-06T09:00:00+07:00"),
        // It began after 10:30 and would be told at 16:45: the next morning is early enough for 08:45.
        ("2026-03-05T10:45:00+07:00", hours(6), "2026-03-06T07:30:00+07:00"),
        // There is no morning left before 16:15.
        ("2026-03-05T10:45:00+07:00", hours(4), "2026-03-05T15:15:00+07:00"),
        ("2026-03-05T10:45:00+07:00", days(1), "2026-03-06T10:30:00+07:00"),
    ] {
        let due = due(&office, &limit, at(trigger)).unwrap().at;
        assert_eq!(warning(&office, at(trigger), due, 75).unwrap().with_timezone(&VN).to_rfc3339(), expected, "{trigger}");
    }
}

/// Moments from 2023 to 2036 to the microsecond, beyond both ends of the known holidays.
fn moment() -> impl Strategy<Value = DateTime<Utc>> {
    (1_672_000_000_000_000i64..2_090_000_000_000_000).prop_map(|us| DateTime::from_timestamp_micros(us).unwrap())
}

fn any_calendar() -> impl Strategy<Value = Calendar> {
    prop::sample::select(vec!["vn-office", "vn-office-alt", "one-stop-sat", "hai-duong-seasonal", "no-holidays"]).prop_map(calendar)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn two_algorithms_agree(calendar in any_calendar(), trigger in moment(), n in 1u32..60) {
        prop_assert_eq!(due(&calendar, &hours(n), trigger).unwrap().at, searched(&calendar, n, trigger));
    }

    #[test]
    fn a_later_trigger_is_never_due_earlier(calendar in any_calendar(), trigger in moment(), later in 0i64..3_000_000, n in 1u32..40) {
        let second = trigger + TimeDelta::seconds(later);
        for limit in [hours(n), days(n), Limit { day_end: DayEnd::Midnight, ..days(n) }] {
            prop_assert!(due(&calendar, &limit, trigger).unwrap().at <= due(&calendar, &limit, second).unwrap().at);
        }
    }

    #[test]
    fn hours_add_up(calendar in any_calendar(), trigger in moment(), a in 1u32..40, b in 1u32..40) {
        let first = due(&calendar, &hours(a), trigger).unwrap().at;
        prop_assert_eq!(due(&calendar, &hours(a + b), trigger).unwrap().at, due(&calendar, &hours(b), first).unwrap().at);
    }

    #[test]
    fn days_add_up_too(calendar in any_calendar(), trigger in moment(), a in 1u32..40, b in 1u32..40) {
        let first = due(&calendar, &days(a), trigger).unwrap().at;
        prop_assert_eq!(due(&calendar, &days(a + b), trigger).unwrap().at, due(&calendar, &days(b), first).unwrap().at);
    }

    #[test]
    fn the_offset_of_the_writer_does_not_matter(calendar in any_calendar(), trigger in moment(), hour in -12i32..14, n in 1u32..30) {
        let elsewhere = trigger.with_timezone(&FixedOffset::east_opt(hour * 3600).unwrap()).to_rfc3339();
        for limit in [hours(n), days(n)] {
            prop_assert_eq!(due(&calendar, &limit, trigger), due(&calendar, &limit, at(&elsewhere)));
        }
    }

    #[test]
    fn a_due_date_lies_at_work_and_the_warning_before_it(calendar in any_calendar(), trigger in moment(), n in 1u32..40, share in 0u32..101) {
        for limit in [hours(n), days(n)] {
            let found = due(&calendar, &limit, trigger).unwrap().at;
            let wall = found.with_timezone(&VN);
            let ends = calendar.sessions(wall.date_naive());
            prop_assert!(calendar.day(wall.date_naive()).is_worked());
            prop_assert!(ends.iter().any(|(start, end)| *start < wall.time() && wall.time() <= *end));
            let told = warning(&calendar, trigger, found, share).unwrap();
            prop_assert!(trigger <= told && told <= found);
        }
    }

    #[test]
    fn nothing_panics(seconds in any::<i64>(), micros in any::<i64>(), n in any::<u32>()) {
        let office = calendar("vn-office");
        let moments = [DateTime::from_timestamp(seconds, 0), DateTime::from_timestamp_micros(micros), DateTime::from_timestamp(seconds >> 24, 0)];
        for moment in moments.into_iter().flatten() {
            for limit in [hours(n), days(n), hours(n % 3000), days(n % 3000)] {
                let _ = due(&office, &limit, moment);
            }
            let _ = (elapsed(&office, moment, moment + TimeDelta::days(0)), warning(&office, moment, moment, n));
        }
    }
}

/// The machine's time zone is asked nowhere: the same program, told to stand elsewhere, counts alike.
#[test]
fn the_time_zone_of_the_machine_does_not_matter() {
    let Ok(program) = std::env::current_exe() else { return };
    for zone in ["America/Los_Angeles", "Pacific/Kiritimati", "UTC"] {
        let run = std::process::Command::new(&program)
            .args(["kernel::deadline::tests::all_worked_samples", "--exact"])
            .env("TZ", zone)
            .output()
            .unwrap();
        assert!(run.status.success() && String::from_utf8_lossy(&run.stdout).contains("1 passed"), "{zone}");
    }
}
