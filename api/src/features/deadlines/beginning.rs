//! What every ward begins with: five calendars with the holidays 2024–2035, the deadlines of Điều 7 and of the laws beside
//! it, and when who is told. The ward changes all of it at the desk by adding versions.

use chrono::NaiveDate;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde::Deserialize;

use super::actions::{NewCalendar, NewRule, NewSetting, add_calendar, add_rule, add_setting};
use crate::access::{Actor, Door};
use crate::http::Problem;
use crate::kernel::calendar::{MakeupDay, OffDay, Season, Session, Sheet};
use crate::store::entities::calendar;
use crate::store::{Call, Fault, Site, Work};

/// The holidays are known from here on.
const CALENDARS_FROM: Option<NaiveDate> = NaiveDate::from_ymd_opt(2024, 1, 1);

#[derive(Deserialize)]
struct Beginning {
    calendars: Vec<Given>,
    off_days: Vec<OffDay>,
    makeup_days: Vec<MakeupDay>,
    rules: Vec<NewRule>,
    setting: NewSetting,
}

#[derive(Deserialize)]
struct Given {
    code: String,
    name: String,
    name_en: String,
    /// With the public holidays.
    holidays: bool,
    weekly_working_days: Vec<u8>,
    sessions: Vec<Session>,
    seasons: Vec<Season>,
}

/// Gives a site without calendars the first ones. Safe to repeat, also by several processes at once.
pub async fn furnish(site: &Site) -> Result<(), Problem> {
    if calendar::Entity::find().count(site.read()).await? > 0 {
        return Ok(());
    }
    let begun = begin(site).await;
    // Another process was faster.
    if begun.is_err() && calendar::Entity::find().count(site.read()).await? > 0 { Ok(()) } else { begun }
}

async fn begin(site: &Site) -> Result<(), Problem> {
    let beginning: Beginning = serde_json::from_str(include_str!("beginning.json"))?;
    let from = CALENDARS_FROM.ok_or_else(|| Fault::Defect("a date of the beginning".into()))?;
    let mut work = Work::begin(site, Call::new(Actor::system(Door::Command), "beginning")).await?;
    for given in beginning.calendars {
        let sheet = Sheet {
            weekly_working_days: given.weekly_working_days,
            sessions: given.sessions,
            seasons: given.seasons,
            off_days: if given.holidays { beginning.off_days.clone() } else { vec![] },
            makeup_days: if given.holidays { beginning.makeup_days.clone() } else { vec![] },
            ignored_kinds: vec![],
        };
        let new = NewCalendar { code: given.code, name: given.name, name_en: Some(given.name_en), valid_from: from, sheet };
        add_calendar(&mut work, new).await?;
    }
    for rule in beginning.rules {
        add_rule(&mut work, rule).await?;
    }
    add_setting(&mut work, beginning.setting).await?;
    work.commit().await?;
    Ok(())
}
