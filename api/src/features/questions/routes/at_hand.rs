//! Texts at hand, and the settings of the forms.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post, put};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::access::Permission;
use crate::features::questions::actions::{self, Template};
use crate::features::questions::settings::{self, LetterSetting};
use crate::features::questions::views::{AnswerTemplateView, day};
use crate::features::questions::{policy, queries};
use crate::http::{Body, Caller, IfMatch, Problem, Query, Reply, Whole};
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::letters::AnswerTemplateUse;
use crate::kernel::words::Field;
use crate::store::Work;
use crate::store::entities::answer_template;

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(list_templates).service(add_template).service(change_template);
    cfg.service(list_letter_settings).service(set_letter_setting);
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct TemplateQuery {
    #[param(example = "answer")]
    purpose: Option<AnswerTemplateUse>,
    /// Also those that are used no more.
    #[param(example = false)]
    retired: Option<bool>,
}

/// A text at hand as it is written.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AnswerTemplateRequest {
    purpose: AnswerTemplateUse,
    #[schema(min_length = 1, max_length = 200, example = "Hướng dẫn đăng ký tạm trú")]
    name: String,
    #[serde(default)]
    field: Option<Field>,
    /// Of one unit; for all when absent.
    #[serde(default)]
    unit: Option<Uuid>,
    #[schema(min_length = 1, max_length = 20000, example = "Bạn nộp hồ sơ tại Công an phường hoặc trên Cổng dịch vụ công.")]
    body: String,
    #[serde(default)]
    retired: bool,
}

impl AnswerTemplateRequest {
    fn said(self) -> Template {
        Template { purpose: self.purpose, name: self.name, field: self.field, unit: self.unit, body: self.body, retired: self.retired }
    }
}

async fn views(caller: &Caller, rows: Vec<answer_template::Model>) -> Result<Vec<AnswerTemplateView>, Problem> {
    let units = queries::unit_names(caller.site.read(), rows.iter().filter_map(|r| r.unit_id)).await?;
    let view = |row: answer_template::Model| AnswerTemplateView {
        id: row.id,
        purpose: row.purpose,
        name: row.name,
        field: row.field,
        unit: row.unit_id.map(|id| queries::named(&units, id)),
        body: row.body,
        retired: row.retired,
        updated_at: rfc3339_vn(row.updated_at),
        version: row.version,
    };
    Ok(rows.into_iter().map(view).collect())
}

/// Texts at hand for answering letters, by name
#[utoipa::path(get, path = "/api/v1/desk/answer-templates", operation_id = "list_answer_templates", tag = "letters", params(TemplateQuery),
    responses((status = 200, body = Whole<AnswerTemplateView>)), security(("bearer" = [])))]
#[get("/api/v1/desk/answer-templates")]
async fn list_templates(caller: Caller, query: Query<TemplateQuery>) -> Result<HttpResponse, Problem> {
    if !policy::is_of_the_chain(&caller.actor) {
        return Err(Problem::forbidden("Chỉ người xử lý thư dùng các mẫu này.", "For those who handle letters."));
    }
    let mut rows = answer_template::Entity::find();
    if let Some(purpose) = query.purpose {
        rows = rows.filter(answer_template::Column::Purpose.eq(purpose));
    }
    if !query.retired.unwrap_or_default() {
        rows = rows.filter(answer_template::Column::Retired.eq(false));
    }
    let rows = rows.order_by_asc(answer_template::Column::Purpose).order_by_asc(answer_template::Column::Name).limit(500);
    let rows = rows.order_by_asc(answer_template::Column::Id).all(caller.site.read()).await?;
    Ok(Reply::ok(&Whole { data: views(&caller, rows).await? })?.send())
}

/// Write a text at hand
#[utoipa::path(post, path = "/api/v1/desk/answer-templates", operation_id = "add_answer_template", tag = "letters",
    params(("Idempotency-Key" = Option<String>, Header)), request_body = AnswerTemplateRequest,
    responses((status = 201, body = AnswerTemplateView)), security(("bearer" = [])))]
