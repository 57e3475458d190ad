//! The closed lists of telling people: what they are told of, and how.

use sea_orm::{DeriveActiveEnum, EnumIter, Iterable};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::words::words;

words!(
    /// What a notice is about.
    NoticeKind {
        /// A task waits for me, or for a unit or body that I decide for.
        TaskOpened,
        /// A task was given to me.
        TaskAssigned,
        ItemReturned,
        ItemRejected,
        /// A small edit by who approved it.
        ItemEdited,
        ItemApproved,
        ItemPublished,
        ItemWithdrawn,
        ItemExpired,
        CommentAdded,
        /// Somebody stands in for me, or I for somebody.
        CoverSet,
        DutySet,
        InvitationAccepted,
        /// An urgent notice came out and waits for its check (hậu kiểm).
        UrgentToCheck,
        ClockWarning,
        ClockOverdue,
        /// Somebody reminds my unit of what it owes (Đ11.2b, đ).
        Reminded,
        /// Letters of citizens wait to be classified.
        LetterArrived,
        /// A letter was forwarded to my unit, or its sender asks once more.
        LetterForwarded,
        /// A letter came back to intake, or its drafted answer to me.
        LetterReturned,
        /// The answer to a letter waits for approval.
        LetterToApprove,
        /// A sender asks about their own data.
        DataRightAsked,
        /// A change of sections, menus, topics waits for the board.
        StructureProposed,
        StructureDecided,
        /// A consultation has closed: its comments are to be answered.
        ConsultationClosed,
        /// Somebody reports that a public page breaks the rules.
        ViolationReported,
    }
);

words!(
    /// How a person wants e-mail. In the app everybody is always told.
    MailChoice { AtOnce, Digest, None }
);

words!(
    /// How the delivery of an e-mail goes. `dropped`: at its time there was nothing left to say or nobody to say it to.
    DeliveryState { Waiting, Sent, Dead, Dropped }
);
