//! What the desk reads. Progress is counted from publications, so it cannot drift from what the public saw.

use std::collections::HashMap;

use chrono::{NaiveDate, TimeDelta};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::orientation::writes_for;
use super::plans::{WrittenQuota, may_manage, may_report};
use super::views::{
    AssignedItem, AssignmentView, OrientationDetail, OrientationRevisionView, OrientationView, Orientations, PlanDetail, PlanView,
    QuotaView,
};
use crate::access::Actor;
use crate::http::page::{self, Cursor, PageRequest};
use crate::http::{Page, Problem};
use crate::kernel::dates::{rfc3339_vn, vn_instant};
use crate::kernel::words::PublicationStatus;
use crate::store::Fault;
use crate::store::entities::{app_user, item, org_unit, orientation, orientation_revision, plan, plan_assignment, plan_quota, publication};
use crate::store::scope::visible_items;

/// Notices, newest month first; at most two years of them.
pub async fn orientations(db: &impl ConnectionTrait, actor: &Actor, month: Option<&str>) -> Result<Orientations, Problem> {
    let mut query = orientation::Entity::find().order_by_desc(orientation::Column::Month).limit(24);
    if let Some(month) = month {
        query = query.filter(orientation::Column::Month.eq(month));
    }
    let writable = writes_for(db, actor).await?.is_some();
    let mut data = vec![];
    for row in query.all(db).await? {
        data.push(notice(db, row, writable).await?.0);
    }
    Ok(Orientations { data, writable })
}

