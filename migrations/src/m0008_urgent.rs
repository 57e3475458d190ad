//! Urgent notices: templates, duty roster, the notices with their threads and after-checks.

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
CREATE TABLE urgent_template (
  id {uuid} PRIMARY KEY, code text NOT NULL UNIQUE, approved_revision_id {uuid}, retired_at {time}, version {int} NOT NULL, created_at {time} NOT NULL
);
CREATE TABLE urgent_template_revision (
  id {uuid} PRIMARY KEY, template_id {uuid} NOT NULL REFERENCES urgent_template(id), no {int} NOT NULL, hash text NOT NULL, content text NOT NULL,
  created_by {uuid}, created_at {time} NOT NULL, approved_by {uuid}, approved_at {time},
  UNIQUE (template_id, no)
);
CREATE TABLE urgent_notice (
  item_id {uuid} PRIMARY KEY REFERENCES item(id), kind text NOT NULL, severity text NOT NULL, basis text NOT NULL,
  template_revision_id {uuid} REFERENCES urgent_template_revision(id), blanks text NOT NULL, filled_hash text NOT NULL, reason text,
  unit_id {uuid} NOT NULL REFERENCES org_unit(id), published_by {uuid} NOT NULL REFERENCES app_user(id), published_at {time} NOT NULL,
  ended_by {uuid}, check_state text NOT NULL, check_due {time}, checked_by {uuid}, checked_at {time}, check_remark text
);
CREATE INDEX urgent_notice_published ON urgent_notice(published_at, item_id);
CREATE INDEX urgent_notice_check ON urgent_notice(check_state, published_at, item_id);
CREATE TABLE duty_shift (
  id {uuid} PRIMARY KEY, user_id {uuid} NOT NULL REFERENCES app_user(id), substitute_id {uuid} REFERENCES app_user(id),
  starts_at {time} NOT NULL, ends_at {time} NOT NULL, version {int} NOT NULL, created_at {time} NOT NULL
);
CREATE INDEX duty_shift_time ON duty_shift(ends_at, starts_at);
CREATE INDEX duty_shift_user ON duty_shift(user_id, ends_at)
"#;
