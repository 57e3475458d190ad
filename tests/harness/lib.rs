//! The test bench: a real server on a real database with a clock that stands still, and persons who act through HTTP.
//!
//! | file | what it gives |
//! |---|---|
//! | `database.rs` | a furnished database for each story, cloned from a template: SQLite by copying, PostgreSQL by `TEMPLATE` |
//! | `postgres.rs` | Debian's PostgreSQL, started once for the test process and gone with it |
//! | `guardian.rs` | clears up when the process ends, however it ends |
//! | `portal.rs` | the portal under test: start, clock, database, visitors |
//! | `person.rs` | a signed-in person and the replies they get |
//! | `authenticator.rs` | a passkey in software, and its lies |
//! | `newsroom.rs` | what persons do, in the words of the newsroom |
//! | `log.rs` | the change log read from outside, and the public side filled by the thousand |
//! | `s3.rs` | a real S3 server with a bucket |
//! | `smtp.rs` | a real SMTP server that keeps the letters it is given |
//! | `waiting.rs` | waiting for a condition, never for a time |
//! | `snapshot.rs` | reviewed tables that a change must be explained against |

pub mod authenticator;
pub mod database;
pub mod guardian;
pub mod log;
pub mod newsroom;
pub mod person;
pub mod portal;
pub mod postgres;
pub mod s3;
pub mod smtp;
pub mod snapshot;
pub mod waiting;

pub use database::Database;
pub use newsroom::{Item, Task, Written, a_document, a_notice, a_page, a_picture, an_article};
pub use person::{Person, Reply};
pub use portal::{Portal, Visitor};
pub use waiting::eventually;

/// Tells a story on one database. Every story has its own runtime, server and data.
pub fn tell<F: Future<Output = ()>>(database: Database, story: fn(Portal) -> F) {
    if database == Database::Postgres && postgres::left_out() {
        eprintln!("left out: PostgreSQL (CONG_TESTS_WITHOUT_POSTGRES is set)");
        return;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let portal = Portal::on(database).await;
        story(portal.clone()).await;
        portal.close().await;
    });
    // A server thread that is still writing its last line must not hold the story up.
    runtime.shutdown_background();
}

/// One story, two tests: `both!(async fn a_story(portal: Portal) { … });` gives `a_story::on_sqlite` and `a_story::on_postgres`.
#[macro_export]
macro_rules! both {
    ($(#[$meta:meta])* async fn $name:ident($portal:ident: $kind:ty) $body:block) => {
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn story($portal: $kind) $body

            #[test]
            fn on_sqlite() {
                $crate::tell($crate::Database::Sqlite, story);
            }

            #[test]
            fn on_postgres() {
                $crate::tell($crate::Database::Postgres, story);
            }
        }
    };
}
