//! The whole change log with filters, newest first. Every filter walks an index.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::{HttpResponse, get};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::item::BySeq;
use super::names::{self, Doer, NamedItem};
use crate::access::Permission;
use crate::http::page::{self, sane_instant};
use crate::http::{Caller, FieldError, Page, PageRequest, Problem, Query, Reply, Whole};
use crate::kernel::dates::rfc3339_vn;
use crate::store::entities::change_log;
use crate::store::scope::not_sealed_from;

/// What of the log is asked for. All of it together must hold.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct AuditQuery {
    pub item: Option<Uuid>,
    /// Who did it.
    pub person: Option<Uuid>,
    /// Whom it was done to: whose account, role or task.
    pub about: Option<Uuid>,
    /// Whose item or matter it was.
    pub unit: Option<Uuid>,
    #[param(pattern = "^[a-z_]{1,60}$", example = "published")]
    pub verb: Option<String>,
    /// `http`, `worker` (the program on its timetable), `command` or `citizen` (a public form).
    #[param(pattern = "^(http|worker|command|citizen)$", example = "http")]
    pub door: Option<String>,
    /// From this instant on.
    #[param(example = "2026-11-01T00:00:00+07:00")]
    pub from: Option<DateTime<Utc>>,
    /// Before this instant.
    #[param(example = "2026-12-01T00:00:00+07:00")]
    pub to: Option<DateTime<Utc>>,
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<u64>,
    pub cursor: Option<String>,
}

/// One entry of the log.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditEntry {
    #[schema(example = 1234)]
    pub seq: i64,
    #[schema(example = "2026-11-23T08:00:00+07:00")]
    pub at: String,
    #[schema(example = "published")]
    pub verb: String,
    #[schema(example = "http")]
    pub door: String,
    /// Absent where the program acted on its timetable.
    pub actor: Option<Doer>,
    pub item: Option<NamedItem>,
    /// The person it was done to.
    pub about: Option<Doer>,
    pub unit_id: Option<Uuid>,
    pub request_id: String,
    /// Stands in the public change feed too.
    pub public: bool,
    /// The facts as they stand in the log.
    #[schema(value_type = Object)]
    pub facts: Map<String, Value>,
    /// Today's names of the persons, units and sections whose ids are among the facts.
    pub names: BTreeMap<String, String>,
    pub hash: String,
}

/// The change log, newest first
///
/// Everything that was done, settings and people included.
#[utoipa::path(get, path = "/api/v1/audit", operation_id = "list_audit", tag = "audit", params(AuditQuery),
    responses((status = 200, body = Page<AuditEntry>)), security(("bearer" = [])))]
#[get("/api/v1/audit")]
pub async fn list_audit(caller: Caller, query: Query<AuditQuery>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::AuditRead)?;
    let page = PageRequest { limit: query.limit, cursor: query.cursor.clone() };
    let (db, limit) = (caller.site.read(), page.limit()?);
    let mut wanted = condition(db, &query).await?.add(not_sealed_from(&caller.actor, change_log::Column::LetterId));
    if let Some(BySeq(seq)) = page.after::<BySeq>()? {
        wanted = wanted.add(change_log::Column::Seq.lt(seq));
    }
    let rows = change_log::Entity::find().filter(wanted).order_by_desc(change_log::Column::Seq).limit(limit + 1).all(db).await?;
    let (rows, next_cursor) = page::cut(rows, limit, |r| BySeq(r.seq));
    Ok(Reply::ok(&Page { data: entries(&caller, rows).await?, next_cursor })?.send())
}

/// The verbs that occur in the log, in their order
#[utoipa::path(get, path = "/api/v1/audit/verbs", operation_id = "list_audit_verbs", tag = "audit",
    responses((status = 200, body = Whole<String>)), security(("bearer" = [])))]
#[get("/api/v1/audit/verbs")]
pub async fn list_audit_verbs(caller: Caller) -> Result<HttpResponse, Problem> {
    caller.need(Permission::AuditRead)?;
    let mut data: Vec<String> = vec![];
    // From verb to verb along the index: the log may be long, its verbs are few.
    loop {
        let next = change_log::Entity::find().select_only().column(change_log::Column::Verb);
        let next = match data.last() {
            Some(last) => next.filter(change_log::Column::Verb.gt(last.as_str())),
            None => next,
        };
        match next.order_by_asc(change_log::Column::Verb).limit(1).into_tuple::<String>().one(caller.site.read()).await? {
            Some(verb) => data.push(verb),
            None => return Ok(Reply::ok(&Whole { data })?.send()),
        }
    }
}

