//! The rooms of the newsroom. They never import each other: see `api/README.md`, "how features work together".

pub mod accounts;
pub mod consultations;
pub mod deadlines;
pub mod directory;
pub mod feedback;
pub mod history;
pub mod media;
pub mod newsroom;
pub mod notices;
pub mod people;
pub mod planning;
pub mod published;
pub mod registers;
pub mod sharing;
