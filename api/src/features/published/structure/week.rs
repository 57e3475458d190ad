//! The leaders' schedule week by week (Đ3.2): what is public of it, with what was changed since it came out.

use actix_web::{HttpRequest, HttpResponse, get};
use chrono::{Datelike, NaiveDate, TimeDelta};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::features::published::routes::params;
use crate::http::form::Form;
use crate::http::public::{self, Draft, Outcome, serve};
use crate::http::{Problem, SiteRef};
use crate::kernel::dates::to_vn;
use crate::kernel::public::PublicationFull;
use crate::store::{Fault, Site, sql};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WeekParam {
    /// Any day of the week; today when not said.
    week: Option<NaiveDate>,
}

/// A week of the leaders.
#[derive(Serialize, ToSchema)]
pub struct ScheduleOfWeek {
    /// Its Monday.
    pub week_of: NaiveDate,
    /// The nearest earlier week that has a schedule.
    pub previous: Option<NaiveDate>,
    /// The nearest later one.
    pub next: Option<NaiveDate>,
    /// The schedules of that week: of several bodies, where each has its own.
    pub schedules: Vec<WeekSchedule>,
}

#[derive(Serialize, ToSchema)]
pub struct WeekSchedule {
    pub id: Uuid,
    pub path: String,
    #[schema(example = "Lịch làm việc của lãnh đạo phường")]
    pub title: String,
    pub note: Option<String>,
    /// In the order of time.
    pub entries: Vec<WeekEntry>,
}

/// A public entry. Internal ones never leave the desk.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct WeekEntry {
    #[schema(example = 1)]
    pub no: i64,
    #[schema(format = DateTime, example = "2026-11-25T08:00:00+07:00")]
    pub starts_at: Option<String>,
    #[schema(format = DateTime)]
    #[serde(default)]
    pub ends_at: Option<String>,
    #[serde(default)]
    #[schema(example = "Họp giao ban")]
    pub what: Option<String>,
    #[serde(default)]
    pub chair: Option<String>,
    #[serde(default)]
    pub attendees: Option<String>,
    #[serde(default)]
    pub place: Option<String>,
    /// Added, changed, called off after the schedule came out.
    #[serde(default)]
    #[schema(format = DateTime)]
    pub added_at: Option<String>,
    #[serde(default)]
    #[schema(format = DateTime)]
    pub changed_at: Option<String>,
    #[serde(default)]
    #[schema(format = DateTime)]
    pub cancelled_at: Option<String>,
    /// What was said before the change, by name.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    pub was: Option<serde_json::Value>,
}

/// The leaders' schedule of a week, public entries
#[utoipa::path(
    get, path = "/api/v1/schedule", operation_id = "read_schedule", tag = "public", params(WeekParam),
    responses((status = 200, body = ScheduleOfWeek, headers(("ETag" = String))), (status = 304, description = "Unchanged")),
)]
#[get("/api/v1/schedule")]
pub async fn read_schedule(request: HttpRequest, site: SiteRef) -> HttpResponse {
    let asked = match params::<WeekParam>(&request).await {
        Ok(asked) => asked.week,
        Err(problem) => return public::refuse(problem),
    };
    let mut form = Form::default();
    let day = form.day("/week", asked.unwrap_or_else(|| to_vn(site.clock.now()).date_naive()));
    if let Err(problem) = form.done() {
        return public::refuse(problem);
    }
    let monday = self::monday(day);
    serve(&request, &format!("schedule {monday}"), async |site| {
        Ok(Outcome::Ready(Draft::json(serde_json::to_string(&of_week(site, monday).await?)?)))
    })
    .await
}

/// The Monday of a day's week.
pub fn monday(day: NaiveDate) -> NaiveDate {
    day - TimeDelta::days(day.weekday().num_days_from_monday().into())
}

/// The week that begins on `monday`.
pub async fn of_week(site: &Site, monday: NaiveDate) -> Result<ScheduleOfWeek, Problem> {
    let db = site.read();
    let text = "SELECT p.full_json FROM publication_key k JOIN publication p ON p.n = k.publication_n \
                WHERE k.name = 'week_of' AND k.date = ? AND p.listed = TRUE AND p.kind = 'schedule_week' ORDER BY k.publication_n LIMIT 50";
    let rows = db.query_all_raw(sql::statement(db.get_database_backend(), text, vec![monday.into()])).await?;
    let mut schedules = vec![];
    for row in rows {
        let full: String = row.try_get_by_index(0).map_err(Fault::from)?;
        let mut full: PublicationFull = serde_json::from_str(&full)?;
        schedules.push(WeekSchedule {
            id: full.summary.id,
            path: full.summary.path,
            title: full.summary.title,
            note: full.details["note"].as_str().map(str::to_owned),
            entries: serde_json::from_value(full.details["entries"].take()).unwrap_or_default(),
        });
    }
    let previous = nearest(site, monday, "<", "DESC").await?;
    let next = nearest(site, monday, ">", "ASC").await?;
    Ok(ScheduleOfWeek { week_of: monday, previous, next, schedules })
}

async fn nearest(site: &Site, monday: NaiveDate, than: &str, way: &str) -> Result<Option<NaiveDate>, Fault> {
    let db = site.read();
    let text = format!(
        "SELECT k.date FROM publication_key k JOIN publication p ON p.n = k.publication_n \
         WHERE k.name = 'week_of' AND k.date {than} ? AND p.listed = TRUE AND p.kind = 'schedule_week' ORDER BY k.date {way} LIMIT 1"
    );
    let row = db.query_one_raw(sql::statement(db.get_database_backend(), &text, vec![monday.into()])).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?)
}
