//! Searching: two words without marks, over as many publications as were asked for. They are put in by the shortest way: their
//! terms and lines are made by the program's own functions, the rows are written many at a time.

use std::collections::BTreeMap;
use std::rc::Rc;

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use cong::kernel::dates::rfc3339_vn;
use cong::kernel::search::Doc;
use cong::kernel::search::index::phrases;
use cong::kernel::words::{Field, Kind, Lang};
use cong::kernel::{html, ids, text};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, Statement, TransactionTrait, Value};
use serde_json::json;
use uuid::Uuid;

use crate::house::House;
use crate::load::{self, Load};
use crate::options::Options;
use crate::prose;
use crate::random::Random;
use crate::table::{Line, Promise, median};

const BATCH: usize = 1_000;
/// Rows in one statement.
const ROWS: usize = 200;

pub async fn measure(options: &Options, house: &House, more: usize, lines: &mut Vec<Line>) -> anyhow::Result<()> {
    let mut connect = sea_orm::ConnectOptions::new(house.url());
    connect.max_connections(1).sqlx_logging(false);
    let db = Database::connect(connect).await?;
    let before = size(&db, house).await?;
    if more > 0 {
        let begun = std::time::Instant::now();
        fill(&db, more).await?;
        eprintln!("\nseeded in {:.0} s", begun.elapsed().as_secs_f64());
    }
    let count: i64 = number(&db, "SELECT count(*) FROM publication_search").await?;
    let bytes = size(&db, house).await?;
    let detail = format!(
        "{count} publications; {:.0} bytes each; {:.0} MB of it since the ward was seeded",
        bytes / count as f64,
        (bytes - before) / 1e6
    );
    lines.push(Line::new("search: size of the index", bytes / 1e6, "MB", None, detail));
    let two: Vec<String> = pairs();
    let p99 = if house.is_postgres() { 200.0 } else { 60.0 };
    let portal = house.portal(0)?;
    let asked = |words: &[String], more: &str| -> Vec<Vec<u8>> {
        words.iter().map(|q| load::get(&format!("/api/v1/search?q={}{more}", q.replace(' ', "%20")))).collect()
    };
    for (name, requests, connections, bound) in [
        ("search, two words, no marks", asked(&two, ""), 1, true),
        ("search, two words, no marks, under load", asked(&two, ""), options.connections, true),
        ("search, two words, of documents", asked(&two, "&kind=document"), 1, false),
        ("search, two words far apart", asked(&far_apart(), ""), 1, false),
        ("search, a document number", asked(&["849/qd-ubnd".into(), "1203%2FQ%C4%90-UBND".into()], ""), 1, false),
        ("search, nothing found", asked(&["khongco tunay".into(), "gibberissh".into()], ""), 1, false),
    ] {
        eprintln!("{name}");
        let load = Load { requests: Rc::new(requests), connections, duration: options.duration, status: 200 };
        load::run(portal.address, &Load { duration: options.duration / 4, ..load.clone() }).await?;
        let (mut p50s, mut p99s, mut asked, mut cpu) = (vec![], vec![], 0, vec![]);
        for _ in 0..options.runs {
            let used = portal.cpu() + house.postgres_cpu().await?;
            let run = load::run(portal.address, &load).await?;
            cpu.push((portal.cpu() + house.postgres_cpu().await? - used) * 1e3 / run.requests.max(1) as f64);
            p50s.push(run.p50_us / 1e3);
            p99s.push(run.p99_us / 1e3);
            asked += run.requests;
        }
        let detail = format!("{connections} connections, nothing kept, {asked} questions, {:.1} ms of processor each", median(cpu));
        lines.push(Line::new(format!("{name}: p50"), median(p50s), "ms", bound.then_some(Promise::AtMost(10.0)), detail.clone()));
        lines.push(Line::new(format!("{name}: p99"), median(p99s), "ms", bound.then_some(Promise::AtMost(p99)), detail));
    }
    Ok(())
}

/// Neighbours of titles and texts, from very common to rare.
fn pairs() -> Vec<String> {
    let words = [
        "thanh dong",
        "ve sinh",
        "moi truong",
        "chuyen doi",
        "dich vu",
        "phong chay",
        "sot xuat",
        "gia dinh",
        "bao hiem",
        "an toan",
        "quy hoach",
        "hien mau",
        "phan loai",
        "tuyen sinh",
        "thien tai",
        "cai cach",
        "hoi nghi",
        "doi thoai",
        "nhan dan",
        "tiep thu",
        "cu tri",
        "phu huynh",
        "ho so",
        "dai bieu",
        "tuan tra",
    ];
    words.map(str::to_owned).into()
}

