//! Kinds that an administrator defines, and the pairs of relations between documents.

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
CREATE TABLE kind_definition (
  id {uuid} PRIMARY KEY, code {bytewise} NOT NULL UNIQUE, version {int} NOT NULL, retired_at {time},
  created_at {time} NOT NULL, updated_at {time} NOT NULL
);
CREATE TABLE kind_definition_version (
  definition_id {uuid} NOT NULL REFERENCES kind_definition(id), version {int} NOT NULL, name text NOT NULL, name_en text,
  fields text NOT NULL, created_at {time} NOT NULL, created_by {uuid}, PRIMARY KEY (definition_id, version)
);
CREATE TABLE document_relation (
  stated_by {uuid} NOT NULL REFERENCES item(id), ordinal {int} NOT NULL, item_id {uuid} NOT NULL REFERENCES item(id),
  other_id {uuid} NOT NULL REFERENCES item(id), relation text NOT NULL, provision text, effective_on {date},
  PRIMARY KEY (stated_by, ordinal, item_id)
);
CREATE INDEX document_relation_item ON document_relation(item_id)
"#;
