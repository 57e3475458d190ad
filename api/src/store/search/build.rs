//! How far the index is built. It is built anew when the program makes other terms than the one that built it, and for
//! publications that were there before it.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::store::Fault;
use crate::store::entities::publication;
use crate::store::sql::statement;

/// To be raised with every change of the terms or lines that the program makes, or of the filters of kinds.
pub const VERSION: i64 = 2;

/// How far a build has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// All publications bear the terms of this program.
    Done,
    /// Those up to this number do.
    BuiltTo(i64),
    /// None may be relied on: the terms are another program's.
    Old,
}

pub async fn progress(db: &impl ConnectionTrait) -> Result<Progress, Fault> {
    let sql = "SELECT version, built_to FROM search_state WHERE id = 1";
    let row = db.query_one_raw(statement(db.get_database_backend(), sql, vec![])).await?;
    let row = row.ok_or_else(|| Fault::Defect("search_state has no row".into()))?;
    let (version, built_to): (i64, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
    // Below zero: of that version, and not finished.
    Ok(match version {
        VERSION => Progress::Done,
        v if v == -VERSION => Progress::BuiltTo(built_to),
        _ => Progress::Old,
    })
}

pub async fn note_progress(db: &impl ConnectionTrait, now: Progress) -> Result<(), Fault> {
    let (version, built_to) = match now {
        Progress::Done => (VERSION, 0),
        Progress::BuiltTo(n) => (-VERSION, n),
        Progress::Old => (0, 0),
    };
    let sql = "UPDATE search_state SET version = ?, built_to = ? WHERE id = 1";
    db.execute_raw(statement(db.get_database_backend(), sql, vec![version.into(), built_to.into()])).await?;
    Ok(())
}

/// The publications that come next, locked: nobody changes them while their terms are made.
pub async fn next_rows(db: &impl ConnectionTrait, after: i64, limit: u64) -> Result<Vec<publication::Model>, Fault> {
    let rows = publication::Entity::find()
        .filter(publication::Column::N.gt(after))
        .order_by_asc(publication::Column::N)
        .limit(limit)
        .lock_exclusive();
    Ok(rows.all(db).await?)
}
