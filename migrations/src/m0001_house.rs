//! The house: people, structure, items and their editions, review, the public side, the change log, jobs.
//!
//! Ids are UUIDv7, instants UTC microseconds bound by the program (no database clock), JSON is text.

use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, PEOPLE).await?;
        dialect::run(manager, WRITING).await?;
        dialect::run(manager, PUBLISHED).await?;
        dialect::run(manager, LOG_AND_JOBS).await
    }
}

const PEOPLE: &str = r#"
CREATE TABLE site_setting (
  name text PRIMARY KEY, value text NOT NULL, valid_from {date} NOT NULL, decision text, updated_at {time} NOT NULL
);
CREATE TABLE org_unit (
  id {uuid} PRIMARY KEY, code text NOT NULL UNIQUE, kind text NOT NULL, name text NOT NULL, name_en text,
  parent_id {uuid} REFERENCES org_unit(id), position {int} NOT NULL,
  valid_from {date} NOT NULL, valid_to {date}, created_at {time} NOT NULL
);
CREATE TABLE section (
  id {uuid} PRIMARY KEY, slug text NOT NULL UNIQUE, name text NOT NULL, name_en text, parent_id {uuid} REFERENCES section(id),
  position {int} NOT NULL, info_class text NOT NULL, owner_unit_id {uuid} REFERENCES org_unit(id),
  valid_from {date} NOT NULL, valid_to {date}, created_at {time} NOT NULL
);
CREATE TABLE app_user (
  id {uuid} PRIMARY KEY, username text NOT NULL UNIQUE, display_name text NOT NULL, position text NOT NULL,
  email text, unit_id {uuid} REFERENCES org_unit(id), password_hash text NOT NULL, state text NOT NULL,
  created_at {time} NOT NULL, password_changed_at {time} NOT NULL
);
CREATE TABLE role_assignment (
  id {uuid} PRIMARY KEY, user_id {uuid} NOT NULL REFERENCES app_user(id), role text NOT NULL,
  unit_id {uuid} REFERENCES org_unit(id), fields text NOT NULL, sections text NOT NULL,
  valid_from {date} NOT NULL, valid_to {date}, decision_number text, decision_date {date},
  delegated_by {uuid} REFERENCES app_user(id), created_at {time} NOT NULL
);
CREATE INDEX role_assignment_user ON role_assignment(user_id);
CREATE TABLE second_factor (
  id {uuid} PRIMARY KEY, user_id {uuid} NOT NULL REFERENCES app_user(id), kind text NOT NULL, label text NOT NULL,
  secret {bytes} NOT NULL, created_at {time} NOT NULL, last_used_at {time}, revoked_at {time}
);
CREATE TABLE session (
  id {uuid} PRIMARY KEY, user_id {uuid} NOT NULL REFERENCES app_user(id), refresh_hash text NOT NULL UNIQUE,
  previous_hash text, rotated_at {time}, created_at {time} NOT NULL, last_used_at {time} NOT NULL, expires_at {time} NOT NULL,
  user_agent text NOT NULL, revoked_at {time}, revoked_because text
);
CREATE INDEX session_of_user ON session(user_id);
CREATE INDEX session_previous ON session(previous_hash);
CREATE TABLE api_key (
  id {uuid} PRIMARY KEY, name text NOT NULL, key_hash text NOT NULL UNIQUE, scopes text NOT NULL, owner_id {uuid} NOT NULL REFERENCES app_user(id),
  created_at {time} NOT NULL, expires_at {time}, last_used_at {time}, revoked_at {time}
);
CREATE TABLE security_log (
  id {uuid} PRIMARY KEY, at {time} NOT NULL, event text NOT NULL, actor_id {uuid}, subject text, operation text, request_id text
);
CREATE INDEX security_log_at ON security_log(at);
CREATE TABLE routing_rule (
  id {uuid} PRIMARY KEY, applies_to text NOT NULL, field text, section_id {uuid} REFERENCES section(id),
  unit_id {uuid} NOT NULL REFERENCES org_unit(id), citation text NOT NULL,
  valid_from {date} NOT NULL, valid_to {date}, created_at {time} NOT NULL
)
"#;

