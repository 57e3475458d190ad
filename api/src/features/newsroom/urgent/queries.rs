//! Reading for the desk.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use sea_orm::sea_query::Query as Sql;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::roster;
use super::views::*;
use crate::access::{Actor, Permission};
use crate::features::newsroom::queries::Names;
use crate::http::page::{self, Cursor, PageRequest};
use crate::http::{FieldError, Page, Problem};
use crate::kernel::dates::{rfc3339_vn, to_vn, vn_instant};
use crate::kernel::html;
use crate::kernel::public::{PublicationFull, UrgentMark};
use crate::kernel::words::{Basis, CheckState, PublicationStatus};
use crate::store::Fault;
use crate::store::entities::{app_user, duty_shift, item, publication, urgent_notice, urgent_template, urgent_template_revision};

/// Who may look at urgent notices and their templates: who lets them out, who keeps them, and who reads what is handed in.
pub fn need_reader(actor: &Actor) -> Result<(), Problem> {
    let any = [Permission::UrgentPublish, Permission::UrgentManage, Permission::ItemReadSubmitted, Permission::ItemReadDecided];
    if any.into_iter().any(|p| actor.may(p)) {
        return Ok(());
    }
    Err(Problem::forbidden("Vai trò của bạn không xem được tin khẩn ở bàn làm việc.", "None of your roles looks at urgent notices here."))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    Live,
    Unchecked,
    All,
}

#[derive(Serialize, Deserialize)]
struct ByPublication(DateTime<Utc>, Uuid);
impl Cursor for ByPublication {
    fn sane(&self) -> bool {
        page::sane_instant(self.0)
    }
}

/// Urgent notices, newest first.
pub async fn notices(
    db: &impl ConnectionTrait,
    actor: &Actor,
    which: Which,
    asked: &PageRequest,
    now: DateTime<Utc>,
) -> Result<Page<UrgentView>, Problem> {
    need_reader(actor)?;
    let limit = asked.limit()?;
    let mut query = urgent_notice::Entity::find();
    match which {
        Which::Live => {
            let live = Sql::select()
                .column(publication::Column::Id)
                .from(publication::Entity)
                .and_where(publication::Column::Status.eq(PublicationStatus::Live))
                .to_owned();
            query = query.filter(urgent_notice::Column::ItemId.in_subquery(live));
        }
        Which::Unchecked => query = query.filter(urgent_notice::Column::CheckState.eq(CheckState::Open)),
        Which::All => {}
    }
    if let Some(ByPublication(at, id)) = asked.after()? {
        let tie = Condition::all().add(urgent_notice::Column::PublishedAt.eq(at)).add(urgent_notice::Column::ItemId.lt(id));
        query = query.filter(Condition::any().add(urgent_notice::Column::PublishedAt.lt(at)).add(tie));
    }
    let rows = query
        .order_by_desc(urgent_notice::Column::PublishedAt)
        .order_by_desc(urgent_notice::Column::ItemId)
        .limit(limit + 1)
        .all(db)
        .await?;
    let (rows, next_cursor) = page::cut(rows, limit, |r| ByPublication(r.published_at, r.item_id));
    Ok(Page { data: views(db, actor, rows, now).await?, next_cursor })
}

/// One urgent notice; 404 also for an item that is none.
pub async fn notice(db: &impl ConnectionTrait, actor: &Actor, id: Uuid, now: DateTime<Utc>) -> Result<UrgentView, Problem> {
    need_reader(actor)?;
    let row = urgent_notice::Entity::find_by_id(id).one(db).await?.ok_or_else(Problem::not_found)?;
    views(db, actor, vec![row], now).await?.pop().ok_or_else(Problem::not_found)
}

