//! Searching everything public. The database finds candidates (the newest two thousand that have the words, close ones first,
//! and all whose number or whole title was asked for), `kernel/search` ranks, marks and counts them: decision 18,
//! `api/decisions/0029`.
//!
//! | file | holds |
//! |---|---|
//! | `params.rs` | what may be asked; one spelling for equal questions; cursors |
//! | `find.rs` | candidates, ranked |
//! | `answer.rs` | a page of hits, facets with names, what was meant |
//! | `suggest.rs` | what is offered while somebody types |
//! | `routes.rs` | the addresses |
//! | `page.rs` | the words that the page shell shows before any script runs |

pub mod answer;
mod find;
pub mod page;
pub mod params;
pub mod routes;
pub mod suggest;
