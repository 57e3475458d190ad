//! The news of a NukeViet site (4.x, and the older shape with `bodyhtml_N`) from its dump. Two walks over the file: first what
//! articles refer to and their heads, then their bodies, one by one.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use anyhow::Context;
use chrono::DateTime;
use clap::Args;
use indicatif::ProgressBar;

use super::mysql_dump::{Dump, DumpRow, Event};
use super::report::Report;
use super::row::some;
use super::stories::{Press, Story, Teller};
use crate::kernel::words::Origin;
use crate::store::Site;

#[derive(Args)]
pub struct Nukeviet {
    /// The dump: a SQL file of MySQL or MariaDB.
    pub file: PathBuf,
    /// The module whose articles come over.
    #[arg(long, value_name = "NAME", default_value = "news")]
    pub module: String,
    /// The language of its tables.
    #[arg(long, value_name = "CODE", default_value = "vi")]
    pub lang: String,
    /// Also what was stopped, expired, a draft or under review on the old site; otherwise only what was published or has expired.
    #[arg(long)]
    pub all_states: bool,
    #[command(flatten)]
    pub press: Press,
}

/// An article's head, until its body is met.
struct Headline {
    row: HashMap<String, Option<String>>,
    broken: Vec<String>,
}

#[derive(Default)]
struct Module {
    heads: BTreeMap<u64, Headline>,
    categories: HashMap<u64, Category>,
    sources: HashMap<u64, (String, Option<String>)>,
    authors: HashMap<u64, Vec<String>>,
    prefix: Option<String>,
    broken: Vec<String>,
}

struct Category {
    title: String,
    alias: String,
}

/// Imports a dump's articles.
pub async fn import(site: &Site, asked: &Nukeviet, show: bool) -> anyhow::Result<Report> {
    let length = std::fs::metadata(&asked.file).with_context(|| format!("cannot read {}", asked.file.display()))?.len();
    let bar = if show { ProgressBar::new(length * 2) } else { ProgressBar::hidden() };
    let (file, suffix) = (asked.file.clone(), format!("_{}_{}_", asked.lang, asked.module));
    let mut module = tokio::task::spawn_blocking(move || heads(&file, &suffix)).await??;
    let prefix = module.prefix.clone().with_context(|| {
        format!("the dump has no table …_{}_{}_rows: name the module with --module, the language with --lang", asked.lang, asked.module)
    })?;
    let mut teller = Teller::open(site, &asked.press, Origin::Nukeviet).await?;
    for why in std::mem::take(&mut module.broken) {
        teller.refuse(None, why)?;
    }
    let categories: Vec<(String, String)> = module.categories.values().map(|c| (c.alias.clone(), c.title.clone())).collect();
    teller.match_sections(&categories);
    teller
        .keep_sections(
            categories.iter().flat_map(|(alias, _)| category_addresses(asked, alias).map(|path| (path, alias.clone()))).collect(),
        )
        .await?;
    let mut dump = Dump::of(BufReader::with_capacity(256 * 1024, File::open(&asked.file)?));
    let of_bodies = |table: &str| table.strip_prefix(&*prefix).is_some_and(|rest| rest == "detail" || rest.starts_with("bodyhtml_"));
    while let Some(event) = dump.next(&of_bodies)? {
        bar.set_position(length + dump.passed);
        match event {
            Event::Broken { why, table } => teller.refuse(None, format!("bảng {table}: {why}"))?,
            Event::Row(body) => {
                let Some(head) = number(&body, "id").and_then(|id| Some((id, module.heads.remove(&id)?))) else { continue };
                tell(&mut teller, asked, &module, head, Some(body)).await?;
            }
        }
    }
    // What the dump has no body of.
    while let Some(head) = module.heads.pop_first() {
        tell(&mut teller, asked, &module, head, None).await?;
    }
    bar.finish_and_clear();
    teller.close()
}

fn heads(file: &Path, suffix: &str) -> anyhow::Result<Module> {
    let mut dump = Dump::of(BufReader::with_capacity(256 * 1024, File::open(file)?));
    let mut module = Module::default();
    let part = |table: &str| table.find(suffix).map(|at| (table[..at + suffix.len()].to_owned(), table[at + suffix.len()..].to_owned()));
    let wanted = |table: &str| part(table).is_some_and(|(_, rest)| ["rows", "cat", "sources", "authorlist"].contains(&rest.as_str()));
    while let Some(event) = dump.next(&wanted)? {
        let row = match event {
            Event::Row(row) => row,
            Event::Broken { table, why } => {
                module.broken.push(format!("bảng {table}: {why}"));
                continue;
            }
        };
        let Some((prefix, rest)) = part(&row.table) else { continue };
        let said = |name: &str| row.cells.get(name).cloned().flatten().and_then(|text| some(&text));
        match rest.as_str() {
            "cat" => {
                if let (Some(id), Some(alias)) = (number(&row, "catid"), said("alias")) {
                    module.categories.insert(id, Category { title: said("title").unwrap_or_default(), alias });
                }
            }
            "sources" => {
                if let (Some(id), Some(title)) = (number(&row, "sourceid"), said("title")) {
                    module.sources.insert(id, (title, said("link")));
                }
            }
            "authorlist" => {
                if let (Some(id), Some(name)) = (number(&row, "id"), said("pseudonym").or_else(|| said("alias"))) {
                    module.authors.entry(id).or_default().push(name);
                }
            }
            _ => match number(&row, "id") {
                Some(id) => {
                    module.prefix = Some(prefix);
                    module.heads.insert(id, Headline { row: row.cells, broken: row.broken });
                }
                None => module.broken.push(format!("bảng {}: một dòng không có id", row.table)),
            },
        }
    }
    Ok(module)
}

