//! Dates as offices write them, and instants as the ward sees them (+07:00, no summer time).

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, SecondsFormat, TimeZone, Utc};

use super::text::fold;

/// Vietnamese time.
pub const VN: FixedOffset = FixedOffset::east_opt(7 * 3600).unwrap();

/// Years a document of this State can bear; anything else is a slip of the keyboard.
const YEARS: std::ops::RangeInclusive<i32> = 1945..=2100;

/// Why a date was not read. An importer says so and leaves the field empty: it never guesses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateFault {
    /// Nothing but blanks.
    #[error("no date given")]
    Empty,
    /// Words or marks that are no date (`kể từ ngày ký`, `sau 45 ngày`, `đ`).
    #[error("not a date")]
    Unreadable,
    /// A month or a year alone.
    #[error("the date lacks its day, month or year")]
    Incomplete,
    /// More than one reading: a range, two dates, a year of two digits.
    #[error("the date can be read in more than one way")]
    Ambiguous,
    /// A day the calendar does not have (`31/02/2026`; `05/13/2026`, for the day stands first).
    #[error("there is no such day")]
    Impossible,
    /// A year before 1945 or after 2100.
    #[error("the year is not plausible")]
    OutOfRange,
}

impl DateFault {
    /// The stable problem code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "date_empty",
            Self::Unreadable => "date_unreadable",
            Self::Incomplete => "date_incomplete",
            Self::Ambiguous => "date_ambiguous",
            Self::Impossible => "date_impossible",
            Self::OutOfRange => "date_out_of_range",
        }
    }
}

/// Reads a date in any form met in imported documents:
/// `2026-05-15`, `2026/05/15`, `15/05/2026`, `15-05-2026`, `15.5.2026`, `Hải Phòng, ngày 15 tháng 5 năm 2026`, and each
/// numeric form followed by a time. The day always stands before the month (never the American order); an instant with
/// an offset gives its Vietnamese date.
///
/// # Errors
/// A [`DateFault`], when there is not exactly one plausible reading.
pub fn read_date(text: &str) -> Result<NaiveDate, DateFault> {
    let folded = fold(text).replace(['–', '—'], "-");
    let text = lead(&folded);
    if text.is_empty() {
        return Err(DateFault::Empty);
    }
    if let Ok(instant) = DateTime::parse_from_rfc3339(&text.to_ascii_uppercase()) {
        return plausible(instant.with_timezone(&VN).date_naive());
    }
    if text.contains("thang") {
        return in_words(text);
    }
    in_figures(without_time(text))
}

/// The instant of a Vietnamese wall clock; `None` for an hour or a minute that no clock shows.
pub fn vn_instant(date: NaiveDate, hour: u32, minute: u32) -> Option<DateTime<Utc>> {
    let wall: NaiveDateTime = date.and_hms_opt(hour, minute, 0)?;
    VN.from_local_datetime(&wall).single().map(|instant| instant.to_utc())
}

/// The same instant on a Vietnamese clock.
pub fn to_vn(instant: DateTime<Utc>) -> DateTime<FixedOffset> {
    instant.with_timezone(&VN)
}

/// RFC 3339 in +07:00, `2026-11-23T08:00:00+07:00`; a fraction only when there is one.
pub fn rfc3339_vn(instant: DateTime<Utc>) -> String {
    to_vn(instant).to_rfc3339_opts(SecondsFormat::AutoSi, false)
}

/// Drops what may stand before a date without changing it: the place (`Hà Nội, `), `ngày`, `(kể) từ ngày`.
fn lead(folded: &str) -> &str {
    let text = folded.trim().trim_end_matches(['.', ',', ';']).trim_end();
    let text = match text.split_once(',') {
        Some((place, rest)) if !place.contains(|c: char| c.is_ascii_digit()) => rest.trim_start(),
        _ => text,
    };
    let text = text.strip_prefix("ke ").unwrap_or(text);
    let text = text.strip_prefix("tu ").unwrap_or(text);
    text.strip_prefix("ngay").map_or(text, |rest| rest.trim_start_matches([' ', ':']))
}