async fn views(
    db: &impl ConnectionTrait,
    actor: &Actor,
    rows: Vec<urgent_notice::Model>,
    now: DateTime<Utc>,
) -> Result<Vec<UrgentView>, Problem> {
    let ids: Vec<Uuid> = rows.iter().map(|r| r.item_id).collect();
    let public = publication::Entity::find().filter(publication::Column::Id.is_in(ids.clone())).all(db).await?;
    let items = item::Entity::find().filter(item::Column::Id.is_in(ids)).all(db).await?;
    let cited: Vec<Uuid> = rows.iter().filter_map(|r| r.template_revision_id).collect();
    let cited = urgent_template_revision::Entity::find().filter(urgent_template_revision::Column::Id.is_in(cited)).all(db).await?;
    let templates =
        urgent_template::Entity::find().filter(urgent_template::Column::Id.is_in(cited.iter().map(|r| r.template_id))).all(db).await?;
    let people = rows.iter().flat_map(|r| [Some(r.published_by), r.checked_by]).flatten();
    let names = Names::load(db, people, rows.iter().map(|r| r.unit_id), std::iter::empty()).await?;
    let mut out = vec![];
    for row in rows {
        let missing = || Fault::Defect(format!("urgent notice {} has no publication", row.item_id));
        let live = public.iter().find(|p| p.id == row.item_id).ok_or_else(missing)?;
        let version = items.iter().find(|i| i.id == row.item_id).ok_or_else(missing)?.version;
        let full: PublicationFull = serde_json::from_str(&live.full_json)?;
        let mark: UrgentMark = serde_json::from_value(full.details["urgent"].clone())?;
        let template = cited.iter().find(|r| Some(r.id) == row.template_revision_id).and_then(|revision| {
            let template = templates.iter().find(|t| t.id == revision.template_id)?;
            Some(CitedTemplate { id: template.id, code: template.code.clone(), revision_no: revision.no, hash: revision.hash.clone() })
        });
        out.push(UrgentView {
            allowed: allowed(actor, &row, live.status),
            check: check_view(&row, &names, now),
            id: row.item_id,
            kind: row.kind,
            kind_name: mark.kind_name,
            severity: row.severity,
            basis: row.basis,
            reason: row.reason,
            template,
            blanks: serde_json::from_str(&row.blanks)?,
            title: full.summary.title,
            text: html::plain_text(&full.body_html),
            title_en: mark.title_en,
            text_en: mark.text_en,
            path: live.path.clone(),
            status: live.status,
            resolved: mark.resolved,
            thread: mark.thread,
            display_until: live.display_until.map(rfc3339_vn),
            published_at: rfc3339_vn(row.published_at),
            published_by: names.person(row.published_by),
            unit: names.unit(row.unit_id),
            version,
        });
    }
    Ok(out)
}

fn allowed(actor: &Actor, row: &urgent_notice::Model, status: PublicationStatus) -> Vec<String> {
    let mut verbs = vec![];
    let board = actor.may(Permission::BoardApprove);
    if status == PublicationStatus::Live && actor.may(Permission::UrgentPublish) && (board || row.template_revision_id.is_some()) {
        verbs.extend(["update", "extend", "end"]);
    }
    if board && row.check_state == CheckState::Open && actor.person != Some(row.published_by) {
        verbs.push("check");
    }
    verbs.into_iter().map(str::to_owned).collect()
}

fn check_view(row: &urgent_notice::Model, names: &Names, now: DateTime<Utc>) -> CheckView {
    CheckView {
        state: row.check_state,
        due_at: row.check_due.map(rfc3339_vn),
        at: row.checked_at.map(rfc3339_vn),
        by: row.checked_by.map(|id| names.person(id)),
        remark: row.check_remark.clone(),
        in_time: row.checked_at.zip(row.check_due).map(|(at, due)| at <= due),
        overdue: row.check_state == CheckState::Open && row.check_due.is_some_and(|due| due < now),
    }
}

