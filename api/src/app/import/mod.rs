//! Real data into drafts, each through the newsroom's own `create`. What stands already is skipped by its `(origin,
//! external_id)`, so an interrupted import is simply run again.
//!
//! | file | what |
//! |---|---|
//! | `lines.rs` | lines of a file from anywhere: marks, lengths, encodings |
//! | `row.rs` | a row by its columns; what is left over is told |
//! | `documents.rs`, `head.rs`, `fields.rs` | legal documents, what their text says at its head, their fields |
//! | `procedures.rs`, `procedure_cells.rs` | procedures of the national database, its cells taken apart |
//! | `nukeviet.rs`, `mysql_dump.rs` | articles of a NukeViet site, from the dump of its database |
//! | `feed.rs` | articles of a saved feed |
//! | `stories.rs` | articles of another portal: sections, pictures, old addresses |
//! | `desk.rs` | a spreadsheet at the desk: looked at, then kept |
//! | `sheets.rs`, `articles.rs` | rows of a spreadsheet; a list of articles |
//! | `report.rs` | what became of every line |
//! | `holidays.rs`, `outgoing.rs` | holidays; the register of outgoing documents |

mod articles;
pub mod desk;
mod documents;
pub mod feed;
mod fields;
mod head;
mod holidays;
mod lines;
mod mysql_dump;
pub mod nukeviet;
pub mod outgoing;
mod procedure_cells;
mod procedures;
pub mod report;
mod row;
mod sheets;
pub mod stories;

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read as _};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::Value;
use uuid::Uuid;

use self::lines::Lines;
pub use self::report::Report;
use self::report::{LineReport, Notes, Outcome, Sheet};
use self::row::Row;
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
    /// Articles from a list: XLSX or CSV with a heading (Tiêu đề, Tóm tắt, Nội dung, Tác giả, Ngày đăng, Nguồn, Địa chỉ cũ).
    Articles(Source),
    /// Articles of a NukeViet site from a dump of its database, with pictures and old addresses.
    Nukeviet(nukeviet::Nukeviet),
    /// Articles of a feed that was saved to a file: RSS, Atom, JSON Feed.
    Feed(feed::Feed),
    /// A whole house, from the folder that `cong export` wrote, into this empty one.
    Archive {
        /// The folder.
        folder: PathBuf,
    },
    /// Public holidays and make-up days by year, into a working calendar.
    Holidays(holidays::Table),
    /// The register of outgoing documents: XLSX or CSV. What is not marked as not to be published starts its clock.
    Outgoing(outgoing::Outgoing),
}

