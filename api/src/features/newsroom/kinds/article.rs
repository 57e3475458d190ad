//! News and articles (Đ3.3). Those about an event carry its time and place; others need neither.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Owed, Rules};
use crate::features::newsroom::content::{Content, optional};
use crate::http::FieldError;
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::public::Event;
use crate::kernel::words::InfoClass;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(title = "ArticleDetails")]
pub struct Article {
    /// Start of the event: the trigger of the eight working hours (Đ7.1).
    pub occurred_at: Option<DateTime<Utc>>,
    #[schema(max_length = 300)]
    pub place: Option<String>,
    /// When the law was issued, the plan or project approved, the figures decided: the trigger of Đ7.2, 4 and 6.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided_on: Option<NaiveDate>,
}

impl Rules for Article {
    fn clean(&mut self, faults: &mut Vec<FieldError>) {
        optional(&mut self.place, "/details/place", 300, faults);
    }

    fn missing(&self, content: &Content) -> Vec<FieldError> {
        if content.genre.is_some() {
            return vec![];
        }
        vec![super::required("/genre", "Chọn thể loại (tin, bài, phóng sự…).", "Choose the genre.")]
    }

    fn event(&self) -> Option<Event> {
        self.occurred_at.map(|at| Event { occurred_at: rfc3339_vn(at), place: self.place.clone() })
    }

    fn owed(&self, content: &Content) -> Option<Owed> {
        match (content.info_class, self.occurred_at) {
            (Some(InfoClass::NewsEvent), Some(trigger)) => Some(Owed { rule: "news", trigger }),
            (class, _) => Owed::by_class(class, self.decided_on),
        }
    }

    fn search_words(&self) -> Vec<String> {
        self.place.iter().cloned().collect()
    }
}
