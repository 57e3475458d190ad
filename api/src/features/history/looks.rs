//! Who looked at whose personal data.

use std::collections::BTreeSet;

use actix_web::{HttpResponse, get};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::names::{self, Doer};
use crate::access::Permission;
use crate::http::page::{self, sane_instant};
use crate::http::{Caller, Cursor, Page, PageRequest, Problem, Query, Reply};
use crate::kernel::dates::rfc3339_vn;
use crate::store::entities::access_log;
use crate::store::scope::not_sealed_from;

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct LooksQuery {
    /// Who looked.
    person: Option<Uuid>,
    /// Whose data it is.
    subject: Option<Uuid>,
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    cursor: Option<String>,
}

/// One look.
#[derive(Debug, Serialize, ToSchema)]
struct Look {
    id: Uuid,
    at: String,
    actor: Option<Doer>,
    /// What kind of data it was.
    #[schema(example = "user_contact")]
    what: String,
    subject_id: Uuid,
    /// Today's name, where it is somebody with an account.
    subject_name: Option<String>,
    request_id: String,
}

#[derive(Serialize, Deserialize)]
struct ByTime(DateTime<Utc>, Uuid);
impl Cursor for ByTime {
    fn sane(&self) -> bool {
        sane_instant(self.0)
    }
}

/// Looks at personal data, newest first
#[utoipa::path(get, path = "/api/v1/audit/looks", operation_id = "list_looks", tag = "audit", params(LooksQuery),
    responses((status = 200, body = Page<Look>)), security(("bearer" = [])))]
#[get("/api/v1/audit/looks")]
pub async fn list_looks(caller: Caller, query: Query<LooksQuery>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::AuditRead)?;
    let page = PageRequest { limit: query.limit, cursor: query.cursor.clone() };
    let (db, limit) = (caller.site.read(), page.limit()?);
    let mut wanted = Condition::all()
        .add(not_sealed_from(&caller.actor, access_log::Column::SubjectId))
        .add_option(query.person.map(|id| access_log::Column::ActorId.eq(id)))
        .add_option(query.subject.map(|id| access_log::Column::SubjectId.eq(id)));
    if let Some(ByTime(at, id)) = page.after::<ByTime>()? {
        let earlier = Condition::all().add(access_log::Column::At.eq(at)).add(access_log::Column::Id.lt(id));
        wanted = wanted.add(Condition::any().add(access_log::Column::At.lt(at)).add(earlier));
    }
    let rows = access_log::Entity::find().filter(wanted);
    let rows = rows.order_by_desc(access_log::Column::At).order_by_desc(access_log::Column::Id).limit(limit + 1).all(db).await?;
    let (rows, next_cursor) = page::cut(rows, limit, |r| ByTime(r.at, r.id));
    let people: BTreeSet<Uuid> = rows.iter().flat_map(|r| r.actor_id.into_iter().chain([r.subject_id])).collect();
    let names = names::people(db, people).await?;
    let data = rows.into_iter().map(|row| Look {
        id: row.id,
        at: rfc3339_vn(row.at),
        actor: row.actor_id.map(|id| Doer::of(id, &names)),
        what: row.what,
        subject_id: row.subject_id,
        subject_name: names.get(&row.subject_id).cloned(),
        request_id: row.request_id,
    });
    Ok(Reply::ok(&Page { data: data.collect(), next_cursor })?.send())
}
