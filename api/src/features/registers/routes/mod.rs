//! The HTTP door of this room.

mod documents;
mod duties;
mod facts;
mod logs;

use utoipa_actix_web::service_config::ServiceConfig;

use super::queries::Asking;
use crate::http::{Caller, Problem};
use crate::store::Fault;

pub fn configure(cfg: &mut ServiceConfig) {
    documents::configure(cfg);
    logs::configure(cfg);
    facts::configure(cfg);
    duties::configure(cfg);
}

async fn asking(caller: &Caller) -> Result<Asking<'_, sea_orm::DatabaseConnection>, Fault> {
    Asking::new(caller.site.read(), &caller.actor, caller.site.clock.now()).await
}

/// Who reaches nothing in this room is told so, instead of being shown an empty list.
fn reader(asking: &Asking<'_, sea_orm::DatabaseConnection>) -> Result<(), Problem> {
    if asking.reach.read.none() {
        return Err(Problem::forbidden("Vai trò của bạn không xem sổ này.", "None of your roles reads this register."));
    }
    Ok(())
}
