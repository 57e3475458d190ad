//! Whether what stands in public is still true (Đ6.7, Đ7.1): standing information of khoản 1, 2, 3 and 11 of Điều 3 has a day
//! by which somebody looks at it again; a page that shows a changed fact is stale until a new edition of it is out.
//!
//! Words: to *confirm* a text is to say that it was looked at and is still right; that needs no new edition. News of an event
//! is what happened on a day and is never looked at again.
//!
//! | file | what |
//! |---|---|
//! | `mod.rs` | days until the next look; what publishing, ending and confirming do to them |
//! | `overview.rs` | what is due, what is stale, measured by class |

pub mod overview;

use std::collections::BTreeSet;

use chrono::{NaiveDate, TimeDelta};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::content::Frozen;
use super::desk::{self, OnDesk};
use super::{project, relations};
use crate::http::{Code, IfMatch, Problem};
use crate::kernel::dates::to_vn;
use crate::kernel::words::{InfoClass, PublicationStatus, State, Verb};
use crate::store::entities::{content_review, fact_change, fact_change_item, item};
use crate::store::profile::ReviewDays;
use crate::store::{Change, Fault, Work, settings};

/// Days until the next look at a text; none: it is not looked at again.
async fn days(work: &Work<'_>, class: InfoClass, tells_an_event: bool) -> Result<Option<i64>, Fault> {
    let today = to_vn(work.now).date_naive();
    let days: ReviewDays = settings::value(work.db(), "review_days", today).await?.unwrap_or_default();
    Ok(match class {
        InfoClass::Introduction => Some(days.introduction),
        InfoClass::DirectingInformation => Some(days.directing_information),
        InfoClass::NewsEvent => (!tells_an_event).then_some(days.news_event),
        InfoClass::OfficialContact => Some(days.official_contact),
        _ => None,
    })
}

/// A text comes out: whoever let it out has just looked at it. Before it is rendered, for its page tells the day.
pub async fn came_out(work: &Work<'_>, item: &item::Model, frozen: &Frozen) -> Result<(), Problem> {
    let details = frozen.details().map_err(|fault| Problem::invalid(vec![fault]))?;
    let Some(class) = frozen.content.info_class else { return Ok(()) };
    match days(work, class, details.event().is_some()).await? {
        Some(days) => looked_at(work, item, class, days).await?,
        None => ended(work, item.id).await?,
    }
    Ok(())
}

/// What is not shown in lists any more is not looked at again.
pub async fn ended(work: &Work<'_>, item: Uuid) -> Result<(), Fault> {
    content_review::Entity::delete_by_id(item).exec(work.db()).await?;
    Ok(())
}

async fn looked_at(work: &Work<'_>, item: &item::Model, class: InfoClass, days: i64) -> Result<(), Fault> {
    let today = to_vn(work.now).date_naive();
    let row = content_review::Model {
        item_id: item.id,
        unit_id: item.unit_id,
        info_class: class,
        reviewed_on: today,
        reviewed_by: work.actor.person,
        due_on: today + TimeDelta::days(days),
    };
    use content_review::Column;
    let anew = OnConflict::column(Column::ItemId)
        .update_columns([Column::UnitId, Column::InfoClass, Column::ReviewedOn, Column::ReviewedBy, Column::DueOn])
        .to_owned();
    content_review::Entity::insert(row.into_active_model()).on_conflict(anew).exec_without_returning(work.db()).await?;
    Ok(())
}

/// Says that a public text was looked at and is still right. Whoever may open a new edition of it may say so; not while a
/// fact that it shows has changed.
pub async fn confirm(work: &mut Work<'_>, id: Uuid, seen: IfMatch) -> Result<(), Problem> {
    let mut on = OnDesk::find_locked(work, id).await?;
    if on.public_status() != Some(PublicationStatus::Live) || on.item.state != State::None {
        return Err(on.illegal(&work.actor));
    }
    let may = |verb| on.allowed(&work.actor).contains(&verb);
    if !may(Verb::NewEdition) && !may(Verb::Correct) {
        return Err(Problem::forbidden("Bạn không phụ trách nội dung này.", "You do not keep this text."));
    }
    seen.check(on.item.version)?;
    if stale_since(work.db(), id).await?.is_some() {
        return Err(Problem::new(Code::Conflict).detail(
            "Có thông tin trên trang này đã thay đổi: cần đăng bản cập nhật.",
            "A fact that this page shows has changed: it needs a new edition.",
        ));
    }
    let Some(row) = content_review::Entity::find_by_id(id).one(work.db()).await? else {
        return Err(Problem::new(Code::Conflict)
            .detail("Loại nội dung này không phải rà soát định kỳ.", "This kind of information is not looked at again."));
    };
    let days = days(work, row.info_class, false).await?.unwrap_or_default();
    looked_at(work, &on.item, row.info_class, days).await?;
    let due_on = to_vn(work.now).date_naive() + TimeDelta::days(days);
    work.record(Change::ContentReviewed { item: on.facts(), due_on });
    if let Some(revision) = project::again(work, &on.item).await? {
        work.record(Change::Reprojected { item: on.facts(), revision: desk::reference(&revision) });
    }
    let state = on.item.state;
    super::actions::move_item(work, &mut on.item, state).await?;
    Ok(())
}

/// When a fact that an item shows changed first, of those that are not renewed yet.
pub async fn stale_since(db: &impl ConnectionTrait, item: Uuid) -> Result<Option<NaiveDate>, Fault> {
    let open = fact_change_item::Entity::find()
        .filter(fact_change_item::Column::ItemId.eq(item))
        .filter(fact_change_item::Column::RenewedAt.is_null())
        .select_only()
        .column(fact_change_item::Column::FactChangeId)
        .into_tuple::<Uuid>()
        .all(db)
        .await?;
    if open.is_empty() {
        return Ok(None);
    }
    let days = fact_change::Entity::find()
        .filter(fact_change::Column::Id.is_in(open))
        .filter(fact_change::Column::ClosedAt.is_null())
        .select_only()
        .column(fact_change::Column::ChangedOn)
        .into_tuple::<NaiveDate>()
        .all(db)
        .await?;
    Ok(days.into_iter().min())
}

/// When it was looked at last; none for what is not looked at again.
pub async fn reviewed_on(db: &impl ConnectionTrait, item: Uuid) -> Result<Option<NaiveDate>, Fault> {
    Ok(content_review::Entity::find_by_id(item).one(db).await?.map(|row| row.reviewed_on))
}

/// The worker's step after a fact changed, was renewed or settled: the pages that show it say so, or say it no more. Returns
/// whether anything was done.
pub async fn show_fact(work: &mut Work<'_>, fact: Uuid) -> Result<bool, Problem> {
    let shown = fact_change_item::Entity::find().filter(fact_change_item::Column::FactChangeId.eq(fact)).all(work.db()).await?;
    let items: BTreeSet<Uuid> = shown.into_iter().map(|row| row.item_id).collect();
    relations::show_anew(work, items).await
}
