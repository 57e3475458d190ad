//! The routing rules as an answer to "where would this go, and why?".

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::Names;
use crate::access::Actor;
use crate::features::newsroom::desk::{self, OnDesk};
use crate::features::newsroom::routing::{self, Asked, Verdict};
use crate::features::newsroom::views::{ClauseView, RoutedUnit, RoutingPreview};
use crate::http::Problem;
use crate::kernel::words::{Field, Stage};
use crate::store::entities::approval;

/// Of something that is not written yet.
pub async fn routing_of(
    db: &impl ConnectionTrait,
    fields: &[Field],
    section: Option<Uuid>,
    from_contributor: bool,
    on: NaiveDate,
) -> Result<RoutingPreview, Problem> {
    preview(db, &Asked { from_contributor, fields, section }, &[], on).await
}

/// Of an item as it lies on the desk now.
pub async fn routing_of_item(db: &impl ConnectionTrait, actor: &Actor, id: Uuid, on: NaiveDate) -> Result<RoutingPreview, Problem> {
    let found = OnDesk::find(db, actor, id).await?;
    let hash = desk::freeze(db, &found.item, found.content.clone()).await?.seal()?.1;
    let approved = approval::Entity::find()
        .filter(approval::Column::ItemId.eq(id))
        .filter(approval::Column::Stage.eq(Stage::FieldReview))
        .filter(approval::Column::Hash.eq(hash))
        .all(db)
        .await?;
    let kept: Vec<Uuid> = approved.into_iter().filter_map(|a| a.unit_id).collect();
    let asked = Asked { from_contributor: found.item.from_contributor, fields: &found.content.fields, section: found.content.section_id };
    preview(db, &asked, &kept, on).await
}

async fn preview(db: &impl ConnectionTrait, asked: &Asked<'_>, kept: &[Uuid], on: NaiveDate) -> Result<RoutingPreview, Problem> {
    let clauses = routing::explain(db, asked, on).await?;
    let names = Names::load(db, std::iter::empty(), clauses.iter().map(|c| c.unit), clauses.iter().filter_map(|c| c.section)).await?;
    let units: Vec<RoutedUnit> = routing::gather(&clauses)
        .into_iter()
        .map(|r| RoutedUnit {
            unit: names.unit(r.unit),
            fields: r.fields,
            main_reviewer: r.main,
            reason: r.reason,
            kept: kept.contains(&r.unit),
        })
        .collect();
    let off = clauses.iter().any(|c| c.verdict == Verdict::SwitchedOff);
    let explanation = match (units.iter().filter(|u| !u.kept).count(), off) {
        (0, true) => "Chế độ đang dùng không có kiểm duyệt lĩnh vực: Tổ Thư ký biên tập rồi trình Ban Biên tập.".to_owned(),
        (0, false) => "Không qua kiểm duyệt lĩnh vực: Tổ Thư ký biên tập rồi trình Ban Biên tập.".to_owned(),
        (n, _) => format!("Qua {n} đơn vị kiểm duyệt lĩnh vực, rồi Tổ Thư ký biên tập và trình Ban Biên tập."),
    };
    let clauses = clauses.into_iter().map(|c| ClauseView {
        rule: c.rule,
        citation: c.citation,
        unit: names.unit(c.unit),
        field: c.field,
        section: c.section.and_then(|id| names.sections.get(&id).cloned()),
        verdict: c.verdict,
    });
    Ok(RoutingPreview { on, units, clauses: clauses.collect(), explanation })
}
