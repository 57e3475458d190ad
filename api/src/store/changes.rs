//! The change log: what happened, in ids and facts, append-only and chained by hashes (decisions 8, 9).
//!
//! Numbers are handed out under one row lock, taken last in every transaction, so commit order, number order and chain
//! order are one: a reader that has seen number n has seen all before it.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ActiveModelTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QuerySelect, Set};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Fault;
use super::entities::{change_head, change_log};
use crate::access::Actor;
use crate::kernel::canonical;
use crate::kernel::letters::{AnswerTemplateUse, DataRight, DataRightState, LetterKind};
use crate::kernel::messages::MessageName;
use crate::kernel::notices::MailChoice;
use crate::kernel::preset::Preset;
use crate::kernel::retention::RetentionClass;
use crate::kernel::words::Field;
use crate::kernel::words::{ArrangementKind, SectionAction};
use crate::kernel::words::{
    Basis, CheckState, FlagCode, Genre, InfoClass, Kind, Lang, Origin, ReviewSetting, Role, Stage, UnitKind, WordList,
};
use crate::kernel::words::{BodyKind, ClockLevel, ClockSubject, ContributorStatus, LimitUnit};
use crate::kernel::words::{Duty, Fact, Happening, IssuerRelation, Matter, PlanKind};
use crate::kernel::words::{OpinionOutcome, ViolationOutcome, ViolationReason};

/// What reports need to know of an item at that moment. No free text, no personal data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ItemFacts {
    pub item: Uuid,
    pub kind: Kind,
    pub class: Option<InfoClass>,
    pub genre: Option<Genre>,
    pub unit: Uuid,
    pub section: Option<Uuid>,
    pub lang: Lang,
}

/// The revision a change is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RevisionRef {
    pub revision: Uuid,
    pub no: i64,
    pub hash: String,
}

/// What reports and notices need to know of a clock at that moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClockFacts {
    pub clock: Uuid,
    pub subject: ClockSubject,
    pub subject_id: Uuid,
    pub rule: String,
    pub unit: Uuid,
    pub responsible: Option<Uuid>,
    /// The item whose publication pays what is owed.
    pub item: Option<Uuid>,
    pub due: DateTime<Utc>,
}

/// What reports need to know of a citizen's letter at that moment. Once it is sealed, `unit` stays out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LetterFacts {
    pub letter: Uuid,
    #[serde(rename = "letter_kind")]
    pub kind: LetterKind,
    pub field: Option<Field>,
    /// That handles it.
    pub unit: Option<Uuid>,
}

/// How far a section's publications were walked: by the time they came out, and their number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionPlace {
    pub published_at: DateTime<Utc>,
    pub n: i64,
}

/// When an approved revision comes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Release {
    Now,
    At,
    Hold,
}

