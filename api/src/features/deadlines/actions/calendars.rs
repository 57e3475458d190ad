//! Calendars: a new one, a new version, holidays from a table. A new version counts open clocks again and nothing else.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use serde::Deserialize;

use super::may_manage;
use crate::http::form::Form;
use crate::http::{Code, FieldError, Problem};
use crate::kernel::calendar::{Calendar, MakeupDay, OffDay, Sheet};
use crate::kernel::deadline;
use crate::kernel::words::ClockState;
use crate::store::entities::{calendar, calendar_version, clock, deadline_rule};
use crate::store::working_time::{self, Counted};
use crate::store::{Change, Work, clocks};

/// A calendar with its first version.
#[derive(Clone, Debug)]
pub struct NewCalendar {
    pub code: String,
    pub name: String,
    pub name_en: Option<String>,
    pub valid_from: NaiveDate,
    pub sheet: Sheet,
}

/// The next version of a calendar, whole: what it says holds for all days from `valid_from` on.
#[derive(Clone, Debug)]
pub struct NewVersion {
    pub calendar: String,
    /// Number of the version it was made from: another one meanwhile is a conflict.
    pub based_on: i64,
    pub valid_from: NaiveDate,
    pub decision: Option<String>,
    pub sheet: Sheet,
}

/// An open clock that a version would move.
#[derive(Clone, Debug)]
pub struct Moved {
    pub clock: clock::Model,
    pub new_due: DateTime<Utc>,
}

pub async fn add_calendar(work: &mut Work<'_>, new: NewCalendar) -> Result<(), Problem> {
    may_manage(&work.actor)?;
    let mut form = Form::default();
    form.code("/code", &new.code);
    if calendar::Entity::find_by_id(&new.code).count(work.db()).await? > 0 {
        form.say("/code", "taken", "Mã đã được dùng.", "The code is taken.");
    }
    let name = form.line("/name", &new.name, 1, 200);
    let name_en = form.optional_line("/name_en", new.name_en.as_deref(), 200);
    check(&mut form, &new.sheet);
    form.done()?;
    let row = calendar::ActiveModel { code: Set(new.code.clone()), name: Set(name), name_en: Set(name_en), created_at: Set(work.now) };
    calendar::Entity::insert(row).exec_without_returning(work.db()).await?;
    put(work, &new.code, 1, new.valid_from, None, &new.sheet).await
}

/// Adds a version and counts the open clocks of this calendar again; each that moves is logged. Promised dates stay.
pub async fn add_version(work: &mut Work<'_>, new: NewVersion) -> Result<Vec<clock::Model>, Problem> {
    may_manage(&work.actor)?;
    let mut form = Form::default();
    let decision = form.optional_line("/decision", new.decision.as_deref(), 200);
    let known = calendar::Entity::find_by_id(&new.calendar).lock_exclusive().one(work.db()).await?;
    known.ok_or_else(Problem::not_found)?;
    let newest = working_time::calendar(work.db(), &new.calendar).await?.map_or(0, |counted| counted.no);
    check(&mut form, &new.sheet);
    form.done()?;
    if newest != new.based_on {
        return Err(Problem::new(Code::Conflict).detail("Lịch vừa có bản mới hơn: hãy mở lại.", "There is a newer version: open it again."));
    }
    put(work, &new.calendar, newest + 1, new.valid_from, decision, &new.sheet).await?;
    let counted = working_time::calendar(work.db(), &new.calendar).await?.ok_or_else(Problem::not_found)?;
    let mut moved = vec![];
    for row in open_on(work.db(), &new.calendar).await? {
        let old = row.due_at;
        let row = clocks::recompute(work, row, &counted).await?;
        if row.due_at != old {
            moved.push(row);
        }
    }
    Ok(moved)
}