/// Drops a time of day and what follows it: `15/05/2026 08:30`, `2026-05-15t00:00:00`, `2026-05-15 08h30`.
fn without_time(text: &str) -> &str {
    match text.split_once([' ', 't']) {
        Some((date, time))
            if time.trim_start().starts_with(|c: char| c.is_ascii_digit())
                && time.contains([':', 'h'])
                && time.chars().all(|c| c.is_ascii_digit() || " :.hapm".contains(c)) =>
        {
            date
        }
        _ => text,
    }
}

/// `15 thang 5 nam 2026`, `15 thang 5, 2026`, `15 thang 5/2026`.
fn in_words(text: &str) -> Result<NaiveDate, DateFault> {
    let words: Vec<&str> = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty() && *word != "nam").collect();
    match words[..] {
        [day, "thang", month, year] => of_parts(day, month, year),
        ["thang", _, _] | ["thang", _] | [_, "thang", _] => Err(DateFault::Incomplete),
        _ if words.iter().filter(|&&word| word == "thang").count() > 1 => Err(DateFault::Ambiguous),
        _ => Err(DateFault::Unreadable),
    }
}

/// Three numbers between two equal separators; two numbers are no date yet, more are two dates.
fn in_figures(text: &str) -> Result<NaiveDate, DateFault> {
    let is_mark = |c: char| matches!(c, '/' | '-' | '.');
    if !text.contains(|c: char| c.is_ascii_digit()) || text.contains(|c: char| c.is_alphabetic()) {
        return Err(DateFault::Unreadable);
    }
    let marks: Vec<char> = text.chars().filter(|&c| is_mark(c)).collect();
    let parts: Vec<&str> = text.split(is_mark).map(str::trim).collect();
    match parts[..] {
        [first, second, third] if marks[0] == marks[1] => match first.len() {
            4 => of_parts(third, second, first),
            _ => of_parts(first, second, third),
        },
        [_, _, _] => Err(DateFault::Unreadable),
        [month, year] if !month.is_empty() && year.len() == 4 => Err(DateFault::Incomplete),
        [year] if year.len() == 4 => Err(DateFault::Incomplete),
        [_, _, _, _, ..] => Err(DateFault::Ambiguous),
        _ => Err(DateFault::Unreadable),
    }
}

fn of_parts(day: &str, month: &str, year: &str) -> Result<NaiveDate, DateFault> {
    let number = |digits: &str, most: usize| {
        let shape = (1..=most).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        shape.then(|| digits.parse::<u32>().ok()).flatten().ok_or(DateFault::Unreadable)
    };
    let (day, month, whole_year) = (number(day, 2)?, number(month, 2)?, number(year, 4)?);
    if year.len() != 4 {
        return Err(DateFault::Ambiguous);
    }
    let date = NaiveDate::from_ymd_opt(whole_year.cast_signed(), month, day).ok_or(DateFault::Impossible)?;
    plausible(date)
}

