//! E-mails that tell what became of what somebody sent: an opinion on a draft (Đ3.8), a report of a violation.

use super::{Message, MessageShape, NAME, PORTAL, SITE, Standard, Value};

const TRACKING: Value = Value {
    name: "tracking",
    about: ("Đường dẫn đến trang tra cứu bằng mã và mã bí mật", "Link to the page that is opened with code and secret"),
    sample: ("https://thanhdong.example/gop-y", "https://thanhdong.example/gop-y"),
    needed: false,
};

/// Nothing of the opinion stands in it: its sender finds that with code and secret.
pub const OPINION: Message = Message {
    shape: MessageShape::OutsideMail,
    about: ("Báo cáo tiếp thu, giải trình đã công bố (gửi người góp ý)", "The reception report is out (to who commented)"),
    values: &[
        NAME,
        Value { name: "code", about: ("Mã ý kiến", "Code of the comment"), sample: ("GY-7K2M9QXA", "GY-7K2M9QXA"), needed: true },
        Value {
            name: "title",
            about: ("Tên báo cáo", "Title of the report"),
            sample: (
                "Báo cáo tiếp thu, giải trình ý kiến về dự thảo quy định giữ xe",
                "Report on the comments on the draft rules for parking",
            ),
            needed: false,
        },
        Value {
            name: "link",
            about: ("Đường dẫn đến báo cáo", "Link to the report"),
            sample: ("https://thanhdong.example/tiep-thu-giai-trinh/…", "https://thanhdong.example/tiep-thu-giai-trinh/…"),
            needed: true,
        },
        TRACKING,
        PORTAL,
        SITE,
    ],
    vi: Standard {
        subject: "Kết quả tiếp thu ý kiến góp ý của quý vị",
        body: "Kính gửi {name},\n\nÝ kiến góp ý mã {code} của quý vị đã được xem xét. Báo cáo tiếp thu, giải trình đã được công bố:\n\n{title}\n{link}\n\nDùng mã và mã bí mật đã nhận khi gửi để xem kết quả riêng của ý kiến này:\n{tracking}\n\n--\n{portal}\n{site}\nThư tự động, xin không trả lời thư này.",
    },
    en: Standard {
        subject: "What became of your comment",
        body: "Dear {name},\n\nYour comment {code} was considered. The report on all comments is published:\n\n{title}\n{link}\n\nWith the code and the secret you were given you find what became of this comment:\n{tracking}\n\n--\n{portal}\n{site}\nAn automatic e-mail; please do not reply.",
    },
};

const VIOLATION: &[Value] = &[
    NAME,
    Value { name: "code", about: ("Mã báo cáo", "Code of the report"), sample: ("VP-7K2M9QXA", "VP-7K2M9QXA"), needed: true },
    Value {
        name: "reason",
        about: ("Nội dung trả lời người báo", "What the reporter is told"),
        sample: ("Ảnh đăng khi chưa được đồng ý; xin cảm ơn quý vị.", "The picture was published without consent; thank you."),
        needed: true,
    },
    Value { sample: ("https://thanhdong.example/bao-vi-pham/tra-cuu", "https://thanhdong.example/bao-vi-pham/tra-cuu"), ..TRACKING },
    PORTAL,
    SITE,
];

macro_rules! violation {
    ($about:expr, $vi:literal, $en:literal) => {
        Message {
            shape: MessageShape::OutsideMail,
            about: $about,
            values: VIOLATION,
            vi: Standard {
                subject: "Kết quả xử lý báo cáo {code}",
                body: concat!(
                    "Kính gửi {name},\n\nBáo cáo mã {code} của quý vị đã được xử lý: ",
                    $vi,
                    "\n\n{reason}\n\nDùng mã và mã bí mật để xem lại:\n{tracking}\n\n--\n{portal}\n{site}\nThư tự động, xin không trả lời thư này."
                ),
            },
            en: Standard {
                subject: "What became of your report {code}",
                body: concat!(
                    "Dear {name},\n\nYour report {code} was dealt with: ",
                    $en,
                    "\n\n{reason}\n\nWith code and secret you may read it again:\n{tracking}\n\n--\n{portal}\n{site}\nAn automatic e-mail; please do not reply."
                ),
            },
        }
    };
}

pub const VIOLATION_WITHDRAWN: Message = violation!(
    ("Báo cáo vi phạm: nội dung đã gỡ", "A reported violation: the page was withdrawn"),
    "nội dung đã được gỡ.",
    "the page was withdrawn."
);
pub const VIOLATION_CORRECTED: Message = violation!(
    ("Báo cáo vi phạm: nội dung đã sửa", "A reported violation: the page was corrected"),
    "nội dung đã được sửa.",
    "the page was corrected."
);
pub const VIOLATION_NOT_FOUND: Message = violation!(
    ("Báo cáo vi phạm: chưa thấy vi phạm", "A reported violation: none was found"),
    "chưa thấy vi phạm.",
    "no violation was found."
);
