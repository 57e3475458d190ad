//! People in time: delegations and leave, bodies, registers of contributors and participants, invitations, dated settings.

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
CREATE TABLE dated_setting (
  name text NOT NULL, no {int} NOT NULL, value text NOT NULL, valid_from {date} NOT NULL,
  decision_number text, decision_date {date}, set_by {uuid} REFERENCES app_user(id), updated_at {time} NOT NULL,
  PRIMARY KEY (name, no)
);
INSERT INTO dated_setting (name, no, value, valid_from, decision_number, decision_date, set_by, updated_at)
  SELECT name, 1, value, valid_from, decision, NULL, NULL, updated_at FROM site_setting;
DROP TABLE site_setting;
ALTER TABLE dated_setting RENAME TO site_setting;
ALTER TABLE role_assignment ADD COLUMN source_id {uuid} REFERENCES role_assignment(id);
ALTER TABLE role_assignment ADD COLUMN body_id {uuid};
ALTER TABLE role_assignment ADD COLUMN assigned_by {uuid};
ALTER TABLE role_assignment ADD COLUMN ended_by {uuid};
ALTER TABLE role_assignment ADD COLUMN ended_at {time};
CREATE INDEX role_assignment_role ON role_assignment(role, valid_from);
CREATE INDEX role_assignment_source ON role_assignment(source_id);
CREATE INDEX role_assignment_body ON role_assignment(body_id);
CREATE INDEX app_user_name ON app_user(display_name, id);
CREATE TABLE absence (
  id {uuid} PRIMARY KEY, user_id {uuid} NOT NULL REFERENCES app_user(id), from_day {date} NOT NULL, to_day {date} NOT NULL,
  set_by {uuid} REFERENCES app_user(id), created_at {time} NOT NULL, cancelled_at {time}, cancelled_by {uuid}
);
CREATE INDEX absence_of_user ON absence(user_id, to_day);
CREATE INDEX absence_days ON absence(to_day, id);
CREATE TABLE absence_cover (
  id {uuid} PRIMARY KEY, absence_id {uuid} NOT NULL REFERENCES absence(id), cover_id {uuid} NOT NULL REFERENCES app_user(id),
  assignment_id {uuid} REFERENCES role_assignment(id)
);
CREATE INDEX absence_cover_absence ON absence_cover(absence_id);
CREATE INDEX absence_cover_cover ON absence_cover(cover_id);
CREATE TABLE body (
  id {uuid} PRIMARY KEY, kind text NOT NULL, decision_number text NOT NULL, decision_date {date} NOT NULL,
  valid_from {date} NOT NULL, valid_to {date}, ended_on {date}, formed_by {uuid} REFERENCES app_user(id), created_at {time} NOT NULL
);
CREATE INDEX body_kind ON body(kind, valid_from);
CREATE TABLE body_member (
  id {uuid} PRIMARY KEY, body_id {uuid} NOT NULL REFERENCES body(id), user_id {uuid} NOT NULL REFERENCES app_user(id),
  position text NOT NULL, assignment_id {uuid} NOT NULL REFERENCES role_assignment(id)
);
CREATE INDEX body_member_body ON body_member(body_id);
CREATE TABLE invitation (
  id {uuid} PRIMARY KEY, user_id {uuid} NOT NULL REFERENCES app_user(id), token_hash text NOT NULL UNIQUE, purpose text NOT NULL,
  created_by {uuid} REFERENCES app_user(id), created_at {time} NOT NULL, expires_at {time} NOT NULL, used_at {time}, revoked_at {time}
);
CREATE INDEX invitation_user ON invitation(user_id, created_at);
CREATE TABLE contributor (
  user_id {uuid} PRIMARY KEY REFERENCES app_user(id), status text NOT NULL, fields text NOT NULL, area text,
  since {date} NOT NULL, decision_number text, decision_date {date}, version {int} NOT NULL, created_at {time} NOT NULL, updated_at {time} NOT NULL
);
CREATE INDEX contributor_status ON contributor(status, since);
CREATE TABLE participant_request (
  id {uuid} PRIMARY KEY, code text NOT NULL UNIQUE, kind text NOT NULL, name text NOT NULL, purpose text NOT NULL, state text NOT NULL,
  sender_hash text NOT NULL, created_at {time} NOT NULL, decided_at {time}, decided_by {uuid} REFERENCES app_user(id), refusal text,
  unit_id {uuid} REFERENCES org_unit(id), user_id {uuid} REFERENCES app_user(id)
);
CREATE INDEX participant_request_state ON participant_request(state, created_at, id);
CREATE INDEX participant_request_sender ON participant_request(sender_hash, created_at);
CREATE TABLE participant_contact (
  request_id {uuid} PRIMARY KEY REFERENCES participant_request(id), person_name text NOT NULL, phone text, email text, address text,
  consented_at {time} NOT NULL
)
"#;
