//! What the demo's ward arranged by hand, walked through the same hands as in a ward: the Secretariat proposes, the deputy approves.

use anyhow::Context;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use super::actor;
use crate::features::directory::boundary::{self, NewBoundary};
use crate::features::directory::sections::{self, Wanted};
use crate::features::layout::actions::{self as layout, NewVersion};
use crate::http::Problem;
use crate::kernel::words::{ArrangementKind, Origin, ProposalState};
use crate::store::entities::{item, section};
use crate::store::{Call, Site, Work};

const SECRETARY: &str = "tothuky";
const DEPUTY: &str = "photruongban";
const ADMINISTRATOR: &str = "quantri";

/// Fills what is arranged, once the texts are there.
pub async fn fill(site: &Site) -> anyhow::Result<()> {
    map(site).await.context("the boundary")?;
    let text = include_str!("../../../demo/arranged.json");
    let all: Vec<Value> = serde_json::from_str(text).context("arranged.json")?;
    for one in all {
        let kind: ArrangementKind = serde_json::from_value(one["kind"].clone())?;
        let content = linked(site, &one["content"]).await?;
        let new = NewVersion {
            kind,
            slug: one["slug"].as_str().context("a slug")?.to_owned(),
            seen: None,
            position: one["position"].as_i64(),
            content,
        };
        let row = as_(site, SECRETARY, async |work| layout::save(work, new).await).await?;
        if kind != ArrangementKind::Pins && one["waits"] != true {
            as_(site, DEPUTY, async |work| layout::settle(work, row.id, row.last_no, ProposalState::Approved, None).await).await?;
        }
    }
    // One proposal waits for the board.
    let news = section::Entity::find().filter(section::Column::Slug.eq("tin-tuc-su-kien")).one(site.read()).await?.context("the news")?;
    let wanted = json!({"action": "open", "name": "Chuyển đổi số", "name_en": "Digital transformation", "parent": news.id, "info_class": "news_event"});
    let wanted: Wanted = serde_json::from_value(wanted)?;
    let reason = "Tin, bài về chuyển đổi số ngày càng nhiều; gom về một nơi để người dân dễ theo dõi.";
    as_(site, SECRETARY, async |work| sections::propose(work, wanted, reason).await).await?;
    Ok(())
}

async fn map(site: &Site) -> anyhow::Result<()> {
    let new = NewBoundary {
        geojson: serde_json::from_str(include_str!("../../../demo/boundary.geojson"))?,
        description: "Ranh giới hành chính phường Thành Đông, thành phố Hải Phòng, gồm toàn bộ khu dân cư, kênh Đông Kênh và các tổ dân phố. Bản đồ có giá trị tham khảo; ranh giới chính thức theo hồ sơ địa giới hành chính.".into(),
        description_en: Some("The boundary of Thành Đông Ward, Hải Phòng: all its residential groups and the canals between them. For reference; the official boundary is that of the administrative records.".into()),
        source: "thanglequoc/vietnamese-provinces-database, giấy phép MIT (đã giản lược)".into(),
    };
    as_(site, ADMINISTRATOR, async |work| boundary::set(work, new).await).await?;
    Ok(())
}

/// `demo:item:NO` and `demo:section:SLUG` become ids.
async fn linked(site: &Site, content: &Value) -> anyhow::Result<Value> {
    let mut text = content.to_string();
    for (mark, table) in [("demo:item:", true), ("demo:section:", false)] {
        while let Some(start) = text.find(mark) {
            let name: String = text[start + mark.len()..].chars().take_while(|c| *c != '"').collect();
            let id = if table {
                let found = item::Entity::find().filter(item::Column::Origin.eq(Origin::Demo)).filter(item::Column::ExternalId.eq(&name));
                found.one(site.read()).await?.with_context(|| format!("there is no item {name}"))?.id
            } else {
                let found = section::Entity::find().filter(section::Column::Slug.eq(&name));
                found.one(site.read()).await?.with_context(|| format!("there is no section {name}"))?.id
            };
            text = text.replace(&format!("\"{mark}{name}\""), &format!("\"{id}\""));
        }
    }
    serde_json::from_str(&text).context("content")
}

async fn as_<T>(site: &Site, username: &str, act: impl AsyncFnOnce(&mut Work<'_>) -> Result<T, Problem>) -> anyhow::Result<T> {
    let person = actor(site, username).await?;
    let mut work = Work::begin(site, Call::new(person, "demo")).await.map_err(Problem::from)?;
    let done = act(&mut work).await?;
    work.commit().await.map_err(Problem::from)?;
    Ok(done)
}
