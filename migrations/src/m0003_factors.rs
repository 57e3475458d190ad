//! Second factors, their challenges, and links that open a task on a phone.

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
ALTER TABLE session ADD COLUMN method text NOT NULL DEFAULT 'password';
ALTER TABLE session ADD COLUMN strong boolean NOT NULL DEFAULT false;
ALTER TABLE second_factor ADD COLUMN credential_id text;
ALTER TABLE second_factor ADD COLUMN counter {int} NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX second_factor_credential ON second_factor(credential_id);
CREATE INDEX second_factor_user ON second_factor(user_id);
CREATE TABLE recovery_code (
  id {uuid} PRIMARY KEY, user_id {uuid} NOT NULL REFERENCES app_user(id), code_hash text NOT NULL UNIQUE,
  created_at {time} NOT NULL, used_at {time}
);
CREATE INDEX recovery_code_user ON recovery_code(user_id);
CREATE TABLE spent_challenge (
  hash text PRIMARY KEY, expires_at {time} NOT NULL
);
CREATE INDEX spent_challenge_age ON spent_challenge(expires_at);
CREATE TABLE qr_sign_in (
  id {uuid} PRIMARY KEY, code_hash text NOT NULL UNIQUE, secret_hash text NOT NULL UNIQUE, number {int} NOT NULL,
  user_agent text NOT NULL, state text NOT NULL, user_id {uuid} REFERENCES app_user(id), strong boolean NOT NULL,
  created_at {time} NOT NULL, expires_at {time} NOT NULL
);
CREATE INDEX qr_sign_in_age ON qr_sign_in(expires_at);
CREATE TABLE review_link (
  id {uuid} PRIMARY KEY, task_id {uuid} NOT NULL REFERENCES review_task(id), user_id {uuid} NOT NULL REFERENCES app_user(id),
  token_hash text NOT NULL UNIQUE, created_by {uuid}, created_at {time} NOT NULL, expires_at {time} NOT NULL, revoked_at {time}
);
CREATE INDEX review_link_task ON review_link(task_id, created_at)
"#;
