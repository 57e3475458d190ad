//! How long what is not published is kept (Đ10.1): a schedule as data. The texts of the newsroom and the change log are kept for
//! good; personal data and technical logs only as long as their purpose needs them.

use chrono::{DateTime, Months, Utc};
use sea_orm::{DeriveActiveEnum, EnumIter, Iterable};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::words::words;

words!(
    /// What has an end of its keeping.
    RetentionClass {
        /// How to reach who asked to publish, counted from the decision on the request.
        ParticipantContact,
        /// Who looked at whose personal data.
        LookLog,
        /// Sign-ins, refusals.
        SecurityLog,
        /// What people were told, and the deliveries of it.
        Notice,
    }
);

/// Months of keeping, by class. Nothing is forgotten before a year's inspection could have asked for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    #[schema(minimum = 1, maximum = 240, example = 24)]
    pub participant_contact: u32,
    #[schema(minimum = 12, maximum = 240, example = 24)]
    pub look_log: u32,
    #[schema(minimum = 12, maximum = 240, example = 12)]
    pub security_log: u32,
    #[schema(minimum = 3, maximum = 240, example = 12)]
    pub notice: u32,
}

impl Default for Retention {
    fn default() -> Self {
        Self { participant_contact: 24, look_log: 24, security_log: 12, notice: 12 }
    }
}

impl Retention {
    pub fn months(&self, class: RetentionClass) -> u32 {
        match class {
            RetentionClass::ParticipantContact => self.participant_contact,
            RetentionClass::LookLog => self.look_log,
            RetentionClass::SecurityLog => self.security_log,
            RetentionClass::Notice => self.notice,
        }
    }

    /// The fewest months that the law or an inspection leaves.
    pub fn least(class: RetentionClass) -> u32 {
        match class {
            RetentionClass::ParticipantContact => 1,
            RetentionClass::LookLog | RetentionClass::SecurityLog => 12,
            RetentionClass::Notice => 3,
        }
    }

    pub const MOST: u32 = 240;

    /// The classes whose months are out of bounds.
    pub fn wrong(&self) -> Vec<RetentionClass> {
        let within = |class: &RetentionClass| (Self::least(*class)..=Self::MOST).contains(&self.months(*class));
        RetentionClass::iter().filter(|class| !within(class)).collect()
    }

    /// What is older than this moment has been kept long enough.
    pub fn before(&self, class: RetentionClass, now: DateTime<Utc>) -> DateTime<Utc> {
        now.checked_sub_months(Months::new(self.months(class))).unwrap_or(DateTime::UNIX_EPOCH)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_and_moments() {
        assert!(Retention::default().wrong().is_empty());
        let odd = Retention { participant_contact: 0, look_log: 11, security_log: 241, notice: 3 };
        assert_eq!(odd.wrong(), [RetentionClass::ParticipantContact, RetentionClass::LookLog, RetentionClass::SecurityLog]);
        let now = "2026-03-31T10:00:00Z".parse().unwrap();
        let one = Retention { participant_contact: 1, ..Retention::default() };
        assert_eq!(one.before(RetentionClass::ParticipantContact, now).to_rfc3339(), "2026-02-28T10:00:00+00:00");
    }
}
