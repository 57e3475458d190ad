//! The clock of Điều 7: calendars, rules, running clocks with their explanations, sweeps and escalation. All of it is dated
//! data with the decision or the article behind it; the arithmetic is `kernel/deadline.rs`, the clocks' door `store/clocks.rs`.
//!
//! | file | |
//! |---|---|
//! | `beginning.rs` | the calendars, rules and settings every ward begins with |
//! | `actions/` | a new version of a calendar, of a rule, of the settings; extending, cancelling |
//! | `queries.rs`, `policy.rs` | the board, one clock; whose clocks one may see |
//! | `sweep.rs` | warnings and escalation, each level once |
//! | `routes/`, `views.rs` | the doors and what is seen through them |

pub mod actions;
mod beginning;
mod policy;
mod queries;
mod routes;
mod sweep;
mod views;

use utoipa_actix_web::service_config::ServiceConfig;

pub use beginning::furnish;
pub use sweep::sweep;

/// Operations of this room.
pub fn configure(cfg: &mut ServiceConfig) {
    routes::configure(cfg);
}
