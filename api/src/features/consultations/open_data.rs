//! Published opinions as open data: one file a consultation, CSV for people and JSON for programs.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::views::OpinionView;
use super::{queries, sending};
use crate::http::Problem;
use crate::kernel::words::OpinionState;
use crate::store::entities::opinion;
use crate::store::{Fault, Site, SiteProfile};

/// What one file holds; more is read page by page.
const MOST: u64 = 5_000;

/// Published opinions with what one needs to use them.
#[derive(Serialize, ToSchema)]
pub struct OpinionDownload {
    pub title: String,
    /// Where the consultation stands.
    pub url: String,
    pub publisher: String,
    pub attribution: String,
    pub opens_at: String,
    pub closes_at: String,
    pub opinions: Vec<OpinionView>,
}

pub async fn read(site: &Site, id: Uuid) -> Result<OpinionDownload, Problem> {
    let db = site.read();
    let (row, _) = sending::live(db, id).await?;
    let summary = queries::summaries(db, vec![row]).await?.pop().ok_or_else(Problem::not_found)?;
    let rows = opinion::Entity::find()
        .filter(opinion::Column::ConsultationId.eq(id))
        .filter(opinion::Column::State.eq(OpinionState::Published))
        .order_by_asc(opinion::Column::ReceivedAt)
        .order_by_asc(opinion::Column::Id)
        .limit(MOST)
        .all(db)
        .await?;
    Ok(OpinionDownload {
        url: format!("{}{}", site.settings.public_url, summary.path),
        title: summary.title,
        publisher: summary.unit.name,
        attribution: SiteProfile::today(site).await?.attribution_line,
        opens_at: summary.opens_at,
        closes_at: summary.closes_at,
        opinions: queries::opinion_views(db, id, rows).await?,
    })
}

/// UTF-8 with a mark, RFC 4180. A cell that a spreadsheet would take for a formula begins with an apostrophe.
pub fn csv(download: &OpinionDownload) -> Result<String, Fault> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(vec![]);
    let broken = |e: csv::Error| Fault::Defect(e.to_string());
    writer
        .write_record(["Mã", "Điều, khoản", "Bản dự thảo", "Ngày gửi", "Người góp ý", "Ý kiến", "Lược bỏ", "Kết quả", "Giải trình"])
        .map_err(broken)?;
    for one in &download.opinions {
        let cells = [
            one.code.clone(),
            one.label.clone().unwrap_or_default(),
            one.version.to_string(),
            one.received_at.clone(),
            one.name.clone().unwrap_or_default(),
            one.text.clone(),
            if one.redacted { "có" } else { "" }.to_owned(),
            one.outcome.map(|o| o.word()).unwrap_or_default(),
            one.outcome_reason.clone().unwrap_or_default(),
        ];
        writer.write_record(cells.map(harmless)).map_err(broken)?;
    }
    let bytes = writer.into_inner().map_err(|e| Fault::Defect(e.to_string()))?;
    Ok(format!("\u{feff}{}", String::from_utf8_lossy(&bytes)))
}

fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}
