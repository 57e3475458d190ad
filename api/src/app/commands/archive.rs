//! `cong archive`.

use std::path::PathBuf;

use clap::Args;

use crate::app::moving;
use crate::store::Site;

#[derive(Args)]
pub struct Archive {
    /// The calendar year, in Vietnamese time.
    #[arg(long, value_name = "YEAR", required_unless_present = "check", value_parser = clap::value_parser!(i32).range(1990..2200))]
    year: Option<i32>,
    /// An empty folder.
    #[arg(long, value_name = "DIR", required_unless_present = "check")]
    to: Option<PathBuf>,
    /// Look through a bag instead: is it complete and unchanged?
    #[arg(long, value_name = "DIR")]
    check: Option<PathBuf>,
}

/// Checking needs no house.
pub fn check(asked: &Archive) -> anyhow::Result<bool> {
    let Some(folder) = &asked.check else { return Ok(false) };
    let (files, bytes) = moving::check(folder)?;
    println!("Gói lưu trữ nguyên vẹn: {files} tệp, {bytes} byte.");
    Ok(true)
}

pub async fn run(site: &Site, asked: Archive) -> anyhow::Result<()> {
    if let (Some(year), Some(to)) = (asked.year, asked.to) {
        let done = moving::bag(site, year, &to).await?;
        println!("Đã đóng gói năm {year}: {} nội dung, {} tệp, {} byte vào {}.", done.items, done.files, done.bytes, to.display());
    }
    Ok(())
}
