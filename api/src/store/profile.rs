//! What a site says of itself: the rows of `site_setting`, typed, with defaults that are true of any ward. Written by
//! `features/directory`; read by every room that prints the portal's name.

use chrono::NaiveDate;
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::{Fault, Site, settings};
use crate::kernel::dates::to_vn;
pub use crate::kernel::preset::Preset;
use crate::kernel::quiet::QuietHours;
use crate::kernel::retention::Retention;
use crate::kernel::words::{Lang, Role};

/// The portal this one is a component of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ParentPortal {
    #[schema(example = "Cổng thông tin điện tử Chính phủ")]
    pub name: String,
    #[schema(example = "https://chinhphu.vn")]
    pub url: String,
}

/// How to reach the ward.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    #[schema(example = "Số 1, đường Ví Dụ, phường Thành Đông")]
    pub address: Option<String>,
    #[schema(example = "0225 000 0000")]
    pub phone: Option<String>,
    #[schema(example = "ubnd@vidu.vn")]
    pub email: Option<String>,
    #[schema(example = "7 giờ 30 – 17 giờ, thứ Hai đến thứ Sáu")]
    pub hours: Option<String>,
}

/// After how many days standing information is looked at again, by its class (khoản 1, 2, 3, 11 of Điều 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewDays {
    #[schema(minimum = 1, maximum = 3650, example = 180)]
    pub introduction: i64,
    #[schema(minimum = 1, maximum = 3650, example = 90)]
    pub directing_information: i64,
    /// Of news that tell no event.
    #[schema(minimum = 1, maximum = 3650, example = 180)]
    pub news_event: i64,
    #[schema(minimum = 1, maximum = 3650, example = 30)]
    pub official_contact: i64,
}

impl Default for ReviewDays {
    fn default() -> Self {
        Self { introduction: 180, directing_information: 90, news_event: 180, official_contact: 30 }
    }
}

/// One setting: its name is the row's, its value the row's JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "name", content = "value", rename_all = "snake_case")]
pub enum Setting {
    Name(String),
    NameEn(Option<String>),
    Slogan(Option<String>),
    ParentPortal(Option<ParentPortal>),
    AttributionLine(String),
    Languages(Vec<Lang>),
    Preset(Preset),
    Demo(bool),
    Contact(Contact),
    /// Whose holders must prove more than a password (Đ8.3, Đ18).
    SecondFactorRoles(Vec<Role>),
    /// Code of the unit that keeps the portal going from day to day (Điều 13).
    StandingBody(String),
    /// Code of the unit that works along with it (Điều 12).
    CoordinatingBody(String),
    /// When what can wait is not sent (from, to, and whether days off are quiet too).
    QuietHours(QuietHours),
    /// How long what is not published is kept (Đ10.1).
    Retention(Retention),
    /// After how many days somebody looks at standing information again (Đ7.1).
    ReviewDays(ReviewDays),
    /// The day on which the poster with the portal's address was hung up.
    PosterOn(Option<NaiveDate>),
}

/// The public face of the site, as `GET /api/v1/site` shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SiteProfile {
    #[schema(example = "Cổng thông tin điện tử phường Thành Đông")]
    pub name: String,
    #[schema(example = "Portal of Thành Đông Ward")]
    pub name_en: Option<String>,
    pub slogan: Option<String>,
    pub parent_portal: Option<ParentPortal>,
    /// To be carried along by whoever copies from the portal (Đ19.3).
    #[schema(example = "Theo Cổng thông tin điện tử phường Thành Đông")]
    pub attribution_line: String,
    pub languages: Vec<Lang>,
    pub preset: Preset,
    /// The content is invented, for looking around.
    pub demo: bool,
    pub contact: Contact,
}

impl Default for SiteProfile {
    fn default() -> Self {
        Self {
            name: "Cổng thông tin điện tử phường".into(),
            name_en: None,
            slogan: None,
            parent_portal: Some(ParentPortal {
                name: "Cổng thông tin điện tử Chính phủ".into(), url: "https://chinhphu.vn".into()
            }),
            attribution_line: "Theo Cổng thông tin điện tử phường".into(),
            languages: vec![Lang::Vi, Lang::En],
            preset: Preset::Compact,
            demo: false,
            contact: Contact::default(),
        }
    }
}

impl SiteProfile {
    /// The settings as they stand today.
    pub async fn today(site: &Site) -> Result<Self, Fault> {
        Self::read(site.read(), to_vn(site.clock.now()).date_naive()).await
    }

    /// The settings as they stand on `day`; what was never set has its default.
    pub async fn read(db: &impl ConnectionTrait, day: NaiveDate) -> Result<Self, Fault> {
        let rows = settings::in_force(db, day).await?;
        Self::of(rows.into_iter().map(|row| (row.name, row.value)))
    }

    /// Rows of other rooms (unknown names) are left alone; a known name with a value of the wrong shape is a defect.
    fn of(rows: impl Iterator<Item = (String, String)>) -> Result<Self, Fault> {
        let Value::Object(mut members) = serde_json::to_value(Self::default())? else {
            return Err(Fault::Defect("a profile is an object".into()));
        };
        for (name, value) in rows {
            if let Some(member) = members.get_mut(&name) {
                *member = serde_json::from_str(&value)?;
            }
        }
        Ok(serde_json::from_value(Value::Object(members))?)
    }
}

/// The preset in force on `day`.
pub async fn preset(db: &impl ConnectionTrait, day: NaiveDate) -> Result<Preset, Fault> {
    Ok(settings::value(db, "preset", day).await?.unwrap_or(Preset::Compact))
}

/// Code of the standing body's unit: the Culture–Society Office unless a decision named another (Điều 13).
pub async fn standing_body(db: &impl ConnectionTrait, day: NaiveDate) -> Result<String, Fault> {
    Ok(settings::value(db, "standing_body", day).await?.unwrap_or_else(|| "culture_society_office".into()))
}

impl Setting {
    /// The row's name and its JSON.
    pub fn row(&self) -> Result<(String, String), Fault> {
        let mut members: Map<String, Value> = serde_json::from_value(serde_json::to_value(self)?)?;
        let (Some(Value::String(name)), Some(value)) = (members.remove("name"), members.remove("value")) else {
            return Err(Fault::Defect("a setting is a name and a value".into()));
        };
        Ok((name, value.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_come_back_as_they_were_kept() {
        let contact = Contact { phone: Some("0225 000 0000".into()), ..Contact::default() };
        let settings = [
            Setting::Name("Cổng thông tin điện tử phường Thành Đông".into()),
            Setting::Preset(Preset::Full),
            Setting::Demo(true),
            Setting::ParentPortal(None),
            Setting::Languages(vec![Lang::Vi]),
            Setting::Contact(contact.clone()),
        ];
        let rows: Vec<_> = settings.iter().map(|s| s.row().unwrap()).collect();
        let other = ("calendar".to_owned(), "{\"x\":1}".to_owned());
        let profile = SiteProfile::of(rows.into_iter().chain([other])).unwrap();
        let want = SiteProfile {
            name: "Cổng thông tin điện tử phường Thành Đông".into(),
            preset: Preset::Full,
            demo: true,
            parent_portal: None,
            languages: vec![Lang::Vi],
            contact,
            ..SiteProfile::default()
        };
        assert_eq!(profile, want);
        assert!(SiteProfile::of([("demo".to_owned(), "\"yes\"".to_owned())].into_iter()).is_err());
    }
}
