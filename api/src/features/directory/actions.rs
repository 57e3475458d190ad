//! Setting up the structure. The same actions serve requests, commands and the demo.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, Set};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{ValidateEmail, ValidateUrl};

use super::sections::{RESERVED, keep_version};
use crate::access::{Actor, Permission};
use crate::http::Problem;
use crate::http::form::Form;
use crate::kernel::dates;
use crate::kernel::retention::Retention;
use crate::kernel::text::slug;
use crate::kernel::words::{Field, InfoClass, Lang, SectionAction, UnitKind};
use crate::store::entities::{org_unit, routing_rule, section, section_slug};
use crate::store::profile::{self, Setting};
use crate::store::settings::{self, NewValue};
use crate::store::{Change, Work};

/// A unit to be added.
#[derive(Clone, Debug)]
pub struct NewUnit {
    /// 1–60 of `a-z 0-9 _`: its name inside imports and settings.
    pub code: String,
    pub kind: UnitKind,
    pub name: String,
    pub name_en: Option<String>,
    pub parent: Option<Uuid>,
    pub position: i64,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
}

/// A section to be added.
#[derive(Clone, Debug)]
pub struct NewSection {
    pub slug: String,
    pub name: String,
    pub name_en: Option<String>,
    pub parent: Option<Uuid>,
    pub position: i64,
    pub info_class: InfoClass,
    /// The unit that answers for it and reviews what is written in it (Đ12.2).
    pub owner_unit: Option<Uuid>,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
}

/// Whose items a routing rule is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AppliesTo {
    Contributor,
    Anyone,
}

impl AppliesTo {
    pub fn word(self) -> &'static str {
        match self {
            Self::Contributor => "contributor",
            Self::Anyone => "anyone",
        }
    }

    pub fn read(word: &str) -> Option<Self> {
        [Self::Contributor, Self::Anyone].into_iter().find(|a| a.word() == word)
    }
}

/// Which unit reviews what, with the article that says so.
#[derive(Clone, Debug)]
pub struct NewRoutingRule {
    pub applies_to: AppliesTo,
    /// Either a field …
    pub field: Option<Field>,
    /// … or a section.
    pub section: Option<Uuid>,
    pub unit: Uuid,
    /// Of a section only: the unit is its main reviewer (Đ14.1).
    pub main_reviewer: bool,
    pub citation: String,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    /// The rule that this one follows.
    pub replaces: Option<Uuid>,
}

/// Adds a unit. It acts from its first day on.
pub async fn add_unit(work: &mut Work<'_>, new: NewUnit) -> Result<Uuid, Problem> {
    may_manage(&work.actor)?;
    let mut form = Form::default();
    let shaped = (1..=60).contains(&new.code.len()) && new.code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if !shaped {
        form.say("/code", "bad_code", "Mã gồm 1–60 ký tự a-z, 0-9, _.", "A code has 1-60 of a-z, 0-9, _.");
    } else if org_unit::Entity::find().filter(org_unit::Column::Code.eq(&new.code)).count(work.db()).await? > 0 {
        form.say("/code", "taken", "Mã đã được dùng.", "The code is taken.");
    }
    let name = form.line("/name", &new.name, 1, 200);
    let name_en = form.optional_line("/name_en", new.name_en.as_deref(), 200);
    known_unit(work, &mut form, "/parent", new.parent).await?;
    form.in_order("/valid_to", new.valid_from, new.valid_to);
    form.done()?;
    let id = work.id();
    let row = org_unit::ActiveModel {
        id: Set(id),
        code: Set(new.code),
        kind: Set(new.kind),
        name: Set(name),
        name_en: Set(name_en),
        parent_id: Set(new.parent),
        position: Set(new.position),
        valid_from: Set(new.valid_from),
        valid_to: Set(new.valid_to),
        created_at: Set(work.now),
    };
    org_unit::Entity::insert(row).exec_without_returning(work.db()).await?;
    work.record(Change::UnitAdded { unit: id, kind: new.kind });
    Ok(id)
}

