//! Canonical JSON (RFC 8785) and SHA-256: what revisions and the change log are sealed with.

use serde::Serialize;
use sha2::{Digest, Sha256};

/// The canonical text: members sorted by UTF-16 code units, no blanks, shortest numbers.
///
/// RFC 8785 numbers are IEEE doubles: put integers beyond 2⁵³ and exact decimals into strings. Strings are not
/// normalised here: NFC is the duty of whoever took the text in ([`super::text::nfc`]).
///
/// # Errors
/// When `value` does not serialise: a map key that is not a string, a number that is not finite.
pub fn to_canonical<T: Serialize>(value: &T) -> serde_json::Result<String> {
    serde_json_canonicalizer::to_string(value)
}

/// SHA-256 as 64 lower-case hexadecimal digits.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// [`sha256_hex`] of the canonical text of `value`.
///
/// # Errors
/// As [`to_canonical`].
pub fn hash_of<T: Serialize>(value: &T) -> serde_json::Result<String> {
    to_canonical(value).map(|text| sha256_hex(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn canonical_texts() {
        for (value, want) in [
            (json!({"b": 1, "a": {"d": null, "c": [true, false]}}), r#"{"a":{"c":[true,false],"d":null},"b":1}"#),
            // UTF-16 order: the emoji (a surrogate pair) sorts before U+FB33.
            (json!({"\u{fb33}": 1, "\u{1f600}": 2, "ö": 3, "1": 4, "\r": 5}), "{\"\\r\":5,\"1\":4,\"ö\":3,\"\u{1f600}\":2,\"\u{fb33}\":1}"),
            (json!({"tên": "Thành Đông \u{7}\"\\\n</script>"}), r#"{"tên":"Thành Đông \u0007\"\\\n</script>"}"#),
            (
                json!([1.0, -0.0, 1e21, 1e-7, 0.000001, 333_333_333.333_333_3, 4.50, 10]),
                "[1,0,1e+21,1e-7,0.000001,333333333.3333333,4.5,10]",
            ),
            (json!([9_007_199_254_740_991_i64, -1]), "[9007199254740991,-1]"),
            (json!({}), "{}"),
        ] {
            assert_eq!(to_canonical(&value).unwrap(), want);
        }
    }

    #[test]
    fn refuses_what_json_cannot_say() {
        assert!(to_canonical(&f64::NAN).is_err());
        assert!(to_canonical(&f64::INFINITY).is_err());
        assert!(to_canonical(&BTreeMap::from([(vec![1], 1)])).is_err());
    }

    #[test]
    fn hashes() {
        assert_eq!(sha256_hex(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(hash_of(&json!({"b": 1, "a": 2})).unwrap(), sha256_hex(br#"{"a":2,"b":1}"#));
    }

    proptest! {
        #[test]
        fn reading_back_changes_nothing(map in prop::collection::btree_map(any::<String>(), any::<String>(), 0..6)) {
            let text = to_canonical(&map).unwrap();
            let back: Value = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(to_canonical(&back).unwrap(), text);
        }
    }
}