/// Everything that can happen. Adding a variant makes the compiler ask `app/reactions.rs` what follows from it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "verb", rename_all = "snake_case")]
pub enum Change {
    ItemCreated {
        #[serde(flatten)]
        item: ItemFacts,
        origin: Origin,
    },
    RevisionNamed {
        #[serde(flatten)]
        item: ItemFacts,
        #[serde(flatten)]
        revision: RevisionRef,
    },
    RevisionRestored {
        #[serde(flatten)]
        item: ItemFacts,
        #[serde(flatten)]
        revision: RevisionRef,
    },
    Submitted {
        #[serde(flatten)]
        item: ItemFacts,
        #[serde(flatten)]
        revision: RevisionRef,
    },
    /// `units` must review; `kept` had approved this very hash before. Both empty: straight to the Secretariat.
    Routed {
        #[serde(flatten)]
        item: ItemFacts,
        #[serde(flatten)]
        revision: RevisionRef,
        units: Vec<Uuid>,
        kept: Vec<Uuid>,
    },
    TaskClaimed {
        #[serde(flatten)]
        item: ItemFacts,
        task: Uuid,
        stage: Stage,
        assignee: Uuid,
    },
    TaskReleased {
        #[serde(flatten)]
        item: ItemFacts,
        task: Uuid,
        stage: Stage,
    },
    FieldApproved {
        #[serde(flatten)]
        item: ItemFacts,
        #[serde(flatten)]
        revision: RevisionRef,
        task: Uuid,
        by_unit: Uuid,
    },
    Returned {
        #[serde(flatten)]
        item: ItemFacts,
        #[serde(flatten)]
        revision: RevisionRef,
        stage: Stage,
    },
    Rejected {
        #[serde(flatten)]
        item: ItemFacts,
        #[serde(flatten)]
        revision: RevisionRef,
        stage: Stage,
    },
    Recalled {
        #[serde(flatten)]
        item: ItemFacts,
    },
    SentUp {
        #[serde(flatten)]
        item: ItemFacts,
        #[serde(flatten)]
        revision: RevisionRef,
        edited_since_review: bool,
    },
    SentBack {
        #[serde(flatten)]
        item: ItemFacts,
        #[serde(flatten)]
        revision: RevisionRef,
    },
    BoardApproved {
        #[serde(flatten)]
        item: ItemFacts,
        #[serde(flatten)]
        revision: RevisionRef,
        approval: Uuid,
        basis: Basis,
        release: Release,
    },
    Scheduled {
        #[serde(flatten)]
        item: ItemFacts,
        #[serde(flatten)]
        revision: RevisionRef,
        at: DateTime<Utc>,
    },
    Published {
        #[serde(flatten)]
        item: ItemFacts,
        #[serde(flatten)]
        revision: RevisionRef,
        approval: Uuid,
        first: bool,
        correction: bool,
        display_until: Option<DateTime<Utc>>,
    },
    /// Shown anew without a new approval: what stands beside its text has changed (decision 12).
    Reprojected {
        #[serde(flatten)]
        item: ItemFacts,
        #[serde(flatten)]
        revision: RevisionRef,
    },
    /// A public text was looked at and is still right (Đ7.1).
    ContentReviewed {
        #[serde(flatten)]
        item: ItemFacts,
        due_on: NaiveDate,
    },
    Withdrawn {
        #[serde(flatten)]
        item: ItemFacts,
    },
    Expired {
        #[serde(flatten)]
        item: ItemFacts,
    },
    Archived {
        #[serde(flatten)]
        item: ItemFacts,
    },
    Restored {
        #[serde(flatten)]
        item: ItemFacts,
        #[serde(flatten)]
        revision: RevisionRef,
    },
    EditionOpened {
        #[serde(flatten)]
        item: ItemFacts,
        correction: bool,
    },
    EditionDiscarded {
        #[serde(flatten)]
        item: ItemFacts,
    },
    MediaAdded {
        media: Uuid,
        unit: Uuid,
        blob: String,
    },
    MediaDescribed {
        media: Uuid,
        unit: Uuid,
    },
    UserAdded {
        user: Uuid,
        unit: Option<Uuid>,
    },
    RoleAssigned {
        user: Uuid,
        role: Role,
        unit: Option<Uuid>,
        from: NaiveDate,
    },
    PasswordChanged {
        user: Uuid,
    },
    UnitAdded {
        unit: Uuid,
        kind: UnitKind,
    },
    SectionAdded {
        section: Uuid,
    },
    RoutingRuleAdded {
        rule: Uuid,
        unit: Uuid,
    },
    SettingChanged {
        setting: String,
    },
    // People in time.
    PresetChanged {
        before: Preset,
        after: Preset,
        from: NaiveDate,
    },
    UserChanged {
        user: Uuid,
        unit: Option<Uuid>,
    },
    UserDisabled {
        user: Uuid,
    },
    UserEnabled {
        user: Uuid,
    },
    /// A link was made by which the person sets their own password.
    UserInvited {
        user: Uuid,
        reset: bool,
    },
    InvitationAccepted {
        user: Uuid,
        reset: bool,
    },
    /// `last` is the last day on which it counts.
    RoleEnded {
        assignment: Uuid,
        user: Uuid,
        role: Role,
        unit: Option<Uuid>,
        last: NaiveDate,
    },
    RoleDelegated {
        assignment: Uuid,
        user: Uuid,
        by: Uuid,
        role: Role,
        unit: Option<Uuid>,
        from: NaiveDate,
        to: NaiveDate,
    },
    AbsenceSet {
        absence: Uuid,
        user: Uuid,
        covers: Vec<Uuid>,
        from: NaiveDate,
        to: NaiveDate,
    },
    AbsenceCancelled {
        absence: Uuid,
        user: Uuid,
    },
    BodyFormed {
        body: Uuid,
        kind: BodyKind,
        members: Vec<Uuid>,
        from: NaiveDate,
        to: Option<NaiveDate>,
    },
    ContributorEntered {
        user: Uuid,
        status: ContributorStatus,
    },
    ParticipantAsked {
        request: Uuid,
        kind: UnitKind,
    },
    ParticipantAccepted {
        request: Uuid,
        unit: Uuid,
        user: Uuid,
    },
    ParticipantRefused {
        request: Uuid,
    },

