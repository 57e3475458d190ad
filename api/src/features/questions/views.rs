//! Letters as the desk sees them.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::private::{Place, SenderData};
use crate::http::FieldError;
use crate::kernel::dates::{rfc3339_vn, to_vn};
use crate::kernel::deadline::{self, Due};
use crate::kernel::explain;
use crate::kernel::letters::{AnswerTemplateUse, DataRight, DataRightState, LetterKind, LetterMessageKind, LetterState, LetterVerb};
use crate::kernel::words::{ClockStop, ClockWord, Field, Lang};
use crate::store::entities::{clock, deadline_rule};
use crate::store::working_time;

/// A date that is owed, and why then.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = LetterDue)]
pub struct DueView {
    #[schema(example = "question")]
    pub rule: String,
    #[schema(example = "Trả lời hỏi đáp hoặc thông báo quá trình xử lý")]
    pub rule_name: String,
    pub rule_name_en: Option<String>,
    pub citation: String,
    /// Counted now: the promised date where there is one.
    #[schema(example = "2026-12-15T16:30:00+07:00")]
    pub due_at: String,
    /// By the rule alone.
    pub first_due_at: String,
    pub extensions: i64,
    /// `null` where it was not owed after all.
    #[schema(required)]
    pub word: Option<ClockWord>,
    /// Day by day; empty in lists.
    pub explanation: Vec<DueStep>,
    #[schema(example = "Hết hạn lúc 16:30 thứ Ba ngày 15/12/2026.")]
    pub conclusion: String,
    pub conclusion_en: String,
}

/// What one day was for the count.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = LetterDueStep)]
pub struct DueStep {
    pub date: NaiveDate,
    #[schema(example = "Thứ Ba 24/11/2026: ngày làm việc thứ 1 trên 15.")]
    pub text: String,
    pub text_en: String,
}

/// Whether a rule is about the answer itself.
pub fn answers(rule: &deadline_rule::Model) -> bool {
    rule.stops_at == ClockStop::Answer
}

pub fn due_view(clock: &clock::Model, rule: &deadline_rule::Model, due: Option<&Due>) -> DueView {
    word_of(clock, rule, due, clock.created_at)
}

/// The same with the word for how it stands at `now`.
pub fn word_of(clock: &clock::Model, rule: &deadline_rule::Model, due: Option<&Due>, now: DateTime<Utc>) -> DueView {
    let limit = working_time::limit(rule);
    let step = |step: &deadline::Step| DueStep {
        date: step.date,
        text: explain::sentence(step, &limit, Lang::Vi),
        text_en: explain::sentence(step, &limit, Lang::En),
    };
    DueView {
        rule: rule.code.clone(),
        rule_name: rule.name.clone(),
        rule_name_en: rule.name_en.clone(),
        citation: rule.citation.clone(),
        due_at: rfc3339_vn(clock.due_at),
        first_due_at: rfc3339_vn(clock.first_due_at),
        extensions: clock.extensions,
        word: deadline::word(clock.state, clock.due_at, clock.done_at, now),
        explanation: due.map(|d| d.explanation.iter().map(step).collect()).unwrap_or_default(),
        conclusion: explain::conclusion(clock.first_due_at, Lang::Vi),
        conclusion_en: explain::conclusion(clock.first_due_at, Lang::En),
    }
}

/// Somebody or something by its name.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = LetterNamed)]
pub struct Named {
    pub id: Uuid,
    #[schema(example = "Công an phường")]
    pub name: String,
}

/// A letter in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LetterRow {
    pub id: Uuid,
    #[schema(example = "26-7K3M-9QPX")]
    pub code: String,
    pub kind: LetterKind,
    #[schema(required)]
    pub field: Option<Field>,
    pub state: LetterState,
    /// Absent when the letter was erased.
    #[schema(required, example = "Đèn đường hỏng hai tuần")]
    pub subject: Option<String>,
    #[schema(required)]
    pub unit: Option<Named>,
    #[schema(required)]
    pub handler: Option<Named>,
    pub anonymous: bool,
    pub files: i64,
    #[schema(example = "2026-11-23T09:00:00+07:00")]
    pub received_at: String,
    /// Of the answer; without its explanation.
    #[schema(required)]
    pub due: Option<DueView>,
    pub reopened: bool,
    pub sealed: bool,
    pub version: i64,
}

/// A file of a letter.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LetterFile {
    pub id: Uuid,
    #[schema(example = "den-duong.jpg")]
    pub name: String,
    #[schema(example = "image/jpeg")]
    pub media_type: String,
    pub bytes: i64,
}

/// What was said in the course of a letter.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LetterMessage {
    pub id: Uuid,
    pub kind: LetterMessageKind,
    #[schema(example = "2026-11-25T10:00:00+07:00")]
    pub at: String,
    pub text: String,
    #[schema(required)]
    pub where_to_turn: Option<String>,
    /// Of a progress notice: what it promised.
    #[schema(required)]
    pub promised_at: Option<String>,
    #[schema(required, example = "Phòng Kinh tế, Hạ tầng và Đô thị")]
    pub unit: Option<String>,
    /// At the desk: who said it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub actor: Option<String>,
}

