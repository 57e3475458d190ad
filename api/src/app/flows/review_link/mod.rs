//! A task on a phone: a link opens it, looking changes nothing, and deciding needs the person's own proof in the same
//! request (`domain.md` §10). A flow, because it joins the newsroom's decisions with the proofs of accounts.
//!
//! *Link*: for one open task and one person who may decide it; its token stands in the fragment of the address and travels in
//! the header `X-Review-Token`, so that neither a preview robot nor a log ever has it. Only its hash is kept.
//!
//! | file | |
//! |---|---|
//! | `routes.rs` | the HTTP door: made and revoked at the desk, looked at and decided without a session |
//! | `links.rs` | make, find, revoke; who may decide a task |
//! | `decide.rs` | a decision, tried first, then proved, then done |

mod decide;
mod links;
mod routes;

pub use links::make;
pub use routes::configure;
