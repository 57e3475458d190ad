//! The leaders' weekly schedule as iCalendar (RFC 5545), for calendars that subscribe to it. Only what is public is in the
//! rows; what was called off is told as cancelled.

use std::fmt::Write;

use actix_web::{HttpRequest, HttpResponse, get};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use super::feeds::Masthead;
use super::list;
use super::params::{Filters, ListQuery, View};
use crate::http::Problem;
use crate::http::public::{self, Draft, Outcome};
use crate::kernel::public::PublicationFull;
use crate::kernel::words::Kind;
use crate::store::Site;

/// Weeks that are told: the newest.
const WEEKS: u64 = 26;
/// How long an entry lasts that says no end.
const USUAL: TimeDelta = TimeDelta::hours(1);

/// The public entries of the leaders' weekly schedules, newest weeks, as a calendar to subscribe to.
#[utoipa::path(get, path = "/feeds/lich-cong-tac.ics", operation_id = "get_schedule_calendar", tag = "public", responses(
    (status = 200, description = "A calendar", content_type = "text/calendar", body = String, headers(("ETag" = String, description = "Strong, differs by content coding"))),
    (status = 304, description = "Unchanged since the ETag in If-None-Match")))]
#[get("/feeds/lich-cong-tac.ics")]
pub async fn get_schedule(request: HttpRequest) -> HttpResponse {
    public::serve(&request, "schedule", async |site| Ok(Outcome::Ready(calendar(site).await?))).await
}

async fn calendar(site: &Site) -> Result<Draft, Problem> {
    let filters = Filters { kind: Some(Kind::ScheduleWeek), ..Filters::default() };
    let query = ListQuery { view: View::Full, ..ListQuery::newest(filters, WEEKS) };
    let weeks = list::fragments(site, &query).await?.data;
    let name = Masthead::read(site).await?.name;
    let mut out = Lines::default();
    out.line("BEGIN:VCALENDAR");
    out.line("VERSION:2.0");
    out.line("PRODID:-//Cong//Lich cong tac//VI");
    out.line("CALSCALE:GREGORIAN");
    out.line("METHOD:PUBLISH");
    out.text("X-WR-CALNAME", &format!("Lịch công tác – {name}"));
    out.line("X-WR-TIMEZONE:Asia/Ho_Chi_Minh");
    for week in &weeks {
        let week: PublicationFull = serde_json::from_str(week)?;
        for entry in week.details["entries"].as_array().into_iter().flatten() {
            event(&mut out, site, &week, entry);
        }
    }
    out.line("END:VCALENDAR");
    Ok(Draft::typed("text/calendar; charset=utf-8", out.0))
}

fn event(out: &mut Lines, site: &Site, week: &PublicationFull, entry: &Value) {
    let Some(from) = instant(&entry["starts_at"]) else { return };
    let to = instant(&entry["ends_at"]).filter(|to| *to > from).unwrap_or(from + USUAL);
    let host = site.settings.public_url.split("//").nth(1).unwrap_or("cong").split(['/', ':']).next().unwrap_or("cong").to_owned();
    let changed = ["cancelled_at", "changed_at", "added_at"].iter().find_map(|name| instant(&entry[*name]));
    let stamp = changed.or_else(|| instant(&week.summary.published_at.clone().into())).unwrap_or(from);
    out.line("BEGIN:VEVENT");
    out.line(&format!("UID:{}-{}@{host}", week.summary.id, entry["no"]));
    out.line(&format!("DTSTAMP:{}", utc(stamp)));
    out.line(&format!("LAST-MODIFIED:{}", utc(stamp)));
    // Calendars take an entry anew when its sequence has grown.
    out.line(&format!("SEQUENCE:{}", changed.map_or(0, |at| (at.timestamp() / 60).rem_euclid(100_000_000))));
    out.line(&format!("DTSTART:{}", utc(from)));
    out.line(&format!("DTEND:{}", utc(to)));
    let said = |name: &str| entry[name].as_str().unwrap_or_default();
    out.text("SUMMARY", said("what"));
    if !said("place").is_empty() {
        out.text("LOCATION", said("place"));
    }
    let people = [("Chủ trì", said("chair")), ("Thành phần", said("attendees"))];
    let people: Vec<_> = people.iter().filter(|(_, who)| !who.is_empty()).map(|(role, who)| format!("{role}: {who}")).collect();
    if !people.is_empty() {
        out.text("DESCRIPTION", &people.join("\n"));
    }
    out.line(&format!("URL:{}{}", site.settings.public_url, week.summary.path));
    out.line(if entry["cancelled_at"].is_string() { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
    out.line("END:VEVENT");
}

fn instant(value: &Value) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(value.as_str()?).ok().map(|at| at.to_utc())
}

fn utc(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// Content lines: CRLF, folded at 75 octets, never within a character.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn line(&mut self, line: &str) {
        let mut room = 75;
        for c in line.chars() {
            if c.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = 74;
            }
            room -= c.len_utf8();
            self.0.push(c);
        }
        self.0.push_str("\r\n");
    }

    /// A text value, escaped.
    fn text(&mut self, name: &str, value: &str) {
        let mut escaped = String::with_capacity(value.len() + 8);
        for c in value.chars() {
            match c {
                '\\' | ';' | ',' => {
                    // Writing into a String cannot fail.
                    let _ = write!(escaped, "\\{c}");
                }
                '\n' => escaped.push_str("\\n"),
                c if c.is_control() => {}
                c => escaped.push(c),
            }
        }
        self.line(&format!("{name}:{escaped}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_and_texts_escaped() {
        let mut out = Lines::default();
        out.text("SUMMARY", &format!("Họp; a, b\\c\n{}", "Thành Đông ".repeat(20)));
        assert!(out.0.starts_with("SUMMARY:Họp\\; a\\, b\\\\c\\n"));
        assert!(out.0.split("\r\n").all(|line| line.len() <= 75), "{}", out.0);
        let unfolded = out.0.replace("\r\n ", "");
        assert_eq!(unfolded.trim_end().matches("Thành Đông").count(), 20);
    }
}
