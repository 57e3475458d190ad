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
        NoticeKind::StructureProposed => MessageName::LineStructureProposed,
        NoticeKind::StructureDecided => MessageName::LineStructureDecided,
        NoticeKind::ConsultationClosed => MessageName::LineConsultationClosed,
        NoticeKind::ViolationReported => MessageName::LineViolationReported,
        NoticeKind::LetterArrived => MessageName::LineLetterArrived,
        NoticeKind::LetterForwarded => MessageName::LineLetterForwarded,
        NoticeKind::LetterReturned => MessageName::LineLetterReturned,
        NoticeKind::LetterToApprove => MessageName::LineLetterToApprove,
        NoticeKind::DataRightAsked => MessageName::LineDataRightAsked,
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
pub const STRUCTURE_PROPOSED: Message = line(
    ("Có đề xuất về chuyên mục, bố cục", "A change of sections or layout was proposed"),
    &[],
    "Có đề xuất về chuyên mục, bố cục chờ Ban Biên tập duyệt",
    "A change of sections or layout waits for the board",
);
pub const STRUCTURE_DECIDED: Message = line(
    ("Đề xuất của tôi đã có quyết định", "My proposal was decided"),
    &[],
    "Đề xuất về chuyên mục, bố cục của bạn đã có quyết định",
    "Your proposal about sections or layout was decided",
);
pub const CONSULTATION_CLOSED: Message = line(
    ("Một đợt lấy ý kiến đã kết thúc", "A consultation has closed"),
    &[],
    "Một đợt lấy ý kiến đã kết thúc: cần tiếp thu, giải trình",
    "A consultation has closed: its comments are to be answered",
);
pub const VIOLATION_REPORTED: Message = line(
    ("Có báo cáo nội dung vi phạm", "A violation was reported"),
    &[],
    "Có báo cáo nội dung vi phạm chờ xử lý",
    "A report of a violation waits",
);
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

// Citizens' letters.
pub const LETTER_ARRIVED: Message = line(
    ("Có thư của người dân chờ phân loại", "Letters wait to be classified"),
    &[],
    "Có thư của người dân chờ phân loại",
    "Letters of citizens wait to be classified",
);
pub const LETTER_FORWARDED: Message = line(
    ("Thư của người dân chuyển đến đơn vị tôi", "A letter was forwarded to my unit"),
    UNIT,
    "Có thư của người dân chuyển đến {unit}",
    "A citizen's letter was forwarded to {unit}",
);
pub const LETTER_RETURNED: Message = line(
    ("Thư hoặc bản trả lời được chuyển lại", "A letter or a drafted answer came back"),
    &[],
    "Một thư của người dân được chuyển lại",
    "A citizen's letter came back",
);
pub const LETTER_TO_APPROVE: Message = line(
    ("Trả lời thư chờ duyệt", "An answer waits for approval"),
    UNIT,
    "Trả lời thư của người dân chờ duyệt ({unit})",
    "An answer to a citizen waits for approval ({unit})",
);
pub const DATA_RIGHT_ASKED: Message = line(
    ("Có yêu cầu về dữ liệu cá nhân của người gửi thư", "A sender asks about their own data"),
    &[],
    "Có yêu cầu về dữ liệu cá nhân của người gửi thư",
    "A sender asks about their own data",
);
