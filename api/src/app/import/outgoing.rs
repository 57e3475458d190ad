//! The outgoing register from a file of a spreadsheet program, row by row through the same actions as the desk's.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

use super::{Report, find_unit, reasons};
use crate::access::{Actor, Door};
use crate::features::registers::intake::{self, Defaults};
use crate::features::registers::reach::Reach;
use crate::features::registers::workbook;
use crate::http::Problem;
use crate::kernel::dates::to_vn;
use crate::kernel::words::IssuerRelation;
use crate::store::{Call, Site, Work};

/// Rows kept in one transaction.
const AT_ONCE: usize = 200;

#[derive(Args)]
pub struct Outgoing {
    /// XLSX, or CSV in UTF-8, with or without a heading.
    pub file: PathBuf,
    /// Code of the unit that owes what the file does not say.
    #[arg(long, value_name = "CODE", default_value = "ward_people_committee")]
    pub unit: String,
    /// Issuing body where the file does not say it.
    #[arg(long, value_name = "NAME", default_value = "UBND phường")]
    pub issuer: String,
    /// The documents of other bodies within scope (10 working days), instead of one's own (2).
    #[arg(long)]
    pub in_scope: bool,
}

pub async fn import(site: &Site, source: &Outgoing) -> anyhow::Result<Report> {
    let unit_id = find_unit(site, &source.unit).await?;
    let bytes = std::fs::read(&source.file).with_context(|| format!("cannot read {}", source.file.display()))?;
    let cells = tokio::task::spawn_blocking(move || workbook::open(bytes)).await??;
    let actor = Actor::system(Door::Command);
    let reach = Reach::of(site.read(), &actor).await.map_err(Problem::from)?;
    let relation = if source.in_scope { IssuerRelation::InScope } else { IssuerRelation::Own };
    let defaults = Defaults { unit_id, issuer: source.issuer.clone(), relation };
    let today = to_vn(site.clock.now()).date_naive();
    let preview = intake::preview(site.read(), &reach, &cells, &defaults, today).await?;
    let mut report = Report { read: preview.lines.len() + preview.left_out, ..Report::default() };
    let mut good = vec![];
    for line in preview.lines {
        match (line.errors.is_empty(), line.twin, line.row) {
            (false, _, _) => report.refused.push((line.line, reasons(&line.errors).join("; "))),
            (true, Some(_), _) => report.skipped += 1,
            (true, None, row) => good.extend(row.map(|row| (line.line, row))),
        }
    }
    if preview.left_out > 0 {
        report.refused.push((0, format!("{} dòng sau dòng thứ 2.000 chưa đọc; hãy tách tệp", preview.left_out)));
    }
    for part in good.chunks(AT_ONCE) {
        let mut work = Work::begin(site, Call::new(actor.clone(), "import")).await.map_err(Problem::from)?;
        let rows: Vec<_> = part.iter().map(|(_, row)| row.clone()).collect();
        let kept = intake::keep(&mut work, &rows).await?;
        report.added += kept.kept.len();
        report.skipped += kept.skipped.len();
        report.refused.extend(kept.refused.iter().map(|one| (part[one.index].0, reasons(&one.errors).join("; "))));
        if !kept.kept.is_empty() {
            work.commit().await.map_err(Problem::from)?;
        }
    }
    Ok(report)
}
