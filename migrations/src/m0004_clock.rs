//! The clock: calendars and their versions, rules, running clocks and what happened to them.

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
CREATE TABLE calendar (
  code text PRIMARY KEY, name text NOT NULL, name_en text, created_at {time} NOT NULL
);
CREATE TABLE calendar_version (
  id {uuid} PRIMARY KEY, calendar text NOT NULL REFERENCES calendar(code), no {int} NOT NULL, valid_from {date} NOT NULL,
  decision text, content text NOT NULL, created_at {time} NOT NULL, created_by {uuid} REFERENCES app_user(id),
  UNIQUE (calendar, no)
);
CREATE TABLE deadline_rule (
  id {uuid} PRIMARY KEY, code text NOT NULL, name text NOT NULL, name_en text, info_class text, counts_from text NOT NULL,
  n {int} NOT NULL, unit text NOT NULL, day_end text NOT NULL, responsible text NOT NULL, stops_at text NOT NULL,
  calendar text REFERENCES calendar(code), citation text NOT NULL, valid_from {date} NOT NULL, valid_to {date},
  created_at {time} NOT NULL, UNIQUE (code, valid_from)
);
CREATE TABLE deadline_setting (
  valid_from {date} PRIMARY KEY, calendar text NOT NULL REFERENCES calendar(code), warning_share {int} NOT NULL,
  unit_head_hours {int} NOT NULL, secretariat_hours {int} NOT NULL, decision text, created_at {time} NOT NULL
);
CREATE TABLE clock (
  id {uuid} PRIMARY KEY, subject text NOT NULL, subject_id {uuid} NOT NULL, item_id {uuid} REFERENCES item(id),
  rule text NOT NULL, rule_id {uuid} NOT NULL REFERENCES deadline_rule(id), unit_id {uuid} NOT NULL REFERENCES org_unit(id),
  responsible_id {uuid} REFERENCES app_user(id), trigger_at {time} NOT NULL, due_at {time} NOT NULL, first_due_at {time} NOT NULL,
  calendar text NOT NULL REFERENCES calendar(code), calendar_no {int} NOT NULL, state text NOT NULL, done_at {time},
  extensions {int} NOT NULL, level text, next_at {time}, version {int} NOT NULL, created_at {time} NOT NULL
);
CREATE UNIQUE INDEX clock_runs_once ON clock(subject, subject_id, rule) WHERE state = 'running';
CREATE INDEX clock_subject ON clock(subject, subject_id);
CREATE INDEX clock_item ON clock(item_id);
CREATE INDEX clock_due ON clock(state, due_at, id);
CREATE INDEX clock_by_due ON clock(due_at, id);
CREATE INDEX clock_unit_due ON clock(unit_id, state, due_at, id);
CREATE INDEX clock_next ON clock(next_at, id) WHERE next_at IS NOT NULL;
CREATE TABLE clock_event (
  id {uuid} PRIMARY KEY, clock_id {uuid} NOT NULL REFERENCES clock(id), kind text NOT NULL, at {time} NOT NULL,
  actor_id {uuid} REFERENCES app_user(id), old_due {time} NOT NULL, new_due {time} NOT NULL, reason text, notice text
);
CREATE INDEX clock_event_of ON clock_event(clock_id, at)
"#;