    // Second factors and review links.
    FactorAdded {
        user: Uuid,
        factor: Uuid,
        kind: crate::kernel::words::FactorKind,
    },
    FactorRenamed {
        user: Uuid,
        factor: Uuid,
    },
    FactorRevoked {
        user: Uuid,
        factor: Uuid,
        kind: crate::kernel::words::FactorKind,
    },
    RecoveryCodesMade {
        user: Uuid,
    },
    RecoveryCodeUsed {
        user: Uuid,
        left: u64,
    },
    /// Somebody in charge of accounts took all factors of a person away, who had lost them.
    FactorsReset {
        user: Uuid,
    },
    ReviewLinkMade {
        #[serde(flatten)]
        item: ItemFacts,
        task: Uuid,
        link: Uuid,
        reviewer: Uuid,
    },
    ReviewLinkRevoked {
        #[serde(flatten)]
        item: ItemFacts,
        task: Uuid,
        link: Uuid,
    },

    // The clock.
    ClockStarted {
        #[serde(flatten)]
        clock: ClockFacts,
        trigger: DateTime<Utc>,
    },
    /// What was owed is done; `on_time` iff `done` is not after `due`.
    ClockStopped {
        #[serde(flatten)]
        clock: ClockFacts,
        done: DateTime<Utc>,
        on_time: bool,
    },
    /// It was not owed after all.
    ClockCancelled {
        #[serde(flatten)]
        clock: ClockFacts,
    },
    /// `due` is the promised date, which is counted from now on.
    ClockExtended {
        #[serde(flatten)]
        clock: ClockFacts,
        old_due: DateTime<Utc>,
    },
    /// The calendar changed, or the moment it counts from was corrected; `due` is the new one.
    ClockRecomputed {
        #[serde(flatten)]
        clock: ClockFacts,
        old_due: DateTime<Utc>,
    },
    /// Somebody is to be told: once for each level and due date.
    ClockLevelReached {
        #[serde(flatten)]
        clock: ClockFacts,
        level: ClockLevel,
    },
    /// A calendar has a new version, counted on from its first day.
    CalendarChanged {
        calendar: String,
        no: i64,
        from: NaiveDate,
    },
    DeadlineRuleChanged {
        rule_id: Uuid,
        rule: String,
        n: i64,
        unit_of_time: LimitUnit,
        from: NaiveDate,
    },
    DeadlineSettingChanged {
        from: NaiveDate,
    },
    // Registers, orientation, plans.
    OutgoingEntered {
        document: Uuid,
        unit: Uuid,
        relation: IssuerRelation,
        issued_on: NaiveDate,
    },
    OutgoingCorrected {
        document: Uuid,
        unit: Uuid,
        relation: IssuerRelation,
        issued_on: NaiveDate,
    },
    EventLogged {
        event: Uuid,
        unit: Uuid,
        happening: Happening,
        starts_at: DateTime<Utc>,
    },
    EventCorrected {
        event: Uuid,
        unit: Uuid,
        happening: Happening,
        starts_at: DateTime<Utc>,
    },
    ApprovalLogged {
        approval: Uuid,
        unit: Uuid,
        matter: Matter,
        approved_on: NaiveDate,
    },
    ApprovalCorrected {
        approval: Uuid,
        unit: Uuid,
        matter: Matter,
        approved_on: NaiveDate,
    },
    /// "Không thuộc diện đăng", "không cần tin": the reason stands with the row.
    DutyExcused {
        duty: Duty,
        subject: Uuid,
        unit: Uuid,
    },
    /// Owed after all.
    DutyRestored {
        duty: Duty,
        subject: Uuid,
        unit: Uuid,
    },
    /// The item that settles it when it is published; none: the link was taken away.
    DutyLinked {
        duty: Duty,
        subject: Uuid,
        unit: Uuid,
        linked: Option<Uuid>,
    },
    FactChanged {
        fact_change: Uuid,
        unit: Uuid,
        fact: Fact,
        shown_on: Vec<Uuid>,
    },
    /// A page that showed it has a new edition.
    FactRenewed {
        fact_change: Uuid,
        unit: Uuid,
        fact: Fact,
        renewed_on: Uuid,
    },
    /// `renewed`: every page that shows it has a new edition; otherwise somebody closed it with a note.
    FactChangeClosed {
        fact_change: Uuid,
        unit: Uuid,
        fact: Fact,
        renewed: bool,
    },
    OrientationWritten {
        orientation: Uuid,
        unit: Uuid,
        month: String,
        no: i64,
    },
    PlanMade {
        plan: Uuid,
        kind: PlanKind,
    },
    PlanChanged {
        plan: Uuid,
        kind: PlanKind,
    },
    PlanAssigned {
        plan: Uuid,
        assignment: Uuid,
        user: Option<Uuid>,
        unit: Option<Uuid>,
        due_on: Option<NaiveDate>,
    },
    PlanAssignmentDone {
        plan: Uuid,
        assignment: Uuid,
        done: bool,
        linked: Option<Uuid>,
    },

