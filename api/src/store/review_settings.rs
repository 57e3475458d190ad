//! What the ward decides about review, by its day: read by every call (four eyes) and by the newsroom (limits).

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::Fault;
use super::entities::review_setting;
use crate::kernel::words::ReviewSetting;

/// All values begun by `day`, the later ones last.
pub async fn begun(db: &impl ConnectionTrait, day: NaiveDate) -> Result<Vec<review_setting::Model>, Fault> {
    let rows = review_setting::Entity::find()
        .filter(review_setting::Column::ValidFrom.lte(day))
        .order_by_asc(review_setting::Column::ValidFrom)
        .order_by_asc(review_setting::Column::Id)
        .all(db)
        .await?;
    Ok(rows)
}

/// The value in force on `day`, if the ward has set one.
pub async fn value(db: &impl ConnectionTrait, name: ReviewSetting, day: NaiveDate) -> Result<Option<String>, Fault> {
    let row = review_setting::Entity::find()
        .filter(review_setting::Column::Name.eq(name))
        .filter(review_setting::Column::ValidFrom.lte(day))
        .order_by_desc(review_setting::Column::ValidFrom)
        .order_by_desc(review_setting::Column::Id)
        .one(db)
        .await?;
    Ok(row.map(|r| r.value))
}
