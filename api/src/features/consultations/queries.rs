//! What everybody reads: consultations, their drafts in passages, published opinions, counts.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, Order, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::views::{ConsultationFull, ConsultationSummary, LinkedPage, OpinionView, PassageView, Statistics, VersionView};
use super::{sending, views};
use crate::http::page::{self, Cursor, PageRequest, sane_instant};
use crate::http::{Page, Problem};
use crate::kernel::articles::{Anchored, PassageLevel};
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::public::UnitName;
use crate::kernel::words::{ConsultationPhase, OpinionOutcome, OpinionState, PublicationStatus};
use crate::store::consultations::passages_of;
use crate::store::entities::{consultation, consultation_passage, consultation_version, opinion, publication};
use crate::store::{Fault, Site};

/// A place in a list by time.
#[derive(Serialize, Deserialize)]
pub struct At(pub i64, pub Uuid);

impl At {
    pub fn of(at: DateTime<Utc>, id: Uuid) -> Self {
        Self(at.timestamp_micros(), id)
    }
    pub fn instant(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.0).unwrap_or_default()
    }
}

impl Cursor for At {
    fn sane(&self) -> bool {
        DateTime::from_timestamp_micros(self.0).is_some_and(sane_instant)
    }
}

/// Live consultations: those that stand so at this moment, or all. Open ones end soonest first; others latest first.
pub async fn list(site: &Site, phase: Option<ConsultationPhase>, asked: &PageRequest) -> Result<Page<ConsultationSummary>, Problem> {
    let (db, now, limit) = (site.read(), site.clock.now(), asked.limit()?);
    let soonest = phase == Some(ConsultationPhase::Open);
    let live = consultation::Entity::find().inner_join_live().filter(match phase {
        None => Condition::all(),
        Some(ConsultationPhase::Upcoming) => Condition::all().add(consultation::Column::OpensAt.gt(now)),
        Some(ConsultationPhase::Open) => {
            Condition::all().add(consultation::Column::OpensAt.lte(now)).add(consultation::Column::ClosesAt.gt(now))
        }
        Some(ConsultationPhase::Closed) => Condition::all().add(consultation::Column::ClosesAt.lte(now)),
    });
    let mut query = live;
    if let Some(after) = asked.after::<At>()? {
        let (at, id) = (after.instant(), after.1);
        let beyond = if soonest { consultation::Column::ClosesAt.gt(at) } else { consultation::Column::ClosesAt.lt(at) };
        let beside = if soonest { consultation::Column::ItemId.gt(id) } else { consultation::Column::ItemId.lt(id) };
        let tied = Condition::all().add(consultation::Column::ClosesAt.eq(at)).add(beside);
        query = query.filter(Condition::any().add(beyond).add(tied));
    }
    let order = if soonest { Order::Asc } else { Order::Desc };
    let rows = query
        .order_by(consultation::Column::ClosesAt, order.clone())
        .order_by(consultation::Column::ItemId, order)
        .limit(limit + 1)
        .all(db)
        .await?;
    let (rows, next_cursor) = page::cut(rows, limit, |row| At::of(row.closes_at, row.item_id));
    Ok(Page { data: summaries(db, rows).await?, next_cursor })
}

trait Live {
    fn inner_join_live(self) -> Self;
}

impl Live for sea_orm::Select<consultation::Entity> {
    /// Those whose page is live.
    fn inner_join_live(self) -> Self {
        let live = sea_orm::sea_query::Query::select()
            .expr(Expr::value(1))
            .from(publication::Entity)
            .and_where(
                Expr::col((publication::Entity, publication::Column::Id)).equals((consultation::Entity, consultation::Column::ItemId)),
            )
            .and_where(publication::Column::Status.eq(PublicationStatus::Live))
            .to_owned();
        self.filter(Expr::exists(live))
    }
}

/// The faces of consultations, in the order of the rows.
pub async fn summaries(db: &impl ConnectionTrait, rows: Vec<consultation::Model>) -> Result<Vec<ConsultationSummary>, Problem> {
    let ids: BTreeSet<Uuid> = rows.iter().flat_map(|r| [Some(r.item_id), r.report_item_id, r.document_id]).flatten().collect();
    let public = publication::Entity::find().filter(publication::Column::Id.is_in(ids)).all(db).await?;
    let counts = published(db, rows.iter().map(|r| r.item_id).collect()).await?;
    let mut told = vec![];
    for row in rows {
        let Some(own) = public.iter().find(|p| p.id == row.item_id) else { continue };
        let face: Value = serde_json::from_str(&own.summary_json)?;
        let text = |name: &str| face[name].as_str().unwrap_or_default().to_owned();
        let linked = |id: Option<Uuid>| {
            let page = public.iter().find(|p| Some(p.id) == id && p.status != PublicationStatus::Withdrawn)?;
            let face: Value = serde_json::from_str(&page.summary_json).ok()?;
            let text = |name: &str| face[name].as_str().map(str::to_owned);
            Some(LinkedPage { id: page.id, title: text("title").unwrap_or_default(), path: page.path.clone(), number: text("number") })
        };
        let report = linked(row.report_item_id);
        told.push(ConsultationSummary {
            id: row.item_id,
            title: text("title"),
            summary: text("summary"),
            path: own.path.clone(),
            form: row.form,
            unit: UnitName { id: own.unit_id, name: face["unit"]["name"].as_str().unwrap_or_default().to_owned() },
            opens_at: rfc3339_vn(row.opens_at),
            closes_at: rfc3339_vn(row.closes_at),
            published: counts.get(&row.item_id).copied().unwrap_or(0),
            document: linked(row.document_id).filter(|_| report.is_some()),
            report,
        });
    }
    Ok(told)
}

