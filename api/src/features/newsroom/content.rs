//! The text of an item: what a person writes, what a revision freezes, and the hash that approvals are bound to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use super::kinds::{self, Details, DetailsSchema, FieldShape};
use crate::http::FieldError;
use crate::kernel::public::Source;
use crate::kernel::words::{AttachmentRole, Field, Genre, InfoClass, Kind, Lang, MediaKind};
use crate::kernel::{canonical, html, text};

/// The longest title, in characters.
pub const TITLE_MAX: usize = 300;
pub const SUMMARY_MAX: usize = 2_000;
pub const ATTACHMENTS_MAX: usize = 30;
pub const TAGS_MAX: usize = 20;
/// The longest tag, in characters.
const TAG_MAX: usize = 60;
/// The longest body, in bytes of HTML.
pub const BODY_MAX: usize = 1_500_000;
/// Grows when the shape of a frozen revision changes.
pub const SCHEMA_VERSION: i64 = 1;

/// Who wrote it, as shown (Đ6.3). `user_id` ties the royalty to an account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Author {
    #[schema(min_length = 1, max_length = 200, example = "Trung tâm dịch vụ sự nghiệp công")]
    pub name: String,
    #[serde(default)]
    pub user_id: Option<Uuid>,
}

/// The picture at the head of the item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LeadImage {
    pub media_id: Uuid,
    /// Instead of the picture's own.
    #[serde(default)]
    #[schema(max_length = 500)]
    pub alt: Option<String>,
    #[serde(default)]
    #[schema(max_length = 1000)]
    pub caption: Option<String>,
}

/// A file beside the text: a document, film or recording.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AttachmentRef)]
pub struct AttachmentRef {
    pub media_id: Uuid,
    /// What readers call it; the name of the file when blank.
    #[serde(default)]
    #[schema(max_length = 300, example = "Quyết định 1026/QĐ-UBND (bản ký số)")]
    pub title: String,
    /// Which copy of a document it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<AttachmentRole>,
}

/// What can be written on an item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Content {
    #[serde(default)]
    #[schema(max_length = 300, example = "Phường Thành Đông ra quân tổng vệ sinh môi trường")]
    pub title: String,
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub summary: String,
    /// Sanitised by allow-list when saved. Pictures are `<img src="cong-media:{id}">`.
    #[serde(default)]
    #[schema(max_length = 1500000, example = "<p>Sáng nay, phường Thành Đông ra quân…</p>")]
    pub body_html: String,
    /// By kind.
    #[serde(default)]
    #[schema(value_type = DetailsSchema)]
    pub details: Map<String, Value>,
    #[serde(default)]
    pub section_id: Option<Uuid>,
    #[serde(default)]
    #[schema(max_items = 9)]
    pub fields: Vec<Field>,
    #[serde(default)]
    pub info_class: Option<InfoClass>,
    #[serde(default)]
    pub genre: Option<Genre>,
    #[serde(default)]
    #[schema(max_items = 50)]
    pub authors: Vec<Author>,
    #[serde(default)]
    pub source: Source,
    #[serde(default)]
    pub lead_image: Option<LeadImage>,
    /// Left out where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 30)]
    pub attachments: Vec<AttachmentRef>,
    /// Words by which readers find texts of several sections. Left out where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 20, example = json!(["Chuyển đổi số"]))]
    pub tags: Vec<String>,
    #[serde(default = "vietnamese")]
    pub lang: Lang,
}

fn vietnamese() -> Lang {
    Lang::Vi
}

impl Default for Content {
    fn default() -> Self {
        Self {
            title: String::new(),
            summary: String::new(),
            body_html: String::new(),
            details: Map::new(),
            section_id: None,
            fields: vec![],
            info_class: None,
            genre: None,
            authors: vec![],
            source: Source::default(),
            lead_image: None,
            attachments: vec![],
            tags: vec![],
            lang: Lang::Vi,
        }
    }
}

