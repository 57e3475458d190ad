//! The kinds of information, one file each: its details, its fields as data, what it requires, its clock, its mapping. A
//! new kind is a new file, a variant here, a word in `kernel/words.rs` and one in the route table; the desk's form, the
//! public facts, filters and search come from the fields.

mod album;
mod article;
mod audio;
mod budget_disclosure;
mod commendation;
mod consultation;
mod custom;
mod directive;
mod document;
pub mod fields;
mod guidance;
mod hotline;
mod infographic;
mod notice;
mod official;
mod page;
mod plan;
mod procedure;
mod project;
mod public_posting;
mod reception_report;
mod schedule_week;
mod statistic;
mod table;
mod unit;
mod video;

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::Iterable;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

pub use album::Album;
pub use article::Article;
pub use audio::Audio;
pub use budget_disclosure::BudgetDisclosure;
pub use commendation::Commendation;
pub use consultation::Consultation;
pub use custom::Custom;
pub use directive::Directive;
pub use document::Document;
pub use fields::FieldShape;
pub use guidance::Guidance;
pub use hotline::Hotline;
pub use infographic::Infographic;
pub use notice::Notice;
pub use official::Official;
pub use page::Page;
pub use plan::Plan;
pub use procedure::Procedure;
pub use project::Project;
pub use public_posting::PublicPosting;
pub use reception_report::ReceptionReport;
pub use schedule_week::ScheduleWeek;
pub use statistic::Statistic;
pub use unit::Unit;
pub use video::Video;

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

/// What schema.org calls it, and what it says beyond title, description, dates and addresses.
pub struct Linked {
    pub schema_type: &'static str,
    /// A text (headline, author, dates) or a thing with a name.
    pub written: bool,
    /// Further members; nulls are left out, addresses that begin with `/` are of this portal.
    pub members: Value,
}

impl Linked {
    fn text(schema_type: &'static str, members: Value) -> Self {
        Self { schema_type, written: true, members }
    }
    fn thing(schema_type: &'static str, members: Value) -> Self {
        Self { schema_type, written: false, members }
    }
}

/// What a kind decides for itself.
pub trait Rules {
    /// What the fields cannot say: how they go together. Texts are cleaned already.
    fn clean(&mut self, _faults: &mut Vec<FieldError>) {}
    /// What publishing needs beyond the required fields.
    fn missing(&self, _content: &Content) -> Vec<FieldError> {
        vec![]
    }
    /// Whether it says something without a body.
    fn speaks(&self) -> bool {
        false
    }
    /// Filters beyond those of its fields (decision 14).
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
    /// Words of the details that a reader may search for, beyond those of its fields.
    fn search_words(&self) -> Vec<String> {
        vec![]
    }
    /// Pictures and files that the details name.
    /// What of the details may leave the desk, given what readers had before; `None`: all of it.
    fn public_details(&self, _before: Option<&Value>, _now: DateTime<Utc>) -> Option<Map<String, Value>> {
        None
    }
    /// Dublin Core beyond what every page has: names without `DC.`.
    fn dublin_core(&self) -> Vec<(&'static str, String)> {
        vec![]
    }
    fn linked(&self, _content: &Content) -> Linked {
        Linked::text("WebPage", json!({}))
    }
}

/// The fields of a kind as data.
pub trait Described {
    fn fields() -> Vec<FieldShape>;
}

/// The details of a kind: any of them may be left out, unknown ones are refused.
macro_rules! details {
    ($(#[$meta:meta])* $name:ident as $schema:ident { $($body:tt)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
        #[serde(deny_unknown_fields, default)]
        #[schema(as = $schema)]
        pub struct $name { $($body)* }
    };
}
pub(crate) use details;

macro_rules! kinds {
    ($($kind:ident),+) => {
        /// The details of an item, by its kind.
        #[derive(Clone, Debug, PartialEq)]
        #[allow(clippy::large_enum_variant)]
        pub enum Details { $($kind($kind)),+ }

        /// Any of them, for the contract.
        #[derive(Serialize, ToSchema)]
        #[serde(untagged)]
        #[allow(dead_code, clippy::large_enum_variant)]
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

        fn fields_in_code(kind: Kind) -> Vec<FieldShape> {
            match kind { $(Kind::$kind => $kind::fields()),+ }
        }
    };
}

kinds!(
    Article,
    Notice,
    Page,
    Document,
    Procedure,
    Directive,
    Guidance,
    Plan,
    Project,
    BudgetDisclosure,
    Statistic,
    Commendation,
    PublicPosting,
    Album,
    Video,
    Audio,
    Infographic,
    Official,
    Unit,
    ScheduleWeek,
    Hotline,
    Custom,
    Consultation,
    ReceptionReport
);

/// The fields of a kind; those of a custom one stand in its definition.
pub fn fields_of(kind: Kind) -> &'static [FieldShape] {
    static FIELDS: LazyLock<HashMap<Kind, Vec<FieldShape>>> =
        LazyLock::new(|| Kind::iter().map(|kind| (kind, fields_in_code(kind))).collect());
    FIELDS.get(&kind).map_or(&[], Vec::as_slice)
}

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
        let place = path.replace(['.', '['], "/").replace(']', "");
        let place = if path == "." { "/details".into() } else { format!("/details/{place}") };
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
    use InfoClass::*;
    match kind {
        Kind::Article => (Some(NewsEvent), Some(Genre::NewsBrief)),
        Kind::Notice | Kind::PublicPosting | Kind::Custom => (Some(OtherInformation), None),
        Kind::Page | Kind::Unit => (Some(Introduction), None),
        Kind::Document => (Some(LegalDocument), None),
        Kind::Procedure => (Some(OnlinePublicService), None),
        Kind::Directive | Kind::Commendation | Kind::ScheduleWeek => (Some(DirectingInformation), None),
        Kind::Guidance => (Some(LegalDissemination), None),
        Kind::Plan => (Some(StrategyPlanning), None),
        Kind::Project | Kind::BudgetDisclosure => (Some(InvestmentProcurement), None),
        Kind::Statistic => (Some(StatisticalReport), None),
        Kind::Album => (Some(NewsEvent), Some(Genre::PhotoStory)),
        Kind::Video => (Some(NewsEvent), Some(Genre::Video)),
        Kind::Audio => (Some(NewsEvent), Some(Genre::Audio)),
        Kind::Infographic => (Some(NewsEvent), Some(Genre::Infographic)),
        Kind::Official | Kind::Hotline => (Some(OfficialContact), None),
        Kind::Consultation | Kind::ReceptionReport => (Some(PetitionConsultation), None),
    }
}

