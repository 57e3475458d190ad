//! The closed word lists of the glossary. Each is one enum: written in snake_case in JSON and in the database.

use sea_orm::{DeriveActiveEnum, EnumIter, Iterable};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        #[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// The word as it stands in JSON and in the database.
            pub fn word(self) -> String {
                sea_orm::ActiveEnum::to_value(&self)
            }
            /// Reads a word; `None` when it is not one of the list.
            pub fn read(word: &str) -> Option<Self> {
                Self::iter().find(|w| w.word() == word)
            }
            /// All the words, for messages that name what is allowed.
            pub fn all() -> Vec<String> {
                Self::iter().map(Self::word).collect()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.word())
            }
        }
    };
}

pub(crate) use words;

words!(
    /// The shape of the data (decision 5). Each has a file in `features/newsroom/kinds/`.
    /// From `official` to `hotline` they are of structure (decision 13); `custom` is what an administrator defined.
    Kind {
        Article, Notice, Page, Document, Procedure, Directive, Guidance, Plan, Project, BudgetDisclosure, Statistic, Commendation,
        PublicPosting, Album, Video, Audio, Infographic, Official, Unit, ScheduleWeek, Hotline, Custom,
        Consultation, ReceptionReport,
    }
);

impl Kind {
    /// Goes straight to the board (decision 13): `draft → board_review → published`.
    pub fn short_way(self) -> bool {
        matches!(self, Kind::Official | Kind::Unit | Kind::ScheduleWeek | Kind::Hotline)
    }

    /// What a list of them is called: Vietnamese, English.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Kind::Article => ("Tin bài", "News"),
            Kind::Notice => ("Thông báo", "Notices"),
            Kind::Page => ("Giới thiệu", "About"),
            Kind::Document => ("Văn bản", "Documents"),
            Kind::Procedure => ("Thủ tục hành chính", "Administrative procedures"),
            Kind::Directive => ("Chỉ đạo, điều hành", "Directing information"),
            Kind::Guidance => ("Tuyên truyền, hướng dẫn", "Guidance on law and policy"),
            Kind::Plan => ("Chiến lược, quy hoạch, kế hoạch", "Strategies and plans"),
            Kind::Project => ("Dự án, đầu tư, đấu thầu, mua sắm", "Projects, tenders and procurement"),
            Kind::BudgetDisclosure => ("Công khai ngân sách", "Budget disclosure"),
            Kind::Statistic => ("Số liệu thống kê", "Statistics"),
            Kind::Commendation => ("Khen thưởng, xử phạt tổ chức, doanh nghiệp", "Commendations and sanctions of organisations"),
            Kind::PublicPosting => ("Niêm yết công khai", "Public postings"),
            Kind::Album => ("Album ảnh", "Albums"),
            Kind::Video => ("Video", "Videos"),
            Kind::Audio => ("Phát thanh", "Audio"),
            Kind::Infographic => ("Đồ họa thông tin", "Infographics"),
            Kind::Official => ("Cán bộ", "Officials"),
            Kind::Unit => ("Đơn vị", "Units"),
            Kind::ScheduleWeek => ("Lịch công tác tuần", "Weekly schedules"),
            Kind::Hotline => ("Đầu mối liên hệ, đường dây nóng", "Contacts and hotlines"),
            Kind::Custom => ("Thông tin khác", "Other information"),
            Kind::Consultation => ("Lấy ý kiến", "Consultations"),
            Kind::ReceptionReport => ("Tiếp thu, giải trình", "Reception reports"),
        }
    }
}

words!(
    /// How one document bears on another; each has its inverse, so that both ends show the pair.
    Relation {
        BasedOn, BasisOf, Amends, AmendedBy, Replaces, ReplacedBy, Repeals, RepealedBy, Guides, GuidedBy, Consolidates,
        ConsolidatedBy, Corrects, CorrectedBy, Suspends, SuspendedBy, Cites, CitedBy,
        // Between a document and the consultation on its draft: stated by the reception report, never by a document.
        ConsultedIn, ConsultationOf,
    }
);

