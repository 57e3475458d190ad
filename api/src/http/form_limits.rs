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

/// Takes one sending of `form` into account.
///
/// # Errors
/// 429 with the seconds until another makes sense.
pub fn take(site: &Site, form: &str, asker: Asker) -> Result<(), Problem> {
    let limits = site.settings.forms;
    let who = asker.0.to_string();
    let of_one = Limit { what: form, who: &who, most: limits.per_address_hour, window: TimeDelta::hours(1) };
    let of_all = Limit { what: form, who: "everybody", most: limits.per_form_minute, window: TimeDelta::minutes(1) };
    site.pace.admit(&[of_one, of_all], site.clock.now()).map_err(too_many)
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
}
