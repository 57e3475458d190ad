//! Deadline rules with their citation, and when who is told.

use actix_web::{HttpResponse, get, post};
use sea_orm::{EntityTrait, QueryOrder};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::access::Permission;
use crate::features::deadlines::actions::{self, NewRule, NewSetting};
use crate::features::deadlines::views::{RuleView, SettingView};
use crate::http::{Body, Caller, Problem, Reply, Whole};
use crate::kernel::dates::to_vn;
use crate::store::Work;
use crate::store::entities::{deadline_rule, deadline_setting};

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(list_deadline_rules).service(add_deadline_rule).service(list_deadline_settings).service(add_deadline_setting);
}

#[derive(Serialize, ToSchema)]
struct Added {
    /// It counts from this day on.
    valid_from: chrono::NaiveDate,
}

/// All versions of all deadline rules
#[utoipa::path(get, path = "/api/v1/deadline-rules", operation_id = "list_deadline_rules", tag = "deadlines", responses((status = 200, body = Whole<RuleView>)), security(("bearer" = [])))]
#[get("/api/v1/deadline-rules")]
async fn list_deadline_rules(caller: Caller) -> Result<HttpResponse, Problem> {
    caller.need(Permission::ClockRead)?;
    let today = to_vn(caller.site.clock.now()).date_naive();
    let rows = deadline_rule::Entity::find()
        .order_by_asc(deadline_rule::Column::Code)
        .order_by_desc(deadline_rule::Column::ValidFrom)
        .all(caller.site.read())
        .await?;
    Ok(Reply::ok(&Whole { data: rows.into_iter().map(|r| RuleView::of(r, today)).collect() })?.send())
}

/// A new version of a deadline rule, or a new rule
#[utoipa::path(
    post, path = "/api/v1/deadline-rules", operation_id = "add_deadline_rule", tag = "deadlines",
    params(("Idempotency-Key" = Option<String>, Header)), request_body = NewRule,
    responses((status = 201, body = Added)), security(("bearer" = [])),
)]
#[post("/api/v1/deadline-rules")]
async fn add_deadline_rule(caller: Caller, body: Body<NewRule>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let valid_from = body.value.valid_from;
    actions::add_rule(&mut work, body.value).await?;
    Reply::json(201, &Added { valid_from })?.after(work).await
}

/// Which calendar counts and when who is told: all versions, the newest first
#[utoipa::path(get, path = "/api/v1/deadline-settings", operation_id = "list_deadline_settings", tag = "deadlines", responses((status = 200, body = Whole<SettingView>)), security(("bearer" = [])))]
#[get("/api/v1/deadline-settings")]
async fn list_deadline_settings(caller: Caller) -> Result<HttpResponse, Problem> {
    caller.need(Permission::ClockRead)?;
    let rows = deadline_setting::Entity::find().order_by_desc(deadline_setting::Column::ValidFrom).all(caller.site.read()).await?;
    Ok(Reply::ok(&Whole { data: rows.into_iter().map(SettingView::of).collect() })?.send())
}

/// A new version of these settings
#[utoipa::path(
    post, path = "/api/v1/deadline-settings", operation_id = "add_deadline_setting", tag = "deadlines",
    params(("Idempotency-Key" = Option<String>, Header)), request_body = NewSetting,
    responses((status = 201, body = Added)), security(("bearer" = [])),
)]
#[post("/api/v1/deadline-settings")]
async fn add_deadline_setting(caller: Caller, body: Body<NewSetting>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let valid_from = body.value.valid_from;
    actions::add_setting(&mut work, body.value).await?;
    Reply::json(201, &Added { valid_from })?.after(work).await
}
