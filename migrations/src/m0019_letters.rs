//! Citizens' letters: facts in one table, everything personal in others, sealed with a key for each letter.

use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, TABLES).await
    }
}

const TABLES: &str = r#"
CREATE TABLE letter (
  id {uuid} PRIMARY KEY, code {bytewise} NOT NULL UNIQUE, secret_hash text NOT NULL, kind text NOT NULL, field text, state text NOT NULL,
  unit_id {uuid} REFERENCES org_unit(id), handler_id {uuid} REFERENCES app_user(id), lang text NOT NULL, anonymous boolean NOT NULL,
  by_mail boolean NOT NULL, consent_version {int} NOT NULL, consent_hash text NOT NULL, files {int} NOT NULL, received_at {time} NOT NULL,
  state_at {time} NOT NULL, answered_at {time}, promised_at {time}, extensions {int} NOT NULL, reopened {int} NOT NULL, rating {int},
  merged_into {uuid} REFERENCES letter(id), item_id {uuid} REFERENCES item(id), sealed boolean NOT NULL, next_at {time}, erased_at {time},
  version {int} NOT NULL
);
CREATE INDEX letter_received ON letter(received_at, id);
CREATE INDEX letter_state ON letter(state, received_at, id);
CREATE INDEX letter_unit ON letter(unit_id, received_at, id);
CREATE INDEX letter_kind ON letter(kind, received_at, id);
CREATE INDEX letter_next ON letter(next_at, id) WHERE next_at IS NOT NULL;
CREATE INDEX letter_promised ON letter(promised_at, id) WHERE promised_at IS NOT NULL;
CREATE INDEX letter_item ON letter(item_id);
CREATE TABLE letter_private (
  letter_id {uuid} PRIMARY KEY REFERENCES letter(id), key_id text NOT NULL, wrapped_key {bytes} NOT NULL, content {bytes} NOT NULL,
  sender {bytes}, draft {bytes}
);
CREATE INDEX letter_private_wrapped ON letter_private(key_id, letter_id);
CREATE TABLE letter_message (
  id {uuid} PRIMARY KEY, letter_id {uuid} NOT NULL REFERENCES letter(id), kind text NOT NULL, at {time} NOT NULL,
  actor_id {uuid} REFERENCES app_user(id), unit_id {uuid} REFERENCES org_unit(id), body {bytes} NOT NULL
);
CREATE INDEX letter_message_of ON letter_message(letter_id, at, id);
CREATE TABLE letter_file (
  id {uuid} PRIMARY KEY, letter_id {uuid} NOT NULL REFERENCES letter(id), position {int} NOT NULL, name {bytes} NOT NULL,
  media_type text NOT NULL, bytes {int} NOT NULL, blob_hash text NOT NULL
);
CREATE INDEX letter_file_of ON letter_file(letter_id, position);
CREATE TABLE letter_sealed_from (
  letter_id {uuid} NOT NULL REFERENCES letter(id), unit_id {uuid} NOT NULL REFERENCES org_unit(id), PRIMARY KEY (letter_id, unit_id)
);
CREATE INDEX letter_sealed_from_unit ON letter_sealed_from(unit_id, letter_id);
CREATE TABLE letter_upload (
  id {uuid} PRIMARY KEY, token_hash text NOT NULL, name {bytes} NOT NULL, length {int} NOT NULL, received {int} NOT NULL,
  stored {int} NOT NULL, media_type text, created_at {time} NOT NULL, expires_at {time} NOT NULL
);
CREATE INDEX letter_upload_age ON letter_upload(expires_at);
CREATE TABLE data_right (
  id {uuid} PRIMARY KEY, letter_id {uuid} NOT NULL REFERENCES letter(id), kind text NOT NULL, state text NOT NULL, asked_at {time} NOT NULL,
  acknowledged_at {time}, done_at {time}, done_by {uuid} REFERENCES app_user(id), body {bytes}, answer {bytes}, version {int} NOT NULL
);
CREATE INDEX data_right_state ON data_right(state, asked_at, id);
CREATE INDEX data_right_of ON data_right(letter_id, asked_at);
CREATE TABLE answer_template (
  id {uuid} PRIMARY KEY, purpose text NOT NULL, name text NOT NULL, field text, unit_id {uuid} REFERENCES org_unit(id), body text NOT NULL,
  retired boolean NOT NULL, updated_by {uuid} REFERENCES app_user(id), updated_at {time} NOT NULL, version {int} NOT NULL
);
CREATE INDEX answer_template_list ON answer_template(purpose, name, id);
ALTER TABLE change_log ADD COLUMN letter_id {uuid};
CREATE INDEX change_log_letter ON change_log(letter_id, seq);
CREATE INDEX change_log_letters ON change_log(at, seq) WHERE letter_id IS NOT NULL
"#;
