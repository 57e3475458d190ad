//! The public face of a unit (Đ3.1): what it is for and how to reach it. The unit itself is a dated row of the directory.

use serde_json::json;

use super::fields::{FieldShape, line_of, text_of};
use super::official::check_email;
use super::{Described, Linked, Rules, details};
use crate::features::newsroom::content::Content;
use crate::http::FieldError;

details! {
    Unit as UnitDetails {
        #[schema(max_length = 20000)]
        pub functions: Option<String>,
        #[schema(max_length = 200)]
        pub head: Option<String>,
        #[schema(max_length = 300)]
        pub address: Option<String>,
        #[schema(max_length = 50)]
        pub phone: Option<String>,
        #[schema(max_length = 200)]
        pub email: Option<String>,
        #[schema(max_length = 300)]
        pub hours: Option<String>,
    }
}

impl Described for Unit {
    fn fields() -> Vec<FieldShape> {
        vec![
            text_of("functions", 20_000, "Chức năng, nhiệm vụ", "Functions and tasks").required(),
            line_of("head", 200, "Người đứng đầu", "Head"),
            line_of("address", 300, "Địa chỉ", "Address").required(),
            line_of("phone", 50, "Điện thoại", "Telephone").required().in_list(),
            line_of("email", 200, "Thư điện tử công vụ", "Official e-mail").required().in_list(),
            line_of("hours", 300, "Giờ làm việc", "Hours"),
        ]
    }
}

impl Rules for Unit {
    fn clean(&mut self, faults: &mut Vec<FieldError>) {
        check_email(self.email.as_ref(), faults);
    }

    fn speaks(&self) -> bool {
        self.functions.is_some()
    }

    fn linked(&self, _: &Content) -> Linked {
        Linked::thing(
            "GovernmentOffice",
            json!({"telephone": self.phone, "email": self.email, "address": self.address, "openingHours": self.hours}),
        )
    }
}
