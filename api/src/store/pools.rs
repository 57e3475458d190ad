//! Connections. SQLite: one writer and a pool of readers that cannot write. PostgreSQL: one pool for each half.

use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, Database, DatabaseConnection};

use super::Fault;

/// The two halves of a database.
#[derive(Clone)]
pub struct Pools {
    pub write: DatabaseConnection,
    pub read: DatabaseConnection,
}

/// Opens `url` (`sqlite://…` or `postgres://…`). `readers` bounds the read pool, `writers` that of PostgreSQL's writers.
pub async fn open(url: &str, readers: u32, writers: u32) -> Result<Pools, Fault> {
    let sqlite = url.starts_with("sqlite:");
    let write = Database::connect(options(url, if sqlite { 1 } else { writers }, false)).await?;
    let read = Database::connect(options(url, readers, sqlite)).await?;
    Ok(Pools { write, read })
}

fn options(url: &str, size: u32, query_only: bool) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(size)
        .min_connections(0)
        .acquire_timeout(Duration::from_secs(5))
        .sqlx_logging(false)
        .record_stmt_in_spans(false)
        .test_before_acquire(false)
        .map_sqlx_sqlite_opts(move |o| {
            let o = o
                .create_if_missing(!query_only)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(5))
                .pragma("cache_size", "-4096")
                .statement_cache_capacity(200);
            if query_only { o.pragma("query_only", "on") } else { o }
        });
    options
}
