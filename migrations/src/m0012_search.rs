//! The index of the public texts: terms made by the program, a line a publication for ranking and facets, the plain text for
//! passages, what is offered while somebody types, and texts taken from attached files.
//!
//! SQLite keeps the terms in FTS5 without the text and without positions, PostgreSQL as a `tsvector` under GIN. Neither sees a
//! natural language: a term is found as it was written.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, TABLES).await?;
        let terms = if manager.get_connection().get_database_backend() == DbBackend::Postgres { POSTGRES } else { SQLITE };
        dialect::run(manager, terms).await
    }
}

/// The text moves from the publication to a table of its own: lists never read it.
const TABLES: &str = r#"
ALTER TABLE publication DROP COLUMN search_text;
CREATE TABLE search_phrase (
  folded {bytewise} PRIMARY KEY, shown text NOT NULL, uses {int} NOT NULL, words {int} NOT NULL
);
CREATE INDEX search_phrase_uses ON search_phrase(words, uses);
CREATE TABLE search_state (
  id {int} PRIMARY KEY, version {int} NOT NULL, built_to {int} NOT NULL
);
INSERT INTO search_state (id, version, built_to) VALUES (1, 0, 0);
CREATE TABLE media_text (
  media_id {uuid} PRIMARY KEY REFERENCES media(id), text text NOT NULL, extracted_at {time} NOT NULL
)
"#;

/// `integer`: the number is the place in the table, one step instead of two for each of two thousand lines.
const SQLITE: &str = r#"
CREATE TABLE publication_search (
  n integer PRIMARY KEY NOT NULL REFERENCES publication(n), line text NOT NULL
);
CREATE TABLE publication_text (
  n integer PRIMARY KEY NOT NULL REFERENCES publication(n), text text NOT NULL
);
CREATE VIRTUAL TABLE publication_terms USING fts5(
  terms, content='', contentless_delete=1, detail=none, tokenize="ascii tokenchars '_'"
)
"#;

const POSTGRES: &str = r#"
CREATE TABLE publication_search (
  n bigint PRIMARY KEY REFERENCES publication(n), line text NOT NULL, terms tsvector NOT NULL
);
CREATE TABLE publication_text (
  n bigint PRIMARY KEY REFERENCES publication(n), text text NOT NULL
);
CREATE INDEX publication_search_terms ON publication_search USING gin (terms) WITH (fastupdate = off)
"#;
