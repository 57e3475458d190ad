//! What the ward arranges about review: dated settings, and who takes over when a reviewer stays silent.

use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use uuid::Uuid;

use super::needed_text;
use crate::access::{Actor, Door, Permission};
use crate::features::newsroom::policy;
use crate::http::caller::load_actor;
use crate::http::{FieldError, Problem};
use crate::kernel::dates::to_vn;
use crate::kernel::words::{ReviewSetting, Stage};
use crate::store::entities::{org_unit, review_alternate, review_setting};
use crate::store::{Change, Work};

/// Sets one value from a day on; earlier values stay as history.
pub async fn set_review_setting(
    work: &mut Work<'_>,
    name: ReviewSetting,
    value: &str,
    citation: &str,
    from: NaiveDate,
) -> Result<(), Problem> {
    may_arrange(&work.actor)?;
    let fitting = match name {
        ReviewSetting::FourEyes => matches!(value, "not_alone" | "no_hand"),
        ReviewSetting::ShareFieldReview | ReviewSetting::ShareEditing | ReviewSetting::ShareBoardReview => between(value, 1, 100),
        ReviewSetting::HoursFieldReview | ReviewSetting::HoursEditing | ReviewSetting::HoursBoardReview => between(value, 1, 200),
        ReviewSetting::WarnHours => between(value, 1, 40),
    };
    if !fitting {
        let (vi, en) = match name {
            ReviewSetting::FourEyes => ("Chọn not_alone hoặc no_hand.", "Say `not_alone` or `no_hand`."),
            _ => ("Cần một số nguyên trong khoảng cho phép.", "A whole number within its bounds is needed."),
        };
        return Err(Problem::invalid(vec![FieldError::new("/value", "bad_value", vi, en)]));
    }
    let citation = needed_text(citation, "/citation", 300)?;
    not_past(work, from, "/valid_from")?;
    let row = review_setting::Model {
        id: work.id(),
        name,
        value: value.to_owned(),
        citation,
        valid_from: from,
        created_by: work.actor.person,
        created_at: work.now,
    };
    review_setting::Entity::insert(row.into_active_model()).exec_without_returning(work.db()).await?;
    work.record(Change::ReviewSettingSet { setting: name, from });
    Ok(())
}

fn between(value: &str, least: u32, most: u32) -> bool {
    value.parse::<u32>().is_ok_and(|n| (least..=most).contains(&n) && n.to_string() == value)
}

/// Somebody to be named as alternate.
#[derive(Clone, Debug)]
pub struct NewAlternate {
    pub stage: Stage,
    /// The reviewing unit; of field review only, and needed there.
    pub unit: Option<Uuid>,
    pub user: Uuid,
    pub citation: String,
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
}

/// Names who takes over the tasks of a stage (of a unit) whose share of the clock is over. They must be able to decide them.
pub async fn name_alternate(work: &mut Work<'_>, new: NewAlternate) -> Result<(), Problem> {
    may_arrange(&work.actor)?;
    let citation = needed_text(&new.citation, "/citation", 300)?;
    let mut faults = vec![];
    if (new.stage == Stage::FieldReview) != new.unit.is_some() {
        faults.push(FieldError::new(
            "/unit",
            "unit_of_field_review",
            "Kiểm duyệt lĩnh vực cần đơn vị; các bước khác thì không.",
            "Field review needs a unit, the other stages none.",
        ));
    }
    if let Some(unit) = new.unit
        && org_unit::Entity::find_by_id(unit).one(work.db()).await?.is_none()
    {
        faults.push(FieldError::new("/unit", "unknown", "Không có đơn vị này.", "There is no such unit."));
    }
    if new.to.is_some_and(|to| to < new.from) {
        faults.push(FieldError::new("/valid_to", "ends_before_start", "Ngày kết thúc trước ngày bắt đầu.", "Ends before it begins."));
    }
    let person = load_actor(work.db(), new.user, new.from.max(to_vn(work.now).date_naive()), Door::Http).await?;
    if !person.is_some_and(|p| policy::decides_in(&p, new.stage, new.unit)) {
        faults.push(FieldError::new(
            "/user",
            "may_not_decide",
            "Người này không có quyền quyết định ở bước này.",
            "They may not decide in this stage.",
        ));
    }
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let row = review_alternate::Model {
        id: work.id(),
        stage: new.stage,
        unit_id: new.unit,
        user_id: new.user,
        citation,
        valid_from: new.from,
        valid_to: new.to,
        created_by: work.actor.person,
        created_at: work.now,
    };
    review_alternate::Entity::insert(row.clone().into_active_model()).exec_without_returning(work.db()).await?;
    work.record(Change::AlternateNamed { alternate: row.id, stage: row.stage, unit: row.unit_id, user: row.user_id, from: row.valid_from });
    Ok(())
}

/// Ends an alternate's time after `last_day`.
pub async fn end_alternate(work: &mut Work<'_>, id: Uuid, last_day: NaiveDate) -> Result<(), Problem> {
    may_arrange(&work.actor)?;
    let row = review_alternate::Entity::find_by_id(id).one(work.db()).await?.ok_or_else(Problem::not_found)?;
    not_past(work, last_day, "/last_day")?;
    if last_day < row.valid_from || row.valid_to.is_some_and(|end| end < last_day) {
        let fault = FieldError::new("/last_day", "outside", "Ngày nằm ngoài thời gian được cử.", "The day lies outside the time named.");
        return Err(Problem::invalid(vec![fault]));
    }
    let mut row = row.into_active_model();
    row.valid_to = Set(Some(last_day));
    row.update(work.db()).await?;
    work.record(Change::AlternateEnded { alternate: id, last_day });
    Ok(())
}

fn may_arrange(actor: &Actor) -> Result<(), Problem> {
    if actor.is_system() || actor.may(Permission::RoutingManage) {
        return Ok(());
    }
    Err(Problem::forbidden("Vai trò của bạn không sửa quy định kiểm duyệt.", "None of your roles changes how review is arranged."))
}

/// What has been is history: people decided by it.
fn not_past(work: &Work<'_>, day: NaiveDate, pointer: &str) -> Result<(), Problem> {
    if work.actor.is_system() || day >= to_vn(work.now).date_naive() {
        return Ok(());
    }
    let fault = FieldError::new(pointer, "past", "Chỉ thay đổi từ hôm nay trở đi.", "Only from today on.");
    Err(Problem::invalid(vec![fault]))
}
