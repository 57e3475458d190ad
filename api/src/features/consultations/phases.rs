//! Opening and closing. Whether comments are taken is decided by the dates alone; what happens here is that it is told, once.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::http::Problem;
use crate::kernel::words::{ConsultationPhase, PublicationStatus};
use crate::store::consultations::{next_at, phase_at};
use crate::store::entities::{consultation, opinion, publication};
use crate::store::{Change, Work};

/// The worker's step when a date has come. Returns whether anything was done.
pub async fn turn_phase(work: &mut Work<'_>, id: Uuid) -> Result<bool, Problem> {
    let found = consultation::Entity::find_by_id(id).lock_exclusive().one(work.db()).await?;
    let Some(mut row) = found.filter(|row| row.next_at.is_some_and(|at| at <= work.now)) else { return Ok(false) };
    let phase = phase_at(row.opens_at, row.closes_at, work.now);
    let told = row.phase;
    row.phase = phase;
    row.next_at = next_at(&row, work.now);
    let live =
        publication::Entity::find_by_id(id).filter(publication::Column::Status.eq(PublicationStatus::Live)).one(work.db()).await?.is_some();
    let (unit, closes_at) = (row.unit_id, row.closes_at);
    row.into_active_model().reset_all().update(work.db()).await?;
    if told == phase || !live {
        // Moved meanwhile, or taken away: there is nothing to tell.
        return Ok(false);
    }
    if told == ConsultationPhase::Upcoming || phase == ConsultationPhase::Open {
        work.record(Change::ConsultationOpened { consultation: id, unit, closes_at });
    }
    if phase == ConsultationPhase::Closed {
        let opinions = opinion::Entity::find().filter(opinion::Column::ConsultationId.eq(id)).count(work.db()).await?;
        work.record(Change::ConsultationClosed { consultation: id, unit, opinions });
    }
    Ok(true)
}
