//! Slows guessing down without giving anybody the means to lock somebody else out.
//!
//! Failures are counted for three keys. The pair (user name, client) waits longer and longer: that is the real brake. A
//! client that fails with many names waits a little, except for names that have signed in from there before. A name that
//! fails from many clients makes nobody wait: it only shortens the patience with clients that are new to it, so its
//! owner can always try at once from wherever they are. A browser that still holds a session of the account counts as
//! a client of its own, so a bad neighbour behind the same address does not matter to it.
//!
//! Kept in memory, for each process: keys are hashes of fixed size, the tables are bounded, a restart forgives.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard};

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Free tries of a pair: a person mistypes a few times.
const PAIR_FREE: u32 = 5;
/// Free tries of a pair that is new to a name under attack: the owner's first try always goes through.
const PAIR_FREE_UNDER_ATTACK: u32 = 1;
/// Failures of one name, wherever from, at which it counts as under attack.
const NAME_PRESSED: u32 = 20;
/// Free failures of one address: an office of fifteen people behind one address on a Monday morning.
const ADDRESS_FREE: u32 = 30;
/// A pair waits at most a quarter of an hour: about four guesses an hour, hopeless against twelve characters.
const PAIR_LONGEST: i64 = 900;
/// An address waits at most a minute: it may be shared.
const ADDRESS_LONGEST: i64 = 60;
/// Failures are forgotten when nothing more happened for this long.
const FORGET: TimeDelta = TimeDelta::minutes(30);
/// Entries of one table: about 1 MB.
const CAPACITY: usize = 10_000;

/// Where an attempt comes from.
#[derive(Clone, Copy, Debug)]
pub struct Client {
    pub address: IpAddr,
    /// A session of the very account that this browser proved to hold.
    pub session: Option<Uuid>,
}

/// Counts attempts; shared by all requests of the process.
#[derive(Default)]
pub struct Throttle {
    tables: Mutex<Tables>,
}

#[derive(Default)]
struct Tables {
    pairs: Table,
    addresses: Table,
    names: Table,
}

/// A try that may go on. Dropped without an outcome, it counts for nothing (the request was broken off or turned away).
#[must_use]
pub struct Pass<'t> {
    throttle: &'t Throttle,
    keys: Keys,
}

/// Seconds until another try makes sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wait(pub u64);

#[derive(Clone, Copy)]
struct Keys {
    pair: Key,
    address: Key,
    name: Key,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Key([u8; 16]);

impl Throttle {
    /// Lets a try go on, or says how long to wait. Tries under way count as failures until they end, so that a burst
    /// sent at once gains nothing.
    pub fn admit(&self, site: &str, username: &str, client: Client, now: DateTime<Utc>) -> Result<Pass<'_>, Wait> {
        self.admit_as(site, username, client, now, None)
    }

    /// The same for six digits behind a right password. They can be guessed from a thousand places at once, so here the name
    /// itself waits too, for clients that are new to it. Whoever makes it wait knows the password already; the owner's known
    /// computers go on, and a passkey does not ask here for anything that can be guessed.
    pub fn admit_code(&self, site: &str, username: &str, client: Client, now: DateTime<Utc>) -> Result<Pass<'_>, Wait> {
        self.admit_as(site, &format!("second factor of {username}"), client, now, Some(NAME_PRESSED))
    }

    fn admit_as(&self, site: &str, username: &str, client: Client, now: DateTime<Utc>, name_free: Option<u32>) -> Result<Pass<'_>, Wait> {
        let address = client.address.to_string();
        let from = client.session.map_or_else(|| address.clone(), |id| id.to_string());
        let keys = Keys {
            pair: Key::of(&["pair", site, username, &from]),
            address: Key::of(&["address", &address]),
            name: Key::of(&["name", site, username]),
        };
        let mut tables = self.tables();
        let pressed = tables.names.failures(keys.name, now) >= NAME_PRESSED;
        let known = client.session.is_some() || tables.pairs.succeeded(keys.pair);
        let free = if pressed && !known { PAIR_FREE_UNDER_ATTACK } else { PAIR_FREE };
        let mut wait = tables.pairs.wait(keys.pair, free, PAIR_LONGEST, now);
        if !known {
            wait = wait.max(tables.addresses.wait(keys.address, ADDRESS_FREE, ADDRESS_LONGEST, now));
            let name = name_free.and_then(|free| tables.names.wait(keys.name, free, PAIR_LONGEST, now));
            wait = wait.max(name);
        }
        if let Some(wait) = wait {
            return Err(wait);
        }
        tables.pairs.entry(keys.pair, now).under_way += 1;
        tables.addresses.entry(keys.address, now).under_way += 1;
        Ok(Pass { throttle: self, keys })
    }

    fn tables(&self) -> MutexGuard<'_, Tables> {
        // Counts cannot be left half-written: a poisoned lock is as good as another.
        self.tables.lock().unwrap_or_else(|e| e.into_inner())
    }
}

