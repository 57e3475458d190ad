//! A template's text and its named blanks: `{place}` in the text is what was written into the blank `place`. Pure: the
//! same function makes the preview and the notice.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::features::newsroom::content::{block, line};
use crate::http::FieldError;
use crate::kernel::dates::to_vn;
use crate::kernel::words::{InfoClass, UrgentSeverity};

pub const TITLE_MAX: usize = 200;
pub const TEXT_MAX: usize = 2_000;
pub const BLANKS_MAX: usize = 12;
/// The longest display that anybody may set without a new notice.
pub const HOURS_MAX: i64 = 24 * 30;
/// How far ahead a blank's time may lie.
const AHEAD: TimeDelta = TimeDelta::days(30);
/// How far back one that may have begun.
const BACK: TimeDelta = TimeDelta::days(2);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BlankKind {
    Place,
    Time,
    Telephone,
    Line,
    Choice,
}

/// A blank to be filled in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Blank {
    /// As it stands between braces in the texts.
    #[schema(min_length = 1, max_length = 30, pattern = "^[a-z][a-z0-9_]{0,29}$", example = "place")]
    pub name: String,
    pub kind: BlankKind,
    #[schema(min_length = 1, max_length = 100, example = "Khu vực bị ảnh hưởng")]
    pub label: String,
    /// The longest answer, for places and lines.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 500)]
    pub max: Option<u32>,
    /// What may be chosen.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub choices: Vec<String>,
    /// The same in English, in the same order.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub choices_en: Vec<String>,
    /// A time that may have come already: "mất điện từ 22:40".
    #[serde(default)]
    pub may_be_past: bool,
    /// Another blank whose time must lie before this one's.
    #[serde(default)]
    #[schema(max_length = 30)]
    pub after: Option<String>,
}

/// The text of a template, as its revision freezes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplateText {
    /// Code of the kind of trouble.
    #[schema(min_length = 1, max_length = 40, pattern = "^[a-z][a-z0-9_]{0,39}$", example = "water")]
    pub kind: String,
    #[schema(min_length = 1, max_length = 100, example = "Cấp nước")]
    pub kind_name: String,
    #[serde(default)]
    #[schema(max_length = 100, example = "Water supply")]
    pub kind_name_en: Option<String>,
    #[schema(min_length = 1, max_length = 200, example = "Tạm ngừng cấp nước: {place}")]
    pub title: String,
    #[schema(min_length = 1, max_length = 2000, example = "Tạm ngừng cấp nước tại {place} từ {from}.")]
    pub text: String,
    #[serde(default)]
    #[schema(max_length = 200)]
    pub title_en: Option<String>,
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub text_en: Option<String>,
    #[schema(max_items = 12)]
    pub blanks: Vec<Blank>,
    pub severity: UrgentSeverity,
    /// Its display ends after so many hours unless said otherwise.
    #[schema(minimum = 1, maximum = 720, example = 24)]
    pub hours: i64,
    pub section_id: Uuid,
    pub info_class: InfoClass,
}

/// A notice as it will stand in public.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Filled {
    pub title: String,
    pub text: String,
    pub title_en: Option<String>,
    pub text_en: Option<String>,
}

fn fault(pointer: impl Into<String>, code: &str, vi: &str, en: &str) -> FieldError {
    FieldError::new(pointer, code, vi, en)
}

fn needed(text: String, pointer: &str, faults: &mut Vec<FieldError>) -> String {
    if text.is_empty() && !faults.iter().any(|f| f.pointer == pointer) {
        faults.push(fault(pointer, "required", "Cần ghi nội dung này.", "This is needed."));
    }
    text
}

fn optional(text: &Option<String>, clean: impl FnOnce(&str) -> String) -> Option<String> {
    text.as_deref().map(clean).filter(|t| !t.is_empty())
}

