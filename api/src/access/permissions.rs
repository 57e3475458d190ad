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
}

use Permission::*;

const WRITER: &[Permission] = &[ItemWrite, ItemSubmit, MediaWrite, HistoryRead];
const REVIEWER: &[Permission] = &[ItemWrite, ItemSubmit, MediaWrite, HistoryRead, FieldReview];
const SECRETARY: &[Permission] =
    &[ItemWrite, ItemSubmit, ItemEditSubmitted, ItemSendUp, ItemWithdraw, ItemReadSubmitted, MediaWrite, HistoryRead];
const CHIEF: &[Permission] = &[ItemWrite, ItemSubmit, BoardApprove, ItemWithdraw, ItemReadSubmitted, MediaWrite, HistoryRead];

/// What a role may do.
pub fn of(role: Role) -> &'static [Permission] {
    match role {
        Role::EditorInChief | Role::DeputyEditorInChief => CHIEF,
        Role::BoardSecretary | Role::SecretariatMember => SECRETARY,
        Role::BoardMember => &[ItemReadSubmitted, HistoryRead],
        Role::FieldReviewer | Role::SectionOwner => REVIEWER,
        Role::UnitHead | Role::UnitEditor | Role::Contributor => WRITER,
        Role::RecordsClerk => WRITER,
        Role::WardChair => &[ItemReadDecided, HistoryRead],
        Role::Auditor => &[ItemReadSubmitted, ItemReadDecided, HistoryRead],
        Role::TechnicalAdministrator => &[UserManage, SiteManage],
        // Their rooms (urgent notices, money) are not built yet: until then the role opens nothing.
        Role::DutyApprover | Role::BudgetAppraiser | Role::Accountant => &[],
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
