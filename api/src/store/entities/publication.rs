//! What the public reads, in the very bytes it gets. Rows are never deleted. Written only by `store/publications.rs`.

use sea_orm::entity::prelude::*;

use crate::kernel::words::{Genre, InfoClass, Kind, Lang, PublicationStatus};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "publication")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub n: i64,
    pub kind: Kind,
    pub info_class: InfoClass,
    pub genre: Option<Genre>,
    pub lang: Lang,
    pub section_id: Uuid,
    pub unit_id: Uuid,
    pub status: PublicationStatus,
    pub listed: bool,
    pub path: String,
    pub sort_title: String,
    pub published_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub ended_at: Option<DateTimeUtc>,
    pub ended_reason: Option<String>,
    pub display_until: Option<DateTimeUtc>,
    pub replaced_by: Option<Uuid>,
    pub revision_id: Uuid,
    pub revision_hash: String,
    pub approval_id: Uuid,
    pub summary_json: String,
    pub full_json: String,
}

impl ActiveModelBehavior for ActiveModel {}
