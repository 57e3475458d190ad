//! The kinds of information, one file each: its details, what it requires, its filter keys, its mapping. A new kind is a
//! new file, a variant here, a word in `kernel/words.rs` and a section of the desk form; the rest comes for nothing.

mod article;
mod document;
mod notice;
mod page;
mod procedure;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use utoipa::ToSchema;

pub use article::Article;
pub use document::Document;
pub use notice::Notice;
pub use page::Page;
pub use procedure::Procedure;

use super::content::Content;
use crate::http::FieldError;
use crate::kernel::dates::vn_instant;
use crate::kernel::public::Event;
use crate::kernel::words::{Genre, InfoClass, IssuerRelation, Kind};
use crate::store::publications::Key;

/// A deadline rule by its code, and the moment it counts from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Owed {
    pub rule: &'static str,
    pub trigger: DateTime<Utc>,
}

impl Owed {
    fn since(rule: &'static str, day: NaiveDate) -> Option<Self> {
        vn_instant(day, 0, 0).map(|trigger| Self { rule, trigger })
    }

    /// By the class of the information: what a law, an approval or a decision of that day asks for. A campaign without a
    /// law behind it names no day and owes nothing.
    fn by_class(class: Option<InfoClass>, decided_on: Option<NaiveDate>) -> Option<Self> {
        let rule = match class? {
            InfoClass::LegalDissemination => "guidance",
            InfoClass::StrategyPlanning => "plan",
            InfoClass::InvestmentProcurement => "project",
            InfoClass::StatisticalReport => "statistic",
            _ => return None,
        };
        Self::since(rule, decided_on?)
    }
}

/// What a kind decides for itself.
pub trait Rules {
    /// Texts cleaned, lengths checked.
    fn clean(&mut self, faults: &mut Vec<FieldError>);
    /// What publishing needs beyond what every item needs.
    fn missing(&self, _content: &Content) -> Vec<FieldError> {
        vec![]
    }
    /// Filters of its own (decision 14).
    fn keys(&self) -> Vec<Key> {
        vec![]
    }
    fn event(&self) -> Option<Event> {
        None
    }
    fn display_until(&self) -> Option<DateTime<Utc>> {
        None
    }
    fn number(&self) -> Option<String> {
        None
    }
    fn issuer_relation(&self) -> Option<IssuerRelation> {
        None
    }
    /// What the Regulation asks of it and since when (Đ7): the clock that it starts, where it says the moment.
    fn owed(&self, _content: &Content) -> Option<Owed> {
        None
    }
    /// Words of the details that a reader may search for.
    fn search_words(&self) -> Vec<String> {
        vec![]
    }
}

macro_rules! kinds {
    ($($kind:ident),+) => {
        /// The details of an item, by its kind.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Details { $($kind($kind)),+ }

        /// Any of them, for the contract.
        #[derive(Serialize, ToSchema)]
        #[serde(untagged)]
        #[allow(dead_code)]
        pub enum DetailsSchema { $($kind($kind)),+ }

        impl Details {
            /// Reads the JSON of a kind's details; unknown members are refused.
            pub fn read(kind: Kind, details: &Map<String, Value>) -> Result<Self, FieldError> {
                match kind { $(Kind::$kind => shape(details).map(Details::$kind)),+ }
            }

            pub fn to_map(&self) -> Map<String, Value> {
                match self { $(Details::$kind(d) => map_of(d)),+ }
            }

            fn rules(&self) -> &(dyn Rules + 'static) {
                match self { $(Details::$kind(d) => d),+ }
            }

            fn rules_mut(&mut self) -> &mut dyn Rules {
                match self { $(Details::$kind(d) => d),+ }
            }
        }
    };
}

kinds!(Article, Notice, Page, Document, Procedure);

impl Details {
    pub fn cleaned(mut self, faults: &mut Vec<FieldError>) -> Self {
        self.rules_mut().clean(faults);
        self
    }
}

impl std::ops::Deref for Details {
    type Target = dyn Rules + 'static;
    fn deref(&self) -> &Self::Target {
        self.rules()
    }
}

fn shape<T: DeserializeOwned>(details: &Map<String, Value>) -> Result<T, FieldError> {
    serde_path_to_error::deserialize(Value::Object(details.clone())).map_err(|error| {
        let path = error.path().to_string();
        let place = if path == "." { "/details".into() } else { format!("/details/{}", path.replace('.', "/")) };
        let why = error.into_inner().to_string();
        FieldError::new(place, "malformed_field", format!("Không đọc được: {why}"), format!("Cannot be read: {why}"))
    })
}

fn map_of(details: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(details) {
        Ok(Value::Object(map)) => map,
        _ => Map::new(),
    }
}

/// Class and genre that a fresh item of a kind begins with, so that refusal is rare (`domain.md` §2).
pub fn beginning(kind: Kind) -> (Option<InfoClass>, Option<Genre>) {
    match kind {
        Kind::Article => (Some(InfoClass::NewsEvent), Some(Genre::NewsBrief)),
        Kind::Notice => (Some(InfoClass::OtherInformation), None),
        Kind::Page => (Some(InfoClass::Introduction), None),
        Kind::Document => (Some(InfoClass::LegalDocument), None),
        Kind::Procedure => (Some(InfoClass::OnlinePublicService), None),
    }
}

/// The word of a kind in public paths; it comes from the web's route table (decision 2).
pub fn path_word(kind: Kind) -> &'static str {
    use std::collections::HashMap;
    use std::sync::LazyLock;
    static WORDS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
        #[derive(serde::Deserialize)]
        struct Table {
            kinds: HashMap<String, String>,
        }
        let table: Table =
            serde_json::from_str(include_str!("../../../../../web/src/route-table.json")).expect("a test reads the route table");
        table.kinds
    });
    WORDS.get(&kind.word()).map_or("trang", String::as_str)
}

fn required(pointer: &str, vi: &str, en: &str) -> FieldError {
    FieldError::new(pointer, "required", vi, en)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use sea_orm::Iterable;

    use super::*;

    #[test]
    fn every_kind_has_its_own_word_in_the_route_table() {
        let words: HashSet<_> = Kind::iter().map(path_word).collect();
        assert_eq!(words.len(), Kind::iter().count());
    }

    #[test]
    fn every_kind_reads_empty_details_and_refuses_unknown_ones() {
        for kind in Kind::iter() {
            let empty = Details::read(kind, &Map::new()).unwrap();
            assert_eq!(Details::read(kind, &empty.to_map()).unwrap(), empty);
            assert!(Details::read(kind, &Map::from_iter([("nonsense".into(), Value::Null)])).is_err());
        }
    }
}
