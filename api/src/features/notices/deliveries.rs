//! How e-mails fare, for who keeps the machine: what waits, what went, what was given up; a dead letter may be tried again.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use chrono::{DateTime, Utc};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::access::Permission;
use crate::http::page::{self, sane_instant};
use crate::http::{Caller, Code, Cursor, Page, PageRequest, Problem, Query as Asked, Reply};
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::messages::MessageName;
use crate::kernel::notices::DeliveryState;
use crate::store::entities::{app_user, delivery, notice};
use crate::store::jobs::{Job, NewJob};
use crate::store::{Fault, Site, Upkeep};

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct DeliveriesQuery {
    state: Option<DeliveryState>,
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    cursor: Option<String>,
}

/// An e-mail on its way; the address is not shown.
#[derive(Debug, Serialize, ToSchema)]
struct DeliveryView {
    id: Uuid,
    /// A colleague's name; absent for somebody without an account: who that is is nobody's business here.
    #[schema(example = "Tổ Thư ký")]
    to: Option<String>,
    /// The message to somebody without an account.
    message: Option<MessageName>,
    state: DeliveryState,
    digest: bool,
    attempts: i64,
    due_at: String,
    /// A stable code, `smtp_` with the server's number, or `unreachable`, `timeout`, `tls`, `bad_address`.
    #[schema(example = "smtp_451")]
    last_error: Option<String>,
    created_at: String,
    sent_at: Option<String>,
}

impl DeliveryView {
    fn of(row: delivery::Model, names: &BTreeMap<Uuid, String>) -> Self {
        Self {
            id: row.id,
            to: row.user_id.and_then(|id| names.get(&id)).cloned(),
            message: row.message,
            state: row.state,
            digest: row.digest_at.is_some(),
            attempts: row.attempts,
            due_at: rfc3339_vn(row.due_at),
            last_error: row.last_error,
            created_at: rfc3339_vn(row.created_at),
            sent_at: row.sent_at.map(rfc3339_vn),
        }
    }
}

#[derive(Serialize, Deserialize)]
struct ByTime(DateTime<Utc>, Uuid);
impl Cursor for ByTime {
    fn sane(&self) -> bool {
        sane_instant(self.0)
    }
}

/// E-mails and how their delivery goes, newest first
#[utoipa::path(get, path = "/api/v1/notices/deliveries", operation_id = "list_deliveries", tag = "notices", params(DeliveriesQuery),
    responses((status = 200, body = Page<DeliveryView>)), security(("bearer" = [])))]
#[get("/api/v1/notices/deliveries")]
pub async fn list_deliveries(caller: Caller, query: Asked<DeliveriesQuery>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::SiteManage)?;
    let page = PageRequest { limit: query.limit, cursor: query.cursor.clone() };
    let (db, limit) = (caller.site.read(), page.limit()?);
    let mut wanted = Condition::all().add_option(query.state.map(|state| delivery::Column::State.eq(state)));
    if let Some(ByTime(at, id)) = page.after::<ByTime>()? {
        let same = Condition::all().add(delivery::Column::CreatedAt.eq(at)).add(delivery::Column::Id.lt(id));
        wanted = wanted.add(Condition::any().add(delivery::Column::CreatedAt.lt(at)).add(same));
    }
    let rows = delivery::Entity::find().filter(wanted).order_by_desc(delivery::Column::CreatedAt).order_by_desc(delivery::Column::Id);
    let rows = rows.limit(limit + 1).all(db).await?;
    let (rows, next_cursor) = page::cut(rows, limit, |r| ByTime(r.created_at, r.id));
    let ids: BTreeSet<Uuid> = rows.iter().filter_map(|r| r.user_id).collect();
    let people = app_user::Entity::find().filter(app_user::Column::Id.is_in(ids)).all(db).await?;
    let names = people.into_iter().map(|u| (u.id, u.display_name)).collect();
    let data = rows.into_iter().map(|row| DeliveryView::of(row, &names)).collect();
    Ok(Reply::ok(&Page { data, next_cursor })?.send())
}

/// Try a dead letter again
#[utoipa::path(post, path = "/api/v1/notices/deliveries/{id}/retry", operation_id = "retry_delivery", tag = "notices",
    params(("id" = Uuid, Path)), responses((status = 204, description = "Enqueued")), security(("bearer" = [])))]
#[post("/api/v1/notices/deliveries/{id}/retry")]
pub async fn retry_delivery(caller: Caller, id: Path<Uuid>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::SiteManage)?;
    let now = caller.site.clock.now();
    let upkeep = Upkeep::begin(&caller.site).await?;
    let row = delivery::Entity::find_by_id(*id).one(upkeep.db()).await?.ok_or_else(Problem::not_found)?;
    if row.user_id.is_none() && row.sealed.is_none() && row.state == DeliveryState::Dead {
        return Err(Problem::new(Code::IllegalTransition)
            .detail("Địa chỉ người nhận đã được xóa, không gửi lại được.", "The recipient's address is erased; it cannot be sent again."));
    }
    let again = delivery::ActiveModel { state: Set(DeliveryState::Waiting), attempts: Set(0), due_at: Set(now), ..Default::default() };
    let dead = delivery::Entity::update_many().set(again).filter(delivery::Column::Id.eq(row.id));
    if upkeep.update(dead.filter(delivery::Column::State.eq(DeliveryState::Dead))).await? == 0 {
        return Err(
            Problem::new(Code::IllegalTransition).detail("Chỉ thư đã bỏ mới gửi lại được.", "Only a dead letter can be tried again.")
        );
    }
    let dedup_key = format!("mail:{}:again:{}", row.id, now.timestamp_micros());
    upkeep.enqueue(NewJob { job: Job::Mail { delivery: row.id }, run_at: now, dedup_key }, now).await?;
    upkeep.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Ends the keeping of what was told before a moment, and of how its e-mails fared.
pub async fn forget_old(site: &Site, before: DateTime<Utc>) -> Result<u64, Fault> {
    let upkeep = Upkeep::begin(site).await?;
    let told = Query::select().column(notice::Column::Id).from(notice::Entity).and_where(notice::Column::At.lt(before)).to_owned();
    let of_them = Condition::any().add(delivery::Column::CreatedAt.lt(before)).add(delivery::Column::NoticeId.in_subquery(told));
    let mails = upkeep.delete(delivery::Entity::delete_many().filter(of_them)).await?;
    let notices = upkeep.delete(notice::Entity::delete_many().filter(notice::Column::At.lt(before))).await?;
    upkeep.commit().await?;
    Ok(mails + notices)
}