/// What a document may say of another, in Vietnamese and English; the inverse is the other's.
pub const RELATIONS: [(&str, &str, &str); 18] = [
    ("based_on", "Căn cứ", "Based on"),
    ("basis_of", "Là căn cứ của", "Basis of"),
    ("amends", "Sửa đổi, bổ sung", "Amends"),
    ("amended_by", "Được sửa đổi, bổ sung bởi", "Amended by"),
    ("replaces", "Thay thế", "Replaces"),
    ("replaced_by", "Được thay thế bởi", "Replaced by"),
    ("repeals", "Bãi bỏ", "Repeals"),
    ("repealed_by", "Bị bãi bỏ bởi", "Repealed by"),
    ("guides", "Hướng dẫn", "Guides"),
    ("guided_by", "Được hướng dẫn bởi", "Guided by"),
    ("consolidates", "Hợp nhất", "Consolidates"),
    ("consolidated_by", "Được hợp nhất bởi", "Consolidated by"),
    ("corrects", "Đính chính", "Corrects"),
    ("corrected_by", "Được đính chính bởi", "Corrected by"),
    ("suspends", "Ngưng hiệu lực", "Suspends"),
    ("suspended_by", "Bị ngưng hiệu lực bởi", "Suspended by"),
    ("cites", "Dẫn chiếu", "Cites"),
    ("cited_by", "Được dẫn chiếu bởi", "Cited by"),
];

impl Relation {
    /// Vietnamese, English.
    pub fn names(self) -> (&'static str, &'static str) {
        let word = self.word();
        RELATIONS.iter().find(|(one, ..)| *one == word).map_or(("Liên quan", "Related"), |(_, vi, en)| (vi, en))
    }

    pub fn inverse(self) -> Self {
        use Relation::*;
        match self {
            BasedOn => BasisOf,
            BasisOf => BasedOn,
            Amends => AmendedBy,
            AmendedBy => Amends,
            Replaces => ReplacedBy,
            ReplacedBy => Replaces,
            Repeals => RepealedBy,
            RepealedBy => Repeals,
            Guides => GuidedBy,
            GuidedBy => Guides,
            Consolidates => ConsolidatedBy,
            ConsolidatedBy => Consolidates,
            Corrects => CorrectedBy,
            CorrectedBy => Corrects,
            Suspends => SuspendedBy,
            SuspendedBy => Suspends,
            Cites => CitedBy,
            CitedBy => Cites,
            ConsultedIn => ConsultationOf,
            ConsultationOf => ConsultedIn,
        }
    }
}

words!(
    /// The force of a document, where somebody says it against dates and relations (rules.md §3).
    Validity { InForce, PartlyExpired, Expired, Suspended, NoLongerSuitable }
);

words!(
    /// The force of a document on a day, as a list is asked for it.
    Force { NotYetEffective, InForce, PartlyExpired, Expired, Suspended, NoLongerSuitable }
);

words!(
    /// Thông tin dự án (NĐ 224/2026 Art. 9): what it is.
    ProjectType { Investment, Tender, Procurement }
);

words!(ProjectStatus { Planned, Approved, Bidding, InProgress, Completed, Stopped });

words!(FundingType { StateBudget, PublicInvestment, OfficialAid, Socialised, Private, Mixed });

words!(PlanType { Strategy, MasterPlan, Planning, YearlyPlan, Programme });

words!(
    /// Which report of the budget it is (TT 343/2016/TT-BTC).
    BudgetReport { Estimate, FirstQuarter, HalfYear, NineMonths, FullYear, Settlement }
);

words!(
    /// What an organisation was given. Persons' awards are news; discipline of staff is never published (Đ3.2).
    Outcome { Commendation, Sanction }
);

words!(
    /// Who may be commended or sanctioned in public: organisations, never persons.
    Recipient { Organization, Enterprise, Cooperative, Collective }
);

words!(ChartType { None, Bar, Line });

words!(
    /// What happened at a posting place.
    PostingEvent { Posted, Checked, Extended, Removed }
);

words!(
    /// Whether an entry of a leader's schedule may leave the desk.
    Visibility { Public, Internal }
);

words!(
    /// How a dossier may be handed in.
    Channel { Online, InPerson, Post }
);