async fn published(db: &impl ConnectionTrait, ids: Vec<Uuid>) -> Result<BTreeMap<Uuid, u64>, Fault> {
    let rows: Vec<(Uuid, i64)> = opinion::Entity::find()
        .select_only()
        .column(opinion::Column::ConsultationId)
        .column_as(opinion::Column::Id.count(), "n")
        .filter(opinion::Column::ConsultationId.is_in(ids))
        .filter(opinion::Column::State.eq(OpinionState::Published))
        .group_by(opinion::Column::ConsultationId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(id, n)| (id, u64::try_from(n).unwrap_or(0))).collect())
}

/// One consultation with its draft, or why it is not there.
pub async fn one(site: &Site, id: Uuid) -> Result<ConsultationFull, Problem> {
    let db = site.read();
    let row = consultation::Entity::find_by_id(id).one(db).await?.ok_or_else(Problem::not_found)?;
    let (sender, version) = (row.sender, row.version_no);
    let summary = summaries(db, vec![row]).await?.pop().ok_or_else(Problem::not_found)?;
    let versions = consultation_version::Entity::find()
        .filter(consultation_version::Column::ConsultationId.eq(id))
        .order_by_asc(consultation_version::Column::No)
        .all(db)
        .await?;
    let counted: Vec<(Option<String>, Option<OpinionOutcome>, i64)> = opinion::Entity::find()
        .select_only()
        .column(opinion::Column::Anchor)
        .column(opinion::Column::Outcome)
        .column_as(opinion::Column::Id.count(), "n")
        .filter(opinion::Column::ConsultationId.eq(id))
        .filter(opinion::Column::State.eq(OpinionState::Published))
        .group_by(opinion::Column::Anchor)
        .group_by(opinion::Column::Outcome)
        .into_tuple()
        .all(db)
        .await?;
    let (mut statistics, mut by_anchor) = (Statistics::default(), BTreeMap::<String, u64>::new());
    for (anchor, outcome, n) in counted {
        let n = u64::try_from(n).unwrap_or(0);
        statistics.published += n;
        statistics.by_article += if anchor.is_some() { n } else { 0 };
        *match outcome {
            Some(OpinionOutcome::Accepted) => &mut statistics.accepted,
            Some(OpinionOutcome::Partly) => &mut statistics.partly,
            Some(OpinionOutcome::NotAccepted) => &mut statistics.not_accepted,
            None => &mut statistics.unanswered,
        } += n;
        if let Some(anchor) = anchor {
            *by_anchor.entry(anchor).or_default() += n;
        }
    }
    let now = passages_of(db, id, version).await?;
    let passages = views_of(&now, &by_anchor);
    let gone: Vec<String> = by_anchor.keys().filter(|anchor| !now.iter().any(|p| p.anchor == **anchor)).cloned().collect();
    let detached = detached(db, id, gone, &by_anchor).await?;
    Ok(ConsultationFull {
        summary,
        sender,
        consent: sending::CONSENT.to_owned(),
        version,
        versions: versions.into_iter().map(|v| VersionView { no: v.no, published_at: rfc3339_vn(v.published_at) }).collect(),
        passages,
        detached,
        statistics,
    })
}

fn views_of(passages: &[Anchored], counts: &BTreeMap<String, u64>) -> Vec<PassageView> {
    let view = |it: &Anchored| PassageView {
        anchor: it.anchor.clone(),
        parent: it.passage.parent.and_then(|n| passages.get(n)).map(|p| p.anchor.clone()),
        level: it.passage.level,
        label: it.passage.label.clone(),
        heading: it.passage.heading.clone(),
        text: it.passage.text.clone(),
        published: counts.get(&it.anchor).copied().unwrap_or(0),
    };
    passages.iter().map(view).collect()
}

