//! Directory: what the ward and its portal consist of. Units, sections, the fields of the Regulation, which unit reviews
//! what, and what the site says of itself. All of it is dated data, set with the decision behind it.
//!
//! A *unit* acts when it is saved. A *section* is shown to the public from its first publication on: an empty one never is.
//!
//! | file | |
//! |---|---|
//! | `routes.rs` | `/site`, `/sections`, `/fields`, `/units`, and the desk's own of the last two |
//! | `settings.rs` | settings at the desk, with their history; the preset and what it shows and hides |
//! | `actions.rs` | add a unit, a section, a routing rule; set a setting |
//! | `sections/` | the section tree: proposed, approved, versioned; former addresses |
//! | `boundary.rs` | setting the ward's boundary |
//! | `rules.rs` | routing rules at the desk |
//! | `succession.rs` | a unit goes over into another |
//! | `queries.rs` | what stands on a day; which sections hold anything |
//! | `views.rs` | the shapes for the public and for the desk |

pub mod actions;
pub mod boundary;
mod queries;
mod routes;
mod rules;
pub mod sections;
mod settings;
mod succession;
pub mod views;

#[cfg(test)]
mod smoke;

pub use succession::succeed_unit;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn configure(cfg: &mut ServiceConfig) {
    routes::configure(cfg);
    rules::configure(cfg);
    sections::configure(cfg);
    boundary::configure(cfg);
    settings::configure(cfg);
}
