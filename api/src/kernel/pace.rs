//! How often somebody may do something within a time: counted in memory and soon forgotten. Who it was is kept as a hash
//! under a salt that lives as long as the process and is never written down.

use std::collections::HashMap;
use std::sync::Mutex;

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};

/// More than any ward has at once; beyond it what is over is swept out, and then everything.
const MOST: usize = 200_000;

/// What somebody is remembered by.
pub(super) type Key = [u8; 16];

/// So many of `what` by `who` within a time.
#[derive(Clone, Copy, Debug)]
pub struct Limit<'a> {
    pub what: &'a str,
    pub who: &'a str,
    /// 0: any number, and nothing is counted.
    pub most: u32,
    pub window: TimeDelta,
}

/// How many, and until when they count.
#[derive(Clone, Copy)]
struct Window {
    n: u32,
    ends: DateTime<Utc>,
}

/// The counts.
pub struct Pace {
    salt: [u8; 32],
    seen: Mutex<HashMap<Key, Window>>,
}

impl Pace {
    pub fn new(salt: [u8; 32]) -> Self {
        Self { salt, seen: Mutex::default() }
    }

    /// Counts one more under each limit, or under none when one of them is full.
    ///
    /// # Errors
    /// The seconds to wait.
    pub fn admit(&self, limits: &[Limit<'_>], now: DateTime<Utc>) -> Result<(), u64> {
        let mut seen = self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let keys: Vec<(Key, &Limit<'_>)> =
            limits.iter().filter(|limit| limit.most > 0).map(|limit| (self.key(limit.what, limit.who), limit)).collect();
        if let Some(wait) = keys.iter().find_map(|(key, limit)| full(&seen, key, limit.most, now)) {
            return Err(wait);
        }
        for (key, limit) in keys {
            if seen.len() >= MOST && !seen.contains_key(&key) {
                seen.retain(|_, window| window.ends > now);
                if seen.len() >= MOST {
                    seen.clear();
                }
            }
            let window = seen.entry(key).or_insert(Window { n: 0, ends: now + limit.window });
            if window.ends <= now {
                *window = Window { n: 0, ends: now + limit.window };
            }
            window.n += 1;
        }
        Ok(())
    }

    /// Takes one back that was admitted and came to nothing.
    pub fn take_back(&self, limits: &[Limit<'_>], now: DateTime<Utc>) {
        let mut seen = self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        for limit in limits {
            if let Some(window) = seen.get_mut(&self.key(limit.what, limit.who)).filter(|window| window.ends > now) {
                window.n = window.n.saturating_sub(1);
            }
        }
    }

    /// Whether no more would be admitted; nothing is counted.
    pub fn is_full(&self, limit: &Limit<'_>, now: DateTime<Utc>) -> bool {
        let seen = self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        limit.most > 0 && full(&seen, &self.key(limit.what, limit.who), limit.most, now).is_some()
    }

    pub(super) fn key(&self, what: &str, who: &str) -> Key {
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

/// The seconds until the window is over, when it is full.
fn full(seen: &HashMap<Key, Window>, key: &Key, most: u32, now: DateTime<Utc>) -> Option<u64> {
    let window = seen.get(key).filter(|window| window.ends > now && window.n >= most)?;
    Some(u64::try_from((window.ends - now).num_seconds()).unwrap_or(0).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(s: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000 + s, 0).unwrap()
    }

    fn limit(what: &'static str, who: &'static str, most: u32) -> Limit<'static> {
        Limit { what, who, most, window: TimeDelta::hours(1) }
    }

    #[test]
    fn who_comes_too_often_waits_and_others_do_not() {
        let pace = Pace::new([7; 32]);
        for _ in 0..3 {
            assert_eq!(pace.admit(&[limit("a", "x", 3)], at(0)), Ok(()));
        }
        assert!(pace.is_full(&limit("a", "x", 3), at(60)) && !pace.is_full(&limit("a", "y", 3), at(60)));
        assert_eq!(pace.admit(&[limit("a", "x", 3)], at(60)), Err(3540));
        assert_eq!(pace.admit(&[limit("a", "y", 3)], at(60)), Ok(()));
        assert_eq!(pace.admit(&[limit("b", "x", 3)], at(60)), Ok(()));
        assert_eq!(pace.admit(&[limit("a", "x", 0)], at(60)), Ok(()), "no limit");
        assert_eq!(pace.admit(&[limit("a", "x", 3)], at(3600)), Ok(()));
    }

    #[test]
    fn what_one_limit_refuses_counts_under_no_other() {
        let pace = Pace::new([7; 32]);
        let both = [limit("one", "x", 2), limit("all", "", 1)];
        assert_eq!(pace.admit(&both, at(0)), Ok(()));
        for _ in 0..5 {
            assert_eq!(pace.admit(&both, at(1)), Err(3599));
        }
        assert_eq!(pace.admit(&both[..1], at(2)), Ok(()));
        assert_eq!(pace.admit(&both[..1], at(3)), Err(3597));
    }
}