/// Adds a section. The public sees it from its first publication on.
pub async fn add_section(work: &mut Work<'_>, new: NewSection) -> Result<Uuid, Problem> {
    may_manage(&work.actor)?;
    let mut form = Form::default();
    if slug(&new.slug) != new.slug || RESERVED.contains(&new.slug.as_str()) {
        form.say(
            "/slug",
            "bad_slug",
            "Đường dẫn gồm chữ thường không dấu và số, nối bằng dấu -; tối đa 80 ký tự.",
            "A slug is lower-case ASCII words joined by '-', at most 80 characters.",
        );
    } else if section_slug::Entity::find_by_id(new.slug.clone()).count(work.db()).await? > 0 {
        form.say("/slug", "taken", "Đường dẫn đã được dùng.", "The slug is taken.");
    }
    let name = form.line("/name", &new.name, 1, 200);
    let name_en = form.optional_line("/name_en", new.name_en.as_deref(), 200);
    known_section(work, &mut form, "/parent", new.parent).await?;
    known_unit(work, &mut form, "/owner_unit", new.owner_unit).await?;
    form.in_order("/valid_to", new.valid_from, new.valid_to);
    form.done()?;
    let id = work.id();
    let row = section::Model {
        id,
        slug: new.slug,
        name,
        name_en,
        parent_id: new.parent,
        position: new.position,
        info_class: new.info_class,
        owner_unit_id: new.owner_unit,
        valid_from: new.valid_from,
        valid_to: new.valid_to,
        created_at: work.now,
        merged_into: None,
    };
    section::Entity::insert(row.clone().into_active_model()).exec_without_returning(work.db()).await?;
    let slug = section_slug::Model { slug: row.slug.clone(), section_id: id };
    section_slug::Entity::insert(slug.into_active_model()).exec_without_returning(work.db()).await?;
    keep_version(work, &row, SectionAction::Open, None).await?;
    work.record(Change::SectionAdded { section: id });
    Ok(id)
}

/// Adds a routing rule. It is for items submitted from its first day on.
pub async fn add_routing_rule(work: &mut Work<'_>, new: NewRoutingRule) -> Result<Uuid, Problem> {
    may_route(&work.actor)?;
    let mut form = Form::default();
    if new.field.is_some() == new.section.is_some() {
        form.say("/field", "field_or_section", "Chọn một lĩnh vực hoặc một chuyên mục.", "Name a field or a section.");
    }
    if new.main_reviewer && new.section.is_none() {
        form.say("/main_reviewer", "section_only", "Đơn vị kiểm duyệt chính chỉ đi với chuyên mục.", "A main reviewer is of a section.");
    }
    known_section(work, &mut form, "/section", new.section).await?;
    known_unit(work, &mut form, "/unit", Some(new.unit)).await?;
    let citation = form.line("/citation", &new.citation, 1, 300);
    form.in_order("/valid_to", new.valid_from, new.valid_to);
    form.done()?;
    let id = work.id();
    let row = routing_rule::ActiveModel {
        id: Set(id),
        applies_to: Set(new.applies_to.word().into()),
        field: Set(new.field),
        section_id: Set(new.section),
        unit_id: Set(new.unit),
        citation: Set(citation),
        valid_from: Set(new.valid_from),
        valid_to: Set(new.valid_to),
        created_at: Set(work.now),
        main_reviewer: Set(new.main_reviewer),
        replaces: Set(new.replaces),
        created_by: Set(work.actor.person),
    };
    routing_rule::Entity::insert(row).exec_without_returning(work.db()).await?;
    work.record(Change::RoutingRuleAdded { rule: id, unit: new.unit });
    Ok(id)
}

/// From which day a setting holds, and by which decision.
#[derive(Clone, Debug, Default)]
pub struct Grounds {
    /// Today when not said.
    pub valid_from: Option<NaiveDate>,
    pub decision_number: Option<String>,
    pub decision_date: Option<NaiveDate>,
}

/// Sets what the site says of itself, from today on, with the decision behind it.
pub async fn set_setting(work: &mut Work<'_>, setting: Setting, decision: Option<String>) -> Result<(), Problem> {
    set_from(work, setting, Grounds { decision_number: decision, ..Grounds::default() }).await
}

/// Sets a value from a day on; what held before is kept. The past cannot be changed; a preset needs its decision.
pub async fn set_from(work: &mut Work<'_>, mut setting: Setting, grounds: Grounds) -> Result<(), Problem> {
    may_manage(&work.actor)?;
    let today = dates::to_vn(work.now).date_naive();
    let mut form = Form::default();
    tidy(&mut form, &mut setting);
    let decision_number = form.optional_line("/decision_number", grounds.decision_number.as_deref(), 100);
    let valid_from = grounds.valid_from.unwrap_or(today);
    if valid_from < today {
        form.say("/valid_from", "in_the_past", "Không đổi được ngày đã qua.", "Days gone by cannot be changed.");
    }
    if let Setting::StandingBody(code) | Setting::CoordinatingBody(code) = &setting
        && org_unit::Entity::find().filter(org_unit::Column::Code.eq(code)).count(work.db()).await? == 0
    {
        form.unknown("/value");
    }
    let preset = if let Setting::Preset(preset) = &setting { Some(*preset) } else { None };
    if preset.is_some() && decision_number.is_none() {
        form.say("/decision_number", "required", "Cần số quyết định.", "The number of the decision is needed.");
    }
    form.done()?;
    let (name, value) = setting.row()?;
    let before = profile::preset(work.db(), valid_from).await?;
    let new = NewValue { name: name.clone(), value, valid_from, decision_number, decision_date: grounds.decision_date };
    settings::put(work, new).await?;
    work.record(match preset {
        Some(after) => Change::PresetChanged { before, after, from: valid_from },
        None => Change::SettingChanged { setting: name },
    });
    Ok(())
}

