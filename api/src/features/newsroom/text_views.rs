//! What the desk sees of comments, flags, lists of words and uses.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::views::PersonView;
use crate::kernel::flags::Flag;
use crate::kernel::words::{CommentState, FlagCode, Kind, PublicationStatus, ReferenceManner, ReferenceTarget, Severity, State, WordList};

/// A passage as it is marked on a screen: the words with a little of what stands around them.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnchorRequest {
    /// `title`, `summary`, `body` or `details/<name>`.
    #[schema(max_length = 100, example = "body")]
    pub part: String,
    /// The words themselves; blanks do not count.
    #[schema(min_length = 1, max_length = 2000, example = "hơn ba trăm người dân")]
    pub exact: String,
    /// What stands before them: tells one of several like passages from the others.
    #[serde(default)]
    #[schema(max_length = 200, example = "Sáng nay, ")]
    pub prefix: String,
    #[serde(default)]
    #[schema(max_length = 200, example = " cùng làm sạch")]
    pub suffix: String,
}

/// How a passage stands in the text that was asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AnchorState {
    /// Word for word as it was marked.
    Same,
    /// Edited since.
    Changed,
    /// No longer there: the original quote remains.
    Detached,
}

/// Where the passage stands now, in characters of the part's plain text, with its words and surroundings.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlaceView {
    #[schema(minimum = 0)]
    pub start: usize,
    #[schema(minimum = 0)]
    pub end: usize,
    pub exact: String,
    pub prefix: String,
    pub suffix: String,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PostView {
    pub id: Uuid,
    pub at: String,
    pub author: PersonView,
    /// Plain text.
    pub body: String,
}

/// A conversation about one passage.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ThreadView {
    pub id: Uuid,
    pub item_id: Uuid,
    pub state: CommentState,
    /// The revision it was made on; absent for the working copy.
    pub revision_no: Option<i64>,
    #[schema(example = "body")]
    pub part: String,
    /// As it was marked.
    pub quote: String,
    pub anchor: AnchorState,
    pub place: Option<PlaceView>,
    pub opened_at: String,
    pub settled_by: Option<PersonView>,
    pub settled_at: Option<String>,
    pub version: i64,
    /// What the caller may do: `reply`, `resolve`, `reopen`.
    pub allowed: Vec<String>,
    /// Oldest first; the first is the comment itself.
    pub posts: Vec<PostView>,
}

/// Something the program noticed in a text. `start..end` in characters of the part's plain text.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FlagView {
    pub code: FlagCode,
    pub severity: Severity,
    /// `title`, `summary`, `body`, `details/<name>`, `pictures`, or `attachments/<n>`, counted from 0.
    #[schema(example = "body")]
    pub part: String,
    #[schema(minimum = 0)]
    pub start: usize,
    #[schema(minimum = 0)]
    pub end: usize,
    #[schema(example = "0912 345 678")]
    pub quote: String,
    /// Why, from the list that knows the phrase.
    pub reason: Option<String>,
    pub citation: Option<String>,
    /// The picture or attachment it is about.
    pub media_id: Option<Uuid>,
    /// Of an attachment: the page, paragraph or cell.
    #[schema(example = "Danh sách!C12")]
    pub place: Option<String>,
}

impl From<Flag> for FlagView {
    fn from(flag: Flag) -> Self {
        Self {
            code: flag.code,
            severity: flag.severity,
            part: flag.part,
            start: flag.start,
            end: flag.end,
            quote: flag.quote,
            reason: flag.reason,
            citation: flag.citation,
            media_id: flag.picture,
            place: flag.place,
        }
    }
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FlagsView {
    pub data: Vec<FlagView>,
    /// The codes that an approval must carry in `confirmed_flags`.
    pub to_confirm: Vec<FlagCode>,
    /// Something refuses handing in and approval.
    pub blocked: bool,
}

/// An entry of a list of words as it is written.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WordRequest {
    pub list: WordList,
    /// Words; of official contacts a telephone number (`0225 000*` for a range), an e-mail address or an `@domain`.
    #[schema(min_length = 2, max_length = 200, example = "Tuyệt mật")]
    pub phrase: String,
    pub severity: Severity,
    #[schema(min_length = 1, max_length = 500, example = "Văn bản có dấu chỉ độ mật không được đăng.")]
    pub reason: String,
    #[serde(default)]
    #[schema(max_length = 300, example = "Điều 8 khoản 1 điểm b Quy chế")]
    pub citation: Option<String>,
    #[schema(example = "2026-11-23")]
    pub valid_from: NaiveDate,
    #[serde(default)]
    #[schema(example = "2027-12-31")]
    pub valid_to: Option<NaiveDate>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WordView {
    pub id: Uuid,
    pub list: WordList,
    pub phrase: String,
    pub severity: Severity,
    pub reason: String,
    pub citation: Option<String>,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub in_force: bool,
    pub version: i64,
}

/// One place that uses something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct UseView {
    pub item_id: Uuid,
    pub kind: Kind,
    pub title: String,
    pub manner: ReferenceManner,
    /// Of a public text.
    pub path: Option<String>,
    pub state: State,
}

/// Where something is used: what links here.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UsesView {
    /// Public texts, at most 100.
    pub live: Vec<UseView>,
    /// Texts being written that the caller may see, at most 100.
    pub working: Vec<UseView>,
    /// How many further texts being written use it that the caller may not see.
    #[schema(minimum = 0)]
    pub hidden: u64,
    /// Editions in another language.
    pub translations: Vec<UseView>,
}

/// Where a section is used.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SectionUsesView {
    /// Publications that are listed in it.
    #[schema(minimum = 0)]
    pub listed: i64,
    /// Items of the desk that stand in it.
    #[schema(minimum = 0)]
    pub items: u64,
    pub links: UsesView,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Broken {
    NotFound,
    Withdrawn,
    PictureMissing,
}

/// A link of a public text that leads nowhere.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BrokenView {
    pub item_id: Uuid,
    pub kind: Kind,
    pub title: String,
    pub path: String,
    pub status: PublicationStatus,
    pub manner: ReferenceManner,
    pub target: ReferenceTarget,
    /// Where it leads; of a picture its address.
    #[schema(example = "/tin-bai/da-go-abc")]
    pub href: String,
    pub why: Broken,
}

/// A picture and how often it is used.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UsedMediaView {
    pub media_id: Uuid,
    pub filename: String,
    pub alt: Option<String>,
    #[schema(minimum = 0)]
    pub publications: i64,
}
