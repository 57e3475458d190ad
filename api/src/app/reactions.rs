//! All later consequences of a change, on one page. What must be true at once happens inside the work that made the
//! change; what may come a second later is a job, enqueued in the same transaction and done once.

use crate::features::notices;
use crate::kernel::words::{Happening, Kind};
use crate::store::Change;
use crate::store::changes::Recorded;
use crate::store::jobs::{Job, NewJob};

/// The jobs that follow from a change: what is to be done, and telling whoever it concerns.
pub fn react(recorded: &Recorded) -> Vec<NewJob> {
    let mut jobs = follow(recorded);
    // Whom it concerns is decided on one page too: `features/notices/recipients.rs`.
    if notices::concerns_somebody(&recorded.change) {
        let job = Job::Tell { seq: recorded.seq };
        jobs.push(NewJob { job, run_at: recorded.at, dedup_key: format!("{}:tell", recorded.seq) });
    }
    jobs
}

/// What is to be done. The match is exhaustive: a new kind of change asks here what follows from it.
fn follow(recorded: &Recorded) -> Vec<NewJob> {
    let once = |reaction: &str| format!("{}:{reaction}", recorded.seq);
    match &recorded.change {
        Change::Scheduled { item, revision, at } => {
            let job = Job::PublishScheduled { item: item.item, revision: revision.revision };
            vec![NewJob { job, run_at: *at, dedup_key: once("publish") }]
        }
        Change::Published { item, display_until, .. } => {
            let renew = NewJob { job: Job::RenewFacts { item: item.item }, run_at: recorded.at, dedup_key: once("renew-facts") };
            let tell = (item.kind == Kind::ReceptionReport).then(|| NewJob {
                job: Job::TellOpinionSenders { report: item.item },
                run_at: recorded.at,
                dedup_key: once("tell-senders"),
            });
            let expire =
                display_until.map(|until| NewJob { job: Job::ExpireDisplay { item: item.item }, run_at: until, dedup_key: once("expire") });
            [renew].into_iter().chain(expire).chain(tell).collect()
        }
        Change::ConsultationOpened { .. }
        | Change::ConsultationClosed { .. }
        | Change::ConsultationExtended { .. }
        | Change::OpinionReceived { .. }
        | Change::OpinionFileAdded { .. }
        | Change::OpinionPublished { .. }
        | Change::OpinionRefused { .. }
        | Change::OpinionsAnswered { .. }
        | Change::ReceptionReportMade { .. }
        | Change::OpinionSenderTold { .. }
        | Change::ViolationReported { .. }
        | Change::ViolationTaken { .. }
        | Change::ViolationDecided { .. }
        | Change::ViolationReporterTold { .. } => vec![],
        Change::ItemCreated { .. }
        | Change::RevisionNamed { .. }
        | Change::RevisionRestored { .. }
        | Change::Submitted { .. }
        | Change::Routed { .. }
        | Change::TaskClaimed { .. }
        | Change::TaskReleased { .. }
        | Change::FieldApproved { .. }
        | Change::Returned { .. }
        | Change::Rejected { .. }
        | Change::Recalled { .. }
        | Change::SentUp { .. }
        | Change::SentBack { .. }
        | Change::BoardApproved { .. }
        | Change::Reprojected { .. }
        | Change::ContentReviewed { .. }
        | Change::Withdrawn { .. }
        | Change::Expired { .. }
        | Change::Archived { .. }
        | Change::Restored { .. }
        | Change::EditionOpened { .. }
        | Change::EditionDiscarded { .. }
        | Change::MediaAdded { .. }
        | Change::MediaDescribed { .. }
        | Change::UserAdded { .. }
        | Change::RoleAssigned { .. }
        | Change::PasswordChanged { .. }
        | Change::UnitAdded { .. }
        | Change::SectionAdded { .. }
        | Change::RoutingRuleAdded { .. }
        | Change::SettingChanged { .. } => vec![],
        // People in time.
        Change::PresetChanged { .. }
        | Change::UserChanged { .. }
        | Change::UserDisabled { .. }
        | Change::UserEnabled { .. }
        | Change::UserInvited { .. }
        | Change::InvitationAccepted { .. }
        | Change::RoleEnded { .. }
        | Change::RoleDelegated { .. }
        | Change::AbsenceSet { .. }
        | Change::AbsenceCancelled { .. }
        | Change::BodyFormed { .. }
        | Change::ContributorEntered { .. }
        | Change::ParticipantAsked { .. }
        | Change::ParticipantAccepted { .. }
        | Change::ParticipantRefused { .. } => vec![],

        // Second factors and review links.
        Change::FactorAdded { .. }
        | Change::FactorRenamed { .. }
        | Change::FactorRevoked { .. }
        | Change::RecoveryCodesMade { .. }
        | Change::RecoveryCodeUsed { .. }
        | Change::FactorsReset { .. }
        | Change::ReviewLinkMade { .. }
        | Change::ReviewLinkRevoked { .. } => vec![],

        // The clock.
        Change::ClockStarted { .. }
        | Change::ClockStopped { .. }
        | Change::ClockCancelled { .. }
        | Change::ClockExtended { .. }
        | Change::ClockRecomputed { .. }
        | Change::ClockLevelReached { .. }
        | Change::CalendarChanged { .. }
        | Change::DeadlineRuleChanged { .. }
        | Change::DeadlineSettingChanged { .. } => vec![],
        // Registers, orientation, plans.
        Change::EventLogged { event, happening: Happening::Planned, starts_at, .. }
        | Change::EventCorrected { event, happening: Happening::Planned, starts_at, .. } => {
            vec![NewJob { job: Job::EventTakesPlace { event: *event }, run_at: *starts_at, dedup_key: once("takes-place") }]
        }
        // The pages that show it say so, and no more once they are renewed.
        Change::FactChanged { fact_change, .. }
        | Change::FactRenewed { fact_change, .. }
        | Change::FactChangeClosed { fact_change, .. } => {
            vec![NewJob { job: Job::ShowFact { fact: *fact_change }, run_at: recorded.at, dedup_key: once("show-fact") }]
        }
        Change::OutgoingEntered { .. }
        | Change::OutgoingCorrected { .. }
        | Change::EventLogged { .. }
        | Change::EventCorrected { .. }
        | Change::ApprovalLogged { .. }
        | Change::ApprovalCorrected { .. }
        | Change::DutyExcused { .. }
        | Change::DutyRestored { .. }
        | Change::DutyLinked { .. }
        | Change::OrientationWritten { .. }
        | Change::PlanMade { .. }
        | Change::PlanChanged { .. }
        | Change::PlanAssigned { .. }
        | Change::PlanAssignmentDone { .. } => vec![],

        // Review and routing.
        Change::ReorganisationPlanned { reorganisation, on, .. } => {
            // The first minute of the day in the ward; the job asks for the day again.
            let run_at = crate::kernel::dates::vn_instant(*on, 0, 0).unwrap_or(recorded.at);
            vec![NewJob { job: Job::Reorganise { reorganisation: *reorganisation }, run_at, dedup_key: once("reorganise") }]
        }
        Change::TaskGiven { .. }
        | Change::TaskRerouted { .. }
        | Change::TaskWarned { .. }
        | Change::TaskPassed { .. }
        | Change::SmallEdited { .. }
        | Change::RoutingRuleEnded { .. }
        | Change::AlternateNamed { .. }
        | Change::AlternateEnded { .. }
        | Change::ReviewSettingSet { .. }
        | Change::Reorganised { .. } => vec![],
        // Comments, flags, references.
        Change::CommentOpened { .. }
        | Change::CommentAnswered { .. }
        | Change::CommentResolved { .. }
        | Change::CommentReopened { .. }
        | Change::FlagsConfirmed { .. }
        | Change::WordEntryAdded { .. }
        | Change::WordEntryChanged { .. } => vec![],
        // Kinds that an administrator defines.
        Change::KindDefined { .. } | Change::KindRetired { .. } => vec![],
        // Structure. The new name or place of a section stands beside its texts a moment later, some at a time.
        Change::SectionChanged { section, .. } => {
            let job = Job::ShowSectionAnew { section: *section, after: None };
            vec![NewJob { job, run_at: recorded.at, dedup_key: once("show-section") }]
        }
        Change::SectionShownAnew { section, after: Some(after), .. } => {
            let job = Job::ShowSectionAnew { section: *section, after: Some(*after) };
            vec![NewJob { job, run_at: recorded.at, dedup_key: once("show-section") }]
        }
        Change::SectionProposed { .. }
        | Change::SectionRefused { .. }
        | Change::SectionProposalWithdrawn { .. }
        | Change::SectionShownAnew { .. }
        | Change::BoundarySet { .. }
        | Change::ArrangementProposed { .. }
        | Change::ArrangementApproved { .. }
        | Change::ArrangementRefused { .. }
        | Change::ArrangementWithdrawn { .. } => vec![],
        // Moving in and out.
        Change::AddressesKept { .. } | Change::ArchiveLoaded { .. } => vec![],
        // Urgent notices.
        Change::UrgentTemplateRevised { .. }
        | Change::UrgentTemplateApproved { .. }
        | Change::UrgentTemplateRetired { .. }
        | Change::UrgentPublished { .. }
        | Change::UrgentUpdated { .. }
        | Change::UrgentChecked { .. }
        | Change::DutyShiftSet { .. }
        | Change::DutyShiftRemoved { .. } => vec![],
        // Notices, audit, looks at personal data.
        Change::NoticeChoiceSet { .. } | Change::MessageWorded { .. } | Change::KeepingEnded { .. } | Change::Reminded { .. } => vec![],
        // Quick-send, sharing.
        Change::AbbreviationSet { .. }
        | Change::AbbreviationEnded { .. }
        | Change::QuickSendLinkMade { .. }
        | Change::QuickSendLinkRevoked { .. } => vec![],
        // Citizens' letters.
        Change::LetterReceived { .. } => {
            // A flood of letters is one notice a minute, not one each.
            let minute = recorded.at.timestamp() / 60;
            let job = Job::Tell { seq: recorded.seq };
            vec![NewJob { job, run_at: recorded.at, dedup_key: format!("letters-arrived:{minute}") }]
        }
        Change::LetterAnswered { .. }
        | Change::LetterProgress { .. }
        | Change::LetterOutOfScope { .. }
        | Change::LetterReferred { .. }
        | Change::LetterRejected { .. }
        | Change::LetterMerged { .. }
        | Change::LetterClassified { .. }
        | Change::LetterForwarded { .. }
        | Change::LetterHandedBack { .. }
        | Change::LetterTaken { .. }
        | Change::LetterAnswerDrafted { .. }
        | Change::LetterAnswerSubmitted { .. }
        | Change::LetterAnswerReturned { .. }
        | Change::LetterClosed { .. }
        | Change::LetterReopened { .. }
        | Change::LetterPublished { .. }
        | Change::LetterRated { .. }
        | Change::LetterErased { .. }
        | Change::LetterKeysRewrapped { .. }
        | Change::DataRightAsked { .. }
        | Change::DataRightMoved { .. }
        | Change::AnswerTemplateSet { .. }
        | Change::LetterSettingSet { .. } => vec![],
    }
}
