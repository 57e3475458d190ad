//! Opening a ward in an hour, over HTTP: the checklist, its poster, staff from a spreadsheet, and the look at an invitation.

use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, get, post};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::users::today;
use crate::access::Permission;
use crate::features::people::opening::{self, Opening};
use crate::features::people::staff::{self, NewStaff};
use crate::features::people::users::NewPerson;
use crate::features::people::views::{InvitedView, LinkView, PersonName};
use crate::features::people::{guards, invitations};
use crate::http::{Body, Caller, Code, FieldError, Problem, Reply, SiteRef, Whole};
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::qr;
use crate::kernel::words::Role;
use crate::store::{Call, Fault, SiteProfile, Work};

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(read_opening).service(read_poster).service(read_staff).service(take_in_staff).service(look_at_invitation);
}

const LOOK: [Permission; 3] = [Permission::SiteManage, Permission::UserManage, Permission::RoleAssign];

/// Eight things to do before the portal opens
#[utoipa::path(
    get, path = "/api/v1/opening", operation_id = "read_opening", tag = "people",
    responses((status = 200, body = Opening)), security(("bearer" = [])),
)]
#[get("/api/v1/opening")]
async fn read_opening(caller: Caller) -> Result<HttpResponse, Problem> {
    guards::need(&caller.actor, &LOOK)?;
    Ok(Reply::ok(&opening::look(&caller.site).await?)?.send())
}

/// What the poster says.
#[derive(Serialize, ToSchema)]
struct OpeningPoster {
    #[schema(example = "Cổng thông tin điện tử phường Thành Đông")]
    name: String,
    #[schema(example = "https://thanhdong.example")]
    url: String,
    /// The address as a QR code, an SVG image.
    qr_svg: String,
}

/// The poster with the portal's address
#[utoipa::path(
    get, path = "/api/v1/opening/poster", operation_id = "read_poster", tag = "people",
    responses((status = 200, body = OpeningPoster)), security(("bearer" = [])),
)]
#[get("/api/v1/opening/poster")]
async fn read_poster(caller: Caller) -> Result<HttpResponse, Problem> {
    guards::need(&caller.actor, &LOOK)?;
    let url = caller.site.settings.public_url.clone();
    let name = SiteProfile::read(caller.site.read(), today(&caller.site)).await?.name;
    let qr_svg = qr::svg(&url).map_err(|_| Problem::new(Code::Internal))?;
    Ok(Reply::ok(&OpeningPoster { name, url, qr_svg })?.send())
}

/// A row of the spreadsheet as it was understood.
#[derive(Serialize, ToSchema)]
struct StaffRow {
    /// Its number in the sheet.
    #[schema(example = 2)]
    line: usize,
    #[schema(example = "Nguyễn Văn An")]
    display_name: String,
    #[schema(example = "Chuyên viên")]
    position: String,
    /// As written.
    #[schema(example = "Phòng Văn hóa - Xã hội")]
    unit_text: String,
    unit_id: Option<Uuid>,
    /// As written.
    #[schema(example = "Người viết")]
    role_text: String,
    role: Option<Role>,
    #[schema(example = "an@vidu.vn")]
    email: String,
    #[schema(example = "annv")]
    username: String,
    errors: Vec<FieldError>,
}

/// What a spreadsheet would bring.
#[derive(Serialize, ToSchema)]
struct StaffPreview {
    rows: Vec<StaffRow>,
    /// The units to choose from.
    units: Vec<PersonName>,
}

