//! Real data into drafts: JSON Lines read line by line, each through the newsroom's own `create`. What stands already is
//! skipped by its `(origin, external_id)`, so an interrupted import is simply run again.

mod documents;
mod holidays;
pub mod outgoing;
mod procedures;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::access::{Actor, Door};
use crate::features::newsroom::actions::{self, NewItem};
use crate::features::newsroom::content::Content;
use crate::http::{Code, FieldError, Problem};
use crate::kernel::canonical;
use crate::kernel::words::{InfoClass, Kind, Origin};
use crate::store::entities::{item, org_unit, section};
use crate::store::{Call, Fault, Site, Work};

#[derive(Subcommand)]
pub enum ImportCommand {
    /// Legal documents: number, title, dates, issuer, signer, text in Markdown.
    Documents(Source),
    /// Administrative procedures, field names as the national database publishes them.
    Procedures(Source),
    /// Public holidays and make-up days by year, into a working calendar.
    Holidays(holidays::Table),
    /// The register of outgoing documents: XLSX or CSV. What is not marked as not to be published starts its clock.
    Outgoing(outgoing::Outgoing),
}

#[derive(Args)]
pub struct Source {
    /// JSON Lines, one object a line.
    file: PathBuf,
    /// Code of the unit that the drafts will belong to.
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
}

/// What one line became.
struct Read {
    external_id: Option<String>,
    content: Content,
    /// What could not be read of it, though the rest came in.
    remarks: Vec<String>,
}

/// One importer: how a line of its file is read.
trait Importer {
    type Row: DeserializeOwned;
    const KIND: Kind;
    const ORIGIN: Origin;
    const CLASS: InfoClass;
    const UNIT: &'static str;
    /// The line as a draft, or the reason why it cannot be one.
    fn read(row: Self::Row) -> Result<Read, String>;
}

/// How an import went.
#[derive(Debug, Default, PartialEq)]
pub struct Report {
    pub read: usize,
    pub added: usize,
    /// Stood already.
    pub skipped: usize,
    /// Line, what, why.
    pub refused: Vec<(usize, String)>,
    pub remarks: Vec<(usize, String)>,
}

pub async fn run(site: &Site, command: ImportCommand) -> anyhow::Result<()> {
    let report = match command {
        ImportCommand::Documents(source) => import::<documents::Documents>(site, &source, true).await?,
        ImportCommand::Procedures(source) => import::<procedures::Procedures>(site, &source, true).await?,
        ImportCommand::Holidays(table) => return holidays::run(site, table).await,
        ImportCommand::Outgoing(source) => outgoing::import(site, &source).await?,
    };
    print!("{}", told(&report));
    Ok(())
}

/// Imports documents from a file, without a progress bar: for tests.
pub async fn documents(site: &Site, file: PathBuf) -> anyhow::Result<Report> {
    import::<documents::Documents>(site, &Source { file, unit: None }, false).await
}

/// Imports procedures from a file, without a progress bar: for tests.
pub async fn procedures(site: &Site, file: PathBuf) -> anyhow::Result<Report> {
    import::<procedures::Procedures>(site, &Source { file, unit: None }, false).await
}

