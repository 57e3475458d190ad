//! Lists of one kind by a day of its facts: issued, approved, decided, taking place. When each page of the sitemap changed.
//! When standing information was looked at, and is to be looked at again.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, TABLES).await?;
        let day = if manager.get_connection().get_database_backend() == DbBackend::Postgres {
            "CAST(p.updated_at AS date)"
        } else {
            "substr(p.updated_at, 1, 10)"
        };
        // Nobody said when these were looked at: they are due.
        let due = format!(
            "INSERT INTO content_review (item_id, unit_id, info_class, reviewed_on, due_on) \
             SELECT p.id, p.unit_id, p.info_class, {day}, {day} FROM publication p WHERE p.listed = TRUE \
             AND p.info_class IN ('introduction', 'directing_information', 'official_contact')"
        );
        dialect::run(manager, &due).await
    }
}

const TABLES: &str = r#"
CREATE INDEX publication_key_date ON publication_key(name, date, publication_n);
CREATE TABLE content_review (
  item_id {uuid} PRIMARY KEY REFERENCES item(id), unit_id {uuid} NOT NULL, info_class text NOT NULL, reviewed_on {date} NOT NULL,
  reviewed_by {uuid}, due_on {date} NOT NULL
);
CREATE INDEX content_review_due ON content_review(due_on, item_id);
CREATE INDEX content_review_unit ON content_review(unit_id, due_on, item_id);
CREATE TABLE sitemap_page (
  number {int} PRIMARY KEY, changed_at {time} NOT NULL
);
INSERT INTO sitemap_page (number, changed_at) SELECT (n + 9999) / 10000, MAX(updated_at) FROM publication GROUP BY (n + 9999) / 10000
"#;
