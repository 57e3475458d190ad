//! Clocks: what is owed, by when, by whom. They start, stop and move inside the work that is their cause (decision 10);
//! the arithmetic is `kernel/deadline.rs`, the words for how they stand are computed there and stored nowhere.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set};
use uuid::Uuid;

use super::entities::{clock, clock_event, deadline_rule, deadline_setting};
use super::working_time::{self, Counted};
use super::{Change, ClockFacts, Fault, Work};
use crate::kernel::calendar::Calendar;
use crate::kernel::dates::to_vn;
use crate::kernel::deadline::{self, Due};
use crate::kernel::words::{ClockEventKind, ClockLevel, ClockState, ClockStop, ClockSubject};

/// What begins to be owed.
#[derive(Clone, Debug)]
pub struct Start<'a> {
    pub subject: ClockSubject,
    pub subject_id: Uuid,
    /// Code of the deadline rule; the version in force on the day of `trigger` counts.
    pub rule: &'a str,
    pub unit: Uuid,
    pub responsible: Option<Uuid>,
    /// The item whose publication pays it, where there is one already.
    pub item: Option<Uuid>,
    pub trigger: DateTime<Utc>,
}

/// Starts a clock. `None`: no such rule was in force at the trigger, or it lies outside 1900–2199. The same subject and
/// rule twice: the running one, now with the item if it had none; the stopped one where the trigger is the same.
pub async fn start(work: &mut Work<'_>, new: Start<'_>) -> Result<Option<clock::Model>, Fault> {
    let of_subject = of(new.subject, new.subject_id).add(clock::Column::Rule.eq(new.rule));
    let before = clock::Entity::find().filter(of_subject).all(work.db()).await?;
    if let Some(running) = before.iter().find(|c| c.state == ClockState::Running) {
        let mut running = running.clone();
        if running.item_id.is_none() && new.item.is_some() {
            running.item_id = new.item;
            running = write(work, running).await?;
        }
        return Ok(Some(running));
    }
    if let Some(paid) = before.into_iter().find(|c| c.state == ClockState::Stopped && c.trigger_at == new.trigger) {
        return Ok(Some(paid));
    }
    let Some(rule) = working_time::rule(work.db(), new.rule, to_vn(new.trigger).date_naive()).await? else { return Ok(None) };
    let counted = working_time::calendar_of(work.db(), &rule, work.now).await?;
    let Some(due) = count(&counted, &rule, new.trigger) else { return Ok(None) };
    let setting = working_time::setting(work.db(), to_vn(work.now).date_naive()).await?;
    let mut row = clock::Model {
        id: work.id(),
        subject: new.subject,
        subject_id: new.subject_id,
        item_id: new.item,
        rule: rule.code,
        rule_id: rule.id,
        unit_id: new.unit,
        responsible_id: new.responsible,
        trigger_at: new.trigger,
        due_at: due.at,
        first_due_at: due.at,
        calendar: counted.code,
        calendar_no: counted.no,
        state: ClockState::Running,
        done_at: None,
        extensions: 0,
        level: None,
        next_at: None,
        version: 1,
        created_at: work.now,
    };
    row.next_at = next_at(&setting, &counted.calendar, &row);
    clock::Entity::insert(row.clone().into_active_model()).exec_without_returning(work.db()).await?;
    work.record(Change::ClockStarted { clock: facts(&row), trigger: row.trigger_at });
    Ok(Some(row))
}

/// What a clock is started by, read before the work begins: the rule in force, its calendar, when who is told.
pub struct Ready {
    rule: deadline_rule::Model,
    counted: Counted,
    setting: deadline_setting::Model,
    pub due: Due,
}

/// Reads what starting a clock takes. `None`: no such rule is in force at `trigger`, or nothing is due by it.
pub async fn ready(db: &impl ConnectionTrait, rule: &str, trigger: DateTime<Utc>) -> Result<Option<Ready>, Fault> {
    let day = to_vn(trigger).date_naive();
    let Some(rule) = working_time::rule(db, rule, day).await? else { return Ok(None) };
    let counted = working_time::calendar_of(db, &rule, trigger).await?;
    let Some(due) = count(&counted, &rule, trigger) else { return Ok(None) };
    Ok(Some(Ready { setting: working_time::setting(db, day).await?, rule, counted, due }))
}