/// What passages said that are gone, as they last stood.
async fn detached(
    db: &impl ConnectionTrait,
    id: Uuid,
    anchors: Vec<String>,
    counts: &BTreeMap<String, u64>,
) -> Result<Vec<PassageView>, Fault> {
    if anchors.is_empty() {
        return Ok(vec![]);
    }
    let rows = consultation_passage::Entity::find()
        .filter(consultation_passage::Column::ConsultationId.eq(id))
        .filter(consultation_passage::Column::Anchor.is_in(anchors))
        .order_by_desc(consultation_passage::Column::No)
        .order_by_asc(consultation_passage::Column::Ordinal)
        .all(db)
        .await?;
    let mut told: Vec<PassageView> = vec![];
    for row in rows {
        if !told.iter().any(|p| p.anchor == row.anchor) {
            let published = counts.get(&row.anchor).copied().unwrap_or(0);
            told.push(views::PassageView {
                anchor: row.anchor,
                parent: None,
                level: row.level,
                label: row.label,
                heading: row.heading,
                text: row.text,
                published,
            });
        }
    }
    Ok(told)
}

/// What passages are called in each version: (version, anchor) → `Điều 5 khoản 2`.
pub async fn labels(db: &impl ConnectionTrait, id: Uuid, versions: BTreeSet<i64>) -> Result<BTreeMap<(i64, String), String>, Fault> {
    let mut labels = BTreeMap::new();
    for no in versions {
        let passages = passages_of(db, id, no).await?;
        for it in &passages {
            let own = if it.passage.level == PassageLevel::Opening { "Phần mở đầu" } else { &it.passage.label };
            let whole = it.passage.parent.and_then(|n| passages.get(n)).map(|p| format!("{} {own}", p.passage.label));
            labels.insert((no, it.anchor.clone()), whole.unwrap_or_else(|| own.to_owned()));
        }
    }
    Ok(labels)
}

/// What one passage is called in a version.
pub async fn label_of(db: &impl ConnectionTrait, id: Uuid, no: i64, anchor: Option<&str>) -> Result<Option<String>, Fault> {
    let Some(anchor) = anchor else { return Ok(None) };
    Ok(labels(db, id, BTreeSet::from([no])).await?.remove(&(no, anchor.to_owned())))
}

/// Which published opinions are asked for.
#[derive(Clone, Debug, Default)]
pub struct OpinionFilter {
    /// On this passage and, of an article, on its clauses.
    pub anchor: Option<String>,
    /// On the whole, on no passage.
    pub general: bool,
}

/// Published opinions, the earliest first.
pub async fn opinions(site: &Site, id: Uuid, filter: &OpinionFilter, asked: &PageRequest) -> Result<Page<OpinionView>, Problem> {
    let (db, limit) = (site.read(), asked.limit()?);
    sending::live(db, id).await?;
    let mut query =
        opinion::Entity::find().filter(opinion::Column::ConsultationId.eq(id)).filter(opinion::Column::State.eq(OpinionState::Published));
    if let Some(anchor) = &filter.anchor {
        query = query.filter(opinion::Column::Anchor.eq(anchor));
    } else if filter.general {
        query = query.filter(opinion::Column::Anchor.is_null());
    }
    if let Some(after) = asked.after::<At>()? {
        let tied = Condition::all().add(opinion::Column::ReceivedAt.eq(after.instant())).add(opinion::Column::Id.gt(after.1));
        query = query.filter(Condition::any().add(opinion::Column::ReceivedAt.gt(after.instant())).add(tied));
    }
    let rows = query.order_by_asc(opinion::Column::ReceivedAt).order_by_asc(opinion::Column::Id).limit(limit + 1).all(db).await?;
    let (rows, next_cursor) = page::cut(rows, limit, |row| At::of(row.received_at, row.id));
    Ok(Page { data: opinion_views(db, id, rows).await?, next_cursor })
}

/// Published rows as everybody reads them.
pub async fn opinion_views(db: &impl ConnectionTrait, id: Uuid, rows: Vec<opinion::Model>) -> Result<Vec<OpinionView>, Problem> {
    let labels = labels(db, id, rows.iter().filter(|r| r.anchor.is_some()).map(|r| r.version_no).collect()).await?;
    let view = |row: opinion::Model| {
        Some(OpinionView {
            id: row.id,
            code: row.code,
            label: row.anchor.as_ref().and_then(|anchor| labels.get(&(row.version_no, anchor.clone()))).cloned(),
            anchor: row.anchor,
            version: row.version_no,
            name: row.published_name,
            text: row.published_text?,
            redacted: row.redacted,
            files: row.files,
            received_at: rfc3339_vn(row.received_at),
            outcome: row.outcome,
            outcome_reason: row.outcome_reason,
        })
    };
    Ok(rows.into_iter().filter_map(view).collect())
}
