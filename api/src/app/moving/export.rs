//! The folder of an archive, written table by table from one look at the database. An export that broke off is simply begun
//! again: files that lie there whole are kept, `manifest.json` comes last.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufWriter, Read, Write};
use std::path::Path;

use anyhow::{Context, bail};
use cong_migrations::{Migrator, MigratorTrait};
use sea_orm::{AccessMode, ConnectionTrait, DatabaseTransaction, IsolationLevel, TransactionTrait};
use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};

use super::rows::{self, Pages};
use super::tables::{Group, Table, tables};
use super::{FORMAT, Files, Manifest, TableFile, VERSION};
use crate::kernel::dates::rfc3339_vn;
use crate::store::Site;
use crate::store::blobs::Blobs;

/// What an export wrote.
#[derive(Debug)]
pub struct Exported {
    pub content_hash: String,
    pub rows: u64,
    pub files: u64,
}

/// Writes the archive of a site into a folder.
pub async fn export(site: &Site, to: &Path, with_people: bool) -> anyhow::Result<Exported> {
    fs::create_dir_all(to.join("tables")).with_context(|| format!("cannot make {}", to.display()))?;
    anyhow::ensure!(!to.join("manifest.json").exists(), "{} holds an archive already", to.display());
    let db = look(site).await?;
    let mut sum = ContentSum::default();
    let mut told = vec![];
    for table in tables() {
        if table.group == Group::People && !with_people {
            continue;
        }
        told.push(write_table(&db, &table, to, with_people, &mut sum).await?);
    }
    db.commit().await?;
    let (blobs, content_hash) = sum.done();
    let (site_blobs, folder, wanted) = (site.blobs.clone(), to.to_owned(), blobs.clone());
    tokio::task::spawn_blocking(move || {
        wanted.iter().try_for_each(|hash| copy_blob(&site_blobs, &folder.join("media").join(&hash[..2]), hash))
    })
    .await??;
    let list: String = blobs.iter().map(|hash| format!("{hash}\n")).collect();
    fs::write(to.join("files.txt"), &list)?;
    let manifest = Manifest {
        format: FORMAT.into(),
        version: VERSION,
        schema: schema(),
        program: format!("cong {}", env!("CARGO_PKG_VERSION")),
        public_url: site.settings.public_url.clone(),
        made_at: rfc3339_vn(site.clock.now()),
        with_people,
        content_hash: content_hash.clone(),
        files: Files { list: "files.txt".into(), count: blobs.len() as u64, sha256: hex::encode(Sha256::digest(&list)) },
        tables: told,
    };
    let unfinished = to.join("manifest.json.part");
    fs::write(&unfinished, serde_json::to_vec_pretty(&manifest)?)?;
    fs::rename(&unfinished, to.join("manifest.json"))?;
    Ok(Exported { content_hash, rows: manifest.tables.iter().map(|t| t.rows).sum(), files: blobs.len() as u64 })
}

/// The newest migration's name: the shape of the tables.
pub fn schema() -> String {
    Migrator::migrations().last().map(|step| step.name().to_owned()).unwrap_or_default()
}

/// One state of the database, whatever is written meanwhile.
async fn look(site: &Site) -> anyhow::Result<DatabaseTransaction> {
    let db = site.read();
    Ok(if site.is_postgres() {
        db.begin_with_config(Some(IsolationLevel::RepeatableRead), Some(AccessMode::ReadOnly)).await?
    } else {
        db.begin().await?
    })
}

/// The hash of a site's content: the same on both databases, and after moving.
pub async fn content_hash(site: &Site) -> anyhow::Result<String> {
    let db = look(site).await?;
    let hash = content_hash_of(&db).await?;
    db.commit().await?;
    Ok(hash)
}

pub(super) async fn content_hash_of(db: &impl ConnectionTrait) -> anyhow::Result<String> {
    let mut sum = ContentSum::default();
    for table in tables().iter().filter(|table| table.group == Group::Content) {
        sum.begin(table);
        let mut pages = Pages::of(table, false);
        loop {
            let page = pages.next(db).await?;
            if page.is_empty() {
                break;
            }
            for row in &page {
                sum.add(table, row, &rows::line(row)?);
            }
        }
    }
    Ok(sum.done().1)
}