impl Ready {
    pub fn rule(&self) -> &deadline_rule::Model {
        &self.rule
    }
}

/// Starts the clock of a subject that cannot have one yet, by what was read before: one statement.
pub async fn start_fresh(work: &mut Work<'_>, new: Start<'_>, ready: &Ready) -> Result<clock::Model, Fault> {
    let mut row = clock::Model {
        id: work.id(),
        subject: new.subject,
        subject_id: new.subject_id,
        item_id: new.item,
        rule: ready.rule.code.clone(),
        rule_id: ready.rule.id,
        unit_id: new.unit,
        responsible_id: new.responsible,
        trigger_at: new.trigger,
        due_at: ready.due.at,
        first_due_at: ready.due.at,
        calendar: ready.counted.code.clone(),
        calendar_no: ready.counted.no,
        state: ClockState::Running,
        done_at: None,
        extensions: 0,
        level: None,
        next_at: None,
        version: 1,
        created_at: work.now,
    };
    row.next_at = next_at(&ready.setting, &ready.counted.calendar, &row);
    clock::Entity::insert(row.clone().into_active_model()).exec_without_returning(work.db()).await?;
    work.record(Change::ClockStarted { clock: facts(&row), trigger: row.trigger_at });
    Ok(row)
}

/// The running clocks of a subject.
pub async fn running_of(work: &Work<'_>, subject: ClockSubject, subject_id: Uuid) -> Result<Vec<clock::Model>, Fault> {
    running(work, of(subject, subject_id)).await
}

/// Another unit owes it from now on. The caller records why.
pub async fn hand_over(work: &Work<'_>, mut row: clock::Model, unit: Uuid, responsible: Option<Uuid>) -> Result<clock::Model, Fault> {
    row.unit_id = unit;
    row.responsible_id = responsible;
    write(work, row).await
}

/// Stops some running clocks of a subject, now: those whose rule `stops_at` says so.
pub async fn stop_those(
    work: &mut Work<'_>,
    subject: ClockSubject,
    subject_id: Uuid,
    stops: &[ClockStop],
) -> Result<Vec<clock::Model>, Fault> {
    let rows = running(work, of(subject, subject_id)).await?;
    let mut paid = vec![];
    for row in rows {
        if stops.contains(&rule_of(work.db(), &row).await?.stops_at) {
            paid.push(row);
        }
    }
    let now = work.now;
    stop_all(work, paid, now).await
}

/// Stops the running clocks of a subject: what was owed is done, now. Returns them.
pub async fn stop(work: &mut Work<'_>, subject: ClockSubject, subject_id: Uuid) -> Result<Vec<clock::Model>, Fault> {
    let rows = running(work, of(subject, subject_id)).await?;
    let now = work.now;
    stop_all(work, rows, now).await
}

/// The same for what was done at an earlier moment and is only now known to be what paid it.
pub async fn stop_at(
    work: &mut Work<'_>,
    subject: ClockSubject,
    subject_id: Uuid,
    done: DateTime<Utc>,
) -> Result<Vec<clock::Model>, Fault> {
    let rows = running(work, of(subject, subject_id)).await?;
    stop_all(work, rows, done).await
}

/// Stops the clocks that the first publication of an item pays.
pub async fn stop_for_item(work: &mut Work<'_>, item: Uuid) -> Result<Vec<clock::Model>, Fault> {
    let rows = running(work, Condition::any().add(clock::Column::ItemId.eq(item)).add(of(ClockSubject::Item, item))).await?;
    if rows.is_empty() {
        return Ok(rows);
    }
    let rules =
        deadline_rule::Entity::find().filter(deadline_rule::Column::Id.is_in(rows.iter().map(|c| c.rule_id))).all(work.db()).await?;
    let paid = |c: &clock::Model| rules.iter().any(|r| r.id == c.rule_id && r.stops_at == ClockStop::Publication);
    let now = work.now;
    stop_all(work, rows.into_iter().filter(paid).collect(), now).await
}

/// Cancels the running clocks of a subject: it was not owed after all.
pub async fn cancel(work: &mut Work<'_>, subject: ClockSubject, subject_id: Uuid) -> Result<Vec<clock::Model>, Fault> {
    let rows = running(work, of(subject, subject_id)).await?;
    let mut cancelled = vec![];
    for row in rows {
        cancelled.push(cancel_one(work, row, None).await?);
    }
    Ok(cancelled)
}

