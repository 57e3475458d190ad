//! The one table role → permission (`domain.md` §1). A role that is not named for a permission does not have it.

use serde::Serialize;
use utoipa::ToSchema;

use crate::kernel::words::Role;

/// What a role may do in general; object rules narrow it further.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// Create items and write on those of one's own unit.
    ItemWrite,
    /// Hand an item in for review.
    ItemSubmit,
    /// Write on any item in `editing` (Tổ Thư ký, Đ11.3b).
    ItemEditSubmitted,
    /// Put an edited item before the board (Đ11.3b).
    ItemSendUp,
    /// Decide field review tasks of one's unit (Đ12–14).
    FieldReview,
    /// Give the board's approval (Đ11.1, Đ11.3b).
    BoardApprove,
    /// Take a publication away, archive it, restore it (Đ8.1c).
    ItemWithdraw,
    /// See every item from `submitted` on.
    ItemReadSubmitted,
    /// See every item that is decided (Đ5.3).
    ItemReadDecided,
    /// Upload pictures and describe them.
    MediaWrite,
    /// Read the history of what one may see.
    HistoryRead,
    /// Accounts and roles.
    UserManage,
    /// Structure and settings of the site.
    SiteManage,
    /// Propose changes of the section tree, menus, topics, life events (Đ11.3b, Đ13.8).
    SectionPropose,
    /// Assign roles, form bodies, keep the registers of contributors and participants.
    RoleAssign,
    /// Set who stands in for whom while somebody is away.
    CoverSet,
    /// Routing rules, lists of words, reorganisation.
    RoutingManage,
    /// Re-route a task and give it to somebody else.
    TaskAssign,
    /// Calendars, deadline rules, extensions.
    ClockManage,
    /// Running clocks of one's own unit, and those of all for who may read what is submitted.
    ClockRead,
    /// Keep the register of outgoing documents.
    RegisterWrite,
    /// Keep the event log of one's unit (Đ16).
    EventWrite,
    /// Orientation notices (narrowed to the Party Building Committee, Đ14.1), plans and quotas.
    PlanManage,
    /// Fill and publish an approved urgent template; with the board, publish at once with a reason.
    UrgentPublish,
    /// Urgent templates and the duty roster.
    UrgentManage,
    /// The whole change log, its export and its proof.
    AuditRead,
    /// Citizens' letters as they come in: classify, forward, merge, turn away (Đ7.5a).
    LetterIntake,
    /// Answer the letters that were forwarded to one's unit (Đ7.5b).
    LetterAnswer,
    /// Approve and send the answers of one's unit.
    LetterApprove,
}

use Permission::*;

const CONTRIBUTOR: &[Permission] = &[ItemWrite, ItemSubmit, MediaWrite, HistoryRead];
const WRITER: &[Permission] = &[ItemWrite, ItemSubmit, MediaWrite, HistoryRead, ClockRead, EventWrite, LetterAnswer];
const RECORDS: &[Permission] = &[ItemWrite, ItemSubmit, MediaWrite, HistoryRead, ClockRead, EventWrite, RegisterWrite, LetterAnswer];
const REVIEWER: &[Permission] = &[ItemWrite, ItemSubmit, MediaWrite, HistoryRead, ClockRead, FieldReview, SectionPropose];
const SECRETARY: &[Permission] = &[
    ItemWrite,
    ItemSubmit,
    ItemEditSubmitted,
    ItemSendUp,
    ItemWithdraw,
    ItemReadSubmitted,
    MediaWrite,
    HistoryRead,
    CoverSet,
    RoutingManage,
    TaskAssign,
    ClockManage,
    ClockRead,
    RegisterWrite,
    EventWrite,
    PlanManage,
    UrgentManage,
    LetterIntake,
    SectionPropose,
];
const CHIEF: &[Permission] = &[
    ItemWrite,
    ItemSubmit,
    BoardApprove,
    ItemWithdraw,
    ItemReadSubmitted,
    MediaWrite,
    HistoryRead,
    RoleAssign,
    CoverSet,
    RoutingManage,
    TaskAssign,
    ClockManage,
    ClockRead,
    PlanManage,
    UrgentPublish,
    UrgentManage,
    AuditRead,
    LetterIntake,
    LetterApprove,
    SectionPropose,
];

/// Answers for the unit's obligations (Đ6.10) and says who stands in there.
const UNIT_HEAD: &[Permission] =
    &[ItemWrite, ItemSubmit, MediaWrite, HistoryRead, ClockRead, EventWrite, CoverSet, LetterAnswer, LetterApprove, SectionPropose];

/// What a role may do.
pub fn of(role: Role) -> &'static [Permission] {
    match role {
        Role::EditorInChief | Role::DeputyEditorInChief => CHIEF,
        Role::BoardSecretary | Role::SecretariatMember => SECRETARY,
        Role::BoardMember => &[ItemReadSubmitted, HistoryRead, ClockRead],
        Role::FieldReviewer | Role::SectionOwner => REVIEWER,
        Role::UnitHead => UNIT_HEAD,
        Role::UnitEditor => WRITER,
        Role::Contributor => CONTRIBUTOR,
        Role::RecordsClerk => RECORDS,
        Role::WardChair => &[ItemReadDecided, HistoryRead, ClockRead, AuditRead],
        Role::Auditor => &[ItemReadSubmitted, ItemReadDecided, HistoryRead, ClockRead, AuditRead],
        Role::TechnicalAdministrator => &[UserManage, SiteManage, RoleAssign, RoutingManage, SectionPropose],
        Role::DutyApprover => &[UrgentPublish],
        // Their room (money) is not built yet: until then the role opens nothing.
        Role::BudgetAppraiser | Role::Accountant => &[],
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;

    use super::*;

    #[test]
    fn the_technical_administrator_has_no_editorial_power_and_the_auditor_changes_nothing() {
        let editorial = [ItemWrite, ItemSubmit, ItemEditSubmitted, ItemSendUp, FieldReview, BoardApprove, ItemWithdraw];
        for p in editorial {
            assert!(!of(Role::TechnicalAdministrator).contains(&p));
            assert!(!of(Role::Auditor).contains(&p));
            assert!(!of(Role::WardChair).contains(&p));
        }
    }

    #[test]
    fn only_the_head_and_the_deputies_approve() {
        for role in Role::iter() {
            let chief = matches!(role, Role::EditorInChief | Role::DeputyEditorInChief);
            assert_eq!(of(role).contains(&BoardApprove), chief, "{role}");
        }
    }
}
