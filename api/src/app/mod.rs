//! Where the house is put together.
//!
//! | file | what |
//! |---|---|
//! | `config.rs` | file, environment, flags: one table |
//! | `router.rs` | every route, and the contract made of them |
//! | `reactions.rs` | all later consequences of a change, on one page |
//! | `flows/` | where several rooms change together |
//! | `jobs.rs` | what a job does when its time comes |
//! | `search_index.rs` | the search index made anew from public rows |
//! | `start.rs` | opening, serving, draining |
//! | `sweep.rs`, `retention.rs` | technical rows past their time; what has been kept long enough by the schedule |
//! | `health.rs` | alive, ready |
//! | `beginning/` | what every ward begins with |
//! | `commands/` | the command line |
//! | `demo/` | the demo ward |
//! | `import/` | real data into drafts |

pub mod beginning;
pub mod commands;
pub mod config;
pub mod demo;
pub mod flows;
pub mod health;
pub mod import;
pub mod jobs;
pub mod reactions;
pub mod retention;
pub mod router;
pub mod search_index;
pub mod start;
pub mod sweep;

pub use config::Config;
pub use start::{Running, start};
