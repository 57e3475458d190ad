//! Shapes of people, roles and registers.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::invitations::Link;
use crate::access::Permission;
use crate::http::{Code, Problem};
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::preset::Preset;
use crate::kernel::public::UnitName;
use crate::kernel::qr;
use crate::kernel::words::{BodyKind, BodyPosition, ContributorStatus, Field, RequestState, Role, UnitKind};

/// A person by name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PersonName {
    pub id: Uuid,
    #[schema(example = "Nguyễn Văn An")]
    pub display_name: String,
}

/// Whether an account may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum UserState {
    Invited,
    Active,
    Disabled,
}

impl UserState {
    pub fn read(word: &str) -> Self {
        match word {
            "active" => Self::Active,
            "invited" => Self::Invited,
            _ => Self::Disabled,
        }
    }
}

/// A person in the list.
#[derive(Serialize, ToSchema)]
pub struct UserRow {
    pub id: Uuid,
    #[schema(example = "annv")]
    pub username: String,
    #[schema(example = "Nguyễn Văn An")]
    pub display_name: String,
    #[schema(example = "Chuyên viên")]
    pub position: String,
    pub unit: Option<UnitName>,
    pub state: UserState,
    /// Held today.
    pub roles: Vec<HeldView>,
    /// Away today.
    pub away: bool,
}

/// A person whole.
#[derive(Serialize, ToSchema)]
pub struct UserDetail {
    #[serde(flatten)]
    pub row: UserRow,
    /// Told when the person is read, to whoever manages accounts and to oneself; every look is logged.
    #[schema(example = "an@vidu.vn")]
    pub email: Option<String>,
    /// Every assignment there ever was, the latest first.
    pub assignments: Vec<AssignmentView>,
    pub absences: Vec<AbsenceView>,
    /// An invitation that waits to be used.
    #[schema(example = "2026-11-30T08:00:00+07:00", format = DateTime)]
    pub invited_until: Option<String>,
}

/// An assignment as it stands on record.
#[derive(Serialize, ToSchema)]
pub struct AssignmentView {
    pub id: Uuid,
    pub role: Role,
    pub unit: Option<UnitName>,
    /// Empty means every field.
    pub fields: Vec<Field>,
    /// Empty means every section.
    pub sections: Vec<Uuid>,
    #[schema(example = "2026-10-01")]
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    #[schema(example = "1026/QĐ-UBND")]
    pub decision_number: Option<String>,
    pub decision_date: Option<NaiveDate>,
    /// In whose place.
    pub delegated_by: Option<PersonName>,
    /// It was opened by the forming of a body.
    pub by_body: bool,
    /// It was ended before its time.
    pub ended: bool,
}

/// Where a role comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Via {
    Assignment,
    Body,
    Delegation,
    Cover,
}

/// A role as held on a day.
#[derive(Serialize, ToSchema)]
pub struct HeldView {
    pub assignment_id: Uuid,
    pub role: Role,
    pub via: Via,
    pub unit: Option<UnitName>,
    pub fields: Vec<Field>,
    pub sections: Vec<Uuid>,
    #[schema(example = "2026-10-01")]
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    #[schema(example = "1026/QĐ-UBND")]
    pub decision_number: Option<String>,
    pub decision_date: Option<NaiveDate>,
    /// In whose place.
    pub delegated_by: Option<PersonName>,
    /// The number of the decision that formed the body.
    #[schema(example = "1026/QĐ-UBND")]
    pub body: Option<String>,
}

/// A permission and the roles (by their place in `roles`) that open it.
#[derive(Serialize, ToSchema)]
pub struct Ability {
    pub permission: Permission,
    pub from: Vec<usize>,
}

/// What a person may do on a day, and why.
#[derive(Serialize, ToSchema)]
pub struct Abilities {
    pub user: PersonName,
    #[schema(example = "2026-11-23")]
    pub on: NaiveDate,
    /// The account may be used (now: an account's state has no dates).
    pub active: bool,
    pub preset: Preset,
    pub roles: Vec<HeldView>,
    /// Turns on the duty roster that touch the day; a permission that no role opens comes from them, while they last.
    pub shifts: Vec<ShiftHeld>,
    pub permissions: Vec<Ability>,
}

/// A turn on the duty roster.
#[derive(Serialize, ToSchema)]
pub struct ShiftHeld {
    #[schema(example = "2026-11-23T17:00:00+07:00")]
    pub from: String,
    #[schema(example = "2026-11-24T07:30:00+07:00")]
    pub to: String,
    /// As the substitute of somebody else.
    pub substitute: bool,
}

/// Who stands in, and in what.
#[derive(Serialize, ToSchema)]
pub struct CoverView {
    pub cover: PersonName,
    /// Absent: in everything that no other cover names.
    pub assignment_id: Option<Uuid>,
    pub role: Option<Role>,
}

/// Days on which a person is away.
#[derive(Serialize, ToSchema)]
pub struct AbsenceView {
    pub id: Uuid,
    pub user: PersonName,
    #[schema(example = "2026-12-01")]
    pub from: NaiveDate,
    #[schema(example = "2026-12-05")]
    pub to: NaiveDate,
    pub covers: Vec<CoverView>,
    pub set_by: Option<PersonName>,
    pub cancelled: bool,
}

/// A member of a body.
#[derive(Serialize, ToSchema)]
pub struct MemberView {
    pub user: PersonName,
    pub position: BodyPosition,
    pub role: Role,
}

