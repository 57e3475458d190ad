//! An archive into an empty house. First everything is proved: the manifest, each file's hash. Then all rows come in within one
//! transaction, which stands only if the content it made has the hash that the archive says.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait};
use serde_json::{Map, Value as Json};

use super::export::{content_hash_of, hash_of, is_hash, schema};
use super::rows::bound;
use super::tables::{OWN, Table, tables};
use super::{FORMAT, Manifest, VERSION};
use crate::access::{Actor, Door};
use crate::app::search_index;
use crate::http::Problem;
use crate::store::entities::{app_user, item, org_unit, section};
use crate::store::{Call, Change, Site, Work, sql};

/// Values in one statement: PostgreSQL and SQLite take more.
const VALUES: usize = 8_000;
/// The longest line of a table.
const LINE_MAX: u64 = 64 * 1024 * 1024;

/// Loads an archive. Returns its manifest.
pub async fn load(site: &Site, from: &Path) -> anyhow::Result<Manifest> {
    let db = site.read();
    let rows = [
        item::Entity::find().count(db).await?,
        app_user::Entity::find().count(db).await?,
        org_unit::Entity::find().count(db).await?,
        section::Entity::find().count(db).await?,
    ];
    ensure!(rows.iter().all(|n| *n == 0), "this house is not empty: an archive is loaded into a fresh one");
    let folder = from.to_owned();
    let blobs = site.blobs.clone();
    let manifest = tokio::task::spawn_blocking(move || {
        let (manifest, files) = prove(&folder)?;
        for hash in files {
            let path = folder.join("media").join(&hash[..2]).join(&hash);
            blobs.put_file(&mut File::open(path)?)?;
        }
        Ok::<_, anyhow::Error>(manifest)
    })
    .await??;
    let mut work = Work::begin(site, Call::new(Actor::system(Door::Command), "load")).await.map_err(Problem::from)?;
    let all = tables();
    // What the first start wrote gives way: calendars, rules, the log of it.
    for table in all.iter().rev() {
        work.db().execute_unprepared(&format!("DELETE FROM \"{}\"", table.name)).await?;
    }
    for table in &all {
        let Some(file) = manifest.tables.iter().find(|file| file.table == table.name) else { continue };
        let path = from.join(&file.file);
        fill(work.db(), table, &path, &file.file).await?;
    }
    let hash = content_hash_of(work.db()).await?;
    ensure!(hash == manifest.content_hash, "what was loaded has another hash ({hash}) than the archive says ({})", manifest.content_hash);
    work.record(Change::ArchiveLoaded { content_hash: hash });
    work.commit().await.map_err(Problem::from)?;
    search_index::rebuild(site).await?;
    Ok(manifest)
}

/// The manifest and the list of files, when everything in the folder is what it says.
fn prove(from: &Path) -> anyhow::Result<(Manifest, Vec<String>)> {
    let path = from.join("manifest.json");
    ensure!(path.exists(), "{}: no manifest.json: no archive, or one that was never finished", from.display());
    let manifest: Manifest = serde_json::from_slice(&fs::read(&path)?).with_context(|| format!("{} cannot be read", path.display()))?;
    ensure!(manifest.format == FORMAT && manifest.version == VERSION, "{}: not an archive of version {VERSION}", path.display());
    ensure!(
        manifest.schema == schema(),
        "the archive has the shape {}, this program {}: use the release that wrote it",
        manifest.schema,
        schema()
    );
    let known = tables();
    for file in &manifest.tables {
        ensure!(known.iter().any(|table| table.name == file.table), "manifest.json: no table `{}` moves", file.table);
        let path = inside(from, &file.file)?;
        let hash = hash_of(&path).with_context(|| format!("{} cannot be read", file.file))?;
        ensure!(hash == file.sha256, "{} is damaged: its hash is not the one of the manifest", file.file);
    }
    let list = inside(from, &manifest.files.list)?;
    let hash = hash_of(&list).with_context(|| format!("{} cannot be read", manifest.files.list))?;
    ensure!(hash == manifest.files.sha256, "{} is damaged: its hash is not the one of the manifest", manifest.files.list);
    let mut files = vec![];
    for (n, line) in BufReader::new(File::open(list)?).lines().enumerate() {
        let line = line?;
        ensure!(is_hash(&line), "{} line {}: not a hash", manifest.files.list, n + 1);
        let path = from.join("media").join(&line[..2]).join(&line);
        let hash = hash_of(&path).with_context(|| format!("media/{}/{line} is missing", &line[..2]))?;
        ensure!(hash == line, "media/{}/{line} is damaged", &line[..2]);
        files.push(line);
    }
    Ok((manifest, files))
}

