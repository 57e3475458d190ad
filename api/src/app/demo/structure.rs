//! The demo ward: what every ward begins with, and its own units, people and roles from `api/demo/structure.json`.

use anyhow::Context;
use chrono::{NaiveDate, TimeDelta};
use serde::Deserialize;

use crate::access::{Actor, Door};
use crate::app::beginning::{self, Places, Unit, WardName, Word};
use crate::features::accounts::HashCost;
use crate::features::accounts::actions as accounts;
use crate::features::directory::actions as directory;
use crate::features::people::users::{self, NewPerson, NewRole};
use crate::http::Problem;
use crate::kernel::dates::to_vn;
use crate::kernel::words::{Field, Lang, Role};
use crate::store::profile::{Contact, ParentPortal, Preset, ReviewDays, Setting};
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
    /// Beside those of every ward.
    units: Vec<Unit>,
    users: Vec<User>,
    word_lists: Vec<Word>,
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
    let ward = WardName { name: "phường Thành Đông".into(), name_en: "Thành Đông Ward".into() };
    let mut places = beginning::furnish(&mut work, &ward, begin).await?;
    beginning::add_units(&mut work, &mut places, structure.units, begin).await?;
    beginning::add_words(&mut work, structure.word_lists, begin).await?;
    beginning::propose_templates(&mut work).await?;
    for (user, (_, hash)) in structure.users.into_iter().zip(&accounts) {
        people(&mut work, user, hash.clone(), &places, begin).await?;
    }
    work.commit().await.map_err(Problem::from)?;
    super::urgent::approve_templates(site).await?;
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

/// Introductions are looked at every two months here, so that some are due.
pub(super) async fn review_days(site: &Site) -> anyhow::Result<()> {
    let mut work = Work::begin(site, Call::new(Actor::system(Door::Command), "demo")).await.map_err(Problem::from)?;
    let days = ReviewDays { introduction: 60, ..ReviewDays::default() };
    directory::set_setting(&mut work, Setting::ReviewDays(days), Some("Dữ liệu minh họa".into())).await?;
    work.commit().await.map_err(Problem::from)?;
    Ok(())
}

async fn people(work: &mut Work<'_>, user: User, password_hash: String, places: &Places, from: NaiveDate) -> anyhow::Result<()> {
    let today = to_vn(work.now).date_naive();
    let unit = Some(places.unit(&user.unit)?);
    let new = NewPerson { username: Some(user.username), display_name: user.display_name, position: user.position, email: None, unit };
    let person = users::put_in_with_password(work, new, password_hash).await?;
    for held in user.roles {
        let unit = held.unit.map(|u| places.unit(&u)).transpose()?;
        let new = NewRole {
            fields: held.fields,
            sections: held.sections.iter().map(|s| places.section(s)).collect::<anyhow::Result<_>>()?,
            decision_number: held.decision_number,
            // Decisions are dated from the day of installation, which lies ahead of the story's beginning.
            decision_date: held.decision_date_offset_days.map(|days| today + super::BEGINNING + TimeDelta::days(days)),
            ..NewRole::plain(person.id, held.role, unit, from)
        };
        users::open_role(work, new).await?;
    }
    Ok(())
}
