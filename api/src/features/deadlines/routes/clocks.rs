//! The board of clocks, one clock, promising another date, and letting go of what is not owed.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::access::Permission;
use crate::features::deadlines::actions::{self, Cancellation, Extension};
use crate::features::deadlines::queries::{self, ClockFilter};
use crate::features::deadlines::views::{ClockCounts, ClockDetail, ClockView, ExtensionPlan};
use crate::http::page::PageRequest;
use crate::http::{Body, Caller, FieldError, Page, Problem, Query, Reply};
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::words::{ClockSubject, ClockWord};
use crate::store::Work;

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(list_clocks).service(count_clocks).service(read_clock).service(extend_clock).service(cancel_clock);
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct ClocksQuery {
    /// Only those that stand so; all that run when not said.
    word: Option<ClockWord>,
    unit: Option<Uuid>,
    #[param(max_length = 60)]
    rule: Option<String>,
    subject: Option<ClockSubject>,
    /// Only those that the publication of this item pays.
    item: Option<Uuid>,
    /// Only those that the caller is responsible for.
    mine: Option<bool>,
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    cursor: Option<String>,
}

impl ClocksQuery {
    fn filter(self) -> Result<(ClockFilter, PageRequest), Problem> {
        if self.rule.as_ref().is_some_and(|r| r.chars().count() > 60 || r.contains('\0')) {
            return Err(Problem::invalid(vec![FieldError::new("/rule", "too_long", "Tối đa 60 ký tự.", "At most 60 characters.")]));
        }
        let page = PageRequest { limit: self.limit, cursor: self.cursor };
        let mine = self.mine.unwrap_or(false);
        let filter = ClockFilter { word: self.word, unit: self.unit, rule: self.rule, subject: self.subject, item: self.item, mine };
        Ok((filter, page))
    }
}

/// Clocks that the caller may see, what is due first at the top
#[utoipa::path(get, path = "/api/v1/deadlines", operation_id = "list_clocks", tag = "deadlines", params(ClocksQuery), responses((status = 200, body = Page<ClockView>)), security(("bearer" = [])))]
#[get("/api/v1/deadlines")]
async fn list_clocks(caller: Caller, query: Query<ClocksQuery>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::ClockRead)?;
    let (filter, page) = query.0.filter()?;
    let now = caller.site.clock.now();
    Ok(Reply::ok(&queries::clocks(caller.site.read(), &caller.actor, &filter, &page, now).await?)?.send())
}

/// How many clocks stand how
#[utoipa::path(get, path = "/api/v1/deadlines/counts", operation_id = "count_clocks", tag = "deadlines", params(ClocksQuery), responses((status = 200, body = ClockCounts)), security(("bearer" = [])))]
#[get("/api/v1/deadlines/counts")]
async fn count_clocks(caller: Caller, query: Query<ClocksQuery>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::ClockRead)?;
    let (filter, page) = query.0.filter()?;
    page.limit()?;
    let now = caller.site.clock.now();
    Ok(Reply::ok(&queries::counts(caller.site.read(), &caller.actor, &filter, now).await?)?.send())
}

/// One clock: its explanation day by day, and how its due date moved
#[utoipa::path(get, path = "/api/v1/deadlines/{id}", operation_id = "read_clock", tag = "deadlines", params(("id" = Uuid, Path)), responses((status = 200, body = ClockDetail)), security(("bearer" = [])))]
#[get("/api/v1/deadlines/{id}")]
async fn read_clock(caller: Caller, id: Path<Uuid>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::ClockRead)?;
    let now = caller.site.clock.now();
    Ok(Reply::ok(&queries::clock_detail(caller.site.read(), &caller.actor, *id, now).await?)?.send())
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct DryRun {
    /// Say what would happen, and change nothing.
    pub dry_run: Option<bool>,
}

/// Promise another date, with the reason and the notice that tells of it
#[utoipa::path(
    post, path = "/api/v1/deadlines/{id}/extend", operation_id = "extend_clock", tag = "deadlines",
    params(("id" = Uuid, Path), DryRun, ("Idempotency-Key" = Option<String>, Header)), request_body = Extension,
    responses((status = 200, description = "The clock; for a dry run what would happen", body = inline(Extended))), security(("bearer" = [])),
)]
#[post("/api/v1/deadlines/{id}/extend")]
async fn extend_clock(caller: Caller, id: Path<Uuid>, query: Query<DryRun>, body: Body<Extension>) -> Result<HttpResponse, Problem> {
    let dry_run = query.dry_run.unwrap_or(false);
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let old_due = rfc3339_vn(body.value.old_due);
    let row = actions::extend(&mut work, *id, body.value).await?;
    if dry_run {
        let plan = Extended::Plan(ExtensionPlan { clock: row.id, old_due, new_due: rfc3339_vn(row.due_at) });
        return Ok(Reply::ok(&plan)?.send());
    }
    let detail = queries::clock_detail(work.db(), &work.actor, *id, work.now).await?;
    Reply::ok(&Extended::Clock(Box::new(detail)))?.after(work).await
}

#[derive(serde::Serialize, utoipa::ToSchema)]
#[serde(untagged)]
enum Extended {
    Plan(ExtensionPlan),
    Clock(Box<ClockDetail>),
}

/// Let go of what is not owed after all, with the reason
#[utoipa::path(
    post, path = "/api/v1/deadlines/{id}/cancel", operation_id = "cancel_clock", tag = "deadlines",
    params(("id" = Uuid, Path), ("Idempotency-Key" = Option<String>, Header)), request_body = Cancellation,
    responses((status = 200, body = ClockDetail)), security(("bearer" = [])),
)]
#[post("/api/v1/deadlines/{id}/cancel")]
async fn cancel_clock(caller: Caller, id: Path<Uuid>, body: Body<Cancellation>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    actions::cancel(&mut work, *id, body.value).await?;
    let detail = queries::clock_detail(work.db(), &work.actor, *id, work.now).await?;
    Reply::ok(&detail)?.after(work).await
}
