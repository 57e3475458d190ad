//! The endpoints of people in time.

mod assignments;
mod opening;
mod participants;
mod registers;
mod users;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn configure(cfg: &mut ServiceConfig) {
    users::configure(cfg);
    assignments::configure(cfg);
    registers::configure(cfg);
    participants::configure(cfg);
    opening::configure(cfg);
}
