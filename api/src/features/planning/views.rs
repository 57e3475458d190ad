//! What the desk sees of orientation and plans.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::plans::WrittenQuota;
use crate::kernel::words::PlanKind;

/// A month's notice, in its newest words.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OrientationView {
    pub id: Uuid,
    #[schema(example = "2026-11")]
    pub month: String,
    #[schema(example = "Định hướng tuyên truyền tháng 11 năm 2026")]
    pub title: String,
    pub body: String,
    pub written_by: Option<String>,
    pub updated_at: String,
    pub version: i64,
    /// Whether the caller may revise it.
    pub writable: bool,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OrientationRevisionView {
    pub no: i64,
    pub title: String,
    pub body: String,
    pub written_by: Option<String>,
    pub at: String,
}

/// The notice with every version of its words, newest first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OrientationDetail {
    #[serde(flatten)]
    pub notice: OrientationView,
    pub revisions: Vec<OrientationRevisionView>,
}

/// The notices, and whether the caller may write one.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Orientations {
    pub data: Vec<OrientationView>,
    pub writable: bool,
}

/// A plan in the list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlanView {
    pub id: Uuid,
    pub kind: PlanKind,
    #[schema(example = "Kế hoạch truyền thông quý IV năm 2026")]
    pub title: String,
    pub aim: Option<String>,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    #[schema(example = "15/KH-BBT")]
    pub decision_number: Option<String>,
    pub decision_date: Option<NaiveDate>,
    pub made_by: Option<String>,
    pub updated_at: String,
    pub version: i64,
    pub writable: bool,
}

/// A quota and how far it is.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct QuotaView {
    #[serde(flatten)]
    pub quota: WrittenQuota,
    #[schema(example = "Trung tâm Dịch vụ sự nghiệp công")]
    pub unit_name: Option<String>,
    /// Publications that first came out within the plan's days and were not taken away.
    #[schema(example = 7)]
    pub done: u64,
}

/// The item that a piece of work became.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AssignedItem {
    pub id: Uuid,
    /// Empty for a draft that the caller may not know of.
    pub title: String,
    pub path: Option<String>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PlanAssignmentView)]
pub struct AssignmentView {
    pub id: Uuid,
    #[schema(example = "Phóng sự về tổ dân phố kiểu mẫu")]
    pub what: String,
    pub user: Option<String>,
    pub unit: Option<String>,
    pub due_on: Option<NaiveDate>,
    pub done_at: Option<String>,
    pub item: Option<AssignedItem>,
    pub version: i64,
    /// Whether the caller may report on it.
    pub mine: bool,
}

/// A plan whole.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlanDetail {
    #[serde(flatten)]
    pub plan: PlanView,
    pub quotas: Vec<QuotaView>,
    pub assignments: Vec<AssignmentView>,
}
