//! The doors of the clock: the public calculator, the board, calendars, rules.

mod calendars;
mod clocks;
mod preview;
mod rules;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn configure(cfg: &mut ServiceConfig) {
    preview::configure(cfg);
    clocks::configure(cfg);
    calendars::configure(cfg);
    rules::configure(cfg);
}
