//! What the details of demo items say of days, pictures and one another; and the kind that the demo's ward defined itself.

use std::collections::HashMap;

use anyhow::Context;
use chrono::{DateTime, Datelike, TimeDelta, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::actor;
use crate::features::newsroom::definitions;
use crate::http::Problem;
use crate::kernel::dates::{VN, rfc3339_vn, to_vn, vn_instant};
use crate::kernel::words::Origin;
use crate::store::entities::{item, kind_definition};
use crate::store::{Call, Site, Work};

const ADMINISTRATOR: &str = "quantri";

/// The details with days and instants counted from the day of installation, and ids for what they name: `demo:FILE` a
/// picture, `demo:item:NO` another item, `demo:definition` the ward's own kind.
pub(super) async fn linked(
    site: &Site,
    today: DateTime<Utc>,
    details: &Map<String, Value>,
    pictures: &HashMap<String, Uuid>,
) -> anyhow::Result<Map<String, Value>> {
    let mut text = Value::Object(dated(today, details)).to_string();
    for (file, id) in pictures {
        text = text.replace(&format!("\"demo:{file}\""), &format!("\"{id}\""));
    }
    while let Some(start) = text.find("demo:item:") {
        let no: String = text[start + "demo:item:".len()..].chars().take_while(char::is_ascii_digit).collect();
        let found = item::Entity::find().filter(item::Column::Origin.eq(Origin::Demo)).filter(item::Column::ExternalId.eq(no.clone()));
        let id = found.one(site.read()).await?.with_context(|| format!("there is no item {no} yet"))?.id;
        text = text.replace(&format!("\"demo:item:{no}\""), &format!("\"{id}\""));
    }
    if text.contains("demo:definition") {
        text = text.replace("demo:definition", &definition(site).await?.to_string());
    }
    serde_json::from_str(&text).context("details")
}

/// `x_offset_days` becomes the date `x`, `x_offset_hours` the instant `x`, counted from the day of installation;
/// `x_week_days` and `x_week_hours` count from this week's Monday.
fn dated(today: DateTime<Utc>, details: &Map<String, Value>) -> Map<String, Value> {
    let day = to_vn(today).date_naive();
    let monday = day - TimeDelta::days(day.weekday().num_days_from_monday().into());
    let date = |from: chrono::NaiveDate, n: i64| Value::String((from + TimeDelta::days(n)).to_string());
    let each = details.iter().map(|(key, value)| {
        let n = value.as_i64();
        if let Some(name) = key.strip_suffix("_offset_days") {
            return (name.to_owned(), n.map_or(Value::Null, |n| date(day, n)));
        }
        if let Some(name) = key.strip_suffix("_offset_hours") {
            let instant = |n| rfc3339_vn(to_the_quarter((today + TimeDelta::hours(n)).with_timezone(&VN).to_utc()));
            return (name.to_owned(), n.map_or(Value::Null, |n| instant(n).into()));
        }
        if let Some(name) = key.strip_suffix("_week_days") {
            return (name.to_owned(), n.map_or(Value::Null, |n| date(monday, n)));
        }
        if let Some(name) = key.strip_suffix("_week_hours") {
            let instant = n.and_then(|n| Some(vn_instant(monday, 0, 0)? + TimeDelta::hours(n)));
            return (name.to_owned(), instant.map_or(Value::Null, |at| rfc3339_vn(at).into()));
        }
        let value = match value {
            Value::Array(rows) => {
                rows.iter().map(|row| row.as_object().map_or_else(|| row.clone(), |row| dated(today, row).into())).collect()
            }
            other => other.clone(),
        };
        (key.clone(), value)
    });
    each.collect()
}

/// Events and ends of display fall on a quarter of an hour, as people set them.
fn to_the_quarter(at: DateTime<Utc>) -> DateTime<Utc> {
    DateTime::from_timestamp(at.timestamp() / 900 * 900, 0).unwrap_or(at)
}

/// The kind that this ward defined, defined now if it is not yet.
async fn definition(site: &Site) -> anyhow::Result<Uuid> {
    if let Some(row) = kind_definition::Entity::find().one(site.read()).await? {
        return Ok(row.id);
    }
    let said = json!({"name": "Nhà văn hóa, sân thể thao", "name_en": "Cultural houses and sports grounds", "fields": [
        {"input": "line", "label": "Địa chỉ", "label_en": "Address", "required": true, "in_list": true},
        {"input": "number", "label": "Số chỗ", "label_en": "Seats", "in_list": true},
        {"input": "choice", "label": "Tình trạng", "label_en": "State", "filter": true,
         "choices": [{"label": "Đang dùng", "label_en": "In use"}, {"label": "Đang sửa", "label_en": "Under repair"}]},
        {"input": "line", "label": "Giờ mở cửa", "label_en": "Hours"},
        {"input": "text", "label": "Mô tả", "label_en": "Description"}]});
    let administrator = actor(site, ADMINISTRATOR).await?;
    let mut work = Work::begin(site, Call::new(administrator, "demo")).await.map_err(Problem::from)?;
    let view = definitions::define(&mut work, serde_json::from_value(said)?).await?;
    work.commit().await.map_err(Problem::from)?;
    Ok(view.id)
}
