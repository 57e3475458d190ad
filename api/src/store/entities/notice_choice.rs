//! How a person wants to be told by e-mail.

use sea_orm::entity::prelude::*;

use crate::kernel::notices::MailChoice;
use crate::kernel::words::Lang;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notice_choice")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: Uuid,
    pub mail: MailChoice,
    /// When digests go out: a JSON list of `HH:MM`, in order; empty: at the end of the quiet hours.
    pub hours: String,
    /// The language of e-mails.
    pub lang: Lang,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The hours of digests.
    pub fn hours(&self) -> Vec<chrono::NaiveTime> {
        let hours: Vec<String> = serde_json::from_str(&self.hours).unwrap_or_default();
        hours.iter().filter_map(|hour| chrono::NaiveTime::parse_from_str(hour, "%H:%M").ok()).collect()
    }
}
