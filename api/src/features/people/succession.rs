//! What a unit's successor takes over of its people: their home, and the roles they hold in it, from a day on.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::http::Problem;
use crate::store::Work;
use crate::store::entities::{absence_cover, app_user, body_member, role_assignment};

/// Roles in `from` end the day before `on` and go on in `to`, with what hangs on them (delegations, covers, membership of a
/// body). A role that is held in the person's home unit moves with the person. Returns how many roles and people.
pub async fn succeed_unit(work: &mut Work<'_>, from: Uuid, to: Uuid, on: NaiveDate) -> Result<(u64, u64), Problem> {
    let last = on.pred_opt().unwrap_or(on);
    let rows = role_assignment::Entity::find()
        .filter(role_assignment::Column::UnitId.eq(from))
        .filter(Condition::any().add(role_assignment::Column::ValidTo.is_null()).add(role_assignment::Column::ValidTo.gte(on)))
        .order_by_asc(role_assignment::Column::Id)
        .all(work.db())
        .await?;
    // What is delegated comes after what it is delegated from.
    let (first, second): (Vec<_>, Vec<_>) = rows.iter().partition(|r| r.source_id.is_none());
    let mut new_of: HashMap<Uuid, Uuid> = HashMap::new();
    for row in first.into_iter().chain(second) {
        let new = role_assignment::Model {
            id: work.id(),
            unit_id: Some(to),
            valid_from: row.valid_from.max(on),
            source_id: row.source_id.map(|id| new_of.get(&id).copied().unwrap_or(id)),
            created_at: work.now,
            ..row.clone()
        };
        new_of.insert(row.id, new.id);
        role_assignment::Entity::insert(new.into_active_model()).exec_without_returning(work.db()).await?;
        let ended = role_assignment::Entity::update_many().col_expr(role_assignment::Column::ValidTo, Expr::value(last));
        ended.filter(role_assignment::Column::Id.eq(row.id)).exec(work.db()).await?;
    }
    for (old, new) in &new_of {
        // Delegated into another unit: their source is the new row.
        let delegated = role_assignment::Entity::update_many().col_expr(role_assignment::Column::SourceId, Expr::value(*new));
        let elsewhere = delegated.filter(role_assignment::Column::SourceId.eq(*old)).filter(role_assignment::Column::UnitId.ne(from));
        elsewhere.exec(work.db()).await?;
        let covers = absence_cover::Entity::update_many().col_expr(absence_cover::Column::AssignmentId, Expr::value(*new));
        covers.filter(absence_cover::Column::AssignmentId.eq(*old)).exec(work.db()).await?;
        let members = body_member::Entity::update_many().col_expr(body_member::Column::AssignmentId, Expr::value(*new));
        members.filter(body_member::Column::AssignmentId.eq(*old)).exec(work.db()).await?;
    }
    let people = app_user::Entity::update_many().col_expr(app_user::Column::UnitId, Expr::value(to));
    let people = people.filter(app_user::Column::UnitId.eq(from)).exec(work.db()).await?.rows_affected;
    Ok((new_of.len() as u64, people))
}
