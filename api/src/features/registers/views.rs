//! What the desk sees of duties and changed facts.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::documents::WrittenDocument;
use super::logs::{WrittenApproval, WrittenEvent};
use crate::kernel::words::{ClockWord, DutyState, Fact, PublicationStatus, State};

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DutyUnit {
    pub id: Uuid,
    #[schema(example = "Văn phòng HĐND và UBND phường")]
    pub name: String,
}

/// The item that settles a duty.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = DutyItem)]
pub struct LinkedItem {
    pub id: Uuid,
    /// Empty for a draft that the caller may not know of.
    pub title: String,
    pub state: State,
    pub publication_status: Option<PublicationStatus>,
    pub path: Option<String>,
    pub published_at: Option<String>,
}

/// The clock of a duty; its day-by-day explanation is at `/desk/clocks/{id}`.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DutyClock {
    pub id: Uuid,
    pub due_at: String,
    pub done_at: Option<String>,
    pub word: Option<ClockWord>,
}

/// What every duty shows.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = OwedDutyView)]
pub struct DutyView {
    pub id: Uuid,
    pub unit: DutyUnit,
    pub state: DutyState,
    pub item: Option<LinkedItem>,
    pub clock: Option<DutyClock>,
    #[schema(example = "Văn bản nội bộ")]
    pub not_subject_reason: Option<String>,
    pub legal_basis: Option<String>,
    /// Who typed it; none: imported.
    pub typed_by: Option<String>,
    pub created_at: String,
    pub updated_at: String,
    pub version: i64,
    /// Whether the caller keeps this row.
    pub writable: bool,
    /// Whether the caller may open an item from it.
    pub openable: bool,
}

/// A row of the register.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DocumentView {
    #[serde(flatten)]
    pub duty: DutyView,
    pub document: WrittenDocument,
    pub symbol: Option<String>,
}

/// What a row said before a correction.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = DocumentEdit)]
pub struct EditView {
    pub at: String,
    pub by: Option<String>,
    pub before: WrittenDocument,
}

/// A row of the register with its history, newest correction first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DocumentDetail {
    #[serde(flatten)]
    pub row: DocumentView,
    pub edits: Vec<EditView>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EventView {
    #[serde(flatten)]
    pub duty: DutyView,
    pub event: WrittenEvent,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = LoggedApprovalView)]
pub struct ApprovalView {
    #[serde(flatten)]
    pub duty: DutyView,
    pub approval: WrittenApproval,
}

/// An item that shows a changed fact.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StaleItem {
    pub id: Uuid,
    pub title: String,
    pub path: Option<String>,
    /// When its new edition came out; none: it is stale.
    pub renewed_at: Option<String>,
}

/// A fact of Điều 3 that changed: an update task.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FactView {
    pub id: Uuid,
    pub unit: DutyUnit,
    pub fact: Fact,
    #[schema(example = "Đổi số điện thoại bộ phận một cửa")]
    pub what: String,
    #[schema(example = "2026-11-20")]
    pub changed_on: chrono::NaiveDate,
    pub items: Vec<StaleItem>,
    pub typed_by: Option<String>,
    pub created_at: String,
    pub closed_at: Option<String>,
    pub closed_by: Option<String>,
    pub closing_note: Option<String>,
    pub version: i64,
    pub writable: bool,
}

/// How many were issued and what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, ToSchema)]
#[schema(as = RegisterFigures)]
pub struct Figures {
    /// "Ban hành": every row.
    #[schema(example = 12)]
    pub issued: u64,
    pub published: u64,
    /// "Chưa đăng": what is owed and not published.
    #[schema(example = 3)]
    pub owed: u64,
    /// Of these, those past their due date.
    pub overdue: u64,
    pub not_subject: u64,
}

/// The figures of a unit in a month.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = RegisterCountRow)]
pub struct CountRow {
    pub unit: DutyUnit,
    #[schema(example = "2026-11")]
    pub month: String,
    #[serde(flatten)]
    pub figures: Figures,
}

/// "Ban hành 12, chưa đăng 3", in sum and by unit and month.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = RegisterCounts)]
pub struct Counts {
    #[schema(example = "2026-11")]
    pub from: String,
    #[schema(example = "2026-11")]
    pub to: String,
    pub total: Figures,
    pub rows: Vec<CountRow>,
}
