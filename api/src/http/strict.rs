//! JSON read strictly: an object is an object, never a list of its values in order (which serde would take too), and no
//! member stands twice (so that nobody reads another document than we do).

use std::fmt;

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{self, Deserialize, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_json::{Error, Number};

/// A document, its faults of syntax already found.
pub enum Document {
    Null,
    Bool(bool),
    Number(Number),
    Text(String),
    List(Vec<Document>),
    Object(Vec<(String, Document)>),
}

impl Document {
    fn unexpected(&self) -> Unexpected<'_> {
        match self {
            Document::Null => Unexpected::Other("null"),
            Document::Bool(b) => Unexpected::Bool(*b),
            Document::Number(_) => Unexpected::Other("number"),
            Document::Text(text) => Unexpected::Str(text),
            Document::List(_) => Unexpected::Seq,
            Document::Object(_) => Unexpected::Map,
        }
    }
}

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        struct Any;

        impl<'de> Visitor<'de> for Any {
            type Value = Document;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("any JSON value")
            }

            fn visit_unit<E>(self) -> Result<Document, E> {
                Ok(Document::Null)
            }

            fn visit_bool<E>(self, value: bool) -> Result<Document, E> {
                Ok(Document::Bool(value))
            }

            fn visit_i64<E>(self, value: i64) -> Result<Document, E> {
                Ok(Document::Number(value.into()))
            }

            fn visit_u64<E>(self, value: u64) -> Result<Document, E> {
                Ok(Document::Number(value.into()))
            }

            fn visit_f64<E: de::Error>(self, value: f64) -> Result<Document, E> {
                Number::from_f64(value).map(Document::Number).ok_or_else(|| E::custom("not a finite number"))
            }

            fn visit_str<E>(self, value: &str) -> Result<Document, E> {
                Ok(Document::Text(value.to_owned()))
            }

            fn visit_string<E>(self, value: String) -> Result<Document, E> {
                Ok(Document::Text(value))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Document, A::Error> {
                let mut values = vec![];
                while let Some(value) = list.next_element()? {
                    values.push(value);
                }
                Ok(Document::List(values))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Document, A::Error> {
                let mut members: Vec<(String, Document)> = vec![];
                let mut names = std::collections::HashSet::new();
                while let Some((name, value)) = map.next_entry::<String, Document>()? {
                    if !names.insert(name.clone()) {
                        return Err(de::Error::custom(format!("the member `{name}` stands twice")));
                    }
                    members.push((name, value));
                }
                Ok(Document::Object(members))
            }
        }

        reader.deserialize_any(Any)
    }
}

impl IntoDeserializer<'_, Error> for Document {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Document {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Document::Null => visitor.visit_unit(),
            Document::Bool(value) => visitor.visit_bool(value),
            Document::Number(number) => number.deserialize_any(visitor),
            Document::Text(text) => visitor.visit_string(text),
            Document::List(values) => {
                let mut list = SeqDeserializer::new(values.into_iter());
                let value = visitor.visit_seq(&mut list)?;
                list.end()?;
                Ok(value)
            }
            Document::Object(members) => {
                let mut map = MapDeserializer::new(members.into_iter());
                let value = visitor.visit_map(&mut map)?;
                map.end()?;
                Ok(value)
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Document::Null => visitor.visit_none(),
            some => visitor.visit_some(some),
        }
    }

    /// Here lies the difference: a list is no object.
    fn deserialize_struct<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        match self {
            Document::Object(_) => self.deserialize_any(visitor),
            other => Err(de::Error::invalid_type(other.unexpected(), &"an object")),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    /// All our enumerations are words.
    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        match self {
            Document::Text(word) => visitor.visit_enum(word.into_deserializer()),
            other => Err(de::Error::invalid_type(other.unexpected(), &"one of the allowed words")),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[derive(Debug, PartialEq, serde::Deserialize)]
    #[serde(deny_unknown_fields, default)]
    struct Sent {
        title: String,
        source: Option<Source>,
        words: Vec<Word>,
        n: i64,
        more: serde_json::Map<String, serde_json::Value>,
    }

    impl Default for Sent {
        fn default() -> Self {
            Self { title: "–".into(), source: None, words: vec![], n: 0, more: serde_json::Map::new() }
        }
    }

    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Source {
        name: String,
    }

    #[derive(Debug, PartialEq, serde::Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Word {
        Own,
        Other,
    }

    fn read(text: &str) -> Result<Sent, Error> {
        Sent::deserialize(serde_json::from_str::<Document>(text)?)
    }

    #[test]
    fn what_is_right_is_read() {
        let sent =
            read(r#"{"title": "a\u0301", "source": {"name": "b"}, "words": ["own", "other"], "n": -3, "more": {"x": [1, 2.5, null]}}"#)
                .unwrap();
        assert_eq!((sent.title.as_str(), sent.n), ("a\u{301}", -3));
        assert_eq!(sent.source, Some(Source { name: "b".into() }));
        assert_eq!(sent.words, [Word::Own, Word::Other]);
        assert_eq!(sent.more["x"], json!([1, 2.5, null]));
        assert_eq!(read("{}").unwrap(), Sent::default());
        assert_eq!(read(r#"{"source": null}"#).unwrap(), Sent::default());
    }

    #[test]
    fn what_is_not_is_refused() {
        for text in [
            "[]",
            r#"["a"]"#,
            "null",
            r#"{"source": []}"#,
            r#"{"source": ["b"]}"#,
            r#"{"source": "b"}"#,
            r#"{"words": [3]}"#,
            r#"{"words": [{"own": null}]}"#,
            r#"{"words": "own"}"#,
            r#"{"n": 1.5}"#,
            r#"{"n": "1"}"#,
            r#"{"title": null}"#,
            r#"{"title": 7}"#,
            r#"{"other": 1}"#,
            r#"{"n": 1, "n": 2}"#,
            r#"{"more": {"x": 1, "x": 2}}"#,
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