    // Review and routing.
    /// `by_head`: somebody above gave it; otherwise a colleague handed it on.
    TaskGiven {
        #[serde(flatten)]
        item: ItemFacts,
        task: Uuid,
        stage: Stage,
        assignee: Uuid,
        by_head: bool,
    },
    /// `task` ended; `onward` of the other unit goes on with it.
    TaskRerouted {
        #[serde(flatten)]
        item: ItemFacts,
        task: Uuid,
        onward: Uuid,
        from_unit: Uuid,
        to_unit: Uuid,
    },
    TaskWarned {
        #[serde(flatten)]
        item: ItemFacts,
        task: Uuid,
        stage: Stage,
        reviewer_unit: Option<Uuid>,
        assignee: Option<Uuid>,
        due: DateTime<Utc>,
    },
    /// Its share of the clock was over: from whom (if somebody had it in hand) to the alternate (if there is one).
    TaskPassed {
        #[serde(flatten)]
        item: ItemFacts,
        task: Uuid,
        stage: Stage,
        reviewer_unit: Option<Uuid>,
        from: Option<Uuid>,
        to: Option<Uuid>,
        due: DateTime<Utc>,
    },
    /// The decider changed the text and approved it in one act; `before` is the revision they were asked about.
    SmallEdited {
        #[serde(flatten)]
        item: ItemFacts,
        #[serde(flatten)]
        revision: RevisionRef,
        before: Uuid,
        stage: Stage,
    },
    RoutingRuleEnded {
        rule: Uuid,
        unit: Uuid,
        last_day: NaiveDate,
    },
    AlternateNamed {
        alternate: Uuid,
        stage: Stage,
        unit: Option<Uuid>,
        user: Uuid,
        from: NaiveDate,
    },
    AlternateEnded {
        alternate: Uuid,
        last_day: NaiveDate,
    },
    ReviewSettingSet {
        setting: ReviewSetting,
        from: NaiveDate,
    },
    ReorganisationPlanned {
        reorganisation: Uuid,
        unit: Uuid,
        successor: Uuid,
        on: NaiveDate,
    },
    /// What went over: numbers of open tasks, routing rules, sections, assignments, people and items.
    Reorganised {
        reorganisation: Uuid,
        unit: Uuid,
        successor: Uuid,
        tasks: u64,
        rules: u64,
        sections: u64,
        assignments: u64,
        people: u64,
        items: u64,
    },
    // Comments, flags, references.
    /// `revision`: the one it was made on; none: the working copy. What was said is in the private tables only.
    CommentOpened {
        #[serde(flatten)]
        item: ItemFacts,
        thread: Uuid,
        revision: Option<Uuid>,
    },
    CommentAnswered {
        #[serde(flatten)]
        item: ItemFacts,
        thread: Uuid,
    },
    CommentResolved {
        #[serde(flatten)]
        item: ItemFacts,
        thread: Uuid,
    },
    CommentReopened {
        #[serde(flatten)]
        item: ItemFacts,
        thread: Uuid,
    },
    /// A reviewer has looked at what the automatic flags point at: their codes, never the text.
    FlagsConfirmed {
        #[serde(flatten)]
        item: ItemFacts,
        #[serde(flatten)]
        revision: RevisionRef,
        stage: Stage,
        codes: Vec<FlagCode>,
    },
    // Kinds that an administrator defines.
    KindDefined {
        definition: Uuid,
        version: i64,
    },
    KindRetired {
        definition: Uuid,
        retired: bool,
    },
    /// Addresses of the portal before this one lead here.
    AddressesKept {
        addresses: i64,
    },
    /// The house was filled from an archive, whose content has this hash.
    ArchiveLoaded {
        content_hash: String,
    },
    WordEntryAdded {
        entry: Uuid,
        list: WordList,
        from: NaiveDate,
    },
    WordEntryChanged {
        entry: Uuid,
        list: WordList,
    },
    // Urgent notices.
    UrgentTemplateRevised {
        template: Uuid,
        template_revision: Uuid,
        hash: String,
    },
    UrgentTemplateApproved {
        template: Uuid,
        template_revision: Uuid,
        hash: String,
    },
    UrgentTemplateRetired {
        template: Uuid,
    },
    /// Out at once, without the board's review beforehand. `filled` is the hash of what was written into the blanks.
    UrgentPublished {
        #[serde(flatten)]
        item: ItemFacts,
        #[serde(flatten)]
        revision: RevisionRef,
        approval: Uuid,
        basis: Basis,
        template_revision: Option<Uuid>,
        filled: String,
        check_due: Option<DateTime<Utc>>,
    },
    /// A line of its thread, another end of display, or the end itself.
    UrgentUpdated {
        #[serde(flatten)]
        item: ItemFacts,
        #[serde(flatten)]
        revision: RevisionRef,
        approval: Uuid,
        basis: Basis,
        display_until: Option<DateTime<Utc>>,
        resolved: bool,
    },
    /// The after-check; `in_time` is unknown where no rule set a date.
    UrgentChecked {
        #[serde(flatten)]
        item: ItemFacts,
        outcome: CheckState,
        in_time: Option<bool>,
    },
    DutyShiftSet {
        shift: Uuid,
        user: Uuid,
        substitute: Option<Uuid>,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    },
    DutyShiftRemoved {
        shift: Uuid,
        user: Uuid,
    },
    // Notices, audit, looks at personal data.
    NoticeChoiceSet {
        user: Uuid,
        mail: MailChoice,
    },
    /// Personal data whose keeping is over was erased, by the ward's schedule (Đ10.1).
    KeepingEnded {
        class: RetentionClass,
        subjects: Vec<Uuid>,
    },
    /// The desk words a message anew; without a hash it is the standard again.
    MessageWorded {
        message: MessageName,
        lang: Lang,
        no: i64,
        hash: Option<String>,
    },
    /// A unit was reminded of what it owes (Đ11.2b, đ).
    Reminded {
        reminder: Uuid,
        unit: Uuid,
        clocks: Vec<Uuid>,
    },
    // Quick-send, sharing.
    /// From a day on an abbreviation is spoken so, or no longer.
    AbbreviationSet {
        from: NaiveDate,
    },
    AbbreviationEnded {
        to: NaiveDate,
    },
    QuickSendLinkMade {
        link: Uuid,
        user: Uuid,
    },
    QuickSendLinkRevoked {
        link: Uuid,
        user: Uuid,
    },
    // Citizens' letters. What was said is in the private tables only.
    LetterReceived {
        #[serde(flatten)]
        letter: LetterFacts,
        anonymous: bool,
        /// A receipt by e-mail was asked for.
        by_mail: bool,
        files: i64,
        consent_version: i64,
    },
    LetterClassified {
        #[serde(flatten)]
        letter: LetterFacts,
    },
    LetterForwarded {
        #[serde(flatten)]
        letter: LetterFacts,
        from_unit: Option<Uuid>,
    },
    LetterHandedBack {
        #[serde(flatten)]
        letter: LetterFacts,
        from_unit: Option<Uuid>,
    },
    LetterTaken {
        #[serde(flatten)]
        letter: LetterFacts,
        handler: Uuid,
    },
    LetterAnswerDrafted {
        #[serde(flatten)]
        letter: LetterFacts,
    },
    LetterAnswerSubmitted {
        #[serde(flatten)]
        letter: LetterFacts,
    },
    LetterAnswerReturned {
        #[serde(flatten)]
        letter: LetterFacts,
        handler: Option<Uuid>,
    },
    /// Approved and sent. `on_time` is unknown where no rule set a date.
    LetterAnswered {
        #[serde(flatten)]
        letter: LetterFacts,
        received: DateTime<Utc>,
        due: Option<DateTime<Utc>>,
        on_time: Option<bool>,
        extensions: i64,
        by_mail: bool,
    },
    /// The promised date is the deadline from now on.
    LetterProgress {
        #[serde(flatten)]
        letter: LetterFacts,
        received: DateTime<Utc>,
        promised: DateTime<Utc>,
        by_mail: bool,
    },
    LetterClosed {
        #[serde(flatten)]
        letter: LetterFacts,
    },
    LetterReopened {
        #[serde(flatten)]
        letter: LetterFacts,
    },
    LetterOutOfScope {
        #[serde(flatten)]
        letter: LetterFacts,
        by_mail: bool,
    },
    /// Sealed: a complaint or denunciation. Whom it is about stands in no log.
    LetterReferred {
        #[serde(flatten)]
        letter: LetterFacts,
        by_mail: bool,
    },
    LetterRejected {
        #[serde(flatten)]
        letter: LetterFacts,
        by_mail: bool,
    },
    LetterMerged {
        #[serde(flatten)]
        letter: LetterFacts,
        into: Uuid,
        by_mail: bool,
    },
    /// A redacted copy went before the board as an item.
    LetterPublished {
        #[serde(flatten)]
        letter: LetterFacts,
        published_item: Uuid,
    },
    LetterRated {
        #[serde(flatten)]
        letter: LetterFacts,
        stars: i64,
    },
    /// Its key, its words, its sender and its files are gone.
    LetterErased {
        #[serde(flatten)]
        letter: LetterFacts,
        /// By the retention schedule, or because the sender asked.
        by_schedule: bool,
    },
    LetterKeysRewrapped {
        key: String,
        letters: u64,
    },
    DataRightAsked {
        #[serde(flatten)]
        letter: LetterFacts,
        request: Uuid,
        right: DataRight,
    },
    DataRightMoved {
        #[serde(flatten)]
        letter: LetterFacts,
        request: Uuid,
        right: DataRight,
        state: DataRightState,
    },
    AnswerTemplateSet {
        template: Uuid,
        purpose: AnswerTemplateUse,
        retired: bool,
    },
    LetterSettingSet {
        setting: String,
        from: NaiveDate,
    },
    // Consultations, violation reports.
    ConsultationOpened {
        consultation: Uuid,
        unit: Uuid,
        closes_at: DateTime<Utc>,
    },
    ConsultationClosed {
        consultation: Uuid,
        unit: Uuid,
        opinions: u64,
    },
    ConsultationExtended {
        consultation: Uuid,
        unit: Uuid,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    },
    /// What was said and by whom is in the private tables only.
    OpinionReceived {
        consultation: Uuid,
        opinion: Uuid,
        by_article: bool,
    },
    OpinionFileAdded {
        consultation: Uuid,
        opinion: Uuid,
        file: Uuid,
    },
    OpinionPublished {
        consultation: Uuid,
        opinion: Uuid,
        redacted: bool,
    },
    OpinionRefused {
        consultation: Uuid,
        opinion: Uuid,
    },
    OpinionsAnswered {
        consultation: Uuid,
        opinions: u64,
        outcome: OpinionOutcome,
    },
    ReceptionReportMade {
        consultation: Uuid,
        report: Uuid,
        document: Option<Uuid>,
    },
    OpinionSenderTold {
        consultation: Uuid,
        opinion: Uuid,
    },
    ViolationReported {
        violation: Uuid,
        /// `None`: one of the portal's own pages.
        publication: Option<Uuid>,
        reason: ViolationReason,
    },
    ViolationTaken {
        violation: Uuid,
        assignee: Option<Uuid>,
    },
    ViolationDecided {
        violation: Uuid,
        publication: Option<Uuid>,
        outcome: ViolationOutcome,
    },
    ViolationReporterTold {
        violation: Uuid,
    },
    // Structure: the section tree, the boundary, what is arranged by hand.
    SectionProposed {
        proposal: Uuid,
        section: Option<Uuid>,
        action: SectionAction,
    },
    /// Approved, and done. `user` proposed it; `into` took the content of a closed section.
    SectionChanged {
        section: Uuid,
        proposal: Uuid,
        action: SectionAction,
        into: Option<Uuid>,
        user: Option<Uuid>,
    },
    SectionRefused {
        proposal: Uuid,
        section: Option<Uuid>,
        user: Option<Uuid>,
    },
    SectionProposalWithdrawn {
        proposal: Uuid,
        section: Option<Uuid>,
    },
    /// Publications of a changed section were shown anew, as far as `after`; nothing when that was all.
    SectionShownAnew {
        section: Uuid,
        shown: u64,
        after: Option<SectionPlace>,
    },
    BoundarySet {
        no: i64,
    },
    ArrangementProposed {
        arrangement: Uuid,
        kind: ArrangementKind,
        no: i64,
    },
    /// The version is live from now on; a version that holds nothing takes the arrangement away. `user` wrote it.
    ArrangementApproved {
        arrangement: Uuid,
        kind: ArrangementKind,
        no: i64,
        user: Option<Uuid>,
    },
    ArrangementRefused {
        arrangement: Uuid,
        kind: ArrangementKind,
        no: i64,
        user: Option<Uuid>,
    },
    ArrangementWithdrawn {
        arrangement: Uuid,
        kind: ArrangementKind,
        no: i64,
    },
}