/// A body as a decision formed it.
#[derive(Serialize, ToSchema)]
pub struct BodyView {
    pub id: Uuid,
    pub kind: BodyKind,
    #[schema(example = "1026/QĐ-UBND")]
    pub decision_number: String,
    #[schema(example = "2026-10-01")]
    pub decision_date: NaiveDate,
    #[schema(example = "2026-10-01")]
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    /// The last day, when another body took its place.
    pub ended_on: Option<NaiveDate>,
    /// It stands today.
    pub current: bool,
    pub members: Vec<MemberView>,
}

/// An assignment that a new body ends.
#[derive(Serialize, ToSchema)]
pub struct EndedView {
    pub user: PersonName,
    pub role: Role,
    #[schema(example = "2026-11-30")]
    pub last_day: NaiveDate,
}

/// A body and what its forming ended.
#[derive(Serialize, ToSchema)]
pub struct FormedView {
    pub body: BodyView,
    pub ended: Vec<EndedView>,
}

/// An entry of the contributors' register (Đ11.2d).
#[derive(Serialize, ToSchema)]
pub struct ContributorView {
    pub user: PersonName,
    pub unit: Option<UnitName>,
    pub status: ContributorStatus,
    pub fields: Vec<Field>,
    #[schema(example = "Tổ dân phố số 5")]
    pub area: Option<String>,
    #[schema(example = "2026-01-05")]
    pub since: NaiveDate,
    pub decision_number: Option<String>,
    pub decision_date: Option<NaiveDate>,
    /// Items handed in.
    #[schema(example = 12)]
    pub sent: u64,
    /// Of these, published at some time.
    #[schema(example = 9)]
    pub published: u64,
    #[schema(example = "2026-11-20T08:00:00+07:00", format = DateTime)]
    pub last_sent_at: Option<String>,
    #[schema(example = 1)]
    pub version: i64,
}

/// Something a contributor handed in.
#[derive(Serialize, ToSchema)]
pub struct WorkView {
    pub id: Uuid,
    #[schema(example = "Ra quân tổng vệ sinh môi trường")]
    pub title: String,
    #[schema(example = "2026-11-20T08:00:00+07:00", format = DateTime)]
    pub submitted_at: Option<String>,
    /// Where the public finds it.
    pub path: Option<String>,
}

/// Kinds of participants (Đ1.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ParticipantKind {
    Enterprise,
    Cooperative,
    Person,
}

impl ParticipantKind {
    pub fn unit_kind(self) -> UnitKind {
        match self {
            Self::Enterprise => UnitKind::Enterprise,
            Self::Cooperative => UnitKind::Cooperative,
            Self::Person => UnitKind::Person,
        }
    }

    pub fn of(kind: UnitKind) -> Self {
        match kind {
            UnitKind::Enterprise => Self::Enterprise,
            UnitKind::Cooperative => Self::Cooperative,
            _ => Self::Person,
        }
    }
}

/// A request to publish, without how to reach the sender.
#[derive(Serialize, ToSchema)]
pub struct ParticipantView {
    pub id: Uuid,
    #[schema(example = "DK-7K2M9QXA")]
    pub code: String,
    pub kind: ParticipantKind,
    #[schema(example = "Hợp tác xã Ví Dụ Xanh")]
    pub name: String,
    #[schema(example = "Giới thiệu rau an toàn của hợp tác xã")]
    pub purpose: String,
    pub state: RequestState,
    #[schema(example = "2026-11-23T08:00:00+07:00", format = DateTime)]
    pub created_at: String,
    pub decided_at: Option<String>,
    pub decided_by: Option<PersonName>,
    /// Why it was refused.
    pub refusal: Option<String>,
    pub unit_id: Option<Uuid>,
    pub user_id: Option<Uuid>,
}

/// How to reach who asks: personal data, for the handling office; every look is logged.
#[derive(Serialize, ToSchema)]
pub struct ContactView {
    #[schema(example = "Trần Thị Bình")]
    pub person_name: String,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub address: Option<String>,
}

/// A request whole.
#[derive(Serialize, ToSchema)]
pub struct ParticipantDetail {
    #[serde(flatten)]
    pub request: ParticipantView,
    pub contact: Option<ContactView>,
}

/// A link by which a person sets their own password. It is told once.
#[derive(Serialize, ToSchema)]
pub struct LinkView {
    #[schema(example = "https://thanhdong.example/loi-moi#3q2-7w")]
    pub url: String,
    /// The link as a QR code, an SVG image.
    pub qr_svg: String,
    #[schema(example = "2026-11-30T08:00:00+07:00", format = DateTime)]
    pub expires_at: String,
    /// For a new password, not for coming in.
    pub reset: bool,
}

impl LinkView {
    pub fn of(link: Link) -> Result<Self, Problem> {
        let qr_svg = qr::svg(&link.url).map_err(|_| Problem::new(Code::Internal))?;
        Ok(Self { qr_svg, url: link.url, expires_at: rfc3339_vn(link.expires_at), reset: link.reset })
    }
}

/// A person and the link that lets them in.
#[derive(Serialize, ToSchema)]
pub struct InvitedView {
    pub id: Uuid,
    #[schema(example = "annv")]
    pub username: String,
    #[schema(example = "Nguyễn Văn An")]
    pub display_name: String,
    #[schema(example = "Chuyên viên")]
    pub position: String,
    pub link: LinkView,
}
