//! What the public sees of anything published: the shapes of the stored bytes. Written by the newsroom's projection,
//! read by everybody outside; the read side copies them without looking in.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use super::words::{AttachmentRole, Field, Genre, InfoClass, Kind, Lang, MediaKind, PublicationStatus, Relation, UrgentSeverity};

/// A section as a publication names it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SectionName {
    pub id: Uuid,
    #[schema(example = "tin-tuc-su-kien")]
    pub slug: String,
    #[schema(example = "Tin tức, sự kiện")]
    pub name: String,
    pub name_en: Option<String>,
}

/// A unit as a publication names it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct UnitName {
    pub id: Uuid,
    #[schema(example = "Trung tâm dịch vụ sự nghiệp công")]
    pub name: String,
}

/// Where a text comes from (Đ6.3).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub kind: SourceKind,
    /// Required when `kind` is `other`.
    #[serde(default)]
    #[schema(max_length = 300)]
    pub name: Option<String>,
    #[serde(default)]
    #[schema(max_length = 1000)]
    pub url: Option<String>,
}

impl Default for Source {
    fn default() -> Self {
        Self { kind: SourceKind::Own, name: None, url: None }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    Own,
    Other,
}

/// The event a news item tells of; it starts the clock of Đ7.1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Event {
    #[schema(example = "2026-11-23T06:00:00+07:00")]
    pub occurred_at: String,
    pub place: Option<String>,
}

/// One size of a picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Rendition {
    /// `thumb`, `card` or `full`.
    #[schema(example = "card")]
    pub name: String,
    #[schema(example = "/api/v1/media/0199a0c0-0000-7000-8000-000000000000/card")]
    pub url: String,
    pub width: i64,
    pub height: i64,
    #[serde(rename = "type")]
    #[schema(example = "image/jpeg")]
    pub media_type: String,
}

/// A picture that a publication lets out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Image {
    pub media_id: Uuid,
    pub alt: String,
    pub caption: Option<String>,
    /// Owner and licence, as shown under the picture (Đ8.4).
    pub credit: Option<String>,
    pub width: i64,
    pub height: i64,
    pub renditions: Vec<Rendition>,
    /// What must stay in sight when it is cut: thousandths of its width and height.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 2, min_items = 2)]
    pub focal: Option<[i64; 2]>,
}

/// A file that a publication lets out: a document, film or recording.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Attachment {
    pub media_id: Uuid,
    pub kind: MediaKind,
    /// Which copy of a document it is; absent where nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<AttachmentRole>,
    #[schema(example = "Quyết định 1026/QĐ-UBND (bản ký số)")]
    pub title: String,
    #[schema(example = "1026-QD-UBND.pdf")]
    pub filename: String,
    #[schema(example = "/api/v1/media/0199a0c0-0000-7000-8000-000000000000/file")]
    pub url: String,
    #[serde(rename = "type")]
    #[schema(example = "application/pdf")]
    pub media_type: String,
    pub bytes: i64,
    /// Of a document, where its pages can be counted.
    pub pages: Option<i64>,
    /// Captions (WebVTT) of a film or recording.
    pub captions_url: Option<String>,
    pub transcript: Option<String>,
    pub caption: Option<String>,
    /// Owner and licence (Đ8.4).
    pub credit: Option<String>,
    /// SHA-256 of the file: what was downloaded is what was published.
    pub hash: String,
}

/// What stands behind a public medium's id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum PublicMedia {
    Attachment(Attachment),
    Image(Image),
}

/// A correction, visible for good.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Correction {
    pub at: String,
    pub note: String,
}

/// One line of an urgent notice's thread.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UrgentLine {
    pub at: DateTime<Utc>,
    #[schema(min_length = 1, max_length = 1000, example = "Đã thay xong đoạn ống vỡ, đang xả rửa đường ống.")]
    pub text: String,
    #[schema(max_length = 1000)]
    pub text_en: Option<String>,
}

/// What makes a notice an urgent one: the banner is made of it. Only urgent notices carry it; writing it on an item has no effect.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UrgentMark {
    /// Code of the kind: storm, flood, power, water, traffic, health, …
    #[schema(max_length = 40, example = "water")]
    pub kind: String,
    #[schema(max_length = 100, example = "Cấp nước")]
    pub kind_name: String,
    #[schema(max_length = 100, example = "Water supply")]
    pub kind_name_en: Option<String>,
    pub severity: UrgentSeverity,
    #[schema(max_length = 300, example = "Water cut in Trần Hưng Đạo street")]
    pub title_en: Option<String>,
    #[schema(max_length = 2000)]
    pub text_en: Option<String>,
    /// The trouble is over.
    pub resolved: bool,
    /// Newest first.
    #[schema(max_items = 200)]
    pub thread: Vec<UrgentLine>,
}

/// How a value of the details is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = PublicationFactType)]
pub enum FactType {
    Line,
    /// Several lines.
    Text,
    /// `2026-11-23`.
    Date,
    /// RFC 3339, in +07:00.
    Moment,
    /// A decimal, with a point.
    Number,
    /// Whole đồng.
    Money,
    /// One of a closed list: the name in Vietnamese, in `value_en` in English.
    Word,
    Link,
}

