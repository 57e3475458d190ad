//! What the public reads, from memory and from the database.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::process::Command;
use std::rc::Rc;
use std::time::Duration;

use anyhow::Context;

use crate::bare::Copied;
use crate::children::Server;
use crate::house::House;
use crate::load::{self, Connection, Load, Run};
use crate::options::Options;
use crate::seed::Ward;
use crate::table::{Line, Promise, median};

/// One kind of question: the route under which the bare server answers it, and the addresses to ask.
pub struct Question {
    name: &'static str,
    route: &'static str,
    /// Asked when warm: always this one, so that both servers send the very same bytes.
    one: String,
    /// Asked when cold.
    many: Vec<String>,
    ratio: f64,
    warm_cpu: Option<f64>,
    cold_cpu: (f64, Option<f64>),
}

/// The questions of the speed table. Page 10 is found as a client finds it: by following nine cursors.
pub async fn questions(house: &House, ward: &Ward) -> anyhow::Result<Vec<Question>> {
    let portal = house.portal(house.config.cache_mb)?;
    let mut connection = Connection::open(portal.address).await?;
    let (id, path) = &ward.publications[ward.publications.len() / 2];
    let by_id = |id: &uuid::Uuid| format!("/api/v1/publications/{id}");
    let by_path = |path: &String| format!("/api/v1/publications/by-path?path={path}");
    let newest = |slug: &&str| format!("/api/v1/publications?section={slug}&limit=20");
    let counted = |slug: &&str| format!("/api/v1/publications?section={slug}&limit=20&count=exact");
    let mut tenth = vec![];
    for slug in &ward.sections {
        let mut address = newest(slug);
        for _ in 1..10 {
            let page = connection.expect(200, &load::get(&address)).await?;
            let Some(cursor) = page["next_cursor"].as_str() else { break };
            address = format!("{}&cursor={cursor}", newest(slug));
        }
        tenth.push(address);
    }
    let (list, one) = ("/api/v1/publications", ward.sections.first().context("no sections")?);
    let single =
        |name, route, one, many| Question { name, route, one, many, ratio: 0.85, warm_cpu: Some(20.0), cold_cpu: (100.0, Some(200.0)) };
    let listed = |name, one, many| Question { name, route: list, one, many, ratio: 0.75, warm_cpu: None, cold_cpu: (250.0, None) };
    Ok(vec![
        single("publication by id", "/api/v1/publications/{id}", by_id(id), ward.publications.iter().map(|p| by_id(&p.0)).collect()),
        single(
            "publication by path",
            "/api/v1/publications/by-path",
            by_path(path),
            ward.publications.iter().map(|p| by_path(&p.1)).collect(),
        ),
        listed("20 newest of a section", newest(one), ward.sections.iter().map(newest).collect()),
        listed("page 10 of a section", tenth[0].clone(), tenth),
        listed("20 newest, exact count", counted(one), ward.sections.iter().map(counted).collect()),
    ])
}

/// Runs of one server, with its processor time.
#[derive(Default)]
struct Runs {
    runs: Vec<Run>,
    cpu_us: Vec<f64>,
    postgres_us: Vec<f64>,
}

impl Runs {
    async fn add(&mut self, house: &House, server: &Server, load: &Load) -> anyhow::Result<()> {
        let before = (server.cpu(), house.postgres_cpu().await?);
        let run = load::run(server.address, load).await?;
        let each = |seconds: f64| seconds * 1e6 / run.requests as f64;
        self.cpu_us.push(each(server.cpu() - before.0));
        self.postgres_us.push(each(house.postgres_cpu().await? - before.1));
        self.runs.push(run);
        Ok(())
    }

    fn rps(&self) -> f64 {
        median(self.runs.iter().map(Run::rps).collect())
    }

    fn p50(&self) -> f64 {
        median(self.runs.iter().map(|r| r.p50_us).collect())
    }

    fn p99(&self) -> f64 {
        median(self.runs.iter().map(|r| r.p99_us).collect())
    }

    fn cpu(&self) -> f64 {
        median(self.cpu_us.clone())
    }

    fn postgres(&self) -> f64 {
        median(self.postgres_us.clone())
    }
}

fn asking(options: &Options, addresses: &[String], duration: Duration) -> Load {
    let requests = Rc::new(addresses.iter().map(|a| load::get(a)).collect());
    Load { requests, connections: options.connections, duration, status: 200 }
}

