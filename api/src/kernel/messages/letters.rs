//! E-mails to the senders of citizens' letters (Đ7.5): that something happened and where to read it. The code, never the secret,
//! never a word of the letter or of its answer: a mailbox is read by others too.

use super::{Message, MessageShape, NAME, PORTAL, SITE, Standard, Value};

const CODE: Value =
    Value { name: "code", about: ("Mã thư", "Code of the letter"), sample: ("26-7K3M-9QPX", "26-7K3M-9QPX"), needed: true };
const LINK: Value = Value {
    name: "link",
    about: ("Đường dẫn đến trang theo dõi thư", "Link to the page that follows letters"),
    sample: ("https://thanhdong.example/theo-doi-thu", "https://thanhdong.example/theo-doi-thu"),
    needed: true,
};
const DUE: Value = Value {
    name: "due",
    about: ("Hạn trả lời", "When the answer is due"),
    sample: ("17:00 ngày 14/12/2026", "17:00 on 14/12/2026"),
    needed: false,
};
const UNIT: Value = Value {
    name: "unit",
    about: ("Đơn vị xử lý thư", "The unit in charge of the letter"),
    sample: ("Phòng Kinh tế, Hạ tầng và Đô thị", "Economy, Infrastructure and Urban Office"),
    needed: false,
};

/// What every one of them ends with.
macro_rules! end {
    (vi) => {
        "\n\nTheo dõi thư tại: {link}\nCần mã thư và khóa tra cứu đã nhận khi gửi. Cổng không lưu khóa tra cứu và không bao giờ gửi khóa qua thư điện tử.\n\n--\n{portal}\n{site}\nThư tự động, xin không trả lời thư này."
    };
    (en) => {
        "\n\nFollow your letter at: {link}\nYou need its code and the secret you were given when you sent it. We keep no copy of the secret and never send it by e-mail.\n\n--\n{portal}\n{site}\nAn automatic e-mail; please do not reply."
    };
}

pub const RECEIVED: Message = Message {
    shape: MessageShape::OutsideMail,
    about: ("Đã nhận thư của người dân", "A citizen's letter has arrived"),
    values: &[NAME, CODE, DUE, LINK, PORTAL, SITE],
    vi: Standard {
        subject: "[{code}] Đã nhận thư của quý vị",
        body: concat!("Kính gửi {name},\n\n{portal} đã nhận thư mã {code} của quý vị.\nHạn trả lời: {due}.", end!(vi)),
    },
    en: Standard {
        subject: "[{code}] We have your letter",
        body: concat!("Dear {name},\n\nYour letter {code} has arrived.\nThe answer is due: {due}.", end!(en)),
    },
};

pub const FORWARDED: Message = Message {
    shape: MessageShape::OutsideMail,
    about: ("Thư được chuyển đến đơn vị xử lý", "A letter was passed on to the unit in charge"),
    values: &[NAME, CODE, UNIT, DUE, LINK, PORTAL, SITE],
    vi: Standard {
        subject: "[{code}] Thư của quý vị đã được chuyển đến đơn vị xử lý",
        body: concat!(
            "Kính gửi {name},\n\nThư mã {code} của quý vị đã được chuyển đến {unit} để xem xét, trả lời.\nHạn trả lời: {due}.",
            end!(vi)
        ),
    },
    en: Standard {
        subject: "[{code}] Your letter is with the unit in charge",
        body: concat!(
            "Dear {name},\n\nYour letter {code} was passed on to the unit that will answer it: {unit}.\nThe answer is due: {due}.",
            end!(en)
        ),
    },
};

pub const PROGRESS: Message = Message {
    shape: MessageShape::OutsideMail,
    about: ("Thông báo quá trình xử lý thư, có ngày hẹn mới", "How a letter is going, with a new date"),
    values: &[NAME, CODE, Value { needed: true, about: ("Ngày hẹn trả lời mới", "The new date of the answer"), ..DUE }, LINK, PORTAL, SITE],
    vi: Standard {
        subject: "[{code}] Thông báo quá trình xử lý thư",
        body: concat!(
            "Kính gửi {name},\n\nThư mã {code} của quý vị cần thêm thời gian. Ngày hẹn trả lời mới: {due}.\nLý do có trên trang theo dõi.",
            end!(vi)
        ),
    },
    en: Standard {
        subject: "[{code}] How your letter is going",
        body: concat!(
            "Dear {name},\n\nYour letter {code} takes longer. We promise the answer by {due}.\nThe reason stands on its page.",
            end!(en)
        ),
    },
};

pub const ANSWERED: Message = Message {
    shape: MessageShape::OutsideMail,
    about: ("Thư đã có trả lời", "A letter is answered"),
    values: &[NAME, CODE, LINK, PORTAL, SITE],
    vi: Standard {
        subject: "[{code}] Thư của quý vị đã có trả lời",
        body: concat!("Kính gửi {name},\n\nThư mã {code} của quý vị đã được trả lời. Nội dung trả lời có trên trang theo dõi.", end!(vi)),
    },
    en: Standard {
        subject: "[{code}] Your letter is answered",
        body: concat!("Dear {name},\n\nYour letter {code} is answered. The answer stands on its page.", end!(en)),
    },
};

/// Out of scope and complaints alike: neither the mailbox nor the list of e-mails tells which of them a letter was.
pub const WHERE_TO_TURN: Message = Message {
    shape: MessageShape::OutsideMail,
    about: ("Thư không thuộc thẩm quyền: hướng dẫn nơi có trách nhiệm", "A letter is not the ward's to settle: where to turn"),
    values: &[NAME, CODE, LINK, PORTAL, SITE],
    vi: Standard {
        subject: "[{code}] Hướng dẫn nơi có trách nhiệm giải quyết",
        body: concat!(
            "Kính gửi {name},\n\nThư mã {code} của quý vị không thuộc thẩm quyền giải quyết của phường. Lý do và nơi có trách nhiệm giải quyết có trên trang theo dõi.",
            end!(vi)
        ),
    },
    en: Standard {
        subject: "[{code}] Where to turn",
        body: concat!(
            "Dear {name},\n\nYour letter {code} is not the ward's to settle. Why, and where to turn, stands on its page.",
            end!(en)
        ),
    },
};

pub const REJECTED: Message = Message {
    shape: MessageShape::OutsideMail,
    about: ("Thư không được tiếp nhận", "A letter was not accepted"),
    values: &[NAME, CODE, LINK, PORTAL, SITE],
    vi: Standard {
        subject: "[{code}] Thư không được tiếp nhận",
        body: concat!("Kính gửi {name},\n\nThư mã {code} của quý vị không được tiếp nhận. Lý do có trên trang theo dõi.", end!(vi)),
    },
    en: Standard {
        subject: "[{code}] Your letter was not accepted",
        body: concat!("Dear {name},\n\nYour letter {code} was not accepted. The reason stands on its page.", end!(en)),
    },
};

pub const MERGED: Message = Message {
    shape: MessageShape::OutsideMail,
    about: ("Thư được trả lời chung với thư khác", "A letter is answered together with another one"),
    values: &[NAME, CODE, LINK, PORTAL, SITE],
    vi: Standard {
        subject: "[{code}] Thư được trả lời chung",
        body: concat!(
            "Kính gửi {name},\n\nThư mã {code} của quý vị cùng nội dung với một thư đã nhận và được trả lời chung với thư đó.",
            end!(vi)
        ),
    },
    en: Standard {
        subject: "[{code}] Answered together with another letter",
        body: concat!("Dear {name},\n\nAnother letter says the same as your letter {code}; both get one answer.", end!(en)),
    },
};
