//! What the desk sees. The public's shapes are in `kernel/public.rs`; the two never mix.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::content::{Content, Definition};
use super::queries::TaskDue;
use super::routing::Verdict;
use crate::http::FieldError;
use crate::kernel::diff::Op;
use crate::kernel::words::{
    Basis, ClockWord, Field, Kind, Lang, Origin, PublicationStatus, ReviewSetting, RevisionReason, Stage, State, TaskState, Verb,
};

/// A person, as colleagues see them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PersonView {
    pub id: Uuid,
    #[schema(example = "Phó Trưởng Ban Biên tập")]
    pub display_name: String,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UnitView {
    pub id: Uuid,
    #[schema(example = "Văn phòng HĐND và UBND")]
    pub name: String,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SectionView {
    pub id: Uuid,
    pub slug: String,
    pub name: String,
}

/// An item in a list of the desk.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ItemSummary {
    pub id: Uuid,
    /// For verbs said to many: what was seen.
    pub version: i64,
    pub kind: Kind,
    pub state: State,
    pub title: String,
    pub section: Option<SectionView>,
    pub unit: UnitView,
    pub author: Option<PersonView>,
    pub lang: Lang,
    pub updated_at: String,
    pub publication_status: Option<PublicationStatus>,
    pub path: Option<String>,
    pub origin: Origin,
    /// What it is owed by, where it is.
    pub clock: Option<ClockFace>,
}

/// A clock on an item: what is owed first, or how it was done.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ClockFace {
    pub id: Uuid,
    /// Code of its deadline rule.
    #[schema(example = "news")]
    pub rule: String,
    pub due_at: String,
    pub word: ClockWord,
    pub done_at: Option<String>,
}

/// What of it is public.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PublicationState {
    pub status: PublicationStatus,
    pub path: String,
    pub published_at: String,
    pub revision_hash: String,
    pub reason: Option<String>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LeaseView {
    pub user: PersonView,
    pub expires_at: String,
    pub mine: bool,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RemarkView {
    pub id: Uuid,
    pub at: String,
    pub author: PersonView,
    pub stage: Stage,
    /// `return`, `reject`, `approve` or `note`.
    pub kind: String,
    pub body: String,
    pub revision_no: i64,
}

/// An item whole, as its writers and reviewers see it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ItemView {
    pub id: Uuid,
    pub kind: Kind,
    pub state: State,
    pub origin: Origin,
    pub external_id: Option<String>,
    pub unit: UnitView,
    pub created_by: Option<PersonView>,
    /// The item that it says in another language.
    pub translation_of: Option<Uuid>,
    pub content: Content,
    /// Of a kind that the ward defined: the fields it was written with.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub definition: Option<Definition>,
    /// Hash of the working copy as a revision would have it now.
    pub hash: String,
    pub version: i64,
    pub created_at: String,
    pub updated_at: String,
    pub publication: Option<PublicationState>,
    pub scheduled_for: Option<String>,
    pub correction_note: Option<String>,
    /// What its publication pays or has paid, what is due first at the top.
    pub clocks: Vec<ClockFace>,
    pub tasks: Vec<TaskView>,
    /// Whether the caller may write on it now.
    pub writable: bool,
    pub allowed: Vec<Verb>,
    /// What publishing still needs.
    pub blockers: Vec<FieldError>,
    pub lease: Option<LeaseView>,
    pub remarks: Vec<RemarkView>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TaskItem {
    pub id: Uuid,
    pub kind: Kind,
    pub title: String,
    pub state: State,
    pub unit: UnitView,
}

/// One decision that somebody owes.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TaskView {
    pub id: Uuid,
    pub item: TaskItem,
    pub stage: Stage,
    pub unit: Option<UnitView>,
    pub fields: Vec<Field>,
    /// Why it came here, with the clause.
    pub reason: String,
    pub state: TaskState,
    pub assignee: Option<PersonView>,
    /// The main reviewer of the section (Đ14.1).
    pub main_reviewer: bool,
    /// Who gave it to the assignee, when they did not take it themselves.
    pub given_by: Option<PersonView>,
    /// The end of its share of the item's clock, or of the default limit of its stage.
    pub due_at: Option<String>,
    /// How an open task stands to its limit.
    pub due: Option<TaskDue>,
    /// When it passed to the alternate, because nobody had decided in time.
    pub passed_at: Option<String>,
    pub opened_at: String,
    pub closed_at: Option<String>,
    pub closed_by: Option<PersonView>,
    pub revision_no: i64,
    pub edited_since_field_review: bool,
    /// What the caller may do with it: `claim`, `release`, `approve`, `edit_and_approve`, `return`, `reject`, `delegate`, `reroute`.
    pub allowed: Vec<String>,
}

/// A task with all that a decision needs.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TaskDetail {
    #[serde(flatten)]
    pub task: TaskView,
    pub revision: RevisionDetail,
    /// Against the revision last reviewed, or the live one.
    pub diff: Option<DiffView>,
    pub remarks: Vec<RemarkView>,
    pub checklist: Checklist,
    pub item_version: i64,
    /// Stages that the caller's approval decides too, because they are the caller's as well.
    pub decides_too: Vec<Stage>,
}

/// How many tasks each filter of the inbox would show.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TaskCounts {
    pub all: u64,
    pub mine: u64,
    pub nobody: u64,
    pub given_to_me: u64,
    pub soon: u64,
    pub overdue: u64,
    pub field_review: u64,
    pub editing: u64,
    pub board_review: u64,
}

