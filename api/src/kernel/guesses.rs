//! How often somebody may guess: wrong secrets wait longer and longer for who tried them, and a storm of them from everywhere
//! slows those who have been wrong before, never a sender who asks with the right one first.
//!
//! In memory, like `pace.rs`: keys are hashes, the table is bounded, a restart forgives.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard};

use chrono::{DateTime, TimeDelta, Utc};

use super::pace::{Key, Limit, Pace};

/// Who was wrong lately: about a megabyte.
const CAPACITY: usize = 20_000;
/// Wrong ones that cost nothing: people mistype.
const FREE: u32 = 10;
/// Wrong ones of everybody together in a minute: beyond it they are a storm.
const STORM: Limit<'static> = Limit { what: "wrong guess", who: "", most: 120, window: TimeDelta::minutes(1) };
/// Nobody waits longer.
const LONGEST: i64 = 900;
const FORGET: TimeDelta = TimeDelta::minutes(30);

/// The wrong guesses of somebody.
#[derive(Clone, Copy)]
struct Wrong {
    n: u32,
    last: DateTime<Utc>,
}

/// Who was wrong lately, and how often.
pub struct Guesses {
    /// Counts the storm, and makes the keys.
    pace: Pace,
    wrong: Mutex<HashMap<Key, Wrong>>,
}

impl Guesses {
    pub fn new(salt: [u8; 32]) -> Self {
        Self { pace: Pace::new(salt), wrong: Mutex::default() }
    }

    /// Whether a guess of `who` may be looked at.
    ///
    /// # Errors
    /// The seconds to wait.
    pub fn admit(&self, who: &str, now: DateTime<Utc>) -> Result<(), u64> {
        let key = self.pace.key("guess", who);
        let Some(seen) = self.wrong().get(&key).copied().filter(|seen| now - seen.last < FORGET) else { return Ok(()) };
        let free = if self.pace.is_full(&STORM, now) { 0 } else { FREE };
        if seen.n <= free {
            return Ok(());
        }
        let delay = 2i64.saturating_pow(seen.n - free).min(LONGEST);
        let left = (seen.last + TimeDelta::seconds(delay) - now).num_seconds();
        if left > 0 { Err(u64::try_from(left).unwrap_or(1)) } else { Ok(()) }
    }

    /// A guess of `who` was wrong.
    pub fn was_wrong(&self, who: &str, now: DateTime<Utc>) {
        let key = self.pace.key("guess", who);
        let mut wrong = self.wrong();
        if wrong.len() >= CAPACITY && !wrong.contains_key(&key) {
            wrong.retain(|_, seen| now - seen.last < FORGET);
            if wrong.len() >= CAPACITY {
                wrong.retain(|_, seen| seen.n > FREE);
            }
            if wrong.len() >= CAPACITY {
                wrong.clear();
            }
        }
        let seen = wrong.entry(key).or_insert(Wrong { n: 0, last: now });
        let n = if now - seen.last < FORGET { seen.n } else { 0 };
        *seen = Wrong { n: n.saturating_add(1), last: now };
        // A full window is the storm itself: there is no more to count.
        let _ = self.pace.admit(&[STORM], now);
    }

    fn wrong(&self) -> MutexGuard<'_, HashMap<Key, Wrong>> {
        self.wrong.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guessing_waits_and_honest_senders_do_not() {
        let guesses = Guesses::new([7; 32]);
        let now = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        let mut looked_at = 0;
        for _ in 0..100 {
            if guesses.admit("a", now).is_ok() {
                guesses.was_wrong("a", now);
                looked_at += 1;
            }
        }
        assert_eq!(looked_at, 11);
        assert_eq!(guesses.admit("a", now), Err(2));
        assert_eq!(guesses.admit("b", now), Ok(()));
        for n in 0..150 {
            guesses.was_wrong(&format!("everywhere {n}"), now);
        }
        assert!(guesses.admit("everywhere 7", now).is_err(), "wrong before, in a storm");
        assert_eq!(guesses.admit("b", now), Ok(()), "never wrong before");
        assert_eq!(guesses.admit("everywhere 7", now + TimeDelta::minutes(2)), Ok(()), "the storm is over");
        assert_eq!(guesses.admit("a", now + TimeDelta::hours(1)), Ok(()));
    }
}
