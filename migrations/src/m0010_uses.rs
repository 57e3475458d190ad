//! Quick-send links, resumable uploads, and how abbreviations are spoken over the loudspeaker.

use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, TABLES).await?;
        dialect::run(manager, ABBREVIATIONS).await
    }
}

const TABLES: &str = r#"
CREATE TABLE abbreviation (
  written text NOT NULL, spoken text NOT NULL, valid_from {date} NOT NULL, valid_to {date}, created_at {time} NOT NULL,
  PRIMARY KEY (written, valid_from)
);
CREATE TABLE quick_send_link (
  id {uuid} PRIMARY KEY, token_hash text NOT NULL UNIQUE, user_id {uuid} NOT NULL REFERENCES app_user(id),
  created_by {uuid} NOT NULL REFERENCES app_user(id), created_at {time} NOT NULL, expires_at {time} NOT NULL,
  revoked_at {time}, last_used_at {time}, sent {int} NOT NULL
);
CREATE INDEX quick_send_link_user ON quick_send_link(user_id, created_at);
CREATE TABLE upload (
  id {uuid} PRIMARY KEY, user_id {uuid} NOT NULL REFERENCES app_user(id), filename text NOT NULL, length {int} NOT NULL,
  received {int} NOT NULL, media_id {uuid}, created_at {time} NOT NULL, expires_at {time} NOT NULL
);
CREATE INDEX upload_user ON upload(user_id, created_at);
CREATE INDEX upload_expires ON upload(expires_at)
"#;

/// What every ward says alike; the desk adds its own.
const ABBREVIATIONS: &str = r#"
INSERT INTO abbreviation (written, spoken, valid_from, created_at) VALUES
  ('UBND', 'Ủy ban nhân dân', '2025-07-01', '2025-07-01T00:00:00+00:00'),
  ('HĐND', 'Hội đồng nhân dân', '2025-07-01', '2025-07-01T00:00:00+00:00'),
  ('UBMTTQ', 'Ủy ban Mặt trận Tổ quốc', '2025-07-01', '2025-07-01T00:00:00+00:00'),
  ('MTTQ', 'Mặt trận Tổ quốc', '2025-07-01', '2025-07-01T00:00:00+00:00'),
  ('ĐU', 'Đảng ủy', '2025-07-01', '2025-07-01T00:00:00+00:00'),
  ('BCH', 'Ban Chấp hành', '2025-07-01', '2025-07-01T00:00:00+00:00'),
  ('CHQS', 'Chỉ huy quân sự', '2025-07-01', '2025-07-01T00:00:00+00:00'),
  ('TTHC', 'thủ tục hành chính', '2025-07-01', '2025-07-01T00:00:00+00:00'),
  ('DVC', 'dịch vụ công', '2025-07-01', '2025-07-01T00:00:00+00:00'),
  ('DVCTT', 'dịch vụ công trực tuyến', '2025-07-01', '2025-07-01T00:00:00+00:00'),
  ('CCCD', 'căn cước công dân', '2025-07-01', '2025-07-01T00:00:00+00:00'),
  ('BHYT', 'bảo hiểm y tế', '2025-07-01', '2025-07-01T00:00:00+00:00'),
  ('BHXH', 'bảo hiểm xã hội', '2025-07-01', '2025-07-01T00:00:00+00:00'),
  ('PCCC', 'phòng cháy, chữa cháy', '2025-07-01', '2025-07-01T00:00:00+00:00'),
  ('ATGT', 'an toàn giao thông', '2025-07-01', '2025-07-01T00:00:00+00:00'),
  ('VSMT', 'vệ sinh môi trường', '2025-07-01', '2025-07-01T00:00:00+00:00'),
  ('ANTT', 'an ninh trật tự', '2025-07-01', '2025-07-01T00:00:00+00:00'),
  ('THCS', 'trung học cơ sở', '2025-07-01', '2025-07-01T00:00:00+00:00'),
  ('THPT', 'trung học phổ thông', '2025-07-01', '2025-07-01T00:00:00+00:00'),
  ('CLB', 'câu lạc bộ', '2025-07-01', '2025-07-01T00:00:00+00:00'),
  ('CTV', 'cộng tác viên', '2025-07-01', '2025-07-01T00:00:00+00:00'),
  ('TDP', 'tổ dân phố', '2025-07-01', '2025-07-01T00:00:00+00:00'),
  ('BTC', 'ban tổ chức', '2025-07-01', '2025-07-01T00:00:00+00:00'),
  ('TTĐT', 'thông tin điện tử', '2025-07-01', '2025-07-01T00:00:00+00:00'),
  ('TP', 'thành phố', '2025-07-01', '2025-07-01T00:00:00+00:00'),
  ('NQ', 'Nghị quyết', '2025-07-01', '2025-07-01T00:00:00+00:00'),
  ('QĐ', 'Quyết định', '2025-07-01', '2025-07-01T00:00:00+00:00'),
  ('CT', 'Chỉ thị', '2025-07-01', '2025-07-01T00:00:00+00:00'),
  ('KH', 'Kế hoạch', '2025-07-01', '2025-07-01T00:00:00+00:00'),
  ('TB', 'Thông báo', '2025-07-01', '2025-07-01T00:00:00+00:00'),
  ('BC', 'Báo cáo', '2025-07-01', '2025-07-01T00:00:00+00:00'),
  ('NĐ', 'Nghị định', '2025-07-01', '2025-07-01T00:00:00+00:00'),
  ('TT', 'Thông tư', '2025-07-01', '2025-07-01T00:00:00+00:00'),
  ('CP', 'Chính phủ', '2025-07-01', '2025-07-01T00:00:00+00:00')
"#;