words!(
    /// What a person has besides a password.
    FactorKind { Totp, Passkey }
);

words!(
    /// How a session came about.
    SignInMethod { Password, PasswordTotp, PasswordPasskey, PasswordRecovery, Passkey, Qr }
);

impl SignInMethod {
    /// Whether it takes more than knowing a password. (A phone's confirmation is as good as the phone's own session.)
    pub fn is_strong(self) -> bool {
        match self {
            Self::PasswordTotp | Self::PasswordPasskey | Self::PasswordRecovery | Self::Passkey => true,
            Self::Password | Self::Qr => false,
        }
    }
}

words!(
    /// A shared computer's request for a sign-in by phone.
    QrState { Waiting, Seen, Confirmed, Refused, Used }
);

words!(
    /// The clause of Điều 3 that asks for the information.
    InfoClass {
        Introduction, DirectingInformation, NewsEvent, LegalDissemination, StrategyPlanning, LegalDocument,
        InvestmentProcurement, PetitionConsultation, OnlinePublicService, PortalIntegration, OfficialContact,
        OtherInformation, QuestionAnswer, StatisticalReport,
    }
);

words!(
    /// The form of writing; royalties are counted by it.
    Genre { NewsBrief, Article, Reportage, Interview, PhotoStory, Reposted, Video, Audio, Infographic }
);

words!(
    /// Fields of Điều 12.5, 13.11 and 14.2; they decide the reviewing unit.
    Field { Economy, Security, Defense, Culture, Society, Ethnicity, Belief, PropagandaEducation, MassMobilization }
);

words!(
    /// Where the open edition of an item stands; `none` when no edition is open.
    State { Draft, Submitted, FieldReview, Editing, BoardReview, Returned, Rejected, Approved, Scheduled, None }
);

words!(
    /// What the public side does with a publication (decision 12).
    PublicationStatus { Live, Withdrawn, Redirected, Superseded, Expired, Archived }
);

words!(
    /// A stage of review, in its order.
    Stage { FieldReview, Editing, BoardReview }
);

words!(
    /// How a task ended. `rerouted`: another unit's task goes on with it.
    TaskState { Open, Approved, Returned, Rejected, SentUp, Cancelled, Rerouted }
);

words!(
    /// What the ward decides about review, each from a day on. The `share_…` are parts of what is left of the item's clock,
    /// the `hours_…` the working hours of a stage where the item has no clock; `warn_hours` before that comes the reminder.
    /// `four_eyes` is `not_alone` (nobody decides on a text that is theirs alone) or `no_hand` (… that they wrote on at all).
    ReviewSetting { FourEyes, ShareFieldReview, ShareEditing, ShareBoardReview, HoursFieldReview, HoursEditing, HoursBoardReview, WarnHours }
);

words!(
    /// Why a revision was frozen.
    RevisionReason { Named, Submit, SendUp, SmallEdit, Import, Urgent }
);

words!(
    /// What an approval rests on (decision 7).
    Basis { Board, Template, Emergency }
);

words!(
    /// How grave an urgent notice is; the gravest stands first.
    UrgentSeverity { Danger, Warning, Information }
);

words!(
    /// What the board found of an urgent notice the next morning (hậu kiểm).
    CheckState { Open, Approved, Corrected, Withdrawn }
);

words!(
    /// Where an item came from (decision 5): unique together with its `external_id`.
    Origin { Desk, LegalDocuments, Procedures, Demo }
);

words!(IssuerRelation { Own, InScope });

words!(
    /// How far a procedure is served online (NĐ 224/2026 Art. 14).
    ServiceLevel { Full, Partial }
);

words!(Lang { Vi, En });

words!(
    /// Where a thread of comments on a passage stands.
    CommentState { Open, Resolved }
);

words!(
    /// The lists of words that raise flags, and the contacts that do not.
    WordList { SecrecyMark, BannedPhrase, ChildWord, OfficialContact }
);

words!(
    /// What a flag asks for: `block` refuses handing in and approval, `confirm` wants a reviewer who has looked at it.
    Severity { Block, Confirm }
);