impl Pass<'_> {
    /// The password was wrong.
    pub fn failed(self, now: DateTime<Utc>) {
        let mut tables = self.throttle.tables();
        tables.pairs.entry(self.keys.pair, now).fail(now);
        tables.addresses.entry(self.keys.address, now).fail(now);
        tables.names.entry(self.keys.name, now).fail(now);
    }

    /// The password was right: this client is known to the account from now on.
    pub fn succeeded(self, now: DateTime<Utc>) {
        let mut tables = self.throttle.tables();
        let pair = tables.pairs.entry(self.keys.pair, now);
        pair.failures = 0;
        pair.succeeded = true;
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        let mut tables = self.throttle.tables();
        tables.pairs.leave(self.keys.pair);
        tables.addresses.leave(self.keys.address);
    }
}

impl Key {
    fn of(parts: &[&str]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        let mut key = [0; 16];
        key.copy_from_slice(&hash.finalize()[..16]);
        Self(key)
    }
}

#[derive(Clone, Copy)]
struct Count {
    failures: u32,
    under_way: u32,
    last: DateTime<Utc>,
    succeeded: bool,
}

impl Count {
    fn fail(&mut self, now: DateTime<Utc>) {
        self.failures = self.failures.saturating_add(1);
        self.last = now;
    }
}

#[derive(Default)]
struct Table(HashMap<Key, Count>);

impl Table {
    fn failures(&self, key: Key, now: DateTime<Utc>) -> u32 {
        self.0.get(&key).filter(|c| now - c.last < FORGET).map_or(0, |c| c.failures)
    }

    fn succeeded(&self, key: Key) -> bool {
        self.0.get(&key).is_some_and(|c| c.succeeded)
    }

    /// 2, 4, 8 … seconds after the last failure, once the free ones are used up.
    fn wait(&self, key: Key, free: u32, longest: i64, now: DateTime<Utc>) -> Option<Wait> {
        let count = self.0.get(&key)?;
        let failures = self.failures(key, now);
        if failures >= free {
            let delay = 2i64.saturating_pow(failures - free + 1).min(longest);
            let left = (count.last + TimeDelta::seconds(delay) - now).num_milliseconds();
            if left > 0 {
                return Some(Wait(u64::try_from(left).unwrap_or(0).div_ceil(1000)));
            }
        }
        // One try at a time when no free one is left; none beyond the free ones otherwise.
        let room = free.saturating_sub(failures).max(1);
        (count.under_way >= room).then_some(Wait(1))
    }

    fn entry(&mut self, key: Key, now: DateTime<Utc>) -> &mut Count {
        if self.0.len() >= CAPACITY && !self.0.contains_key(&key) {
            self.make_room(now);
        }
        let fresh = Count { failures: 0, under_way: 0, last: now, succeeded: false };
        let count = self.0.entry(key).or_insert(fresh);
        if now - count.last >= FORGET {
            count.failures = 0;
            count.last = now;
        }
        count
    }

    fn leave(&mut self, key: Key) {
        if let Some(count) = self.0.get_mut(&key) {
            count.under_way = count.under_way.saturating_sub(1);
        }
    }