/// Cancels one running clock, with the reason where a person gave one.
pub async fn cancel_one(work: &mut Work<'_>, mut row: clock::Model, reason: Option<&str>) -> Result<clock::Model, Fault> {
    row.state = ClockState::Cancelled;
    row.next_at = None;
    let row = write(work, row).await?;
    if reason.is_some() {
        note(work, &row, ClockEventKind::Cancelled, row.due_at, reason, None).await?;
    }
    work.record(Change::ClockCancelled { clock: facts(&row) });
    Ok(row)
}

/// Promises another date, with the reason and the notice that says so. The promised date is counted from now on, and
/// every level may be reached once more.
pub async fn extend(
    work: &mut Work<'_>,
    mut row: clock::Model,
    new_due: DateTime<Utc>,
    reason: &str,
    notice: Option<&str>,
) -> Result<clock::Model, Fault> {
    let old_due = row.due_at;
    row.due_at = new_due;
    row.extensions += 1;
    row.level = None;
    row.next_at = next_of(work.db(), &row, work.now).await?;
    let row = write(work, row).await?;
    note(work, &row, ClockEventKind::Extended, old_due, Some(reason), notice).await?;
    work.record(Change::ClockExtended { clock: facts(&row), old_due });
    Ok(row)
}

/// The moment a running clock counts from was corrected. Nothing happens when the due date stays; a promised one stays.
pub async fn retrigger(work: &mut Work<'_>, mut row: clock::Model, trigger: DateTime<Utc>) -> Result<clock::Model, Fault> {
    let rule = rule_of(work.db(), &row).await?;
    let counted = working_time::calendar_of(work.db(), &rule, work.now).await?;
    let Some(due) = count(&counted, &rule, trigger) else { return Ok(row) };
    row.trigger_at = trigger;
    move_due(work, row, due.at, &counted, ClockEventKind::Retriggered).await
}

/// Counts a running clock again on a calendar that has changed. A promised date stays.
pub async fn recompute(work: &mut Work<'_>, row: clock::Model, counted: &Counted) -> Result<clock::Model, Fault> {
    let rule = rule_of(work.db(), &row).await?;
    let Some(due) = count(counted, &rule, row.trigger_at) else { return Ok(row) };
    if due.at == row.due_at {
        return Ok(row);
    }
    move_due(work, row, due.at, counted, ClockEventKind::Recomputed).await
}

async fn move_due(
    work: &mut Work<'_>,
    mut row: clock::Model,
    due: DateTime<Utc>,
    counted: &Counted,
    kind: ClockEventKind,
) -> Result<clock::Model, Fault> {
    let old_due = row.due_at;
    if row.extensions == 0 {
        row.due_at = due;
        row.calendar_no = counted.no;
        row.calendar = counted.code.clone();
        // Who was warned is not warned twice; who was told it is overdue is told again should it become so again.
        row.level = row.level.map(|level| if due > work.now { ClockLevel::Warning } else { level });
        row.next_at = next_of(work.db(), &row, work.now).await?;
    }
    let row = write(work, row).await?;
    if row.due_at != old_due {
        note(work, &row, kind, old_due, None, None).await?;
        work.record(Change::ClockRecomputed { clock: facts(&row), old_due });
    }
    Ok(row)
}

/// The ward's calendar.
pub async fn calendar(db: &impl ConnectionTrait, at: DateTime<Utc>) -> Result<Calendar, Fault> {
    Ok(working_time::default_calendar(db, at).await?.calendar)
}

/// When the next level of a clock is to be told: the warning, the moment after the due date, and so many working hours
/// later the unit's head, then the Secretariat. `None` when everybody knows.
pub fn next_at(setting: &deadline_setting::Model, calendar: &Calendar, row: &clock::Model) -> Option<DateTime<Utc>> {
    let overdue = row.due_at + TimeDelta::microseconds(1);
    let hours =
        |n: i64| deadline::after(calendar, TimeDelta::hours(n.clamp(0, 1000)), row.due_at).map_or(overdue, |due| due.at.max(overdue));
    match row.level {
        None => {
            let share = u32::try_from(setting.warning_share).unwrap_or(100);
            Some(deadline::warning(calendar, row.trigger_at, row.due_at, share).unwrap_or(overdue))
        }
        Some(ClockLevel::Warning) => Some(overdue),
        Some(ClockLevel::OverdueAssignee) => Some(hours(setting.unit_head_hours)),
        Some(ClockLevel::OverdueUnitHead) => Some(hours(setting.secretariat_hours)),
        Some(ClockLevel::OverdueSecretariat) => None,
    }
}

