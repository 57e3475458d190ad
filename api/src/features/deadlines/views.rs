//! The clock as it is shown: to everybody in the calculator, to the desk in lists and one by one.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::kernel::calendar::Sheet;
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::deadline::{Due, Limit, Step, StepKind};
use crate::kernel::explain;
use crate::kernel::words::{
    ClockEventKind, ClockLevel, ClockState, ClockStop, ClockSubject, ClockTrigger, ClockWord, DayEnd, InfoClass, Lang, LimitUnit,
    RuleResponsible,
};
use crate::store::entities::{deadline_rule, deadline_setting};

/// A due date by a rule, and why.
#[derive(Serialize, ToSchema)]
pub struct Preview {
    #[schema(example = "2026-11-25T16:30:00+07:00")]
    pub due_at: String,
    #[schema(example = "news")]
    pub rule: String,
    #[schema(example = "vn-office")]
    pub calendar: String,
    pub rule_name: String,
    pub rule_name_en: Option<String>,
    pub calendar_name: String,
    pub citation: String,
    #[schema(example = 8)]
    pub n: i64,
    pub unit: LimitUnit,
    pub day_end: DayEnd,
    #[schema(example = "2026-11-23T16:30:00+07:00")]
    pub from: String,
    pub explanation: Vec<StepView>,
    #[schema(example = "Hết hạn lúc 16:30 thứ Tư ngày 25/11/2026.")]
    pub conclusion: String,
    pub conclusion_en: String,
}

/// What one day was for the count.
#[derive(Serialize, ToSchema)]
#[schema(as = ClockStepView)]
pub struct StepView {
    pub date: NaiveDate,
    /// ISO: 1 is Monday.
    #[schema(minimum = 1, maximum = 7)]
    pub weekday: u32,
    pub kind: StepKind,
    /// Name of the day off.
    #[schema(example = "Ngày Văn hóa Việt Nam")]
    pub name: Option<String>,
    /// For a make-up day: the day off it is worked for.
    pub makes_up_for: Option<NaiveDate>,
    /// What was counted of its sessions, when hours are counted.
    pub spans: Vec<Span>,
    /// Seconds or days counted on this day, by the unit of the rule.
    pub counted: i64,
    /// Seconds or days counted so far.
    pub total: i64,
    #[schema(example = "Thứ Ba 24/11/2026: ngày nghỉ (Ngày Văn hóa Việt Nam), không tính.")]
    pub text: String,
    pub text_en: String,
}

/// Part of a session, Vietnamese time.
#[derive(Serialize, ToSchema)]
pub struct Span {
    #[schema(example = "13:00:00")]
    pub from: String,
    #[schema(example = "16:30:00")]
    pub to: String,
}

/// The explanation of a due date.
pub fn steps(due: &Due, limit: &Limit) -> Vec<StepView> {
    due.explanation.iter().map(|step| StepView::of(step, limit)).collect()
}

impl StepView {
    fn of(step: &Step, limit: &Limit) -> Self {
        use chrono::Datelike;
        let time = |t: &chrono::NaiveTime| t.format("%H:%M:%S").to_string();
        Self {
            date: step.date,
            weekday: step.date.weekday().number_from_monday(),
            kind: step.kind,
            name: step.name.clone(),
            makes_up_for: step.makes_up_for,
            spans: step.spans.iter().map(|(from, to)| Span { from: time(from), to: time(to) }).collect(),
            counted: step.counted,
            total: step.total,
            text: explain::sentence(step, limit, Lang::Vi),
            text_en: explain::sentence(step, limit, Lang::En),
        }
    }
}

/// Somebody or something by its name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Named {
    pub id: Uuid,
    pub name: String,
}

/// A clock in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ClockView {
    pub id: Uuid,
    pub subject: ClockSubject,
    pub subject_id: Uuid,
    /// What it is about, where the caller may know.
    pub title: Option<String>,
    /// The item whose publication pays what is owed, where there is one.
    pub item_id: Option<Uuid>,
    pub rule: String,
    pub rule_name: String,
    pub rule_name_en: Option<String>,
    pub unit: Named,
    pub responsible: Option<Named>,
    pub trigger_at: String,
    pub due_at: String,
    pub first_due_at: String,
    pub state: ClockState,
    /// None when it was cancelled.
    pub word: Option<ClockWord>,
    pub done_at: Option<String>,
    /// How often it was extended.
    pub extensions: i64,
    /// Who has been told so far.
    pub level: Option<ClockLevel>,
    /// Seconds of working time until it is due; below zero since it was. None when it does not run.
    pub working_seconds_left: Option<i64>,
}

