//! The ward itself, as everybody reads it: its units, officials, the leaders' week, opening hours, the boundary; and what was arranged
//! by hand: menus, pins, topics, life events.
//!
//! | file | |
//! |---|---|
//! | `routes.rs` | the addresses of the public API |
//! | `officials.rs`, `week.rs`, `hours.rs`, `boundary.rs` | what each of them tells |
//! | `arranged.rs` | arrangements: targets resolved, ended pins and empty pages left out |
//! | `tags.rs` | tags in use |
//! | `pages.rs` | their pages: visible content, JSON-LD, the first answer of the API |

pub mod arranged;
pub mod boundary;
pub mod hours;
pub mod officials;
pub mod pages;
pub mod routes;
pub mod tags;
pub mod week;
