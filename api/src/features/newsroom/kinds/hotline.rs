//! Contacts and hotlines (Đ3.11): whom to turn to for what.

use serde_json::json;

use super::fields::{FieldShape, Input, line_of, link_to, of};
use super::official::check_email;
use super::{Described, Linked, Rules, details, required};
use crate::features::newsroom::content::Content;
use crate::http::FieldError;

details! {
    Hotline as HotlineDetails {
        #[schema(max_length = 300, example = "Tiếp nhận phản ánh về vệ sinh môi trường")]
        pub purpose: Option<String>,
        #[schema(max_length = 300)]
        pub unit_name: Option<String>,
        #[schema(max_length = 100, example = "0225 000 0000")]
        pub phone: Option<String>,
        #[schema(max_length = 200)]
        pub email: Option<String>,
        #[schema(max_length = 1000)]
        pub url: Option<String>,
        #[schema(max_length = 300)]
        pub address: Option<String>,
        #[schema(max_length = 300)]
        pub hours: Option<String>,
        pub around_the_clock: Option<bool>,
    }
}

impl Described for Hotline {
    fn fields() -> Vec<FieldShape> {
        vec![
            line_of("purpose", 300, "Liên hệ về việc", "For").required().in_list(),
            line_of("unit_name", 300, "Đơn vị phụ trách", "Unit").required().filter(),
            line_of("phone", 100, "Số điện thoại", "Telephone").in_list(),
            line_of("email", 200, "Thư điện tử", "E-mail"),
            link_to("url", "Trang tiếp nhận", "Page"),
            line_of("address", 300, "Địa chỉ", "Address"),
            line_of("hours", 300, "Giờ trực", "Hours"),
            of("around_the_clock", Input::Flag, "Trực 24 giờ", "Around the clock").filter(),
        ]
    }
}

impl Rules for Hotline {
    fn clean(&mut self, faults: &mut Vec<FieldError>) {
        check_email(self.email.as_ref(), faults);
    }

    fn missing(&self, _: &Content) -> Vec<FieldError> {
        if self.phone.is_some() || self.email.is_some() {
            return vec![];
        }
        vec![required("/details/phone", "Cần số điện thoại hoặc thư điện tử.", "A telephone number or an e-mail address is needed.")]
    }

    fn speaks(&self) -> bool {
        self.purpose.is_some()
    }

    fn linked(&self, _: &Content) -> Linked {
        Linked::thing(
            "GovernmentService",
            json!({
                "availableChannel": {"@type": "ServiceChannel", "serviceUrl": self.url, "servicePhone": {"@type": "ContactPoint", "telephone": self.phone, "email": self.email}},
                "serviceType": self.purpose,
            }),
        )
    }
}