/// Words that stand in many texts, but seldom side by side.
fn far_apart() -> Vec<String> {
    ["rac dong", "mau truong", "sinh vu", "nhan loai", "to hoach", "phu chay"].map(str::to_owned).into()
}

async fn fill(db: &DatabaseConnection, count: usize) -> anyhow::Result<()> {
    let backend = db.get_database_backend();
    let first: i64 = number(db, "SELECT COALESCE(MAX(n), 0) FROM publication").await? + 1;
    let sections = column(db, "SELECT id FROM section").await?;
    let units = column(db, "SELECT id FROM org_unit").await?;
    let mut random = Random::new(42);
    let mut counted: BTreeMap<String, (String, i64)> = BTreeMap::new();
    let newest = Utc::now() - TimeDelta::hours(1);
    if backend == DbBackend::Postgres {
        db.execute_unprepared("DROP INDEX publication_search_terms").await?;
    } else {
        db.execute_unprepared("PRAGMA synchronous = off").await?;
        db.execute_unprepared("PRAGMA cache_size = -200000").await?;
    }
    for begin in (0..count).step_by(BATCH) {
        let tx = db.begin().await?;
        let made: Vec<Made> = (begin..count.min(begin + BATCH))
            .map(|n| {
                let at = newest - TimeDelta::seconds(300) * i32::try_from(count - n).unwrap_or(i32::MAX);
                Made::new(&mut random, first + n as i64, at, &sections, &units)
            })
            .collect();
        for some in made.chunks(ROWS) {
            write(&tx, backend, some).await?;
        }
        for each in &made {
            for (folded, shown) in phrases(&each.title, each.number.as_deref()) {
                counted.entry(folded).or_insert((shown, 0)).1 += 1;
            }
        }
        tx.commit().await?;
        eprint!("\rseeding for the search: {} of {count} ", begin + made.len());
    }
    let tx = db.begin().await?;
    for (folded, (shown, uses)) in counted {
        let words = i64::try_from(folded.split(' ').count())?;
        let sql = "INSERT INTO search_phrase (folded, shown, uses, words) VALUES ($1, $2, $3, $4) ON CONFLICT (folded) DO NOTHING";
        tx.execute_raw(Statement::from_sql_and_values(backend, sql, [folded.into(), shown.into(), uses.into(), words.into()])).await?;
    }
    tx.commit().await?;
    if backend == DbBackend::Postgres {
        eprintln!("\nthe index of PostgreSQL");
        db.execute_unprepared("SET maintenance_work_mem = '512MB'").await?;
        db.execute_unprepared("CREATE INDEX publication_search_terms ON publication_search USING gin (terms) WITH (fastupdate = off)")
            .await?;
        db.execute_unprepared("ANALYZE").await?;
        db.execute_unprepared("VACUUM publication_search").await?;
    }
    Ok(())
}

struct Made {
    n: i64,
    id: Uuid,
    kind: Kind,
    section: Uuid,
    unit: Uuid,
    at: DateTime<Utc>,
    title: String,
    number: Option<String>,
    text: String,
    line: String,
    terms: String,
}

impl Made {
    fn new(random: &mut Random, n: i64, at: DateTime<Utc>, sections: &[Uuid], units: &[Uuid]) -> Self {
        let kind = *random.pick(&[Kind::Article, Kind::Article, Kind::Article, Kind::Notice, Kind::Document]);
        let (section, unit) = (*random.pick(sections), *random.pick(units));
        let title = prose::title(random);
        let number = (kind == Kind::Document).then(|| format!("{}/QĐ-UBND", 1 + random.below(3000)));
        let text = format!("{}\n{}", prose::sentence(random), html::plain_text(&prose::body(random)));
        let fields = [*random.pick(&[Field::Culture, Field::Society, Field::Economy])];
        let doc = Doc {
            n,
            kind,
            section,
            unit,
            lang: Lang::Vi,
            fields: &fields,
            published_at: at,
            ended: false,
            number: number.as_deref(),
            title: &title,
            text: &text,
        };
        let (line, terms) = (doc.line(), doc.terms().join(" "));
        Self { n, id: ids::new_id(at), kind, section, unit, at, title, number, text, line, terms }
    }

