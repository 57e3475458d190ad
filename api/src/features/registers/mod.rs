//! What is owed: the register of outgoing documents (sổ văn bản đi), the event log (Đ16), approvals of plans and projects,
//! facts of Điều 3 that changed. Obligations come from what was issued or happened, not from what was uploaded.
//!
//! Words: a *duty* is one row of the first three. It is `owed`, `published` by the item linked to it, or `not_subject`
//! ("không thuộc diện đăng", "không cần tin") with a reason. Published is read from the public side and stored nowhere:
//! a publication that is taken away leaves the duty owed again (decision 0014).
//!
//! | file | what |
//! |---|---|
//! | `reach.rs` | whose rows a person reads and writes; ends in deny |
//! | `sheet.rs` | a pasted spreadsheet read: columns guessed, five forms of dates, a reason for every refused line; pure |
//! | `workbook.rs` | an XLSX or CSV file as cells |
//! | `duties.rs` | what the three duties share: not subject, owed again, linked, their clocks |
//! | `documents.rs`, `intake.rs` | rows of the register: one by one, by the sheet |
//! | `logs.rs` | events and approvals |
//! | `facts.rs` | facts that changed |
//! | `openings.rs` | what an item opened from a duty begins with |
//! | `queries.rs`, `counts.rs`, `views.rs` | what the desk reads |
//! | `routes/` | the HTTP door; opening an item is a flow in `app/flows` |

pub mod counts;
pub mod documents;
pub mod duties;
pub mod facts;
pub mod intake;
pub mod logs;
pub mod openings;
mod queries;
pub mod reach;
mod routes;
pub mod sheet;
pub mod views;
pub mod workbook;

pub use routes::configure;
