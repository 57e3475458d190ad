//! Addresses of the portal that a ward moved away from.

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

/// An item's address leads to its publication, wherever that stands; a target is a path of this portal.
const TABLES: &str = r#"
CREATE TABLE old_address (
  path {bytewise} PRIMARY KEY, item_id {uuid} REFERENCES item(id), target text, created_at {time} NOT NULL
);
CREATE INDEX old_address_item ON old_address(item_id)
"#;
