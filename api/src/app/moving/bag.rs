//! A year of the public side for the archive: a bag by BagIt 1.0 (RFC 8493). Each item that was published, changed or withdrawn
//! in the year, with every revision in the very bytes its hash was taken of, what the public read, its files byte for byte, the
//! approvals, and the year's part of the change log with the signed head that proves it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Component, Path};

use anyhow::{Context, bail, ensure};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::export::hash_of;
use crate::kernel::dates::{rfc3339_vn, to_vn, vn_instant};
use crate::store::blobs::Blobs;
use crate::store::entities::{approval, change_log, media, publication, publication_media, revision};
use crate::store::publications::MediaFile;
use crate::store::{Site, SiteProfile, chain};

/// Lines of the log in one read.
const PAGE: u64 = 1000;

const README: &str = "Gói lưu trữ của một năm, theo BagIt 1.0 (RFC 8493).\n\n\
items/<mã>/publication.json  nội dung công chúng đọc được, đúng từng byte\n\
items/<mã>/revisions/<số>.json  từng bản sửa; SHA-256 của tệp chính là mã băm mà Ban Biên tập đã duyệt\n\
items/<mã>/item.json  các bản sửa, phê duyệt, tệp đính kèm\n\
files/<mã băm>  tệp đính kèm và ảnh, đúng từng byte\n\
log/changes.jsonl  nhật ký thay đổi của năm, nối nhau bằng mã băm\n\
log/head.json  đầu nhật ký đã ký\n";

/// What was put into the bag.
#[derive(Debug)]
pub struct Bagged {
    pub items: usize,
    pub files: u64,
    pub bytes: u64,
}

/// Writes the bag of a year into a folder that is empty or not there.
pub async fn bag(site: &Site, year: i32, to: &Path) -> anyhow::Result<Bagged> {
    let begins = |year| NaiveDate::from_ymd_opt(year, 1, 1).and_then(|day| vn_instant(day, 0, 0));
    let (from, before) = begins(year).zip(begins(year + 1)).with_context(|| format!("{year} is no year"))?;
    let mut bag = Bag::begin(to)?;
    bag.put("README.txt", README.as_bytes())?;
    let items = log(site, &mut bag, from, before).await?;
    for id in &items {
        item(site, &mut bag, *id).await?;
    }
    bag.put("log/head.json", &serde_json::to_vec_pretty(&chain::sign_head(site).await?)?)?;
    let name = SiteProfile::today(site).await?.name;
    let info = [
        ("Source-Organization", name.clone()),
        ("External-Identifier", format!("{}/{year}", site.settings.host)),
        ("External-Description", format!("{name}, năm {year}: {} nội dung công khai", items.len())),
        ("Bagging-Date", to_vn(site.clock.now()).date_naive().to_string()),
        ("Bag-Software-Agent", format!("cong {}", env!("CARGO_PKG_VERSION"))),
    ];
    let (files, bytes) = bag.end(&info)?;
    Ok(Bagged { items: items.len(), files, bytes })
}

/// The year's part of the log, and the items whose public face changed in it.
async fn log(site: &Site, bag: &mut Bag, from: DateTime<Utc>, before: DateTime<Utc>) -> anyhow::Result<BTreeSet<Uuid>> {
    let mut items = BTreeSet::new();
    let mut out = bag.open("log/changes.jsonl")?;
    let mut after = 0;
    loop {
        let rows = change_log::Entity::find()
            .filter(change_log::Column::Seq.gt(after))
            .order_by_asc(change_log::Column::Seq)
            .limit(PAGE)
            .all(site.read())
            .await?;
        let Some(last) = rows.last() else { break };
        after = last.seq;
        let over = last.at >= before;
        for row in rows.into_iter().filter(|row| row.at >= from && row.at < before) {
            if row.public {
                items.extend(row.item_id);
            }
            let told = json!({
                "seq": row.seq, "at": rfc3339_vn(row.at), "actor_id": row.actor_id, "door": row.door, "verb": row.verb, "item_id": row.item_id,
                "payload": row.payload, "previous_hash": row.previous_hash, "hash": row.hash,
            });
            out.write(format!("{told}\n").as_bytes())?;
        }
        if over {
            break;
        }
    }
    bag.close(out)?;
    Ok(items)
}

