//! Texts at hand, and the settings of the forms.

use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QuerySelect};
use serde_json::Value;
use uuid::Uuid;

use crate::access::Permission;
use crate::features::questions::settings::{self as forms, LetterSetting};
use crate::features::questions::views;
use crate::http::form::Form;
use crate::http::{IfMatch, Problem};
use crate::kernel::letters::{AnswerTemplateUse, WHERE_TO_TURN};
use crate::kernel::words::Field;
use crate::store::entities::{answer_template, org_unit};
use crate::store::settings::{self, NewValue};
use crate::store::{Change, Work};

/// A text at hand as it is written.
#[derive(Clone, Debug)]
pub struct Template {
    pub purpose: AnswerTemplateUse,
    pub name: String,
    pub field: Option<Field>,
    pub unit: Option<Uuid>,
    pub body: String,
    pub retired: bool,
}

/// Of one's own unit whoever answers there; of all whoever takes letters in.
fn may_write(work: &Work<'_>, unit: Option<Uuid>) -> Result<(), Problem> {
    let own = |unit: Uuid| {
        work.actor.units_with(Permission::LetterAnswer).contains(&unit) || work.actor.units_with(Permission::LetterApprove).contains(&unit)
    };
    if work.actor.may(Permission::LetterIntake) || unit.is_some_and(own) {
        return Ok(());
    }
    Err(Problem::forbidden("Mẫu chung do nơi tiếp nhận thư soạn.", "Texts for all are written by intake."))
}

async fn cleaned(work: &Work<'_>, said: Template) -> Result<Template, Problem> {
    let mut form = Form::default();
    let name = form.line("/name", &said.name, 1, 200);
    let body = form.block("/body", &said.body, 1, 20_000);
    if body.contains(WHERE_TO_TURN) && !said.purpose.turns() {
        let (vi, en) =
            ("Chỉ mẫu hướng dẫn đến nơi khác có chỗ {where_to_turn}.", "Only texts that turn a sender away have {where_to_turn}.");
        form.say("/body", "unknown_placeholder", vi, en);
    }
    if let Some(unit) = said.unit
        && org_unit::Entity::find_by_id(unit).one(work.db()).await?.is_none()
    {
        form.unknown("/unit");
    }
    form.done()?;
    Ok(Template { name, body, ..said })
}

pub async fn add_template(work: &mut Work<'_>, said: Template) -> Result<answer_template::Model, Problem> {
    may_write(work, said.unit)?;
    let said = cleaned(work, said).await?;
    let row = of(work, work.id(), said, 1);
    answer_template::Entity::insert(row.clone().into_active_model()).exec_without_returning(work.db()).await?;
    work.record(Change::AnswerTemplateSet { template: row.id, purpose: row.purpose, retired: row.retired });
    Ok(row)
}

pub async fn change_template(work: &mut Work<'_>, id: Uuid, seen: IfMatch, said: Template) -> Result<answer_template::Model, Problem> {
    let before = answer_template::Entity::find_by_id(id).lock_exclusive().one(work.db()).await?.ok_or_else(Problem::not_found)?;
    may_write(work, before.unit_id)?;
    may_write(work, said.unit)?;
    seen.check(before.version)?;
    let said = cleaned(work, said).await?;
    let row = of(work, id, said, before.version + 1);
    row.clone().into_active_model().reset_all().update(work.db()).await?;
    work.record(Change::AnswerTemplateSet { template: row.id, purpose: row.purpose, retired: row.retired });
    Ok(row)
}

fn of(work: &Work<'_>, id: Uuid, said: Template, version: i64) -> answer_template::Model {
    answer_template::Model {
        id,
        purpose: said.purpose,
        name: said.name,
        field: said.field,
        unit_id: said.unit,
        body: said.body,
        retired: said.retired,
        updated_by: work.actor.person,
        updated_at: work.now,
        version,
    }
}

/// Sets what the forms ask for, from a day on.
pub async fn set_letter_setting(
    work: &mut Work<'_>,
    name: LetterSetting,
    value: Value,
    from: Option<NaiveDate>,
    decision: (Option<String>, Option<NaiveDate>),
) -> Result<(), Problem> {
    let may = work.actor.is_system() || work.actor.may(Permission::SiteManage) || work.actor.may(Permission::RoutingManage);
    if !may {
        return Err(Problem::forbidden("Vai trò của bạn không đặt được điều này.", "None of your roles may set this."));
    }
    forms::check(name, &value)?;
    let today = views::day(work.now);
    let valid_from = from.unwrap_or(today);
    let mut form = Form::default();
    form.day("/valid_from", valid_from);
    if valid_from < today {
        form.say("/valid_from", "past", "Không đặt cho ngày đã qua.", "Not for a day gone by.");
    }
    let number = form.optional_line("/decision_number", decision.0.as_deref(), 100);
    let date = form.optional_day("/decision_date", decision.1);
    form.done()?;
    let new = NewValue { name: name.word(), value: value.to_string(), valid_from, decision_number: number, decision_date: date };
    settings::put(work, new).await?;
    work.record(Change::LetterSettingSet { setting: name.word(), from: valid_from });
    Ok(())
}