impl Change {
    /// The item it is about, if it is about one.
    pub fn item(&self) -> Option<&ItemFacts> {
        use Change::*;
        match self {
            ItemCreated { item, .. }
            | RevisionNamed { item, .. }
            | RevisionRestored { item, .. }
            | Submitted { item, .. }
            | Routed { item, .. }
            | TaskClaimed { item, .. }
            | TaskReleased { item, .. }
            | FieldApproved { item, .. }
            | Returned { item, .. }
            | Rejected { item, .. }
            | Recalled { item }
            | SentUp { item, .. }
            | SentBack { item, .. }
            | BoardApproved { item, .. }
            | Scheduled { item, .. }
            | Published { item, .. }
            | Reprojected { item, .. }
            | ContentReviewed { item, .. }
            | Withdrawn { item }
            | Expired { item }
            | Archived { item }
            | Restored { item, .. }
            | EditionOpened { item, .. }
            | EditionDiscarded { item }
            | TaskGiven { item, .. }
            | TaskRerouted { item, .. }
            | TaskWarned { item, .. }
            | TaskPassed { item, .. }
            | SmallEdited { item, .. }
            | UrgentPublished { item, .. }
            | UrgentUpdated { item, .. }
            | UrgentChecked { item, .. } => Some(item),
            ReviewLinkMade { item, .. } | ReviewLinkRevoked { item, .. } => Some(item),
            // Comments, flags, references.
            CommentOpened { item, .. }
            | CommentAnswered { item, .. }
            | CommentResolved { item, .. }
            | CommentReopened { item, .. }
            | FlagsConfirmed { item, .. } => Some(item),
            _ => None,
        }
    }

