//! Texts: anchored comments, lists of words that raise flags, references between items.
//!
//! `working_reference` is derived from the working copy and written with it; `live_reference` from what is public;
//! `revision_media` remembers which pictures the revisions of an item froze.

use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, TABLES).await?;
        // SQLite keeps ids as bytes.
        let postgres = manager.get_database_backend() == sea_orm_migration::sea_orm::DbBackend::Postgres;
        let id = if postgres { "'0199a0c0-0007-7000-8000-000000000007'" } else { "X'0199a0c0000770008000000000000007'" };
        dialect::run(manager, &INDEX_WHAT_IS_THERE.replace("{id}", id)).await
    }
}

const TABLES: &str = r#"
CREATE TABLE comment_thread (
  id {uuid} PRIMARY KEY, item_id {uuid} NOT NULL REFERENCES item(id), revision_id {uuid} REFERENCES revision(id),
  part text NOT NULL, quote text NOT NULL, prefix text NOT NULL, suffix text NOT NULL, position {int} NOT NULL,
  state text NOT NULL, opened_by {uuid} NOT NULL REFERENCES app_user(id), opened_at {time} NOT NULL,
  settled_by {uuid} REFERENCES app_user(id), settled_at {time}, version {int} NOT NULL
);
CREATE INDEX comment_thread_item ON comment_thread(item_id, opened_at, id);
CREATE TABLE comment_post (
  id {uuid} PRIMARY KEY, thread_id {uuid} NOT NULL REFERENCES comment_thread(id), author_id {uuid} NOT NULL REFERENCES app_user(id),
  body text NOT NULL, at {time} NOT NULL
);
CREATE INDEX comment_post_thread ON comment_post(thread_id, at, id);
CREATE TABLE word_entry (
  id {uuid} PRIMARY KEY, list text NOT NULL, phrase text NOT NULL, severity text NOT NULL, reason text NOT NULL, citation text,
  valid_from {date} NOT NULL, valid_to {date}, version {int} NOT NULL, created_at {time} NOT NULL, updated_at {time} NOT NULL
);
CREATE INDEX word_entry_list ON word_entry(list, valid_from, id);
CREATE TABLE working_reference (
  item_id {uuid} NOT NULL REFERENCES item(id), ordinal {int} NOT NULL, target text NOT NULL, manner text NOT NULL,
  path {bytewise}, media_id {uuid}, PRIMARY KEY (item_id, ordinal)
);
CREATE INDEX working_reference_path ON working_reference(path, item_id);
CREATE INDEX working_reference_media ON working_reference(media_id, item_id);
CREATE TABLE live_reference (
  item_id {uuid} NOT NULL REFERENCES item(id), ordinal {int} NOT NULL, target text NOT NULL, manner text NOT NULL,
  path {bytewise}, media_id {uuid}, PRIMARY KEY (item_id, ordinal)
);
CREATE INDEX live_reference_path ON live_reference(path, item_id);
CREATE INDEX live_reference_media ON live_reference(media_id, item_id);
CREATE TABLE revision_media (
  item_id {uuid} NOT NULL REFERENCES item(id), media_id {uuid} NOT NULL REFERENCES media(id), PRIMARY KEY (item_id, media_id)
);
CREATE INDEX revision_media_media ON revision_media(media_id, item_id);
CREATE INDEX item_section ON item(section_id, updated_at, id);
ALTER TABLE media ADD COLUMN shows_children boolean
"#;

/// What was written before this version is read once by the worker; a new house has nothing to read.
const INDEX_WHAT_IS_THERE: &str = r#"
INSERT INTO job (id, kind, payload, dedup_key, state, run_at, attempts, fence, created_at)
  SELECT {id}, 'index_references', '{"job":"index_references"}', 'index_references', 'waiting',
    '2026-11-23T00:00:00+00:00', 0, 0, '2026-11-23T00:00:00+00:00'
  WHERE EXISTS (SELECT 1 FROM item)
"#;
