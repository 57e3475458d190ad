//! The rooms of the newsroom. They never import each other: see `api/README.md`, "how features work together".

pub mod published;