async fn write_table(db: &DatabaseTransaction, table: &Table, to: &Path, people: bool, sum: &mut ContentSum) -> anyhow::Result<TableFile> {
    let file = format!("tables/{}.jsonl", table.name);
    let mut out = BufWriter::new(File::create(to.join(&file)).with_context(|| format!("cannot write {file}"))?);
    let (mut digest, mut count) = (Sha256::new(), 0);
    sum.begin(table);
    let mut pages = Pages::of(table, people);
    loop {
        let page = pages.next(db).await.with_context(|| format!("table {}", table.name))?;
        if page.is_empty() {
            break;
        }
        for row in &page {
            let line = rows::line(row)?;
            sum.add(table, row, &line);
            digest.update(line.as_bytes());
            digest.update(b"\n");
            out.write_all(line.as_bytes())?;
            out.write_all(b"\n")?;
            count += 1;
        }
    }
    out.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
    Ok(TableFile { table: table.name.clone(), file, rows: count, sha256: hex::encode(digest.finalize()) })
}

/// The content's hash as it grows: tables in their order with their lines, then the files that they name.
#[derive(Default)]
struct ContentSum {
    digest: Sha256,
    blobs: BTreeSet<String>,
}

impl ContentSum {
    fn begin(&mut self, table: &Table) {
        if table.group == Group::Content {
            self.digest.update(format!("# {}\n", table.name));
        }
    }

    fn add(&mut self, table: &Table, row: &Map<String, Json>, line: &str) {
        if table.group != Group::Content {
            return;
        }
        self.digest.update(line.as_bytes());
        self.digest.update(b"\n");
        let json = |name: &str| row.get(name).and_then(Json::as_str).and_then(|text| serde_json::from_str::<Json>(text).ok());
        let mut name = |hash: Option<&str>| self.blobs.extend(hash.filter(|h| is_hash(h)).map(str::to_owned));
        match table.name.as_str() {
            "media" => {
                name(row["blob_hash"].as_str());
                name(row["captions_hash"].as_str());
                for rendition in json("renditions").iter().flat_map(|r| r.as_array().into_iter().flatten()) {
                    name(rendition["hash"].as_str());
                    // The same picture as WebP, where there is one.
                    name(rendition["webp"]["hash"].as_str());
                }
            }
            "publication_media" => {
                json("files").iter().flat_map(|f| f.as_array().into_iter().flatten()).for_each(|f| name(f["hash"].as_str()))
            }
            // What an earlier revision showed stays provable.
            "revision" => {
                for (_, medium) in json("content").iter().filter_map(|c| c["media"].as_object()).flatten() {
                    name(medium["blob"].as_str());
                    name(medium["captions"].as_str());
                }
            }
            _ => {}
        }
    }

    fn done(mut self) -> (BTreeSet<String>, String) {
        self.digest.update(b"# files\n");
        for hash in &self.blobs {
            self.digest.update(hash.as_bytes());
            self.digest.update(b"\n");
        }
        (self.blobs, hex::encode(self.digest.finalize()))
    }
}

pub(super) fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// SHA-256 of a file, piece by piece.
pub(super) fn hash_of(path: &Path) -> anyhow::Result<String> {
    let mut file = File::open(path)?;
    let (mut digest, mut piece) = (Sha256::new(), vec![0; 256 * 1024]);
    loop {
        let n = file.read(&mut piece)?;
        if n == 0 {
            return Ok(hex::encode(digest.finalize()));
        }
        digest.update(&piece[..n]);
    }
}

fn copy_blob(blobs: &Blobs, folder: &Path, hash: &str) -> anyhow::Result<()> {
    let to = folder.join(hash);
    // There from an export that broke off.
    if to.exists() && hash_of(&to)? == hash {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    blobs.copy_to(hash, &to).with_context(|| format!("the file {hash} is missing from the store"))?;
    if hash_of(&to)? != hash {
        bail!("the file {hash} is damaged in the store");
    }
    Ok(())
}
