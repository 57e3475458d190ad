//! Settings at the desk: what holds, what held, what is to come, and what switching the preset would show and hide.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::actions::{self, Grounds};
use crate::access::Permission;
use crate::http::form::Form;
use crate::http::{Body, Caller, Problem, Reply, Whole};
use crate::kernel::dates::{rfc3339_vn, to_vn};
use crate::kernel::preset::{self, Part, Preset};
use crate::store::entities::{app_user, site_setting};
use crate::store::profile::{self, Setting};
use crate::store::{Fault, Work, settings};

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(list_settings).service(set_setting).service(preview_preset);
}

/// What the desk may set. Whether the content is invented (`demo`) is not among it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SettingName {
    Name,
    NameEn,
    Slogan,
    ParentPortal,
    AttributionLine,
    Languages,
    Preset,
    Contact,
    StandingBody,
    CoordinatingBody,
    PosterOn,
    QuietHours,
    ReviewDays,
    SecondFactorRoles,
    Retention,
}

/// A value to hold from a day on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSetting {
    pub name: SettingName,
    /// In the shape that `GET /site` shows; codes of units for the two bodies; a day for the poster;
    /// `{from, to, working_days_only}` with `HH:MM` for the quiet hours; months by class for the retention;
    /// days by class of information (`introduction`, `directing_information`, `news_event`, `official_contact`) for the reviews.
    #[schema(value_type = Object, example = json!("Cổng thông tin điện tử phường Thành Đông"))]
    pub value: Value,
    /// Today when not said; never a day gone by.
    #[schema(example = "2026-12-01")]
    pub valid_from: Option<NaiveDate>,
    /// Needed for the preset.
    #[schema(example = "1026/QĐ-UBND", max_length = 100)]
    pub decision_number: Option<String>,
    #[schema(example = "2026-11-20")]
    pub decision_date: Option<NaiveDate>,
}

/// A value with its time.
#[derive(Serialize, ToSchema)]
pub struct SettingView {
    #[schema(example = "name")]
    pub name: String,
    #[schema(value_type = Object, example = json!("Cổng thông tin điện tử phường Thành Đông"))]
    pub value: Value,
    #[schema(example = "2026-11-23")]
    pub valid_from: NaiveDate,
    #[schema(example = "1026/QĐ-UBND")]
    pub decision_number: Option<String>,
    pub decision_date: Option<NaiveDate>,
    /// Who set it; nobody when it was the program.
    #[schema(example = "Quản trị kỹ thuật")]
    pub set_by: Option<String>,
    #[schema(example = "2026-11-23T08:00:00+07:00", format = DateTime)]
    pub set_at: String,
    /// It holds today.
    pub in_force: bool,
}

/// A part of the product.
#[derive(Serialize, ToSchema)]
pub struct PartView {
    pub part: Part,
    #[schema(example = "Kiểm duyệt theo lĩnh vực (Điều 12–14)")]
    pub name: &'static str,
    #[schema(example = "Field review (Điều 12–14)")]
    pub name_en: &'static str,
}

/// A duty that stays with paper and people.
#[derive(Serialize, ToSchema)]
pub struct DutyView {
    #[schema(example = "Điều 12 khoản 5")]
    pub citation: &'static str,
    #[schema(example = "Kiểm duyệt tin, bài kinh tế, an ninh, quốc phòng của cộng tác viên")]
    pub name: &'static str,
    #[schema(example = "Review of contributors' items on economy, security, defence")]
    pub name_en: &'static str,
}

/// What switching would show and hide. Nothing is lost: what is hidden comes back with the preset.
#[derive(Serialize, ToSchema)]
pub struct PresetPreview {
    pub before: Preset,
    pub after: Preset,
    #[schema(example = "Gọn")]
    pub name: &'static str,
    #[schema(example = "Compact")]
    pub name_en: &'static str,
    pub appear: Vec<PartView>,
    pub disappear: Vec<PartView>,
    /// Duties of Điều 12–14 that the program does not carry under `after`.
    pub manual: Vec<DutyView>,
}

