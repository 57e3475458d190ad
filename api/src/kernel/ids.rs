//! Identity: UUIDv7 of the given instant, and the short form that public paths carry.

use chrono::{DateTime, Utc};
use uuid::{NoContext, Timestamp, Uuid};

/// A new id whose time part is `now`.
pub fn new_id(now: DateTime<Utc>) -> Uuid {
    let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
    Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, now.timestamp_subsec_nanos()))
}

/// Ten letters of the random half, base 32 without look-alikes: enough to keep paths apart for millions of items.
pub fn short_id(id: Uuid) -> String {
    const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let mut bits = (id.as_u128() & ((1 << 50) - 1)) as u64;
    let mut out = [0u8; 10];
    for slot in out.iter_mut().rev() {
        *slot = LETTERS[(bits & 31) as usize];
        bits >>= 5;
    }
    out.iter().map(|b| *b as char).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_by_time_and_short_ids_differ() {
        let at = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        let (a, b) = (new_id(at), new_id(at + chrono::TimeDelta::seconds(1)));
        assert!(a < b);
        assert_eq!(short_id(a).len(), 10);
        assert_ne!(short_id(a), short_id(b));
    }
}
