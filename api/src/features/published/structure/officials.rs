//! The officials of the ward as a list (Đ3.11): the five facts of each, in the order of units, then as the desk put them.

use std::collections::BTreeMap;

use actix_web::{HttpRequest, HttpResponse, get};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::features::published::list;
use crate::features::published::params::{Filters, ListQuery, View};
use crate::http::public::{Draft, Outcome, serve};
use crate::http::{Problem, SiteRef, Whole};
use crate::kernel::dates::to_vn;
use crate::kernel::public::{Image, PublicationFull};
use crate::kernel::text::fold;
use crate::kernel::words::{Kind, Lang};
use crate::store::Site;
use crate::store::entities::org_unit;

/// Officials that are told: a commune has some dozens.
const MOST: u64 = 500;

/// An official with the five facts, and of leaders what they answer for.
#[derive(Serialize, ToSchema)]
pub struct Official {
    pub id: Uuid,
    #[schema(example = "/can-bo/chu-tich-ubnd-phuong-0f3k9q2w8x")]
    pub path: String,
    pub lang: Lang,
    #[schema(example = "Nguyễn Văn Ví Dụ")]
    pub full_name: String,
    #[schema(example = "Chủ tịch UBND phường")]
    pub position: String,
    #[schema(example = "Ủy ban nhân dân phường Thành Đông")]
    pub unit_name: String,
    /// The unit of that name, where it stands among the ward's units.
    pub unit_id: Option<Uuid>,
    #[schema(example = "0225 000 0001")]
    pub phone: String,
    #[schema(example = "chutich@vidu.vn")]
    pub email: String,
    pub leader: bool,
    pub duties: Option<String>,
    pub biography: Option<String>,
    pub term_from: Option<NaiveDate>,
    pub term_to: Option<NaiveDate>,
    /// When and where citizens are received.
    pub reception: Option<String>,
    pub portrait: Option<Image>,
}

/// As the kind keeps them.
#[derive(Deserialize)]
struct Details {
    full_name: Option<String>,
    position: Option<String>,
    unit_name: Option<String>,
    phone: Option<String>,
    email: Option<String>,
    leader: Option<bool>,
    duties: Option<String>,
    biography: Option<String>,
    term_from: Option<NaiveDate>,
    term_to: Option<NaiveDate>,
    reception: Option<String>,
    order: Option<i64>,
}

/// The officials of the ward, by unit and rank: at most 500
#[utoipa::path(
    get, path = "/api/v1/officials", operation_id = "list_officials", tag = "public",
    responses((status = 200, body = Whole<Official>, headers(("ETag" = String))), (status = 304, description = "Unchanged")),
)]
#[get("/api/v1/officials")]
pub async fn list_officials(request: HttpRequest, site: SiteRef) -> HttpResponse {
    let today = to_vn(site.clock.now()).date_naive();
    serve(&request, &format!("officials {today}"), async |site| {
        Ok(Outcome::Ready(Draft::json(serde_json::to_string(&Whole { data: officials(site, today).await? })?)))
    })
    .await
}

/// Those whose page is live, in the order in which they are shown.
pub async fn officials(site: &Site, today: NaiveDate) -> Result<Vec<Official>, Problem> {
    let filters = Filters { kind: Some(Kind::Official), ..Filters::default() };
    let query = ListQuery { view: View::Full, ..ListQuery::newest(filters, MOST) };
    let ranks = ranks(&units(site, today).await?);
    let mut found = vec![];
    for fragment in list::fragments(site, &query).await?.data {
        let full: PublicationFull = serde_json::from_str(&fragment)?;
        let told: Details = serde_json::from_value(full.details)?;
        let unit_name = told.unit_name.unwrap_or_default();
        let unit = ranks.get(&fold(&unit_name)).copied();
        let rank = (unit.map_or(usize::MAX, |u| u.0), fold(&unit_name), told.order.unwrap_or(i64::MAX));
        let official = Official {
            id: full.summary.id,
            path: full.summary.path,
            lang: full.summary.lang,
            full_name: told.full_name.unwrap_or(full.summary.title),
            position: told.position.unwrap_or_default(),
            unit_name,
            unit_id: unit.map(|u| u.1),
            phone: told.phone.unwrap_or_default(),
            email: told.email.unwrap_or_default(),
            leader: told.leader == Some(true),
            duties: told.duties,
            biography: told.biography,
            term_from: told.term_from,
            term_to: told.term_to,
            reception: told.reception,
            portrait: full.summary.image,
        };
        found.push((rank, official));
    }
    found.sort_by(|(a, x), (b, y)| a.cmp(b).then_with(|| x.full_name.cmp(&y.full_name)).then_with(|| x.id.cmp(&y.id)));
    Ok(found.into_iter().map(|(_, official)| official).collect())
}

/// The units that stand, in their order.
pub async fn units(site: &Site, today: NaiveDate) -> Result<Vec<org_unit::Model>, Problem> {
    let rows = org_unit::Entity::find()
        .filter(org_unit::Column::ValidFrom.lte(today))
        .filter(Condition::any().add(org_unit::Column::ValidTo.is_null()).add(org_unit::Column::ValidTo.gte(today)))
        .order_by_asc(org_unit::Column::Position)
        .order_by_asc(org_unit::Column::Id)
        .all(site.read())
        .await?;
    Ok(rows)
}

/// The place of every unit, by its name: a unit stands behind the one it lies under.
fn ranks(units: &[org_unit::Model]) -> BTreeMap<String, (usize, Uuid)> {
    let mut order = vec![];
    let mut waiting: Vec<&org_unit::Model> = units.iter().filter(|u| u.parent_id.is_none_or(|p| units.iter().all(|o| o.id != p))).collect();
    waiting.reverse();
    while let Some(unit) = waiting.pop() {
        if order.contains(&unit.id) {
            continue;
        }
        order.push(unit.id);
        waiting.extend(units.iter().rev().filter(|u| u.parent_id == Some(unit.id)));
    }
    let place = |unit: &org_unit::Model| order.iter().position(|id| *id == unit.id).unwrap_or(usize::MAX);
    units.iter().map(|unit| (fold(&unit.name), (place(unit), unit.id))).collect()
}