    /// Drops what says nothing any more; if all of it still says something, the lightest tenth (so that a flood of names
    /// pays for one sorting in a thousand).
    fn make_room(&mut self, now: DateTime<Utc>) {
        self.0.retain(|_, c| c.under_way > 0 || c.succeeded || (c.failures > 0 && now - c.last < FORGET));
        if self.0.len() < CAPACITY {
            return;
        }
        let weight = |c: &Count| (c.under_way, c.failures, c.succeeded, c.last);
        let mut all: Vec<_> = self.0.iter().map(|(key, count)| (weight(count), *key)).collect();
        all.select_nth_unstable_by_key(CAPACITY / 10, |(weight, _)| *weight);
        for (_, key) in all.drain(..CAPACITY / 10) {
            self.0.remove(&key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITE: &str = "portal.vidu.vn";

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000 + seconds, 0).unwrap()
    }

    fn from(last: u8) -> Client {
        Client { address: IpAddr::from([203, 0, 113, last]), session: None }
    }

    fn fail(throttle: &Throttle, name: &str, client: Client, second: i64) -> Option<Wait> {
        match throttle.admit(SITE, name, client, at(second)) {
            Ok(pass) => {
                pass.failed(at(second));
                None
            }
            Err(wait) => Some(wait),
        }
    }

    #[test]
    fn a_pair_waits_longer_and_longer_and_others_do_not() {
        let throttle = Throttle::default();
        for second in 0..5 {
            assert_eq!(fail(&throttle, "ctv", from(1), second), None);
        }
        assert_eq!(fail(&throttle, "ctv", from(1), 4), Some(Wait(2)));
        assert_eq!(fail(&throttle, "ctv", from(1), 6), None);
        assert_eq!(fail(&throttle, "ctv", from(1), 7), Some(Wait(3)));
        assert_eq!(fail(&throttle, "ctv", from(2), 7), None, "the owner elsewhere");
        assert_eq!(fail(&throttle, "ctv2", from(1), 7), None, "a colleague at the same address");
        let mut second = 10;
        for _ in 0..20 {
            second += 901;
            assert_eq!(fail(&throttle, "ctv", from(1), second), None);
        }
        assert_eq!(fail(&throttle, "ctv", from(1), second), Some(Wait(900)), "never longer");
        assert_eq!(fail(&throttle, "ctv", from(1), second + 1800), None);
        assert_eq!(fail(&throttle, "ctv", from(1), second + 1800), None, "half an hour of peace forgives all");
    }

    #[test]
    fn success_forgives_the_pair() {
        let throttle = Throttle::default();
        for _ in 0..4 {
            fail(&throttle, "ctv", from(1), 0);
        }
        throttle.admit(SITE, "ctv", from(1), at(0)).ok().unwrap().succeeded(at(0));
        for _ in 0..5 {
            assert_eq!(fail(&throttle, "ctv", from(1), 0), None);
        }
        assert!(fail(&throttle, "ctv", from(1), 0).is_some());
    }

    #[test]
    fn an_attack_from_everywhere_does_not_lock_the_owner_out() {
        let throttle = Throttle::default();
        throttle.admit(SITE, "ctv", from(200), at(0)).ok().unwrap().succeeded(at(0));
        for host in 0..100 {
            for _ in 0..3 {
                fail(&throttle, "ctv", from(host), 1);
            }
        }
        // New clients have one try before they wait; clients that are known keep their five.
        assert_eq!(fail(&throttle, "ctv", from(150), 2), None);
        assert_eq!(fail(&throttle, "ctv", from(150), 2), Some(Wait(2)));
        for _ in 0..5 {
            assert_eq!(fail(&throttle, "ctv", from(200), 2), None);
        }
    }

    #[test]
    fn a_bad_neighbour_hinders_neither_known_names_nor_open_sessions() {
        let throttle = Throttle::default();
        throttle.admit(SITE, "thuky", from(1), at(0)).ok().unwrap().succeeded(at(0));
        for n in 0..60 {
            fail(&throttle, &format!("name{n}"), from(1), 1);
        }
        assert!(fail(&throttle, "ctv", from(1), 1).is_some(), "an address that fails with many names waits");
        assert_eq!(fail(&throttle, "thuky", from(1), 1), None);
        let session = Some(Uuid::from_u128(7));
        assert_eq!(fail(&throttle, "ctv", Client { session, ..from(1) }, 1), None);
        assert_eq!(fail(&throttle, "ctv", from(1), 62), None, "an address never waits longer than a minute");
    }

    #[test]
    fn a_burst_gains_nothing_and_broken_off_tries_cost_nothing() {
        let throttle = Throttle::default();
        let passes: Vec<_> = (0..50).filter_map(|_| throttle.admit(SITE, "ctv", from(1), at(0)).ok()).collect();
        assert_eq!(passes.len(), 5);
        drop(passes);
        assert_eq!(fail(&throttle, "ctv", from(1), 0), None);
    }

    #[test]
    fn codes_are_not_guessed_from_everywhere() {
        let throttle = Throttle::default();
        let guess = |client: Client, second: i64| match throttle.admit_code(SITE, "thuky", client, at(second)) {
            Ok(pass) => {
                pass.failed(at(second));
                true
            }
            Err(_) => false,
        };
        throttle.admit_code(SITE, "thuky", from(200), at(0)).ok().unwrap().succeeded(at(0));
        let through = (0..200).filter(|host| guess(from(*host), 1)).count();
        assert!(through <= 21, "{through} guesses at once");
        assert!(guess(from(200), 1), "a client that is known goes on");
        assert!(fail(&throttle, "thuky", from(150), 1).is_none(), "passwords are counted apart");
    }

    #[test]
    fn memory_is_bounded_and_heavy_offenders_stay() {
        let throttle = Throttle::default();
        for _ in 0..6 {
            fail(&throttle, "ctv", from(9), 0);
        }
        for n in 0..(CAPACITY as u32 + 2_000) {
            let client = Client { address: IpAddr::from(n.to_be_bytes()), session: None };
            fail(&throttle, "name", client, 0);
        }
        let tables = throttle.tables();
        assert!(tables.pairs.0.len() <= CAPACITY && tables.addresses.0.len() <= CAPACITY);
        drop(tables);
        assert!(fail(&throttle, "ctv", from(9), 0).is_some());
    }
}
