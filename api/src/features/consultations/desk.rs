//! What the desk reads: consultations with what waits, opinions with what the program noticed in them, their senders.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::queries::{At, labels, summaries};
use super::views::{DeskConsultation, DeskOpinion, OpinionContact, OpinionFile};
use super::{policy, sending};
use crate::access::{Actor, Permission};
use crate::http::page::{self, PageRequest};
use crate::http::{Page, Problem};
use crate::kernel::dates::{rfc3339_vn, to_vn};
use crate::kernel::flags::{self, Part};
use crate::kernel::words::{OpinionOutcome, OpinionState};
use crate::store::consultations::passages_of;
use crate::store::entities::{consultation, item, opinion, opinion_file};
use crate::store::{Fault, Site, flag_lists, private};

/// `item.source_type` of a reception report.
pub const SOURCE: &str = "consultation";

/// Consultations that the actor handles, the latest to end first.
pub async fn list(site: &Site, actor: &Actor, asked: &PageRequest) -> Result<Page<DeskConsultation>, Problem> {
    if !policy::handles_some(actor) {
        return Err(policy::refusal());
    }
    let (db, limit) = (site.read(), asked.limit()?);
    let mut query = consultation::Entity::find();
    if !actor.may(Permission::ItemSendUp) && !actor.may(Permission::BoardApprove) {
        query = query.filter(consultation::Column::UnitId.is_in(policy::units(actor)));
    }
    if let Some(after) = asked.after::<At>()? {
        let tied = Condition::all().add(consultation::Column::ClosesAt.eq(after.instant())).add(consultation::Column::ItemId.lt(after.1));
        query = query.filter(Condition::any().add(consultation::Column::ClosesAt.lt(after.instant())).add(tied));
    }
    let rows =
        query.order_by_desc(consultation::Column::ClosesAt).order_by_desc(consultation::Column::ItemId).limit(limit + 1).all(db).await?;
    let (rows, next_cursor) = page::cut(rows, limit, |row| At::of(row.closes_at, row.item_id));
    Ok(Page { data: with_counts(db, rows).await?, next_cursor })
}

/// One of them.
pub async fn one(db: &impl ConnectionTrait, row: consultation::Model) -> Result<DeskConsultation, Problem> {
    with_counts(db, vec![row]).await?.pop().ok_or_else(Problem::not_found)
}

async fn with_counts(db: &impl ConnectionTrait, rows: Vec<consultation::Model>) -> Result<Vec<DeskConsultation>, Problem> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.item_id).collect();
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let counted: Vec<(Uuid, OpinionState, Option<OpinionOutcome>, i64)> = opinion::Entity::find()
        .select_only()
        .column(opinion::Column::ConsultationId)
        .column(opinion::Column::State)
        .column(opinion::Column::Outcome)
        .column_as(opinion::Column::Id.count(), "n")
        .filter(opinion::Column::ConsultationId.is_in(ids.clone()))
        .group_by(opinion::Column::ConsultationId)
        .group_by(opinion::Column::State)
        .group_by(opinion::Column::Outcome)
        .into_tuple()
        .all(db)
        .await?;
    let reports: Vec<(Option<Uuid>, Uuid)> = item::Entity::find()
        .select_only()
        .column(item::Column::SourceId)
        .column(item::Column::Id)
        .filter(item::Column::SourceType.eq(SOURCE))
        .filter(item::Column::SourceId.is_in(ids))
        .order_by_asc(item::Column::CreatedAt)
        .into_tuple()
        .all(db)
        .await?;
    let reports: BTreeMap<Uuid, Uuid> = reports.into_iter().filter_map(|(of, id)| Some((of?, id))).collect();
    let count = |id: Uuid, of: &dyn Fn(OpinionState, Option<OpinionOutcome>) -> bool| {
        let sum: i64 = counted.iter().filter(|(c, state, outcome, _)| *c == id && of(*state, *outcome)).map(|row| row.3).sum();
        u64::try_from(sum).unwrap_or(0)
    };
    let told = summaries(db, rows).await?;
    let view = |summary: super::views::ConsultationSummary| DeskConsultation {
        received: count(summary.id, &|_, _| true),
        waiting: count(summary.id, &|state, _| state == OpinionState::Received),
        refused: count(summary.id, &|state, _| state == OpinionState::Refused),
        unanswered: count(summary.id, &|state, outcome| state == OpinionState::Published && outcome.is_none()),
        report_item: reports.get(&summary.id).copied(),
        summary,
    };
    Ok(told.into_iter().map(view).collect())
}

/// Which opinions the desk asks for.
#[derive(Clone, Debug, Default)]
pub struct DeskFilter {
    pub state: Option<OpinionState>,
    pub anchor: Option<String>,
    pub outcome: Option<OpinionOutcome>,
    /// Without an outcome.
    pub unanswered: bool,
}

