//! What a person may know of, as a condition for queries: forgetting it should be hard.

use sea_orm::sea_query::{Expr, ExprTrait, Query as Sql, SelectStatement};
use sea_orm::{ColumnTrait, Condition};
use uuid::Uuid;

use super::entities::{item, letter_sealed_from, media, publication, review_task, revision_media, working_reference};
use crate::access::{Actor, Permission};
use crate::kernel::words::State;

/// The items that the actor may know of: the rule of `newsroom/policy.rs::may_see` as a condition,
/// here because history and pictures ask it too. A test holds the two together.
pub fn visible_items(actor: &Actor) -> Condition {
    let units = |permission| actor.units_with(permission).into_iter().collect::<Vec<Uuid>>();
    let mut any = Condition::any();
    if let Some(person) = actor.person {
        any = any.add(item::Column::CreatedBy.eq(person));
    }
    if actor.may(Permission::ItemWrite) {
        any = any.add(item::Column::UnitId.is_in(units(Permission::ItemWrite)));
    }
    let reviewing = actor.reviewing_units();
    if !reviewing.is_empty() {
        let tasks = Sql::select()
            .column(review_task::Column::ItemId)
            .from(review_task::Entity)
            .and_where(review_task::Column::UnitId.is_in(reviewing))
            .to_owned();
        any = any.add(item::Column::Id.in_subquery(tasks));
    }
    if actor.may(Permission::UrgentPublish) {
        any = any.add(item::Column::SourceType.eq("urgent"));
    }
    if actor.may(Permission::ItemReadSubmitted) {
        any = any.add(item::Column::SubmittedAt.is_not_null());
    }
    if actor.may(Permission::ItemReadDecided) {
        let published = Sql::select().column(publication::Column::Id).from(publication::Entity).to_owned();
        any = any.add(item::Column::State.is_in([State::Approved, State::Scheduled, State::Rejected]));
        any = any.add(item::Column::Id.in_subquery(published));
    }
    any
}

/// The pictures that the actor may know of: their own units', and those of items they may know of, now or in a revision.
pub fn visible_media(actor: &Actor) -> Condition {
    if actor.is_system() {
        return Condition::all();
    }
    let units: Vec<Uuid> = actor.units_with(Permission::MediaWrite).into_iter().collect();
    let of_items = |mut uses: SelectStatement| Expr::exists(uses.cond_where(visible_items(actor)).to_owned());
    let id = (media::Entity, media::Column::Id);
    let working = Sql::select()
        .expr(Expr::value(1))
        .from(working_reference::Entity)
        .inner_join(
            item::Entity,
            Expr::col((item::Entity, item::Column::Id)).equals((working_reference::Entity, working_reference::Column::ItemId)),
        )
        .and_where(Expr::col((working_reference::Entity, working_reference::Column::MediaId)).equals(id))
        .to_owned();
    let frozen = Sql::select()
        .expr(Expr::value(1))
        .from(revision_media::Entity)
        .inner_join(
            item::Entity,
            Expr::col((item::Entity, item::Column::Id)).equals((revision_media::Entity, revision_media::Column::ItemId)),
        )
        .and_where(Expr::col((revision_media::Entity, revision_media::Column::MediaId)).equals(id))
        .to_owned();
    Condition::any().add(media::Column::UnitId.is_in(units)).add(of_items(working)).add(of_items(frozen))
}

/// What is not sealed from the actor: of rows that name a letter in `letter` (or none), those that are not about a unit of
/// theirs (`domain.md` §5). Lists of the log, of looks, clocks and notices ask it too.
pub fn not_sealed_from(actor: &Actor, letter: impl ColumnTrait) -> Condition {
    let units: Vec<Uuid> = actor.units().into_iter().collect();
    if units.is_empty() {
        return Condition::all();
    }
    let sealed = Sql::select()
        .column(letter_sealed_from::Column::LetterId)
        .from(letter_sealed_from::Entity)
        .and_where(letter_sealed_from::Column::UnitId.is_in(units))
        .to_owned();
    Condition::any().add(letter.is_null()).add(letter.not_in_subquery(sealed))
}