/// A file below the folder, wherever a manifest would like to point.
fn inside(from: &Path, file: &str) -> anyhow::Result<PathBuf> {
    let path = Path::new(file);
    let plain = path.components().all(|c| matches!(c, std::path::Component::Normal(_)));
    if !plain || file.is_empty() {
        bail!("manifest.json: `{file}` does not lie in the archive");
    }
    Ok(from.join(path))
}

async fn fill(db: &DatabaseTransaction, table: &Table, path: &Path, name: &str) -> anyhow::Result<()> {
    let at_once = (VALUES / table.columns.len().max(1)).max(1);
    let own = OWN.iter().find(|(of, _)| *of == table.name).map(|(_, column)| *column);
    let (mut batch, mut kept, mut first) = (vec![], vec![], 1);
    let mut reader = BufReader::new(File::open(path)?);
    for number in 1.. {
        let mut text = String::new();
        let took = (&mut reader).take(LINE_MAX).read_line(&mut text).with_context(|| format!("{name} line {number} is no UTF-8"))?;
        if took > 0 {
            let row: Map<String, Json> = serde_json::from_str(&text).with_context(|| format!("{name} line {number} is no JSON object"))?;
            if row.len() != table.columns.len() {
                bail!("{name} line {number}: {} columns instead of {}", row.len(), table.columns.len());
            }
            for column in &table.columns {
                let value = row.get(column.name).with_context(|| format!("{name} line {number}: no column `{}`", column.name))?;
                let value = bound(value, column.form).with_context(|| format!("{name} line {number}, {}", column.name))?;
                if own == Some(column.name) {
                    if !row[column.name].is_null() {
                        let id = bound(&row["id"], super::tables::Form::Id).with_context(|| format!("{name} line {number}, id"))?;
                        kept.push((id, value));
                    }
                    batch.push(bound(&Json::Null, column.form)?);
                } else {
                    batch.push(value);
                }
            }
        }
        let rows = batch.len() / table.columns.len();
        if rows > 0 && (took == 0 || rows >= at_once) {
            insert(db, table, std::mem::take(&mut batch), rows).await.with_context(|| format!("{name} lines {first} to {number}"))?;
            first = number + 1;
        }
        if took == 0 {
            break;
        }
    }
    for (id, value) in kept {
        let column = own.unwrap_or_default();
        let text = format!("UPDATE \"{}\" SET \"{column}\" = ? WHERE \"id\" = ?", table.name);
        db.execute_raw(sql::statement(db.get_database_backend(), &text, vec![value, id]))
            .await
            .with_context(|| format!("{name}, {column}"))?;
    }
    Ok(())
}

async fn insert(db: &DatabaseTransaction, table: &Table, values: Vec<sea_orm::Value>, rows: usize) -> anyhow::Result<()> {
    let names = table.columns.iter().map(|c| format!("\"{}\"", c.name)).collect::<Vec<_>>().join(", ");
    let marks = format!("({})", vec!["?"; table.columns.len()].join(", "));
    let text = format!("INSERT INTO \"{}\" ({names}) VALUES {}", table.name, vec![marks; rows].join(", "));
    db.execute_raw(sql::statement(db.get_database_backend(), &text, values)).await?;
    Ok(())
}
