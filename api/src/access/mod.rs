//! Who is acting, and what their roles let them do. Rules about one particular object stand beside the object.

pub mod actor;
pub mod permissions;

pub use actor::{Actor, Assignment, Door};
pub use permissions::Permission;
