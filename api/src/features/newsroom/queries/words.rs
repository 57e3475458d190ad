//! The lists of words behind automatic flags.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::features::newsroom::text_views::WordView;
use crate::http::page::{self, Cursor, PageRequest};
use crate::http::{Page, Problem};
use crate::kernel::words::WordList;
use crate::store::entities::word_entry;

#[derive(Serialize, Deserialize)]
struct After(Uuid);
impl Cursor for After {}

/// The entries of one list, or of all, newest first; ended ones too.
pub async fn words(
    db: &impl ConnectionTrait,
    list: Option<WordList>,
    today: NaiveDate,
    page: &PageRequest,
) -> Result<Page<WordView>, Problem> {
    let limit = page.limit()?;
    let mut query = word_entry::Entity::find();
    if let Some(list) = list {
        query = query.filter(word_entry::Column::List.eq(list));
    }
    if let Some(After(id)) = page.after::<After>()? {
        query = query.filter(word_entry::Column::Id.lt(id));
    }
    let rows = query.order_by_desc(word_entry::Column::Id).limit(limit + 1).all(db).await?;
    let (rows, next_cursor) = page::cut(rows, limit, |r| After(r.id));
    Ok(Page { data: rows.into_iter().map(|row| word_view(row, today)).collect(), next_cursor })
}

pub fn word_view(row: word_entry::Model, today: NaiveDate) -> WordView {
    WordView {
        id: row.id,
        list: row.list,
        in_force: row.valid_from <= today && row.valid_to.is_none_or(|to| to >= today),
        phrase: row.phrase,
        severity: row.severity,
        reason: row.reason,
        citation: row.citation,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        version: row.version,
    }
}
