//! What the endpoints of second factors take and show. Bytes travel in base64url without padding.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::challenge;
use super::webauthn::{ALGORITHMS, RelyingParty};
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::words::FactorKind;
use crate::store::entities::second_factor;

/// How long a browser may wait for its person, in milliseconds; the challenge lives as long.
pub const PATIENCE_MS: u32 = 300_000;

/// A factor of one's own.
#[derive(Serialize, ToSchema)]
pub struct FactorView {
    pub id: Uuid,
    pub kind: FactorKind,
    #[schema(example = "Điện thoại của tôi")]
    pub label: String,
    #[schema(example = "2026-11-23T08:00:00+07:00", format = DateTime)]
    pub created_at: String,
    #[schema(example = "2026-11-23T08:04:00+07:00", format = DateTime)]
    pub last_used_at: Option<String>,
}

impl FactorView {
    pub fn of(row: &second_factor::Model) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            label: row.label.clone(),
            created_at: rfc3339_vn(row.created_at),
            last_used_at: row.last_used_at.map(rfc3339_vn),
        }
    }
}

/// One's factors, and how many recovery codes are left.
#[derive(Serialize, ToSchema)]
pub struct Factors {
    pub data: Vec<FactorView>,
    #[schema(example = 10)]
    pub recovery_codes_left: u64,
    /// One of the person's roles needs a factor (Đ8.3, Đ18).
    pub required: bool,
    /// Whether passkeys work on the portal's address.
    pub passkeys: bool,
}

/// A factor that was added; with the first one come the recovery codes, shown this once.
#[derive(Serialize, ToSchema)]
pub struct FactorAdded {
    pub factor: FactorView,
    pub recovery_codes: Option<Vec<String>>,
}

/// New recovery codes, shown this once; those of before are void.
#[derive(Serialize, ToSchema)]
pub struct RecoveryCodes {
    #[schema(example = json!(["k3fm-9xqd-2abc-7hjn"]))]
    pub recovery_codes: Vec<String>,
}

/// What an authenticator app needs, and what comes back with its first code.
#[derive(Serialize, ToSchema)]
pub struct TotpOffer {
    /// Send it back with the code. Good for ten minutes.
    pub enrolment: String,
    /// The key to type where no picture can be taken.
    #[schema(example = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")]
    pub secret: String,
    /// For a link on the same phone.
    #[schema(example = "otpauth://totp/C%E1%BB%95ng:thuky?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")]
    pub uri: String,
    /// The QR as a data address.
    #[schema(example = "data:image/svg+xml;base64,PHN2Zy8+")]
    pub picture: String,
}

/// The password once more, when the sign-in is more than five minutes old.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Again {
    #[serde(default)]
    #[schema(example = "mưa rào tháng bảy", max_length = 128, format = Password)]
    pub password: Option<String>,
}

/// The first code of an app.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTotp {
    #[schema(max_length = 500)]
    pub enrolment: String,
    #[schema(example = "081804", max_length = 20)]
    pub code: String,
    #[serde(default)]
    #[schema(example = "Điện thoại của tôi", max_length = 60)]
    pub label: Option<String>,
}

/// What a browser answered to `navigator.credentials.create()`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPasskey {
    #[serde(default)]
    #[schema(example = "Vân tay máy tính cơ quan", max_length = 60)]
    pub label: Option<String>,
    #[schema(max_length = 4000)]
    pub client_data_json: String,
    #[schema(max_length = 20000)]
    pub attestation_object: String,
}

/// What a browser answered to `navigator.credentials.get()`.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Assertion {
    /// The credential's id.
    #[schema(max_length = 1400)]
    pub id: String,
    #[schema(max_length = 4000)]
    pub client_data_json: String,
    #[schema(max_length = 4000)]
    pub authenticator_data: String,
    #[schema(max_length = 2000)]
    pub signature: String,
    #[serde(default)]
    #[schema(max_length = 100)]
    pub user_handle: Option<String>,
}

/// One proof: of an app, of a passkey, or a recovery code.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FactorProof {
    #[serde(default)]
    #[schema(example = "081804", max_length = 20)]
    pub totp: Option<String>,
    #[serde(default)]
    #[schema(example = "k3fm-9xqd-2abc-7hjn", max_length = 40)]
    pub recovery_code: Option<String>,
    #[serde(default)]
    pub passkey: Option<Assertion>,
}

/// The second step of a sign-in: the challenge of the first, and one proof.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SecondStep {
    #[schema(max_length = 200)]
    pub challenge: String,
    pub proof: FactorProof,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewLabel {
    #[schema(example = "Điện thoại mới", min_length = 1, max_length = 60)]
    pub label: String,
}

/// For `navigator.credentials.create()`.
#[derive(Serialize, ToSchema)]
pub struct CreationOptions {
    pub challenge: String,
    #[schema(example = "thanhdong.haiphong.gov.vn")]
    pub rp_id: String,
    pub rp_name: String,
    /// The person, as the authenticator keeps them.
    pub user_id: String,
    pub user_name: String,
    pub user_display_name: String,
    /// COSE algorithms, the best first.
    #[schema(example = json!([-7, -8, -257]))]
    pub algorithms: Vec<i64>,
    /// Passkeys that are there already.
    pub exclude: Vec<String>,
    #[schema(example = 300000)]
    pub timeout_ms: u32,
}

impl CreationOptions {
    pub fn of(rp: RelyingParty, site_name: String, challenge: &[u8], user: (Uuid, String, String), exclude: Vec<String>) -> Self {
        Self {
            challenge: challenge::text(challenge),
            rp_id: rp.id,
            rp_name: site_name,
            user_id: challenge::text(user.0.as_bytes()),
            user_name: user.1,
            user_display_name: user.2,
            algorithms: ALGORITHMS.to_vec(),
            exclude,
            timeout_ms: PATIENCE_MS,
        }
    }
}

/// For `navigator.credentials.get()`. User verification is required.
#[derive(Serialize, ToSchema)]
pub struct RequestOptions {
    pub challenge: String,
    #[schema(example = "thanhdong.haiphong.gov.vn")]
    pub rp_id: String,
    /// Empty: whichever passkey the person chooses.
    pub allow: Vec<String>,
    #[schema(example = 300000)]
    pub timeout_ms: u32,
}

impl RequestOptions {
    pub fn of(rp: RelyingParty, challenge: &[u8], allow: Vec<String>) -> Self {
        Self { challenge: challenge::text(challenge), rp_id: rp.id, allow, timeout_ms: PATIENCE_MS }
    }
}
