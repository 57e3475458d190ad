//! Kinds that an administrator defines (requirement 26): fields, required marks and list columns as data. A change makes a
//! new version; items keep the version they were written with.

use std::collections::HashSet;

use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use super::content::{Definition, line, optional, too_long};
use super::kinds::fields::{self, Choice, FieldShape, Input, code};
use super::kinds::{Custom, Details};
use crate::access::Permission;
use crate::http::{Code, FieldError, IfMatch, Problem};
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::words::Kind;
use crate::store::entities::{kind_definition, kind_definition_version};
use crate::store::{Change, Work};

const FIELDS_MAX: usize = 40;
const CHOICES_MAX: usize = 50;

/// A field as an administrator describes it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DefinitionField {
    /// Of a field that exists already; a new one is named after its label.
    #[serde(default)]
    #[schema(max_length = 40, pattern = "^[a-z][a-z0-9_]*$", example = "so_ho")]
    pub name: Option<String>,
    pub input: DefinitionInput,
    #[schema(min_length = 1, max_length = 200, example = "Số hộ")]
    pub label: String,
    #[serde(default)]
    #[schema(max_length = 200, example = "Households")]
    pub label_en: Option<String>,
    #[serde(default)]
    #[schema(max_length = 500)]
    pub hint: Option<String>,
    #[serde(default)]
    pub required: bool,
    /// A column of its lists.
    #[serde(default)]
    pub in_list: bool,
    #[serde(default)]
    pub filter: bool,
    /// Of a choice: what can be chosen.
    #[serde(default)]
    #[schema(max_items = 50)]
    pub choices: Vec<DefinitionChoice>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DefinitionChoice {
    /// Of one that exists already; a new one is named after its label.
    #[serde(default)]
    #[schema(max_length = 40, pattern = "^[a-z][a-z0-9_]*$")]
    pub value: Option<String>,
    #[schema(min_length = 1, max_length = 200, example = "Nhà văn hóa")]
    pub label: String,
    #[serde(default)]
    #[schema(max_length = 200)]
    pub label_en: Option<String>,
}

/// The types of fields that need no code.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DefinitionInput {
    Line,
    Text,
    Number,
    Date,
    Choice,
    Link,
}

/// A kind as an administrator defines it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DefinitionRequest {
    #[schema(min_length = 1, max_length = 100, example = "Nhà văn hóa, sân thể thao")]
    pub name: String,
    #[serde(default)]
    #[schema(max_length = 100, example = "Cultural houses and sports grounds")]
    pub name_en: Option<String>,
    #[schema(min_items = 1, max_items = 40)]
    pub fields: Vec<DefinitionField>,
    /// No new items from now on; what there is stays.
    #[serde(default)]
    pub retired: bool,
}

/// A defined kind, in its newest version.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = KindDefinition)]
pub struct DefinitionView {
    pub id: Uuid,
    /// Its name in addresses: `GET /publications?kind=custom&key=definition:{code}`.
    #[schema(example = "nha_van_hoa")]
    pub code: String,
    pub version: i64,
    pub name: String,
    pub name_en: Option<String>,
    pub fields: Vec<FieldShape>,
    pub retired_at: Option<String>,
    pub updated_at: String,
}

/// All defined kinds, oldest first, retired ones too.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<DefinitionView>, Problem> {
    let rows = kind_definition::Entity::find().order_by_asc(kind_definition::Column::Id).all(db).await?;
    let mut views = vec![];
    for row in rows {
        views.push(view(db, row).await?);
    }
    Ok(views)
}

async fn view(db: &impl ConnectionTrait, row: kind_definition::Model) -> Result<DefinitionView, Problem> {
    let newest = version(db, row.id, row.version).await?.ok_or_else(Problem::not_found)?;
    Ok(DefinitionView {
        id: row.id,
        code: row.code,
        version: row.version,
        name: newest.name,
        name_en: newest.name_en,
        fields: serde_json::from_str(&newest.fields)?,
        retired_at: row.retired_at.map(rfc3339_vn),
        updated_at: rfc3339_vn(row.updated_at),
    })
}

async fn version(db: &impl ConnectionTrait, id: Uuid, version: i64) -> Result<Option<kind_definition_version::Model>, Problem> {
    Ok(kind_definition_version::Entity::find_by_id((id, version)).one(db).await?)
}

/// The definition that an item's details name; `None` for kinds in code, and while nothing is named.
pub async fn of(db: &impl ConnectionTrait, kind: Kind, details: &Map<String, Value>) -> Result<Option<Definition>, Problem> {
    if kind != Kind::Custom {
        return Ok(None);
    }
    let Ok(Details::Custom(Custom { definition_id: Some(id), version: number, .. })) = Details::read(kind, details) else {
        return Ok(None);
    };
    let (Some(row), Some(found)) = (kind_definition::Entity::find_by_id(id).one(db).await?, version(db, id, number).await?) else {
        return Ok(None);
    };
    let fields = serde_json::from_str(&found.fields)?;
    Ok(Some(Definition { code: row.code, version: number, name: found.name, name_en: found.name_en, fields }))
}

