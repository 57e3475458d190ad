//! Deadline rules and the settings of the clock: a new version from a day on; the past keeps the old one.

use chrono::{Days, NaiveDate};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, Set};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::may_manage;
use crate::http::Problem;
use crate::http::form::Form;
use crate::kernel::words::{ClockStop, ClockTrigger, DayEnd, InfoClass, LimitUnit, RuleResponsible};
use crate::store::entities::{calendar, deadline_rule, deadline_setting};
use crate::store::{Change, Work};

/// A version of a deadline rule. The same code with a later first day replaces the version before it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRule {
    #[schema(min_length = 1, max_length = 60, pattern = "^[a-z0-9_-]+$", example = "document_own")]
    pub code: String,
    #[schema(min_length = 1, max_length = 200, example = "Văn bản do phường ban hành")]
    pub name: String,
    #[schema(max_length = 200)]
    pub name_en: Option<String>,
    pub info_class: Option<InfoClass>,
    pub counts_from: ClockTrigger,
    #[schema(minimum = 1, maximum = 1000, example = 2)]
    pub n: i64,
    pub unit: LimitUnit,
    pub day_end: DayEnd,
    pub responsible: RuleResponsible,
    pub stops_at: ClockStop,
    /// Another calendar than the ward's.
    #[serde(default)]
    #[schema(max_length = 60)]
    pub calendar: Option<String>,
    /// The article that says so.
    #[schema(min_length = 1, max_length = 300, example = "Điểm a khoản 3 Điều 7 Quy chế")]
    pub citation: String,
    pub valid_from: NaiveDate,
}

/// Which calendar the ward counts on, and when who is told.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewDeadlineSetting)]
pub struct NewSetting {
    #[schema(min_length = 1, max_length = 60, example = "vn-office")]
    pub calendar: String,
    /// Percent of the working time after which the responsible person is warned.
    #[schema(minimum = 1, maximum = 100, example = 75)]
    pub warning_share: i64,
    /// Working hours past the due date after which the unit's head is told.
    #[schema(minimum = 0, maximum = 400, example = 4)]
    pub unit_head_hours: i64,
    /// The same for the Secretariat and the chief; not before the head.
    #[schema(minimum = 0, maximum = 400, example = 8)]
    pub secretariat_hours: i64,
    #[serde(default)]
    #[schema(max_length = 200)]
    pub decision: Option<String>,
    pub valid_from: NaiveDate,
}

/// Adds a version of a rule. Clocks that run keep the version they were started by.
pub async fn add_rule(work: &mut Work<'_>, new: NewRule) -> Result<Uuid, Problem> {
    may_manage(&work.actor)?;
    let mut form = Form::default();
    form.code("/code", &new.code);
    let name = form.line("/name", &new.name, 1, 200);
    let name_en = form.optional_line("/name_en", new.name_en.as_deref(), 200);
    let citation = form.line("/citation", &new.citation, 1, 300);
    bounded(&mut form, "/n", new.n, 1, 1000);
    if let Some(calendar) = &new.calendar {
        known_calendar(work, &mut form, calendar).await?;
    }
    let of_code = || deadline_rule::Entity::find().filter(deadline_rule::Column::Code.eq(&new.code));
    let last = of_code().order_by_desc(deadline_rule::Column::ValidFrom).one(work.db()).await?;
    follows(&mut form, last.as_ref().map(|r| r.valid_from), new.valid_from);
    form.done()?;
    if let Some(last) = last {
        let mut last = last.into_active_model();
        last.valid_to = Set(new.valid_from.checked_sub_days(Days::new(1)));
        last.update(work.db()).await?;
    }
    let id = work.id();
    let row = deadline_rule::ActiveModel {
        id: Set(id),
        code: Set(new.code.clone()),
        name: Set(name),
        name_en: Set(name_en),
        info_class: Set(new.info_class),
        counts_from: Set(new.counts_from),
        n: Set(new.n),
        unit: Set(new.unit),
        day_end: Set(new.day_end),
        responsible: Set(new.responsible),
        stops_at: Set(new.stops_at),
        calendar: Set(new.calendar),
        citation: Set(citation),
        valid_from: Set(new.valid_from),
        valid_to: Set(None),
        created_at: Set(work.now),
    };
    deadline_rule::Entity::insert(row).exec_without_returning(work.db()).await?;
    work.record(Change::DeadlineRuleChanged { rule_id: id, rule: new.code, n: new.n, unit_of_time: new.unit, from: new.valid_from });
    Ok(id)
}

/// Adds a version of the settings.
pub async fn add_setting(work: &mut Work<'_>, new: NewSetting) -> Result<(), Problem> {
    may_manage(&work.actor)?;
    let mut form = Form::default();
    known_calendar(work, &mut form, &new.calendar).await?;
    bounded(&mut form, "/warning_share", new.warning_share, 1, 100);
    bounded(&mut form, "/unit_head_hours", new.unit_head_hours, 0, 400);
    bounded(&mut form, "/secretariat_hours", new.secretariat_hours, new.unit_head_hours.clamp(0, 400), 400);
    let decision = form.optional_line("/decision", new.decision.as_deref(), 200);
    let last = deadline_setting::Entity::find().order_by_desc(deadline_setting::Column::ValidFrom).one(work.db()).await?;
    follows(&mut form, last.map(|s| s.valid_from), new.valid_from);
    form.done()?;
    let row = deadline_setting::ActiveModel {
        valid_from: Set(new.valid_from),
        calendar: Set(new.calendar),
        warning_share: Set(new.warning_share),
        unit_head_hours: Set(new.unit_head_hours),
        secretariat_hours: Set(new.secretariat_hours),
        decision: Set(decision),
        created_at: Set(work.now),
    };
    deadline_setting::Entity::insert(row).exec_without_returning(work.db()).await?;
    work.record(Change::DeadlineSettingChanged { from: new.valid_from });
    Ok(())
}

fn bounded(form: &mut Form, pointer: &str, n: i64, min: i64, max: i64) {
    if !(min..=max).contains(&n) {
        form.say(pointer, "out_of_range", format!("Phải từ {min} đến {max}."), format!("Must be {min} to {max}."));
    }
}

fn follows(form: &mut Form, before: Option<NaiveDate>, from: NaiveDate) {
    let plausible = (1945..=2100).contains(&chrono::Datelike::year(&from));
    if before.is_some_and(|before| from <= before) || !plausible {
        form.say(
            "/valid_from",
            "not_after_the_last",
            "Ngày có hiệu lực phải sau ngày của bản trước.",
            "The first day must be after that of the version before.",
        );
    }
}

async fn known_calendar(work: &Work<'_>, form: &mut Form, code: &str) -> Result<(), Problem> {
    if calendar::Entity::find_by_id(code).count(work.db()).await? == 0 {
        form.say("/calendar", "unknown_calendar", "Không có lịch này.", "There is no such calendar.");
    }
    Ok(())
}
