//! Wordings of messages kept at the desk; e-mail to people without an account; digests at hours of one's own choice;
//! indexes for what is no longer kept.

use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, MESSAGES).await?;
        dialect::run(manager, DELIVERIES).await
    }
}

const MESSAGES: &str = r#"
CREATE TABLE message_wording (
  id {uuid} PRIMARY KEY, message text NOT NULL, lang text NOT NULL, no {int} NOT NULL, current boolean NOT NULL,
  subject text, body text, set_by {uuid}, set_at {time} NOT NULL,
  UNIQUE (message, lang, no)
);
CREATE INDEX message_wording_current ON message_wording(current, message, lang);
ALTER TABLE notice_choice ADD COLUMN hours text NOT NULL DEFAULT '[]';
ALTER TABLE notice_choice ADD COLUMN lang text NOT NULL DEFAULT 'vi'
"#;

/// The table anew, since SQLite takes no NOT NULL away: a recipient may be somebody outside, sealed until it is sent.
const DELIVERIES: &str = r#"
CREATE TABLE delivery_anew (
  id {uuid} PRIMARY KEY, user_id {uuid} REFERENCES app_user(id), notice_id {uuid} REFERENCES notice(id), digest_at {time},
  message text, lang text, about_id {uuid}, once text, sealed {bytes},
  state text NOT NULL, attempts {int} NOT NULL, due_at {time} NOT NULL, last_error text, created_at {time} NOT NULL, sent_at {time}
);
INSERT INTO delivery_anew (id, user_id, notice_id, digest_at, state, attempts, due_at, last_error, created_at, sent_at)
  SELECT id, user_id, notice_id, CASE WHEN digest_on IS NULL THEN NULL ELSE created_at END, state, attempts, due_at, last_error, created_at, sent_at
  FROM delivery;
DROP TABLE delivery;
ALTER TABLE delivery_anew RENAME TO delivery;
CREATE INDEX delivery_all ON delivery(created_at, id);
CREATE INDEX delivery_state ON delivery(state, created_at, id);
CREATE UNIQUE INDEX delivery_of_notice ON delivery(notice_id);
CREATE UNIQUE INDEX delivery_of_digest ON delivery(user_id, digest_at);
CREATE UNIQUE INDEX delivery_once ON delivery(once);
CREATE INDEX delivery_about ON delivery(about_id);
CREATE INDEX delivery_of_user ON delivery(user_id, created_at);
CREATE INDEX notice_at ON notice(at);
CREATE INDEX participant_request_decided ON participant_request(decided_at)
"#;
