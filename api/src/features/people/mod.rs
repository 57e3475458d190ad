//! People in time: who holds which role when, by which decision, and who stands in. What somebody may do is computed from
//! dated rows (`store/roles.rs`), for today as for any other day.
//!
//! *Assignment*: a role held from a day to another. *Delegation*: one assignment held by somebody else for a period. *Leave*:
//! days on which others hold what the absent person holds. *Body*: the Editorial Board or the Secretariat as a decision formed
//! it; forming one opens the assignments of its members and ends those before. *Invitation*: a link by which a person sets
//! their own password.
//!
//! | file | |
//! |---|---|
//! | `guards.rs` | nobody widens their own rights; the last keeper of accounts and roles stays |
//! | `users.rs`, `invitations.rs` | accounts and the links by which people come in |
//! | `assignments.rs`, `absences.rs`, `bodies.rs` | roles in time |
//! | `abilities.rs` | what a person may do on a day, and why |
//! | `contributors.rs`, `participants.rs` | the two registers (Đ11.2d, Đ1.4) |
//! | `staff.rs` | people from a spreadsheet |
//! | `opening.rs` | eight things to do before the portal opens |
//! | `queries.rs`, `views.rs`, `routes/` | what is read, its shapes, the endpoints |

mod abilities;
pub mod absences;
mod assignments;
pub mod bodies;
pub mod contributors;
mod guards;
pub mod invitations;
mod opening;
pub mod participants;
mod queries;
mod routes;
mod staff;
pub mod users;
pub mod views;

mod succession;

pub use succession::succeed_unit;

use utoipa_actix_web::service_config::ServiceConfig;

/// Operations of this room.
pub fn configure(cfg: &mut ServiceConfig) {
    routes::configure(cfg);
}
