//! Notices to people, what was sent to them, and looks at personal data.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, COLUMNS).await?;
        let db = manager.get_connection();
        let fill = if db.get_database_backend() == DbBackend::Postgres { FILL_POSTGRES } else { FILL_SQLITE };
        db.execute_unprepared(fill).await?;
        dialect::run(manager, AUDIT).await?;
        dialect::run(manager, NOTICES).await
    }
}

/// Mirrors of the payload, so that the log can be read by unit and by person concerned. `audit verify` compares them.
const COLUMNS: &str = r#"
ALTER TABLE change_log ADD COLUMN unit_id {uuid};
ALTER TABLE change_log ADD COLUMN about_id {uuid}
"#;

const FILL_SQLITE: &str = r#"UPDATE change_log SET
  unit_id = unhex(replace(json_extract(payload, '$.unit'), '-', '')),
  about_id = unhex(replace(coalesce(json_extract(payload, '$.user'), json_extract(payload, '$.assignee')), '-', ''))"#;
const FILL_POSTGRES: &str = r#"UPDATE change_log SET
  unit_id = (payload::json->>'unit')::uuid,
  about_id = coalesce(payload::json->>'user', payload::json->>'assignee')::uuid"#;

const AUDIT: &str = r#"
CREATE INDEX change_log_actor ON change_log(actor_id, seq);
CREATE INDEX change_log_unit ON change_log(unit_id, seq);
CREATE INDEX change_log_about ON change_log(about_id, seq);
CREATE INDEX change_log_verb ON change_log(verb, seq);
CREATE INDEX change_log_door ON change_log(door, seq);
CREATE INDEX change_log_at ON change_log(at, seq);
CREATE TABLE access_log (
  id {uuid} PRIMARY KEY, at {time} NOT NULL, actor_id {uuid}, what text NOT NULL, subject_id {uuid} NOT NULL, request_id text NOT NULL
);
CREATE INDEX access_log_at ON access_log(at, id);
CREATE INDEX access_log_actor ON access_log(actor_id, at, id);
CREATE INDEX access_log_subject ON access_log(subject_id, at, id)
"#;

const NOTICES: &str = r#"
CREATE TABLE notice (
  id {uuid} PRIMARY KEY, seq {int} NOT NULL, user_id {uuid} NOT NULL REFERENCES app_user(id), kind text NOT NULL, urgent boolean NOT NULL,
  item_id {uuid}, subject_id {uuid}, unit_id {uuid}, actor_id {uuid}, at {time} NOT NULL, unread boolean NOT NULL, read_at {time},
  UNIQUE (seq, user_id)
);
CREATE INDEX notice_inbox ON notice(user_id, unread, at, id);
CREATE TABLE notice_choice (
  user_id {uuid} PRIMARY KEY REFERENCES app_user(id), mail text NOT NULL, updated_at {time} NOT NULL
);
CREATE TABLE delivery (
  id {uuid} PRIMARY KEY, user_id {uuid} NOT NULL REFERENCES app_user(id), notice_id {uuid} REFERENCES notice(id), digest_on {date},
  state text NOT NULL, attempts {int} NOT NULL, due_at {time} NOT NULL, last_error text, created_at {time} NOT NULL, sent_at {time}
);
CREATE INDEX delivery_all ON delivery(created_at, id);
CREATE INDEX delivery_state ON delivery(state, created_at, id);
CREATE UNIQUE INDEX delivery_of_notice ON delivery(notice_id);
CREATE UNIQUE INDEX delivery_of_digest ON delivery(user_id, digest_on);
CREATE TABLE reminder (
  id {uuid} PRIMARY KEY, unit_id {uuid} NOT NULL REFERENCES org_unit(id), clocks text NOT NULL, note text,
  sent_by {uuid} NOT NULL REFERENCES app_user(id), at {time} NOT NULL
);
CREATE INDEX reminder_at ON reminder(at, id);
CREATE INDEX reminder_unit ON reminder(unit_id, at, id)
"#;
