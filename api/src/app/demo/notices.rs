//! What the demo's people were told in sixty days: they have read what is older than two days.

use chrono::TimeDelta;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::http::Problem;
use crate::store::entities::notice;
use crate::store::{Site, Upkeep};

pub async fn read_the_old(site: &Site) -> Result<(), Problem> {
    let old = site.clock.now() - TimeDelta::days(2);
    let upkeep = Upkeep::begin(site).await?;
    let reading = notice::Entity::update_many()
        .col_expr(notice::Column::Unread, Expr::value(false))
        .col_expr(notice::Column::ReadAt, Expr::value(old))
        .filter(notice::Column::At.lt(old));
    upkeep.update(reading).await?;
    Ok(upkeep.commit().await?)
}
