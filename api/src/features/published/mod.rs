//! What everybody reads: the publications, one or many, by address; their pictures; feeds, sitemap and the pages themselves.
//!
//! Words: a *fragment* is the stored JSON of one publication, in the very bytes the public gets; a *shell* is the web app's
//! page with visible content and metadata written into it.
//!
//! | file | holds |
//! |---|---|
//! | `routes.rs` | the addresses of the public API |
//! | `list.rs`, `params.rs` | lists: filters, sorts, cursors; one indexed statement each |
//! | `by_kind.rs` | the lists of single kinds, with their filters |
//! | `queries.rs` | one publication, by id and by path; its pictures |
//! | `search/` | searching everything public |
//! | `feeds.rs`, `sitemap.rs` | Atom and JSON feeds, sitemap, `robots.txt` |
//! | `visible.rs`, `facts.rs` | a publication as visible content |
//! | `tables.rs`, `schedule.rs` | tables as CSV and JSON; the leaders' schedule as iCalendar |
//! | `urgent.rs` | the urgent notices that are out now, and their banner |
//! | `shell.rs`, `seo.rs` | public pages: status, visible content, metadata |
//! | `template.rs`, `assets.rs` | the embedded web app: its page with marks, its files |

use utoipa_actix_web::service_config::ServiceConfig;

pub mod assets;
mod by_kind;
mod facts;
pub mod feeds;
pub mod list;
pub mod params;
pub mod queries;
pub mod routes;
pub mod schedule;
pub mod search;
pub mod seo;
pub mod shell;
pub mod sitemap;
pub mod tables;
pub mod template;
#[cfg(test)]
pub(crate) mod tests;
pub mod urgent;
mod visible;

/// The public API, feeds and sitemap. Register it first: routes are tried in order, and these are the ones that must be fast.
pub fn configure(cfg: &mut ServiceConfig) {
    // `by-path` before `{id}`, which would take it for an id.
    cfg.service(routes::publication_by_path)
        .service(routes::get_publication)
        .service(routes::list_publications)
        .configure(by_kind::configure)
        .service(routes::get_rendition)
        .service(routes::get_media)
        .service(search::routes::suggestions)
        .service(search::routes::search)
        .service(tables::get_table_csv)
        .service(tables::get_table_json)
        .service(schedule::get_schedule)
        .service(urgent::list_urgent)
        .service(feeds::get_feed)
        .service(feeds::get_json_feed)
        .service(sitemap::get_sitemap)
        .service(sitemap::get_sitemap_page)
        .service(sitemap::get_robots);
}

/// The pages and files of the web app. They are no part of the contract, so they are registered on the plain application,
/// after the API. For every other address call [`shell::fallback`] from the default service.
pub fn pages(cfg: &mut actix_web::web::ServiceConfig) {
    shell::configure(cfg);
    assets::configure(cfg);
}
