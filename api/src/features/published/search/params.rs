//! What may be asked of a search.

use std::fmt::Write;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;
use uuid::Uuid;

use crate::features::published::params::{id, slug, word};
use crate::http::page::{self, Cursor};
use crate::http::{FieldError, Problem};
use crate::kernel::canonical;
use crate::kernel::text::{self, TextFault};
use crate::kernel::words::{Field, Kind, Lang};

/// Longest question, in characters.
pub const QUESTION_MAX: usize = 200;
const IN_QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The parameters as sent.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SearchParams {
    /// Words, with marks or without; `"quoted"` ones must stand side by side; a document number in any spelling.
    #[param(min_length = 1, max_length = 200, example = "vệ sinh môi trường")]
    pub q: Option<String>,
    #[param(value_type = Option<Kind>, example = "article")]
    pub kind: Option<String>,
    /// Slug of a section.
    #[param(pattern = "^[a-z0-9-]{1,100}$", max_length = 100, example = "tin-tuc-su-kien")]
    pub section: Option<String>,
    #[param(value_type = Option<Uuid>, example = "0199a0c0-0000-7000-8000-000000000000")]
    pub unit: Option<String>,
    #[param(value_type = Option<Field>, example = "culture")]
    pub field: Option<String>,
    /// First published in this year (Vietnamese time).
    #[param(minimum = 1900, maximum = 2199, example = 2026)]
    pub year: Option<i64>,
    #[param(value_type = Option<Lang>, example = "vi")]
    pub lang: Option<String>,
    /// Also what has ended but stays readable: expired, archived, replaced.
    pub ended: Option<bool>,
    #[param(minimum = 1, maximum = 100, example = 20)]
    pub limit: Option<u64>,
    /// `next_cursor` of the page before; it goes with the same question.
    #[param(max_length = 400)]
    pub cursor: Option<String>,
}

/// A question that was asked, checked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SearchQuery {
    /// One line, composed; never empty.
    pub q: String,
    pub kind: Option<Kind>,
    pub section: Option<String>,
    pub unit: Option<Uuid>,
    pub field: Option<Field>,
    pub year: Option<i64>,
    pub lang: Option<Lang>,
    pub ended: bool,
    pub limit: u64,
    pub after: Option<Place>,
}

/// A place in the order of hits, and the question it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    q: String,
    pub score: i64,
    pub n: i64,
}

impl Cursor for Place {}

