//! What a person may know of, as a condition for queries: forgetting it should be hard.

use sea_orm::sea_query::Query as Sql;
use sea_orm::{ColumnTrait, Condition};
use uuid::Uuid;

use super::entities::{item, publication, review_task};
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
    if actor.may(Permission::FieldReview) {
        let tasks = Sql::select()
            .column(review_task::Column::ItemId)
            .from(review_task::Entity)
            .and_where(review_task::Column::UnitId.is_in(units(Permission::FieldReview)))
            .to_owned();
        any = any.add(item::Column::Id.in_subquery(tasks));
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
