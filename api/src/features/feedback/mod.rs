//! What readers say of public pages: that one breaks the rules (Điều 8), and how content they are with it (NĐ 224/2026 Art. 10.3b).
//!
//! | file | what |
//! |---|---|
//! | `violations.rs` | reports: taken in, claimed, decided, followed by code and secret |
//! | `pages.rs` | what may be rated and reported: publications, and the portal's own pages |
//! | `ratings.rs` | votes counted by page and month; nobody is remembered |
//! | `views.rs` | the shapes |
//! | `routes/` | the HTTP door |

mod pages;
pub mod ratings;
mod routes;
mod views;
pub mod violations;

pub use routes::configure;
