//! Notices: something to know until a day.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Rules;
use crate::features::newsroom::content::optional;
use crate::http::FieldError;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(title = "NoticeDetails")]
pub struct Notice {
    /// When its display ends by itself; it stays readable at its address.
    pub display_until: Option<DateTime<Utc>>,
    /// Whom it concerns.
    #[schema(max_length = 300)]
    pub audience: Option<String>,
}

impl Rules for Notice {
    fn clean(&mut self, faults: &mut Vec<FieldError>) {
        optional(&mut self.audience, "/details/audience", 300, faults);
    }

    fn display_until(&self) -> Option<DateTime<Utc>> {
        self.display_until
    }

    fn search_words(&self) -> Vec<String> {
        self.audience.iter().cloned().collect()
    }
}