async fn import<I: Importer>(site: &Site, source: &Source, show: bool) -> anyhow::Result<Report> {
    let unit = find_unit(site, source.unit.as_deref().unwrap_or(I::UNIT)).await?;
    let class = I::CLASS;
    let home = section::Entity::find()
        .filter(section::Column::InfoClass.eq(class))
        .filter(section::Column::ValidTo.is_null())
        .order_by_asc(section::Column::Position)
        .one(site.read())
        .await?;
    let length = std::fs::metadata(&source.file).with_context(|| format!("cannot read {}", source.file.display()))?.len();
    let bar = if show { ProgressBar::new(length) } else { ProgressBar::hidden() };
    bar.set_style(ProgressStyle::with_template("{bar:30} {percent}% {msg} ({eta})")?);
    let mut report = Report::default();
    for (number, line) in BufReader::new(File::open(&source.file)?).lines().enumerate() {
        let line = match line {
            Ok(line) => line,
            Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
                report.read += 1;
                report.refused.push((number + 1, "không phải UTF-8".into()));
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        bar.inc(line.len() as u64 + 1);
        if line.trim().is_empty() {
            continue;
        }
        report.read += 1;
        bar.set_message(format!("{} dòng", report.read));
        match read_line::<I>(&line) {
            Err(why) => report.refused.push((number + 1, why)),
            Ok(mut read) => {
                read.content.section_id = home.as_ref().map(|s| s.id);
                read.content.info_class = Some(class);
                let id = read.external_id.unwrap_or_else(|| canonical::sha256_hex(line.as_bytes()));
                match add::<I>(site, unit, id, read.content).await? {
                    Outcome::Added => {
                        report.added += 1;
                        report.remarks.extend(read.remarks.into_iter().map(|r| (number + 1, r)));
                    }
                    Outcome::Stood => report.skipped += 1,
                    Outcome::Refused(why) => report.refused.push((number + 1, why)),
                }
            }
        }
    }
    bar.finish_and_clear();
    Ok(report)
}

fn read_line<I: Importer>(line: &str) -> Result<Read, String> {
    let row: I::Row = serde_json::from_str(line).map_err(|e| format!("không đọc được JSON: {e}"))?;
    I::read(row)
}

enum Outcome {
    Added,
    Stood,
    Refused(String),
}

async fn add<I: Importer>(site: &Site, unit: Uuid, external_id: String, content: Content) -> anyhow::Result<Outcome> {
    if stands::<I>(site, &external_id).await? {
        return Ok(Outcome::Stood);
    }
    let content = match tokio::task::spawn_blocking(move || actions::prepare_copy(I::KIND, content)).await? {
        Ok(copy) => copy.0,
        Err(problem) => return Ok(Outcome::Refused(reasons(&problem.errors))),
    };
    let mut work = Work::begin(site, Call::new(Actor::system(Door::Command), "import")).await.map_err(Problem::from)?;
    let new = NewItem { kind: I::KIND, content, origin: I::ORIGIN, external_id: Some(external_id.clone()), unit: Some(unit) };
    match actions::create(&mut work, new).await {
        Ok(_) => {}
        // Another import (or the last act of one that was killed) was at the same line at the same moment.
        Err(problem) if problem.code == Code::Conflict => {
            drop(work);
            return if stands::<I>(site, &external_id).await? { Ok(Outcome::Stood) } else { Err(problem.into()) };
        }
        Err(problem) if !problem.errors.is_empty() => return Ok(Outcome::Refused(reasons(&problem.errors))),
        Err(problem) => return Err(problem.into()),
    }
    match work.commit().await {
        Ok(_) => Ok(Outcome::Added),
        Err(Fault::Conflict(_)) => Ok(Outcome::Stood),
        Err(fault) => Err(Problem::from(fault).into()),
    }
}

async fn stands<I: Importer>(site: &Site, external_id: &str) -> anyhow::Result<bool> {
    let found = item::Entity::find().filter(item::Column::Origin.eq(I::ORIGIN)).filter(item::Column::ExternalId.eq(external_id));
    Ok(found.one(site.read()).await?.is_some())
}

fn reasons(errors: &[FieldError]) -> String {
    errors.iter().map(|e| format!("{}: {}", e.pointer, e.message)).collect::<Vec<_>>().join("; ")
}

async fn find_unit(site: &Site, code: &str) -> anyhow::Result<Uuid> {
    let found = org_unit::Entity::find().filter(org_unit::Column::Code.eq(code)).one(site.read()).await?;
    let found =
        found.with_context(|| format!("there is no unit `{code}`; name one with --unit CODE (`cong demo` makes the usual ones)"))?;
    Ok(found.id)
}

fn told(report: &Report) -> String {
    let mut text =
        format!("Đã đọc {} dòng: thêm {}, đã có sẵn {}, từ chối {}.\n", report.read, report.added, report.skipped, report.refused.len());
    for (line, why) in &report.refused {
        text.push_str(&format!("  dòng {line}: {why}\n"));
    }
    let mut kinds: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (line, remark) in &report.remarks {
        kinds.entry(remark).or_default().push(*line);
    }
    if !kinds.is_empty() {
        text.push_str("Chưa đọc được trọn (bản thảo đã tạo, cần bổ sung):\n");
    }
    for (remark, lines) in kinds {
        let some: Vec<String> = lines.iter().take(8).map(usize::to_string).collect();
        let more = if lines.len() > 8 { ", …" } else { "" };
        text.push_str(&format!("  {remark}: {} dòng ({}{more})\n", lines.len(), some.join(", ")));
    }
    text
}