fn number(row: &DumpRow, name: &str) -> Option<u64> {
    row.cells.get(name)?.as_ref()?.trim().parse().ok()
}

/// What a number of the old site's workflow meant.
fn state(status: u64) -> &'static str {
    match status {
        0 => "đã ngừng",
        1 => "đã đăng",
        2 => "hẹn giờ",
        3 => "hết hạn",
        4 => "bản nháp",
        5 => "chờ duyệt",
        6 => "bị từ chối duyệt",
        7 => "đang duyệt",
        8 => "chờ đăng",
        9 => "bị từ chối đăng",
        10 => "đang kiểm tra",
        21 => "khóa theo chuyên mục",
        _ => "trạng thái lạ",
    }
}

async fn tell(
    teller: &mut Teller<'_>,
    asked: &Nukeviet,
    module: &Module,
    (id, head): (u64, Headline),
    body: Option<DumpRow>,
) -> anyhow::Result<()> {
    let external_id = format!("{}:{}:{id}", asked.lang, asked.module);
    let said = |name: &str| head.row.get(name).cloned().flatten().and_then(|text| some(&text));
    let figure = |name: &str| said(name).and_then(|text| text.parse::<i64>().ok()).filter(|n| *n > 0);
    let status = said("status").and_then(|text| text.parse::<u64>().ok()).unwrap_or(1);
    if !matches!(status, 1 | 3) && !asked.all_states {
        return teller
            .refuse(Some(external_id), format!("trạng thái {status} ({}) ở cổng cũ; dùng --all-states để nhập cả", state(status)));
    }
    let broken: Vec<&str> = head.broken.iter().chain(body.iter().flat_map(|b| b.broken.iter())).map(String::as_str).collect();
    if let Some(bad) = broken.iter().find(|name| ["title", "hometext", "bodyhtml"].contains(name)) {
        return teller.refuse(Some(external_id), format!("cột {bad} không phải UTF-8 hoặc dài quá 8 MB"));
    }
    if figure("external_link").is_some() {
        return teller.refuse(Some(external_id), "chỉ là liên kết sang trang khác, không có bài".into());
    }
    let text_of = |name: &str| body.as_ref().and_then(|body| body.cells.get(name).cloned().flatten()).and_then(|text| some(&text));
    let mut story = Story { external_id, title: said("title"), ..Story::default() };
    story.summary = said("hometext");
    story.body_html = text_of("bodyhtml");
    story.published_at = figure("publtime").or_else(|| figure("addtime")).and_then(|at| DateTime::from_timestamp(at, 0));
    story.authors = module.authors.get(&id).cloned().unwrap_or_default();
    if story.authors.is_empty() {
        story.authors = said("author").iter().flat_map(|a| a.split(',')).filter_map(some).collect();
    }
    let source = figure("sourceid").and_then(|n| module.sources.get(&u64::try_from(n).ok()?));
    match (source, text_of("sourcetext")) {
        (Some((name, link)), told) => {
            story.source_url = told.filter(|t| t.starts_with("http")).or_else(|| link.clone());
            story.source = Some(name.clone());
        }
        (None, Some(told)) if told.starts_with("http") => {
            story.source = told.split('/').nth(2).map(str::to_owned);
            story.source_url = Some(told);
        }
        (None, told) => story.source = told,
    }
    story.lead = said("homeimgfile").map(|file| if file.contains("://") { file } else { format!("uploads/{}/{file}", asked.module) });
    story.lead_alt = said("homeimgalt");
    // The main category first: its section is the article's.
    let main = said("catid").and_then(|n| n.parse::<u64>().ok());
    let all = said("listcatid").unwrap_or_default();
    let ids = main.into_iter().chain(all.split(',').filter_map(|n| n.trim().parse().ok()));
    for category in ids.filter_map(|n| module.categories.get(&n)) {
        if !story.categories.contains(&category.alias) {
            story.categories.push(category.alias.clone());
        }
    }
    if let Some(alias) = said("alias") {
        story.addresses = story.categories.iter().flat_map(|category| addresses(asked, category, &alias, id)).collect();
    }
    if status != 1 {
        story.doubts.push(("state", format!("ở cổng cũ: {}", state(status))));
    }
    if let Some(expired) = figure("exptime").and_then(|at| DateTime::from_timestamp(at, 0)) {
        story.doubts.push(("exptime", format!("ở cổng cũ có ngày hết hạn {}", crate::kernel::dates::to_vn(expired).date_naive())));
    }
    teller.tell(story).await
}

/// With and without the language, and for a site whose home is the module, without its name.
fn addresses(asked: &Nukeviet, category: &str, alias: &str, id: u64) -> [String; 3] {
    let tail = format!("{category}/{alias}-{id}.html");
    [format!("/{}/{}/{tail}", asked.lang, asked.module), format!("/{}/{tail}", asked.module), format!("/{tail}")]
}

fn category_addresses(asked: &Nukeviet, alias: &str) -> [String; 2] {
    [format!("/{}/{}/{alias}", asked.lang, asked.module), format!("/{}/{alias}", asked.module)]
}
