//! What the forms ask for, as dated data: kinds and what each needs, the text of consent, retention, reopening.
//! What was never set is what every ward begins with (`beginning.json`).

use std::sync::LazyLock;

use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, DeriveActiveEnum, EnumIter, Iterable};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::http::form::Form;
use crate::http::{FieldError, Problem};
use crate::kernel::letters::{LetterKind, LetterState};
use crate::kernel::words::words;
use crate::store::{Fault, settings};

words!(
    /// What can be set about letters.
    LetterSetting { LetterKinds, LetterConsent, LetterRetention, LetterReopening }
);

/// Whether a form asks for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = LetterNeed)]
pub enum Need {
    Required,
    Optional,
    None,
}

/// What one kind of letter asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LetterKindRules)]
pub struct KindRules {
    pub kind: LetterKind,
    /// Deadline rules that its receipt starts.
    #[schema(max_items = 5)]
    pub rules: Vec<String>,
    pub name: Need,
    /// A telephone number or an e-mail address.
    pub contact: Need,
    pub address: Need,
    /// It may be sent without a name.
    pub anonymous: bool,
    #[schema(max_length = 500)]
    pub basis: String,
}

/// What a sender agrees to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LetterConsentText)]
pub struct ConsentText {
    /// Raised whenever the text changes: a letter keeps the version that was agreed to.
    #[schema(minimum = 1, example = 1)]
    pub version: i64,
    #[schema(min_length = 20, max_length = 5000)]
    pub text: String,
    #[schema(min_length = 20, max_length = 5000)]
    pub text_en: String,
    #[schema(max_length = 500)]
    pub basis: String,
}

/// How long a letter is kept after it ended, in months.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LetterRetention)]
pub struct Retention {
    #[schema(minimum = 1, maximum = 240, example = 24)]
    pub answered_months: u32,
    #[schema(minimum = 1, maximum = 240)]
    pub out_of_scope_months: u32,
    #[schema(minimum = 1, maximum = 240)]
    pub referred_months: u32,
    #[schema(minimum = 1, maximum = 240)]
    pub rejected_months: u32,
    #[schema(minimum = 1, maximum = 240)]
    pub merged_months: u32,
    #[schema(max_length = 500)]
    pub basis: String,
}

impl Retention {
    /// Months after `state` began; `None` while something is still owed.
    pub fn months(&self, state: LetterState) -> Option<u32> {
        match state {
            LetterState::Closed => Some(self.answered_months),
            LetterState::OutOfScope => Some(self.out_of_scope_months),
            LetterState::Referred => Some(self.referred_months),
            LetterState::Rejected => Some(self.rejected_months),
            LetterState::Merged => Some(self.merged_months),
            _ => None,
        }
    }
}

/// How long after the answer a sender may ask once more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LetterReopening)]
pub struct Reopening {
    #[schema(minimum = 1, maximum = 366, example = 15)]
    pub days: u32,
    #[schema(max_length = 500)]
    pub basis: String,
}

static BEGINNING: LazyLock<Map<String, Value>> =
    LazyLock::new(|| serde_json::from_str(include_str!("beginning.json")).expect("a test reads it"));

async fn value<T: DeserializeOwned>(db: &impl ConnectionTrait, name: LetterSetting, day: NaiveDate) -> Result<T, Fault> {
    if let Some(set) = settings::value::<Value>(db, &name.word(), day).await?
        && let Ok(read) = serde_json::from_value(set)
    {
        return Ok(read);
    }
    Ok(serde_json::from_value(BEGINNING.get(&name.word()).cloned().unwrap_or_default())?)
}

pub async fn kinds(db: &impl ConnectionTrait, day: NaiveDate) -> Result<Vec<KindRules>, Fault> {
    value(db, LetterSetting::LetterKinds, day).await
}

pub async fn consent(db: &impl ConnectionTrait, day: NaiveDate) -> Result<ConsentText, Fault> {
    value(db, LetterSetting::LetterConsent, day).await
}

pub async fn retention(db: &impl ConnectionTrait, day: NaiveDate) -> Result<Retention, Fault> {
    value(db, LetterSetting::LetterRetention, day).await
}

pub async fn reopening(db: &impl ConnectionTrait, day: NaiveDate) -> Result<Reopening, Fault> {
    value(db, LetterSetting::LetterReopening, day).await
}

/// What holds on `day`, set or not.
pub async fn in_force(db: &impl ConnectionTrait, name: LetterSetting, day: NaiveDate) -> Result<Value, Fault> {
    let set = settings::value::<Value>(db, &name.word(), day).await?;
    Ok(set.unwrap_or_else(|| BEGINNING.get(&name.word()).cloned().unwrap_or_default()))
}

/// Refuses a value that could not be used.
pub fn check(name: LetterSetting, value: &Value) -> Result<(), Problem> {
    fn read<T: DeserializeOwned>(value: &Value) -> Result<T, Problem> {
        serde_json::from_value(value.clone()).map_err(|e| {
            let (vi, en) = (format!("Không đọc được: {e}"), format!("Cannot be read: {e}"));
            Problem::invalid(vec![FieldError::new("/value", "malformed_field", vi, en)])
        })
    }
    let mut form = Form::default();
    let out = |form: &mut Form| form.say("/value", "out_of_range", "Giá trị ngoài khoảng cho phép.", "The value is out of range.");
    match name {
        LetterSetting::LetterKinds => {
            let kinds: Vec<KindRules> = read(value)?;
            for kind in LetterKind::iter() {
                if kinds.iter().filter(|k| k.kind == kind).count() != 1 {
                    form.say(
                        "/value",
                        "incomplete",
                        format!("Mỗi loại thư có đúng một mục ({kind})."),
                        format!("Each kind once ({kind})."),
                    );
                }
            }
            for rules in &kinds {
                form.line("/value/basis", &rules.basis, 1, 500);
                rules.rules.iter().for_each(|rule| form.code("/value/rules", rule));
                if rules.rules.len() > 5 || rules.anonymous && rules.name == Need::Required {
                    out(&mut form);
                }
            }
        }
        LetterSetting::LetterConsent => {
            let consent: ConsentText = read(value)?;
            form.block("/value/text", &consent.text, 20, 5000);
            form.block("/value/text_en", &consent.text_en, 20, 5000);
            if consent.version < 1 {
                out(&mut form);
            }
        }
        LetterSetting::LetterRetention => {
            let r: Retention = read(value)?;
            let all = [r.answered_months, r.out_of_scope_months, r.referred_months, r.rejected_months, r.merged_months];
            if all.iter().any(|months| !(1..=240).contains(months)) {
                out(&mut form);
            }
        }
        LetterSetting::LetterReopening => {
            if !(1..=366).contains(&read::<Reopening>(value)?.days) {
                out(&mut form);
            }
        }
    }
    form.done()
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;

    use super::*;

    #[test]
    fn what_every_ward_begins_with_can_be_set() {
        for name in LetterSetting::iter() {
            check(name, &BEGINNING[&name.word()]).unwrap_or_else(|e| panic!("{name}: {e}"));
        }
        assert!(check(LetterSetting::LetterKinds, &serde_json::json!([])).is_err());
        assert!(check(LetterSetting::LetterReopening, &serde_json::json!({"days": 0, "basis": ""})).is_err());
    }
}