/// From memory, against the bare server: portal, bare, portal, bare …
pub async fn warm(options: &Options, house: &House, questions: &[Question], lines: &mut Vec<Line>) -> anyhow::Result<()> {
    let portal = house.portal(house.config.cache_mb)?;
    for question in questions {
        eprintln!("warm: {}", question.name);
        let mut connection = Connection::open(portal.address).await?;
        let (status, head, body) = connection.exchange(&load::get(&question.one)).await?;
        anyhow::ensure!(status == 200, "{} answered {status}", question.one);
        let copied = Copied::of(question.route, head, body)?;
        let bare = house.bare(&copied)?;
        same(bare.address, &question.one, &copied).await?;
        let load = asking(options, std::slice::from_ref(&question.one), options.duration);
        let ahead = Load { duration: options.duration / 4, ..load.clone() };
        load::run(portal.address, &ahead).await?;
        load::run(bare.address, &ahead).await?;
        let (mut ours, mut theirs) = (Runs::default(), Runs::default());
        for _ in 0..options.runs {
            ours.add(house, &portal, &load).await?;
            theirs.add(house, &bare, &load).await?;
        }
        let name = format!("{}, warm", question.name);
        let detail = format!(
            "{:.0} against {:.0} requests/s; p50 {:.0} against {:.0} µs; {} bytes",
            ours.rps(),
            theirs.rps(),
            ours.p50(),
            theirs.p50(),
            copied.body.len()
        );
        lines.push(Line::new(&name, ours.rps() / theirs.rps(), "×", Some(Promise::AtLeast(question.ratio)), detail));
        let detail = format!("{:.0} against {:.0} µs", ours.p99(), theirs.p99());
        let advice = question.warm_cpu.map(|_| Promise::Advice(3.0));
        lines.push(Line::new(format!("{name}: p99"), ours.p99() / theirs.p99(), "×", advice, detail));
        let detail = format!("bare {:.1} µs", theirs.cpu());
        lines.push(Line::new(format!("{name}: processor"), ours.cpu(), "µs", question.warm_cpu.map(Promise::AtMost), detail));
        if options.wrk {
            let (ours, theirs) = (wrk(options, portal.address, &question.one)?, wrk(options, bare.address, &question.one)?);
            let detail = format!("{ours:.0} against {theirs:.0} requests/s");
            lines.push(Line::new(format!("{name}: by wrk"), ours / theirs, "×", Some(Promise::AtLeast(question.ratio)), detail));
        }
    }
    Ok(())
}

/// The bare server must send the same bytes with the same headers, or the comparison means nothing.
async fn same(bare: SocketAddr, address: &str, copied: &Copied) -> anyhow::Result<()> {
    let mut connection = Connection::open(bare).await?;
    let (status, head, body) = connection.exchange(&load::get(address)).await?;
    let again = Copied::of(&copied.route, head, body)?;
    let names = |c: &Copied| c.headers.iter().cloned().collect::<BTreeSet<_>>();
    anyhow::ensure!(status == 200 && again.body == copied.body && names(&again) == names(copied), "the bare server answers otherwise");
    Ok(())
}

/// From the database: nothing is ever kept, the addresses are asked at random.
pub async fn cold(options: &Options, house: &House, questions: &[Question], lines: &mut Vec<Line>) -> anyhow::Result<()> {
    let portal = house.portal(0)?;
    for question in questions {
        eprintln!("cold: {}", question.name);
        let load = asking(options, &question.many, options.duration);
        load::run(portal.address, &Load { duration: options.duration / 4, ..load.clone() }).await?;
        let mut runs = Runs::default();
        for _ in 0..options.runs {
            runs.add(house, &portal, &load).await?;
        }
        let (alone, with_postgres) = question.cold_cpu;
        let bound = if house.is_postgres() { with_postgres.unwrap_or(alone) } else { alone };
        let database = if house.is_postgres() { format!(", PostgreSQL's {:.0} µs among it", runs.postgres()) } else { String::new() };
        let detail = format!("{:.0} requests/s; p50 {:.0}, p99 {:.0} µs{database}", runs.rps(), runs.p50(), runs.p99());
        let name = format!("{}, cold: processor", question.name);
        lines.push(Line::new(name, runs.cpu() + runs.postgres(), "µs", Some(Promise::AtMost(bound)), detail));
    }
    Ok(())
}

/// Requests a second, as `wrk` sees it.
fn wrk(options: &Options, at: SocketAddr, address: &str) -> anyhow::Result<f64> {
    let seconds = options.duration.as_secs().max(1);
    let arguments = ["-t1".to_owned(), format!("-c{}", options.connections), format!("-d{seconds}s"), format!("http://{at}{address}")];
    let output = Command::new("wrk").args(arguments).output().context("wrk is not installed")?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = text.lines().find_map(|l| l.trim().strip_prefix("Requests/sec:")).with_context(|| text.clone())?;
    Ok(line.trim().parse()?)
}