#[post("/api/v1/desk/answer-templates")]
async fn add_template(caller: Caller, body: Body<AnswerTemplateRequest>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let row = actions::add_template(&mut work, body.value.said()).await?;
    let location = format!("/api/v1/desk/answer-templates/{}", row.id);
    let view = views(&caller, vec![row]).await?.pop().ok_or_else(Problem::not_found)?;
    Reply::created(&view, location)?.version(view.version).after(work).await
}

/// Change a text at hand, or retire it
#[utoipa::path(put, path = "/api/v1/desk/answer-templates/{id}", operation_id = "change_answer_template", tag = "letters",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = AnswerTemplateRequest,
    responses((status = 200, body = AnswerTemplateView)), security(("bearer" = [])))]
#[put("/api/v1/desk/answer-templates/{id}")]
async fn change_template(
    caller: Caller,
    id: Path<Uuid>,
    seen: IfMatch,
    body: Body<AnswerTemplateRequest>,
) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let row = actions::change_template(&mut work, *id, seen, body.value.said()).await?;
    let view = views(&caller, vec![row]).await?.pop().ok_or_else(Problem::not_found)?;
    Reply::ok(&view)?.version(view.version).after(work).await
}

/// What is set about letters, and what holds today.
#[derive(Serialize, ToSchema)]
struct LetterSettingView {
    name: LetterSetting,
    /// As it holds today.
    #[schema(value_type = Object)]
    value: Value,
}

/// A value to hold from a day on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SetLetterSetting {
    name: LetterSetting,
    /// In the shape that the list shows.
    #[schema(value_type = Object)]
    value: Value,
    /// Today when not said; never a day gone by.
    #[serde(default)]
    #[schema(example = "2026-12-01")]
    valid_from: Option<NaiveDate>,
    #[serde(default)]
    #[schema(max_length = 100, example = "1026/QĐ-UBND")]
    decision_number: Option<String>,
    #[serde(default)]
    decision_date: Option<NaiveDate>,
}

/// What the forms of letters ask for, as it holds today
#[utoipa::path(get, path = "/api/v1/desk/letter-settings", operation_id = "list_letter_settings", tag = "letters",
    responses((status = 200, body = Whole<LetterSettingView>)), security(("bearer" = [])))]
#[get("/api/v1/desk/letter-settings")]
async fn list_letter_settings(caller: Caller) -> Result<HttpResponse, Problem> {
    let may = [Permission::SiteManage, Permission::RoutingManage, Permission::LetterIntake].into_iter().any(|p| caller.actor.may(p));
    if !may {
        return Err(Problem::forbidden("Vai trò của bạn không xem được.", "None of your roles may see this."));
    }
    let today = day(caller.site.clock.now());
    let mut data = vec![];
    for name in <LetterSetting as sea_orm::Iterable>::iter() {
        data.push(LetterSettingView { name, value: settings::in_force(caller.site.read(), name, today).await? });
    }
    Ok(Reply::ok(&Whole { data })?.send())
}

/// Set what the forms of letters ask for, from a day on
#[utoipa::path(post, path = "/api/v1/desk/letter-settings", operation_id = "set_letter_setting", tag = "letters",
    params(("Idempotency-Key" = Option<String>, Header)), request_body = SetLetterSetting,
    responses((status = 201, body = LetterSettingView)), security(("bearer" = [])))]
#[post("/api/v1/desk/letter-settings")]
async fn set_letter_setting(caller: Caller, body: Body<SetLetterSetting>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let said = body.value;
    let decision = (said.decision_number, said.decision_date);
    actions::set_letter_setting(&mut work, said.name, said.value.clone(), said.valid_from, decision).await?;
    Reply::json(201, &LetterSettingView { name: said.name, value: said.value })?.after(work).await
}
