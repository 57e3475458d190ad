//! A picture as the desk sees it. What the public sees is written by the newsroom into its publication.

use serde::{Deserialize, Deserializer, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::queries;
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::words::{HiddenData, MediaKind, TextState};
use crate::store::Fault;
use crate::store::entities::media;

/// A picture on the desk.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DeskMedia)]
pub struct MediaView {
    #[schema(example = "0199c0de-7a11-7000-8000-2f6b1c0a9d3e")]
    pub id: Uuid,
    #[schema(example = "le-ra-quan.jpg")]
    pub filename: String,
    /// The type of the original, as its bytes say.
    #[serde(rename = "type")]
    #[schema(example = "image/jpeg")]
    pub media_type: String,
    /// The size of the original.
    #[schema(example = 2_481_152)]
    pub bytes: i64,
    #[schema(example = 4032)]
    pub width: i64,
    #[schema(example = 3024)]
    pub height: i64,
    /// What a person who cannot see it should know of it.
    #[schema(required, example = "Đoàn viên dọn vệ sinh bờ kênh")]
    pub alt: Option<String>,
    #[schema(required, example = "Ra quân sáng thứ Bảy. Ảnh: Đoàn phường")]
    pub caption: Option<String>,
    pub rights: Rights,
    /// Whether children can be recognised on it; `null`: nobody has said. Their guardians' consent stands in `rights.permission`.
    #[schema(required, example = false)]
    pub shows_children: Option<bool>,
    pub renditions: Vec<RenditionView>,
    pub kind: MediaKind,
    /// Of a document, where its pages can be counted.
    #[schema(required, example = 12)]
    pub pages: Option<i64>,
    /// How much of its words the program could read.
    pub text_state: TextState,
    /// What the original carries besides what it shows. Renditions of pictures carry none of it on; files are given out as they are.
    pub hidden: Vec<HiddenData>,
    /// Of a film or recording: whether somebody speaks in it; `null`: nobody has said.
    #[schema(required, example = true)]
    pub has_speech: Option<bool>,
    /// Whether it has captions (WebVTT).
    pub captioned: bool,
    #[schema(required)]
    pub transcript: Option<String>,
    /// What must stay in sight when the picture is cut.
    #[schema(required)]
    pub focal: Option<Focal>,
    /// The medium it was made from: faces blurred, personal data masked.
    #[schema(required)]
    pub derived_from: Option<Uuid>,
    #[schema(example = "2026-11-23T08:00:00+07:00")]
    pub created_at: String,
    #[schema(example = 1)]
    pub version: i64,
}

/// A point of a picture in thousandths of its width and height.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Focal {
    #[serde(deserialize_with = "thousandths")]
    #[schema(maximum = 1000, example = 500)]
    pub x: u16,
    #[serde(deserialize_with = "thousandths")]
    #[schema(maximum = 1000, example = 300)]
    pub y: u16,
}

fn thousandths<'de, D: Deserializer<'de>>(reader: D) -> Result<u16, D::Error> {
    let n = u16::deserialize(reader)?;
    if n <= 1000 { Ok(n) } else { Err(serde::de::Error::custom("at most 1000")) }
}

/// Whose picture it is and why it may be shown (Điều 8.4).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MediaRights)]
pub struct Rights {
    #[schema(required, example = "Đoàn phường Thành Đông")]
    pub owner: Option<String>,
    #[schema(required, example = "CC BY 4.0")]
    pub licence: Option<String>,
    #[schema(required, example = "Phụ huynh đã đồng ý bằng văn bản")]
    pub permission: Option<String>,
}

/// A copy of bounded width, without the metadata of the original.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DeskRendition)]
pub struct RenditionView {
    #[schema(example = "card")]
    pub name: String,
    #[schema(example = 800)]
    pub width: u32,
    #[schema(example = 600)]
    pub height: u32,
    #[serde(rename = "type")]
    #[schema(example = "image/jpeg")]
    pub media_type: String,
}

impl MediaView {
    pub fn of(row: &media::Model) -> Result<Self, Fault> {
        let renditions = queries::renditions(row)?.into_iter().map(|r| RenditionView {
            name: r.name,
            width: r.width,
            height: r.height,
            media_type: r.media_type,
        });
        Ok(Self {
            id: row.id,
            filename: row.filename.clone(),
            media_type: row.media_type.clone(),
            bytes: row.bytes,
            width: row.width,
            height: row.height,
            alt: row.alt.clone(),
            caption: row.caption.clone(),
            rights: Rights {
                owner: row.rights_owner.clone(),
                licence: row.rights_licence.clone(),
                permission: row.rights_permission.clone(),
            },
            shows_children: row.shows_children,
            renditions: renditions.collect(),
            kind: row.kind,
            pages: row.pages,
            text_state: row.text_state,
            hidden: serde_json::from_str(&row.hidden_data)?,
            has_speech: row.has_speech,
            captioned: row.captions_hash.is_some(),
            transcript: row.transcript.clone(),
            focal: row.focal_x.zip(row.focal_y).and_then(|(x, y)| Some(Focal { x: u16::try_from(x).ok()?, y: u16::try_from(y).ok()? })),
            derived_from: row.derived_from,
            created_at: rfc3339_vn(row.created_at),
            version: row.version,
        })
    }
}

/// New words for a picture: what is left out stays, `null` clears.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MediaPatch {
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, max_length = 500, example = "Đoàn viên dọn vệ sinh bờ kênh")]
    pub alt: Option<Option<String>>,
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, max_length = 1000, example = "Ra quân sáng thứ Bảy. Ảnh: Đoàn phường")]
    pub caption: Option<Option<String>>,
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<RightsPatch>)]
    pub rights: Option<Option<RightsPatch>>,
    /// Whether children can be recognised on it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<bool>, example = false)]
    pub shows_children: Option<Option<bool>>,
    /// Of a film or recording: whether somebody speaks in it. What has speech needs captions or a transcript to be published.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<bool>, example = true)]
    pub has_speech: Option<Option<bool>>,
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, max_length = 150000)]
    pub transcript: Option<Option<String>>,
    /// A whole WebVTT file.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, max_length = 300000, example = "WEBVTT\n\n00:01.000 --> 00:04.000\nXin chào bà con.")]
    pub captions: Option<Option<String>>,
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Focal>)]
    pub focal: Option<Option<Focal>>,
}

/// Whose picture it is: what is left out stays, `null` clears.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MediaRightsPatch)]
pub struct RightsPatch {
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, max_length = 300, example = "Đoàn phường Thành Đông")]
    pub owner: Option<Option<String>>,
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, max_length = 300, example = "CC BY 4.0")]
    pub licence: Option<Option<String>>,
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, max_length = 300, example = "Phụ huynh đã đồng ý bằng văn bản")]
    pub permission: Option<Option<String>>,
}

/// Tells `null` (clear it) from an absent field (leave it).
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(reader: D) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(reader).map(Some)
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct UploadQuery {
    /// The name of the file; of a path only its last part is kept, and at most 200 characters.
    #[param(example = "le-ra-quan.jpg")]
    pub filename: Option<String>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    /// How many at most.
    #[param(minimum = 1, maximum = 100, example = 20)]
    pub limit: Option<u64>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// The renditions that exist of every picture.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RenditionName {
    Full,
    Card,
    Thumb,
}

impl RenditionName {
    pub fn word(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Card => "card",
            Self::Thumb => "thumb",
        }
    }
}