#[derive(Args)]
pub struct Source {
    /// JSON Lines, one object a line; or XLSX, CSV with a heading.
    file: PathBuf,
    /// Code of the unit that the drafts will belong to.
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    /// Write what became of every line to this file, as JSON Lines; the sums stand in the last line.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

/// What one line became.
struct Read {
    external_id: Option<String>,
    content: Content,
    /// Where it stood on the portal before this one.
    addresses: Vec<String>,
    /// What is to be said of it, though it came in.
    notes: Notes,
}

/// One importer: how a row of its file is read.
trait Importer {
    const KIND: Kind;
    const ORIGIN: Origin;
    const CLASS: InfoClass;
    const UNIT: &'static str;
    /// The row as a draft, or the reason why it cannot be one.
    fn read(row: Row) -> Result<Read, String>;
}

pub async fn run(site: &Site, command: ImportCommand) -> anyhow::Result<()> {
    let report = match command {
        ImportCommand::Documents(source) => import::<documents::Documents>(site, &source, true).await?,
        ImportCommand::Procedures(source) => import::<procedures::Procedures>(site, &source, true).await?,
        ImportCommand::Articles(source) => import::<articles::Articles>(site, &source, true).await?,
        ImportCommand::Nukeviet(asked) => nukeviet::import(site, &asked, true).await?,
        ImportCommand::Feed(asked) => feed::import(site, &asked).await?,
        ImportCommand::Archive { folder } => {
            let loaded = super::moving::load(site, &folder).await?;
            println!("Đã nạp {} dòng, {} tệp.", loaded.tables.iter().map(|t| t.rows).sum::<u64>(), loaded.files.count);
            println!("content_hash {}", loaded.content_hash);
            return Ok(());
        }
        ImportCommand::Holidays(table) => return holidays::run(site, table).await,
        ImportCommand::Outgoing(source) => outgoing::import(site, &source).await?,
    };
    print!("{}", report.told());
    Ok(())
}

/// Imports documents from a file, without a progress bar: for tests.
pub async fn documents(site: &Site, file: PathBuf, report: Option<PathBuf>) -> anyhow::Result<Report> {
    import::<documents::Documents>(site, &Source { file, unit: None, report }, false).await
}

/// Imports articles from a list, without a progress bar: for tests.
pub async fn articles(site: &Site, file: PathBuf, report: Option<PathBuf>) -> anyhow::Result<Report> {
    import::<articles::Articles>(site, &Source { file, unit: None, report }, false).await
}

/// Imports procedures from a file, without a progress bar: for tests.
pub async fn procedures(site: &Site, file: PathBuf, report: Option<PathBuf>) -> anyhow::Result<Report> {
    import::<procedures::Procedures>(site, &Source { file, unit: None, report }, false).await
}

async fn import<I: Importer>(site: &Site, source: &Source, show: bool) -> anyhow::Result<Report> {
    let length = std::fs::metadata(&source.file).with_context(|| format!("cannot read {}", source.file.display()))?.len();
    let bar = if show { ProgressBar::new(length) } else { ProgressBar::hidden() };
    bar.set_style(ProgressStyle::with_template("{bar:30} {percent}% {msg} ({eta})")?);
    let mut intake = Intake::<I>::open(site, source.unit.as_deref()).await?;
    let mut sheet = Sheet::open(source.report.as_deref())?;
    let mut report = Report::default();
    if is_sheet(&source.file)? {
        let bytes = std::fs::read(&source.file)?;
        for one in tokio::task::spawn_blocking(move || sheets::rows(bytes)).await?? {
            let told = intake.take(one.line, one.row, true, || one.fingerprint).await?;
            report.note(&told);
            sheet.write(&told)?;
        }
        sheet.close(&report)?;
        return Ok(report);
    }
    let mut lines = Lines::of(BufReader::new(File::open(&source.file)?));
    while let Some((number, taken, line)) = lines.next()? {
        bar.inc(taken);
        if line.as_ref().is_ok_and(|line| line.trim().is_empty()) {
            continue;
        }
        bar.set_message(format!("{} dòng", report.read));
        let told = match line.and_then(|line| Ok((read_json(&line)?, line))) {
            Err(why) => refused(number, None, vec![why]),
            Ok((row, line)) => intake.take(number, row, true, || canonical::sha256_hex(line.as_bytes())).await?,
        };
        report.note(&told);
        sheet.write(&told)?;
    }
    bar.finish_and_clear();
    sheet.close(&report)?;
    Ok(report)
}

/// A workbook by its first bytes, a CSV file by its name.
fn is_sheet(file: &Path) -> anyhow::Result<bool> {
    let mut begins = [0; 4];
    let read = File::open(file)?.read(&mut begins)?;
    let named = file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv") || ending.eq_ignore_ascii_case("xlsx"));
    Ok(named || (read == 4 && begins == *b"PK\x03\x04"))
}

fn read_json(line: &str) -> Result<Row, String> {
    match serde_json::from_str(line) {
        Ok(Value::Object(columns)) => Ok(Row::of(columns)),
        Ok(_) => Err("không phải đối tượng JSON".into()),
        Err(error) => Err(format!("không đọc được JSON: {error}")),
    }
}

fn refused(line: usize, external_id: Option<String>, reasons: Vec<String>) -> LineReport {
    LineReport { line, external_id, outcome: Outcome::Refused, reading: None, item: None, notes: Notes::default(), reasons }
}

/// Takes rows in, one draft each, whatever file they stand in and whoever brings it.
struct Intake<'s, I> {
    site: &'s Site,
    call: Call,
    unit: Option<Uuid>,
    home: Option<Uuid>,
    /// Which line of this run had an id first.
    seen: HashMap<String, usize>,
    importer: std::marker::PhantomData<I>,
}

impl<'s, I: Importer> Intake<'s, I> {
    /// From the command line: the drafts belong to the unit of that code.
    async fn open(site: &'s Site, unit: Option<&str>) -> anyhow::Result<Self> {
        let unit = find_unit(site, unit.unwrap_or(I::UNIT)).await?;
        Ok(Self::of(site, Call::new(Actor::system(Door::Command), "import"), Some(unit)).await?)
    }

    /// From the desk: a person's drafts belong to their own unit.
    async fn of(site: &'s Site, call: Call, unit: Option<Uuid>) -> Result<Self, Problem> {
        let home = section::Entity::find()
            .filter(section::Column::InfoClass.eq(I::CLASS))
            .filter(section::Column::ValidTo.is_null())
            .order_by_asc(section::Column::Position)
            .one(site.read())
            .await
            .map_err(Fault::from)?;
        Ok(Self { site, call, unit, home: home.map(|s| s.id), seen: HashMap::new(), importer: std::marker::PhantomData })
    }

