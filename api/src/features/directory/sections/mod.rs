//! The section tree (Đ11.3b, Đ13.8): whoever is entitled proposes a change, the board approves it, and then it acts at once. Every
//! change leaves a version with who, when and by which decision. Former addresses lead to where the content is.
//!
//! | file | |
//! |---|---|
//! | `wanted.rs` | what a proposal asks for, and whether the tree allows it today |
//! | `actions.rs` | propose, take back, refuse, approve |
//! | `routes.rs`, `views.rs` | the desk's part, and `/sections/{slug}` |

mod actions;
mod routes;
mod views;
mod wanted;

pub(super) use actions::keep_version;
pub use actions::{Said, propose, settle};
pub(super) use routes::configure;
pub(super) use wanted::RESERVED;
pub use wanted::Wanted;
