//! Quick send (`domain.md` §10): a link by which one person sends a text and up to twenty pictures from a phone in a minute,
//! without signing in. It opens one thing only: handing in items of that person. Pictures come through `media/uploads.rs`.
//!
//! | file | what it does |
//! |---|---|
//! | `links.rs` | make a link, list, revoke; the secret is shown once and kept as a hash |
//! | `send.rs` | the text becomes an item with its pictures, handed in for review |
//! | `routes.rs` | the doors |

mod links;
mod routes;
mod send;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(routes::make_link).service(routes::list_links).service(routes::revoke_link);
    cfg.service(routes::look).service(routes::hand_in);
}
