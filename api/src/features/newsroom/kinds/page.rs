//! Standing pages: introduction, history, guidance that does not age by the day (Đ3.1).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Rules;
use crate::http::FieldError;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(title = "PageDetails")]
pub struct Page {}

impl Rules for Page {
    fn clean(&mut self, _: &mut Vec<FieldError>) {}
}