fn is_code(code: &str, max: usize) -> bool {
    code.len() <= max
        && code.starts_with(|c: char| c.is_ascii_lowercase())
        && code.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

impl TemplateText {
    /// The text as it may be kept; all faults at once.
    pub fn clean(mut self) -> Result<Self, Vec<FieldError>> {
        let mut faults = vec![];
        if !is_code(&self.kind, 40) {
            faults.push(fault("/kind", "malformed_field", "Mã loại chỉ gồm a–z, 0–9 và _.", "The code holds a–z, 0–9 and _ only."));
        }
        self.kind_name = needed(line(&self.kind_name, "/kind_name", 100, &mut faults), "/kind_name", &mut faults);
        self.kind_name_en = optional(&self.kind_name_en, |t| line(t, "/kind_name_en", 100, &mut faults));
        self.title = needed(line(&self.title, "/title", TITLE_MAX, &mut faults), "/title", &mut faults);
        self.text = needed(block(&self.text, "/text", TEXT_MAX, &mut faults), "/text", &mut faults);
        self.title_en = optional(&self.title_en, |t| line(t, "/title_en", TITLE_MAX, &mut faults));
        self.text_en = optional(&self.text_en, |t| block(t, "/text_en", TEXT_MAX, &mut faults));
        if !(1..=HOURS_MAX).contains(&self.hours) {
            faults.push(fault("/hours", "out_of_range", "Thời gian hiển thị từ 1 đến 720 giờ.", "Display lasts 1 to 720 hours."));
        }
        if self.blanks.len() > BLANKS_MAX {
            faults.push(fault("/blanks", "too_many", "Nhiều nhất 12 ô trống.", "At most 12 blanks."));
        }
        self.clean_blanks(&mut faults);
        self.check_holes(&mut faults);
        if faults.is_empty() { Ok(self) } else { Err(faults) }
    }

    fn clean_blanks(&mut self, faults: &mut Vec<FieldError>) {
        let names: Vec<(String, BlankKind)> = self.blanks.iter().map(|b| (b.name.clone(), b.kind)).collect();
        for (i, blank) in self.blanks.iter_mut().enumerate() {
            let at = |member: &str| format!("/blanks/{i}/{member}");
            if !is_code(&blank.name, 30) || names.iter().filter(|(n, _)| *n == blank.name).count() > 1 {
                faults.push(fault(
                    at("name"),
                    "malformed_field",
                    "Tên ô trống gồm a–z, 0–9, _ và không trùng nhau.",
                    "Names of blanks hold a–z, 0–9, _ and differ.",
                ));
            }
            blank.label = needed(line(&blank.label, &at("label"), 100, faults), &at("label"), faults);
            if blank.max.is_some_and(|max| !(1..=500).contains(&max)) {
                faults.push(fault(at("max"), "out_of_range", "Độ dài từ 1 đến 500.", "The length is 1 to 500."));
            }
            for list in [&mut blank.choices, &mut blank.choices_en] {
                for choice in list.iter_mut() {
                    *choice = needed(line(choice, &at("choices"), 100, faults), &at("choices"), faults);
                }
            }
            let fits = if blank.kind == BlankKind::Choice { (2..=20).contains(&blank.choices.len()) } else { blank.choices.is_empty() };
            if !fits || !(blank.choices_en.is_empty() || blank.choices_en.len() == blank.choices.len()) {
                faults.push(fault(
                    at("choices"),
                    "malformed_field",
                    "Ô chọn cần 2–20 mục; bản tiếng Anh có cùng số mục.",
                    "A choice needs 2–20 entries, as many in English.",
                ));
            }
            let known = |name: &String| names.iter().any(|(n, kind)| n == name && *kind == BlankKind::Time) && *name != blank.name;
            if blank.after.as_ref().is_some_and(|name| blank.kind != BlankKind::Time || !known(name)) {
                faults.push(fault(
                    at("after"),
                    "unknown_blank",
                    "Chỉ so với một ô thời gian khác.",
                    "Only another blank for a time can come before.",
                ));
            }
        }
    }

    /// Every hole has its blank, and every blank stands in the Vietnamese text.
    fn check_holes(&self, faults: &mut Vec<FieldError>) {
        let empty = String::new();
        let texts = [
            ("/title", &self.title),
            ("/text", &self.text),
            ("/title_en", self.title_en.as_ref().unwrap_or(&empty)),
            ("/text_en", self.text_en.as_ref().unwrap_or(&empty)),
        ];
        let mut used = vec![];
        for (pointer, text) in texts {
            match holes(text) {
                Some(names) => {
                    if names.iter().any(|name| !self.blanks.iter().any(|b| b.name == *name)) {
                        faults.push(fault(pointer, "unknown_blank", "Có ô {…} chưa được khai báo.", "There is a {…} that is no blank."));
                    }
                    used.extend(names);
                }
                None => faults.push(fault(
                    pointer,
                    "malformed_field",
                    "Dấu { } phải đi thành cặp, bên trong là tên ô trống.",
                    "Braces come in pairs with the name of a blank between them.",
                )),
            }
        }
        for (i, blank) in self.blanks.iter().enumerate() {
            if !used.contains(&blank.name) {
                faults.push(fault(
                    format!("/blanks/{i}/name"),
                    "unused_blank",
                    "Ô này chưa dùng trong câu nào.",
                    "No text uses this blank.",
                ));
            }
        }
    }

    /// The texts with `given` in their blanks.
    pub fn fill(
        &self,
        given: &BTreeMap<String, String>,
        now: DateTime<Utc>,
    ) -> Result<(Filled, BTreeMap<String, String>), Vec<FieldError>> {
        let mut faults = vec![];
        let (mut kept, mut vi, mut en) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for name in given.keys().filter(|name| !self.blanks.iter().any(|b| b.name == **name)) {
            let shown: String = name.chars().take(40).collect();
            faults.push(fault(format!("/blanks/{shown}"), "unknown_blank", "Mẫu không có ô này.", "The template has no such blank."));
        }
        for blank in &self.blanks {
            let pointer = format!("/blanks/{}", blank.name);
            let value = given.get(&blank.name).map(String::as_str).unwrap_or_default();
            if let Some((value, in_vi, in_en)) = blank.read(value, &pointer, now, &mut faults) {
                kept.insert(blank.name.clone(), value);
                vi.insert(blank.name.as_str(), in_vi);
                en.insert(blank.name.as_str(), in_en);
            }
        }
        for blank in self.blanks.iter().filter(|b| b.after.is_some()) {
            let time = |name: &str| kept.get(name).and_then(|v| v.parse::<DateTime<Utc>>().ok());
            if let (Some(before), Some(this)) = (blank.after.as_deref().and_then(time), time(&blank.name))
                && this <= before
            {
                faults.push(fault(
                    format!("/blanks/{}", blank.name),
                    "not_after",
                    "Thời điểm này phải sau thời điểm bắt đầu.",
                    "This must come after the beginning.",
                ));
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let filled = Filled {
            title: put_in(&self.title, &vi),
            text: put_in(&self.text, &vi),
            title_en: self.title_en.as_ref().map(|t| put_in(t, &en)),
            text_en: self.text_en.as_ref().map(|t| put_in(t, &en)),
        };
        Ok((filled, kept))
    }
}

impl Blank {
    /// The value as kept, in Vietnamese and in English.
    fn read(&self, value: &str, pointer: &str, now: DateTime<Utc>, faults: &mut Vec<FieldError>) -> Option<(String, String, String)> {
        let max = match self.kind {
            BlankKind::Place | BlankKind::Line => self.max.unwrap_or(200) as usize,
            _ => 100,
        };
        let before = faults.len();
        let value = needed(line(value, pointer, max, faults), pointer, faults);
        if value.contains(['<', '>', '{', '}']) {
            faults.push(fault(pointer, "markup", "Chỉ ghi chữ thường, không có dấu < > { }.", "Plain text only, without < > { }."));
        }
        if faults.len() > before {
            return None;
        }
        match self.kind {
            BlankKind::Place | BlankKind::Line => Some((value.clone(), value.clone(), value)),
            BlankKind::Telephone => {
                let digits = value.chars().filter(char::is_ascii_digit).count();
                if (3..=15).contains(&digits) && value.chars().all(|c| c.is_ascii_digit() || " .+()-".contains(c)) && value.len() <= 20 {
                    return Some((value.clone(), value.clone(), value));
                }
                faults.push(fault(pointer, "not_a_telephone", "Số điện thoại gồm 3–15 chữ số.", "A telephone number has 3–15 digits."));
                None
            }
            BlankKind::Choice => {
                let Some(at) = self.choices.iter().position(|c| *c == value) else {
                    faults.push(fault(pointer, "not_a_choice", "Hãy chọn một mục trong danh sách.", "Choose one of the list."));
                    return None;
                };
                let english = self.choices_en.get(at).unwrap_or(&value).clone();
                Some((value.clone(), value, english))
            }
            BlankKind::Time => {
                let Some(at) = DateTime::parse_from_rfc3339(&value).ok().map(|t| t.to_utc()) else {
                    faults.push(fault(pointer, "malformed_field", "Không đọc được thời điểm.", "The time cannot be read."));
                    return None;
                };
                let earliest = if self.may_be_past { now - BACK } else { now };
                if at < earliest || at > now + AHEAD {
                    faults.push(fault(
                        pointer,
                        "not_ahead",
                        "Thời điểm phải ở phía trước, trong vòng 30 ngày.",
                        "The time must lie ahead, within 30 days.",
                    ));
                    return None;
                }
                let there = to_vn(at);
                let vi = there.format("%H giờ %M, ngày %-d/%-m/%Y").to_string();
                Some((crate::kernel::dates::rfc3339_vn(at), vi, there.format("%H:%M on %-d %B %Y").to_string()))
            }
        }
    }
}

/// Names between braces; `None` where the braces do not pair.
fn holes(text: &str) -> Option<Vec<String>> {
    let mut names = vec![];
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        if before.contains('}') || !is_code(name, 30) {
            return None;
        }
        names.push(name.to_owned());
        rest = after;
    }
    (!rest.contains('}')).then_some(names)
}

/// One pass: what is put in is never looked into again.
fn put_in(text: &str, values: &BTreeMap<&str, String>) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        out.push_str(values.get(name).map(String::as_str).unwrap_or_default());
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Plain text as the body of an item: a paragraph for each line.
pub fn paragraphs(text: &str) -> String {
    let escape = |line: &str| line.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.lines().filter(|l| !l.trim().is_empty()).map(|l| format!("<p>{}</p>", escape(l.trim()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-11-23T23:00:00+07:00".parse().unwrap()
    }

    fn blank(name: &str, kind: BlankKind) -> Blank {
        Blank {
            name: name.into(),
            kind,
            label: name.into(),
            max: None,
            choices: vec![],
            choices_en: vec![],
            may_be_past: false,
            after: None,
        }
    }

    fn water() -> TemplateText {
        TemplateText {
            kind: "water".into(),
            kind_name: "Cấp nước".into(),
            kind_name_en: None,
            title: "Tạm ngừng cấp nước: {place}".into(),
            text: "Từ {from} đến {until}.\nGọi {phone}.".into(),
            title_en: Some("No water: {place}".into()),
            text_en: Some("From {from}.".into()),
            blanks: vec![
                blank("place", BlankKind::Place),
                Blank { may_be_past: true, ..blank("from", BlankKind::Time) },
                Blank { after: Some("from".into()), ..blank("until", BlankKind::Time) },
                blank("phone", BlankKind::Telephone),
            ],
            severity: UrgentSeverity::Warning,
            hours: 24,
            section_id: Uuid::nil(),
            info_class: InfoClass::OtherInformation,
        }
    }

    fn given(values: &[(&str, &str)]) -> BTreeMap<String, String> {
        values.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
    }

    #[test]
    fn a_template_is_filled_in_both_languages() {
        let text = water().clean().unwrap();
        let values = given(&[
            ("place", "phố Trần Hưng Đạo & ngõ 5"),
            ("from", "2026-11-23T22:45:00+07:00"),
            ("until", "2026-11-24T05:00:00+07:00"),
            ("phone", "0225 000 0000"),
        ]);
        let (filled, kept) = text.fill(&values, now()).unwrap();
        assert_eq!(filled.title, "Tạm ngừng cấp nước: phố Trần Hưng Đạo & ngõ 5");
        assert_eq!(filled.text, "Từ 22 giờ 45, ngày 23/11/2026 đến 05 giờ 00, ngày 24/11/2026.\nGọi 0225 000 0000.");
        assert_eq!(filled.text_en.as_deref(), Some("From 22:45 on 23 November 2026."));
        assert_eq!(kept["until"], "2026-11-24T05:00:00+07:00");
        assert_eq!(paragraphs("a & <b>\n\nc"), "<p>a &amp; &lt;b&gt;</p><p>c</p>");
    }

    #[test]
    fn bad_blanks_are_all_named_at_once() {
        let values =
            given(&[("place", "<b>phố</b>"), ("from", "hôm nay"), ("until", "2026-11-23T22:00:00+07:00"), ("phone", "12"), ("more", "x")]);
        let faults = water().fill(&values, now()).unwrap_err();
        let told: Vec<_> = faults.iter().map(|f| (f.pointer.as_str(), f.code.as_str())).collect();
        assert_eq!(
            told,
            [
                ("/blanks/more", "unknown_blank"),
                ("/blanks/place", "markup"),
                ("/blanks/from", "malformed_field"),
                ("/blanks/until", "not_ahead"),
                ("/blanks/phone", "not_a_telephone")
            ]
        );
        let values =
            given(&[("place", "phố"), ("from", "2026-11-24T05:00:00+07:00"), ("until", "2026-11-24T04:00:00+07:00"), ("phone", "113")]);
        assert_eq!(water().fill(&values, now()).unwrap_err()[0].code, "not_after");
        // What is put in is never looked into again.
        let values = given(&[("place", "{phone}")]);
        assert!(water().fill(&values, now()).unwrap_err().iter().any(|f| f.code == "markup"));
    }

    #[test]
    fn a_template_names_its_blanks() {
        let bad = TemplateText { title: "{nowhere} {".into(), text: "{place".into(), ..water() };
        let codes: Vec<_> = bad.clean().unwrap_err().into_iter().map(|f| f.pointer).collect();
        assert!(codes.contains(&"/title".into()) && codes.contains(&"/text".into()), "{codes:?}");
        let unused = TemplateText { text: "{from} {until}".into(), ..water() };
        assert_eq!(unused.clean().unwrap_err()[0].code, "unused_blank");
    }
}
