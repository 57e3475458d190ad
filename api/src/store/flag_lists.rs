//! What automatic flags need besides the text: the lists in force, and the contacts that the portal itself publishes.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};

use super::Fault;
use super::entities::word_entry;
use super::profile::SiteProfile;
use crate::kernel::flags::Entry;

/// The entries of all lists in force on `day`, and the portal's own telephone number and e-mail address.
pub async fn read(db: &impl ConnectionTrait, day: NaiveDate) -> Result<(Vec<Entry>, Vec<String>), Fault> {
    let rows = word_entry::Entity::find()
        .filter(word_entry::Column::ValidFrom.lte(day))
        .filter(Condition::any().add(word_entry::Column::ValidTo.is_null()).add(word_entry::Column::ValidTo.gte(day)))
        .all(db)
        .await?;
    let entry = |row: word_entry::Model| Entry {
        list: row.list,
        phrase: row.phrase,
        severity: row.severity,
        reason: row.reason,
        citation: row.citation,
    };
    let contact = SiteProfile::read(db, day).await?.contact;
    Ok((rows.into_iter().map(entry).collect(), [contact.phone, contact.email].into_iter().flatten().collect()))
}
