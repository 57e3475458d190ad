//! The urgent notices that are out now: for the banner on every page, and for whoever asks. Made of publications alone: the
//! mark in their details, found by its filter key.

use std::fmt::Write;

use actix_web::{HttpRequest, HttpResponse, get};
use sea_orm::ConnectionTrait;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::seo::escape;
use crate::http::page::Whole;
use crate::http::public::{self, Draft, Outcome};
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::public::{PublicationFull, UrgentMark};
use crate::kernel::words::{Lang, UrgentSeverity};
use crate::store::{Fault, Site, sql};

/// More at once would be no banner any more.
const MOST: usize = 20;

/// An urgent notice in the banner.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UrgentSummary {
    pub id: Uuid,
    /// Where the notice and its thread stand.
    #[schema(example = "/thong-bao/tam-ngung-cap-nuoc-pho-tran-hung-dao-0f3k9q2w8x")]
    pub path: String,
    #[schema(example = "water")]
    pub kind: String,
    #[schema(example = "Cấp nước")]
    pub kind_name: String,
    pub kind_name_en: Option<String>,
    pub severity: UrgentSeverity,
    #[schema(example = "Tạm ngừng cấp nước: phố Trần Hưng Đạo")]
    pub title: String,
    pub title_en: Option<String>,
    /// The newest line of the thread; without one the beginning of the notice.
    pub line: String,
    pub line_en: Option<String>,
    pub published_at: String,
    /// When the newest line was written, or the notice.
    pub updated_at: String,
    pub display_until: Option<String>,
    /// How many lines the thread has.
    pub updates: usize,
    /// The trouble is over.
    pub resolved: bool,
}

/// The urgent notices that are out now: the gravest first, then those that changed last.
#[utoipa::path(get, path = "/api/v1/urgent", operation_id = "list_urgent", tag = "public",
    responses(
        (status = 200, description = "Usually empty", body = Whole<UrgentSummary>, headers(("ETag" = String, description = "Strong, differs by content coding"))),
        (status = 304, description = "Unchanged since the ETag in If-None-Match")))]
#[get("/api/v1/urgent")]
pub async fn list_urgent(request: HttpRequest) -> HttpResponse {
    public::serve(&request, "urgent", async |site| {
        let body = serde_json::to_string(&Whole { data: current(site).await? })?;
        Ok(Outcome::Ready(Draft::json(body)))
    })
    .await
}

/// What is out now, in the banner's order.
pub async fn current(site: &Site) -> Result<Vec<UrgentSummary>, Fault> {
    let db = site.read();
    let text = "SELECT p.full_json FROM publication_key k JOIN publication p ON p.n = k.publication_n \
                WHERE k.name = ? AND p.listed = TRUE ORDER BY p.updated_at DESC, p.n DESC";
    let rows = db.query_all_raw(sql::statement(db.get_database_backend(), text, vec!["urgent".into()])).await?;
    let mut found = vec![];
    for row in rows {
        let json: String = row.try_get_by_index(0)?;
        found.extend(summary(&serde_json::from_str(&json)?)?);
    }
    found.sort_by_key(|notice| notice.severity);
    found.truncate(MOST);
    Ok(found)
}

/// The mark of an urgent notice; `None` for every other publication.
pub fn mark(publication: &PublicationFull) -> Option<UrgentMark> {
    serde_json::from_value(publication.details.get("urgent")?.clone()).ok()
}

fn summary(full: &PublicationFull) -> Result<Option<UrgentSummary>, Fault> {
    let Some(mark) = mark(full) else { return Ok(None) };
    let newest = mark.thread.first();
    Ok(Some(UrgentSummary {
        id: full.summary.id,
        path: full.summary.path.clone(),
        kind: mark.kind,
        kind_name: mark.kind_name,
        kind_name_en: mark.kind_name_en,
        severity: mark.severity,
        title: full.summary.title.clone(),
        title_en: mark.title_en,
        line: newest.map_or_else(|| full.summary.summary.clone(), |line| line.text.clone()),
        line_en: newest.map_or(mark.text_en, |line| line.text_en.clone()),
        published_at: full.summary.published_at.clone(),
        updated_at: newest.map_or_else(|| full.summary.published_at.clone(), |line| rfc3339_vn(line.at)),
        display_until: full.summary.display_until.clone(),
        updates: mark.thread.len(),
        resolved: mark.resolved,
    }))
}

/// The banner for readers without the app: a region, before the page's own content. Empty when nothing is out.
pub fn banner(notices: &[UrgentSummary], lang: Lang) -> String {
    if notices.is_empty() {
        return String::new();
    }
    let english = lang == Lang::En;
    let label = if english { "Urgent notices" } else { "Tin khẩn" };
    let mut out = format!("<section class=\"urgent-band\" aria-label=\"{label}\"><ul>");
    for notice in notices {
        let kind = if english { notice.kind_name_en.as_ref() } else { None }.unwrap_or(&notice.kind_name);
        // Without an English title the Vietnamese one stands, and says so.
        let (title, line, foreign) = match (english, &notice.title_en) {
            (true, Some(title)) => (title, notice.line_en.as_deref().unwrap_or_default(), ""),
            (true, None) => (&notice.title, notice.line.as_str(), " lang=\"vi\""),
            (false, _) => (&notice.title, notice.line.as_str(), ""),
        };
        // Writing into a String cannot fail.
        let _ = write!(
            out,
            "<li class=\"urgent-{}\"{foreign}><span class=\"urgent-kind\">{}</span> <a href=\"{}\">{}</a><p>{}</p></li>",
            notice.severity,
            escape(kind),
            escape(&notice.path),
            escape(title),
            escape(line)
        );
    }
    out.push_str("</ul></section>");
    out
}

/// The thread for readers without the app, newest first. Empty for every other publication.
pub fn thread(publication: &PublicationFull, lang: Lang) -> String {
    let Some(mark) = mark(publication).filter(|mark| !mark.thread.is_empty()) else { return String::new() };
    let label = if lang == Lang::En { "Updates" } else { "Cập nhật" };
    let mut out = format!("<section class=\"urgent-thread\"><h2>{label}</h2><ol>");
    for line in &mark.thread {
        let at = crate::kernel::dates::to_vn(line.at);
        let _ = write!(
            out,
            "<li><time datetime=\"{}\">{}</time><p>{}</p></li>",
            rfc3339_vn(line.at),
            at.format("%H:%M %d/%m/%Y"),
            escape(&line.text)
        );
    }
    out.push_str("</ol></section>");
    out
}