const WRITING: &str = r#"
CREATE TABLE item (
  id {uuid} PRIMARY KEY, kind text NOT NULL, lang text NOT NULL, translation_of {uuid} REFERENCES item(id),
  origin text NOT NULL, external_id text, source_type text, source_id {uuid},
  unit_id {uuid} NOT NULL REFERENCES org_unit(id), created_by {uuid} REFERENCES app_user(id),
  from_contributor boolean NOT NULL,
  state text NOT NULL, edition {int} NOT NULL, revision_id {uuid}, correction_note text, scheduled_for {time}, approved_revision_id {uuid},
  title text NOT NULL, section_id {uuid} REFERENCES section(id), info_class text, genre text, issuer_relation text,
  version {int} NOT NULL, created_at {time} NOT NULL, updated_at {time} NOT NULL, submitted_at {time}
);
CREATE UNIQUE INDEX item_external ON item(origin, external_id);
CREATE UNIQUE INDEX item_translation ON item(translation_of, lang);
CREATE INDEX item_state ON item(state, updated_at, id);
CREATE INDEX item_updated ON item(updated_at, id);
CREATE INDEX item_mine ON item(created_by, updated_at, id);
CREATE INDEX item_unit ON item(unit_id, updated_at, id);
CREATE TABLE working_copy (
  item_id {uuid} PRIMARY KEY REFERENCES item(id), content text NOT NULL, writers text NOT NULL,
  updated_at {time} NOT NULL, updated_by {uuid}
);
CREATE TABLE lease (
  item_id {uuid} PRIMARY KEY REFERENCES item(id), user_id {uuid} NOT NULL REFERENCES app_user(id),
  acquired_at {time} NOT NULL, expires_at {time} NOT NULL
);
CREATE TABLE revision (
  id {uuid} PRIMARY KEY, item_id {uuid} NOT NULL REFERENCES item(id), no {int} NOT NULL, edition {int} NOT NULL,
  hash text NOT NULL, schema_version {int} NOT NULL, content text NOT NULL, title text NOT NULL, writers text NOT NULL,
  reason text NOT NULL, name text, created_by {uuid}, created_at {time} NOT NULL,
  UNIQUE (item_id, no)
);
CREATE TABLE review_task (
  id {uuid} PRIMARY KEY, item_id {uuid} NOT NULL REFERENCES item(id), revision_id {uuid} NOT NULL REFERENCES revision(id),
  edition {int} NOT NULL, stage text NOT NULL, unit_id {uuid} REFERENCES org_unit(id), fields text NOT NULL, reason text NOT NULL,
  state text NOT NULL, assignee_id {uuid} REFERENCES app_user(id), opened_at {time} NOT NULL, closed_at {time}, closed_by {uuid}, version {int} NOT NULL
);
CREATE INDEX review_task_item ON review_task(item_id, state);
CREATE INDEX review_task_inbox ON review_task(state, stage, unit_id, opened_at, id);
CREATE TABLE remark (
  id {uuid} PRIMARY KEY, item_id {uuid} NOT NULL REFERENCES item(id), revision_id {uuid} NOT NULL REFERENCES revision(id),
  task_id {uuid} REFERENCES review_task(id), stage text NOT NULL, kind text NOT NULL, author_id {uuid} NOT NULL REFERENCES app_user(id),
  body text NOT NULL, anchor text, at {time} NOT NULL
);
CREATE INDEX remark_item ON remark(item_id, at);
CREATE TABLE approval (
  id {uuid} PRIMARY KEY, item_id {uuid} NOT NULL REFERENCES item(id), revision_id {uuid} NOT NULL REFERENCES revision(id),
  hash text NOT NULL, stage text NOT NULL, basis text NOT NULL, unit_id {uuid}, fields text NOT NULL,
  template_revision_id {uuid}, emergency_reason text, actor_id {uuid} NOT NULL REFERENCES app_user(id), at {time} NOT NULL
);
CREATE INDEX approval_item ON approval(item_id, hash);
CREATE TABLE media (
  id {uuid} PRIMARY KEY, blob_hash text NOT NULL, filename text NOT NULL, type text NOT NULL, bytes {int} NOT NULL,
  width {int} NOT NULL, height {int} NOT NULL, alt text, caption text, rights_owner text, rights_licence text, rights_permission text,
  renditions text NOT NULL, unit_id {uuid} NOT NULL REFERENCES org_unit(id), created_by {uuid} NOT NULL REFERENCES app_user(id),
  version {int} NOT NULL, created_at {time} NOT NULL
);
CREATE INDEX media_unit ON media(unit_id, id)
"#;