pub async fn orientation(db: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Result<OrientationDetail, Problem> {
    let row = orientation::Entity::find_by_id(id).one(db).await?.ok_or_else(Problem::not_found)?;
    let writable = writes_for(db, actor).await?.is_some();
    let (notice, revisions) = notice(db, row, writable).await?;
    Ok(OrientationDetail { notice, revisions })
}

async fn notice(
    db: &impl ConnectionTrait,
    row: orientation::Model,
    writable: bool,
) -> Result<(OrientationView, Vec<OrientationRevisionView>), Problem> {
    let revisions = orientation_revision::Entity::find()
        .filter(orientation_revision::Column::OrientationId.eq(row.id))
        .order_by_desc(orientation_revision::Column::No)
        .all(db)
        .await?;
    let people = people(db, revisions.iter().filter_map(|r| r.written_by)).await?;
    let revisions: Vec<OrientationRevisionView> = revisions
        .into_iter()
        .map(|r| OrientationRevisionView {
            no: r.no,
            title: r.title,
            body: r.body,
            written_by: r.written_by.and_then(|id| people.get(&id).cloned()),
            at: rfc3339_vn(r.at),
        })
        .collect();
    let newest = revisions.first().cloned().ok_or_else(|| Fault::Defect("an orientation without words".into()))?;
    let view = OrientationView {
        id: row.id,
        month: row.month,
        title: newest.title,
        body: newest.body,
        written_by: newest.written_by,
        updated_at: rfc3339_vn(row.updated_at),
        version: row.version,
        writable,
    };
    Ok((view, revisions))
}

#[derive(Serialize, Deserialize)]
struct ByDay(NaiveDate, Uuid);
impl Cursor for ByDay {}

/// Plans, latest beginning first.
pub async fn plans(db: &impl ConnectionTrait, actor: &Actor, page: &PageRequest) -> Result<Page<PlanView>, Problem> {
    use plan::Column as Its;
    let limit = page.limit()?;
    let mut query = plan::Entity::find();
    if let Some(ByDay(day, id)) = page.after::<ByDay>()? {
        let same = Condition::all().add(Its::StartsOn.eq(day)).add(Its::Id.lt(id));
        query = query.filter(Condition::any().add(Its::StartsOn.lt(day)).add(same));
    }
    let rows = query.order_by_desc(Its::StartsOn).order_by_desc(Its::Id).limit(limit + 1).all(db).await?;
    let (rows, next_cursor) = page::cut(rows, limit, |r| ByDay(r.starts_on, r.id));
    let people = people(db, rows.iter().filter_map(|r| r.made_by)).await?;
    Ok(Page { data: rows.into_iter().map(|row| plan_view(row, &people, actor)).collect(), next_cursor })
}

fn plan_view(row: plan::Model, people: &HashMap<Uuid, String>, actor: &Actor) -> PlanView {
    PlanView {
        id: row.id,
        kind: row.kind,
        title: row.title,
        aim: row.aim,
        starts_on: row.starts_on,
        ends_on: row.ends_on,
        decision_number: row.decision_number,
        decision_date: row.decision_date,
        made_by: row.made_by.and_then(|id| people.get(&id).cloned()),
        updated_at: rfc3339_vn(row.updated_at),
        version: row.version,
        writable: may_manage(actor),
    }
}

/// A plan with its progress and its work.
pub async fn plan(db: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Result<PlanDetail, Problem> {
    let row = plan::Entity::find_by_id(id).one(db).await?.ok_or_else(Problem::not_found)?;
    let units: HashMap<Uuid, String> = org_unit::Entity::find().all(db).await?.into_iter().map(|u| (u.id, u.name)).collect();
    let mut quotas = vec![];
    let asked = plan_quota::Entity::find().filter(plan_quota::Column::PlanId.eq(id)).order_by_asc(plan_quota::Column::Ordinal);
    for quota in asked.all(db).await? {
        let done = done(db, &row, &quota).await?;
        let unit_name = quota.unit_id.and_then(|unit| units.get(&unit).cloned());
        let quota = WrittenQuota { unit_id: quota.unit_id, genre: quota.genre, info_class: quota.info_class, target: quota.target };
        quotas.push(QuotaView { quota, unit_name, done });
    }
    let given = plan_assignment::Entity::find()
        .filter(plan_assignment::Column::PlanId.eq(id))
        .order_by_asc(plan_assignment::Column::CreatedAt)
        .order_by_asc(plan_assignment::Column::Id)
        .all(db)
        .await?;
    let people = people(db, given.iter().filter_map(|a| a.user_id).chain(row.made_by)).await?;
    let items = items(db, actor, given.iter().filter_map(|a| a.item_id)).await?;
    let assignments = given.into_iter().map(|a| AssignmentView {
        mine: may_report(actor, &a),
        id: a.id,
        what: a.what,
        user: a.user_id.and_then(|id| people.get(&id).cloned()),
        unit: a.unit_id.and_then(|id| units.get(&id).cloned()),
        due_on: a.due_on,
        done_at: a.done_at.map(rfc3339_vn),
        item: a.item_id.and_then(|id| items.get(&id).cloned()),
        version: a.version,
    });
    Ok(PlanDetail { assignments: assignments.collect(), plan: plan_view(row, &people, actor), quotas })
}

async fn done(db: &impl ConnectionTrait, plan: &plan::Model, quota: &plan_quota::Model) -> Result<u64, Problem> {
    use publication::Column as Its;
    let from = vn_instant(plan.starts_on, 0, 0);
    let to = plan.ends_on.checked_add_signed(TimeDelta::days(1)).and_then(|day| vn_instant(day, 0, 0));
    let (Some(from), Some(to)) = (from, to) else { return Ok(0) };
    let mut query = publication::Entity::find()
        .filter(Its::PublishedAt.gte(from))
        .filter(Its::PublishedAt.lt(to))
        .filter(Its::Status.ne(PublicationStatus::Withdrawn));
    if let Some(unit) = quota.unit_id {
        query = query.filter(Its::UnitId.eq(unit));
    }
    if let Some(genre) = quota.genre {
        query = query.filter(Its::Genre.eq(genre));
    }
    if let Some(class) = quota.info_class {
        query = query.filter(Its::InfoClass.eq(class));
    }
    Ok(query.count(db).await?)
}

async fn items(db: &impl ConnectionTrait, actor: &Actor, ids: impl Iterator<Item = Uuid>) -> Result<HashMap<Uuid, AssignedItem>, Fault> {
    let ids: Vec<Uuid> = ids.collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let seen: Vec<Uuid> = item::Entity::find()
        .select_only()
        .column(item::Column::Id)
        .filter(item::Column::Id.is_in(ids.clone()))
        .filter(visible_items(actor))
        .into_tuple()
        .all(db)
        .await?;
    let out: HashMap<Uuid, String> = publication::Entity::find()
        .select_only()
        .columns([publication::Column::Id, publication::Column::Path])
        .filter(publication::Column::Id.is_in(ids.clone()))
        .filter(publication::Column::Status.ne(PublicationStatus::Withdrawn))
        .into_tuple::<(Uuid, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let rows = item::Entity::find().filter(item::Column::Id.is_in(ids)).all(db).await?;
    let linked = rows.into_iter().map(|row| {
        let path = out.get(&row.id).cloned();
        let title = if path.is_some() || seen.contains(&row.id) { row.title } else { String::new() };
        (row.id, AssignedItem { id: row.id, title, path })
    });
    Ok(linked.collect())
}

async fn people(db: &impl ConnectionTrait, ids: impl Iterator<Item = Uuid>) -> Result<HashMap<Uuid, String>, Fault> {
    let ids: Vec<Uuid> = ids.collect();
    let rows = app_user::Entity::find().filter(app_user::Column::Id.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().map(|u| (u.id, u.display_name)).collect())
}
