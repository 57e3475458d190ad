//! How often public forms are taken (`FormSettings`): so many of one form from one subscriber in an hour, so many from everybody
//! in a minute. And how often somebody may guess the secret of a receipt. Counted by `kernel/pace.rs` and `kernel/guesses.rs`,
//! in each process for itself.

use std::net::IpAddr;

use actix_web::HttpRequest;
use chrono::TimeDelta;

use super::client_address::{client_address, subscriber};
use super::problem::{Code, Problem};
use crate::kernel::pace::Limit;
use crate::store::Site;

/// Who asks, as far as counting goes.
#[derive(Clone, Copy, Debug)]
pub struct Asker(IpAddr);

impl Asker {
    pub fn of(request: &HttpRequest) -> Self {
        Self(subscriber(client_address(request)))
    }
}

/// For each sending that is taken in, so many may be refused for what they say before these count too.
const MISTAKES: u32 = 5;

/// Takes one sending of `form` into account.
///
/// # Errors
/// 429 with the seconds until another makes sense.
pub fn take(site: &Site, form: &str, asker: Asker) -> Result<(), Problem> {
    let who = asker.0.to_string();
    site.pace.admit(&limits(site, form, &who), site.clock.now()).map_err(too_many)
}

/// A sending was refused for what it says: people mistype, and one address may be a whole neighbourhood's. It is given back,
/// unless that happens all the time.
pub fn give_back(site: &Site, form: &str, asker: Asker) {
    let (who, now) = (asker.0.to_string(), site.clock.now());
    let most = site.settings.forms.per_address_hour.saturating_mul(MISTAKES);
    let mistakes = Limit { what: &format!("{form}, refused"), who: &who, most, window: TimeDelta::hours(1) };
    if site.pace.admit(&[mistakes], now).is_ok() {
        site.pace.take_back(&limits(site, form, &who), now);
    }
}

/// Of one address in an hour, of everybody in a minute.
fn limits<'a>(site: &Site, form: &'a str, who: &'a str) -> [Limit<'a>; 2] {
    let forms = site.settings.forms;
    [
        Limit { what: form, who, most: forms.per_address_hour, window: TimeDelta::hours(1) },
        Limit { what: form, who: "everybody", most: forms.per_form_minute, window: TimeDelta::minutes(1) },
    ]
}

/// Whether a guess may be looked at.
///
/// # Errors
/// 429.
pub fn admit_guess(site: &Site, asker: Asker) -> Result<(), Problem> {
    site.guesses.admit(&asker.0.to_string(), site.clock.now()).map_err(too_many)
}

/// A guess was wrong.
pub fn wrong_guess(site: &Site, asker: Asker) {
    site.guesses.was_wrong(&asker.0.to_string(), site.clock.now());
}

/// 429 with its pause.
pub fn too_many(seconds: u64) -> Problem {
    let (vi, en) = match seconds {
        0..120 => (format!("Hãy thử lại sau {seconds} giây."), format!("Try again in {seconds} seconds.")),
        _ => (format!("Hãy thử lại sau {} phút.", seconds.div_ceil(60)), format!("Try again in {} minutes.", seconds.div_ceil(60))),
    };
    Problem { retry_after: Some(seconds), ..Problem::new(Code::TooManyAttempts) }.detail(vi, en)
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
        let site = &trial.site;
        for _ in 0..20 {
            take(site, "letter", from(1)).unwrap();
        }
        let refused = take(site, "letter", from(1)).unwrap_err();
        assert_eq!((refused.code, refused.retry_after), (Code::TooManyAttempts, Some(3600)));
        take(site, "opinion", from(1)).unwrap();
        for n in 0..100 {
            take(site, "letter", from(2 + n / 20)).unwrap();
        }
        assert!(take(site, "letter", from(200)).is_err(), "120 in this minute, whoever sent them");
        trial.clock.advance(TimeDelta::minutes(1));
        take(site, "letter", from(200)).unwrap();
        assert!(take(site, "letter", from(1)).is_err());
        trial.clock.advance(TimeDelta::hours(1));
        take(site, "letter", from(1)).unwrap();
    }

    #[tokio::test]
    async fn a_mistake_costs_nothing_until_there_are_too_many() {
        let trial = Trial::open().await;
        let site = &trial.site;
        let mut tried = 0;
        while take(site, "letter", from(1)).is_ok() {
            tried += 1;
            give_back(site, "letter", from(1));
            trial.clock.advance(TimeDelta::seconds(1));
        }
        assert_eq!(tried, 20 * MISTAKES + 20);
    }
}