async fn item(site: &Site, bag: &mut Bag, id: Uuid) -> anyhow::Result<()> {
    let db = site.read();
    let Some(public) = publication::Entity::find_by_id(id).one(db).await? else { return Ok(()) };
    bag.put(&format!("items/{id}/publication.json"), public.full_json.as_bytes())?;
    let revisions = revision::Entity::find().filter(revision::Column::ItemId.eq(id)).order_by_asc(revision::Column::No).all(db).await?;
    let mut hashes = BTreeMap::new();
    let mut told = vec![];
    for row in revisions {
        let frozen: serde_json::Value = serde_json::from_str(&row.content)?;
        for (medium, words) in frozen["media"].as_object().into_iter().flatten() {
            for name in ["blob", "captions"] {
                hashes.extend(words[name].as_str().map(|hash| (hash.to_owned(), json!({"media_id": medium, "as": name}))));
            }
        }
        bag.put(&format!("items/{id}/revisions/{}.json", row.no), row.content.as_bytes())?;
        told.push(json!({
            "no": row.no, "edition": row.edition, "hash": row.hash, "reason": row.reason, "title": row.title,
            "created_by": row.created_by, "created_at": rfc3339_vn(row.created_at), "published": row.id == public.revision_id,
        }));
    }
    for row in publication_media::Entity::find().filter(publication_media::Column::PublicationId.eq(id)).all(db).await? {
        let files: Vec<MediaFile> = serde_json::from_str(&row.files)?;
        hashes.extend(
            files
                .into_iter()
                .map(|f| (f.hash, json!({"media_id": row.media_id, "as": f.name, "filename": f.filename, "type": f.media_type}))),
        );
        if let Some(medium) = media::Entity::find_by_id(row.media_id).one(db).await? {
            let original = json!({"media_id": medium.id, "as": "original", "filename": medium.filename, "type": medium.media_type});
            hashes.entry(medium.blob_hash).or_insert(original);
        }
    }
    for hash in hashes.keys() {
        bag.put_blob(&site.blobs, hash)?;
    }
    let approvals = approval::Entity::find().filter(approval::Column::ItemId.eq(id)).order_by_asc(approval::Column::At).all(db).await?;
    let approvals: Vec<_> = approvals
        .into_iter()
        .map(|a| json!({"stage": a.stage, "basis": a.basis, "hash": a.hash, "unit_id": a.unit_id, "actor_id": a.actor_id, "at": rfc3339_vn(a.at)}))
        .collect();
    let about = json!({
        "id": id, "kind": public.kind, "path": public.path, "status": public.status, "published_at": rfc3339_vn(public.published_at),
        "ended_at": public.ended_at.map(rfc3339_vn), "ended_reason": public.ended_reason, "revision_hash": public.revision_hash,
        "revisions": told, "approvals": approvals, "files": hashes,
    });
    bag.put(&format!("items/{id}/item.json"), &serde_json::to_vec_pretty(&about)?)
}

/// A bag while it is filled.
struct Bag {
    root: std::path::PathBuf,
    manifest: BufWriter<File>,
    blobs: BTreeSet<String>,
    files: u64,
    bytes: u64,
}

/// A file of the payload that is written piece by piece.
struct Piece {
    name: String,
    out: BufWriter<File>,
    digest: Sha256,
    bytes: u64,
}

impl Piece {
    fn write(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        self.digest.update(bytes);
        self.bytes += bytes.len() as u64;
        Ok(self.out.write_all(bytes)?)
    }
}

impl Bag {
    fn begin(root: &Path) -> anyhow::Result<Self> {
        fs::create_dir_all(root).with_context(|| format!("cannot make {}", root.display()))?;
        ensure!(fs::read_dir(root)?.next().is_none(), "{} is not empty", root.display());
        let manifest = BufWriter::new(File::create(root.join("manifest-sha256.txt"))?);
        Ok(Self { root: root.to_owned(), manifest, blobs: BTreeSet::new(), files: 0, bytes: 0 })
    }

    /// `name` is one of ours: it needs no escaping in a manifest.
    fn open(&mut self, name: &str) -> anyhow::Result<Piece> {
        let path = self.root.join("data").join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let out = BufWriter::new(File::create_new(&path).with_context(|| format!("cannot write {}", path.display()))?);
        Ok(Piece { name: name.to_owned(), out, digest: Sha256::new(), bytes: 0 })
    }