    fn row(&self) -> Vec<Value> {
        let path = format!("/tin-bai/{}-{}", text::slug(&self.title), ids::short_id(self.id));
        let summary = json!({
            "id": self.id, "kind": self.kind, "lang": "vi", "title": self.title, "path": path, "number": self.number,
            "summary": self.text.lines().next(), "published_at": rfc3339_vn(self.at), "section": {"id": self.section}, "unit": {"id": self.unit},
        });
        vec![
            self.id.into(),
            self.n.into(),
            self.kind.word().into(),
            "news_event".into(),
            "vi".into(),
            self.section.into(),
            self.unit.into(),
            "live".into(),
            true.into(),
            path.into(),
            text::fold(&self.title).into(),
            self.at.into(),
            self.at.into(),
            self.id.into(),
            "".into(),
            self.id.into(),
            summary.to_string().into(),
            "{}".into(),
        ]
    }
}

async fn write(tx: &DatabaseTransaction, backend: DbBackend, some: &[Made]) -> anyhow::Result<()> {
    let publication = "publication (id, n, kind, info_class, lang, section_id, unit_id, status, listed, path, sort_title, published_at, \
                       updated_at, revision_id, revision_hash, approval_id, summary_json, full_json)";
    insert(tx, publication, "", some.iter().map(Made::row)).await?;
    insert(tx, "publication_text (n, text)", "", some.iter().map(|m| vec![m.n.into(), m.text.clone().into()])).await?;
    if backend == DbBackend::Postgres {
        let rows = some.iter().map(|m| vec![m.n.into(), m.line.clone().into(), format!("{} b_{}", m.terms, m.n / 4096).into()]);
        insert(tx, "publication_search (n, line, terms)", "array_to_tsvector(string_to_array(#, ' '))", rows).await
    } else {
        insert(tx, "publication_search (n, line)", "", some.iter().map(|m| vec![m.n.into(), m.line.clone().into()])).await?;
        insert(tx, "publication_terms (rowid, terms)", "", some.iter().map(|m| vec![m.n.into(), m.terms.clone().into()])).await
    }
}

/// One statement for all the rows; `last` is how the last value is written, `#` standing for it.
async fn insert(tx: &DatabaseTransaction, into: &str, last: &str, rows: impl Iterator<Item = Vec<Value>>) -> anyhow::Result<()> {
    let (mut sql, mut values) = (format!("INSERT INTO {into} VALUES "), vec![]);
    for (at, row) in rows.enumerate() {
        let mut marks: Vec<String> = (1..=row.len()).map(|n| format!("${}", values.len() + n)).collect();
        if let Some(mark) = marks.last_mut().filter(|_| !last.is_empty()) {
            *mark = last.replace('#', mark);
        }
        sql.push_str(&format!("{}({})", if at > 0 { ", " } else { "" }, marks.join(", ")));
        values.extend(row);
    }
    tx.execute_raw(Statement::from_sql_and_values(tx.get_database_backend(), sql, values)).await?;
    Ok(())
}

/// Bytes of terms, lines and phrases; the texts for passages are not the index.
async fn size(db: &DatabaseConnection, house: &House) -> anyhow::Result<f64> {
    let sql = if house.is_postgres() {
        "SELECT CAST(pg_total_relation_size('publication_search') + pg_total_relation_size('search_phrase') AS bigint)"
    } else {
        "SELECT COALESCE(SUM(LENGTH(block)), 0) + (SELECT COALESCE(SUM(LENGTH(sz)), 0) FROM publication_terms_docsize) \
         + (SELECT COALESCE(SUM(LENGTH(line) + 10), 0) FROM publication_search) \
         + (SELECT COALESCE(SUM(LENGTH(folded) + LENGTH(shown) + 10), 0) FROM search_phrase) FROM publication_terms_data"
    };
    Ok(number(db, sql).await? as f64)
}

async fn number(db: &DatabaseConnection, sql: &str) -> anyhow::Result<i64> {
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await?.context("no row")?;
    Ok(row.try_get_by_index(0)?)
}

async fn column(db: &DatabaseConnection, sql: &str) -> anyhow::Result<Vec<Uuid>> {
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}
