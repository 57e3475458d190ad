//! The e-mails around notices, to people of the house.

use super::{Message, MessageShape, NAME, PORTAL, SITE, Standard, Value};

const CHOICE: Value = Value {
    name: "choice_link",
    about: ("Đường dẫn đến trang chọn cách nhận thư", "Link to the page for choosing how to be told"),
    sample: ("https://thanhdong.example/ban-lam-viec/tin-bao", "https://thanhdong.example/ban-lam-viec/tin-bao"),
    needed: false,
};

pub const NOTICE: Message = Message {
    shape: MessageShape::StaffMail,
    about: ("Thư báo ngay một việc", "An e-mail about one matter, at once"),
    values: &[
        NAME,
        Value {
            name: "line",
            about: ("Dòng tin báo", "The line of the notice"),
            sample: ("Đã đăng: “Ra quân tổng vệ sinh môi trường”", "Published: “Clean-up day”"),
            needed: true,
        },
        Value {
            name: "link",
            about: ("Đường dẫn đến việc", "Link to the matter"),
            sample: ("https://thanhdong.example/ban-lam-viec/noi-dung/…", "https://thanhdong.example/ban-lam-viec/noi-dung/…"),
            needed: true,
        },
        PORTAL,
        SITE,
        CHOICE,
    ],
    vi: Standard {
        subject: "{line}",
        body: "Kính gửi {name},\n\n{line}\n{link}\n\n--\n{portal}\nTin báo tự động, xin không trả lời thư này. Chọn cách nhận thư: {choice_link}",
    },
    en: Standard {
        subject: "{line}",
        body: "Dear {name},\n\n{line}\n{link}\n\n--\n{portal}\nAn automatic notice; please do not reply. Choose how to be told: {choice_link}",
    },
};

pub const DIGEST: Message = Message {
    shape: MessageShape::StaffMail,
    about: ("Thư gộp nhiều việc", "An e-mail that gathers several matters"),
    values: &[
        NAME,
        Value { name: "count", about: ("Số tin báo", "How many notices"), sample: ("2", "2"), needed: false },
        Value {
            name: "list",
            about: ("Danh sách việc, kèm đường dẫn", "The matters with their links"),
            sample: (
                "- Trả lại để sửa: “Lễ hội làng Đông”\nhttps://thanhdong.example/ban-lam-viec/noi-dung/…\n\n- Đã đăng: “Ra quân tổng vệ sinh môi trường”\nhttps://thanhdong.example/ban-lam-viec/noi-dung/…",
                "- Returned for mending: “Village festival”\nhttps://thanhdong.example/ban-lam-viec/noi-dung/…\n\n- Published: “Clean-up day”\nhttps://thanhdong.example/ban-lam-viec/noi-dung/…",
            ),
            needed: true,
        },
        PORTAL,
        SITE,
        CHOICE,
    ],
    vi: Standard {
        subject: "Tin báo: {count} việc",
        body: "Kính gửi {name},\n\nBạn có {count} tin báo chưa đọc:\n\n{list}\n\n--\n{portal}\nTin báo tự động, xin không trả lời thư này. Chọn cách nhận thư: {choice_link}",
    },
    en: Standard {
        subject: "Notices: {count}",
        body: "Dear {name},\n\nYou have {count} unread notices:\n\n{list}\n\n--\n{portal}\nAn automatic notice; please do not reply. Choose how to be told: {choice_link}",
    },
};
