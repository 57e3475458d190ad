//! The rooms of the newsroom. They never import each other: see `api/README.md`, "how features work together".

pub mod accounts;
pub mod directory;
pub mod history;
pub mod media;
pub mod newsroom;
