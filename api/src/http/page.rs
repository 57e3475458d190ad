//! Keyset pages: a cursor holds the sort keys of the last row, so pages survive inserts and cost the same at any depth.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::problem::{FieldError, Problem};

pub const DEFAULT_LIMIT: u64 = 20;
pub const MAX_LIMIT: u64 = 100;

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    pub data: Vec<T>,
    /// Ask for the next page with this; absent at the end.
    pub next_cursor: Option<String>,
}

/// A short list that is always given whole.
#[derive(Debug, Serialize, ToSchema)]
pub struct Whole<T> {
    pub data: Vec<T>,
}

/// `limit` and `cursor` as sent.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct PageRequest {
    pub limit: Option<u64>,
    pub cursor: Option<String>,
}

impl PageRequest {
    /// 1–100, 20 when not said.
    pub fn limit(&self) -> Result<u64, Problem> {
        match self.limit {
            None => Ok(DEFAULT_LIMIT),
            Some(n) if (1..=MAX_LIMIT).contains(&n) => Ok(n),
            Some(_) => Err(Problem::invalid(vec![FieldError::new(
                "/limit",
                "out_of_range",
                "limit phải từ 1 đến 100.",
                "limit must be 1 to 100.",
            )])),
        }
    }

    /// The keys after which the page begins.
    pub fn after<K: Cursor>(&self) -> Result<Option<K>, Problem> {
        self.cursor.as_deref().map(K::read).transpose()
    }
}

/// Sort keys that can be handed to a client and taken back.
pub trait Cursor: Serialize + DeserializeOwned {
    /// Whether a database can compare with these keys: no NUL, no instant beyond the calendar.
    fn sane(&self) -> bool {
        true
    }

    fn write(&self) -> String {
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default())
    }

    fn read(text: &str) -> Result<Self, Problem> {
        let keys = URL_SAFE_NO_PAD.decode(text).ok().and_then(|bytes| serde_json::from_slice::<Self>(&bytes).ok()).filter(Self::sane);
        keys.ok_or_else(|| {
            Problem::invalid(vec![FieldError::new(
                "/cursor",
                "bad_cursor",
                "cursor không hợp lệ; hãy bắt đầu lại từ trang đầu.",
                "The cursor is not valid; start from the first page.",
            )])
        })
    }
}

/// An instant that both databases can hold.
pub fn sane_instant(at: chrono::DateTime<chrono::Utc>) -> bool {
    use chrono::Datelike;
    (1900..2200).contains(&at.year())
}

/// Cuts a list that was read with one row more than asked for, and makes the cursor of its last row.
pub fn cut<R, K: Cursor>(mut rows: Vec<R>, limit: u64, keys: impl Fn(&R) -> K) -> (Vec<R>, Option<String>) {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = if more { rows.last().map(|r| keys(r).write()) } else { None };
    (rows, next)
}
