//! What the ward consists of on a day.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::views::UnitFace;
use crate::kernel::public::PublicationFull;
use crate::kernel::text::fold;
use crate::kernel::words::Kind;
use crate::store::Fault;
use crate::store::entities::{org_unit, publication};

/// Units that stand on `day`, in their order.
pub async fn units(db: &impl ConnectionTrait, day: NaiveDate) -> Result<Vec<org_unit::Model>, Fault> {
    let rows = org_unit::Entity::find()
        .filter(org_unit::Column::ValidFrom.lte(day))
        .filter(Condition::any().add(org_unit::Column::ValidTo.is_null()).add(org_unit::Column::ValidTo.gte(day)))
        .order_by_asc(org_unit::Column::Position)
        .order_by_asc(org_unit::Column::Id)
        .all(db)
        .await?;
    Ok(rows)
}

/// The published faces of units, by the folded name that each bears: at most 500, the newest of a name.
pub async fn faces(db: &impl ConnectionTrait) -> Result<HashMap<String, UnitFace>, Fault> {
    let rows: Vec<String> = publication::Entity::find()
        .filter(publication::Column::Kind.eq(Kind::Unit))
        .filter(publication::Column::Listed.eq(true))
        .order_by_desc(publication::Column::PublishedAt)
        .order_by_desc(publication::Column::N)
        .limit(500)
        .select_only()
        .column(publication::Column::FullJson)
        .into_tuple()
        .all(db)
        .await?;
    let mut faces = HashMap::new();
    for row in rows {
        let full: PublicationFull = serde_json::from_str(&row)?;
        let mut face: UnitFace = serde_json::from_value(full.details)?;
        face.path = full.summary.path;
        faces.entry(fold(&full.summary.title)).or_insert(face);
    }
    Ok(faces)
}
