//! The few words in which SQLite and PostgreSQL differ. SQL in a migration writes them in braces.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

const WORDS: [(&str, &str, &str); 6] = [
    // word, SQLite, PostgreSQL
    ("{uuid}", "uuid_text", "uuid"),
    ("{time}", "timestamp_with_timezone_text", "timestamptz"),
    ("{date}", "date_text", "date"),
    ("{bytes}", "blob", "bytea"),
    // Sort keys and paths compare bytewise on both (decision 1).
    ("{bytewise}", "text", "text COLLATE \"C\""),
    ("{int}", "bigint", "bigint"),
];

/// Runs `;`-separated statements after putting the words of this database in.
pub async fn run(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    let db = manager.get_connection();
    let postgres = db.get_database_backend() == DbBackend::Postgres;
    let mut sql = sql.to_owned();
    for (word, sqlite, pg) in WORDS {
        sql = sql.replace(word, if postgres { pg } else { sqlite });
    }
    for statement in sql.split(';').map(str::trim).filter(|s| !s.is_empty()) {
        db.execute_unprepared(statement).await?;
    }
    Ok(())
}
