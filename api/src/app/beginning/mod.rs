//! What every ward begins with: the units that the Regulation names, the sections of Điều 3, the routing rules of Điều 12–14, the
//! lists of words of Điều 8, the templates of urgent notices. The ward changes all of it at the desk, from a day on.
//! Calendars and deadlines come with every database (`features/deadlines`).

use std::collections::HashMap;

use anyhow::Context;
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde::Deserialize;
use uuid::Uuid;

use crate::features::directory::actions::{self as directory, AppliesTo, NewRoutingRule, NewSection, NewUnit};
use crate::features::newsroom::actions as newsroom;
use crate::features::newsroom::text_views::WordRequest;
use crate::features::newsroom::urgent::blanks::{Blank, TemplateText};
use crate::features::newsroom::urgent::templates;
use crate::kernel::words::{Field, InfoClass, Severity, UnitKind, UrgentSeverity, WordList};
use crate::store::entities::{org_unit, section};
use crate::store::{Fault, Work};

/// How the ward is called, inside the names of its units.
#[derive(Clone, Debug)]
pub struct WardName {
    /// “phường Thành Đông”, “xã An Hòa”, “đặc khu Cát Hải”.
    pub name: String,
    /// “Thành Đông Ward”.
    pub name_en: String,
}

impl WardName {
    /// “phường”, “xã” or “đặc khu”: the first word, or the first two.
    fn level(&self) -> &str {
        ["đặc khu", "phường", "xã"].into_iter().find(|level| self.name.starts_with(level)).unwrap_or("xã")
    }

    fn filled(&self, text: &str) -> String {
        text.replace("{ward}", &self.name).replace("{ward_en}", &self.name_en).replace("{level}", self.level())
    }
}

#[derive(Deserialize)]
struct Ward {
    units: Vec<Unit>,
    sections: Vec<Section>,
    routing_rules: Vec<Rule>,
    word_lists: Vec<Word>,
}

#[derive(Deserialize)]
pub(super) struct Unit {
    code: String,
    kind: UnitKind,
    name: String,
    name_en: Option<String>,
    parent: Option<String>,
}

#[derive(Deserialize)]
struct Section {
    slug: String,
    name: String,
    name_en: Option<String>,
    parent: Option<String>,
    position: i64,
    info_class: InfoClass,
    owner_unit: Option<String>,
}

#[derive(Deserialize)]
struct Rule {
    applies_to: String,
    field: Option<Field>,
    section: Option<String>,
    unit: String,
    #[serde(default)]
    main_reviewer: bool,
    citation: String,
}

#[derive(Deserialize)]
pub(super) struct Word {
    list: WordList,
    phrase: String,
    severity: Severity,
    reason: String,
    citation: Option<String>,
}

#[derive(Deserialize)]
struct Template {
    code: String,
    kind: String,
    kind_name: String,
    kind_name_en: String,
    section: String,
    info_class: InfoClass,
    severity: UrgentSeverity,
    hours: i64,
    title: String,
    title_en: String,
    text: String,
    text_en: String,
    blanks: Vec<Blank>,
}

/// Ids of units by code and of sections by slug.
#[derive(Debug, Default)]
pub struct Places {
    units: HashMap<String, Uuid>,
    sections: HashMap<String, Uuid>,
}

impl Places {
    pub fn unit(&self, code: &str) -> anyhow::Result<Uuid> {
        self.units.get(code).copied().with_context(|| format!("there is no unit `{code}`"))
    }

    pub fn section(&self, slug: &str) -> anyhow::Result<Uuid> {
        self.sections.get(slug).copied().with_context(|| format!("there is no section `{slug}`"))
    }
}

/// Whether the ward has begun: then nothing of this is written again.
pub async fn has_begun(work: &Work<'_>) -> Result<bool, Fault> {
    Ok(org_unit::Entity::find().count(work.db()).await? > 0)
}

/// Writes units, sections, routing rules and lists of words, in force from `from` on.
pub async fn furnish(work: &mut Work<'_>, ward: &WardName, from: NaiveDate) -> anyhow::Result<Places> {
    let given: Ward = serde_json::from_str(include_str!("ward.json")).context("ward.json")?;
    let mut places = Places::default();
    let units = given.units.into_iter().map(|u| Unit { name: ward.filled(&u.name), name_en: u.name_en.map(|n| ward.filled(&n)), ..u });
    add_units(work, &mut places, units, from).await?;
    for one in given.sections {
        let new = NewSection {
            slug: one.slug.clone(),
            name: one.name,
            name_en: one.name_en,
            parent: one.parent.map(|p| places.section(&p)).transpose()?,
            position: one.position,
            info_class: one.info_class,
            owner_unit: one.owner_unit.map(|u| places.unit(&u)).transpose()?,
            valid_from: from,
            valid_to: None,
        };
        places.sections.insert(one.slug, directory::add_section(work, new).await?);
    }
    for rule in given.routing_rules {
        let new = NewRoutingRule {
            applies_to: AppliesTo::read(&rule.applies_to).context("whose items the rule is for")?,
            field: rule.field,
            section: rule.section.map(|s| places.section(&s)).transpose()?,
            unit: places.unit(&rule.unit)?,
            main_reviewer: rule.main_reviewer,
            citation: rule.citation,
            valid_from: from,
            valid_to: None,
            replaces: None,
        };
        directory::add_routing_rule(work, new).await?;
    }
    add_words(work, given.word_lists, from).await?;
    Ok(places)
}

pub(super) async fn add_units(
    work: &mut Work<'_>,
    places: &mut Places,
    units: impl IntoIterator<Item = Unit>,
    from: NaiveDate,
) -> anyhow::Result<()> {
    for unit in units {
        let new = NewUnit {
            code: unit.code.clone(),
            kind: unit.kind,
            name: unit.name,
            name_en: unit.name_en,
            parent: unit.parent.map(|p| places.unit(&p)).transpose()?,
            position: i64::try_from(places.units.len())?,
            valid_from: from,
            valid_to: None,
        };
        places.units.insert(unit.code, directory::add_unit(work, new).await?);
    }
    Ok(())
}

pub(super) async fn add_words(work: &mut Work<'_>, words: Vec<Word>, from: NaiveDate) -> anyhow::Result<()> {
    for Word { list, phrase, severity, reason, citation } in words {
        let said = WordRequest { list, phrase, severity, reason, citation, valid_from: from, valid_to: None };
        newsroom::add_word(work, said).await?;
    }
    Ok(())
}

/// The templates of urgent notices, as proposals: the board approves them at the desk before anybody can use them.
pub async fn propose_templates(work: &mut Work<'_>) -> anyhow::Result<()> {
    let given: Vec<Template> = serde_json::from_str(include_str!("urgent_templates.json")).context("urgent_templates.json")?;
    for t in given {
        let section = section::Entity::find().filter(section::Column::Slug.eq(&t.section)).one(work.db()).await?;
        let text = TemplateText {
            kind: t.kind,
            kind_name: t.kind_name,
            kind_name_en: Some(t.kind_name_en),
            title: t.title,
            text: t.text,
            title_en: Some(t.title_en),
            text_en: Some(t.text_en),
            blanks: t.blanks,
            severity: t.severity,
            hours: t.hours,
            section_id: section.with_context(|| format!("no section {}", t.section))?.id,
            info_class: t.info_class,
        };
        templates::create(work, &t.code, text).await.with_context(|| t.code.clone())?;
    }
    Ok(())
}
