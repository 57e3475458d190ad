//! The reception report of a consultation becomes an item before the board: consultations write its text from the outcomes,
//! the newsroom takes it in (decision 13).

use actix_web::web::Path;
use actix_web::{HttpResponse, post};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::features::consultations::report;
use crate::features::newsroom::actions::{self, NewItem};
use crate::features::newsroom::content::Content;
use crate::http::{Body, Caller, Problem, Query, Reply};
use crate::kernel::public::Source;
use crate::kernel::words::{InfoClass, Kind, Lang, Origin};
use crate::store::{Change, Work};

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(make_report);
}

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct MakeReport {
    /// The document as it was issued, published before.
    document_id: Option<Uuid>,
}

/// The report as an item before the board.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportMade {
    /// Absent of a dry run.
    pub item: Option<Uuid>,
    title: String,
    summary: String,
    body_html: String,
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct DryRunQuery {
    /// `true`: the text only, nothing is made.
    dry_run: bool,
}

/// Make the reception report of a closed consultation and put it before the board
///
/// Every published comment has an outcome, none waits.
#[utoipa::path(post, path = "/api/v1/desk/consultations/{id}/report", operation_id = "make_reception_report", tag = "consultations", params(("id" = Uuid, Path), ("Idempotency-Key" = Option<String>, Header), DryRunQuery), request_body = MakeReport, responses((status = 201, body = ReportMade), (status = 200, description = "The dry run", body = ReportMade)), security(("bearer" = [])))]
#[post("/api/v1/desk/consultations/{id}/report")]
async fn make_report(caller: Caller, id: Path<Uuid>, dry: Query<DryRunQuery>, body: Body<MakeReport>) -> Result<HttpResponse, Problem> {
    let mut call = caller.call(&body.fingerprint);
    if dry.dry_run {
        call.key = None;
    }
    let mut work = Work::begin(&caller.site, call).await?;
    let made = make(&mut work, *id, body.document_id).await?;
    if dry.dry_run {
        return Ok(Reply::ok(&ReportMade { item: None, ..made })?.send());
    }
    let location = format!("/api/v1/desk/items/{}", made.item.unwrap_or_default());
    Reply::created(&made, location)?.after(work).await
}

/// Writes the report and puts it before the board.
pub async fn make(work: &mut Work<'_>, id: Uuid, document: Option<Uuid>) -> Result<ReportMade, Problem> {
    let text = report::write(work, id, document).await?;
    let content = Content {
        title: text.title,
        summary: text.summary,
        body_html: text.body_html,
        section_id: Some(text.section),
        info_class: Some(InfoClass::PetitionConsultation),
        source: Source::default(),
        lang: Lang::Vi,
        details: text.details,
        ..Content::default()
    };
    let said = (content.title.clone(), content.summary.clone(), content.body_html.clone());
    let new = NewItem { kind: Kind::ReceptionReport, content, origin: Origin::Desk, external_id: None, translation_of: None, unit: None };
    let item = actions::enter_at_board(work, new, text.unit, (report::SOURCE, id)).await?;
    work.record(Change::ReceptionReportMade { consultation: id, report: item.id, document });
    Ok(ReportMade { item: Some(item.id), title: said.0, summary: said.1, body_html: said.2 })
}
