//! Open data: what is public anyway, in sets that a spreadsheet or a program reads (NĐ 47/2024, NĐ 224/2026 Art. 11). Every set
//! is given in pages, each one indexed read; the catalogue describes them in DCAT.
//!
//! | file | what |
//! |---|---|
//! | `sets.rs` | the sets and their columns |
//! | `catalogue.rs` | all of them, described |
//! | `pages.rs` | a page of a set as CSV or JSON |

mod catalogue;
mod pages;
mod sets;

use utoipa_actix_web::service_config::ServiceConfig;

pub use sets::{Column, ColumnType, SETS, Set};

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(catalogue::get_catalogue).service(pages::get_csv).service(pages::get_json);
}