/// A question as one clean line. What reorders or controls is nothing that anybody looks for: it parts words.
pub fn clean(sent: &str) -> String {
    let visible: String = sent.chars().map(|c| if TextFault::of(c).is_some() { ' ' } else { c }).collect();
    text::nfc(&visible).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads `q`, which must be there and may not be too long.
pub fn question(sent: Option<&str>, errors: &mut Vec<FieldError>) -> String {
    let Some(sent) = sent.filter(|q| !q.is_empty()) else {
        errors.push(FieldError::new("/q", "required", "Hãy nhập từ cần tìm.", "Say what to search for."));
        return String::new();
    };
    if sent.chars().count() > QUESTION_MAX {
        errors.push(FieldError::new("/q", "too_long", "Tối đa 200 ký tự.", "At most 200 characters."));
        return String::new();
    }
    clean(sent)
}

impl SearchQuery {
    /// Checks the parameters; tells all reasons at once.
    pub fn read(params: &SearchParams) -> Result<Self, Problem> {
        let mut errors = vec![];
        let mut query = Self {
            q: question(params.q.as_deref(), &mut errors),
            kind: word(&params.kind, "kind", Kind::read, &mut errors),
            section: slug(&params.section, &mut errors),
            unit: id(&params.unit, &mut errors),
            field: word(&params.field, "field", Field::read, &mut errors),
            year: params.year,
            lang: word(&params.lang, "lang", Lang::read, &mut errors),
            ended: params.ended.unwrap_or_default(),
            limit: page::DEFAULT_LIMIT,
            after: None,
        };
        if params.year.is_some_and(|year| !(1900..2200).contains(&year)) {
            errors.push(FieldError::new("/year", "out_of_range", "Năm từ 1900 đến 2199.", "A year from 1900 to 2199."));
        }
        match (page::PageRequest { limit: params.limit, cursor: None }).limit() {
            Ok(limit) => query.limit = limit,
            Err(problem) => errors.extend(problem.errors),
        }
        if let Some(cursor) = &params.cursor {
            let place = Place::read(cursor).ok().filter(|place| place.q == query.fingerprint());
            match place {
                Some(place) => query.after = Some(place),
                None => errors.push(FieldError::new(
                    "/cursor",
                    "bad_cursor",
                    "cursor không thuộc câu hỏi này; hãy bắt đầu lại từ trang đầu.",
                    "The cursor is not of this question; start from the first page.",
                )),
            }
        }
        if errors.is_empty() { Ok(query) } else { Err(Problem::invalid(errors)) }
    }

    fn fingerprint(&self) -> String {
        canonical::sha256_hex(self.normalised().as_bytes())[..16].to_owned()
    }

    pub fn place(&self, score: i64, n: i64) -> Place {
        Place { q: self.fingerprint(), score, n }
    }

    /// Question and filters in one order and one spelling.
    fn normalised(&self) -> String {
        let mut out = format!("q={}", utf8_percent_encode(&self.q, IN_QUERY));
        let mut add = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                // Writing into a String cannot fail. Values are words, slugs, ids and numbers: nothing to escape.
                let _ = write!(out, "&{name}={value}");
            }
        };
        add("kind", self.kind.map(Kind::word));
        add("section", self.section.clone());
        add("unit", self.unit.map(|id| id.to_string()));
        add("field", self.field.map(Field::word));
        add("year", self.year.map(|year| year.to_string()));
        add("lang", self.lang.map(Lang::word));
        add("ended", self.ended.then(|| "true".into()));
        out
    }

    /// The query string of the public page that shows this.
    pub fn page_query(&self, cursor: Option<&str>) -> String {
        let mut out = self.normalised();
        if let Some(cursor) = cursor {
            let _ = write!(out, "&cursor={cursor}");
        }
        out
    }

    /// The relative address of this question, or of its page after `cursor`.
    pub fn address(&self, cursor: Option<&str>) -> String {
        let cursor = cursor.map(|c| format!("&cursor={c}")).unwrap_or_default();
        format!("/api/v1/search?{}&limit={}{cursor}", self.normalised(), self.limit)
    }

    /// The key of its answer: the same whoever asks.
    pub fn cache_key(&self) -> String {
        let place = self.after.as_ref().map(|p| format!(" after {} {}", p.score, p.n)).unwrap_or_default();
        format!("search {}{place}", self.address(None))
    }

    /// What the filters ask of the index; `section` is the id behind the slug.
    pub fn terms(&self, section: Option<Uuid>) -> Vec<String> {
        let words = [
            self.kind.map(|w| format!("k_{}", w.word())),
            section.map(|id| format!("s_{}", id.simple())),
            self.unit.map(|id| format!("u_{}", id.simple())),
            self.field.map(|w| format!("f_{}", w.word())),
            self.year.map(|year| format!("y_{year}")),
            self.lang.map(|w| format!("l_{}", w.word())),
        ];
        words.into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Result<SearchQuery, Problem> {
        SearchQuery::read(&actix_web::web::Query::<SearchParams>::from_query(query).unwrap())
    }

    #[test]
    fn questions_are_normalised() {
        let one = read("q=%20Tha%CC%80nh%20%20%C4%90%C3%B4ng&kind=article").unwrap();
        let other = read("kind=article&q=Th%C3%A0nh+%C4%90%C3%B4ng&limit=20").unwrap();
        assert_eq!(one.cache_key(), other.cache_key());
        assert_eq!(one.address(None), "/api/v1/search?q=Th%C3%A0nh%20%C4%90%C3%B4ng&kind=article&limit=20");
        assert_eq!(clean("a\0b\u{202e}c\n d"), "a b c d");
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let problem = read("kind=x&section=A&unit=1&field=x&year=12&lang=fr&limit=0&cursor=zz").unwrap_err();
        assert_eq!(problem.errors.len(), 9);
        assert!(read(&format!("q={}", "a".repeat(201))).is_err() && read(&format!("q={}", "a".repeat(200))).is_ok());
    }

    #[test]
    fn a_cursor_belongs_to_its_question() {
        let cursor = read("q=a&kind=article").unwrap().place(5, 7).write();
        assert_eq!(read(&format!("q=a&kind=article&limit=3&cursor={cursor}")).unwrap().after.unwrap().n, 7);
        assert!(read(&format!("q=b&kind=article&cursor={cursor}")).is_err());
    }
}
