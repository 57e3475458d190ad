//! The change log as people read it: who did what, when, on which revision. Read-only.
//!
//! | file | what |
//! |---|---|
//! | `item.rs` | the history of one item, for whoever may see the item |
//! | `audit.rs` | the whole log with filters, for who holds `audit_read` |
//! | `export.rs` | the same as CSV and JSON Lines, with what an outsider needs to prove it |
//! | `proof.rs` | walking the chain, the signed head |
//! | `looks.rs` | looks at personal data |
//! | `names.rs` | the names behind ids, resolved for reading and never stored in the log |

use utoipa_actix_web::service_config::ServiceConfig;

mod audit;
mod export;
mod item;
mod looks;
mod names;
mod proof;

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(item::item_history);
    cfg.service(audit::list_audit).service(audit::list_audit_verbs).service(export::export_audit);
    cfg.service(proof::verify_audit).service(proof::read_audit_head).service(looks::list_looks);
}
