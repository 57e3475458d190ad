//! How often one address may ask for a picture: each costs a row.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Mutex;

use chrono::{DateTime, TimeDelta, Utc};

const WINDOW: TimeDelta = TimeDelta::minutes(1);
/// One office behind one address, each picture renewed once it is over.
const EACH: u32 = 30;
const ALL: u32 = 600;

/// Counts requests in windows of a minute; shared by all requests of the process.
#[derive(Default)]
pub struct Rate(Mutex<Window>);

#[derive(Default)]
struct Window {
    begins: Option<DateTime<Utc>>,
    all: u32,
    each: HashMap<IpAddr, u32>,
}

impl Rate {
    /// Lets one more through, or says in how many seconds the next window begins.
    pub fn admit(&self, address: IpAddr, now: DateTime<Utc>) -> Result<(), u64> {
        // Counts cannot be left half-written: a poisoned lock is as good as another.
        let mut window = self.0.lock().unwrap_or_else(|e| e.into_inner());
        let begins = window.begins.filter(|b| now >= *b && now - *b < WINDOW);
        if begins.is_none() {
            *window = Window { begins: Some(now), ..Window::default() };
        }
        let left = (begins.unwrap_or(now) + WINDOW - now).num_seconds();
        let seconds = u64::try_from(left).unwrap_or(0).max(1);
        if window.all >= ALL {
            return Err(seconds);
        }
        let count = window.each.entry(address).or_default();
        if *count >= EACH {
            return Err(seconds);
        }
        *count += 1;
        window.all += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_asks_so_often_and_others_go_on() {
        let rate = Rate::default();
        let at = |s: i64| DateTime::from_timestamp(1_790_000_000 + s, 0).unwrap();
        let (one, other) = (IpAddr::from([203, 0, 113, 1]), IpAddr::from([203, 0, 113, 2]));
        for _ in 0..EACH {
            assert!(rate.admit(one, at(0)).is_ok());
        }
        assert_eq!(rate.admit(one, at(20)), Err(40));
        assert!(rate.admit(other, at(20)).is_ok());
        assert!(rate.admit(one, at(60)).is_ok());
    }
}
