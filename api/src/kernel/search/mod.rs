//! Searching, as far as no database is needed: both databases find candidates with the terms made here, and everything else
//! (which comes first, what is marked, what is counted, what was meant) is decided here, so that both answer alike
//! (decision 18; `api/decisions/0029`).
//!
//! | file | rule |
//! |---|---|
//! | `tokens.rs` | a text as words: without marks, and exactly as written |
//! | `index.rs` | a publication as terms of the index, and as the line that ranking and facets read |
//! | `question.rs` | what was asked: words, quoted phrases, document numbers; the terms that answer it |
//! | `rank.rs` | the order of candidates and the counts beside them |
//! | `marks.rs` | the passage that shows why something was found, with the words marked |
//! | `spelling.rs` | what was meant, when nothing was found |

pub mod index;
pub mod marks;
pub mod question;
pub mod rank;
pub mod spelling;
pub mod tokens;

pub use index::{Doc, Line};
pub use question::{Expr, Question};
pub use rank::{Candidate, Facets};