/// The running clocks that an item carries or pays.
pub async fn running_of_item(db: &impl ConnectionTrait, item: Uuid) -> Result<Vec<clock::Model>, Fault> {
    let of_item = Condition::any().add(clock::Column::ItemId.eq(item)).add(of(ClockSubject::Item, item));
    Ok(clock::Entity::find().filter(of_item).filter(clock::Column::State.eq(ClockState::Running)).all(db).await?)
}

/// What the log says of a clock.
pub fn facts(row: &clock::Model) -> ClockFacts {
    ClockFacts {
        clock: row.id,
        subject: row.subject,
        subject_id: row.subject_id,
        rule: row.rule.clone(),
        unit: row.unit_id,
        responsible: row.responsible_id,
        item: row.item_id.or((row.subject == ClockSubject::Item).then_some(row.subject_id)),
        due: row.due_at,
    }
}

/// The version of the rule that a clock was started by.
pub async fn rule_of(db: &impl ConnectionTrait, row: &clock::Model) -> Result<deadline_rule::Model, Fault> {
    let rule = deadline_rule::Entity::find_by_id(row.rule_id).one(db).await?;
    rule.ok_or_else(|| Fault::Defect("a clock's rule is gone".into()))
}

fn of(subject: ClockSubject, id: Uuid) -> Condition {
    Condition::all().add(clock::Column::Subject.eq(subject)).add(clock::Column::SubjectId.eq(id))
}

async fn running(work: &Work<'_>, of: Condition) -> Result<Vec<clock::Model>, Fault> {
    Ok(clock::Entity::find().filter(of).filter(clock::Column::State.eq(ClockState::Running)).lock_exclusive().all(work.db()).await?)
}

async fn stop_all(work: &mut Work<'_>, rows: Vec<clock::Model>, done: DateTime<Utc>) -> Result<Vec<clock::Model>, Fault> {
    let mut stopped = vec![];
    for mut row in rows {
        row.state = ClockState::Stopped;
        row.done_at = Some(done);
        row.next_at = None;
        let row = write(work, row).await?;
        work.record(Change::ClockStopped { clock: facts(&row), done, on_time: done <= row.due_at });
        stopped.push(row);
    }
    Ok(stopped)
}

fn count(counted: &Counted, rule: &deadline_rule::Model, trigger: DateTime<Utc>) -> Option<Due> {
    match deadline::due(&counted.calendar, &working_time::limit(rule), trigger) {
        Ok(due) => Some(due),
        Err(fault) => {
            tracing::warn!(rule = rule.code, calendar = counted.code, %fault, "no clock: there is no due date");
            None
        }
    }
}

async fn next_of(db: &impl ConnectionTrait, row: &clock::Model, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, Fault> {
    let setting = working_time::setting(db, to_vn(now).date_naive()).await?;
    let counted = working_time::calendar(db, &row.calendar).await?;
    Ok(counted.and_then(|counted| next_at(&setting, &counted.calendar, row)))
}

async fn write(work: &Work<'_>, mut row: clock::Model) -> Result<clock::Model, Fault> {
    row.version += 1;
    row.clone().into_active_model().reset_all().update(work.db()).await?;
    Ok(row)
}

async fn note(
    work: &Work<'_>,
    row: &clock::Model,
    kind: ClockEventKind,
    old_due: DateTime<Utc>,
    reason: Option<&str>,
    notice: Option<&str>,
) -> Result<(), Fault> {
    let event = clock_event::ActiveModel {
        id: Set(work.id()),
        clock_id: Set(row.id),
        kind: Set(kind),
        at: Set(work.now),
        actor_id: Set(work.actor.person),
        old_due: Set(old_due),
        new_due: Set(row.due_at),
        reason: Set(reason.map(str::to_owned)),
        notice: Set(notice.map(str::to_owned)),
    };
    clock_event::Entity::insert(event).exec_without_returning(work.db()).await?;
    Ok(())
}