const PUBLISHED: &str = r#"
CREATE TABLE counter (
  name text PRIMARY KEY, value {int} NOT NULL
);
CREATE TABLE publication (
  id {uuid} PRIMARY KEY, n {int} NOT NULL UNIQUE, kind text NOT NULL, info_class text NOT NULL, genre text, lang text NOT NULL,
  section_id {uuid} NOT NULL, unit_id {uuid} NOT NULL, status text NOT NULL, listed boolean NOT NULL, path {bytewise} NOT NULL,
  sort_title {bytewise} NOT NULL, published_at {time} NOT NULL, updated_at {time} NOT NULL, ended_at {time}, ended_reason text,
  display_until {time}, replaced_by {uuid}, revision_id {uuid} NOT NULL, revision_hash text NOT NULL, approval_id {uuid} NOT NULL,
  summary_json text NOT NULL, full_json text NOT NULL, search_text text NOT NULL
);
CREATE INDEX publication_new ON publication(listed, published_at, n);
CREATE INDEX publication_section ON publication(section_id, listed, published_at, n);
CREATE INDEX publication_section_kind ON publication(section_id, kind, listed, published_at, n);
CREATE INDEX publication_kind ON publication(kind, listed, published_at, n);
CREATE INDEX publication_unit ON publication(unit_id, listed, published_at, n);
CREATE INDEX publication_class ON publication(info_class, listed, published_at, n);
CREATE INDEX publication_genre ON publication(genre, listed, published_at, n);
CREATE INDEX publication_lang ON publication(lang, listed, published_at, n);
CREATE INDEX publication_title ON publication(listed, sort_title, n);
CREATE INDEX publication_section_title ON publication(section_id, listed, sort_title, n);
CREATE INDEX publication_display ON publication(status, display_until);
CREATE TABLE public_path (
  path {bytewise} PRIMARY KEY, publication_id {uuid} NOT NULL REFERENCES publication(id), canonical boolean NOT NULL
);
CREATE INDEX public_path_publication ON public_path(publication_id);
CREATE TABLE publication_key (
  publication_n {int} NOT NULL REFERENCES publication(n), ordinal {int} NOT NULL, name text NOT NULL,
  text {bytewise}, int {int}, date {date}, published_at {time} NOT NULL, PRIMARY KEY (publication_n, ordinal)
);
CREATE INDEX publication_key_text ON publication_key(name, text, published_at, publication_n);
CREATE TABLE publication_media (
  publication_id {uuid} NOT NULL REFERENCES publication(id), media_id {uuid} NOT NULL REFERENCES media(id), public_json text NOT NULL,
  PRIMARY KEY (publication_id, media_id)
);
CREATE INDEX publication_media_media ON publication_media(media_id);
CREATE TABLE publication_count (
  section_id {uuid} NOT NULL, kind text NOT NULL, listed {int} NOT NULL, PRIMARY KEY (section_id, kind)
);
CREATE TABLE correction (
  id {uuid} PRIMARY KEY, item_id {uuid} NOT NULL REFERENCES item(id), revision_id {uuid} NOT NULL, note text NOT NULL, at {time} NOT NULL
);
CREATE INDEX correction_item ON correction(item_id, at)
"#;

const LOG_AND_JOBS: &str = r#"
CREATE TABLE change_head (
  id {int} PRIMARY KEY, seq {int} NOT NULL, public_seq {int} NOT NULL, at {time} NOT NULL, hash text NOT NULL
);
INSERT INTO change_head (id, seq, public_seq, at, hash)
  VALUES (1, 0, 0, '1970-01-01T00:00:00+00:00', '0000000000000000000000000000000000000000000000000000000000000000');
CREATE TABLE change_log (
  seq {int} PRIMARY KEY, at {time} NOT NULL, actor_id {uuid}, door text NOT NULL, request_id text NOT NULL,
  verb text NOT NULL, item_id {uuid}, public boolean NOT NULL, payload text NOT NULL, previous_hash text NOT NULL, hash text NOT NULL
);
CREATE INDEX change_log_item ON change_log(item_id, seq);
CREATE INDEX change_log_public ON change_log(public, seq);
CREATE TABLE job (
  id {uuid} PRIMARY KEY, kind text NOT NULL, payload text NOT NULL, dedup_key text NOT NULL UNIQUE, state text NOT NULL,
  run_at {time} NOT NULL, attempts {int} NOT NULL, fence {int} NOT NULL, leased_until {time}, last_error text,
  created_at {time} NOT NULL, finished_at {time}
);
CREATE INDEX job_due ON job(state, run_at);
CREATE INDEX job_leased ON job(state, leased_until);
CREATE TABLE idempotency_key (
  actor text NOT NULL, key text NOT NULL, fingerprint text NOT NULL, status {int} NOT NULL, headers text NOT NULL, body text NOT NULL,
  created_at {time} NOT NULL, PRIMARY KEY (actor, key)
);
CREATE INDEX idempotency_key_age ON idempotency_key(created_at)
"#;
