//! How often somebody may do something within a time: counted in memory and soon forgotten. Who it was is kept as a hash
//! under a salt that lives as long as the process and is never written down.

use std::collections::HashMap;
use std::sync::Mutex;

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};

/// More than any ward has at once; beyond it what is over is swept out, and then everything.
const MOST: usize = 200_000;

/// How many, and since when.
type Count = (u32, DateTime<Utc>);

/// The counts.
pub struct Pace {
    salt: [u8; 32],
    seen: Mutex<HashMap<[u8; 16], Count>>,
}

impl Pace {
    pub fn new(salt: [u8; 32]) -> Self {
        Self { salt, seen: Mutex::default() }
    }

    /// Counts one more of `what` by `who`; an error says how many seconds to wait when there were `most` within `window`.
    pub fn admit(&self, what: &str, who: &str, most: u32, window: TimeDelta, now: DateTime<Utc>) -> Result<(), u64> {
        let mut seen = self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if seen.len() >= MOST {
            seen.retain(|_, (_, ends)| *ends > now);
            if seen.len() >= MOST {
                seen.clear();
            }
        }
        let entry = seen.entry(self.key(what, who)).or_insert((0, now + window));
        if entry.1 <= now {
            *entry = (0, now + window);
        }
        if entry.0 >= most {
            return Err(u64::try_from((entry.1 - now).num_seconds()).unwrap_or(0).max(1));
        }
        entry.0 += 1;
        Ok(())
    }

    fn key(&self, what: &str, who: &str) -> [u8; 16] {
        let mut hash = Sha256::new();
        hash.update(self.salt);
        hash.update((what.len() as u64).to_be_bytes());
        hash.update(what);
        hash.update(who);
        let mut key = [0; 16];
        key.copy_from_slice(&hash.finalize()[..16]);
        key
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_comes_too_often_waits_and_others_do_not() {
        let pace = Pace::new([7; 32]);
        let at = |s: i64| DateTime::from_timestamp(1_790_000_000 + s, 0).unwrap();
        let hour = TimeDelta::hours(1);
        for _ in 0..3 {
            assert_eq!(pace.admit("a", "x", 3, hour, at(0)), Ok(()));
        }
        assert_eq!(pace.admit("a", "x", 3, hour, at(60)), Err(3540));
        assert_eq!(pace.admit("a", "y", 3, hour, at(60)), Ok(()));
        assert_eq!(pace.admit("b", "x", 3, hour, at(60)), Ok(()));
        assert_eq!(pace.admit("a", "x", 3, hour, at(3600)), Ok(()));
    }
}
