//! Consultations (drafts in versions and passages, comments of the public with their outcomes), reports of violations,
//! ratings of pages. What a citizen wrote and who they are lies sealed until somebody has decided what is published of it.

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
CREATE TABLE consultation (
  item_id {uuid} PRIMARY KEY REFERENCES item(id), form text NOT NULL, sender text NOT NULL, unit_id {uuid} NOT NULL REFERENCES org_unit(id),
  opens_at {time} NOT NULL, closes_at {time} NOT NULL, phase text NOT NULL, next_at {time}, version_no {int} NOT NULL,
  report_item_id {uuid}, document_id {uuid}, created_at {time} NOT NULL
);
CREATE INDEX consultation_closes ON consultation(closes_at, item_id);
CREATE INDEX consultation_next ON consultation(next_at, item_id);
CREATE INDEX consultation_document ON consultation(document_id, item_id);
CREATE INDEX consultation_report ON consultation(report_item_id, item_id);
CREATE INDEX item_made_of ON item(source_id, source_type);
CREATE TABLE consultation_version (
  consultation_id {uuid} NOT NULL REFERENCES consultation(item_id), no {int} NOT NULL, revision_id {uuid} NOT NULL, text_hash text NOT NULL,
  published_at {time} NOT NULL,
  PRIMARY KEY (consultation_id, no)
);
CREATE TABLE consultation_passage (
  consultation_id {uuid} NOT NULL REFERENCES consultation(item_id), no {int} NOT NULL, ordinal {int} NOT NULL, anchor {bytewise} NOT NULL,
  parent {int}, level text NOT NULL, label text NOT NULL, heading text NOT NULL, text text NOT NULL,
  PRIMARY KEY (consultation_id, no, ordinal)
);
CREATE TABLE opinion (
  id {uuid} PRIMARY KEY, consultation_id {uuid} NOT NULL REFERENCES consultation(item_id), code text NOT NULL UNIQUE, secret_tag text NOT NULL,
  challenge_tag text NOT NULL UNIQUE, fingerprint text NOT NULL, version_no {int} NOT NULL, anchor {bytewise}, state text NOT NULL,
  received_at {time} NOT NULL, sealed {bytes} NOT NULL, has_email boolean NOT NULL, published_text text, published_name text,
  redacted boolean NOT NULL, refusal text, decided_by {uuid}, decided_at {time}, outcome text, outcome_reason text, outcome_by {uuid},
  outcome_at {time}, told_at {time}, files {int} NOT NULL, version {int} NOT NULL
);
CREATE INDEX opinion_consultation ON opinion(consultation_id, state, received_at, id);
CREATE INDEX opinion_anchor ON opinion(consultation_id, anchor, state, received_at, id);
CREATE TABLE opinion_file (
  id {uuid} PRIMARY KEY, opinion_id {uuid} NOT NULL REFERENCES opinion(id), ordinal {int} NOT NULL, media_type text NOT NULL, bytes {int} NOT NULL,
  sealed_name {bytes} NOT NULL, blob text NOT NULL, created_at {time} NOT NULL,
  UNIQUE (opinion_id, ordinal)
);
CREATE TABLE violation_report (
  id {uuid} PRIMARY KEY, code text NOT NULL UNIQUE, secret_tag text NOT NULL, challenge_tag text NOT NULL UNIQUE, fingerprint text NOT NULL,
  path text NOT NULL, publication_id {uuid} REFERENCES publication(id), reason text NOT NULL, state text NOT NULL, received_at {time} NOT NULL, sealed {bytes} NOT NULL,
  has_email boolean NOT NULL, assignee_id {uuid} REFERENCES app_user(id), outcome text, outcome_reason text, decided_by {uuid}, decided_at {time},
  told_at {time}, version {int} NOT NULL
);
CREATE INDEX violation_report_state ON violation_report(state, received_at, id);
CREATE INDEX violation_report_path ON violation_report(path, received_at, id);
CREATE TABLE rating (
  page text NOT NULL, month {date} NOT NULL, publication_id {uuid} REFERENCES publication(id), section_id {uuid}, satisfied {int} NOT NULL,
  neutral {int} NOT NULL, dissatisfied {int} NOT NULL,
  PRIMARY KEY (page, month)
);
CREATE INDEX rating_month ON rating(month, section_id, page)
"#;
