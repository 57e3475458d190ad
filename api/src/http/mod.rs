//! HTTP manners, once for all doors (`api.md`): problems, pages, validators, callers, idempotency, the contract.
//!
//! | file | manner |
//! |---|---|
//! | `problem.rs` | every error, tabulated: code, status, title; RFC 9457 |
//! | `sites.rs` | which site a request is for |
//! | `caller.rs`, `token.rs` | who calls: access token → person with today's roles |
//! | `sender.rs` | who sends something in: a caller, or the holder of a quick-send link |
//! | `client_address.rs` | where a request comes from; whose forwarding headers are believed |
//! | `body.rs`, `strict.rs`, `checked.rs` | JSON in: size, media type, unknown fields, objects that are objects, pointers; declared limits |
//! | `proof_of_work.rs`, `form_limits.rs` | public forms: a little work for the sender's computer; so many in a time |
//! | `receipts.rs` | public forms: the code and secret by which a sender finds what they sent |
//! | `page.rs` | keyset pages and their cursors |
//! | `public.rs`, `files.rs` | what everybody may read: kept in memory, validated, coded; files in ranges |
//! | `validators.rs` | `ETag`, `If-Match` |
//! | `answers.rs` | what a handler answers, kept for its idempotency key |
//! | `manners.rs` | request ids, languages of problems, HEAD, 405, security headers |
//! | `contract.rs` | the OpenAPI document: assembled, completed with the errors |

pub mod answers;
pub mod body;
pub mod caller;
pub mod checked;
pub mod client_address;
pub mod contract;
pub mod files;
pub mod form;
pub mod form_limits;
pub mod manners;
pub mod page;
pub mod problem;
pub mod proof_of_work;
pub mod public;
pub mod query;
pub mod receipts;
pub mod sender;
pub mod sites;
mod strict;
pub mod token;
pub mod validators;

pub use answers::Reply;
pub use body::Body;
pub use caller::Caller;
pub use page::{Cursor, Page, PageRequest, Whole};
pub use problem::{Code, FieldError, Problem};
pub use query::Query;
pub use sender::Sender;
pub use sites::{SiteRef, Sites};
pub use validators::IfMatch;
