//! Telling in time: every running clock whose next level has come is taken up, its level raised and the event recorded, in
//! one work. Each level is reached once for a due date, however many workers there are and however long nobody worked.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{LockBehavior, LockType};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};

use crate::http::Problem;
use crate::kernel::dates::to_vn;
use crate::kernel::words::{ClockLevel, ClockState};
use crate::store::entities::{clock, deadline_setting};
use crate::store::working_time::{self, Counted};
use crate::store::{Change, Fault, Work, clocks};

/// Clocks in one work: the one writer of SQLite is given back in between.
const AT_ONCE: u64 = 500;

/// Raises the levels that are due. Returns how many clocks were taken up.
pub async fn sweep(work: &mut Work<'_>) -> Result<usize, Problem> {
    let now = work.now;
    let rows = clock::Entity::find()
        .filter(clock::Column::NextAt.lte(now))
        .filter(clock::Column::State.eq(ClockState::Running))
        .order_by_asc(clock::Column::NextAt)
        .order_by_asc(clock::Column::Id)
        .limit(AT_ONCE)
        // What another worker has in hand is not waited for: it will be told there.
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .all(work.db())
        .await?;
    if rows.is_empty() {
        return Ok(0);
    }
    let setting = working_time::setting(work.db(), to_vn(now).date_naive()).await?;
    let mut calendars: HashMap<String, Counted> = HashMap::new();
    let taken = rows.len();
    for mut row in rows {
        if !calendars.contains_key(&row.calendar) {
            let counted = working_time::calendar(work.db(), &row.calendar).await?;
            let counted = counted.ok_or_else(|| Fault::Defect(format!("the calendar {} is gone", row.calendar)))?;
            calendars.insert(row.calendar.clone(), counted);
        }
        let Some(counted) = calendars.get(row.calendar.as_str()) else { continue };
        let told = raise(&mut row, &setting, counted, now);
        let raised = clock::ActiveModel { level: Set(row.level), next_at: Set(row.next_at), ..Default::default() };
        clock::Entity::update_many().set(raised).filter(clock::Column::Id.eq(row.id)).exec(work.db()).await?;
        for level in told {
            work.record(Change::ClockLevelReached { clock: clocks::facts(&row), level });
        }
    }
    Ok(taken)
}

/// Raises one clock to where it stands now; returns who is to be told. A warning that comes too late is left out.
fn raise(row: &mut clock::Model, setting: &deadline_setting::Model, counted: &Counted, now: DateTime<Utc>) -> Vec<ClockLevel> {
    let mut told = vec![];
    while row.next_at.is_some_and(|at| at <= now) {
        let level = match row.level {
            None => ClockLevel::Warning,
            Some(ClockLevel::Warning) => ClockLevel::OverdueAssignee,
            Some(ClockLevel::OverdueAssignee) => ClockLevel::OverdueUnitHead,
            Some(ClockLevel::OverdueUnitHead | ClockLevel::OverdueSecretariat) => ClockLevel::OverdueSecretariat,
        };
        if level != ClockLevel::Warning || now <= row.due_at {
            told.push(level);
        }
        row.level = Some(level);
        row.next_at = clocks::next_at(setting, &counted.calendar, row);
    }
    told
}
