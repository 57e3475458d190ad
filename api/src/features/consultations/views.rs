//! What the public sees of consultations, and what the desk sees: two kinds of types, never one with options.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::http::proof_of_work::Proof;
use crate::kernel::articles::PassageLevel;
use crate::kernel::flags::Flag;
use crate::kernel::public::UnitName;
use crate::kernel::words::{AskSender, ConsultationForm, FlagCode, OpinionOutcome, OpinionState};

/// A consultation in a list. Whether it is open is told by its dates and the reader's clock.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ConsultationSummary {
    pub id: Uuid,
    #[schema(example = "Lấy ý kiến dự thảo Quy định quản lý vỉa hè")]
    pub title: String,
    pub summary: String,
    pub path: String,
    pub form: ConsultationForm,
    pub unit: UnitName,
    #[schema(example = "2026-11-23T08:00:00+07:00")]
    pub opens_at: String,
    /// The end as last extended; the moment itself is too late.
    #[schema(example = "2026-12-23T17:00:00+07:00")]
    pub closes_at: String,
    /// Opinions that everybody may read.
    pub published: u64,
    /// The report on what was made of them.
    pub report: Option<LinkedPage>,
    /// The document that came of it.
    pub document: Option<LinkedPage>,
}

/// A public page that something leads to.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LinkedPage {
    pub id: Uuid,
    pub title: String,
    pub path: String,
    /// Of a document.
    pub number: Option<String>,
}

/// A consultation whole.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ConsultationFull {
    #[serde(flatten)]
    pub summary: ConsultationSummary,
    pub sender: AskSender,
    /// What a person agrees to who says who they are.
    pub consent: String,
    /// The number of the text that is commented now.
    pub version: i64,
    pub versions: Vec<VersionView>,
    /// The draft in its passages; empty of a policy.
    pub passages: Vec<PassageView>,
    /// Passages of earlier versions that opinions hold on to and that are no longer there.
    pub detached: Vec<PassageView>,
    pub statistics: Statistics,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VersionView {
    pub no: i64,
    pub published_at: String,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PassageView {
    /// Stays with the passage through later versions of the draft.
    #[schema(example = "dieu-5")]
    pub anchor: String,
    /// The anchor of the article that a clause belongs to.
    pub parent: Option<String>,
    pub level: PassageLevel,
    #[schema(example = "Điều 5")]
    pub label: String,
    pub heading: String,
    pub text: String,
    /// Opinions on it that everybody may read.
    pub published: u64,
}

/// Opinions that everybody may read, and what became of them.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct Statistics {
    pub published: u64,
    /// On an article or clause.
    pub by_article: u64,
    pub accepted: u64,
    pub partly: u64,
    pub not_accepted: u64,
    pub unanswered: u64,
}

/// An opinion that everybody may read.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OpinionView {
    pub id: Uuid,
    #[schema(example = "GY-7K2M-9QXA")]
    pub code: String,
    pub anchor: Option<String>,
    /// What it was called in the version that was commented: `Điều 5 khoản 2`.
    pub label: Option<String>,
    pub version: i64,
    /// Only of who asked for it.
    pub name: Option<String>,
    pub text: String,
    /// Something was left out; it is marked in the text.
    pub redacted: bool,
    /// How many files came with it; they are read by the desk only.
    pub files: i64,
    pub received_at: String,
    pub outcome: Option<OpinionOutcome>,
    pub outcome_reason: Option<String>,
}

/// Who comments. Never published, but for a name whose owner asks for it.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OpinionSender {
    #[schema(max_length = 120, example = "Trần Thị Bình")]
    pub name: Option<String>,
    #[schema(max_length = 40, example = "0912 000 000")]
    pub phone: Option<String>,
    #[schema(max_length = 254, example = "binh@vidu.vn")]
    pub email: Option<String>,
    /// The name stands beside the published opinion.
    pub show_name: bool,
    /// Needed with any of them.
    pub consent: bool,
}

