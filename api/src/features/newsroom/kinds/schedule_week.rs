//! The leaders' week (Đ3.2): entries for the public and internal ones. Internal entries never leave the desk. What changes
//! after publication is marked, so that readers see it; what is called off stays, struck out.

use chrono::{DateTime, Datelike, NaiveDate, Utc, Weekday};
use serde_json::{Map, Value, json};

use super::fields::{FieldShape, Input, choice_of, line_of, of, rows_of, text_of};
use super::{Described, Linked, Rules, details, map_of};
use crate::features::newsroom::content::Content;
use crate::http::FieldError;
use crate::kernel::dates::{rfc3339_vn, to_vn};
use crate::kernel::words::Visibility;

details! {
    /// One entry of a week.
    ScheduleEntry as ScheduleEntry {
        /// Its number within the week, given by the server, kept for good: changes are told by it.
        #[schema(minimum = 1, maximum = 9999)]
        pub no: Option<i64>,
        pub starts_at: Option<DateTime<Utc>>,
        pub ends_at: Option<DateTime<Utc>>,
        #[schema(max_length = 500)]
        pub what: Option<String>,
        /// Who leads.
        #[schema(max_length = 300)]
        pub chair: Option<String>,
        #[schema(max_length = 500)]
        pub attendees: Option<String>,
        #[schema(max_length = 300)]
        pub place: Option<String>,
        /// Internal entries never leave the desk; so does one that says nothing.
        pub visibility: Option<Visibility>,
    }
}

details! {
    ScheduleWeek as ScheduleWeekDetails {
        /// The Monday.
        pub week_of: Option<NaiveDate>,
        #[schema(max_length = 2000)]
        pub note: Option<String>,
        #[schema(max_items = 200)]
        pub entries: Vec<ScheduleEntry>,
        /// The last number given, kept by the server: a number that was taken out is not given again.
        #[schema(minimum = 0, maximum = 9999)]
        pub last_no: i64,
    }
}

const VISIBILITY: [(&str, &str, &str); 2] = [("public", "Công khai", "Public"), ("internal", "Nội bộ", "Internal")];

impl Described for ScheduleWeek {
    fn fields() -> Vec<FieldShape> {
        let entry = vec![
            of("no", Input::Number, "Số", "No.").unseen(),
            of("starts_at", Input::Moment, "Bắt đầu", "Begins").required(),
            of("ends_at", Input::Moment, "Kết thúc", "Ends"),
            line_of("what", 500, "Nội dung", "What").required(),
            line_of("chair", 300, "Chủ trì", "Led by").required(),
            line_of("attendees", 500, "Thành phần", "With"),
            line_of("place", 300, "Địa điểm", "Place"),
            choice_of("visibility", &VISIBILITY, "Phạm vi", "For").required().unseen(),
        ];
        vec![
            of("week_of", Input::Date, "Tuần bắt đầu thứ Hai ngày", "Week of Monday").required().filter().in_list(),
            text_of("note", 2000, "Ghi chú", "Note"),
            rows_of("entries", 200, "Các cuộc họp, buổi làm việc", "Entries", entry).required().unseen(),
        ]
    }
}

impl Rules for ScheduleWeek {
    fn clean(&mut self, faults: &mut Vec<FieldError>) {
        if self.week_of.is_some_and(|day| day.weekday() != Weekday::Mon) {
            faults.push(FieldError::new("/details/week_of", "not_a_monday", "Tuần bắt đầu từ thứ Hai.", "A week begins on a Monday."));
        }
        let highest = self.entries.iter().filter_map(|e| e.no).max().unwrap_or(0).max(self.last_no);
        let mut next = highest.clamp(0, 9000) + 1;
        let mut seen = std::collections::HashSet::new();
        for (n, entry) in self.entries.iter_mut().enumerate() {
            // A number that is not one, or stands twice, is given anew.
            if !entry.no.is_some_and(|no| (1..=9999).contains(&no) && seen.insert(no)) {
                entry.no = Some(next);
                seen.insert(next);
                next += 1;
            }
            self.last_no = self.last_no.clamp(0, 9999).max(entry.no.unwrap_or(0));
            if entry.starts_at.zip(entry.ends_at).is_some_and(|(from, to)| to < from) {
                let at = format!("/details/entries/{n}/ends_at");
                faults.push(FieldError::new(at, "before_beginning", "Kết thúc trước khi bắt đầu.", "It ends before it begins."));
            }
            let day = entry.starts_at.map(|at| to_vn(at).date_naive());
            if self.week_of.zip(day).is_some_and(|(monday, day)| !(0..7).contains(&(day - monday).num_days())) {
                let at = format!("/details/entries/{n}/starts_at");
                faults.push(FieldError::new(at, "not_in_the_week", "Ngày này không nằm trong tuần.", "That day is not in the week."));
            }
        }
    }

    fn speaks(&self) -> bool {
        !self.entries.is_empty()
    }

    fn search_words(&self) -> Vec<String> {
        let public = self.entries.iter().filter(|e| e.visibility == Some(Visibility::Public));
        public.flat_map(|e| [&e.what, &e.chair, &e.place].into_iter().flatten().cloned()).collect()
    }

    fn public_details(&self, before: Option<&Value>, now: DateTime<Utc>) -> Option<Map<String, Value>> {
        let mut shown = map_of(&Self { entries: vec![], ..self.clone() });
        shown.remove("last_no");
        shown.insert("entries".into(), self.public_entries(before, now).into());
        Some(shown)
    }

    fn dublin_core(&self) -> Vec<(&'static str, String)> {
        self.week_of.iter().map(|monday| ("coverage", format!("{monday}/P7D"))).collect()
    }

