//! Notices: something to know until a day.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Owed, Rules};
use crate::features::newsroom::content::{Content, optional};
use crate::http::FieldError;
use crate::kernel::public::UrgentMark;
use crate::store::publications::{Key, KeyValue};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(title = "NoticeDetails")]
pub struct Notice {
    /// When its display ends by itself; it stays readable at its address.
    pub display_until: Option<DateTime<Utc>>,
    /// Whom it concerns.
    #[schema(max_length = 300)]
    pub audience: Option<String>,
    /// Of urgent notices only; kept by the server as it is, whatever is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(read_only)]
    pub urgent: Option<UrgentMark>,
    /// When the law was issued, the plan or project approved, the figures decided: the trigger of Đ7.2, 4 and 6.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided_on: Option<NaiveDate>,
}

impl Rules for Notice {
    fn clean(&mut self, faults: &mut Vec<FieldError>) {
        optional(&mut self.audience, "/details/audience", 300, faults);
    }

    fn display_until(&self) -> Option<DateTime<Utc>> {
        self.display_until
    }

    fn keys(&self) -> Vec<Key> {
        let severity = self.urgent.iter().map(|mark| Key { name: "urgent", value: KeyValue::Text(mark.severity.word()) });
        severity.collect()
    }

    fn owed(&self, content: &Content) -> Option<Owed> {
        Owed::by_class(content.info_class, self.decided_on)
    }

    fn search_words(&self) -> Vec<String> {
        let thread = self.urgent.iter().flat_map(|mark| mark.thread.iter().map(|line| line.text.clone()));
        self.audience.iter().cloned().chain(thread).collect()
    }
}
