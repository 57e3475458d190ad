//! What the desk sees of urgent notices, templates and the roster.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::blanks::{Filled, TemplateText};
use crate::features::newsroom::views::{PersonView, UnitView};
use crate::http::FieldError;
use crate::kernel::public::UrgentLine;
use crate::kernel::words::{Basis, CheckState, PublicationStatus, UrgentSeverity};

/// A revision of a template.
#[derive(Debug, Serialize, ToSchema)]
pub struct TemplateRevisionView {
    pub id: Uuid,
    pub no: i64,
    pub hash: String,
    pub text: TemplateText,
    pub created_by: Option<PersonView>,
    #[schema(example = "2026-11-23T08:00:00+07:00")]
    pub created_at: String,
    pub approved_by: Option<PersonView>,
    pub approved_at: Option<String>,
}

/// A template: the approved text, which may be filled, and the newest, where the board has not approved it yet.
#[derive(Debug, Serialize, ToSchema)]
pub struct TemplateView {
    pub id: Uuid,
    #[schema(example = "ngung_cap_nuoc")]
    pub code: String,
    pub version: i64,
    pub retired: bool,
    pub approved: Option<TemplateRevisionView>,
    pub pending: Option<TemplateRevisionView>,
    /// What the caller may do: `revise`, `approve`, `retire`, `use`.
    pub allowed: Vec<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct CheckView {
    pub state: CheckState,
    /// When the board has to have looked; `null` where no rule sets a date.
    pub due_at: Option<String>,
    pub at: Option<String>,
    pub by: Option<PersonView>,
    pub remark: Option<String>,
    /// Checked by then; `null` while it is open, and where no rule sets a date.
    pub in_time: Option<bool>,
    /// Not checked, and the date is over.
    pub overdue: bool,
}

/// A template as a notice cites it.
#[derive(Debug, Serialize, ToSchema)]
pub struct CitedTemplate {
    pub id: Uuid,
    pub code: String,
    pub revision_no: i64,
    pub hash: String,
}

/// An urgent notice.
#[derive(Debug, Serialize, ToSchema)]
pub struct UrgentView {
    pub id: Uuid,
    #[schema(example = "water")]
    pub kind: String,
    pub kind_name: String,
    pub severity: UrgentSeverity,
    pub basis: Basis,
    /// With basis `emergency`: why it could not wait.
    pub reason: Option<String>,
    pub template: Option<CitedTemplate>,
    /// What was written into the blanks.
    pub blanks: BTreeMap<String, String>,
    pub title: String,
    pub text: String,
    pub title_en: Option<String>,
    pub text_en: Option<String>,
    pub path: String,
    pub status: PublicationStatus,
    pub resolved: bool,
    /// Newest first.
    pub thread: Vec<UrgentLine>,
    pub display_until: Option<String>,
    pub published_at: String,
    pub published_by: PersonView,
    pub unit: UnitView,
    pub version: i64,
    pub check: CheckView,
    /// What the caller may do now: `update`, `extend`, `end`, `check`.
    pub allowed: Vec<String>,
}

/// What would come of publishing.
#[derive(Debug, Serialize, ToSchema)]
pub struct UrgentDryRun {
    pub allowed: bool,
    pub reasons: Vec<FieldError>,
    /// The notice as it would stand; absent while a blank is wrong.
    pub preview: Option<Filled>,
    pub display_until: Option<String>,
}

/// Urgent notices of one month and one unit.
#[derive(Debug, Serialize, ToSchema)]
pub struct UrgentCount {
    #[schema(example = "2026-11")]
    pub month: String,
    pub unit: UnitView,
    pub published: u32,
    pub from_template: u32,
    pub at_once: u32,
    pub checked_in_time: u32,
    pub checked_late: u32,
    /// Checked where no rule set a date.
    pub checked_undated: u32,
    pub unchecked: u32,
    /// Of the unchecked, those whose date is over.
    pub overdue: u32,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ShiftView {
    pub id: Uuid,
    pub user: PersonView,
    pub substitute: Option<PersonView>,
    #[schema(example = "2026-11-23T17:00:00+07:00")]
    pub from: String,
    pub to: String,
    pub version: i64,
    /// Whether it covers this moment.
    pub now: bool,
    /// Whether the caller may change it.
    pub editable: bool,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct GapView {
    pub from: String,
    pub to: String,
}

/// A week of the roster.
#[derive(Debug, Serialize, ToSchema)]
pub struct RosterView {
    /// Its Monday.
    #[schema(example = "2026-11-23")]
    pub week: String,
    pub shifts: Vec<ShiftView>,
    /// Hours in which nobody is on duty.
    pub gaps: Vec<GapView>,
    /// The shifts that cover this moment, whatever week is asked for.
    pub on_duty: Vec<ShiftView>,
    /// Whether the caller may publish urgent notices now.
    pub may_publish: bool,
    /// Whether the caller keeps the roster.
    pub may_manage: bool,
}

/// Somebody who can be put on duty.
#[derive(Debug, Serialize, ToSchema)]
pub struct DutyPersonView {
    pub id: Uuid,
    pub display_name: String,
    pub position: String,
    pub unit: String,
}

/// How many shifts were copied.
#[derive(Debug, Serialize, ToSchema)]
pub struct Copied {
    pub copied: usize,
}