/// The word of a kind in public paths; it comes from the web's route table (decision 2).
pub fn path_word(kind: Kind) -> &'static str {
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

/// Whether an item of the kind may say all it says in its files.
pub fn told_by_files(kind: Kind) -> bool {
    !matches!(kind, Kind::Article | Kind::Notice | Kind::Page)
}

/// The name under which details keep a picture of the desk; every other file is an attachment.
const PICTURE: &str = "media_id";

/// Pictures and files that the details name, in their order.
pub fn media_in(details: &Map<String, Value>) -> Vec<Uuid> {
    fn gather(value: &Value, found: &mut Vec<Uuid>) {
        match value {
            Value::Object(members) => {
                for (name, value) in members {
                    match value {
                        Value::String(id) if name == PICTURE => found.extend(Uuid::try_parse(id)),
                        other => gather(other, found),
                    }
                }
            }
            Value::Array(values) => values.iter().for_each(|value| gather(value, found)),
            _ => {}
        }
    }
    let mut found = vec![];
    // What an administrator's kind holds is text.
    for (name, value) in details.iter().filter(|(name, _)| *name != "values") {
        gather(&Value::Object(Map::from_iter([(name.clone(), value.clone())])), &mut found);
    }
    found
}

fn required(pointer: &str, vi: &str, en: &str) -> FieldError {
    FieldError::new(pointer, "required", vi, en)
}

/// The second day must not lie before the first.
fn in_order(from: Option<NaiveDate>, to: Option<NaiveDate>, pointer: &str, faults: &mut Vec<FieldError>) {
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        faults.push(FieldError::new(pointer, "before_beginning", "Ngày kết thúc trước ngày bắt đầu.", "It ends before it begins."));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::fields::Input;
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

    /// A value of the field's type, of its first choice.
    fn sample(shape: &FieldShape) -> Value {
        match shape.input {
            Input::Line | Input::Text => "Chữ".into(),
            Input::Date => "2026-11-23".into(),
            Input::Moment => "2026-11-23T08:00:00+07:00".into(),
            Input::Number | Input::Money => 7.into(),
            Input::Choice => shape.choices[0].value.clone().into(),
            Input::Flag => true.into(),
            Input::Link => "https://vidu.vn".into(),
            Input::Rows => json!([shape.columns.iter().map(|c| (c.name.clone(), sample(c))).collect::<Map<_, _>>()]),
            Input::Table => json!({"columns": [{"name": "Năm"}], "rows": [["2026"]]}),
            Input::Media | Input::Item => Uuid::nil().to_string().into(),
        }
    }

    fn names_are_read(kind: Kind, shapes: &[FieldShape], at: &[&str]) {
        for shape in shapes {
            for (n, choice) in shape.choices.iter().enumerate().filter(|_| shape.input == Input::Choice) {
                assert!(shape.choices[..n].iter().all(|other| other.value != choice.value), "{kind} {} twice", choice.value);
                let mut value: Value = choice.value.clone().into();
                let mut name = shape.name.as_str();
                for step in at.iter().rev() {
                    value = json!([{ name: value }]);
                    name = step;
                }
                Details::read(kind, &Map::from_iter([(name.to_owned(), value)])).unwrap_or_else(|e| panic!("{kind} {}: {e:?}", shape.name));
            }
            names_are_read(kind, &shape.columns, &[at, &[shape.name.as_str()]].concat());
        }
    }

    #[test]
    fn the_described_fields_are_those_of_the_struct() {
        for kind in Kind::iter() {
            let shapes = fields_of(kind);
            names_are_read(kind, shapes, &[]);
            let full: Map<_, _> = shapes.iter().map(|shape| (shape.name.clone(), sample(shape))).collect();
            let read = Details::read(kind, &full).unwrap_or_else(|e| panic!("{kind}: {e:?}"));
            for shape in shapes {
                assert!(read.to_map().contains_key(&shape.name), "{kind} {}", shape.name);
                assert!(shape.label_en.is_some(), "{kind} {}", shape.name);
                for shape in std::iter::once(shape).chain(&shape.columns).filter(|s| s.input == Input::Media) {
                    assert_eq!(shape.name, PICTURE, "{kind}");
                }
            }
            let described: HashSet<_> = shapes.iter().map(|s| s.name.as_str()).collect();
            let own = ["urgent", "definition_id", "version", "values", "last_no"];
            for name in Details::read(kind, &full).unwrap().to_map().keys() {
                assert!(described.contains(name.as_str()) || own.contains(&name.as_str()), "{kind} {name} is not described");
            }
        }
    }
}
