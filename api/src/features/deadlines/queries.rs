//! Reading clocks, calendars and rules. Lists of clocks are scoped by who asks.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::policy::visible_clocks;
use super::views::{ClockCounts, ClockDetail, ClockEventView, ClockView, Named, moment, steps};
use crate::access::{Actor, Permission};
use crate::http::page::{self, Cursor, PageRequest};
use crate::http::{Page, Problem};
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::words::{ClockState, ClockSubject, ClockWord, Lang};
use crate::kernel::{deadline, explain};
use crate::store::clock_titles::{item_of, titles};
use crate::store::entities::{app_user, clock, clock_event, deadline_rule, org_unit};
use crate::store::working_time::{self, Counted};

/// Filters of the board.
#[derive(Clone, Debug, Default)]
pub struct ClockFilter {
    /// Running clocks when not said.
    pub word: Option<ClockWord>,
    pub unit: Option<Uuid>,
    pub rule: Option<String>,
    pub subject: Option<ClockSubject>,
    pub item: Option<Uuid>,
    pub mine: bool,
}

#[derive(Serialize, Deserialize)]
struct ByDue(DateTime<Utc>, Uuid);
impl Cursor for ByDue {
    fn sane(&self) -> bool {
        page::sane_instant(self.0)
    }
}

/// Clocks, what is due first at the top; of those done, the newest.
pub async fn clocks(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &ClockFilter,
    page: &PageRequest,
    now: DateTime<Utc>,
) -> Result<Page<ClockView>, Problem> {
    use clock::Column::{DueAt, Id};
    let limit = page.limit()?;
    let newest_first = matches!(filter.word, Some(ClockWord::OnTime | ClockWord::Late));
    let mut query = clock::Entity::find().filter(visible_clocks(actor)).filter(standing(filter.word, now)).filter(asked(filter, actor));
    if let Some(ByDue(at, id)) = page.after::<ByDue>()? {
        let beyond = if newest_first {
            Condition::any().add(DueAt.lt(at)).add(Condition::all().add(DueAt.eq(at)).add(Id.lt(id)))
        } else {
            Condition::any().add(DueAt.gt(at)).add(Condition::all().add(DueAt.eq(at)).add(Id.gt(id)))
        };
        query = query.filter(beyond);
    }
    query = match newest_first {
        true => query.order_by_desc(DueAt).order_by_desc(Id),
        false => query.order_by_asc(DueAt).order_by_asc(Id),
    };
    let rows = query.limit(limit + 1).all(db).await?;
    let (rows, next_cursor) = page::cut(rows, limit, |r: &clock::Model| ByDue(r.due_at, r.id));
    Ok(Page { data: clock_views(db, actor, rows, now).await?, next_cursor })
}

/// How many stand how, by the same filters but the word.
pub async fn counts(db: &impl ConnectionTrait, actor: &Actor, filter: &ClockFilter, now: DateTime<Utc>) -> Result<ClockCounts, Problem> {
    let of = |word| clock::Entity::find().filter(visible_clocks(actor)).filter(standing(word, now)).filter(asked(filter, actor));
    let soon = of(Some(ClockWord::InTime)).filter(clock::Column::DueAt.lte(now + TimeDelta::days(1)));
    Ok(ClockCounts {
        in_time: of(Some(ClockWord::InTime)).count(db).await?,
        due_soon: soon.count(db).await?,
        overdue: of(Some(ClockWord::Overdue)).count(db).await?,
        on_time: of(Some(ClockWord::OnTime)).count(db).await?,
        late: of(Some(ClockWord::Late)).count(db).await?,
        extended: of(None).filter(clock::Column::Extensions.gt(0)).count(db).await?,
    })
}

/// The four words as conditions; `kernel/deadline.rs::word` says the same of one clock.
fn standing(word: Option<ClockWord>, now: DateTime<Utc>) -> Condition {
    use clock::Column::{DoneAt, DueAt, State};
    use sea_orm::sea_query::{Expr, ExprTrait};
    let running = Condition::all().add(State.eq(ClockState::Running));
    let stopped = Condition::all().add(State.eq(ClockState::Stopped));
    let due = || Expr::col((clock::Entity, DueAt));
    match word {
        None => running,
        Some(ClockWord::InTime) => running.add(DueAt.gte(now)),
        Some(ClockWord::Overdue) => running.add(DueAt.lt(now)),
        Some(ClockWord::OnTime) => stopped.add(Expr::col((clock::Entity, DoneAt)).lte(due())),
        Some(ClockWord::Late) => stopped.add(Expr::col((clock::Entity, DoneAt)).gt(due())),
    }
}

fn asked(filter: &ClockFilter, actor: &Actor) -> Condition {
    let mut all = Condition::all();
    if let Some(unit) = filter.unit {
        all = all.add(clock::Column::UnitId.eq(unit));
    }
    if let Some(rule) = &filter.rule {
        all = all.add(clock::Column::Rule.eq(rule));
    }
    if let Some(subject) = filter.subject {
        all = all.add(clock::Column::Subject.eq(subject));
    }
    if let Some(item) = filter.item {
        all = all.add(clock::Column::ItemId.eq(item));
    }
    if filter.mine {
        all = all.add(clock::Column::ResponsibleId.eq(actor.person));
    }
    all
}

