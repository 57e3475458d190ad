//! A kind that an administrator defined (requirement 26): which definition, which version of it, and the values. What the
//! values must be stands in the definition; a revision is frozen together with it.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::fields::FieldShape;
use super::{Described, Linked, Rules, details};
use crate::features::newsroom::content::{Content, block, too_long};
use crate::http::FieldError;

/// Values of one item.
const VALUES_MAX: usize = 60;

details! {
    Custom as CustomDetails {
        pub definition_id: Option<Uuid>,
        /// Of the definition; the newest when it is 0.
        #[schema(minimum = 0, maximum = 1000000)]
        pub version: i64,
        #[schema(value_type = Object)]
        pub values: Map<String, Value>,
    }
}

impl Described for Custom {
    fn fields() -> Vec<FieldShape> {
        vec![]
    }
}

impl Rules for Custom {
    fn clean(&mut self, faults: &mut Vec<FieldError>) {
        if self.values.len() > VALUES_MAX {
            return faults.push(too_long("/details/values", VALUES_MAX));
        }
        for (name, value) in &mut self.values {
            if let Value::String(text) = value {
                let clean = block(text, &format!("/details/values/{name}"), 20_000, faults);
                *value = if clean.is_empty() { Value::Null } else { Value::String(clean) };
            }
        }
    }

    fn speaks(&self) -> bool {
        self.values.values().any(|value| !value.is_null())
    }

    fn linked(&self, _: &Content) -> Linked {
        Linked::text("WebPage", json!({}))
    }
}
