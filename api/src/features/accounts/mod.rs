//! Accounts: who may sign in, how they prove it, and the sessions they keep.
//!
//! *Account*: a person's name and password. *Session*: one signed-in browser. *Access token*: good for five minutes of
//! calls. *Refresh token*: kept in a cookie, good once, exchanged for the next pair.
//!
//! | file | |
//! |---|---|
//! | `routes.rs` | the endpoints under `/api/v1/auth` |
//! | `actions.rs` | add a person, assign a role, change a password |
//! | `sessions.rs` | sign in, refresh, end; how long a session lives |
//! | `cookies.rs` | the refresh token and its cookie; requests from other origins |
//! | `passwords.rs` | what a password must be, how it is hashed, how many at a time |
//! | `throttle.rs` | guessing is slow, and locks nobody out |
//! | `queries.rs`, `views.rs` | what is read and shown |
//! | `factors/` | authenticator apps, passkeys, recovery codes; proofs for every door |
//! | `qr/` | a shared computer signed in from one's own phone |

pub mod actions;
pub mod cookies;
pub mod factors;
mod passwords;
pub mod qr;
mod queries;
mod routes;
pub mod sessions;
mod throttle;
pub mod views;

#[cfg(test)]
mod smoke;

use utoipa_actix_web::service_config::ServiceConfig;

pub use passwords::{HashCost, faults as password_faults};
pub use sessions::forget_ended;

/// `app_user.state` of a person who may act.
pub const ACTIVE: &str = "active";

/// What sign-in shares between the requests of a process. Handed to the application as `web::Data`.
pub struct Accounts {
    hashing: passwords::Hashing,
    throttle: throttle::Throttle,
}

impl Accounts {
    /// Hashes a password on the bounded bench.
    pub async fn hash(&self, password: String) -> Result<String, crate::http::Problem> {
        self.hashing.hash(password).await
    }

    pub fn new(cost: HashCost) -> Self {
        Self { hashing: passwords::Hashing::new(cost), throttle: throttle::Throttle::default() }
    }
}

pub fn configure(cfg: &mut ServiceConfig) {
    routes::configure(cfg);
    factors::configure(cfg);
    qr::configure(cfg);
}
