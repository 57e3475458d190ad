//! Plans with their quotas, and the work they give to persons and units.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QuerySelect};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::access::{Actor, Permission};
use crate::http::form::Form;
use crate::http::{FieldError, IfMatch, Problem};
use crate::kernel::words::{Genre, InfoClass, PlanKind};
use crate::store::entities::{app_user, item, org_unit, plan, plan_assignment, plan_quota};
use crate::store::scope::visible_items;
use crate::store::{Change, Work};

/// Quotas of one plan.
const QUOTAS_MAX: usize = 60;

/// How many publications are asked for: of a unit, a genre, a class, or any of these left open.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenQuota {
    #[serde(default)]
    pub unit_id: Option<Uuid>,
    #[serde(default)]
    pub genre: Option<Genre>,
    #[serde(default)]
    pub info_class: Option<InfoClass>,
    #[schema(minimum = 1, maximum = 10000, example = 12)]
    pub target: i64,
}

/// A plan as somebody writes it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenPlan {
    pub kind: PlanKind,
    #[schema(min_length = 1, max_length = 300, example = "Kế hoạch truyền thông quý IV năm 2026")]
    pub title: String,
    #[serde(default)]
    #[schema(max_length = 5000)]
    pub aim: Option<String>,
    #[schema(example = "2026-10-01")]
    pub starts_on: NaiveDate,
    #[schema(example = "2026-12-31")]
    pub ends_on: NaiveDate,
    #[serde(default)]
    #[schema(max_length = 100, example = "15/KH-BBT")]
    pub decision_number: Option<String>,
    #[serde(default)]
    pub decision_date: Option<NaiveDate>,
    #[serde(default)]
    #[schema(max_items = 60)]
    pub quotas: Vec<WrittenQuota>,
}

/// A piece of work for a person, a unit, or a person of a unit.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenAssignment {
    #[schema(min_length = 1, max_length = 500, example = "Phóng sự về tổ dân phố kiểu mẫu")]
    pub what: String,
    #[serde(default)]
    pub user_id: Option<Uuid>,
    #[serde(default)]
    pub unit_id: Option<Uuid>,
    #[serde(default)]
    pub due_on: Option<NaiveDate>,
}

/// Who works in the newsroom, reads what is handed in, or answers for it (the Chair, Đ5.3), reads the plans.
pub fn may_read(actor: &Actor) -> Result<(), Problem> {
    let readers = [Permission::PlanManage, Permission::ItemWrite, Permission::ItemReadSubmitted, Permission::ItemReadDecided];
    if actor.is_system() || readers.iter().any(|p| actor.may(*p)) {
        return Ok(());
    }
    Err(Problem::forbidden("Vai trò của bạn không xem kế hoạch.", "None of your roles reads the plans."))
}

pub fn may_manage(actor: &Actor) -> bool {
    actor.is_system() || actor.may(Permission::PlanManage)
}

fn manager(work: &Work<'_>) -> Result<(), Problem> {
    if may_manage(&work.actor) {
        return Ok(());
    }
    Err(Problem::forbidden("Chỉ Ban Biên tập và Tổ Thư ký lập kế hoạch.", "Only the board and the Secretariat make plans."))
}

/// The person who was given the work, their unit, and who manages plans.
pub fn may_report(actor: &Actor, row: &plan_assignment::Model) -> bool {
    let own = actor.person.is_some() && row.user_id == actor.person;
    let units = actor.units_with(Permission::ItemWrite);
    own || row.unit_id.is_some_and(|unit| units.contains(&unit)) || may_manage(actor)
}

async fn read(work: &Work<'_>, written: &WrittenPlan) -> Result<WrittenPlan, Problem> {
    let mut faults = Form::default();
    let mut plan = written.clone();
    plan.title = faults.line("/title", &written.title, 1, 300);
    plan.aim = faults.optional_block("/aim", written.aim.as_deref(), 5000);
    plan.decision_number = faults.optional_line("/decision_number", written.decision_number.as_deref(), 100);
    let sane = |day: NaiveDate| (1990..2200).contains(&day.year());
    if written.ends_on < written.starts_on || !sane(written.starts_on) || !sane(written.ends_on) {
        faults.say("/ends_on", "ends_before_start", "Ngày kết thúc phải sau ngày bắt đầu.", "The plan must end after it begins.");
    }
    if written.decision_date.is_some_and(|day| !sane(day)) {
        faults.say("/decision_date", "date_out_of_range", "Ngày không hợp lý.", "The day is not plausible.");
    }
    if written.quotas.len() > QUOTAS_MAX {
        faults.say("/quotas", "too_long", "Tối đa 60 định mức.", "At most 60 quotas.");
    }
    let units: BTreeSet<Uuid> = written.quotas.iter().filter_map(|q| q.unit_id).collect();
    let known: Vec<Uuid> = org_unit::Entity::find()
        .select_only()
        .column(org_unit::Column::Id)
        .filter(org_unit::Column::Id.is_in(units.iter().copied()))
        .into_tuple()
        .all(work.db())
        .await?;
    for (i, quota) in written.quotas.iter().take(QUOTAS_MAX).enumerate() {
        if !(1..=10_000).contains(&quota.target) {
            faults.say(format!("/quotas/{i}/target"), "out_of_range", "Định mức từ 1 đến 10.000.", "A quota is 1 to 10,000.");
        }
        if quota.unit_id.is_some_and(|unit| !known.contains(&unit)) {
            faults.say(format!("/quotas/{i}/unit_id"), "unknown", "Không có đơn vị này.", "There is no such unit.");
        }
    }
    faults.done()?;
    Ok(plan)
}