impl Content {
    /// The content as it may be kept: NFC, sanitised, details in the shape of their kind. All faults at once.
    pub fn clean(mut self, kind: Kind) -> Result<Self, Vec<FieldError>> {
        let mut faults = vec![];
        self.title = line(&self.title, "/title", TITLE_MAX, &mut faults);
        self.summary = block(&self.summary, "/summary", SUMMARY_MAX, &mut faults);
        if self.body_html.len() > BODY_MAX {
            faults.push(too_long("/body_html", BODY_MAX));
        } else {
            self.body_html = html::sanitise(&self.body_html);
        }
        if self.authors.len() > 50 {
            faults.push(too_long("/authors", 50));
        }
        for (i, author) in self.authors.iter_mut().enumerate() {
            author.name = line(&author.name, &format!("/authors/{i}/name"), 200, &mut faults);
        }
        self.authors.retain(|a| !a.name.is_empty());
        optional(&mut self.source.name, "/source/name", 300, &mut faults);
        optional(&mut self.source.url, "/source/url", 1000, &mut faults);
        if self.source.url.as_ref().is_some_and(|u| !(u.starts_with("https://") || u.starts_with("http://"))) {
            faults.push(FieldError::new(
                "/source/url",
                "not_a_web_address",
                "Địa chỉ nguồn phải bắt đầu bằng https:// hoặc http://.",
                "The source address must begin with https:// or http://.",
            ));
        }
        if let Some(lead) = &mut self.lead_image {
            optional(&mut lead.alt, "/lead_image/alt", 500, &mut faults);
            optional(&mut lead.caption, "/lead_image/caption", 1000, &mut faults);
        }
        if self.attachments.len() > ATTACHMENTS_MAX {
            faults.push(too_long("/attachments", ATTACHMENTS_MAX));
        }
        for i in 0..self.attachments.len().min(ATTACHMENTS_MAX) {
            let id = self.attachments[i].media_id;
            if self.attachments[..i].iter().any(|before| before.media_id == id) {
                let (vi, en) = ("Tệp này đã được đính kèm.", "This file is attached already.");
                faults.push(FieldError::new(format!("/attachments/{i}/media_id"), "twice", vi, en));
            }
            let title = &mut self.attachments[i].title;
            *title = line(title, &format!("/attachments/{i}/title"), 300, &mut faults);
        }
        self.clean_tags(&mut faults);
        self.fields.sort();
        self.fields.dedup();
        kinds::fields::clean(kinds::fields_of(kind), &mut self.details, "/details", &mut faults);
        match Details::read(kind, &self.details) {
            Ok(details) => self.details = details.cleaned(&mut faults).to_map(),
            Err(fault) => faults.push(fault),
        }
        if faults.is_empty() { Ok(self) } else { Err(faults) }
    }

    /// Tags in their normal form, each once: two that differ in marks or case alone are one.
    fn clean_tags(&mut self, faults: &mut Vec<FieldError>) {
        if self.tags.len() > TAGS_MAX {
            faults.push(too_long("/tags", TAGS_MAX));
            return;
        }
        let mut known: Vec<String> = vec![];
        let tags = std::mem::take(&mut self.tags);
        for (i, tag) in tags.into_iter().enumerate() {
            let tag = line(&tag, &format!("/tags/{i}"), TAG_MAX, faults);
            let slug = text::slug(&tag);
            if !slug.is_empty() && !known.contains(&slug) {
                known.push(slug);
                self.tags.push(tag);
            }
        }
    }

    /// The mark of an urgent notice is the server's: whatever a writer sends, `before` stays.
    pub fn keep_urgent_mark(&mut self, before: Option<&Value>) {
        match before {
            Some(mark) => self.details.insert("urgent".into(), mark.clone()),
            None => self.details.remove("urgent"),
        };
    }

    /// Every picture and attachment, each once.
    pub fn media_ids(&self) -> Vec<Uuid> {
        let mut ids = self.picture_ids();
        ids.extend(self.attachments.iter().map(|a| a.media_id).filter(|id| !self.picture_ids().contains(id)));
        ids
    }

    /// Every picture it shows, lead first, each once.
    pub fn picture_ids(&self) -> Vec<Uuid> {
        let mut ids: Vec<Uuid> = self.lead_image.iter().map(|l| l.media_id).collect();
        for id in html::media_ids(&self.body_html).into_iter().chain(kinds::media_in(&self.details)) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }
}

/// One line, cleaned; faults are added to the list.
pub fn line(value: &str, pointer: &str, max: usize, faults: &mut Vec<FieldError>) -> String {
    kept(text::clean_line(value), value, pointer, max, faults)
}

/// Several lines, cleaned.
pub fn block(value: &str, pointer: &str, max: usize, faults: &mut Vec<FieldError>) -> String {
    kept(text::clean_block(value), value, pointer, max, faults)
}

