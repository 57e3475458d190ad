//! The only place where the program reads the time. Everything else is handed a [`Clock`].

use std::sync::{Arc, Mutex};

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};

/// Tells the present instant, in whole microseconds (what both databases keep).
#[derive(Clone)]
pub struct Clock(Source);

#[derive(Clone)]
enum Source {
    System,
    Held(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands still until it is moved: for tests and for filling a demo with a past.
    pub fn held_at(at: DateTime<Utc>) -> Self {
        Self(Source::Held(Arc::new(Mutex::new(at))))
    }

    pub fn now(&self) -> DateTime<Utc> {
        match &self.0 {
            Source::System => Utc::now().trunc_subsecs(6),
            Source::Held(at) => at.lock().unwrap_or_else(|e| e.into_inner()).trunc_subsecs(6),
        }
    }

    /// Moves a held clock; the machine's clock cannot be moved and stays.
    pub fn advance(&self, by: TimeDelta) {
        if let Source::Held(at) = &self.0 {
            *at.lock().unwrap_or_else(|e| e.into_inner()) += by;
        }
    }

    /// Sets a held clock; the machine's clock cannot be set and stays.
    pub fn set(&self, to: DateTime<Utc>) {
        if let Source::Held(at) = &self.0 {
            *at.lock().unwrap_or_else(|e| e.into_inner()) = to;
        }
    }
}