/// Read staff from a spreadsheet; nothing is kept yet
///
/// The body is the file itself: CSV (or cells as they are pasted) or XLSX, at most 1 MB and 300 rows.
#[utoipa::path(
    post, path = "/api/v1/staff/preview", operation_id = "read_staff", tag = "people",
    request_body(content(
        (Vec<u8> = "text/csv"), (Vec<u8> = "text/plain"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ), description = "The file"),
    responses((status = 200, body = StaffPreview)), security(("bearer" = [])),
)]
#[post("/api/v1/staff/preview")]
async fn read_staff(caller: Caller, request: HttpRequest, body: actix_web::web::Payload) -> Result<HttpResponse, Problem> {
    caller.need(Permission::UserManage)?;
    let essence = request.headers().get("content-type").and_then(|h| h.to_str().ok()).unwrap_or_default();
    let essence = essence.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    if !["", "text/csv", "text/plain", "application/vnd.ms-excel", "application/octet-stream", xlsx].contains(&essence.as_str()) {
        return Err(Problem::new(Code::UnsupportedMediaType).detail("Hãy gửi CSV hoặc XLSX.", "Send CSV or XLSX."));
    }
    let too_large = |_| Problem::new(Code::TooLarge).detail("Tối đa 1 MB.", "At most 1 MB.");
    let bytes: Bytes = body.to_bytes_limited(staff::BYTES).await.map_err(too_large)?.map_err(|_| Problem::new(Code::Malformed))?;
    let cells =
        tokio::task::spawn_blocking(move || staff::cells(&bytes)).await.map_err(|e| Fault::Defect(format!("spreadsheet: {e}")))??;
    let db = caller.site.read();
    let row = |r: staff::Row| StaffRow {
        line: r.line,
        display_name: r.display_name,
        position: r.position,
        unit_text: r.unit_text,
        unit_id: r.unit,
        role_text: r.role_text,
        role: r.role,
        email: r.email,
        username: r.username,
        errors: r.errors,
    };
    let rows = staff::understand(db, cells).await?.into_iter().map(row).collect();
    Ok(Reply::ok(&StaffPreview { rows, units: staff::units(db).await? })?.send())
}

#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct StaffBodyRow {
    #[schema(example = "Nguyễn Văn An", min_length = 1, max_length = 120)]
    display_name: String,
    #[serde(default)]
    #[schema(example = "Chuyên viên", max_length = 200)]
    position: String,
    unit_id: Option<Uuid>,
    role: Option<Role>,
    #[schema(example = "an@vidu.vn", max_length = 254)]
    email: Option<String>,
    #[schema(example = "annv", max_length = 50)]
    username: Option<String>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct StaffBody {
    #[schema(min_items = 1, max_items = 300)]
    rows: Vec<StaffBodyRow>,
    /// The decision behind the roles.
    #[schema(example = "1026/QĐ-UBND", min_length = 1, max_length = 100)]
    decision_number: String,
}

/// Take staff in, everybody or nobody; each with a link that is told once
#[utoipa::path(
    post, path = "/api/v1/staff", operation_id = "take_in_staff", tag = "people", request_body = StaffBody,
    responses((status = 201, body = Whole<InvitedView>)), security(("bearer" = [])),
)]
#[post("/api/v1/staff")]
async fn take_in_staff(caller: Caller, body: Body<StaffBody>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::UserManage)?;
    let mut work = Work::begin(&caller.site, Call::new(caller.actor.clone(), caller.request_id.clone())).await?;
    let staff = body.rows.iter().cloned().map(|r| NewStaff {
        role: r.role,
        person: NewPerson { username: r.username, display_name: r.display_name, position: r.position, email: r.email, unit: r.unit_id },
    });
    let staff = staff.collect();
    let mut data = vec![];
    for (user, link) in staff::take_in(&mut work, staff, &body.decision_number).await? {
        let link = LinkView::of(link)?;
        data.push(InvitedView { id: user.id, username: user.username, display_name: user.display_name, position: user.position, link });
    }
    Reply::created(&Whole { data }, "/api/v1/users".to_owned())?.after(work).await
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TokenBody {
    /// From the fragment of the link.
    #[schema(example = "3q2-7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", min_length = 1, max_length = 100)]
    token: String,
}

/// Who is invited, as the holder of the link sees it.
#[derive(Serialize, ToSchema)]
struct InvitationView {
    #[schema(example = "annv")]
    username: String,
    #[schema(example = "Nguyễn Văn An")]
    display_name: String,
    /// For a new password, not for coming in.
    reset: bool,
    #[schema(example = "2026-11-30T08:00:00+07:00", format = DateTime)]
    expires_at: String,
}

/// Look at an invitation
///
/// The token is sent in the body, never in an address: addresses are logged.
#[utoipa::path(
    post, path = "/api/v1/invitations/look", operation_id = "look_at_invitation", tag = "public", request_body = TokenBody,
    responses((status = 200, body = InvitationView)),
)]
#[post("/api/v1/invitations/look")]
async fn look_at_invitation(site: SiteRef, body: Body<TokenBody>) -> Result<HttpResponse, Problem> {
    let (row, user) = invitations::look(site.read(), &body.token, site.clock.now()).await?;
    let view = InvitationView {
        username: user.username,
        display_name: user.display_name,
        reset: row.purpose == "reset",
        expires_at: rfc3339_vn(row.expires_at),
    };
    Ok(Reply::ok(&view)?.send())
}
