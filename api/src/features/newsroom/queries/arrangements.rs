//! How review is arranged, read: what is in force, what is coming, who stands in.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, Iterable, QueryFilter, QueryOrder};

use super::Names;
use crate::features::newsroom::limits::{Settings, beginning};
use crate::features::newsroom::views::{AlternateView, ReviewArrangements, ReviewSettingView};
use crate::http::Problem;
use crate::kernel::dates::to_vn;
use crate::kernel::words::ReviewSetting;
use crate::store::entities::{review_alternate, review_setting};

pub async fn arrangements(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<ReviewArrangements, Problem> {
    let day = to_vn(now).date_naive();
    let settings = Settings::on(db, day).await?;
    let coming = review_setting::Entity::find()
        .filter(review_setting::Column::ValidFrom.gt(day))
        .order_by_asc(review_setting::Column::ValidFrom)
        .order_by_asc(review_setting::Column::Id)
        .all(db)
        .await?;
    let in_force = ReviewSetting::iter().map(|name| match settings.row(name) {
        Some(row) => view(row),
        None => ReviewSettingView { name, value: beginning(name).into(), citation: None, valid_from: None },
    });
    let rows = review_alternate::Entity::find()
        .filter(Condition::any().add(review_alternate::Column::ValidTo.is_null()).add(review_alternate::Column::ValidTo.gte(day)))
        .order_by_asc(review_alternate::Column::Stage)
        .order_by_asc(review_alternate::Column::ValidFrom)
        .order_by_asc(review_alternate::Column::Id)
        .all(db)
        .await?;
    let names = Names::load(db, rows.iter().map(|r| r.user_id), rows.iter().filter_map(|r| r.unit_id), std::iter::empty()).await?;
    let alternates = rows.iter().map(|r| AlternateView {
        id: r.id,
        stage: r.stage,
        unit: r.unit_id.map(|u| names.unit(u)),
        user: names.person(r.user_id),
        citation: r.citation.clone(),
        valid_from: r.valid_from,
        valid_to: r.valid_to,
    });
    Ok(ReviewArrangements { settings: in_force.collect(), coming: coming.iter().map(view).collect(), alternates: alternates.collect() })
}

fn view(row: &review_setting::Model) -> ReviewSettingView {
    ReviewSettingView { name: row.name, value: row.value.clone(), citation: Some(row.citation.clone()), valid_from: Some(row.valid_from) }
}