    fn linked(&self, _: &Content) -> Linked {
        let public = self.entries.iter().filter(|e| e.visibility == Some(Visibility::Public));
        let events = public.map(|e| json!({"@type": "Event", "name": e.what, "startDate": e.starts_at.map(rfc3339_vn), "endDate": e.ends_at.map(rfc3339_vn), "location": e.place.as_ref().map(|name| json!({"@type": "Place", "name": name}))}));
        Linked::text(
            "WebPage",
            json!({"hasPart": events.collect::<Vec<_>>(), "temporalCoverage": self.week_of.map(|m| format!("{m}/P7D"))}),
        )
    }
}

/// What readers may hold against the entry they saw.
const TOLD: [&str; 6] = ["starts_at", "ends_at", "what", "chair", "attendees", "place"];

impl ScheduleWeek {
    /// The public entries in the order of time, with what became of them since they first came out: `added_at`,
    /// `changed_at` and `was` (what was said before), `cancelled_at`.
    fn public_entries(&self, before: Option<&Value>, now: DateTime<Utc>) -> Vec<Value> {
        let earlier: Vec<&Value> = before.and_then(|b| b["entries"].as_array()).into_iter().flatten().collect();
        let now = rfc3339_vn(now);
        let mut entries: Vec<Value> = vec![];
        for entry in self.entries.iter().filter(|e| e.visibility == Some(Visibility::Public)) {
            let mut told = map_of(entry);
            told.remove("visibility");
            let at = |moment: Option<DateTime<Utc>>| moment.map(rfc3339_vn).into();
            told.insert("starts_at".into(), at(entry.starts_at));
            told.insert("ends_at".into(), at(entry.ends_at));
            match earlier.iter().find(|e| e["no"] == json!(entry.no)) {
                Some(old) if TOLD.iter().all(|name| old[*name] == told[*name]) && old["cancelled_at"].is_null() => {
                    for mark in ["added_at", "changed_at", "was"] {
                        if !old[mark].is_null() {
                            told.insert(mark.into(), old[mark].clone());
                        }
                    }
                }
                Some(old) => {
                    let was: Map<_, _> =
                        TOLD.iter().filter(|n| old[**n] != told[**n]).map(|n| ((*n).to_owned(), old[*n].clone())).collect();
                    told.insert("changed_at".into(), now.clone().into());
                    told.insert("was".into(), was.into());
                }
                None if before.is_some() => {
                    told.insert("added_at".into(), now.clone().into());
                }
                None => {}
            }
            entries.push(told.into());
        }
        for old in earlier {
            // One that became internal goes without a word; one that was taken out was called off.
            if self.entries.iter().any(|e| json!(e.no) == old["no"]) {
                continue;
            }
            let mut old = old.clone();
            if old["cancelled_at"].is_null() {
                old["cancelled_at"] = now.clone().into();
            }
            entries.push(old);
        }
        entries.sort_by_key(|e| (e["starts_at"].as_str().unwrap_or_default().to_owned(), e["no"].as_i64()));
        entries
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::dates::vn_instant;

    fn at(hour: u32) -> Option<DateTime<Utc>> {
        vn_instant(NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(), hour, 0)
    }

    fn entry(no: i64, hour: u32, visibility: Visibility) -> ScheduleEntry {
        ScheduleEntry {
            no: Some(no),
            starts_at: at(hour),
            what: Some(format!("Họp {no}")),
            visibility: Some(visibility),
            ..ScheduleEntry::default()
        }
    }

    #[test]
    fn internal_entries_stay_and_changes_are_told() {
        let mut week = ScheduleWeek {
            week_of: NaiveDate::from_ymd_opt(2026, 11, 23),
            entries: vec![entry(1, 8, Visibility::Public), entry(2, 9, Visibility::Internal), entry(3, 10, Visibility::Public)],
            ..ScheduleWeek::default()
        };
        let now = at(7).unwrap();
        let first = Value::Object(week.public_details(None, now).unwrap());
        assert!(!first.to_string().contains("Họp 2") && !first.to_string().contains("internal"));
        assert_eq!(first["entries"].as_array().unwrap().len(), 2);
        assert!(first["entries"][0].get("added_at").is_none(), "the first edition is no change");

        week.entries[0].starts_at = at(9);
        week.entries.remove(2);
        week.entries.push(entry(4, 15, Visibility::Public));
        let second = Value::Object(week.public_details(Some(&first), now).unwrap());
        let entries = second["entries"].as_array().unwrap();
        assert_eq!(entries[0]["was"]["starts_at"], "2026-11-23T08:00:00+07:00");
        assert!(entries[1]["cancelled_at"].is_string() && entries[2]["added_at"].is_string());
        let again = Value::Object(week.public_details(Some(&second), at(20).unwrap()).unwrap());
        assert_eq!(again, second, "shown again without a change, nothing changes");

        week.entries[0].visibility = Some(Visibility::Internal);
        let third = Value::Object(week.public_details(Some(&second), now).unwrap());
        assert!(!third.to_string().contains("Họp 1"), "what became internal is gone");
    }

    #[test]
    fn entries_are_numbered_once_and_lie_in_their_week() {
        let mut week = ScheduleWeek {
            week_of: NaiveDate::from_ymd_opt(2026, 11, 24),
            entries: vec![entry(1, 8, Visibility::Public), entry(1, 9, Visibility::Public)],
            ..ScheduleWeek::default()
        };
        let mut faults = vec![];
        week.clean(&mut faults);
        let codes: Vec<_> = faults.iter().map(|f| f.code.as_str()).collect();
        assert_eq!(codes, ["not_a_monday", "not_in_the_week", "not_in_the_week"]);
        assert_eq!(week.entries.iter().map(|e| e.no).collect::<Vec<_>>(), [Some(1), Some(2)]);
    }
}
