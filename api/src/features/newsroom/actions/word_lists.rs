//! The lists of words behind automatic flags, edited at the desk. An entry is ended by a date, never deleted.

use chrono::Datelike;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QuerySelect};
use uuid::Uuid;

use crate::access::Permission;
use crate::features::newsroom::content::{line, optional};
use crate::features::newsroom::text_views::WordRequest;
use crate::http::{FieldError, IfMatch, Problem};
use crate::store::entities::word_entry;
use crate::store::{Change, Work};

/// Adds an entry; it counts from its first day on.
pub async fn add_word(work: &mut Work<'_>, said: WordRequest) -> Result<word_entry::Model, Problem> {
    may_manage(work)?;
    let said = clean(said)?;
    let row = word_entry::Model {
        id: work.id(),
        list: said.list,
        phrase: said.phrase,
        severity: said.severity,
        reason: said.reason,
        citation: said.citation,
        valid_from: said.valid_from,
        valid_to: said.valid_to,
        version: 1,
        created_at: work.now,
        updated_at: work.now,
    };
    word_entry::Entity::insert(row.clone().into_active_model()).exec_without_returning(work.db()).await?;
    work.record(Change::WordEntryAdded { entry: row.id, list: row.list, from: row.valid_from });
    Ok(row)
}

/// Changes an entry, or ends it with `valid_to`.
pub async fn change_word(work: &mut Work<'_>, id: Uuid, seen: IfMatch, said: WordRequest) -> Result<word_entry::Model, Problem> {
    may_manage(work)?;
    let found = word_entry::Entity::find_by_id(id).lock_exclusive().one(work.db()).await?;
    let mut row = found.ok_or_else(Problem::not_found)?;
    seen.check(row.version)?;
    let said = clean(said)?;
    row.list = said.list;
    row.phrase = said.phrase;
    row.severity = said.severity;
    row.reason = said.reason;
    row.citation = said.citation;
    row.valid_from = said.valid_from;
    row.valid_to = said.valid_to;
    row.version += 1;
    row.updated_at = work.now;
    row.clone().into_active_model().reset_all().update(work.db()).await?;
    work.record(Change::WordEntryChanged { entry: id, list: row.list });
    Ok(row)
}

fn may_manage(work: &Work<'_>) -> Result<(), Problem> {
    if work.actor.is_system() || work.actor.may(Permission::RoutingManage) {
        return Ok(());
    }
    Err(Problem::forbidden("Vai trò của bạn không sửa được danh sách từ.", "None of your roles may change the lists of words."))
}

fn clean(mut said: WordRequest) -> Result<WordRequest, Problem> {
    let mut faults = vec![];
    said.phrase = line(&said.phrase, "/phrase", 200, &mut faults);
    said.reason = line(&said.reason, "/reason", 500, &mut faults);
    optional(&mut said.citation, "/citation", 300, &mut faults);
    if faults.is_empty() && said.phrase.chars().count() < 2 {
        faults.push(FieldError::new("/phrase", "too_short", "Ít nhất hai ký tự.", "At least two characters."));
    }
    if faults.is_empty() && said.reason.is_empty() {
        faults.push(FieldError::new("/reason", "required", "Cần ghi lý do.", "A reason is needed."));
    }
    for (pointer, day) in [("/valid_from", Some(said.valid_from)), ("/valid_to", said.valid_to)] {
        if day.is_some_and(|day| !(1900..2200).contains(&day.year())) {
            faults.push(FieldError::new(pointer, "out_of_range", "Năm phải từ 1900 đến 2199.", "The year must be 1900 to 2199."));
        }
    }
    if said.valid_to.is_some_and(|to| to < said.valid_from) {
        faults.push(FieldError::new("/valid_to", "ends_before_start", "Ngày hết hiệu lực trước ngày bắt đầu.", "Ends before it begins."));
    }
    if faults.is_empty() { Ok(said) } else { Err(Problem::invalid(faults)) }
}
