//! Finding pictures. Every query takes the one who asks, so that the scope cannot be forgotten.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::prepare::Rendition;
use crate::access::Actor;
use crate::http::page::cut;
use crate::http::{Cursor, PageRequest, Problem};
use crate::store::Fault;
use crate::store::entities::media;
use crate::store::scope::visible_media;

/// Where a page of pictures ends. Ids carry the time, so they alone are the order.
#[derive(Serialize, Deserialize)]
struct After {
    id: Uuid,
}

impl Cursor for After {}

/// A picture this person may see; what they may not know of is not found.
pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Result<media::Model, Problem> {
    let found = media::Entity::find_by_id(id).filter(visible_media(actor)).one(db).await?;
    found.ok_or_else(Problem::not_found)
}

/// The same, locked until the work ends.
pub(super) async fn find_locked(db: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Result<media::Model, Problem> {
    let found = media::Entity::find_by_id(id).filter(visible_media(actor)).lock_exclusive().one(db).await?;
    found.ok_or_else(Problem::not_found)
}

/// Newest first: those of one's units, and those of items one may see.
pub async fn list(db: &impl ConnectionTrait, actor: &Actor, page: &PageRequest) -> Result<(Vec<media::Model>, Option<String>), Problem> {
    let limit = page.limit()?;
    let mut query = media::Entity::find().order_by_desc(media::Column::Id).limit(limit + 1);
    if let Some(after) = page.after::<After>()? {
        query = query.filter(media::Column::Id.lt(after.id));
    }
    query = query.filter(visible_media(actor));
    let rows = query.all(db).await?;
    Ok(cut(rows, limit, |row| After { id: row.id }))
}

/// The renditions of a picture, as its row keeps them.
pub fn renditions(row: &media::Model) -> Result<Vec<Rendition>, Fault> {
    Ok(serde_json::from_str(&row.renditions)?)
}