fn plausible(date: NaiveDate) -> Result<NaiveDate, DateFault> {
    use chrono::Datelike;
    YEARS.contains(&date.year()).then_some(date).ok_or(DateFault::OutOfRange)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn dates_as_found() {
        for text in [
            "2026-05-15",
            "2026-5-15",
            "2026/05/15",
            "15/05/2026",
            "15/5/2026",
            "15-05-2026",
            "15.5.2026",
            "15 / 05 / 2026",
            " 15/05/2026 ",
            "15/05/2026.",
            "15–05–2026",
            "ngày 15/05/2026",
            "Ngày: 15/05/2026",
            "từ ngày 15/05/2026",
            "15 tháng 05 năm 2026",
            "ngày 15 tháng 5 năm 2026",
            "Hà Nội, ngày 15 tháng 5 năm 2026",
            "15 tháng 5, 2026",
            "Hải Phòng, ngày 15 tháng 5 năm 2026.",
            "kể từ ngày 15 tháng 5 năm 2026",
            "Nga\u{300}y 15 tha\u{301}ng 5 na\u{306}m 2026",
            "2026-05-15T00:00:00",
            "2026-05-15 08:30:00.000",
            "15/05/2026 08:30",
            "15/05/2026 8h30",
            "2026-05-15T08:30",
            "2026-05-15T08:30:00+07:00",
            "2026-05-14T17:00:00Z",
            "2026-05-14t20:00:00z",
            "2026-05-15T16:59:59.999Z",
        ] {
            assert_eq!(read_date(text), Ok(NaiveDate::from_ymd_opt(2026, 5, 15).unwrap()), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_date() {
        use DateFault::*;
        for (text, fault) in [
            ("", Empty),
            ("  ", Empty),
            ("ngày", Empty),
            ("đ", Unreadable),
            ("null", Unreadable),
            ("kể từ ngày ký", Unreadable),
            ("sau 45 ngày", Unreadable),
            ("-", Unreadable),
            ("46157", Unreadable),
            ("15052026", Unreadable),
            ("trước ngày 15/05/2026", Unreadable),
            ("15/05-2026", Unreadable),
            ("15/05/20266", Unreadable),
            ("+5/05/2026", Unreadable),
            ("hết ngày 15 tháng 5 năm 2026", Unreadable),
            ("1/7", Unreadable),
            ("2026-05-15X", Unreadable),
            ("15//2026", Unreadable),
            ("ngày 15 tháng Năm năm 2026", Incomplete),
            ("05/2026", Incomplete),
            ("2026", Incomplete),
            ("tháng 5 năm 2026", Incomplete),
            ("ngày 15 tháng 5", Incomplete),
            ("15/05/26", Ambiguous),
            ("05-06-07", Ambiguous),
            ("01/07/2026 - 31/12/2026", Ambiguous),
            ("15 tháng 5 năm 26", Ambiguous),
            ("1 tháng 7 năm 2026 đến 2 tháng 8 năm 2026", Ambiguous),
            ("2026-05-15, 2026-06-15", Ambiguous),
            ("31/02/2026", Impossible),
            ("29/02/2026", Impossible),
            ("05/13/2026", Impossible),
            ("00/01/2026", Impossible),
            ("2026-13-01", Impossible),
            ("01/01/0001", OutOfRange),
            ("15/05/2206", OutOfRange),
            ("1026-05-15", OutOfRange),
        ] {
            assert_eq!(read_date(text), Err(fault), "{text:?}");
        }
    }

    #[test]
    fn vietnamese_clock() {
        let tet = NaiveDate::from_ymd_opt(2026, 2, 17).unwrap();
        let instant = vn_instant(tet, 0, 30).unwrap();
        assert_eq!(instant.to_rfc3339(), "2026-02-16T17:30:00+00:00");
        assert_eq!(rfc3339_vn(instant), "2026-02-17T00:30:00+07:00");
        assert_eq!(to_vn(instant).date_naive(), tet);
        assert_eq!(vn_instant(tet, 24, 0), None);
    }

    /// All dates of the 150 real documents, where the shared data lies beside the repository.
    #[test]
    fn real_documents() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/legal-documents.jsonl");
        let Ok(rows) = std::fs::read_to_string(path) else {
            eprintln!("skipped: the real documents are not beside the repository");
            return;
        };
        for row in rows.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()) {
            for text in ["issued", "effective"].iter().filter_map(|&field| row[field].as_str()) {
                assert!(read_date(text).is_ok(), "{text:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn every_form_gives_the_day_back(days in 0i32..50_000) {
            let date = NaiveDate::from_num_days_from_ce_opt(710_200 + days).unwrap();
            for form in ["%Y-%m-%d", "%d/%m/%Y", "%-d.%-m.%Y", "%d-%m-%Y", "ngày %d tháng %m năm %Y", "%Y-%m-%dT00:00:00+07:00"] {
                prop_assert_eq!(read_date(&date.format(form).to_string()), Ok(date));
            }
        }

        #[test]
        fn never_panics(text in any::<String>(), near in "[0-9/. \\-:tThángnăm,]{0,24}") {
            let _ = (read_date(&text), read_date(&near));
        }
    }
}