/// Which open clocks a version would move, and to when. Changes nothing.
pub async fn moved_by(db: &impl ConnectionTrait, new: &NewVersion) -> Result<Vec<Moved>, Problem> {
    let mut form = Form::default();
    check(&mut form, &new.sheet);
    form.done()?;
    let stored = calendar_version::Entity::find()
        .filter(calendar_version::Column::Calendar.eq(&new.calendar))
        .order_by_asc(calendar_version::Column::No)
        .all(db)
        .await?;
    if stored.is_empty() {
        return Err(Problem::not_found());
    }
    let sheets = stored.iter().map(|v| Ok((v.valid_from, serde_json::from_str::<Sheet>(&v.content)?)));
    let sheets = sheets.collect::<Result<Vec<_>, Problem>>()?;
    let versions: Vec<_> = sheets.iter().map(|(from, sheet)| (*from, sheet)).chain([(new.valid_from, &new.sheet)]).collect();
    let Ok(calendar) = Calendar::of_versions(&versions) else { return Err(Problem::invalid(vec![])) };
    let rules = deadline_rule::Entity::find().all(db).await?;
    let counted = Counted { code: new.calendar.clone(), no: new.based_on + 1, calendar };
    let mut moved = vec![];
    for row in open_on(db, &new.calendar).await? {
        let Some(rule) = rules.iter().find(|r| r.id == row.rule_id).filter(|_| row.extensions == 0) else { continue };
        let due = deadline::due(&counted.calendar, &working_time::limit(rule), row.trigger_at);
        if let Some(due) = due.ok().filter(|due| due.at != row.due_at) {
            moved.push(Moved { clock: row, new_due: due.at });
        }
    }
    Ok(moved)
}

/// The table of holidays as it is published by year.
#[derive(Deserialize)]
struct HolidayTable {
    years: BTreeMap<String, HolidayYear>,
}

#[derive(Deserialize)]
struct HolidayYear {
    off: Vec<Off>,
    #[serde(default)]
    makeup_working_days: Vec<Makeup>,
}

#[derive(Deserialize)]
struct Off {
    date: NaiveDate,
    name: String,
    kind: Option<String>,
    status: Option<String>,
}

#[derive(Deserialize)]
struct Makeup {
    date: NaiveDate,
    for_day_off: Option<NaiveDate>,
    source: Option<String>,
}

/// The newest version of a calendar with the days of a holiday table: its years are replaced, other years stay.
///
/// # Errors
/// `validation` naming what cannot be read.
pub fn import_holidays(sheet: &Sheet, table: &str) -> Result<Sheet, Problem> {
    use chrono::Datelike;
    let table: HolidayTable = serde_json::from_str(table).map_err(|e| {
        let en = format!("This is no table of holidays: {e}");
        Problem::invalid(vec![FieldError::new("/table", "unreadable", "Không đọc được bảng ngày nghỉ.", en)])
    })?;
    let years: Vec<i32> = table.years.keys().filter_map(|year| year.parse().ok()).collect();
    let mut sheet = sheet.clone();
    sheet.off_days.retain(|d| !years.contains(&d.date.year()));
    sheet.makeup_days.retain(|d| !years.contains(&d.date.year()));
    for year in table.years.into_values() {
        sheet.off_days.extend(year.off.into_iter().map(|d| OffDay { date: d.date, name: d.name, kind: d.kind, status: d.status }));
        let makeups = year.makeup_working_days.into_iter();
        sheet.makeup_days.extend(makeups.map(|d| MakeupDay { date: d.date, for_day_off: d.for_day_off, source: d.source }));
    }
    sheet.off_days.sort_by_key(|d| d.date);
    sheet.makeup_days.sort_by_key(|d| d.date);
    let mut form = Form::default();
    check(&mut form, &sheet);
    form.done()?;
    Ok(sheet)
}

async fn open_on(db: &impl ConnectionTrait, calendar: &str) -> Result<Vec<clock::Model>, Problem> {
    let open = clock::Entity::find().filter(clock::Column::State.eq(ClockState::Running)).filter(clock::Column::Calendar.eq(calendar));
    Ok(open.order_by_asc(clock::Column::DueAt).order_by_asc(clock::Column::Id).all(db).await?)
}

fn check(form: &mut Form, sheet: &Sheet) {
    if let Err(faults) = Calendar::of(sheet) {
        form.errors.extend(faults.into_iter().map(|f| FieldError::new(format!("/sheet{}", f.pointer), f.code, f.vi, f.en)));
    }
    if sheet.weekly_working_days.is_empty() {
        form.say(
            "/sheet/weekly_working_days",
            "no_working_days",
            "Phải có ít nhất một ngày làm việc trong tuần.",
            "There must be a working day in the week.",
        );
    }
}

async fn put(work: &mut Work<'_>, code: &str, no: i64, from: NaiveDate, decision: Option<String>, sheet: &Sheet) -> Result<(), Problem> {
    let row = calendar_version::ActiveModel {
        id: Set(work.id()),
        calendar: Set(code.to_owned()),
        no: Set(no),
        valid_from: Set(from),
        decision: Set(decision),
        content: Set(serde_json::to_string(sheet)?),
        created_at: Set(work.now),
        created_by: Set(work.actor.person),
    };
    calendar_version::Entity::insert(row).exec_without_returning(work.db()).await?;
    work.record(Change::CalendarChanged { calendar: code.to_owned(), no, from });
    Ok(())
}
