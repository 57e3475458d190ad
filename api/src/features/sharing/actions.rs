//! How abbreviations are spoken: dated data of the newsroom.

use chrono::NaiveDate;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};

use crate::access::{Actor, Permission};
use crate::http::{FieldError, Problem};
use crate::kernel::dates::to_vn;
use crate::kernel::text::clean_line;
use crate::store::entities::abbreviation;
use crate::store::{Change, Work};

/// Those who write for the public and answer for its words: the Secretariat and the board.
pub fn may_edit(actor: &Actor) -> bool {
    actor.is_system() || actor.may(Permission::RoutingManage) && actor.may(Permission::ItemWrite)
}

/// Says how an abbreviation is spoken from `from` on (today when not said). Said again for the same day: the later counts.
///
/// # Errors
/// 403; 422 with every reason at once.
pub async fn set(work: &mut Work<'_>, written: &str, spoken: &str, from: Option<NaiveDate>) -> Result<abbreviation::Model, Problem> {
    refuse_others(&work.actor)?;
    let mut errors = vec![];
    let mut line = |pointer: &str, text: &str, most: usize| match clean_line(text) {
        Ok(line) if (1..=most).contains(&line.chars().count()) => line,
        Ok(_) => {
            let (vi, en) = (format!("Phải dài từ 1 đến {most} ký tự."), format!("Must be 1 to {most} characters long."));
            errors.push(FieldError::new(pointer, "length", vi, en));
            String::new()
        }
        Err(fault) => {
            errors.push(FieldError::text(pointer, fault));
            String::new()
        }
    };
    let (written, spoken) = (line("/written", written, 20), line("/spoken", spoken, 120));
    if written.contains(' ') || !written.chars().any(char::is_uppercase) {
        errors.push(FieldError::new(
            "/written",
            "not_an_abbreviation",
            "Chữ viết tắt gồm chữ in hoa, không có dấu cách.",
            "An abbreviation has capitals and no spaces.",
        ));
    }
    if !errors.is_empty() {
        return Err(Problem::invalid(errors));
    }
    let valid_from = from.unwrap_or_else(|| to_vn(work.now).date_naive());
    let row = abbreviation::Model { written, valid_from, spoken, valid_to: None, created_at: work.now };
    let again = OnConflict::columns([abbreviation::Column::Written, abbreviation::Column::ValidFrom])
        .update_columns([abbreviation::Column::Spoken, abbreviation::Column::ValidTo])
        .to_owned();
    abbreviation::Entity::insert(row.clone().into_active_model()).on_conflict(again).exec_without_returning(work.db()).await?;
    work.record(Change::AbbreviationSet { from: valid_from });
    Ok(row)
}

/// Ends an abbreviation with `to` (today when not said). It stays readable in the list's history.
pub async fn end(work: &mut Work<'_>, written: &str, to: Option<NaiveDate>) -> Result<abbreviation::Model, Problem> {
    refuse_others(&work.actor)?;
    let today = to_vn(work.now).date_naive();
    let to = to.unwrap_or(today);
    let row = abbreviation::Entity::find()
        .filter(abbreviation::Column::Written.eq(written))
        .filter(abbreviation::Column::ValidFrom.lte(to))
        .filter(abbreviation::Column::ValidTo.is_null())
        .one(work.db())
        .await?
        .ok_or_else(Problem::not_found)?;
    let mut ended = row.into_active_model();
    ended.valid_to = Set(Some(to));
    let row = ended.update(work.db()).await?;
    work.record(Change::AbbreviationEnded { to });
    Ok(row)
}

fn refuse_others(actor: &Actor) -> Result<(), Problem> {
    if may_edit(actor) {
        return Ok(());
    }
    Err(Problem::forbidden("Chỉ Ban Biên tập và Tổ Thư ký sửa danh sách này.", "Only the board and the Secretariat edit this list."))
}
