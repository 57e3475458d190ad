//! Consultations and their reception reports, as far as publishing must settle them at once.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::Value;
use uuid::Uuid;

use super::content::Frozen;
use super::kinds::Details;
use super::relations;
use crate::http::Problem;
use crate::kernel::html;
use crate::kernel::public::RelatedDocument;
use crate::kernel::words::{AskSender, Kind, PublicationStatus, Relation};
use crate::store::entities::{consultation, item, publication, revision};
use crate::store::{Work, consultations};

/// Keeps what a published consultation or report says. Returns the documents that are to be shown anew.
pub async fn published(
    work: &mut Work<'_>,
    item: &item::Model,
    revision: &revision::Model,
    frozen: &Frozen,
) -> Result<BTreeSet<Uuid>, Problem> {
    match frozen.details() {
        Ok(Details::Consultation(said)) => {
            let (Some(form), Some(opens_at), Some(closes_at)) = (said.form, said.opens_at, said.end()) else {
                return Err(Problem::invalid(super::requirements::to_publish(frozen)));
            };
            let live = consultations::Live {
                item: item.id,
                unit: item.unit_id,
                revision: revision.id,
                form,
                sender: said.sender.unwrap_or(AskSender::Optional),
                opens_at,
                closes_at,
                text: html::plain_text(&frozen.content.body_html),
            };
            consultations::keep(work, live).await?;
            Ok(BTreeSet::new())
        }
        Ok(Details::ReceptionReport(said)) => match said.consultation_id {
            Some(id) => Ok(consultations::reported(work, id, item.id, said.document_id).await?),
            None => Ok(BTreeSet::new()),
        },
        _ => Ok(BTreeSet::new()),
    }
}

/// A withdrawn report, or consultation, no longer stands beside the document.
pub async fn withdrawn(work: &mut Work<'_>, item: &item::Model) -> Result<(), Problem> {
    let column = match item.kind {
        Kind::ReceptionReport => consultation::Column::ReportItemId,
        Kind::Consultation => consultation::Column::ItemId,
        _ => return Ok(()),
    };
    let rows = consultation::Entity::find().filter(column.eq(item.id)).all(work.db()).await?;
    relations::show_anew(work, rows.into_iter().filter_map(|row| row.document_id).collect()).await
}

/// The consultation on a document's draft and the report on it, as they stand beside the document.
pub async fn beside_document(db: &impl ConnectionTrait, document: Uuid) -> Result<Vec<RelatedDocument>, Problem> {
    let rows = consultation::Entity::find().filter(consultation::Column::DocumentId.eq(document)).all(db).await?;
    let ids: Vec<Uuid> = rows.iter().flat_map(|row| [Some(row.item_id), row.report_item_id]).flatten().collect();
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let public = publication::Entity::find().filter(publication::Column::Id.is_in(ids.clone())).all(db).await?;
    let face = |id: &Uuid| {
        let row = public.iter().find(|p| p.id == *id && p.status != PublicationStatus::Withdrawn)?;
        let summary: Value = serde_json::from_str(&row.summary_json).ok()?;
        Some(RelatedDocument {
            relation: Relation::ConsultedIn,
            number: None,
            title: summary["title"].as_str().map(str::to_owned),
            path: Some(row.path.clone()),
            provision: None,
            effective_on: None,
        })
    };
    Ok(ids.iter().filter_map(face).collect())
}
