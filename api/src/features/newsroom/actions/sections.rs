//! What stands in a section that was changed is shown anew, some publications at a time: a section may hold very many.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::features::newsroom::{desk, project};
use crate::http::Problem;
use crate::store::changes::SectionPlace;
use crate::store::entities::{item, publication};
use crate::store::{Change, Work, sections};

/// Publications in one transaction: writers wait for it.
const BATCH: u64 = 50;

/// Shows the next publications of a section anew. Always leaves a record, which asks for the rest where there is one.
pub async fn show_section_anew(work: &mut Work<'_>, section: Uuid, after: Option<SectionPlace>) -> Result<bool, Problem> {
    use publication::Column;
    let Some(holder) = sections::holder(work.db(), section).await? else { return Ok(false) };
    if after.is_none() && holder.id != section {
        // What is being written goes along with what is published.
        let moved = item::Entity::update_many().col_expr(item::Column::SectionId, Expr::value(holder.id));
        moved.filter(item::Column::SectionId.eq(section)).exec(work.db()).await?;
    }
    let mut rows = publication::Entity::find().filter(Column::SectionId.eq(section)).filter(Column::Listed.eq(true));
    if let Some(place) = after {
        let same = Condition::all().add(Column::PublishedAt.eq(place.published_at)).add(Column::N.gt(place.n));
        rows = rows.filter(Condition::any().add(Column::PublishedAt.gt(place.published_at)).add(same));
    }
    let rows = rows
        .select_only()
        .column(Column::Id)
        .column(Column::PublishedAt)
        .column(Column::N)
        .order_by_asc(Column::PublishedAt)
        .order_by_asc(Column::N)
        .limit(BATCH)
        .into_tuple::<(Uuid, chrono::DateTime<chrono::Utc>, i64)>()
        .all(work.db())
        .await?;
    let full = rows.len() as u64 == BATCH;
    let last = rows.last().filter(|_| full).map(|(_, published_at, n)| SectionPlace { published_at: *published_at, n: *n });
    let mut shown = 0;
    for (id, ..) in rows {
        // The item's lock comes first everywhere.
        let Some(row) = item::Entity::find_by_id(id).lock_exclusive().one(work.db()).await? else { continue };
        if let Some(revision) = project::again(work, &row).await? {
            work.record(Change::Reprojected { item: desk::facts(&row), revision: desk::reference(&revision) });
            shown += 1;
        }
    }
    work.record(Change::SectionShownAnew { section, shown, after: last });
    Ok(true)
}