/// Counts by month and unit, for reports; `from` and `to` are months, both counted.
pub async fn counts(
    db: &impl ConnectionTrait,
    actor: &Actor,
    from: &str,
    to: &str,
    now: DateTime<Utc>,
) -> Result<Vec<UrgentCount>, Problem> {
    need_reader(actor)?;
    let (first, _) = month(from, "/from")?;
    let (last, end) = month(to, "/to")?;
    if last < first || last > first + chrono::TimeDelta::days(366 * 3) {
        let fault = FieldError::new("/to", "out_of_range", "Chọn từ 1 đến 36 tháng.", "Choose 1 to 36 months.");
        return Err(Problem::invalid(vec![fault]));
    }
    let rows = urgent_notice::Entity::find()
        .filter(urgent_notice::Column::PublishedAt.gte(first))
        .filter(urgent_notice::Column::PublishedAt.lt(end))
        .all(db)
        .await?;
    let names = Names::load(db, std::iter::empty(), rows.iter().map(|r| r.unit_id), std::iter::empty()).await?;
    let mut counts: BTreeMap<(String, Uuid), UrgentCount> = BTreeMap::new();
    for row in rows {
        let month = to_vn(row.published_at).format("%Y-%m").to_string();
        let count = counts.entry((month.clone(), row.unit_id)).or_insert_with(|| UrgentCount {
            month,
            unit: names.unit(row.unit_id),
            published: 0,
            from_template: 0,
            at_once: 0,
            checked_in_time: 0,
            checked_late: 0,
            checked_undated: 0,
            unchecked: 0,
            overdue: 0,
        });
        count.published += 1;
        match row.basis {
            Basis::Template => count.from_template += 1,
            _ => count.at_once += 1,
        }
        match (row.checked_at, row.check_due) {
            (Some(at), Some(due)) if at <= due => count.checked_in_time += 1,
            (Some(_), Some(_)) => count.checked_late += 1,
            (Some(_), None) => count.checked_undated += 1,
            (None, due) => {
                count.unchecked += 1;
                count.overdue += u32::from(due.is_some_and(|due| due < now));
            }
        }
    }
    Ok(counts.into_values().collect())
}

/// The first instant of a month `2026-11`, and of the next.
fn month(text: &str, pointer: &str) -> Result<(DateTime<Utc>, DateTime<Utc>), Problem> {
    let fault =
        || Problem::invalid(vec![FieldError::new(pointer, "malformed_field", "Tháng ghi như 2026-11.", "Write a month as 2026-11.")]);
    let day = NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d")
        .ok()
        .filter(|d| text.len() == 7 && (2000..2200).contains(&d.year()))
        .ok_or_else(fault)?;
    let next = day.checked_add_months(chrono::Months::new(1)).ok_or_else(fault)?;
    vn_instant(day, 0, 0).zip(vn_instant(next, 0, 0)).ok_or_else(fault)
}

/// The templates by code; retired ones last.
pub async fn templates(db: &impl ConnectionTrait, actor: &Actor) -> Result<Vec<TemplateView>, Problem> {
    need_reader(actor)?;
    let mut rows = urgent_template::Entity::find().order_by_asc(urgent_template::Column::Code).all(db).await?;
    rows.sort_by_key(|r| r.retired_at.is_some());
    template_views(db, actor, rows).await
}