fn kept(cleaned: Result<String, text::TextFault>, value: &str, pointer: &str, max: usize, faults: &mut Vec<FieldError>) -> String {
    match cleaned {
        Ok(clean) if clean.chars().count() <= max => clean,
        Ok(_) => {
            faults.push(too_long(pointer, max));
            String::new()
        }
        Err(fault) => {
            faults.push(FieldError::text(pointer, fault));
            value.to_owned()
        }
    }
}

/// An optional line: blank means none.
pub fn optional(value: &mut Option<String>, pointer: &str, max: usize, faults: &mut Vec<FieldError>) {
    if let Some(text) = value {
        let clean = block(text, pointer, max, faults);
        *value = (!clean.is_empty()).then_some(clean);
    }
}

pub fn too_long(pointer: &str, max: usize) -> FieldError {
    FieldError::new(pointer, "too_long", format!("Dài quá {max}."), format!("Longer than {max}."))
}

/// What a revision knows of a medium: enough that a changed caption or file changes the hash. What pictures do not have is left
/// out, so that older revisions keep theirs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FrozenMedia {
    pub blob: String,
    pub alt: Option<String>,
    pub caption: Option<String>,
    pub owner: Option<String>,
    pub licence: Option<String>,
    pub permission: Option<String>,
    /// Left out where nobody has said: older revisions keep their hash.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shows_children: Option<bool>,
    /// Of an attachment; none: a picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<MediaKind>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has_speech: Option<bool>,
    /// The blob of its captions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub captions: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transcript: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub focal: Option<[i64; 2]>,
}

impl FrozenMedia {
    pub fn kind(&self) -> MediaKind {
        self.kind.unwrap_or(MediaKind::Picture)
    }

    pub fn is_picture(&self) -> bool {
        self.kind() == MediaKind::Picture
    }
}

/// A frozen revision: what the hash covers (decision 6).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Frozen {
    pub kind: Kind,
    pub content: Content,
    pub media: BTreeMap<Uuid, FrozenMedia>,
    /// Of a kind that the ward defined: its definition as it was. Others have none, and keep the hash they had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub definition: Option<Definition>,
}

/// A kind that an administrator defined, in one version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = ItemDefinition)]
pub struct Definition {
    pub code: String,
    pub version: i64,
    pub name: String,
    pub name_en: Option<String>,
    pub fields: Vec<FieldShape>,
}

impl Frozen {
    /// Canonical JSON and its hash.
    pub fn seal(&self) -> serde_json::Result<(String, String)> {
        let json = canonical::to_canonical(self)?;
        let hash = canonical::sha256_hex(json.as_bytes());
        Ok((json, hash))
    }

    pub fn open(json: &str) -> serde_json::Result<Self> {
        serde_json::from_str(json)
    }

    pub fn details(&self) -> Result<Details, FieldError> {
        Details::read(self.kind, &self.content.details)
    }

    /// The fields that describe the details, and the values that they describe.
    pub fn described(&self) -> (&[FieldShape], std::borrow::Cow<'_, Map<String, Value>>) {
        use std::borrow::Cow;
        match (&self.definition, self.content.details.get("values")) {
            (Some(definition), Some(Value::Object(values))) => (&definition.fields, Cow::Borrowed(values)),
            (Some(definition), _) => (&definition.fields, Cow::Owned(Map::new())),
            (None, _) => (kinds::fields_of(self.kind), Cow::Borrowed(&self.content.details)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frozen(title: &str) -> Frozen {
        let content = Content { title: title.into(), ..Content::default() }.clean(Kind::Article).unwrap();
        Frozen { kind: Kind::Article, content, media: BTreeMap::new(), definition: None }
    }

    #[test]
    fn the_hash_follows_the_text_and_not_its_encoding() {
        let composed = frozen("Hòa giải ở cơ sở").seal().unwrap().1;
        let decomposed = frozen("Ho\u{300}a gia\u{309}i ở cơ sở").seal().unwrap().1;
        assert_eq!(composed, decomposed);
        assert_ne!(composed, frozen("Hòa giải").seal().unwrap().1);
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let content = Content {
            title: "a\u{202e}b".into(),
            source: Source { url: Some("javascript:1".into()), ..Source::default() },
            details: Map::from_iter([("nonsense".into(), Value::Null)]),
            ..Content::default()
        };
        let faults = content.clean(Kind::Article).unwrap_err();
        let pointers: Vec<_> = faults.iter().map(|f| f.pointer.as_str()).collect();
        assert_eq!(pointers, ["/title", "/source/url", "/details/nonsense"]);
    }
}
