//! Holidays of a year from the table they are published in: a new version of a calendar, open clocks counted again.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::access::{Actor, Door};
use crate::features::deadlines::actions::{NewVersion, add_version, import_holidays};
use crate::http::Problem;
use crate::kernel::calendar::Sheet;
use crate::kernel::dates::to_vn;
use crate::store::entities::calendar_version;
use crate::store::{Call, Site, Work};

#[derive(Args)]
pub struct Table {
    /// JSON: {"years": {"2027": {"off": [{"date", "name", "kind", "status"}], "makeup_working_days": [{"date", "for_day_off"}]}}}.
    file: PathBuf,
    /// Code of the calendar.
    #[arg(long, value_name = "CODE", default_value = "vn-office")]
    calendar: String,
    /// The announcement behind it, as `Thông báo 6150/TB-BLĐTBXH`.
    #[arg(long, value_name = "TEXT")]
    decision: Option<String>,
}

/// Replaces the table's years from today on; the same table again changes nothing.
pub async fn run(site: &Site, table: Table) -> anyhow::Result<()> {
    let text = std::fs::read_to_string(&table.file).with_context(|| format!("cannot read {}", table.file.display()))?;
    let newest = calendar_version::Entity::find()
        .filter(calendar_version::Column::Calendar.eq(&table.calendar))
        .order_by_desc(calendar_version::Column::No)
        .one(site.read())
        .await?;
    let newest = newest.with_context(|| format!("there is no calendar `{}`", table.calendar))?;
    let before: Sheet = serde_json::from_str(&newest.content)?;
    let sheet = import_holidays(&before, &text)?;
    if sheet == before {
        println!("Lịch {} đã có đủ các ngày này.", table.calendar);
        return Ok(());
    }
    let mut work = Work::begin(site, Call::new(Actor::system(Door::Command), "import")).await.map_err(Problem::from)?;
    let (off, makeup) = (sheet.off_days.len(), sheet.makeup_days.len());
    let valid_from = to_vn(work.now).date_naive();
    let new = NewVersion { calendar: table.calendar.clone(), based_on: newest.no, valid_from, decision: table.decision, sheet };
    let moved = add_version(&mut work, new).await?;
    work.commit().await.map_err(Problem::from)?;
    println!(
        "Lịch {}: bản {}, {off} ngày nghỉ, {makeup} ngày làm bù; {} thời hạn đang tính được tính lại.",
        table.calendar,
        newest.no + 1,
        moved.len()
    );
    Ok(())
}