words!(
    /// What an automatic flag points at (Đ8.1, law 91/2025).
    FlagCode {
        SecrecyMark, BannedPhrase, IdNumber, PhoneNumber, BankAccount, BirthDate, HomeAddress, EmailAddress, ChildConsent, LegacyFont,
        HiddenData, Unscanned,
    }
);

words!(
    /// What a medium is; its bytes say so. Pictures stand in texts, the others are attached.
    MediaKind { Picture, Document, Video, Audio }
);

words!(
    /// Which copy of a document a file is: signed (byte for byte as it was signed), a scan of paper, what belongs to it.
    AttachmentRole { Signed, Scan, Annex }
);

words!(
    /// How much of a file's words the program could read. `none`: a file of this kind has no words to read.
    TextState { None, Whole, Partly, Unreadable }
);

words!(
    /// What a file carries besides what it shows.
    HiddenData { Author, Location, Comments, TrackedChanges, HiddenSheet }
);

words!(
    /// What a reference leads to. `unknown`: a path of this site at which nothing can be.
    ReferenceTarget { Publication, Section, Media, Unknown }
);

words!(
    /// How something is used.
    ReferenceManner { Link, Picture, LeadPicture, Details, Source, Attachment }
);

words!(
    /// What is owed by what happened: a row of the outgoing register, an event (Đ16), an approval of a plan or project.
    Duty { OutgoingDocument, Event, Approval }
);

words!(
    /// Where a duty stands. `published` is read from the public side, never stored.
    DutyState { Owed, Published, NotSubject }
);

words!(Happening { Planned, Happened, Cancelled });

words!(
    /// How an event came into the log.
    EventSource { Schedule, Typed }
);

words!(
    /// What was approved or decided (Đ7.4, Đ7.6); each is the name of its deadline rule.
    Matter { Plan, Project, Statistic }
);

words!(
    /// A fact of Điều 3 that the public relies on (Đ6.7).
    Fact { Contact, Leader, UnitDuties, Structure, OtherFact }
);

words!(
    /// A communication plan (Đ11.3a) or the board's plan of activity (Đ5.3).
    PlanKind { Communication, Activity }
);

words!(
    /// The verbs of an item's life; the first twelve walk the edition, the others the publication.
    Verb {
        Submit, Route, RouteToEditing, RouteToBoard, ApproveField, SendUp, Approve, ApproveAt, ApproveHold, Publish, Schedule,
        SendBack, Return, Reject, Recall, NewEdition, Correct, DiscardEdition, Withdraw, Expire, Archive, Restore,
    }
);

words!(
    /// The roles of `domain.md` §1: a closed list; what each may do is `access/permissions.rs`.
    Role {
        EditorInChief, DeputyEditorInChief, BoardSecretary, SecretariatMember, BoardMember, FieldReviewer, SectionOwner,
        UnitHead, UnitEditor, RecordsClerk, Contributor, DutyApprover, BudgetAppraiser, Accountant, WardChair, Auditor,
        TechnicalAdministrator,
    }
);

words!(
    /// Kinds of organisation units.
    UnitKind {
        WardPartyCommittee, PartyStandingCommittee, WardPeopleCouncil, CouncilStandingCommittee, WardPeopleCommittee,
        FatherlandFrontCommittee, SocioPoliticalOrganization, CultureSocietyOffice, CouncilCommitteeOffice,
        EconomyInfrastructureUrbanOffice, PartyBuildingCommittee, PartyCommitteeOffice, PublicServiceUnitCenter,
        PublicAdministrationServiceCenter, EditorialBoard, EditorialSecretariat, PublicServiceProviderUnit, Enterprise,
        Cooperative, PressAgency, Police, MilitaryCommand, HealthStation, School, MassOrganization, ResidentialGroup,
        Person,
    }
);

words!(
    /// Bodies that a decision forms (Đ5.1, Đ11.1, Đ11.3).
    BodyKind { EditorialBoard, EditorialSecretariat }
);

words!(
    /// A member's place in a body.
    BodyPosition { Chief, Deputy, Secretary, Member }
);

words!(
    /// Whether the portal still counts on a contributor (Đ11.2d).
    ContributorStatus { Active, Paused, Ended }
);