pub async fn make(work: &mut Work<'_>, written: &WrittenPlan) -> Result<plan::Model, Problem> {
    manager(work)?;
    let new = read(work, written).await?;
    let row = plan::Model {
        id: work.id(),
        kind: new.kind,
        title: new.title,
        aim: new.aim,
        starts_on: new.starts_on,
        ends_on: new.ends_on,
        decision_number: new.decision_number,
        decision_date: new.decision_date,
        made_by: work.actor.person,
        created_at: work.now,
        updated_at: work.now,
        version: 1,
    };
    plan::Entity::insert(row.clone().into_active_model()).exec_without_returning(work.db()).await?;
    set_quotas(work, row.id, new.quotas).await?;
    work.record(Change::PlanMade { plan: row.id, kind: row.kind });
    Ok(row)
}

pub async fn change(work: &mut Work<'_>, id: Uuid, seen: IfMatch, written: &WrittenPlan) -> Result<(), Problem> {
    manager(work)?;
    let mut row = plan::Entity::find_by_id(id).lock_exclusive().one(work.db()).await?.ok_or_else(Problem::not_found)?;
    seen.check(row.version)?;
    let new = read(work, written).await?;
    (row.kind, row.title, row.aim) = (new.kind, new.title, new.aim);
    (row.starts_on, row.ends_on) = (new.starts_on, new.ends_on);
    (row.decision_number, row.decision_date) = (new.decision_number, new.decision_date);
    row.updated_at = work.now;
    row.version += 1;
    row.clone().into_active_model().reset_all().update(work.db()).await?;
    plan_quota::Entity::delete_many().filter(plan_quota::Column::PlanId.eq(id)).exec(work.db()).await?;
    set_quotas(work, id, new.quotas).await?;
    work.record(Change::PlanChanged { plan: id, kind: row.kind });
    Ok(())
}

async fn set_quotas(work: &Work<'_>, plan_id: Uuid, quotas: Vec<WrittenQuota>) -> Result<(), Problem> {
    for (ordinal, quota) in (0i64..).zip(quotas) {
        let row = plan_quota::Model {
            plan_id,
            ordinal,
            unit_id: quota.unit_id,
            genre: quota.genre,
            info_class: quota.info_class,
            target: quota.target,
        };
        plan_quota::Entity::insert(row.into_active_model()).exec_without_returning(work.db()).await?;
    }
    Ok(())
}

/// Gives work to a person or a unit.
pub async fn assign(work: &mut Work<'_>, plan_id: Uuid, written: &WrittenAssignment) -> Result<plan_assignment::Model, Problem> {
    manager(work)?;
    plan::Entity::find_by_id(plan_id).one(work.db()).await?.ok_or_else(Problem::not_found)?;
    let mut faults = Form::default();
    let what = faults.line("/what", &written.what, 1, 500);
    if written.user_id.is_none() && written.unit_id.is_none() {
        faults.say("/unit_id", "required", "Chọn đơn vị hoặc người thực hiện.", "Name a unit or a person.");
    }
    if let Some(user) = written.user_id
        && app_user::Entity::find_by_id(user).count(work.db()).await? == 0
    {
        faults.say("/user_id", "unknown", "Không có người này.", "There is no such person.");
    }
    if let Some(unit) = written.unit_id
        && org_unit::Entity::find_by_id(unit).count(work.db()).await? == 0
    {
        faults.say("/unit_id", "unknown", "Không có đơn vị này.", "There is no such unit.");
    }
    if written.due_on.is_some_and(|day| !(1990..2200).contains(&day.year())) {
        faults.say("/due_on", "date_out_of_range", "Ngày không hợp lý.", "The day is not plausible.");
    }
    faults.done()?;
    let row = plan_assignment::Model {
        id: work.id(),
        plan_id,
        what,
        user_id: written.user_id,
        unit_id: written.unit_id,
        due_on: written.due_on,
        done_at: None,
        done_by: None,
        item_id: None,
        created_at: work.now,
        version: 1,
    };
    plan_assignment::Entity::insert(row.clone().into_active_model()).exec_without_returning(work.db()).await?;
    work.record(Change::PlanAssigned { plan: plan_id, assignment: row.id, user: row.user_id, unit: row.unit_id, due_on: row.due_on });
    Ok(row)
}

/// Reports assigned work as done, with the item that it became; or as not done after all. Returns the plan.
pub async fn report(work: &mut Work<'_>, id: Uuid, seen: IfMatch, done: bool, linked: Option<Uuid>) -> Result<Uuid, Problem> {
    may_read(&work.actor)?;
    let mut row = plan_assignment::Entity::find_by_id(id).lock_exclusive().one(work.db()).await?.ok_or_else(Problem::not_found)?;
    if !may_report(&work.actor, &row) {
        return Err(Problem::forbidden("Việc này giao cho người khác.", "This work is somebody else's."));
    }
    seen.check(row.version)?;
    if let Some(item) = linked
        && item::Entity::find_by_id(item).filter(visible_items(&work.actor)).count(work.db()).await? == 0
    {
        return Err(Problem::invalid(vec![FieldError::new("/item", "unknown", "Không có bài này.", "There is no such item.")]));
    }
    row.done_at = done.then_some(work.now);
    row.done_by = if done { work.actor.person } else { None };
    row.item_id = linked;
    row.version += 1;
    row.clone().into_active_model().reset_all().update(work.db()).await?;
    work.record(Change::PlanAssignmentDone { plan: row.plan_id, assignment: id, done, linked });
    Ok(row.plan_id)
}