/// Holds the details of a defined kind to their definition, before they are saved. Version 0 means the newest.
pub async fn settle(db: &impl ConnectionTrait, kind: Kind, details: &mut Map<String, Value>, fresh: bool) -> Result<(), Problem> {
    if kind != Kind::Custom {
        return Ok(());
    }
    let refused = |pointer: &str, code: &str, vi: &str, en: &str| Problem::invalid(vec![FieldError::new(pointer, code, vi, en)]);
    let read = Details::read(kind, details).map_err(|fault| Problem::invalid(vec![fault]))?;
    let Details::Custom(mut custom) = read else { return Ok(()) };
    let unknown = || refused("/details/definition_id", "unknown_kind", "Không có loại nội dung này.", "There is no such kind.");
    let id = custom.definition_id.ok_or_else(unknown)?;
    let row = kind_definition::Entity::find_by_id(id).one(db).await?.ok_or_else(unknown)?;
    if fresh && row.retired_at.is_some() {
        return Err(refused("/details/definition_id", "retired_kind", "Loại nội dung này không dùng nữa.", "This kind is no longer used."));
    }
    if custom.version == 0 {
        custom.version = row.version;
    }
    let found = version(db, id, custom.version).await?;
    let found =
        found.ok_or_else(|| refused("/details/version", "unknown_version", "Không có phiên bản này.", "There is no such version."))?;
    let shapes: Vec<FieldShape> = serde_json::from_str(&found.fields)?;
    if fresh || custom.version == row.version {
        // Taken up to another version, an item leaves behind what that version no longer asks for.
        custom.values.retain(|name, value| !value.is_null() || shapes.iter().any(|shape| shape.name == *name));
    }
    let faults = fields::check(&shapes, &custom.values, "/details/values");
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    *details = Details::Custom(custom).to_map();
    Ok(())
}

/// Defines a kind.
pub async fn define(work: &mut Work<'_>, said: DefinitionRequest) -> Result<DefinitionView, Problem> {
    may_manage(work)?;
    let clean = clean(said, &[])?;
    let base = code(&clean.name);
    let taken: Vec<String> =
        kind_definition::Entity::find().select_only().column(kind_definition::Column::Code).into_tuple().all(work.db()).await?;
    let code = unused(&base, |code| taken.iter().any(|t| t == code));
    let row = kind_definition::Model {
        id: work.id(),
        code,
        version: 1,
        retired_at: clean.retired.then_some(work.now),
        created_at: work.now,
        updated_at: work.now,
    };
    kind_definition::Entity::insert(row.clone().into_active_model()).exec_without_returning(work.db()).await?;
    keep_version(work, &row, clean).await?;
    work.record(Change::KindDefined { definition: row.id, version: 1 });
    view(work.db(), row).await
}

/// A new version of a defined kind, its retirement or its return.
pub async fn redefine(work: &mut Work<'_>, id: Uuid, seen: IfMatch, said: DefinitionRequest) -> Result<DefinitionView, Problem> {
    may_manage(work)?;
    let found = kind_definition::Entity::find_by_id(id).lock_exclusive().one(work.db()).await?;
    let mut row = found.ok_or_else(Problem::not_found)?;
    seen.check(row.version)?;
    let before = version(work.db(), id, row.version).await?.ok_or_else(Problem::not_found)?;
    let known: Vec<FieldShape> = serde_json::from_str(&before.fields)?;
    let clean = clean(said, &known)?;
    let retired = clean.retired;
    row.version += 1;
    row.updated_at = work.now;
    let turned = retired != row.retired_at.is_some();
    if turned {
        row.retired_at = retired.then_some(work.now);
    }
    row.clone().into_active_model().reset_all().update(work.db()).await?;
    keep_version(work, &row, clean).await?;
    work.record(Change::KindDefined { definition: id, version: row.version });
    if turned {
        work.record(Change::KindRetired { definition: id, retired });
    }
    view(work.db(), row).await
}

async fn keep_version(work: &Work<'_>, row: &kind_definition::Model, clean: Clean) -> Result<(), Problem> {
    let kept = kind_definition_version::Model {
        definition_id: row.id,
        version: row.version,
        name: clean.name,
        name_en: clean.name_en,
        fields: serde_json::to_string(&clean.fields)?,
        created_at: work.now,
        created_by: work.actor.person,
    };
    kind_definition_version::Entity::insert(kept.into_active_model()).exec_without_returning(work.db()).await?;
    Ok(())
}

