//! Officials (Đ3.11): name, position, unit, telephone, official e-mail, all five; of leaders also duties and a short
//! biography. The portrait is the lead picture.

use chrono::NaiveDate;
use serde_json::json;

use super::fields::{FieldShape, Input, line_of, of, text_of};
use super::{Described, Linked, Rules, details, in_order, required};
use crate::features::newsroom::content::Content;
use crate::http::FieldError;
use crate::store::publications::{Key, KeyValue};

details! {
    Official as OfficialDetails {
        #[schema(max_length = 200)]
        pub full_name: Option<String>,
        #[schema(max_length = 300, example = "Phó Chủ tịch UBND phường")]
        pub position: Option<String>,
        #[schema(max_length = 300)]
        pub unit_name: Option<String>,
        #[schema(max_length = 50)]
        pub phone: Option<String>,
        /// The official one.
        #[schema(max_length = 200)]
        pub email: Option<String>,
        pub leader: Option<bool>,
        #[schema(max_length = 10000)]
        pub duties: Option<String>,
        /// Of leaders: short.
        #[schema(max_length = 10000)]
        pub biography: Option<String>,
        pub term_from: Option<NaiveDate>,
        pub term_to: Option<NaiveDate>,
        /// When and where citizens are received.
        #[schema(max_length = 500)]
        pub reception: Option<String>,
        /// Place in the list: small numbers first.
        #[schema(minimum = 0, maximum = 9999)]
        pub order: Option<i64>,
    }
}

impl Described for Official {
    fn fields() -> Vec<FieldShape> {
        vec![
            line_of("full_name", 200, "Họ và tên", "Name").required().filter().hint(
                "Năm điều bắt buộc của Đ3.11: tên, chức vụ, đơn vị, điện thoại, thư công vụ.",
                "The five facts of Đ3.11: name, position, unit, telephone, official e-mail.",
            ),
            line_of("position", 300, "Chức vụ", "Position").required().filter().in_list(),
            line_of("unit_name", 300, "Đơn vị", "Unit").required().filter().in_list(),
            line_of("phone", 50, "Điện thoại công vụ", "Official telephone").required().in_list(),
            line_of("email", 200, "Thư điện tử công vụ", "Official e-mail").required().in_list(),
            of("leader", Input::Flag, "Là lãnh đạo", "Is a leader").filter().unseen(),
            text_of("duties", 10_000, "Nhiệm vụ được phân công", "Duties"),
            text_of("biography", 10_000, "Tóm tắt tiểu sử", "Short biography")
                .hint("Bắt buộc với lãnh đạo; không ghi thông tin gia đình, nơi ở.", "Required of leaders; nothing of family or home."),
            of("term_from", Input::Date, "Nhiệm kỳ từ", "Term from"),
            of("term_to", Input::Date, "Nhiệm kỳ đến", "Term until"),
            line_of("reception", 500, "Lịch tiếp công dân", "Receives citizens"),
            of("order", Input::Number, "Thứ tự trong danh sách", "Place in the list").unseen(),
        ]
    }
}

/// An address that can be written to; the desk means official ones.
pub(super) fn check_email(email: Option<&String>, faults: &mut Vec<FieldError>) {
    let good = |text: &str| {
        let mut parts = text.split('@');
        let (Some(name), Some(host), None) = (parts.next(), parts.next(), parts.next()) else { return false };
        !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.') && !text.contains(char::is_whitespace)
    };
    if email.is_some_and(|text| !good(text)) {
        faults.push(FieldError::new("/details/email", "not_an_email", "Địa chỉ thư điện tử chưa đúng.", "Not an e-mail address."));
    }
}

impl Rules for Official {
    fn clean(&mut self, faults: &mut Vec<FieldError>) {
        in_order(self.term_from, self.term_to, "/details/term_to", faults);
        check_email(self.email.as_ref(), faults);
        if self.order.is_some_and(|n| !(0..=9999).contains(&n)) {
            faults.push(FieldError::new("/details/order", "out_of_range", "Thứ tự từ 0 đến 9999.", "The place is 0 to 9999."));
        }
    }

    fn missing(&self, _: &Content) -> Vec<FieldError> {
        let leader = self.leader == Some(true);
        let told = [
            (&self.duties, "/details/duties", "Lãnh đạo cần có nhiệm vụ được phân công.", "A leader's duties are needed."),
            (&self.biography, "/details/biography", "Lãnh đạo cần có tóm tắt tiểu sử.", "A leader's short biography is needed."),
        ];
        told.into_iter().filter(|(text, ..)| leader && text.is_none()).map(|(_, at, vi, en)| required(at, vi, en)).collect()
    }

    fn speaks(&self) -> bool {
        self.full_name.is_some()
    }

    fn keys(&self) -> Vec<Key> {
        self.order.iter().map(|n| Key { name: "order".into(), value: KeyValue::Int(*n) }).collect()
    }

    fn linked(&self, _: &Content) -> Linked {
        let unit = self.unit_name.as_ref().map(|name| json!({"@type": "GovernmentOrganization", "name": name}));
        Linked::thing(
            "ProfilePage",
            json!({"mainEntity": {"@type": "Person", "name": self.full_name, "jobTitle": self.position, "worksFor": unit, "telephone": self.phone, "email": self.email, "description": self.duties}}),
        )
    }
}
