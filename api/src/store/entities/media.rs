//! A picture, document, film or recording on the desk. The public reaches it only through `publication_media`.

use sea_orm::entity::prelude::*;

use crate::kernel::words::{MediaKind, TextState};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "media")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub blob_hash: String,
    pub filename: String,
    #[sea_orm(column_name = "type")]
    pub media_type: String,
    pub bytes: i64,
    /// In pixels; 0 of what is no picture.
    pub width: i64,
    pub height: i64,
    pub alt: Option<String>,
    pub caption: Option<String>,
    pub rights_owner: Option<String>,
    pub rights_licence: Option<String>,
    pub rights_permission: Option<String>,
    /// Whether children can be recognised on it; none: nobody has said. The consent stands in `rights_permission`.
    pub shows_children: Option<bool>,
    pub renditions: String,
    pub unit_id: Uuid,
    pub created_by: Uuid,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub kind: MediaKind,
    pub pages: Option<i64>,
    pub text_state: TextState,
    /// JSON: a list of `HiddenData`.
    pub hidden_data: String,
    /// Of a film or recording: whether somebody speaks in it; none: nobody has said.
    pub has_speech: Option<bool>,
    /// The blob of its captions (WebVTT).
    pub captions_hash: Option<String>,
    pub transcript: Option<String>,
    /// The point of a picture that must stay in sight when it is cut, in thousandths of its width and height.
    pub focal_x: Option<i64>,
    pub focal_y: Option<i64>,
    /// The medium this one was made from: faces blurred, personal data masked.
    pub derived_from: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