/// Brings the texts of a setting into their normal form, or says what is wrong with them.
fn tidy(form: &mut Form, setting: &mut Setting) {
    let at = "/value";
    match setting {
        Setting::Name(text) | Setting::AttributionLine(text) => *text = form.line(at, text, 1, 200),
        Setting::NameEn(text) | Setting::Slogan(text) => *text = form.optional_line(at, text.as_deref(), 200),
        Setting::ParentPortal(Some(portal)) => {
            portal.name = form.line("/value/name", &portal.name, 1, 200);
            portal.url = form.line("/value/url", &portal.url, 1, 500);
            let web = portal.url.starts_with("https://") || portal.url.starts_with("http://");
            if !web || !portal.url.validate_url() {
                form.say("/value/url", "bad_url", "Địa chỉ web không hợp lệ.", "Not a web address.");
            }
        }
        Setting::Languages(languages) => {
            languages.sort_unstable();
            languages.dedup();
            if !languages.contains(&Lang::Vi) {
                form.say(at, "vi_required", "Phải có tiếng Việt.", "Vietnamese is required.");
            }
        }
        Setting::Contact(contact) => {
            contact.address = form.optional_line("/value/address", contact.address.as_deref(), 300);
            contact.phone = form.optional_line("/value/phone", contact.phone.as_deref(), 60);
            contact.email = form.optional_line("/value/email", contact.email.as_deref(), 254);
            contact.hours = form.optional_line("/value/hours", contact.hours.as_deref(), 200);
            if contact.email.as_ref().is_some_and(|e| !e.validate_email()) {
                form.say("/value/email", "bad_email", "Địa chỉ thư không hợp lệ.", "Not an e-mail address.");
            }
        }
        Setting::SecondFactorRoles(roles) => {
            roles.sort_unstable();
            roles.dedup();
        }
        Setting::StandingBody(code) | Setting::CoordinatingBody(code) => *code = form.line(at, code, 1, 60),
        Setting::QuietHours(quiet) if quiet.from == quiet.to => {
            form.say(at, "empty_span", "Giờ bắt đầu và giờ kết thúc phải khác nhau.", "The two hours must differ.");
        }
        Setting::Retention(schedule) => {
            for class in schedule.wrong() {
                let (least, most) = (Retention::least(class), Retention::MOST);
                form.say(
                    format!("/value/{class}"),
                    "out_of_range",
                    format!("Từ {least} đến {most} tháng."),
                    format!("{least} to {most} months."),
                );
            }
        }
        Setting::ReviewDays(days) => {
            for (name, days) in [
                ("introduction", days.introduction),
                ("directing_information", days.directing_information),
                ("news_event", days.news_event),
                ("official_contact", days.official_contact),
            ] {
                if !(1..=3650).contains(&days) {
                    form.say(format!("/value/{name}"), "out_of_range", "Từ 1 đến 3650 ngày.", "1 to 3650 days.");
                }
            }
        }
        Setting::QuietHours(_) | Setting::ParentPortal(None) | Setting::Preset(_) | Setting::Demo(_) | Setting::PosterOn(_) => {}
    }
}

pub(super) fn may_manage(actor: &Actor) -> Result<(), Problem> {
    if actor.is_system() || actor.may(Permission::SiteManage) {
        return Ok(());
    }
    Err(Problem::forbidden("Chỉ người quản trị kỹ thuật sửa cơ cấu của Cổng.", "Only the technical administrator changes the structure."))
}

/// Routing rules are also the business of the Secretariat and the board.
pub(super) fn may_route(actor: &Actor) -> Result<(), Problem> {
    if actor.is_system() || actor.may(Permission::RoutingManage) {
        return Ok(());
    }
    Err(Problem::forbidden("Vai trò của bạn không sửa luật phân luồng.", "None of your roles changes the routing rules."))
}

async fn known_unit(work: &Work<'_>, form: &mut Form, pointer: &str, unit: Option<Uuid>) -> Result<(), Problem> {
    if let Some(id) = unit
        && org_unit::Entity::find_by_id(id).count(work.db()).await? == 0
    {
        form.unknown(pointer);
    }
    Ok(())
}

async fn known_section(work: &Work<'_>, form: &mut Form, pointer: &str, section: Option<Uuid>) -> Result<(), Problem> {
    if let Some(id) = section
        && section::Entity::find_by_id(id).count(work.db()).await? == 0
    {
        form.unknown(pointer);
    }
    Ok(())
}