    /// The item in whose history it stands.
    pub fn item_id(&self) -> Option<Uuid> {
        use Change::*;
        match self {
            ClockStarted { clock, .. }
            | ClockStopped { clock, .. }
            | ClockCancelled { clock }
            | ClockExtended { clock, .. }
            | ClockRecomputed { clock, .. }
            | ClockLevelReached { clock, .. } => clock.item,
            ConsultationOpened { consultation, .. }
            | ConsultationClosed { consultation, .. }
            | ConsultationExtended { consultation, .. }
            | OpinionsAnswered { consultation, .. }
            | ReceptionReportMade { consultation, .. } => Some(*consultation),
            other => other.item().map(|facts| facts.item),
        }
    }

    /// The citizen's letter it is about.
    pub fn letter(&self) -> Option<&LetterFacts> {
        use Change::*;
        match self {
            LetterReceived { letter, .. }
            | LetterClassified { letter }
            | LetterForwarded { letter, .. }
            | LetterHandedBack { letter, .. }
            | LetterTaken { letter, .. }
            | LetterAnswerDrafted { letter }
            | LetterAnswerSubmitted { letter }
            | LetterAnswerReturned { letter, .. }
            | LetterAnswered { letter, .. }
            | LetterProgress { letter, .. }
            | LetterClosed { letter }
            | LetterReopened { letter }
            | LetterOutOfScope { letter, .. }
            | LetterReferred { letter, .. }
            | LetterRejected { letter, .. }
            | LetterMerged { letter, .. }
            | LetterPublished { letter, .. }
            | LetterRated { letter, .. }
            | LetterErased { letter, .. }
            | DataRightAsked { letter, .. }
            | DataRightMoved { letter, .. } => Some(letter),
            _ => None,
        }
    }