/// An opinion as it is sent in.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOpinion {
    /// Of an article or clause; without it the opinion is on the whole.
    #[serde(default)]
    #[schema(max_length = 200, example = "dieu-5")]
    pub anchor: Option<String>,
    #[schema(min_length = 3, max_length = 10000, example = "Đề nghị cho để xe đạp trên vỉa hè rộng trên 3 mét.")]
    pub text: String,
    #[serde(default)]
    pub sender: Option<OpinionSender>,
    /// The challenge of `GET /form-challenge`, worked on. It names the sending: it is needed even when it asks for no work.
    pub proof: Proof,
}

impl NewOpinion {
    /// What makes it this opinion and no other.
    pub fn words(&self) -> impl Serialize + '_ {
        serde_json::json!({"anchor": self.anchor, "text": self.text, "sender": self.sender})
    }
}

/// What the sender sees with code and secret.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MyOpinion {
    pub code: String,
    pub consultation_id: Uuid,
    pub consultation_title: String,
    pub consultation_path: String,
    pub anchor: Option<String>,
    pub label: Option<String>,
    /// As it was sent.
    pub text: String,
    pub received_at: String,
    pub state: OpinionState,
    /// As everybody reads it.
    pub published_text: Option<String>,
    pub redacted: bool,
    pub refusal: Option<String>,
    pub outcome: Option<OpinionOutcome>,
    pub outcome_reason: Option<String>,
    pub files: i64,
}

// The desk.

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeskConsultation {
    #[serde(flatten)]
    pub summary: ConsultationSummary,
    pub received: u64,
    pub waiting: u64,
    pub refused: u64,
    /// Published ones without an outcome.
    pub unanswered: u64,
    /// The report as an item of the desk, once it is made.
    pub report_item: Option<Uuid>,
}

/// An opinion as who handles it reads it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeskOpinion {
    pub id: Uuid,
    pub code: String,
    pub version: i64,
    pub state: OpinionState,
    pub anchor: Option<String>,
    pub label: Option<String>,
    /// The passage is no longer in the draft.
    pub detached: bool,
    pub received_at: String,
    /// As it was sent.
    pub text: String,
    pub has_contact: bool,
    pub shows_name: bool,
    /// What the program noticed in it.
    pub flags: Vec<OpinionFlag>,
    pub published_text: Option<String>,
    pub redacted: bool,
    pub refusal: Option<String>,
    pub outcome: Option<OpinionOutcome>,
    pub outcome_reason: Option<String>,
    pub files: i64,
}

/// Something to look at before it is published; in characters of the text.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OpinionFlag {
    pub code: FlagCode,
    pub start: usize,
    pub end: usize,
    pub quote: String,
}

impl From<Flag> for OpinionFlag {
    fn from(flag: Flag) -> Self {
        Self { code: flag.code, start: flag.start, end: flag.end, quote: flag.quote }
    }
}

/// Who sent an opinion, and the files that came with it: every look is noted.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OpinionContact {
    pub name: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub show_name: bool,
    pub files: Vec<OpinionFile>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OpinionFile {
    pub id: Uuid,
    pub name: String,
    #[schema(example = "application/pdf")]
    pub media_type: String,
    pub bytes: i64,
}

/// A passage to leave out, in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Redaction {
    #[schema(minimum = 0, example = 11)]
    pub start: usize,
    #[schema(minimum = 1, example = 23)]
    pub end: usize,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PublishOpinion {
    #[schema(max_items = 100)]
    pub redactions: Vec<Redaction>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefuseOpinion {
    #[schema(min_length = 3, max_length = 1000, example = "Nội dung không liên quan đến dự thảo.")]
    pub reason: String,
}

/// One outcome for a group of opinions.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetOutcomes {
    #[schema(min_items = 1, max_items = 200)]
    pub opinions: Vec<Uuid>,
    pub outcome: OpinionOutcome,
    /// Needed unless accepted.
    #[serde(default)]
    #[schema(max_length = 4000, example = "Tiếp thu, đã bổ sung tại Điều 5 khoản 2.")]
    pub reason: String,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OutcomesSet {
    pub opinions: u64,
}

/// What a moderation verb did, or would do.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OpinionDone {
    pub id: Uuid,
    pub state: OpinionState,
    pub version: i64,
    /// As everybody reads it, or would.
    pub published_text: Option<String>,
}
