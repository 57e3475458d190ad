//! How often public forms are taken: so many from one subscriber in an hour, so many from everybody in a minute
//! (`FormSettings`). And how often somebody may guess: wrong secrets wait longer and longer for their address, and a storm of
//! them from everywhere slows those who have been wrong before, never a sender who asks with the right one first.
//!
//! Kept in memory, for each process: keys are hashes, the tables are bounded, a restart forgives.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard};

use actix_web::{HttpRequest, web};
use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};

use super::client_address::{client_address, subscriber};
use super::problem::{Code, Problem};
use crate::store::Site;

/// Entries of one table: about a megabyte.
const CAPACITY: usize = 20_000;
/// Wrong secrets that cost an address nothing: people mistype.
const GUESSES_FREE: u32 = 10;
/// Wrong secrets of all addresses together in a minute that count as a storm.
const GUESSES_OF_ALL: u32 = 120;
/// Nobody waits longer.
const LONGEST: i64 = 900;
const FORGET: TimeDelta = TimeDelta::minutes(30);

/// Counts for all forms of the process.
#[derive(Default)]
pub struct FormLimits {
    tables: Mutex<Tables>,
}

#[derive(Default)]
struct Tables {
    addresses: HashMap<[u8; 16], Window>,
    forms: HashMap<[u8; 16], Window>,
    guesses: HashMap<[u8; 16], Guesses>,
    storm: Option<Window>,
}

#[derive(Clone, Copy)]
struct Window {
    begun: DateTime<Utc>,
    n: u32,
}

#[derive(Clone, Copy)]
struct Guesses {
    wrong: u32,
    last: DateTime<Utc>,
}

/// Who asks, as far as counting goes.
#[derive(Clone, Copy, Debug)]
pub struct Asker(IpAddr);

impl Asker {
    pub fn of(request: &HttpRequest) -> Self {
        Self(subscriber(client_address(request)))
    }
}

/// The limits of this process.
pub fn of(request: &HttpRequest) -> Result<&FormLimits, Problem> {
    let found = request.app_data::<web::Data<FormLimits>>();
    found.map(|data| data.get_ref()).ok_or_else(|| Problem::new(Code::Internal))
}

impl FormLimits {
    /// Takes one sending of `form` into account.
    ///
    /// # Errors
    /// 429 with the seconds until another makes sense.
    pub fn take(&self, site: &Site, form: &str, asker: Asker) -> Result<(), Problem> {
        let now = site.clock.now();
        let limits = site.settings.forms;
        let mut tables = self.tables();
        let of_all = key(&[&site.settings.host, form]);
        let of_one = key(&[&site.settings.host, form, &asker.0.to_string()]);
        let hour = TimeDelta::hours(1);
        let minute = TimeDelta::minutes(1);
        if let Some(wait) = full(&tables.addresses, of_one, limits.per_address_hour, hour, now) {
            return Err(too_many(wait));
        }
        if let Some(wait) = full(&tables.forms, of_all, limits.per_form_minute, minute, now) {
            return Err(too_many(wait));
        }
        if limits.per_address_hour > 0 {
            count(&mut tables.addresses, of_one, hour, now);
        }
        if limits.per_form_minute > 0 {
            count(&mut tables.forms, of_all, minute, now);
        }
        Ok(())
    }

    /// Whether a guess may be looked at.
    ///
    /// # Errors
    /// 429.
    pub fn admit_guess(&self, site: &Site, asker: Asker) -> Result<(), Problem> {
        let now = site.clock.now();
        let tables = self.tables();
        let Some(seen) = tables.guesses.get(&key(&[&site.settings.host, &asker.0.to_string()])).filter(|g| now - g.last < FORGET) else {
            return Ok(());
        };
        let stormy = tables.storm.is_some_and(|w| now - w.begun < TimeDelta::minutes(1) && w.n >= GUESSES_OF_ALL);
        let free = if stormy { 0 } else { GUESSES_FREE };
        if seen.wrong <= free {
            return Ok(());
        }
        let delay = 2i64.saturating_pow(seen.wrong - free).min(LONGEST);
        let left = (seen.last + TimeDelta::seconds(delay) - now).num_seconds();
        if left > 0 { Err(too_many(u64::try_from(left).unwrap_or(1))) } else { Ok(()) }
    }

