//! What the uses look like to whoever passes them on.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{loudspeaker, zalo};
use crate::http::Problem;
use crate::kernel::dates::to_vn;
use crate::kernel::html::plain_text;
use crate::kernel::public::PublicationFull;
use crate::kernel::qr;
use crate::store::entities::abbreviation;
use crate::store::{Fault, SiteProfile};

/// A publication made ready for other channels.
#[derive(Debug, Serialize, ToSchema)]
pub struct Sharing {
    /// Its address, whole.
    #[schema(example = "https://thanhdong.haiphong.gov.vn/tin-bai/ra-quan-tong-ve-sinh-0f3k9q2w8x")]
    pub link: String,
    /// The line that goes with every copy (Đ19.3).
    #[schema(example = "Theo Cổng thông tin điện tử phường Thành Đông")]
    pub attribution: String,
    pub zalo: Zalo,
    pub loudspeaker: Loudspeaker,
    pub poster: Poster,
}

/// To be pasted into a Zalo group.
#[derive(Debug, Serialize, ToSchema)]
pub struct Zalo {
    /// Title, at most three lines, link, attribution.
    pub text: String,
    pub lines: Vec<String>,
}

/// To be read over the loudspeakers.
#[derive(Debug, Serialize, ToSchema)]
pub struct Loudspeaker {
    pub script: String,
    /// Reading time.
    #[schema(example = 95)]
    pub seconds: u32,
    pub spelled: Vec<Spelled>,
    /// Words in capitals nobody has said how to speak: look at them before going on air.
    #[schema(example = json!(["VNPT"]))]
    pub unknown: Vec<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Spelled {
    #[schema(example = "UBND")]
    pub written: String,
    #[schema(example = "Ủy ban nhân dân")]
    pub spoken: String,
}

/// One A4 sheet for a notice board.
#[derive(Debug, Serialize, ToSchema)]
pub struct Poster {
    /// The portal that puts it up.
    #[schema(example = "Cổng thông tin điện tử phường Thành Đông")]
    pub portal: String,
    pub unit: String,
    pub title: String,
    pub lead: String,
    /// Time and place of the event, number of the document.
    pub facts: Vec<Fact>,
    /// What fits on the sheet below the lead, a paragraph each.
    pub paragraphs: Vec<String>,
    /// The link as a QR code, an SVG document.
    pub qr_svg: String,
    #[schema(example = "2026-11-23T08:00:00+07:00")]
    pub published_at: String,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PosterFact)]
pub struct Fact {
    /// `time`, `place` or `number`.
    #[schema(example = "time")]
    pub what: &'static str,
    #[schema(example = "7 giờ 30 ngày 24/11/2026")]
    pub text: String,
}

/// Characters of body text on a sheet that is still read from two metres.
const SHEET: usize = 900;

impl Sharing {
    pub fn of(full: &PublicationFull, profile: &SiteProfile, public_url: &str, spoken: &[abbreviation::Model]) -> Result<Self, Problem> {
        let told = &full.summary;
        let link = format!("{public_url}{}", told.path);
        let body = plain_text(&full.body_html);
        let facts = facts(full);
        let said: Vec<String> = facts.iter().filter_map(|f| label(f.what).map(|l| format!("{l}: {}", f.text))).collect();
        let lines = zalo::lines(&said, &told.summary, &body);
        let pairs: Vec<_> = spoken.iter().map(|a| (a.written.clone(), a.spoken.clone())).collect();
        let (script, seconds) = loudspeaker::script(loudspeaker::ward_of(&profile.name), &told.title, &told.summary, &body, &pairs);
        let qr_svg = qr::svg(&link).map_err(|e| Fault::Defect(format!("an address too long for a QR code: {e}")))?;
        Ok(Self {
            zalo: Zalo { text: zalo::text(&told.title, &lines, &link, &full.attribution), lines },
            loudspeaker: Loudspeaker {
                script: script.text,
                seconds,
                spelled: script.spelled.into_iter().map(|(written, spoken)| Spelled { written, spoken }).collect(),
                unknown: script.unknown,
            },
            poster: Poster {
                portal: profile.name.clone(),
                unit: told.unit.name.clone(),
                title: told.title.clone(),
                lead: told.summary.clone(),
                facts,
                paragraphs: sheet(&body, &told.summary),
                qr_svg,
                published_at: told.published_at.clone(),
            },
            attribution: full.attribution.clone(),
            link,
        })
    }
}

fn label(what: &str) -> Option<&'static str> {
    match what {
        "time" => Some("Thời gian"),
        "place" => Some("Địa điểm"),
        _ => None,
    }
}

fn facts(full: &PublicationFull) -> Vec<Fact> {
    let mut facts = vec![];
    if let Some(event) = &full.summary.event {
        if let Ok(at) = chrono::DateTime::parse_from_rfc3339(&event.occurred_at) {
            let at = to_vn(at.to_utc());
            let minutes = if at.format("%M").to_string() == "00" { String::new() } else { at.format(" %M").to_string() };
            facts.push(Fact { what: "time", text: format!("{} giờ{minutes} ngày {}", at.format("%-H"), at.format("%-d/%-m/%Y")) });
        }
        if let Some(place) = event.place.clone().filter(|p| !p.is_empty()) {
            facts.push(Fact { what: "place", text: place });
        }
    }
    if let Some(number) = &full.summary.number {
        facts.push(Fact { what: "number", text: number.clone() });
    }
    facts
}

/// Whole paragraphs while there is room; the rest is behind the QR code.
fn sheet(body: &str, lead: &str) -> Vec<String> {
    let mut room = SHEET;
    let mut kept = vec![];
    for paragraph in body.lines().map(str::trim).filter(|p| !p.is_empty() && *p != lead.trim()) {
        let length = paragraph.chars().count();
        if length > room {
            if kept.is_empty() {
                kept.push(crate::kernel::text::plain_excerpt(paragraph, room));
            }
            break;
        }
        room -= length;
        kept.push(paragraph.to_owned());
    }
    kept
}

/// How an abbreviation is spoken.
#[derive(Debug, Serialize, ToSchema)]
pub struct Abbreviation {
    #[schema(example = "UBND")]
    pub written: String,
    #[schema(example = "Ủy ban nhân dân")]
    pub spoken: String,
    pub valid_from: NaiveDate,
    #[schema(required)]
    pub valid_to: Option<NaiveDate>,
}

impl From<abbreviation::Model> for Abbreviation {
    fn from(row: abbreviation::Model) -> Self {
        Self { written: row.written, spoken: row.spoken, valid_from: row.valid_from, valid_to: row.valid_to }
    }
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetAbbreviation {
    /// In capitals, without spaces.
    #[schema(min_length = 1, max_length = 20, example = "VNPT")]
    pub written: String,
    #[schema(min_length = 1, max_length = 120, example = "Tập đoàn Bưu chính Viễn thông")]
    pub spoken: String,
    /// Today when not said.
    #[serde(default)]
    pub valid_from: Option<NaiveDate>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndAbbreviation {
    #[schema(min_length = 1, max_length = 20, example = "VNPT")]
    pub written: String,
    /// The last day; today when not said.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
}
