//! The names behind ids. The log holds ids; whoever reads it sees today's names.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::access::Actor;
use crate::http::Problem;
use crate::kernel::words::Kind;
use crate::store::entities::{app_user, item, org_unit, section};
use crate::store::scope::visible_items;

/// A person, as colleagues know them.
#[derive(Debug, Serialize, ToSchema)]
pub struct Doer {
    pub id: Uuid,
    #[schema(example = "Tổ Thư ký")]
    pub display_name: String,
}

impl Doer {
    pub fn of(id: Uuid, names: &BTreeMap<Uuid, String>) -> Self {
        Self { id, display_name: names.get(&id).cloned().unwrap_or_default() }
    }
}

/// An item, as far as the reader may know of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NamedItem {
    pub id: Uuid,
    /// Absent where the reader may not see the item at the desk.
    #[schema(example = "Phường Thành Đông ra quân tổng vệ sinh môi trường")]
    pub title: Option<String>,
    pub kind: Option<Kind>,
}

pub async fn people(db: &impl ConnectionTrait, ids: BTreeSet<Uuid>) -> Result<BTreeMap<Uuid, String>, Problem> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = app_user::Entity::find().filter(app_user::Column::Id.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().map(|u| (u.id, u.display_name)).collect())
}

/// The names of all persons, units and sections among `ids`.
pub async fn all(db: &impl ConnectionTrait, ids: BTreeSet<Uuid>) -> Result<BTreeMap<Uuid, String>, Problem> {
    let mut names = people(db, ids.clone()).await?;
    let rest = |names: &BTreeMap<Uuid, String>| ids.iter().copied().filter(|id| !names.contains_key(id)).collect::<Vec<_>>();
    let units = org_unit::Entity::find().filter(org_unit::Column::Id.is_in(rest(&names))).all(db).await?;
    names.extend(units.into_iter().map(|u| (u.id, u.name)));
    let sections = section::Entity::find().filter(section::Column::Id.is_in(rest(&names))).all(db).await?;
    names.extend(sections.into_iter().map(|s| (s.id, s.name)));
    Ok(names)
}

/// The items among `ids`; titles only of those that `reader` may see at the desk.
pub async fn items(db: &impl ConnectionTrait, reader: &Actor, ids: BTreeSet<Uuid>) -> Result<BTreeMap<Uuid, NamedItem>, Problem> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = item::Entity::find().filter(item::Column::Id.is_in(ids.clone())).filter(visible_items(reader)).all(db).await?;
    let mut named: BTreeMap<Uuid, NamedItem> = ids.into_iter().map(|id| (id, NamedItem { id, title: None, kind: None })).collect();
    for row in rows {
        named.insert(row.id, NamedItem { id: row.id, title: Some(row.title), kind: Some(row.kind) });
    }
    Ok(named)
}

/// Every id in a payload.
pub fn ids_in(value: &Value, found: &mut BTreeSet<Uuid>) {
    match value {
        Value::String(text) if text.len() == 36 => found.extend(Uuid::try_parse(text).ok()),
        Value::Array(members) => members.iter().for_each(|member| ids_in(member, found)),
        Value::Object(members) => members.values().for_each(|member| ids_in(member, found)),
        _ => {}
    }
}