/// A value, as text that its type says how to read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FactValue {
    #[serde(rename = "type")]
    pub fact_type: FactType,
    #[schema(example = "12/QĐ-UBND")]
    pub value: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_en: Option<String>,
}

impl FactValue {
    /// Whether a reader may look for it by its words.
    pub fn is_words(&self) -> bool {
        matches!(self.fact_type, FactType::Line | FactType::Text | FactType::Word)
    }
}

/// One fact of the details with its name, ready to be shown; readers need to know nothing of kinds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = PublicationFact)]
pub struct Fact {
    #[schema(example = "number")]
    pub name: String,
    #[schema(example = "Số, ký hiệu")]
    pub label: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Number")]
    pub label_en: Option<String>,
    #[serde(flatten)]
    pub value: FactValue,
}

/// The head of a column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FactColumn {
    pub label: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label_en: Option<String>,
}

/// Facts that come in rows: periods of display, papers of a dossier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FactTable {
    pub name: String,
    pub label: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label_en: Option<String>,
    pub columns: Vec<FactColumn>,
    /// As many values a row as there are columns; `null` where nothing is said.
    pub rows: Vec<Vec<Option<FactValue>>>,
}

/// How a document bears on another. Both ends show it, each in its own words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RelatedDocument {
    /// Its id, where it stands on this portal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub id: Option<Uuid>,
    pub relation: Relation,
    #[schema(example = "849/QĐ-UBND")]
    pub number: Option<String>,
    pub title: Option<String>,
    /// Where it stands on this portal.
    pub path: Option<String>,
    /// The provision that is concerned, where it is not the whole (khoản 2 Điều 5).
    pub provision: Option<String>,
    /// From when on.
    pub effective_on: Option<NaiveDate>,
}

/// What is said of a publication to machines: Dublin Core (TT 24/2011 Art. 4) beyond what every page has, and schema.org.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = PublicationMetadata)]
pub struct Metadata {
    /// Names of Dublin Core without `DC.` and their values.
    pub dublin_core: Vec<(String, String)>,
    /// Type of schema.org.
    #[schema(example = "NewsArticle")]
    pub schema_type: String,
    /// Written as a text (headline, author, dates) rather than a thing with a name.
    pub written: bool,
    /// Further members; addresses that begin with `/` are of this portal.
    #[schema(value_type = Object)]
    pub members: Map<String, Value>,
}

/// A publication in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PublicationSummary {
    pub id: Uuid,
    pub kind: Kind,
    pub info_class: InfoClass,
    pub genre: Option<Genre>,
    pub lang: Lang,
    #[schema(example = "Phường Thành Đông ra quân tổng vệ sinh môi trường")]
    pub title: String,
    pub summary: String,
    /// Frozen at first publication.
    #[schema(example = "/tin-bai/phuong-thanh-dong-ra-quan-tong-ve-sinh-moi-truong-0f3k9q2w8x")]
    pub path: String,
    pub section: SectionName,
    pub unit: UnitName,
    pub fields: Vec<Field>,
    pub authors: Vec<String>,
    pub source: Source,
    pub status: PublicationStatus,
    /// First publication.
    #[schema(example = "2026-11-23T08:00:00+07:00")]
    pub published_at: String,
    pub updated_at: String,
    /// When a later edition replaced the first; absent if none did.
    pub revised_at: Option<String>,
    pub display_until: Option<String>,
    pub event: Option<Event>,
    /// Number of a document.
    #[schema(example = "1026/QĐ-UBND")]
    pub number: Option<String>,
    pub image: Option<Image>,
    /// Name of a kind that the ward defined itself (`kind` is `custom`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub kind_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub kind_name_en: Option<String>,
    /// The facts that a list shows beside the title.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Fact>,
}

/// A publication whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PublicationFull {
    #[serde(flatten)]
    pub summary: PublicationSummary,
    /// Sanitised HTML; pictures by relative address.
    pub body_html: String,
    /// By kind; validity is dates, computed by the reader.
    pub details: Value,
    /// The details as names and values.
    #[serde(default)]
    pub facts: Vec<Fact>,
    #[serde(default)]
    pub tables: Vec<FactTable>,
    /// Of documents.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<RelatedDocument>,
    #[serde(default)]
    pub metadata: Metadata,
    pub media: Vec<Image>,
    /// Files beside the text; absent where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    pub corrections: Vec<Correction>,
    /// Of standing information: when somebody looked last whether it is still right (Đ7.1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub reviewed_on: Option<NaiveDate>,
    /// A fact that it shows changed on this day; a new edition is on its way (Đ6.7).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub stale_since: Option<NaiveDate>,
    /// Said above an ended publication that stays readable.
    pub status_note: Option<String>,
    /// To be carried along by whoever copies it (Đ19.3).
    #[schema(example = "Theo Cổng thông tin điện tử phường Thành Đông")]
    pub attribution: String,
    /// The hash of the approved revision it shows.
    pub revision_hash: String,
}
