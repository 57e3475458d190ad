//! Standing pages: introduction, history, heritage, boundary, guidance that does not age by the day (Đ3.1).

use super::fields::FieldShape;
use super::{Described, Rules, details};

details! {
    Page as PageDetails {}
}

impl Described for Page {
    fn fields() -> Vec<FieldShape> {
        vec![]
    }
}

impl Rules for Page {}
