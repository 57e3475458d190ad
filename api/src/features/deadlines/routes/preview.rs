//! The clock as a calculator, for everybody.

use actix_web::{HttpResponse, get};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::features::deadlines::views::{Preview, steps};
use crate::http::{FieldError, Problem, Query, Reply, SiteRef};
use crate::kernel::dates::{rfc3339_vn, to_vn};
use crate::kernel::deadline::{self, DueFault};
use crate::kernel::explain;
use crate::kernel::words::Lang;
use crate::store::entities::{calendar, deadline_rule};
use crate::store::working_time;

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(preview_deadline);
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PreviewQuery {
    /// Code of a deadline rule; a wrong one is answered with those there are.
    #[param(min_length = 1, max_length = 60, example = "news")]
    rule: String,
    /// The moment it counts from, RFC 3339 with its offset.
    #[param(format = DateTime, example = "2026-11-23T16:30:00+07:00")]
    from: String,
    /// Code of a calendar; the ward's when not said.
    #[param(min_length = 1, max_length = 60, example = "vn-office")]
    calendar: Option<String>,
}

/// When something would be due, and why, day by day
#[utoipa::path(get, path = "/api/v1/deadlines/preview", operation_id = "preview_deadline", tag = "deadlines", params(PreviewQuery), responses((status = 200, body = Preview)))]
#[get("/api/v1/deadlines/preview")]
async fn preview_deadline(site: SiteRef, query: Query<PreviewQuery>) -> Result<HttpResponse, Problem> {
    let db = site.read();
    let from = read_moment(&query.from)?;
    let rule = find_rule(db, &query.rule, from).await?;
    let counted = match &query.calendar {
        Some(code) if !code.contains('\0') => working_time::calendar(db, code).await?,
        Some(_) => None,
        None => Some(working_time::calendar_of(db, &rule, site.clock.now()).await?),
    };
    let names = calendar::Entity::find().order_by_asc(calendar::Column::Code).all(db).await?;
    let Some(counted) = counted else {
        let codes: Vec<_> = names.into_iter().map(|c| c.code).collect();
        return Err(unknown("/calendar", "unknown_calendar", "Không có lịch này", "There is no such calendar", &codes));
    };
    let limit = working_time::limit(&rule);
    let due = deadline::due(&counted.calendar, &limit, from).map_err(no_due)?;
    let view = Preview {
        due_at: rfc3339_vn(due.at),
        calendar_name: names.into_iter().find(|c| c.code == counted.code).map(|c| c.name).unwrap_or_default(),
        calendar: counted.code,
        explanation: steps(&due, &limit),
        conclusion: explain::conclusion(due.at, Lang::Vi),
        conclusion_en: explain::conclusion(due.at, Lang::En),
        rule: rule.code,
        rule_name: rule.name,
        rule_name_en: rule.name_en,
        citation: rule.citation,
        n: rule.n,
        unit: rule.unit,
        day_end: rule.day_end,
        from: rfc3339_vn(from),
    };
    Ok(Reply::ok(&view)?.send())
}

/// A `+` that was not coded arrives as a blank: it can mean nothing else here.
fn read_moment(text: &str) -> Result<DateTime<Utc>, Problem> {
    let read = DateTime::parse_from_rfc3339(&text.trim().replace(' ', "+"));
    read.map(|at| chrono::SubsecRound::trunc_subsecs(at.to_utc(), 6)).map_err(|_| {
        Problem::invalid(vec![FieldError::new(
            "/from",
            "bad_moment",
            "Thời điểm phải ghi theo RFC 3339, ví dụ 2026-11-23T16:30:00+07:00.",
            "The moment must be RFC 3339, for example 2026-11-23T16:30:00+07:00.",
        )])
    })
}

/// The version in force at the moment; for a moment before all rules, the first there is.
async fn find_rule(db: &impl ConnectionTrait, code: &str, from: DateTime<Utc>) -> Result<deadline_rule::Model, Problem> {
    let versions = match code.contains('\0') {
        true => vec![],
        false => {
            let of_code = deadline_rule::Entity::find().filter(deadline_rule::Column::Code.eq(code));
            of_code.order_by_asc(deadline_rule::Column::ValidFrom).all(db).await?
        }
    };
    let day = to_vn(from).date_naive();
    let last = versions.iter().rposition(|r| r.valid_from <= day).unwrap_or(0);
    if let Some(rule) = versions.into_iter().nth(last) {
        return Ok(rule);
    }
    let rules = deadline_rule::Entity::find().order_by_asc(deadline_rule::Column::Code).all(db).await?;
    let mut codes: Vec<_> = rules.into_iter().map(|r| r.code).collect();
    codes.dedup();
    Err(unknown("/rule", "unknown_rule", "Không có quy tắc này", "There is no such rule", &codes))
}

fn unknown(pointer: &str, code: &str, vi: &str, en: &str, allowed: &[String]) -> Problem {
    let names = allowed.join(", ");
    let error = FieldError::new(pointer, code, format!("{vi}. Có: {names}."), format!("{en}. There are: {names}."));
    Problem::invalid(vec![error]).member("allowed", allowed)
}

fn no_due(fault: DueFault) -> Problem {
    let (vi, en) = match fault {
        DueFault::NoWorkingTime => {
            ("Lịch này không còn giờ làm việc nào sau thời điểm đó.", "The calendar has no working time after that moment.")
        }
        DueFault::OutOfRange => ("Năm phải từ 1900 đến 2199.", "The year must be between 1900 and 2199."),
        DueFault::BadLength => ("Thời hạn của quy tắc không hợp lệ.", "The rule's limit is not valid."),
    };
    Problem::invalid(vec![FieldError::new("/from", "no_due_date", vi, en)])
}