    /// A guess was wrong.
    pub fn wrong_guess(&self, site: &Site, asker: Asker) {
        let now = site.clock.now();
        let mut tables = self.tables();
        let key = key(&[&site.settings.host, &asker.0.to_string()]);
        if tables.guesses.len() >= CAPACITY && !tables.guesses.contains_key(&key) {
            tables.guesses.retain(|_, g| now - g.last < FORGET);
            if tables.guesses.len() >= CAPACITY {
                tables.guesses.retain(|_, g| g.wrong > GUESSES_FREE);
            }
            if tables.guesses.len() >= CAPACITY {
                tables.guesses.clear();
            }
        }
        let seen = tables.guesses.entry(key).or_insert(Guesses { wrong: 0, last: now });
        if now - seen.last >= FORGET {
            seen.wrong = 0;
        }
        *seen = Guesses { wrong: seen.wrong.saturating_add(1), last: now };
        let storm = tables.storm.filter(|w| now - w.begun < TimeDelta::minutes(1)).unwrap_or(Window { begun: now, n: 0 });
        tables.storm = Some(Window { n: storm.n.saturating_add(1), ..storm });
    }

    fn tables(&self) -> MutexGuard<'_, Tables> {
        self.tables.lock().unwrap_or_else(|e| e.into_inner())
    }
}

/// Seconds until the window is over, when it is full.
fn full(table: &HashMap<[u8; 16], Window>, key: [u8; 16], most: u32, length: TimeDelta, now: DateTime<Utc>) -> Option<u64> {
    let window = table.get(&key).filter(|w| now - w.begun < length)?;
    if most == 0 || window.n < most {
        return None;
    }
    u64::try_from((window.begun + length - now).num_seconds().max(1)).ok()
}

fn count(table: &mut HashMap<[u8; 16], Window>, key: [u8; 16], length: TimeDelta, now: DateTime<Utc>) {
    if table.len() >= CAPACITY && !table.contains_key(&key) {
        table.retain(|_, w| now - w.begun < length);
        if table.len() >= CAPACITY {
            table.clear();
        }
    }
    let window = table.entry(key).or_insert(Window { begun: now, n: 0 });
    if now - window.begun >= length {
        *window = Window { begun: now, n: 0 };
    }
    window.n = window.n.saturating_add(1);
}

fn key(parts: &[&str]) -> [u8; 16] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    let mut key = [0; 16];
    key.copy_from_slice(&hash.finalize()[..16]);
    key
}

/// 429 with its pause.
pub fn too_many(seconds: u64) -> Problem {
    Problem { retry_after: Some(seconds), ..Problem::new(Code::TooManyAttempts) }
        .detail(format!("Hãy thử lại sau {seconds} giây."), format!("Try again in {seconds} seconds."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::trial::Trial;

    fn from(n: u8) -> Asker {
        Asker(IpAddr::from([203, 0, 113, n]))
    }

    #[tokio::test]
    async fn an_address_and_a_form_have_so_many_in_a_time() {
        let trial = Trial::open().await;
        let (limits, site) = (FormLimits::default(), &trial.site);
        for _ in 0..20 {
            limits.take(site, "letter", from(1)).unwrap();
        }
        let refused = limits.take(site, "letter", from(1)).unwrap_err();
        assert_eq!((refused.code, refused.retry_after), (Code::TooManyAttempts, Some(3600)));
        limits.take(site, "rating", from(1)).unwrap();
        for n in 0..100 {
            limits.take(site, "letter", from(2 + n / 20)).unwrap();
        }
        assert!(limits.take(site, "letter", from(200)).is_err(), "120 in this minute, whoever sent them");
        trial.clock.advance(TimeDelta::minutes(1));
        limits.take(site, "letter", from(200)).unwrap();
        assert!(limits.take(site, "letter", from(1)).is_err());
        trial.clock.advance(TimeDelta::hours(1));
        limits.take(site, "letter", from(1)).unwrap();
    }

    #[tokio::test]
    async fn guessing_waits_and_honest_senders_do_not() {
        let trial = Trial::open().await;
        let (limits, site) = (FormLimits::default(), &trial.site);
        let mut looked_at = 0;
        for _ in 0..100 {
            if limits.admit_guess(site, from(1)).is_ok() {
                limits.wrong_guess(site, from(1));
                looked_at += 1;
            }
        }
        assert_eq!(looked_at, 11);
        assert!(limits.admit_guess(site, from(2)).is_ok());
        for n in 0..150 {
            limits.wrong_guess(site, Asker(IpAddr::from([198, 51, 100, n])));
        }
        assert!(limits.admit_guess(site, Asker(IpAddr::from([198, 51, 100, 7]))).is_err(), "wrong before, in a storm");
        assert!(limits.admit_guess(site, from(2)).is_ok(), "never wrong before");
        trial.clock.advance(TimeDelta::hours(1));
        assert!(limits.admit_guess(site, from(1)).is_ok());
    }
}
