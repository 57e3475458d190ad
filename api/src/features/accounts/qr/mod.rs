//! Change of person by phone: a shared computer shows a QR, the person's own signed-in phone opens it, sees which computer
//! asks, types the two digits from its screen, and the computer is signed in with a session of its own.
//!
//! *Request*: what the computer asks for; it lives two minutes, is answered once, and is kept as hashes. The two digits are
//! typed, not only compared: whoever was sent a picture by a stranger has no screen to read them from.
//!
//! | file | |
//! |---|---|
//! | `routes.rs` | the endpoints under `/api/v1/auth/qr` |
//! | `actions.rs` | ask, look, confirm, refuse, take |

mod actions;
mod routes;

pub use actions::forget_old;
pub use routes::configure;
