//! Review: shares of the clock, alternates, delegation of tasks, re-routing, reorganisation.

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
ALTER TABLE review_task ADD COLUMN due_at {time};
ALTER TABLE review_task ADD COLUMN warn_at {time};
ALTER TABLE review_task ADD COLUMN warned_at {time};
ALTER TABLE review_task ADD COLUMN passed_at {time};
ALTER TABLE review_task ADD COLUMN given_by {uuid};
ALTER TABLE review_task ADD COLUMN moved_from {uuid};
ALTER TABLE review_task ADD COLUMN main_reviewer boolean NOT NULL DEFAULT false;
CREATE INDEX review_task_due ON review_task(state, due_at, id);
CREATE INDEX review_task_hands ON review_task(assignee_id, state, opened_at, id);
ALTER TABLE routing_rule ADD COLUMN main_reviewer boolean NOT NULL DEFAULT false;
ALTER TABLE routing_rule ADD COLUMN replaces {uuid};
ALTER TABLE routing_rule ADD COLUMN created_by {uuid};
CREATE INDEX routing_rule_dates ON routing_rule(valid_from, id);
CREATE INDEX routing_rule_unit ON routing_rule(unit_id);
CREATE TABLE review_setting (
  id {uuid} PRIMARY KEY, name text NOT NULL, value text NOT NULL, citation text NOT NULL,
  valid_from {date} NOT NULL, created_by {uuid}, created_at {time} NOT NULL
);
CREATE INDEX review_setting_name ON review_setting(name, valid_from, id);
CREATE TABLE review_alternate (
  id {uuid} PRIMARY KEY, stage text NOT NULL, unit_id {uuid} REFERENCES org_unit(id), user_id {uuid} NOT NULL REFERENCES app_user(id),
  citation text NOT NULL, valid_from {date} NOT NULL, valid_to {date}, created_by {uuid}, created_at {time} NOT NULL
);
CREATE INDEX review_alternate_stage ON review_alternate(stage, unit_id, valid_from);
CREATE TABLE reorganisation (
  id {uuid} PRIMARY KEY, unit_id {uuid} NOT NULL REFERENCES org_unit(id), successor_id {uuid} NOT NULL REFERENCES org_unit(id),
  citation text NOT NULL, effective_on {date} NOT NULL, moved text, created_by {uuid}, created_at {time} NOT NULL, done_at {time}
);
CREATE INDEX reorganisation_new ON reorganisation(created_at, id)
"#;
