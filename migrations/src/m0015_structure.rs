//! Sections that are proposed, versioned and keep their former addresses; the boundary of the ward; what is arranged by hand:
//! menus, topics, life events, pins; tags.

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
ALTER TABLE section ADD COLUMN merged_into {uuid};
CREATE TABLE section_slug (slug {bytewise} PRIMARY KEY, section_id {uuid} NOT NULL REFERENCES section(id));
CREATE INDEX section_slug_section ON section_slug(section_id);
INSERT INTO section_slug (slug, section_id) SELECT slug, id FROM section;
CREATE TABLE section_proposal (
  id {uuid} PRIMARY KEY, action text NOT NULL, section_id {uuid} REFERENCES section(id), content text NOT NULL, reason text NOT NULL,
  state text NOT NULL, version {int} NOT NULL, proposed_by {uuid} REFERENCES app_user(id), proposed_at {time} NOT NULL,
  decided_by {uuid} REFERENCES app_user(id), decided_at {time}, note text, decision_number text, decision_date {date}
);
CREATE INDEX section_proposal_state ON section_proposal(state, id);
CREATE TABLE section_version (
  section_id {uuid} NOT NULL REFERENCES section(id), no {int} NOT NULL, action text NOT NULL, slug text NOT NULL, name text NOT NULL,
  name_en text, parent_id {uuid}, position {int} NOT NULL, info_class text NOT NULL, owner_unit_id {uuid}, merged_into {uuid},
  proposal_id {uuid}, at {time} NOT NULL, PRIMARY KEY (section_id, no)
);
INSERT INTO section_version (section_id, no, action, slug, name, name_en, parent_id, position, info_class, owner_unit_id, at)
  SELECT id, 1, 'open', slug, name, name_en, parent_id, position, info_class, owner_unit_id, created_at FROM section;
CREATE TABLE boundary (
  no {int} PRIMARY KEY, geojson text NOT NULL, description text NOT NULL, description_en text, source text NOT NULL,
  set_by {uuid} REFERENCES app_user(id), set_at {time} NOT NULL
);
CREATE TABLE arrangement (
  id {uuid} PRIMARY KEY, kind text NOT NULL, slug {bytewise} NOT NULL, position {int} NOT NULL, last_no {int} NOT NULL, live_no {int},
  version {int} NOT NULL, updated_at {time} NOT NULL, UNIQUE (kind, slug)
);
CREATE TABLE arrangement_version (
  arrangement_id {uuid} NOT NULL REFERENCES arrangement(id), no {int} NOT NULL, state text NOT NULL, content text NOT NULL,
  saved_by {uuid} REFERENCES app_user(id), saved_at {time} NOT NULL, decided_by {uuid} REFERENCES app_user(id), decided_at {time},
  note text, PRIMARY KEY (arrangement_id, no)
);
CREATE TABLE tag (slug {bytewise} PRIMARY KEY, name text NOT NULL, created_at {time} NOT NULL)
"#;