pub async fn template(db: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Result<TemplateView, Problem> {
    need_reader(actor)?;
    let row = urgent_template::Entity::find_by_id(id).one(db).await?.ok_or_else(Problem::not_found)?;
    template_views(db, actor, vec![row]).await?.pop().ok_or_else(Problem::not_found)
}

async fn template_views(db: &impl ConnectionTrait, actor: &Actor, rows: Vec<urgent_template::Model>) -> Result<Vec<TemplateView>, Problem> {
    let ids: Vec<Uuid> = rows.iter().map(|r| r.id).collect();
    let revisions = urgent_template_revision::Entity::find()
        .filter(urgent_template_revision::Column::TemplateId.is_in(ids))
        .order_by_asc(urgent_template_revision::Column::No)
        .all(db)
        .await?;
    let people = revisions.iter().flat_map(|r| [r.created_by, r.approved_by]).flatten();
    let names = Names::load(db, people, std::iter::empty(), std::iter::empty()).await?;
    let view = |r: &urgent_template_revision::Model| -> Result<TemplateRevisionView, Problem> {
        Ok(TemplateRevisionView {
            id: r.id,
            no: r.no,
            hash: r.hash.clone(),
            text: serde_json::from_str(&r.content)?,
            created_by: r.created_by.map(|id| names.person(id)),
            created_at: rfc3339_vn(r.created_at),
            approved_by: r.approved_by.map(|id| names.person(id)),
            approved_at: r.approved_at.map(rfc3339_vn),
        })
    };
    let mut out = vec![];
    for row in rows {
        let approved = revisions.iter().find(|r| Some(r.id) == row.approved_revision_id);
        let newest = revisions.iter().rev().find(|r| r.template_id == row.id);
        let pending = newest.filter(|r| approved.is_none_or(|a| a.no < r.no));
        let mut allowed = vec![];
        if row.retired_at.is_none() {
            if actor.may(Permission::UrgentManage) {
                allowed.extend(["revise", "retire"]);
            }
            if pending.is_some_and(|r| r.created_by.is_none() || r.created_by != actor.person) && actor.may(Permission::BoardApprove) {
                allowed.push("approve");
            }
            if approved.is_some() && actor.may(Permission::UrgentPublish) {
                allowed.push("use");
            }
        }
        out.push(TemplateView {
            id: row.id,
            code: row.code.clone(),
            version: row.version,
            retired: row.retired_at.is_some(),
            approved: approved.map(&view).transpose()?,
            pending: pending.map(&view).transpose()?,
            allowed: allowed.into_iter().map(str::to_owned).collect(),
        });
    }
    Ok(out)
}

/// A week of the roster. Whoever works here may know who is on duty.
pub async fn roster_week(db: &impl ConnectionTrait, actor: &Actor, monday: NaiveDate, now: DateTime<Utc>) -> Result<RosterView, Problem> {
    let (from, to) = roster::week_of(monday)?;
    let shifts = roster::shifts(db, from, to).await?;
    let on_duty = roster::now(db, now).await?;
    let may_manage = actor.may(Permission::UrgentManage);
    let people = shifts.iter().chain(&on_duty).flat_map(|s| [Some(s.user_id), s.substitute_id]).flatten();
    let names = Names::load(db, people, std::iter::empty(), std::iter::empty()).await?;
    let gaps = roster::gaps(&shifts, from, to);
    let view = |s: &duty_shift::Model| ShiftView {
        id: s.id,
        user: names.person(s.user_id),
        substitute: s.substitute_id.map(|id| names.person(id)),
        from: rfc3339_vn(s.starts_at),
        to: rfc3339_vn(s.ends_at),
        version: s.version,
        now: s.starts_at <= now && now < s.ends_at,
        editable: may_manage && s.ends_at > now,
    };
    Ok(RosterView {
        week: monday.to_string(),
        shifts: shifts.iter().map(&view).collect(),
        gaps: gaps.into_iter().map(|(from, to)| GapView { from: rfc3339_vn(from), to: rfc3339_vn(to) }).collect(),
        on_duty: on_duty.iter().map(&view).collect(),
        may_publish: actor.may(Permission::UrgentPublish),
        may_manage,
    })
}

/// Who can be put on duty, by name.
pub async fn duty_people(db: &impl ConnectionTrait, actor: &Actor) -> Result<Vec<DutyPersonView>, Problem> {
    if !actor.may(Permission::UrgentManage) {
        return Err(Problem::forbidden("Vai trò của bạn không xếp lịch trực.", "None of your roles keeps the duty roster."));
    }
    let rows = app_user::Entity::find()
        .filter(app_user::Column::State.eq("active"))
        .filter(app_user::Column::UnitId.is_not_null())
        .order_by_asc(app_user::Column::DisplayName)
        .limit(2000)
        .all(db)
        .await?;
    let names = Names::load(db, std::iter::empty(), rows.iter().filter_map(|u| u.unit_id), std::iter::empty()).await?;
    let views = rows.into_iter().map(|u| DutyPersonView {
        id: u.id,
        display_name: u.display_name,
        position: u.position,
        unit: u.unit_id.map(|id| names.unit(id).name).unwrap_or_default(),
    });
    Ok(views.collect())
}
