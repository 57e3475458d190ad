//! What the newsroom sets out to do: the monthly orientation of the Party Building Committee (Đ14.1), communication plans
//! with quotas (Đ11.3a), the board's plan of activity (Đ5.3), and who is given which work. None of it is public: there is no
//! item and no public kind behind it (decision 13).
//!
//! | file | what |
//! |---|---|
//! | `orientation.rs` | a month's notice: written, revised; who may |
//! | `plans.rs` | plans, quotas, assignments |
//! | `queries.rs`, `views.rs` | what the desk reads; progress is counted from publications |
//! | `routes.rs` | the HTTP door |

pub mod orientation;
pub mod plans;
mod queries;
mod routes;
pub mod views;

pub use routes::configure;
