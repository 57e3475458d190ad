//! What must be true of a consultation the moment its item is published, inside the newsroom's work (decision 10): its
//! dates, the passages of its text with their anchors, and what came of it. Rules are pure (`kernel/articles.rs`); comments
//! are `features/consultations`'s.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::entities::{consultation, consultation_passage, consultation_version};
use super::{Change, Fault, Work};
use crate::kernel::articles::{self, Anchored, Passage};
use crate::kernel::canonical::sha256_hex;
use crate::kernel::words::{AskSender, ConsultationForm, ConsultationPhase};

/// What an approved text says of a consultation.
#[derive(Clone, Debug)]
pub struct Live {
    pub item: Uuid,
    pub unit: Uuid,
    pub revision: Uuid,
    pub form: ConsultationForm,
    pub sender: AskSender,
    pub opens_at: DateTime<Utc>,
    pub closes_at: DateTime<Utc>,
    /// The text in plain words, a line a paragraph.
    pub text: String,
}

/// Where it stands at a moment. The end itself is too late.
pub fn phase_at(opens_at: DateTime<Utc>, closes_at: DateTime<Utc>, now: DateTime<Utc>) -> ConsultationPhase {
    match now {
        _ if now < opens_at => ConsultationPhase::Upcoming,
        _ if now < closes_at => ConsultationPhase::Open,
        _ => ConsultationPhase::Closed,
    }
}

/// When something is to be told next: now, where what was told is not what is so.
pub fn next_at(row: &consultation::Model, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let phase = phase_at(row.opens_at, row.closes_at, now);
    match phase {
        _ if phase != row.phase => Some(now),
        ConsultationPhase::Upcoming => Some(row.opens_at),
        ConsultationPhase::Open => Some(row.closes_at),
        ConsultationPhase::Closed => None,
    }
}

/// Keeps a published consultation: dates as they stand now, and a new version of the draft where its text has changed.
pub async fn keep(work: &mut Work<'_>, live: Live) -> Result<(), Fault> {
    let before = consultation::Entity::find_by_id(live.item).lock_exclusive().one(work.db()).await?;
    let extended = before.as_ref().map(|row| row.closes_at).filter(|closes| *closes != live.closes_at);
    let mut row = consultation::Model {
        item_id: live.item,
        form: live.form,
        sender: live.sender,
        unit_id: live.unit,
        opens_at: live.opens_at,
        closes_at: live.closes_at,
        phase: before.as_ref().map_or(ConsultationPhase::Upcoming, |row| row.phase),
        next_at: None,
        version_no: before.as_ref().map_or(0, |row| row.version_no),
        report_item_id: before.as_ref().and_then(|row| row.report_item_id),
        document_id: before.as_ref().and_then(|row| row.document_id),
        created_at: before.as_ref().map_or(work.now, |row| row.created_at),
    };
    row.next_at = next_at(&row, work.now);
    let text_hash = sha256_hex(format!("{}\n{}", live.form, live.text).as_bytes());
    let last = consultation_version::Entity::find_by_id((live.item, row.version_no)).one(work.db()).await?;
    let renewed = last.is_none_or(|last| last.text_hash != text_hash);
    row.version_no += i64::from(renewed);
    if before.is_none() {
        consultation::Entity::insert(row.clone().into_active_model()).exec_without_returning(work.db()).await?;
    } else {
        row.clone().into_active_model().reset_all().update(work.db()).await?;
    }
    if renewed {
        let version = consultation_version::Model {
            consultation_id: live.item,
            no: row.version_no,
            revision_id: live.revision,
            text_hash,
            published_at: work.now,
        };
        consultation_version::Entity::insert(version.into_active_model()).exec_without_returning(work.db()).await?;
        let passages = if live.form == ConsultationForm::DraftDocument { articles::split(&live.text) } else { vec![] };
        keep_passages(work, live.item, row.version_no, passages).await?;
    }
    if let Some(from) = extended {
        work.record(Change::ConsultationExtended { consultation: live.item, unit: live.unit, from, to: live.closes_at });
    }
    Ok(())
}

async fn keep_passages(work: &Work<'_>, id: Uuid, no: i64, passages: Vec<Passage>) -> Result<(), Fault> {
    let before = passages_of(work.db(), id, no - 1).await?;
    let used: Vec<String> = consultation_passage::Entity::find()
        .select_only()
        .column(consultation_passage::Column::Anchor)
        .distinct()
        .filter(consultation_passage::Column::ConsultationId.eq(id))
        .into_tuple()
        .all(work.db())
        .await?;
    let anchored = articles::carry(&before, passages, &used.into_iter().collect::<BTreeSet<_>>());
    let rows: Vec<_> = anchored
        .into_iter()
        .enumerate()
        .map(|(n, it)| {
            let index = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
            consultation_passage::Model {
                consultation_id: id,
                no,
                ordinal: index(n),
                anchor: it.anchor,
                parent: it.passage.parent.map(index),
                level: it.passage.level,
                label: it.passage.label,
                heading: it.passage.heading,
                text: it.passage.text,
            }
            .into_active_model()
        })
        .collect();
    for rows in rows.chunks(100) {
        consultation_passage::Entity::insert_many(rows.to_vec()).exec_without_returning(work.db()).await?;
    }
    Ok(())
}

/// The passages of a version, in their order.
pub async fn passages_of(db: &impl ConnectionTrait, id: Uuid, no: i64) -> Result<Vec<Anchored>, Fault> {
    let rows = consultation_passage::Entity::find()
        .filter(consultation_passage::Column::ConsultationId.eq(id))
        .filter(consultation_passage::Column::No.eq(no))
        .order_by_asc(consultation_passage::Column::Ordinal)
        .all(db)
        .await?;
    let of = |row: consultation_passage::Model| Anchored {
        anchor: row.anchor,
        passage: Passage {
            level: row.level,
            label: row.label,
            heading: row.heading,
            text: row.text,
            parent: row.parent.and_then(|n| usize::try_from(n).ok()),
        },
    };
    Ok(rows.into_iter().map(of).collect())
}

/// Notes which report, and which document, came of a consultation. Returns the documents whose face this changes.
pub async fn reported(work: &Work<'_>, id: Uuid, report: Uuid, document: Option<Uuid>) -> Result<BTreeSet<Uuid>, Fault> {
    let Some(mut row) = consultation::Entity::find_by_id(id).lock_exclusive().one(work.db()).await? else { return Ok(BTreeSet::new()) };
    let faces = row.document_id.into_iter().chain(document).collect();
    (row.report_item_id, row.document_id) = (Some(report), document);
    row.into_active_model().reset_all().update(work.db()).await?;
    Ok(faces)
}