    /// Takes a row; `writing` off only says what would become of it. `fingerprint` stands for a row that has no id of its own.
    async fn take(&mut self, line: usize, row: Row, writing: bool, fingerprint: impl FnOnce() -> String) -> Result<LineReport, Problem> {
        let mut read = match I::read(row) {
            Ok(read) => read,
            Err(why) => return Ok(refused(line, None, vec![why])),
        };
        let id = read.external_id.unwrap_or_else(fingerprint);
        if let Some(first) = self.seen.get(&id) {
            return Ok(refused(line, Some(id.clone()), vec![format!("trùng với dòng {first}: {id}")]));
        }
        self.seen.insert(id.clone(), line);
        read.content.section_id = self.home;
        read.content.info_class = Some(I::CLASS);
        let draft = NewDraft { kind: I::KIND, origin: I::ORIGIN, unit: self.unit, external_id: &id, writing };
        let (outcome, item) = match add(self.site, &self.call, draft, read.content, &read.addresses).await? {
            Kept::New => (Outcome::New, None),
            Kept::Added(item) => (Outcome::Added, Some(item)),
            Kept::Stood(item) => (Outcome::Stood, Some(item)),
            Kept::Refused(why) => return Ok(refused(line, Some(id), why)),
        };
        let reading = Some(read.notes.reading());
        Ok(LineReport { line, external_id: Some(id), outcome, reading, item, notes: read.notes, reasons: vec![] })
    }
}

/// What became of a draft.
enum Kept {
    /// Nothing stands in its way; nothing was written.
    New,
    Added(Uuid),
    Stood(Uuid),
    Refused(Vec<String>),
}

/// Whose draft, and from where.
#[derive(Clone, Copy)]
struct NewDraft<'a> {
    kind: Kind,
    origin: Origin,
    unit: Option<Uuid>,
    external_id: &'a str,
    writing: bool,
}

/// Makes a draft, unless it stands; `addresses` will lead to it once it is public.
async fn add(site: &Site, call: &Call, draft: NewDraft<'_>, content: Content, addresses: &[String]) -> Result<Kept, Problem> {
    let NewDraft { kind, origin, unit, external_id, writing } = draft;
    if let Some(item) = standing(site, origin, external_id).await? {
        return Ok(Kept::Stood(item));
    }
    let prepared = tokio::task::spawn_blocking(move || actions::prepare_copy(kind, content)).await;
    let content = match prepared.map_err(|_| Problem::new(Code::Internal))? {
        Ok(copy) => copy.0,
        Err(problem) => return Ok(Kept::Refused(reasons(&problem.errors))),
    };
    if !writing {
        return Ok(Kept::New);
    }
    let mut work = Work::begin(site, call.clone()).await?;
    let new = NewItem { kind, content, origin, external_id: Some(external_id.to_owned()), translation_of: None, unit };
    let item = match actions::create(&mut work, new).await {
        Ok(item) => item.id,
        // Another import (or the last act of one that was killed) was at the same line at the same moment.
        Err(problem) if problem.code == Code::Conflict => {
            drop(work);
            return standing(site, origin, external_id).await?.map(Kept::Stood).ok_or(problem);
        }
        Err(problem) if !problem.errors.is_empty() => return Ok(Kept::Refused(reasons(&problem.errors))),
        Err(problem) => return Err(problem),
    };
    actions::keep_old_addresses(&mut work, item, addresses).await?;
    match work.commit().await {
        Ok(_) => Ok(Kept::Added(item)),
        Err(Fault::Conflict(_)) => Ok(Kept::Stood(standing(site, origin, external_id).await?.unwrap_or(item))),
        Err(fault) => Err(fault.into()),
    }
}

/// The item that came from there before.
async fn standing(site: &Site, origin: Origin, external_id: &str) -> Result<Option<Uuid>, Fault> {
    let found = item::Entity::find().filter(item::Column::Origin.eq(origin)).filter(item::Column::ExternalId.eq(external_id));
    Ok(found.one(site.read()).await?.map(|item| item.id))
}

fn reasons(errors: &[FieldError]) -> Vec<String> {
    errors.iter().map(|e| format!("{}: {}", e.pointer, e.message)).collect()
}

async fn find_unit(site: &Site, code: &str) -> anyhow::Result<Uuid> {
    let found = org_unit::Entity::find().filter(org_unit::Column::Code.eq(code)).one(site.read()).await?;
    let found =
        found.with_context(|| format!("there is no unit `{code}`; name one with --unit CODE (`cong demo` makes the usual ones)"))?;
    Ok(found.id)
}