/// Settings with their history
#[utoipa::path(
    get, path = "/api/v1/settings", operation_id = "list_settings", tag = "directory",
    responses((status = 200, body = Whole<SettingView>)), security(("bearer" = [])),
)]
#[get("/api/v1/settings")]
async fn list_settings(caller: Caller) -> Result<HttpResponse, Problem> {
    caller.need(Permission::SiteManage)?;
    let today = to_vn(caller.site.clock.now()).date_naive();
    Ok(Reply::ok(&Whole { data: views(caller.site.read(), today).await? })?.send())
}

/// Set a value from a day on
#[utoipa::path(
    post, path = "/api/v1/settings", operation_id = "set_setting", tag = "directory",
    request_body = NewSetting, responses((status = 200, body = Whole<SettingView>)), security(("bearer" = [])),
)]
#[post("/api/v1/settings")]
async fn set_setting(caller: Caller, body: Body<NewSetting>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::SiteManage)?;
    let mut form = Form::default();
    form.optional_day("/valid_from", body.valid_from);
    form.optional_day("/decision_date", body.decision_date);
    form.done()?;
    let setting: Result<Setting, _> = serde_json::from_value(json!({"name": body.value.name, "value": body.value.value}));
    let setting = setting.map_err(|_| {
        let mut form = Form::default();
        form.say("/value", "malformed_field", "Giá trị không đúng dạng của mục này.", "The value has not the shape of this setting.");
        Problem::invalid(form.errors)
    })?;
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let grounds = Grounds { valid_from: body.valid_from, decision_number: body.decision_number.clone(), decision_date: body.decision_date };
    actions::set_from(&mut work, setting, grounds).await?;
    let data = views(work.db(), to_vn(work.now).date_naive()).await?;
    Reply::ok(&Whole { data })?.after(work).await
}

/// What switching to a preset would show and hide
#[utoipa::path(
    get, path = "/api/v1/presets/{preset}", operation_id = "preview_preset", tag = "directory",
    params(("preset" = Preset, Path)), responses((status = 200, body = PresetPreview)), security(("bearer" = [])),
)]
#[get("/api/v1/presets/{preset}")]
async fn preview_preset(caller: Caller, preset: Path<String>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::SiteManage)?;
    let after: Preset = serde_json::from_value(Value::String(preset.into_inner())).map_err(|_| Problem::not_found())?;
    let before = profile::preset(caller.site.read(), to_vn(caller.site.clock.now()).date_naive()).await?;
    let (appear, disappear) = preset::difference(before, after);
    let parts = |parts: Vec<Part>| {
        let view = |part: Part| PartView { part, name: part.names().0, name_en: part.names().1 };
        parts.into_iter().map(view).collect()
    };
    let manual = preset::manual_duties(after).map(|d| DutyView { citation: d.citation, name: d.vi, name_en: d.en }).collect();
    let (name, name_en) = after.names();
    let told = PresetPreview { before, after, name, name_en, appear: parts(appear), disappear: parts(disappear), manual };
    Ok(Reply::ok(&told)?.send())
}

async fn views(db: &impl ConnectionTrait, today: NaiveDate) -> Result<Vec<SettingView>, Fault> {
    let rows = settings::history(db).await?;
    let in_force = settings::in_force(db, today).await?;
    let people = app_user::Entity::find().filter(app_user::Column::Id.is_in(rows.iter().filter_map(|r| r.set_by))).all(db).await?;
    let view = |row: site_setting::Model| {
        Ok(SettingView {
            in_force: in_force.iter().any(|r| r.name == row.name && r.no == row.no),
            value: serde_json::from_str(&row.value)?,
            set_by: row.set_by.and_then(|by| people.iter().find(|u| u.id == by)).map(|u| u.display_name.clone()),
            set_at: rfc3339_vn(row.updated_at),
            name: row.name,
            valid_from: row.valid_from,
            decision_number: row.decision_number,
            decision_date: row.decision_date,
        })
    };
    rows.into_iter().map(view).collect()
}
