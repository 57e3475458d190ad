//! What the desk reads: lists with their filters, each row with its item and clock.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::{LikeExpr, Query as Sql, SelectStatement};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::counts::month;
use super::documents::written_of;
use super::duties::{self, Held};
use super::logs::{WrittenApproval, WrittenEvent};
use super::reach::Reach;
use super::views::{
    ApprovalView, DocumentDetail, DocumentView, DutyClock, DutyUnit, DutyView, EditView, EventView, FactView, LinkedItem, StaleItem,
};
use crate::access::{Actor, Permission};
use crate::http::page::{self, Cursor, PageRequest};
use crate::http::{Page, Problem};
use crate::kernel::dates::{rfc3339_vn, vn_instant};
use crate::kernel::deadline;
use crate::kernel::text::fold;
use crate::kernel::words::{ClockState, Duty, DutyState, Happening, IssuerRelation, Matter, PublicationStatus};
use crate::store::Fault;
use crate::store::entities::{
    app_user, clock, fact_change, fact_change_item, item, logged_approval, logged_event, org_unit, outgoing_document,
    outgoing_document_edit, publication,
};
use crate::store::scope::visible_items;

/// Who asks, what they reach, and when.
pub struct Asking<'a, C> {
    pub db: &'a C,
    pub actor: &'a Actor,
    pub reach: Reach,
    pub now: DateTime<Utc>,
}

/// Filters that all duties share.
#[derive(Clone, Debug, Default)]
pub struct DutyFilter {
    pub state: Option<DutyState>,
    pub unit: Option<Uuid>,
    pub month: Option<String>,
    /// Owed and past the due date.
    pub overdue: bool,
}

#[derive(Serialize, Deserialize)]
struct ByDay(NaiveDate, Uuid);
impl Cursor for ByDay {}

#[derive(Serialize, Deserialize)]
struct ByInstant(DateTime<Utc>, Uuid);
impl Cursor for ByInstant {
    fn sane(&self) -> bool {
        page::sane_instant(self.0)
    }
}

/// Ids of items that the public can read.
fn public_items() -> SelectStatement {
    Sql::select()
        .column(publication::Column::Id)
        .from(publication::Entity)
        .and_where(publication::Column::Status.ne(PublicationStatus::Withdrawn))
        .to_owned()
}

macro_rules! filtered {
    ($entity:ident, $duty:expr, $asking:expr, $filter:expr) => {{
        use $entity::Column as Its;
        let mut query = $entity::Entity::find().filter($asking.reach.read.condition(Its::UnitId));
        if let Some(unit) = $filter.unit {
            query = query.filter(Its::UnitId.eq(unit));
        }
        let unpublished = || Condition::any().add(Its::ItemId.is_null()).add(Its::ItemId.not_in_subquery(public_items()));
        query = match $filter.state {
            None => query,
            Some(DutyState::NotSubject) => query.filter(Its::NotSubjectReason.is_not_null()),
            Some(DutyState::Published) => query.filter(Its::NotSubjectReason.is_null()).filter(Its::ItemId.in_subquery(public_items())),
            Some(DutyState::Owed) => query.filter(Its::NotSubjectReason.is_null()).filter(unpublished()),
        };
        if $filter.overdue {
            let late = Sql::select()
                .column(clock::Column::SubjectId)
                .from(clock::Entity)
                .and_where(clock::Column::Subject.eq(duties::subject($duty)))
                .and_where(clock::Column::State.eq(ClockState::Running))
                .and_where(clock::Column::DueAt.lt($asking.now))
                .to_owned();
            query = query.filter(Its::NotSubjectReason.is_null()).filter(unpublished()).filter(Its::Id.in_subquery(late));
        }
        query
    }};
}

impl<'a, C: ConnectionTrait> Asking<'a, C> {
    pub async fn new(db: &'a C, actor: &'a Actor, now: DateTime<Utc>) -> Result<Self, Fault> {
        Ok(Self { db, actor, reach: Reach::of(db, actor).await?, now })
    }

