//! The index of the public texts, as the databases keep it. Written through the one door of `publications.rs`, in the same
//! transaction as the publication (decision 10); it holds nothing that a public row does not say, and can be built anew from
//! those rows at any time.
//!
//! | file | holds |
//! |---|---|
//! | `write.rs` | a publication goes in, changes, goes out; the words offered while somebody types |
//! | `find.rs` | candidates by terms: FTS5 and GIN, each in its own words, with the same answer |
//! | `build.rs` | how far the index is built, and the rows that come next |

mod build;
mod find;
mod write;

pub use build::{Progress, VERSION, next_rows, note_progress, progress};
pub use find::{Condition, Passage, known_words, lines, passages, phrases_like, text_of};
pub use write::{Found, attached, put, remove};
