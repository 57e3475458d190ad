//! What is owed: the outgoing register, the event log, approvals, facts that changed; orientation and plans.

use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, OWED).await?;
        dialect::run(manager, INTENDED).await
    }
}

/// What is owed, with the duty's own columns in each: who owes it, why not after all, the item that settles it.
const OWED: &str = r#"
CREATE TABLE outgoing_document (
  id {uuid} PRIMARY KEY, unit_id {uuid} NOT NULL REFERENCES org_unit(id), relation text NOT NULL,
  number text NOT NULL, number_key {bytewise} NOT NULL, year {int} NOT NULL, symbol text, doc_type text, issued_on {date} NOT NULL,
  issuer text NOT NULL, issuer_key {bytewise} NOT NULL, signer text, abstract_text text NOT NULL, search_key text NOT NULL,
  not_subject_reason text, legal_basis text, item_id {uuid} REFERENCES item(id),
  typed_by {uuid} REFERENCES app_user(id), created_at {time} NOT NULL, updated_at {time} NOT NULL, version {int} NOT NULL
);
CREATE UNIQUE INDEX outgoing_document_number ON outgoing_document(number_key, issuer_key, year);
CREATE INDEX outgoing_document_issued ON outgoing_document(issued_on, id);
CREATE INDEX outgoing_document_unit ON outgoing_document(unit_id, issued_on, id);
CREATE INDEX outgoing_document_item ON outgoing_document(item_id);
CREATE TABLE outgoing_document_edit (
  document_id {uuid} NOT NULL REFERENCES outgoing_document(id), version {int} NOT NULL, at {time} NOT NULL,
  actor_id {uuid} REFERENCES app_user(id), before text NOT NULL, PRIMARY KEY (document_id, version)
);
CREATE TABLE logged_event (
  id {uuid} PRIMARY KEY, unit_id {uuid} NOT NULL REFERENCES org_unit(id), title text NOT NULL, place text,
  starts_at {time} NOT NULL, ends_at {time}, happening text NOT NULL, source text NOT NULL,
  not_subject_reason text, legal_basis text, item_id {uuid} REFERENCES item(id),
  typed_by {uuid} REFERENCES app_user(id), created_at {time} NOT NULL, updated_at {time} NOT NULL, version {int} NOT NULL
);
CREATE INDEX logged_event_starts ON logged_event(starts_at, id);
CREATE INDEX logged_event_unit ON logged_event(unit_id, starts_at, id);
CREATE INDEX logged_event_item ON logged_event(item_id);
CREATE TABLE logged_approval (
  id {uuid} PRIMARY KEY, unit_id {uuid} NOT NULL REFERENCES org_unit(id), matter text NOT NULL, title text NOT NULL,
  decision_number text, approved_by text, approved_on {date} NOT NULL,
  not_subject_reason text, legal_basis text, item_id {uuid} REFERENCES item(id),
  typed_by {uuid} REFERENCES app_user(id), created_at {time} NOT NULL, updated_at {time} NOT NULL, version {int} NOT NULL
);
CREATE INDEX logged_approval_day ON logged_approval(approved_on, id);
CREATE INDEX logged_approval_unit ON logged_approval(unit_id, approved_on, id);
CREATE INDEX logged_approval_item ON logged_approval(item_id);
CREATE TABLE fact_change (
  id {uuid} PRIMARY KEY, unit_id {uuid} NOT NULL REFERENCES org_unit(id), fact text NOT NULL, what text NOT NULL, changed_on {date} NOT NULL,
  typed_by {uuid} REFERENCES app_user(id), created_at {time} NOT NULL, closed_at {time}, closed_by {uuid} REFERENCES app_user(id),
  closing_note text, version {int} NOT NULL
);
CREATE INDEX fact_change_open ON fact_change(closed_at, created_at, id);
CREATE INDEX fact_change_unit ON fact_change(unit_id, created_at, id);
CREATE TABLE fact_change_item (
  fact_change_id {uuid} NOT NULL REFERENCES fact_change(id), item_id {uuid} NOT NULL REFERENCES item(id), renewed_at {time},
  PRIMARY KEY (fact_change_id, item_id)
);
CREATE INDEX fact_change_item_item ON fact_change_item(item_id, renewed_at)
"#;

/// What the newsroom sets out to do. Nothing of it is public.
const INTENDED: &str = r#"
CREATE TABLE orientation (
  id {uuid} PRIMARY KEY, month text NOT NULL UNIQUE, unit_id {uuid} NOT NULL REFERENCES org_unit(id),
  created_at {time} NOT NULL, updated_at {time} NOT NULL, version {int} NOT NULL
);
CREATE TABLE orientation_revision (
  orientation_id {uuid} NOT NULL REFERENCES orientation(id), no {int} NOT NULL, title text NOT NULL, body text NOT NULL,
  written_by {uuid} REFERENCES app_user(id), at {time} NOT NULL, PRIMARY KEY (orientation_id, no)
);
CREATE TABLE plan (
  id {uuid} PRIMARY KEY, kind text NOT NULL, title text NOT NULL, aim text, starts_on {date} NOT NULL, ends_on {date} NOT NULL,
  decision_number text, decision_date {date}, made_by {uuid} REFERENCES app_user(id),
  created_at {time} NOT NULL, updated_at {time} NOT NULL, version {int} NOT NULL
);
CREATE INDEX plan_period ON plan(starts_on, id);
CREATE TABLE plan_quota (
  plan_id {uuid} NOT NULL REFERENCES plan(id), ordinal {int} NOT NULL, unit_id {uuid} REFERENCES org_unit(id), genre text, info_class text,
  target {int} NOT NULL, PRIMARY KEY (plan_id, ordinal)
);
CREATE TABLE plan_assignment (
  id {uuid} PRIMARY KEY, plan_id {uuid} NOT NULL REFERENCES plan(id), what text NOT NULL, user_id {uuid} REFERENCES app_user(id),
  unit_id {uuid} REFERENCES org_unit(id), due_on {date}, done_at {time}, done_by {uuid} REFERENCES app_user(id),
  item_id {uuid} REFERENCES item(id), created_at {time} NOT NULL, version {int} NOT NULL
);
CREATE INDEX plan_assignment_plan ON plan_assignment(plan_id, due_on, id);
CREATE INDEX plan_assignment_user ON plan_assignment(user_id, done_at);
CREATE INDEX plan_assignment_unit ON plan_assignment(unit_id, done_at)
"#;