    fn close(&mut self, mut piece: Piece) -> anyhow::Result<()> {
        piece.out.flush()?;
        self.note(&piece.name, &hex::encode(piece.digest.finalize()), piece.bytes)
    }

    fn put(&mut self, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
        let mut piece = self.open(name)?;
        piece.write(bytes)?;
        self.close(piece)
    }

    /// A file of the store, once, in the very bytes whose hash it bears.
    fn put_blob(&mut self, blobs: &Blobs, hash: &str) -> anyhow::Result<()> {
        if !self.blobs.insert(hash.to_owned()) {
            return Ok(());
        }
        let name = format!("files/{hash}");
        let to = self.root.join("data").join(&name);
        fs::create_dir_all(self.root.join("data/files"))?;
        let bytes = blobs.copy_to(hash, &to).with_context(|| format!("the file {hash} is missing from the store"))?;
        ensure!(hash_of(&to)? == hash, "the file {hash} is damaged in the store");
        self.note(&name, hash, bytes)
    }

    fn note(&mut self, name: &str, hash: &str, bytes: u64) -> anyhow::Result<()> {
        writeln!(self.manifest, "{hash}  data/{name}")?;
        self.files += 1;
        self.bytes += bytes;
        Ok(())
    }

    fn end(mut self, info: &[(&str, String)]) -> anyhow::Result<(u64, u64)> {
        self.manifest.flush()?;
        fs::write(self.root.join("bagit.txt"), "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")?;
        let mut text = String::new();
        for (label, value) in info {
            text.push_str(&format!("{label}: {}\n", value.replace(['\r', '\n'], " ")));
        }
        text.push_str(&format!("Payload-Oxum: {}.{}\n", self.bytes, self.files));
        fs::write(self.root.join("bag-info.txt"), text)?;
        let mut tags = String::new();
        for name in ["bag-info.txt", "bagit.txt", "manifest-sha256.txt"] {
            tags.push_str(&format!("{}  {name}\n", hash_of(&self.root.join(name))?));
        }
        fs::write(self.root.join("tagmanifest-sha256.txt"), tags)?;
        Ok((self.files, self.bytes))
    }
}

/// Whether a bag is complete and unchanged: every file named and of its hash, none besides, the sums right.
pub fn check(root: &Path) -> anyhow::Result<(u64, u64)> {
    let text = fs::read_to_string(root.join("bagit.txt")).context("bagit.txt is missing")?;
    ensure!(text == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", "bagit.txt does not declare BagIt 1.0");
    named(root, "tagmanifest-sha256.txt", |_| true)?;
    let named = named(root, "manifest-sha256.txt", |path| path.starts_with("data/"))?;
    let mut found = BTreeSet::new();
    let mut bytes = 0;
    let mut folders = vec![root.join("data")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("{} is missing", folder.display()))? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else {
                bytes += entry.metadata()?.len();
                let path = entry.path().strip_prefix(root)?.to_string_lossy().replace('\\', "/");
                ensure!(named.contains(&path), "{path} is in no manifest");
                found.insert(path);
            }
        }
    }
    let info = fs::read_to_string(root.join("bag-info.txt")).context("bag-info.txt is missing")?;
    let oxum = format!("Payload-Oxum: {bytes}.{}", found.len());
    ensure!(info.lines().any(|line| line == oxum), "bag-info.txt does not say {oxum}");
    Ok((found.len() as u64, bytes))
}

fn named(root: &Path, manifest: &str, fits: impl Fn(&str) -> bool) -> anyhow::Result<BTreeSet<String>> {
    let file = File::open(root.join(manifest)).with_context(|| format!("{manifest} is missing"))?;
    let mut paths = BTreeSet::new();
    for (n, line) in BufReader::new(file).lines().enumerate() {
        let line = line?;
        let at = format!("{manifest} line {}", n + 1);
        let (hash, path) = line.split_once("  ").with_context(|| format!("{at} cannot be read"))?;
        if !fits(path) || !Path::new(path).components().all(|c| matches!(c, Component::Normal(_))) {
            bail!("{at}: {path} does not belong here");
        }
        let real = hash_of(&root.join(path)).with_context(|| format!("{at}: {path} is missing"))?;
        ensure!(real == hash, "{path} was changed: its hash is not the one of {at}");
        ensure!(paths.insert(path.to_owned()), "{at}: {path} twice");
    }
    Ok(paths)
}