/// Opinions on a consultation, the earliest first, with flags.
pub async fn opinions(
    site: &Site,
    row: &consultation::Model,
    filter: &DeskFilter,
    asked: &PageRequest,
) -> Result<Page<DeskOpinion>, Problem> {
    let (db, limit) = (site.read(), asked.limit()?);
    let mut query = opinion::Entity::find().filter(opinion::Column::ConsultationId.eq(row.item_id));
    if let Some(state) = filter.state {
        query = query.filter(opinion::Column::State.eq(state));
    }
    if let Some(anchor) = &filter.anchor {
        query = query.filter(opinion::Column::Anchor.eq(anchor));
    }
    if let Some(outcome) = filter.outcome {
        query = query.filter(opinion::Column::Outcome.eq(outcome));
    }
    if filter.unanswered {
        query = query.filter(opinion::Column::Outcome.is_null());
    }
    if let Some(after) = asked.after::<At>()? {
        let tied = Condition::all().add(opinion::Column::ReceivedAt.eq(after.instant())).add(opinion::Column::Id.gt(after.1));
        query = query.filter(Condition::any().add(opinion::Column::ReceivedAt.gt(after.instant())).add(tied));
    }
    let rows = query.order_by_asc(opinion::Column::ReceivedAt).order_by_asc(opinion::Column::Id).limit(limit + 1).all(db).await?;
    let (rows, next_cursor) = page::cut(rows, limit, |row| At::of(row.received_at, row.id));
    Ok(Page { data: views(site, row, rows).await?, next_cursor })
}

async fn views(site: &Site, row: &consultation::Model, rows: Vec<opinion::Model>) -> Result<Vec<DeskOpinion>, Problem> {
    let db = site.read();
    let labels = labels(db, row.item_id, rows.iter().filter(|r| r.anchor.is_some()).map(|r| r.version_no).collect()).await?;
    let now: BTreeSet<String> = passages_of(db, row.item_id, row.version_no).await?.into_iter().map(|p| p.anchor).collect();
    let (entries, contacts) = flag_lists::read(db, to_vn(site.clock.now()).date_naive()).await?;
    let mut told = vec![];
    for row in rows {
        let sealed = sending::open(site, &row)?;
        let flags = if row.state == OpinionState::Received {
            let part = Part { name: "text".into(), text: sealed.text.clone() };
            flags::scan(&[part], &entries, &[], &contacts).into_iter().map(Into::into).collect()
        } else {
            vec![]
        };
        told.push(DeskOpinion {
            id: row.id,
            code: row.code,
            version: row.version,
            state: row.state,
            label: row.anchor.as_ref().and_then(|anchor| labels.get(&(row.version_no, anchor.clone()))).cloned(),
            detached: row.anchor.as_ref().is_some_and(|anchor| !now.contains(anchor)),
            anchor: row.anchor,
            received_at: rfc3339_vn(row.received_at),
            has_contact: sealed.name.is_some() || sealed.phone.is_some() || sealed.email.is_some(),
            shows_name: sealed.show_name,
            text: sealed.text,
            flags,
            published_text: row.published_text,
            redacted: row.redacted,
            refusal: row.refusal,
            outcome: row.outcome,
            outcome_reason: row.outcome_reason,
            files: row.files,
        });
    }
    Ok(told)
}

/// An opinion of a consultation.
pub async fn opinion_of(db: &impl ConnectionTrait, consultation: Uuid, id: Uuid) -> Result<opinion::Model, Problem> {
    let row = opinion::Entity::find_by_id(id).one(db).await?;
    row.filter(|row| row.consultation_id == consultation).ok_or_else(Problem::not_found)
}

/// Who sent it. The caller has noted the look.
pub async fn contact(site: &Site, row: &opinion::Model) -> Result<OpinionContact, Problem> {
    let sealed = sending::open(site, row)?;
    let files = opinion_file::Entity::find()
        .filter(opinion_file::Column::OpinionId.eq(row.id))
        .order_by_asc(opinion_file::Column::Ordinal)
        .all(site.read())
        .await?;
    let file = |file: opinion_file::Model| {
        let name: String = private::open(site, "opinion_file name", file.id, &file.sealed_name)?;
        Ok(OpinionFile { id: file.id, name, media_type: file.media_type, bytes: file.bytes })
    };
    let files = files.into_iter().map(file).collect::<Result<_, Fault>>()?;
    Ok(OpinionContact { name: sealed.name, phone: sealed.phone, email: sealed.email, show_name: sealed.show_name, files })
}

/// How many of a consultation came in at all.
pub async fn received(db: &impl ConnectionTrait, id: Uuid) -> Result<u64, Fault> {
    Ok(opinion::Entity::find().filter(opinion::Column::ConsultationId.eq(id)).count(db).await?)
}