/// The query as a condition. Times become numbers first: the log's time never runs back, so its numbers are in its order.
pub async fn condition(db: &impl ConnectionTrait, query: &AuditQuery) -> Result<Condition, Problem> {
    check(query)?;
    let mut all = Condition::all();
    for (column, id) in [
        (change_log::Column::ItemId, query.item),
        (change_log::Column::ActorId, query.person),
        (change_log::Column::AboutId, query.about),
        (change_log::Column::UnitId, query.unit),
    ] {
        all = all.add_option(id.map(|id| column.eq(id)));
    }
    all = all.add_option(query.verb.as_ref().map(|verb| change_log::Column::Verb.eq(verb.as_str())));
    all = all.add_option(query.door.as_ref().map(|door| change_log::Column::Door.eq(door.as_str())));
    for (bound, floor) in [(query.from, true), (query.to, false)] {
        let Some(at) = bound else { continue };
        let first = change_log::Entity::find().select_only().column(change_log::Column::Seq).filter(change_log::Column::At.gte(at));
        let first = first.order_by_asc(change_log::Column::At).order_by_asc(change_log::Column::Seq).limit(1);
        let first: Option<i64> = first.into_tuple().one(db).await?;
        all = match (first, floor) {
            (Some(seq), true) => all.add(change_log::Column::Seq.gte(seq)),
            (Some(seq), false) => all.add(change_log::Column::Seq.lt(seq)),
            // Nothing is as late as that.
            (None, true) => all.add(change_log::Column::Seq.lt(0i64)),
            (None, false) => all,
        };
    }
    Ok(all)
}

fn check(query: &AuditQuery) -> Result<(), Problem> {
    let mut faults = vec![];
    let mut fault = |pointer: &str| {
        faults.push(FieldError::new(pointer, "bad_parameter", "Tham số không hợp lệ.", "Bad parameter."));
    };
    let verb = |v: &String| (1..=60).contains(&v.len()) && v.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    if query.verb.as_ref().is_some_and(|v| !verb(v)) {
        fault("/verb");
    }
    if query.door.as_ref().is_some_and(|d| !["http", "worker", "command", "citizen"].contains(&d.as_str())) {
        fault("/door");
    }
    for (pointer, at) in [("/from", query.from), ("/to", query.to)] {
        if at.is_some_and(|at| !sane_instant(at)) {
            fault(pointer);
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Problem::invalid(faults)) }
}

async fn entries(caller: &Caller, rows: Vec<change_log::Model>) -> Result<Vec<AuditEntry>, Problem> {
    let db = caller.site.read();
    let (mut ids, mut items) = (BTreeSet::new(), BTreeSet::new());
    let mut facts = vec![];
    for row in &rows {
        // A payload that was spoilt by hand is shown empty; the proof names it.
        let value: Map<String, Value> = serde_json::from_str(&row.payload).unwrap_or_default();
        ids.extend(row.actor_id);
        items.extend(row.item_id);
        for (_, member) in value.iter().filter(|(name, _)| *name != "item") {
            names::ids_in(member, &mut ids);
        }
        facts.push(value);
    }
    let names = names::all(db, ids).await?;
    let items = names::items(db, &caller.actor, items).await?;
    let made = rows.into_iter().zip(facts).map(|(row, mut facts)| {
        facts.remove("verb");
        let mut own = BTreeSet::new();
        facts.values().for_each(|member| names::ids_in(member, &mut own));
        AuditEntry {
            seq: row.seq,
            at: rfc3339_vn(row.at),
            verb: row.verb,
            door: row.door,
            actor: row.actor_id.map(|id| Doer::of(id, &names)),
            item: row.item_id.and_then(|id| items.get(&id).cloned()),
            about: row.about_id.map(|id| Doer::of(id, &names)),
            unit_id: row.unit_id,
            request_id: row.request_id,
            public: row.public,
            names: own.iter().filter_map(|id| Some((id.to_string(), names.get(id)?.clone()))).collect(),
            facts,
            hash: row.hash,
        }
    });
    Ok(made.collect())
}