    /// The letter by which an entry is hidden from whom it is sealed.
    pub fn letter_id(&self) -> Option<Uuid> {
        use Change::*;
        match self {
            ClockStarted { clock, .. }
            | ClockStopped { clock, .. }
            | ClockCancelled { clock }
            | ClockExtended { clock, .. }
            | ClockRecomputed { clock, .. }
            | ClockLevelReached { clock, .. } => (clock.subject == ClockSubject::Letter).then_some(clock.subject_id),
            other => other.letter().map(|facts| facts.letter),
        }
    }

    /// Stands in the public change feed.
    pub fn public(&self) -> bool {
        matches!(
            self,
            Change::Published { .. }
                | Change::Reprojected { .. }
                | Change::Withdrawn { .. }
                | Change::Expired { .. }
                | Change::Archived { .. }
        )
    }

    /// Alters something that a public answer may show, so that cached answers are old.
    pub fn shown(&self) -> bool {
        self.public()
            || matches!(self, Change::PresetChanged { .. })
            || matches!(self, Change::OpinionPublished { .. } | Change::OpinionsAnswered { .. } | Change::ConsultationClosed { .. })
            || matches!(
                self,
                Change::UnitAdded { .. }
                    | Change::SectionAdded { .. }
                    | Change::SettingChanged { .. }
                    | Change::Reorganised { .. }
                    | Change::AbbreviationSet { .. }
                    | Change::AbbreviationEnded { .. }
                    | Change::KindDefined { .. }
                    | Change::KindRetired { .. }
                    | Change::LetterSettingSet { .. }
                    | Change::SectionChanged { .. }
                    | Change::BoundarySet { .. }
                    | Change::ArrangementApproved { .. }
                    | Change::CalendarChanged { .. }
                    | Change::DeadlineSettingChanged { .. }
            )
    }
}

