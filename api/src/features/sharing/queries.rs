//! What the texts are made of.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::http::Problem;
use crate::kernel::public::PublicationFull;
use crate::kernel::words::PublicationStatus;
use crate::store::entities::{abbreviation, publication};
use crate::store::{Fault, Site};

/// A publication that may be passed on.
pub enum Found {
    Shown(Box<PublicationFull>),
    Gone { reason: Option<String>, at: Option<DateTime<Utc>> },
}

/// Only what is live is passed on; what was withdrawn is gone here as everywhere.
pub async fn publication(site: &Site, id: Uuid) -> Result<Found, Problem> {
    // The whole row: the texts are made rarely and kept.
    let row = publication::Entity::find_by_id(id).one(site.read()).await?.ok_or_else(Problem::not_found)?;
    match row.status {
        PublicationStatus::Live => Ok(Found::Shown(Box::new(serde_json::from_str(&row.full_json)?))),
        PublicationStatus::Withdrawn => Ok(Found::Gone { reason: row.ended_reason, at: row.ended_at }),
        _ => Err(Problem::not_found()),
    }
}

/// The abbreviations spoken on `day`, longest first.
pub async fn abbreviations(db: &impl ConnectionTrait, day: NaiveDate) -> Result<Vec<abbreviation::Model>, Fault> {
    let mut rows = abbreviation::Entity::find()
        .filter(abbreviation::Column::ValidFrom.lte(day))
        .filter(Condition::any().add(abbreviation::Column::ValidTo.is_null()).add(abbreviation::Column::ValidTo.gte(day)))
        .order_by_asc(abbreviation::Column::Written)
        .order_by_desc(abbreviation::Column::ValidFrom)
        .all(db)
        .await?;
    // The newest says how it is spoken now.
    rows.dedup_by(|later, earlier| later.written == earlier.written);
    Ok(rows)
}
