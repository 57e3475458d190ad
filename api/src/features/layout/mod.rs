//! What is arranged by hand: menus, the blocks of the home page, pinned and featured texts, topics (chủ đề) and life events (sự kiện
//! đời sống). Whatever has words of its own is a version that the board approves (Đ6.5, Đ11.3b); pins choose among texts that are
//! public already and act at once. What everybody sees of it: `published/structure/arranged.rs`.
//!
//! | file | |
//! |---|---|
//! | `content.rs` | what each kind of arrangement holds, cleaned |
//! | `actions.rs` | save a version, decide about it |
//! | `desk.rs` | the desk's routes and views |

pub mod actions;
mod content;
mod desk;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn configure(cfg: &mut ServiceConfig) {
    desk::configure(cfg);
}