/// One clock with its reasons. `NotFound` also for one that the actor may not know of.
pub async fn clock_detail(db: &impl ConnectionTrait, actor: &Actor, id: Uuid, now: DateTime<Utc>) -> Result<ClockDetail, Problem> {
    let row = clock::Entity::find_by_id(id).filter(visible_clocks(actor)).one(db).await?.ok_or_else(Problem::not_found)?;
    let rule = crate::store::clocks::rule_of(db, &row).await?;
    let limit = working_time::limit(&rule);
    let counted = working_time::calendar_as_of(db, &row.calendar, row.calendar_no).await?;
    let due = counted.and_then(|c| deadline::due(&c.calendar, &limit, row.trigger_at).ok());
    let events = clock_event::Entity::find()
        .filter(clock_event::Column::ClockId.eq(id))
        .order_by_desc(clock_event::Column::At)
        .order_by_desc(clock_event::Column::Id)
        .all(db)
        .await?;
    let people = names_of_people(db, events.iter().filter_map(|e| e.actor_id)).await?;
    let events = events.into_iter().map(|e| ClockEventView {
        id: e.id,
        kind: e.kind,
        at: rfc3339_vn(e.at),
        actor: e.actor_id.map(|p| named(&people, p)),
        old_due: rfc3339_vn(e.old_due),
        new_due: rfc3339_vn(e.new_due),
        reason: e.reason,
        notice: e.notice,
    });
    let events = events.collect();
    let counted_due = due.as_ref().map_or(row.first_due_at, |d| d.at);
    Ok(ClockDetail {
        citation: rule.citation,
        n: rule.n,
        unit_of_time: rule.unit,
        day_end: rule.day_end,
        counts_from: rule.counts_from,
        stops_at: rule.stops_at,
        calendar: row.calendar.clone(),
        calendar_no: row.calendar_no,
        explanation: due.map(|d| steps(&d, &limit)).unwrap_or_default(),
        conclusion: explain::conclusion(counted_due, Lang::Vi),
        conclusion_en: explain::conclusion(counted_due, Lang::En),
        events,
        may_extend: row.state == ClockState::Running && actor.may(Permission::ClockManage),
        clock: clock_views(db, actor, vec![row], now).await?.pop().ok_or_else(Problem::not_found)?,
    })
}

/// Clocks with the names of what they are about.
pub async fn clock_views(
    db: &impl ConnectionTrait,
    actor: &Actor,
    rows: Vec<clock::Model>,
    now: DateTime<Utc>,
) -> Result<Vec<ClockView>, Problem> {
    let rules: BTreeSet<Uuid> = rows.iter().map(|r| r.rule_id).collect();
    let rules: BTreeMap<Uuid, deadline_rule::Model> = match rules.is_empty() {
        true => BTreeMap::new(),
        false => {
            let found = deadline_rule::Entity::find().filter(deadline_rule::Column::Id.is_in(rules)).all(db).await?;
            found.into_iter().map(|r| (r.id, r)).collect()
        }
    };
    let units = names_of_units(db, rows.iter().map(|r| r.unit_id)).await?;
    let people = names_of_people(db, rows.iter().filter_map(|r| r.responsible_id)).await?;
    let titles = titles(db, actor, &rows).await?;
    let mut calendars: BTreeMap<String, Option<Counted>> = BTreeMap::new();
    for row in rows.iter().filter(|r| r.state == ClockState::Running) {
        if !calendars.contains_key(&row.calendar) {
            calendars.insert(row.calendar.clone(), working_time::calendar(db, &row.calendar).await?);
        }
    }
    let views = rows.into_iter().map(|row| {
        let rule = rules.get(&row.rule_id);
        let counted = calendars.get(&row.calendar).and_then(Option::as_ref);
        ClockView {
            working_seconds_left: counted.filter(|_| row.state == ClockState::Running).and_then(|c| seconds_left(c, &row, now)),
            word: deadline::word(row.state, row.due_at, row.done_at, now),
            id: row.id,
            subject: row.subject,
            subject_id: row.subject_id,
            title: titles.get(&row.id).cloned(),
            item_id: item_of(&row),
            rule_name: rule.map(|r| r.name.clone()).unwrap_or_default(),
            rule_name_en: rule.and_then(|r| r.name_en.clone()),
            rule: row.rule,
            unit: named(&units, row.unit_id),
            responsible: row.responsible_id.map(|p| named(&people, p)),
            trigger_at: rfc3339_vn(row.trigger_at),
            due_at: rfc3339_vn(row.due_at),
            first_due_at: rfc3339_vn(row.first_due_at),
            state: row.state,
            done_at: moment(row.done_at),
            extensions: row.extensions,
            level: row.level,
        }
    });
    Ok(views.collect())
}

/// Working time until it is due, below zero since then. Beyond a year nobody counts seconds.
fn seconds_left(counted: &Counted, row: &clock::Model, now: DateTime<Utc>) -> Option<i64> {
    if (now - row.due_at).abs() > TimeDelta::days(366) {
        return None;
    }
    let between = |from, to| deadline::elapsed(&counted.calendar, from, to).ok().map(|t| t.num_seconds());
    if now <= row.due_at { between(now, row.due_at) } else { between(row.due_at, now).map(|s| -s) }
}

pub async fn names_of_units(db: &impl ConnectionTrait, ids: impl Iterator<Item = Uuid>) -> Result<BTreeMap<Uuid, String>, Problem> {
    let ids: BTreeSet<Uuid> = ids.collect();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = org_unit::Entity::find().filter(org_unit::Column::Id.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().map(|u| (u.id, u.name)).collect())
}

pub async fn names_of_people(db: &impl ConnectionTrait, ids: impl Iterator<Item = Uuid>) -> Result<BTreeMap<Uuid, String>, Problem> {
    let ids: BTreeSet<Uuid> = ids.collect();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = app_user::Entity::find().filter(app_user::Column::Id.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().map(|u| (u.id, u.display_name)).collect())
}

pub fn named(names: &BTreeMap<Uuid, String>, id: Uuid) -> Named {
    Named { id, name: names.get(&id).cloned().unwrap_or_default() }
}
