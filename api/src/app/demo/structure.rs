//! Units, sections, people, roles and routing rules of the demo ward, from `api/demo/structure.json`.

use std::collections::HashMap;

use anyhow::Context;
use chrono::{NaiveDate, TimeDelta};
use serde::Deserialize;
use uuid::Uuid;

use crate::access::{Actor, Door};
use crate::features::accounts::HashCost;
use crate::features::accounts::actions::{self as accounts, NewAssignment, NewUser};
use crate::features::directory::actions::{self as directory, AppliesTo, NewRoutingRule, NewSection, NewUnit};
use crate::http::Problem;
use crate::kernel::dates::to_vn;
use crate::kernel::words::{Field, InfoClass, Lang, Role, UnitKind};
use crate::store::profile::{Contact, ParentPortal, Preset, Setting};
use crate::store::{Call, Site, Work};

/// A demo account. The password is random for this installation.
#[derive(Clone, Debug)]
pub struct Account {
    pub username: String,
    pub password: String,
    pub roles: Vec<String>,
    pub name: String,
}

#[derive(Deserialize)]
struct Structure {
    units: Vec<Unit>,
    sections: Vec<Section>,
    users: Vec<User>,
    routing_rules: Vec<Rule>,
    word_lists: Vec<super::word_lists::Word>,
}

