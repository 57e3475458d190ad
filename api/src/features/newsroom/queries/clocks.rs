//! The clocks on items, as the desk's lists and the editor show them.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::features::newsroom::views::ClockFace;
use crate::http::Problem;
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::deadline;
use crate::kernel::words::ClockState;
use crate::store::entities::clock;

/// The clocks of these items: those that run first, by their due date.
pub async fn clock_faces(
    db: &impl ConnectionTrait,
    items: impl Iterator<Item = Uuid>,
    now: DateTime<Utc>,
) -> Result<BTreeMap<Uuid, Vec<ClockFace>>, Problem> {
    let items: Vec<Uuid> = items.collect();
    let mut faces: BTreeMap<Uuid, Vec<ClockFace>> = BTreeMap::new();
    if items.is_empty() {
        return Ok(faces);
    }
    let of_items = clock::Entity::find().filter(clock::Column::ItemId.is_in(items)).filter(clock::Column::State.ne(ClockState::Cancelled));
    let mut rows = of_items.order_by_asc(clock::Column::DueAt).order_by_asc(clock::Column::Id).all(db).await?;
    rows.sort_by_key(|row| row.state != ClockState::Running);
    for row in rows {
        let Some((item, word)) = row.item_id.zip(deadline::word(row.state, row.due_at, row.done_at, now)) else { continue };
        let face = ClockFace { id: row.id, rule: row.rule, due_at: rfc3339_vn(row.due_at), word, done_at: row.done_at.map(rfc3339_vn) };
        faces.entry(item).or_default().push(face);
    }
    Ok(faces)
}
