//! What each clock is about, in the words of whatever is owed: an item's title where the caller may know of the item, a
//! register row's own words otherwise. Whoever may see a unit's clock may see what the unit owes.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::Fault;
use super::entities::{clock, fact_change, item, logged_approval, logged_event, outgoing_document};
use super::scope::visible_items;
use crate::access::Actor;
use crate::kernel::words::ClockSubject;

/// The item whose publication pays a clock.
pub fn item_of(row: &clock::Model) -> Option<Uuid> {
    row.item_id.or((row.subject == ClockSubject::Item).then_some(row.subject_id))
}

/// Titles by the clock's id; none where the caller may not know.
pub async fn titles(db: &impl ConnectionTrait, actor: &Actor, rows: &[clock::Model]) -> Result<BTreeMap<Uuid, String>, Fault> {
    let of = |subject| rows.iter().filter(move |r| r.subject == subject).map(|r| r.subject_id).collect::<Vec<Uuid>>();
    let items: Vec<Uuid> = rows.iter().filter_map(item_of).collect();
    let mut named: BTreeMap<Uuid, String> = BTreeMap::new();
    if !items.is_empty() {
        let found = item::Entity::find().filter(item::Column::Id.is_in(items)).filter(visible_items(actor)).all(db).await?;
        named.extend(found.into_iter().map(|i| (i.id, i.title)));
    }
    let documents = of(ClockSubject::OutgoingDocument);
    if !documents.is_empty() {
        let found = outgoing_document::Entity::find().filter(outgoing_document::Column::Id.is_in(documents)).all(db).await?;
        named.extend(found.into_iter().map(|d| (d.id, format!("{}: {}", d.number, d.abstract_text))));
    }
    let events = of(ClockSubject::Event);
    if !events.is_empty() {
        let found = logged_event::Entity::find().filter(logged_event::Column::Id.is_in(events)).all(db).await?;
        named.extend(found.into_iter().map(|e| (e.id, e.title)));
    }
    let approvals = of(ClockSubject::Approval);
    if !approvals.is_empty() {
        let found = logged_approval::Entity::find().filter(logged_approval::Column::Id.is_in(approvals)).all(db).await?;
        named.extend(found.into_iter().map(|a| (a.id, a.title)));
    }
    let facts = of(ClockSubject::FactChange);
    if !facts.is_empty() {
        let found = fact_change::Entity::find().filter(fact_change::Column::Id.is_in(facts)).all(db).await?;
        named.extend(found.into_iter().map(|f| (f.id, f.what)));
    }
    let title = |r: &clock::Model| named.get(&r.subject_id).or_else(|| named.get(&item_of(r)?)).cloned();
    Ok(rows.iter().filter_map(|r| Some((r.id, title(r)?))).collect())
}