/// How review is arranged (dated, with the legal basis of each).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReviewArrangements {
    /// One for each name: what holds today.
    pub settings: Vec<ReviewSettingView>,
    /// What will hold from a later day on.
    pub coming: Vec<ReviewSettingView>,
    /// Of today and later.
    pub alternates: Vec<AlternateView>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReviewSettingView {
    pub name: ReviewSetting,
    #[schema(example = "40")]
    pub value: String,
    /// Absent where the ward has said nothing yet.
    pub citation: Option<String>,
    pub valid_from: Option<NaiveDate>,
}

/// Who takes over tasks whose share of the clock is over.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AlternateView {
    pub id: Uuid,
    pub stage: Stage,
    /// Of field review.
    pub unit: Option<UnitView>,
    pub user: PersonView,
    pub citation: String,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
}

/// What became of one of many: done, or the reasons why not.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BulkResult {
    pub id: Uuid,
    pub done: bool,
    /// The status that the verb alone would have been answered.
    #[schema(example = 200)]
    pub status: u16,
    /// The code of the problem; absent when it was done.
    #[schema(example = "already_decided")]
    pub code: Option<String>,
    pub reasons: Vec<FieldError>,
    /// Where the item stands now; in a dry run where it would.
    pub state: Option<State>,
}

/// The same verb on many, each told apart.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BulkAnswer {
    pub data: Vec<BulkResult>,
    pub done: usize,
    pub refused: usize,
}

/// Where an item would go and why, clause by clause (Điều 12–14).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RoutingPreview {
    /// The day whose rules were asked.
    pub on: NaiveDate,
    /// The units that would review, the main reviewer first. None: Secretariat, then board.
    pub units: Vec<RoutedUnit>,
    /// Every rule that was looked at.
    pub clauses: Vec<ClauseView>,
    #[schema(example = "Không qua kiểm duyệt lĩnh vực: Tổ Thư ký biên tập rồi trình Ban Biên tập.")]
    pub explanation: String,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RoutedUnit {
    pub unit: UnitView,
    pub fields: Vec<Field>,
    pub main_reviewer: bool,
    pub reason: String,
    /// It has approved this very text before and is not asked again.
    pub kept: bool,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ClauseView {
    /// Absent for the owner of a section.
    pub rule: Option<Uuid>,
    pub citation: String,
    pub unit: UnitView,
    pub field: Option<Field>,
    /// Of a rule for a section, and of its owner.
    pub section: Option<SectionView>,
    pub verdict: Verdict,
}

/// What the reviewer confirms (Đ8).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Checklist {
    pub confirmed_required: bool,
    pub text: String,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RevisionView {
    pub id: Uuid,
    pub no: i64,
    pub name: Option<String>,
    pub reason: RevisionReason,
    pub hash: String,
    pub title: String,
    pub created_at: String,
    pub created_by: Option<PersonView>,
    /// The one the public sees.
    pub live: bool,
    /// Who said yes to this very text, in which stage and on which basis.
    pub approvals: Vec<ApprovalView>,
    /// The visible note with which it corrected what was public.
    pub correction: Option<String>,
}

/// An approval, bound to the hash of a text.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ApprovalView {
    pub stage: Stage,
    pub basis: Basis,
    pub by: PersonView,
    /// The reviewing unit, of a field approval.
    pub unit: Option<UnitView>,
    pub at: String,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RevisionDetail {
    #[serde(flatten)]
    pub revision: RevisionView,
    pub content: Content,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Side {
    #[schema(example = "Bản 2")]
    pub label: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FieldChange {
    #[schema(example = "title")]
    pub field: String,
    /// Values as a person reads them: names, words of closed lists, dates; never ids. Empty: nothing was there.
    #[schema(example = json!(["Tin tức – Sự kiện"]))]
    pub before: Vec<String>,
    #[schema(example = json!(["Thông báo"]))]
    pub after: Vec<String>,
    /// Of a long text: what changed in it, word by word.
    pub words: Vec<Op>,
}

/// What changed between two states of an item.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DiffView {
    pub from: Side,
    pub to: Side,
    pub fields: Vec<FieldChange>,
    /// The body word by word; plain text, never HTML.
    pub body: Vec<Op>,
    pub changed: bool,
}

/// What a verb would do (`dry_run=true`).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DryRun {
    pub allowed: bool,
    pub reasons: Vec<FieldError>,
    pub next: Option<Next>,
    /// What the program notices in the text as it lies on the desk; a reviewer must have looked at it.
    pub flags: Vec<super::text_views::FlagView>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Next {
    pub state: State,
    /// Who is next.
    pub units: Vec<String>,
    pub explanation: String,
}

#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct Counts {
    pub drafts: u64,
    pub returned: u64,
    pub in_review: u64,
    pub published: u64,
    pub tasks: u64,
}

/// What a person finds when they come to the desk.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HomeView {
    pub counts: Counts,
    pub tasks: Vec<TaskView>,
    pub items: Vec<ItemSummary>,
}

/// The answer of a verb on an item: the item as it stands then, or what would happen (`dry_run=true`).
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[allow(dead_code)]
pub enum ItemAnswer {
    Done(Box<ItemView>),
    Would(DryRun),
}

/// The answer of a verb on a task, likewise.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[allow(dead_code)]
pub enum TaskAnswer {
    Done(Box<TaskDetail>),
    Would(DryRun),
}
