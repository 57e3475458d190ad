//! A redacted copy over HTTP: what is personal is masked in a new medium; of a PDF it is told what to mask.

use actix_web::{HttpResponse, post, web};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::extract::{self, Reader};
use super::prepare::Prepared;
use super::views::MediaView;
use super::{actions, policy, queries, redact};
use crate::http::{Caller, FieldError, Problem, Reply};
use crate::kernel::attachment;
use crate::kernel::dates::to_vn;
use crate::kernel::words::MediaKind;
use crate::store::{Fault, Work, flag_lists, media_texts};

/// A copy with personal data masked.
#[derive(Debug, Serialize, ToSchema)]
pub struct Redacted {
    pub media: MediaView,
    /// How many places were masked.
    #[schema(example = 6)]
    pub masked: usize,
}

/// Propose a redacted copy
///
/// Identity, telephone and account numbers, dates of birth, home and e-mail addresses become dots in a new medium (`derived_from` names
/// the original, which stays). Of DOCX, XLSX, CSV and TXT; of other files, and where a copy would still hold something, 422 tells what to mask where.
#[utoipa::path(
    post, path = "/api/v1/desk/media/{id}/redact", operation_id = "redact_media", tag = "media",
    params(("id" = Uuid, Path, description = "A document"), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, description = "The copy", body = Redacted, headers(("Location" = String, description = "Its address"))),
        (status = 422, description = "What to mask by hand")),
    security(("bearer" = [])),
)]
#[post("/api/v1/desk/media/{id}/redact")]
pub async fn redact_media(caller: Caller, id: web::Path<Uuid>) -> Result<HttpResponse, Problem> {
    let row = queries::find(caller.site.read(), &caller.actor, *id).await?;
    if !policy::may_describe(&caller.actor, &row) {
        let (vi, en) = ("Chỉ đơn vị của tệp hoặc Tổ Thư ký được tạo bản che.", "Only the file's unit or the Secretariat may redact it.");
        return Err(Problem::forbidden(vi, en));
    }
    let reader = match row.media_type.as_str() {
        "text/csv" | "text/plain" => Reader::Text,
        t if t.ends_with("wordprocessingml.document") => Reader::Docx,
        t if t.ends_with("spreadsheetml.sheet") => Reader::Xlsx,
        _ => Reader::None,
    };
    let day = to_vn(caller.site.clock.now()).date_naive();
    let (entries, contacts) = flag_lists::read(caller.site.read(), day).await?;
    let parts = media_texts::parts(caller.site.read(), row.id).await?;
    let (blobs, hash) = (caller.site.blobs.clone(), row.blob_hash.clone());
    let made = tokio::task::spawn_blocking(move || {
        let personal = |part: &attachment::TextPart| {
            let found = attachment::scan_part(part, &entries, &contacts);
            found.into_iter().filter(|f| attachment::is_personal(f.code)).map(|f| (f.start..f.end, f.quote)).collect()
        };
        let bytes = blobs.get(&hash)?;
        let copy = redact::copy(&bytes, reader, &personal).filter(|(_, masked)| *masked > 0);
        let Some((copy, masked)) = copy else {
            let found =
                parts.iter().flat_map(|part| personal(part).into_iter().map(|(place, _)| part.place(place.start)).collect::<Vec<_>>());
            return Ok(Err(found.collect::<Vec<_>>()));
        };
        let read = extract::now(&copy, reader, extract::Until::soon());
        Ok::<_, Fault>(Ok((blobs.put(&copy)?, copy.len() as u64, read, masked)))
    });
    let made = made.await.map_err(|e| Fault::Defect(e.to_string()))??;
    let (hash, bytes, read, masked) = made.map_err(|places| by_hand(&places))?;
    let media_type = KEPT.into_iter().find(|t| *t == row.media_type).ok_or_else(|| Fault::Defect("a type that is not redacted".into()))?;
    let (stem, extension) = row.filename.rsplit_once('.').unwrap_or((row.filename.as_str(), ""));
    let prepared =
        Prepared { kind: MediaKind::Document, hash, media_type, extension: "", bytes, width: 0, height: 0, renditions: vec![], read };
    let new = actions::NewMedia {
        filename: format!("{stem} (đã che).{extension}"),
        alt: None,
        caption: row.caption,
        rights_owner: row.rights_owner,
        rights_licence: row.rights_licence,
        rights_permission: row.rights_permission,
        unit_id: row.unit_id,
        created_by: caller.user,
        derived_from: Some(row.id),
    };
    let mut work = Work::begin(&caller.site, caller.call("")).await?;
    let made = actions::add(&mut work, prepared, new).await?;
    let location = format!("/api/v1/desk/media/{}", made.id);
    Reply::created(&Redacted { media: MediaView::of(&made)?, masked }, location)?.after(work).await
}

const KEPT: [&str; 4] = [
    "text/csv",
    "text/plain",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
];

/// Where to mask, without what stands there: a problem may be logged.
fn by_hand(places: &[String]) -> Problem {
    if places.is_empty() {
        let (vi, en) = ("Máy không thấy dữ liệu cá nhân nào để che trong tệp này.", "No personal data was found to mask.");
        return Problem::invalid(vec![FieldError::new("", "nothing_to_mask", vi, en)]).detail(vi, en);
    }
    let told =
        places.iter().take(50).map(|place| FieldError::new("", "mask_by_hand", format!("Cần che ở {place}."), format!("Mask at {place}.")));
    Problem::invalid(told.collect()).detail(
        "Máy chưa che được tệp này; hãy tự che các chỗ dưới đây ở tệp gốc rồi tải lên lại.",
        "This file cannot be masked here; mask these places in the original and upload it again.",
    )
}