#[derive(Deserialize)]
struct Unit {
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
struct User {
    username: String,
    display_name: String,
    position: String,
    unit: String,
    roles: Vec<Held>,
}

#[derive(Deserialize)]
struct Held {
    role: Role,
    unit: Option<String>,
    fields: Vec<Field>,
    sections: Vec<String>,
    decision_number: Option<String>,
    decision_date_offset_days: Option<i64>,
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

/// Makes the ward in an empty database. `cost` is of password hashing.
pub async fn furnish(site: &Site, cost: HashCost) -> anyhow::Result<Vec<Account>> {
    let structure: Structure = serde_json::from_str(include_str!("../../../demo/structure.json")).context("structure.json")?;
    let mut accounts = vec![];
    for user in &structure.users {
        let password = accounts::random_password();
        let hash = accounts::hash_password(password.clone(), cost).await?;
        let roles = user.roles.iter().map(|h| h.role.word()).collect();
        accounts.push((Account { username: user.username.clone(), password, roles, name: user.display_name.clone() }, hash));
    }
    let mut work = Work::begin(site, Call::new(Actor::system(Door::Command), "demo")).await.map_err(Problem::from)?;
    let today = to_vn(work.now).date_naive();
    let begin = today - TimeDelta::days(365);
    settings(&mut work).await?;
    let units = units(&mut work, structure.units, begin).await?;
    let sections = sections(&mut work, structure.sections, &units, begin).await?;
    for rule in structure.routing_rules {
        let new = NewRoutingRule {
            applies_to: if rule.applies_to == "contributor" { AppliesTo::Contributor } else { AppliesTo::Anyone },
            field: rule.field,
            section: rule.section.map(|s| id(&sections, &s)).transpose()?,
            unit: id(&units, &rule.unit)?,
            main_reviewer: rule.main_reviewer,
            citation: rule.citation,
            valid_from: begin,
            valid_to: None,
            replaces: None,
        };
        directory::add_routing_rule(&mut work, new).await?;
    }
    super::word_lists::furnish(&mut work, structure.word_lists, begin).await?;
    for (user, (_, hash)) in structure.users.into_iter().zip(&accounts) {
        people(&mut work, user, hash.clone(), &units, &sections, begin).await?;
    }
    work.commit().await.map_err(Problem::from)?;
    super::urgent::furnish(site).await?;
    Ok(accounts.into_iter().map(|(account, _)| account).collect())
}

async fn settings(work: &mut Work<'_>) -> Result<(), Problem> {
    let contact = Contact {
        address: Some("Trụ sở UBND phường Thành Đông, thành phố Hải Phòng (địa chỉ minh họa)".into()),
        phone: Some("0225 000 0000".into()),
        email: Some("thanhdong@vidu.vn".into()),
        hours: Some("Thứ Hai – Thứ Sáu: 07:30–11:30, 13:00–17:00".into()),
    };
    let parent =
        ParentPortal { name: "Cổng thông tin điện tử thành phố Hải Phòng".into(), url: "https://haiphong.gov.vn".into() };
    let settings = [
        Setting::Name("Cổng thông tin điện tử phường Thành Đông".into()),
        Setting::NameEn(Some("Portal of Thành Đông Ward".into())),
        Setting::Slogan(Some("Gần dân, minh bạch, đúng hạn".into())),
        Setting::ParentPortal(Some(parent)),
        Setting::AttributionLine("Theo Cổng thông tin điện tử phường Thành Đông".into()),
        Setting::Languages(vec![Lang::Vi, Lang::En]),
        Setting::Preset(Preset::Full),
        Setting::Demo(true),
        Setting::Contact(contact),
        // Whoever looks around signs in with a password alone. A real ward has the default: see `store/factor_rule.rs`.
        Setting::SecondFactorRoles(vec![]),
    ];
    for setting in settings {
        directory::set_setting(work, setting, Some("Dữ liệu minh họa".into())).await?;
    }
    Ok(())
}

async fn units(work: &mut Work<'_>, units: Vec<Unit>, from: NaiveDate) -> anyhow::Result<HashMap<String, Uuid>> {
    let mut ids = HashMap::new();
    for (position, unit) in units.into_iter().enumerate() {
        let parent = unit.parent.map(|p| id(&ids, &p)).transpose()?;
        let new = NewUnit {
            code: unit.code.clone(),
            kind: unit.kind,
            name: unit.name,
            name_en: unit.name_en,
            parent,
            position: i64::try_from(position)?,
            valid_from: from,
            valid_to: None,
        };
        ids.insert(unit.code, directory::add_unit(work, new).await?);
    }
    Ok(ids)
}

async fn sections(
    work: &mut Work<'_>,
    sections: Vec<Section>,
    units: &HashMap<String, Uuid>,
    from: NaiveDate,
) -> anyhow::Result<HashMap<String, Uuid>> {
    let mut ids = HashMap::new();
    for section in sections {
        let new = NewSection {
            slug: section.slug.clone(),
            name: section.name,
            name_en: section.name_en,
            parent: section.parent.map(|p| id(&ids, &p)).transpose()?,
            position: section.position,
            info_class: section.info_class,
            owner_unit: section.owner_unit.map(|u| id(units, &u)).transpose()?,
            valid_from: from,
            valid_to: None,
        };
        ids.insert(section.slug, directory::add_section(work, new).await?);
    }
    Ok(ids)
}

async fn people(
    work: &mut Work<'_>,
    user: User,
    password_hash: String,
    units: &HashMap<String, Uuid>,
    sections: &HashMap<String, Uuid>,
    from: NaiveDate,
) -> anyhow::Result<()> {
    let today = to_vn(work.now).date_naive();
    let new = NewUser {
        username: user.username,
        display_name: user.display_name,
        position: user.position,
        email: None,
        unit_id: Some(id(units, &user.unit)?),
        password_hash,
    };
    let person = accounts::add_user(work, new).await?;
    for held in user.roles {
        let new = NewAssignment {
            user: person,
            role: held.role,
            unit: held.unit.map(|u| id(units, &u)).transpose()?,
            fields: held.fields,
            sections: held.sections.iter().map(|s| id(sections, s)).collect::<anyhow::Result<_>>()?,
            valid_from: from,
            valid_to: None,
            decision_number: held.decision_number,
            // Decisions are dated from the day of installation, which lies ahead of the story's beginning.
            decision_date: held.decision_date_offset_days.map(|days| today + super::BEGINNING + TimeDelta::days(days)),
        };
        accounts::assign_role(work, new).await?;
    }
    Ok(())
}

fn id(ids: &HashMap<String, Uuid>, name: &str) -> anyhow::Result<Uuid> {
    ids.get(name).copied().with_context(|| format!("structure.json names `{name}`, which is not there"))
}
