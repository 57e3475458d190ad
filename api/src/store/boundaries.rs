//! The boundary that counts: the newest. The public map draws it, a letter's place is held against it.

use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait, QueryOrder};

use super::Fault;
use super::entities::boundary;
use crate::kernel::geo::Outline;

/// The newest boundary and its outline; none while none was set.
pub async fn newest(db: &impl ConnectionTrait) -> Result<Option<(boundary::Model, Outline)>, Fault> {
    let Some(row) = boundary::Entity::find().order_by_desc(boundary::Column::No).one(db).await? else { return Ok(None) };
    let outline = Outline::read(&serde_json::from_str(&row.geojson)?);
    let outline = outline.map_err(|_| Fault::Defect("the stored boundary is none".into()))?;
    Ok(Some((row, outline)))
}

/// Whether one was set, without reading it.
pub async fn is_set(db: &impl ConnectionTrait) -> Result<bool, Fault> {
    Ok(boundary::Entity::find().count(db).await? > 0)
}