words!(
    /// What became of a request to publish (Đ1.4).
    RequestState { Open, Accepted, Refused }
);

words!(
    /// What is owed, and therefore has a clock.
    ClockSubject { Item, OutgoingDocument, Event, Approval, ReviewTask, UrgentCheck, FactChange, Letter }
);

words!(
    /// Where a clock stands. How well it stands is a [`ClockWord`], computed and never stored.
    ClockState { Running, Stopped, Cancelled }
);

words!(
    /// The four words for a clock: running in time, running too long, done in time, done too late.
    ClockWord { InTime, Overdue, OnTime, Late }
);

words!(
    /// Who has been told so far, in this order; each level once for a due date.
    ClockLevel { Warning, OverdueAssignee, OverdueUnitHead, OverdueSecretariat }
);

words!(
    /// What happened to a clock's due date.
    ClockEventKind { Extended, Recomputed, Retriggered, Cancelled }
);

words!(LimitUnit { WorkingHours, WorkingDays });

words!(
    /// When a limit in working days ends: with the last session of the day, or at 24:00 (BLDS 91/2015, Art. 148(6)).
    DayEnd { Session, Midnight }
);

words!(
    /// The moment from which a deadline rule counts.
    ClockTrigger {
        EventHeld, LawIssued, DocumentIssued, PlanApproved, ProjectApproved, PublicationDecided, LetterReceived, RequestReceived,
        NoticePublished,
    }
);

words!(
    /// What ends the clock of a deadline rule.
    ClockStop { Publication, Answer, Forwarding, Acknowledgement, Check }
);

words!(
    /// Who answers for a deadline rule.
    RuleResponsible { OwningUnit, PublicServiceCenter, IssuingBody, EconomyOffice, AssignedUnit, EditorialBoard }
);

impl Field {
    /// Names as the public reads them: Vietnamese, English.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Field::Economy => ("Kinh tế", "Economy"),
            Field::Security => ("An ninh", "Security"),
            Field::Defense => ("Quốc phòng", "Defence"),
            Field::Culture => ("Văn hóa", "Culture"),
            Field::Society => ("Xã hội", "Society"),
            Field::Ethnicity => ("Dân tộc", "Ethnicity"),
            Field::Belief => ("Tín ngưỡng", "Belief"),
            Field::PropagandaEducation => ("Tuyên giáo", "Propaganda and education"),
            Field::MassMobilization => ("Dân vận", "Mass mobilisation"),
        }
    }
}

// Consultations, violation reports, ratings.

words!(
    /// What is put to the public: a draft, commented by article, or a policy as a whole (Đ3.8).
    ConsultationForm { DraftDocument, Policy }
);

words!(
    /// Whether a consultation asks who comments.
    AskSender { No, Optional, Required }
);

words!(
    /// Where a consultation stands: computed from its dates, never from a flag.
    ConsultationPhase { Upcoming, Open, Closed }
);

words!(
    /// A comment of the public: nobody outside reads it before it is published.
    OpinionState { Received, Published, Refused }
);

words!(
    /// What became of a comment (bản tiếp thu, giải trình).
    OpinionOutcome { Accepted, Partly, NotAccepted }
);

words!(
    /// Why somebody finds that a page should not say what it says (Điều 8).
    ViolationReason { StateSecret, FalseInformation, PersonalData, Offensive, Copyright, Outdated, Other }
);

words!(ViolationState { Open, Decided });

words!(
    /// What the desk did about it.
    ViolationOutcome { Withdrawn, Corrected, NoViolation }
);

words!(
    /// How content a reader is with a page (NĐ 224/2026 Art. 10.3b).
    Satisfaction { Satisfied, Neutral, Dissatisfied }
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_the_glossary() {
        assert_eq!(Field::PropagandaEducation.word(), "propaganda_education");
        assert_eq!(State::read("field_review"), Some(State::FieldReview));
        assert_eq!(serde_json::to_string(&Role::DeputyEditorInChief).unwrap(), "\"deputy_editor_in_chief\"");
        assert_eq!(Kind::read("nonsense"), None);
        assert_eq!(Role::all().len(), 17);
    }
}