/// A change with its place in the log.
#[derive(Clone, Debug)]
pub struct Recorded {
    pub seq: i64,
    pub at: DateTime<Utc>,
    pub change: Change,
}

/// Who and through which request: the frame of every entry.
pub struct Frame<'a> {
    pub actor: &'a Actor,
    pub request_id: &'a str,
    pub now: DateTime<Utc>,
}

/// What the chain hash covers, in canonical JSON. `audit verify` computes the same, and the audit's export writes the same
/// members, so that an outsider can.
#[derive(Serialize)]
pub struct Link<'a> {
    seq: i64,
    at: String,
    actor: Option<Uuid>,
    door: &'a str,
    request_id: &'a str,
    verb: &'a str,
    item: Option<Uuid>,
    public: bool,
    payload: &'a str,
    previous: &'a str,
}

/// The unit and the person that a payload is about, where it names them.
pub fn mirrors(payload: &serde_json::Value) -> (Option<Uuid>, Option<Uuid>) {
    let id = |name: &str| payload[name].as_str().and_then(|text| Uuid::try_parse(text).ok());
    (id("unit"), id("user").or_else(|| id("assignee")).or_else(|| id("handler")))
}

/// What is hashed of a stored row.
pub fn link(row: &change_log::Model) -> Link<'_> {
    Link {
        seq: row.seq,
        at: row.at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true),
        actor: row.actor_id,
        door: &row.door,
        request_id: &row.request_id,
        verb: &row.verb,
        item: row.item_id,
        public: row.public,
        payload: &row.payload,
        previous: &row.previous_hash,
    }
}

/// The chain hash of a stored row: SHA-256 of its canonical frame, payload and the hash before it.
pub fn link_hash(row: &change_log::Model) -> Result<String, Fault> {
    Ok(canonical::hash_of(&link(row))?)
}

/// Appends `changes` as the last act of a transaction: takes the head's lock, numbers, chains, stores.
/// Returns what was recorded and the head's public number. `at = max(now, previous.at)`.
pub(super) async fn append(tx: &DatabaseTransaction, frame: Frame<'_>, changes: Vec<Change>) -> Result<(Vec<Recorded>, i64), Fault> {
    let head = change_head::Entity::find_by_id(1).lock_exclusive().one(tx).await?;
    let head = head.ok_or_else(|| Fault::Defect("change_head has no row".into()))?;
    let (mut seq, mut hash, mut public_seq) = (head.seq, head.hash.clone(), head.public_seq);
    let at = frame.now.max(head.at);
    let mut recorded = Vec::with_capacity(changes.len());
    for change in changes {
        seq += 1;
        let payload = canonical::to_canonical(&change)?;
        let value = serde_json::to_value(&change)?;
        let verb = value["verb"].as_str().unwrap_or_default().to_owned();
        let (unit_id, about_id) = mirrors(&value);
        let mut row = change_log::Model {
            seq,
            at,
            actor_id: frame.actor.person,
            door: frame.actor.door.word().to_owned(),
            request_id: frame.request_id.to_owned(),
            verb,
            item_id: change.item_id(),
            unit_id,
            about_id,
            letter_id: change.letter_id(),
            public: change.public(),
            payload,
            previous_hash: hash,
            hash: String::new(),
        };
        row.hash = link_hash(&row)?;
        hash = row.hash.clone();
        if change.shown() {
            public_seq = seq;
        }
        change_log::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
        recorded.push(Recorded { seq, at, change });
    }
    let mut head = head.into_active_model();
    head.seq = Set(seq);
    head.public_seq = Set(public_seq);
    head.at = Set(at);
    head.hash = Set(hash);
    head.update(tx).await?;
    Ok((recorded, public_seq))
}
