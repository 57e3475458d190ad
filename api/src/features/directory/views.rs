//! Structure as the public and as the desk see it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::kernel::words::{Field, InfoClass, UnitKind};
use crate::store::entities::{org_unit, section};

/// A section that holds something.
#[derive(Serialize, ToSchema)]
pub struct PublicSection {
    pub id: Uuid,
    /// Its page is `/chuyen-muc/{slug}`, its feed `/feeds/{slug}.atom`.
    #[schema(example = "tin-tuc-su-kien")]
    pub slug: String,
    #[schema(example = "Tin tức, sự kiện")]
    pub name: String,
    #[schema(example = "News and events")]
    pub name_en: Option<String>,
    pub parent_id: Option<Uuid>,
    /// Order among its siblings.
    #[schema(example = 3)]
    pub position: i64,
    /// Publications listed in the section itself; a parent may hold none of its own.
    #[schema(example = 12, minimum = 0)]
    pub publications: i64,
}

/// A section as the desk chooses it.
#[derive(Serialize, ToSchema)]
pub struct DeskSection {
    pub id: Uuid,
    #[schema(example = "tin-tuc-su-kien")]
    pub slug: String,
    #[schema(example = "Tin tức, sự kiện")]
    pub name: String,
    #[schema(example = "News and events")]
    pub name_en: Option<String>,
    pub parent_id: Option<Uuid>,
    #[schema(example = 3)]
    pub position: i64,
    #[schema(example = 0, minimum = 0)]
    pub publications: i64,
    /// Proposed for what is written in it.
    pub info_class: InfoClass,
    /// The unit that answers for it (Đ12.2).
    pub owner_unit_id: Option<Uuid>,
}

/// A field of Điều 12–14.
#[derive(Serialize, ToSchema)]
pub struct FieldView {
    pub id: Field,
    #[schema(example = "Văn hóa")]
    pub name: &'static str,
    #[schema(example = "Culture")]
    pub name_en: &'static str,
}

/// A unit of the ward.
#[derive(Serialize, ToSchema)]
pub struct PublicUnit {
    pub id: Uuid,
    pub kind: UnitKind,
    #[schema(example = "Phòng Văn hóa - Xã hội")]
    pub name: String,
    #[schema(example = "Culture and Society Office")]
    pub name_en: Option<String>,
    pub parent_id: Option<Uuid>,
    /// Its page, where one is published under its name.
    pub face: Option<UnitFace>,
}

/// The public face of a unit: what its page tells (Đ3.1).
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct UnitFace {
    /// Its page.
    #[serde(default)]
    #[schema(example = "/don-vi/phong-van-hoa-xa-hoi-0f3k9q2w8x")]
    pub path: String,
    pub functions: Option<String>,
    pub head: Option<String>,
    pub address: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub hours: Option<String>,
}

/// A unit as the desk chooses it, persons included.
#[derive(Serialize, ToSchema)]
pub struct DeskUnit {
    pub id: Uuid,
    /// Its name inside imports and settings.
    #[schema(example = "culture_society_office")]
    pub code: String,
    pub kind: UnitKind,
    #[schema(example = "Phòng Văn hóa - Xã hội")]
    pub name: String,
    #[schema(example = "Culture and Society Office")]
    pub name_en: Option<String>,
    pub parent_id: Option<Uuid>,
}

impl PublicSection {
    pub fn of(row: section::Model, publications: i64) -> Self {
        let section::Model { id, slug, name, name_en, parent_id, position, .. } = row;
        Self { id, slug, name, name_en, parent_id, position, publications }
    }
}

impl DeskSection {
    pub fn of(row: section::Model, publications: i64) -> Self {
        let section::Model { id, slug, name, name_en, parent_id, position, info_class, owner_unit_id, .. } = row;
        Self { id, slug, name, name_en, parent_id, position, publications, info_class, owner_unit_id }
    }
}

impl FieldView {
    pub fn of(id: Field) -> Self {
        let (name, name_en) = id.names();
        Self { id, name, name_en }
    }
}

impl PublicUnit {
    pub fn of(row: org_unit::Model, face: Option<UnitFace>) -> Self {
        let org_unit::Model { id, kind, name, name_en, parent_id, .. } = row;
        Self { id, kind, name, name_en, parent_id, face }
    }
}

impl DeskUnit {
    pub fn of(row: org_unit::Model) -> Self {
        let org_unit::Model { id, code, kind, name, name_en, parent_id, .. } = row;
        Self { id, code, kind, name, name_en, parent_id }
    }
}
