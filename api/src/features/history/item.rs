//! The history of one item: whoever may see the item may read it.

use std::collections::BTreeSet;

use actix_web::web::Path;
use actix_web::{HttpResponse, get};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::names::{self, Doer};
use crate::access::Permission;
use crate::http::page::{self, Cursor, PageRequest};
use crate::http::{Caller, Page, Problem, Query, Reply};
use crate::kernel::dates::rfc3339_vn;
use crate::store::entities::{change_log, item};
use crate::store::scope::visible_items;

/// One event of an item's life.
#[derive(Debug, Serialize, ToSchema)]
struct HistoryEvent {
    seq: i64,
    at: String,
    #[schema(example = "submitted")]
    verb: String,
    /// Absent where the program acted on its timetable.
    actor: Option<Doer>,
    revision_no: Option<i64>,
    revision_hash: Option<String>,
    /// The facts as they stand in the log.
    #[schema(value_type = Object)]
    facts: Map<String, Value>,
}

#[derive(Serialize, Deserialize)]
pub struct BySeq(pub i64);
impl Cursor for BySeq {}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct HistoryQuery {
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    cursor: Option<String>,
}

/// What happened to an item, newest first.
#[utoipa::path(get, path = "/api/v1/desk/items/{id}/history", operation_id = "item_history", tag = "desk", params(("id" = Uuid, Path), HistoryQuery), responses((status = 200, body = Page<HistoryEvent>)), security(("bearer" = [])))]
#[get("/api/v1/desk/items/{id}/history")]
pub async fn item_history(caller: Caller, id: Path<Uuid>, query: Query<HistoryQuery>) -> Result<HttpResponse, Problem> {
    let page = PageRequest { limit: query.limit, cursor: query.cursor.clone() };
    let (db, limit) = (caller.site.read(), page.limit()?);
    if !may_read(db, &caller, *id).await? {
        return Err(Problem::not_found());
    }
    let mut rows = change_log::Entity::find().filter(change_log::Column::ItemId.eq(*id));
    if let Some(BySeq(seq)) = page.after::<BySeq>()? {
        rows = rows.filter(change_log::Column::Seq.lt(seq));
    }
    let rows = rows.order_by_desc(change_log::Column::Seq).limit(limit + 1).all(db).await?;
    let (rows, next_cursor) = page::cut(rows, limit, |r| BySeq(r.seq));
    Ok(Reply::ok(&Page { data: events(db, rows).await?, next_cursor })?.send())
}

/// Whoever may see the item may read its history.
async fn may_read(db: &impl ConnectionTrait, caller: &Caller, id: Uuid) -> Result<bool, Problem> {
    if !caller.actor.may(Permission::HistoryRead) {
        return Ok(false);
    }
    let visible = visible_items(&caller.actor);
    Ok(item::Entity::find_by_id(id).filter(visible).one(db).await?.is_some())
}

async fn events(db: &impl ConnectionTrait, rows: Vec<change_log::Model>) -> Result<Vec<HistoryEvent>, Problem> {
    let people: BTreeSet<Uuid> = rows.iter().filter_map(|r| r.actor_id).collect();
    let names = names::people(db, people).await?;
    rows.into_iter()
        .map(|row| {
            let mut facts: Map<String, Value> = serde_json::from_str(&row.payload)?;
            facts.remove("verb");
            Ok(HistoryEvent {
                seq: row.seq,
                at: rfc3339_vn(row.at),
                verb: row.verb,
                actor: row.actor_id.map(|id| Doer::of(id, &names)),
                revision_no: facts.get("no").and_then(Value::as_i64),
                revision_hash: facts.get("hash").and_then(Value::as_str).map(str::to_owned),
                facts,
            })
        })
        .collect()
}
