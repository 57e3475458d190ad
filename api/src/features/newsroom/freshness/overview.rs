//! What is to be looked at again: due by its day, or stale because a fact changed; and how each class stands (NĐ 224/2026
//! Art. 12.2a: completeness and timeliness, measured).

use chrono::{NaiveDate, TimeDelta};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::http::Problem;
use crate::http::page::{Cursor, PageRequest};
use crate::kernel::words::{InfoClass, Kind};
use crate::store::{Fault, sql};

/// What is due within these days is shown before it is late.
const AHEAD: TimeDelta = TimeDelta::days(14);
/// Stale pages are shown whole: each is an open task.
const STALE_MAX: usize = 100;

/// A public text that somebody has to look at.
#[derive(Serialize, ToSchema)]
pub struct ToReview {
    pub item_id: Uuid,
    pub kind: Kind,
    pub title: String,
    pub info_class: InfoClass,
    pub unit_id: Uuid,
    pub unit: String,
    #[schema(example = "/trang/gioi-thieu-chung-0f3k9q2w8x")]
    pub path: String,
    /// What `If-Match` of the confirmation names.
    pub version: i64,
    pub reviewed_on: Option<NaiveDate>,
    /// By when; absent for what is only stale.
    pub due_on: Option<NaiveDate>,
    pub overdue: bool,
    /// When a fact that it shows changed.
    pub stale_since: Option<NaiveDate>,
}

/// How a class of information stands.
#[derive(Serialize, ToSchema)]
pub struct ClassMeasure {
    pub info_class: InfoClass,
    /// Public texts that are looked at again.
    pub texts: i64,
    /// Of these, not yet late.
    pub in_time: i64,
    pub overdue: i64,
}

/// A page of the overview.
#[derive(Serialize, ToSchema)]
pub struct Overview {
    /// Due within fourteen days or overdue, the longest overdue first.
    pub data: Vec<ToReview>,
    pub next_cursor: Option<String>,
    /// Pages that show a changed fact, at most 100: on the first page.
    pub stale: Vec<ToReview>,
    pub measures: Vec<ClassMeasure>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct After {
    due_on: NaiveDate,
    id: Uuid,
}

impl Cursor for After {}

const COLUMNS: &str = "i.id, i.kind, i.title, p.info_class, i.unit_id, u.name, p.path, i.version, r.reviewed_on, r.due_on";

pub async fn read(
    db: &impl ConnectionTrait,
    today: NaiveDate,
    unit: Option<Uuid>,
    overdue_only: bool,
    page: &PageRequest,
) -> Result<Overview, Problem> {
    let limit = page.limit()?;
    let after: Option<After> = page.after()?;
    let mut text = format!(
        "SELECT {COLUMNS}, CAST(NULL AS date) FROM content_review r JOIN item i ON i.id = r.item_id JOIN publication p ON p.id = r.item_id \
         JOIN org_unit u ON u.id = i.unit_id WHERE r.due_on <= ?"
    );
    let mut values: Vec<Value> = vec![(if overdue_only { today - TimeDelta::days(1) } else { today + AHEAD }).into()];
    if let Some(unit) = unit {
        text.push_str(" AND r.unit_id = ?");
        values.push(unit.into());
    }
    if let Some(after) = &after {
        text.push_str(" AND (r.due_on, r.item_id) > (?, ?)");
        values.extend([after.due_on.into(), after.id.into()]);
    }
    text.push_str(&format!(" ORDER BY r.due_on, r.item_id LIMIT {}", limit + 1));
    let backend = db.get_database_backend();
    let rows = db.query_all_raw(sql::statement(backend, &text, values)).await?;
    let mut data = rows.iter().map(|row| line(row, today)).collect::<Result<Vec<_>, _>>()?;
    let more = data.len() as u64 > limit;
    data.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next_cursor = data.last().filter(|_| more).and_then(|last| Some(After { due_on: last.due_on?, id: last.item_id }.write()));
    let stale = if after.is_none() { stale(db, today, unit).await? } else { vec![] };
    for one in &mut data {
        one.stale_since = stale.iter().find(|other| other.item_id == one.item_id).and_then(|other| other.stale_since);
    }
    Ok(Overview { data, next_cursor, stale, measures: measures(db, today, unit).await? })
}

async fn stale(db: &impl ConnectionTrait, today: NaiveDate, unit: Option<Uuid>) -> Result<Vec<ToReview>, Fault> {
    let of_unit = if unit.is_some() { " AND i.unit_id = ?" } else { "" };
    let text = format!(
        "SELECT {COLUMNS}, MIN(c.changed_on) FROM fact_change c JOIN fact_change_item f ON f.fact_change_id = c.id \
         JOIN item i ON i.id = f.item_id JOIN publication p ON p.id = i.id JOIN org_unit u ON u.id = i.unit_id \
         LEFT JOIN content_review r ON r.item_id = i.id \
         WHERE c.closed_at IS NULL AND f.renewed_at IS NULL AND p.listed = TRUE{of_unit} GROUP BY {COLUMNS} \
         ORDER BY MIN(c.changed_on), i.id LIMIT {STALE_MAX}"
    );
    let values = unit.map(Value::from).into_iter().collect();
    let rows = db.query_all_raw(sql::statement(db.get_database_backend(), &text, values)).await?;
    rows.iter().map(|row| line(row, today)).collect()
}

fn line(row: &QueryResult, today: NaiveDate) -> Result<ToReview, Fault> {
    let due_on: Option<NaiveDate> = row.try_get_by_index(9)?;
    Ok(ToReview {
        item_id: row.try_get_by_index(0)?,
        kind: row.try_get_by_index(1)?,
        title: row.try_get_by_index(2)?,
        info_class: row.try_get_by_index(3)?,
        unit_id: row.try_get_by_index(4)?,
        unit: row.try_get_by_index(5)?,
        path: row.try_get_by_index(6)?,
        version: row.try_get_by_index(7)?,
        reviewed_on: row.try_get_by_index(8)?,
        overdue: due_on.is_some_and(|due| due < today),
        due_on,
        stale_since: row.try_get_by_index(10)?,
    })
}

async fn measures(db: &impl ConnectionTrait, today: NaiveDate, unit: Option<Uuid>) -> Result<Vec<ClassMeasure>, Fault> {
    let of_unit = if unit.is_some() { " WHERE unit_id = ?" } else { "" };
    let text = format!(
        "SELECT info_class, COUNT(*), CAST(SUM(CASE WHEN due_on < ? THEN 1 ELSE 0 END) AS bigint) FROM content_review{of_unit} \
         GROUP BY info_class ORDER BY info_class"
    );
    let values = [today.into()].into_iter().chain(unit.map(Value::from)).collect();
    let rows = db.query_all_raw(sql::statement(db.get_database_backend(), &text, values)).await?;
    let measure = |row: &QueryResult| {
        let (texts, overdue): (i64, i64) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        Ok(ClassMeasure { info_class: row.try_get_by_index(0)?, texts, in_time: texts - overdue, overdue })
    };
    rows.iter().map(measure).collect()
}