/// One clock with its reasons.
#[derive(Serialize, ToSchema)]
pub struct ClockDetail {
    #[serde(flatten)]
    pub clock: ClockView,
    pub citation: String,
    pub n: i64,
    pub unit_of_time: LimitUnit,
    pub day_end: DayEnd,
    pub counts_from: ClockTrigger,
    pub stops_at: ClockStop,
    pub calendar: String,
    /// The newest version of the calendar that was known when the due date was counted.
    pub calendar_no: i64,
    /// How the first due date came about, on the calendar as it was known then.
    pub explanation: Vec<StepView>,
    pub conclusion: String,
    pub conclusion_en: String,
    pub events: Vec<ClockEventView>,
    pub may_extend: bool,
}

/// A due date that moved.
#[derive(Serialize, ToSchema)]
pub struct ClockEventView {
    pub id: Uuid,
    pub kind: ClockEventKind,
    pub at: String,
    pub actor: Option<Named>,
    pub old_due: String,
    pub new_due: String,
    pub reason: Option<String>,
    pub notice: Option<String>,
}

/// How many clocks stand how, among those the caller may see.
#[derive(Serialize, ToSchema)]
pub struct ClockCounts {
    pub in_time: u64,
    /// Of those in time: due before this time tomorrow.
    pub due_soon: u64,
    pub overdue: u64,
    pub on_time: u64,
    pub late: u64,
    pub extended: u64,
}

/// What an extension would do.
#[derive(Serialize, ToSchema)]
pub struct ExtensionPlan {
    pub clock: Uuid,
    pub old_due: String,
    pub new_due: String,
}

#[derive(Serialize, ToSchema)]
pub struct CalendarView {
    pub code: String,
    pub name: String,
    pub name_en: Option<String>,
    /// The ward counts on this one.
    pub is_default: bool,
    /// Number of the newest version.
    pub no: i64,
    pub versions: Vec<CalendarVersionView>,
    /// Clocks that run on it.
    pub open_clocks: u64,
}

#[derive(Serialize, ToSchema)]
pub struct CalendarVersionView {
    pub no: i64,
    pub valid_from: NaiveDate,
    pub decision: Option<String>,
    pub created_at: String,
    pub created_by: Option<Named>,
}

/// A calendar with one of its versions whole.
#[derive(Serialize, ToSchema)]
pub struct CalendarDetail {
    #[serde(flatten)]
    pub calendar: CalendarView,
    /// Number of the version that `sheet` is.
    pub shown: i64,
    pub sheet: Sheet,
}

/// An open clock that a change would move, or has moved.
#[derive(Serialize, ToSchema)]
pub struct MovedClock {
    pub id: Uuid,
    pub title: Option<String>,
    pub rule_name: String,
    pub unit: Named,
    pub old_due: String,
    pub new_due: String,
}

/// What came or would come of a new version.
#[derive(Serialize, ToSchema)]
pub struct VersionOutcome {
    /// The number of the version.
    pub no: i64,
    /// Whether it was kept; false for a dry run.
    pub kept: bool,
    pub moved: Vec<MovedClock>,
}

#[derive(Serialize, ToSchema)]
pub struct RuleView {
    pub id: Uuid,
    pub code: String,
    pub name: String,
    pub name_en: Option<String>,
    pub info_class: Option<InfoClass>,
    pub counts_from: ClockTrigger,
    pub n: i64,
    pub unit: LimitUnit,
    pub day_end: DayEnd,
    pub responsible: RuleResponsible,
    pub stops_at: ClockStop,
    pub calendar: Option<String>,
    pub citation: String,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    /// It counts today.
    pub in_force: bool,
}

impl RuleView {
    pub fn of(row: deadline_rule::Model, today: NaiveDate) -> Self {
        Self {
            in_force: row.valid_from <= today && row.valid_to.is_none_or(|to| to >= today),
            id: row.id,
            code: row.code,
            name: row.name,
            name_en: row.name_en,
            info_class: row.info_class,
            counts_from: row.counts_from,
            n: row.n,
            unit: row.unit,
            day_end: row.day_end,
            responsible: row.responsible,
            stops_at: row.stops_at,
            calendar: row.calendar,
            citation: row.citation,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
        }
    }
}

#[derive(Serialize, ToSchema)]
#[schema(as = DeadlineSettingView)]
pub struct SettingView {
    pub valid_from: NaiveDate,
    pub calendar: String,
    pub warning_share: i64,
    pub unit_head_hours: i64,
    pub secretariat_hours: i64,
    pub decision: Option<String>,
}

impl SettingView {
    pub fn of(row: deadline_setting::Model) -> Self {
        Self {
            valid_from: row.valid_from,
            calendar: row.calendar,
            warning_share: row.warning_share,
            unit_head_hours: row.unit_head_hours,
            secretariat_hours: row.secretariat_hours,
            decision: row.decision,
        }
    }
}

/// RFC 3339 in +07:00, or nothing.
pub fn moment(at: Option<DateTime<Utc>>) -> Option<String> {
    at.map(rfc3339_vn)
}