fn may_manage(work: &Work<'_>) -> Result<(), Problem> {
    if work.actor.is_system() || work.actor.may(Permission::SiteManage) {
        return Ok(());
    }
    Err(Problem::new(Code::Forbidden).detail("Vai trò của bạn không lập được loại nội dung.", "None of your roles may define kinds."))
}

struct Clean {
    name: String,
    name_en: Option<String>,
    fields: Vec<FieldShape>,
    retired: bool,
}

fn unused(base: &str, taken: impl Fn(&str) -> bool) -> String {
    let mut numbered = (2..).map(|n| format!("{base}_{n}"));
    if taken(base) { numbered.find(|code| !taken(code)).unwrap_or_default() } else { base.to_owned() }
}

fn clean(mut said: DefinitionRequest, known: &[FieldShape]) -> Result<Clean, Problem> {
    let mut faults = vec![];
    let name = needed(&said.name, "/name", 100, &mut faults);
    optional(&mut said.name_en, "/name_en", 100, &mut faults);
    if said.fields.is_empty() {
        faults.push(FieldError::new("/fields", "required", "Cần ít nhất một mục.", "At least one field is needed."));
    }
    if said.fields.len() > FIELDS_MAX {
        faults.push(too_long("/fields", FIELDS_MAX));
    }
    let mut names = HashSet::new();
    let mut fields = vec![];
    for (n, field) in said.fields.into_iter().take(FIELDS_MAX).enumerate() {
        fields.push(clean_field(field, &format!("/fields/{n}"), known, &mut names, &mut faults));
    }
    if faults.is_empty() { Ok(Clean { name, name_en: said.name_en, fields, retired: said.retired }) } else { Err(Problem::invalid(faults)) }
}

fn needed(text: &str, pointer: &str, max: usize, faults: &mut Vec<FieldError>) -> String {
    let before = faults.len();
    let text = line(text, pointer, max, faults);
    if text.is_empty() && faults.len() == before {
        faults.push(FieldError::new(pointer, "required", "Cần ghi tên.", "A name is needed."));
    }
    text
}

fn is_code(text: &str) -> bool {
    text.len() <= 40
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

fn clean_field(
    mut said: DefinitionField,
    at: &str,
    known: &[FieldShape],
    names: &mut HashSet<String>,
    faults: &mut Vec<FieldError>,
) -> FieldShape {
    let label = needed(&said.label, &format!("{at}/label"), 200, faults);
    optional(&mut said.label_en, &format!("{at}/label_en"), 200, faults);
    optional(&mut said.hint, &format!("{at}/hint"), 500, faults);
    let name = match said.name {
        Some(name) => {
            if !known.iter().any(|shape| shape.name == name) || !is_code(&name) || names.contains(&name) {
                faults.push(FieldError::new(
                    format!("{at}/name"),
                    "unknown_field",
                    "Không có mục mang tên này.",
                    "There is no field of that name.",
                ));
            }
            name
        }
        None => unused(&code(&label), |code| names.contains(code) || known.iter().any(|shape| shape.name == code)),
    };
    names.insert(name.clone());
    let (input, max) = match said.input {
        DefinitionInput::Line => (Input::Line, Some(300)),
        DefinitionInput::Text => (Input::Text, Some(20_000)),
        DefinitionInput::Number => (Input::Number, None),
        DefinitionInput::Date => (Input::Date, None),
        DefinitionInput::Choice => (Input::Choice, None),
        DefinitionInput::Link => (Input::Link, Some(1000)),
    };
    let mut choices: Vec<Choice> = vec![];
    if input == Input::Choice {
        if said.choices.len() < 2 || said.choices.len() > CHOICES_MAX {
            let vi = format!("Cần từ 2 đến {CHOICES_MAX} lựa chọn.");
            faults.push(FieldError::new(format!("{at}/choices"), "out_of_range", vi, format!("2 to {CHOICES_MAX} choices are needed.")));
        }
        for (n, mut choice) in said.choices.into_iter().take(CHOICES_MAX).enumerate() {
            let label = needed(&choice.label, &format!("{at}/choices/{n}/label"), 200, faults);
            optional(&mut choice.label_en, &format!("{at}/choices/{n}/label_en"), 200, faults);
            let taken = |code: &str| choices.iter().any(|c| c.value == code);
            let value = match choice.value.filter(|value| is_code(value)) {
                Some(value) if taken(&value) => {
                    faults.push(FieldError::new(format!("{at}/choices/{n}/value"), "taken", "Trùng lựa chọn.", "The choice stands twice."));
                    value
                }
                Some(value) => value,
                None => unused(&code(&label), taken),
            };
            choices.push(Choice { value, label, label_en: choice.label_en });
        }
    }
    FieldShape {
        name,
        input,
        label,
        label_en: said.label_en,
        hint: said.hint,
        hint_en: None,
        required: said.required,
        in_list: said.in_list,
        filter: said.filter,
        shown: true,
        max,
        choices,
        columns: vec![],
    }
}
