//! Attachments beside pictures: kinds of media, what was read from files, captions and transcripts, copies made from an
//! original, and the files that a publication lets out as they were when it was approved.

use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, MEDIA).await
    }
}

const MEDIA: &str = r#"
ALTER TABLE media ADD COLUMN kind text NOT NULL DEFAULT 'picture';
ALTER TABLE media ADD COLUMN pages {int};
ALTER TABLE media ADD COLUMN text_state text NOT NULL DEFAULT 'none';
ALTER TABLE media ADD COLUMN hidden_data text NOT NULL DEFAULT '[]';
ALTER TABLE media ADD COLUMN has_speech boolean;
ALTER TABLE media ADD COLUMN captions_hash text;
ALTER TABLE media ADD COLUMN transcript text;
ALTER TABLE media ADD COLUMN focal_x {int};
ALTER TABLE media ADD COLUMN focal_y {int};
ALTER TABLE media ADD COLUMN derived_from {uuid};
CREATE INDEX media_derived ON media(derived_from);
DROP TABLE media_text;
CREATE TABLE media_text (
  media_id {uuid} PRIMARY KEY REFERENCES media(id), parts text NOT NULL
);
ALTER TABLE publication_media ADD COLUMN files text NOT NULL DEFAULT '[]'
"#;