    /// The register, newest issue first.
    pub async fn documents(
        &self,
        filter: &DutyFilter,
        relation: Option<IssuerRelation>,
        q: Option<&str>,
        page: &PageRequest,
    ) -> Result<Page<DocumentView>, Problem> {
        let limit = page.limit()?;
        let mut query = filtered!(outgoing_document, Duty::OutgoingDocument, self, filter);
        use outgoing_document::Column as Its;
        if let Some(text) = &filter.month {
            let (first, next) = month(text, "/month")?;
            query = query.filter(Its::IssuedOn.gte(first)).filter(Its::IssuedOn.lt(next));
        }
        if let Some(relation) = relation {
            query = query.filter(Its::Relation.eq(relation));
        }
        if let Some(q) = q.map(fold).filter(|q| !q.trim().is_empty()) {
            let pattern = format!("%{}%", q.trim().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
            query = query.filter(Its::SearchKey.like(LikeExpr::new(pattern).escape('\\')));
        }
        if let Some(ByDay(day, id)) = page.after::<ByDay>()? {
            let same = Condition::all().add(Its::IssuedOn.eq(day)).add(Its::Id.lt(id));
            query = query.filter(Condition::any().add(Its::IssuedOn.lt(day)).add(same));
        }
        let rows = query.order_by_desc(Its::IssuedOn).order_by_desc(Its::Id).limit(limit + 1).all(self.db).await?;
        let (rows, next_cursor) = page::cut(rows, limit, |r| ByDay(r.issued_on, r.id));
        Ok(Page { data: self.document_views(rows).await?, next_cursor })
    }

    async fn document_views(&self, rows: Vec<outgoing_document::Model>) -> Result<Vec<DocumentView>, Problem> {
        let duties = self.duty_views(rows.iter().map(Held::from).collect()).await?;
        let views = rows.into_iter().zip(duties);
        Ok(views.map(|(row, duty)| DocumentView { duty, document: written_of(&row), symbol: row.symbol }).collect())
    }

    /// One row with what it said before.
    pub async fn document(&self, id: Uuid) -> Result<DocumentDetail, Problem> {
        let found = outgoing_document::Entity::find_by_id(id).one(self.db).await?;
        let row = found.filter(|row| self.reach.read.holds(row.unit_id)).ok_or_else(Problem::not_found)?;
        let edits = outgoing_document_edit::Entity::find()
            .filter(outgoing_document_edit::Column::DocumentId.eq(id))
            .order_by_desc(outgoing_document_edit::Column::Version)
            .all(self.db)
            .await?;
        let people = self.people(edits.iter().filter_map(|e| e.actor_id)).await?;
        let edits = edits.into_iter().map(|e| {
            let by = e.actor_id.and_then(|id| people.get(&id).cloned());
            Ok(EditView { at: rfc3339_vn(e.at), by, before: serde_json::from_str(&e.before)? })
        });
        let edits = edits.collect::<Result<Vec<_>, Problem>>()?;
        let row = self.document_views(vec![row]).await?.pop().ok_or_else(Problem::not_found)?;
        Ok(DocumentDetail { row, edits })
    }

    /// The event log, latest start first.
    pub async fn events(&self, filter: &DutyFilter, happening: Option<Happening>, page: &PageRequest) -> Result<Page<EventView>, Problem> {
        let limit = page.limit()?;
        let mut query = filtered!(logged_event, Duty::Event, self, filter);
        use logged_event::Column as Its;
        if let Some(text) = &filter.month {
            let (first, next) = month(text, "/month")?;
            if let (Some(first), Some(next)) = (vn_instant(first, 0, 0), vn_instant(next, 0, 0)) {
                query = query.filter(Its::StartsAt.gte(first)).filter(Its::StartsAt.lt(next));
            }
        }
        if let Some(happening) = happening {
            query = query.filter(Its::Happening.eq(happening));
        }
        if let Some(ByInstant(at, id)) = page.after::<ByInstant>()? {
            let same = Condition::all().add(Its::StartsAt.eq(at)).add(Its::Id.lt(id));
            query = query.filter(Condition::any().add(Its::StartsAt.lt(at)).add(same));
        }
        let rows = query.order_by_desc(Its::StartsAt).order_by_desc(Its::Id).limit(limit + 1).all(self.db).await?;
        let (rows, next_cursor) = page::cut(rows, limit, |r| ByInstant(r.starts_at, r.id));
        Ok(Page { data: self.event_views(rows).await?, next_cursor })
    }

    pub async fn event(&self, id: Uuid) -> Result<EventView, Problem> {
        let found = logged_event::Entity::find_by_id(id).one(self.db).await?;
        let row = found.filter(|row| self.reach.read.holds(row.unit_id)).ok_or_else(Problem::not_found)?;
        self.event_views(vec![row]).await?.pop().ok_or_else(Problem::not_found)
    }

    async fn event_views(&self, rows: Vec<logged_event::Model>) -> Result<Vec<EventView>, Problem> {
        let duties = self.duty_views(rows.iter().map(Held::from).collect()).await?;
        let views = rows.into_iter().zip(duties).map(|(row, duty)| EventView {
            // There is no news of what was called off.
            duty: DutyView { openable: duty.openable && row.happening != Happening::Cancelled, ..duty },
            event: WrittenEvent {
                unit_id: row.unit_id,
                title: row.title,
                place: row.place,
                starts_at: row.starts_at,
                ends_at: row.ends_at,
                happening: row.happening,
                source: row.source,
            },
        });
        Ok(views.collect())
    }

    /// Approvals, latest first.
    pub async fn approvals(&self, filter: &DutyFilter, matter: Option<Matter>, page: &PageRequest) -> Result<Page<ApprovalView>, Problem> {
        let limit = page.limit()?;
        let mut query = filtered!(logged_approval, Duty::Approval, self, filter);
        use logged_approval::Column as Its;
        if let Some(text) = &filter.month {
            let (first, next) = month(text, "/month")?;
            query = query.filter(Its::ApprovedOn.gte(first)).filter(Its::ApprovedOn.lt(next));
        }
        if let Some(matter) = matter {
            query = query.filter(Its::Matter.eq(matter));
        }
        if let Some(ByDay(day, id)) = page.after::<ByDay>()? {
            let same = Condition::all().add(Its::ApprovedOn.eq(day)).add(Its::Id.lt(id));
            query = query.filter(Condition::any().add(Its::ApprovedOn.lt(day)).add(same));
        }
        let rows = query.order_by_desc(Its::ApprovedOn).order_by_desc(Its::Id).limit(limit + 1).all(self.db).await?;
        let (rows, next_cursor) = page::cut(rows, limit, |r| ByDay(r.approved_on, r.id));
        Ok(Page { data: self.approval_views(rows).await?, next_cursor })
    }

    pub async fn approval(&self, id: Uuid) -> Result<ApprovalView, Problem> {
        let found = logged_approval::Entity::find_by_id(id).one(self.db).await?;
        let row = found.filter(|row| self.reach.read.holds(row.unit_id)).ok_or_else(Problem::not_found)?;
        self.approval_views(vec![row]).await?.pop().ok_or_else(Problem::not_found)
    }

    async fn approval_views(&self, rows: Vec<logged_approval::Model>) -> Result<Vec<ApprovalView>, Problem> {
        let duties = self.duty_views(rows.iter().map(Held::from).collect()).await?;
        let views = rows.into_iter().zip(duties).map(|(row, duty)| ApprovalView {
            duty,
            approval: WrittenApproval {
                unit_id: row.unit_id,
                matter: row.matter,
                title: row.title,
                decision_number: row.decision_number,
                approved_by: row.approved_by,
                approved_on: row.approved_on,
            },
        });
        Ok(views.collect())
    }

    /// Changed facts, newest first; `shown_on`: only those that an item shows and that are not renewed there.
    pub async fn facts(
        &self,
        open: Option<bool>,
        unit: Option<Uuid>,
        shown_on: Option<Uuid>,
        page: &PageRequest,
    ) -> Result<Page<FactView>, Problem> {
        use fact_change::Column as Its;
        let limit = page.limit()?;
        let mut query = fact_change::Entity::find();
        match shown_on {
            // Who may write on an item is told that it is stale, whoever answers for the fact.
            Some(item) => {
                let stale = Sql::select()
                    .column(fact_change_item::Column::FactChangeId)
                    .from(fact_change_item::Entity)
                    .and_where(fact_change_item::Column::ItemId.eq(item))
                    .and_where(fact_change_item::Column::RenewedAt.is_null())
                    .to_owned();
                query = query.filter(Its::Id.in_subquery(stale)).filter(self.sees(item).await?);
            }
            None => query = query.filter(self.reach.read.condition(Its::UnitId)),
        }
        query = match open {
            None => query,
            Some(true) => query.filter(Its::ClosedAt.is_null()),
            Some(false) => query.filter(Its::ClosedAt.is_not_null()),
        };
        if let Some(unit) = unit {
            query = query.filter(Its::UnitId.eq(unit));
        }
        if let Some(ByInstant(at, id)) = page.after::<ByInstant>()? {
            let same = Condition::all().add(Its::CreatedAt.eq(at)).add(Its::Id.lt(id));
            query = query.filter(Condition::any().add(Its::CreatedAt.lt(at)).add(same));
        }
        let rows = query.order_by_desc(Its::CreatedAt).order_by_desc(Its::Id).limit(limit + 1).all(self.db).await?;
        let (rows, next_cursor) = page::cut(rows, limit, |r| ByInstant(r.created_at, r.id));
        Ok(Page { data: self.fact_views(rows).await?, next_cursor })
    }

    /// Everything when the item is in sight, nothing otherwise.
    async fn sees(&self, id: Uuid) -> Result<Condition, Problem> {
        let seen = item::Entity::find_by_id(id).filter(visible_items(self.actor)).one(self.db).await?;
        Ok(if seen.is_some() { Condition::all() } else { Condition::all().add(fact_change::Column::Id.is_null()) })
    }

    pub async fn fact(&self, id: Uuid) -> Result<FactView, Problem> {
        let found = fact_change::Entity::find_by_id(id).one(self.db).await?;
        let row = found.filter(|row| self.reach.read.holds(row.unit_id)).ok_or_else(Problem::not_found)?;
        self.fact_views(vec![row]).await?.pop().ok_or_else(Problem::not_found)
    }

    async fn fact_views(&self, rows: Vec<fact_change::Model>) -> Result<Vec<FactView>, Problem> {
        let ids: Vec<Uuid> = rows.iter().map(|r| r.id).collect();
        let shown = fact_change_item::Entity::find().filter(fact_change_item::Column::FactChangeId.is_in(ids)).all(self.db).await?;
        let items = self.items(shown.iter().map(|s| s.item_id)).await?;
        let people = self.people(rows.iter().flat_map(|r| [r.typed_by, r.closed_by]).flatten()).await?;
        let units = self.units(rows.iter().map(|r| r.unit_id)).await?;
        let views = rows.into_iter().map(|row| {
            let its = shown.iter().filter(|s| s.fact_change_id == row.id).filter_map(|s| {
                let linked = items.get(&s.item_id)?;
                let renewed_at = s.renewed_at.map(rfc3339_vn);
                Some(StaleItem { id: s.item_id, title: linked.title.clone(), path: linked.path.clone(), renewed_at })
            });
            FactView {
                id: row.id,
                unit: unit(&units, row.unit_id),
                fact: row.fact,
                what: row.what,
                changed_on: row.changed_on,
                items: its.collect(),
                typed_by: row.typed_by.and_then(|id| people.get(&id).cloned()),
                created_at: rfc3339_vn(row.created_at),
                closed_at: row.closed_at.map(rfc3339_vn),
                closed_by: row.closed_by.and_then(|id| people.get(&id).cloned()),
                closing_note: row.closing_note,
                version: row.version,
                writable: self.reach.log.holds(row.unit_id),
            }
        });
        Ok(views.collect())
    }

    /// What each duty shows, in the order given.
    async fn duty_views(&self, held: Vec<Held>) -> Result<Vec<DutyView>, Problem> {
        let items = self.items(held.iter().filter_map(|h| h.item)).await?;
        let people = self.people(held.iter().filter_map(|h| h.typed_by)).await?;
        let units = self.units(held.iter().map(|h| h.unit)).await?;
        let clocks = clock::Entity::find()
            .filter(clock::Column::SubjectId.is_in(held.iter().map(|h| h.id)))
            .filter(clock::Column::State.ne(ClockState::Cancelled))
            .order_by_asc(clock::Column::CreatedAt)
            .all(self.db)
            .await?;
        let writes = self.actor.may(Permission::ItemWrite);
        let views = held.into_iter().map(|held| {
            let linked = held.item.and_then(|id| items.get(&id).cloned());
            let public = linked.as_ref().and_then(|i| i.publication_status).is_some_and(|s| s != PublicationStatus::Withdrawn);
            let state = match (&held.not_subject_reason, public) {
                (Some(_), _) => DutyState::NotSubject,
                (None, true) => DutyState::Published,
                (None, false) => DutyState::Owed,
            };
            let clock = clocks.iter().rfind(|c| c.subject == duties::subject(held.duty) && c.subject_id == held.id);
            DutyView {
                id: held.id,
                unit: unit(&units, held.unit),
                state,
                clock: clock.map(|c| DutyClock {
                    id: c.id,
                    due_at: rfc3339_vn(c.due_at),
                    done_at: c.done_at.map(rfc3339_vn),
                    word: deadline::word(c.state, c.due_at, c.done_at, self.now),
                }),
                openable: writes && linked.is_none() && held.not_subject_reason.is_none(),
                item: linked,
                not_subject_reason: held.not_subject_reason,
                legal_basis: held.legal_basis,
                typed_by: held.typed_by.and_then(|id| people.get(&id).cloned()),
                created_at: rfc3339_vn(held.created_at),
                updated_at: rfc3339_vn(held.updated_at),
                version: held.version,
                writable: duties::kept(&self.reach, held.duty).holds(held.unit),
            }
        });
        Ok(views.collect())
    }

    async fn items(&self, ids: impl Iterator<Item = Uuid>) -> Result<HashMap<Uuid, LinkedItem>, Fault> {
        let ids: Vec<Uuid> = ids.collect();
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let public = publication::Entity::find().filter(publication::Column::Id.is_in(ids.clone())).all(self.db).await?;
        let seen: Vec<Uuid> = item::Entity::find()
            .select_only()
            .column(item::Column::Id)
            .filter(item::Column::Id.is_in(ids.clone()))
            .filter(visible_items(self.actor))
            .into_tuple()
            .all(self.db)
            .await?;
        let rows = item::Entity::find().filter(item::Column::Id.is_in(ids)).all(self.db).await?;
        let linked = rows.into_iter().map(|row| {
            let out = public.iter().find(|p| p.id == row.id);
            let view = LinkedItem {
                id: row.id,
                // Whoever reads the row need not know of a draft that answers it.
                title: if out.is_some() || seen.contains(&row.id) { row.title } else { String::new() },
                state: row.state,
                publication_status: out.map(|p| p.status),
                path: out.map(|p| p.path.clone()),
                published_at: out.map(|p| rfc3339_vn(p.published_at)),
            };
            (row.id, view)
        });
        Ok(linked.collect())
    }

    async fn people(&self, ids: impl Iterator<Item = Uuid>) -> Result<HashMap<Uuid, String>, Fault> {
        let ids: Vec<Uuid> = ids.collect();
        let rows = app_user::Entity::find().filter(app_user::Column::Id.is_in(ids)).all(self.db).await?;
        Ok(rows.into_iter().map(|u| (u.id, u.display_name)).collect())
    }

    async fn units(&self, ids: impl Iterator<Item = Uuid>) -> Result<HashMap<Uuid, String>, Fault> {
        let ids: Vec<Uuid> = ids.collect();
        let rows = org_unit::Entity::find().filter(org_unit::Column::Id.is_in(ids)).all(self.db).await?;
        Ok(rows.into_iter().map(|u| (u.id, u.name)).collect())
    }
}

fn unit(names: &HashMap<Uuid, String>, id: Uuid) -> DutyUnit {
    DutyUnit { id, name: names.get(&id).cloned().unwrap_or_default() }
}
