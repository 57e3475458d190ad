//! What the public and the desk see of reports and ratings.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::http::proof_of_work::Proof;
use crate::kernel::words::{PublicationStatus, Satisfaction, ViolationOutcome, ViolationReason, ViolationState};

/// How to reach who reports; sealed, never published.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Reporter {
    #[schema(max_length = 120, example = "Trần Thị Bình")]
    pub name: Option<String>,
    #[schema(max_length = 40, example = "0912 000 000")]
    pub phone: Option<String>,
    #[schema(max_length = 254, example = "binh@vidu.vn")]
    pub email: Option<String>,
    /// Needed with any of them.
    pub consent: bool,
}

/// A report as it is sent in.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewViolation {
    /// The public page, by its path.
    #[schema(min_length = 1, max_length = 400, example = "/tin-bai/phuong-thanh-dong-ra-quan-0f3k9q2w8x")]
    pub path: String,
    pub reason: ViolationReason,
    #[schema(min_length = 10, max_length = 4000, example = "Ảnh trong bài là của tôi, đăng khi chưa hỏi tôi.")]
    pub text: String,
    #[serde(default)]
    pub reporter: Option<Reporter>,
    /// The challenge of `GET /form-challenge`, worked on. It names the sending: it is needed even when it asks for no work.
    pub proof: Proof,
}

impl NewViolation {
    pub fn words(&self) -> impl Serialize + '_ {
        serde_json::json!({"path": self.path, "reason": self.reason, "text": self.text, "reporter": self.reporter})
    }
}

/// What the reporter sees with code and secret.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MyViolation {
    pub code: String,
    pub title: String,
    pub path: String,
    pub reason: ViolationReason,
    /// As it was sent.
    pub text: String,
    pub received_at: String,
    pub state: ViolationState,
    pub outcome: Option<ViolationOutcome>,
    pub outcome_reason: Option<String>,
    pub decided_at: Option<String>,
}

/// A report as the desk lists it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ViolationView {
    pub id: Uuid,
    pub code: String,
    pub version: i64,
    pub state: ViolationState,
    pub reason: ViolationReason,
    pub received_at: String,
    /// The page it is about.
    pub page: ReportedPage,
    /// Who has it in hand.
    pub assignee: Option<PersonRef>,
    pub outcome: Option<ViolationOutcome>,
    pub outcome_reason: Option<String>,
    pub decided_at: Option<String>,
    pub has_contact: bool,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReportedPage {
    /// Of the publication and its item; `null` for the portal's own pages.
    #[schema(required)]
    pub id: Option<Uuid>,
    pub title: String,
    pub path: String,
    #[schema(required)]
    pub status: Option<PublicationStatus>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ViolationPerson)]
pub struct PersonRef {
    pub id: Uuid,
    pub display_name: String,
}

/// A report whole: what was written and by whom. Every look is noted.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ViolationDetail {
    #[serde(flatten)]
    pub report: ViolationView,
    pub text: String,
    pub name: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    /// Other open reports about the same page.
    pub others: u64,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecideViolation {
    pub outcome: ViolationOutcome,
    /// Told to the reporter.
    #[schema(min_length = 3, max_length = 2000, example = "Ảnh đã được thay. Cảm ơn bạn đã báo.")]
    pub reason: String,
}

/// One vote.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRating {
    #[schema(min_length = 1, max_length = 400, example = "/tin-bai/phuong-thanh-dong-ra-quan-0f3k9q2w8x")]
    pub path: String,
    pub satisfaction: Satisfaction,
}

/// Votes; without any while there are fewer than ten, so that nobody is guessed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RatingSum {
    /// At least ten, or nothing.
    pub votes: Option<i64>,
    pub satisfied: Option<i64>,
    pub neutral: Option<i64>,
    pub dissatisfied: Option<i64>,
}

/// Votes of a group, for the desk.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RatingRow {
    /// A month, a section or a page.
    #[schema(example = "2026-11")]
    pub key: String,
    #[schema(example = "Tin tức, sự kiện")]
    pub name: String,
    /// Of a page.
    pub path: Option<String>,
    pub satisfied: i64,
    pub neutral: i64,
    pub dissatisfied: i64,
}
