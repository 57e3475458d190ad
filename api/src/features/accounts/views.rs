//! What a signed-in person sees of their own account.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::access::Permission;
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::preset::Preset;
use crate::kernel::public::UnitName;
use crate::kernel::words::{Field, Role, SignInMethod};
use crate::store::entities::session;

/// Name and password.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Login {
    #[validate(length(min = 1, max = 64))]
    #[schema(example = "ctv", min_length = 1, max_length = 64)]
    pub username: String,
    #[validate(length(min = 1, max = 128))]
    #[schema(example = "mưa rào tháng bảy", min_length = 1, max_length = 128, format = Password)]
    pub password: String,
}

/// The old password and the new one.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    #[validate(length(min = 1, max = 128))]
    #[schema(example = "mưa rào tháng bảy", min_length = 1, max_length = 128, format = Password)]
    pub current_password: String,
    /// Neither the user name nor one of the commonest passwords.
    #[schema(example = "nắng hanh tháng mười", min_length = 12, max_length = 128, format = Password)]
    pub new_password: String,
}

/// A signed-in person with the token for their next calls.
#[derive(Serialize, ToSchema)]
pub struct Signed {
    /// Short-lived; keep it in memory only.
    pub access_token: String,
    #[schema(example = "Bearer")]
    pub token_type: &'static str,
    #[schema(example = "2026-11-23T08:05:00+07:00", format = DateTime)]
    pub expires_at: String,
    pub user: Me,
}

/// The signed-in person, with what they may do today.
#[derive(Serialize, ToSchema)]
pub struct Me {
    pub id: Uuid,
    #[schema(example = "ctv")]
    pub username: String,
    #[schema(example = "Cộng tác viên Tổ dân phố số 5")]
    pub display_name: String,
    #[schema(example = "Cộng tác viên")]
    pub position: String,
    pub unit: Option<UnitName>,
    pub roles: Vec<HeldRole>,
    pub permissions: Vec<Permission>,
    /// A role needs a second factor and this session has none: nothing else can be done before one is added.
    pub must_add_factor: bool,
    /// How much of the desk is switched on.
    pub preset: Preset,
}

/// A role held today.
#[derive(Serialize, ToSchema)]
pub struct HeldRole {
    pub role: Role,
    pub unit_id: Option<Uuid>,
    /// Empty means every field.
    pub fields: Vec<Field>,
    /// Empty means every section.
    pub sections: Vec<Uuid>,
    #[schema(example = "2026-10-01")]
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    /// Name of the person in whose place it is held: by delegation, or while they are away.
    #[schema(example = "Phó Trưởng Ban Biên tập")]
    pub delegated_by: Option<String>,
}

/// A browser in which the person is signed in.
#[derive(Serialize, ToSchema)]
pub struct SessionView {
    pub id: Uuid,
    #[schema(example = "2026-11-23T08:00:00+07:00", format = DateTime)]
    pub created_at: String,
    #[schema(example = "2026-11-23T08:04:00+07:00", format = DateTime)]
    pub last_used_at: String,
    #[schema(example = "Mozilla/5.0 (X11; Linux x86_64) Chrome/150.0")]
    pub user_agent: String,
    /// The one that asks.
    pub current: bool,
    /// How the person proved who they are.
    pub method: SignInMethod,
}

impl SessionView {
    pub fn of(row: session::Model, current: Uuid) -> Self {
        Self {
            id: row.id,
            created_at: rfc3339_vn(row.created_at),
            last_used_at: rfc3339_vn(row.last_used_at),
            user_agent: row.user_agent,
            current: row.id == current,
            method: row.method,
        }
    }
}