/// A letter at the desk. Whoever is shown it leaves a line in the log of looks.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LetterView {
    pub id: Uuid,
    #[schema(example = "26-7K3M-9QPX")]
    pub code: String,
    pub version: i64,
    pub kind: LetterKind,
    #[schema(required)]
    pub field: Option<Field>,
    pub state: LetterState,
    pub state_at: String,
    #[schema(required, example = "Đèn đường hỏng hai tuần")]
    pub subject: Option<String>,
    #[schema(required)]
    pub text: Option<String>,
    #[schema(required)]
    pub place: Option<Place>,
    /// `null` when it is anonymous without an address, or erased.
    #[schema(required)]
    pub sender: Option<SenderData>,
    pub anonymous: bool,
    pub by_mail: bool,
    pub lang: Lang,
    pub files: Vec<LetterFile>,
    #[schema(required)]
    pub unit: Option<Named>,
    #[schema(required)]
    pub handler: Option<Named>,
    pub received_at: String,
    #[schema(required)]
    pub answered_at: Option<String>,
    /// All dates that are or were owed, running ones first.
    pub due: Vec<DueView>,
    #[schema(required)]
    pub promised_at: Option<String>,
    pub messages: Vec<LetterMessage>,
    /// The answer in the making.
    #[schema(required)]
    pub draft: Option<String>,
    pub reopened: bool,
    #[schema(required, minimum = 1, maximum = 5)]
    pub rating: Option<i64>,
    #[schema(required)]
    pub merged_into: Option<Uuid>,
    /// The item that publishes the answer.
    #[schema(required)]
    pub item_id: Option<Uuid>,
    pub sealed: bool,
    /// Units that must not know of it.
    pub sealed_from: Vec<Named>,
    #[schema(required)]
    pub erased_at: Option<String>,
    /// When it is closed or erased by itself.
    #[schema(required)]
    pub next_at: Option<String>,
    pub consent_version: i64,
    /// The verbs that are the caller's to say now.
    pub allowed: Vec<LetterVerb>,
}

/// What a verb would do.
#[derive(Debug, Serialize, ToSchema)]
pub struct LetterDryRun {
    pub allowed: bool,
    /// Why not; empty when it is.
    pub reasons: Vec<FieldError>,
    #[schema(required)]
    pub state: Option<LetterState>,
    #[schema(required, example = "Phòng Kinh tế, Hạ tầng và Đô thị")]
    pub unit: Option<String>,
    /// When the answer would be due; absent where nothing would be owed.
    #[schema(required, example = "2026-12-15T16:30:00+07:00")]
    pub due_at: Option<String>,
    /// The sender would be told by e-mail.
    pub by_mail: bool,
}

/// That a verb was said before, under the same key.
#[derive(Serialize, ToSchema)]
pub struct LetterSaid {
    pub id: Uuid,
    /// The version it left; `null` when the caller may not know of the letter any more.
    #[schema(required)]
    pub version: Option<i64>,
}

/// The answer to a verb: the letter, or what would become of it.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[allow(dead_code, clippy::large_enum_variant)]
pub enum LetterAnswer {
    Done(LetterView),
    DryRun(LetterDryRun),
    /// To a request whose `Idempotency-Key` was answered before: nothing of the letter is kept for it.
    Again(LetterSaid),
}

/// How many letters stand where, of those the caller may know of.
#[derive(Debug, Serialize, ToSchema)]
pub struct LetterCounts {
    /// Waiting to be classified or forwarded.
    pub intake: i64,
    /// With the units, not answered yet.
    pub handling: i64,
    /// Answers to be approved.
    pub to_approve: i64,
    pub overdue: i64,
    /// Requests about one's own data that wait.
    pub data_rights: i64,
}

/// One event of a letter's life.
#[derive(Debug, Serialize, ToSchema)]
pub struct LetterEvent {
    pub seq: i64,
    pub at: String,
    #[schema(example = "letter_forwarded")]
    pub verb: String,
    /// Absent where the sender or the program acted.
    #[schema(required)]
    pub actor: Option<Named>,
    #[schema(required)]
    pub unit: Option<Named>,
    /// The facts as they stand in the log.
    #[schema(value_type = Object)]
    pub facts: serde_json::Map<String, serde_json::Value>,
}

/// A letter that says much the same.
#[derive(Debug, Serialize, ToSchema)]
pub struct LikelyDuplicate {
    pub id: Uuid,
    pub code: String,
    pub state: LetterState,
    pub subject: String,
    pub received_at: String,
    /// Shared words in percent of all.
    #[schema(minimum = 0, maximum = 100, example = 64)]
    pub likeness: i64,
}

/// A text at hand.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnswerTemplateView {
    pub id: Uuid,
    pub purpose: AnswerTemplateUse,
    #[schema(example = "Chuyển cấp giấy phép lái xe quốc tế")]
    pub name: String,
    #[schema(required)]
    pub field: Option<Field>,
    #[schema(required)]
    pub unit: Option<Named>,
    pub body: String,
    pub retired: bool,
    pub updated_at: String,
    pub version: i64,
}

/// A request of a sender about their own data.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DataRightView {
    pub id: Uuid,
    pub right: DataRight,
    pub state: DataRightState,
    #[schema(example = "2026-11-23T09:00:00+07:00")]
    pub asked_at: String,
    /// What was asked, in the sender's words; gone with the letter.
    #[schema(required)]
    pub text: Option<String>,
    #[schema(required)]
    pub answer: Option<String>,
    #[schema(required)]
    pub acknowledged_at: Option<String>,
    #[schema(required)]
    pub done_at: Option<String>,
    /// When it is to be acknowledged.
    #[schema(required)]
    pub due: Option<DueView>,
    pub letter_id: Uuid,
    pub letter_code: String,
    pub version: i64,
}

pub fn moment(at: Option<DateTime<Utc>>) -> Option<String> {
    at.map(rfc3339_vn)
}

pub fn day(at: DateTime<Utc>) -> NaiveDate {
    to_vn(at).date_naive()
}
