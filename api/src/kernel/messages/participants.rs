//! E-mails to those who ask to publish on the portal (Đ1.4).

use super::{Message, MessageShape, NAME, PORTAL, SITE, Standard, Value};

const CODE: Value =
    Value { name: "code", about: ("Mã đăng ký", "Code of the request"), sample: ("DK-7K2M9QXA", "DK-7K2M9QXA"), needed: true };

pub const RECEIVED: Message = Message {
    shape: MessageShape::OutsideMail,
    about: ("Đã nhận đăng ký cung cấp thông tin", "A request to publish has arrived"),
    values: &[NAME, CODE, PORTAL, SITE],
    vi: Standard {
        subject: "Đã nhận đăng ký {code}",
        body: "Kính gửi {name},\n\n{portal} đã nhận đăng ký cung cấp thông tin của quý vị. Mã đăng ký: {code}.\nPhòng Văn hóa - Xã hội sẽ xem xét và trả lời quý vị. Xin giữ mã này để tiện liên hệ.\n\n--\n{portal}\n{site}\nThư tự động, xin không trả lời thư này.",
    },
    en: Standard {
        subject: "We have your request {code}",
        body: "Dear {name},\n\nYour request to publish on {portal} has arrived. Its code is {code}.\nThe Culture and Society Office will consider it and answer you. Please keep the code.\n\n--\n{portal}\n{site}\nAn automatic e-mail; please do not reply.",
    },
};

pub const ACCEPTED: Message = Message {
    shape: MessageShape::OutsideMail,
    about: ("Đăng ký được chấp nhận", "A request to publish was accepted"),
    values: &[NAME, CODE, PORTAL, SITE],
    vi: Standard {
        subject: "Đăng ký {code} được chấp nhận",
        body: "Kính gửi {name},\n\nĐăng ký cung cấp thông tin {code} của quý vị trên {portal} đã được chấp nhận. Phòng Văn hóa - Xã hội sẽ trao cho quý vị đường dẫn riêng để mở tài khoản cộng tác viên.\n\n--\n{portal}\n{site}\nThư tự động, xin không trả lời thư này.",
    },
    en: Standard {
        subject: "Your request {code} is accepted",
        body: "Dear {name},\n\nYour request {code} to publish on {portal} is accepted. The Culture and Society Office will hand you a link of your own to open a contributor's account.\n\n--\n{portal}\n{site}\nAn automatic e-mail; please do not reply.",
    },
};

pub const REFUSED: Message = Message {
    shape: MessageShape::OutsideMail,
    about: ("Đăng ký không được chấp nhận", "A request to publish was refused"),
    values: &[
        NAME,
        CODE,
        Value {
            name: "reason",
            about: ("Lý do", "The reason"),
            sample: ("Nội dung quảng cáo không thuộc phạm vi của Cổng.", "Advertising is outside the scope of the portal."),
            needed: true,
        },
        PORTAL,
        SITE,
    ],
    vi: Standard {
        subject: "Về đăng ký {code}",
        body: "Kính gửi {name},\n\nRất tiếc, đăng ký cung cấp thông tin {code} của quý vị trên {portal} chưa được chấp nhận.\nLý do: {reason}\n\n--\n{portal}\n{site}\nThư tự động, xin không trả lời thư này.",
    },
    en: Standard {
        subject: "About your request {code}",
        body: "Dear {name},\n\nWe are sorry: your request {code} to publish on {portal} was not accepted.\nReason: {reason}\n\n--\n{portal}\n{site}\nAn automatic e-mail; please do not reply.",
    },
};
