//! When the offices are open: the coming days of the ward's calendar. Whether they are open now, the reader's clock says.

use actix_web::{HttpRequest, HttpResponse, get};
use chrono::{NaiveDate, TimeDelta};
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::public::{Draft, Outcome, serve};
use crate::http::{SiteRef, Whole};
use crate::kernel::calendar::Day;
use crate::kernel::dates;
use crate::store::{Fault, Site, working_time};

/// Days that are told: over every run of days off, Tết too.
const DAYS: i64 = 21;

/// A day of the offices.
#[derive(Serialize, ToSchema)]
pub struct OpeningDay {
    pub date: NaiveDate,
    /// Open sessions, Vietnamese time; none when closed.
    pub sessions: Vec<OpeningSession>,
    /// Why it is closed on a weekday.
    #[schema(example = "Tết Âm lịch")]
    pub holiday: Option<String>,
    /// Worked to make up for a day off.
    pub makeup: bool,
}

#[derive(Serialize, ToSchema)]
pub struct OpeningSession {
    #[schema(example = "07:30")]
    pub from: String,
    #[schema(example = "11:30")]
    pub to: String,
}

/// The opening hours of today and the days that follow
#[utoipa::path(
    get, path = "/api/v1/opening-hours", operation_id = "list_opening_hours", tag = "directory",
    responses((status = 200, body = Whole<OpeningDay>, headers(("ETag" = String))), (status = 304, description = "Unchanged")),
)]
#[get("/api/v1/opening-hours")]
pub async fn list_opening_hours(request: HttpRequest, site: SiteRef) -> HttpResponse {
    let today = dates::to_vn(site.clock.now()).date_naive();
    serve(&request, &format!("hours {today}"), async |site| {
        Ok(Outcome::Ready(Draft::json(serde_json::to_string(&Whole { data: days(site, today).await? })?)))
    })
    .await
}

/// Today and the days that follow.
pub async fn days(site: &Site, today: NaiveDate) -> Result<Vec<OpeningDay>, Fault> {
    let calendar = working_time::default_calendar(site.read(), site.clock.now()).await?.calendar;
    let day = |n: i64| {
        let date = today + TimeDelta::days(n);
        let kind = calendar.day(date);
        let told = |at: &chrono::NaiveTime| at.format("%H:%M").to_string();
        let sessions = if kind.is_worked() { calendar.sessions(date) } else { &[] };
        OpeningDay {
            date,
            sessions: sessions.iter().map(|(from, to)| OpeningSession { from: told(from), to: told(to) }).collect(),
            holiday: if let Day::Off { name } = kind { Some(name.to_owned()) } else { None },
            makeup: matches!(kind, Day::Makeup { .. }),
        }
    };
    Ok((0..DAYS).map(day).collect())
}
