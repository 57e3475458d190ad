//! One line for each kind of notice: what stands in the inbox of the desk and in e-mails.

use super::{Message, MessageName, MessageShape, Standard, Value};
use crate::kernel::notices::NoticeKind;

/// The message behind a notice.
pub fn line_of(kind: NoticeKind) -> MessageName {
    match kind {
        NoticeKind::TaskOpened => MessageName::LineTaskOpened,
        NoticeKind::TaskAssigned => MessageName::LineTaskAssigned,
        NoticeKind::ItemReturned => MessageName::LineItemReturned,
        NoticeKind::ItemRejected => MessageName::LineItemRejected,
        NoticeKind::ItemEdited => MessageName::LineItemEdited,
        NoticeKind::ItemApproved => MessageName::LineItemApproved,
        NoticeKind::ItemPublished => MessageName::LineItemPublished,
        NoticeKind::ItemWithdrawn => MessageName::LineItemWithdrawn,
        NoticeKind::ItemExpired => MessageName::LineItemExpired,
        NoticeKind::CommentAdded => MessageName::LineCommentAdded,
        NoticeKind::CoverSet => MessageName::LineCoverSet,
        NoticeKind::DutySet => MessageName::LineDutySet,
        NoticeKind::InvitationAccepted => MessageName::LineInvitationAccepted,
        NoticeKind::UrgentToCheck => MessageName::LineUrgentToCheck,
        NoticeKind::ClockWarning => MessageName::LineClockWarning,
        NoticeKind::ClockOverdue => MessageName::LineClockOverdue,
        NoticeKind::Reminded => MessageName::LineReminded,
    }
}

const ITEM: &[Value] = &[Value {
    name: "item",
    about: ("Tên nội dung, trong ngoặc kép", "Title of the item, in quotation marks"),
    sample: ("“Ra quân tổng vệ sinh môi trường”", "“Clean-up day”"),
    needed: false,
}];
const UNIT: &[Value] = &[Value {
    name: "unit",
    about: ("Tên đơn vị", "Name of the unit"),
    sample: ("Phòng Văn hóa - Xã hội", "Culture and Society Office"),
    needed: false,
}];
const MATTER: &[Value] = &[Value {
    name: "matter",
    about: ("Tên nội dung, hoặc “việc của” đơn vị", "Title of the item, or “a duty of” the unit"),
    sample: ("“Ra quân tổng vệ sinh môi trường”", "“Clean-up day”"),
    needed: false,
}];

const fn line(about: (&'static str, &'static str), values: &'static [Value], vi: &'static str, en: &'static str) -> Message {
    let (vi, en) = (Standard { subject: vi, body: "" }, Standard { subject: en, body: "" });
    Message { shape: MessageShape::Line, about, values, vi, en }
}

pub const TASK_OPENED: Message = line(
    ("Có việc chờ tôi hoặc đơn vị tôi xử lý", "A task waits for me or my unit"),
    ITEM,
    "Có việc chờ xử lý: {item}",
    "Waiting for a decision: {item}",
);
pub const TASK_ASSIGNED: Message =
    line(("Tôi được giao một việc", "A task was given to me"), ITEM, "Bạn được giao xử lý {item}", "You were given {item} to deal with");
pub const ITEM_RETURNED: Message =
    line(("Bài của tôi bị trả lại", "My text was returned"), ITEM, "Trả lại để sửa: {item}", "Returned for mending: {item}");
pub const ITEM_REJECTED: Message =
    line(("Bài của tôi không được duyệt", "My text was rejected"), ITEM, "Không duyệt: {item}", "Rejected: {item}");
pub const ITEM_EDITED: Message = line(
    ("Người duyệt sửa nhỏ bài của tôi", "The approver made a small edit in my text"),
    ITEM,
    "Người duyệt đã sửa nhỏ {item}",
    "The approver made a small edit in {item}",
);
pub const ITEM_APPROVED: Message = line(
    ("Bài của tôi đã duyệt, chờ đăng", "My text is approved and waits"),
    ITEM,
    "Đã duyệt, chờ đăng: {item}",
    "Approved, to be published: {item}",
);
pub const ITEM_PUBLISHED: Message = line(("Bài của tôi đã đăng", "My text is published"), ITEM, "Đã đăng: {item}", "Published: {item}");
pub const ITEM_WITHDRAWN: Message = line(("Bài bị gỡ", "A text was withdrawn"), ITEM, "Đã gỡ: {item}", "Withdrawn: {item}");
pub const ITEM_EXPIRED: Message = line(
    ("Hết thời gian hiển thị", "The time of display is over"),
    ITEM,
    "Hết thời gian hiển thị: {item}",
    "Its time of display is over: {item}",
);
pub const COMMENT_ADDED: Message =
    line(("Có ý kiến trên bài", "A comment on a text"), ITEM, "Có ý kiến mới trên {item}", "A new comment on {item}");
pub const COVER_SET: Message = line(("Có người làm thay", "Somebody stands in"), &[], "Có thay đổi về người làm thay", "A cover was set");
pub const DUTY_SET: Message = line(
    ("Tôi có ca trực", "I have a duty shift"),
    &[],
    "Bạn có ca trực duyệt tin khẩn mới",
    "You have a new duty shift for urgent notices",
);
pub const INVITATION_ACCEPTED: Message = line(
    ("Người được mời đã nhận tài khoản", "An invited person took up their account"),
    &[],
    "Người được mời đã nhận tài khoản",
    "An invited person has taken up their account",
);
pub const URGENT_TO_CHECK: Message = line(
    ("Tin khẩn chờ hậu kiểm", "An urgent notice waits for its check"),
    ITEM,
    "Tin khẩn chờ hậu kiểm: {item}",
    "An urgent notice waits for its check: {item}",
);
pub const CLOCK_WARNING: Message = line(("Sắp đến hạn", "Due soon"), MATTER, "Sắp đến hạn: {matter}", "Due soon: {matter}");
pub const CLOCK_OVERDUE: Message = line(("Quá hạn", "Overdue"), MATTER, "Quá hạn: {matter}", "Overdue: {matter}");
pub const REMINDED: Message = line(
    ("Đơn vị được đôn đốc (Điều 11 khoản 2 điểm b, đ)", "A unit is reminded (Article 11.2 b, đ)"),
    UNIT,
    "Đôn đốc: {unit} còn việc đến hạn hoặc quá hạn",
    "Reminder: {unit} has duties due or overdue",
);
